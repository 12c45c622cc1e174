import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Invariants, invariantsQuery } from '../data/play-api.js';
import { Failure, LoadingRows } from '../parts/failure.js';
import { useConsole } from '../shell/console-context.js';
import type { Counted } from './play-search.js';

/** The counters that must stay at 0. Each opens what it counts, and what is promised. */
export function Counters({ open }: { readonly open: Counted | undefined }) {
  const { t } = useConsole();
  const { data, error, refetch } = useQuery(invariantsQuery());
  return (
    <section aria-label={t('play.counters')}>
      <h2 className="play-title">{t('play.counters')}</h2>
      {data !== undefined ? (
        <div className="tiles">
          {data.invariants.map((invariant) => (
            <CounterTile key={invariant.guarantee} {...invariant} isOpen={invariant.guarantee === open} />
          ))}
        </div>
      ) : error === null ? (
        <LoadingRows rows={2} />
      ) : (
        <Failure error={error} retry={() => void refetch()} />
      )}
      {data !== undefined && (
        <p className="soft play-stream">
          {t('play.stream', { cuts: data.stream.cuts, events: data.stream.events })}
        </p>
      )}
    </section>
  );
}

type CounterTileProps = Invariants['invariants'][number] & { readonly isOpen: boolean };

function CounterTile({ guarantee, broken, looked, isOpen }: CounterTileProps) {
  const { t, formats } = useConsole();
  return (
    <Link
      to="/play"
      search={{ open: guarantee }}
      className="tile counter"
      data-problem={broken > 0}
      data-open={isOpen}
      data-row={guarantee}
      replace
    >
      <span className="counter-name">
        {guarantee} · {t(`play.short.${guarantee}`)}
      </span>
      <span className="tile-count">{formats.count(broken)}</span>
      <span>{t(`play.looked.${guarantee}`, { count: looked })}</span>
    </Link>
  );
}

import { useQuery } from '@tanstack/react-query';
import { stateAtQuery } from '../data/event-queries.js';
import type { EventRowFragment } from '../data/generated/graphql.js';
import { Failure, LoadingRows } from '../parts/failure.js';
import { StatusChip } from '../parts/status.js';
import { Time } from '../parts/time.js';
import { useConsole } from '../shell/console-context.js';
import { stringifySearch } from '../shell/search-params.js';
import type { ChangeSearch } from './events-page.js';

interface StateAtProps {
  readonly viewer: string;
  readonly seq: number;
  readonly change: ChangeSearch;
}

/** What the viewer's app knew once it had received the events up to this one. */
export function StateAt({ viewer, seq, change }: StateAtProps) {
  const { t } = useConsole();
  const { data, error, refetch } = useQuery(stateAtQuery(viewer, seq));
  if (error !== null) return <Failure error={error} retry={() => void refetch()} />;
  if (data === undefined) return <LoadingRows rows={6} />;
  if (data === null) return <p className="soft">{t('events.missing')}</p>;
  const { events, isTruncated, unknownUpTo } = data;
  return (
    <>
      <p className="soft">{t('events.stateText', { seq, count: events.length })}</p>
      {unknownUpTo > seq ? (
        <p role="status">{t('events.allUnknown', { seq: unknownUpTo })}</p>
      ) : (
        unknownUpTo > 0 && <p className="soft">{t('events.someUnknown', { seq: unknownUpTo })}</p>
      )}
      {isTruncated && <p role="status">{t('events.stateTruncated')}</p>}
      {kindsOf(events).map(({ kind, own }) => (
        <section key={kind} className="state-kind">
          <h3>{t(`eventType.${kind}`)}</h3>
          <ul className="state-list">
            {own.map((event) => (
              <li key={event.id}>
                <a
                  href={`/console/events${stringifySearch({ viewer, open: event.id })}`}
                  onClick={(click) => {
                    if (click.metaKey || click.ctrlKey || click.shiftKey) return;
                    click.preventDefault();
                    change({ open: event.id, tab: undefined });
                  }}
                >
                  <code>{event.subject}</code>
                </a>
                {event.status !== null && <StatusChip status={event.status} rawStatus={null} />}
                <span className="spread" />
                <span className="soft number">{t('events.number', { seq: event.seq })}</span>
                <Time at={event.at} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** The objects by the type of their newest event, in the order of the types' first ones. */
function kindsOf(events: readonly EventRowFragment[]) {
  const kinds = new Map<EventRowFragment['type'], EventRowFragment[]>();
  for (const event of events) kinds.set(event.type, [...(kinds.get(event.type) ?? []), event]);
  return [...kinds].map(([kind, own]) => ({ kind, own }));
}

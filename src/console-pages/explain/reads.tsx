import type { FactFragment } from '../data/generated/graphql.js';
import type { OrderDetail } from '../orders/use-order.js';
import { Empty } from '../parts/failure.js';
import { Time } from '../parts/time.js';
import { useConsole } from '../shell/console-context.js';
import { WhatNext } from './story.js';
import './reads.css';

/** The reads of Gateway that changed something: when, what, and which is planned next. */
export function Reads({ order }: { readonly order: OrderDetail }) {
  const { t } = useConsole();
  const reads = readsOf(order.explanation?.facts ?? []);
  return (
    <div className="explain-columns">
      <div className="explain-main">
        {reads.length === 0 ? (
          <Empty title={t('reads.none')} hint={t('reads.noneHint')} />
        ) : (
          <>
            <ol className="reads" aria-label={t('explain.reads')}>
              {reads.map(({ at, facts }) => (
                <Read key={at} at={at} facts={facts} />
              ))}
            </ol>
            <p className="soft">{t('reads.unrecorded')}</p>
          </>
        )}
      </div>
      <div className="explain-side">
        <NextRead at={order.transaction?.nextReadAt ?? null} />
        <WhatNext next={order.explanation?.next ?? []} />
      </div>
    </div>
  );
}

interface ReadView {
  readonly at: string;
  readonly facts: readonly FactFragment[];
}

/** One read may have changed the transaction and its orders: those facts have one time. Newest first. */
function readsOf(facts: readonly FactFragment[]): readonly ReadView[] {
  const reads = new Map<string, FactFragment[]>();
  for (const fact of facts) {
    if (fact.source !== 'POLL') continue;
    reads.set(fact.at, [...(reads.get(fact.at) ?? []), fact]);
  }
  return [...reads].map(([at, own]) => ({ at, facts: own })).reverse();
}

function Read({ at, facts }: ReadView) {
  const { t, formats } = useConsole();
  const delay = facts.find(({ delayMs }) => delayMs !== null)?.delayMs ?? null;
  const events = facts.flatMap(({ eventSeq }) => eventSeq ?? []);
  return (
    <li>
      <div className="read-head">
        <Time at={at} as="timeMs" />
        {delay !== null && <span>{t('explain.settledAfter', { span: formats.span(delay) })}</span>}
        {[...new Set(events)].map((seq) => (
          <span key={seq}>{t('explain.event', { seq })}</span>
        ))}
      </div>
      <ul>
        {facts.map(({ sentence, anomaly }) => (
          <li key={sentence} data-anomaly={anomaly !== null}>
            {sentence}
          </li>
        ))}
      </ul>
    </li>
  );
}

function NextRead({ at }: { readonly at: string | null }) {
  const { t, formats } = useConsole();
  return (
    <section className="next" aria-label={t('transactions.nextRead')}>
      <h2>{t('transactions.nextRead')}</h2>
      <p>{at === null ? t('transactions.noRead') : <time dateTime={at}>{formats.full(at)}</time>}</p>
    </section>
  );
}

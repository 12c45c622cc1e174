import { fromGlobalId } from '../../core/ids.js';
import { findOrder } from '../orders.js';
import type { OrderSnapshot } from '../snapshots.js';
import { findTransaction } from '../transactions.js';
import type { Queries } from '../unit.js';

/** What an id of a person's request, a log or a broker names: a transaction, or an order of it. */
export interface Subject {
  readonly transactionId: string;
  /** Null when the id names the transaction itself. */
  readonly batchId: string | null;
}

/**
 * Finds what an id names: Gateway's id of a transaction or batch, the global id of either, or the id that an
 * exchange gave to an order, of which the newest counts. Whosever it is; null when it names nothing here.
 */
export async function findSubject(db: Queries, id: string): Promise<Subject | null> {
  const key = fromGlobalId(id)?.key ?? id;
  if ((await findTransaction(db, key)) !== null) return { transactionId: key, batchId: null };
  const order = await findOrder(db, key);
  return order === null ? await findByExchangeOrderId(db, id) : subjectOf(order.snapshot);
}

function subjectOf({ transactionId, batchId }: OrderSnapshot): Subject {
  return { transactionId, batchId };
}

/** Exchange order ids are in no index: orders are searched in pages, so that no statement takes long. */
const ORDERS_AT_ONCE = 1_000;
const EXCHANGE_ORDER_ID = /^[\w-]{4,64}$/;

async function findByExchangeOrderId(db: Queries, id: string): Promise<Subject | null> {
  if (!EXCHANGE_ORDER_ID.test(id)) return null;
  for (let before: string | null = null; ; ) {
    const page = await pageOf(db, before, id);
    for (const snapshot of page.found)
      if (snapshot.legs.some((leg) => leg.exchangeOrderId === id)) return subjectOf(snapshot);
    if (page.last === null) return null;
    before = page.last;
  }
}

/**
 * Batch ids begin with their time, so the newest come first. `found` may be of another id that looks alike:
 * `_` stands for any character.
 */
async function pageOf(
  db: Queries,
  before: string | null,
  id: string,
): Promise<{ readonly found: readonly OrderSnapshot[]; readonly last: string | null }> {
  const all = db.selectFrom('orders').select(['batch_id', 'snapshot']).orderBy('batch_id', 'desc');
  const page = (before === null ? all : all.where('batch_id', '<', before)).limit(ORDERS_AT_ONCE);
  const rows = await db
    .selectFrom(page.as('page'))
    .select((eb) => [
      'batch_id',
      eb
        .case()
        .when('snapshot', 'like', `%"exchangeOrderId":"${id}"%`)
        .then(eb.ref('snapshot'))
        .end()
        .as('hit'),
    ])
    .orderBy('batch_id', 'desc')
    .execute();
  const found = rows.flatMap(({ hit }) => (hit === null ? [] : (JSON.parse(hit) as OrderSnapshot)));
  const isLast = rows.length < ORDERS_AT_ONCE;
  return { found, last: isLast ? null : (rows.at(-1)?.batch_id ?? null) };
}

import { sql } from 'kysely';
import { revisionIn } from '../object-revisions.js';
import { type OrderRow, orderFromRow, type StoredOrder } from '../orders.js';
import type { TransactionSnapshot } from '../snapshots.js';
import type { Queries } from '../unit.js';
import { readRanges } from '../ranges.js';
import { scanPage, type Scanned, type ScannedPage, type Wanted } from './scan.js';
import { bounded, type TimeRange } from './times.js';
import { hasAnyOf } from './transactions.js';

/**
 * What narrows the list of orders; null: not narrowed. Times are those of the creation of the transaction, by
 * our clock.
 */
export interface OrdersFilter extends TimeRange {
  readonly statuses: readonly string[] | null;
  readonly provenances: readonly string[] | null;
  readonly isFinal: boolean | null;
  readonly viewerId: string | null;
  readonly symbol: string | null;
  readonly broker: string | null;
  /** A batch id, transaction id or exchange order id, whole. */
  readonly text: string | null;
}

/** Place of an order in the list: that of its transaction, then its own number; 0 where there is no order. */
export interface OrderPlace {
  readonly at: number;
  readonly id: string;
  readonly seq: number;
}

/**
 * A page of the orders of all viewers, retracted ones included, newest first: by the creation of their
 * transaction, then by their own. That place never changes, so pages have no gaps and no repeats while orders
 * are added or updated.
 *
 * Times, the viewer, a batch id and a transaction id are ranges of an index. The rest is compared row by row,
 * see {@link scanPage}: the status in SQL, what is only in the snapshot after its text was searched for the
 * value.
 */
export async function listAllOrders(
  db: Queries,
  filter: OrdersFilter,
  wanted: Wanted<OrderPlace>,
): Promise<ScannedPage<OrderPlace, StoredOrder>> {
  const named = await namedBy(db, filter.text);
  const exchangeOrderId = named === null ? filter.text : null;
  const source = { db, filter, named };
  const isFiltered = [filter.statuses, filter.provenances, filter.isFinal, filter.symbol, filter.broker]
    .concat(exchangeOrderId)
    .some((value) => value !== null);
  return await scanPage(wanted, isFiltered, async (after, limit) => {
    const rows = await readRows(source, after, limit);
    return rows.map((row) => scanned(row, filter, exchangeOrderId));
  });
}

/** The rows that a whole id narrows the list to. */
interface Named {
  readonly transactionId: string;
  readonly batchId: string | null;
}

/** Null if the text is no id of a batch or transaction. */
async function namedBy(db: Queries, text: string | null): Promise<Named | null> {
  if (text === null) return null;
  const order = await db
    .selectFrom('orders')
    .select('transaction_id')
    .where('batch_id', '=', text)
    .executeTakeFirst();
  if (order !== undefined) return { transactionId: order.transaction_id, batchId: text };
  const transaction = await db
    .selectFrom('transactions')
    .select('transaction_id')
    .where('transaction_id', '=', text)
    .executeTakeFirst();
  return transaction === undefined ? null : { transactionId: text, batchId: null };
}

interface Source {
  readonly db: Queries;
  readonly filter: OrdersFilter;
  readonly named: Named | null;
}

/** First what is left of the transaction at the place, then those of the next ones. */
async function readRows(source: Source, after: OrderPlace | null, limit: number): Promise<Row[]> {
  if (after === null) return await joined(source, limit).execute();
  const rest =
    after.seq === 0
      ? []
      : await joined(source, limit)
          .where('transactions.created_at', '=', after.at)
          .where('transactions.transaction_id', '=', after.id)
          .where('orders.created_seq', '<', after.seq)
          .execute();
  if (rest.length === limit) return rest;
  const next = joined(source, limit - rest.length).where((eb) =>
    eb(
      eb.refTuple('transactions.created_at', 'transactions.transaction_id'),
      '<',
      eb.tuple(after.at, after.id),
    ),
  );
  return [...rest, ...(await next.execute())];
}

/**
 * A row of a transaction and one of its orders; the columns of the order are null if it has none. It
 * counts as a row that was read, and matches no filter.
 */
interface Row extends Nullable<OrderRow> {
  readonly created_at: number;
  readonly transaction_id: string;
  readonly transaction: string | null;
}

type Nullable<Type> = { [Key in keyof Type]: Type[Key] | null };

function joined({ db, filter, named }: Source, limit: number) {
  const { viewerId, broker } = filter;
  const [since, until] = bounded(filter);
  const owner = broker === null ? sql<string | null>`null` : sql<string | null>`transactions.snapshot`;
  return db
    .selectFrom('transactions')
    .leftJoin('orders', 'orders.transaction_id', 'transactions.transaction_id')
    .select(['transactions.created_at', 'transactions.transaction_id', owner.as('transaction')])
    .select(['orders.created_seq', 'orders.version', 'orders.is_retracted'])
    .select([revisionIn('orders').as('revision'), chosen(filter, named).as('snapshot')])
    .where('transactions.created_at', '>=', since)
    .where('transactions.created_at', '<=', until)
    .$if(viewerId !== null, (query) => query.where('transactions.viewer_id', '=', viewerId))
    .$if(named !== null, (query) =>
      query.where('transactions.transaction_id', '=', named?.transactionId ?? ''),
    )
    .orderBy('transactions.created_at', 'desc')
    .orderBy('transactions.transaction_id', 'desc')
    .orderBy('orders.created_seq', 'desc')
    .limit(limit);
}

/** The snapshot of an order that is chosen by what has a column; null for others, which are not read. */
function chosen({ statuses }: OrdersFilter, named: Named | null) {
  const hasStatus = statuses === null ? sql`1 = 1` : hasAnyOf('orders.status', statuses);
  const isNamed = named?.batchId == null ? sql`1 = 1` : sql`orders.batch_id = ${named.batchId}`;
  return sql<string | null>`case when ${hasStatus} and ${isNamed} then orders.snapshot end`;
}

function scanned(
  { created_at, transaction_id, transaction, ...row }: Row,
  filter: OrdersFilter,
  exchangeOrderId: string | null,
): Scanned<OrderPlace, StoredOrder> {
  const place = { at: Number(created_at), id: transaction_id, seq: Number(row.created_seq ?? 0) };
  const isIn = row.snapshot !== null && mayFit(row.snapshot, filter, exchangeOrderId);
  if (!isIn) return { place, item: null };
  const order = orderFromRow(row as OrderRow);
  const isOfBroker = filter.broker === null || brokerOf(transaction) === filter.broker;
  return { place, item: isOfBroker && fits(order, filter, exchangeOrderId) ? order : null };
}

function brokerOf(transaction: string | null): string | null {
  return transaction === null ? null : (JSON.parse(transaction) as TransactionSnapshot).broker;
}

/** Whether the text of a snapshot holds what is looked for: most that do not fit need not be parsed. */
function mayFit(text: string, { symbol }: OrdersFilter, exchangeOrderId: string | null): boolean {
  return [symbol, exchangeOrderId].every((value) => value === null || text.includes(JSON.stringify(value)));
}

function fits(
  { snapshot }: StoredOrder,
  { provenances, isFinal, symbol }: OrdersFilter,
  exchangeOrderId: string | null,
): boolean {
  const { legs, unplacedLegs } = snapshot;
  return (
    (provenances === null || provenances.includes(snapshot.provenance)) &&
    (isFinal === null || snapshot.isFinal === isFinal) &&
    (symbol === null || [...legs, ...unplacedLegs].some((leg) => leg.symbol === symbol)) &&
    (exchangeOrderId === null || legs.some((leg) => leg.exchangeOrderId === exchangeOrderId))
  );
}

/** An order of a transaction. */
export type OrderOf = StoredOrder & { readonly transactionId: string };

/** The newest orders of each of several transactions, at most `limit` of each, retracted ones included. */
export async function newestOrdersOf(
  db: Queries,
  transactionIds: readonly string[],
  limit: number,
): Promise<OrderOf[]> {
  const rows = await readRanges(db, transactionIds, (transactionId) =>
    db
      .selectFrom('orders')
      .select(['transaction_id', 'snapshot', 'created_seq', 'version', 'is_retracted'])
      .select(revisionIn('orders').as('revision'))
      .where('transaction_id', '=', transactionId)
      .orderBy('created_seq', 'desc')
      .limit(limit),
  );
  return rows.map((row) => ({ ...orderFromRow(row), transactionId: row.transaction_id }));
}

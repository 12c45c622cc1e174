import { sql } from 'kysely';
import { Overtaken } from './databases/dialect.js';
import { answered, ask, type Asked, question, Statement } from './databases/statement.js';
import type { OrderSnapshot } from './snapshots.js';
import type { Queries, Unit } from './unit.js';
import { revisionIn } from './object-revisions.js';
import { readRanges } from './ranges.js';
import type { Slice } from './slice.js';
import { type Listed, type PageBounds, pageOf, type VersionedKey } from './versions.js';

/** An order with what the ledger keeps beside its snapshot. */
export interface StoredOrder {
  readonly snapshot: OrderSnapshot;
  readonly createdSeq: number;
  readonly version: number;
  readonly revision: number;
  readonly isRetracted: boolean;
}

/** A row of an order with its revision. */
export interface OrderRow {
  snapshot: string;
  created_seq: number;
  version: number;
  revision: number;
  is_retracted: number;
}

const COLUMNS = ['orders.snapshot', 'orders.created_seq', 'orders.version', 'orders.is_retracted'] as const;
const REVISION = revisionIn('orders').as('revision');

/** An order from its row. */
export function orderFromRow(row: OrderRow): StoredOrder {
  return {
    snapshot: JSON.parse(row.snapshot) as OrderSnapshot,
    createdSeq: Number(row.created_seq),
    version: row.version,
    revision: Number(row.revision),
    isRetracted: row.is_retracted === 1,
  };
}

const SAVED = {
  batch_id: 'text',
  transaction_id: 'text',
  viewer_id: 'text',
  created_seq: 'bigint',
  status: 'text',
  version: 'integer',
  is_retracted: 'integer',
  snapshot: 'text',
  revision: 'bigint',
  revised_version: 'bigint',
} as const;
const SAVE = new Statement(
  (_db, lists) =>
    // An order that the commit of another viewer has stored meanwhile is left alone, and not returned.
    sql`${lists.insertInto('orders', SAVED)}
      on conflict (batch_id) do update set status = excluded.status, version = excluded.version,
        is_retracted = excluded.is_retracted, snapshot = excluded.snapshot,
        revision = excluded.revision, revised_version = excluded.revised_version
      where orders.transaction_id = excluded.transaction_id
      returning batch_id`,
);

/**
 * Stores different orders as they are from now on. A stored one keeps its place in lists. Throws `Overtaken`
 * if one belongs to another transaction by now.
 */
export function saveOrders(unit: Unit, orders: readonly StoredOrder[]): Asked<void> {
  if (orders.length === 0) return answered(undefined);
  for (const { snapshot } of orders) unit.changed(snapshot.viewerId);
  const rows = orders.map(({ snapshot, createdSeq, version, revision, isRetracted }) => ({
    batch_id: snapshot.batchId,
    transaction_id: snapshot.transactionId,
    viewer_id: snapshot.viewerId,
    created_seq: createdSeq,
    status: snapshot.status,
    version,
    is_retracted: isRetracted ? 1 : 0,
    snapshot: JSON.stringify(snapshot),
    revision,
    revised_version: version,
  }));
  return question(SAVE, [rows], (saved) => {
    if (saved.length < rows.length) throw new Overtaken('an order');
  });
}

/** One order, whosever it is and retracted or not. */
export async function findOrder(db: Queries, batchId: string): Promise<StoredOrder | null> {
  const [found] = await ask(db, ordersById([batchId]));
  return found ?? null;
}

const FIND = new Statement((db, lists) =>
  db
    .selectFrom('orders')
    .select([...COLUMNS, REVISION])
    .where(lists.isIn('batch_id')),
);

/** Orders by batch id, retracted ones included, in no order. */
export function ordersById(batchIds: readonly string[]): Asked<StoredOrder[]> {
  return batchIds.length === 0 ? answered([]) : question(FIND, [batchIds], (rows) => rows.map(orderFromRow));
}

/** At most `limit` orders of a transaction, retracted ones included, oldest first. */
export async function storedOrdersOf(
  db: Queries,
  transactionId: string,
  limit: number,
): Promise<StoredOrder[]> {
  const rows = await db
    .selectFrom('orders')
    .select([...COLUMNS, REVISION])
    .where('transaction_id', '=', transactionId)
    .orderBy('created_seq')
    .limit(limit)
    .execute();
  return rows.map(orderFromRow);
}

/** A part of the orders of a transaction that are not retracted: the oldest after one, by `createdSeq`. */
export interface OrdersPage {
  readonly transactionId: string;
  readonly after: number;
}

/** Orders of a page: webhooks can have reported any number. */
export const ORDERS_PER_PAGE = 20;

const PAGE = { transaction_id: 'text', after: 'bigint' } as const;
const FIND_PAGES = new Statement<OrderRow>(
  (
    _db,
    lists,
  ) => sql`select ${sql.join(COLUMNS.map((name) => sql.ref(name)))}, ${revisionIn('orders')} as revision
    from (
      select list.transaction_id, list.after, (
        select last.created_seq from orders as last
        where last.transaction_id = list.transaction_id and last.is_retracted = 0
          and last.created_seq > list.after
        order by last.created_seq limit 1 offset ${sql.lit(ORDERS_PER_PAGE - 1)}
      ) as until
      from ${lists.rows(PAGE)}
    ) as pages
    join orders on orders.transaction_id = pages.transaction_id and orders.is_retracted = 0
      and orders.created_seq > pages.after
      and orders.created_seq <= coalesce(pages.until, ${sql.lit(Number.MAX_SAFE_INTEGER)})`,
);

/** Pages of the orders of different transactions, oldest first. */
export function orderPages(pages: readonly OrdersPage[]): Asked<StoredOrder[]> {
  if (pages.length === 0) return answered([]);
  const wanted = pages.map(({ transactionId, after }) => ({ transaction_id: transactionId, after }));
  return question(FIND_PAGES, [wanted], (rows) =>
    rows.map(orderFromRow).sort((one, other) => one.createdSeq - other.createdSeq),
  );
}

/** The version of an order, and the transaction it belongs to. */
export type OrderOfTransaction = VersionedKey & { readonly transactionId: string };

/** The same slice of the orders of each of several transactions as versions, oldest first. */
export async function listOrderVersionsOf(
  db: Queries,
  transactionIds: readonly string[],
  { offset, limit }: Slice,
): Promise<OrderOfTransaction[]> {
  const rows = await readRanges(db, transactionIds, (transactionId) =>
    db
      .selectFrom('orders')
      .select(['batch_id', 'version', 'transaction_id', REVISION])
      .where('transaction_id', '=', transactionId)
      .where('is_retracted', '=', 0)
      .orderBy('created_seq')
      .limit(limit)
      .offset(offset),
  );
  return rows.map((row) => ({
    key: row.batch_id,
    version: row.version,
    revision: Number(row.revision),
    transactionId: row.transaction_id,
  }));
}

/** How many orders each of several transactions has; those without any are left out. */
export async function countOrdersOf(
  db: Queries,
  transactionIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await readRanges(db, transactionIds, (transactionId) =>
    db
      .selectFrom('orders')
      .select((eb) => ['transaction_id', eb.fn.countAll<number>().as('count')])
      .where('transaction_id', '=', transactionId)
      .where('is_retracted', '=', 0)
      .groupBy('transaction_id'),
  );
  return new Map(rows.map((row) => [row.transaction_id, Number(row.count)]));
}

/** The version of one of the viewer's orders; null when it is not this viewer's or was retracted. */
export async function findOrderVersion(
  db: Queries,
  viewerId: string,
  batchId: string,
): Promise<VersionedKey | null> {
  const row = await db
    .selectFrom('orders')
    .select(['version', REVISION])
    .where('batch_id', '=', batchId)
    .where('viewer_id', '=', viewerId)
    .where('is_retracted', '=', 0)
    .executeTakeFirst();
  if (row === undefined) return null;
  return { key: batchId, version: row.version, revision: Number(row.revision) };
}

/** What narrows a list of orders; null: not narrowed. */
export interface OrderFilter {
  readonly transactionId: string | null;
  readonly statuses: readonly string[] | null;
}

/** A page of the viewer's orders as versions, newest first. */
export async function listOrderVersions(
  db: Queries,
  viewerId: string,
  page: PageBounds,
  filter: OrderFilter,
): Promise<Listed[]> {
  const { transactionId, statuses } = filter;
  const range = ordersOf(db, viewerId, transactionId)
    .where('created_seq', '>', page.after ?? 0)
    .where('created_seq', '<', page.before ?? Number.MAX_SAFE_INTEGER)
    .orderBy('created_seq', page.fromOldest ? 'asc' : 'desc')
    .limit(page.limit);
  if (statuses === null) return pageOf(await range.execute(), page);
  return pageOf(await readRanges(db, statuses, (status) => range.where('status', '=', status)), page);
}

/** The viewer's orders, or those of one of their transactions: an order has the viewer of its transaction. */
function ordersOf(db: Queries, viewerId: string, transactionId: string | null) {
  const standing = db
    .selectFrom('orders')
    .select(['batch_id as key', 'version', 'created_seq as position', REVISION])
    .where('is_retracted', '=', 0);
  if (transactionId === null) return standing.where('viewer_id', '=', viewerId);
  return standing.where('transaction_id', '=', (eb) =>
    eb
      .selectFrom('transactions')
      .select('transaction_id')
      .where('transaction_id', '=', transactionId)
      .where('viewer_id', '=', viewerId),
  );
}

/**
 * One of the viewer's orders with the head of their log at the same moment: read in one statement, so that no
 * event between the two is missed or sent twice. Retracted or not; null when it is not this viewer's.
 */
export async function findOrderAtHead(
  db: Queries,
  viewerId: string,
  batchId: string,
): Promise<(Pick<StoredOrder, 'snapshot' | 'revision' | 'isRetracted'> & { readonly head: number }) | null> {
  const row = await db
    .selectFrom('orders')
    .innerJoin('viewers', 'viewers.viewer_id', 'orders.viewer_id')
    .select(['orders.snapshot', 'orders.is_retracted', 'viewers.head', REVISION])
    .where('orders.batch_id', '=', batchId)
    .where('orders.viewer_id', '=', viewerId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const snapshot = JSON.parse(row.snapshot) as OrderSnapshot;
  return {
    snapshot,
    revision: Number(row.revision),
    isRetracted: row.is_retracted === 1,
    head: Number(row.head),
  };
}

import type { OrderSnapshot } from './snapshots.js';
import { sql } from 'kysely';
import type { Queries, Unit } from './ledger.js';
import type { Slice } from './slice.js';
import type { PageBounds, VersionedKey } from './versions.js';

/** An order with what the ledger keeps beside its snapshot. */
export interface StoredOrder {
  readonly snapshot: OrderSnapshot;
  readonly createdSeq: number;
  readonly version: number;
  readonly isRetracted: boolean;
}

interface Row {
  snapshot: string;
  created_seq: number;
  version: number;
  is_retracted: number;
}

const COLUMNS = ['snapshot', 'created_seq', 'version', 'is_retracted'] as const;

function fromRow(row: Row): StoredOrder {
  return {
    snapshot: JSON.parse(row.snapshot) as OrderSnapshot,
    createdSeq: Number(row.created_seq),
    version: row.version,
    isRetracted: row.is_retracted === 1,
  };
}

/**
 * Stores an order, new or changed, and returns its version. A stored one keeps its place in lists and is no
 * longer retracted.
 */
export async function saveOrder(unit: Unit, snapshot: OrderSnapshot, createdSeq: number): Promise<number> {
  return (await saveOrders(unit, [{ snapshot, createdSeq }])).get(snapshot.batchId) ?? 0;
}

/**
 * As {@link saveOrder}, for different orders, at least one, in one statement. Returns their versions by batch
 * id.
 */
export async function saveOrders(
  unit: Unit,
  orders: readonly Pick<StoredOrder, 'snapshot' | 'createdSeq'>[],
): Promise<ReadonlyMap<string, number>> {
  const rows = orders.map(({ snapshot, createdSeq }) => ({
    batch_id: snapshot.batchId,
    transaction_id: snapshot.transactionId,
    viewer_id: snapshot.viewerId,
    created_seq: createdSeq,
    status: snapshot.status,
    version: 1,
    is_retracted: 0,
    snapshot: JSON.stringify(snapshot),
  }));
  const saved = await unit.db
    .insertInto('orders')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('batch_id').doUpdateSet((eb) => ({
        status: eb.ref('excluded.status'),
        version: eb('orders.version', '+', 1),
        is_retracted: 0,
        snapshot: eb.ref('excluded.snapshot'),
      })),
    )
    .returning(['batch_id', 'version'])
    .execute();
  return new Map(saved.map((row) => [row.batch_id, row.version]));
}

/** Marks orders as never having been: an authenticated read did not contain them. */
export async function markRetracted(unit: Unit, ...batchIds: readonly string[]): Promise<void> {
  await unit.db
    .updateTable('orders')
    .set((eb) => ({ is_retracted: 1, version: eb('version', '+', 1) }))
    .where('batch_id', 'in', batchIds)
    .execute();
}

/** One order, whosever it is and retracted or not. */
export async function findOrder(db: Queries, batchId: string): Promise<StoredOrder | null> {
  const [found] = await findOrders(db, [batchId]);
  return found ?? null;
}

/** Orders by batch id, retracted ones included, in no order. */
export async function findOrders(db: Queries, batchIds: readonly string[]): Promise<StoredOrder[]> {
  const rows = await db.selectFrom('orders').select(COLUMNS).where('batch_id', 'in', batchIds).execute();
  return rows.map(fromRow);
}

/** Orders read at once when all of a transaction are read: webhooks can have reported any number. */
const ORDERS_AT_ONCE = 20;

/** The orders of one transaction that are not retracted, oldest first, read a few at once. */
export async function* standingOrders(db: Queries, transactionId: string): AsyncGenerator<StoredOrder> {
  let after = -1;
  for (;;) {
    const rows = await db
      .selectFrom('orders')
      .select(COLUMNS)
      .where('transaction_id', '=', transactionId)
      .where('is_retracted', '=', 0)
      .where('created_seq', '>', after)
      .orderBy('created_seq')
      .limit(ORDERS_AT_ONCE)
      .execute();
    for (const row of rows) yield fromRow(row);
    if (rows.length < ORDERS_AT_ONCE) return;
    after = Number(rows.at(-1)?.created_seq);
  }
}

/** The version of an order, and the transaction it belongs to. */
export type OrderOfTransaction = VersionedKey & { readonly transactionId: string };

/** The same slice of the orders of each of several transactions as versions, oldest first. */
export async function listOrderVersionsOf(
  db: Queries,
  transactionIds: readonly string[],
  { offset, limit }: Slice,
): Promise<OrderOfTransaction[]> {
  const place = sql<number>`row_number() over (partition by transaction_id order by created_seq)`;
  const placed = db
    .selectFrom('orders')
    .select(['batch_id', 'version', 'transaction_id', 'created_seq', place.as('place')])
    .where('transaction_id', 'in', transactionIds)
    .where('is_retracted', '=', 0);
  const rows = await db
    .selectFrom(placed.as('placed'))
    .select(['batch_id', 'version', 'transaction_id'])
    .where('place', '>', offset)
    .where('place', '<=', offset + limit)
    .orderBy('created_seq')
    .execute();
  return rows.map((row) => ({ key: row.batch_id, version: row.version, transactionId: row.transaction_id }));
}

/** How many orders each of several transactions has; those without any are left out. */
export async function countOrdersOf(
  db: Queries,
  transactionIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('orders')
    .select((eb) => ['transaction_id', eb.fn.countAll<number>().as('count')])
    .where('transaction_id', 'in', transactionIds)
    .where('is_retracted', '=', 0)
    .groupBy('transaction_id')
    .execute();
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
    .select('version')
    .where('batch_id', '=', batchId)
    .where('viewer_id', '=', viewerId)
    .where('is_retracted', '=', 0)
    .executeTakeFirst();
  return row === undefined ? null : { key: batchId, version: row.version };
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
): Promise<(VersionedKey & { readonly position: number })[]> {
  let query = db
    .selectFrom('orders')
    .select(['batch_id', 'version', 'created_seq'])
    .where('viewer_id', '=', viewerId)
    .where('is_retracted', '=', 0)
    .orderBy('created_seq', page.fromOldest ? 'asc' : 'desc')
    .limit(page.limit);
  if (page.before !== null) query = query.where('created_seq', '<', page.before);
  if (page.after !== null) query = query.where('created_seq', '>', page.after);
  if (filter.transactionId !== null) query = query.where('transaction_id', '=', filter.transactionId);
  if (filter.statuses !== null) query = query.where('status', 'in', filter.statuses);
  const rows = await query.execute();
  if (page.fromOldest) rows.reverse();
  return rows.map((row) => ({ key: row.batch_id, version: row.version, position: Number(row.created_seq) }));
}

/**
 * One of the viewer's orders with the head of their log at the same moment: read in one statement, so that no
 * event between the two is missed or sent twice. Retracted or not; null when it is not this viewer's.
 */
export async function findOrderAtHead(
  db: Queries,
  viewerId: string,
  batchId: string,
): Promise<(Pick<StoredOrder, 'snapshot' | 'isRetracted'> & { readonly head: number }) | null> {
  const row = await db
    .selectFrom('orders')
    .innerJoin('viewers', 'viewers.viewer_id', 'orders.viewer_id')
    .select(['orders.snapshot', 'orders.is_retracted', 'viewers.head'])
    .where('orders.batch_id', '=', batchId)
    .where('orders.viewer_id', '=', viewerId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const snapshot = JSON.parse(row.snapshot) as OrderSnapshot;
  return { snapshot, isRetracted: row.is_retracted === 1, head: Number(row.head) };
}

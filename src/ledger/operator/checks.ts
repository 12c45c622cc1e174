import type { DeliveryState } from '../deliveries/deliveries.js';
import type { OrderSnapshot, TransactionSnapshot } from '../snapshots.js';
import type { Queries } from '../unit.js';

/** Transactions and events that a check looks into, newest first. */
const LOOKED_INTO_MAX = 500;

/** Which of these transactions are in the ledger. Give at most 1,000. */
export async function knownTransactions(db: Queries, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('transactions')
    .select('transaction_id')
    .where('transaction_id', 'in', [...ids])
    .execute();
  return new Set(rows.map(({ transaction_id }) => transaction_id));
}

/** A stored delivery without its content. */
export interface DeliveryMark {
  readonly deliveryId: string;
  readonly state: DeliveryState;
}

/** The deliveries with these bodies, by the SHA-256 of the raw bytes in hex. Give at most 1,000. */
export async function deliveriesByDigest(
  db: Queries,
  digests: readonly string[],
): Promise<ReadonlyMap<string, DeliveryMark>> {
  if (digests.length === 0) return new Map();
  const rows = await db
    .selectFrom('deliveries')
    .select(['sha256', 'delivery_id', 'state'])
    .where('sha256', 'in', [...digests])
    .execute();
  return new Map(rows.map((row) => [row.sha256, { deliveryId: row.delivery_id, state: row.state }]));
}

/** An order that is only hinted at, with what is planned to confirm it. Times are epoch milliseconds. */
export interface OpenHint {
  readonly batchId: string;
  /** When its transaction is read next, by the upstream's clock; null when that is not planned. */
  readonly readAt: number | null;
  readonly transaction: TransactionSnapshot;
}

/** The orders of the 500 newest transactions that are neither confirmed nor retracted. */
export async function openHints(db: Queries): Promise<readonly OpenHint[]> {
  const newest = db
    .selectFrom('transactions')
    .select(['transaction_id', 'read_at', 'snapshot'])
    .orderBy('created_at', 'desc')
    .orderBy('transaction_id', 'desc')
    .limit(LOOKED_INTO_MAX)
    .as('newest');
  const rows = await db
    .selectFrom(newest)
    .innerJoin('orders', 'orders.transaction_id', 'newest.transaction_id')
    .select(['orders.batch_id', 'newest.read_at', 'newest.snapshot'])
    .where('orders.is_retracted', '=', 0)
    // A quote within a text of the snapshot is escaped, so this can only be the field.
    .where('orders.snapshot', 'not like', '%"provenance":"CONFIRMED"%')
    .execute();
  return rows.map(({ batch_id, read_at, snapshot }) => ({
    batchId: batch_id,
    readAt: read_at === null ? null : Number(read_at),
    transaction: JSON.parse(snapshot) as TransactionSnapshot,
  }));
}

/** What the log says of one order, as of one event; `order` is null when it was retracted. */
export interface OrderChange {
  readonly batchId: string;
  readonly seq: number;
  readonly order: OrderSnapshot | null;
}

/** What the 500 newest events say of orders, in the order of each viewer's log. */
export async function newestOrderChanges(db: Queries): Promise<readonly OrderChange[]> {
  const rows = await db
    .selectFrom('events')
    .select(['seq', 'type', 'subject', 'snapshot'])
    .orderBy('occurred_at', 'desc')
    .limit(LOOKED_INTO_MAX)
    .execute();
  const changes = rows
    .filter(({ type }) => type === 'ORDER' || type === 'ORDER_RETRACTED')
    .map(({ seq, type, subject, snapshot }) => ({
      batchId: subject,
      seq: Number(seq),
      order: type === 'ORDER' ? (JSON.parse(snapshot) as OrderSnapshot) : null,
    }));
  return changes.sort((one, other) => one.seq - other.seq);
}

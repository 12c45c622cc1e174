import { sql } from 'kysely';
import { answered, type Asked, question, Statement } from './databases/statement.js';
import type { Queries, Unit } from './unit.js';
import { type StoredTransaction, TRANSACTION_COLUMNS, transactionFromRow } from './transactions.js';

/** When a transaction is read next, by the upstream's clock. */
export interface ReadPlan extends Pick<StoredTransaction, 'readAt' | 'reads' | 'failures'> {
  readonly transactionId: string;
}

const PLANNED = { transaction_id: 'text', read_at: 'bigint', reads: 'integer', failures: 'integer' } as const;
const PLAN = new Statement<never>(
  (_db, lists) => sql`update transactions
    set read_at = list.read_at, reads = list.reads, failures = list.failures
    from ${lists.rows(PLANNED)} where transactions.transaction_id = list.transaction_id`,
);

/** Sets the plans of different transactions in one statement. */
export function planReads(plans: readonly ReadPlan[]): Asked<void> {
  if (plans.length === 0) return answered(undefined);
  const rows = plans.map(({ transactionId, readAt, reads, failures }) => ({
    transaction_id: transactionId,
    read_at: readAt,
    reads,
    failures,
  }));
  return question(PLAN, [rows], () => undefined);
}

/**
 * Brings the next read forward to `readAt`, never back, and forgets how often it has failed. One pending read
 * a transaction: there is one column for it.
 */
export async function bringReadForward(unit: Unit, transactionId: string, readAt: number): Promise<void> {
  await unit.db
    .updateTable('transactions')
    .set({ read_at: readAt, failures: 0 })
    .where('transaction_id', '=', transactionId)
    .where((eb) => eb.or([eb('read_at', 'is', null), eb('read_at', '>', readAt)]))
    .execute();
}

/** The plan of a transaction with its next read brought forward, by the rule of {@link bringReadForward}. */
export function broughtForward<Plan extends Pick<StoredTransaction, 'readAt'>>(
  plan: Plan,
  readAt: number,
): Plan {
  const isLater = plan.readAt === null || plan.readAt > readAt;
  return isLater ? { ...plan, readAt, failures: 0 } : plan;
}

/** Most transactions of one viewer that {@link bringProcessingForward} looks at. */
const PROCESSING_AT_ONCE = 50;

/** Brings forward to `readAt` the reads of a viewer's newest transactions whose orders are in progress. */
export async function bringProcessingForward(unit: Unit, viewerId: string, readAt: number): Promise<void> {
  const rows = await unit.db
    .selectFrom('transactions')
    .select('transaction_id')
    .where('viewer_id', '=', viewerId)
    .where('status', '=', 'PROCESSING')
    .orderBy('created_seq', 'desc')
    .limit(PROCESSING_AT_ONCE)
    .execute();
  for (const row of rows) await bringReadForward(unit, row.transaction_id, readAt);
}

/**
 * How long the plan waits at most for a next read, in milliseconds: doubling from the first with each read,
 * and always the same in PROCESSING.
 */
export interface LongestWaits {
  readonly firstMs: number;
  readonly mostMs: number;
  readonly processingMs: number;
}

/**
 * Brings forward the reads that stand further in the future than the plan would put them from `now` on, and
 * returns how many. `claimMs` is how long a reader may have taken a read for itself.
 */
export async function bringReadsForward(
  unit: Unit,
  now: number,
  claimMs: number,
  { firstMs, mostMs, processingMs }: LongestWaits,
): Promise<number> {
  const doublings = sql`(reads + failures)`;
  const most = sql.lit(Math.floor(Math.log2(mostMs / firstMs)));
  const least = sql.lit(Math.ceil(Math.log2(claimMs / firstMs)));
  const latest = sql<number>`${sql.lit(now)} + case
    when status = 'PROCESSING' then ${sql.lit(processingMs)}
    when ${doublings} > ${most} then ${sql.lit(mostMs)}
    when ${doublings} < ${least} then ${sql.lit(claimMs)}
    else ${sql.lit(firstMs)} * (1 << ${doublings})
  end`;
  const rows = await unit.db
    .updateTable('transactions')
    .set({ read_at: latest })
    .where('read_at', '>', now + claimMs)
    .where('read_at', '>', latest)
    .returning('transaction_id')
    .execute();
  return rows.length;
}

/** Transactions whose read is due at `now`, longest overdue first. */
export async function dueReads(db: Queries, now: number, limit: number): Promise<StoredTransaction[]> {
  const rows = await db
    .selectFrom('transactions')
    .select(TRANSACTION_COLUMNS)
    .where('read_at', '<=', now)
    .orderBy('read_at')
    .limit(limit)
    .execute();
  return rows.map(transactionFromRow);
}

/** When the next read of any transaction after `after` is due; null if none is scheduled. */
export async function nextDueRead(db: Queries, after = 0): Promise<number | null> {
  const row = await db
    .selectFrom('transactions')
    .select('read_at')
    .where('read_at', '>', after)
    .orderBy('read_at')
    .limit(1)
    .executeTakeFirst();
  return row?.read_at == null ? null : Number(row.read_at);
}

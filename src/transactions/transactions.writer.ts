import type { Moment, ReadMoment } from '../core/time/clock.js';
import type { TransactionFact } from '../gateway/facts.js';
import { appendEvent, nextSeq } from '../ledger/events.js';
import type { Unit } from '../ledger/unit.js';
import { recordAnomaly, recordStep, type TimelineEntry } from '../ledger/timeline.js';
import { bringProcessingForward, bringReadForward, planRead } from '../ledger/planned-reads.js';
import { insertTransaction, type StoredTransaction, updateTransaction } from '../ledger/transactions.js';
import type { TransactionSnapshot } from '../ledger/snapshots.js';
import { nextRead, staleAt } from './read-plan.js';
import { leavesOrderInDoubt } from './sdk-error.js';
import { isSettled, mergeTransaction } from './transaction.machine.js';

/** Stores a transaction that was just created at Gateway, with its event, and plans its first read. */
export async function storeNewTransaction(
  unit: Unit,
  snapshot: TransactionSnapshot,
  keep: { readonly orderDigest: string | null; readonly now: number },
): Promise<void> {
  const createdSeq = await nextSeq(unit, snapshot.viewerId);
  const readAt = nextRead(snapshot, 0, snapshot.createdAt);
  await insertTransaction(unit, snapshot, { ...keep, createdSeq, readAt });
  const to = snapshot.status;
  await recordStep(unit, snapshot, { at: keep.now, source: 'CALL', from: null, to });
  await appendEvent(unit, transactionEvent(snapshot, keep.now, 1), createdSeq);
}

/** Merges an authenticated read and returns the transaction as it is now. */
export async function applyTransactionRead(
  unit: Unit,
  { snapshot: before }: StoredTransaction,
  fact: TransactionFact,
  moment: Moment,
): Promise<TransactionSnapshot> {
  const { next, isChanged, anomaly } = mergeTransaction(before, fact);
  if (isChanged) await saveTransaction(unit, before, next, 'POLL', moment.now);
  else if (anomaly !== null) {
    const origin = { at: moment.now, source: 'POLL', from: before.status } as const;
    await recordAnomaly(unit, next, { ...origin, anomaly });
  }
  if (isSettled(next.status) && !isSettled(before.status))
    await readCancelled(unit, next, moment.upstreamNow);
  return next;
}

/**
 * A completed cancellation changed another order, and no webhook may report it. CANCEL_AMO names an
 * investment, not the order: any of the viewer's that is in progress may be it.
 */
async function readCancelled(unit: Unit, snapshot: TransactionSnapshot, readAt: number): Promise<void> {
  const { actsOn, intent, viewerId } = snapshot;
  if (actsOn !== null) await bringReadForward(unit, actsOn, readAt);
  if (intent === 'CANCEL_AMO') await bringProcessingForward(unit, viewerId, readAt);
}

/**
 * After a read was stored whole: plans the next one. With the last of the plan, an order that does not end is
 * stale.
 */
export async function planNextRead(
  unit: Unit,
  before: StoredTransaction,
  snapshot: TransactionSnapshot,
  { now, upstreamNow, certainNow }: ReadMoment,
  hasOpenOrder: boolean,
): Promise<void> {
  const reads = snapshot.status === before.snapshot.status ? before.reads + 1 : 0;
  const readAt = nextRead(snapshot, reads, upstreamNow, hasOpenOrder, certainNow);
  // Shown by Gateway's clock alone: the next read may take it back.
  const isOverdue = readAt === null || upstreamNow >= staleAt(snapshot);
  const isStale = isOverdue && awaitsOrder(snapshot, hasOpenOrder);
  const error = errorAtLast(snapshot, readAt);
  if (isStale !== snapshot.isStale || error !== snapshot.error)
    await saveTransaction(unit, snapshot, { ...snapshot, isStale, error }, 'POLL', now);
  await planRead(unit, snapshot.transactionId, { readAt, reads });
}

/** Stops reading a transaction that cannot be read; an order it waits for becomes stale. */
export async function giveUp(
  unit: Unit,
  snapshot: TransactionSnapshot,
  now: number,
  hasOpenOrder: boolean,
): Promise<void> {
  if (snapshot.isStale || !awaitsOrder(snapshot, hasOpenOrder)) return;
  await saveTransaction(unit, snapshot, { ...snapshot, isStale: true }, 'POLL', now);
}

function awaitsOrder({ status }: TransactionSnapshot, hasOpenOrder: boolean): boolean {
  return status === 'PROCESSING' || (isSettled(status) && hasOpenOrder);
}

/** The last read of an unused transaction shows that it has no order, even if a client reported one. */
function errorAtLast({ status, error }: TransactionSnapshot, readAt: number | null) {
  const isDisproved = readAt === null && status === 'INITIALIZED' && leavesOrderInDoubt(error?.code ?? null);
  return isDisproved ? null : error;
}

/** Stores a changed transaction with its event and timeline entry. */
export async function saveTransaction(
  unit: Unit,
  before: TransactionSnapshot,
  next: TransactionSnapshot,
  source: TimelineEntry['source'],
  now: number,
): Promise<void> {
  const version = await updateTransaction(unit, next);
  await recordStep(unit, next, { at: now, source, from: before.status, to: next.status });
  await appendEvent(unit, transactionEvent(next, now, version));
}

/** The event that carries a transaction's state. */
export function transactionEvent(snapshot: TransactionSnapshot, now: number, version: number) {
  const { viewerId, transactionId } = snapshot;
  return {
    viewerId,
    type: 'TRANSACTION',
    subject: transactionId,
    transactionId,
    occurredAt: now,
    snapshot,
    version,
  } as const;
}

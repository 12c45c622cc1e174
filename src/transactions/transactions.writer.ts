import type { Moment, ReadMoment } from '../core/time/clock.js';
import type { TransactionFact } from '../gateway/facts.js';
import { transactionEvent } from '../ledger/event-record.js';
import { appendEvent, nextSeq } from '../ledger/events.js';
import type { Unit } from '../ledger/unit.js';
import { byQueries, type Steps } from '../ledger/commits/decision.js';
import type { Keys, Picture } from '../ledger/commits/picture.js';
import { anomaly, recordStep } from '../ledger/timeline.js';
import { bringProcessingForward } from '../ledger/planned-reads.js';
import { insertTransaction, type StoredTransaction } from '../ledger/transactions.js';
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
  await recordStep(unit, snapshot, { at: keep.now, source: 'CALL', from: null, to, eventSeq: createdSeq });
  await appendEvent(unit, transactionEvent(snapshot, keep.now, 1), createdSeq);
}

/** The rows that {@link mergeRead} reads. */
export function keysOfRead({ transactionId, actsOn }: TransactionSnapshot): Keys {
  return { transactions: actsOn === null ? [transactionId] : [transactionId, actsOn] };
}

/** Merges an authenticated read and returns the transaction as it is now. */
export function* mergeRead(
  picture: Picture,
  { snapshot: before }: StoredTransaction,
  fact: TransactionFact,
  moment: Moment,
): Steps<TransactionSnapshot> {
  const { next, isChanged, anomaly: problem } = mergeTransaction(before, fact);
  if (isChanged) picture.saveTransaction(next, 'POLL', moment.now);
  else if (problem !== null) {
    const origin = { at: moment.now, source: 'POLL', from: before.status } as const;
    picture.appendTimeline(next, anomaly({ ...origin, anomaly: problem }));
  }
  if (isSettled(next.status) && !isSettled(before.status))
    yield* readCancelled(picture, next, moment.upstreamNow);
  return next;
}

/**
 * A completed cancellation changed another order, and no webhook may report it. CANCEL_AMO names an
 * investment, not the order: any of the viewer's that is in progress may be it.
 */
function* readCancelled(picture: Picture, snapshot: TransactionSnapshot, readAt: number): Steps<void> {
  const { actsOn, intent, viewerId } = snapshot;
  if (actsOn !== null) picture.bringReadForward(actsOn, readAt);
  if (intent === 'CANCEL_AMO') {
    yield* byQueries((unit) => bringProcessingForward(unit, viewerId, readAt));
    yield keysOfRead(snapshot);
  }
}

/**
 * After a read was stored whole: plans the next one. With the last of the plan, an order that does not end is
 * stale. `before` is what was stored when the read began.
 */
export function planNextRead(
  picture: Picture,
  before: StoredTransaction,
  snapshot: TransactionSnapshot,
  { now, upstreamNow, certainNow }: ReadMoment,
  hasOpenOrder: boolean,
): void {
  const reads = snapshot.status === before.snapshot.status ? before.reads + 1 : 0;
  const readAt = nextRead(snapshot, reads, upstreamNow, hasOpenOrder, certainNow);
  // Shown by Gateway's clock alone: the next read may take it back.
  const isOverdue = readAt === null || upstreamNow >= staleAt(snapshot);
  const isStale = isOverdue && awaitsOrder(snapshot, hasOpenOrder);
  const error = errorAtLast(snapshot, readAt);
  if (isStale !== snapshot.isStale || error !== snapshot.error)
    picture.saveTransaction({ ...snapshot, isStale, error }, 'POLL', now);
  picture.planRead(snapshot.transactionId, { readAt, reads, failures: 0 });
}

/** Stops reading a transaction that cannot be read; an order it waits for becomes stale. */
export function giveUp(
  picture: Picture,
  snapshot: TransactionSnapshot,
  now: number,
  hasOpenOrder: boolean,
): void {
  if (snapshot.isStale || !awaitsOrder(snapshot, hasOpenOrder)) return;
  picture.saveTransaction({ ...snapshot, isStale: true }, 'POLL', now);
}

function awaitsOrder({ status }: TransactionSnapshot, hasOpenOrder: boolean): boolean {
  return status === 'PROCESSING' || (isSettled(status) && hasOpenOrder);
}

/** The last read of an unused transaction shows that it has no order, even if a client reported one. */
function errorAtLast({ status, error }: TransactionSnapshot, readAt: number | null) {
  const isDisproved = readAt === null && status === 'INITIALIZED' && leavesOrderInDoubt(error?.code ?? null);
  return isDisproved ? null : error;
}

import type { Moment } from '../core/clock.js';
import type { TransactionFact } from '../gateway/facts.js';
import { appendEvent, nextSeq } from '../ledger/events.js';
import type { Unit } from '../ledger/ledger.js';
import { appendTimeline, type TimelineEntry } from '../ledger/timeline.js';
import { hastenRead, planRead } from '../ledger/planned-reads.js';
import {
  insertTransaction,
  type StoredTransaction,
  type TransactionSnapshot,
  updateTransaction,
} from '../ledger/transactions.js';
import { nextRead, staleAt } from './read-plan.js';
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
  await appendTimeline(unit, snapshot.transactionId, {
    at: keep.now,
    source: 'CALL',
    batchId: null,
    from: null,
    to: snapshot.status,
    anomaly: null,
  });
  await appendEvent(unit, transactionEvent(snapshot, keep.now, 1), createdSeq);
}

/** Merges an authenticated read, plans the next one, and returns the transaction as it is now. */
export async function applyTransactionRead(
  unit: Unit,
  stored: StoredTransaction,
  fact: TransactionFact,
  moment: Moment,
): Promise<TransactionSnapshot> {
  const { next: merged, isChanged, anomaly } = mergeTransaction(stored.snapshot, fact);
  const isStale = merged.status === 'PROCESSING' && moment.upstreamNow >= staleAt(merged);
  const next: TransactionSnapshot = { ...merged, isStale };
  if (isChanged || isStale !== stored.snapshot.isStale) {
    await saveTransaction(unit, stored.snapshot, next, 'POLL', moment.now);
  } else if (anomaly !== null) {
    await appendTimeline(unit, next.transactionId, entry(stored.snapshot, next, 'POLL', moment.now, anomaly));
  }
  const reads = next.status === stored.snapshot.status ? stored.reads + 1 : 0;
  // A cancellation is done: what it cancelled has changed, and no webhook may tell.
  if (next.actsOn !== null && isSettled(next.status) && !isSettled(stored.snapshot.status)) {
    await hastenRead(unit, next.actsOn, moment.upstreamNow);
  }
  await planRead(unit, next.transactionId, { readAt: nextRead(next, reads, moment.upstreamNow), reads });
  return next;
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
  await appendTimeline(unit, next.transactionId, entry(before, next, source, now, null));
  await appendEvent(unit, transactionEvent(next, now, version));
}

/** The event that tells a transaction's state. */
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

function entry(
  before: TransactionSnapshot,
  next: TransactionSnapshot,
  source: TimelineEntry['source'],
  at: number,
  anomaly: string | null,
): TimelineEntry {
  return {
    at,
    source,
    batchId: null,
    from: before.status,
    to: anomaly === null ? next.status : null,
    anomaly,
  };
}

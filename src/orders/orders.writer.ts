import type { BatchFact } from '../gateway/facts.js';
import type { Steps } from '../ledger/commits/decision.js';
import type { PicturedOrder } from '../ledger/commits/changes.js';
import type { Keys, Picture } from '../ledger/commits/picture.js';
import type { NewEvent } from '../ledger/event-record.js';
import type { OrdersPage } from '../ledger/orders.js';
import { anomaly, step, type TimelineEntry } from '../ledger/timeline.js';
import type { TransactionSnapshot } from '../ledger/snapshots.js';
import { mergeOrder, type OrderSource } from './order.machine.js';

/** What was done with a batch. */
export type BatchOutcome = 'APPLIED' | 'CORRECTED' | 'UNCHANGED' | 'ANOMALY';

/** A batch that was merged. */
export interface MergedBatch {
  readonly outcome: BatchOutcome;
  /** When a webhook last changed the order, if this read has confirmed it now; null otherwise. */
  readonly hintedAt: number | null;
}

const UNCHANGED: MergedBatch = { outcome: 'UNCHANGED', hintedAt: null };

/** Batches and legs merged in one step, so that each step is short. */
const BATCHES_AT_ONCE = 20;
const LEGS_AT_ONCE = 400;
/** Orders retracted in one commit; a transaction of which more were hinted is read again. */
const RETRACTED_AT_ONCE = 100;

/** The rows that {@link mergeBatches} reads first. */
export function keysOfBatches(transactionId: string, batches: readonly BatchFact[]): Keys {
  const [first = []] = portions(batches);
  return { transactions: [transactionId], orders: first.map(({ batchId }) => batchId) };
}

/**
 * Merges batches into a transaction's orders, writing an event and a timeline entry per change. Returns one
 * result per batch.
 */
export function* mergeBatches(
  picture: Picture,
  batches: readonly BatchFact[],
  source: OrderSource,
): Steps<readonly MergedBatch[]> {
  const merged: MergedBatch[] = [];
  for (const [index, portion] of portions(batches).entries()) {
    const keys = keysOfBatches(source.transaction.transactionId, portion);
    if (index > 0 || !picture.holds(keys)) yield keys;
    for (const batch of portion) merged.push(mergeBatch(picture, batch, source));
  }
  return merged;
}

/** Cuts a list of batches into those that are merged in one step. */
export function portions(batches: readonly BatchFact[]): BatchFact[][] {
  const cut: BatchFact[][] = [];
  let legs = 0;
  for (const batch of batches) {
    const own = batch.legs.length + batch.unplacedLegs.length;
    const last = cut.at(-1);
    if (last === undefined || last.length >= BATCHES_AT_ONCE || legs + own > LEGS_AT_ONCE) {
      cut.push([batch]);
      legs = own;
    } else {
      last.push(batch);
      legs += own;
    }
  }
  return cut;
}

/** Merges one batch into its order. */
function mergeBatch(picture: Picture, batch: BatchFact, source: OrderSource): MergedBatch {
  const stored = picture.order(batch.batchId);
  const { transactionId } = source.transaction;
  const origin = {
    at: source.now,
    source: source.provenance === 'WEBHOOK' ? 'WEBHOOK' : 'POLL',
    batchId: batch.batchId,
  } as const;
  const record = (entry: TimelineEntry, event: NewEvent | null = null) =>
    picture.appendTimeline(source.transaction, entry, event);
  if (stored !== null && stored.snapshot.transactionId !== transactionId) {
    record(anomaly({ ...origin, from: null, anomaly: 'names a batch that belongs to another transaction' }));
    return { outcome: 'ANOMALY', hintedAt: null };
  }
  // Only an authenticated read can bring back what an authenticated read has retracted.
  if (stored?.isRetracted === true && source.provenance !== 'CONFIRMED') return UNCHANGED;
  const known = stored === null || stored.isRetracted ? null : stored.snapshot;
  const merge = mergeOrder(known, batch, source);
  const from = known?.status ?? null;
  if (merge.anomaly !== null) record(anomaly({ ...origin, from, anomaly: merge.anomaly }));
  if (!merge.isChanged) return merge.anomaly === null ? UNCHANGED : { outcome: 'ANOMALY', hintedAt: null };
  const event = picture.saveOrder(merge.next, source.now);
  if (merge.isCorrection)
    record(anomaly({ ...origin, from, anomaly: 'a webhook had reported something else' }), event);
  record(step({ ...origin, from: stored?.snapshot.status ?? null, to: merge.next.status }), event);
  const isConfirmed = known?.provenance === 'WEBHOOK' && merge.next.provenance === 'CONFIRMED';
  return {
    outcome: merge.isCorrection ? 'CORRECTED' : 'APPLIED',
    hintedAt: isConfirmed ? known.updatedAt : null,
  };
}

/** The first page of a transaction's orders. */
export function firstOrdersOf(transactionId: string): OrdersPage {
  return { transactionId, after: -1 };
}

/** Rows that a decision reads. Loads them unless they are there. */
function* loading(picture: Picture, keys: Keys): Steps<void> {
  if (!picture.holds(keys)) yield keys;
}

/**
 * Takes back the hinted orders of a transaction that is over which its read does not contain (guarantee G4).
 * Returns how many, and whether those were all: one commit takes back so many at most.
 */
export function* retractMissing(
  picture: Picture,
  transaction: TransactionSnapshot,
  batches: readonly BatchFact[],
  now: number,
): Steps<{ readonly retracted: number; readonly isDone: boolean }> {
  const { transactionId } = transaction;
  const read = new Set(batches.map((batch) => batch.batchId));
  let retracted = 0;
  for (let page: OrdersPage | null = firstOrdersOf(transactionId); page !== null; ) {
    yield* loading(picture, { transactions: [transactionId], pages: [page] });
    const { orders, next } = picture.standingOrders(page);
    const missing = orders.filter(({ snapshot }) => !snapshot.isFinal && !read.has(snapshot.batchId));
    const some = missing.slice(0, RETRACTED_AT_ONCE - retracted);
    for (const order of some) retract(picture, transaction, order, now);
    retracted += some.length;
    if (some.length < missing.length) return { retracted, isDone: false };
    page = next;
  }
  return { retracted, isDone: true };
}

function retract(
  picture: Picture,
  transaction: TransactionSnapshot,
  order: PicturedOrder,
  now: number,
): void {
  const { batchId, status } = order.snapshot;
  const text = 'was reported by a webhook and does not exist';
  const origin = { at: now, source: 'POLL', batchId, from: status } as const;
  const event = picture.retractOrder(order, now);
  picture.appendTimeline(transaction, anomaly({ ...origin, anomaly: text }), event);
}

/** Whether the orders of a settled transaction can still change. */
export function* hasOpenOrder(
  picture: Picture,
  { transactionId, orderKind, status }: TransactionSnapshot,
): Steps<boolean> {
  if (orderKind === null) return false;
  let isAny = false;
  for (let page: OrdersPage | null = firstOrdersOf(transactionId); page !== null; ) {
    yield* loading(picture, { transactions: [transactionId], pages: [page] });
    const { orders, next } = picture.standingOrders(page);
    if (orders.some(({ snapshot }) => !snapshot.isFinal)) return true;
    isAny ||= orders.length > 0;
    page = next;
  }
  // A completed one has an order, even if order details do not show it yet.
  return !isAny && status === 'COMPLETED';
}

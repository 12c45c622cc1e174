import type { BatchFact } from '../gateway/facts.js';
import { appendEvent, nextSeq } from '../ledger/events.js';
import type { Queries, Unit } from '../ledger/ledger.js';
import {
  findOrder,
  markRetracted,
  ordersOfTransaction,
  type OrderSnapshot,
  saveOrder,
  type StoredOrder,
} from '../ledger/orders.js';
import { appendTimeline, type TimelineEntry } from '../ledger/timeline.js';
import type { TransactionSnapshot } from '../ledger/transactions.js';
import { mergeOrder, type OrderMerge, type OrderSource } from './order.machine.js';

/** What was done with a batch. */
export type BatchOutcome = 'APPLIED' | 'CORRECTED' | 'UNCHANGED' | 'ANOMALY';

/** Merges batches told of one transaction, each with its event and timeline entry, and tells what became of them. */
export async function applyBatches(
  unit: Unit,
  batches: readonly BatchFact[],
  source: OrderSource,
): Promise<readonly BatchOutcome[]> {
  const outcomes: BatchOutcome[] = [];
  for (const batch of batches) outcomes.push(await applyBatch(unit, batch, source));
  return outcomes;
}

async function applyBatch(unit: Unit, batch: BatchFact, source: OrderSource): Promise<BatchOutcome> {
  const { transactionId } = source.transaction;
  const stored = await findOrder(unit.db, batch.batchId);
  if (stored !== null && stored.snapshot.transactionId !== transactionId) {
    await note(unit, source, batch.batchId, null, 'names a batch that belongs to another transaction');
    return 'ANOMALY';
  }
  // What an authenticated read took back is believed again only from another such read.
  if (stored?.isRetracted === true && source.provenance !== 'CONFIRMED') return 'UNCHANGED';
  const known = stored === null || stored.isRetracted ? null : stored.snapshot;
  const merge = mergeOrder(known, batch, source);
  if (merge.anomaly !== null) await note(unit, source, batch.batchId, known, merge.anomaly);
  if (merge.isCorrection) await note(unit, source, batch.batchId, known, 'a webhook had told something else');
  if (!merge.isChanged) return merge.anomaly === null ? 'UNCHANGED' : 'ANOMALY';
  await save(unit, source, stored, merge);
  return merge.isCorrection ? 'CORRECTED' : 'APPLIED';
}

async function save(
  unit: Unit,
  source: OrderSource,
  stored: StoredOrder | null,
  merge: OrderMerge,
): Promise<void> {
  const { next } = merge;
  const seq = await nextSeq(unit, next.viewerId);
  const version = await saveOrder(unit, next, stored?.createdSeq ?? seq);
  await appendTimeline(unit, next.transactionId, {
    at: source.now,
    source: sourceName(source),
    batchId: next.batchId,
    from: stored?.snapshot.status ?? null,
    to: next.status,
    anomaly: null,
  });
  await appendEvent(
    unit,
    {
      viewerId: next.viewerId,
      type: 'ORDER',
      subject: next.batchId,
      transactionId: next.transactionId,
      occurredAt: source.now,
      snapshot: next,
      version,
    },
    seq,
  );
}

/** Takes back the hinted orders of a transaction that is over which its read does not contain (guarantee G4). Returns how many. */
export async function retractMissing(
  unit: Unit,
  transaction: TransactionSnapshot,
  batches: readonly BatchFact[],
  now: number,
): Promise<number> {
  let retracted = 0;
  const read = new Set(batches.map((batch) => batch.batchId));
  for (const { snapshot, isRetracted } of await ordersOfTransaction(unit.db, transaction.transactionId)) {
    if (isRetracted || snapshot.isFinal || read.has(snapshot.batchId)) continue;
    await retract(unit, snapshot, now);
    retracted += 1;
  }
  return retracted;
}

/** Whether upstream may still tell something new of the orders of a transaction that is over. */
export async function hasOpenOrder(
  db: Queries,
  { transactionId, orderKind, status }: TransactionSnapshot,
): Promise<boolean> {
  if (orderKind === null) return false;
  const orders = (await ordersOfTransaction(db, transactionId)).filter(({ isRetracted }) => !isRetracted);
  // A completed one has an order, even if order details do not show it yet.
  if (orders.length === 0) return status === 'COMPLETED';
  return orders.some(({ snapshot }) => !snapshot.isFinal);
}

async function retract(unit: Unit, order: OrderSnapshot, now: number): Promise<void> {
  const { batchId, transactionId, viewerId } = order;
  await markRetracted(unit, batchId);
  const anomaly = 'was told by a webhook and is not there';
  await appendTimeline(unit, transactionId, {
    at: now,
    source: 'POLL',
    batchId,
    from: order.status,
    to: null,
    anomaly,
  });
  await appendEvent(unit, {
    viewerId,
    type: 'ORDER_RETRACTED',
    subject: batchId,
    transactionId,
    occurredAt: now,
    snapshot: { batchId },
  });
}

async function note(
  unit: Unit,
  source: OrderSource,
  batchId: string,
  known: OrderSnapshot | null,
  anomaly: string,
): Promise<void> {
  const entry = {
    at: source.now,
    source: sourceName(source),
    batchId,
    from: known?.status ?? null,
    to: null,
    anomaly,
  };
  await appendTimeline(unit, source.transaction.transactionId, entry);
}

function sourceName(source: OrderSource): TimelineEntry['source'] {
  return source.provenance === 'WEBHOOK' ? 'WEBHOOK' : 'POLL';
}

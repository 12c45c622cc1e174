import type { BatchFact } from '../gateway/facts.js';
import { appendEvents, nextSeqs } from '../ledger/events.js';
import type { Queries, Unit } from '../ledger/ledger.js';
import { findOrders, markRetracted, saveOrders, standingOrders, type StoredOrder } from '../ledger/orders.js';
import type { OrderSnapshot } from '../ledger/snapshots.js';
import { anomaly, appendTimelines, step, type TimelineEntry } from '../ledger/timeline.js';
import type { TransactionSnapshot } from '../ledger/snapshots.js';
import { mergeOrder, type OrderSource } from './order.machine.js';

/** What was done with a batch. */
export type BatchOutcome = 'APPLIED' | 'CORRECTED' | 'UNCHANGED' | 'ANOMALY';

/**
 * Batches and legs merged at once: their statements are shared, and the time between two statements stays
 * short.
 */
const BATCHES_AT_ONCE = 20;
const LEGS_AT_ONCE = 400;
/** Orders retracted in one commit; a transaction of which more were hinted is read again. */
const RETRACTED_AT_ONCE = 100;

/**
 * Merges batches into a transaction's orders, writing an event and a timeline entry per change. Returns one
 * outcome per batch. All are part of the one commit of `unit`; a few at once share their statements, so that
 * the locks of the commit are held for a short time only.
 */
export async function applyBatches(
  unit: Unit,
  batches: readonly BatchFact[],
  source: OrderSource,
): Promise<readonly BatchOutcome[]> {
  const outcomes: BatchOutcome[] = [];
  for (const some of portions(batches)) outcomes.push(...(await applyPortion(unit, some, source)));
  return outcomes;
}

/** Cuts a list of batches into portions in which no batch is named twice. */
function portions(batches: readonly BatchFact[]): BatchFact[][] {
  const cut: BatchFact[][] = [];
  let named = new Set<string>();
  let legs = 0;
  for (const batch of batches) {
    legs += batch.legs.length + batch.unplacedLegs.length;
    const isFull = named.size >= BATCHES_AT_ONCE || legs > LEGS_AT_ONCE || named.has(batch.batchId);
    if (isFull || cut.length === 0) {
      cut.push([]);
      named = new Set();
      legs = batch.legs.length + batch.unplacedLegs.length;
    }
    named.add(batch.batchId);
    cut.at(-1)?.push(batch);
  }
  return cut;
}

async function applyPortion(
  unit: Unit,
  batches: readonly BatchFact[],
  source: OrderSource,
): Promise<readonly BatchOutcome[]> {
  const ids = batches.map(({ batchId }) => batchId);
  const stored = new Map((await findOrders(unit.db, ids)).map((order) => [order.snapshot.batchId, order]));
  const decisions = batches.map((batch) => decide(stored.get(batch.batchId) ?? null, batch, source));
  const entries = decisions.flatMap((decision) => decision.entries);
  await appendTimelines(unit, source.transaction, entries);
  const changed = decisions.flatMap(({ next }) => (next === null ? [] : [next]));
  await save(unit, changed, stored, source);
  return decisions.map(({ outcome }) => outcome);
}

/** How one batch changes its order. `next` is null if the order stays as it is. */
interface Decision {
  readonly outcome: BatchOutcome;
  readonly next: OrderSnapshot | null;
  readonly entries: readonly TimelineEntry[];
}

function decide(stored: StoredOrder | null, batch: BatchFact, source: OrderSource): Decision {
  const origin = {
    at: source.now,
    source: source.provenance === 'WEBHOOK' ? 'WEBHOOK' : 'POLL',
    batchId: batch.batchId,
  } as const;
  if (stored !== null && stored.snapshot.transactionId !== source.transaction.transactionId) {
    const text = 'names a batch that belongs to another transaction';
    const entry = anomaly({ ...origin, from: null, anomaly: text });
    return { outcome: 'ANOMALY', next: null, entries: [entry] };
  }
  // Only an authenticated read can bring back what an authenticated read has retracted.
  if (stored?.isRetracted === true && source.provenance !== 'CONFIRMED')
    return { outcome: 'UNCHANGED', next: null, entries: [] };
  const known = stored === null || stored.isRetracted ? null : stored.snapshot;
  const merge = mergeOrder(known, batch, source);
  const from = known?.status ?? null;
  const entries: TimelineEntry[] = [];
  const addAnomaly = (text: string) => entries.push(anomaly({ ...origin, from, anomaly: text }));
  if (merge.anomaly !== null) addAnomaly(merge.anomaly);
  if (merge.isCorrection) addAnomaly('a webhook had reported something else');
  if (!merge.isChanged)
    return { outcome: merge.anomaly === null ? 'UNCHANGED' : 'ANOMALY', next: null, entries };
  entries.push(step({ ...origin, from: stored?.snapshot.status ?? null, to: merge.next.status }));
  return { outcome: merge.isCorrection ? 'CORRECTED' : 'APPLIED', next: merge.next, entries };
}

async function save(
  unit: Unit,
  changed: readonly OrderSnapshot[],
  stored: ReadonlyMap<string, StoredOrder>,
  { transaction, now }: OrderSource,
): Promise<void> {
  if (changed.length === 0) return;
  const firstSeq = await nextSeqs(unit, transaction.viewerId, changed.length);
  const versions = await saveOrders(
    unit,
    changed.map((snapshot, index) => ({
      snapshot,
      createdSeq: stored.get(snapshot.batchId)?.createdSeq ?? firstSeq + index,
    })),
  );
  const events = changed.map((snapshot) => {
    const { viewerId, batchId: subject, transactionId } = snapshot;
    const version = versions.get(subject) ?? 0;
    return { viewerId, type: 'ORDER', subject, transactionId, occurredAt: now, snapshot, version } as const;
  });
  await appendEvents(unit, events, firstSeq);
}

/**
 * Takes back the hinted orders of a transaction that is over which its read does not contain (guarantee G4).
 * Returns how many, and whether those were all: one commit takes back so many at most.
 */
export async function retractMissing(
  unit: Unit,
  transaction: TransactionSnapshot,
  batches: readonly BatchFact[],
  now: number,
): Promise<{ readonly retracted: number; readonly isDone: boolean }> {
  const read = new Set(batches.map((batch) => batch.batchId));
  const missing: OrderSnapshot[] = [];
  for await (const { snapshot } of standingOrders(unit.db, transaction.transactionId)) {
    if (snapshot.isFinal || read.has(snapshot.batchId)) continue;
    if (missing.length === RETRACTED_AT_ONCE) {
      await retract(unit, transaction, missing, now);
      return { retracted: missing.length, isDone: false };
    }
    missing.push(snapshot);
  }
  await retract(unit, transaction, missing, now);
  return { retracted: missing.length, isDone: true };
}

/** Whether the orders of a settled transaction can still change. */
export async function hasOpenOrder(
  db: Queries,
  { transactionId, orderKind, status }: TransactionSnapshot,
): Promise<boolean> {
  if (orderKind === null) return false;
  let isAny = false;
  for await (const { snapshot } of standingOrders(db, transactionId)) {
    if (!snapshot.isFinal) return true;
    isAny = true;
  }
  // A completed one has an order, even if order details do not show it yet.
  return !isAny && status === 'COMPLETED';
}

async function retract(
  unit: Unit,
  transaction: TransactionSnapshot,
  orders: readonly OrderSnapshot[],
  now: number,
): Promise<void> {
  if (orders.length === 0) return;
  const { transactionId, viewerId } = transaction;
  const text = 'was reported by a webhook and does not exist';
  const batchIds = orders.map(({ batchId }) => batchId);
  await markRetracted(unit, viewerId, batchIds);
  const entries = orders.map(({ batchId, status }) =>
    anomaly({ at: now, source: 'POLL', batchId, from: status, anomaly: text }),
  );
  await appendTimelines(unit, transaction, entries);
  const events = orders.map(({ batchId }) => {
    const event = { viewerId, type: 'ORDER_RETRACTED', subject: batchId, transactionId } as const;
    return { ...event, occurredAt: now, snapshot: { batchId } };
  });
  await appendEvents(unit, events, await nextSeqs(unit, viewerId, orders.length));
}

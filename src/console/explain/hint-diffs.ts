import { yieldIfLong } from '../../core/turns.js';
import type { BatchFact } from '../../gateway/facts.js';
import { deliveryBody, deliverySummaries, type DeliverySummary } from '../../ledger/operator/deliveries.js';
import { readStory, type Story } from '../../ledger/operator/story.js';
import type { StoredOrder } from '../../ledger/orders.js';
import type { OrderSnapshot } from '../../ledger/snapshots.js';
import type { TimelineEntry } from '../../ledger/timeline.js';
import type { Queries } from '../../ledger/unit.js';
import { batchesIn, SHOWN_MAX_BYTES } from '../delivery-content.js';
import type { Masks } from '../masks.js';
import { corrections, momentOf } from './facts.js';
import { diffFields, type FieldDiff } from './field-diffs.js';

/** What a webhook can be compared with. */
export const HINT_OUTCOMES = ['COMPARED', 'KNOWN', 'RETRACTED', 'WAITING', 'PRUNED', 'UNREADABLE'] as const;
export type HintOutcome = (typeof HINT_OUTCOMES)[number];

/** A webhook about an order next to what a read confirmed. */
export interface HintDiff {
  readonly delivery: DeliverySummary;
  readonly outcome: HintOutcome;
  /** Whether viewers were shown what it said until the read contradicted it. */
  readonly isCorrected: boolean;
  /** When the read wrote the snapshot, epoch milliseconds; null where there is none. */
  readonly confirmedAt: number | null;
  readonly eventSeq: number | null;
  /** In the order of the facts; empty unless `outcome` is COMPARED or KNOWN. */
  readonly fields: readonly FieldDiff[];
  /** Fields that are different, those left out of `fields` included. */
  readonly differences: number;
}

/** The webhooks about an order, newest first. */
export interface HintDiffs {
  readonly hints: readonly HintDiff[];
  readonly corrected: number;
  /** Whether there are older ones. */
  readonly isTruncated: boolean;
}

/** Webhooks of one order that are decoded and compared. */
const HINTS_MAX = 20;
/** Webhooks of its transaction that are looked into for them. */
const LOOKED_INTO_MAX = 60;
/** Fields of one of them that are shown; those that differ come first. */
const FIELDS_MAX = 200;

/**
 * Compares each webhook about an order with the next snapshot of it that a read confirmed. Nothing is stored
 * for this: the bodies are decoded again, and the snapshots are those of the log. Null if the transaction is
 * not in the ledger.
 */
export async function diffHints(
  db: Queries,
  { transactionId, batchId }: { readonly transactionId: string; readonly batchId: string },
  masks: Masks,
): Promise<HintDiffs | null> {
  const story = await readStory(db, transactionId);
  const order = story?.orders.find(({ snapshot }) => snapshot.batchId === batchId);
  if (story === null || order === undefined) return null;
  const subject = new ComparedOrder(story, order);
  const hints: HintDiff[] = [];
  const deliveries = await deliveriesAbout(db, story, batchId);
  let isTruncated = story.isTruncated || deliveries.length > LOOKED_INTO_MAX;
  for (const delivery of deliveries.slice(0, LOOKED_INTO_MAX)) {
    const pause = yieldIfLong();
    if (pause !== undefined) await pause;
    if (hints.length === HINTS_MAX) {
      isTruncated = true;
      break;
    }
    const hint = await batchOf(db, delivery, batchId);
    if (hint !== 'ANOTHER') hints.push(subject.compare(delivery, hint, masks));
  }
  const corrected = hints.filter(({ isCorrected }) => isCorrected).length;
  return { hints, corrected, isTruncated };
}

/** The order webhooks of the transaction, and those that a step of the order names; newest first. */
async function deliveriesAbout(db: Queries, story: Story, batchId: string): Promise<DeliverySummary[]> {
  const ofTransaction = story.deliveries.filter(({ kind }) => kind === 'ORDER');
  const named = story.entries.flatMap((entry) => (entry.batchId === batchId ? (entry.deliveryId ?? []) : []));
  const ids = new Set([...ofTransaction.map(({ deliveryId }) => deliveryId), ...named]);
  const found = await deliverySummaries(db, [...ids]);
  return found.sort(
    (one, other) => other.receivedAt - one.receivedAt || (one.deliveryId < other.deliveryId ? 1 : -1),
  );
}

/** What a delivery says of the order: null if that cannot be read, ANOTHER if it is about others. */
async function batchOf(
  db: Queries,
  { deliveryId, kind }: DeliverySummary,
  batchId: string,
): Promise<BatchFact | 'ANOTHER' | null> {
  const body = await deliveryBody(db, deliveryId, SHOWN_MAX_BYTES);
  const batches = body === null ? null : batchesIn(kind, body);
  if (batches === null) return null;
  return batches.find((batch) => batch.batchId === batchId) ?? 'ANOTHER';
}

class ComparedOrder {
  readonly #steps: readonly TimelineEntry[];
  readonly #corrections: ReadonlySet<string>;

  constructor(
    private readonly story: Story,
    private readonly order: StoredOrder,
  ) {
    const { batchId } = order.snapshot;
    this.#steps = story.entries.filter((entry) => entry.batchId === batchId && isChange(entry));
    this.#corrections = new Set(corrections(story.entries));
  }

  compare(delivery: DeliverySummary, hint: BatchFact | null, masks: Masks): HintDiff {
    const own = this.#steps.findLastIndex((step) => isOf(step, delivery));
    const isLater = (step: TimelineEntry, at: number) =>
      step.source === 'POLL' && (own === -1 ? step.at >= delivery.receivedAt : at > own);
    const read = this.#steps.findIndex(isLater);
    const confirmation = this.#steps[read];
    const found = {
      ...NOTHING,
      delivery,
      // The step before the read is what viewers were shown until then.
      isCorrected: own !== -1 && own === read - 1 && this.#isCorrection(confirmation),
      confirmedAt: confirmation?.at ?? null,
      eventSeq: confirmation?.eventSeq ?? null,
    };
    if (hint === null) return { ...found, outcome: 'UNREADABLE' };
    if (confirmation === undefined) return { ...found, ...this.#compareWithKnown(hint, masks) };
    const event = this.story.events.get(confirmation.eventSeq ?? -1);
    if (event === undefined) return { ...found, outcome: 'PRUNED' };
    if (event.type !== 'ORDER') return { ...found, outcome: 'RETRACTED' };
    const compared = fieldsOf(hint, event.snapshot, masks);
    const isCorrected = found.isCorrected && compared.differences > 0;
    return { ...found, outcome: 'COMPARED', ...compared, isCorrected };
  }

  #isCorrection(read: TimelineEntry | undefined): boolean {
    return read !== undefined && this.#corrections.has(momentOf(read));
  }

  /** No read has changed the order since: what was confirmed before still holds, unless a read is due. */
  #compareWithKnown(hint: BatchFact, masks: Masks): Partial<HintDiff> & Pick<HintDiff, 'outcome'> {
    const { snapshot, isRetracted } = this.order;
    if (isRetracted) return { outcome: 'RETRACTED' };
    if (snapshot.provenance !== 'CONFIRMED') return { outcome: 'WAITING' };
    const compared = fieldsOf(hint, snapshot, masks);
    const isDue = this.story.transaction.readAt !== null;
    if (isDue && compared.differences > 0) return { outcome: 'WAITING' };
    return { outcome: 'KNOWN', confirmedAt: snapshot.updatedAt, ...compared };
  }
}

const NOTHING = { fields: [], differences: 0 } as const;

/** Whether the entry left another snapshot, or would have an event of one if it were newer. */
function isChange({ to, eventSeq }: TimelineEntry): boolean {
  return to !== null || eventSeq !== undefined;
}

/** Entries of older versions name no delivery, but have the time at which theirs was received. */
function isOf({ source, at, deliveryId }: TimelineEntry, delivery: DeliverySummary): boolean {
  if (source !== 'WEBHOOK') return false;
  return deliveryId === undefined ? at === delivery.receivedAt : deliveryId === delivery.deliveryId;
}

function fieldsOf(hint: BatchFact, snapshot: OrderSnapshot, masks: Masks) {
  const all = diffFields(hint, snapshot, masks);
  const different = all.filter(({ isEqual }) => !isEqual);
  const equal = all.filter(({ isEqual }) => isEqual).slice(0, Math.max(0, FIELDS_MAX - different.length));
  const shown = new Set([...different.slice(0, FIELDS_MAX), ...equal]);
  return { fields: all.filter((field) => shown.has(field)), differences: different.length };
}

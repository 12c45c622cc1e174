import { isDeepStrictEqual } from 'node:util';
import type { BatchFact, LegFact, OrderStatus } from '../gateway/facts.js';
import type { OrderSnapshot } from '../ledger/snapshots.js';
import type { TransactionSnapshot } from '../ledger/snapshots.js';
import { type Provenance, PROVENANCE_RANK } from '../core/provenance.js';
import { completeOrder } from './complete-order.js';
import { compareProgress, hasLegEnded, contentOf, stateOf } from './order-progress.js';

/**
 * Order and leg as state machines (protocol section 11). Trust ranks CONFIRMED > WEBHOOK: a higher rank
 * replaces a lower in any direction, a lower one only asks for a read, equal ranks move forward only
 * (guarantee G3). The merge of equal ranks is a join: of the received facts it takes the furthest one, whole,
 * so that order and repetition of messages do not matter.
 */

const SETTLED_ORDER: readonly OrderStatus[] = ['COMPLETED', 'UNFILLED', 'UNPLACED', 'MARKEDCOMPLETE'];

/**
 * Whether upstream will not change the order any more: it has ended, and what it filled is known. Some
 * brokers report the fill first and its price seconds later. PARTIALLYFILLED is an end only when every leg
 * has ended; a PARTIAL leg has when the batch has its `completedDate`, which is there once it is final.
 */
export function isSettledOrder(fact: Pick<BatchFact, 'status' | 'legs' | 'completedAt'>): boolean {
  if (!fact.legs.every(isFillKnown)) return false;
  if (SETTLED_ORDER.includes(fact.status)) return true;
  const hasEnded = (leg: LegFact) =>
    hasLegEnded(leg) || (leg.status === 'PARTIAL' && fact.completedAt !== null);
  return fact.status === 'PARTIALLYFILLED' && fact.legs.every(hasEnded);
}

/** Whether the quantities of a leg are known, and the price of what was filled. */
function isFillKnown({ quantity, filledQuantity, averagePrice }: LegFact): boolean {
  return quantity !== null && filledQuantity !== null && (filledQuantity === 0 || averagePrice !== null);
}

/** Where a batch comes from. */
export interface OrderSource {
  readonly transaction: Pick<TransactionSnapshot, 'transactionId' | 'viewerId'>;
  readonly provenance: Provenance;
  /** When it became known, epoch milliseconds. */
  readonly now: number;
}

/** What a fact changed. */
export interface OrderMerge {
  readonly next: OrderSnapshot;
  readonly isChanged: boolean;
  /** In words, when the fact contradicts what is final; nothing changed then. */
  readonly anomaly: string | null;
  /** Whether a read contradicted a webhook. */
  readonly isCorrection: boolean;
}

/** Merges one fact into what is known of an order. Pure. */
export function mergeOrder(current: OrderSnapshot | null, fact: BatchFact, source: OrderSource): OrderMerge {
  const received = toSnapshot(fact, source);
  const changed = { isChanged: true, anomaly: null, isCorrection: false };
  if (current === null) return { ...changed, next: received };
  const unchanged = { next: current, isChanged: false, anomaly: null, isCorrection: false };
  if (current.isFinal) return mergeFinal(current, fact, received);
  const ranks = PROVENANCE_RANK[source.provenance] - PROVENANCE_RANK[current.provenance];
  if (ranks < 0) return unchanged;
  const next = ranks > 0 ? received : furthest(current, received);
  if (isSameState(current, next)) return unchanged;
  const isCorrection = ranks > 0 && current.provenance === 'WEBHOOK' && contradictsHint(current, received);
  return {
    ...changed,
    isCorrection,
    next: { ...next, placedAt: placedAt(current, next), updatedAt: source.now },
  };
}

/** A final order changes only by what a read adds to it; what contradicts it is refused. */
function mergeFinal(current: OrderSnapshot, fact: BatchFact, received: OrderSnapshot): OrderMerge {
  const unchanged = { next: current, isChanged: false, anomaly: null, isCorrection: false };
  if (!isSettledOrder(fact)) return unchanged;
  const completed = completeOrder(current, received);
  if (completed === null) return { ...unchanged, anomaly: `received ${fact.status} after ${current.status}` };
  if (received.provenance !== 'CONFIRMED' || isSameState(current, completed)) return unchanged;
  return { ...unchanged, isChanged: true, next: { ...completed, updatedAt: received.updatedAt } };
}

/** Whether a read contradicts a hint, and is not only further along. */
function contradictsHint(hint: OrderSnapshot, read: OrderSnapshot): boolean {
  if (isSettledOrder(hint)) {
    // A delivery does not say which smallcase its batch is of.
    const added = read.smallcase === undefined ? {} : { smallcase: read.smallcase };
    return !isSameState({ ...hint, ...added, provenance: 'CONFIRMED', isFinal: read.isFinal }, read);
  }
  const everyLeg = [hint, read].flatMap(({ legs, unplacedLegs }) => [...legs, ...unplacedLegs]);
  const hasUnknown = everyLeg.some(({ quantity }) => quantity === null);
  const named = ({ legs, unplacedLegs }: OrderSnapshot) =>
    JSON.stringify(
      [...legs, ...unplacedLegs]
        .map(({ symbol, side, quantity }) => [symbol, side, hasUnknown ? null : quantity])
        .sort(),
    );
  return named(hint) !== named(read);
}

function toSnapshot(fact: BatchFact, source: OrderSource): OrderSnapshot {
  return {
    batchId: fact.batchId,
    transactionId: source.transaction.transactionId,
    viewerId: source.transaction.viewerId,
    status: fact.status,
    rawStatus: fact.rawStatus,
    variety: fact.variety,
    provenance: source.provenance,
    isFinal: source.provenance === 'CONFIRMED' && isSettledOrder(fact),
    buyAmount: fact.buyAmount,
    sellAmount: fact.sellAmount,
    legs: fact.legs,
    unplacedLegs: fact.unplacedLegs,
    label: fact.label,
    ...(fact.originalLabel === null ? {} : { originalLabel: fact.originalLabel }),
    ...(fact.smallcase === null ? {} : { smallcase: fact.smallcase }),
    placedAt: fact.status === 'UNPLACED' ? null : source.now,
    completedAt: fact.completedAt,
    updatedAt: source.now,
  };
}

/**
 * The further of two facts of one rank: a settled one is further than any other. Which smallcase they are of
 * is no progress, so the one that says it counts.
 */
function furthest(current: OrderSnapshot, received: OrderSnapshot): OrderSnapshot {
  const order =
    Number(isSettledOrder(current)) - Number(isSettledOrder(received)) || compareProgress(current, received);
  const further = order >= 0 ? current : received;
  const smallcase = further.smallcase ?? current.smallcase ?? received.smallcase;
  return smallcase === further.smallcase || smallcase === undefined ? further : { ...further, smallcase };
}

/** When the order was first reported as placed; null while it is reported as never placed. */
function placedAt(current: OrderSnapshot, next: OrderSnapshot): number | null {
  return next.status === 'UNPLACED' ? null : (current.placedAt ?? next.placedAt ?? next.updatedAt);
}

/** Whether two snapshots have the same content, ignoring the times of receipt. */
function isSameState(left: OrderSnapshot, right: OrderSnapshot): boolean {
  // Most are equal, and comparing them takes a fraction of the time of writing both as text.
  return isDeepStrictEqual(stateOf(left), stateOf(right)) || contentOf(left) === contentOf(right);
}

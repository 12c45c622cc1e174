import { canonicalJson } from '../core/json.js';
import { Decimal } from 'decimal.js';
import type { LegFact, LegStatus, OrderStatus } from '../gateway/facts.js';
import type { OrderSnapshot } from '../ledger/snapshots.js';

/** How far along a status is; statuses with the same number are distinguished by the other fields. */
const ORDER_PROGRESS: Readonly<Record<OrderStatus, number>> = {
  UNKNOWN: 0,
  PLACED: 1,
  PARTIALLYFILLED: 2,
  UNFILLED: 3,
  UNPLACED: 3,
  MARKEDCOMPLETE: 3,
  COMPLETED: 3,
};

const LEG_PROGRESS: Readonly<Record<LegStatus, number>> = {
  UNKNOWN: 0,
  PLACED: 1,
  OPEN: 2,
  PARTIAL: 3,
  CANCELLED: 4,
  REJECTED: 4,
  CANCELLED_AMO: 4,
  ERROR: 4,
  COMPLETE: 4,
};

/** Whether a leg has ended at the exchange. */
export function hasLegEnded(leg: LegFact): boolean {
  return LEG_PROGRESS[leg.status] === 4;
}

/**
 * Compares the progress of two equally trusted facts: positive if `left` is further along, 0 if they are
 * equal. It is a total order in which the facts of one order never go back. If nothing shows which is newer,
 * the text decides: an arbitrary choice, but the same one everywhere (guarantee G3).
 */
export function compareProgress(left: OrderSnapshot, right: OrderSnapshot): number {
  return (
    ORDER_PROGRESS[left.status] - ORDER_PROGRESS[right.status] ||
    sumOverLegs(left, filledQuantity) - sumOverLegs(right, filledQuantity) ||
    sumOverLegs(left, legProgress) - sumOverLegs(right, legProgress) ||
    sumOverLegs(left, priceKnown) - sumOverLegs(right, priceKnown) ||
    Number(left.completedAt !== null) - Number(right.completedAt !== null) ||
    totalAmount(left).comparedTo(totalAmount(right)) ||
    compareText(contentOf(left), contentOf(right))
  );
}

/** The content of an order as text, without the times of receipt. */
export function contentOf(order: OrderSnapshot): string {
  return canonicalJson(stateOf(order));
}

/** An order without the times of receipt. */
export function stateOf({ updatedAt: _, placedAt: __, ...state }: OrderSnapshot) {
  return state;
}

function sumOverLegs({ legs }: OrderSnapshot, measure: (leg: LegFact) => number): number {
  return legs.reduce((sum, leg) => sum + measure(leg), 0);
}

const filledQuantity = (leg: LegFact) => leg.filledQuantity ?? 0;
const priceKnown = (leg: LegFact) => Number(leg.averagePrice !== null);
const legProgress = (leg: LegFact) => LEG_PROGRESS[leg.status];

function totalAmount({ buyAmount, sellAmount }: OrderSnapshot): Decimal {
  return new Decimal(buyAmount ?? 0).plus(sellAmount ?? 0);
}

function compareText(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

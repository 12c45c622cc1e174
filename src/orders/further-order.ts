import { Decimal } from 'decimal.js';
import type { LegFact, LegStatus, OrderStatus } from '../gateway/facts.js';
import type { OrderSnapshot } from '../ledger/orders.js';

/** How far a status stands; those of one number are told apart by what else is known. */
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
 * The further of two facts that may be believed alike: a choice that does not depend on which came first. Where nothing tells which is
 * newer, the text decides: an arbitrary choice, but the same one everywhere (guarantee G3).
 */
export function furtherOrder(left: OrderSnapshot, right: OrderSnapshot): OrderSnapshot {
  const order =
    ORDER_PROGRESS[left.status] - ORDER_PROGRESS[right.status] ||
    filled(left.legs) - filled(right.legs) ||
    Number(left.completedAt !== null) - Number(right.completedAt !== null) ||
    amount(left).comparedTo(amount(right)) ||
    compareText(orderText(left), orderText(right));
  return order >= 0 ? left : right;
}

/** Leg by leg the further of two lists of the same legs; of two different lists the longer one. */
export function furtherLegs(left: readonly LegFact[], right: readonly LegFact[]): readonly LegFact[] {
  const order = left.length - right.length || compareText(namesOf(left), namesOf(right));
  if (order !== 0) return order > 0 ? left : right;
  return left.map((leg, index) => furtherLeg(leg, right[index] as LegFact));
}

/** An ended leg stands further than any open one; of two alike, the one with more shares filled. */
function furtherLeg(left: LegFact, right: LegFact): LegFact {
  const order =
    Number(hasLegEnded(left)) - Number(hasLegEnded(right)) ||
    left.filledQuantity - right.filledQuantity ||
    LEG_PROGRESS[left.status] - LEG_PROGRESS[right.status] ||
    compareText(canonicalText(left), canonicalText(right));
  return order >= 0 ? left : right;
}

/** Text that is the same for two values with the same content, whatever the order of their fields. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** What an order tells, as text, apart from when it was told. */
export function orderText({ updatedAt: _, placedAt: __, ...state }: OrderSnapshot): string {
  return canonicalText(state);
}

function namesOf(legs: readonly LegFact[]): string {
  return JSON.stringify(legs.map(({ symbol, exchange, side }) => [symbol, exchange, side]));
}

function filled(legs: readonly LegFact[]): number {
  return legs.reduce((sum, leg) => sum + leg.filledQuantity, 0);
}

function amount({ buyAmount, sellAmount }: OrderSnapshot): Decimal {
  return new Decimal(buyAmount ?? 0).plus(sellAmount ?? 0);
}

function compareText(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

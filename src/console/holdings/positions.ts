import {
  compareDecimals,
  type DecimalString,
  multiplyDecimals,
  nonZero,
  sumDecimals,
} from '../../core/money.js';
import type { SecurityHoldingFact } from '../../gateway/facts.js';

/** A security of holdings with what was paid for it. */
export interface CostedPosition {
  readonly fact: SecurityHoldingFact;
  /** What to call it: its symbol at NSE or BSE, else its ISIN; empty if upstream said none of them. */
  readonly symbol: string;
  /** Quantity times average price, exactly; null if one of them is unknown. */
  readonly cost: DecimalString | null;
}

/** The securities of holdings together. */
export interface CostedPositions {
  /** The one that cost most is first; those of unknown cost are last. */
  readonly positions: readonly CostedPosition[];
  /** What those of known cost have cost together; null if there are none. */
  readonly knownCost: DecimalString | null;
  /** How many have an unknown cost. */
  readonly unknownCosts: number;
}

/** Computes costs alone: no market price is known (guarantee G9). */
export function toPositions(securities: readonly SecurityHoldingFact[]): CostedPositions {
  const positions = securities.map(toPosition).sort(byCost);
  const known = positions.flatMap(({ cost }) => cost ?? []);
  return {
    positions,
    knownCost: known.length === 0 ? null : sumDecimals(known),
    unknownCosts: positions.length - known.length,
  };
}

function toPosition(fact: SecurityHoldingFact): CostedPosition {
  const price = nonZero(fact.averagePrice);
  const cost = fact.quantity === null || price === null ? null : multiplyDecimals(fact.quantity, price);
  return { fact, symbol: symbolOf(fact), cost };
}

/** What a security is called. */
export function symbolOf({ nseTicker, bseTicker, isin }: SecurityHoldingFact): string {
  return nseTicker ?? bseTicker ?? isin ?? '';
}

function byCost(one: CostedPosition, other: CostedPosition): number {
  if (one.cost === null || other.cost === null) {
    const unknownLast = Number(one.cost === null) - Number(other.cost === null);
    return unknownLast || byName(one, other);
  }
  return compareDecimals(other.cost, one.cost) || byName(one, other);
}

function byName(one: CostedPosition, other: CostedPosition): number {
  if (one.symbol === other.symbol) return 0;
  return one.symbol < other.symbol ? -1 : 1;
}

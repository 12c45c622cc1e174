/*
 * Decides what the exchange does with each leg of an order, and when: fill it, fill half of it, reject it,
 * cancel it or leave it unplaced. A scenario (`user/scenarios.ts`) selects the rules by the token of the
 * login; `batch.ts` applies each outcome to the order once it is due.
 */
import type { LegOutcome } from '../state/records.js';
import type { OrderedLeg } from './batch.js';
import { nextOpen } from './market-hours.js';
import { stockOf } from './stocks.js';

/**
 * A limit order whose price is at most this far on the wrong side of the market's, as a share of it, fills at
 * once.
 */
const NEAR_MARKET = 0.01;
/** When the market reaches the price of any other limit order, in milliseconds of the virtual clock. */
const LIMIT_FILLS_AFTER_MS = 3_600_000;

/** Decides each leg of an order, in the order of the basket. */
type OutcomeRule = (legs: readonly OrderedLeg[]) => LegOutcome[];

/** How the exchange treats the orders of a scenario. Without any field, every leg fills at once. */
export interface OutcomeRules {
  /** Default: {@link fillAll}. */
  readonly outcomes?: OutcomeRule;
  /** Milliseconds of the virtual clock until the last leg is settled, one leg after the other. Default 0. */
  readonly settlesAfterMs?: number;
  /** `amo`: the market is closed, and orders wait for its next opening. */
  readonly variety?: 'amo';
}

/** Rejects every leg, with an error code of section 11. */
export function rejectAll(errorCode: string): OutcomeRule {
  return (legs) => legs.map(() => ({ kind: 'reject', errorCode }));
}

/** Rejects the legs that buy and fills those that sell. */
export function rejectBuys(errorCode: string): OutcomeRule {
  return (legs) => legs.map((leg) => (leg.side === 'BUY' ? { kind: 'reject', errorCode } : fill(leg)));
}

/** Lets no leg reach the exchange. */
export function leaveUnplaced(errorCode: string): OutcomeRule {
  return (legs) => legs.map(() => ({ kind: 'unplaced', errorCode }));
}

/** Fills the first leg, half of the second, and cancels the others; of a single leg it fills half. */
export function fillPartly(legs: readonly OrderedLeg[]): LegOutcome[] {
  const halfAt = legs.length === 1 ? 0 : 1;
  return legs.map((leg, index) => {
    if (index < halfAt) return fill(leg);
    const half = Math.floor(leg.quantity / 2);
    return index === halfAt && half > 0 ? { kind: 'fill', quantity: half } : { kind: 'cancel' };
  });
}

/** Fills every leg. */
function fillAll(legs: readonly OrderedLeg[]): LegOutcome[] {
  return legs.map(fill);
}

function fill({ quantity }: OrderedLeg): LegOutcome {
  return { kind: 'fill', quantity };
}

/** Decides the outcome of each leg and its time (`at`) on the virtual clock. */
export function decideOutcomes(
  rules: OutcomeRules,
  legs: readonly OrderedLeg[],
  nowMs: number,
): LegOutcome[] {
  const decide = rules.outcomes ?? fillAll;
  return decide(legs).map((outcome, index) => {
    const leg = legs[index] as OrderedLeg;
    const at = executedAt(rules, (index + 1) / legs.length, nowMs);
    if (outcome.kind !== 'fill' || isNearMarket(leg)) return { ...outcome, at };
    // Section 7.2: an "immediate or cancel" order does not wait for its price.
    if (leg.validity === 'IOC') return { kind: 'cancel', at };
    return { ...outcome, at: at + LIMIT_FILLS_AFTER_MS };
  });
}

/**
 * Returns when the exchange executes a leg: at the next opening, at its share of the settlement time, or now.
 */
function executedAt(rules: OutcomeRules, share: number, nowMs: number): number {
  if (rules.variety === 'amo') return nextOpen(nowMs);
  return nowMs + Math.round((rules.settlesAfterMs ?? 0) * share);
}

function isNearMarket(leg: OrderedLeg): boolean {
  if (leg.orderType !== 'LIMIT' || leg.price === undefined) return true;
  const { price } = stockOf(leg.ticker);
  return leg.side === 'BUY' ? leg.price >= price * (1 - NEAR_MARKET) : leg.price <= price * (1 + NEAR_MARKET);
}

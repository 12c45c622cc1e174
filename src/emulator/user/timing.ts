import type { OrderedLeg } from '../market/batch.js';
import { nextOpen } from '../market/market-hours.js';
import { fatesOf, type Scenario } from './scenarios.js';
import type { LegFate } from '../state/state.js';
import { stockOf } from '../market/stocks.js';

/** A limit order whose price is at most this far on the wrong side of the market's, as a share of it, fills at once. */
const NEAR_MARKET = 0.01;
/** When the market reaches the price of any other limit order, in milliseconds of the virtual clock. */
const LIMIT_FILLS_AFTER_MS = 3_600_000;

/** Decides what becomes of each leg and at which time of the virtual clock (`at`). */
export function timedFates(scenario: Scenario, legs: readonly OrderedLeg[], nowMs: number): LegFate[] {
  return fatesOf(scenario, legs).map((fate, index) => {
    const leg = legs[index] as OrderedLeg;
    const at = workedAt(scenario, (index + 1) / legs.length, nowMs);
    if (fate.kind !== 'fill' || isNearMarket(leg)) return { ...fate, at };
    // Section 7.2: "immediate or cancel" waits for nothing.
    if (leg.validity === 'IOC') return { kind: 'cancel', at };
    return { ...fate, at: at + LIMIT_FILLS_AFTER_MS };
  });
}

/** When the exchange works a leg: at the next open, leg by leg over the scenario's time, or now. */
function workedAt(scenario: Scenario, position: number, nowMs: number): number {
  if (scenario.variety === 'amo') return nextOpen(nowMs);
  return nowMs + Math.round((scenario.settlesAfterMs ?? 0) * position);
}

function isNearMarket(leg: OrderedLeg): boolean {
  if (leg.orderType !== 'LIMIT' || leg.price === undefined) return true;
  const { price } = stockOf(leg.ticker);
  return leg.side === 'BUY' ? leg.price >= price * (1 - NEAR_MARKET) : leg.price <= price * (1 + NEAR_MARKET);
}

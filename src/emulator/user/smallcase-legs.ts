import type { WireSmallcaseOrderType } from '../../gateway/wire.js';
import { InputProblem } from '../input-problem.js';
import type { OrderedLeg } from '../market/batch.js';
import { findInvestment, heldShares } from '../market/investments.js';
import { smallcaseOf } from '../market/stocks.js';
import type { TransactionRecord } from '../state/records.js';
import type { World } from '../world.js';
import { lastOrderOf, unfilledLegs } from './repairs.js';

/** A change the user made in the confirmation window (section 7.2). */
export interface UserChange {
  readonly ticker: string;
  readonly quantity?: number | undefined;
  readonly type?: 'BUY' | 'SELL' | undefined;
}

interface Shares {
  readonly ticker: string;
  readonly shares: number;
}

/** What the legs of a smallcase order are made of. */
interface Parts {
  /** What the investment holds; nothing before a BUY. */
  readonly held: readonly Shares[];
  /** The smallcase, once. */
  readonly catalogue: readonly Shares[];
  readonly unfilled: readonly OrderedLeg[];
  readonly changes: readonly UserChange[];
}

/** Section 7.3, column "Meaning"; how much is traded is [assumed]. */
const LEGS: Readonly<Record<WireSmallcaseOrderType, (parts: Parts) => readonly OrderedLeg[]>> = {
  BUY: ({ catalogue }) => catalogue.map(buying),
  INVESTMORE: ({ catalogue }) => catalogue.map(buying),
  SIP: ({ catalogue }) => catalogue.map(buying),
  REBALANCE: ({ held }) => exchange(held.at(0), held.at(-1)),
  MANAGE: ({ held, changes }) =>
    changes.length === 0
      ? exchange(held.at(-1), held.at(0))
      : changes.map((change) => editedLeg(held, change)),
  FIX: ({ unfilled }) => unfilled,
  EXIT: ({ held }) => held.map(selling),
  PARTIALEXIT: ({ held }) => held.map(half).filter(isSome).map(selling),
  RECONCILIATION: ({ held, catalogue }) => differences(held, catalogue),
};

/**
 * Returns the legs of a smallcase order: of a first BUY those of the smallcase, of any other those that the
 * investment needs. None when there is nothing to trade.
 */
export function smallcaseLegs(
  world: World,
  { request, ownerAuthId }: TransactionRecord,
  changes: readonly UserChange[],
): readonly OrderedLeg[] {
  if (request.intent !== 'TRANSACTION' || request.orderConfig.type === 'SECURITIES') return [];
  const { type, scid } = request.orderConfig;
  if (type === 'BUY')
    return LEGS.BUY({ held: [], catalogue: smallcaseOf(scid ?? '').constituents, unfilled: [], changes });
  const investment = findInvestment(world.store.accounts.get(ownerAuthId ?? ''), request.orderConfig);
  if (investment === undefined) return [];
  return LEGS[type]({
    held: heldShares(investment),
    catalogue: smallcaseOf(investment.scid).constituents,
    unfilled: unfilledLegs(lastOrderOf(world, investment.iscid)),
    changes,
  });
}

function leg(side: 'BUY' | 'SELL', { ticker, shares }: Shares): OrderedLeg {
  return { ticker, quantity: shares, side, exchange: 'NSE', orderType: 'MARKET' };
}

function buying(shares: Shares): OrderedLeg {
  return leg('BUY', shares);
}

function selling(shares: Shares): OrderedLeg {
  return leg('SELL', shares);
}

function half({ ticker, shares }: Shares): Shares {
  return { ticker, shares: Math.floor(shares / 2) };
}

function isSome({ shares }: Shares): boolean {
  return shares > 0;
}

/** Sells a share of one constituent and buys one of another; of a single one, buys a share. */
function exchange(from: Shares | undefined, to: Shares | undefined): OrderedLeg[] {
  if (from === undefined || to === undefined) return [];
  const bought = buying({ ...to, shares: 1 });
  return from.ticker === to.ticker ? [bought] : [selling({ ...from, shares: 1 }), bought];
}

function editedLeg(held: readonly Shares[], { ticker, quantity = 1, type = 'BUY' }: UserChange): OrderedLeg {
  const owned = held.find((each) => each.ticker === ticker)?.shares ?? 0;
  if (type === 'SELL' && owned < quantity)
    throw new InputProblem('order.securities', `only ${owned} shares of ${ticker} are in the smallcase`);
  return leg(type, { ticker, shares: quantity });
}

/** What brings an investment back to its smallcase, as often as that is held. */
function differences(held: readonly Shares[], catalogue: readonly Shares[]): OrderedLeg[] {
  const ownedOf = (ticker: string) => held.find((each) => each.ticker === ticker)?.shares ?? 0;
  const units = Math.max(1, ...catalogue.map(({ ticker, shares }) => Math.floor(ownedOf(ticker) / shares)));
  const wanted = new Map(catalogue.map(({ ticker, shares }) => [ticker, shares * units]));
  const tickers = [...new Set([...wanted.keys(), ...held.map(({ ticker }) => ticker)])];
  return tickers.flatMap((ticker) => {
    const missing = (wanted.get(ticker) ?? 0) - ownedOf(ticker);
    if (missing === 0) return [];
    return [leg(missing > 0 ? 'BUY' : 'SELL', { ticker, shares: Math.abs(missing) })];
  });
}

import type { WireHoldings, WireMutualFundHolding, WireSecurityHoldingV2 } from '../../gateway/wire.js';
import { settleOldPositions } from './accounts.js';
import { numberFrom } from '../state/ids.js';
import type { AccountRecord, HoldingsSnapshot, Position } from '../state/state.js';
import { smallcaseOf, stockOf } from './stocks.js';

/** Section 12: the versions of the holdings body. */
export type HoldingsVersion = 'v1' | 'v2';

/** Section 19: the broker that Gateway can read without the user. */
const SERVER_REFRESH_BROKER = 'kite';

/** Takes the account's holdings from its broker, as of now. */
export function takeSnapshot(account: AccountRecord, withMutualFunds: boolean, nowMs: number): AccountRecord {
  const current = settleOldPositions(account, nowMs);
  const snapshot: HoldingsSnapshot = {
    takenAt: nowMs,
    storedAt: nowMs,
    securities: current.positions.filter(isShown).map(securityRow),
    smallcases: current.investments.map(({ scid, name }) => smallcaseRow(scid, name)),
    mutualFunds: withMutualFunds ? mutualFundRows(account.smallcaseAuthId, nowMs) : null,
  };
  return { ...current, snapshot, isSnapshotOld: false };
}

/**
 * Decides what a read of holdings answers (section 12, "Freshness"). At the broker that can be read without the user, a snapshot
 * that no longer fits is answered once more with `updating`, while `refreshed` is what the next read will find.
 */
export function readHoldings(
  account: AccountRecord,
  nowMs: number,
): { updating: boolean; refreshed: AccountRecord } {
  const current = settleOldPositions(account, nowMs);
  const updating = account.broker === SERVER_REFRESH_BROKER && current.isSnapshotOld;
  if (!updating) return { updating, refreshed: account };
  return { updating, refreshed: takeSnapshot(current, account.snapshot?.mutualFunds !== null, nowMs) };
}

/** The holdings body of sections 12.1 and 12.2, without envelope; webhooks carry it too (section 17.3). */
export function holdingsBody(
  account: AccountRecord,
  snapshot: HoldingsSnapshot,
  options: { readonly version: HoldingsVersion; readonly mutualFunds: boolean; readonly updating: boolean },
): WireHoldings {
  const mutualFunds = options.mutualFunds ? snapshot.mutualFunds : null;
  return {
    securities:
      options.version === 'v2'
        ? [...snapshot.securities]
        : { holdings: snapshot.securities.flatMap(rowOfV1) },
    smallcases: {
      public: [...snapshot.smallcases],
      private: { stats: { currentValue: 0, totalReturns: 0 } },
    },
    ...(mutualFunds === null ? {} : { mutualFunds: { holdings: [...mutualFunds] } }),
    updating: options.updating,
    lastUpdate: new Date(snapshot.storedAt).toISOString(),
    snapshotDate: new Date(snapshot.takenAt).toISOString(),
    smallcaseAuthId: account.smallcaseAuthId,
    broker: account.broker,
  };
}

function isShown(position: Position): boolean {
  return [position.settled, position.nse, position.bse].some((lot) => lot.quantity !== 0);
}

/** Keeps the invariants of section 12.2: transactable = settled + NSE positions, and smallcase shares within the settled ones. */
function securityRow(position: Position): WireSecurityHoldingV2 {
  const stock = stockOf(position.ticker);
  return {
    isin: stock.isin,
    name: stock.name,
    nseTicker: stock.ticker,
    bseTicker: stock.bseTicker,
    holdings: { ...position.settled },
    positions: { nse: { ...position.nse }, bse: { ...position.bse } },
    collateralQuantity: 0,
    transactableQuantity: position.settled.quantity + position.nse.quantity,
    smallcaseQuantity: Math.max(0, Math.min(position.inSmallcases, position.settled.quantity)),
  };
}

/** Section 12.1: v1 leaves out shares inside smallcases, and what is held at BSE only. */
function rowOfV1(row: WireSecurityHoldingV2) {
  const shares = row.transactableQuantity - row.smallcaseQuantity;
  if (row.nseTicker === null || shares <= 0) return [];
  const { averagePrice } = row.holdings.quantity > 0 ? row.holdings : row.positions.nse;
  return [{ ticker: row.nseTicker, name: row.name, exchange: 'NSE', averagePrice, shares }];
}

function smallcaseRow(scid: string, name: string): unknown {
  const { constituents } = smallcaseOf(scid);
  const currentValue = constituents.reduce(
    (sum, { ticker, shares }) => sum + shares * stockOf(ticker).price,
    0,
  );
  return {
    scid,
    name,
    investmentDetailsURL: `https://example.com/smallcase/${scid}`,
    imageUrl: `https://example.com/smallcase/${scid}.png`,
    shortDescription: null,
    stats: { currentValue, totalReturns: 0 },
    constituents,
  };
}

const FUNDS = [
  {
    fund: 'Example Flexi Cap Fund - Direct Growth',
    tradingsymbol: 'INF000A01AA1',
    isin: 'INF000A01AA1',
    lastPrice: 78.4213,
  },
  {
    fund: 'Example Liquid Fund - Direct Growth',
    tradingsymbol: 'INF000B01BB2',
    isin: 'INF000B01BB2',
    lastPrice: 4321.0087,
  },
] as const;

function mutualFundRows(authId: string, nowMs: number): WireMutualFundHolding[] {
  return FUNDS.map((fund, index) => {
    const quantity = (1_000 + numberFrom(`units\n${authId}\n${fund.isin}`, 90_000)) / 1_000;
    const averagePrice = Math.round(fund.lastPrice * 9_000) / 10_000;
    return {
      folio: `${numberFrom(`folio\n${authId}\n${fund.isin}`, 100_000_000)}/${index}`,
      ...fund,
      quantity,
      averagePrice,
      lastPriceDate: new Date(nowMs).toISOString().slice(0, 10),
      pnl: quantity * (fund.lastPrice - averagePrice),
      xirr: index === 0 ? 11.2 : null,
    };
  });
}

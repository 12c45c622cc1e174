import type { WireHoldings, WireSecurityHoldingV2 } from '../../gateway/wire.js';
import { settleOldPositions } from './accounts.js';
import { heldShares } from './investments.js';
import { mutualFundHoldings } from './mutual-funds.js';
import type { AccountRecord, HoldingsSnapshot, Investment, Position } from '../state/records.js';
import { stockOf } from './stocks.js';

/** Section 12: the versions of the holdings body. */
export type HoldingsVersion = 'v1' | 'v2';

/** Section 19: the broker that Gateway can read without the user. */
const SERVER_REFRESH_BROKER = 'kite';

/** Stores the account's current holdings as its snapshot. */
export function takeSnapshot(account: AccountRecord, withMutualFunds: boolean, nowMs: number): AccountRecord {
  const current = settleOldPositions(account, nowMs);
  const snapshot: HoldingsSnapshot = {
    takenAt: nowMs,
    storedAt: nowMs,
    securities: current.positions.filter(isShown).map((position) => securityRow(position, current)),
    smallcases: current.investments.filter((each) => heldShares(each).length > 0).map(smallcaseRow),
    mutualFunds: withMutualFunds ? mutualFundHoldings(account.smallcaseAuthId, nowMs) : null,
  };
  return { ...current, snapshot, isSnapshotOld: false };
}

/**
 * Decides what a read of holdings returns (section 12, "Freshness"). At the broker that Gateway can read
 * without the user, an outdated snapshot is returned once more with `updating`, and `refreshed` is the
 * account for the next read.
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

/**
 * Returns the holdings body of sections 12.1 and 12.2, without envelope. Webhooks carry it too (section
 * 17.3).
 */
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

/**
 * Invariants of section 12.2: transactable = settled + NSE positions, of the settled ones only what the
 * depository lets be sold; smallcase shares are part of the settled ones.
 */
function securityRow(position: Position, { authorised }: AccountRecord): WireSecurityHoldingV2 {
  const isAuthorised = authorised === undefined || authorised.includes(position.ticker);
  const stock = stockOf(position.ticker);
  return {
    isin: stock.isin,
    name: stock.name,
    nseTicker: stock.ticker,
    bseTicker: stock.bseTicker,
    holdings: { ...position.settled },
    positions: { nse: { ...position.nse }, bse: { ...position.bse } },
    collateralQuantity: 0,
    transactableQuantity: (isAuthorised ? position.settled.quantity : 0) + position.nse.quantity,
    smallcaseQuantity: Math.max(0, Math.min(position.inSmallcases, position.settled.quantity)),
  };
}

/** Section 12.1: v1 omits shares inside smallcases and shares listed at BSE only. */
function rowOfV1(row: WireSecurityHoldingV2) {
  const shares = row.transactableQuantity - row.smallcaseQuantity;
  if (row.nseTicker === null || shares <= 0) return [];
  const { averagePrice } = row.holdings.quantity > 0 ? row.holdings : row.positions.nse;
  return [{ ticker: row.nseTicker, name: row.name, exchange: 'NSE', averagePrice, shares }];
}

function smallcaseRow(investment: Investment): unknown {
  const { scid, name } = investment;
  const constituents = heldShares(investment).map(({ ticker, shares }) => ({ ticker, shares }));
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

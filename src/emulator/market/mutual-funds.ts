import type { WireMutualFundHolding } from '../../gateway/wire.js';
import { numberFrom } from '../state/ids.js';
import type { FundShape } from '../state/records.js';

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

/**
 * Returns the mutual funds an account holds at its broker (section 12); the same account always holds the
 * same.
 */
export function mutualFundHoldings(authId: string, nowMs: number): WireMutualFundHolding[] {
  return FUNDS.map((fund, index) => {
    const quantity = (1_000 + numberFrom(`units\n${authId}\n${fund.isin}`, 90_000)) / 1_000;
    const averagePrice = Math.round(fund.lastPrice * 9_000) / 10_000;
    return {
      folio: `${numberFrom(`folio\n${authId}\n${fund.isin}`, 100_000_000)}/${index}`,
      ...fund,
      quantity,
      averagePrice,
      lastPriceDate: isoDate(nowMs),
      pnl: quantity * (fund.lastPrice - averagePrice),
      xirr: index === 0 ? 11.2 : null,
    };
  });
}

/** Purchases in a statement: one on the first day of each of the latest months. */
const PURCHASES = 3;
const MONTH_MS = 30 * 24 * 3_600_000;

/**
 * Returns the payload of a mutual-fund webhook (sections 17.4 and 25) in one of its shapes, repeatable per
 * investor. `responseConfig` of the request selects the lists: the summary by default, the detail on demand.
 */
export function mutualFundStatement(
  investor: string,
  wanted: { readonly casDetail?: boolean | undefined; readonly casSummary?: boolean | undefined } | undefined,
  shape: FundShape,
  nowMs: number,
): Record<string, unknown> {
  const folio = `${10_000_000 + numberFrom(`folio\n${investor}`, 80_000_000)}`;
  const units = (10_000 + numberFrom(`units\n${investor}`, 900_000)) / 1_000;
  const common = {
    folio,
    scheme: 'Example Flexi Cap Fund - Direct Growth',
    isin: 'INF000A01AA1',
    amcName: 'Example Mutual Fund',
  };
  const summary = {
    ...common,
    closingBalance: units,
    nav: 78.4213,
    marketValue: units * 78.4213,
    costValue: units * 70.5,
    lastNavDate: isoDate(nowMs),
    assetType: 'EQUITY',
  };
  const details = Array.from({ length: PURCHASES }, (_, index) => ({
    ...common,
    trxnDate: isoDate(nowMs - (PURCHASES - 1 - index) * MONTH_MS),
    trxnDesc: 'Purchase',
    trxnUnits: units / PURCHASES,
    purchasePrice: 70.5,
    trxnAmount: (units / PURCHASES) * 70.5,
  }));
  const hasSummary = wanted?.casSummary !== false;
  const hasDetails = wanted?.casDetail === true;
  return shape === 'dt'
    ? { ...(hasSummary ? { dtSummary: [summary] } : {}), ...(hasDetails ? { dtTransaction: details } : {}) }
    : {
        // The content of the object is not documented [assumed].
        ...(hasSummary ? { summary: { folios: [summary] } } : {}),
        ...(hasDetails ? { transactions: details } : {}),
      };
}

function isoDate(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

import type { WireMutualFundHolding } from '../../gateway/wire.js';
import { numberFrom } from '../state/ids.js';

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

/**
 * Returns the data of a mutual-fund import (section 17.4), repeatable per transaction. `responseConfig` of
 * the request selects the lists: the summary by default, the detail on demand.
 */
export function mutualFundStatement(
  transactionId: string,
  wanted: { readonly casDetail?: boolean | undefined; readonly casSummary?: boolean | undefined } | undefined,
  nowMs: number,
): Record<string, unknown> {
  const folio = `${10_000_000 + numberFrom(`folio\n${transactionId}`, 80_000_000)}`;
  const units = (10_000 + numberFrom(`units\n${transactionId}`, 900_000)) / 1_000;
  const common = {
    folio,
    scheme: 'Example Flexi Cap Fund - Direct Growth',
    isin: 'INF000A01AA1',
    amcName: 'Example Mutual Fund',
  };
  const date = isoDate(nowMs);
  const summary = {
    ...common,
    closingBalance: units,
    nav: 78.4213,
    marketValue: units * 78.4213,
    costValue: units * 70.5,
    lastNavDate: date,
    assetType: 'EQUITY',
  };
  const detail = {
    ...common,
    trxnDate: date,
    trxnDesc: 'Purchase',
    trxnUnits: units,
    trxnAmount: units * 70.5,
  };
  return {
    ...(wanted?.casSummary === false ? {} : { dtSummary: [summary] }),
    ...(wanted?.casDetail === true ? { dtTransaction: [detail] } : {}),
  };
}

function isoDate(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

import { numberFrom } from '../state/ids.js';
import { catalogueRow } from './catalogue-rows.js';

/** A listed share. `price` is in rupees and never changes. */
export interface Stock {
  readonly ticker: string;
  readonly bseTicker: string | null;
  readonly isin: string;
  readonly name: string;
  readonly price: number;
}

/** Shares that every virtual account holds at first. Names and ISINs are public; prices are invented. */
export const STOCKS: readonly Stock[] = [
  { ticker: 'INFY', bseTicker: '500209', isin: 'INE009A01021', name: 'Infosys Ltd', price: 1520.35 },
  { ticker: 'SBIN', bseTicker: '500112', isin: 'INE062A01020', name: 'State Bank of India', price: 812.45 },
  {
    ticker: 'TCS',
    bseTicker: '532540',
    isin: 'INE467B01029',
    name: 'Tata Consultancy Services Ltd',
    price: 3421.1,
  },
  {
    ticker: 'RELIANCE',
    bseTicker: '500325',
    isin: 'INE002A01018',
    name: 'Reliance Industries Ltd',
    price: 1287.65,
  },
  { ticker: 'HDFCBANK', bseTicker: '500180', isin: 'INE040A01034', name: 'HDFC Bank Ltd', price: 1690.2 },
  { ticker: 'ICICIBANK', bseTicker: '532174', isin: 'INE090A01021', name: 'ICICI Bank Ltd', price: 1254.35 },
  { ticker: 'ITC', bseTicker: '500875', isin: 'INE154A01025', name: 'ITC Ltd', price: 437.15 },
  { ticker: 'WIPRO', bseTicker: '507685', isin: 'INE075A01022', name: 'Wipro Ltd', price: 268.7 },
  {
    ticker: 'HCLTECH',
    bseTicker: '532281',
    isin: 'INE860A01027',
    name: 'HCL Technologies Ltd',
    price: 1571.9,
  },
  { ticker: 'TATASTEEL', bseTicker: '500470', isin: 'INE081A01020', name: 'Tata Steel Ltd', price: 148.36 },
];

/** Returns the share with this trading symbol; one not listed above gets a repeatable price and ISIN. */
export function stockOf(ticker: string): Stock {
  const known = STOCKS.find((stock) => stock.ticker === ticker);
  if (known !== undefined) return known;
  const price = (5_000 + numberFrom(`price\n${ticker}`, 295_000)) / 100;
  const isin = `INE${numberFrom(`isin\n${ticker}`, 1_000_000).toString().padStart(6, '0')}010`;
  return { ticker, bseTicker: null, isin, name: ticker, price };
}

/** A smallcase: its shares per unit bought. */
export interface Smallcase {
  readonly scid: string;
  readonly name: string;
  readonly constituents: readonly { readonly ticker: string; readonly shares: number }[];
}

/**
 * Returns the smallcase with this catalogue id. An id that is not in the catalogue has one as well, with
 * repeatable constituents.
 */
export function smallcaseOf(scid: string): Smallcase {
  const row = catalogueRow(scid);
  if (row !== undefined) {
    const constituents = Object.entries(row.shares).map(([ticker, shares]) => ({ ticker, shares }));
    return { scid, name: row.name, constituents };
  }
  const start = numberFrom(`smallcase\n${scid}`, STOCKS.length);
  const constituents = [0, 1, 2].map((step) => ({
    ticker: (STOCKS[(start + step) % STOCKS.length] as Stock).ticker,
    shares: 1 + numberFrom(`shares\n${scid}\n${step}`, 4),
  }));
  return { scid, name: `Smallcase ${scid}`, constituents };
}

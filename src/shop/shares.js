/** What the shop sells: tickers of the NSE. */
export const SHARES = ['INFY', 'TCS', 'RELIANCE', 'HDFCBANK'];

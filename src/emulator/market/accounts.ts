import { numberFrom } from '../state/ids.js';
import { tradingDay } from './market-hours.js';
import type { AccountRecord, Lot, Position, WebhookBehaviour } from '../state/records.js';
import { STOCKS, stockOf } from './stocks.js';

const NOTHING: Lot = { quantity: 0, averagePrice: 0 };

/**
 * Creates a virtual account. Its holdings depend on its id alone; `webhooks` is how webhooks about it
 * misbehave, if they do.
 */
export function openAccount(
  smallcaseAuthId: string,
  broker: string,
  nowMs: number,
  webhooks?: WebhookBehaviour,
): AccountRecord {
  return {
    smallcaseAuthId,
    broker,
    fundsPaise: 20_000_000 + numberFrom(`funds\n${smallcaseAuthId}`, 30_000_000),
    tradingDay: tradingDay(nowMs),
    positions: STOCKS.map((stock) => openPosition(smallcaseAuthId, stock.ticker, stock.price)),
    investments: [],
    subscriptions: [],
    snapshot: null,
    isSnapshotOld: true,
    ...(webhooks === undefined ? {} : { webhooks }),
  };
}

function openPosition(authId: string, ticker: string, price: number): Position {
  const quantity = 10 + numberFrom(`held\n${authId}\n${ticker}`, 90);
  const averagePrice = Math.round(price * (80 + numberFrom(`paid\n${authId}\n${ticker}`, 30))) / 100;
  const inSmallcases = numberFrom(`inside\n${authId}\n${ticker}`, 5);
  return { ticker, settled: { quantity, averagePrice }, nse: NOTHING, bse: NOTHING, inSmallcases };
}

/** The depository lets these shares be sold; without `tickers` all of them (section 7.1). */
export function authoriseShares(
  account: AccountRecord,
  tickers: readonly string[] | undefined,
): AccountRecord {
  const { authorised, ...rest } = account;
  if (authorised === undefined) return account;
  const more = tickers === undefined ? {} : { authorised: [...new Set([...authorised, ...tickers])] };
  return { ...rest, ...more, isSnapshotOld: true };
}

/** One fill: `quantity` shares at `price` rupees. */
export interface Fill {
  readonly ticker: string;
  readonly exchange: string;
  readonly side: string;
  readonly quantity: number;
  readonly price: number;
}

/**
 * Books fills into an account: shares into today's positions, money into or out of the funds.
 *
 * A virtual account never runs short: it tops up the money for a buy and the settled shares for a sale. To be
 * short of either, use the scenarios `lep-lowfunds` and `lep-noholdings`.
 */
export function bookFills(account: AccountRecord, fills: readonly Fill[], nowMs: number): AccountRecord {
  return fills.filter((fill) => fill.quantity > 0).reduce(bookFill, settleOldPositions(account, nowMs));
}

function bookFill(account: AccountRecord, fill: Fill): AccountRecord {
  const held =
    account.positions.find((position) => position.ticker === fill.ticker) ?? emptyPosition(fill.ticker);
  const traded = tradePosition(held, fill);
  const isNew = !account.positions.some((position) => position.ticker === fill.ticker);
  const positions = isNew
    ? [...account.positions, traded]
    : account.positions.map((position) => (position.ticker === fill.ticker ? traded : position));
  const paise = Math.round(fill.quantity * fill.price * 100) * (fill.side === 'BUY' ? -1 : 1);
  return { ...account, positions, fundsPaise: Math.max(0, account.fundsPaise + paise), isSnapshotOld: true };
}

function emptyPosition(ticker: string): Position {
  return { ticker, settled: NOTHING, nse: NOTHING, bse: NOTHING, inSmallcases: 0 };
}

function tradePosition(held: Position, fill: Fill): Position {
  const signed = fill.side === 'BUY' ? fill.quantity : -fill.quantity;
  const venue = fill.exchange === 'BSE' ? 'bse' : 'nse';
  const today = addToLot(held[venue], signed, fill.price);
  const short = -Math.min(0, held.settled.quantity + today.quantity);
  const settled = short === 0 ? held.settled : addToLot(held.settled, short, stockOf(fill.ticker).price);
  return { ...held, settled, [venue]: today };
}

/** Adds shares to a lot. The average price changes only when the lot grows, as in a contract note. */
export function addToLot(lot: Lot, quantity: number, price: number): Lot {
  const total = lot.quantity + quantity;
  if (total === 0) return NOTHING;
  const grows = Math.sign(quantity) === Math.sign(total) && Math.sign(lot.quantity) !== -Math.sign(quantity);
  if (!grows) return { quantity: total, averagePrice: lot.quantity === 0 ? price : lot.averagePrice };
  const averagePrice =
    (Math.abs(lot.quantity) * lot.averagePrice + Math.abs(quantity) * price) / Math.abs(total);
  return { quantity: total, averagePrice: Math.round(averagePrice * 100) / 100 };
}

/** Moves the positions of an earlier trading day into the settled holdings. */
export function settleOldPositions(account: AccountRecord, nowMs: number): AccountRecord {
  const today = tradingDay(nowMs);
  if (today <= account.tradingDay) return account;
  const positions = account.positions.map((position) => {
    const settled = [position.nse, position.bse].reduce(
      (sum, lot) => addToLot(sum, lot.quantity, lot.averagePrice),
      position.settled,
    );
    return { ...position, settled, nse: NOTHING, bse: NOTHING };
  });
  return { ...account, positions, tradingDay: today, isSnapshotOld: true };
}

import type { AccountRecord, InvestedShares, Investment, TransactionRecord } from '../state/records.js';
import { addToLot, type Fill } from './accounts.js';
import { smallcaseOf, stockOf } from './stocks.js';

/** How a request names an investment: by `iscid`, or by the smallcase alone (sections 7.3 and 25). */
export interface InvestmentName {
  readonly scid?: string | undefined;
  readonly iscid?: string | undefined;
}

/** The account's investment of that name, the newest one of a smallcase; undefined if it has none. */
export function findInvestment(
  account: AccountRecord | undefined,
  { scid, iscid }: InvestmentName,
): Investment | undefined {
  return account?.investments.findLast((each) =>
    iscid === undefined ? each.scid === scid : each.iscid === iscid,
  );
}

/** The shares of an investment, without constituents of which it has none. */
export function heldShares({ scid, constituents }: Investment): readonly InvestedShares[] {
  if (constituents !== undefined) return constituents;
  return smallcaseOf(scid).constituents.map((each) => ({
    ...each,
    averagePrice: stockOf(each.ticker).price,
  }));
}

/** The account with another state of one of its investments, or with a new one. */
export function withInvestment(account: AccountRecord, investment: Investment): AccountRecord {
  const isKnown = account.investments.some(({ iscid }) => iscid === investment.iscid);
  const investments = isKnown
    ? account.investments.map((each) => (each.iscid === investment.iscid ? investment : each))
    : [...account.investments, investment];
  return { ...account, investments };
}

/**
 * Books the fills of a smallcase order into its investment. Once its last share is sold, the investment is
 * exited.
 */
export function bookInvestment(
  account: AccountRecord,
  { result }: TransactionRecord,
  fills: readonly Fill[],
  nowMs: number,
): AccountRecord {
  const known = account.investments.find(({ iscid }) => iscid === result?.iscid);
  if (known === undefined) return account;
  const booked = fills.reduce(bookFill, { ...known, constituents: heldShares(known) });
  const changed = { boughtAt: nowMs, ...booked };
  if (heldShares(changed).length > 0) return withInvestment(account, changed);
  return {
    ...withoutInvestment(account, changed.iscid),
    exited: [...(account.exited ?? []), { ...changed, exitedAt: nowMs }],
  };
}

/** The account after a cancellation: an investment of which nothing was ever bought does not exist. */
export function dropUnboughtInvestment(account: AccountRecord, { result }: TransactionRecord): AccountRecord {
  const known = account.investments.find(({ iscid }) => iscid === result?.iscid);
  return known === undefined || heldShares(known).length > 0
    ? account
    : withoutInvestment(account, known.iscid);
}

function withoutInvestment(account: AccountRecord, iscid: string): AccountRecord {
  return { ...account, investments: account.investments.filter((each) => each.iscid !== iscid) };
}

function bookFill(investment: Investment, fill: Fill): Investment {
  const held = heldShares(investment);
  const before = held.find(({ ticker }) => ticker === fill.ticker);
  const lot = { quantity: before?.shares ?? 0, averagePrice: before?.averagePrice ?? 0 };
  const isSale = fill.side === 'SELL';
  const quantity = isSale ? -Math.min(fill.quantity, lot.quantity) : fill.quantity;
  const after = addToLot(lot, quantity, fill.price);
  const shares = { ticker: fill.ticker, shares: after.quantity, averagePrice: after.averagePrice };
  const constituents =
    before === undefined ? [...held, shares] : held.map((each) => (each === before ? shares : each));
  const gained = isSale ? -quantity * (fill.price - lot.averagePrice) : 0;
  return {
    ...investment,
    constituents: constituents.filter((each) => each.shares > 0),
    realised: Math.round(((investment.realised ?? 0) + gained) * 100) / 100,
  };
}

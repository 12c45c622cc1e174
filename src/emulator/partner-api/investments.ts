import { findInvestment, heldShares } from '../market/investments.js';
import { stockOf } from '../market/stocks.js';
import type { AccountRecord, Investment } from '../state/records.js';
import type { Identity } from '../state/tokens.js';
import { isoTime, type World } from '../world.js';
import { badField, refusal } from './refusal.js';

/**
 * Answers user investments (section 15): all of the account, or those with these ids. With totals the user
 * who has no investment gets an empty list in place of the object. Requires a connected token.
 */
export function readInvestments(
  world: World,
  identity: Identity,
  { iscids, isAggregated }: { readonly iscids: readonly string[]; readonly isAggregated: boolean },
) {
  const account = accountOf(world, identity);
  const all = account?.investments ?? [];
  const foreign = iscids.find((iscid) => findInvestment(account, { iscid }) === undefined);
  if (foreign !== undefined) throw badField('iscid', 'names no investment of this user');
  const shown = iscids.length === 0 ? all : all.filter(({ iscid }) => iscids.includes(iscid));
  return {
    investments: shown.map((each) => ({ investment: investmentRow(world, each) })),
    ...(isAggregated ? { aggregated: all.length === 0 ? [] : returnsOf(all) } : {}),
  };
}

/** Answers exited smallcases (section 25); the fields are [assumed]. */
export function readExitedInvestments(world: World, identity: Identity) {
  const exited = accountOf(world, identity)?.exited ?? [];
  return {
    exitedSmallcases: exited.map(({ iscid, scid, name, boughtAt, exitedAt, realised }) => ({
      iscid,
      scid,
      name,
      boughtOn: boughtAt === undefined ? null : isoTime(boughtAt),
      exitedOn: isoTime(exitedAt),
      returns: realised ?? 0,
    })),
  };
}

function accountOf(world: World, identity: Identity): AccountRecord | undefined {
  if (identity.kind === 'guest') throw refusal('connectedRequired');
  return world.store.accounts.get(identity.authId);
}

function investmentRow(world: World, investment: Investment) {
  const { iscid, scid, name } = investment;
  const constituents = heldShares(investment).map(({ ticker, shares, averagePrice }) => {
    const stock = stockOf(ticker);
    return {
      ticker,
      stockName: stock.name,
      shares,
      averagePrice,
      returns: rounded(shares * (stock.price - averagePrice)),
    };
  });
  const amoPending = world.store.transactions
    .values()
    .some(
      ({ status, result, batches }) =>
        status === 'PROCESSING' &&
        result?.iscid === iscid &&
        batches.some(({ variety }) => variety === 'amo'),
    );
  return {
    iscid,
    scid,
    name,
    currentConfig: { constituents },
    flags: { amoPending },
    returns: returnsOf([investment]),
  };
}

/** The six numbers of section 15; percents are null when nothing is invested. */
function returnsOf(investments: readonly Investment[]) {
  const held = investments.flatMap(heldShares);
  const invested = held.reduce((sum, { shares, averagePrice }) => sum + shares * averagePrice, 0);
  const networth = held.reduce((sum, { ticker, shares }) => sum + shares * stockOf(ticker).price, 0);
  const realised = investments.reduce((sum, each) => sum + (each.realised ?? 0), 0);
  const percent = (amount: number) => (invested === 0 ? null : rounded((amount / invested) * 100));
  const gained = networth - invested;
  return {
    currentInvestment: rounded(invested),
    currentReturns: rounded(gained),
    networth: rounded(networth),
    totalReturns: rounded(gained + realised),
    currentReturnsPercent: percent(gained),
    totalReturnsPercent: percent(gained + realised),
  };
}

function rounded(amount: number): number {
  return Math.round(amount * 100) / 100;
}

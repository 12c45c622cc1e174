import { type Connection, type PageArgs, pageBounds, toConnection } from '../graphql/connection.js';
import { type ListArgs, sliceOf } from '../graphql/list-page.js';
import {
  type ExitedInvestmentType,
  type InvestmentTotalsType,
  type InvestmentView,
  toExitedView,
  toInvestmentView,
  toTotalsView,
} from './investment.type.js';
import type { KnownInvestments } from './investments.service.js';

/** A page of an account's investments, in Gateway's order. Throws BAD_USER_INPUT. */
export function investmentsPage(
  list: 'Query.investments' | 'BrokerAccount.investments',
  found: KnownInvestments | null,
  args: PageArgs,
): Connection<InvestmentView> | null {
  const bounds = pageBounds(list, args);
  if (found === null) return null;
  const { investments, fetchedAt } = found.known;
  // Positions count down, as those of every list do.
  const rows = investments.map((investment, index) => ({ investment, position: investments.length - index }));
  const { after, before, limit, fromOldest } = bounds;
  const within = rows.filter(
    ({ position }) => position > (after ?? 0) && (before === null || position < before),
  );
  const page = fromOldest ? within.slice(-limit) : within.slice(0, limit);
  return toConnection(bounds, page, ({ investment }) =>
    toInvestmentView(investment, found.account, fetchedAt),
  );
}

/** One of an account's investments. */
export function oneInvestment(found: KnownInvestments | null, iscid: string): InvestmentView | null {
  const investment = found?.known.investments.find((each) => each.iscid === iscid);
  if (found === null || investment === undefined) return null;
  return toInvestmentView(investment, found.account, found.known.fetchedAt);
}

/** The totals of an account's investments; null where Gateway sent none. */
export function totalsOf(found: KnownInvestments | null): InvestmentTotalsType | null {
  const totals = found?.known.totals ?? null;
  return found === null || totals === null ? null : toTotalsView(totals, found.known.fetchedAt);
}

/** A page of the investments that an account has exited; null where Gateway does not answer for them. */
export function exitedPage(
  list: 'Query.exitedInvestments' | 'BrokerAccount.exitedInvestments',
  found: KnownInvestments | null,
  args: ListArgs,
): ExitedInvestmentType[] | null {
  const { offset, limit } = sliceOf(list, args);
  const exited = found?.known.exited ?? null;
  return exited === null ? null : exited.slice(offset, offset + limit).map(toExitedView);
}

import type { TransactionFilter, TransactionRowFragment } from '../data/generated/graphql.js';
import type { Relative } from '../data/queries.js';
import { type Span, sinceOf } from '../data/since.js';
import { flagParam, listParam, type RawSearch, spanParam, textParam } from '../shell/search-params.js';

/** The filters of the transactions and the open one, as the address has them. */
export interface TransactionsSearch {
  readonly status?: string[] | undefined;
  readonly intent?: string[] | undefined;
  readonly viewer?: string | undefined;
  readonly stale?: boolean | undefined;
  readonly since?: Span | undefined;
  /** Id of the transaction in the side panel. */
  readonly open?: string | undefined;
}

/** Reads the search params of an address; what is not understood is left out. */
export function parseTransactionsSearch(raw: RawSearch): TransactionsSearch {
  return {
    status: listParam(raw.status),
    intent: listParam(raw.intent),
    viewer: textParam(raw.viewer),
    stale: flagParam(raw.stale),
    since: spanParam(raw.since),
    open: textParam(raw.open),
  };
}

/** Returns the filter that the server gets. */
export function transactionFilterOf(search: TransactionsSearch): Relative<TransactionFilter> {
  const { status, intent, viewer, stale, since } = search;
  return {
    ...(status && { status }),
    ...(intent && { intent }),
    ...(viewer && { viewer }),
    ...(stale !== undefined && { isStale: stale }),
    ...(since && { since }),
  };
}

/** Whether a changed transaction belongs to a filtered list. With a viewer filter it waits for a read. */
export function transactionFits(
  transaction: TransactionRowFragment,
  filter: Relative<TransactionFilter>,
): boolean {
  if (filter.viewer) return false;
  return (
    (filter.status?.includes(transaction.status) ?? true) &&
    (filter.intent?.includes(transaction.intent) ?? true) &&
    (filter.isStale ?? transaction.isStale) === transaction.isStale &&
    transaction.createdAt >= (sinceOf(filter.since) ?? '')
  );
}

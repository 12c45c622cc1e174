import { queryOptions } from '@tanstack/react-query';
import {
  AccountDocument,
  type AccountFilter,
  AccountsDocument,
  EarlierHoldingsDocument,
  FoliosOfAccountDocument,
  FoliosOfImportDocument,
  HoldingsDocument,
  type HoldingsFilter,
  HoldingsOfAccountDocument,
  InvestmentsDocument,
  InvestmentsOfAccountDocument,
  PositionsDocument,
} from './generated/graphql.js';
import { postOperation } from './post-operation.js';
import { PAGE_SIZE, pages } from './queries.js';

/** Positions or folios that one request reads: the most that the server gives. */
const ROWS_AT_ONCE = 100;

/** Linked accounts of all viewers, the one that was linked last first. */
export const accountsQuery = (filter: AccountFilter) => ({
  ...pages(
    ['accounts', filter],
    async (after, signal) =>
      (await postOperation(AccountsDocument, { filter, first: PAGE_SIZE, after }, signal)).accounts,
  ),
  // No change is about it.
  staleTime: 0,
});

/** One account with who claimed it and what it holds; null if it is not linked. */
export const accountQuery = (id: string) =>
  queryOptions({
    queryKey: ['account', id],
    queryFn: async ({ signal }) => (await postOperation(AccountDocument, { id }, signal)).account ?? null,
    staleTime: 0,
  });

/** Holdings of all viewers, those of the account that was linked last first. */
export const holdingsQuery = (filter: HoldingsFilter) =>
  pages(
    ['holdings', filter],
    async (after, signal) =>
      (await postOperation(HoldingsDocument, { filter, first: PAGE_SIZE, after }, signal)).holdings,
  );

/** The holdings of one account with their smallcases; null if there are none. */
export const holdingsOfAccountQuery = (id: string) =>
  queryOptions({
    queryKey: ['holdings-of', id],
    queryFn: async ({ signal }) =>
      (await postOperation(HoldingsOfAccountDocument, { id }, signal)).account?.holdings ?? null,
  });

/** The positions of one account, in pages. A page continues the one before only within one revision. */
export const positionsQuery = (id: string, revision: number) =>
  pages(
    ['positions', id, revision],
    async (after, signal) =>
      (await postOperation(PositionsDocument, { id, first: ROWS_AT_ONCE, after }, signal)).account?.holdings
        ?.positions,
  );

/** Whose folios are read: those of the holdings of an account, or of the import of a transaction. */
export interface FoliosOf {
  readonly kind: 'account' | 'transaction';
  readonly id: string;
  /** Names the state that the pages belong to. */
  readonly version: string;
}

/** Folios of mutual funds, in pages. */
export const foliosQuery = ({ kind, id, version }: FoliosOf) =>
  pages(['folios', kind, id, version], async (after, signal) => {
    const page = { id, first: ROWS_AT_ONCE, after };
    if (kind === 'account')
      return (await postOperation(FoliosOfAccountDocument, page, signal)).account?.holdings?.mutualFunds;
    return (await postOperation(FoliosOfImportDocument, page, signal)).transaction?.mutualFundImport?.folios;
  });

/** The snapshots of an account that the log keeps, newest first. */
export const earlierHoldingsQuery = (id: string, revision: number) =>
  queryOptions({
    queryKey: ['earlier-holdings', id, revision],
    queryFn: async ({ signal }) =>
      (await postOperation(EarlierHoldingsDocument, { id }, signal)).account?.holdings?.earlier ?? [],
  });

/** Investments of all viewers, those of the account that was linked last first. */
export const investmentsQuery = (filter: HoldingsFilter) =>
  pages(
    ['investments', filter],
    async (after, signal) =>
      (await postOperation(InvestmentsDocument, { filter, first: PAGE_SIZE, after }, signal)).investments,
  );

/** The investments of one account; null if none were read. */
export const investmentsOfAccountQuery = (id: string) =>
  queryOptions({
    queryKey: ['investments-of', id],
    queryFn: async ({ signal }) =>
      (await postOperation(InvestmentsOfAccountDocument, { id }, signal)).account?.investments ?? null,
  });

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import {
  DeliveriesDocument,
  DeliveryDocument,
  type DeliveryFilter,
  OperatorLogDocument,
  OrderDocument,
  type OrderFilter,
  OrdersDocument,
  OverviewDocument,
  type OverviewPeriod,
  RejectedDeliveriesDocument,
  ReplayDocument,
  SessionDocument,
  TransactionDocument,
  type TransactionFilter,
  TransactionsDocument,
} from './generated/graphql.js';
import type { Page } from './merge-rows.js';
import { postOperation } from './post-operation.js';
import { type Span, sinceOf } from './since.js';

/** Rows that one request reads. */
export const PAGE_SIZE = 50;
/** How often the progress of a replay is read. */
const PROGRESS_MS = 500;

/** A filter as an address has it: the time is a span before now, which is resolved when the list is read. */
export type Relative<F> = Omit<F, 'since' | 'until'> & { since?: Span | undefined };

const resolve = <F extends { since?: Span | undefined }>({ since, ...rest }: F) => ({
  ...rest,
  since: sinceOf(since) ?? null,
});

/** Who is signed in. */
export const sessionQuery = () =>
  queryOptions({
    queryKey: ['session'],
    queryFn: async ({ signal }) => (await postOperation(SessionDocument, {}, signal)).session,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Pages of one list. `read` gets the cursor of the page before. */
export function pages<T>(
  queryKey: readonly unknown[],
  read: (after: string | null, signal: AbortSignal) => Promise<Page<T> | null | undefined>,
) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: async ({ pageParam, signal }) => (await read(pageParam, signal)) ?? EMPTY_PAGE,
    initialPageParam: null as string | null,
    getNextPageParam: ({ pageInfo }: Page<T>) => (pageInfo.hasNextPage ? pageInfo.endCursor : null),
  });
}

const EMPTY_PAGE = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };

/** Orders of all viewers, newest first. */
export const ordersQuery = (filter: Relative<OrderFilter>) =>
  pages(
    ['orders', filter],
    async (after, signal) =>
      (await postOperation(OrdersDocument, { filter: resolve(filter), first: PAGE_SIZE, after }, signal))
        .orders,
  );

/** One order with its story; null if the ledger has none of this id. */
export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: ['order', id],
    queryFn: async ({ signal }) => (await postOperation(OrderDocument, { id }, signal)).order ?? null,
  });

/** Transactions of all viewers, newest first. */
export const transactionsQuery = (filter: Relative<TransactionFilter>) =>
  pages(
    ['transactions', filter],
    async (after, signal) =>
      (
        await postOperation(
          TransactionsDocument,
          { filter: resolve(filter), first: PAGE_SIZE, after },
          signal,
        )
      ).transactions,
  );

/** One transaction with its orders and story; null if the ledger has none of this id. */
export const transactionQuery = (id: string) =>
  queryOptions({
    queryKey: ['transaction', id],
    queryFn: async ({ signal }) =>
      (await postOperation(TransactionDocument, { id }, signal)).transaction ?? null,
  });

/** Stored deliveries, newest first. */
export const deliveriesQuery = (filter: Relative<DeliveryFilter>) =>
  pages(
    ['deliveries', filter],
    async (after, signal) =>
      (await postOperation(DeliveriesDocument, { filter: resolve(filter), first: PAGE_SIZE, after }, signal))
        .deliveries,
  );

/** One stored delivery with its body and effects; null if the ledger has none of this id. */
export const deliveryQuery = (id: string) =>
  queryOptions({
    queryKey: ['delivery', id],
    queryFn: async ({ signal }) => (await postOperation(DeliveryDocument, { id }, signal)).delivery ?? null,
  });

/** Requests to the webhook path that were refused, newest first. */
export const rejectedQuery = () =>
  queryOptions({
    queryKey: ['rejected'],
    queryFn: async ({ signal }) =>
      (await postOperation(RejectedDeliveriesDocument, {}, signal)).rejectedDeliveries ?? [],
  });

/** A replay, read again until it has ended. */
export const replayQuery = (id: string | null) =>
  queryOptions({
    queryKey: ['replay', id],
    enabled: id !== null,
    queryFn: async ({ signal }) =>
      (await postOperation(ReplayDocument, { id: id ?? '' }, signal)).replay ?? null,
    refetchInterval: ({ state }) => (state.data?.state === 'RUNNING' || !state.data ? PROGRESS_MS : false),
  });

/** What the first screen shows. */
export const overviewQuery = (period: OverviewPeriod) =>
  queryOptions({
    queryKey: ['overview', period],
    queryFn: async ({ signal }) =>
      (await postOperation(OverviewDocument, { period }, signal)).overview ?? null,
  });

/** What operators did, newest first. */
export const operatorLogQuery = () =>
  pages(
    ['operator-log'],
    async (after, signal) =>
      (await postOperation(OperatorLogDocument, { first: PAGE_SIZE, after }, signal)).operatorLog,
  );

/** Returns a filter of deliveries as a replay gets it, with its time resolved now. */
export function resolveDeliveryFilter(filter: Relative<DeliveryFilter>): DeliveryFilter {
  return resolve(filter);
}

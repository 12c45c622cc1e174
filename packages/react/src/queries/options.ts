import { documents, DwarError } from '@dwar/client';
import { infiniteQueryOptions, isServer, type QueryKey, queryOptions } from '@tanstack/react-query';
import { keys } from './keys.js';
import { keepNewest, keepNewestOfPages, nodesOf, type Page } from './newest.js';
import type {
  Broker,
  Holdings,
  Order,
  OrderFilter,
  PendingAction,
  Reader,
  Transaction,
  TransactionFilter,
  Viewer,
} from './types.js';

const RETRIES_MAX = 3;
const RETRY_DELAY_MAX_MS = 30_000;

/** Reads are repeated where that can help; the same for every query. */
const READ = {
  retry: (failures: number, error: DwarError) => !isServer && failures < RETRIES_MAX && error.isRetryable,
  retryDelay: (failures: number, error: DwarError) =>
    error.retryAfterMs ?? Math.min(1_000 * 2 ** failures, RETRY_DELAY_MAX_MS),
};

/** Events keep it up to date, and say when it has to be read again. */
const LIVE = { ...READ, staleTime: Number.POSITIVE_INFINITY };

const PAGED = {
  ...LIVE,
  initialPageParam: null as string | null,
  getNextPageParam: ({ endCursor }: Page<unknown>) => endCursor,
  structuralSharing: keepNewestOfPages,
};

/** The viewer with the linked broker accounts. */
export function viewerQuery(client: Reader) {
  return queryOptions<Viewer, DwarError>({
    ...READ,
    queryKey: keys.viewer,
    queryFn: async () => present((await client.query(documents.viewer, {})).viewer),
  });
}

/** The brokers that Gateway supports. */
export function brokersQuery(client: Reader) {
  return queryOptions<readonly Broker[], DwarError>({
    ...READ,
    queryKey: keys.brokers,
    queryFn: async () => present((await client.query(documents.brokers, {})).brokers),
  });
}

/** An order by its global id; null if the viewer has none such, or it was retracted. */
export function orderQuery(client: Reader, id: string) {
  return queryOptions<Order | null, DwarError>({
    ...LIVE,
    queryKey: keys.order(id),
    queryFn: async () => (await client.query(documents.order, { id })).order,
    structuralSharing: keepNewest,
  });
}

/** Orders, newest first, page by page. */
export function ordersQuery(client: Reader, filter: OrderFilter = {}) {
  return infiniteQueryOptions<Page<Order>, DwarError, readonly Order[], QueryKey, string | null>({
    ...PAGED,
    queryKey: keys.orders(filter),
    queryFn: async ({ pageParam: after }) =>
      pageOf((await client.query(documents.orders, { ...filter, after })).orders),
    select: nodesOf<Order>,
  });
}

/** A transaction by its global id; null if the viewer has none such. */
export function transactionQuery(client: Reader, id: string) {
  return queryOptions<Transaction | null, DwarError>({
    ...LIVE,
    queryKey: keys.transaction(id),
    queryFn: async () => (await client.query(documents.transaction, { id })).transaction,
    structuralSharing: keepNewest,
  });
}

/** Transactions, newest first, page by page. */
export function transactionsQuery(client: Reader, filter: TransactionFilter = {}) {
  return infiniteQueryOptions<Page<Transaction>, DwarError, readonly Transaction[], QueryKey, string | null>({
    ...PAGED,
    queryKey: keys.transactions(filter),
    queryFn: async ({ pageParam: after }) =>
      pageOf((await client.query(documents.transactions, { ...filter, after })).transactions),
    select: nodesOf<Transaction>,
  });
}

/** The holdings of a broker account, by default of the current one; null before they were imported. */
export function holdingsQuery(client: Reader, brokerAccountId: string | null = null) {
  return queryOptions<Holdings | null, DwarError>({
    ...LIVE,
    queryKey: keys.holdings(brokerAccountId),
    queryFn: async () => (await client.query(documents.holdings, { brokerAccountId })).holdings,
    structuralSharing: keepNewest,
  });
}

/** What invested smallcases require from the user: the first 100 actions, newest first. */
export function pendingActionsQuery(client: Reader) {
  return queryOptions<readonly PendingAction[], DwarError>({
    ...LIVE,
    queryKey: keys.pendingActions,
    queryFn: async () => present((await client.query(documents.pendingActions, {})).pendingActions),
  });
}

interface Connection<Node> {
  readonly edges: readonly { readonly node: Node | null }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

function pageOf<Node>(connection: Connection<Node> | null): Page<Node> {
  const { edges, pageInfo } = present(connection);
  return {
    nodes: edges.flatMap(({ node }) => (node === null ? [] : [node])),
    endCursor: pageInfo.hasNextPage ? pageInfo.endCursor : null,
  };
}

/** A root field is null only with an error, which the client throws. */
function present<Value>(value: Value | null): Value {
  if (value !== null) return value;
  throw new DwarError('INVALID_RESPONSE', 'the response holds neither data nor errors');
}

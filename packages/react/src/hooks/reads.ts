import type { DwarError } from '@dwar/client';
import {
  type SkipToken,
  skipToken,
  useInfiniteQuery,
  type UseInfiniteQueryResult,
  useQuery,
  type UseQueryResult,
} from '@tanstack/react-query';
import {
  brokersQuery,
  holdingsQuery,
  orderQuery,
  ordersQuery,
  pendingActionsQuery,
  transactionQuery,
  transactionsQuery,
  viewerQuery,
} from '../queries/options.js';
import type {
  Broker,
  Holdings,
  Order,
  OrderFilter,
  PendingAction,
  Transaction,
  TransactionFilter,
  Viewer,
} from '../queries/types.js';
import { useDwar } from '../session/context.js';

/** The viewer with the linked broker accounts. */
export function useViewer(): UseQueryResult<Viewer, DwarError> {
  const { reader, queryClient } = useDwar('useViewer').session;
  return useQuery(viewerQuery(reader), queryClient);
}

/** The brokers that Gateway supports. */
export function useBrokers(): UseQueryResult<readonly Broker[], DwarError> {
  const { reader, queryClient } = useDwar('useBrokers').session;
  return useQuery(brokersQuery(reader), queryClient);
}

/** Orders, newest first; `fetchNextPage` adds the next page. `skip` asks for none. */
export function useOrders(
  filter?: OrderFilter | SkipToken,
): UseInfiniteQueryResult<readonly Order[], DwarError> {
  const { reader, queryClient } = useDwar('useOrders').session;
  return useInfiniteQuery(
    unlessSkipped(filter, (given) => ordersQuery(reader, given), {}),
    queryClient,
  );
}

/** An order by its global id; null if the viewer has none such, or it was retracted. */
export function useOrder(id: string | SkipToken): UseQueryResult<Order | null, DwarError> {
  const { reader, queryClient } = useDwar('useOrder').session;
  return useQuery(
    unlessSkipped(id, (given) => orderQuery(reader, given), ''),
    queryClient,
  );
}

/** Transactions, newest first; `fetchNextPage` adds the next page. `skip` asks for none. */
export function useTransactions(
  filter?: TransactionFilter | SkipToken,
): UseInfiniteQueryResult<readonly Transaction[], DwarError> {
  const { reader, queryClient } = useDwar('useTransactions').session;
  return useInfiniteQuery(
    unlessSkipped(filter, (given) => transactionsQuery(reader, given), {}),
    queryClient,
  );
}

/** A transaction by its global id; null if the viewer has none such. */
export function useTransaction(id: string | SkipToken): UseQueryResult<Transaction | null, DwarError> {
  const { reader, queryClient } = useDwar('useTransaction').session;
  return useQuery(
    unlessSkipped(id, (given) => transactionQuery(reader, given), ''),
    queryClient,
  );
}

/** The holdings of a broker account, by default of the current one; null before they were imported. */
export function useHoldings(
  brokerAccountId?: string | SkipToken | null,
): UseQueryResult<Holdings | null, DwarError> {
  const { reader, queryClient } = useDwar('useHoldings').session;
  return useQuery(
    unlessSkipped(brokerAccountId, (given) => holdingsQuery(reader, given), null),
    queryClient,
  );
}

/** What invested smallcases require from the user: the first 100 actions, newest first. */
export function usePendingActions(): UseQueryResult<readonly PendingAction[], DwarError> {
  const { reader, queryClient } = useDwar('usePendingActions').session;
  return useQuery(pendingActionsQuery(reader), queryClient);
}

/** Shared by all skipped queries: it never has data. */
const SKIPPED = ['dwar', 'skipped'];

/** The options for what is asked for. `otherwise` stands in for it in the types of a skipped query. */
function unlessSkipped<Asked, Options extends object>(
  asked: Asked | SkipToken,
  options: (asked: Asked) => Options,
  otherwise: Asked,
): Options {
  if (asked !== skipToken) return options(asked as Asked);
  return { ...options(otherwise), queryKey: SKIPPED, queryFn: skipToken };
}

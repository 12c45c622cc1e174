import type { DwarError } from '@dwar/client';
import {
  useSuspenseInfiniteQuery,
  type UseSuspenseInfiniteQueryResult,
  useSuspenseQuery,
  type UseSuspenseQueryResult,
} from '@tanstack/react-query';
import {
  holdingsQuery,
  orderQuery,
  ordersQuery,
  pendingActionsQuery,
  transactionQuery,
  transactionsQuery,
  viewerQuery,
} from '../queries/options.js';
import type {
  Holdings,
  Order,
  OrderFilter,
  PendingAction,
  Transaction,
  TransactionFilter,
  Viewer,
} from '../queries/types.js';
import { useDwar } from '../session/context.js';

/** As `useViewer`, suspended until there is data. */
export function useSuspenseViewer(): UseSuspenseQueryResult<Viewer, DwarError> {
  const { reader, queryClient } = useDwar('useSuspenseViewer').session;
  return useSuspenseQuery(viewerQuery(reader), queryClient);
}

/** As `useOrders`, suspended until there is data. */
export function useSuspenseOrders(
  filter?: OrderFilter,
): UseSuspenseInfiniteQueryResult<readonly Order[], DwarError> {
  const { reader, queryClient } = useDwar('useSuspenseOrders').session;
  return useSuspenseInfiniteQuery(ordersQuery(reader, filter), queryClient);
}

/** As `useOrder`, suspended until there is data. */
export function useSuspenseOrder(id: string): UseSuspenseQueryResult<Order | null, DwarError> {
  const { reader, queryClient } = useDwar('useSuspenseOrder').session;
  return useSuspenseQuery(orderQuery(reader, id), queryClient);
}

/** As `useTransactions`, suspended until there is data. */
export function useSuspenseTransactions(
  filter?: TransactionFilter,
): UseSuspenseInfiniteQueryResult<readonly Transaction[], DwarError> {
  const { reader, queryClient } = useDwar('useSuspenseTransactions').session;
  return useSuspenseInfiniteQuery(transactionsQuery(reader, filter), queryClient);
}

/** As `useTransaction`, suspended until there is data. */
export function useSuspenseTransaction(id: string): UseSuspenseQueryResult<Transaction | null, DwarError> {
  const { reader, queryClient } = useDwar('useSuspenseTransaction').session;
  return useSuspenseQuery(transactionQuery(reader, id), queryClient);
}

/** As `useHoldings`, suspended until there is data. */
export function useSuspenseHoldings(
  brokerAccountId?: string | null,
): UseSuspenseQueryResult<Holdings | null, DwarError> {
  const { reader, queryClient } = useDwar('useSuspenseHoldings').session;
  return useSuspenseQuery(holdingsQuery(reader, brokerAccountId), queryClient);
}

/** As `usePendingActions`, suspended until there is data. */
export function useSuspensePendingActions(): UseSuspenseQueryResult<readonly PendingAction[], DwarError> {
  const { reader, queryClient } = useDwar('useSuspensePendingActions').session;
  return useSuspenseQuery(pendingActionsQuery(reader), queryClient);
}

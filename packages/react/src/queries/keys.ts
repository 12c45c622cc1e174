import type { OrderFilter, TransactionFilter } from './types.js';

/** Keys of the queries in TanStack's cache. They hold no token and no viewer: a cache is for one viewer. */
export const keys = {
  all: ['dwar'],
  viewer: ['dwar', 'viewer'],
  brokers: ['dwar', 'brokers'],
  order: (id: string) => ['dwar', 'order', id],
  allOrders: ['dwar', 'orders'],
  orders: (filter: OrderFilter) => ['dwar', 'orders', filter],
  allTransactionDetails: ['dwar', 'transaction'],
  transaction: (id: string) => ['dwar', 'transaction', id],
  allTransactions: ['dwar', 'transactions'],
  transactions: (filter: TransactionFilter) => ['dwar', 'transactions', filter],
  allHoldings: ['dwar', 'holdings'],
  /** Null is the current account. */
  holdings: (brokerAccountId: string | null) => ['dwar', 'holdings', brokerAccountId],
  pendingActions: ['dwar', 'pendingActions'],
} as const;

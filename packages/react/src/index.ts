'use client';

/** The exports of `@dwar/react`. */
export { skipToken as skip } from '@tanstack/react-query';
export { useDwarConnection, useDwarEvent } from './hooks/events.js';
export {
  type FlowView,
  useConnectBroker,
  type UseFlowOptions,
  useHoldingsImport,
  useMutualFundImport,
  useTrade,
} from './hooks/flows.js';
export {
  type RefreshVariables,
  type UnlinkVariables,
  useRefreshHoldings,
  useUnlinkBroker,
} from './hooks/mutations.js';
export {
  useBrokers,
  useHoldings,
  useOrder,
  useOrders,
  usePendingActions,
  useTransaction,
  useTransactions,
  useViewer,
} from './hooks/reads.js';
export {
  useSuspenseHoldings,
  useSuspenseOrder,
  useSuspenseOrders,
  useSuspensePendingActions,
  useSuspenseTransaction,
  useSuspenseTransactions,
  useSuspenseViewer,
} from './hooks/suspense.js';
export { Money, type MoneyProps } from './money.js';
export {
  brokersQuery,
  holdingsQuery,
  orderQuery,
  ordersQuery,
  pendingActionsQuery,
  transactionQuery,
  transactionsQuery,
  viewerQuery,
} from './queries/options.js';
export type {
  Broker,
  Holdings,
  Order,
  OrderFilter,
  PendingAction,
  Reader,
  RefreshHoldingsResult,
  Transaction,
  TransactionFilter,
  UnlinkBrokerAccountResult,
  Viewer,
} from './queries/types.js';
export { useDwarClient } from './session/context.js';
export { DwarProvider, type DwarProviderProps } from './session/provider.js';

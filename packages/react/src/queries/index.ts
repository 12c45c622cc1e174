/** The exports of `@dwar/react/queries`: options of TanStack Query, also for code that runs on a server. */

export {
  brokersQuery,
  holdingsQuery,
  orderQuery,
  ordersQuery,
  pendingActionsQuery,
  transactionQuery,
  transactionsQuery,
  viewerQuery,
} from './options.js';
export type {
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

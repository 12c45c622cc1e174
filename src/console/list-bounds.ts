import type { ListBound } from '../graphql/page-size.js';
import { SUBJECTS_FOLDED } from '../ledger/operator/event-log.js';

/** An order is stored and read as a whole, with all of its legs. */
const ORDER_WEIGHT = 25;
const PAGE = { pagedBy: 'cursor', byDefault: 50, most: 100 } as const;

/** The snapshot of an order or transaction is read for its state. */
const EVENT_WEIGHT = 5;

/** Most connections that are shown; the others are counted. */
export const CONNECTIONS_SHOWN = 200;
/** The newest orders of a transaction that are shown with it. */
export const ORDERS_OF_TRANSACTION = 100;
/** Most other deliveries that are shown with one. */
export const SIBLINGS = 20;

/**
 * The bound of each list of the operator schema, by `Type.field`. The cost of an operation is estimated with
 * them; what a list then really holds is counted while the operation runs.
 */
export const OPERATOR_LIST_BOUNDS = {
  'Query.orders': { ...PAGE, weight: ORDER_WEIGHT },
  'Query.transactions': PAGE,
  'Query.deliveries': PAGE,
  'Query.operatorLog': PAGE,
  'Query.rejectedDeliveries': { pagedBy: 'whole', byDefault: 200, most: 200 },
  // Few have more; all of them are sent.
  'Transaction.orders': { pagedBy: 'whole', byDefault: 2, most: 2, weight: ORDER_WEIGHT },
  'Order.legs': { pagedBy: 'whole', byDefault: 10, most: 10 },
  'Order.unplacedLegs': { pagedBy: 'whole', byDefault: 10, most: 10 },
  'Explanation.facts': { pagedBy: 'whole', byDefault: 50, most: 50, weight: 2 },
  'Explanation.next': { pagedBy: 'whole', byDefault: 10, most: 10 },
  'Delivery.effects': { pagedBy: 'whole', byDefault: 10, most: 10, weight: 2 },
  'Delivery.siblings': { pagedBy: 'whole', byDefault: SIBLINGS, most: SIBLINGS },
  'EventLog.events': { ...PAGE, weight: EVENT_WEIGHT },
  'LogState.events': { pagedBy: 'whole', byDefault: SUBJECTS_FOLDED, most: SUBJECTS_FOLDED },
  'Connections.nodes': { pagedBy: 'whole', byDefault: CONNECTIONS_SHOWN, most: CONNECTIONS_SHOWN },
  'Connections.closes': { pagedBy: 'whole', byDefault: 25, most: 25 },
  'Overview.readiness': { pagedBy: 'whole', byDefault: 10, most: 10 },
  'Overview.deliveries': { pagedBy: 'whole', byDefault: 8, most: 8 },
  'Overview.orders': { pagedBy: 'whole', byDefault: 10, most: 10 },
  'Overview.delays': { pagedBy: 'whole', byDefault: 50, most: 50 },
} as const satisfies Readonly<Record<string, ListBound>>;

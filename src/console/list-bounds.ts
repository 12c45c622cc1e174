import type { ListBound } from '../graphql/page-size.js';

/** An order is stored and read as a whole, with all of its legs. */
const ORDER_WEIGHT = 25;
const PAGE = { pagedBy: 'cursor', byDefault: 50, most: 100 } as const;

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
  'Query.settings': { pagedBy: 'whole', byDefault: 100, most: 100 },
  'Instance.migrations': { pagedBy: 'whole', byDefault: 30, most: 30 },
  'CheckUp.findings': { pagedBy: 'whole', byDefault: 10, most: 10 },
  // Few have more; all of them are sent.
  'Transaction.orders': { pagedBy: 'whole', byDefault: 2, most: 2, weight: ORDER_WEIGHT },
  'Order.legs': { pagedBy: 'whole', byDefault: 10, most: 10 },
  'Order.unplacedLegs': { pagedBy: 'whole', byDefault: 10, most: 10 },
  'Explanation.facts': { pagedBy: 'whole', byDefault: 50, most: 50, weight: 2 },
  'Explanation.next': { pagedBy: 'whole', byDefault: 10, most: 10 },
  'Delivery.effects': { pagedBy: 'whole', byDefault: 10, most: 10, weight: 2 },
  'Delivery.siblings': { pagedBy: 'whole', byDefault: SIBLINGS, most: SIBLINGS },
  'Overview.readiness': { pagedBy: 'whole', byDefault: 10, most: 10 },
  'Overview.deliveries': { pagedBy: 'whole', byDefault: 8, most: 8 },
  'Overview.orders': { pagedBy: 'whole', byDefault: 10, most: 10 },
  'Overview.delays': { pagedBy: 'whole', byDefault: 50, most: 50 },
} as const satisfies Readonly<Record<string, ListBound>>;

import type { ListBound } from '../graphql/page-size.js';
import { SUBJECTS_FOLDED } from '../ledger/operator/event-log.js';

/** An order is stored and read as a whole, with all of its legs. */
const ORDER_WEIGHT = 25;
/** Holdings and investments are read as a whole, with everything that they hold. */
const HOLDINGS_WEIGHT = 50;
const PAGE = { pagedBy: 'cursor', byDefault: 50, most: 100 } as const;

/** The snapshot of an order or transaction is read for its state. */
const EVENT_WEIGHT = 5;

/** Most connections that are shown; the others are counted. */
export const CONNECTIONS_SHOWN = 200;
/** The newest orders of a transaction that are shown with it. */
export const ORDERS_OF_TRANSACTION = 100;
/** Orders that one search finds; besides it finds a transaction and a delivery. */
export const ORDERS_OF_SEARCH = 5;
/** Most other deliveries that are shown with one. */
export const SIBLINGS = 20;
/** Earlier snapshots of holdings that are shown, and changes of each. */
export const EARLIER_HOLDINGS = 20;
export const CHANGES_OF_HOLDINGS = 50;
/** Most proofs and claims that are shown with an account. */
export const PROOFS = 20;
export const CLAIMS = 20;
/** Smallcases that were exited last. */
export const EXITED = 50;

/**
 * The bound of each list of the operator schema, by `Type.field`. The cost of an operation is estimated with
 * them; what a list then really holds is counted while the operation runs.
 */
export const OPERATOR_LIST_BOUNDS = {
  'Query.orders': { ...PAGE, weight: ORDER_WEIGHT },
  'Query.transactions': PAGE,
  'Query.deliveries': PAGE,
  'Query.operatorLog': PAGE,
  'Query.accounts': PAGE,
  'Query.holdings': { ...PAGE, weight: HOLDINGS_WEIGHT },
  'Query.investments': { ...PAGE, weight: HOLDINGS_WEIGHT },
  'Query.rejectedDeliveries': { pagedBy: 'whole', byDefault: 200, most: 200 },
  'Query.settings': { pagedBy: 'whole', byDefault: 100, most: 100 },
  'Instance.migrations': { pagedBy: 'whole', byDefault: 30, most: 30 },
  'CheckUp.findings': { pagedBy: 'whole', byDefault: 10, most: 10 },
  // Few have more; all of them are sent.
  'Transaction.orders': { pagedBy: 'whole', byDefault: 2, most: 2, weight: ORDER_WEIGHT },
  'Order.legs': { pagedBy: 'whole', byDefault: 10, most: 10 },
  'Order.unplacedLegs': { pagedBy: 'whole', byDefault: 10, most: 10 },
  'Explanation.facts': { pagedBy: 'whole', byDefault: 50, most: 50, weight: 2 },
  'HintDiffs.hints': { pagedBy: 'whole', byDefault: 3, most: 3, weight: 3 },
  'HintDiff.fields': { pagedBy: 'whole', byDefault: 25, most: 25 },
  'Explanation.next': { pagedBy: 'whole', byDefault: 10, most: 10 },
  'Delivery.effects': { pagedBy: 'whole', byDefault: 10, most: 10, weight: 2 },
  'Delivery.siblings': { pagedBy: 'whole', byDefault: SIBLINGS, most: SIBLINGS },
  'Account.proofs': { pagedBy: 'whole', byDefault: PROOFS, most: PROOFS, weight: 10 },
  'Account.claims': { pagedBy: 'whole', byDefault: CLAIMS, most: CLAIMS },
  'Holdings.positions': PAGE,
  'Holdings.mutualFunds': PAGE,
  // Few have more; all of them are sent.
  'Holdings.smallcases': { pagedBy: 'whole', byDefault: 10, most: 10 },
  'Holdings.earlier': { pagedBy: 'whole', byDefault: EARLIER_HOLDINGS, most: EARLIER_HOLDINGS, weight: 50 },
  'EarlierHoldings.changes': { pagedBy: 'whole', byDefault: 10, most: CHANGES_OF_HOLDINGS },
  'Investments.smallcases': { pagedBy: 'whole', byDefault: 10, most: 10 },
  'Investments.exited': { pagedBy: 'whole', byDefault: EXITED, most: EXITED },
  'SmallcaseHolding.constituents': { pagedBy: 'whole', byDefault: 20, most: 20 },
  'InvestedSmallcase.constituents': { pagedBy: 'whole', byDefault: 20, most: 20 },
  'MutualFundImport.folios': PAGE,
  'EventLog.events': { ...PAGE, weight: EVENT_WEIGHT },
  'LogState.events': { pagedBy: 'whole', byDefault: SUBJECTS_FOLDED, most: SUBJECTS_FOLDED },
  'Connections.nodes': { pagedBy: 'whole', byDefault: CONNECTIONS_SHOWN, most: CONNECTIONS_SHOWN },
  'Connections.closes': { pagedBy: 'whole', byDefault: 25, most: 25 },
  'Overview.readiness': { pagedBy: 'whole', byDefault: 10, most: 10 },
  'Overview.deliveries': { pagedBy: 'whole', byDefault: 8, most: 8 },
  'Overview.orders': { pagedBy: 'whole', byDefault: 10, most: 10 },
  'Query.search': {
    pagedBy: 'whole',
    byDefault: ORDERS_OF_SEARCH + 2,
    most: ORDERS_OF_SEARCH + 2,
    weight: ORDER_WEIGHT,
  },
  'Activity.starts': { pagedBy: 'whole', byDefault: 50, most: 50 },
  'Activity.deliveries': { pagedBy: 'whole', byDefault: 8, most: 8 },
  'Activity.orders': { pagedBy: 'whole', byDefault: 10, most: 10 },
  'VerdictSeries.counts': { pagedBy: 'whole', byDefault: 50, most: 50 },
  'StatusSeries.counts': { pagedBy: 'whole', byDefault: 50, most: 50 },
  'Overview.delays': { pagedBy: 'whole', byDefault: 50, most: 50 },
} as const satisfies Readonly<Record<string, ListBound>>;

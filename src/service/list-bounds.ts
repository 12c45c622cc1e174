import type { ListBound } from '../graphql/page-size.js';

/** An event is stored and read as a whole, with everything that it holds. */
const EVENT_WEIGHT = 10;

/**
 * The bound of each list of the schema of backends, by `Type.field`. The cost of an operation is estimated
 * with them; what a list then really holds is counted while the operation runs. Few have more than what is
 * said here of those that are sent whole.
 */
export const SERVICE_LIST_BOUNDS = {
  'Query.events': { pagedBy: 'cursor', byDefault: 50, most: 100, weight: EVENT_WEIGHT },
  'Order.legs': { pagedBy: 'whole', byDefault: 5, most: 5 },
  'Order.unplacedLegs': { pagedBy: 'whole', byDefault: 5, most: 5 },
  'Holdings.securities': { pagedBy: 'whole', byDefault: 5, most: 5 },
  'Holdings.smallcases': { pagedBy: 'whole', byDefault: 3, most: 3 },
  'Holdings.mutualFunds': { pagedBy: 'whole', byDefault: 3, most: 3 },
  'SmallcaseHolding.constituents': { pagedBy: 'whole', byDefault: 5, most: 5 },
  'Investment.constituents': { pagedBy: 'whole', byDefault: 5, most: 5 },
  'MutualFundImport.folios': { pagedBy: 'whole', byDefault: 3, most: 3 },
} as const satisfies Readonly<Record<string, ListBound>>;

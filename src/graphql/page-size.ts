/**
 * How many items a list field gives at once: what is declared here is in the field's arguments and
 * description, is enforced by its resolver and is counted by the cost of an operation. Every list of the
 * schema has an entry (guarantee G12; a test walks the schema).
 */
export interface ListBound {
  /**
   * `cursor`: a Relay connection, paged by `first` and `after`. `offset`: a plain list, paged by `first` and
   * `offset`, with a count in the field `<name>Count`. `whole`: never cut, because it cannot be longer than
   * `most`.
   */
  readonly pagedBy: 'cursor' | 'offset' | 'whole';
  /** Items when the request names no number. */
  readonly byDefault: number;
  /** Most items of one page. */
  readonly most: number;
  /** What reading one item costs, in fields, independent of the selection. Default: 0. */
  readonly weight?: number;
}

/** An order is stored and read as a whole, with all of its legs, independent of the selection. */
const ORDER_WEIGHT = 25;
/** An entry of a timeline is a row of its own. */
const ENTRY_WEIGHT = 2;

/** The bound of each list of the schema, by `Type.field`. */
export const LIST_BOUNDS = {
  'Query.transactions': { pagedBy: 'cursor', byDefault: 20, most: 100 },
  'Query.orders': { pagedBy: 'cursor', byDefault: 20, most: 100, weight: ORDER_WEIGHT },
  'Query.events': { pagedBy: 'cursor', byDefault: 50, most: 100 },
  'Query.pendingActions': { pagedBy: 'offset', byDefault: 100, most: 100 },
  'Query.brokers': { pagedBy: 'whole', byDefault: 50, most: 50 },
  'Viewer.brokerAccounts': { pagedBy: 'offset', byDefault: 20, most: 100 },
  'Transaction.orders': { pagedBy: 'offset', byDefault: 10, most: 100, weight: ORDER_WEIGHT },
  'Transaction.timeline': { pagedBy: 'offset', byDefault: 50, most: 100, weight: ENTRY_WEIGHT },
  // A smallcase seldom has more than 50 securities, and a basket at most 100.
  'Order.legs': { pagedBy: 'offset', byDefault: 50, most: 100 },
  'Order.unplacedLegs': { pagedBy: 'offset', byDefault: 50, most: 100 },
  'Holdings.securities': { pagedBy: 'offset', byDefault: 100, most: 500 },
  'Holdings.smallcases': { pagedBy: 'offset', byDefault: 20, most: 100 },
  'Holdings.mutualFunds': { pagedBy: 'offset', byDefault: 50, most: 500 },
  'SmallcaseHolding.constituents': { pagedBy: 'offset', byDefault: 50, most: 100 },
} as const satisfies Readonly<Record<string, ListBound>>;

/** A list of the schema, as `Type.field`. */
export type ListName = keyof typeof LIST_BOUNDS;

/** The bound of a list field; undefined for a field that gives no list. */
export function listBound(type: string, field: string): ListBound | undefined {
  return BY_NAME.get(`${type}.${field}`);
}

const BY_NAME: ReadonlyMap<string, ListBound> = new Map(Object.entries(LIST_BOUNDS));

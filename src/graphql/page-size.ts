import type { GraphQLSchema } from 'graphql';

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
/** An import is stored and read with all of its folios. */
const IMPORT_WEIGHT = 25;
/** An entry of a timeline is a row of its own. */
const ENTRY_WEIGHT = 2;

/** The bound of each list of the schema, by `Type.field`. */
export const LIST_BOUNDS = {
  'Query.transactions': { pagedBy: 'cursor', byDefault: 20, most: 100 },
  'Query.orders': { pagedBy: 'cursor', byDefault: 20, most: 100, weight: ORDER_WEIGHT },
  'Query.events': { pagedBy: 'cursor', byDefault: 50, most: 100 },
  'Query.pendingActions': { pagedBy: 'offset', byDefault: 100, most: 100 },
  'Query.smallcases': { pagedBy: 'cursor', byDefault: 10, most: 50 },
  'Query.smallcaseNews': { pagedBy: 'cursor', byDefault: 10, most: 50 },
  'Query.subscriptions': { pagedBy: 'offset', byDefault: 50, most: 100 },
  'BrokerAccount.subscriptions': { pagedBy: 'offset', byDefault: 50, most: 100 },
  'SmallcaseSubscription.smallcases': { pagedBy: 'whole', byDefault: 50, most: 50 },
  'Query.brokers': { pagedBy: 'whole', byDefault: 50, most: 50 },
  'Viewer.brokerAccounts': { pagedBy: 'offset', byDefault: 20, most: 100 },
  'Transaction.orders': { pagedBy: 'offset', byDefault: 10, most: 100, weight: ORDER_WEIGHT },
  'Transaction.timeline': { pagedBy: 'offset', byDefault: 50, most: 100, weight: ENTRY_WEIGHT },
  'Query.investments': { pagedBy: 'cursor', byDefault: 20, most: 100 },
  'BrokerAccount.investments': { pagedBy: 'cursor', byDefault: 20, most: 100 },
  'Investment.constituents': { pagedBy: 'offset', byDefault: 50, most: 100 },
  'Query.exitedInvestments': { pagedBy: 'offset', byDefault: 20, most: 100 },
  'BrokerAccount.exitedInvestments': { pagedBy: 'offset', byDefault: 20, most: 100 },
  'TransactionRequest.securities': { pagedBy: 'offset', byDefault: 50, most: 100 },
  // A smallcase seldom has more than 50 securities, and a basket at most 100.
  'Order.legs': { pagedBy: 'offset', byDefault: 50, most: 100 },
  'Order.unplacedLegs': { pagedBy: 'offset', byDefault: 50, most: 100 },
  'Holdings.securities': { pagedBy: 'offset', byDefault: 100, most: 500 },
  'Holdings.smallcases': { pagedBy: 'offset', byDefault: 20, most: 100 },
  'Holdings.mutualFunds': { pagedBy: 'offset', byDefault: 50, most: 500 },
  'Holdings.mutualFundImports': { pagedBy: 'offset', byDefault: 5, most: 20, weight: IMPORT_WEIGHT },
  'Query.mutualFundImports': { pagedBy: 'offset', byDefault: 5, most: 20, weight: IMPORT_WEIGHT },
  'MutualFundImport.folios': { pagedBy: 'offset', byDefault: 50, most: 500 },
  'MutualFundImport.transactions': { pagedBy: 'cursor', byDefault: 50, most: 500 },
  'SmallcaseHolding.constituents': { pagedBy: 'offset', byDefault: 50, most: 100 },
  'Smallcase.constituents': { pagedBy: 'offset', byDefault: 50, most: 100 },
  'Smallcase.plans': { pagedBy: 'whole', byDefault: 20, most: 20 },
  'Smallcase.news': { pagedBy: 'cursor', byDefault: 10, most: 50 },
  // A year has about 250 trading days.
  'SmallcaseChart.points': { pagedBy: 'offset', byDefault: 300, most: 1_500 },
} as const satisfies Readonly<Record<string, ListBound>>;

/** A list of the schema, as `Type.field`. */
export type ListName = keyof typeof LIST_BOUNDS;

/** The bound of a list field of a schema; undefined for a field that gives no list. */
export function listBound(schema: GraphQLSchema, type: string, field: string): ListBound | undefined {
  return (OF_SCHEMAS.get(schema) ?? BY_NAME).get(`${type}.${field}`);
}

/** Gives a schema bounds of its own, by `Type.field`, in place of {@link LIST_BOUNDS}. */
export function boundLists(schema: GraphQLSchema, bounds: Readonly<Record<string, ListBound>>): void {
  OF_SCHEMAS.set(schema, new Map(Object.entries(bounds)));
}

const BY_NAME: ReadonlyMap<string, ListBound> = new Map(Object.entries(LIST_BOUNDS));
// Module state on purpose: it belongs to each schema, and ends with it.
const OF_SCHEMAS = new WeakMap<GraphQLSchema, ReadonlyMap<string, ListBound>>();

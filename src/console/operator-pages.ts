import { badInput } from '../core/errors.js';
import { pageSize } from '../graphql/list-page.js';
import type { ScannedPage, Wanted } from '../ledger/operator/scan.js';
import { OPERATOR_LIST_BOUNDS } from './list-bounds.js';
import type { SealedIds, SealedKind } from './sealed-id.js';
import type { OperatorPage } from './types/page.type.js';

/** The arguments of a page of the console. */
export interface PageArgs {
  readonly first: number;
  readonly after: string | null;
}

/** The lists of the ledger that are read in pages, by the kind of their cursors. */
const LISTS = {
  orders: 'Query.orders',
  transactions: 'Query.transactions',
  deliveries: 'Query.deliveries',
  accounts: 'Query.accounts',
  holdings: 'Query.holdings',
  investments: 'Query.investments',
  events: 'EventLog.events',
} as const satisfies Partial<Record<SealedKind, keyof typeof OPERATOR_LIST_BOUNDS>>;

export type PagedList = keyof typeof LISTS;

/** Which part of a list its arguments ask for. Throws BAD_USER_INPUT, naming the argument. */
export function wantedPage<Place>(
  ids: SealedIds,
  list: PagedList,
  { first, after }: PageArgs,
): Wanted<Place> {
  const count = pageSize('first', first, OPERATOR_LIST_BOUNDS[LISTS[list]]);
  if (after === null) return { first: count, after: null };
  const place = ids.open(list, after);
  if (place === null) throw badInput('after', 'is not a cursor of this list');
  return { first: count, after: JSON.parse(place) as Place };
}

/** A page as resolvers return it. A cursor holds the id of a person’s object, so it is sealed like an id. */
export function toOperatorPage<Item>(
  ids: SealedIds,
  list: PagedList,
  { items, end, hasNext }: ScannedPage<unknown, Item>,
): OperatorPage<Item> {
  const endCursor = end === null ? null : ids.seal(list, JSON.stringify(end));
  return { nodes: items.map(({ item }) => item), pageInfo: { hasNextPage: hasNext, endCursor } };
}

/** A list that one stored object holds. */
export interface HeldRows<Row> {
  readonly rows: readonly Row[];
  /** Names the state of the object: a cursor of another state is refused, since its rows may have moved. */
  readonly version: string;
}

/** A page of the rows of one object. Throws BAD_USER_INPUT, naming the argument. */
export function pageOfRows<Row>(
  ids: SealedIds,
  list: 'Holdings.positions' | 'Holdings.mutualFunds' | 'MutualFundImport.folios',
  { rows, version }: HeldRows<Row>,
  { first, after }: PageArgs,
): OperatorPage<Row> {
  const count = pageSize('first', first, OPERATOR_LIST_BOUNDS[list]);
  const start = after === null ? 0 : startOf(ids.open('rows', after), `${list} ${version}`);
  const end = Math.min(start + count, rows.length);
  return {
    nodes: rows.slice(start, end),
    pageInfo: {
      hasNextPage: end < rows.length,
      endCursor: end === start ? null : ids.seal('rows', JSON.stringify([`${list} ${version}`, end])),
    },
  };
}

function startOf(cursor: string | null, of: string): number {
  const [name, place] = cursor === null ? [null, 0] : (JSON.parse(cursor) as [string, number]);
  if (name !== of)
    throw badInput('after', 'is no cursor of the present rows; read the list from its beginning');
  return place;
}

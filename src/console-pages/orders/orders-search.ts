import type { OrderFilter, OrderRowFragment, Provenance } from '../data/generated/graphql.js';
import type { Relative } from '../data/queries.js';
import { type Span, sinceOf } from '../data/since.js';
import {
  flagParam,
  listParam,
  namesParam,
  type RawSearch,
  spanParam,
  textParam,
} from '../shell/search-params.js';

/** The filters of the orders and the open one, as the address has them. */
export interface OrdersSearch {
  readonly status?: string[] | undefined;
  readonly provenance?: Provenance[] | undefined;
  readonly final?: boolean | undefined;
  readonly viewer?: string | undefined;
  readonly symbol?: string | undefined;
  readonly broker?: string | undefined;
  readonly since?: Span | undefined;
  /** A batch, transaction or exchange order id, whole. */
  readonly text?: string | undefined;
  /** Id of the order in the side panel. */
  readonly open?: string | undefined;
}

export const PROVENANCES = ['REPORTED', 'WEBHOOK', 'CONFIRMED'] as const satisfies readonly Provenance[];

/** Reads the search params of an address; what is not understood is left out. */
export function parseOrdersSearch(raw: RawSearch): OrdersSearch {
  return {
    status: listParam(raw.status),
    provenance: namesParam(raw.provenance, PROVENANCES),
    final: flagParam(raw.final),
    viewer: textParam(raw.viewer),
    symbol: textParam(raw.symbol),
    broker: textParam(raw.broker),
    since: spanParam(raw.since),
    text: textParam(raw.text),
    open: textParam(raw.open),
  };
}

/** Returns the filter that the server gets. */
export function orderFilterOf(search: OrdersSearch): Relative<OrderFilter> {
  const { status, provenance, final, viewer, symbol, broker, since, text } = search;
  return {
    ...(status && { status }),
    ...(provenance && { provenance }),
    ...(final !== undefined && { isFinal: final }),
    ...(viewer && { viewer }),
    ...(symbol && { symbol }),
    ...(broker && { broker }),
    ...(since && { since }),
    ...(text && { text }),
  };
}

/**
 * Whether a changed order belongs to a filtered list. Under a text or viewer filter a new order waits for the
 * next read, because ids may be masked here.
 */
export function orderFits(order: OrderRowFragment, filter: Relative<OrderFilter>): boolean {
  if (filter.text || filter.viewer) return false;
  const symbols = [...order.legs, ...order.unplacedLegs].map(({ symbol }) => symbol);
  return (
    (filter.status?.includes(order.status) ?? true) &&
    (filter.provenance?.includes(order.provenance) ?? true) &&
    (filter.isFinal ?? order.isFinal) === order.isFinal &&
    (filter.broker ?? order.broker) === order.broker &&
    (!filter.symbol || symbols.includes(filter.symbol)) &&
    order.updatedAt >= (sinceOf(filter.since) ?? '')
  );
}

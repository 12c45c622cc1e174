import type { DeliveryFilter, DeliveryRowFragment, DeliveryVerdict } from '../data/generated/graphql.js';
import type { Relative } from '../data/queries.js';
import { type Span, sinceOf } from '../data/since.js';
import { listParam, namesParam, type RawSearch, spanParam, textParam } from '../shell/search-params.js';

/** The filters of the inbox and what is open, as the address has them. */
export interface DeliveriesSearch {
  readonly view?: 'rejected' | undefined;
  readonly verdict?: DeliveryVerdict[] | undefined;
  readonly verdictNot?: DeliveryVerdict[] | undefined;
  readonly kind?: string[] | undefined;
  readonly kindNot?: string[] | undefined;
  readonly since?: Span | undefined;
  /** A transaction's id. */
  readonly transaction?: string | undefined;
  readonly problem?: string | undefined;
  /** Id of the delivery or refused request in the side panel. */
  readonly open?: string | undefined;
  readonly tab?: DeliveryTab | undefined;
}

export const VERDICTS = [
  'APPLIED',
  'UNMATCHED',
  'IGNORED',
  'ANOMALY',
  'OVERSIZED',
  'UNREADABLE',
  'PENDING',
  'DEAD',
] as const satisfies readonly DeliveryVerdict[];

export const KINDS = ['ORDER', 'HOLDINGS', 'MUTUAL_FUNDS', 'PENDING_ACTION', 'UNKNOWN'] as const;

export const DELIVERY_TABS = ['summary', 'body', 'checksum', 'effects', 'siblings'] as const;
export type DeliveryTab = (typeof DELIVERY_TABS)[number];

/** Reads the search params of an address; what is not understood is left out. */
export function parseDeliveriesSearch(raw: RawSearch): DeliveriesSearch {
  return {
    view: raw.view === 'rejected' ? 'rejected' : undefined,
    verdict: namesParam(raw.verdict, VERDICTS),
    verdictNot: namesParam(raw.verdictNot, VERDICTS),
    kind: listParam(raw.kind),
    kindNot: listParam(raw.kindNot),
    since: spanParam(raw.since),
    transaction: textParam(raw.transaction),
    problem: textParam(raw.problem),
    open: textParam(raw.open),
    tab: namesParam(raw.tab, DELIVERY_TABS)?.[0],
  };
}

/** Returns the filter that the server gets. */
export function deliveryFilterOf(search: DeliveriesSearch): Relative<DeliveryFilter> {
  const { verdict, verdictNot, kind, kindNot, since, transaction, problem } = search;
  return {
    ...(verdict && { verdict }),
    ...(verdictNot && { verdictNot }),
    ...(kind && { kind }),
    ...(kindNot && { kindNot }),
    ...(since && { since }),
    ...(transaction && { transaction }),
    ...(problem && { problem }),
  };
}

/** Whether a new delivery belongs to a filtered list. With a transaction filter it waits for a read. */
export function deliveryFits(delivery: DeliveryRowFragment, filter: Relative<DeliveryFilter>): boolean {
  if (filter.transaction) return false;
  return (
    (filter.verdict?.includes(delivery.verdict) ?? true) &&
    filter.verdictNot?.includes(delivery.verdict) !== true &&
    (filter.kind?.includes(delivery.kind) ?? true) &&
    filter.kindNot?.includes(delivery.kind) !== true &&
    (!filter.problem || (delivery.problem ?? '').includes(filter.problem)) &&
    delivery.receivedAt >= (sinceOf(filter.since) ?? '')
  );
}

import type { HoldingsFilter, TransactionFilter } from '../data/generated/graphql.js';
import type { Relative } from '../data/queries.js';
import type { Span } from '../data/since.js';
import { namesParam, type RawSearch, spanParam, textParam } from '../shell/search-params.js';

/** What the screen of holdings can show. */
export const HOLDINGS_VIEWS = ['holdings', 'investments', 'funds', 'subscriptions'] as const;
export type HoldingsView = (typeof HOLDINGS_VIEWS)[number];

export const HOLDINGS_TABS = ['positions', 'smallcases', 'funds', 'earlier'] as const;
export type HoldingsTab = (typeof HOLDINGS_TABS)[number];

/** The filters of the holdings and what is open, as the address has them. */
export interface HoldingsSearch {
  /** Absent: the holdings themselves. */
  readonly view?: Exclude<HoldingsView, 'holdings'> | undefined;
  /** An account’s id. */
  readonly account?: string | undefined;
  readonly viewer?: string | undefined;
  readonly broker?: string | undefined;
  readonly symbol?: string | undefined;
  readonly since?: Span | undefined;
  /** Id of the account or transaction in the side panel. */
  readonly open?: string | undefined;
  readonly tab?: HoldingsTab | undefined;
}

/** Changes a part of what the address says. */
export type ChangeHoldingsSearch = (part: Partial<HoldingsSearch>) => void;

/** Reads the search params of an address; what is not understood is left out. */
export function parseHoldingsSearch(raw: RawSearch): HoldingsSearch {
  const [view] = namesParam(raw.view, HOLDINGS_VIEWS) ?? [];
  return {
    view: view === 'holdings' ? undefined : view,
    account: textParam(raw.account),
    viewer: textParam(raw.viewer),
    broker: textParam(raw.broker),
    symbol: textParam(raw.symbol)?.toUpperCase(),
    since: spanParam(raw.since),
    open: textParam(raw.open),
    tab: namesParam(raw.tab, HOLDINGS_TABS)?.[0],
  };
}

/** Returns the filter of holdings and investments that the server gets. */
export function holdingsFilterOf({ account, viewer, broker, symbol }: HoldingsSearch): HoldingsFilter {
  return {
    ...(account && { account }),
    ...(viewer && { viewer }),
    ...(broker && { broker }),
    ...(symbol && { symbol }),
  };
}

/** Returns the filter of the transactions of these intents that the server gets. */
export function intentFilterOf(
  { viewer, since }: HoldingsSearch,
  intent: readonly string[],
): Relative<TransactionFilter> {
  return { intent: [...intent], ...(viewer && { viewer }), ...(since && { since }) };
}

/** Search params that remove every filter. */
export const NO_FILTERS = {
  account: undefined,
  viewer: undefined,
  broker: undefined,
  symbol: undefined,
  since: undefined,
} as const satisfies Partial<HoldingsSearch>;

/** Search params that filter nothing. */
export const NOT_FILTERS = ['view', 'open', 'tab'];

import type { AccountFilter } from '../data/generated/graphql.js';
import { type RawSearch, textParam } from '../shell/search-params.js';

/** The filters of the accounts and the open one, as the address has them. */
export interface AccountsSearch {
  readonly viewer?: string | undefined;
  readonly broker?: string | undefined;
  /** Id of the account in the side panel. */
  readonly open?: string | undefined;
}

/** Reads the search params of an address; what is not understood is left out. */
export function parseAccountsSearch(raw: RawSearch): AccountsSearch {
  return { viewer: textParam(raw.viewer), broker: textParam(raw.broker), open: textParam(raw.open) };
}

/** Returns the filter that the server gets. */
export function accountFilterOf({ viewer, broker }: AccountsSearch): AccountFilter {
  return { ...(viewer && { viewer }), ...(broker && { broker }) };
}

/** Search params that remove every filter. */
export const NO_FILTERS = {
  viewer: undefined,
  broker: undefined,
} as const satisfies Partial<AccountsSearch>;

const HEADERS_KEY = 'dwar:headers';
const TABS_KEY = 'graphiql:tabState';
const NO_TOKEN = '{\n  "Authorization": "Bearer "\n}';

/** The parts of `window` that are used here. */
interface Page {
  readonly location: { readonly hash: string; readonly pathname: string; readonly search: string };
  readonly history: {
    readonly state: unknown;
    replaceState(state: unknown, unused: string, url: string): void;
  };
  readonly sessionStorage: {
    getItem(key: string): string | null;
    setItem(key: string, value: string): void;
    removeItem(key: string): void;
  };
}

/**
 * Returns the query of the address (`#query=…`), with which GraphiQL opens a tab of its own; null if there is
 * none. Call it before {@link takeHeaders}, which clears the address.
 */
export function takeQuery({
  location,
  sessionStorage,
}: Pick<Page, 'location' | 'sessionStorage'>): string | null {
  const query = new URLSearchParams(location.hash.slice(1)).get('query');
  if (query !== null) sessionStorage.removeItem(TABS_KEY);
  return query;
}

/**
 * Returns the initial text of the headers editor.
 *
 * A token in the address (`#token=…`, which browsers do not send to the server) is removed from the address
 * bar and kept for this browser tab; GraphiQL tabs opened with an older token are closed.
 */
export function takeHeaders({ location, history, sessionStorage }: Page): string {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token !== null) {
    history.replaceState(history.state, '', location.pathname + location.search);
    sessionStorage.setItem(HEADERS_KEY, JSON.stringify({ Authorization: `Bearer ${token}` }, null, 2));
    sessionStorage.removeItem(TABS_KEY);
  }
  return sessionStorage.getItem(HEADERS_KEY) ?? NO_TOKEN;
}

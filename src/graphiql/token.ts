const HEADERS_KEY = 'dwar:headers';
const TABS_KEY = 'graphiql:tabState';
const NO_TOKEN = '{\n  "Authorization": "Bearer "\n}';

/** The parts of a window that are used here. */
interface Page {
  readonly location: Location;
  readonly history: History;
  readonly sessionStorage: Storage;
}

/**
 * The headers to begin with, as the text of the headers editor.
 *
 * A token in the address (`#token=…`, which browsers do not send to a server) is taken, removed from the
 * address bar and kept for this browser tab; tabs opened with an older token are dropped.
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

const HEADERS_KEY = 'dwar:headers';
const TABS_KEY = 'graphiql:tabState';
const NO_TOKEN = '{\n  "Authorization": "Bearer "\n}';

/** The parts of `window` that are used here. */
interface Page {
  readonly location: Location;
  readonly history: History;
  readonly sessionStorage: Storage;
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

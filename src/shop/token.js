const KEY = 'dwar:shop-token';

/**
 * The session token of the signed-in user. In a real app it comes from your own login. Here it is in the
 * address, behind `#`, which browsers send to no server; it is moved to this browser tab.
 */
export function takeToken() {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token !== null) {
    history.replaceState(history.state, '', location.pathname);
    keepToken(token);
  }
  return sessionStorage.getItem(KEY);
}

export function keepToken(token) {
  sessionStorage.setItem(KEY, token);
}

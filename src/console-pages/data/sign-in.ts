/** The ways to sign in besides a link; each is also the end of its path below `/console/login/`. */
const WAYS = ['oidc', 'proxy'] as const;
export type SignInWay = (typeof WAYS)[number];

/** Why a sign-in through others failed, as the server says it in the address. */
const FAILURES = ['refused', 'no-role', 'no-name', 'unavailable', 'late', 'off', 'limited'] as const;

/** Why this browser was not signed in: by a link, or in another way. */
export type Refusal = 'refused' | 'unreachable' | `login-${(typeof FAILURES)[number]}`;

/** Where the address is kept while another page signs the operator in. */
const ADDRESS_KEY = 'dwar-console-address';

/** Returns the ways that the server offers: it writes them into the page. */
export function signInWays(document: Document): readonly SignInWay[] {
  const offered = document.querySelector<HTMLMetaElement>('meta[name=console-logins]')?.content.split(' ');
  return WAYS.filter((way) => offered?.includes(way) === true);
}

/** Keeps the address of this tab, to return to it after the sign-in. */
export function keepAddress({ location, sessionStorage }: Window): void {
  sessionStorage.setItem(ADDRESS_KEY, location.pathname + location.search);
}

/**
 * Reads what a sign-in through others has left in the address, `#login=…`: returns why it failed, and removes it. After
 * one that did not fail, the tab returns to the address that it had before.
 */
export function finishSignIn({ location, history, sessionStorage }: Window): Refusal | null {
  const reason = /^#login=([a-z-]+)$/.exec(location.hash)?.[1];
  if (reason !== undefined) {
    history.replaceState(null, '', sessionStorage.getItem(ADDRESS_KEY) ?? location.pathname);
    const known = FAILURES.find((each) => each === reason);
    return known === undefined ? null : `login-${known}`;
  }
  const kept = sessionStorage.getItem(ADDRESS_KEY);
  sessionStorage.removeItem(ADDRESS_KEY);
  if (kept !== null && location.pathname === '/console/' && location.hash === '')
    history.replaceState(null, '', kept);
  return null;
}

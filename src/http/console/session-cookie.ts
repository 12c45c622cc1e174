import type { IncomingMessage } from 'node:http';
import { createLocalNames } from '../../core/http/local-names.js';
import { CONSOLE_LOGIN_PATH, CONSOLE_PATH } from './console-paths.js';

type Asked = Pick<IncomingMessage, 'headers' | 'rawHeaders' | 'url' | 'socket'>;

/** One kind of cookie of the console. */
interface CookieKind {
  readonly name: string;
  readonly path: string;
  readonly sameSite: 'Strict' | 'Lax';
}

/** Proves a session. */
const SESSION: CookieKind = { name: 'dwar_console', path: CONSOLE_PATH, sameSite: 'Strict' };
/** Proves that a login began in this browser. The identity provider, another site, leads back to it. */
const LOGIN: CookieKind = { name: 'dwar_login', path: CONSOLE_LOGIN_PATH, sameSite: 'Lax' };

const loopback = createLocalNames([]);

/**
 * The name of a cookie. Browsers send a cookie to every port of a host, so the name holds the port, as the
 * browser sees it.
 */
function nameOf({ name }: CookieKind, { headers, socket }: Asked): string {
  const [, port] = /:(\d{1,5})$/.exec(headers.host ?? '') ?? [];
  return `${name}_${port ?? socket.localPort ?? 0}`;
}

function valueIn(request: Asked, kind: CookieKind): string | undefined {
  const wanted = nameOf(kind, request);
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === wanted) return value;
  }
  return undefined;
}

/** The `Set-Cookie` that stores a value for some seconds; an empty value with 0 seconds removes it. */
function cookieOf(request: Asked, kind: CookieKind, value: string, maxAgeSeconds: number): string {
  const parts = [
    `${nameOf(kind, request)}=${value}`,
    `Path=${kind.path}`,
    `Max-Age=${maxAgeSeconds}`,
    'HttpOnly',
    `SameSite=${kind.sameSite}`,
  ];
  return [...parts, ...(isPlainLoopback(request) ? [] : ['Secure'])].join('; ');
}

/** The token in the cookie of a request; undefined if it has none. */
export function sessionTokenIn(request: Asked): string | undefined {
  return valueIn(request, SESSION);
}

/** The `Set-Cookie` that stores a token for some seconds; an empty token with 0 seconds removes it. */
export function sessionCookie(request: Asked, token: string, maxAgeSeconds: number): string {
  return cookieOf(request, SESSION, token, maxAgeSeconds);
}

/** The secret of the login that began in this browser; undefined if none did. */
export function loginSecretIn(request: Asked): string | undefined {
  return valueIn(request, LOGIN);
}

/** The `Set-Cookie` of such a secret; an empty one with 0 seconds removes it. */
export function loginCookie(request: Asked, secret: string, maxAgeSeconds: number): string {
  return cookieOf(request, LOGIN, secret, maxAgeSeconds);
}

/** Whether the page was loaded by plain HTTP from this machine: nothing can listen in between. */
function isPlainLoopback(request: Asked): boolean {
  return loopback.includesHost(request) && request.headers.origin?.startsWith('https:') !== true;
}

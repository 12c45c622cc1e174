import type { IncomingMessage } from 'node:http';
import { createLocalNames } from '../../core/http/local-names.js';
import { CONSOLE_PATH } from './console-paths.js';

type Asked = Pick<IncomingMessage, 'headers' | 'rawHeaders' | 'url' | 'socket'>;

const loopback = createLocalNames([]);

/**
 * The name of the session cookie. Browsers send a cookie to every port of a host, so the name holds the port,
 * as the browser sees it.
 */
function cookieName({ headers, socket }: Asked): string {
  const [, port] = /:(\d{1,5})$/.exec(headers.host ?? '') ?? [];
  return `dwar_console_${port ?? socket.localPort ?? 0}`;
}

/** The token in the cookie of a request; undefined if it has none. */
export function sessionTokenIn(request: Asked): string | undefined {
  const wanted = cookieName(request);
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === wanted) return value;
  }
  return undefined;
}

/** The `Set-Cookie` that stores a token for some seconds; an empty token with 0 seconds removes it. */
export function sessionCookie(request: Asked, token: string, maxAgeSeconds: number): string {
  const parts = [
    `${cookieName(request)}=${token}`,
    `Path=${CONSOLE_PATH}`,
    `Max-Age=${maxAgeSeconds}`,
    'HttpOnly',
    'SameSite=Strict',
  ];
  return [...parts, ...(isPlainLoopback(request) ? [] : ['Secure'])].join('; ');
}

/** Whether the page was loaded by plain HTTP from this machine: nothing can listen in between. */
function isPlainLoopback(request: Asked): boolean {
  return loopback.includesHost(request) && request.headers.origin?.startsWith('https:') !== true;
}

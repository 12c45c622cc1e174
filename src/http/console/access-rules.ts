import type { IncomingMessage } from 'node:http';
import { AppError } from '../../core/errors.js';
import { createLocalNames } from '../../core/http/local-names.js';
import { requestOriginAllowed } from '../origins.js';

/** The header that each call of the console carries. A page of another origin cannot send it unasked. */
const CALL_HEADER = 'dwar-console';

/** Which requests the console takes at all, independent of who is logged in. */
export interface AccessRules {
  /** Throws HOST_NOT_ALLOWED in development for a host that is not loopback (DNS rebinding). */
  refuseHost(request: IncomingMessage): void;
  /**
   * Throws ORIGIN_NOT_ALLOWED for a call of a page that the console did not serve, and BAD_REQUEST for one
   * without the header `dwar-console: 1`.
   */
  refuseCall(request: IncomingMessage): void;
  /**
   * Throws ORIGIN_NOT_ALLOWED for a link that no page of the console, and no address bar, led to; a link
   * `fromElsewhere` may be followed from any page, but by a whole window only.
   */
  refuseNavigation(request: IncomingMessage, fromElsewhere: boolean): void;
  /** Why a WebSocket is refused: its host, or a page of another origin; null where it is not. */
  socketRefusalOf(request: IncomingMessage): AppError | null;
}

/** The rules of a profile. In production a proxy may serve the console under any host. */
export function createAccessRules({
  isProduction,
  trustsProxy,
}: {
  readonly isProduction: boolean;
  readonly trustsProxy: boolean;
}): AccessRules {
  const loopback = createLocalNames([]);
  const isOwnPage = (request: IncomingMessage) => requestOriginAllowed(request, [], trustsProxy);
  const hostRefusal = (request: IncomingMessage) =>
    isProduction || loopback.includesHost(request) ? null : FOREIGN_HOST;
  return {
    refuseHost(request) {
      const refusal = hostRefusal(request);
      if (refusal !== null) throw refusal;
    },
    refuseCall(request) {
      const { headers } = request;
      const site = headers['sec-fetch-site'];
      if (!isOwnPage(request) || (site !== undefined && site !== 'same-origin')) throw FOREIGN_PAGE;
      if (headers[CALL_HEADER] !== '1') throw NO_CALL_HEADER;
    },
    refuseNavigation(request, fromElsewhere) {
      const { 'sec-fetch-site': site, 'sec-fetch-dest': destination } = request.headers;
      const isOwnLink = site === undefined || site === 'same-origin' || site === 'none';
      const isWindow = destination === undefined || destination === 'document';
      if (!isOwnPage(request) || !isWindow || !(isOwnLink || fromElsewhere)) throw FOREIGN_PAGE;
    },
    socketRefusalOf(request) {
      const isOwn = request.headers.origin !== undefined && isOwnPage(request);
      return hostRefusal(request) ?? (isOwn ? null : FOREIGN_PAGE);
    },
  };
}

const FOREIGN_HOST = new AppError(
  'HOST_NOT_ALLOWED',
  'Outside production the console is served under loopback names only, such as localhost.',
);
const FOREIGN_PAGE = new AppError(
  'ORIGIN_NOT_ALLOWED',
  'Only pages of the console may call this path, from the host that served them.',
);
const NO_CALL_HEADER = new AppError('BAD_REQUEST', `Send the header \`${CALL_HEADER}: 1\`.`);

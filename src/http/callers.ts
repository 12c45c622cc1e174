import type { IncomingMessage } from 'node:http';
import type { Config } from '../config/variables.js';
import { AppError } from '../core/errors.js';
import { createLocalNames } from '../core/http/local-names.js';
import type { Log } from '../core/log.js';
import { originAllowed } from '../core/http/origin-allowed.js';
import { requestOriginAllowed } from './origins.js';

/**
 * Which web pages may call. A page may always send what a form can; here it is said who may read, and who is
 * refused.
 */
export interface Callers {
  /** Whether pages of this origin may read answers. */
  mayRead(origin: string): boolean;
  /**
   * Why a request is refused before anything else; null where it is not. Always null in production, where
   * CORS decides.
   */
  refusalOf(request: IncomingMessage): AppError | null;
  /** Why a WebSocket is refused, to which CORS does not apply; null where it is not. */
  socketRefusalOf(request: IncomingMessage): AppError | null;
}

/**
 * In production the origins of `CORS_ORIGINS` and our own pages; elsewhere also pages and hosts on loopback
 * and in `DEV_ALLOWED_HOSTS`.
 */
export function createCallers(config: Config, log: Log): Callers {
  const { CORS_ORIGINS: origins, TRUST_PROXY } = config;
  const isOwn = (request: IncomingMessage) => requestOriginAllowed(request, origins, TRUST_PROXY > 0);
  if (config.NODE_ENV === 'production') {
    return {
      mayRead: (origin) => originAllowed(origin, origins),
      refusalOf: () => null,
      socketRefusalOf: (request) => (isOwn(request) ? null : FOREIGN_PAGE),
    };
  }
  const names = createLocalNames(config.DEV_ALLOWED_HOSTS);
  const noteLocal = warnOnce(log);
  const refusalOf = (request: IncomingMessage) => {
    if (!names.includesHost(request)) return FOREIGN_HOST;
    const { origin } = request.headers;
    if (origin === undefined || isOwn(request)) return null;
    if (!names.includesOrigin(origin)) return FOREIGN_PAGE_IN_DEVELOPMENT;
    noteLocal(origin);
    return null;
  };
  return {
    mayRead: (origin) => names.includesOrigin(origin) || originAllowed(origin, origins),
    refusalOf,
    socketRefusalOf: refusalOf,
  };
}

const FOREIGN_PAGE = new AppError(
  'ORIGIN_NOT_ALLOWED',
  'Pages of this origin may not call; see CORS_ORIGINS.',
);
const FOREIGN_PAGE_IN_DEVELOPMENT = new AppError(
  'ORIGIN_NOT_ALLOWED',
  'Pages of this origin may not call. Add the origin to CORS_ORIGINS, or its host to DEV_ALLOWED_HOSTS.',
);
const FOREIGN_HOST = new AppError(
  'HOST_NOT_ALLOWED',
  'Outside production only loopback names are served. Add the host of this URL to DEV_ALLOWED_HOSTS.',
);

/** Most origins that are named in the log. */
const NAMED_MAX = 100;

function warnOnce(log: Log): (origin: string) => void {
  const named = new Set<string>();
  return (origin) => {
    if (named.has(origin) || named.size >= NAMED_MAX) return;
    named.add(origin);
    log.warn({ origin }, 'production would refuse pages of this origin; list it in CORS_ORIGINS there');
  };
}

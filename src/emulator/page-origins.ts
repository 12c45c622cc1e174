import { originAllowed } from '../core/http/origin-allowed.js';

/** The web pages that may use the browser SDK and read what Gateway answers (section 3). */
export interface PageOrigins {
  allows(origin: string): boolean;
  /** Whether Gateway would allow it too: loopback pages are allowed in development only. */
  isListed(origin: string): boolean;
  /** The allowed origins as the sources of a Content-Security-Policy. */
  readonly sources: string;
}

const LOOPBACK = /^http:\/\/(?:localhost|127\.0\.0\.1)(?::\d{1,5})?$/;
const LOOPBACK_SOURCES = ['http://localhost:*', 'http://127.0.0.1:*'];

/** `listed` are patterns of {@link originAllowed}. */
export function createPageOrigins(listed: readonly string[], allowsLoopback: boolean): PageOrigins {
  const isListed = (origin: string) => originAllowed(origin, listed);
  return {
    isListed,
    allows: (origin) => isListed(origin) || (allowsLoopback && LOOPBACK.test(origin)),
    sources: ["'self'", ...listed, ...(allowsLoopback ? LOOPBACK_SOURCES : [])].join(' '),
  };
}

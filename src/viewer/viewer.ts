import { AppError } from '../core/errors.js';
import type { TokenRefused } from './token-refused.js';

/** The partner's end user, proven by the partner's own session token. */
export interface Viewer {
  /** The `sub` of the token. */
  readonly id: string;
  /** The `exp` of the token, in epoch milliseconds of the issuer's clock. */
  readonly expiresAt: number;
  /** Until when the token is accepted here, in epoch milliseconds: its `exp` and the clock tolerance. */
  readonly acceptedUntil: number;
  /** The `iat` of the token, in epoch milliseconds of the issuer's clock. Absent if it has none. */
  readonly issuedAt?: number;
  /** The `jti` of the token. Absent if it has none. */
  readonly tokenId?: string;
}

/** The viewer of a request. Throws UNAUTHENTICATED when no token was sent. */
export function requireViewer(context: { readonly viewer: Viewer | null }): Viewer {
  if (context.viewer === null) throw unauthenticated();
  return context.viewer;
}

/**
 * The one error for every kind of missing or bad token: its message does not say what was wrong, and it holds
 * nothing of the token. `refused` is why a token was refused, for the log.
 */
export function unauthenticated(
  refused?: TokenRefused,
  kind: 'session token' | 'service token' = 'session token',
): AppError {
  const options = refused === undefined ? {} : { cause: refused };
  return new AppError('UNAUTHENTICATED', `A valid ${kind} is required.`, options);
}

/** Under which name limits are counted: the viewer, or the client's address for a request without a token. */
export function holderOf(viewer: Viewer | null, address: string): string {
  return viewer === null ? `address ${address}` : `viewer ${viewer.id}`;
}

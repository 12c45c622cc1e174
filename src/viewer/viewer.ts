import { AppError } from '../core/errors.js';

/** The partner's end user, proven by the partner's own session token. */
export interface Viewer {
  /** The `sub` of the token. */
  readonly id: string;
  /** When the token ends, in epoch milliseconds of the wall clock. */
  readonly expiresAt: number;
}

/** The viewer of a request. Throws UNAUTHENTICATED when no token was sent. */
export function requireViewer(context: { readonly viewer: Viewer | null }): Viewer {
  if (context.viewer === null) throw unauthenticated();
  return context.viewer;
}

/**
 * The one error for every kind of missing or bad token: it does not say what was wrong, and holds nothing of
 * the token.
 */
export function unauthenticated(): AppError {
  return new AppError('UNAUTHENTICATED', 'A valid session token is required.');
}

/** Under which name limits are counted: the viewer, or the client's address for a request without a token. */
export function holderOf(viewer: Viewer | null, address: string): string {
  return viewer === null ? `address ${address}` : `viewer ${viewer.id}`;
}

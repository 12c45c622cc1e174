import { AppError } from '../core/errors.js';
import { isBearer } from './bearer.js';
import { type KeySetOptions, KeysUnavailable } from './key-set.js';
import type { SessionEnds } from './session-ends.js';
import { createTokenVerifier, type SessionTokenConfig } from './session-token.js';
import { TokenEnds } from './token-end.js';
import { type TokenRefusal, TokenRefused } from './token-refused.js';
import { unauthenticated, type Viewer } from './viewer.js';

/** Identifies the caller. HTTP, SSE and WebSocket share one. */
export interface Authenticator {
  /**
   * The viewer of an `Authorization` value; null when there is none. Throws UNAUTHENTICATED for anything that
   * is not `Bearer` and a good token, with one message for all reasons; the reason is its cause, for the log.
   * Throws AUTHENTICATION_UNAVAILABLE while it is not known whether the token is good: the keys could not be
   * fetched.
   */
  authenticate(authorization: string | undefined): Promise<Viewer | null>;
  /**
   * The viewer that `authenticate` would resolve with, if their token was verified before; undefined if that
   * is not known yet.
   */
  remembered(authorization: string): Viewer | undefined;
}

/** Also ends what callers keep open. */
export interface SessionAuthenticator extends Authenticator {
  /**
   * Calls `end` once the token of a viewer is no longer accepted: it has expired, the secret that signed it
   * was replaced, or its session was ended. The returned function cancels this.
   */
  untilEnd(viewer: Viewer, end: () => void): () => void;
  /** Ends what was opened with tokens whose secret is not accepted any more. Call it after a reload. */
  endWithdrawn(): void;
}

export interface AuthenticatorOptions {
  /** How the keys of AUTH_JWKS_URL are fetched and kept. */
  readonly keySet?: KeySetOptions;
  /** Called with the reason for each token that is refused. Must not throw. */
  readonly onRefused?: (reason: TokenRefusal) => void;
  /** Which sessions were ended before their tokens expire. Default: none. */
  readonly ends?: Pick<SessionEnds, 'isEnded' | 'onEnds'>;
}

const NO_ENDS: Required<AuthenticatorOptions>['ends'] = { isEnded: () => false, onEnds: () => {} };

const BEARER = /^bearer ([A-Za-z0-9._-]+)$/i;

/** Verifies session tokens as {@link createTokenVerifier} does. */
export function createAuthenticator(
  config: SessionTokenConfig,
  { keySet, onRefused = () => {}, ends = NO_ENDS }: AuthenticatorOptions = {},
): SessionAuthenticator {
  const tokens = createTokenVerifier(config, keySet);
  const open = new TokenEnds<Viewer>();
  const isOver = (viewer: Viewer) => tokens.isWithdrawn(viewer) || ends.isEnded(viewer);
  const endWithdrawn = () => open.endIf(isOver);
  ends.onEnds(endWithdrawn);
  return {
    async authenticate(authorization) {
      if (authorization === undefined) return null;
      try {
        const viewer = await tokens.verify(tokenIn(authorization));
        if (ends.isEnded(viewer)) throw new TokenRefused('ended');
        return viewer;
      } catch (error) {
        if (!(error instanceof TokenRefused)) throw unavailableIfNoKeys(error);
        onRefused(error.code);
        throw unauthenticated(error);
      }
    },
    untilEnd(viewer, end) {
      const cancel = open.watch(viewer, end);
      // The secret may have been replaced, or the session ended, since the token was verified.
      if (isOver(viewer)) setImmediate(endWithdrawn);
      return cancel;
    },
    endWithdrawn,
    remembered(authorization) {
      const token = BEARER.exec(authorization)?.[1];
      const viewer = token === undefined ? undefined : tokens.remembered(token);
      return viewer === undefined || ends.isEnded(viewer) ? undefined : viewer;
    },
  };
}

function tokenIn(authorization: string): string {
  if (!isBearer(authorization)) throw new TokenRefused('scheme');
  const token = BEARER.exec(authorization)?.[1];
  if (token === undefined) throw new TokenRefused('malformed');
  return token;
}

function unavailableIfNoKeys(error: unknown): unknown {
  if (!(error instanceof KeysUnavailable)) return error;
  return new AppError('AUTHENTICATION_UNAVAILABLE', 'Session tokens cannot be verified now. Try again.', {
    cause: error,
    retryAfterSeconds: Math.max(1, Math.ceil(error.retryAfterMs / 1000)),
  });
}

import type { Secret } from '../core/secret.js';

/** A fresh auth token. `expiresAt` is in epoch milliseconds. */
export interface MintedToken {
  readonly token: string;
  readonly expiresAt: number;
}

/** Whom a verified auth token stands for. */
export type AuthTokenIdentity = { readonly kind: 'GUEST' } | { readonly kind: 'CONNECTED'; readonly authId: string };

/** Why an auth token was not taken. */
export type AuthTokenInvalidReason = 'malformed' | 'algorithm' | 'signature' | 'expired' | 'claims';

/** Thrown by `verify`. Holds nothing of the token. */
export class AuthTokenInvalid extends Error {
  readonly reason: AuthTokenInvalidReason;

  constructor(reason: AuthTokenInvalidReason) {
    super(`auth token refused: ${reason}`);
    this.name = 'AuthTokenInvalid';
    this.reason = reason;
  }
}

/** Makes and checks Gateway auth tokens (protocol section 4). */
export interface AuthTokens {
  /** A token for a user without a linked account. Throws RangeError unless `ttlSeconds` is a positive integer. */
  mintGuest(ttlSeconds: number): Promise<MintedToken>;
  /** A token of one linked account; give it only to the viewer the account is linked to. Throws RangeError for a misshapen id. */
  mintConnected(authId: string, ttlSeconds: number): Promise<MintedToken>;
  /** Checks a token that a client handed over. Throws {@link AuthTokenInvalid}. */
  verify(token: string): Promise<AuthTokenIdentity>;
}

/** Auth tokens under one secret. `now` is wall-clock epoch milliseconds (`Date.now`). */
export declare function createAuthTokens(options: { secret: Secret; now?: () => number }): AuthTokens;

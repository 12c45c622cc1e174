import type { KeyObject } from 'node:crypto';
import { errors, type JWTPayload, SignJWT } from 'jose';
import { isCompactJws, verifyWithAny } from '../core/compact-jws.js';
import type { SecretKeys } from '../core/secret.js';
import { AUTH_ID_SHAPE } from './wire.js';

/** Life of the tokens that Dwar mints for its own calls, in seconds; a client never sees one. */
export const OWN_TOKEN_TTL_SECONDS = 60;

/** A fresh auth token. `expiresAt` is in epoch milliseconds. */
export interface MintedToken {
  readonly token: string;
  readonly expiresAt: number;
}

/** Whom a verified auth token stands for. */
export type AuthTokenIdentity =
  | { readonly kind: 'GUEST' }
  | { readonly kind: 'CONNECTED'; readonly authId: string };

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
  /**
   * A token for a user without a linked account. Throws RangeError unless `ttlSeconds` is a positive integer.
   */
  mintGuest(ttlSeconds: number): Promise<MintedToken>;
  /**
   * A token of one linked account; give it only to the viewer the account is linked to. Throws RangeError for
   * a misshapen id.
   */
  mintConnected(authId: string, ttlSeconds: number): Promise<MintedToken>;
  /**
   * Checks a token that a client handed over. Its `exp` is required; it and `nbf` may be off by the clock
   * tolerance, since Gateway has another clock. Throws {@link AuthTokenInvalid}.
   */
  verify(token: string): Promise<AuthTokenIdentity>;
}

interface Options {
  /** The current value signs; each accepted one verifies. */
  readonly secret: SecretKeys;
  /** How far Gateway's clock may be off, in seconds (0). */
  readonly clockToleranceSeconds?: number;
  /** Wall-clock epoch milliseconds (`Date.now`). */
  readonly now?: () => number;
}

/** Auth tokens under one secret. */
export function createAuthTokens(options: Options): AuthTokens {
  const { secret, clockToleranceSeconds = 0, now = Date.now } = options;
  const key = () => secret.current.toKey();
  return {
    mintGuest: (ttlSeconds) => mint(key(), { guest: true }, now(), ttlSeconds),
    mintConnected: async (authId, ttlSeconds) => {
      if (!AUTH_ID_SHAPE.test(authId)) throw new RangeError('a connected token needs a smallcaseAuthId');
      return mint(key(), { smallcaseAuthId: authId }, now(), ttlSeconds);
    },
    verify: (token) => verify(secret, token, now(), clockToleranceSeconds),
  };
}

/** No `iat`: upstream does not need it, and two tokens of one second are then one text. */
async function mint(
  key: KeyObject,
  claims: JWTPayload,
  nowMs: number,
  ttlSeconds: number,
): Promise<MintedToken> {
  if (!Number.isSafeInteger(ttlSeconds) || ttlSeconds < 1)
    throw new RangeError('a lifetime is a whole number of seconds');
  const exp = Math.floor(nowMs / 1000) + ttlSeconds;
  const token = await new SignJWT({ ...claims, exp })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(key);
  return { token, expiresAt: exp * 1000 };
}

async function verify(
  secret: SecretKeys,
  token: string,
  nowMs: number,
  clockTolerance: number,
): Promise<AuthTokenIdentity> {
  if (!isCompactJws(token)) throw new AuthTokenInvalid('malformed');
  try {
    const { payload } = await verifyWithAny(secret.accepted, token, {
      algorithms: ['HS256'],
      requiredClaims: ['exp'],
      clockTolerance,
      currentDate: new Date(nowMs),
    });
    return identityOf(payload);
  } catch (error) {
    throw error instanceof AuthTokenInvalid ? error : new AuthTokenInvalid(reasonOf(error));
  }
}

/** Section 4.1: exactly one of `guest: true` and a `smallcaseAuthId`. */
function identityOf(payload: JWTPayload): AuthTokenIdentity {
  const { guest, smallcaseAuthId: authId } = payload;
  if (guest === true && authId === undefined) return { kind: 'GUEST' };
  const isConnected = typeof authId === 'string' && AUTH_ID_SHAPE.test(authId);
  if (isConnected && (guest === undefined || guest === false)) return { kind: 'CONNECTED', authId };
  throw new AuthTokenInvalid('claims');
}

function reasonOf(error: unknown): AuthTokenInvalidReason {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported)
    return 'algorithm';
  return error instanceof errors.JWTClaimValidationFailed ? 'claims' : 'malformed';
}

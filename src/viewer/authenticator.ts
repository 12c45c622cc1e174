import { createSecretKey } from 'node:crypto';
import { errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose';
import type { Config } from '../config/variables.js';
import { isCompactJws } from '../core/compact-jws.js';
import { AppError } from '../core/errors.js';
import { KeySet, type KeySetOptions, KeysUnavailable } from './key-set.js';
import { unauthenticated, type Viewer } from './viewer.js';

/** Identifies the caller. HTTP, SSE and WebSocket share one. */
export interface Authenticator {
  /**
   * The viewer of an `Authorization` value; null when there is none. Throws UNAUTHENTICATED for anything that
   * is not `Bearer` and a good token, with one message for all reasons, and AUTHENTICATION_UNAVAILABLE when
   * the keys could not be fetched.
   */
  authenticate(authorization: string | undefined): Promise<Viewer | null>;
}

/** The part of the configuration that says which session tokens are good. */
export type AuthenticatorConfig = Pick<
  Config,
  'AUTH_JWKS_URL' | 'AUTH_JWT_SECRET' | 'AUTH_ISSUER' | 'AUTH_AUDIENCE'
>;

export interface AuthenticatorOptions {
  /** How far the issuer's clock may be off, 0 to 5 seconds. Default 0. */
  readonly clockToleranceSeconds?: number;
  /** How the keys of AUTH_JWKS_URL are fetched and kept. */
  readonly keySet?: KeySetOptions;
}

/** Longest session token, in characters; a whole request header is bounded by 16 KiB. */
const TOKEN_MAX = 8_192;
const BEARER = /^bearer ([A-Za-z0-9._-]+)$/i;
const ASYMMETRIC = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/** Resolves with the proven claims, or throws what `jose` throws. */
type Verify = (token: string) => Promise<JWTPayload>;

/**
 * Verifies session tokens by JWKS (asymmetric algorithms only) or by the shared HS256 secret, whichever is
 * configured.
 */
export function createAuthenticator(
  config: AuthenticatorConfig,
  options: AuthenticatorOptions = {},
): Authenticator {
  const verify = createVerify(config, options);
  return {
    async authenticate(authorization) {
      if (authorization === undefined) return null;
      const token = BEARER.exec(authorization)?.[1];
      if (token === undefined || !isCompactJws(token, TOKEN_MAX)) throw unauthenticated();
      return viewerOf(await verify(token).catch(refuse));
    },
  };
}

function createVerify(config: AuthenticatorConfig, options: AuthenticatorOptions): Verify {
  const { clockToleranceSeconds = 0, keySet } = options;
  const claims = {
    issuer: config.AUTH_ISSUER,
    audience: config.AUTH_AUDIENCE,
    requiredClaims: ['sub', 'exp'],
    clockTolerance: Math.min(Math.max(clockToleranceSeconds, 0), 5),
  };
  if (config.AUTH_JWKS_URL !== undefined) {
    return verifyByJwks(new KeySet(config.AUTH_JWKS_URL, keySet), { ...claims, algorithms: ASYMMETRIC });
  }
  if (config.AUTH_JWT_SECRET === undefined)
    throw new RangeError('AUTH_JWKS_URL or AUTH_JWT_SECRET is needed');
  const key = createSecretKey(config.AUTH_JWT_SECRET.reveal(), 'utf8');
  return async (token) => (await jwtVerify(token, key, { ...claims, algorithms: ['HS256'] })).payload;
}

/** A token without `kid` may fit several keys while the issuer rotates them: each is tried. */
function verifyByJwks({ getKey }: KeySet, options: JWTVerifyOptions): Verify {
  return async (token) => {
    try {
      return (await jwtVerify(token, getKey, options)).payload;
    } catch (error) {
      if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
      for await (const key of error) {
        const proven = await jwtVerify(token, key, options).catch(ignoreSignature);
        if (proven !== null) return proven.payload;
      }
      throw new errors.JWSSignatureVerificationFailed();
    }
  };
}

function ignoreSignature(error: unknown): null {
  if (error instanceof errors.JWSSignatureVerificationFailed) return null;
  throw error;
}

function refuse(error: unknown): never {
  if (error instanceof errors.JOSEError) throw unauthenticated();
  if (!(error instanceof KeysUnavailable)) throw error;
  throw new AppError('AUTHENTICATION_UNAVAILABLE', 'Session tokens cannot be verified now. Try again.', {
    cause: error,
    retryAfterSeconds: Math.max(1, Math.ceil(error.retryAfterMs / 1000)),
  });
}

const SUBJECT_MAX = 255;
/** Control characters, and halves of characters: two of those would be stored as the same text. */
const UNFIT = /[\p{Cc}\p{Cs}]/u;
/** The last moment a `Date` can hold, in epoch milliseconds. */
const LAST_MOMENT = 8.64e15;

function viewerOf({ sub, exp }: JWTPayload): Viewer {
  const isSubject = typeof sub === 'string' && sub !== '' && sub.length <= SUBJECT_MAX && !UNFIT.test(sub);
  if (!isSubject || typeof exp !== 'number' || exp * 1000 > LAST_MOMENT) throw unauthenticated();
  return { id: sub, expiresAt: exp * 1000 };
}

import { errors, type JWTPayload, jwtVerify } from 'jose';
import type { Config } from '../config/variables.js';
import { isCompactJws } from '../core/compact-jws.js';
import type { SecretKeys } from '../core/secret.js';
import { isBearer } from './bearer.js';
import { isClaimText, refusalOf, TOKEN_MAX } from './session-token.js';
import { TokenRefused } from './token-refused.js';
import { unauthenticated } from './viewer.js';

/** A backend of the partner, proven by a token that it signed. */
export interface Service {
  /** The `sub` of its token: how the backend names itself. */
  readonly name: string;
  /** Which secret has signed the token. */
  readonly key: 'current' | 'previous';
  /** The `jti` of the token; null if it has none. */
  readonly tokenId: string | null;
  /** The `exp` of the token, in epoch milliseconds. */
  readonly expiresAt: number;
  /** Until when the token is accepted here, in epoch milliseconds: its `exp` and the clock tolerance. */
  readonly acceptedUntil: number;
}

interface ServiceTokenConfig extends Pick<Config, 'SERVICE_AUDIENCE' | 'CLOCK_TOLERANCE_SECONDS'> {
  /** Read at each call. */
  readonly SERVICE_JWT_SECRET: SecretKeys;
}

/** Longest time from `iat` to `exp`, in seconds: a token that leaks is of no use soon. */
export const SERVICE_TOKEN_MAX_SECONDS = 3_600;

/**
 * Makes the function that proves a backend by an `Authorization` value: `Bearer` and a JWT that is signed by
 * HS256 with SERVICE_JWT_SECRET or the one before, with `aud`, `sub`, `iat` and `exp`, living for an hour at
 * most. It throws UNAUTHENTICATED, with one message for all reasons; the reason is its cause, for the log.
 */
export function createServiceVerifier(
  config: ServiceTokenConfig,
): (authorization: string | undefined) => Promise<Service> {
  const secret = config.SERVICE_JWT_SECRET;
  const { SERVICE_AUDIENCE: audience, CLOCK_TOLERANCE_SECONDS: clockTolerance } = config;
  const options = { algorithms: ['HS256'], audience, clockTolerance, requiredClaims: ['sub', 'iat', 'exp'] };
  const verify = async (token: string): Promise<Service> => {
    for (const [index, value] of secret.accepted.entries()) {
      const claims = await jwtVerify(token, value.toKey(), options).then(
        ({ payload }) => payload,
        ignoreSignature,
      );
      if (claims !== null) return serviceOf(claims, index === 0 ? 'current' : 'previous', clockTolerance);
    }
    throw new TokenRefused('signature');
  };
  return async (authorization) => {
    try {
      return await verify(tokenIn(authorization));
    } catch (error) {
      throw unauthenticated(error instanceof TokenRefused ? error : undefined, 'service token');
    }
  };
}

function tokenIn(authorization: string | undefined): string {
  if (!isBearer(authorization)) throw new TokenRefused('scheme');
  const token = authorization.slice('Bearer '.length);
  if (token.length > TOKEN_MAX) throw new TokenRefused('too_long');
  if (!isCompactJws(token, TOKEN_MAX)) throw new TokenRefused('malformed');
  return token;
}

/** Null if another key may have signed it. */
function ignoreSignature(error: unknown): null {
  if (error instanceof errors.JWSSignatureVerificationFailed) return null;
  throw error instanceof errors.JOSEError ? new TokenRefused(refusalOf(error)) : error;
}

function serviceOf(
  { sub, iat = 0, exp = 0, jti }: JWTPayload,
  key: Service['key'],
  tolerance: number,
): Service {
  // A token that was issued in the future could live for longer.
  const isIssued = iat <= Date.now() / 1000 + tolerance;
  const isShort = exp - iat <= SERVICE_TOKEN_MAX_SECONDS;
  if (!isClaimText(sub) || !isIssued || !isShort) throw new TokenRefused('claims');
  return {
    name: sub,
    key,
    tokenId: isClaimText(jti) ? jti : null,
    expiresAt: exp * 1000,
    acceptedUntil: (exp + tolerance) * 1000,
  };
}

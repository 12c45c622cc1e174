import { decodeProtectedHeader, errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose';
import type { Config } from '../config/variables.js';
import { isCompactJws, verifyWithAny } from '../core/compact-jws.js';
import type { Secret, SecretKeys } from '../core/secret.js';
import { type GetKey, KeySet, type KeySetOptions } from './key-set.js';
import { RememberedTokens } from './remembered-tokens.js';
import { TokenRefused, type TokenRefusal } from './token-refused.js';
import type { Viewer } from './viewer.js';

/** The part of the configuration that says which session tokens are good, and how their keys are fetched. */
export type SessionTokenConfig = Pick<
  Config,
  | 'AUTH_JWKS_URL'
  | 'AUTH_ISSUER'
  | 'AUTH_AUDIENCE'
  | 'CLOCK_TOLERANCE_SECONDS'
  | 'HTTPS_PROXY'
  | 'HTTP_PROXY'
  | 'NO_PROXY'
> & {
  readonly AUTH_JWT_SECRET?: SecretKeys | undefined;
};

/** Longest token, in characters; a whole request header is bounded by 16 KiB. */
export const TOKEN_MAX = 8_192;
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

/** Claims that were proven, and by which secret; undefined where it was a key of the key set. */
interface Proven {
  readonly payload: JWTPayload;
  readonly secret?: Secret;
}

interface Keys {
  /** Throws what `jose` throws. */
  verify(token: string): Promise<Proven>;
  /** Which keys are in use; null while there are none. */
  generation(): number | null;
}

/** Verifies session tokens, each of them once. */
export interface TokenVerifier {
  /** Resolves with the viewer. Throws {@link TokenRefused} or `KeysUnavailable`. */
  verify(token: string): Promise<Viewer>;
  /** The viewer of a token for which `verify` would resolve without looking at its signature again. */
  remembered(token: string): Viewer | undefined;
  /** Whether the secret that proved a viewer's token is not accepted any more. */
  isWithdrawn(viewer: Viewer): boolean;
}

/**
 * Verifies session tokens by JWKS (asymmetric algorithms only) or by the shared HS256 secret, whichever is
 * configured. Throws {@link TokenRefused}, or `KeysUnavailable` if the keys could not be fetched. `exp` and
 * `nbf` may be CLOCK_TOLERANCE_SECONDS off, since the issuer has another clock; `iat` is not compared.
 */
export function createTokenVerifier(config: SessionTokenConfig, keySet?: KeySetOptions): TokenVerifier {
  const keys = createKeys(config, keySet);
  const tokens = new RememberedTokens(() => keys.generation());
  const secrets = new WeakMap<Viewer, Secret>();
  const verify = async (token: string) => {
    const { payload, secret } = await keys.verify(token).catch((error: unknown) => {
      throw error instanceof errors.JOSEError ? new TokenRefused(refusalOf(error)) : error;
    });
    const viewer = viewerOf(payload, config.CLOCK_TOLERANCE_SECONDS);
    if (secret !== undefined) secrets.set(viewer, secret);
    return viewer;
  };
  return {
    isWithdrawn(viewer) {
      const secret = secrets.get(viewer);
      if (secret === undefined) return false;
      const accepted = config.AUTH_JWT_SECRET?.accepted ?? [];
      return !accepted.some((one) => one === secret || one.equals(secret.reveal()));
    },
    remembered: (token) => (token.length > TOKEN_MAX ? undefined : tokens.find(token)),
    async verify(token) {
      if (token.length > TOKEN_MAX) throw new TokenRefused('too_long');
      if (!isCompactJws(token, TOKEN_MAX)) throw new TokenRefused('malformed');
      return await tokens.verified(token, verify);
    },
  };
}

function createKeys(config: SessionTokenConfig, keySet: KeySetOptions | undefined): Keys {
  const claims = {
    issuer: config.AUTH_ISSUER,
    audience: config.AUTH_AUDIENCE,
    requiredClaims: ['sub', 'exp'],
    clockTolerance: config.CLOCK_TOLERANCE_SECONDS,
  };
  if (config.AUTH_JWKS_URL !== undefined) {
    const keys = new KeySet(config.AUTH_JWKS_URL, { proxies: config, ...keySet });
    const options = { ...claims, algorithms: ASYMMETRIC };
    return {
      verify: async (token) => ({
        payload: await keys.use((getKey) => verifyByJwks(getKey, token, options)),
      }),
      generation: () => keys.generation,
    };
  }
  const secret = config.AUTH_JWT_SECRET;
  if (secret === undefined) throw new RangeError('AUTH_JWKS_URL or AUTH_JWT_SECRET is needed');
  return {
    verify: (token) => verifyWithAny(secret.accepted, token, { ...claims, algorithms: ['HS256'] }),
    generation: () => secret.generation,
  };
}

/**
 * Without `kid` a token may fit several keys while the issuer rotates them: each is tried. If none made the
 * signature, a newer key may have, so the error is the same as for an unknown `kid`.
 */
async function verifyByJwks(getKey: GetKey, token: string, options: JWTVerifyOptions): Promise<JWTPayload> {
  try {
    return (await jwtVerify(token, getKey, options)).payload;
  } catch (error) {
    if (error instanceof errors.JWKSMultipleMatchingKeys) {
      for await (const key of error) {
        const proven = await jwtVerify(token, key, options).catch(ignoreSignature);
        if (proven !== null) return proven.payload;
      }
    } else if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
    if (decodeProtectedHeader(token).kid === undefined) throw new errors.JWKSNoMatchingKey();
    throw new errors.JWSSignatureVerificationFailed();
  }
}

function ignoreSignature(error: unknown): null {
  if (error instanceof errors.JWSSignatureVerificationFailed) return null;
  throw error;
}

/** Why a token was refused, by the error of `jose`. */
export function refusalOf(error: errors.JOSEError): TokenRefusal {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (error instanceof errors.JWKSNoMatchingKey) return 'unknown_key';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'algorithm';
  if (!(error instanceof errors.JWTClaimValidationFailed)) return 'malformed';
  switch (error.claim) {
    case 'iss':
      return 'issuer';
    case 'aud':
      return 'audience';
    case 'nbf':
      return error.reason === 'check_failed' ? 'not_yet_valid' : 'claims';
    default:
      return 'claims';
  }
}

const SUBJECT_MAX = 255;
/** Control characters, and halves of characters: two of those would be stored as the same text. */
const UNFIT = /[\p{Cc}\p{Cs}]/u;
/** The last moment a `Date` can hold, in epoch milliseconds. */
const LAST_MOMENT = 8.64e15;

/** Whether a text can be the `sub` or `jti` of a token: 1 to 255 characters, no control character. */
export function isClaimText(text: unknown): text is string {
  return typeof text === 'string' && text !== '' && text.length <= SUBJECT_MAX && !UNFIT.test(text);
}

function viewerOf({ sub, exp, iat, jti }: JWTPayload, toleranceSeconds: number): Viewer {
  const acceptedUntil = typeof exp === 'number' ? (exp + toleranceSeconds) * 1000 : Number.NaN;
  const isMoment = acceptedUntil <= LAST_MOMENT;
  if (!isClaimText(sub) || typeof exp !== 'number' || !isMoment) throw new TokenRefused('claims');
  return {
    id: sub,
    expiresAt: exp * 1000,
    acceptedUntil,
    ...(iat === undefined ? {} : { issuedAt: iat * 1000 }),
    ...(isClaimText(jti) ? { tokenId: jti } : {}),
  };
}

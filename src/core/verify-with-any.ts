import { errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose';
import type { Secret } from './secret.js';

/**
 * Verifies a token that is signed with one of the secrets (HMAC). Throws what `jose` throws for the first
 * secret that made the signature, and `JWSSignatureVerificationFailed` if none did.
 */
export async function verifyWithAny(
  secrets: readonly Secret[],
  token: string,
  options: JWTVerifyOptions,
): Promise<{ readonly payload: JWTPayload; readonly secret: Secret }> {
  for (const secret of secrets) {
    try {
      return { payload: (await jwtVerify(token, secret.toKey(), options)).payload, secret };
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
    }
  }
  throw new errors.JWSSignatureVerificationFailed();
}

import { errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose';
import type { Secret } from './secret.js';

/**
 * Whether a token is in the exact compact form: three parts, each the one base64url text of its bytes, and no
 * longer than `maxLength` characters. Libraries are more generous (they skip spaces), which would give one
 * token several spellings. An empty third part is let through, so that `alg: none` is refused for what it is.
 */
export function isCompactJws(token: string, maxLength = 4_096): boolean {
  const parts = typeof token === 'string' && token.length <= maxLength ? token.split('.') : [];
  return parts.length === 3 && parts[0] !== '' && parts[1] !== '' && parts.every(isBase64Url);
}

function isBase64Url(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part;
}

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

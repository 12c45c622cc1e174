import { SignJWT } from 'jose';
import { DEV_AUDIENCE, DEV_ISSUER, DEV_TOKEN_TTL_SECONDS } from './profile.js';

/** The claims of a session token, as the partner's login would issue it (HS256, by the wall clock). */
export interface ViewerTokenInput {
  readonly secret: string;
  readonly viewer: string;
  readonly issuer: string;
  readonly audience: string;
  readonly ttlSeconds: number;
}

/** Signs a viewer token of the dev profile with the default lifetime. */
export async function signDevToken(
  secret: string,
  viewer: string,
): Promise<{ token: string; expiresAt: Date }> {
  const dev = { issuer: DEV_ISSUER, audience: DEV_AUDIENCE, ttlSeconds: DEV_TOKEN_TTL_SECONDS };
  return signViewerToken({ ...dev, secret, viewer });
}

/** Signs a viewer token and returns it with its expiry. */
export async function signViewerToken(input: ViewerTokenInput): Promise<{ token: string; expiresAt: Date }> {
  return await signToken({ ...input, subject: input.viewer });
}

/** What a token says, and the secret that signs it. */
interface TokenInput extends Omit<ViewerTokenInput, 'viewer' | 'issuer'> {
  readonly subject: string;
  readonly issuer?: string;
}

/** Signs a token (HS256, by the wall clock) and returns it with its expiry. */
export async function signToken(input: TokenInput): Promise<{ token: string; expiresAt: Date }> {
  const issuedAt = Math.floor(Date.now() / 1000);
  const expiresAt = issuedAt + input.ttlSeconds;
  const unsigned = new SignJWT(input.issuer === undefined ? {} : { iss: input.issuer })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(input.subject)
    .setAudience(input.audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt);
  const token = await unsigned.sign(new TextEncoder().encode(input.secret));
  return { token, expiresAt: new Date(expiresAt * 1000) };
}

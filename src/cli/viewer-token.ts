import { SignJWT } from 'jose';

/** Issuer and audience of the session tokens of the dev profile. */
export const DEV_ISSUER = 'dwar-dev';
export const DEV_AUDIENCE = 'dwar';
/** How long a dev token lives unless told otherwise. */
export const DEV_TOKEN_TTL_SECONDS = 12 * 3600;

/** A session token as the partner's own login would give: HS256, `sub`, `iss`, `aud`, `iat`, `exp` by the wall clock. */
export interface ViewerTokenInput {
  readonly secret: string;
  readonly viewer: string;
  readonly issuer: string;
  readonly audience: string;
  readonly ttlSeconds: number;
}

/** Signs a viewer token and tells when it ends. */
export async function signViewerToken(input: ViewerTokenInput): Promise<{ token: string; expiresAt: Date }> {
  const issuedAt = Math.floor(Date.now() / 1000);
  const expiresAt = issuedAt + input.ttlSeconds;
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(input.viewer)
    .setIssuer(input.issuer)
    .setAudience(input.audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(new TextEncoder().encode(input.secret));
  return { token, expiresAt: new Date(expiresAt * 1000) };
}

import { createHmac } from 'node:crypto';

/** What Dwar is configured with during a run; made up, each different from the others and long enough for production. */
export const KEYS = {
  gatewayName: 'benchmark',
  gatewaySecret: 'benchmark-gateway-secret-0123456789abcdef',
  apiSecret: 'benchmark-api-secret-fedcba9876543210-0',
  sessionSecret: 'benchmark-session-secret-0f1e2d3c4b5a6978',
  issuer: 'benchmark-issuer',
  audience: 'dwar',
};

const TOKEN_HOURS = 12;

/**
 * A session token of one viewer (HS256), as a partner's login would issue it. It outlives every run.
 *
 * @param {string} viewer
 */
export function sessionToken(viewer) {
  const encode = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + TOKEN_HOURS * 3600;
  const claims = { sub: viewer, iss: KEYS.issuer, aud: KEYS.audience, exp };
  const signed = `${encode({ alg: 'HS256' })}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', KEYS.sessionSecret).update(signed).digest('base64url')}`;
}

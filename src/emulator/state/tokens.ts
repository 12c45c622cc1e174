import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret, SecretKeys } from '../../core/secret.js';
import { AUTH_ID_SHAPE } from '../../gateway/wire.js';

/** The identity an auth token proves (section 4). */
export type Identity = { readonly kind: 'guest' } | { readonly kind: 'connected'; readonly authId: string };

/**
 * The result of verifying a token: its identity, or the reason for refusing it (section 6 has a text for
 * each).
 */
export type TokenVerdict =
  | { readonly ok: true; readonly identity: Identity }
  | { readonly ok: false; readonly reason: 'invalid' | 'expired' };

/** Lifetime of tokens that Gateway returns (section 4.1). */
const ANSWERED_TOKEN_LIFE_SECONDS = 3600;

const SEGMENT = /^[A-Za-z0-9_-]+$/;
const MAX_TOKEN_LENGTH = 4096;
const INVALID: TokenVerdict = { ok: false, reason: 'invalid' };

/**
 * Verifies an auth token (section 4.1): HS256 only, keyed with the raw bytes of the JWT secret, without
 * tolerance for clock skew, and with exactly one of `guest: true` and `smallcaseAuthId`. Accepts a token
 * without `exp`, as older samples have none (section 22, row 24).
 *
 * `nowMs` is the wall clock: token lifetimes never follow the virtual clock.
 */
export function verifyAuthToken(secret: SecretKeys, token: string, nowMs: number): TokenVerdict {
  if (token.length > MAX_TOKEN_LENGTH) return INVALID;
  const [header, payload, signature, extra] = token.split('.');
  if (header === undefined || payload === undefined || signature === undefined || extra !== undefined)
    return INVALID;
  if (![header, payload, signature].every(isCanonicalSegment)) return INVALID;
  if (readJson(header)?.alg !== 'HS256') return INVALID;
  const made = Buffer.from(signature, 'base64url');
  if (!secret.accepted.some((one) => sameBytes(made, sign(one, `${header}.${payload}`)))) return INVALID;
  return judgeClaims(readJson(payload), nowMs);
}

/** Creates the connected token that answers return: `iat`, and `exp` an hour later (section 4.1). */
export function mintConnectedToken(secret: Secret, authId: string, issuedAtMs: number): string {
  const iat = Math.floor(issuedAtMs / 1000);
  const claims = { smallcaseAuthId: authId, iat, exp: iat + ANSWERED_TOKEN_LIFE_SECONDS };
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${signed}.${sign(secret, signed).toString('base64url')}`;
}

function judgeClaims(claims: Record<string, unknown> | null, nowMs: number): TokenVerdict {
  if (claims === null) return INVALID;
  const { exp, nbf, guest, smallcaseAuthId: authId } = claims;
  if (exp !== undefined && (typeof exp !== 'number' || !Number.isFinite(exp))) return INVALID;
  if (nbf !== undefined && (typeof nbf !== 'number' || nbf * 1000 > nowMs)) return INVALID;
  const identity = identityOf(guest, authId);
  if (identity === null) return INVALID;
  if (exp !== undefined && exp * 1000 <= nowMs) return { ok: false, reason: 'expired' };
  return { ok: true, identity };
}

function identityOf(guest: unknown, authId: unknown): Identity | null {
  if (guest === true && authId === undefined) return { kind: 'guest' };
  if ((guest === undefined || guest === false) && typeof authId === 'string' && AUTH_ID_SHAPE.test(authId)) {
    return { kind: 'connected', authId };
  }
  return null;
}

/** Rejects stray bits and characters that a lenient base64 decoder would skip. */
function isCanonicalSegment(segment: string): boolean {
  return SEGMENT.test(segment) && Buffer.from(segment, 'base64url').toString('base64url') === segment;
}

function readJson(segment: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(segment, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function sign(secret: Secret, text: string): Buffer {
  return createHmac('sha256', secret.reveal()).update(text).digest();
}

function sameBytes(left: Buffer, right: Buffer): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * Why a session token was refused, and what that means. Callers get one answer for all reasons; logs, the
 * metric `dwar_token_refusals_total` and `dwar doctor --token` name the reason.
 */
export const TOKEN_REFUSALS = {
  scheme: 'The `Authorization` value does not begin with `Bearer `.',
  malformed: 'It is not a signed JWT in compact form: three base64url parts with dots between them.',
  too_long: 'It has more than 8,192 characters.',
  algorithm: 'Its `alg` is not accepted: HS256 with AUTH_JWT_SECRET, asymmetric ones with AUTH_JWKS_URL.',
  unknown_key: 'No key of AUTH_JWKS_URL has its `kid` and `alg` or, if it has no `kid`, made its signature.',
  signature: 'Another key than the one it names, or another secret than AUTH_JWT_SECRET, made its signature.',
  issuer: 'Its `iss` is not AUTH_ISSUER.',
  audience: 'Its `aud` is not AUTH_AUDIENCE and does not contain it.',
  expired: 'Its `exp` has passed by more than CLOCK_TOLERANCE_SECONDS.',
  not_yet_valid: 'Its `nbf` is more than CLOCK_TOLERANCE_SECONDS in the future.',
  ended: 'Its session was ended: its own by its `jti`, or all of its `sub` at or after its `iat`.',
  claims: 'Its `sub` or `exp` is missing or cannot be used, or a time in it is not a number.',
} as const;

export type TokenRefusal = keyof typeof TOKEN_REFUSALS;

/** A session token was refused. Holds nothing of the token. */
export class TokenRefused extends Error {
  /** The reason; logs show it as the code of the error. */
  readonly code: TokenRefusal;

  constructor(code: TokenRefusal) {
    super(`session token refused: ${code}`);
    this.name = 'TokenRefused';
    this.code = code;
  }
}

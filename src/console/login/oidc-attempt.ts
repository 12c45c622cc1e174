import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { newSecret } from '../secrets.js';

/** How long an operator may take at the identity provider, in milliseconds. */
export const OIDC_ATTEMPT_MS = 10 * 60_000;

/** A login that began in one browser. */
export interface OidcAttempt {
  /** For a cookie of that browser. */
  readonly secret: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  /** Goes to the provider and comes back. */
  readonly state: string;
  /** Comes back in the ID token. */
  readonly nonce: string;
  /** Proves to the provider that the code is redeemed by whom it was asked for (PKCE, RFC 7636). */
  readonly verifier: string;
  /** Under what it is recorded as finished. No digest of a code is equal to it. */
  readonly digest: string;
}

/**
 * The logins that have begun. Nothing of them is stored: state, nonce and verifier are an HMAC-SHA-256 of the
 * secret in the cookie, so every instance of one ledger can finish a login, and the cookie alone shows none
 * of them.
 */
export class OidcAttempts {
  readonly #key: Buffer;

  constructor(
    digestKey: string,
    private readonly now: () => number,
  ) {
    this.#key = Buffer.from(hkdfSync('sha256', digestKey, '', 'dwar console logins', 32));
  }

  /** Begins a login. */
  begin(): OidcAttempt {
    return this.#of(`${this.now() + OIDC_ATTEMPT_MS}.${newSecret()}`, this.now() + OIDC_ATTEMPT_MS);
  }

  /**
   * The login of a cookie; null if it is too old or is no such secret. A secret with a changed time has
   * another state than the provider sends back.
   */
  open(secret: string): OidcAttempt | null {
    const [, expiresAt] = /^(\d{1,15})\.[\w-]{43}$/.exec(secret) ?? [];
    if (expiresAt === undefined || Number(expiresAt) <= this.now()) return null;
    return this.#of(secret, Number(expiresAt));
  }

  #of(secret: string, expiresAt: number): OidcAttempt {
    const derive = (purpose: string) =>
      createHmac('sha256', this.#key).update(`${purpose}\0${secret}`).digest('base64url');
    const state = derive('state');
    return {
      secret,
      expiresAt,
      state,
      nonce: derive('nonce'),
      verifier: derive('verifier'),
      digest: createHash('sha256').update(`OIDC state ${state}`).digest('hex'),
    };
  }
}

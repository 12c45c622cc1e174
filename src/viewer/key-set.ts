import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';

export interface KeySetOptions {
  /** Longest wait for the key server, in milliseconds. Default 5,000. */
  readonly timeoutMs?: number;
  /** Least time between two tries to fetch, in milliseconds: tokens that name made-up keys fetch nothing. Default 30,000. */
  readonly cooldownMs?: number;
  /** Age after which the keys are fetched again, in milliseconds. Default 10 minutes. */
  readonly maxAgeMs?: number;
  /** How much longer known keys are good while the key server is away, in milliseconds. Default 6 hours. */
  readonly outageMs?: number;
  /** The wall clock, in epoch milliseconds. Default `Date.now`. */
  readonly now?: () => number;
  /** Told of each fetch that failed. */
  readonly onFailure?: (error: unknown) => void;
}

/** There are no keys, or none that fit while the key server is away: the token may be good. */
export class KeysUnavailable extends Error {
  constructor(cause: unknown) {
    super('the keys that verify session tokens could not be had', { cause });
    this.name = 'KeysUnavailable';
  }
}

/**
 * The keys of a JWKS, kept. New ones are found when a token names them, or when those known are old; that is done beside the requests as
 * long as the old ones will do, so an outage of the key server is not one of ours. `getKey` throws {@link KeysUnavailable}, or what `jose`
 * throws when no key fits.
 */
export class KeySet {
  readonly #remote: ReturnType<typeof createRemoteJWKSet>;
  readonly #options: Required<KeySetOptions>;
  #fetchedAt = Number.NEGATIVE_INFINITY;
  #triedAt = Number.NEGATIVE_INFINITY;
  #failure: unknown;
  #pending: Promise<void> | null = null;

  constructor(url: string, options: KeySetOptions = {}) {
    this.#options = { ...DEFAULTS, ...options };
    // When to fetch is decided here.
    this.#remote = createRemoteJWKSet(new URL(url), {
      timeoutDuration: this.#options.timeoutMs,
      cooldownDuration: Number.POSITIVE_INFINITY,
      cacheMaxAge: Number.POSITIVE_INFINITY,
    });
  }

  readonly getKey: JWTVerifyGetKey = async (header, token) => {
    await this.#freshen();
    try {
      return await this.#remote(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      if (this.#mayFetch) await this.#fetch();
      if (this.#failure !== undefined) throw new KeysUnavailable(this.#failure);
      return await this.#remote(header, token);
    }
  };

  async #freshen(): Promise<void> {
    const { maxAgeMs } = this.#options;
    if (this.#ageMs < maxAgeMs) return;
    const fetched = this.#mayFetch ? this.#fetch() : undefined;
    if (this.#isUsable) return;
    await fetched;
    if (!this.#isUsable) throw new KeysUnavailable(this.#failure);
  }

  get #ageMs(): number {
    return this.#options.now() - this.#fetchedAt;
  }

  get #isUsable(): boolean {
    return this.#ageMs < this.#options.maxAgeMs + this.#options.outageMs;
  }

  get #mayFetch(): boolean {
    const { now, cooldownMs } = this.#options;
    return this.#pending !== null || now() - this.#triedAt >= cooldownMs;
  }

  /** One fetch at a time. Never rejects. */
  #fetch(): Promise<void> {
    this.#pending ??= this.#load().finally(() => {
      this.#pending = null;
    });
    return this.#pending;
  }

  async #load(): Promise<void> {
    this.#triedAt = this.#options.now();
    try {
      await this.#remote.reload();
      this.#fetchedAt = this.#options.now();
      this.#failure = undefined;
    } catch (error) {
      this.#failure = error ?? new Error('no reason was given');
      this.#options.onFailure(error);
    }
  }
}

const MINUTE_MS = 60_000;
const DEFAULTS: Required<KeySetOptions> = {
  timeoutMs: 5_000,
  cooldownMs: MINUTE_MS / 2,
  maxAgeMs: 10 * MINUTE_MS,
  outageMs: 360 * MINUTE_MS,
  now: Date.now,
  onFailure: () => {},
};

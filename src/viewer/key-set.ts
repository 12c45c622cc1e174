import { createLocalJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { type Agents, createAgents, type EgressProxies } from '../core/http/egress.js';
import { fetchKeys } from './fetch-keys.js';

/** Finds the key of a token. Throws the error of `jose` if none fits. */
export type GetKey = JWTVerifyGetKey;

export interface KeySetOptions {
  /** Longest wait for the whole answer of the key server, in milliseconds. Default 5,000. */
  readonly timeoutMs?: number;
  /** The proxies to the key server. Default: none. */
  readonly proxies?: EgressProxies;
  /**
   * Fetches succeed at most once in this time on average, in milliseconds, with up to {@link BURST} at once:
   * tokens that name made-up keys cannot flood the key server. Default 5,000.
   */
  readonly fetchEveryMs?: number;
  /** Age after which the keys are fetched again, in milliseconds. Default 10 minutes. */
  readonly maxAgeMs?: number;
  /** How much longer known keys are good while the key server is away, in milliseconds. Default 6 hours. */
  readonly outageMs?: number;
  /** A clock that never jumps, in milliseconds. Default `performance.now`. */
  readonly now?: () => number;
  /** Spreads the retries of many instances, from 0 up to 1. Default `Math.random`. */
  readonly random?: () => number;
  /** Called after each fetch that failed; `failures` is how many have failed in a row. Must not throw. */
  readonly onFailure?: (error: unknown, failures: number) => void;
  /** Called after a fetch that succeeded again, with how many had failed before it. Must not throw. */
  readonly onRecovery?: (failures: number) => void;
}

/** There are no keys, or none that fit and newer ones cannot be fetched now: the token may be good. */
export class KeysUnavailable extends Error {
  constructor(
    cause: unknown,
    /** When the keys are fetched again at the earliest, in milliseconds from now. */
    readonly retryAfterMs: number,
  ) {
    super('the keys that verify session tokens could not be fetched', { cause });
    this.name = 'KeysUnavailable';
  }
}

/**
 * Wait after the first failed fetch. It doubles with each further one, and up to half of it is added at
 * random.
 */
const RETRY_MS = 500;
/** Longest such wait before the random part: an outage that ends is noticed within 30 seconds. */
const RETRY_MAX_MS = 20_000;

/** Most fetches that may follow each other at once. */
const BURST = 10;

/**
 * Caches a JWKS. It is fetched again when no key fits a token, or when the cached keys are old; the latter
 * happens in the background while they are usable, so an outage of the key server does not affect requests.
 * After a failed fetch, the first request that comes after a short wait retries it, and all requests share
 * one fetch.
 */
export class KeySet {
  readonly #options: Required<KeySetOptions>;
  readonly #agents: Agents;
  #keys: GetKey = createLocalJWKSet({ keys: [] });
  /** Fetches begun so far, and which of them was the last that succeeded. */
  #begun = 0;
  #succeeded = 0;
  /** Until when the fetches so far use up what {@link KeySetOptions.fetchEveryMs} allows. */
  #paidUntil = Number.NEGATIVE_INFINITY;
  #fetchedAt = Number.NEGATIVE_INFINITY;
  #nextFetchAt = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #failure: unknown;
  #pending: Promise<void> | null = null;

  constructor(
    private readonly url: string,
    options: KeySetOptions = {},
  ) {
    this.#options = { ...DEFAULTS, ...options };
    this.#agents = createAgents(url, this.#options.proxies, {}, this.#options.timeoutMs);
  }

  /**
   * Verifies a token with the known keys. If none fits, it is verified again with keys that were fetched
   * after this call: no token is bad by an answer that is older than the token may be. Throws
   * {@link KeysUnavailable} while there is no such answer, otherwise what `verify` throws.
   */
  async use<T>(verify: (getKey: GetKey) => Promise<T>): Promise<T> {
    const begunBefore = this.#begun;
    await this.#freshen();
    for (;;) {
      const isFresh = this.#succeeded > begunBefore;
      try {
        return await verify(this.#keys);
      } catch (error) {
        if (isFresh || !(error instanceof errors.JWKSNoMatchingKey)) throw error;
      }
      if (!this.#mayFetch) throw this.#unavailable();
      await this.#fetch();
      if (this.#failures > 0) throw this.#unavailable();
    }
  }

  /**
   * Names the present keys: it changes when they are replaced. Null while there are none that may be used.
   * Old ones are fetched again in the background.
   */
  get generation(): number | null {
    if (this.#ageMs >= this.#options.maxAgeMs && this.#mayFetch) void this.#fetch();
    return this.#isUsable ? this.#succeeded : null;
  }

  async #freshen(): Promise<void> {
    const { maxAgeMs } = this.#options;
    if (this.#ageMs < maxAgeMs) return;
    const fetched = this.#mayFetch ? this.#fetch() : undefined;
    if (this.#isUsable) return;
    await fetched;
    if (!this.#isUsable) throw this.#unavailable();
  }

  get #ageMs(): number {
    return this.#options.now() - this.#fetchedAt;
  }

  get #isUsable(): boolean {
    return this.#ageMs < this.#options.maxAgeMs + this.#options.outageMs;
  }

  get #mayFetch(): boolean {
    return this.#pending !== null || this.#options.now() >= this.#nextFetchAt;
  }

  #unavailable(): KeysUnavailable {
    const cause = this.#failures > 0 ? this.#failure : new Error('they were fetched too often lately');
    return new KeysUnavailable(cause, Math.max(0, this.#nextFetchAt - this.#options.now()));
  }

  /** One fetch at a time. Never rejects. */
  #fetch(): Promise<void> {
    this.#pending ??= this.#load().finally(() => {
      this.#pending = null;
    });
    return this.#pending;
  }

  async #load(): Promise<void> {
    const { now, timeoutMs, fetchEveryMs, onFailure, onRecovery } = this.#options;
    const ordinal = ++this.#begun;
    try {
      this.#keys = createLocalJWKSet(await fetchKeys(this.url, timeoutMs, this.#agents));
      this.#succeeded = ordinal;
      this.#fetchedAt = now();
      this.#paidUntil = Math.max(this.#paidUntil, this.#fetchedAt) + fetchEveryMs;
      this.#nextFetchAt = this.#paidUntil - (BURST - 1) * fetchEveryMs;
      const failures = this.#failures;
      this.#failures = 0;
      if (failures > 0) onRecovery(failures);
    } catch (error) {
      this.#failure = error;
      this.#failures += 1;
      this.#nextFetchAt = now() + this.#retryDelayMs();
      onFailure(error, this.#failures);
    }
  }

  #retryDelayMs(): number {
    const delayMs = Math.min(RETRY_MS * 2 ** Math.min(this.#failures - 1, 16), RETRY_MAX_MS);
    return delayMs * (1 + this.#options.random() / 2);
  }
}

const MINUTE_MS = 60_000;
const DEFAULTS: Required<KeySetOptions> = {
  timeoutMs: 5_000,
  proxies: {},
  fetchEveryMs: 5_000,
  maxAgeMs: 10 * MINUTE_MS,
  outageMs: 360 * MINUTE_MS,
  now: () => performance.now(),
  random: Math.random,
  onFailure: () => {},
  onRecovery: () => {},
};

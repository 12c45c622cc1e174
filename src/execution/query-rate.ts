import { LRUCache } from 'lru-cache';
import { rateLimited } from '../cache/rate-limits.js';
import type { Clock } from '../core/time/clock.js';
import type { AppError } from '../core/errors.js';

export interface QueryRateOptions {
  /** Points each holder gets per second, and the most it can save up. */
  readonly pointsPerSecond: number;
  readonly clock: Clock;
  /** Called with the points of each charge. Must not throw. */
  readonly onCharged?: (points: number) => void;
  /** Called for each refused query. Must not throw. */
  readonly onRefused?: () => void;
}

/** Bytes of an answer per point. A page of 25 kB costs about 100 points. */
const BYTES_PER_POINT = 256;

/** Buckets kept, those used last. A holder whose bucket was dropped has all its points again. */
const HOLDERS_MAX = 10_000;

interface Bucket {
  /** Negative if an answer cost more than was left. */
  readonly points: number;
  /** When the bucket had these points, in epoch milliseconds. */
  at: number;
}

/** The points that an answer of this size costs. */
export function pointsOf(bytes: number): number {
  return 1 + Math.floor(bytes / BYTES_PER_POINT);
}

/**
 * Limits how much is produced per second for each holder, a viewer or an address, by a token bucket in the
 * memory of this process. An answer is charged once its size is known, so a bucket can be overdrawn. Its
 * holder then waits or is refused until it has a point again.
 */
export class QueryRate {
  readonly #options: QueryRateOptions;
  readonly #buckets = new LRUCache<string, Bucket>({ max: HOLDERS_MAX });

  constructor(options: QueryRateOptions) {
    this.#options = options;
  }

  /** Subtracts points, even more than there are. */
  charge(holder: string, points: number): void {
    this.#buckets.set(holder, { points: this.#pointsOf(holder) - points, at: this.#options.clock.now() });
    this.#options.onCharged?.(points);
  }

  /** Whether the holder has a point left. */
  hasPoint(holder: string): boolean {
    return this.#waitMs(holder) === 0;
  }

  /** Returns RATE_LIMITED while the holder has no point left, else null. */
  refusal(holder: string): AppError | null {
    const waitMs = this.#waitMs(holder);
    if (waitMs === 0) return null;
    this.#options.onRefused?.();
    return rateLimited(waitMs);
  }

  /** Resolves when the holder has a point or `signal` is aborted. */
  async waitForPoint(holder: string, signal?: AbortSignal): Promise<void> {
    for (let waitMs = this.#waitMs(holder); waitMs > 0; waitMs = this.#waitMs(holder)) {
      if (signal?.aborted === true) return;
      await this.#pause(waitMs, signal);
    }
  }

  /**
   * The `RateLimit` headers: the policy, the points left (`r`), and the seconds until all are back, or until
   * the first one is if none is left (`t`). Source: draft-ietf-httpapi-ratelimit-headers-10.
   */
  headers(holder: string): Readonly<Record<'ratelimit' | 'ratelimit-policy', string>> {
    const { pointsPerSecond } = this.#options;
    const left = Math.max(0, Math.floor(this.#pointsOf(holder)));
    const resetMs = left === 0 ? this.#waitMs(holder) : ((pointsPerSecond - left) / pointsPerSecond) * 1000;
    return {
      ratelimit: `"default";r=${left};t=${Math.ceil(resetMs / 1000)}`,
      'ratelimit-policy': `"default";q=${pointsPerSecond};w=1`,
    };
  }

  #pause(waitMs: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        cancel();
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const cancel = this.#options.clock.after(waitMs, end);
      signal?.addEventListener('abort', end);
    });
  }

  /** Milliseconds until there is a whole point; 0 if there is one. */
  #waitMs(holder: string): number {
    const missing = 1 - this.#pointsOf(holder);
    return missing <= 0 ? 0 : Math.ceil((missing / this.#options.pointsPerSecond) * 1000);
  }

  #pointsOf(holder: string): number {
    const { pointsPerSecond, clock } = this.#options;
    const bucket = this.#buckets.get(holder);
    if (bucket === undefined) return pointsPerSecond;
    const now = clock.now();
    // If the clock was set back, points are earned from its new time on.
    bucket.at = Math.min(bucket.at, now);
    return Math.min(pointsPerSecond, bucket.points + ((now - bucket.at) * pointsPerSecond) / 1000);
  }
}

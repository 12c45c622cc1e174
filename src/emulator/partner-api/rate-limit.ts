/** How many partner calls are accepted (section 21). */
export interface RateLimit {
  /** Calls per second of the virtual clock. */
  readonly perSecond: number;
  /** Calls accepted at once after a pause. */
  readonly burst: number;
}

/** A token bucket on the virtual clock. */
export class RateLimiter {
  readonly #limit: RateLimit;
  readonly #nowMs: () => number;
  #left: number;
  #filledAt: number;

  constructor(limit: RateLimit, nowMs: () => number) {
    this.#limit = limit;
    this.#nowMs = nowMs;
    this.#left = limit.burst;
    this.#filledAt = nowMs();
  }

  /** Counts one call. Returns null if it is accepted, otherwise the whole seconds after which to retry. */
  acquire(): number | null {
    const { perSecond, burst } = this.#limit;
    const now = this.#nowMs();
    this.#left = Math.min(burst, this.#left + ((now - this.#filledAt) / 1000) * perSecond);
    this.#filledAt = now;
    if (this.#left < 1) return Math.max(1, Math.ceil((1 - this.#left) / perSecond));
    this.#left -= 1;
    return null;
  }

  /** Refills the bucket. */
  reset(): void {
    this.#left = this.#limit.burst;
    this.#filledAt = this.#nowMs();
  }
}

/** Section 21: how many partner calls are let through. */
export interface RateLimit {
  /** Calls that come back for each second of the virtual clock. */
  readonly perSecond: number;
  /** Calls that may come at once after a pause. */
  readonly burst: number;
}

/** A bucket of calls that fills up with time. */
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

  /** Takes one call: null when it is let through, else the whole seconds until another try makes sense. */
  take(): number | null {
    const { perSecond, burst } = this.#limit;
    const now = this.#nowMs();
    this.#left = Math.min(burst, this.#left + ((now - this.#filledAt) / 1000) * perSecond);
    this.#filledAt = now;
    if (this.#left < 1) return Math.max(1, Math.ceil((1 - this.#left) / perSecond));
    this.#left -= 1;
    return null;
  }

  /** Fills the bucket, for a fresh start. */
  reset(): void {
    this.#left = this.#limit.burst;
    this.#filledAt = this.#nowMs();
  }
}

/** How long to wait between attempts to connect. */
export interface BackoffOptions {
  /**
   * Longest wait before the first new attempt, in milliseconds; doubles with each further one. Default 500.
   */
  readonly initialDelayMs?: number;
  /** Longest wait ever, in milliseconds. Default 30,000. */
  readonly maxDelayMs?: number;
  /**
   * Attempts in a row without a connection after which the stream ends with the last failure. Default: never.
   */
  readonly maxAttempts?: number;
}

const INITIAL_DELAY_MS = 500;
const MAX_DELAY_MS = 30_000;

/**
 * The wait before attempt `attempt` (0 is the first repeat): between half and all of `initialDelayMs` ×
 * 2^attempt, at most `maxDelayMs`. The spread keeps clients that lost the same server from coming back in the
 * same instant.
 */
export function backoffDelayMs(attempt: number, options: BackoffOptions, random = Math.random): number {
  const initial = options.initialDelayMs ?? INITIAL_DELAY_MS;
  const ceiling = Math.min(options.maxDelayMs ?? MAX_DELAY_MS, initial * 2 ** Math.min(attempt, 30));
  return ceiling / 2 + (random() * ceiling) / 2;
}

/** Whether another attempt is allowed after `attempt` failed ones in a row. */
export function mayRetry(attempt: number, options: BackoffOptions): boolean {
  return attempt < (options.maxAttempts ?? Number.POSITIVE_INFINITY);
}

/** Waits; ends at once, without an error, when `signal` is aborted. */
export function wait(delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, delayMs);
    signal?.addEventListener('abort', done);
  });
}

/** Waits between attempts to connect. */
export interface BackoffOptions {
  /** Longest wait before the first retry, in milliseconds; doubles with each further one. Default 500. */
  readonly initialDelayMs?: number;
  /** Upper bound of the wait, in milliseconds. Default 30,000. */
  readonly maxDelayMs?: number;
  /** Consecutive failed attempts after which the stream ends with the last error. Default: unlimited. */
  readonly maxAttempts?: number;
}

const INITIAL_DELAY_MS = 500;
const MAX_DELAY_MS = 30_000;

/**
 * The wait before retry `attempt` (0 is the first): `initialDelayMs` × 2^attempt, at most `maxDelayMs`, of
 * which a random half to all. The jitter keeps clients that lost the same server from reconnecting at the
 * same time.
 */
export function backoffDelayMs(attempt: number, options: BackoffOptions, random = Math.random): number {
  const initial = options.initialDelayMs ?? INITIAL_DELAY_MS;
  const ceiling = Math.min(options.maxDelayMs ?? MAX_DELAY_MS, initial * 2 ** Math.min(attempt, 30));
  return ceiling / 2 + (random() * ceiling) / 2;
}

/** Whether another attempt is allowed after `attempt` consecutive failures. */
export function mayRetry(attempt: number, options: BackoffOptions): boolean {
  return attempt < (options.maxAttempts ?? Number.POSITIVE_INFINITY);
}

/** Waits. Resolves early when `signal` is aborted or `alarm` rings. */
export function wait(delayMs: number, signal?: AbortSignal, alarm?: Alarm): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      unlisten?.();
      resolve();
    };
    const timer = setTimeout(done, delayMs);
    signal?.addEventListener('abort', done);
    const unlisten = alarm?.listen(done);
  });
}

/** Says that now is a good time to connect: ends waits, and lets connections check that they are alive. */
export class Alarm {
  readonly #listeners = new Set<() => void>();

  /** Calls `listener` at each `ring` until the returned function is called. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  ring(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

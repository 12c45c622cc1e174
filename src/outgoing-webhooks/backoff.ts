/** How long a delivery is retried after it was added or its endpoint was resumed, in milliseconds. */
export const RETRY_FOR_MS = 3 * 24 * 3_600_000;
/** The longest wait between two attempts, also where the receiver asks for more. */
export const LONGEST_WAIT_MS = 3_600_000;
/**
 * A wait is shortened by up to this share at random, so that the lanes of an endpoint do not come
 * together.
 */
const JITTER = 0.2;

/** When a delivery is sent again after a failure; null if it is given up. Times are epoch milliseconds. */
export function nextAttemptAt({
  now,
  failures,
  firstWaitMs,
  retryAfterMs,
  deadline,
  random,
}: {
  readonly now: number;
  /** Attempts that have failed, this one included. */
  readonly failures: number;
  readonly firstWaitMs: number;
  /** What the receiver has asked for; null if it has not. */
  readonly retryAfterMs: number | null;
  /** The last attempt begins then. */
  readonly deadline: number;
  /** From 0 to 1. */
  readonly random: () => number;
}): number | null {
  if (now >= deadline) return null;
  const doubled = Math.min(firstWaitMs * 2 ** Math.min(failures - 1, 30), LONGEST_WAIT_MS);
  const wait = Math.max(doubled * (1 - JITTER * random()), Math.min(retryAfterMs ?? 0, LONGEST_WAIT_MS));
  return Math.min(now + Math.ceil(wait), deadline);
}

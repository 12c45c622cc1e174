import { AppError } from './errors.js';
import { longestWaitMs } from './turns.js';

/** Detects overload. */
export interface Overload {
  isOverloaded(): boolean;
  close(): void;
}

/** Time between two looks at the clock, in milliseconds, when there is time. */
const TICK_MS = 10;
/**
 * How much the last turn counts, against those before it: one pause, of the collector or the machine, is no
 * overload.
 */
const LAST_TURN = 0.4;
/** How many times the limit one turn may take before the rest of it is sent away. */
const TURN_TIMES = 3;
/** When those who were sent away may come back. */
const RETRY_SECONDS = 2;

/**
 * Measures how late the event loop is, and how long running operations wait for their next turn: with more
 * requests in flight each of them gets its turn later. Requests that have not been read yet are in the
 * kernel, where they cannot be counted. `limitMs` is the accepted lateness of the last turns; a request takes
 * several turns, so accepted requests are answered within a few times that.
 */
export function watchOverload(limitMs: number): Overload {
  let dueAt = performance.now() + TICK_MS;
  let usuallyLateMs = 0;
  const lateMs = () => Math.max(performance.now() - dueAt, longestWaitMs());
  const ticking = setInterval(() => {
    usuallyLateMs += LAST_TURN * (lateMs() - usuallyLateMs);
    dueAt = performance.now() + TICK_MS;
  }, TICK_MS);
  ticking.unref();
  return {
    isOverloaded: () => usuallyLateMs > limitMs || lateMs() > TURN_TIMES * limitMs,
    close: () => clearInterval(ticking),
  };
}

/** The error for what is not taken on; made once, since it is thrown when time is short. */
export const OVERLOADED = new AppError(
  'OVERLOADED',
  `There is too much to do. Try again in ${RETRY_SECONDS} s.`,
  {
    retryAfterSeconds: RETRY_SECONDS,
  },
);

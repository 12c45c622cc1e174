import { AppError } from './errors.js';

/** Tells when there is more to do than can be done. */
export interface Overload {
  isOverloaded(): boolean;
  close(): void;
}

/** Time between two looks at the clock, in milliseconds, when there is time. */
const TICK_MS = 10;
/** How much the last turn counts, against those before it: one pause, of the collector or the machine, is no overload. */
const LAST_TURN = 0.4;
/** How many times the limit one turn may take before the rest of it is sent away. */
const TURN_TIMES = 3;
/** When those who were sent away may come back. */
const RETRY_SECONDS = 2;

/**
 * Watches how late the turns of the event loop are: every request that is under way gets a slice of each turn, so that all are slower the
 * more there are, and what is not read yet stands in the kernel, where it cannot be counted. `limitMs` is how late the last turns may have
 * been; a request takes some turns, so that those accepted are answered within some times that.
 */
export function watchOverload(limitMs: number): Overload {
  let dueAt = performance.now() + TICK_MS;
  let usuallyLateMs = 0;
  const ticking = setInterval(() => {
    const now = performance.now();
    usuallyLateMs += LAST_TURN * (now - dueAt - usuallyLateMs);
    dueAt = now + TICK_MS;
  }, TICK_MS);
  ticking.unref();
  return {
    isOverloaded: () => usuallyLateMs > limitMs || performance.now() - dueAt > TURN_TIMES * limitMs,
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

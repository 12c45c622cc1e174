import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
} from 'cockatiel';
import { GatewayError } from './gateway-error.js';

/** The breaker opens after this many failed attempts in a row: no answer, or a fault of upstream's (5xx). */
const FAILURES_TO_OPEN = 20;
/** How long it stays open before one attempt may try whether upstream is back. */
const OPEN_MS = 2_000;
/** Attempts under way at once, and how many may wait for a place. */
const AT_ONCE = 64;
const WAITING = 256;

/** Keeps a dead or slow upstream from taking this process with it (guarantee G12). */
export interface Guard {
  /**
   * Makes one attempt, or refuses within the moment: `GatewayError` with `isRefusedHere` and a retry time. A failure for which `counts`
   * says no is none of upstream's, such as a caller that hung up.
   */
  run<T>(operation: string, attempt: () => Promise<T>, counts: () => boolean): Promise<T>;
}

/** A guard with its own breaker and places. `onChange` is told when the breaker opens, and when it has closed again. */
export function createGuard(onChange: (isOpen: boolean) => void): Guard {
  const isFault = (error: Error) => error instanceof GatewayError && error.kind === 'unavailable';
  const places = bulkhead(AT_ONCE, WAITING);
  const breaker = circuitBreaker(handleWhen(isFault), {
    halfOpenAfter: OPEN_MS,
    breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
  });
  breaker.onBreak(() => onChange(true));
  breaker.onReset(() => onChange(false));
  /** The breaker lets calls wait for the one that tries whether upstream is back, however long that takes: ours do not. */
  const throughBreaker = <T>(attempt: () => Promise<T>): Promise<T> => {
    if (breaker.state === CircuitState.HalfOpen) throw new BrokenCircuitError();
    return breaker.execute(attempt);
  };
  return {
    async run(operation, attempt, counts) {
      // The breaker is asked last: a call that has waited for its place is refused, too, when it opened meanwhile.
      const outcome = await places
        .execute(() => throughBreaker(() => settled(attempt, counts)))
        .catch((error: unknown) => {
          throw refusalOf(operation, error);
        });
      if ('error' in outcome) throw outcome.error;
      return outcome.value;
    },
  };
}

/** A failure that does not count is handed through as a value, so that the breaker does not see it. */
async function settled<T>(
  attempt: () => Promise<T>,
  counts: () => boolean,
): Promise<{ readonly value: T } | { readonly error: unknown }> {
  try {
    return { value: await attempt() };
  } catch (error) {
    if (counts()) throw error;
    return { error };
  }
}

function refusalOf(operation: string, error: unknown): unknown {
  const isOpen = error instanceof BrokenCircuitError;
  if (!isOpen && !(error instanceof BulkheadRejectedError)) return error;
  const why = isOpen ? 'not tried, upstream has been failing' : 'not tried, too many calls are waiting';
  return new GatewayError('unavailable', `${operation}: ${why}`, {
    sent: false,
    isRefusedHere: true,
    retryAfterSeconds: Math.ceil(OPEN_MS / 1000),
  });
}

import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleWhen,
} from 'cockatiel';
import { GatewayError } from './gateway-error.js';

/** The breaker opens after this many failed attempts in a row: no answer, or a fault of upstream's (5xx). */
const FAILURES_TO_OPEN = 20;
/** How long it stays open before one attempt may try whether upstream is back. */
const OPEN_MS = 2_000;
/** Most attempts in flight, and most attempts waiting for a slot. */
const AT_ONCE = 64;
const WAITING = 256;

/** Keeps a dead or slow upstream from taking this process with it (guarantee G12). */
export interface Guard {
  /**
   * Makes one attempt, or refuses within the moment: `GatewayError` with `isRefusedHere` and a retry time. A
   * failure for which `counts` returns false, such as a caller that hung up, says nothing about upstream: it
   * neither opens nor closes the breaker.
   */
  run<T>(operation: string, attempt: () => Promise<T>, counts: () => boolean): Promise<T>;
}

/**
 * Creates a guard with its own breaker and slots. Calls `onChange` when the breaker opens and when it closes.
 */
export function createGuard(onChange: (isOpen: boolean) => void): Guard {
  const places = bulkhead(AT_ONCE, WAITING);
  const breaker = circuitBreaker(handleWhen(isHandled), {
    halfOpenAfter: new DelegateBackoff(({ result }) =>
      'error' in result && result.error instanceof ToldNothing ? 0 : OPEN_MS,
    ),
    breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
  });
  breaker.onBreak(() => onChange(true));
  breaker.onReset(() => onChange(false));
  /**
   * The breaker lets calls wait for the one that tries whether upstream is back, however long that takes:
   * ours do not.
   */
  const throughBreaker = <T>(attempt: () => Promise<T>, counts: () => boolean): Promise<T> => {
    if (breaker.state === CircuitState.HalfOpen) throw new BrokenCircuitError();
    const isProbe = breaker.state === CircuitState.Open;
    return breaker.execute(() =>
      attempt().catch((error: unknown) => {
        throw counts() ? error : new ToldNothing(error, isProbe);
      }),
    );
  };
  return {
    run: (operation, attempt, counts) =>
      // The breaker is asked last: a call that has waited for its place is refused, too, when it opened
      // meanwhile.
      places
        .execute(() => throughBreaker(attempt, counts))
        .catch((error: unknown) => {
          throw error instanceof ToldNothing ? error.cause : refusalOf(operation, error);
        }),
  };
}

/** An attempt whose failure does not count. */
class ToldNothing extends Error {
  constructor(
    cause: unknown,
    readonly isProbe: boolean,
  ) {
    super('says nothing about upstream', { cause });
  }
}

/**
 * Which errors the breaker counts as failures. It ignores others, but would count a probe that ends with one
 * as a success. A probe without information is therefore a failure too, which keeps the breaker open at least
 * until the next call.
 */
function isHandled(error: Error): boolean {
  if (error instanceof ToldNothing) return error.isProbe;
  return error instanceof GatewayError && error.kind === 'unavailable';
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

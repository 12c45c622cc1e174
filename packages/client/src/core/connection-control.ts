import type { Alarm } from './backoff.js';

/** Consecutive refused tokens after which the error is passed to the caller. */
export const MAX_REFUSALS = 3;

/** How the core client follows and steers a resuming connection. */
export interface ConnectionControl {
  /** An attempt begins; `attempt` is 1 for the first one since the last success. */
  onConnecting?(attempt: number): void;
  /** The server has accepted the connection. */
  onLive?(): void;
  /** The connection was lost or refused, and the next attempt waits. */
  onWaiting?(): void;
  /** Rings when the connection should be tried or checked at once. */
  readonly alarm?: Alarm;
  /** Consecutive refused tokens after which the error is passed to the caller. Default 3. */
  readonly maxRefusals?: number;
}

/** Whether an error says of itself that a retry cannot help. */
export function isFinal(reason: unknown): boolean {
  return (
    typeof reason === 'object' && reason !== null && 'isRetryable' in reason && reason.isRetryable === false
  );
}

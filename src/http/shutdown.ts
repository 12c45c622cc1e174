import { withDeadline } from '../core/time/deadline.js';
import { describeError } from '../core/describe-error.js';
import type { Log } from '../core/log.js';

/** One step of a shutdown. */
export interface Phase {
  readonly name: string;
  /** Longest time this step may take, in milliseconds. Default: what is left of the whole. */
  readonly limitMs?: number;
  run(): Promise<void> | void;
}

/**
 * Runs the phases in order, each to its limit and all together to `totalMs`, and logs each. After one that
 * fails or is late the next runs all the same: with no time left it is started and given one last moment.
 */
export async function shutDown(phases: readonly Phase[], totalMs: number, log: Log): Promise<void> {
  // Not the wall clock: it may be set while we wait.
  const endsAt = performance.now() + totalMs;
  for (const { name, limitMs = totalMs, run } of phases) {
    const startedAt = performance.now();
    const remainingMs = Math.max(LAST_MOMENT_MS, endsAt - startedAt);
    try {
      await withDeadline(name, Math.min(limitMs, remainingMs), Promise.resolve(run()));
      log.info({ phase: name, ms: Math.round(performance.now() - startedAt) }, 'shutting down');
    } catch (error) {
      log.warn({ phase: name, err: describeError(error) }, 'shutdown phase failed or timed out');
    }
  }
}

const LAST_MOMENT_MS = 20;

import type { FastifyInstance } from 'fastify';
import { withDeadline } from '../core/time/deadline.js';
import { describeError } from '../core/describe-error.js';
import type { Log } from '../core/log.js';

export interface HealthOptions {
  /** What must hold to be sent traffic, by name; each throws when it does not. */
  readonly checks: Readonly<Record<string, () => Promise<void>>>;
  readonly isDraining: () => boolean;
  readonly log: Log;
  /** Longest time one check may take, in milliseconds. Default 2,000. */
  readonly checkTimeoutMs?: number;
  /** How long the outcome of the checks is used again, in milliseconds. Default 1,000. */
  readonly checkEveryMs?: number;
}

/**
 * Registers `/health/live` and `/health/ready`. Readiness names the checks that failed; why they did is only
 * logged. Anyone may ask, and a check writes to disk: all callers share one run of the checks, and its
 * outcome for a second.
 */
export function registerHealth(app: FastifyInstance, options: HealthOptions): void {
  app.get('/health/live', async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  );
  const failed = shareOutcome(() => failedChecks(options), options.checkEveryMs ?? 1_000);
  app.get('/health/ready', async (_request, reply) => {
    const reasons = options.isDraining() ? ['draining'] : await failed();
    reply.header('cache-control', 'no-store');
    if (reasons.length === 0) return reply.send({ status: 'ok' });
    return reply.code(503).send({ status: 'unavailable', reasons });
  });
}

/**
 * Runs `work` for all callers at once, and again only when its last outcome is older than `everyMs`. `work`
 * must not reject.
 */
function shareOutcome<T>(work: () => Promise<T>, everyMs: number): () => Promise<T> {
  let outcome: Promise<T> | undefined;
  let usedUntil = Number.POSITIVE_INFINITY;
  return () => {
    if (outcome !== undefined && performance.now() < usedUntil) return outcome;
    usedUntil = Number.POSITIVE_INFINITY;
    outcome = work().finally(() => {
      usedUntil = performance.now() + everyMs;
    });
    return outcome;
  };
}

async function failedChecks({ checks, log, checkTimeoutMs = 2_000 }: HealthOptions): Promise<string[]> {
  const outcomes = Object.entries(checks).map(async ([name, check]) => {
    try {
      await withDeadline(name, checkTimeoutMs, check());
      return [];
    } catch (error) {
      log.warn({ check: name, err: describeError(error) }, 'not ready');
      return [name];
    }
  });
  return (await Promise.all(outcomes)).flat();
}

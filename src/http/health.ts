import type { FastifyInstance } from 'fastify';
import { withDeadline } from '../core/deadline.js';
import { describeError } from '../core/describe-error.js';
import type { Log } from '../core/log.js';

export interface HealthOptions {
  /** What must hold to be sent traffic, by name; each throws when it does not. */
  readonly checks: Readonly<Record<string, () => Promise<void>>>;
  readonly isDraining: () => boolean;
  readonly log: Log;
  /** Longest time one check may take, in milliseconds. Default 2,000. */
  readonly checkTimeoutMs?: number;
}

/** Registers `/health/live` and `/health/ready`. Readiness names the checks that failed; why they did is only logged. */
export function registerHealth(app: FastifyInstance, options: HealthOptions): void {
  app.get('/health/live', async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  );
  app.get('/health/ready', async (_request, reply) => {
    const reasons = options.isDraining() ? ['draining'] : await failedChecks(options);
    reply.header('cache-control', 'no-store');
    if (reasons.length === 0) return reply.send({ status: 'ok' });
    return reply.code(503).send({ status: 'unavailable', reasons });
  });
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

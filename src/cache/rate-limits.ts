import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import { withDeadline } from '../core/deadline.js';
import { describeError } from '../core/describe-error.js';
import { AppError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import { connectRedis } from '../core/redis.js';

/** How many points may be taken by one key in a minute. */
export type PointsPerMinute = number;

/** Counts what somebody does. */
export interface RateLimiter {
  /** Takes points from a key. Returns null when there were enough, else the milliseconds until there are some again. */
  take(key: string, points: number): Promise<number | null>;
}

/** The error for who did too much, with when it goes on. */
export function rateLimited(waitMs: number): AppError {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
  return new AppError('RATE_LIMITED', `Too many calls. Try again in ${retryAfterSeconds} s.`, {
    retryAfterSeconds,
    details: { resetAt: new Date(Date.now() + waitMs).toISOString() },
  });
}

/** Limiters by name, over one store. */
export interface RateLimits<Name extends string> {
  readonly limiters: Readonly<Record<Name, RateLimiter>>;
  close(): Promise<void>;
}

const DURATION_SECONDS = 60;
const DEADLINE_MS = 300;

/**
 * The rate limits of this profile: counted in Redis when there is one, so that instances share them, else in this process. While Redis
 * is away each instance counts for itself: a limit is never a reason to refuse everybody.
 */
export async function createRateLimits<Name extends string>(
  redisUrl: string | undefined,
  log: Log,
  points: Readonly<Record<Name, PointsPerMinute>>,
): Promise<RateLimits<Name>> {
  const client = redisUrl === undefined ? null : await connectRedis(redisUrl, log);
  const entries = Object.entries<PointsPerMinute>(points).map(([name, most]) => {
    const settings = { keyPrefix: `dwar:limit:${name}`, points: most, duration: DURATION_SECONDS };
    const own = new RateLimiterMemory(settings);
    if (client === null) return [name, limiter(own, own, log)] as const;
    const shared = new RateLimiterRedis({ ...settings, storeClient: client, useRedisPackage: true });
    return [name, limiter(shared, own, log)] as const;
  });
  return {
    limiters: Object.fromEntries(entries) as Record<Name, RateLimiter>,
    close: async () => client?.destroy(),
  };
}

function limiter(store: RateLimiterAbstract, fallback: RateLimiterAbstract, log: Log): RateLimiter {
  return {
    async take(key, points) {
      try {
        await withDeadline('rate limit', DEADLINE_MS, store.consume(key, points));
        return null;
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return refusal.msBeforeNext;
        log.debug({ err: describeError(refusal) }, 'a rate limit was counted here alone');
      }
      return await fallback.consume(key, points).then(
        () => null,
        (refusal: unknown) => (refusal instanceof RateLimiterRes ? refusal.msBeforeNext : null),
      );
    },
  };
}

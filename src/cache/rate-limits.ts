import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import { withDeadline } from '../core/time/deadline.js';
import { describeError } from '../core/describe-error.js';
import { AppError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import { disconnectRedis, type RedisServer } from '../core/redis.js';

/** How many points may be taken by one key in a minute. */
export type PointsPerMinute = number;

/** Counts calls by key and limits them. */
export interface RateLimiter {
  /**
   * Takes points from a key. Returns null when there were enough, else the milliseconds until there are some
   * again.
   */
  take(key: string, points: number): Promise<number | null>;
}

/** The error for a caller over a limit, with the time of the next attempt. */
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
 * How long a store that did not respond is skipped: callers wait for it once, not for each of their limits.
 */
const AWAY_MS = 1_000;

/**
 * The rate limits of this profile: counted in Redis when there is one, so that instances share them, else in
 * this process. While Redis is away each instance counts for itself: a limit is never a reason to refuse
 * everybody. `ledgerName` keeps instances of another ledger apart that share the Redis. `hide` makes the
 * digest under which a key is counted in Redis, so that the id of a viewer is not there.
 */
export async function createRateLimits<Name extends string>(
  redis: RedisServer | undefined,
  ledgerName: string,
  log: Log,
  points: Readonly<Record<Name, PointsPerMinute>>,
  hide: (key: string) => string = (key) => key,
): Promise<RateLimits<Name>> {
  const client = await redis?.connect();
  const away = { until: 0 };
  client?.on('ready', () => {
    away.until = 0;
  });
  const entries = Object.entries<PointsPerMinute>(points).map(([name, most]) => {
    const settings = {
      keyPrefix: `dwar:${ledgerName}:limit:${name}`,
      points: most,
      duration: DURATION_SECONDS,
    };
    const own = new RateLimiterMemory(settings);
    if (redis === undefined) return [name, ownLimiter(own)] as const;
    const shared = new RateLimiterRedis({ ...settings, storeClient: client, useRedisPackage: true });
    return [name, sharedLimiter(shared, own, { away, redis, log, hide })] as const;
  });
  return {
    limiters: Object.fromEntries(entries) as Record<Name, RateLimiter>,
    close: async () => {
      if (client !== undefined) await disconnectRedis(client);
    },
  };
}

/**
 * Null when there were enough points, else the milliseconds until there are. Throws what the store throws.
 */
async function takeFrom(store: RateLimiterAbstract, key: string, points: number): Promise<number | null> {
  try {
    await store.consume(key, points);
    return null;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return refusal.msBeforeNext;
    throw refusal;
  }
}

function ownLimiter(own: RateLimiterAbstract): RateLimiter {
  return { take: (key, points) => takeFrom(own, key, points) };
}

function sharedLimiter(
  shared: RateLimiterAbstract,
  own: RateLimiterAbstract,
  {
    away,
    redis,
    log,
    hide,
  }: {
    readonly away: { until: number };
    readonly redis: RedisServer;
    readonly log: Log;
    readonly hide: (key: string) => string;
  },
): RateLimiter {
  return {
    async take(key, points) {
      if (performance.now() < away.until) return await takeFrom(own, key, points);
      try {
        const waitMs = await withDeadline('rate limit', DEADLINE_MS, takeFrom(shared, hide(key), points));
        redis.wrote();
        return waitMs;
      } catch (error) {
        redis.refused(error);
        away.until = performance.now() + AWAY_MS;
        log.debug({ err: describeError(error) }, 'rate limits are counted here alone');
        return await takeFrom(own, key, points);
      }
    },
  };
}

import type { RedisServer } from '../core/redis.js';
import type { Cache, CachedLedger, CacheObserver } from './cache.js';
import { createMemoryCache } from './memory.js';

interface CacheOptions {
  readonly redis: RedisServer | undefined;
  /** Most that a cache without Redis keeps. */
  readonly maxBytes: number;
  readonly ledger: CachedLedger;
}

/** The cache of this profile: in Redis when there is one, else in this process. */
export async function createCache(options: CacheOptions, observer: CacheObserver): Promise<Cache> {
  const { redis, maxBytes, ledger } = options;
  if (redis === undefined) return createMemoryCache(observer, maxBytes);
  // Loaded here: the embedded profile starts without it.
  const { createRedisCache } = await import('./redis.js');
  return await createRedisCache(redis, ledger, observer);
}

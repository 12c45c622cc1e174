import type { Log } from '../core/log.js';
import type { Cache, CachedLedger, CacheObserver } from './cache.js';
import { createMemoryCache } from './memory.js';

interface CacheOptions {
  readonly redisUrl: string | undefined;
  /** Most that a cache without Redis keeps. */
  readonly maxBytes: number;
  readonly ledger: CachedLedger;
  readonly log: Log;
}

/** The cache of this profile: in Redis when there is one, else in this process. */
export async function createCache(options: CacheOptions, observer: CacheObserver): Promise<Cache> {
  const { redisUrl, maxBytes, ledger, log } = options;
  if (redisUrl === undefined) return createMemoryCache(observer, maxBytes);
  // Loaded here: the embedded profile starts without it.
  const { createRedisCache } = await import('./redis.js');
  return await createRedisCache(redisUrl, ledger, log, observer);
}

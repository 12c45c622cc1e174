import type { Config } from '../config.js';
import type { Log } from '../core/log.js';
import type { Cache, CacheObserver } from './cache.js';
import { createMemoryCache } from './memory.js';

/** The cache of this profile: in Redis when there is one, else in this process. `epoch` names the ledger's log. */
export async function createCache(
  { REDIS_URL, CACHE_MAX_BYTES }: Pick<Config, 'REDIS_URL' | 'CACHE_MAX_BYTES'>,
  epoch: string,
  log: Log,
  observer: CacheObserver,
): Promise<Cache> {
  if (REDIS_URL === undefined) return createMemoryCache(observer, CACHE_MAX_BYTES);
  // Loaded here: the embedded profile starts without it.
  const { createRedisCache } = await import('./redis.js');
  return await createRedisCache(REDIS_URL, epoch, log, observer);
}

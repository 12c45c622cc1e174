import type { Log } from '../core/log.js';
import type { Cache, CacheObserver } from './cache.js';
import { createMemoryCache } from './memory.js';

/** The cache of this profile: in Redis when there is one, else in this process. `epoch` names the ledger's log. */
export async function createCache(
  redisUrl: string | undefined,
  epoch: string,
  log: Log,
  observer: CacheObserver,
): Promise<Cache> {
  if (redisUrl === undefined) return createMemoryCache(observer);
  // Loaded here: the embedded profile starts without it.
  const { createRedisCache } = await import('./redis.js');
  return await createRedisCache(redisUrl, epoch, log, observer);
}

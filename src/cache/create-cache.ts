import type { RedisServer } from '../core/redis.js';
import type { Cache, CachedLedger, CacheObserver } from './cache.js';
import { createMemoryCache } from './memory.js';
import { ParsedSnapshots } from './parsed-snapshots.js';

interface CacheOptions {
  readonly redis: RedisServer | undefined;
  /** Most bytes of the parsed snapshots, and of their JSON in a cache without Redis. */
  readonly maxBytes: number;
  readonly ledger: CachedLedger;
}

/** Two views of one store, which is closed with either. */
interface Caches {
  /** Parsed once by each process. */
  readonly snapshots: Cache;
  /** As the store has them: for entries that are replaced. */
  readonly store: Cache;
}

/** The caches of this profile: in Redis when there is one, else in this process. */
export async function createCaches(options: CacheOptions, observer: CacheObserver): Promise<Caches> {
  const store = await createStore(options, observer);
  return { store, snapshots: new ParsedSnapshots(store, observer, options.maxBytes) };
}

async function createStore(
  { redis, maxBytes, ledger }: CacheOptions,
  observer: CacheObserver,
): Promise<Cache> {
  if (redis === undefined) return createMemoryCache(observer, maxBytes);
  // Loaded here: the embedded profile starts without it.
  const { createRedisCache } = await import('./redis.js');
  return await createRedisCache(redis, ledger, observer);
}

import KeyvRedis from '@keyv/redis';
import Keyv from 'keyv';
import { disconnectRedis, type RedisServer } from '../core/redis.js';
import type { Cache, CachedLedger, CacheObserver } from './cache.js';
import { AS_JSON, KeyvCache } from './keyv-cache.js';

/** Entries are found by version, so old ones are never asked for again; they leave by themselves. */
const TTL_MS = 3_600_000;

/**
 * A cache shared by all instances of one ledger. Another ledger on the same Redis, or this one after it has
 * lost commits, may have other content under the same key and version.
 */
export async function createRedisCache(
  redis: RedisServer,
  ledger: CachedLedger,
  observer: CacheObserver,
): Promise<Cache> {
  const client = await redis.connect();
  const store = new KeyvRedis(client as never, { throwOnConnectError: true, throwOnErrors: true });
  const keyv = new Keyv({
    ...AS_JSON,
    store,
    throwOnErrors: true,
    useKeyPrefix: false,
    namespace: `dwar:${ledger.name}:cache`,
    ttl: TTL_MS,
  });
  const cache = new KeyvCache(
    keyv,
    {
      hits: (count) => observer.hits(count),
      misses: (count) => observer.misses(count),
      error(error) {
        redis.refused(error);
        observer.error(error);
      },
      written: () => redis.wrote(),
    },
    {
      end: () => disconnectRedis(client),
      prefixNow: () => `${ledger.epoch}:`,
    },
  );
  client.on('ready', () => cache.resume());
  return cache;
}

import KeyvRedis from '@keyv/redis';
import Keyv from 'keyv';
import type { Log } from '../core/log.js';
import { connectRedis } from '../core/redis.js';
import type { Cache, CacheObserver } from './cache.js';
import { KeyvCache } from './keyv-cache.js';

/** A cache shared by all instances. */
export async function createRedisCache(url: string, log: Log, observer: CacheObserver): Promise<Cache> {
  const client = await connectRedis(url, log);
  const store = new KeyvRedis(client as never, { throwOnConnectError: true, throwOnErrors: true });
  const keyv = new Keyv({ store, throwOnErrors: true, useKeyPrefix: false, namespace: 'dwar:cache' });
  return new KeyvCache(keyv, observer, async () => client.destroy());
}

import Keyv from 'keyv';
import { LRUCache } from 'lru-cache';
import type { Cache, CacheObserver } from './cache.js';
import { KeyvCache } from './keyv-cache.js';

/** A cache of this process, bounded to `maxBytes` of serialised snapshots, the least used dropped first. */
export function createMemoryCache(observer: CacheObserver, maxBytes = 64 * 1024 * 1024): Cache {
  const store = new LRUCache<string, string>({
    maxSize: maxBytes,
    sizeCalculation: (value, key) => value.length + key.length + 1,
  });
  const keyv = new Keyv({ store, throwOnErrors: true, useKeyPrefix: false });
  return new KeyvCache(keyv, observer, () => keyv.disconnect());
}

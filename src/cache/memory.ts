import Keyv from 'keyv';
import { LRUCache } from 'lru-cache';
import type { Cache, CacheObserver } from './cache.js';
import { AS_JSON, KeyvCache } from './keyv-cache.js';

/**
 * A cache of this process, bounded to `maxBytes` of serialised snapshots (twice that in memory where text is
 * beyond Latin-1), the least used dropped first.
 */
export function createMemoryCache(observer: CacheObserver, maxBytes: number): Cache {
  const store = new LRUCache<string, string>({
    maxSize: maxBytes,
    sizeCalculation: (value, key) => value.length + key.length + 1,
  });
  const keyv = new Keyv({ ...AS_JSON, store: asMap(store), throwOnErrors: true, useKeyPrefix: false });
  return new KeyvCache(keyv, observer, { end: () => keyv.disconnect() });
}

/** Without the time to live that Keyv passes as a third argument, where an LRUCache expects options. */
function asMap(store: LRUCache<string, string>) {
  return {
    get: (key: string) => store.get(key),
    set: (key: string, value: string) => store.set(key, value),
    delete: (key: string) => store.delete(key),
    clear: () => store.clear(),
  };
}

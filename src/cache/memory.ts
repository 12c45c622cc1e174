import Keyv from 'keyv';
import { LRUCache } from 'lru-cache';
import { withDeadline } from '../core/deadline.js';
import type { Cache, CacheEntry, CacheObserver } from './cache.js';

const DEADLINE_MS = 500;

/** A cache of this process, bounded to `maxBytes` of serialised snapshots, the least used dropped first. */
export function createMemoryCache(observer: CacheObserver, maxBytes = 64 * 1024 * 1024): Cache {
  const store = new LRUCache<string, string>({
    maxSize: maxBytes,
    sizeCalculation: (value, key) => value.length + key.length + 1,
  });
  return new KeyvCache(new Keyv({ store, useKeyPrefix: false }), observer);
}

class KeyvCache implements Cache {
  constructor(
    private readonly keyv: Keyv,
    private readonly observer: CacheObserver,
  ) {}

  async get(keys: readonly string[]): Promise<readonly unknown[]> {
    if (keys.length === 0) return [];
    try {
      const values = await withDeadline('cache read', DEADLINE_MS, this.keyv.getMany<unknown>([...keys]));
      const hits = values.filter((value) => value !== undefined).length;
      this.observer.hits(hits);
      this.observer.misses(keys.length - hits);
      return values;
    } catch (error) {
      this.observer.error(error);
      this.observer.misses(keys.length);
      return keys.map(() => undefined);
    }
  }

  put(entries: readonly CacheEntry[]): void {
    const writing = this.keyv.setMany(entries.map(({ key, value }) => ({ key, value })));
    withDeadline('cache write', DEADLINE_MS, writing).catch((error: unknown) => this.observer.error(error));
  }

  async close(): Promise<void> {
    await this.keyv.disconnect();
  }
}

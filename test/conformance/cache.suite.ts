import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  type Cache,
  type CacheEntry,
  type CacheObserver,
  cacheKey,
  readThrough,
} from '../../src/cache/cache.js';

/** Loads orders from a ledger, and notes what it was asked for. */
function ledgerOf(rows: Record<string, number>) {
  const asked: (readonly string[])[] = [];
  return {
    asked,
    load: async (keys: readonly string[]) => {
      asked.push(keys);
      return keys
        .filter((key) => rows[key] !== undefined)
        .map((key) => ({ ...ref(key, rows[key]), value: { key, version: rows[key] } }));
    },
  };
}

/** A version of a row, and the revision that it has with it. */
const ref = (key: string, version = 1) => ({ key, version, revision: 10 * version });

/** What every cache does. `open` makes an empty one that is ready. */
export function cacheSuite(open: (observer: CacheObserver) => Promise<Cache>): void {
  let cache: Cache;
  let counts: { hits: number; misses: number; errors: unknown[] };
  const observer: CacheObserver = {
    hits: (count) => {
      counts.hits += count;
    },
    misses: (count) => {
      counts.misses += count;
    },
    error: (error) => void counts.errors.push(error),
  };

  beforeEach(async () => {
    counts = { hits: 0, misses: 0, errors: [] };
    cache = await open(observer);
    counts = { hits: 0, misses: 0, errors: [] };
  });

  afterEach(() => cache.close());

  /** Waits until the store has these keys, without counting the looks: `put` itself returns at once. */
  async function stored(keys: readonly string[]): Promise<void> {
    const before = { ...counts, errors: [...counts.errors] };
    const giveUpAt = Date.now() + 5_000;
    while ((await cache.get(keys)).includes(undefined))
      if (Date.now() > giveUpAt) throw new Error('what was put is not in the cache');
    counts = before;
  }

  async function put(entries: readonly CacheEntry[]): Promise<void> {
    cache.put(entries);
    await stored(entries.map(({ key }) => key));
  }

  const kept = (...keys: string[]) => stored(keys.map((key) => cacheKey(cache.prefix, 'order', key, 1)));

  describe('reading through the cache', () => {
    test('asks the ledger once and answers from memory afterwards', async () => {
      const { asked, load } = ledgerOf({ a: 1, b: 1 });
      const first = await readThrough(cache, 'order', [ref('a'), ref('b')], load);
      await kept('a', 'b');
      const second = await readThrough(cache, 'order', [ref('b'), ref('a')], load);
      expect(first).toEqual([ref('a'), ref('b')]);
      expect(second).toEqual([ref('b'), ref('a')]);
      expect(asked).toEqual([['a', 'b']]);
      expect(counts).toEqual({ hits: 2, misses: 2, errors: [] });
    });

    test('asks the ledger for what is missing only, each key once', async () => {
      const { asked, load } = ledgerOf({ a: 1, b: 1 });
      await readThrough(cache, 'order', [ref('a')], load);
      await kept('a');
      const found = await readThrough(cache, 'order', [ref('b'), ref('a'), ref('b')], load);
      expect(found.map((each) => each?.key)).toEqual(['b', 'a', 'b']);
      expect(asked).toEqual([['a'], ['b']]);
    });

    test('never answers with another version, and hands on a newer one that the ledger has by now', async () => {
      const old = ledgerOf({ a: 1 });
      await readThrough(cache, 'order', [ref('a', 1)], old.load);
      await kept('a');
      const now = ledgerOf({ a: 3 });
      expect(await readThrough(cache, 'order', [ref('a', 2)], now.load)).toEqual([ref('a', 3)]);
      await stored([cacheKey(cache.prefix, 'order', 'a', 3)]);
      expect(await readThrough(cache, 'order', [ref('a', 3)], now.load)).toEqual([ref('a', 3)]);
      expect(now.asked).toHaveLength(1);
    });

    test('is null for what the ledger does not have, and caches nothing of it', async () => {
      const { asked, load } = ledgerOf({});
      expect(await readThrough(cache, 'order', [ref('a')], load)).toEqual([null]);
      expect(await readThrough(cache, 'order', [ref('a')], load)).toEqual([null]);
      expect(asked).toHaveLength(2);
    });

    test('of nothing makes no call', async () => {
      const { asked, load } = ledgerOf({});
      expect(await readThrough(cache, 'order', [], load)).toEqual([]);
      expect(asked).toEqual([]);
    });

    test('keeps kinds apart that share a key', async () => {
      await readThrough(cache, 'order', [ref('a')], ledgerOf({ a: 1 }).load);
      await kept('a');
      expect(await readThrough(cache, 'transaction', [ref('a')], ledgerOf({}).load)).toEqual([null]);
      const keys = [
        cacheKey(cache.prefix, 'order', 'a', 1),
        cacheKey(cache.prefix, 'transaction', 'a', 1),
        cacheKey(cache.prefix, 'order', 'a', 11),
      ];
      expect(new Set(keys).size).toBe(3);
    });

    test('hands on the ledger’s failure', async () => {
      const failing = readThrough(cache, 'order', [ref('a')], async () => {
        throw new Error('the ledger is gone');
      });
      await expect(failing).rejects.toThrow('the ledger is gone');
    });
  });

  describe('a value', () => {
    test('keeps exact values: text of money, nulls and lists', async () => {
      const value = { amount: '1575.0900000000001', none: null, list: [{ deep: '₹' }] };
      await put([{ key: 'a', value }]);
      expect(await cache.get(['a', 'b'])).toEqual([value, undefined]);
    });

    test('is not changed by changing what was put in or got out', async () => {
      const value = { list: [1] };
      await put([{ key: 'a', value }]);
      value.list.push(2);
      const [out] = (await cache.get(['a'])) as [{ list: number[] }];
      try {
        out.list.push(3);
      } catch (error) {
        // One that is shared is frozen.
        expect(error).toBeInstanceOf(TypeError);
      }
      expect(await cache.get(['a'])).toEqual([{ list: [1] }]);
    });
  });
}

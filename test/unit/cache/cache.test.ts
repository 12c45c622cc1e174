import { beforeEach, describe, expect, test } from '@jest/globals';
import Keyv from 'keyv';
import { type Cache, type CacheEntry, readThrough } from '../../../src/cache/cache.js';
import { KeyvCache } from '../../../src/cache/keyv-cache.js';
import { createMemoryCache } from '../../../src/cache/memory.js';
import { collectGarbage } from '../../support/collect-garbage.js';

let counts: { hits: number; misses: number; errors: unknown[] };
const observer = {
  hits: (count: number) => {
    counts.hits += count;
  },
  misses: (count: number) => {
    counts.misses += count;
  },
  error: (error: unknown) => {
    counts.errors.push(error);
  },
};

beforeEach(() => {
  counts = { hits: 0, misses: 0, errors: [] };
});

/** A cache on a store whose calls behave as the test sets. */
function cacheOn(call: () => Promise<never>): Cache {
  const store = { get: call, set: call, delete: call, clear: call, getMany: call, setMany: call };
  const keyv = new Keyv({ store, useKeyPrefix: false, throwOnErrors: true });
  keyv.on('error', () => {});
  return new KeyvCache(keyv, observer, { end: async () => {} });
}

const broken = () => cacheOn(() => Promise.reject(new Error('the store is gone')));
const hanging = () => cacheOn(() => new Promise(() => {}));

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

/** Puts one entry and waits until the store has it: `put` itself returns at once. */
async function put(cache: Cache, entries: readonly CacheEntry[]): Promise<void> {
  cache.put(entries);
  await new Promise((resolve) => setImmediate(resolve));
}

/** What is reachable in this process, in bytes. */
function heldBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const ref = (key: string, version = 1) => ({ key, version, revision: 10 * version });

describe('a store that fails', () => {
  test('is a counted miss and fails no request', async () => {
    const found = await readThrough(broken(), 'order', [ref('a')], ledgerOf({ a: 1 }).load);
    expect(found).toEqual([ref('a')]);
    expect(counts).toMatchObject({ hits: 0, misses: 1 });
    expect(counts.errors.length).toBeGreaterThanOrEqual(1);
  });

  test('that hangs is given up, and then left alone for a while', async () => {
    const cache = hanging();
    const { asked, load } = ledgerOf({ a: 1 });
    expect(await readThrough(cache, 'order', [ref('a')], load)).toEqual([ref('a')]);
    const startedAt = performance.now();
    for (let n = 0; n < 50; n += 1) await readThrough(cache, 'order', [ref('a')], load);
    expect(performance.now() - startedAt).toBeLessThan(900);
    expect(asked).toHaveLength(51);
    expect(counts).toMatchObject({ hits: 0, misses: 51, errors: [{ name: 'DeadlineExceeded' }] });
  });
});

describe('the memory cache', () => {
  const value = (n: number) => ({ text: String(n).padEnd(1_000, '.') });

  test('holds no more than its bound, the least used dropped first', async () => {
    const cache = createMemoryCache(observer, 20_000);
    await put(cache, [{ key: 'often', value: value(0) }]);
    for (let n = 1; n <= 100; n += 1) {
      await put(cache, [{ key: `k${n}`, value: value(n) }]);
      await cache.get(['often']);
    }
    const keys = Array.from({ length: 100 }, (_, n) => `k${n + 1}`);
    const kept = (await cache.get(keys)).flatMap((found, index) =>
      found === undefined ? [] : [keys[index]],
    );
    expect(kept.length).toBeGreaterThan(10);
    expect(kept.length).toBeLessThan(20);
    expect(kept.at(-1)).toBe('k100');
    expect(await cache.get(['often'])).toEqual([value(0)]);
  });

  test('takes no more memory than that: what it holds is flat text, however many fields it was made of', async () => {
    const maxBytes = 4 * 2 ** 20;
    const cache = createMemoryCache(observer, maxBytes);
    const fields = (n: number) => Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`f${at}`, n]));
    const before = heldBytes();
    for (let n = 0; n < 5_000; n += 1) await put(cache, [{ key: `k${n}`, value: fields(n) }]);
    expect(heldBytes() - before).toBeLessThan(2 * maxBytes);
    expect(await cache.get(['k4999'])).toEqual([fields(4_999)]);
  });

  test('does without a value larger than itself, and keeps the others', async () => {
    const cache = createMemoryCache(observer, 5_000);
    await put(cache, [{ key: 'small', value: value(1) }]);
    await put(cache, [{ key: 'large', value: 'x'.repeat(10_000) }]);
    expect(await cache.get(['small', 'large'])).toEqual([value(1), undefined]);
    expect(counts.errors).toEqual([]);
  });
});

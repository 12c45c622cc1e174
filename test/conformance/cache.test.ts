import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Cache, type CacheObserver, readThrough } from '../../src/cache/cache.js';
import { createMemoryCache } from '../../src/cache/memory.js';
import { ParsedSnapshots } from '../../src/cache/parsed-snapshots.js';
import { createRedisCache } from '../../src/cache/redis.js';
import { silentLog } from '../../src/core/log.js';
import { RedisServer } from '../../src/core/redis.js';
import { hasServices, serviceTest, startRedis, type TestRedis } from '../support/services.js';
import { until } from '../support/until.js';
import { cacheSuite } from './cache.suite.js';

const SILENT: CacheObserver = { hits() {}, misses() {}, error() {} };

/** Puts until it can be got, as long as a connection and a rest after a failure may take. */
async function untilItKeeps(cache: Cache): Promise<Cache> {
  for (const giveUpAt = Date.now() + 10_000; Date.now() < giveUpAt; await pause(20)) {
    cache.put([{ key: 'probe', value: 1 }]);
    if ((await cache.get(['probe']))[0] === 1) return cache;
  }
  throw new Error('the cache does not keep anything');
}

describe('the cache in memory', () => cacheSuite(async (observer) => createMemoryCache(observer, 2 ** 20)));

describe('parsed snapshots', () => {
  cacheSuite(
    async (observer) => new ParsedSnapshots(createMemoryCache(observer, 2 ** 20), observer, 2 ** 18),
  );

  const order = { batchId: 'b', legs: [{ symbol: 'INFY' }] };
  const open = (maxBytes: number) =>
    new ParsedSnapshots(createMemoryCache(SILENT, 2 ** 20), SILENT, maxBytes);
  const put = async (cache: Cache, keys: readonly string[]) => {
    cache.put(keys.map((key) => ({ key, value: order })));
    await until('the cache has what was put', async () => !(await cache.get(keys)).includes(undefined));
  };

  test('are the same object each time, and never the one that was put', async () => {
    const cache = open(2 ** 18);
    await put(cache, ['a']);
    const [first] = await cache.get(['a']);
    expect(first).toEqual(order);
    expect(first).not.toBe(order);
    expect((await cache.get(['a']))[0]).toBe(first);
    expect(await cache.get(['x', 'a', 'y'])).toEqual([undefined, order, undefined]);
  });

  test('beyond their bound are parsed again', async () => {
    const cache = open(1_000);
    await put(cache, ['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    const [first] = await cache.get(['a']);
    await cache.get(['b', 'c', 'd', 'e', 'f', 'g']);
    expect((await cache.get(['a']))[0]).toEqual(first);
    expect((await cache.get(['a']))[0]).not.toBe(first);
  });
});

(hasServices ? describe : describe.skip)('the cache in Redis', () => {
  let server: TestRedis;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.close());

  const open = (name: string = randomUUID(), observer = SILENT, names = { name, epoch: '00000001' }) =>
    createRedisCache(new RedisServer(server.url, silentLog), names, observer);

  cacheSuite(async (observer) => untilItKeeps(await open(undefined, observer)));

  serviceTest('is used from its first connection on, however lately a call failed', async () => {
    const clock = jest.spyOn(performance, 'now').mockReturnValue(performance.now());
    const errors: unknown[] = [];
    const cache = await open(undefined, { ...SILENT, error: (error) => errors.push(error) });
    await cache.get(['before it is connected']);
    expect(errors).toHaveLength(1);
    await untilItKeeps(cache);
    clock.mockRestore();
    await cache.close();
  });

  describe('shared by instances', () => {
    let name: string;
    beforeEach(() => {
      name = randomUUID();
    });

    serviceTest('gives one what another has put, and nothing to those of another ledger', async () => {
      const [a, b, stranger] = [await open(name), await open(name), await open()];
      await Promise.all([a, b].map(untilItKeeps));
      await untilItKeeps(stranger);
      a.put([{ key: 'x', value: 'value' }]);
      const giveUpAt = Date.now() + 5_000;
      while ((await b.get(['x']))[0] !== 'value') expect(Date.now()).toBeLessThan(giveUpAt);
      expect(await stranger.get(['x'])).toEqual([undefined]);
      await Promise.all([a, b, stranger].map((cache) => cache.close()));
    });

    serviceTest('has nothing of an epoch that has ended, though key and version are the same', async () => {
      const names = { name, epoch: '00000001' };
      const cache = await untilItKeeps(await open(name, SILENT, names));
      const read = (key: string, value: string, before = () => {}) =>
        readThrough(cache, 'order', [{ key, version: 1, revision: 1 }], async () => {
          before();
          return [{ key, version: 1, revision: 1, value: { text: value } }];
        }).then(([found]) => found?.text);
      await read('a', 'lost');
      const giveUpAt = Date.now() + 5_000;
      while ((await read('a', 'lost')) !== 'lost') expect(Date.now()).toBeLessThan(giveUpAt);
      // What is loaded while the epoch ends does not get into the next one.
      const endsMeanwhile = () => {
        names.epoch = '00000002';
      };
      expect(await read('b', 'lost', endsMeanwhile)).toBe('lost');
      expect(await read('a', 'after')).toBe('after');
      expect(await read('b', 'after')).toBe('after');
      // A write in flight when it closes would connect again.
      while ((await read('b', 'unread')) !== 'after') expect(Date.now()).toBeLessThan(giveUpAt);
      await cache.close();
    });

    serviceTest(
      'costs one deadline while it hangs, misses while it is gone, and comes back empty',
      async () => {
        const errors: unknown[] = [];
        const cache = await untilItKeeps(
          await open(name, { ...SILENT, error: (error) => errors.push(error) }),
        );
        errors.length = 0;
        server.pause();
        const startedAt = performance.now();
        for (let n = 0; n < 20; n += 1) expect(await cache.get(['probe'])).toEqual([undefined]);
        // Each of the twenty by itself would take 6 s.
        expect(performance.now() - startedAt).toBeLessThan(1_500);
        expect(errors).toHaveLength(1);
        server.resume();
        await untilItKeeps(cache);
        await server.kill();
        expect(await cache.get(['probe'])).toEqual([undefined]);
        await server.start();
        await untilItKeeps(cache);
        await cache.close();
      },
    );
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Cache, CacheObserver } from '../../src/cache/cache.js';
import { createMemoryCache } from '../../src/cache/memory.js';
import { createRedisCache } from '../../src/cache/redis.js';
import { silentLog } from '../../src/core/log.js';
import { hasServices, serviceTest, startRedis, type TestRedis } from '../support/services.js';
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

(hasServices ? describe : describe.skip)('the cache in Redis', () => {
  let server: TestRedis;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.close());

  const open = (epoch: string = randomUUID(), observer = SILENT) =>
    createRedisCache(server.url, epoch, silentLog, observer);

  cacheSuite(async (observer) => untilItKeeps(await open(undefined, observer)));

  describe('shared by instances', () => {
    let epoch: string;
    beforeEach(() => {
      epoch = randomUUID();
    });

    serviceTest('gives one what another has put, and nothing to those of another log', async () => {
      const [a, b, stranger] = [await open(epoch), await open(epoch), await open()];
      await Promise.all([a, b].map(untilItKeeps));
      await untilItKeeps(stranger);
      a.put([{ key: 'x', value: 'told' }]);
      const giveUpAt = Date.now() + 5_000;
      while ((await b.get(['x']))[0] !== 'told') expect(Date.now()).toBeLessThan(giveUpAt);
      expect(await stranger.get(['x'])).toEqual([undefined]);
      await Promise.all([a, b, stranger].map((cache) => cache.close()));
    });

    serviceTest(
      'costs one deadline while it hangs, misses while it is gone, and comes back empty',
      async () => {
        const errors: unknown[] = [];
        const cache = await untilItKeeps(
          await open(epoch, { ...SILENT, error: (error) => errors.push(error) }),
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

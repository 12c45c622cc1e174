import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createRateLimits, type RateLimits } from '../../src/cache/rate-limits.js';
import { silentLog } from '../../src/core/log.js';
import { RedisServer } from '../../src/core/redis.js';
import { hasServices, serviceTest, startRedis, type TestRedis } from '../support/services.js';

type Limits = RateLimits<'few' | 'many'>;

const open = (url?: string, epoch: string = randomUUID()): Promise<Limits> =>
  createRateLimits(url === undefined ? undefined : new RedisServer(url, silentLog), epoch, silentLog, {
    few: 3,
    many: 1_000,
  });

/** What every store must do. */
function limitsSuite(openLimits: () => Promise<Limits>): void {
  test('admits as many as there are points, refuses one more, and says when to retry', async () => {
    const limits = await openLimits();
    for (let n = 0; n < 3; n += 1) expect(await limits.limiters.few.take('alice', 1)).toBeNull();
    const waitMs = await limits.limiters.few.take('alice', 1);
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(60_000);
    await limits.close();
  });

  test('knows keys and limits apart', async () => {
    const limits = await openLimits();
    await limits.limiters.few.take('alice', 4);
    expect(await limits.limiters.few.take('bob', 3)).toBeNull();
    expect(await limits.limiters.many.take('alice', 1)).toBeNull();
    await limits.close();
  });

  test('counts calls that are made at once', async () => {
    const limits = await openLimits();
    const waits = await Promise.all(Array.from({ length: 20 }, () => limits.limiters.few.take('alice', 1)));
    expect(waits.filter((wait) => wait === null)).toHaveLength(3);
    await limits.close();
  });
}

describe('rate limits in memory', () => limitsSuite(() => open()));

(hasServices ? describe : describe.skip)('rate limits in Redis', () => {
  let server: TestRedis;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.close());

  limitsSuite(() => open(server.url));

  /** Until a point taken at one is missed at the other, as long as connections take. */
  async function untilShared(one: Limits, other: Limits): Promise<void> {
    for (const giveUpAt = Date.now() + 10_000; Date.now() < giveUpAt; await pause(20)) {
      const key = randomUUID();
      await one.limiters.few.take(key, 3);
      if ((await other.limiters.few.take(key, 1)) !== null) return;
    }
    throw new Error('the limits are not shared');
  }

  serviceTest('are shared from the first connection on, however lately a call failed', async () => {
    const clock = jest.spyOn(performance, 'now').mockReturnValue(performance.now());
    const epoch = randomUUID();
    const [a, b] = [await open(server.url, epoch), await open(server.url, epoch)];
    for (const limits of [a, b])
      expect(await limits.limiters.few.take('before it is connected', 3)).toBeNull();
    await untilShared(a, b);
    clock.mockRestore();
    await Promise.all([a, b].map((limits) => limits.close()));
  });

  serviceTest('are shared by instances, and not with those of another log', async () => {
    const epoch = randomUUID();
    const [a, b, stranger] = [
      await open(server.url, epoch),
      await open(server.url, epoch),
      await open(server.url),
    ];
    await untilShared(a, b);
    await a.limiters.few.take('alice', 3);
    expect(await b.limiters.few.take('alice', 1)).not.toBeNull();
    expect(await stranger.limiters.few.take('alice', 1)).toBeNull();
    await Promise.all([a, b, stranger].map((limits) => limits.close()));
  });

  serviceTest(
    'cost one deadline while Redis hangs, and still hold, for each instance by itself',
    async () => {
      const epoch = randomUUID();
      const [a, b] = [await open(server.url, epoch), await open(server.url, epoch)];
      await untilShared(a, b);
      server.pause();
      const startedAt = performance.now();
      for (let n = 0; n < 3; n += 1) {
        expect(await a.limiters.few.take('carol', 1)).toBeNull();
        expect(await a.limiters.many.take('carol', 1)).toBeNull();
      }
      expect(await a.limiters.few.take('carol', 1)).not.toBeNull();
      // Each of the seven by itself would take 3.5 s.
      expect(performance.now() - startedAt).toBeLessThan(2_500);
      expect(await b.limiters.few.take('carol', 1)).toBeNull();
      server.resume();
      await untilShared(a, b);
      await Promise.all([a, b].map((limits) => limits.close()));
    },
  );
});

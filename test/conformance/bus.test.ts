import { afterAll, afterEach, beforeAll, describe, expect } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Bus, News } from '../../src/bus/bus.js';
import { createMemoryBus } from '../../src/bus/memory.js';
import { createRedisBus } from '../../src/bus/redis.js';
import { silentLog } from '../../src/core/log.js';
import { hasServices, serviceTest, startRedis, type TestRedis } from '../support/services.js';
import { busSuite } from './bus.suite.js';

describe('the bus of one process', () => busSuite(async () => createMemoryBus<string>()));

(hasServices ? describe : describe.skip)('the bus over Redis', () => {
  let server: TestRedis;
  const buses: Bus<string>[] = [];
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.close());
  afterEach(async () => {
    await Promise.all(buses.splice(0).map((bus) => bus.close()));
  });

  /** A bus whose look finds these heads; without a wish for looks it has none within a test. */
  const open = (epoch: string, heads = new Map<string, number>(), lookEveryMs = 3_600_000) =>
    createRedisBus<string>(server.url, { log: silentLog, epoch, readHeads: async () => heads, lookEveryMs });

  async function opened(...parameters: Parameters<typeof open>): Promise<Bus<string>> {
    const bus = await open(...parameters);
    buses.push(bus);
    return bus;
  }

  busSuite(() => open(randomUUID()));

  /** The first news of a viewer; `publish` is repeated, since a bus connects in the background. */
  async function heard(bus: Bus<string>, viewerId: string, publish: () => void): Promise<News<string>> {
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise((resolve, reject) => {
        bus.subscribe(viewerId, resolve);
        const giveUpAt = Date.now() + 10_000;
        timer = setInterval(() => (Date.now() > giveUpAt ? reject(new Error('no news')) : publish()), 20);
      });
    } finally {
      clearInterval(timer);
    }
  }

  serviceTest('carries the number, not the events, to other instances of the same log', async () => {
    const epoch = randomUUID();
    const [here, there, stranger] = [await opened(epoch), await opened(epoch), await opened(randomUUID())];
    const strange: unknown[] = [];
    stranger.subscribe('alice', (news) => strange.push(news));
    const publish = () => here.publish({ viewerId: 'alice', head: 7, events: ['secret'] });
    expect(await heard(there, 'alice', publish)).toEqual({ viewerId: 'alice', head: 7, events: [] });
    expect(strange).toEqual([]);
  });

  serviceTest('makes a lost hint good by looking at the heads of those who listen here', async () => {
    const heads = new Map([
      ['alice', 3],
      ['bob', 9],
    ]);
    const bus = await opened(randomUUID(), heads, 20);
    const bobs: unknown[] = [];
    bus.subscribe('bob', (news) => bobs.push(news.head));
    expect((await heard(bus, 'alice', () => {})).head).toBe(3);
    await heard(bus, 'alice', () => heads.set('alice', 4));
    expect(bobs).toEqual([9]);
  });

  serviceTest(
    'goes on between its own listeners while Redis is away, and between instances when it is back',
    async () => {
      const epoch = randomUUID();
      const [here, there] = [await opened(epoch), await opened(epoch)];
      await heard(there, 'alice', () => here.publish({ viewerId: 'alice', head: 1, events: [] }));
      await server.kill();
      const own: number[] = [];
      here.subscribe('bob', ({ head }) => own.push(head));
      here.publish({ viewerId: 'bob', head: 1, events: [] });
      expect(own).toEqual([1]);
      await server.start();
      await heard(there, 'carol', () => here.publish({ viewerId: 'carol', head: 2, events: [] }));
    },
  );
});

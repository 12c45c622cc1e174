import { afterAll, afterEach, beforeAll, describe, expect } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Bus, Notification } from '../../src/bus/bus.js';
import { createMemoryBus } from '../../src/bus/memory.js';
import { RedisBus } from '../../src/bus/redis.js';
import { Epoch } from '../../src/ledger/epoch.js';
import { silentLog } from '../../src/core/log.js';
import { RedisServer } from '../../src/core/redis.js';
import { hasServices, serviceTest, startRedis, type TestRedis } from '../support/services.js';
import { busSuite } from './bus.suite.js';

/** A ledger that only has an epoch. */
class TestLedger {
  readonly doubts: string[] = [];
  readonly #epoch: Epoch;

  constructor(epoch: string) {
    this.#epoch = new Epoch(epoch);
  }

  get epoch(): string {
    return this.#epoch.value;
  }

  onNewEpoch(listener: () => void): () => void {
    return this.#epoch.onChange(listener);
  }

  adopt(epoch: string): void {
    this.#epoch.adopt(epoch);
  }

  async renewEpoch(seen: string): Promise<void> {
    this.doubts.push(seen);
    this.#epoch.adopt(randomUUID());
  }
}

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
  const open = (
    ledger: string | TestLedger,
    heads: ReadonlyMap<string, number> = new Map(),
    pollEveryMs = 3_600_000,
  ) =>
    RedisBus.connect<string>(new RedisServer(server.url, silentLog), {
      log: silentLog,
      ledger: typeof ledger === 'string' ? new TestLedger(ledger) : ledger,
      readHeads: async () => heads,
      pollEveryMs,
    });

  async function opened(...parameters: Parameters<typeof open>): Promise<Bus<string>> {
    const bus = await open(...parameters);
    buses.push(bus);
    return bus;
  }

  busSuite(() => open(randomUUID()));

  /** The first news of a viewer; `publish` is repeated, since a bus connects in the background. */
  async function heard(
    bus: Bus<string>,
    viewerId: string,
    publish: () => void,
  ): Promise<Notification<string>> {
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise((resolve, reject) => {
        bus.subscribe(viewerId, resolve);
        const giveUpAt = Date.now() + 10_000;
        timer = setInterval(
          () => (Date.now() > giveUpAt ? reject(new Error('no notification')) : publish()),
          20,
        );
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

  serviceTest('recovers a lost notification by polling the heads of viewers with listeners', async () => {
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

  serviceTest('asks for another epoch, once, when a head goes back', async () => {
    const ledger = new TestLedger(randomUUID());
    const { epoch } = ledger;
    const heads = new Map([['alice', 3]]);
    const bus = await opened(ledger, heads, 20);
    const heard: number[] = [];
    bus.subscribe('alice', ({ head }) => heard.push(head));
    bus.publish({ viewerId: 'alice', head: 5, events: [] });
    const giveUpAt = Date.now() + 5_000;
    while (!heard.includes(3)) {
      expect(Date.now()).toBeLessThan(giveUpAt);
      await pause(10);
    }
    // The listeners look again in the new epoch, whose head is 3.
    expect([ledger.doubts, heard]).toEqual([[epoch], [5, 3]]);
    await pause(60);
    expect(ledger.doubts).toHaveLength(1);
  });

  serviceTest('treats a viewer that is gone as one whose log went back', async () => {
    const ledger = new TestLedger(randomUUID());
    const bus = await opened(ledger, new Map(), 20);
    bus.subscribe('alice', () => {});
    bus.publish({ viewerId: 'alice', head: 1, events: [] });
    const giveUpAt = Date.now() + 5_000;
    while (ledger.doubts.length === 0) {
      expect(Date.now()).toBeLessThan(giveUpAt);
      await pause(10);
    }
  });

  serviceTest('carries notifications of the new epoch after a change, and none of the old one', async () => {
    const [before, after] = [randomUUID(), randomUUID()];
    const ledgers = [new TestLedger(before), new TestLedger(before)] as const;
    const [here, there] = [await opened(ledgers[0]), await opened(ledgers[1])];
    await heard(there, 'alice', () => here.publish({ viewerId: 'alice', head: 9, events: [] }));
    ledgers[1].adopt(after);
    const heads: number[] = [];
    there.subscribe('bob', ({ head }) => heads.push(head));
    here.publish({ viewerId: 'bob', head: 9, events: [] });
    ledgers[0].adopt(after);
    await heard(there, 'bob', () => here.publish({ viewerId: 'bob', head: 2, events: [] }));
    expect(new Set(heads)).toEqual(new Set([2]));
  });

  serviceTest(
    'keeps notifying local listeners while Redis is away, and other instances when it is back',
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

import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { createClient } from '@redis/client';
import { RedisBus } from '../../src/bus/redis.js';
import { createRedisCache } from '../../src/cache/redis.js';
import { createRateLimits } from '../../src/cache/rate-limits.js';
import { checkRedis } from '../../src/doctor/redis-check.js';
import type { Config } from '../../src/config/variables.js';
import { createLog } from '../../src/core/log.js';
import { RedisServer } from '../../src/core/redis.js';
import { redisProblem } from '../../src/core/redis-problems.js';
import { hasServices, startRedis, type TestRedis } from '../support/services.js';
import { until } from '../support/until.js';

const QUIET_MS = 100;
/** How long cache and limits leave a Redis alone that has failed. */
const REST_MS = 1_000;
const PASSWORD = 'open-sesame-0815';

test.each([
  ['READONLY', "READONLY You can't write against a read only replica."],
  [
    'READONLY',
    "ERR Error running script: @user_script:1: READONLY You can't write against a read only replica.",
  ],
  ['OOM', "OOM command not allowed when used memory > 'maxmemory'."],
  ['MOVED', 'MOVED 3999 127.0.0.1:6381'],
  ['NOAUTH', 'NOAUTH Authentication required.'],
  ['WRONGPASS', 'WRONGPASS invalid username-password pair or user is disabled.'],
  ['NOPERM', "NOPERM this user has no permissions to run the 'eval' command"],
  ['MISCONF', 'MISCONF Redis is configured to save RDB snapshots, but is unable to persist to disk.'],
  ['LOADING', 'LOADING Redis is loading the dataset in memory'],
  ['MASTERDOWN', "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'."],
  ['CLUSTERDOWN', 'CLUSTERDOWN Hash slot not served'],
  ['DENIED', '-DENIED Redis is running in protected mode'],
  ['ERR', "ERR unknown command 'EVAL'"],
])('an answer that begins with or quotes %s is understood: %s', (code, message) => {
  expect(redisProblem(new Error(message))).toMatchObject({
    code,
    meaning: expect.stringMatching(/^it /),
    hint: expect.stringMatching(/\.$/),
  });
});

test.each([
  ['a refused connection', Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })],
  ['a closed client', new Error('The client is closed')],
  ['a deadline', new Error('cache read took longer than 300 ms')],
  ['nothing', undefined],
])('%s is no answer of Redis', (_name, error) => expect(redisProblem(error)).toBeNull());

type Admin = ReturnType<typeof createClient>;

/** How Redis gets into a state in which it refuses, and out of it. */
const STATES: readonly (readonly [
  string,
  (admin: Admin) => Promise<unknown>,
  (admin: Admin) => Promise<unknown>,
])[] = [
  [
    'READONLY',
    (admin) => admin.sendCommand(['REPLICAOF', '127.0.0.1', '1']),
    (admin) => admin.sendCommand(['REPLICAOF', 'NO', 'ONE']),
  ],
  ['OOM', (admin) => admin.configSet('maxmemory', '1'), (admin) => admin.configSet('maxmemory', '0')],
  [
    'NOAUTH',
    async (admin) => {
      await admin.configSet('requirepass', PASSWORD);
      await admin.sendCommand(['CLIENT', 'KILL', 'TYPE', 'pubsub']);
      await admin.sendCommand(['CLIENT', 'KILL', 'TYPE', 'normal']);
    },
    (admin) => admin.configSet('requirepass', ''),
  ],
];

(hasServices ? describe : describe.skip)('a Redis that refuses commands', () => {
  let server: TestRedis;
  let admin: Admin;
  const closing: (() => Promise<void>)[] = [];
  /** How far the clock of cache and limits is ahead. */
  let aheadMs = 0;

  beforeAll(async () => {
    const now = performance.now.bind(performance);
    jest.spyOn(performance, 'now').mockImplementation(() => now() + aheadMs);
    server = await startRedis();
    admin = createClient({ url: server.url });
    admin.on('error', () => {});
    await admin.connect();
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    admin.destroy();
    await server.close();
  });

  /** Everything of an app that uses Redis, and what it has logged. */
  async function openAll(name: string = randomUUID()) {
    const lines: { level: string; msg: string; code?: string }[] = [];
    const log = createLog('info', { write: (line: string) => void lines.push(JSON.parse(line)) });
    const redis = new RedisServer(server.url, log, QUIET_MS);
    const cache = await createRedisCache(redis, { name, epoch: '1' }, { hits() {}, misses() {}, error() {} });
    const limits = await createRateLimits(redis, name, log, { many: 1_000_000 });
    const bus = await RedisBus.connect<string>(redis, {
      log,
      ledger: { epoch: name, onNewEpoch: () => () => {}, renewEpoch: async () => {} },
      readHeads: async () => new Map(),
      pollEveryMs: 50,
    });
    closing.push(async () => {
      await Promise.all([cache.close(), limits.close(), bus.close()]);
    });
    /** What a request does, many times. */
    const use = async () => {
      for (let n = 0; n < 20; n += 1) {
        cache.put([{ key: `key ${n}`, value: 1 }]);
        bus.publish({ viewerId: 'alice', head: n, events: [] });
        await Promise.all([cache.get(['key']), limits.limiters.many.take('alice', 1)]);
      }
    };
    const useUntil = (what: string, isSo: () => boolean) =>
      until(what, async () => {
        await use();
        return isSo();
      });
    return { name, lines, bus, use, useUntil };
  }

  test.each(STATES)(
    'is logged once when it begins with %s, and once when it accepts them again',
    async (code, begin, end) => {
      const { name, lines, bus, use, useUntil } = await openAll();
      const refusals = () => lines.filter(({ msg }) => msg.startsWith('Redis refuses commands'));
      const accepted = () => lines.filter(({ msg }) => msg === 'Redis accepts commands again');
      await use();
      for (let round = 1; round <= 2; round += 1) {
        await begin(admin);
        await useUntil('it is logged', () => refusals().length >= round);
        for (let n = 0; n < 10; n += 1) await use();
        expect(refusals()).toHaveLength(round);
        expect(refusals().at(-1)).toMatchObject({ level: 'warn', code, meaning: expect.any(String) });
        expect(accepted()).toHaveLength(round - 1);
        await end(admin);
        aheadMs += REST_MS;
        await useUntil('it is accepted', () => accepted().length >= round);
      }
      expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
      expect(JSON.stringify(lines)).not.toContain(PASSWORD);
      // What another instance publishes arrives again, without a new connection.
      const other = await openAll(name);
      await new Promise<void>((heard) => {
        bus.subscribe('bob', () => heard());
        const timer = setInterval(() => other.bus.publish({ viewerId: 'bob', head: 1, events: [] }), 20);
        closing.push(async () => clearInterval(timer));
      });
    },
  );

  test.each(STATES)('is found by dwar doctor, with the next step: %s', async (code, begin, end) => {
    const config = { REDIS_URL: server.url } as Config;
    expect(await checkRedis(config)).toMatchObject([{ level: 'ok' }]);
    await begin(admin);
    const [finding] = await checkRedis(config);
    await end(admin);
    expect(finding).toMatchObject({ level: 'fail', text: expect.stringContaining(code) });
    expect(finding?.hint).toMatch(/\.$/);
    expect(await checkRedis(config)).toMatchObject([{ level: 'ok' }]);
  });
});

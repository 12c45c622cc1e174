import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { silentLog } from '../../src/core/log.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { count, figure } from '../support/faults.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { createTarget, type FeedTarget, newOrderWebhook } from '../support/order-feed.js';
import { startPostgres, startRedis, type TestPostgres, type TestRedis } from '../support/services.js';
import { deliver } from '../support/webhook.js';
import { expectOneEach, expectWholeLogs } from './checks.js';
import { Follower, waitUntil } from './cluster.js';

/** The built command of another version; see `npm run test:upgrade`. */
const OTHER_MAIN = process.env.DWAR_OTHER_MAIN ?? '';
const VIEWERS = 20;
const DELIVERIES = count(5_000);
const AT_ONCE = 32;

describe('an instance of another version on the same database', () => {
  let postgres: TestPostgres;
  let redis: TestRedis;
  let emulator: TestEmulator;
  let url: string;
  const instances: GatewayProcess[] = [];
  let targets: FeedTarget[];

  beforeAll(async () => {
    [postgres, redis, emulator] = await Promise.all([startPostgres(), startRedis(), startEmulator()]);
    url = await postgres.createDatabase();
    const env = { DATABASE_URL: url, REDIS_URL: redis.url };
    // The other version may be the older one: it must not find a schema that it does not know.
    instances.push(await startGatewayProcess(emulator, env, OTHER_MAIN));
    instances.push(await startGatewayProcess(emulator, env));
    targets = await Promise.all(
      Array.from({ length: VIEWERS }, (_, n) => createTarget(instances[n % 2]?.url ?? '', `viewer ${n}`)),
    );
  }, 120_000);

  afterAll(async () => {
    await Promise.all(targets.map(({ client }) => client.close()));
    await Promise.all(instances.map((instance) => instance.close()));
    await Promise.all([postgres.close(), redis.close(), emulator.close()]);
  });

  test('loses and repeats nothing: each delivery is sent to both at once', async () => {
    const followers = await Promise.all(
      instances.map(async (instance) => await new Follower('viewer 0', instance.url).isThere()),
    );
    const acknowledged = new Map<string, string[]>(targets.map(({ viewer }) => [viewer, []]));
    let sent = 0;
    const worker = async () => {
      while (sent < DELIVERIES) {
        const target = targets[sent++ % VIEWERS] as FeedTarget;
        const body = newOrderWebhook(target);
        const text = JSON.stringify(body);
        const answers = await Promise.all(instances.map((instance) => deliver(instance.url, text)));
        expect(answers.map(({ status }) => status)).toEqual([200, 200]);
        acknowledged.get(target.viewer)?.push(String(body.batchId));
      }
    };
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    figure(
      'deliveries per second, each to both versions',
      (sent / ((performance.now() - startedAt) / 1_000)).toFixed(0),
    );
    const ledger = await openLedger(url, { log: silentLog });
    await expectWholeLogs(ledger.db, acknowledged);
    await ledger.close();
    const own = acknowledged.get('viewer 0') ?? [];
    for (const follower of followers) {
      await waitUntil(() => own.every((id) => follower.seenAt.has(id)), 30_000, 'an event is lost');
      const cursors = follower.events.map(({ cursor }) => cursor);
      expect(new Set(cursors).size).toBe(cursors.length);
      await follower.close();
    }
  });

  test('makes one transaction of a key that is used at both', () => expectOneEach(instances, count(200)));
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { silentLog } from '../../src/core/log.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { storeNewTransaction } from '../../src/transactions/transactions.writer.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { transaction } from '../support/facts.js';
import { figure, inFull } from '../support/faults.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { newOrderWebhook } from '../support/order-feed.js';
import {
  hasServices,
  startPostgres,
  startRedis,
  type TestPostgres,
  type TestRedis,
} from '../support/services.js';
import { deliver } from '../support/webhook.js';
import { expectOneEach, expectWholeLogs } from './checks.js';
import { type DelayProxy, startDelayProxy } from './delay-proxy.js';

/** More than are in flight at both instances. */
const VIEWERS = inFull(4_000, 1_000);
/** Deliveries in flight at each instance: as many as one commit holds. */
const AT_ONCE = 200;
const SECONDS = inFull(8, 4);
/** Added in either direction; raised until neither the instances nor this process need the processors. */
const DELAYS_MS = [10, 40] as const;
const LARGEST_SHARE_OF_A_CORE = 0.12;

(hasServices ? describe : describe.skip)('two instances that write at once', () => {
  let postgres: TestPostgres;
  let redis: TestRedis;
  let emulator: TestEmulator;
  let proxy: DelayProxy;
  let ledger: Ledger;
  const instances: GatewayProcess[] = [];
  const idOf = (n: number) => `TRX_${n.toString(16).padStart(32, '0')}`;
  const acknowledged = new Map<string, string[]>();
  let sent = 0;

  beforeAll(async () => {
    [postgres, redis, emulator] = await Promise.all([startPostgres(), startRedis(), startEmulator()]);
    const url = new URL(await postgres.createDatabase());
    ledger = await openLedger(url.href, { log: silentLog });
    await Promise.all(
      Array.from({ length: VIEWERS }, (_, n) => {
        const snapshot = transaction({ transactionId: idOf(n), viewerId: `viewer ${n}` });
        return ledger.write((unit) => storeNewTransaction(unit, snapshot, { orderDigest: null, now: 1 }));
      }),
    );
    proxy = await startDelayProxy(Number(url.port));
    url.port = String(proxy.port);
    const env = { DATABASE_URL: url.href, REDIS_URL: redis.url };
    instances.push(await startGatewayProcess(emulator, env), await startGatewayProcess(emulator, env));
  }, 120_000);

  afterAll(async () => {
    await Promise.all(instances.map((instance) => instance.close()));
    await ledger.close();
    await proxy.close();
    await Promise.all([postgres.close(), redis.close(), emulator.close()]);
  });

  /** Deliveries per second that these acknowledge, and the largest share of a core that one of them used. */
  async function measure(used: readonly GatewayProcess[]): Promise<{ rate: number; share: number }> {
    const processor = () => Promise.all(used.map((instance) => instance.metric('process_cpu_seconds_total')));
    const before = await processor();
    const startedAt = performance.now();
    let stored = 0;
    const worker = async ({ url }: GatewayProcess) => {
      while (performance.now() - startedAt < SECONDS * 1_000) {
        const n = sent++ % VIEWERS;
        const body = newOrderWebhook({ transactionId: idOf(n) });
        const { status } = await deliver(url, JSON.stringify(body));
        if (status !== 200) continue;
        stored += 1;
        acknowledged.set(`viewer ${n}`, [...(acknowledged.get(`viewer ${n}`) ?? []), String(body.batchId)]);
      }
    };
    await Promise.all(used.flatMap((instance) => Array.from({ length: AT_ONCE }, () => worker(instance))));
    const seconds = (performance.now() - startedAt) / 1_000;
    const after = await processor();
    const shares = after.map((value, index) => (value - (before[index] ?? 0)) / seconds);
    return { rate: stored / seconds, share: Math.max(...shares) };
  }

  test('write nearly twice as much as one, and lose and repeat nothing', async () => {
    let one = { rate: 0, share: 1 };
    for (const delayMs of DELAYS_MS) {
      proxy.delayMs = delayMs;
      one = await measure(instances.slice(0, 1));
      figure(`deliveries per second of one instance, ${delayMs} ms to the database`, one.rate.toFixed(0));
      figure(`share of a core, ${delayMs} ms to the database`, one.share.toFixed(2));
      if (one.share < LARGEST_SHARE_OF_A_CORE) break;
    }
    const two = await measure(instances);
    figure('deliveries per second of two instances', two.rate.toFixed(0));
    figure('two instances ÷ one (aim 1.8)', (two.rate / one.rate).toFixed(2));
    expect(two.rate / one.rate).toBeGreaterThan(1.2);

    proxy.delayMs = 0;
    await expectWholeLogs(ledger.db, acknowledged);
  }, 120_000);

  test('make one transaction of a key that is used at both', async () => {
    proxy.delayMs = 1;
    await expectOneEach(instances, 20);
  }, 60_000);
});

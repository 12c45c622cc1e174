import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ORDER_IDS } from '../support/documents.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { count, figure } from '../support/faults.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { createTarget, deliverAll, type FeedTarget, newOrderWebhook } from '../support/order-feed.js';
import { hasServices, query, startPostgres, startRedis, type TestPostgres } from '../support/services.js';
import { until } from '../support/until.js';
import { Follower } from './cluster.js';

/**
 * What a webhook, a query and a subscriber cost, for docs/scale.md: processor time, which a busy machine changes
 * less than rates. The bounds are several times what was measured; they notice a cost that has multiplied.
 */

const VIEWERS = 20;
const WEBHOOKS = count(5_000);
const QUERIES = count(5_000);
const SUBSCRIBERS = count(1_000);
/** Clock ticks in a second, in /proc. */
const TICKS = 100;

interface Stage {
  readonly emulator: TestEmulator;
  readonly gateway: GatewayProcess;
  readonly postgres: TestPostgres | null;
  readonly targets: readonly FeedTarget[];
  close(): Promise<void>;
}

async function startStage(isCluster: boolean): Promise<Stage> {
  const services = isCluster ? await Promise.all([startPostgres(), startRedis()]) : null;
  const emulator = await startEmulator();
  const env =
    services === null ? {} : { DATABASE_URL: await services[0].createDatabase(), REDIS_URL: services[1].url };
  const gateway = await startGatewayProcess(emulator, { ...env, QUERY_COST_PER_SECOND: '10000000' });
  const targets = await Promise.all(
    Array.from({ length: VIEWERS }, (_, n) => createTarget(gateway.url, `viewer ${n}`)),
  );
  return {
    emulator,
    gateway,
    targets,
    postgres: services?.[0] ?? null,
    async close() {
      await gateway.close();
      await Promise.all([emulator.close(), ...(services ?? []).map((service) => service.close())]);
    },
  };
}

/** Processor seconds that the instance, and PostgreSQL, have used so far. */
async function used({
  gateway,
  postgres,
}: Stage): Promise<{ readonly instance: number; readonly database: number }> {
  const instance = await gateway.metric('process_cpu_seconds_total');
  return { instance, database: postgres === null ? 0 : await secondsOf(postgres) };
}

/** Of the server's processes, also of those that have ended. */
async function secondsOf(postgres: TestPostgres): Promise<number> {
  const [row] = await query(postgres.port, 'show data_directory');
  const [pid] = readFileSync(join(String(row?.data_directory), 'postmaster.pid'), 'utf8').split('\n');
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const fields = readFileSync(`/proc/${name}/stat`, 'utf8')
          .replace(/^.*\) /, '')
          .split(' ');
        return [{ pid: name, parent: fields[1], ticks: fields.slice(11, 15).map(Number) }];
      } catch {
        return [];
      }
    });
  const own = stats
    .filter((stat) => stat.parent === pid)
    .map(({ ticks }) => (ticks[0] ?? 0) + (ticks[1] ?? 0));
  const ended = stats.filter((stat) => stat.pid === pid).map(({ ticks }) => ticks.reduce((a, b) => a + b, 0));
  return [...own, ...ended].reduce((a, b) => a + b, 0) / TICKS;
}

/** Milliseconds of processor time for each of `times`. */
async function costOf(stage: Stage, times: number, work: () => Promise<unknown>) {
  const before = await used(stage);
  await work();
  const after = await used(stage);
  const each = (name: 'instance' | 'database') => ((after[name] - before[name]) * 1_000) / times;
  return { instance: each('instance'), database: each('database') };
}

const rounded = (value: number) => value.toFixed(2);

describe.each([
  ['embedded', false],
  ['cluster', true],
] as const)('what an instance does, %s', (profile, isCluster) => {
  const here = !isCluster || hasServices ? test : test.skip;

  here('costs so much processor time', async () => {
    const stage = await startStage(isCluster);
    const { gateway, targets } = stage;
    function* bodies(times: number) {
      for (let n = 0; n < times; n += 1) yield newOrderWebhook(targets[n % VIEWERS] as FeedTarget);
    }
    const settled = async () =>
      (await gateway.metric('dwar_reads_overdue_seconds')) === 0 &&
      (await gateway.metric('dwar_inbox_deliveries')) === 0;
    const receive = async (times: number) => {
      await deliverAll(gateway.url, bodies(times));
      await until('the reads are done', settled);
    };
    const followers: Follower[] = [];
    const follow = async (times: number) => {
      for (let n = 0; n < times; n += 1)
        followers.push(await new Follower(`viewer ${n % VIEWERS}`, gateway.url).isThere());
    };
    await follow(VIEWERS);
    await receive(WEBHOOKS / 4);
    const bytesBefore = await gateway.metric('dwar_ledger_bytes');
    const webhook = await costOf(stage, WEBHOOKS, () => receive(WEBHOOKS));
    const bytes = ((await gateway.metric('dwar_ledger_bytes')) - bytesBefore) / WEBHOOKS;
    const ask = async (times: number) => {
      for (let n = 0; n < times; n += 1) await targets[n % VIEWERS]?.client.ask(ORDER_IDS);
    };
    await ask(QUERIES / 4);
    const queryCost = await costOf(stage, QUERIES, () => ask(QUERIES));
    const subscriber = await costOf(stage, SUBSCRIBERS, () => follow(SUBSCRIBERS));
    await Promise.all(followers.map((follower) => follower.close()));
    await stage.close();
    figure(
      `${profile}: processor time of a webhook with its push and a shared read, ms`,
      rounded(webhook.instance),
    );
    figure(`${profile}: the same at PostgreSQL, ms`, rounded(webhook.database));
    figure(`${profile}: ledger for a webhook, bytes`, bytes.toFixed(0));
    figure(`${profile}: processor time of a query whose answer was kept, ms`, rounded(queryCost.instance));
    figure(`${profile}: processor time of a subscription that opens, ms`, rounded(subscriber.instance));
    for (const cost of [webhook, queryCost, subscriber]) {
      expect(cost.instance).toBeGreaterThan(0);
      expect(cost.instance).toBeLessThan(40);
      expect(cost.database).toBeLessThan(40);
    }
    expect(bytes).toBeLessThan(100_000);
  });
});

import { afterEach, describe, expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { silentLog } from '../../src/core/log.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { temporaryFolder } from '../support/cli.js';
import { startEmulator } from '../support/emulator.js';
import { count, figure, inFull, randomStream } from '../support/faults.js';
import { serviceTest, startPostgres, startRedis } from '../support/services.js';
import { type KillableServer, killableServer } from './killable-server.js';
import { Storm, STORM_ENV } from './webhook-storm.js';

const EVENTS = inFull(10_000, 400);
const VIEWERS = count(200);
const KILLS = count(20);
/** Time over which the events happen: between two kills something is always in flight. */
const APPEND_MS = KILLS * 700;
const SENT_WITHIN_MS = 20 * 60_000;

const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

describe('10,000 events, a receiver that misbehaves, and kills of both at random', () => {
  test('reach the receiver at least once and in order, from one instance', async () => {
    const databaseUrl = `sqlite:${temporaryFolder()}/dwar.db`;
    await (await openLedger(databaseUrl, { log: silentLog })).close();
    await rage({ DATABASE_URL: databaseUrl }, 1);
  });

  serviceTest('reach it from two instances, and never from both at once', async () => {
    const [postgres, redis] = await Promise.all([startPostgres({ fsync: false }), startRedis()]);
    closers.push(() => Promise.all([postgres.close(), redis.close()]));
    const databaseUrl = await postgres.createDatabase();
    await (await openLedger(databaseUrl, { log: silentLog })).close();
    await rage({ DATABASE_URL: databaseUrl, REDIS_URL: redis.url }, 2);
  });
});

async function rage(env: Readonly<Record<string, string>>, instances: number): Promise<void> {
  const emulator = await startEmulator();
  closers.push(() => emulator.close());
  const storm = await Storm.open(String(env.DATABASE_URL), instances);
  closers.push(() => storm.close());
  await storm.addEndpoints();
  storm.startReceiver();
  const servers: KillableServer[] = [];
  for (let n = 0; n < instances; n += 1) {
    const server = await killableServer(emulator, { ...env, ...STORM_ENV });
    closers.push(() => server.close());
    await server.start();
    servers.push(server);
  }
  const startedAt = performance.now();
  await Promise.all([storm.append(EVENTS, VIEWERS, APPEND_MS), killAll(storm, servers)]);
  await storm.untilSent(SENT_WITHIN_MS);
  const seconds = (performance.now() - startedAt) / 1000;
  const result = storm.result();
  const name = `${instances} instance(s)`;
  figure(`${name}: events / webhooks that arrived / kills`, `${EVENTS} / ${result.arrivals} / ${2 * KILLS}`);
  figure(`${name}: events a second, kills included`, Math.round(EVENTS / seconds));
  expect(result).toMatchObject({ events: EVENTS, unverified: 0, atOnce: 0, outOfOrder: [], ambiguousIds: 0 });
  expect(await storm.forbiddenAttempts()).toBeGreaterThan(0);
  expect(storm.insideRequests).toBe(0);
  expect(result.arrivals).toBeGreaterThan(EVENTS);
}

/** Kills a server and the receiver in turn, after random times, and starts each again. */
async function killAll(storm: Storm, servers: readonly KillableServer[]): Promise<void> {
  const random = randomStream(78);
  for (let kill = 0; kill < KILLS; kill += 1) {
    await pause(random() * 400);
    const server = servers[Math.floor(random() * servers.length)] as KillableServer;
    await server.kill();
    await storm.whileQuiet(() => server.start());
    await pause(random() * 400);
    await storm.killReceiver();
    await pause(random() * 200);
    storm.startReceiver();
  }
}

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { CREATE_TRANSACTION } from '../support/documents.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { count, figure } from '../support/faults.js';
import { findFreePort, type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { createTarget, deliverAll, type FeedTarget, logOf, newOrderWebhook } from '../support/order-feed.js';
import { buying } from '../support/player.js';
import {
  hasServices,
  startPostgres,
  startRedis,
  type TestPostgres,
  type TestRedis,
} from '../support/services.js';
import { type Shard, ShardRouter } from '../support/shard-router.js';
import { projectRoot } from '../support/source-files.js';
import { deliver } from '../support/webhook.js';
import { Follower, waitUntil } from './cluster.js';

/** The simulation of docs/scale.md: two databases, each with an instance, behind a router that cuts by viewer. */

const MOVER = join(projectRoot, 'bench/scale/move-viewer.mjs');
const MOVES = 4;
const VIEWERS = Array.from({ length: 8 }, (_, n) => `viewer ${n}`);

let postgres: TestPostgres;
let redises: readonly TestRedis[] = [];
let emulator: TestEmulator;
let gateways: readonly GatewayProcess[] = [];
let shards: readonly Shard[];
let router: ShardRouter;

/** Runs the script that moves rows, and returns their counts by table. */
async function moveRows(
  from: Shard,
  to: Shard,
  viewer: string,
  ...more: string[]
): Promise<Record<string, number>> {
  const args = [MOVER, '--from', from.databaseUrl, '--to', to.databaseUrl, '--viewer', viewer, ...more];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as Record<string, number>;
}

async function ask(shard: Shard, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: shard.databaseUrl });
  await client.connect();
  return await client
    .query(text, values)
    .then(({ rows }) => rows as Record<string, unknown>[])
    .finally(() => client.end());
}

const other = (shard: Shard) => shards.find((one) => one !== shard) as Shard;
const move = (viewer: string, to: Shard) =>
  router.move(viewer, to, async (from, target) => void (await moveRows(from, target, viewer)));

/** A second database whose cursors and idempotency keys are those of the first. */
async function startShards(): Promise<void> {
  const urls = [await postgres.createDatabase(), await postgres.createDatabase()];
  const start = (n: number) =>
    startGatewayProcess(emulator, { DATABASE_URL: urls[n] ?? '', REDIS_URL: redises[n]?.url ?? '' });
  const first = await start(0);
  const second = await start(1);
  shards = [first, second].map(({ url }, n) => ({ name: `shard ${n}`, url, databaseUrl: urls[n] ?? '' }));
  const [a, b] = shards as [Shard, Shard];
  for (const { key, value } of await ask(
    a,
    `select key, value from meta where key in ('epoch', 'digest_key')`,
  ))
    await ask(b, 'update meta set value = $2 where key = $1', [key, value]);
  await second.restart('SIGTERM');
  gateways = [first, second];
}

(hasServices ? describe : describe.skip)('two databases, cut by viewer', () => {
  beforeAll(async () => {
    const port = await findFreePort();
    [postgres, redises, emulator] = await Promise.all([
      startPostgres(),
      Promise.all([startRedis(), startRedis()]),
      startEmulator({ webhookUrl: `http://127.0.0.1:${port}/webhooks/gateway` }),
    ]);
    await startShards();
    router = await ShardRouter.start(shards, port);
  }, 120_000);

  afterAll(async () => {
    await router?.close();
    await Promise.all(gateways.map((gateway) => gateway.close()));
    await Promise.all([postgres?.close(), emulator?.close(), ...redises.map((redis) => redis.close())]);
  });

  test('viewers are spread, and each has rows in one database only', async () => {
    for (const viewer of VIEWERS) await createTarget(router.url, viewer);
    const owners = await Promise.all(
      shards.map((shard) => ask(shard, 'select viewer_id from viewers order by 1')),
    );
    const found = owners.map((rows) => rows.map(({ viewer_id }) => String(viewer_id)));
    expect(found.flat().sort()).toEqual(VIEWERS);
    for (const [n, viewers] of found.entries()) {
      expect(viewers.length).toBeGreaterThan(0);
      for (const viewer of viewers) expect(router.shardOf(viewer)).toBe(shards[n]);
    }
  });

  test('a viewer who is moved under webhooks misses no event and sees none twice', async () => {
    const moving = await createTarget(router.url, 'moving');
    const staying = await createTarget(router.url, VIEWERS[0] ?? '');
    const followers = await Promise.all(
      [moving, staying].map(({ viewer }) => new Follower(viewer, router.url).isThere()),
    );
    const before = await Promise.all([moving, staying].map(({ client }) => logOf(client)));
    const total = count(1_000);
    let sent = 0;
    function* bodies(target: FeedTarget) {
      for (let n = 0; n < total; n += 1) {
        sent += 1;
        yield newOrderWebhook(target);
      }
    }
    const feeding = Promise.all(
      [moving, staying].map((target) => deliverAll(router.url, bodies(target), 20)),
    );
    for (let n = 1; n <= MOVES; n += 1) {
      await waitUntil(() => sent >= (2 * total * n) / (MOVES + 1), 60_000, 'the feed has stopped');
      await move('moving', other(router.shardOf('moving')));
    }
    await feeding;
    for (const [n, { client }] of [moving, staying].entries()) {
      const logged = (await logOf(client)).slice(before[n]?.length);
      expect(logged.length).toBeGreaterThanOrEqual(total);
      const follower = followers[n] as Follower;
      await waitUntil(() => follower.events.length >= logged.length, 30_000, 'an event is lost').catch(
        () => {},
      );
      expect(follower.events.map(({ cursor }) => cursor)).toEqual(logged);
      expect(follower.events.filter(({ __typename }) => __typename === 'ResyncRequired')).toEqual([]);
      expect(new Set(follower.events.flatMap(({ order }) => order?.batchId ?? [])).size).toBe(total);
      await follower.close();
    }
    expect(followers[0]?.reconnectedAt.length).toBeGreaterThanOrEqual(MOVES);
    figure('moves of a viewer between databases under webhooks, without loss or repetition', MOVES);
  });

  test('a move leaves nothing behind', async () => {
    const owner = router.shardOf('moving');
    await move('moving', other(owner));
    for (const table of ['viewers', 'transactions', 'orders', 'events', 'idempotency_keys'])
      expect([table, await ask(owner, `select 1 from ${table} where viewer_id = 'moving' limit 1`)]).toEqual([
        table,
        [],
      ]);
    expect(
      await ask(
        owner,
        'select 1 from timeline where transaction_id not in (select transaction_id from transactions)',
      ),
    ).toEqual([]);
  });

  test('one key gives its transaction before and after the move, by one call of Gateway', async () => {
    const { client } = await createTarget(router.url, 'once');
    const posts = async () =>
      (await emulator.control.requests('/transaction')).filter(({ method }) => method === 'POST').length;
    const input = { idempotencyKey: 'one key', allowDuplicate: true, ...buying() };
    const first = (await client.ask(CREATE_TRANSACTION, { input })).createTransaction;
    const made = await posts();
    await move('once', other(router.shardOf('once')));
    const again = (await client.ask(CREATE_TRANSACTION, { input })).createTransaction;
    expect(first?.__typename).toBe('Transaction');
    expect(again).toMatchObject({ id: (first as { id?: string }).id });
    expect(await posts()).toBe(made);
  });

  test('a webhook that came before its transaction was known is stored where it is known later', async () => {
    const transactionId = `TRX_${'9'.repeat(32)}`;
    expect((await deliver(router.url, newOrderWebhook({ transactionId }))).status).toBe(200);
    for (const shard of shards)
      expect(
        await ask(shard, 'select state from deliveries where transaction_id = $1', [transactionId]),
      ).toEqual([{ state: 'UNMATCHED' }]);
  });

  test('a move that breaks off leaves the viewer whole where it was', async () => {
    const viewer = 'broken off';
    const { client } = await createTarget(router.url, viewer);
    const from = router.shardOf(viewer);
    const log = await logOf(client);
    const breaking = router.move(viewer, other(from), async (source, target) => {
      await moveRows(source, target, viewer, '--dry-run');
      throw new Error('the mover has ended');
    });
    await expect(breaking).rejects.toThrow('the mover has ended');
    expect(router.shardOf(viewer)).toBe(from);
    expect(await logOf(client)).toEqual(log);
    await move(viewer, other(from));
    expect(await logOf(client)).toEqual(log);
  });

  test.each([
    ['a viewer that is not there', [], 'does not have this viewer'],
    ['a database of another epoch', ['epoch'], 'differ in epoch'],
  ])('%s is refused, and nothing is changed', async (_what, [key], reason) => {
    const [a, b] = shards as [Shard, Shard];
    const [known] = key === undefined ? [] : await ask(b, 'select value from meta where key = $1', [key]);
    if (key !== undefined) await ask(b, `update meta set value = 'another' where key = $1`, [key]);
    const before = await ask(a, 'select count(*) from events');
    await expect(moveRows(a, b, key === undefined ? 'no such viewer' : (VIEWERS[0] ?? ''))).rejects.toThrow(
      reason,
    );
    expect(await ask(a, 'select count(*) from events')).toEqual(before);
    if (key !== undefined) await ask(b, 'update meta set value = $2 where key = $1', [key, known?.value]);
  });
});

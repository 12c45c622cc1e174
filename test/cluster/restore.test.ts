import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  eventually,
  expectResynced,
  keepDelivering,
  receivedMore,
  resyncs,
  startReaders,
} from '../faults/resynced.js';
import { graphql } from '../generated/gql.js';
import { sessionToken } from '../support/app.js';
import { present } from '../support/documents.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { count, figure } from '../support/faults.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { createTarget, deliverAll, type FeedTarget, fillWebhook, logOf } from '../support/order-feed.js';
import {
  hasServices,
  POSTGRES_USER,
  query,
  startPostgres,
  startRedis,
  type TestPostgres,
  type TestRedis,
} from '../support/services.js';
import { projectRoot } from '../support/source-files.js';
import { newBatchId } from '../support/webhook.js';

const FILLED = graphql(/* GraphQL */ `
  query FilledAfterRestore { orders(first: 1) { edges { node { legs { filledQuantity } } } } }
`);

(hasServices ? describe : describe.skip)('the scripts that back up and restore PostgreSQL', () => {
  let postgres: TestPostgres;
  let redis: TestRedis;
  let emulator: TestEmulator;
  let gateways: GatewayProcess[] = [];
  let database: string;
  const folder = mkdtempSync(join(tmpdir(), 'dwar-restore-'));
  const over = new AbortController();
  const targets: FeedTarget[] = [];

  beforeAll(async () => {
    [postgres, redis, emulator] = await Promise.all([
      startPostgres({ fsync: false }),
      startRedis(),
      startEmulator(),
    ]);
    const url = await postgres.createDatabase();
    database = new URL(url).pathname.slice(1);
    const env = { DATABASE_URL: url, REDIS_URL: redis.url };
    gateways = await Promise.all([startGatewayProcess(emulator, env), startGatewayProcess(emulator, env)]);
  }, 240_000);

  afterAll(async () => {
    over.abort();
    await Promise.all(targets.map(({ client }) => client.close()));
    await Promise.all(gateways.map((gateway) => gateway.close()));
    await Promise.all([postgres.close(), redis.close(), emulator.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  async function script(name: 'backup' | 'restore', file: string, of = database) {
    const child = spawn(join(projectRoot, `deploy/postgres-${name}.sh`), [file], {
      env: {
        PATH: process.env.PATH,
        PGHOST: '127.0.0.1',
        PGPORT: String(postgres.port),
        PGUSER: POSTGRES_USER,
        PGDATABASE: of,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (more: string) => (text += more));
    const code = await new Promise((settle) => void child.once('close', settle));
    return { code, text };
  }

  async function filledAt(target: FeedTarget): Promise<number | null | undefined> {
    const { orders } = await target.client.ask(FILLED);
    return present(orders).edges[0]?.node?.legs[0]?.filledQuantity;
  }

  const urlOf = (index: number) => gateways[index]?.url ?? '';

  test('hold under load: every client of every instance is resynced, and misses nothing', async () => {
    const events = count(200);
    const target = await createTarget(urlOf(0), 'chitra');
    const cached = await createTarget(urlOf(1), 'cached');
    targets.push(target, cached);
    const token = await sessionToken(target.viewer);
    const readers = startReaders(token, over.signal, (index) => gateways[index % 2]?.port ?? 0);
    await eventually('each client has its position', () =>
      readers.every(({ received }) => received.cursors.length > 0),
    );
    const batchId = newBatchId();
    await deliverAll(urlOf(0), [fillWebhook(cached, batchId, 10)]);
    const load = keepDelivering(urlOf(0), target);
    await receivedMore(readers, events);

    const file = join(folder, 'dwar.dump');
    expect(await script('backup', file)).toMatchObject({ code: 0 });
    for (const name of [file, `${file}.sha256`]) expect(statSync(name).mode & 0o777).toBe(0o600);
    await receivedMore(readers, events);
    // This version of the order will be lost; Redis keeps it.
    await deliverAll(urlOf(0), [fillWebhook(cached, batchId, 20)]);
    expect(await filledAt(cached)).toBe(20);

    const refused = await script('restore', file);
    expect([refused.code, refused.text.includes('stop them first')]).toEqual([1, true]);
    await Promise.all(gateways.map((gateway) => gateway.stop('SIGKILL')));
    await eventuallyUnused();
    const full = await script('restore', file);
    expect([full.code, full.text.includes('is not empty')]).toEqual([1, true]);
    await query(postgres.port, `alter database ${database} rename to ${database}_before`);
    await query(postgres.port, `create database ${database}`);
    const restored = await script('restore', file);
    expect([restored.code, restored.text]).toEqual([0, expect.stringContaining('begins a new epoch')]);
    expect(existsSync(`${file}.restoring`)).toBe(false);

    const startedAt = performance.now();
    await Promise.all(gateways.map((gateway) => gateway.restart('SIGTERM')));
    await eventually('each client is resynced', () => readers.every((reader) => resyncs(reader) > 0));
    figure(
      'PostgreSQL: from the start to the last ResyncRequired, ms',
      Math.round(performance.now() - startedAt),
    );
    // The version that was lost is given out again, with other content.
    expect(await filledAt(cached)).toBe(10);
    await deliverAll(urlOf(1), [fillWebhook(cached, batchId, 30)]);
    expect(await filledAt(cached)).toBe(30);
    await receivedMore(readers, events);
    await load.stop();
    const log = await logOf(target.client);
    await expectResynced(readers, log.at(-1) ?? '', 1);
  });

  /** A server notices only after a moment that its clients were killed. */
  async function eventuallyUnused(): Promise<void> {
    const used = `select count(*)::int as sessions from pg_stat_activity where datname = '${database}'`;
    for (let sessions = 1; sessions > 0; ) sessions = Number((await query(postgres.port, used))[0]?.sessions);
  }

  test('refuse what is no backup, and write over nothing', async () => {
    await query(postgres.port, 'create database other');
    const file = join(folder, 'other.dump');
    const noLedger = await script('backup', file, 'other');
    expect([noLedger.code, noLedger.text.includes('is other the database of Dwar?')]).toEqual([1, true]);
    expect([existsSync(file), existsSync(`${file}.partial`)]).toEqual([false, false]);

    const dump = join(folder, 'dwar.dump');
    const before = readFileSync(dump);
    const taken = await script('backup', dump);
    expect([taken.code, taken.text.includes('there is a file')]).toEqual([1, true]);
    expect(readFileSync(dump).equals(before)).toBe(true);
    expect((await script('backup', join(folder, 'no', 'x.dump'))).text).toContain('there is no folder');

    const cut = join(folder, 'cut.dump');
    writeFileSync(cut, before.subarray(0, before.length / 2));
    expect((await script('restore', cut, 'other')).text).toContain('checksum cannot be verified');
    writeFileSync(`${cut}.sha256`, readFileSync(`${dump}.sha256`, 'utf8').replace('dwar.dump', 'cut.dump'));
    expect((await script('restore', cut, 'other')).text).toContain('is not what was backed up');
    const tables = `select count(*)::int as tables from pg_class where relname = 'meta'`;
    expect(await query(postgres.port, tables)).toEqual([{ tables: 0 }]);
  });
});

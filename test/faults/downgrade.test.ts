import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sessionToken } from '../support/app.js';
import { runBuilt } from '../support/built-dev.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { count, figure } from '../support/faults.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { openOtherWriter } from '../support/other-writer.js';
import { createTarget, type FeedTarget, logOf } from '../support/order-feed.js';
import { eventually, expectResynced, keepDelivering, receivedMore, startReaders } from './resynced.js';

/** What a newer version would do to the ledger: it adds, and says which versions may still run. */
const ADDS = [
  'create table of_the_future (id text primary key, viewer_id text not null)',
  'alter table orders add column of_the_future text',
  'alter table viewers add column of_the_future integer not null default 0',
  'create index events_of_the_future on events (occurred_at)',
  "update orders set of_the_future = 'written by the newer version'",
];
const NAME = '9998-adds';
const BREAKS = '9999-breaks';

let emulator: TestEmulator;
let gateway: GatewayProcess;
let target: FeedTarget;
const over = new AbortController();

beforeAll(async () => {
  emulator = await startEmulator();
  gateway = await startGatewayProcess(emulator);
  target = await createTarget(gateway.url, 'chitra');
});

afterAll(async () => {
  over.abort();
  await target?.client.close();
  await gateway?.close();
  await emulator?.close();
});

async function change(...statements: readonly string[]): Promise<void> {
  const other = openOtherWriter(String(gateway.env.DATABASE_URL));
  for (const statement of statements) await other.exec(statement);
  other.close();
}

/** Notes a migration as a newer version does. */
const migrated = (name: string, needs: string) => [
  `insert into kysely_migration (name, timestamp) values ('${name}', '2030-01-01T00:00:00.000Z')`,
  `insert into meta (key, value) values ('migration:${name}', '{"version":"9.9.9","needs":"${needs}"}')`,
];

test('this version runs under load on a ledger to which a newer one has added, and no client is resynced', async () => {
  const events = count(200);
  const readers = startReaders(await sessionToken(target.viewer), over.signal, () => gateway.port);
  await eventually('each client has its position', () =>
    readers.every(({ received }) => received.cursors.length > 0),
  );
  const load = keepDelivering(gateway.url, target);
  await receivedMore(readers, events);
  await gateway.stop('SIGKILL');
  await change(...ADDS, ...migrated(NAME, '0017-insertion-order'));
  const startedAt = performance.now();
  await gateway.restart('SIGKILL');
  await receivedMore(readers, events);
  figure(
    'from the start on the newer ledger until each client goes on, ms',
    Math.round(performance.now() - startedAt),
  );
  await load.stop();
  const log = await logOf(target.client);
  await expectResynced(readers, log.at(-1) ?? '', 0);
  over.abort();
  const doctor = await runBuilt(['doctor', '--json'], gateway.env);
  expect(doctor.stdout).toContain(`migrated by a newer Dwar (${NAME})`);
});

test('refuses one that a newer version has changed, names the migration and says what to do', async () => {
  await gateway.stop('SIGTERM');
  await change(...migrated(BREAKS, BREAKS));
  const { code, stdout, stderr } = await runBuilt(['serve'], { ...gateway.env, LOG_LEVEL: 'info' });
  expect(code).toBe(1);
  for (const part of [`${BREAKS} (by Dwar 9.9.9)`, 'Run that version or a later one', 'restore the backup'])
    expect(stdout + stderr).toContain(part);
  expect(stderr).not.toContain(NAME);
});

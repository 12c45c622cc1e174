import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sessionToken } from '../support/app.js';
import { runBuilt } from '../support/built-dev.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { count, figure } from '../support/faults.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { createTarget, type FeedTarget, logOf } from '../support/order-feed.js';
import {
  eventually,
  expectResynced,
  keepDelivering,
  type Reader,
  receivedMore,
  resyncs,
  startReaders,
} from './resynced.js';

let emulator: TestEmulator;
let gateway: GatewayProcess;
let target: FeedTarget;
let folder: string;
let path: string;
const over = new AbortController();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dwar-restore-'));
  emulator = await startEmulator();
  gateway = await startGatewayProcess(emulator);
  path = String(gateway.env.DATABASE_URL).replace('sqlite:', '');
  target = await createTarget(gateway.url, 'chitra');
});

afterAll(async () => {
  over.abort();
  await target?.client.close();
  await gateway?.close();
  await emulator?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function dwar(...args: readonly string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await runBuilt([...args, '--json'], gateway.env);
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** Over the file that is there, as `cp` does. */
function copyOver(from: string): void {
  const { ino } = statSync(path);
  for (const suffix of ['-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
  copyFileSync(from, path);
  expect(statSync(path).ino).toBe(ino);
}

interface Way {
  readonly name: string;
  /** Copies the ledger, whose server runs, to `file`. */
  readonly take: (file: string) => Promise<unknown>;
  /** Puts the copy in place; the server was killed. */
  readonly putBack: (file: string) => unknown;
}

const WAYS: readonly Way[] = [
  {
    name: 'dwar restore',
    take: (file) => dwar('backup', '--to', file),
    putBack: (file) => dwar('restore', '--from', file),
  },
  {
    name: 'a backup that is copied by hand',
    take: (file) => dwar('backup', '--to', file),
    putBack: copyOver,
  },
  {
    name: 'a copy that another program has made',
    async take(file) {
      await gateway.stop('SIGTERM');
      copyFileSync(path, file);
      await gateway.restart('SIGTERM');
    },
    putBack: copyOver,
  },
];

test('after each way to put an older ledger back, under load, every client is resynced once and misses nothing', async () => {
  const events = count(200);
  const readers: readonly Reader[] = startReaders(
    await sessionToken(target.viewer),
    over.signal,
    () => gateway.port,
  );
  await eventually('each client has its position', () =>
    readers.every(({ received }) => received.cursors.length > 0),
  );
  const load = keepDelivering(gateway.url, target);
  for (const [round, { name, take, putBack }] of WAYS.entries()) {
    const file = join(folder, `${round}.db`);
    await receivedMore(readers, events);
    await take(file);
    await receivedMore(readers, events);
    const refused = await runBuilt(['restore', '--from', file, '--no-manifest'], gateway.env);
    expect([refused.code, refused.stderr.includes('another process uses the ledger')]).toEqual([1, true]);
    // Started again without a restore, no client notices.
    await gateway.restart('SIGKILL');
    await receivedMore(readers, events);
    expect(readers.map(resyncs)).toEqual(readers.map(() => round));

    await gateway.stop('SIGKILL');
    await putBack(file);
    const startedAt = performance.now();
    await gateway.restart('SIGTERM');
    await eventually('each client is resynced', () => readers.every((reader) => resyncs(reader) > round));
    figure(
      `${name}: from the start to the last ResyncRequired, ms`,
      Math.round(performance.now() - startedAt),
    );
    await receivedMore(readers, events);
  }
  await load.stop();
  const log = await logOf(target.client);
  await expectResynced(readers, log.at(-1) ?? '', WAYS.length);
  figure(
    'events that each client received',
    Math.min(...readers.map(({ received }) => received.cursors.length)),
  );
});

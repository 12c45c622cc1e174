import { execFile } from 'node:child_process';
import { chownSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startCuttableProxy } from './cuttable-proxy.js';
import {
  POSTGRES_USER,
  postgresPrograms,
  query,
  type Service,
  startPostgresOn,
  type TestPostgres,
  unprivileged,
} from './services.js';

const WITHIN_MS = 20_000;

/** An asynchronous standby of a {@link TestPostgres}. */
export interface TestStandby extends Service {
  /** Waits until it has everything that is committed at the primary now. */
  caughtUp(): Promise<void>;
  /** Disconnects it: later commits of the primary never reach it. */
  hold(): Promise<void>;
  /** Promotes it to a primary with the data it has. */
  promote(): Promise<void>;
}

/** Makes a standby by `pg_basebackup`; it streams from the primary until it is held. */
export async function startStandby(primary: TestPostgres): Promise<TestStandby> {
  const bin = postgresPrograms();
  const owner = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), 'dwar-standby-'));
  if (owner !== null) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  const stream = await startCuttableProxy(() => primary.port);
  const source = `host=127.0.0.1 port=${stream.port} user=${POSTGRES_USER}`;
  // Not synchronous: the relay is in this process.
  await promisify(execFile)(
    join(bin, 'pg_basebackup'),
    ['-d', source, '-D', data, '-R', '-X', 'stream', '-c', 'fast', '--no-sync'],
    { ...(owner ?? {}), cwd: folder },
  );
  const service = await startPostgresOn(folder, false);
  const { port } = service;
  const closeServer = service.close.bind(service);
  let isHeld = false;
  const hold = async () => {
    if (!isHeld) await stream.close();
    isHeld = true;
  };
  return Object.assign(service, {
    hold,
    async caughtUp() {
      const [wanted] = await query(primary.port, 'select pg_current_wal_lsn()::text as lsn');
      await untilTrue(port, `select pg_last_wal_replay_lsn() >= '${String(wanted?.lsn)}'::pg_lsn as is`);
    },
    async promote() {
      await query(port, 'select pg_promote(true, 20)');
      await untilTrue(port, 'select not pg_is_in_recovery() as is');
    },
    async close() {
      await hold();
      await closeServer();
    },
  });
}

async function untilTrue(port: number, text: string): Promise<void> {
  const giveUpAt = Date.now() + WITHIN_MS;
  while ((await query(port, text))[0]?.is !== true) {
    if (Date.now() > giveUpAt) throw new Error(`never true: ${text}`);
    await pause(20);
  }
}

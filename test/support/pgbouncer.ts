import { chownSync, existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireOrSkip } from './requires.js';
import {
  freePort,
  hasServices,
  POSTGRES_USER,
  Processes,
  query,
  type Service,
  type TestPostgres,
  unprivileged,
} from './services.js';

const PGBOUNCER = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer'].find((path) => existsSync(path));
const hasPgBouncer = hasServices && PGBOUNCER !== undefined;
if (!hasPgBouncer && process.env.CI !== 'true')
  process.stderr.write('skipped: tests that need the Debian package pgbouncer\n');

/** `test` where PgBouncer can be started, else `test.skip`; under CI its absence is an error. */
export const pgBouncerTest = requireOrSkip('the package pgbouncer', hasPgBouncer);

export interface TestPgBouncer extends Service {
  /** The URL of a database of the server behind it, through it. */
  through(databaseUrl: string): string;
}

/** Starts a PgBouncer before a PostgreSQL, with nothing set but what it cannot start without. */
export async function startPgBouncer(
  server: TestPostgres,
  poolMode: 'session' | 'transaction',
): Promise<TestPgBouncer> {
  const folder = mkdtempSync(join(tmpdir(), 'dwar-pgbouncer-'));
  const owner = unprivileged();
  if (owner !== null) chownSync(folder, owner.uid, owner.gid);
  const port = await freePort();
  const users = join(folder, 'users.txt');
  const settings = join(folder, 'pgbouncer.ini');
  writeFileSync(users, `"${POSTGRES_USER}" ""\n`);
  writeFileSync(
    settings,
    [
      '[databases]',
      `* = host=127.0.0.1 port=${server.port}`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${port}`,
      'unix_socket_dir =',
      'auth_type = trust',
      `auth_file = ${users}`,
      `pool_mode = ${poolMode}`,
      'default_pool_size = 20',
      '',
    ].join('\n'),
  );
  const service = new Processes(folder, port, {
    command: PGBOUNCER ?? '',
    args: [settings],
    // The other signals wait for clients in some versions.
    stopSignal: 'SIGKILL',
    options: { ...(owner ?? {}), cwd: folder },
    isUp: () => query(port, 'select 1').then(() => {}),
  });
  await service.start();
  return Object.assign(service, {
    through(databaseUrl: string) {
      const url = new URL(databaseUrl);
      url.port = String(port);
      return url.href;
    },
  });
}

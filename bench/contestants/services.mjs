import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { endChild, ownedChild } from './children.mjs';
import { freePort } from './free-port.mjs';

const POSTGRES_FOLDERS = '/usr/lib/postgresql';
const REDIS = '/usr/bin/redis-server';
const USER = 'dwar';
const READY_WITHIN_MS = 30_000;
const POLL_MS = 50;

/** Whether PostgreSQL and Redis can be started here. */
export const hasServices = () => postgresPrograms() !== null && existsSync(REDIS);

/** Starts an empty PostgreSQL, with fsync as by default, and a Redis, with their data in a temporary folder. */
export async function startServices() {
  const folder = mkdtempSync(join(tmpdir(), 'dwar-bench-services-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const postgres = await startPostgres(folder);
  const redis = await startRedis(folder);
  return {
    databaseUrl: postgres.url,
    redisUrl: redis.url,
    close: async () => {
      await endChild(postgres.child, 'SIGINT');
      await endChild(redis.child, 'SIGTERM');
    },
  };
}

/** The newest version that Debian has installed; null without one. */
function postgresPrograms() {
  if (!existsSync(POSTGRES_FOLDERS)) return null;
  const versions = readdirSync(POSTGRES_FOLDERS).sort((left, right) => Number(right) - Number(left));
  const folders = versions.map((version) => join(POSTGRES_FOLDERS, version, 'bin'));
  return folders.find((programs) => existsSync(join(programs, 'initdb'))) ?? null;
}

async function startPostgres(folder) {
  const programs = postgresPrograms() ?? '';
  const owner = unprivileged();
  if (owner !== null) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  const options = { ...owner, cwd: folder };
  const locale = ['-E', 'UTF8', '--locale=C.UTF-8'];
  execFileSync(join(programs, 'initdb'), ['-A', 'trust', '-U', USER, ...locale, '-D', data], {
    ...options,
    stdio: 'pipe',
  });
  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, 'max_connections=100'];
  const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  const child = ownedChild(spawn(join(programs, 'postgres'), args, { ...options, stdio: 'ignore' }));
  await untilUp(() => execFileSync(join(programs, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)]));
  return { child, url: `postgres://${USER}@127.0.0.1:${port}/postgres` };
}

async function startRedis(folder) {
  const port = await freePort();
  const args = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    folder,
  ];
  const child = ownedChild(spawn(REDIS, args, { stdio: 'ignore' }));
  return { child, url: `redis://127.0.0.1:${port}` };
}

async function untilUp(check) {
  const giveUpAt = Date.now() + READY_WITHIN_MS;
  for (;;) {
    try {
      return check();
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
      await delay(POLL_MS);
    }
  }
}

/** PostgreSQL does not run as root: in that case it runs as an unprivileged user. */
function unprivileged() {
  if (process.getuid?.() !== 0) return null;
  const idOf = (flag, user) =>
    Number(execFileSync('id', [flag, user], { stdio: ['ignore', 'pipe', 'ignore'] }));
  for (const user of ['postgres', 'nobody']) {
    try {
      return { uid: idOf('-u', user), gid: idOf('-g', user) };
    } catch {}
  }
  throw new Error('there is no user to run PostgreSQL as');
}

import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from './source-files.js';

export const POSTGRES_USER = 'dwar';

const INITDB = [
  '--no-sync',
  ...['-A', 'trust'],
  ...['-U', POSTGRES_USER],
  ...['-E', 'UTF8'],
  '--locale=C.UTF-8',
  ...['--locale-provider=icu', '--icu-locale=en-US'],
];
const KEPT = join(projectRoot, '.cache', 'postgres');

const run = promisify(execFile);
/** Whether a server of this test file has the kept data. */
let isKeptInUse = false;

/**
 * Makes the folder `data` of a new server in a folder that its user owns. That of the first server of a test
 * file is a copy of one that is made once and kept. The others are made by `initdb`: no two servers have the
 * same system identifier.
 */
export async function makePostgresData(bin: string, folder: string): Promise<void> {
  if (isKeptInUse) return await initdb(bin, folder);
  isKeptInUse = true;
  const initdbPath = join(bin, 'initdb');
  const made = [initdbPath, statSync(initdbPath).mtimeMs, unprivileged()?.uid, ...INITDB];
  const kept = join(KEPT, createHash('sha256').update(JSON.stringify(made)).digest('hex').slice(0, 16));
  if (existsSync(kept)) return await copy(kept, join(folder, 'data'));
  await initdb(bin, folder);
  await keep(join(folder, 'data'), kept);
}

async function initdb(bin: string, folder: string): Promise<void> {
  await run(join(bin, 'initdb'), [...INITDB, '-D', join(folder, 'data')], {
    ...(unprivileged() ?? {}),
    cwd: folder,
  });
}

/** Other processes see all of it or nothing; the first one that is there stays. */
async function keep(data: string, kept: string): Promise<void> {
  await mkdir(KEPT, { recursive: true });
  const folder = await mkdtemp(join(KEPT, 'new-'));
  await copy(data, join(folder, 'data'));
  await rename(join(folder, 'data'), kept).catch(() => {});
  await rm(folder, { recursive: true, force: true });
}

/** With its owner. */
async function copy(from: string, to: string): Promise<void> {
  await run('cp', ['-a', from, to]);
}

/** PostgreSQL refuses to run as root: in that case it runs as an unprivileged user. */
export function unprivileged(): { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const idOf = (flag: string, user: string) =>
    Number(execFileSync('id', [flag, user], { stdio: ['ignore', 'pipe', 'ignore'] }));
  for (const user of ['postgres', 'nobody']) {
    try {
      return { uid: idOf('-u', user), gid: idOf('-g', user) };
    } catch {}
  }
  throw new Error('no user to run PostgreSQL as');
}

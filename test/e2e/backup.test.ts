import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { silentLog } from '../../src/core/log.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { blockNames, blockOf, CommandFolder } from '../support/doc-commands.js';
import { hasServices, POSTGRES_USER, query, startPostgres, type TestPostgres } from '../support/services.js';
import { projectRoot } from '../support/source-files.js';

const page = readFileSync(join(projectRoot, 'docs/backup.md'), 'utf8');
let folder: CommandFolder;

beforeAll(() => {
  folder = new CommandFolder();
  symlinkSync(join(projectRoot, 'deploy'), join(folder.path, 'deploy'));
});

afterAll(() => folder.remove());

const run = (name: string, before = '') => folder.run(`${before}\n${blockOf(page, 'run', name)}`);

test('every command of the page is run by a test', () => {
  expect(blockNames(page, 'run')).toEqual([
    'backup',
    'restore',
    'drill',
    'postgres-backup',
    'postgres-restore',
  ]);
});

test('the commands for a ledger in a file do what the page says', async () => {
  await folder.run('DATABASE_URL=sqlite:./data/dwar.db npx dwar migrate');
  expect(await run('backup')).toContain('has everything that was acknowledged before');
  const restored = await run('restore');
  for (const part of ['dwar.db.before-restore-', 'ResyncRequired']) expect(restored).toContain(part);
  expect(await run('drill')).toContain('has the newest schema');
  expect(await folder.run('ls')).not.toContain('drill');
});

(hasServices ? describe : describe.skip)('the commands for PostgreSQL', () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres({ fsync: false });
  });
  afterAll(() => server.close());

  test('do what the page says, and the next start begins a new epoch', async () => {
    await query(server.port, 'create database dwar');
    const url = `postgres://${POSTGRES_USER}@127.0.0.1:${server.port}/dwar`;
    const before = await openLedger(url, { log: silentLog });
    await before.close();
    const port = `export PGPORT=${server.port}`;
    expect(await run('postgres-backup', port)).toContain('has everything that was acknowledged before');
    expect(await run('postgres-restore', port)).toContain('begins a new epoch');
    const after = await openLedger(url, { log: silentLog });
    expect([after.epoch === before.epoch, after.name]).toEqual([false, before.name]);
    await after.close();
  });
});

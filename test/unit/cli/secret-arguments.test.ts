import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { silentLog } from '../../../src/core/log.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { removeTemporaryFolders, runInProcess, temporaryFolder } from '../../support/cli.js';

afterAll(removeTemporaryFolders);

const PASSWORD = 'open-sesame-0815';

describe('an argument with a password', () => {
  test.each([
    [
      ['migrate', '--from', 'sqlite:a.db', '--to', `postgres://dwar:${PASSWORD}@db/dwar`],
      'env:DATABASE_URL_TO',
    ],
    [['migrate', '--from', `postgresql://dwar:${PASSWORD}@db/dwar`], 'env:DATABASE_URL_FROM'],
    [['migrate', '--from', 'sqlite:a.db', '--to', `postgres://db/dwar?password=${PASSWORD}`], 'PGPASSWORD'],
    [['migrate', '--from', 'sqlite:a.db', '--to', `postgres://db/x?a=b&sslpassword=${PASSWORD}`], '.pgpass'],
    [['migrate', '--from', 'sqlite:a.db', '--to', `postgres://dwar:${PASSWORD}@db:99999/dwar`], '.pgpass'],
    [['trigger', 'buy', '--url', `http://alice:${PASSWORD}@127.0.0.1:1`], 'Leave user and password out'],
    [['trigger', 'buy', '--emulator-url', `http://:${PASSWORD}@127.0.0.1:1`], 'Leave user and password out'],
  ])('is refused without repeating it, with an alternative: %j', async (args, hint) => {
    const run = await runInProcess(args);
    expect([run.code, run.stdout]).toEqual([2, '']);
    expect(run.stderr).toContain('every user of this machine can read arguments');
    expect(run.stderr).toContain(hint);
    expect(run.stderr).not.toContain(PASSWORD);
  });

  test('is not needed for any option of any command', async () => {
    const commands = ['dev', 'serve', 'emulator', 'token', 'trigger buy', 'doctor', 'migrate'];
    const more = ['deliveries list', 'deliveries show', 'deliveries replay', 'accounts unlink'];
    for (const command of [...commands, ...more]) {
      const { stdout } = await runInProcess([...command.split(' '), '--help']);
      const options = stdout.split('\n').filter((line) => /^\s+-/.test(line));
      expect(options.filter((line) => /secret|password|key-file|jwt/i.test(line))).toEqual([]);
    }
  });
});

describe('a ledger given by a variable', () => {
  test('is copied like one given by its URL', async () => {
    const folder = temporaryFolder();
    const [from, to] = [`sqlite:${join(folder, 'a', 'dwar.db')}`, `sqlite:${join(folder, 'b', 'dwar.db')}`];
    await (await openLedger(from, { log: silentLog })).close();
    const run = await runInProcess(['migrate', '--from', 'env:THE_OLD', '--to', 'env:THE_NEW', '--json'], {
      THE_OLD: from,
      THE_NEW: to,
    });
    expect([run.code, run.stderr]).toEqual([0, '']);
    const copy = await openLedger(to, { log: silentLog });
    const source = await openLedger(from, { log: silentLog });
    expect(copy.epoch).toBe(source.epoch);
    await Promise.all([copy.close(), source.close()]);
  });

  test('may hold a password, which is never shown', async () => {
    const folder = temporaryFolder();
    const from = `sqlite:${join(folder, 'dwar.db')}`;
    await (await openLedger(from, { log: silentLog })).close();
    const run = await runInProcess(['migrate', '--from', from, '--to', 'env:THE_NEW'], {
      THE_NEW: `postgres://dwar:${PASSWORD}@127.0.0.1:1/dwar`,
    });
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('PostgreSQL at 127.0.0.1:1/dwar, asked as dwar, cannot be reached');
    expect(run.stdout + run.stderr).not.toContain(PASSWORD);
  });

  test.each([
    [{}, 'which is not set'],
    [{ THE_NEW: '' }, 'which is not set'],
    [{ THE_NEW: 'mysql://db/dwar' }, '--to must be sqlite:PATH, postgres://… or env:NAME'],
  ])('is refused if the environment is %j', async (env, reason) => {
    const run = await runInProcess(['migrate', '--from', 'sqlite:a.db', '--to', 'env:THE_NEW'], env);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(reason);
  });

  test('is described by --help', async () => {
    const { stdout } = await runInProcess(['migrate', '--help']);
    expect(stdout).toContain('env:NAME');
    expect(stdout).toContain('PGPASSWORD');
  });
});

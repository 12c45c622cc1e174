import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { silentLog } from '../../../src/core/log.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { writeDevInstance } from '../../../src/cli/dev/instance.js';
import { removeTemporaryFolders, runInProcess, temporaryFolder } from '../../support/cli.js';

const URL = 'http://127.0.0.1:4321';
const LINK = /^(\S+)\/console\/#console=([\w-]{43})$/;

let folder: string;
let databaseUrl: string;
beforeEach(async () => {
  folder = temporaryFolder();
  databaseUrl = `sqlite:${join(folder, 'dwar.db')}`;
  await (await openLedger(databaseUrl, { log: silentLog })).close();
});
afterAll(removeTemporaryFolders);

const open = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runInProcess(['console', 'open', ...args], env);

/** The logins in the ledger, without their digests. */
async function logins() {
  const ledger = await openLedger(databaseUrl, { log: silentLog });
  const rows = await ledger.db.selectFrom('console_logins').select(['operator', 'roles']).execute();
  const acts = await ledger.db.selectFrom('operator_log').select(['operator', 'action', 'subject']).execute();
  await ledger.close();
  return { rows, acts };
}

describe('dwar console open', () => {
  test('prints a link to the dev instance of a folder, for every role, and records that it did', async () => {
    writeDevInstance(folder, { url: URL, emulatorUrl: URL, pid: process.pid });
    const { code, stdout, stderr } = await open(['--data', folder, '--name', 'asha']);
    expect([code, LINK.exec(stdout)?.[1]]).toEqual([0, URL]);
    expect(stderr).toContain('one session of asha (roles reader, operator, reveal)');
    expect(await logins()).toEqual({
      rows: [{ operator: 'asha', roles: 'READER,OPERATOR,REVEAL' }],
      acts: [{ operator: 'asha', action: 'CREATE_LOGIN', subject: 'READER OPERATOR REVEAL' }],
    });
  });

  test('in production names the operations port and grants reading alone', async () => {
    const env = { DATABASE_URL: databaseUrl, CONSOLE: 'on', OPS_PORT: '9999' };
    const { code, stdout } = await open(['--name', 'asha'], env);
    expect([code, LINK.exec(stdout)?.[1]]).toEqual([0, 'http://127.0.0.1:9999']);
    expect((await logins()).rows).toEqual([{ operator: 'asha', roles: 'READER' }]);
  });

  test('grants the roles that are asked for, and reading with them', async () => {
    const { stdout } = await open(
      ['--name', 'asha', '--role', 'reveal', '--url', 'https://console.example.com', '--json'],
      { DATABASE_URL: databaseUrl },
    );
    const printed = JSON.parse(stdout) as { url: string; roles: readonly string[]; expiresAt: string };
    expect(LINK.exec(printed.url)?.[1]).toBe('https://console.example.com');
    expect(printed.roles).toEqual(['READER', 'REVEAL']);
    expect(Date.parse(printed.expiresAt) - Date.now()).toBeGreaterThan(4 * 60_000);
    expect((await logins()).rows).toEqual([{ operator: 'asha', roles: 'READER,REVEAL' }]);
  });

  test('stores no code that could be used', async () => {
    const { stdout } = await open(['--url', URL], { DATABASE_URL: databaseUrl });
    const [, , code = ''] = LINK.exec(stdout) ?? [];
    const ledger = await openLedger(databaseUrl, { log: silentLog });
    const rows = await ledger.db.selectFrom('console_logins').selectAll().execute();
    await ledger.close();
    expect(rows).toHaveLength(1);
    expect(code).toHaveLength(43);
    expect(JSON.stringify(rows)).not.toContain(code);
  });

  test.each([
    ['where the console is off', [], { OPS_PORT: '9999' }, /the console is off/],
    ['where the port is not known', [], { CONSOLE: 'on', OPS_PORT: '0' }, /give its URL with --url/i],
    ['a role that does not exist', ['--role', 'admin'], { CONSOLE: 'on' }, /reader, operator, reveal/],
    ['a name of more than letters', ['--name', 'a\u0000b'], { CONSOLE: 'on' }, /letters, digits/],
  ])('refuses %s', async (_name, args, env, message) => {
    const { code, stderr } = await open(args, { DATABASE_URL: databaseUrl, ...env } as Record<
      string,
      string
    >);
    expect(code).toBeGreaterThan(0);
    expect(stderr).toMatch(message);
    expect((await logins()).rows).toEqual([]);
  });

  test('refuses a folder on which no instance runs', async () => {
    const { code, stderr } = await open(['--data', folder]);
    expect([code, stderr]).toEqual([1, expect.stringContaining('no dev instance runs')]);
  });
});

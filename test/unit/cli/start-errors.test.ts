import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { sql } from 'kysely';
import { silentLog } from '../../../src/core/log.js';
import { explainLedgerFailure } from '../../../src/ledger/maintenance/explain-failure.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { PostgresHistory } from '../../../src/ledger/databases/postgres-history.js';
import { runInProcess } from '../../support/cli.js';
import { hasServices, query, startPostgres, type TestPostgres } from '../../support/services.js';

const MAIN = resolve(import.meta.dirname, '../../../dist/main.js');
const PASSWORD = 'open-sesame-0815';
/** An unprivileged user for tests that run as root, which may do everything. */
const UNPRIVILEGED_ID = 65_534;
const COMMANDS = ['migrate', 'deliveries list', 'doctor'];
const isRoot = process.getuid?.() === 0;

interface Run {
  readonly code: number | null;
  readonly text: string;
}

let folder: string;
/** A good ledger with some pages. */
let good: Buffer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dwar-start-'));
  chmodSync(folder, 0o755);
  const path = join(folder, 'good', 'dwar.db');
  const ledger = await openLedger(`sqlite:${path}`, { log: silentLog });
  await ledger.check();
  await sql`pragma wal_checkpoint(truncate)`.execute(ledger.db);
  await ledger.close();
  good = readFileSync(path);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function environment(databaseUrl: string): Record<string, string> {
  return {
    HOME: folder,
    NODE_ENV: 'test',
    GATEWAY_NAME: 'acme',
    GATEWAY_SECRET: 'signing-secret-of-the-start-test-0001',
    GATEWAY_API_SECRET: 'api-secret-of-the-start-test-00000002',
    GATEWAY_URL: 'http://127.0.0.1:1',
    AUTH_JWT_SECRET: 'session-secret-of-the-start-test-0003',
    AUTH_ISSUER: 'me',
    AUTH_AUDIENCE: 'dwar',
    DATABASE_URL: databaseUrl,
    ...(databaseUrl.startsWith('postgres') ? { REDIS_URL: 'redis://127.0.0.1:1' } : {}),
    PORT: '0',
    LOG_LEVEL: 'silent',
  };
}

/** Runs a command in this process, which is faster. */
async function runHere(command: string, databaseUrl: string): Promise<Run> {
  const { code, stdout, stderr } = await runInProcess(command.split(' '), environment(databaseUrl));
  return { code, text: `${stdout}\n${stderr}` };
}

/** Prefix that runs a command as another user, who may read but not write root's files, such as the project's. */
const asUser = (uid: number) => [
  'setpriv',
  ...[`--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'],
  ...['--inh-caps=+dac_read_search', '--ambient-caps=+dac_read_search'],
];

/** Runs the built command with this ledger until it exits. */
async function run(command: string, databaseUrl: string, uid?: number): Promise<Run> {
  const { PATH = '' } = process.env;
  const [program = '', ...args] = [
    ...(uid === undefined ? [] : asUser(uid)),
    process.execPath,
    MAIN,
    ...command.split(' '),
  ];
  const child = spawn(program, args, {
    env: { PATH, ...environment(databaseUrl) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const code = await new Promise<number | null>((settle) => child.once('close', settle));
  return { code, text };
}

/** Expects one screen with these parts, and neither a stack nor a password. */
function expectExplained({ code, text }: Run, ...parts: readonly string[]): void {
  for (const part of parts) expect(text).toContain(part);
  expect(code).toBe(1);
  expect(text.split('\n').length).toBeLessThan(16);
  expect(text).not.toMatch(/^\s+at |node:internal|Error:/m);
  expect(text).not.toContain(PASSWORD);
}

/** Prepares the path of a ledger, in a folder of its own. */
function ledgerPath(prepare: (path: string) => void): string {
  const path = join(mkdtempSync(join(folder, 'case-')), 'dwar.db');
  prepare(path);
  return path;
}

const overwrite = (path: string, bytes: Buffer, at: number) => {
  writeFileSync(path, good);
  writeSync(openSync(path, 'r+'), bytes, 0, bytes.length, at);
};

/** A process may take seconds to start on a busy machine. */
jest.setTimeout(60_000);

describe('a ledger in a file', () => {
  test.each<readonly [string, (path: string) => void, readonly string[]]>([
    ['text', (path) => writeFileSync(path, 'not a database '.repeat(1_000)), ['is no SQLite database']],
    ['two bytes of text', (path) => writeFileSync(path, 'hi'), ['is no SQLite database']],
    ['a folder', (path) => mkdirSync(path), ['is a folder, not a ledger', 'Name a file in it']],
    [
      'cut off at a page',
      (path) => {
        writeFileSync(path, good);
        truncateSync(path, 8_192);
      },
      ['is truncated', `8192 of ${'SIZE'} bytes`, 'restore it from a backup'],
    ],
    [
      'cut off in its header',
      (path) => {
        writeFileSync(path, good);
        truncateSync(path, 50);
      },
      ['is truncated', 'restore it from a backup'],
    ],
    [
      'of nonsense in the middle',
      (path) => overwrite(path, Buffer.alloc(3 * 4_096, 'A'), 2 * 4_096),
      ['is damaged', 'restore it from a backup'],
    ],
  ])('that is %s is refused before the server starts', async (_name, prepare, parts) => {
    const path = ledgerPath(prepare);
    const before = statSync(path).isFile() ? readFileSync(path) : null;
    const wanted = parts.map((part) => part.replace('SIZE', String(good.length)));
    expectExplained(await run('serve', `sqlite:${path}`), path, ...wanted);
    for (const command of COMMANDS)
      expectExplained(await runHere(command, `sqlite:${path}`), path, ...wanted);
    if (before !== null) expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('of a newer version is reported as such, not as corrupt', async () => {
    const path = ledgerPath((at) => writeFileSync(at, good));
    const ledger = await openLedger(`sqlite:${path}`, { log: silentLog });
    const newest = { name: '9999-of-the-future', timestamp: '2030-01-01T00:00:00.000Z' };
    await sql`insert into kysely_migration (name, timestamp) values (${newest.name}, ${newest.timestamp})`.execute(
      ledger.db,
    );
    await ledger.close();
    for (const result of [
      await run('serve', `sqlite:${path}`),
      ...(await Promise.all(COMMANDS.map((command) => runHere(command, `sqlite:${path}`)))),
    ]) {
      expectExplained(result, 'migrated by a newer Dwar', '9999-of-the-future', 'later one');
      expect(result.text).not.toMatch(/corrupt/i);
    }
  });

  test('below a file, where no folder can be created, is refused', async () => {
    const path = ledgerPath((at) => writeFileSync(at, 'a file'));
    for (const result of [
      await run('serve', `sqlite:${path}/data/dwar.db`),
      await runHere('migrate', `sqlite:${path}/data/dwar.db`),
    ])
      expectExplained(result, path, 'a part of the path is a file');
  });

  test('whose lock is held is refused with its path and what to stop', async () => {
    const path = ledgerPath(() => {});
    const held = await openLedger(`sqlite:${path}`, { log: silentLog, exclusive: true });
    expectExplained(
      await run('serve', `sqlite:${path}`),
      path,
      'another process uses the ledger',
      'stop it first',
    );
    await held.close();
  });

  (isRoot ? describe : describe.skip)('of another user', () => {
    test('is refused with its owner, the user and a hint', async () => {
      const path = ledgerPath((at) => writeFileSync(at, good, { mode: 0o600 }));
      chownSync(join(path, '..'), UNPRIVILEGED_ID, UNPRIVILEGED_ID);
      for (const command of ['serve', 'migrate'])
        expectExplained(
          await run(command, `sqlite:${path}`, UNPRIVILEGED_ID),
          path,
          'its owner is 0',
          String(UNPRIVILEGED_ID),
        );
    });

    test('is refused in a folder that cannot be written or created', async () => {
      const path = ledgerPath((at) => writeFileSync(at, good, { mode: 0o666 }));
      chmodSync(path, 0o666);
      chmodSync(join(path, '..'), 0o755);
      for (const at of [path, join(path, '../new/dwar.db')])
        expectExplained(
          await run('serve', `sqlite:${at}`, UNPRIVILEGED_ID),
          join(path, '..'),
          'permission denied',
        );
    });
  });
});

(hasServices ? describe : describe.skip)('a PostgreSQL', () => {
  let server: TestPostgres;
  let url: string;
  beforeAll(async () => {
    server = await startPostgres({ fsync: false });
    url = await server.createDatabase();
    await query(server.port, `create role weak login password '${PASSWORD}'`);
    await query(server.port, 'create database of_others');
  });
  afterAll(() => server.close());

  const at = (change: (url: URL) => void) => {
    const changed = new URL(url);
    changed.password = PASSWORD;
    change(changed);
    return changed.href;
  };

  test('that refuses is reported with the reason and a hint, without the password', async () => {
    const cases: readonly (readonly [string, readonly string[]])[] = [
      [at((to) => (to.username = 'stranger')), ['asked as stranger', 'refused the user']],
      [at((to) => (to.pathname = '/nowhere')), ['has no such database', '/nowhere']],
      [at((to) => (to.port = '1')), ['cannot be reached', 'ECONNREFUSED']],
      [at((to) => (to.search = '?sslmode=require')), ['TLS']],
      [
        at((to) => {
          to.username = 'weak';
          to.pathname = '/of_others';
        }),
        ['too few privileges', 'CREATE on the schema'],
      ],
      [at((to) => (to.search = '?options=-c%20default_transaction_read_only%3Don')), ['is read-only']],
    ];
    for (const [database, parts] of cases) expectExplained(await runHere('migrate', database), ...parts);
    for (const result of [
      await run('serve', cases[1]?.[0] ?? ''),
      await runHere('doctor', cases[1]?.[0] ?? ''),
    ])
      expectExplained(result, 'has no such database');
  });

  test('that requires another password is reported as such', async () => {
    const answer = (message: Buffer) =>
      createServer((socket) => {
        socket.on('error', () => {});
        socket.once('data', () => socket.end(message));
      });
    const failure = Buffer.from(
      'SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user "dwar"\0\0',
      'utf8',
    );
    const head = Buffer.alloc(5);
    head.write('E');
    head.writeUInt32BE(failure.length + 4, 1);
    const refusing = answer(Buffer.concat([head, failure]));
    await new Promise<void>((settle) => refusing.listen(0, '127.0.0.1', settle));
    const { port } = refusing.address() as { port: number };
    const database = at((to) => (to.port = String(port)));
    expectExplained(
      await run('migrate', database),
      '28P01',
      'refused the user or the password',
      'pg_hba.conf',
    );
    await new Promise((settle) => refusing.close(settle));
  });

  test('that is too old or a standby is refused as such', async () => {
    const refusalOf = async (row: Record<string, unknown>) => {
      const refused = await new PostgresHistory(silentLog, 1)
        .verify(async () => [row])
        .then(
          () => null,
          (error: unknown) => explainLedgerFailure(error, url),
        );
      return String(refused);
    };
    expect(await refusalOf({ isStandby: false, version: '90624' })).toContain('too old');
    expect(await refusalOf({ isStandby: true, version: '150002' })).toContain('is a standby');
  });
});

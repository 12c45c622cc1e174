import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, chownSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { sql } from 'kysely';
import { createLog, silentLog } from '../../../src/core/log.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { removeTemporaryFolders, runInProcess, temporaryFolder } from '../../support/cli.js';
import { appendAnyEvent } from '../../support/ledger.js';
import { requireOrSkip } from '../../support/requires.js';
import {
  hasServices,
  query,
  startPostgres,
  type TestPostgres,
  unprivileged,
} from '../../support/services.js';

const PASSWORD = 'open-sesame-0815';
const WRONG_PASSWORD = 'open-sesame-4711';
const COMMANDS = ['serve', 'migrate', 'doctor'];

const tlsTest = requireOrSkip('openssl', existsSync('/usr/bin/openssl'));

jest.setTimeout(120_000);

let server: TestPostgres;
let data: string;
/** Takes connections and answers nothing. */
let silent: Server;
/** Closes each connection once it has been sent something. */
let closing: Server;
const sockets = new Set<Socket>();

const portOf = (listening: Server) => (listening.address() as { port: number }).port;

async function listen(onSocket: (socket: Socket) => void): Promise<Server> {
  const listening = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onSocket(socket);
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return listening;
}

interface Address {
  readonly user?: string;
  readonly password?: string;
  readonly host?: string;
  readonly port?: number;
  readonly name?: string;
  readonly search?: string;
}

const at = (address: Address = {}) => {
  const { user = 'dwar', password = PASSWORD, host = '127.0.0.1', name = 'postgres', search = '' } = address;
  return `postgres://${user}:${password}@${host}:${address.port ?? server.port}/${name}${search}`;
};

const environment = (databaseUrl: string) => ({
  HOME: '/nowhere',
  NODE_ENV: 'test',
  GATEWAY_NAME: 'acme',
  GATEWAY_SECRET: 'signing-secret-of-the-database-test-01',
  GATEWAY_API_SECRET: 'api-secret-of-the-database-test-000002',
  GATEWAY_URL: 'http://127.0.0.1:1',
  AUTH_JWT_SECRET: 'session-secret-of-the-database-test-03',
  AUTH_ISSUER: 'me',
  AUTH_AUDIENCE: 'dwar',
  DATABASE_URL: databaseUrl,
  REDIS_URL: 'redis://127.0.0.1:1',
  PORT: '0',
  LOG_LEVEL: 'silent',
});

beforeAll(async () => {
  silent = await listen(() => {});
  closing = await listen((socket) => socket.once('data', () => socket.destroy()));
  if (!hasServices) return;
  server = await startPostgres({ fsync: false });
  data = String((await query(server.port, 'show data_directory'))[0]?.data_directory);
  for (const statement of [
    `create role secured login superuser password '${PASSWORD}'`,
    `create role weak login password '${PASSWORD}'`,
    'create database of_others',
    'create database migrated',
  ])
    await query(server.port, statement);
  await (await openLedger(at({ name: 'migrated' }), { log: silentLog })).close();
  const hba = join(data, 'pg_hba.conf');
  writeFileSync(hba, `host all secured all scram-sha-256\n${readFileSync(hba, 'utf8')}`);
  await query(server.port, 'select pg_reload_conf()');
});

afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await Promise.all([silent, closing].map((one) => new Promise((resolve) => one.close(resolve))));
  if (hasServices) await server.close();
  removeTemporaryFolders();
});

/** Expects the code, what it means and the next step from each command, in a few lines without a password. */
async function expectExplained(databaseUrl: string, ...parts: readonly string[]): Promise<void> {
  const runs = COMMANDS.map((command) => runInProcess([command], environment(databaseUrl)));
  for (const [n, { code, stdout, stderr }] of (await Promise.all(runs)).entries()) {
    const command = COMMANDS[n];
    const text = `${stdout}\n${stderr}`;
    for (const part of parts) expect([command, text]).toEqual([command, expect.stringContaining(part)]);
    expect([command, code]).toEqual([command, 1]);
    expect(text).not.toMatch(/[Tt]ry again shortly|^\s+at |Error:/m);
    for (const secret of [PASSWORD, WRONG_PASSWORD]) expect(text).not.toContain(secret);
  }
}

(hasServices ? describe : describe.skip)(
  'serve, migrate and doctor name the reason and the next step',
  () => {
    test.each<readonly [string, Address, readonly string[]]>([
      [
        'a wrong password',
        { user: 'secured', password: WRONG_PASSWORD },
        ['(28P01)', 'refused the user or the password', 'pg_hba.conf'],
      ],
      ['no password', { user: 'secured', password: '' }, ['(NO_PASSWORD)', 'wants a password', 'PGPASSWORD']],
      ['an unknown user', { user: 'stranger' }, ['(28000)', 'asked as stranger', 'refused the user']],
      ['no such database', { name: 'nowhere' }, ['(3D000)', '/nowhere', 'has no such database', 'Create it']],
      [
        'no right to create tables',
        { user: 'weak', name: 'of_others' },
        ['(42501)', 'too few privileges', 'CREATE on the schema'],
      ],
      [
        'no right to the tables',
        { user: 'weak', name: 'migrated' },
        ['(42501)', 'too few privileges', 'own its tables'],
      ],
      ['a host without an address', { host: 'no-such-host.invalid' }, ['has no address', 'Check the host']],
      ['a port that refuses', { port: 1 }, ['(ECONNREFUSED)', 'nothing listens', 'listen_addresses']],
      [
        'a server without TLS',
        { search: '?sslmode=require' },
        ['(NO_TLS)', 'does not offer TLS', 'postgresql.conf'],
      ],
      [
        'a file of certificates that is not there',
        { search: '?sslmode=verify-full&sslrootcert=/nowhere/ca.pem' },
        ['(ENOENT)', 'cannot be read', 'sslrootcert'],
      ],
      [
        'a server that is read-only',
        { search: '?options=-c%20default_transaction_read_only%3Don' },
        ['(25006)', 'is read-only', 'Name the primary'],
      ],
    ])('of %s', async (_name, address, parts) => {
      await expectExplained(at(address), ...parts);
    });

    test('of a server that accepts connections and answers nothing', async () => {
      await expectExplained(at({ port: portOf(silent) }), '(TIMEOUT)', 'in time', 'firewalls');
    });

    test('of a server that closes connections', async () => {
      const either = at({ port: portOf(closing) });
      await expectExplained(either, 'closed the connection', 'its log');
    });

    describe('of TLS', () => {
      let authority: string;
      beforeAll(async () => {
        authority = await serveTls();
      });

      tlsTest('with a private authority, and works once that is named', async () => {
        await expectExplained(
          at({ search: '?sslmode=verify-full' }),
          'does not know the authority',
          'sslrootcert=/path/to/ca.pem',
          'NODE_EXTRA_CA_CERTS',
        );
        const search = `?sslmode=verify-full&sslrootcert=${authority}`;
        const run = await runInProcess(['migrate'], environment(at({ search, name: 'migrated' })));
        expect([run.code, run.stderr]).toEqual([0, '']);
      });

      tlsTest('with a certificate for another host', async () => {
        await expectExplained(
          at({ host: 'localhost', search: `?sslmode=verify-full&sslrootcert=${authority}` }),
          '(ERR_TLS_CERT_ALTNAME_INVALID)',
          'another host name',
        );
      });

      tlsTest('that the server demands', async () => {
        const hba = join(data, 'pg_hba.conf');
        writeFileSync(hba, `hostnossl all weak all reject\n${readFileSync(hba, 'utf8')}`);
        await query(server.port, 'select pg_reload_conf()');
        await expectExplained(at({ user: 'weak' }), '(28000)', 'pg_hba.conf', 'sslmode');
      });
    });
  },
);

/** Has the server offer TLS with a certificate for 127.0.0.1 by an authority of its own; returns that one's file. */
async function serveTls(): Promise<string> {
  const folder = temporaryFolder();
  const path = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe', cwd: folder });
  const key = (name: string) => ['-newkey', 'rsa:2048', '-nodes', '-keyout', path(name)];
  openssl('req', '-x509', ...key('ca.key'), '-out', path('ca.pem'), '-days', '30', '-subj', '/CN=private');
  openssl('req', ...key('server.key'), '-out', path('server.csr'), '-subj', '/CN=database');
  appendFileSync(path('names'), 'subjectAltName = IP:127.0.0.1\n');
  openssl(
    ...['x509', '-req', '-in', path('server.csr'), '-CA', path('ca.pem'), '-CAkey', path('ca.key')],
    ...['-CAcreateserial', '-extfile', path('names'), '-days', '30', '-out', path('server.pem')],
  );
  const owner = unprivileged();
  for (const name of ['server.key', 'server.pem']) {
    const kept = join(data, name);
    writeFileSync(kept, readFileSync(path(name)));
    chmodSync(kept, 0o600);
    if (owner !== null) chownSync(kept, owner.uid, owner.gid);
  }
  for (const setting of ["ssl_cert_file = 'server.pem'", "ssl_key_file = 'server.key'", 'ssl = on'])
    await query(server.port, `alter system set ${setting}`);
  await query(server.port, 'select pg_reload_conf()');
  return path('ca.pem');
}

(hasServices ? test : test.skip)(
  'a running server logs the reason and the next step, and callers get the calm sentence',
  async () => {
    const lines: string[] = [];
    const log = createLog('info', { write: (line: string) => void lines.push(line) });
    const url = await server.createDatabase();
    const name = url.split('/').at(-1) ?? '';
    await query(server.port, `create role owner_of_${name} login`);
    await query(server.port, `alter database ${name} owner to owner_of_${name}`);
    const ledger = await openLedger(at({ user: `owner_of_${name}`, name }), { log });
    const other = await openLedger(at({ name }), { log });
    await other.db.schema.alterTable('events').renameTo('events_of_weak').execute();
    await sql`create table events (like events_of_weak including all)`.execute(other.db);
    const event = { viewerId: 'alice', type: 'ORDER', subject: 's', occurredAt: 1, snapshot: {} } as const;
    await expect(ledger.write((unit) => appendAnyEvent(unit, event))).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      message: 'The change could not be stored. Try again shortly.',
    });
    await expect(ledger.db.selectFrom('events').selectAll().execute()).rejects.toMatchObject({
      message: 'The ledger cannot be reached at the moment. Try again shortly.',
    });
    const line = lines.find((text) => text.includes('a commit of the ledger failed'));
    for (const part of ['42501', 'too few privileges', 'CREATE on the schema']) expect(line).toContain(part);
    expect(lines.join('')).not.toContain(PASSWORD);
    await Promise.all([ledger.close(), other.close()]);
  },
);

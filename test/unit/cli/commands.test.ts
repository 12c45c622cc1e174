import { afterAll, describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jwtVerify } from 'jose';
import { ensureDevSecrets, readDevSecrets, serviceSecretOf } from '../../../src/cli/dev/secrets.js';
import { Secret } from '../../../src/core/secret.js';
import { createServiceVerifier } from '../../../src/viewer/service-token.js';
import { removeTemporaryFolders, runInProcess, temporaryFolder } from '../../support/cli.js';

afterAll(removeTemporaryFolders);

const COMMANDS = [
  ['dev'],
  ['serve'],
  ['emulator'],
  ['token'],
  ['trigger'],
  ['trigger', 'connect'],
  ['trigger', 'buy'],
  ['trigger', 'buy-partial'],
  ['trigger', 'holdings'],
  ['deliveries'],
  ['deliveries', 'list'],
  ['deliveries', 'show'],
  ['deliveries', 'replay'],
  ['accounts'],
  ['accounts', 'unlink'],
  ['doctor'],
  ['migrate'],
  ['contract', 'run'],
];

describe('every command', () => {
  test.each(COMMANDS.map((command) => [command.join(' '), command] as const))(
    '%s prints its usage with --help',
    async (name, args) => {
      const run = await runInProcess([...args, '--help']);
      expect(run).toMatchObject({ code: 0, stderr: '' });
      expect(run.stdout).toContain(`Usage: dwar ${name}`);
    },
  );

  test('is listed by dwar --help', async () => {
    const { stdout } = await runInProcess(['--help']);
    for (const [name = ''] of COMMANDS) expect(stdout).toContain(`\n  ${name} `);
  });

  test('that prints data accepts --json', async () => {
    for (const args of COMMANDS.filter((command) => !['serve'].includes(command.join(' ')))) {
      if (args.length === 1 && ['trigger', 'deliveries', 'accounts'].includes(args[0] ?? '')) continue;
      expect((await runInProcess([...args, '--help'])).stdout).toContain('--json');
    }
  });
});

describe('dwar', () => {
  test('prints its version', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(await runInProcess(['--version'])).toEqual({ code: 0, stdout: version, stderr: '' });
  });

  test.each([
    [['purchase']],
    [['token']],
    [['token', '--viewer', 'a b']],
    [['token', '--viewer', 'alice', '--service', 'books']],
    [['token', '--service', 'books', '--ttl', '2h']],
    [['viewers', 'end-sessions', 'alice']],
    [['token', '--viewer', 'alice', '--ttl', '5 minutes']],
    [['token', '--viewer', 'alice', '--ttl', '90d']],
    [['dev', '--port', '99999']],
    [['trigger', 'buy', '--url', 'localhost:4000']],
    [['deliveries', 'list', '--limit', '0']],
    [['deliveries', 'list', '--state', 'LOST']],
    [['deliveries', 'show']],
    [['deliveries', 'replay', '--since', 'yesterday']],
    [['deliveries', 'replay', '--until', '2026-07-01T09:15:00']],
    [['deliveries', 'replay', '--until', '2026-02-30']],
    [['accounts', 'unlink']],
    [['doctor', 'now']],
  ])('exits with 2 when called as %j', async (args) => {
    const run = await runInProcess(args);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('--help');
  });
});

describe('in production', () => {
  const production = { NODE_ENV: 'production' };

  test('dwar token refuses to run, even with a data folder', async () => {
    const folder = temporaryFolder();
    ensureDevSecrets(folder);
    const run = await runInProcess(['token', '--viewer', 'alice', '--data', folder], production);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain('production');
  });

  test('dwar token refuses AUTH_JWT_SECRET unless NODE_ENV is development or test', async () => {
    const run = await runInProcess(['token', '--viewer', 'alice'], { AUTH_JWT_SECRET: 'x'.repeat(32) });
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).not.toContain('xxx');
  });

  test('dwar emulator refuses to run', async () => {
    const run = await runInProcess(['emulator'], production);
    expect(run).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('production') });
  });

  test('dwar dev refuses to run and creates no folder', async () => {
    const folder = join(temporaryFolder(), 'data');
    expect(await runInProcess(['dev', '--data', folder], production)).toMatchObject({ code: 1, stdout: '' });
    expect(existsSync(folder)).toBe(false);
  });
});

describe('the secrets of a data folder', () => {
  test('are generated once, readable by their owner only, and all different', () => {
    const folder = join(temporaryFolder(), 'deep', 'data');
    const first = ensureDevSecrets(folder);
    expect(ensureDevSecrets(folder)).toEqual(first);
    expect(statSync(join(folder, 'dev-secrets.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['dev-secrets.json']);
    expect(new Set(Object.values(first)).size).toBe(5);
  });

  test('differ between folders', () => {
    const [one, other] = [ensureDevSecrets(temporaryFolder()), ensureDevSecrets(temporaryFolder())];
    expect(one.AUTH_JWT_SECRET).not.toBe(other.AUTH_JWT_SECRET);
  });

  test.each(['', '{', '{"GATEWAY_SECRET":"a"}', 'null'])(
    'are refused when the file holds %j',
    async (text) => {
      const folder = temporaryFolder();
      writeFileSync(join(folder, 'dev-secrets.json'), text);
      expect(() => readDevSecrets(folder)).toThrow('is damaged');
      const run = await runInProcess(['token', '--viewer', 'alice', '--data', folder]);
      expect(run).toMatchObject({ code: 1, stdout: '' });
    },
  );
});

describe('dwar token', () => {
  test('prints a token that the instance of the folder accepts', async () => {
    const folder = temporaryFolder();
    const secrets = ensureDevSecrets(folder);
    const run = await runInProcess(['token', '--viewer', 'bob', '--ttl', '30m', '--data', folder]);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const { payload } = await jwtVerify(run.stdout, new TextEncoder().encode(secrets.AUTH_JWT_SECRET), {
      issuer: 'dwar-dev',
      audience: 'dwar',
    });
    expect(payload).toMatchObject({ sub: 'bob', exp: (payload.iat ?? 0) + 1800 });
  });

  test('prints viewer, token and expiry as JSON', async () => {
    const folder = temporaryFolder();
    ensureDevSecrets(folder);
    const run = await runInProcess(['token', '--viewer', 'bob', '--json', '--data', folder]);
    expect(JSON.parse(run.stdout)).toEqual({
      viewer: 'bob',
      token: expect.stringMatching(/^ey/),
      expiresAt: expect.stringMatching(/Z$/),
    });
  });

  test('prints a token of a backend, good for an hour', async () => {
    const folder = temporaryFolder();
    const secrets = ensureDevSecrets(folder);
    const run = await runInProcess(['token', '--service', 'books', '--json', '--data', folder]);
    const { service, token } = JSON.parse(run.stdout) as { service: string; token: string };
    const verify = createServiceVerifier({
      SERVICE_JWT_SECRET: new Secret(serviceSecretOf(secrets)),
      SERVICE_AUDIENCE: 'dwar-service',
      CLOCK_TOLERANCE_SECONDS: 0,
    });
    expect(service).toBe('books');
    const { name, expiresAt } = await verify(`Bearer ${token}`);
    expect([name, Math.abs(expiresAt - Date.now() - 3_600_000) < 60_000]).toEqual(['books', true]);
  });

  test('signs with AUTH_JWT_SECRET in development', async () => {
    const env = {
      NODE_ENV: 'development',
      AUTH_JWT_SECRET: 's'.repeat(32),
      AUTH_ISSUER: 'me',
      AUTH_AUDIENCE: 'you',
    };
    const run = await runInProcess(['token', '--viewer', 'bob'], env);
    const key = new TextEncoder().encode(env.AUTH_JWT_SECRET);
    await expect(jwtVerify(run.stdout, key, { issuer: 'me', audience: 'you' })).resolves.toBeDefined();
  });

  test('gives a hint if no instance was started', async () => {
    const run = await runInProcess(['token', '--viewer', 'bob', '--data', temporaryFolder()]);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('npm run dev');
  });
});

describe('dwar trigger', () => {
  test('says how to start a server that it cannot reach', async () => {
    const folder = temporaryFolder();
    ensureDevSecrets(folder);
    const run = await runInProcess(['trigger', 'buy', '--data', folder, '--url', 'http://127.0.0.1:1']);
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/does not run at http:\/\/127\.0\.0\.1:1\n.*npm run dev/);
  });
});

import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkNodeVersion } from '../../../src/doctor/checks.js';
import { silentLog } from '../../../src/core/log.js';
import { Secret } from '../../../src/core/secret.js';
import { createEmulator, type Emulator } from '../../../src/emulator/emulator.js';
import { removeTemporaryFolders, runInProcess, temporaryFolder } from '../../support/cli.js';

const SIGNING = 'signing-secret-of-the-doctor-test-0001';
const API = 'api-secret-of-the-doctor-test-00000002';
const SESSION = 'session-secret-of-the-doctor-test-0003';

let emulator: Emulator;
let keySet: Server;
let answer = '{"keys":[{"kty":"EC"}]}';

beforeAll(async () => {
  emulator = await createEmulator({
    gatewayName: 'acme',
    secret: new Secret(SIGNING),
    apiSecret: new Secret(API),
    webhookUrl: null,
    host: '127.0.0.1',
    port: 0,
    allowedOrigins: [],
    log: silentLog,
  });
  keySet = createServer((_request, response) => response.end(answer)).listen(0, '127.0.0.1');
  await new Promise((resolve) => keySet.once('listening', resolve));
});

afterAll(async () => {
  await emulator.close();
  keySet.closeAllConnections();
  await new Promise((resolve) => keySet.close(resolve));
  removeTemporaryFolders();
});

interface Found {
  check: string;
  level: string;
  text: string;
  hint?: string;
}

async function examine(changes: Record<string, string> = {}) {
  const env = {
    NODE_ENV: 'test',
    GATEWAY_NAME: 'acme',
    GATEWAY_SECRET: SIGNING,
    GATEWAY_API_SECRET: API,
    GATEWAY_URL: emulator.url,
    AUTH_JWT_SECRET: SESSION,
    AUTH_ISSUER: 'me',
    AUTH_AUDIENCE: 'dwar',
    DATABASE_URL: `sqlite:${join(temporaryFolder(), 'dwar.db')}`,
    ...changes,
  };
  const run = await runInProcess(['doctor', '--json'], env);
  for (const secret of [SIGNING, API, SESSION]) expect(run.stdout + run.stderr).not.toContain(secret);
  return { ...run, findings: JSON.parse(run.stdout) as Found[] };
}

describe('dwar doctor', () => {
  test('reports ok for every check of a good configuration', async () => {
    const { code, findings } = await examine();
    expect(findings.map(({ check, level }) => [check, level])).toEqual([
      ['node', 'ok'],
      ['configuration', 'ok'],
      ['secrets', 'ok'],
      ['documents', 'ok'],
      ['storage', 'ok'],
      ['upstream', 'ok'],
      ['clock', 'ok'],
    ]);
    expect(code).toBe(0);
  });

  test('reports which documents run and how many there are, and fails on a bad manifest', async () => {
    const path = join(temporaryFolder(), 'persisted-documents.json');
    writeFileSync(path, JSON.stringify({ a: '{ __typename }', b: 'query B { __typename }' }));
    const persisted = { PERSISTED_DOCUMENTS: 'only', PERSISTED_DOCUMENTS_MANIFEST: path };
    expect((await examine(persisted)).findings).toContainEqual({
      check: 'documents',
      level: 'ok',
      text: `only; 2 document(s) in ${path}`,
    });
    const broken = await examine({ ...persisted, PERSISTED_DOCUMENTS_MANIFEST: `${path}.gone` });
    expect(broken.code).toBe(1);
    expect(broken.findings).toContainEqual(
      expect.objectContaining({
        level: 'fail',
        text: 'PERSISTED_DOCUMENTS_MANIFEST cannot be read: ENOENT',
      }),
    );
  });

  test('reports each configuration problem as a finding', async () => {
    const { code, findings } = await examine({ PORT: 'x', AUTH_ISSUER: '' });
    expect(code).toBe(1);
    expect(findings.filter(({ level }) => level === 'fail').map(({ text }) => text)).toEqual([
      'AUTH_ISSUER is missing',
      expect.stringContaining('PORT must be'),
    ]);
  });

  test('names the variables with a malformed URL without showing their passwords', async () => {
    const { code, stdout, findings } = await examine({
      AUTH_JWT_SECRET: '',
      AUTH_JWKS_URL: 'https://user:kanari@login.acme.example/jwks',
      DATABASE_URL: 'postgres://dwar:kanari@db:99999/dwar',
      REDIS_URL: 'redis://:kanari@ca che:1',
    });
    expect(code).toBe(1);
    expect(findings.filter(({ level }) => level === 'fail').map(({ text }) => text)).toEqual([
      'AUTH_JWKS_URL must hold no user and password',
      expect.stringContaining('DATABASE_URL must be'),
      expect.stringContaining('REDIS_URL must be'),
    ]);
    expect(stdout).not.toContain('kanari');
  });

  test('detects that the two secrets are swapped', async () => {
    const { code, findings } = await examine({ GATEWAY_SECRET: API, GATEWAY_API_SECRET: SIGNING });
    expect(code).toBe(1);
    expect(findings).toContainEqual(
      expect.objectContaining({ check: 'upstream', level: 'fail', text: expect.stringContaining('swapped') }),
    );
  });

  test('does not report wrong secrets as swapped', async () => {
    const { findings } = await examine({
      GATEWAY_SECRET: 'wrong-one-0123',
      GATEWAY_API_SECRET: 'wrong-two-0123',
    });
    expect(findings).toContainEqual(
      expect.objectContaining({ check: 'upstream', level: 'fail', hint: 'Copy it again.' }),
    );
    expect(JSON.stringify(findings)).not.toContain('swapped');
  });

  test('warns about a published sample', async () => {
    const { findings } = await examine({ AUTH_JWT_SECRET: 'gatewayDemo_secret' });
    expect(findings).toContainEqual(
      expect.objectContaining({ level: 'warn', text: 'AUTH_JWT_SECRET is a published sample' }),
    );
  });

  test('detects that only the signing secret is wrong', async () => {
    const { findings } = await examine({ GATEWAY_SECRET: 'another-signing-secret' });
    expect(findings).toContainEqual(
      expect.objectContaining({
        check: 'upstream',
        level: 'fail',
        text: expect.stringContaining('GATEWAY_SECRET'),
      }),
    );
  });

  test('detects a gateway name that Gateway does not know', async () => {
    const { findings } = await examine({ GATEWAY_NAME: 'other' });
    expect(findings).toContainEqual(
      expect.objectContaining({
        check: 'upstream',
        level: 'fail',
        hint: expect.stringContaining('GATEWAY_NAME'),
      }),
    );
  });

  test('fails if Gateway does not answer', async () => {
    const { code, findings } = await examine({ GATEWAY_URL: 'http://127.0.0.1:1' });
    expect(code).toBe(1);
    expect(findings).toContainEqual(
      expect.objectContaining({
        check: 'upstream',
        level: 'fail',
        text: expect.stringContaining('unavailable'),
      }),
    );
  });

  test('warns about equal secrets, stray spaces and a short session secret', async () => {
    const { code, findings } = await examine({
      GATEWAY_API_SECRET: `${SIGNING}`,
      AUTH_JWT_SECRET: 'short-one ',
    });
    expect(code).toBe(1);
    expect(findings.filter(({ check }) => check === 'secrets').map(({ text }) => text)).toEqual([
      'AUTH_JWT_SECRET begins or ends with a space',
      'two of the secrets are equal',
      'AUTH_JWT_SECRET is shorter than 32 bytes',
    ]);
  });

  test('warns about short secrets issued by smallcase without refusing them', async () => {
    const { findings } = await examine({
      GATEWAY_SECRET: 'short-signing-one',
      GATEWAY_API_SECRET: 'short-api-secret',
      GATEWAY_API_SECRET_PREVIOUS: 'short-previous',
    });
    const short = findings.filter(({ text }) => text.includes('shorter than 32 bytes'));
    expect(short.map(({ level, text }) => [level, text.split(' ')[0]])).toEqual([
      ['warn', 'GATEWAY_SECRET'],
      ['warn', 'GATEWAY_API_SECRET'],
      ['warn', 'GATEWAY_API_SECRET_PREVIOUS'],
    ]);
  });

  test('warns about a clock that is far off', async () => {
    await emulator.clock.advance(60_000);
    const { code, findings } = await examine();
    expect(findings).toContainEqual(expect.objectContaining({ check: 'clock', level: 'warn' }));
    expect(code).toBe(0);
  });

  test('fails if the key set for session tokens holds no usable key', async () => {
    const { port } = keySet.address() as AddressInfo;
    const keys = { AUTH_JWT_SECRET: '', AUTH_JWKS_URL: `http://127.0.0.1:${port}/jwks` };
    const level = async () => (await examine(keys)).findings.find(({ check }) => check === 'jwks')?.level;
    expect(await level()).toBe('ok');
    for (const bad of ['{"keys":[]}', '{"keys":[{"kty":"oct"}]}', '<html>', '{}']) {
      answer = bad;
      expect([bad, await level()]).toEqual([bad, 'fail']);
    }
  });

  test('fails if the ledger is not a database', async () => {
    const { code, findings } = await examine({ DATABASE_URL: 'sqlite:./package.json' });
    expect(code).toBe(1);
    expect(findings).toContainEqual(expect.objectContaining({ check: 'storage', level: 'fail' }));
  });

  test('fails if database and Redis are unreachable, without showing their passwords', async () => {
    const { code, stdout, findings } = await examine({
      DATABASE_URL: 'postgres://dwar:open-sesame@127.0.0.1:1/dwar',
      REDIS_URL: 'redis://:open-sesame@127.0.0.1:1',
    });
    expect(code).toBe(1);
    for (const check of ['storage', 'redis']) {
      expect(findings).toContainEqual(expect.objectContaining({ check, level: 'fail' }));
    }
    expect(stdout).not.toContain('open-sesame');
  });

  test.each([
    ['20.19.0', 'ok'],
    ['20.18.3', 'fail'],
    ['21.7.0', 'fail'],
    ['22.12.0', 'fail'],
    ['22.13.0', 'ok'],
    ['23.11.0', 'fail'],
    ['24.0.0', 'ok'],
    ['26.1.0', 'ok'],
  ])('rates Node %s as %s', (version, level) => expect(checkNodeVersion(version).level).toBe(level));
});

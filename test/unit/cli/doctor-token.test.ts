import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { removeTemporaryFolders, runInProcess, temporaryFolder } from '../../support/cli.js';

const SESSION = 'session-secret-of-the-doctor-test-0003';
const now = () => Math.floor(Date.now() / 1000);
const GOOD = { iss: 'me', aud: 'dwar', sub: 'kanari' };

let keyServer: Server;
let signingKey: CryptoKey;
let isDown = false;

beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  signingKey = privateKey;
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' }] });
  keyServer = createServer(({ url }, response) =>
    response.writeHead(isDown && url === '/jwks' ? 503 : 200).end(keys),
  );
  await new Promise<void>((resolve) => keyServer.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  keyServer.closeAllConnections();
  await new Promise((resolve) => keyServer.close(resolve));
  removeTemporaryFolders();
});

function sign(claims: JWTPayload, secret = SESSION): Promise<string> {
  return new SignJWT({ exp: now() + 600, ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(Buffer.from(secret));
}

interface Found {
  readonly check: string;
  readonly level: string;
  readonly text: string;
  readonly hint?: string;
}

/** The finding of a token; checks that nothing of the token is shown. */
async function examine(token: string, env: Record<string, string> = {}, source = '-'): Promise<Found> {
  const run = await runInProcess(
    ['doctor', '--json', '--token', source],
    {
      NODE_ENV: 'test',
      GATEWAY_NAME: 'acme',
      GATEWAY_SECRET: 'signing-secret-of-the-doctor-test-0001',
      GATEWAY_API_SECRET: 'api-secret-of-the-doctor-test-00000002',
      // It answers, so that nothing is retried.
      GATEWAY_URL: `http://127.0.0.1:${(keyServer.address() as AddressInfo).port}`,
      AUTH_JWT_SECRET: SESSION,
      AUTH_ISSUER: 'me',
      AUTH_AUDIENCE: 'dwar',
      DATABASE_URL: `sqlite:${join(temporaryFolder(), 'dwar.db')}`,
      ...env,
    },
    undefined,
    source === '-' ? token : '',
  );
  const value = token.trim().split(/\s/).at(-1) ?? '';
  for (const part of ['kanari', ...value.split('.')]) expect(run.stdout + run.stderr).not.toContain(part);
  const finding = (JSON.parse(run.stdout) as Found[]).find(({ check }) => check === 'token');
  if (finding === undefined) throw new Error('no finding about the token');
  return finding;
}

const byJwks = () => ({
  AUTH_JWT_SECRET: '',
  AUTH_JWKS_URL: `http://127.0.0.1:${(keyServer.address() as AddressInfo).port}/jwks`,
});

describe('dwar doctor --token -', () => {
  test.each([
    ['alone', (token: string) => token],
    ['with a line break', (token: string) => `${token}\n`],
    ['as the header of a request', (token: string) => `Authorization: Bearer ${token}\r\n`],
  ])('accepts a good token %s', async (_form, put) => {
    const finding = await examine(put(await sign(GOOD)));
    expect(finding).toMatchObject({ level: 'ok', text: expect.stringMatching(/^is accepted until 20/) });
  });

  test.each<[string, RegExp, () => Promise<string>]>([
    ['malformed', /three base64url parts/, async () => 'misshapen-head.misshapen-tail'],
    ['too_long', /8,192/, () => sign({ ...GOOD, more: 'x'.repeat(9_000) })],
    ['signature', /another secret/i, () => sign(GOOD, 'another-secret-0123456789-0123456789')],
    ['issuer', /It has "you", and AUTH_ISSUER is "me"/, () => sign({ ...GOOD, iss: 'you' })],
    ['audience', /It has \["a","b"\], and AUTH_AUDIENCE is "dwar"/, () => sign({ ...GOOD, aud: ['a', 'b'] })],
    ['audience', /It has "\[email\]"/, () => sign({ ...GOOD, aud: 'kanari@example.com' })],
    ['expired', /expired \d+ s ago/, () => sign({ ...GOOD, exp: now() - 60 })],
    ['not_yet_valid', /begins in \d+ s/, () => sign({ ...GOOD, nbf: now() + 60 })],
    ['claims', /Its sub is a number, its exp a number/, () => sign({ ...GOOD, sub: 7 as unknown as string })],
  ])('says that a token is refused as %s, and why', async (reason, why, make) => {
    const finding = await examine(await make());
    expect(finding).toMatchObject({ level: 'fail', text: `is refused: ${reason}` });
    expect(finding.hint).toMatch(why);
  });

  test('names the key id and algorithm of a token with an unknown key', async () => {
    const token = await new SignJWT({ ...GOOD, exp: now() + 600 })
      .setProtectedHeader({ alg: 'ES256', kid: 'k2' })
      .sign(signingKey);
    const { text, hint } = await examine(token, byJwks());
    expect([text, hint]).toEqual([
      'is refused: unknown_key',
      expect.stringMatching(/kid "k2" and alg "ES256"/),
    ]);
  });

  test('names the algorithm of a token that the key set cannot verify', async () => {
    const { text, hint } = await examine(await sign(GOOD), byJwks());
    expect([text, hint]).toEqual(['is refused: algorithm', expect.stringContaining('It has "HS256".')]);
  });

  test('does not call a token bad while the keys cannot be fetched', async () => {
    isDown = true;
    const finding = await examine(await sign(GOOD), byJwks());
    isDown = false;
    expect(finding.text).toBe('cannot be verified: the key server answered 503 instead of 200');
    expect(finding.hint).toContain('not known');
  });
});

test('dwar doctor --token reads a token from a file', async () => {
  const path = join(temporaryFolder(), 'token.jwt');
  const token = await sign(GOOD);
  writeFileSync(path, `${token}\n`);
  expect(await examine(token, {}, path)).toMatchObject({ level: 'ok' });
});

describe('dwar doctor --token refuses', () => {
  const run = (source: string, input = '') =>
    runInProcess(['doctor', '--token', source], { NODE_ENV: 'test' }, undefined, input);

  test('a token as an argument, without repeating it', async () => {
    const token = await sign(GOOD);
    for (const source of [token, `Bearer ${token}`, `${token}x`, token.split('.').slice(0, 2).join('.')]) {
      const { code, stdout, stderr } = await run(source);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain('every user of this machine can read arguments');
      for (const part of token.split('.')) expect(stderr).not.toContain(part);
    }
  });

  test('a file that cannot be read, without repeating its name', async () => {
    const { code, stderr } = await run('./kanari.jwt');
    expect([code, stderr]).toEqual([2, expect.stringContaining('ENOENT')]);
    expect(stderr).not.toContain('kanari');
  });

  test.each(['', '\n', 'two words', 'Bearer '])('input that is no single token: %j', async (input) => {
    const { code, stderr } = await run('-', input);
    expect([code, stderr]).toEqual([2, expect.stringContaining('one token')]);
  });
});

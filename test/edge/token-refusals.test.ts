import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { createLog } from '../../src/core/log.js';
import { startApp, type TestApp } from '../support/app.js';
import { Peer } from '../support/peer.js';
import { readMetric } from '../support/gateway-process.js';

/** What operator and client learn of a refused token, with a key server that rotates, lags and fails. */
interface Key {
  readonly jwk: JWK;
  readonly privateKey: CryptoKey;
}

let keyServer: Server;
let published: readonly Key[];
let isDown: boolean;
let app: TestApp;
let lines: Record<string, unknown>[];

async function makeKey(kid: string): Promise<Key> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256' }, privateKey };
}

beforeEach(async () => {
  published = [await makeKey('first')];
  isDown = false;
  keyServer = createServer((_request, response) => {
    response.writeHead(isDown ? 503 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys: published.map(({ jwk }) => jwk) }));
  });
  await new Promise<void>((resolve) => keyServer.listen(0, '127.0.0.1', resolve));
  lines = [];
  app = await startApp({
    env: {
      AUTH_JWT_SECRET: '',
      AUTH_JWKS_URL: `http://127.0.0.1:${(keyServer.address() as AddressInfo).port}/jwks`,
    },
    overrides: {
      log: createLog('info', { write: (line: string) => void lines.push(JSON.parse(line)) }),
    },
  });
});

afterEach(async () => {
  await app.close();
  keyServer.closeAllConnections();
  await new Promise((resolve) => keyServer.close(resolve));
});

interface Parts {
  readonly key?: Key | undefined;
  readonly claims?: Readonly<Record<string, unknown>>;
}

async function tokenWith({ key = published[0], claims = {} }: Parts = {}): Promise<string> {
  const { jwk, privateKey } = key as Key;
  const exp = Math.floor(Date.now() / 1000) + 600;
  return await new SignJWT({ iss: 'test-partner', aud: 'dwar', sub: 'alice', exp, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: String(jwk.kid) })
    .sign(privateKey);
}

async function ask(token: string, path = '/graphql') {
  const response = await fetch(`${app.url}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: path === '/graphql' ? 'application/json' : 'text/event-stream',
    },
    body: JSON.stringify({ query: '{ __typename }' }),
  });
  const text = await response.text();
  return { status: response.status, retryAfter: response.headers.get('retry-after'), text };
}

async function closeCodeFor(token: string): Promise<number> {
  const peer = await new Peer(`${app.url.replace('http', 'ws')}/graphql`).opened();
  peer.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
  return (await peer.closed).code;
}

/** The lines of refusals; those that count repetitions of earlier ones have no error. */
const refusedLines = () => lines.filter(({ code, err }) => code === 'UNAUTHENTICATED' && err !== undefined);

const refusals = (reason: string) => readMetric(app.url, `dwar_token_refusals_total{reason="${reason}"}`);

describe('a token that is refused', () => {
  const now = () => Math.floor(Date.now() / 1000);
  test.each<[string, () => Promise<string>]>([
    ['issuer', () => tokenWith({ claims: { iss: 'kanari' } })],
    ['audience', () => tokenWith({ claims: { aud: 'kanari' } })],
    ['expired', () => tokenWith({ claims: { exp: now() - 60 } })],
    ['not_yet_valid', () => tokenWith({ claims: { nbf: now() + 60 } })],
    ['unknown_key', async () => tokenWith({ key: await makeKey('kanari') })],
    ['too_long', () => tokenWith({ claims: { more: 'kanari'.repeat(1_200) } })],
    ['malformed', async () => 'kanari.kanari'],
  ])('is answered alike on every transport, and counted and logged as %s', async (reason, make) => {
    const token = await make();
    for (const path of ['/graphql', '/graphql/stream']) {
      const { status, text } = await ask(token, path);
      expect([status, JSON.parse(text).errors[0].message]).toEqual([
        401,
        'A valid session token is required.',
      ]);
    }
    expect(await closeCodeFor(token)).toBe(4403);
    expect(await refusals(reason)).toBe(3);
    expect(refusedLines()).toMatchObject([{ level: 'warn', err: { type: 'TokenRefused', code: reason } }]);
    const text = JSON.stringify(lines);
    for (const part of ['kanari', ...token.split('.')]) expect(text).not.toContain(part);
  });

  test('writes one line for a hundred equal refusals', async () => {
    const token = await tokenWith({ claims: { iss: 'other' } });
    await Promise.all(Array.from({ length: 100 }, () => ask(token)));
    expect(refusedLines()).toHaveLength(1);
    expect(await refusals('issuer')).toBe(100);
  });
});

describe('a key server', () => {
  test('that rotates its keys directly after they were fetched refuses no token', async () => {
    expect((await ask(await tokenWith())).status).toBe(200);
    published = [await makeKey('second'), ...published];
    expect((await ask(await tokenWith())).status).toBe(200);
    published = [await makeKey('third')];
    expect((await ask(await tokenWith())).status).toBe(200);
  });

  test('that publishes a key late refuses its tokens only until then', async () => {
    expect((await ask(await tokenWith())).status).toBe(200);
    const late = await makeKey('late');
    const token = await tokenWith({ key: late });
    expect((await ask(token)).status).toBe(401);
    published = [...published, late];
    expect((await ask(token)).status).toBe(200);
  });

  test('that fails makes tokens with unknown keys neither good nor bad', async () => {
    expect((await ask(await tokenWith())).status).toBe(200);
    const known = await tokenWith();
    const next = await makeKey('next');
    isDown = true;
    const token = await tokenWith({ key: next });
    for (const path of ['/graphql', '/graphql/stream']) {
      const { status, retryAfter, text } = await ask(token, path);
      expect([status, retryAfter]).toEqual([503, '1']);
      expect(text).toContain('AUTHENTICATION_UNAVAILABLE');
    }
    expect(await closeCodeFor(token)).toBe(1013);
    expect((await ask(known)).status).toBe(200);
    expect(await readMetric(app.url, 'dwar_token_refusals_total')).toBe(0);
  });

  test('that is flooded with made-up keys makes no token with a new key a bad one', async () => {
    for (let n = 0; n < 30; n += 1) await ask(await tokenWith({ key: await makeKey(`made-up-${n}`) }));
    published = [await makeKey('rotated')];
    const { status, retryAfter } = await ask(await tokenWith());
    expect([status, Number(retryAfter) >= 1]).toEqual([503, true]);
  });
});

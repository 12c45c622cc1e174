import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startEmulator, type TestEmulator } from '../../support/emulator.js';
import { projectRoot } from '../../support/source-files.js';
import { basket, buy, type PartnerAnswer, partnerOf } from './partner.js';

const GZIPPED_MAX = 12_000;
const PAGE = 'https://shop.example.com';

let emulator: TestEmulator;
let partner: ReturnType<typeof partnerOf>;
beforeAll(async () => {
  emulator = await startEmulator({ allowedOrigins: ['https://*.example.com'] });
  partner = partnerOf(emulator);
});
afterAll(() => emulator.close());

type Headers = Readonly<Record<string, string>>;

async function call(method: string, path: string, headers: Headers = {}, body?: object) {
  const response = await fetch(`${emulator.url}/gateway/${emulator.gatewayName}/${path}`, {
    method,
    headers: {
      origin: PAGE,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: JSON.parse(text === '' ? 'null' : text) as PartnerAnswer['body'],
  };
}

async function openSession(sdkToken = partner.guest()): Promise<Headers> {
  const { body } = await call('POST', 'initSession', {}, { sdkToken });
  return { 'x-sc-gateway': body.data.gatewayToken, 'x-sc-csrf': body.data.csrf };
}

describe('the script', () => {
  const paths = ['/scdk/2.0.0/scdk.js', '/scdk/latest/scdk.js'];

  test.each(paths)(
    'at %s can be loaded by pages of any origin, and is validated at each use',
    async (path) => {
      const response = await fetch(`${emulator.url}${path}`);
      expect(response.status).toBe(200);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'text/javascript; charset=utf-8',
        'cross-origin-resource-policy': 'cross-origin',
        'cache-control': 'no-cache',
      });
      const etag = response.headers.get('etag') ?? '';
      const again = await fetch(`${emulator.url}${path}`, { headers: { 'if-none-match': `W/${etag}` } });
      expect(again.status).toBe(304);
    },
  );

  test('names the emulator that served it, and no host but that', async () => {
    const text = await (await fetch(`${emulator.url}${paths[0]}`)).text();
    expect(text).toContain(emulator.url);
    expect([...text.matchAll(/https?:\/\/[\w.:-]+/g)].map(([url]) => url)).toEqual([emulator.url]);
  });

  test(`has at most ${GZIPPED_MAX} bytes when compressed`, () => {
    const text = readFileSync(join(projectRoot, 'dist/emulator/scdk/scdk.js'));
    expect(gzipSync(text, { level: 9 }).length).toBeLessThanOrEqual(GZIPPED_MAX);
  });

  test('holds no syntax after ES2018', () => {
    const text = readFileSync(join(projectRoot, 'dist/emulator/scdk/scdk.js'), 'utf8');
    expect(text).not.toMatch(/\?\?|\?\.[a-z(]|catch\s*\{/i);
  });
});

describe('the private calls', () => {
  test('open a session for a guest and for a connected user', async () => {
    const guest = await call('POST', 'initSession', {}, { sdkToken: partner.guest() });
    expect(guest.body.data).toMatchObject({
      status: 'guest',
      userData: {},
      displayName: emulator.gatewayName,
    });
    expect(guest.headers.get('access-control-allow-origin')).toBe(PAGE);
    const transactionId = await partner.begin({ intent: 'CONNECT' });
    const sdk = await emulator.control.complete(transactionId, { broker: 'upstox', token: 'lep-ok' });
    const sdkToken = sdk.ok ? sdk.result.smallcaseAuthToken : '';
    const connected = await call('POST', 'initSession', {}, { sdkToken });
    expect(connected.body.data).toMatchObject({
      status: 'connected',
      userData: { broker: { name: 'upstox' } },
    });
  });

  test.each(['https://evil.example', 'http://localhost:3000', 'null'])(
    'are refused to a page of %s',
    async (origin) => {
      const { status, headers, body } = await call(
        'POST',
        'initSession',
        { origin },
        { sdkToken: partner.guest() },
      );
      expect([status, headers.get('access-control-allow-origin')]).toEqual([403, null]);
      expect(body.errors).toEqual(['this origin is not whitelisted']);
    },
  );

  test.each([
    ['no token', {}, 400],
    ['a token that is null', { sdkToken: null }, 400],
    ['a token that is not signed', { sdkToken: 'a.b.c' }, 401],
  ])('open no session for %s', async (_, body, status) => {
    expect((await call('POST', 'initSession', {}, body)).status).toBe(status);
  });

  test.each([
    ['without a session', () => ({})],
    ['with a session that is not there', () => ({ 'x-sc-gateway': 'x', 'x-sc-csrf': 'x' })],
    ['without the csrf of the session', async () => ({ ...(await openSession()), 'x-sc-csrf': 'x' })],
  ])('are refused %s', async (_, headers) => {
    const transactionId = await partner.begin({ intent: 'CONNECT' });
    const sent: Headers = await headers();
    const marked = { transactionId, errorCode: 1010 };
    expect((await call('GET', `transaction?transactionId=${transactionId}`, sent)).status).toBe(401);
    expect((await call('POST', 'transaction/markErrored', sent, marked)).status).toBe(401);
    expect((await call('POST', 'signup', sent, {})).status).toBe(401);
    expect((await partner.details(transactionId)).status).toBe('INITIALIZED');
  });

  test('read a transaction, and answer 400 for one of another user', async () => {
    const owned = await connectedUser('lep-ok-41');
    const other = await connectedUser('lep-ok-42');
    const transactionId = await partner.begin(basket(buy('INFY', 1)), owned);
    const path = `transaction?transactionId=${transactionId}`;
    expect((await call('GET', path, await openSession(owned))).body.data.transaction).toMatchObject({
      transactionId,
    });
    expect((await call('GET', path, await openSession(other))).status).toBe(400);
    const marked = { transactionId, errorCode: 1010 };
    expect((await call('POST', 'transaction/markErrored', await openSession(other), marked)).status).toBe(
      400,
    );
  });

  test('mark a transaction as failed once, with the codes of the SDK alone', async () => {
    const session = await openSession();
    const transactionId = await partner.begin({ intent: 'CONNECT' });
    const mark = (errorCode: unknown) =>
      call('POST', 'transaction/markErrored', session, { transactionId, errorCode });
    for (const code of [1004, 4004, 'x', null]) expect((await mark(code)).status).toBe(400);
    expect((await mark(1011)).body.data).toBe(true);
    expect((await mark(1010)).body.data).toBe(false);
    expect((await partner.details(transactionId)).error).toMatchObject({ code: 1011 });
  });

  test('apply for an account, with texts alone', async () => {
    const session = await openSession();
    const { body } = await call('POST', 'signup', session, { name: 'A', contact: '9999999999' });
    expect(body.data).toEqual({ leadId: expect.any(String), status: 'INITIALIZED' });
    expect((await call('POST', 'signup', session, { name: 1 })).status).toBe(400);
  });
});

/** The token of a user who has connected an account. */
async function connectedUser(token: string): Promise<string> {
  const transactionId = await partner.begin({ intent: 'CONNECT' });
  const answer = await emulator.control.complete(transactionId, { broker: 'kite', token });
  return String(answer.ok ? answer.result.smallcaseAuthToken : '');
}

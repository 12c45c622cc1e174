import { createSecretKey } from 'node:crypto';
import { request as nodeRequest } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { graphql } from '../generated/gql.js';
import { startApp, type TestApp } from '../support/app.js';
import { Peer } from '../support/peer.js';

/** Every kind of invalid token, on every transport, is refused before anything runs and without a Gateway call. */
const SECRET = 'test-session-secret-0123456789-abcdef';
const CALL = graphql(/* GraphQL */ `
  mutation CallWithBadToken {
    createTransaction(input: { idempotencyKey: "bad-token", intent: CONNECT }) { __typename }
  }
`).toString();

const now = Math.floor(Date.now() / 1000);
const GOOD: JWTPayload = { iss: 'test-partner', aud: 'dwar', sub: 'alice', exp: now + 600 };
const without = (name: string) => Object.fromEntries(Object.entries(GOOD).filter(([key]) => key !== name));

async function sign(claims: JWTPayload, secret = SECRET, header: object = {}): Promise<string> {
  return await new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', ...header })
    .sign(createSecretKey(secret, 'utf8'));
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Claims that are not a valid session, with a correct signature. */
const CLAIMS: Readonly<Record<string, JWTPayload>> = {
  'no sub': without('sub'),
  'no exp': without('exp'),
  'no iss': without('iss'),
  'no aud': without('aud'),
  'nothing at all': {},
  'an end in the past, beyond the clock tolerance': { ...GOOD, exp: now - 6 },
  'an end long past': { ...GOOD, exp: 1 },
  'an end that is text': { ...GOOD, exp: String(now + 600) as unknown as number },
  'an end beyond all dates': { ...GOOD, exp: 1e300 },
  'a beginning in the future': { ...GOOD, nbf: now + 600 },
  'a beginning that is text': { ...GOOD, nbf: String(now) as unknown as number },
  'another issuer': { ...GOOD, iss: 'test-partner.evil' },
  'an issuer in another case': { ...GOOD, iss: 'TEST-PARTNER' },
  'a list of issuers': { ...GOOD, iss: ['test-partner'] as unknown as string },
  'another audience': { ...GOOD, aud: 'dwar2' },
  'an empty audience': { ...GOOD, aud: [] },
  'an empty sub': { ...GOOD, sub: '' },
  'a sub that is a number': { ...GOOD, sub: 7 as unknown as string },
  'a sub that is a list': { ...GOOD, sub: ['alice'] as unknown as string },
  'a long sub': { ...GOOD, sub: 'a'.repeat(256) },
  'a sub with U+0000': { ...GOOD, sub: 'alice\u0000' },
  'a sub with a line break': { ...GOOD, sub: 'alice\nbob' },
  'a sub with half a character': { ...GOOD, sub: 'alice\ud800' },
};

/** Ways to break a valid token. */
const SPOILED: Readonly<Record<string, (token: string) => string | Promise<string>>> = {
  'no scheme': (token) => token,
  'another scheme': (token) => `Basic ${token}`,
  'the scheme alone': () => 'Bearer',
  'the scheme and a space': () => 'Bearer ',
  'two spaces': (token) => `Bearer  ${token}`,
  'a second token behind it': (token) => `Bearer ${token},Bearer ${token}`,
  padding: (token) => `Bearer ${token}=`,
  'a fourth part': (token) => `Bearer ${token}.x`,
  'two parts': (token) => `Bearer ${token.split('.').slice(0, 2).join('.')}`,
  'an empty signature': (token) => `Bearer ${token.split('.').slice(0, 2).join('.')}.`,
  'an empty head': (token) => `Bearer .${token.split('.').slice(1).join('.')}`,
  'another signature': (token) => `Bearer ${token.slice(0, -4)}AAAA`,
  'a cut signature': (token) => `Bearer ${token.slice(0, -1)}`,
  'the second spelling of its signature': (token) => `Bearer ${token.slice(0, -1)}${twin(token.slice(-1))}`,
  'another payload': (token) => `Bearer ${token.replace(/\.[^.]+\./, `.${part({ ...GOOD, sub: 'bob' })}.`)}`,
  'a payload that is no JSON': (token) => `Bearer ${token.replace(/\.[^.]+\./, '.bm8.')}`,
  'nine thousand characters': (token) => `Bearer ${token}${'A'.repeat(9_000)}`,
  'a stranger’s key': async () => `Bearer ${await sign(GOOD, 'another-secret-0123456789')}`,
  'the API secret as key': async () => `Bearer ${await sign(GOOD, 'test-api-secret-9876543210-9876543210')}`,
  'the auth-token secret as key': async () =>
    `Bearer ${await sign(GOOD, 'test-jwt-secret-0123456789-0123456789')}`,
  'an empty key': async () => `Bearer ${part({ alg: 'HS256' })}.${part(GOOD)}.${part('')}`,
  'no algorithm': () => `Bearer ${new UnsecuredJWT(GOOD).encode()}`,
  'the algorithm None': (token) => `Bearer ${part({ alg: 'None' })}.${token.split('.').slice(1).join('.')}`,
  'another algorithm': async () =>
    `Bearer ${await new SignJWT(GOOD).setProtectedHeader({ alg: 'HS512' }).sign(Buffer.from(SECRET.repeat(4)))}`,
  'a critical header': (token) =>
    `Bearer ${part({ alg: 'HS256', crit: ['x'], x: 1 })}.${token.split('.').slice(1).join('.')}`,
  'a key of its own': (token) =>
    `Bearer ${part({ alg: 'HS256', jwk: { kty: 'oct', k: 'AAAA' } })}.${token.split('.').slice(1).join('.')}`,
};

function twin(last: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet[alphabet.indexOf(last) ^ 1] ?? '';
}

const KINDS: readonly (readonly [string, () => Promise<string>])[] = [
  ...Object.entries(CLAIMS).map(
    ([name, claims]) => [`with ${name}`, async () => `Bearer ${await sign(claims)}`] as const,
  ),
  ...Object.entries(SPOILED).map(
    ([name, spoil]) => [`with ${name}`, async () => await spoil(await sign(GOOD))] as const,
  ),
];

let gateway: TestApp;

beforeAll(async () => {
  gateway = await startApp();
});

afterAll(async () => {
  await gateway.close();
});

beforeEach(async () => {
  expect(await gateway.emulator.control.requests()).toEqual([]);
});

test('there are at least forty kinds', () => {
  expect(KINDS.length).toBeGreaterThanOrEqual(40);
});

/** Posts with Node's own client, because fetch would trim the header. */
function post(path: string, authorization: string) {
  return new Promise<{ status: number; challenge: unknown; text: string }>((resolve, reject) => {
    const headers = {
      authorization,
      'content-type': 'application/json',
      accept: path === '/graphql' ? 'application/json' : 'text/event-stream',
    };
    const sent = nodeRequest(`${gateway.url}${path}`, { method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          challenge: response.headers['www-authenticate'],
          text,
        }),
      );
    });
    sent.on('error', reject);
    sent.end(JSON.stringify({ query: CALL }));
  });
}

describe.each(KINDS)('a token %s', (_name, make) => {
  test.each(['/graphql', '/graphql/stream'])('is refused at %s with 401, without a reason', async (path) => {
    const { status, challenge, text } = await post(path, await make());
    expect([status, challenge]).toEqual([401, 'Bearer error="invalid_token"']);
    expect(JSON.parse(text)).toEqual({
      errors: [
        {
          message: 'A valid session token is required.',
          extensions: { code: 'UNAUTHENTICATED', requestId: expect.any(String) },
        },
      ],
    });
  });

  test('closes a socket with 4403', async () => {
    const peer = await new Peer(`${gateway.url.replace('http', 'ws')}/graphql`).opened();
    peer.send({ type: 'connection_init', payload: { authorization: await make() } });
    expect(await peer.closed).toEqual({ code: 4403, reason: 'Forbidden' });
  });
});

test('the valid token that all of them derive from is accepted', async () => {
  const { status, text } = await post('/graphql', `Bearer ${await sign(GOOD)}`);
  expect([status, JSON.parse(text)]).toEqual([
    200,
    { data: { createTransaction: { __typename: 'Transaction' } } },
  ]);
});

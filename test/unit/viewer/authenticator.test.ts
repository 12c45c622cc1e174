import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { AppError } from '../../../src/core/errors.js';
import { Secret } from '../../../src/core/secret.js';
import { createAuthenticator } from '../../../src/viewer/authenticator.js';

const SECRET = 'a-shared-secret-0123456789-0123456789';
const base = {
  AUTH_ISSUER: 'https://issuer.test',
  AUTH_AUDIENCE: 'dwar',
  AUTH_JWKS_URL: undefined,
  AUTH_JWT_SECRET: undefined,
};
const shared = createAuthenticator({ ...base, AUTH_JWT_SECRET: new Secret(SECRET) });

const exp = Math.floor(Date.now() / 1000) + 600;
const good: JWTPayload = { iss: 'https://issuer.test', aud: 'dwar', sub: 'alice', exp };

function sign(
  claims: JWTPayload,
  key: Uint8Array | CryptoKey = Buffer.from(SECRET),
  header = {},
): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', ...header }).sign(key);
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error('it was accepted'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw error;
  expect(error.message).toBe('A valid session token is required.');
  expect(error.cause).toBeUndefined();
  return error.code;
}

describe('a shared secret', () => {
  test('proves the viewer and returns when the token expires', async () => {
    const viewer = await shared.authenticate(`Bearer ${await sign(good)}`);
    expect(viewer).toEqual({ id: 'alice', expiresAt: exp * 1000 });
  });

  test('takes the audience out of a list, and the scheme in any case', async () => {
    const viewer = await shared.authenticate(`bearer ${await sign({ ...good, aud: ['other', 'dwar'] })}`);
    expect(viewer?.id).toBe('alice');
  });

  test('says null when there is no value', async () => {
    expect(await shared.authenticate(undefined)).toBeNull();
  });

  const without = (name: string) => Object.fromEntries(Object.entries(good).filter(([key]) => key !== name));
  test.each<[string, JWTPayload]>([
    ['no sub', without('sub')],
    ['no exp', without('exp')],
    ['no iss', without('iss')],
    ['no aud', without('aud')],
    ['another issuer', { ...good, iss: 'https://issuer.test/' }],
    ['another audience', { ...good, aud: 'dwar2' }],
    ['an empty sub', { ...good, sub: '' }],
    ['a long sub', { ...good, sub: 'a'.repeat(256) }],
    ['a sub with a control character', { ...good, sub: 'alice\u0000' }],
    ['a sub with a line break', { ...good, sub: 'alice\nbob' }],
    ['a sub with half a character', { ...good, sub: 'alice\ud800' }],
    ['a sub that is a number', { ...good, sub: 7 as unknown as string }],
    ['an exp that is text', { ...good, exp: '9999999999' as unknown as number }],
    ['an exp beyond all dates', { ...good, exp: 1e300 }],
    ['an exp just over', { ...good, exp: Math.floor(Date.now() / 1000) }],
    ['a beginning in the future', { ...good, nbf: exp }],
  ])('refuses a token with %s', async (_name, claims) => {
    const token = await sign(claims);
    expect(await codeOf(shared.authenticate(`Bearer ${token}`))).toBe('UNAUTHENTICATED');
  });

  test('takes the longest sub', async () => {
    const viewer = await shared.authenticate(`Bearer ${await sign({ ...good, sub: 'a'.repeat(255) })}`);
    expect(viewer?.id).toHaveLength(255);
  });

  test.each<[string, (token: string) => string]>([
    ['no scheme', (token) => token],
    ['another scheme', (token) => `Token ${token}`],
    ['two spaces', (token) => `Bearer  ${token}`],
    ['a space behind', (token) => `Bearer ${token} `],
    ['a comma and more', (token) => `Bearer ${token},Bearer ${token}`],
    ['padding', (token) => `Bearer ${token}=`],
    ['a fourth part', (token) => `Bearer ${token}.x`],
    ['two parts', (token) => `Bearer ${token.split('.').slice(0, 2).join('.')}`],
    ['an empty signature', (token) => `Bearer ${token.split('.').slice(0, 2).join('.')}.`],
    ['another signature', (token) => `Bearer ${token.slice(0, -4)}AAAA`],
    [
      'another payload',
      (token) =>
        `Bearer ${token.replace(/\.[^.]+\./, `.${Buffer.from('{"sub":"bob"}').toString('base64url')}.`)}`,
    ],
    ['too many characters', (token) => `Bearer ${token}${'A'.repeat(9_000)}`],
    ['nothing', () => ''],
  ])('refuses a good token with %s', async (_name, spoil) => {
    expect(await codeOf(shared.authenticate(spoil(await sign(good))))).toBe('UNAUTHENTICATED');
  });

  test('refuses the second spelling of a signature', async () => {
    const token = await sign(good);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const twin = alphabet[alphabet.indexOf(token.slice(-1)) ^ 1] ?? '';
    expect(Buffer.from(token.slice(-43), 'base64url')).toEqual(
      Buffer.from(`${token.slice(-43, -1)}${twin}`, 'base64url'),
    );
    expect(await codeOf(shared.authenticate(`Bearer ${token.slice(0, -1)}${twin}`))).toBe('UNAUTHENTICATED');
  });

  test('refuses other algorithms and critical headers', async () => {
    const none = new UnsecuredJWT(good).encode();
    expect(await codeOf(shared.authenticate(`Bearer ${none}`))).toBe('UNAUTHENTICATED');
    const hs512 = await new SignJWT(good)
      .setProtectedHeader({ alg: 'HS512' })
      .sign(Buffer.from(SECRET.repeat(2)));
    expect(await codeOf(shared.authenticate(`Bearer ${hs512}`))).toBe('UNAUTHENTICATED');
  });

  test('may allow for a clock that is behind, by 5 seconds at most', async () => {
    const lenient = createAuthenticator(
      { ...base, AUTH_JWT_SECRET: new Secret(SECRET) },
      { clockToleranceSeconds: 500 },
    );
    const now = Math.floor(Date.now() / 1000);
    expect((await lenient.authenticate(`Bearer ${await sign({ ...good, exp: now - 2 })}`))?.id).toBe('alice');
    expect(await codeOf(lenient.authenticate(`Bearer ${await sign({ ...good, exp: now - 8 })}`))).toBe(
      'UNAUTHENTICATED',
    );
  });
});

describe('a JWKS', () => {
  let server: Server;
  let url: string;
  let keys: Awaited<ReturnType<typeof generateKeyPair>>[];
  let answer: () => { status: number; body: string };

  beforeAll(async () => {
    keys = await Promise.all([
      generateKeyPair('ES256', { extractable: true }),
      generateKeyPair('ES256', { extractable: true }),
    ]);
    const jwks = {
      keys: await Promise.all(
        keys.map(async ({ publicKey }, index) => ({
          ...(await exportJWK(publicKey)),
          kid: `k${index}`,
          alg: 'ES256',
        })),
      ),
    };
    answer = () => ({ status: 200, body: JSON.stringify(jwks) });
    server = createServer((_request, response) => {
      const { status, body } = answer();
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const byJwks = () => createAuthenticator({ ...base, AUTH_JWKS_URL: url });
  const signEs = (index: number, header: object) =>
    new SignJWT(good)
      .setProtectedHeader({ alg: 'ES256', ...header })
      .sign(keys[index]?.privateKey as CryptoKey);

  test('proves the viewer by the key that the token names', async () => {
    expect((await byJwks().authenticate(`Bearer ${await signEs(1, { kid: 'k1' })}`))?.id).toBe('alice');
  });

  test('tries every key for a token that names none', async () => {
    const authenticator = byJwks();
    expect((await authenticator.authenticate(`Bearer ${await signEs(0, {})}`))?.id).toBe('alice');
    expect((await authenticator.authenticate(`Bearer ${await signEs(1, {})}`))?.id).toBe('alice');
  });

  test('refuses a token that names another key, an unknown key, or is signed by a stranger', async () => {
    const authenticator = byJwks();
    const stranger = await generateKeyPair('ES256');
    const foreign = await new SignJWT(good).setProtectedHeader({ alg: 'ES256' }).sign(stranger.privateKey);
    for (const token of [await signEs(1, { kid: 'k0' }), await signEs(1, { kid: 'k7' }), foreign]) {
      expect(await codeOf(authenticator.authenticate(`Bearer ${token}`))).toBe('UNAUTHENTICATED');
    }
  });

  test('refuses a shared-secret token made from a public key', async () => {
    const publicText = Buffer.from(JSON.stringify(await exportJWK(keys[0]?.publicKey as CryptoKey)));
    expect(await codeOf(byJwks().authenticate(`Bearer ${await sign(good, publicText, { kid: 'k0' })}`))).toBe(
      'UNAUTHENTICATED',
    );
  });

  test.each([
    ['is away', () => ({ status: 503, body: 'no' })],
    ['answers nonsense', () => ({ status: 200, body: '<html>' })],
    ['answers no keys', () => ({ status: 200, body: '{}' })],
  ])('that %s is not reported to the client as a bad token', async (_name, broken) => {
    const kept = answer;
    answer = broken;
    const token = await signEs(0, { kid: 'k0' });
    const refused = byJwks().authenticate(`Bearer ${token}`);
    await expect(refused).rejects.toMatchObject({ code: 'AUTHENTICATION_UNAVAILABLE', retryAfterSeconds: 1 });
    answer = kept;
  });
});

test('one of the two ways must be configured', () => {
  expect(() => createAuthenticator(base)).toThrow(RangeError);
});

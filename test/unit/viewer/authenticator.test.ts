import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { AppError } from '../../../src/core/errors.js';
import { Secret } from '../../../src/core/secret.js';
import { createAuthenticator } from '../../../src/viewer/authenticator.js';
import { TOKEN_REFUSALS, type TokenRefusal, TokenRefused } from '../../../src/viewer/token-refused.js';
import type { Viewer } from '../../../src/viewer/viewer.js';

const SECRET = 'a-shared-secret-0123456789-0123456789';
const base = {
  AUTH_ISSUER: 'https://issuer.test',
  AUTH_AUDIENCE: 'dwar',
  AUTH_JWKS_URL: undefined,
  AUTH_JWT_SECRET: undefined,
  CLOCK_TOLERANCE_SECONDS: 0,
  HTTPS_PROXY: undefined,
  HTTP_PROXY: undefined,
  NO_PROXY: [],
};
/** Why tokens were refused, the latest last. */
const reasons: TokenRefusal[] = [];
const onRefused = (reason: TokenRefusal) => void reasons.push(reason);
const ends = { isEnded: ({ id }: Viewer) => id === 'ended', onEnds: () => {} };
const shared = createAuthenticator({ ...base, AUTH_JWT_SECRET: new Secret(SECRET) }, { onRefused, ends });

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
  expect(error.cause).toBeInstanceOf(TokenRefused);
  return error.code;
}

/** Why a value is refused, as metric and log say it. */
async function reasonOf(work: () => Promise<unknown>): Promise<TokenRefusal | undefined> {
  reasons.length = 0;
  const error = await work().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect((error as AppError).code).toBe('UNAUTHENTICATED');
  expect(reasons).toHaveLength(1);
  expect(((error as AppError).cause as TokenRefused).code).toBe(reasons[0]);
  return reasons[0];
}

describe('a shared secret', () => {
  test('proves the viewer and returns when the token expires', async () => {
    const viewer = await shared.authenticate(`Bearer ${await sign(good)}`);
    expect(viewer).toEqual({ id: 'alice', expiresAt: exp * 1000, acceptedUntil: exp * 1000 });
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
});

describe('the clock tolerance', () => {
  const TOLERANCE = 5;
  const tolerant = createAuthenticator({
    ...base,
    AUTH_JWT_SECRET: new Secret(SECRET),
    CLOCK_TOLERANCE_SECONDS: TOLERANCE,
  });

  test.each<[string, (now: number) => JWTPayload]>([
    ['begins in 1 second', (now) => ({ nbf: now + 1 })],
    ['begins in 4 seconds', (now) => ({ nbf: now + 4 })],
    ['was issued in the future', (now) => ({ iat: now + 3 })],
    ['expired 1 second ago', (now) => ({ exp: now - 1 })],
    ['expired 3 seconds ago', (now) => ({ exp: now - 3 })],
  ])('accepts a token that %s', async (_name, times) => {
    const now = Math.floor(Date.now() / 1000);
    const token = await sign({ ...good, ...times(now) });
    expect((await tolerant.authenticate(`Bearer ${token}`))?.id).toBe('alice');
  });

  test.each<[string, (now: number) => JWTPayload]>([
    ['begins in 7 seconds', (now) => ({ nbf: now + 7 })],
    ['expired 5 seconds ago', (now) => ({ exp: now - 5 })],
  ])('does not reach to a token that %s', async (_name, times) => {
    const now = Math.floor(Date.now() / 1000);
    const token = await sign({ ...good, ...times(now) });
    expect(await codeOf(tolerant.authenticate(`Bearer ${token}`))).toBe('UNAUTHENTICATED');
  });

  test('is part of how long a viewer is accepted, and not of when their token expires', async () => {
    const viewer = await tolerant.authenticate(`Bearer ${await sign(good)}`);
    expect(viewer).toMatchObject({ expiresAt: exp * 1000, acceptedUntil: (exp + TOLERANCE) * 1000 });
  });
});

describe('the reason of a refusal', () => {
  const bearer = async (claims: JWTPayload) => `Bearer ${await sign(claims)}`;
  const now = () => Math.floor(Date.now() / 1000);
  const ROWS: Readonly<Record<TokenRefusal, () => Promise<string>>> = {
    scheme: async () => 'Basic YWxpY2U6c2VjcmV0',
    malformed: async () => 'Bearer abc.def',
    too_long: async () => `Bearer ${await sign({ ...good, more: 'x'.repeat(9_000) })}`,
    algorithm: async () => `Bearer ${new UnsecuredJWT(good).encode()}`,
    unknown_key: async () => 'only with a JWKS',
    signature: async () => `Bearer ${await sign(good, Buffer.from(SECRET.repeat(2)))}`,
    issuer: () => bearer({ ...good, iss: 'https://other.test' }),
    audience: () => bearer({ ...good, aud: 'other' }),
    expired: () => bearer({ ...good, exp: now() - 1 }),
    not_yet_valid: () => bearer({ ...good, nbf: now() + 600 }),
    ended: () => bearer({ ...good, sub: 'ended' }),
    claims: () => bearer({ ...good, sub: '' }),
  };
  const rows = Object.entries(ROWS).filter(([reason]) => reason !== 'unknown_key');

  test.each(rows)('is %s', async (reason, make) => {
    const value = await make();
    expect(await reasonOf(() => shared.authenticate(value))).toBe(reason);
  });

  test('holds nothing of the token', async () => {
    const token = await sign({ ...good, iss: 'kanari', sub: 'kanari' });
    const error = (await shared
      .authenticate(`Bearer ${token}`)
      .catch((thrown: unknown) => thrown)) as AppError;
    const text = JSON.stringify([error.cause, String(error.cause), { ...(error.cause as object) }]);
    for (const part of ['kanari', ...token.split('.')]) expect(text).not.toContain(part);
  });

  test('has an explanation for each', () => {
    expect(Object.keys(TOKEN_REFUSALS)).toEqual(Object.keys(ROWS));
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

  const byJwks = () => createAuthenticator({ ...base, AUTH_JWKS_URL: url }, { onRefused });
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

  test('refuses an unknown key by that reason, and a wrong one by its signature', async () => {
    const authenticator = byJwks();
    const reasonFor = async (index: number, header: object) => {
      const token = await signEs(index, header);
      return await reasonOf(() => authenticator.authenticate(`Bearer ${token}`));
    };
    expect(await reasonFor(1, { kid: 'k7' })).toBe('unknown_key');
    expect(await reasonFor(1, { kid: 'k0' })).toBe('signature');
  });

  test('accepts a token without a key id by a key that was published since', async () => {
    const authenticator = byJwks();
    expect((await authenticator.authenticate(`Bearer ${await signEs(0, {})}`))?.id).toBe('alice');
    const rotated = await generateKeyPair('ES256', { extractable: true });
    const kept = answer;
    const jwks = { keys: [{ ...(await exportJWK(rotated.publicKey)), alg: 'ES256' }] };
    answer = () => ({ status: 200, body: JSON.stringify(jwks) });
    const token = await new SignJWT(good).setProtectedHeader({ alg: 'ES256' }).sign(rotated.privateKey);
    expect((await authenticator.authenticate(`Bearer ${token}`))?.id).toBe('alice');
    answer = kept;
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

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, jwtVerify, SignJWT } from 'jose';
import { KeySet } from '../../../src/viewer/key-set.js';

/** A key server whose keys and health the test decides; `fetches` counts what it was asked. */
let server: Server;
let url: string;
let published: JWK[] = [];
let fetches = 0;
/** What the server does: answers, refuses, or is silent. */
let health: 'well' | 'broken' | 'silent' = 'well';
const pairs: { readonly jwk: JWK; readonly privateKey: CryptoKey }[] = [];
let now = 0;

const MINUTE = 60_000;

beforeAll(async () => {
  for (const kid of ['old', 'new']) {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    pairs.push({ jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256' }, privateKey });
  }
  server = createServer((_request, response) => {
    fetches += 1;
    if (health === 'silent') return;
    response.writeHead(health === 'well' ? 200 : 500, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys: published }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  published = [jwk(0)];
  fetches = 0;
  health = 'well';
  now = 1_000_000;
});

const jwk = (index: number): JWK => pairs[index]?.jwk as JWK;

async function sign(index: number, kid = String(jwk(index).kid)): Promise<string> {
  return await new SignJWT({})
    .setProtectedHeader({ alg: 'ES256', kid })
    .sign(pairs[index]?.privateKey as CryptoKey);
}

const failures: unknown[] = [];
const keySet = (timeoutMs = 200) =>
  new KeySet(url, {
    timeoutMs,
    cooldownMs: MINUTE / 2,
    maxAgeMs: 10 * MINUTE,
    outageMs: 60 * MINUTE,
    now: () => now,
    onFailure: (error) => failures.push(error),
  });

/** `good`, or the name or code of why the token was not verified. */
async function verdict(keys: KeySet, token: string): Promise<string> {
  return await jwtVerify(token, keys.getKey).then(
    () => 'good',
    (error: { name: string; code?: string }) => error.code ?? error.name,
  );
}

describe('rotation', () => {
  test('a key that was published since is found when a token names it', async () => {
    const keys = keySet();
    expect(await verdict(keys, await sign(0))).toBe('good');
    published = [jwk(0), jwk(1)];
    now += MINUTE;
    expect(await verdict(keys, await sign(1))).toBe('good');
    expect(fetches).toBe(2);
  });

  test('many tokens with the new key make one fetch', async () => {
    const keys = keySet();
    await verdict(keys, await sign(0));
    published = [jwk(1)];
    now += MINUTE;
    const token = await sign(1);
    const verdicts = await Promise.all(Array.from({ length: 50 }, () => verdict(keys, token)));
    expect(new Set(verdicts)).toEqual(new Set(['good']));
    expect(fetches).toBe(2);
  });

  test('a key that was withdrawn is refused once the keys are fetched again', async () => {
    const keys = keySet();
    const token = await sign(0);
    expect(await verdict(keys, token)).toBe('good');
    published = [jwk(1)];
    now += MINUTE;
    expect(await verdict(keys, await sign(1))).toBe('good');
    expect(await verdict(keys, token)).toBe('ERR_JWKS_NO_MATCHING_KEY');
  });
});

describe('the cooldown', () => {
  test('holds tokens that name made-up keys to one fetch', async () => {
    const keys = keySet();
    for (let n = 0; n < 40; n += 1)
      expect(await verdict(keys, await sign(0, `made-up-${n}`))).toBe('ERR_JWKS_NO_MATCHING_KEY');
    expect(fetches).toBe(1);
    now += MINUTE / 2;
    for (let n = 0; n < 40; n += 1) await verdict(keys, await sign(0, `more-${n}`));
    expect(fetches).toBe(2);
  });

  test.each(['broken', 'silent'] as const)('holds for a server that is %s, too', async (state) => {
    health = state;
    const keys = keySet();
    for (let n = 0; n < 10; n += 1) expect(await verdict(keys, await sign(0))).toBe('KeysUnavailable');
    expect(fetches).toBe(1);
  });
});

describe('an outage of the key server', () => {
  test.each(['broken', 'silent'] as const)(
    'that is %s refuses no token with a known key, and keeps nobody waiting',
    async (state) => {
      const keys = keySet(5_000);
      const token = await sign(0);
      await verdict(keys, token);
      health = state;
      failures.length = 0;
      for (now += 11 * MINUTE; now < 60 * MINUTE + 1_000_000; now += MINUTE) {
        const startedAt = performance.now();
        expect(await verdict(keys, token)).toBe('good');
        expect(performance.now() - startedAt).toBeLessThan(2_000);
      }
      expect(fetches).toBeGreaterThan(1);
    },
  );

  test('does not make a token with an unknown key a bad one', async () => {
    const keys = keySet();
    await verdict(keys, await sign(0));
    health = 'broken';
    now += MINUTE;
    expect(await verdict(keys, await sign(1))).toBe('KeysUnavailable');
    expect(failures.length).toBeGreaterThan(0);
    health = 'well';
    published = [jwk(1)];
    now += MINUTE;
    expect(await verdict(keys, await sign(1))).toBe('good');
  });

  test('ends the trust in known keys after its time, and that heals by itself', async () => {
    const keys = keySet();
    const token = await sign(0);
    await verdict(keys, token);
    health = 'broken';
    now += 71 * MINUTE;
    expect(await verdict(keys, token)).toBe('KeysUnavailable');
    health = 'well';
    now += MINUTE;
    expect(await verdict(keys, token)).toBe('good');
  });
});

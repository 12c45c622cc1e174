import { createServer, type Server, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, jwtVerify, SignJWT } from 'jose';
import { KeySet, type KeysUnavailable } from '../../../src/viewer/key-set.js';

/** A key server whose keys and health the test decides; `fetches` counts what it was asked. */
let server: Server;
let url: string;
let published: JWK[] = [];
let fetches = 0;
/** What the server does. */
let health: 'well' | 'broken' | 'silent' | 'hostile' = 'well';
/** How a hostile server answers. */
let hostile: (response: ServerResponse) => void = () => {};
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
    if (health === 'hostile') return hostile(response);
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
  random = 0;
});

const jwk = (index: number): JWK => pairs[index]?.jwk as JWK;

async function sign(index: number, kid = String(jwk(index).kid)): Promise<string> {
  return await new SignJWT({})
    .setProtectedHeader({ alg: 'ES256', kid })
    .sign(pairs[index]?.privateKey as CryptoKey);
}

/** What the latest key set reported; an earlier one may still wait for an answer. */
let failures: unknown[] = [];
let recoveries: number[] = [];
let random = 0;
const keySet = (timeoutMs = 20_000) => {
  const [failed, recovered]: [unknown[], number[]] = [[], []];
  failures = failed;
  recoveries = recovered;
  return new KeySet(url, {
    timeoutMs,
    fetchEveryMs: 5_000,
    maxAgeMs: 10 * MINUTE,
    outageMs: 60 * MINUTE,
    now: () => now,
    random: () => random,
    onFailure: (error) => failed.push(error),
    onRecovery: (count) => recovered.push(count),
  });
};

/** `good`, or the name or code of why the token was not verified. */
async function verdict(keys: KeySet, token: string): Promise<string> {
  return await keys
    .use((getKey) => jwtVerify(token, getKey))
    .then(
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

describe('a key that is not known', () => {
  test('is looked for at once, also directly after a fetch', async () => {
    const keys = keySet();
    expect(await verdict(keys, await sign(0))).toBe('good');
    published = [jwk(0), jwk(1)];
    expect(await verdict(keys, await sign(1))).toBe('good');
    expect(fetches).toBe(2);
  });

  test('makes a token a bad one only by an answer that is newer than the token', async () => {
    const keys = keySet();
    await verdict(keys, await sign(0));
    for (let n = 0; n < 5; n += 1)
      expect(await verdict(keys, await sign(1))).toBe('ERR_JWKS_NO_MATCHING_KEY');
    expect(fetches).toBe(6);
    published = [jwk(1)];
    expect(await verdict(keys, await sign(1))).toBe('good');
  });

  test('is not looked for by an answer that was asked for before the token came', async () => {
    const keys = keySet();
    await verdict(keys, await sign(0));
    let answerLate: () => void = () => {};
    const asked = new Promise<void>((resolve) => {
      hostile = (response) => {
        const late = JSON.stringify({ keys: published });
        answerLate = () => void response.end(late);
        resolve();
      };
    });
    health = 'hostile';
    const early = verdict(keys, await sign(0, 'made-up'));
    await asked;
    published = [jwk(1)];
    health = 'well';
    const later = verdict(keys, await sign(1));
    answerLate();
    expect(await early).toBe('ERR_JWKS_NO_MATCHING_KEY');
    expect(await later).toBe('good');
  });
});

describe('tokens that name made-up keys', () => {
  test('are held to ten fetches at once and one each five seconds, and are not known to be bad beyond', async () => {
    const keys = keySet();
    const verdicts: string[] = [];
    for (let n = 0; n < 40; n += 1) verdicts.push(await verdict(keys, await sign(0, `made-up-${n}`)));
    expect(fetches).toBe(10);
    expect(verdicts.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'ERR_JWKS_NO_MATCHING_KEY'));
    expect(new Set(verdicts.slice(10))).toEqual(new Set(['KeysUnavailable']));
    now += 5_000;
    for (let n = 0; n < 40; n += 1) await verdict(keys, await sign(0, `more-${n}`));
    expect(fetches).toBe(11);
  });

  test('do not make a token with a new key a bad one: it is good as soon as the keys may be fetched', async () => {
    const keys = keySet();
    for (let n = 0; n < 20; n += 1) await verdict(keys, await sign(0, `made-up-${n}`));
    published = [jwk(1)];
    const token = await sign(1);
    expect(await verdict(keys, token)).toBe('KeysUnavailable');
    now += 5_000;
    expect(await verdict(keys, token)).toBe('good');
  });

  test('do not affect tokens with known keys', async () => {
    const keys = keySet();
    for (let n = 0; n < 20; n += 1) await verdict(keys, await sign(0, `made-up-${n}`));
    expect(await verdict(keys, await sign(0))).toBe('good');
  });
});

describe('an outage of the key server', () => {
  test.each(['broken', 'silent'] as const)(
    'that is %s refuses no token with a known key, and delays no request',
    async (state) => {
      const keys = keySet(5_000);
      const token = await sign(0);
      await verdict(keys, token);
      health = state;
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

  test('ends the trust in known keys after its time, and recovers automatically', async () => {
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

describe('a key server that is away at the first token', () => {
  test('for two seconds costs at most 2.5 seconds', async () => {
    const port = await unusedPort();
    const keys = new KeySet(`http://127.0.0.1:${port}/jwks`, { now: () => now, random: () => 0.999 });
    const token = await sign(0);
    const startedAt = now;
    for (; now < startedAt + 2_000; now += 100) expect(await verdict(keys, token)).toBe('KeysUnavailable');
    const back = createServer((_request, response) => response.end(JSON.stringify({ keys: published })));
    await new Promise<void>((resolve) => back.listen(port, '127.0.0.1', resolve));
    while ((await verdict(keys, token)) !== 'good' && now < startedAt + 60_000) now += 100;
    back.closeAllConnections();
    back.close();
    expect(now - startedAt).toBeLessThanOrEqual(2_500);
  });

  test.each(['broken', 'silent'] as const)(
    'and %s is asked again after half a second, and twice as long each time up to 20 seconds',
    async (state) => {
      health = state;
      const keys = keySet(state === 'silent' ? 100 : 20_000);
      const token = await sign(0);
      const startedAt = now;
      const askedAt: number[] = [];
      for (; now < startedAt + 80_000; now += 250) {
        const before = failures.length;
        expect(await verdict(keys, token)).toBe('KeysUnavailable');
        if (failures.length > before) askedAt.push(now - startedAt);
      }
      expect(askedAt).toEqual([0, 500, 1_500, 3_500, 7_500, 15_500, 31_500, 51_500, 71_500]);
    },
  );

  test('is asked again later by a random part of up to half the wait', async () => {
    health = 'broken';
    random = 0.999;
    const keys = keySet();
    const token = await sign(0);
    await verdict(keys, token);
    now += 749;
    await verdict(keys, token);
    expect(fetches).toBe(1);
    now += 1;
    await verdict(keys, token);
    expect(fetches).toBe(2);
  });

  test('is asked once by a thousand tokens that come together', async () => {
    health = 'broken';
    const keys = keySet();
    const token = await sign(0);
    const verdicts = await Promise.all(Array.from({ length: 1_000 }, () => verdict(keys, token)));
    expect(new Set(verdicts)).toEqual(new Set(['KeysUnavailable']));
    expect(fetches).toBe(1);
  });

  test('says when the keys are fetched again', async () => {
    health = 'broken';
    const keys = keySet();
    const token = await sign(0);
    const waitMs = () =>
      keys
        .use((getKey) => jwtVerify(token, getKey))
        .catch((error) => (error as KeysUnavailable).retryAfterMs);
    expect(await waitMs()).toBe(500);
    now += 200;
    expect(await waitMs()).toBe(300);
  });

  test('reports each failed fetch, and once that it is back', async () => {
    health = 'broken';
    const keys = keySet();
    const token = await sign(0);
    for (let n = 0; n < 3; n += 1, now += 10_000) await verdict(keys, token);
    health = 'well';
    for (let n = 0; n < 3; n += 1) await verdict(keys, token);
    expect([failures.length, recoveries]).toEqual([3, [3]]);
  });
});

describe('a hostile key server', () => {
  const MANY = Array.from({ length: 10_000 }, (_, n) => ({ kty: 'EC', kid: `${n}` }));
  const INFLATES = gzipSync(Buffer.alloc(64 * 1024 * 1024));
  const forms: [string, RegExp, (response: ServerResponse) => void][] = [
    [
      'that redirects',
      /answered 302 instead of 200/,
      (response) => response.writeHead(302, { location: '/elsewhere' }).end(),
    ],
    [
      'with 101 keys',
      /holds 101 keys; at most 100/,
      (response) => response.end(JSON.stringify({ keys: MANY.slice(0, 101) })),
    ],
    [
      'with 10,000 keys',
      /holds 10000 keys; at most 100/,
      (response) => response.end(JSON.stringify({ keys: MANY })),
    ],
    [
      'with a large body',
      /more than 262144 bytes/,
      (response) => response.end(Buffer.alloc(32 * 1024 * 1024, ' ')),
    ],
    [
      'with a body that inflates',
      /more than 262144 bytes/,
      (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(INFLATES),
    ],
    ['whose body never ends', /more than 262144 bytes/, writeForEver],
    ['whose body comes a byte at a time', /Timeout awaiting 'request'/, trickle],
    ['that hangs up', /ECONNRESET|socket hang up/, (response) => response.destroy()],
    [
      'that answers with HTML',
      /did not answer with a JSON Web Key Set/,
      (response) => response.end('<html>'),
    ],
    ['that answers with null', /did not answer with a JSON Web Key Set/, (response) => response.end('null')],
    ['whose keys are no objects', /malformed/, (response) => response.end('{"keys":[1,null]}')],
  ];

  test.each(forms)('%s gives no keys, and takes none of those known', async (_name, reason, form) => {
    const keys = keySet(form === trickle ? 1_000 : 20_000);
    const token = await sign(0);
    expect(await verdict(keys, token)).toBe('good');
    health = 'hostile';
    hostile = form;
    now += MINUTE;
    expect(await verdict(keys, await sign(1))).toBe('KeysUnavailable');
    expect(String((failures[0] as Error).message)).toMatch(reason);
    expect(await verdict(keys, token)).toBe('good');
  });

  test('with 100 keys is accepted, and one key that cannot be read spoils no other', async () => {
    published = [...MANY.slice(0, 99), jwk(0)];
    expect(await verdict(keySet(), await sign(0))).toBe('good');
  });
});

function writeForEver(response: ServerResponse): void {
  const piece = Buffer.alloc(64 * 1024, ' ');
  const more = () => {
    while (!response.destroyed && response.write(piece));
  };
  response.on('drain', more);
  more();
}

function trickle(response: ServerResponse): void {
  const timer = setInterval(() => response.write(' '), 5);
  response.on('close', () => clearInterval(timer));
}

async function unusedPort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port: free } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return free;
}

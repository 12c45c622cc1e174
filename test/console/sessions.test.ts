import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { silentLog } from '../../src/core/log.js';
import { createLogin } from '../../src/console/logins.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { startApp } from '../support/app.js';
import { startEmulator } from '../support/emulator.js';
import {
  ask,
  CALL,
  type ConsoleApp,
  cookieOf,
  exchange,
  PRODUCTION,
  send,
  startConsole,
} from '../support/console.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const WHO = '{ session { operator roles isMasked isDevelopment expiresAt } }';

/** Writes a login into the ledger of an app, as `dwar console open` does from another process. */
async function createFromOutside(app: ConsoleApp): Promise<string> {
  const ledger = await openLedger(app.databaseUrl, { log: silentLog });
  try {
    return await createLogin(ledger, { operator: 'asha', roles: ['READER'] }, app.clock.now());
  } finally {
    await ledger.close();
  }
}

async function withLedger<T>(app: ConsoleApp, work: (ledger: Ledger) => Promise<T>): Promise<T> {
  const ledger = await openLedger(app.databaseUrl, { log: silentLog });
  return await work(ledger).finally(() => ledger.close());
}

describe('a code', () => {
  let app: ConsoleApp;
  beforeAll(async () => {
    app = await startConsole();
  });
  afterAll(() => app.close());

  test('opens one session', async () => {
    const code = app.code(['READER', 'OPERATOR']);
    const answer = await exchange(app.consoleUrl, code);
    expect(answer.status).toBe(204);
    const who = await ask(app.consoleUrl, WHO, { cookie: cookieOf(answer) });
    expect(JSON.parse(who.text)).toMatchObject({
      data: {
        session: { operator: 'asha', roles: ['READER', 'OPERATOR'], isMasked: true, isDevelopment: false },
      },
    });
    expect(await exchange(app.consoleUrl, code)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  });

  test('opens one session of the many that ask at once', async () => {
    const code = await createFromOutside(app);
    const answers = await Promise.all([1, 2, 3, 4].map(() => exchange(app.consoleUrl, code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 401, 401, 401]);
  });

  test('of another process is refused after five minutes', async () => {
    const late = await createFromOutside(app);
    await app.clock.advance(5 * MINUTE_MS);
    expect(await exchange(app.consoleUrl, late)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  });

  test('of this process is good for longer, until it is used', async () => {
    const code = app.code();
    await app.clock.jump(24 * HOUR_MS);
    expect((await exchange(app.consoleUrl, code)).status).toBe(204);
  });

  test('and a token are in the ledger as digests only', async () => {
    const code = await createFromOutside(app);
    const used = await createFromOutside(app);
    const token = String(cookieOf(await exchange(app.consoleUrl, used)).split('=')[1]);
    const stored = await withLedger(app, async ({ db }) =>
      JSON.stringify([
        await db.selectFrom('console_logins').selectAll().execute(),
        await db.selectFrom('console_sessions').selectAll().execute(),
        await db.selectFrom('operator_log').selectAll().execute(),
      ]),
    );
    expect(stored).toContain('asha');
    for (const secret of [code, used, token]) expect(stored).not.toContain(secret);
  });

  test.each([
    ['no text', '{"code":1}', 400],
    ['no code', '{}', 400],
    ['no JSON', 'code', 400],
    ['text that is no code', '{"code":"x"}', 401],
    ['a guess', `{"code":"${'A'.repeat(43)}"}`, 401],
    ['more bytes than a code has', `{"code":"${'A'.repeat(5_000)}"}`, 413],
  ])('is refused if it is %s', async (_name, body, status) => {
    const answer = await send(app.consoleUrl, {
      method: 'POST',
      path: '/console/session',
      headers: CALL,
      body,
    });
    expect([answer.status, answer.headers['set-cookie']]).toEqual([status, undefined]);
  });
});

test('guesses are limited by address, and so is a right code among them', async () => {
  const app = await startConsole();
  const guesses = await Promise.all(
    Array.from({ length: 25 }, () => exchange(app.consoleUrl, 'A'.repeat(43))),
  );
  const statuses = guesses.map(({ status }) => status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(20);
  expect(statuses.filter((status) => status === 429)).toHaveLength(5);
  const right = await exchange(app.consoleUrl, app.code());
  expect(right).toMatchObject({ status: 429, code: 'RATE_LIMITED' });
  expect(Number(right.headers['retry-after'])).toBeGreaterThan(0);
  await app.close();
});

describe('the cookie of a session', () => {
  let app: ConsoleApp;
  beforeAll(async () => {
    app = await startConsole({ env: PRODUCTION });
  });
  afterAll(() => app.close());

  const attributes = async (headers: Readonly<Record<string, string>>) => {
    const answer = await exchange(app.consoleUrl, app.code(), { ...CALL, ...headers });
    const [name, ...rest] = String(answer.headers['set-cookie']).split('; ');
    return [name?.split('=')[0], ...rest];
  };

  test('is for the console alone, out of reach of scripts and of other sites, for eight hours', async () => {
    const { port } = new URL(app.consoleUrl);
    expect(await attributes({})).toEqual([
      `dwar_console_${port}`,
      'Path=/console',
      expect.stringMatching(/^Max-Age=28(?:7\d\d|800)$/),
      'HttpOnly',
      'SameSite=Strict',
    ]);
  });

  test.each([
    ['under another name', { host: 'console.test:8443' }, 'dwar_console_8443'],
    ['behind TLS', { host: 'localhost:8443', origin: 'https://localhost:8443' }, 'dwar_console_8443'],
  ])('is secure %s', async (_name, headers, name) => {
    const found = await attributes(headers);
    expect([found[0], found.at(-1)]).toEqual([name, 'Secure']);
  });
});

describe('a session', () => {
  test('ends after eight hours, however often it is used', async () => {
    const app = await startConsole();
    let cookie = await app.logIn();
    for (const hours of [3, 2, 2]) {
      await app.clock.jump(hours * HOUR_MS);
      const answer = await ask(app.consoleUrl, WHO, { cookie });
      expect(answer.status).toBe(200);
      if (answer.headers['set-cookie'] !== undefined) cookie = cookieOf(answer);
    }
    await app.clock.jump(HOUR_MS);
    expect((await ask(app.consoleUrl, WHO, { cookie })).status).toBe(401);
    await app.close();
  });

  test('gets another token half-way; the one before is accepted for a minute', async () => {
    const app = await startConsole();
    const before = await app.logIn();
    expect((await ask(app.consoleUrl, WHO, { cookie: before })).headers['set-cookie']).toBeUndefined();
    await app.clock.jump(4 * HOUR_MS);
    const both = await Promise.all([1, 2].map(() => ask(app.consoleUrl, WHO, { cookie: before })));
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const renewed = both.filter(({ headers }) => headers['set-cookie'] !== undefined);
    expect(renewed).toHaveLength(1);
    const after = cookieOf(renewed[0] as (typeof both)[number]);
    expect(after).not.toBe(before);
    const statusOf = async (cookie: string) => (await ask(app.consoleUrl, WHO, { cookie })).status;
    expect([await statusOf(before), await statusOf(after)]).toEqual([200, 200]);
    await app.clock.advance(MINUTE_MS);
    expect([await statusOf(before), await statusOf(after)]).toEqual([401, 200]);
    await app.close();
  });

  test('is ended by its operator, once', async () => {
    const app = await startConsole();
    const headers = { ...CALL, cookie: await app.logIn() };
    const end = () => send(app.consoleUrl, { method: 'DELETE', path: '/console/session', headers });
    const ended = await end();
    expect([ended.status, String(ended.headers['set-cookie'])]).toEqual([
      204,
      expect.stringContaining('Max-Age=0'),
    ]);
    expect((await ask(app.consoleUrl, WHO, headers)).status).toBe(401);
    expect((await end()).status).toBe(401);
    await app.close();
  });

  test('is known after a restart', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'dwar-console-'));
    const emulator = await startEmulator();
    const first = await startConsole({ dataDir, emulator });
    const cookie = await first.logIn(['READER', 'REVEAL']);
    await first.close();
    const second = await startConsole({ dataDir, emulator, port: first.port });
    const who = await ask(second.consoleUrl, WHO, { cookie });
    expect(JSON.parse(who.text)).toMatchObject({ data: { session: { roles: ['READER', 'REVEAL'] } } });
    await second.close();
    await emulator.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('at one port of a host is apart from that at another', async () => {
    const [left, right] = [await startConsole(), await startConsole()];
    const jar = [await left.logIn(['READER'], 'left'), await right.logIn(['READER'], 'right')].join('; ');
    for (const [app, operator] of [
      [left, 'left'],
      [right, 'right'],
    ] as const)
      expect((await ask(app.consoleUrl, WHO, { cookie: jar })).text).toContain(`"operator":"${operator}"`);
    await Promise.all([left.close(), right.close()]);
  });

  test('of `dwar dev` masks nothing, because its people are invented', async () => {
    const app = await startConsole({ overrides: { shopEmulatorUrl: 'http://127.0.0.1:1' } });
    const who = await ask(app.consoleUrl, WHO, { cookie: await app.logIn() });
    expect(JSON.parse(who.text)).toMatchObject({
      data: { session: { isMasked: false, isDevelopment: true } },
    });
    await app.close();
  });
});

describe('where the console is off', () => {
  const paths = ['/console', '/console/', '/console/orders', '/console/session', '/console/graphql'];

  test.each([
    ['development', {}],
    ['production', PRODUCTION],
  ])('%s has none of its paths and no port for it', async (_name, env) => {
    const app = await startApp({ env });
    for (const url of [app.url, ...(app.opsUrl === null ? [] : [app.opsUrl])])
      for (const path of paths)
        for (const method of ['GET', 'POST', 'DELETE'])
          expect([path, (await send(url, { method, path, headers: CALL })).status]).toEqual([path, 404]);
    expect(app.app.console).toBeNull();
    await app.close();
  });

  test('the public port of production serves none of it, though the operations port does', async () => {
    const app = await startConsole({ env: PRODUCTION });
    for (const path of paths) expect((await send(app.url, { path })).status).toBe(404);
    expect((await send(app.consoleUrl, { path: '/' })).headers.location).toBe('/console/');
    expect((await send(app.consoleUrl, { path: '/metrics' })).text).toContain('dwar_subscriptions_active');
    await app.close();
  });
});

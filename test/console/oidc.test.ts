import { mkdtempSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createLog } from '../../src/core/log.js';
import {
  ask,
  type ConsoleApp,
  type ConsoleAnswer,
  PRODUCTION,
  send,
  startConsole,
} from '../support/console.js';
import {
  BACK,
  beginOidc,
  followLink,
  fromNewAddress,
  cookieNamed,
  finishOidc,
  LINK,
  logInByOidc,
  startOidcConsole,
} from '../support/oidc-login.js';
import { type OidcBehaviour, type OidcProviderServer, startOidcProvider } from '../support/oidc-provider.js';

const MINUTE_MS = 60_000;
const WHO = '{ session { operator roles isMasked } }';
const ASHA = { sub: 'u-1', preferred_username: 'asha', roles: ['reader'] };

let provider: OidcProviderServer;
let app: ConsoleApp;
const lines: string[] = [];

beforeAll(async () => {
  provider = await startOidcProvider();
  const log = createLog('trace', { write: (line: string) => void lines.push(line) });
  const env = { CONSOLE_ROLES: 'reader=support,operator=sre,operator=on%20call,reveal=leads,reader=reader' };
  app = await startOidcConsole(provider, { env, overrides: { log } });
});
afterAll(async () => {
  await app.close();
  await provider.close();
});
afterEach(() => {
  provider.behaviour = {};
  provider.user = ASHA;
});

async function whoIs(answer: ConsoleAnswer): Promise<unknown> {
  const cookie = cookieNamed(answer, 'dwar_console') ?? '';
  const { text } = await ask(app.consoleUrl, WHO, { cookie });
  return (JSON.parse(text) as { data?: { session: unknown } }).data?.session;
}

/** Where a login that failed leads: nothing of the provider's answer is in it. */
function expectFailure(answer: ConsoleAnswer, reason: string): void {
  expect([answer.status, answer.headers.location]).toEqual([303, `/console/#login=${reason}`]);
  expect(cookieNamed(answer, 'dwar_console')).toBeUndefined();
}

describe('a login at the identity provider', () => {
  test('opens a session of the operator and roles that the ID token names', async () => {
    provider.user = { sub: 'u-2', preferred_username: 'ravi@example.com', roles: ['sre', 'other'] };
    const answer = await logInByOidc(app);
    expect([answer.status, answer.headers.location]).toEqual([303, '/console/']);
    expect(await whoIs(answer)).toEqual({
      operator: 'ravi@example.com',
      roles: ['READER', 'OPERATOR'],
      isMasked: true,
    });
  });

  test('is in the operator log, with the way', async () => {
    const cookie = cookieNamed(await logInByOidc(app), 'dwar_console') ?? '';
    const query = '{ operatorLog(first: 1) { nodes { operator action subject } } }';
    const { text } = await ask(app.consoleUrl, query, { cookie });
    expect(JSON.parse(text)).toMatchObject({
      data: { operatorLog: { nodes: [{ operator: 'asha', action: 'LOG_IN', subject: 'READER by OIDC' }] } },
    });
  });

  test.each([
    ['a text', 'on call', ['READER', 'OPERATOR']],
    ['a list', ['support'], ['READER']],
    ['a list with other things', [7, null, ['leads'], 'leads'], ['READER', 'REVEAL']],
  ])('takes roles from %s', async (_name, roles, expected) => {
    provider.user = { ...ASHA, roles };
    expect(await whoIs(await logInByOidc(app))).toMatchObject({ roles: expected });
  });

  test('asks for what the standard demands, and sends the provider nothing of the verifier', async () => {
    const begun = await followLink(app);
    const { origin, searchParams } = new URL(String(begun.headers.location));
    expect(origin).toBe(provider.issuer);
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: 'dwar-console',
      redirect_uri: `${app.consoleUrl}/console/login/oidc/callback`,
      response_type: 'code',
      scope: 'openid profile email',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    const secret = String(cookieNamed(begun, 'dwar_login')).split('=')[1] ?? '';
    expect(secret).toMatch(/^\d+\.[\w-]{43}$/);
    for (const value of searchParams.values()) expect(value).not.toContain(secret.split('.')[1]);
  });

  test('keeps the cookie of the attempt out of reach of scripts, for ten minutes and for logins only', async () => {
    const begun = await followLink(app);
    const [, ...attributes] = String(begun.headers['set-cookie']).split('; ');
    expect(attributes).toEqual([
      'Path=/console/login',
      expect.stringMatching(/^Max-Age=(?:599|600)$/),
      'HttpOnly',
      'SameSite=Lax',
    ]);
    const finished = await logInByOidc(app);
    expect(finished.headers['set-cookie']?.[0]).toMatch(/^dwar_login_\d+=; .*Max-Age=0/);
  });

  test('may be finished after a restart, or at another instance: nothing of it is in memory', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'dwar-oidc-'));
    const first = await startOidcConsole(provider, { dataDir, emulator: app.emulator });
    const begun = await beginOidc(first);
    await first.close();
    const env = { OPS_PORT: new URL(first.consoleUrl).port, CONSOLE_URL: first.consoleUrl };
    const second = await startOidcConsole(provider, { dataDir, emulator: app.emulator, env });
    expect((await finishOidc(second, begun)).headers.location).toBe('/console/');
    await second.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
});

describe('a login is refused', () => {
  test.each<[string, string, OidcBehaviour]>([
    ['whose ID token has another nonce', 'refused', { claims: (good) => ({ ...good, nonce: 'other' }) }],
    ['whose ID token has no nonce', 'refused', { claims: ({ nonce: _, ...good }) => good }],
    ['of another issuer', 'refused', { claims: (good) => ({ ...good, iss: 'https://else.test' }) }],
    ['for another client', 'refused', { claims: (good) => ({ ...good, aud: 'other-client' }) }],
    [
      'for several clients, issued to another',
      'refused',
      { claims: (good) => ({ ...good, aud: ['dwar-console', 'x'], azp: 'x' }) },
    ],
    ['that has expired', 'refused', { claims: (good) => ({ ...good, exp: Number(good.iat) - 60 }) }],
    ['without an expiry', 'refused', { claims: ({ exp: _, ...good }) => good }],
    ['without a subject', 'refused', { claims: ({ sub: _, ...good }) => good }],
    ['whose ID token is not signed', 'refused', { signature: 'none' }],
    [
      'whose ID token is not signed, by a provider that allows it',
      'refused',
      {
        signature: 'none',
        metadata: (good) => ({ ...good, id_token_signing_alg_values_supported: ['none', 'RS256'] }),
      },
    ],
    ['whose ID token another key has signed', 'refused', { signature: 'another key' }],
    [
      'whose ID token the secret of the client has signed',
      'refused',
      { signature: 'the secret of the client' },
    ],
    ['that comes back with another state', 'refused', { state: 'A'.repeat(43) }],
    ['that comes back without a state', 'refused', { state: null }],
    ['that the provider has refused', 'refused', { error: 'access_denied' }],
    [
      'for which the provider redeems no code',
      'refused',
      { answers: { '/token': json(400, { error: 'invalid_grant', error_description: '<b>kanari</b>' }) } },
    ],
    [
      'without an ID token',
      'refused',
      { answers: { '/token': json(200, { access_token: 'a', token_type: 'Bearer' }) } },
    ],
    ['without a role', 'no-role', { claims: (good) => ({ ...good, roles: ['staff'] }) }],
    ['without the claim of roles', 'no-role', { claims: ({ roles: _, ...good }) => good }],
    [
      'with a role of the wrong shape',
      'no-role',
      { claims: (good) => ({ ...good, roles: { reader: true } }) },
    ],
    ['without a name', 'no-name', { claims: ({ preferred_username: _, ...good }) => good }],
    [
      'with a name that hides what follows',
      'no-name',
      { claims: (good) => ({ ...good, preferred_username: 'asha\u202enimda' }) },
    ],
    [
      'with a name of several lines',
      'no-name',
      { claims: (good) => ({ ...good, preferred_username: 'asha\nroot' }) },
    ],
    [
      'with a very long name',
      'no-name',
      { claims: (good) => ({ ...good, preferred_username: 'a'.repeat(201) }) },
    ],
    ['while the provider fails', 'unavailable', { answers: { '/token': json(500, { error: 'kanari' }) } }],
    [
      'while the provider answers with a page',
      'unavailable',
      {
        answers: {
          '/token': (response) =>
            response.writeHead(200, { 'content-type': 'text/html' }).end('<b>kanari</b>'),
        },
      },
    ],
    [
      'while the provider answers with more than is read',
      'unavailable',
      { answers: { '/token': json(200, { filler: 'k'.repeat(300_000) }) } },
    ],
    [
      'while the provider hangs up',
      'unavailable',
      { answers: { '/token': (response) => response.destroy() } },
    ],
    ['whose keys cannot be read', 'unavailable', { answers: { '/jwks': (response) => response.destroy() } }],
  ])('%s', async (_name, reason, behaviour) => {
    // Each has a console of its own where keys or metadata matter: they are kept for a while.
    const isFresh = behaviour.metadata !== undefined || behaviour.answers?.['/jwks'] !== undefined;
    const console = isFresh ? await startOidcConsole(provider) : app;
    provider.behaviour = behaviour;
    const answer = await logInByOidc(console);
    expectFailure(answer, reason);
    expect(answer.text).not.toContain('kanari');
    if (isFresh) await console.close();
  });

  test('in a browser where it did not begin', async () => {
    const { callback } = await beginOidc(app);
    const another = await beginOidc(app);
    expectFailure(await finishOidc(app, { callback, cookie: '' }), 'late');
    expectFailure(await finishOidc(app, { callback, cookie: another.cookie }), 'refused');
  });

  test('ten minutes after it began, also if the time in the cookie is changed', async () => {
    const { cookie, callback } = await beginOidc(app);
    await app.clock.advance(10 * MINUTE_MS);
    expectFailure(await finishOidc(app, { cookie, callback }), 'late');
    const changed = cookie.replace(/=\d+\./, `=${app.clock.now() + MINUTE_MS}.`);
    expectFailure(await finishOidc(app, { cookie: changed, callback }), 'refused');
  });

  test.each(['', 'x', '1.x', `${'9'.repeat(16)}.${'A'.repeat(43)}`, `9.${'A'.repeat(44)}`])(
    'with the cookie %j',
    async (secret) => {
      const { cookie, callback } = await beginOidc(app);
      expectFailure(await finishOidc(app, { callback, cookie: `${cookie.split('=')[0]}=${secret}` }), 'late');
    },
  );

  test('the second time, also by a provider that redeems a code again', async () => {
    const first = await beginOidc(app);
    expect((await finishOidc(app, first)).headers.location).toBe('/console/');
    expectFailure(await finishOidc(app, first), 'refused');
    provider.behaviour = { repeatsCodes: true };
    const second = await beginOidc(app);
    const answers = await Promise.all([1, 2, 3].map(() => finishOidc(app, second)));
    expect(answers.map(({ headers }) => headers.location).sort()).toEqual(
      ['/console/', '/console/#login=late', '/console/#login=late'].sort(),
    );
  });

  test('with a guessed code, and no session comes of a state in place of a one-use code', async () => {
    const begun = await beginOidc(app);
    const guess = new URL(begun.callback);
    guess.searchParams.set('code', 'guess');
    expectFailure(await finishOidc(app, { ...begun, callback: guess.href }), 'refused');
    const state = guess.searchParams.get('state');
    const exchanged = await send(app.consoleUrl, {
      method: 'POST',
      path: '/console/session',
      headers: { 'content-type': 'application/json', 'dwar-console': '1' },
      body: JSON.stringify({ code: state }),
    });
    expect(exchanged.status).toBe(401);
  });

  test('with a parameter twice', async () => {
    const begun = await beginOidc(app);
    expectFailure(await finishOidc(app, { ...begun, callback: `${begun.callback}&state=x` }), 'refused');
  });
});

test('the provider is asked for nothing without a cookie of a login', async () => {
  const before = provider.requests.length;
  const path = '/console/login/oidc/callback?code=x&state=y';
  expectFailure(await send(app.consoleUrl, { path, headers: { ...BACK, ...fromNewAddress() } }), 'late');
  expect(provider.requests.length).toBe(before);
});

test('attempts are limited by address, both steps together', async () => {
  const from = fromNewAddress();
  const begun = await beginOidc(app, from);
  for (let count = 0; count < 18; count += 1)
    expect((await followLink(app, from)).headers.location).toContain(provider.issuer);
  expect((await finishOidc(app, begun, from)).headers.location).toBe('/console/');
  const { callback, cookie } = await beginOidc(app);
  const before = provider.requests.length;
  expectFailure(await finishOidc(app, { callback, cookie }, from), 'limited');
  expectFailure(await followLink(app, from), 'limited');
  expect(provider.requests.length).toBe(before);
});

describe('a provider that is away', () => {
  test('does not keep Dwar from starting, nor links from working; it is asked again at the next login', async () => {
    const gone = await startOidcProvider();
    gone.behaviour = { answers: { '/.well-known/openid-configuration': json(503, {}) } };
    const console = await startOidcConsole(gone);
    const attempt = () => followLink(console);
    expectFailure(await attempt(), 'unavailable');
    expect((await ask(console.consoleUrl, WHO, { cookie: await console.logIn() })).status).toBe(200);
    gone.behaviour = {};
    expect((await logInByOidc(console)).headers.location).toBe('/console/');
    await console.close();
    await gone.close();
  });

  test.each<[string, OidcBehaviour]>([
    ['names another issuer', { metadata: (good) => ({ ...good, issuer: 'https://else.test' }) }],
    ['has no address for logins', { metadata: ({ authorization_endpoint: _, ...good }) => good }],
  ])('and one that %s are refused before an operator is sent there', async (_name, behaviour) => {
    const odd = await startOidcProvider();
    odd.behaviour = behaviour;
    const console = await startOidcConsole(odd);
    const answer = await followLink(console);
    expect(answer.headers.location).toMatch(/^\/console\/#login=(?:refused|unavailable)$/);
    expect(answer.headers['set-cookie']).toBeUndefined();
    await console.close();
    await odd.close();
  });
});

test('where no provider is configured, the paths say so', async () => {
  const plain = await startConsole({ env: PRODUCTION });
  for (const path of [
    '/console/login/oidc',
    '/console/login/oidc/callback?code=x&state=y',
    '/console/login/proxy',
  ])
    expect((await send(plain.consoleUrl, { path, headers: LINK })).headers.location).toMatch(
      /^\/console\/#login=(?:off|late|refused)$/,
    );
  await plain.close();
});

test('the log says why a login failed, and holds no secret, code, state or text of the provider', async () => {
  provider.behaviour = {
    answers: { '/token': json(400, { error: 'invalid_grant', error_description: 'kanari' }) },
  };
  const begun = await beginOidc(app);
  await finishOidc(app, begun);
  const log = lines.join('\n');
  expect(log).toContain('"reason":"refused"');
  expect(log).toContain('a login to the console failed');
  const { searchParams } = new URL(begun.callback);
  const secrets = [
    'kanari',
    String(searchParams.get('code')),
    String(searchParams.get('state')),
    String(begun.cookie.split('.')[1]),
  ];
  for (const secret of [...secrets, 'client-secret-of-the-console']) expect(log).not.toContain(secret);
});

function json(status: number, body: object) {
  return (response: ServerResponse): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
}

import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ask,
  CALL,
  type ConsoleAnswer,
  type ConsoleApp,
  PRODUCTION,
  send,
  startConsole,
  upgradeStatus,
} from '../support/console.js';
import { cookieNamed, fromNewAddress, LINK } from '../support/oidc-login.js';

const NAME = 'x-auth-user';
const GROUPS = 'x-auth-groups';
const WHO = '{ session { operator roles } }';
const ENV = { ...PRODUCTION, TRUST_PROXY: '1', CONSOLE_PROXY_HEADER: 'X-Auth-User' };

/** Follows the link of the sign-in page with these headers. */
function logIn(app: Pick<ConsoleApp, 'consoleUrl'>, headers: Readonly<Record<string, string>>) {
  const all = { ...LINK, ...fromNewAddress(), ...headers };
  return send(app.consoleUrl, { path: '/console/login/proxy', headers: all });
}

function expectFailure(answer: ConsoleAnswer, reason: string): void {
  expect([answer.status, answer.headers.location]).toEqual([303, `/console/#login=${reason}`]);
  expect(answer.headers['set-cookie']).toBeUndefined();
}

async function whoIs(app: ConsoleApp, cookie: string, headers: Readonly<Record<string, string>> = {}) {
  const { status, text } = await ask(app.consoleUrl, WHO, { cookie, ...headers });
  return { status, session: (JSON.parse(text) as { data?: { session?: unknown } }).data?.session };
}

describe('a proxy that names operators', () => {
  let app: ConsoleApp;
  beforeAll(async () => {
    app = await startConsole({ env: ENV });
  });
  afterAll(() => app.close());

  test('opens a session that may read, and is in the operator log with the way', async () => {
    const answer = await logIn(app, { [NAME]: 'asha' });
    expect([answer.status, answer.headers.location]).toEqual([303, '/console/']);
    const cookie = cookieNamed(answer, 'dwar_console') ?? '';
    expect(await whoIs(app, cookie, { [NAME]: 'asha' })).toEqual({
      status: 200,
      session: { operator: 'asha', roles: ['READER'] },
    });
    const query = '{ operatorLog(first: 1) { nodes { operator action subject } } }';
    expect((await ask(app.consoleUrl, query, { cookie })).text).toContain(
      '{"operator":"asha","action":"LOG_IN","subject":"READER by proxy"}',
    );
  });

  test('may write names in any script', async () => {
    const name = 'आशा राव';
    const answer = await logIn(app, { [NAME]: Buffer.from(name).toString('latin1') });
    const cookie = cookieNamed(answer, 'dwar_console') ?? '';
    expect((await whoIs(app, cookie)).session).toMatchObject({ operator: name });
  });

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['nobody', {}, 'refused'],
    ['an empty name', { [NAME]: '' }, 'no-name'],
    ['a name of spaces', { [NAME]: '   ' }, 'no-name'],
    ['a name with a tab', { [NAME]: 'asha\troot' }, 'no-name'],
    ['a name that is not UTF-8', { [NAME]: 'ash\xe1' }, 'no-name'],
    [
      'a name that hides what follows',
      { [NAME]: Buffer.from('asha\u202enimda').toString('latin1') },
      'no-name',
    ],
    ['an overlong name', { [NAME]: 'a'.repeat(201) }, 'no-name'],
  ])('logs in no one by %s', async (_name, headers, reason) => {
    expectFailure(await logIn(app, headers), reason);
  });

  test('logs in no one by two names', async () => {
    const headers = { ...LINK, ...fromNewAddress(), [NAME]: ['asha', 'asha'] as never };
    expectFailure(await send(app.consoleUrl, { path: '/console/login/proxy', headers }), 'refused');
  });

  test('is limited by address', async () => {
    const from = fromNewAddress();
    for (let count = 0; count < 20; count += 1)
      expect((await logIn(app, { ...from, [NAME]: 'asha' })).headers.location).toBe('/console/');
    expectFailure(await logIn(app, { ...from, [NAME]: 'asha' }), 'limited');
  });

  test('ends no session by a request for the head, and opens none', async () => {
    const answer = await send(app.consoleUrl, {
      method: 'HEAD',
      path: '/console/login/proxy',
      headers: { ...LINK, [NAME]: 'asha' },
    });
    expect([answer.status, answer.headers['set-cookie']]).toEqual([405, undefined]);
  });
});

describe('a session, in a request that names another operator,', () => {
  let app: ConsoleApp;
  let cookie: string;
  beforeAll(async () => {
    app = await startConsole({ env: ENV });
    cookie = await app.logIn(['READER', 'OPERATOR'], 'asha');
  });
  afterAll(() => app.close());

  const named = (name: string) => ({ cookie, [NAME]: name });

  test('answers nothing', async () => {
    expect((await whoIs(app, cookie)).status).toBe(200);
    expect((await whoIs(app, cookie, named('asha'))).status).toBe(200);
    for (const name of ['ravi', '', 'asha,asha', 'ASHA'])
      expect(await whoIs(app, cookie, named(name))).toMatchObject({ status: 401 });
  });

  test('is not ended', async () => {
    const end = (name: string) =>
      send(app.consoleUrl, {
        method: 'DELETE',
        path: '/console/session',
        headers: { ...CALL, ...named(name) },
      });
    expect((await end('ravi')).status).toBe(401);
    expect((await whoIs(app, cookie)).status).toBe(200);
    const gone = await app.logIn(['READER'], 'ravi');
    const headers = { ...CALL, cookie: gone, [NAME]: 'ravi' };
    const own = await send(app.consoleUrl, { method: 'DELETE', path: '/console/session', headers });
    expect(own.status).toBe(204);
  });

  test('opens no WebSocket that can be used', async () => {
    const { origin } = new URL(app.consoleUrl);
    expect(await upgradeStatus(app.consoleUrl, { origin, ...named('asha') })).toBe(101);
    expect(await initStatus(app, { origin, ...named('asha') })).toBe('connection_ack');
    expect(await initStatus(app, { origin, ...named('ravi') })).toBe(4403);
    // What a client sends itself proves nothing, whatever it holds.
    const token = cookie.split('=')[1] ?? '';
    const proof = JSON.stringify({ token, operator: null });
    for (const authorization of [token, proof, `Bearer ${token}`])
      expect(await initStatus(app, { origin, ...named('ravi') }, { authorization })).toBe(4403);
  });
});

describe('the roles of a proxy', () => {
  let app: ConsoleApp;
  beforeAll(async () => {
    const env = {
      ...ENV,
      CONSOLE_PROXY_ROLES_HEADER: GROUPS,
      CONSOLE_ROLES: 'reader=support,operator=sre,reveal=leads',
    };
    app = await startConsole({ env });
  });
  afterAll(() => app.close());

  test.each([
    ['sre', ['READER', 'OPERATOR']],
    [' staff , leads,support ', ['READER', 'REVEAL']],
    ['support,sre,leads', ['READER', 'OPERATOR', 'REVEAL']],
  ])('are those of the groups %j', async (groups, roles) => {
    const answer = await logIn(app, { [NAME]: 'asha', [GROUPS]: groups });
    const cookie = cookieNamed(answer, 'dwar_console') ?? '';
    expect((await whoIs(app, cookie)).session).toEqual({ operator: 'asha', roles });
  });

  test.each(['', 'staff', 'reader', 'SRE', 'sre2', 'sre;leads'])(
    'are none for the groups %j, and the operator is refused',
    async (groups) => {
      expectFailure(await logIn(app, { [NAME]: 'asha', [GROUPS]: groups }), 'no-role');
    },
  );

  test('are none without their header, and groups without a name log in no one', async () => {
    expectFailure(await logIn(app, { [NAME]: 'asha' }), 'no-role');
    expectFailure(await logIn(app, { [GROUPS]: 'sre' }), 'refused');
  });
});

describe('a request with the header from another address than the proxy', () => {
  let app: ConsoleApp;
  let cookie: string;
  beforeAll(async () => {
    app = await startConsole({ env: { ...ENV, CONSOLE_PROXY_PEERS: '192.0.2.0/24, 2001:db8::1' } });
    cookie = await app.logIn(['READER'], 'asha');
  });
  afterAll(() => app.close());

  // What a client says of its address does not count.
  const SAID = { 'x-forwarded-for': '192.0.2.7', forwarded: 'for=192.0.2.7', 'x-real-ip': '192.0.2.7' };

  test('logs in no one', async () => {
    expectFailure(await logIn(app, { ...SAID, [NAME]: 'asha' }), 'refused');
  });

  test('is refused with the session of the same operator as well, and without the header it is not', async () => {
    const answer = await ask(app.consoleUrl, WHO, { cookie, ...SAID, [NAME]: 'asha' });
    expect([answer.status, answer.code]).toEqual([401, 'UNAUTHENTICATED']);
    expect(answer.text).toContain('CONSOLE_PROXY_PEERS');
    const { origin } = new URL(app.consoleUrl);
    expect(await upgradeStatus(app.consoleUrl, { origin, cookie, [NAME]: 'asha' })).toBe(401);
    expect((await ask(app.consoleUrl, WHO, { cookie })).status).toBe(200);
  });
});

test('the address of the connection is compared, not the one that the server listens on', async () => {
  const own = Object.values(networkInterfaces())
    .flat()
    .find((each) => each?.family === 'IPv4' && !each.internal)?.address;
  if (own === undefined) return;
  const app = await startConsole({ env: { ...ENV, OPS_HOST: '0.0.0.0' } });
  const consoleUrl = app.consoleUrl.replace(/\/\/[^:]+/, `//${own}`);
  expectFailure(await logIn({ consoleUrl }, { [NAME]: 'asha' }), 'refused');
  expect((await logIn(app, { [NAME]: 'asha' })).headers.location).toBe('/console/');
  await app.close();
});

/** What the first message of a WebSocket is answered with: its type, or the code that closes the socket. */
async function initStatus(
  app: ConsoleApp,
  headers: Readonly<Record<string, string>>,
  payload: Readonly<Record<string, unknown>> = {},
): Promise<string | number> {
  const { WebSocket } = await import('ws');
  const url = `${app.consoleUrl.replace('http', 'ws')}/console/graphql`;
  const socket = new WebSocket(url, 'graphql-transport-ws', { headers: { ...headers } });
  return await new Promise((resolve, reject) => {
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload })));
    socket.on('message', (data) => {
      resolve((JSON.parse(String(data)) as { type: string }).type);
      socket.terminate();
    });
    socket.on('close', (code) => resolve(code));
    socket.on('error', reject);
  });
}

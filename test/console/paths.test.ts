import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { CALL, type ConsoleApp, PRODUCTION, send, startConsole } from '../support/console.js';
import { fromNewAddress } from '../support/oidc-login.js';
import { type RouteName, withRoutes } from '../support/server-routes.js';

const HOUR_MS = 3_600_000;

type Profile = 'development' | 'production';
type Headers = Readonly<Record<string, string>>;

/** Who asks: the session, and what the request shows of the page that sent it. */
interface Caller {
  readonly session: 'none' | 'guessed' | 'expired' | 'READER' | 'OPERATOR' | 'REVEAL';
  readonly headers?: Headers;
  /** Whether it leaves out the header that only pages of the console send. */
  readonly isForm?: boolean;
}

const CALLERS = {
  'a caller without a session': { session: 'none' },
  'a guessed session': { session: 'guessed' },
  'an expired session': { session: 'expired' },
  'a reader': { session: 'READER' },
  'an operator': { session: 'OPERATOR' },
  'an operator who may reveal': { session: 'REVEAL' },
  'a page of another origin': { session: 'REVEAL', headers: { origin: 'https://elsewhere.test' } },
  'a page of another port of this host': { session: 'REVEAL', headers: { origin: 'http://127.0.0.1:1' } },
  'a page under another host': { session: 'REVEAL', headers: { host: 'rebound.test' } },
  'a form or link of another site': {
    session: 'REVEAL',
    headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' },
    isForm: true,
  },
  'a frame of another site': {
    session: 'REVEAL',
    headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe' },
    isForm: true,
  },
} as const satisfies Record<string, Caller>;
type CallerName = keyof typeof CALLERS;
const CALLER_NAMES = Object.keys(CALLERS) as CallerName[];

/** The status of each answer, and the code or the address of it where it has one. */
type Outcome = string;

/** How a route answers each caller: all as `*` unless they are named. */
interface Row {
  /** The path and body to send; a route with a wildcard has several. */
  readonly paths: readonly string[];
  readonly body?: string;
  /** Whether a good request ends its session. */
  readonly endsSession?: true;
  readonly outcomes: { readonly '*': Outcome } & Partial<Record<CallerName, Outcome>>;
  /** What differs outside production, where only loopback names are served and foreign pages call nothing. */
  readonly development?: Partial<Record<CallerName, Outcome>>;
}

const NO_SESSION = '401 UNAUTHENTICATED';
const FOREIGN_PAGE = '403 ORIGIN_NOT_ALLOWED';
const FOREIGN_HOST = '421 HOST_NOT_ALLOWED';

/** A page of another site is told apart by `Origin` or by `Sec-Fetch-Site`. */
const FOREIGN_PAGES = {
  'a page of another origin': FOREIGN_PAGE,
  'a page of another port of this host': FOREIGN_PAGE,
  'a form or link of another site': FOREIGN_PAGE,
  'a frame of another site': FOREIGN_PAGE,
};
const STRANGERS = {
  'a caller without a session': NO_SESSION,
  'a guessed session': NO_SESSION,
  'an expired session': NO_SESSION,
};
const LOOPBACK_ONLY = { 'a page under another host': FOREIGN_HOST };

/** A page holds nothing of anyone, and no other page may show it in a frame (`frame-ancestors`). */
const page = (paths: readonly string[], status = '200'): Row => ({
  paths,
  outcomes: { '*': status },
  development: { ...LOOPBACK_ONLY, 'a page of another origin': FOREIGN_PAGE },
});

const PAGES = ['/console/', '/console/orders', '/console/orders/any', '/console/login', '/console/none'];

/** Every route of the console. A new route needs a row here. */
const ROWS: Readonly<Record<RouteName, Row>> = {
  'GET /': page(['/'], '302 /console/'),
  'HEAD /': page(['/'], '302 /console/'),
  'GET /console': page(['/console']),
  'HEAD /console': page(['/console']),
  'GET /console/*': page(PAGES),
  'HEAD /console/*': page(PAGES),
  'POST /console/graphql': {
    paths: ['/console/graphql'],
    body: '{"query":"{ __typename }"}',
    outcomes: { '*': '200', ...STRANGERS, ...FOREIGN_PAGES },
    development: LOOPBACK_ONLY,
  },
  'POST /console/session': {
    paths: ['/console/session'],
    body: `{"code":"${'A'.repeat(43)}"}`,
    outcomes: { '*': NO_SESSION, ...FOREIGN_PAGES },
    development: LOOPBACK_ONLY,
  },
  'DELETE /console/session': {
    paths: ['/console/session'],
    endsSession: true,
    outcomes: { '*': '204', ...STRANGERS, ...FOREIGN_PAGES },
    development: LOOPBACK_ONLY,
  },
  'GET /console/login/proxy': {
    paths: ['/console/login/proxy'],
    outcomes: { '*': '303 /console/#login=refused', ...FOREIGN_PAGES },
    development: LOOPBACK_ONLY,
  },
  'GET /console/login/oidc': {
    paths: ['/console/login/oidc'],
    outcomes: { '*': '303 /console/#login=unavailable', ...FOREIGN_PAGES },
    development: LOOPBACK_ONLY,
  },
  'GET /console/login/oidc/callback': {
    paths: ['/console/login/oidc/callback', `/console/login/oidc/callback?code=x&state=${'A'.repeat(43)}`],
    outcomes: {
      '*': '303 /console/#login=late',
      ...FOREIGN_PAGES,
      // The identity provider is another site.
      'a form or link of another site': '303 /console/#login=late',
    },
    development: LOOPBACK_ONLY,
  },
};

const ENV = {
  TRUST_PROXY: '1',
  CONSOLE_URL: 'http://127.0.0.1:4000',
  CONSOLE_OIDC_ISSUER: 'http://127.0.0.1:1',
  CONSOLE_OIDC_CLIENT_ID: 'dwar',
  CONSOLE_PROXY_HEADER: 'x-auth-user',
};

describe.each<[Profile, Parameters<typeof startConsole>[0]]>([
  ['development', { env: ENV, overrides: { shopEmulatorUrl: 'http://127.0.0.1:1' } }],
  ['production', { env: { ...PRODUCTION, ...ENV } }],
])('every path of the console in %s', (profile, options) => {
  let app: ConsoleApp;
  let routes: readonly RouteName[];
  const cookies = new Map<string, string>();

  beforeAll(async () => {
    [app, routes] = await withRoutes(() => startConsole(options));
    // Sessions last for eight hours.
    cookies.set('expired', await app.logIn());
    await app.clock.jump(9 * HOUR_MS);
    for (const role of ['READER', 'OPERATOR', 'REVEAL'] as const)
      cookies.set(role, await app.logIn(['READER', role]));
    cookies.set('guessed', `${cookies.get('READER')?.split('=')[0]}=${'A'.repeat(43)}`);
  });
  afterAll(() => app.close());

  /** A session of this caller that nothing else uses, where the request ends it. */
  const cookieOf = async ({ session }: Caller, { endsSession }: Row): Promise<string | undefined> =>
    endsSession === true && ['READER', 'OPERATOR', 'REVEAL'].includes(session)
      ? await app.logIn(['READER'])
      : cookies.get(session);

  async function headersOf(name: CallerName, row: Row): Promise<Headers> {
    const caller: Caller = CALLERS[name];
    const cookie = await cookieOf(caller, row);
    const { 'dwar-console': _, ...form } = CALL;
    return {
      ...(caller.isForm === true ? form : CALL),
      ...fromNewAddress(),
      ...caller.headers,
      ...(cookie === undefined ? {} : { cookie }),
    };
  }

  test('has a row in this table, and nothing else has', () => {
    const own = routes.filter((route) => /^\S+ \/(?:console(?:$|[/*]))?$|^\S+ \/console\//.test(route));
    expect([...own].sort()).toEqual(Object.keys(ROWS).sort());
  });

  describe.each(Object.entries(ROWS))('%s', (route, row) => {
    test.each(CALLER_NAMES)('answers %s as it must', async (name) => {
      const [method = ''] = route.split(' ');
      const development = profile === 'development' ? row.development : undefined;
      for (const path of row.paths) {
        const headers = await headersOf(name, row);
        const { body } = row;
        const answer = await send(app.consoleUrl, {
          method,
          path,
          headers,
          ...(body === undefined ? {} : { body }),
        });
        const { status, code, headers: answered } = answer;
        const detail = code ?? answered.location;
        const outcome = detail === undefined ? `${status}` : `${status} ${detail}`;
        const expected = development?.[name] ?? row.outcomes[name] ?? row.outcomes['*'];
        // A HEAD has no body, and so no code.
        expect([path, outcome]).toEqual([path, method === 'HEAD' && status >= 400 ? `${status}` : expected]);
        if (method === 'HEAD') expect(expected.startsWith(`${status}`)).toBe(true);
        expect(answered['access-control-allow-credentials']).toBeUndefined();
        const opened = (answered['set-cookie'] ?? []).filter((each) => /^dwar_console_\d+=./.test(each));
        expect(opened).toEqual(row.endsSession === true ? opened : []);
      }
    });
  });

  describe('as a WebSocket', () => {
    const paths = [...new Set(Object.values(ROWS).flatMap(({ paths: each }) => each))];
    const own = () => new URL(app.consoleUrl).origin;
    const OPERATORS = ['READER', 'OPERATOR', 'REVEAL'];

    test.each(paths)('%s opens for a session of a page of the console, or for no one', async (path) => {
      for (const session of OPERATORS) {
        const status = await upgrade(app, path, { origin: own(), cookie: cookies.get(session) ?? '' });
        expect([session, status === 101]).toEqual([session, path === '/console/graphql']);
      }
      for (const session of ['none', 'guessed', 'expired']) {
        const cookie = cookies.get(session);
        const headers = { origin: own(), ...(cookie === undefined ? {} : { cookie }) };
        // A token is looked up in the ledger only when the socket is open: it is closed then.
        const isShut = session === 'none' || path !== '/console/graphql';
        expect([session, await upgrade(app, path, headers)]).not.toEqual([session, isShut ? 101 : 0]);
      }
    });

    test.each(paths)('%s opens for no page of another site', async (path) => {
      const cookie = cookies.get('REVEAL') ?? '';
      for (const origin of ['https://elsewhere.test', 'http://127.0.0.1:1', 'null', undefined]) {
        const headers = { cookie, ...(origin === undefined ? {} : { origin }) };
        expect([origin, await upgrade(app, path, headers)]).not.toEqual([origin, 101]);
      }
    });
  });
});

/** The status of an upgrade; 0 if the connection was closed without one. */
function upgrade({ consoleUrl }: ConsoleApp, path: string, headers: Headers): Promise<number> {
  return new Promise((resolve) => {
    const url = `${consoleUrl.replace('http', 'ws')}${path}`;
    const socket = new WebSocket(url, 'graphql-transport-ws', { headers: { ...headers } });
    socket.on('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.on('unexpected-response', (_request, response) => {
      response.destroy();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', () => resolve(0));
  });
}

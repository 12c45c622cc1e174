import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OperatorRole } from '../../src/console/operator.js';
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

const HOUR_MS = 3_600_000;

interface Outcome {
  readonly status: number;
  readonly code: string | null;
}

const OK: Outcome = { status: 200, code: null };
const REFUSED_SESSION: Outcome = { status: 401, code: 'UNAUTHENTICATED' };
const REFUSED_PAGE: Outcome = { status: 403, code: 'ORIGIN_NOT_ALLOWED' };
const REFUSED_HOST: Outcome = { status: 421, code: 'HOST_NOT_ALLOWED' };
const REFUSED_FORM: Outcome = { status: 400, code: 'BAD_REQUEST' };

type Profile = 'development' | 'production';

/** One kind of caller: its headers besides those of each call, and how it is answered. */
interface Caller {
  readonly name: string;
  readonly cookie: () => string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Headers that it leaves out. */
  readonly without?: readonly string[];
  readonly outcome: (profile: Profile) => Outcome;
}

const sessions = new Map<string, string>();
const cookie = (name: string) => () => sessions.get(name) ?? null;

const CALLERS: readonly Caller[] = [
  { name: 'a caller without a session', cookie: () => null, outcome: () => REFUSED_SESSION },
  { name: 'a guessed session', cookie: cookie('guessed'), outcome: () => REFUSED_SESSION },
  { name: 'an expired session', cookie: cookie('expired'), outcome: () => REFUSED_SESSION },
  { name: 'a session that was ended', cookie: cookie('ended'), outcome: () => REFUSED_SESSION },
  { name: 'a reader', cookie: cookie('READER'), outcome: () => OK },
  { name: 'an operator', cookie: cookie('OPERATOR'), outcome: () => OK },
  { name: 'an operator who may reveal', cookie: cookie('REVEAL'), outcome: () => OK },
  {
    name: 'a page of another origin',
    cookie: cookie('REVEAL'),
    headers: { origin: 'https://elsewhere.test' },
    outcome: () => REFUSED_PAGE,
  },
  {
    name: 'a page of another port of this host',
    cookie: cookie('REVEAL'),
    headers: { origin: 'http://127.0.0.1:1' },
    outcome: () => REFUSED_PAGE,
  },
  {
    name: 'a page of the same site that is not ours',
    cookie: cookie('REVEAL'),
    headers: { 'sec-fetch-site': 'same-site' },
    outcome: () => REFUSED_PAGE,
  },
  {
    name: 'a page under another host',
    cookie: cookie('REVEAL'),
    headers: { host: 'rebound.test', origin: 'http://rebound.test' },
    outcome: (profile) => (profile === 'development' ? REFUSED_HOST : OK),
  },
  {
    name: 'a page under a host of DEV_ALLOWED_HOSTS',
    cookie: cookie('REVEAL'),
    headers: { host: 'dwar.test', origin: 'http://dwar.test' },
    outcome: (profile) => (profile === 'development' ? REFUSED_HOST : OK),
  },
  {
    name: 'a form of another site',
    cookie: cookie('REVEAL'),
    headers: {
      origin: 'https://elsewhere.test',
      'sec-fetch-site': 'cross-site',
      'content-type': 'text/plain',
    },
    without: ['dwar-console'],
    outcome: () => REFUSED_PAGE,
  },
  {
    name: 'a form in a browser that says nothing of its origin',
    cookie: cookie('REVEAL'),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    without: ['dwar-console'],
    outcome: () => REFUSED_FORM,
  },
];

/** What each caller tries. */
const OPERATIONS: readonly { readonly name: string; readonly query: string }[] = [
  { name: 'the query session', query: '{ session { operator roles } }' },
  { name: 'the query operatorLog', query: '{ operatorLog { nodes { action } } }' },
  { name: 'the name of the query type', query: '{ __typename }' },
];

function headersOf({ cookie: cookieFor, headers = {}, without = [] }: Caller): Record<string, string> {
  const value = cookieFor();
  const all: Record<string, string> = { ...CALL, ...headers, ...(value === null ? {} : { cookie: value }) };
  return Object.fromEntries(Object.entries(all).filter(([name]) => !without.includes(name)));
}

const outcomeOf = ({ status, code }: ConsoleAnswer): Outcome => ({ status, code });

describe.each<[Profile, Readonly<Record<string, string>>]>([
  ['development', {}],
  ['production', PRODUCTION],
])('the console in %s', (profile, env) => {
  let app: ConsoleApp;

  beforeAll(async () => {
    app = await startConsole({ env });
    // Sessions last for eight hours: this one begins nine hours ago.
    sessions.set('expired', await app.logIn());
    await app.clock.jump(9 * HOUR_MS);
    const ended = await app.logIn();
    sessions.set('ended', ended);
    const headers = { ...CALL, cookie: ended };
    await send(app.consoleUrl, { method: 'DELETE', path: '/console/session', headers });
    sessions.set('guessed', `${ended.split('=')[0]}=${'A'.repeat(43)}`);
    for (const role of ['READER', 'OPERATOR', 'REVEAL'] satisfies OperatorRole[])
      sessions.set(role, await app.logIn(['READER', role]));
  });
  afterAll(() => app.close());

  const sendAs = (caller: Caller, path: string, method: string, body: string) =>
    send(app.consoleUrl, { method, path, headers: headersOf(caller), body });

  describe.each(OPERATIONS)('answers $name', ({ query }) => {
    test.each(CALLERS)('of $name as it must', async (caller) => {
      const answer = await sendAs(caller, '/console/graphql', 'POST', JSON.stringify({ query }));
      expect(outcomeOf(answer)).toEqual(caller.outcome(profile));
      expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
    });
  });

  describe('lets no foreign page log in or out', () => {
    const foreign = CALLERS.filter(({ outcome }) => [403, 421, 400].includes(outcome(profile).status));
    test.each(foreign)('$name', async (caller) => {
      const code = app.code();
      const logIn = await sendAs(caller, '/console/session', 'POST', JSON.stringify({ code }));
      expect(outcomeOf(logIn)).toEqual(caller.outcome(profile));
      expect(logIn.headers['set-cookie']).toBeUndefined();
      expect(outcomeOf(await sendAs(caller, '/console/session', 'DELETE', ''))).toEqual(
        caller.outcome(profile),
      );
      expect(
        outcomeOf(await ask(app.consoleUrl, '{ __typename }', { cookie: caller.cookie() ?? '' })),
      ).toEqual(OK);
    });
  });

  describe('opens a WebSocket', () => {
    const own = () => new URL(app.consoleUrl).origin;
    test('for a page of the console with a session', async () => {
      expect(
        await upgradeStatus(app.consoleUrl, { origin: own(), cookie: String(sessions.get('READER')) }),
      ).toBe(101);
    });

    test.each([
      ['without a session', () => ({ origin: own() }), 401],
      ['without an origin', () => ({ cookie: String(sessions.get('READER')) }), 403],
      [
        'for a page of another origin',
        () => ({ origin: 'https://elsewhere.test', cookie: String(sessions.get('READER')) }),
        403,
      ],
      [
        'for a page of another port of this host',
        () => ({ origin: 'http://127.0.0.1:1', cookie: String(sessions.get('READER')) }),
        403,
      ],
    ])('not %s', async (_name, headers, status) => {
      expect(await upgradeStatus(app.consoleUrl, headers())).toBe(status);
    });

    test(`${profile === 'development' ? 'not ' : ''}under another host`, async () => {
      const headers = {
        host: 'rebound.test',
        origin: 'http://rebound.test',
        cookie: String(sessions.get('READER')),
      };
      expect(await upgradeStatus(app.consoleUrl, headers)).toBe(profile === 'development' ? 421 : 101);
    });
  });

  test('reads no session from a query, and answers no operation by GET', async () => {
    const path = '/console/graphql?query={__typename}';
    const answer = await send(app.consoleUrl, {
      path,
      headers: { ...CALL, cookie: String(sessions.get('REVEAL')) },
    });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'POST']);
  });

  test('is no way to /graphql, which reads no cookie', async () => {
    const answer = await send(app.url, {
      method: 'POST',
      path: '/graphql',
      headers: { ...CALL, cookie: String(sessions.get('REVEAL')) },
      body: '{"query":"{ viewer { id } }"}',
    });
    expect(answer.code).toBe('UNAUTHENTICATED');
  });

  test('takes no session token of a viewer', async () => {
    const authorization = `Bearer ${await app.token('alice')}`;
    expect(outcomeOf(await ask(app.consoleUrl, '{ __typename }', { authorization }))).toEqual(
      REFUSED_SESSION,
    );
  });
});

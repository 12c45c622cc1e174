import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OperatorRole } from '../../src/console/operator.js';
import { CALL, PRODUCTION, send } from '../support/console.js';
import { type PlayConsole, startPlayConsole } from '../support/play-console.js';

const SEEN = ['method', 'path', 'status', 'at'];
/** What an operator may call, and a body for it. */
const CALLS = [
  ['GET', '/console/emulator/state', undefined],
  ['GET', '/console/emulator/requests?path=transaction&limit=5', undefined],
  ['GET', '/console/emulator/deliveries?limit=5', undefined],
  ['POST', '/console/emulator/webhooks', { mode: 'normal' }],
  ['POST', '/console/emulator/faults', { rules: [] }],
  ['POST', '/console/emulator/clock', { advanceMs: 1 }],
  ['POST', '/console/emulator/market', { broker: 'kite', open: true }],
  ['GET', '/console/play/scenarios', undefined],
  ['GET', '/console/play/invariants', undefined],
  ['GET', '/console/play/webhooks', undefined],
  ['POST', '/console/play/runs', { scenario: 'reject' }],
] as const;

type Headers = Readonly<Record<string, string>>;

describe('the console next to an emulator', () => {
  let app: PlayConsole;
  const sessions = new Map<string, string>();
  beforeAll(async () => {
    app = await startPlayConsole();
    for (const role of ['READER', 'OPERATOR', 'REVEAL'] satisfies OperatorRole[])
      sessions.set(role, await app.logIn(['READER', role]));
  });
  afterAll(() => app.close());

  const ask = (method: string, path: string, body: unknown, headers: Headers) =>
    send(app.consoleUrl, {
      method,
      path,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  describe.each(CALLS)('answers %s %s', (method, path, body) => {
    const cookie = (role: string) => ({ ...CALL, cookie: sessions.get(role) ?? '' });
    test.each([
      ['without a session', 401, 'UNAUTHENTICATED', () => CALL],
      ['with a guessed session', 401, 'UNAUTHENTICATED', () => ({ ...CALL, cookie: 'dwar_console=guess' })],
      ['of a reader', 403, 'FORBIDDEN', () => cookie('READER')],
      ['of an operator who may only reveal', 403, 'FORBIDDEN', () => cookie('REVEAL')],
      [
        'of a page of another origin',
        403,
        'ORIGIN_NOT_ALLOWED',
        () => ({ ...cookie('OPERATOR'), origin: 'https://elsewhere.test' }),
      ],
      [
        'of a page of another port of this host',
        403,
        'ORIGIN_NOT_ALLOWED',
        () => ({ ...cookie('OPERATOR'), origin: 'http://127.0.0.1:1' }),
      ],
      [
        'of a page of the same site that is not ours',
        403,
        'ORIGIN_NOT_ALLOWED',
        () => ({ ...cookie('OPERATOR'), 'sec-fetch-site': 'same-site' }),
      ],
      [
        'of a form of another site',
        403,
        'ORIGIN_NOT_ALLOWED',
        () => ({
          cookie: sessions.get('OPERATOR') ?? '',
          origin: 'https://elsewhere.test',
          'sec-fetch-site': 'cross-site',
          'content-type': 'text/plain',
        }),
      ],
      [
        'of a form that says nothing of its origin',
        400,
        'BAD_REQUEST',
        () => ({
          cookie: sessions.get('OPERATOR') ?? '',
          'content-type': 'application/x-www-form-urlencoded',
        }),
      ],
      [
        'under another host',
        421,
        'HOST_NOT_ALLOWED',
        () => ({ ...cookie('OPERATOR'), host: 'rebound.test', origin: 'http://rebound.test' }),
      ],
    ] as const)('%s with %i', async (_name, status, code, headersOf) => {
      const { seed } = app.emulator.emulator;
      const answer = await ask(method, path, body, headersOf());
      expect([answer.status, answer.code]).toEqual([status, code]);
      expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
      expect(app.emulator.emulator.seed).toBe(seed);
    });

    test('of an operator with 200', async () => {
      const answer = await ask(method, path, body, cookie('OPERATOR'));
      expect([answer.status, answer.code]).toEqual([200, null]);
      expect(answer.headers['cache-control']).toBe('no-store');
    });
  });

  test('passes answers of the control API on as they are, refusals too', async () => {
    const refused = await app.call('POST', '/console/emulator/webhooks', { mode: 'sideways' });
    expect(refused.status).toBe(400);
    expect(JSON.parse(refused.text)).toMatchObject({ field: 'mode' });
    const unknown = await app.call('POST', '/console/emulator/deliveries/dlv_0000/redeliver', {});
    expect(unknown.status).toBe(404);
  });

  test('lists calls with their bodies, without secrets and tokens', async () => {
    await app.play('reject');
    const listed = await app.call('GET', '/console/emulator/requests/recent?path=/gateway/');
    const [creation] = (JSON.parse(listed.text) as Record<string, unknown>[]).slice(-1);
    expect(Object.keys(creation ?? {})).toEqual(expect.arrayContaining(SEEN));
    const one = await app.call('GET', `/console/emulator/requests/${creation?.id}`);
    expect(JSON.parse(one.text)).toMatchObject({
      bodies: {
        request: expect.stringContaining('"intent":"TRANSACTION"'),
        answer: expect.stringContaining(String(creation?.transactionId)),
      },
    });
    const { secret, apiSecret } = app.emulator.secrets;
    for (const text of [secret, apiSecret, 'eyJ']) expect(one.text).not.toContain(text);
    expect((await app.call('GET', '/console/emulator/requests/999999')).status).toBe(404);
  });

  test.each([
    ['a path out of the control API', 'GET', '/console/emulator/..%2fbroker', undefined, 404],
    ['a path with a dot', 'GET', '/console/emulator/state.json', undefined, 404],
    ['a path that is served nowhere', 'GET', '/console/play/unknown', undefined, 404],
    ['another method', 'DELETE', '/console/emulator/state', undefined, 404],
    ['a body that is no JSON', 'POST', '/console/play/runs', 'text', 400],
    ['an unknown scenario', 'POST', '/console/play/runs', { scenario: 'rob' }, 400],
    ['a body that is too large', 'POST', '/console/emulator/faults', { filler: 'x'.repeat(70_000) }, 413],
  ] as const)('refuses %s', async (_name, method, path, body, status) => {
    expect((await app.call(method, path, body)).status).toBe(status);
  });

  test('records each change with who did it, and no reads', async () => {
    await app.call('POST', '/console/emulator/market', { broker: 'kite', open: true });
    await app.call('GET', '/console/emulator/state');
    await app.play('reject');
    const { text } = await app.call('POST', '/console/graphql', {
      query: '{ operatorLog(first: 2) { nodes { operator action subject } } }',
    });
    expect(JSON.parse(text)).toEqual({
      data: {
        operatorLog: {
          nodes: [
            {
              operator: 'asha',
              action: 'PLAY_SCENARIO',
              subject: expect.stringMatching(/^reject --seed [\da-f]{12}$/),
            },
            {
              operator: 'asha',
              action: 'STEER_EMULATOR',
              subject: 'market {"broker":"kite","open":true}',
            },
          ],
        },
      },
    });
  });

  test('plays one scenario at a time', async () => {
    const [one, other] = await Promise.all([
      app.call('POST', '/console/play/runs', { scenario: 'reject' }),
      app.call('POST', '/console/play/runs', { scenario: 'reject' }),
    ]);
    expect([one?.status, other?.status].sort()).toEqual([200, 503]);
  });

  test('says with a code that the emulator is away', async () => {
    const other = await startPlayConsole();
    try {
      await other.emulator.close();
      for (const [method, path, body] of CALLS.slice(0, 9)) {
        if (path === '/console/play/scenarios') continue;
        const answer = await other.call(method, path, body);
        expect([path, answer.status, answer.code]).toEqual([path, 502, 'EMULATOR_UNAVAILABLE']);
      }
      const lines = await other.play('buy');
      expect(lines.slice(-2)).toMatchObject([{ kind: 'made' }, { kind: 'end', isOk: false }]);
    } finally {
      await other.close();
    }
  });
});

describe.each([
  ['in production', PRODUCTION],
  ['in development without an emulator', null],
] as const)('the console %s', (_name, env) => {
  let app: PlayConsole;
  beforeAll(async () => {
    app = await startPlayConsole(env === null ? { isAlone: true } : { env });
  });
  afterAll(() => app.close());

  test.each(CALLS)('has nothing at %s %s', async (method, path, body) => {
    expect((await app.call(method, path, body)).status).toBe(404);
  });
});

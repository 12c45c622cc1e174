import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SignJWT, UnsecuredJWT } from 'jose';
import { createLog, silentLog } from '../../src/core/log.js';
import { listOperatorActs } from '../../src/ledger/console/operator-log.js';
import { trimEvents } from '../../src/ledger/events.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { startNewEpoch } from '../../src/ledger/maintenance/new-epoch.js';
import { environment, sessionToken, startApp, type TestApp } from '../support/app.js';
import { loadConfig } from '../../src/config.js';
import { readMetric } from '../support/gateway-process.js';
import { createTarget, type FeedTarget, logOf, newOrderWebhook } from '../support/order-feed.js';
import { Peer } from '../support/peer.js';
import { postOperation } from '../support/post-operation.js';
import {
  SERVICE_AUDIENCE,
  SERVICE_ENV,
  SERVICE_SECRET,
  ServiceClient,
  serviceToken,
} from '../support/service-client.js';
import { deliver } from '../support/webhook.js';

const PREVIOUS = 'test-service-secret-of-the-month-before-000';

let app: TestApp;
let backend: ServiceClient;
let lines: Record<string, unknown>[];
const targets: FeedTarget[] = [];

beforeAll(async () => {
  lines = [];
  app = await startApp({
    env: { ...SERVICE_ENV, SERVICE_JWT_SECRET_PREVIOUS: PREVIOUS },
    overrides: { log: createLog('info', { write: (line: string) => void lines.push(JSON.parse(line)) }) },
  });
  backend = await ServiceClient.of(app.url);
  for (const viewer of ['asha', 'bela', 'a "quoted" \\ viewer'])
    targets.push(await createTarget(app.url, viewer));
});
afterAll(() => app.close());

const target = (index: number) => targets[index] as FeedTarget;
/** Gives a viewer one more event. */
async function happen(to: FeedTarget): Promise<string> {
  const body = newOrderWebhook(to);
  expect(await deliver(app.url, body)).toMatchObject({ status: 200 });
  return String(body.batchId);
}

describe('the token of a backend', () => {
  const now = Math.floor(Date.now() / 1000);

  test.each([
    ['a secret of another', () => serviceToken({}, 'x'.repeat(40))],
    ['the secret of viewers', () => serviceToken({}, 'test-session-secret-0123456789-abcdef')],
    ['the audience of viewers', () => serviceToken({ aud: 'dwar' })],
    ['no audience', () => serviceToken({ aud: undefined })],
    ['no subject', () => serviceToken({ sub: undefined })],
    ['an empty subject', () => serviceToken({ sub: '' })],
    ['a subject with a control character', () => serviceToken({ sub: 'a\nb' })],
    ['no end', () => serviceToken({ exp: undefined })],
    ['no time of issue', () => serviceToken({ iat: undefined })],
    ['an end in the past', () => serviceToken({ iat: now - 600, exp: now - 60 })],
    ['a life of more than an hour', () => serviceToken({ exp: now + 3_700 })],
    ['a time of issue in the future', () => serviceToken({ iat: now + 900_000, exp: now + 900_600 })],
    ['a beginning in the future', () => serviceToken({ nbf: now + 600 })],
    ['the session of a viewer', () => sessionToken('asha')],
    [
      'the session of a viewer for both audiences',
      () => sessionToken('asha', { aud: ['dwar', SERVICE_AUDIENCE] }),
    ],
    [
      'no signature',
      async () =>
        new UnsecuredJWT({ sub: 'books', aud: SERVICE_AUDIENCE })
          .setIssuedAt(now)
          .setExpirationTime('5m')
          .encode(),
    ],
    [
      'another algorithm',
      () =>
        new SignJWT({ sub: 'books', aud: SERVICE_AUDIENCE })
          .setProtectedHeader({ alg: 'HS512' })
          .setIssuedAt(now)
          .setExpirationTime('5m')
          .sign(new TextEncoder().encode(SERVICE_SECRET.repeat(2))),
    ],
    ['text that is none', async () => 'books'],
    ['stray space', async () => `${await serviceToken()}%20`],
  ])('is refused with %s, on every transport', async (_what, make) => {
    const client = new ServiceClient(app.url, await make());
    const { status, data, errors } = await client.send('{ events { endCursor } }');
    expect([status, data, errors[0]?.extensions.code]).toEqual([401, undefined, 'UNAUTHENTICATED']);
    await expect(client.stream(1, null)).rejects.toThrow('HTTP 401');
    const peer = await new Peer(`${app.url.replace('http', 'ws')}/service/graphql`).opened();
    peer.send({ type: 'connection_init', payload: { authorization: `Bearer ${client.token}` } });
    expect((await peer.closed).code).toBe(4403);
  });

  test('is accepted, and that with the secret before a rotation is too', async () => {
    const old = new ServiceClient(app.url, await serviceToken({ jti: 'job-7' }, PREVIOUS));
    for (const client of [backend, old]) expect((await client.page(null, 1)).nodes).toHaveLength(1);
    expect(await readMetric(app.url, 'dwar_service_calls_total{key="previous"}')).toBe(1);
    expect(await readMetric(app.url, 'dwar_service_calls_total{key="current"}')).toBeGreaterThan(0);
    expect(lines).toContainEqual(
      expect.objectContaining({
        msg: 'a backend called',
        service: 'books',
        key: 'previous',
        tokenId: 'job-7',
      }),
    );
  });

  test('is no session of a viewer', async () => {
    for (const token of [await serviceToken(), await serviceToken({ iss: 'test-partner' })])
      expect((await postOperation(app.url, token, '{"query":"{ viewer { id } }"}')).status).toBe(401);
  });

  test('is needed for every operation over a socket', async () => {
    const peer = await new Peer(`${app.url.replace('http', 'ws')}/service/graphql`).init();
    peer.send({ type: 'subscribe', id: '1', payload: { query: '{ events { endCursor } }' } });
    expect(await peer.next()).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    peer.socket.close();
  });

  test('ends its socket when it expires', async () => {
    const strict = await startApp({ env: { ...SERVICE_ENV, CLOCK_TOLERANCE_SECONDS: '0' } });
    const exp = Math.floor(Date.now() / 1000) + 2;
    const peer = await new Peer(`${strict.url.replace('http', 'ws')}/service/graphql`).init({
      authorization: `Bearer ${await serviceToken({ exp })}`,
    });
    expect((await peer.closed).code).toBe(4410);
    expect(Date.now()).toBeGreaterThanOrEqual(exp * 1000);
    await strict.close();
  });
});

test.each(['/service/graphql', '/service/graphql/stream'])(
  'nothing is served at %s without a secret',
  async (path) => {
    const plain = await startApp();
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${await serviceToken()}` };
    const response = await fetch(plain.url + path, { method: 'POST', headers, body: '{}' });
    expect([response.status, plain.app.service]).toEqual([404, null]);
    await plain.close();
  },
);

test.each([
  ['is short', { SERVICE_JWT_SECRET: 'x'.repeat(31) }, 'SERVICE_JWT_SECRET is shorter than 32 bytes'],
  [
    'is that of viewers',
    { SERVICE_JWT_SECRET: 'test-session-secret-0123456789-abcdef' },
    'and AUTH_JWT_SECRET are equal',
  ],
  [
    'was that of Gateway',
    { ...SERVICE_ENV, SERVICE_JWT_SECRET_PREVIOUS: 'test-api-secret-9876543210-9876543210' },
    'and GATEWAY_API_SECRET are equal',
  ],
  ['is only a previous one', { SERVICE_JWT_SECRET_PREVIOUS: PREVIOUS }, 'needs SERVICE_JWT_SECRET'],
  [
    'has the audience of viewers',
    { ...SERVICE_ENV, SERVICE_AUDIENCE: 'dwar' },
    'SERVICE_AUDIENCE and AUTH_AUDIENCE are equal',
  ],
])('a start is refused if the secret %s', (_what, env, message) => {
  expect(() => loadConfig(environment(app.emulator, app.dataDir, 0, env))).toThrow(message);
});

describe('the events of all viewers', () => {
  test('are whole and in order, with viewer and number, for any size of a page', async () => {
    for (let round = 0; round < 4; round++) for (const each of targets) await happen(each);
    const { events } = await backend.all(null);
    for (const { viewer, client } of targets) {
      const own = events.filter(({ viewerId }) => viewerId === viewer);
      expect(own.length).toBe((await logOf(client)).length);
      expect(own.map(({ seq }) => seq)).toEqual(own.map((_, index) => index + 1));
    }
    expect(events.length).toBeGreaterThan(14);
    for (const first of [1, 3, 7]) {
      const paged = (await backend.all(null, first)).events;
      expect(paged.slice(0, events.length)).toEqual(events);
    }
  });

  test('continue behind any cursor, with nothing lost or repeated', async () => {
    const { events } = await backend.all(null);
    for (const [index, { cursor }] of events.entries())
      expect((await backend.all(cursor)).events.slice(0, events.length - index - 1)).toEqual(
        events.slice(index + 1),
      );
  });

  test('are found by the last cursor of a page that was empty', async () => {
    const { cursor } = await backend.all(null);
    const empty = await backend.page(cursor);
    expect(empty).toEqual({ nodes: [], endCursor: cursor, hasNextPage: false });
    const batchId = await happen(target(0));
    const { nodes } = await backend.page(empty.endCursor);
    expect(nodes.map(({ order }) => order?.batchId)).toContain(batchId);
  });

  test('carry the objects that viewers have', async () => {
    const batchId = await happen(target(2));
    const { order } = await backend.ask<{ order: Record<string, unknown> }>(
      `query ($id: ID!) { order(id: $id) {
        id batchId viewerId gatewayTransactionId status isFinal legs { symbol side quantity } unplacedLegs { symbol }
      } }`,
      { id: batchId },
    );
    expect(order).toMatchObject({
      batchId,
      viewerId: target(2).viewer,
      gatewayTransactionId: target(2).transactionId,
    });
    const byGlobalId = await backend.ask<{ order: Record<string, unknown> }>(
      'query ($id: ID!) { order(id: $id) { batchId } }',
      { id: order.id },
    );
    expect(byGlobalId.order).toEqual({ batchId });
    const { transaction } = await backend.ask<{ transaction: Record<string, unknown> }>(
      'query ($id: ID!) { transaction(id: $id) { gatewayTransactionId viewerId intent status isExpired } }',
      { id: target(0).transactionId },
    );
    expect(transaction).toMatchObject({ viewerId: 'asha', intent: 'TRANSACTION' });
  });

  test.each(['0'.repeat(24), `TRX_${'0'.repeat(32)}`, 'x', ''])(
    'have no object with the id %j',
    async (id) => {
      const found = await backend.ask(
        'query ($id: ID!) { order(id: $id) { id } transaction(id: $id) { id } }',
        { id },
      );
      expect(found).toEqual({ order: null, transaction: null });
    },
  );

  test.each([0, -1, 101])('have no page of %d', async (first) => {
    const { errors } = await backend.send('query ($first: Int) { events(first: $first) { endCursor } }', {
      first,
    });
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'first' });
  });

  test('show nothing of a viewer in a cursor', async () => {
    const { events } = await backend.all(null);
    for (const { cursor, viewerId } of events)
      expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toContain(String(viewerId));
  });
});

describe('a stream of the events of all viewers', () => {
  test('begins now, and gets each event once, over a WebSocket', async () => {
    const queue = backend.follow(null);
    expect(await queue.next()).toMatchObject({ __typename: 'StreamPosition', viewerId: null, seq: null });
    const wanted: string[] = [];
    for (const each of targets) wanted.push(await happen(each));
    const seen: string[] = [];
    while (seen.length < wanted.length) {
      const { order } = await queue.until(({ __typename }) => __typename === 'OrderEvent');
      if (order !== undefined && !seen.includes(order.batchId)) seen.push(order.batchId);
    }
    expect(seen).toEqual(wanted);
    queue.stop();
  });

  test.each(['WebSocket', 'server-sent events'])(
    'resumes behind its last cursor over %s',
    async (transport) => {
      const { cursor } = await backend.all(null);
      for (let round = 0; round < 3; round++) await happen(target(1));
      const { events } = await backend.all(cursor);
      const expected = events.map((event) => event.cursor);
      const half = expected.slice(0, 1).at(-1) as string;
      const read = async (after: string, count: number) => {
        if (transport !== 'WebSocket') return (await backend.stream(count, after)).slice(0, count);
        const queue = backend.follow(after);
        const found: string[] = [];
        while (found.length < count) found.push((await queue.next()).cursor);
        queue.stop();
        return found;
      };
      expect(await read(cursor, expected.length)).toEqual(expected);
      expect(await read(half, expected.length - 1)).toEqual(expected.slice(1));
    },
  );
});

describe('a cursor that cannot be resumed from', () => {
  const bad = async () => {
    const [viewerCursor = ''] = await logOf(target(0).client);
    const { cursor } = await backend.all(null);
    return ['', 'x', viewerCursor, cursor.slice(0, -2), `${cursor}AA`];
  };

  test('is answered with ResyncRequired, from which it continues', async () => {
    for (const cursor of await bad()) {
      const page = await backend.page(cursor);
      expect(page.nodes).toMatchObject([
        {
          __typename: 'ResyncRequired',
          viewerId: null,
          seq: null,
          reason: 'this is not a cursor of this log',
        },
      ]);
      const queue = backend.follow(cursor);
      expect(await queue.next()).toMatchObject({ __typename: 'ResyncRequired' });
      const batchId = await happen(target(0));
      await queue.until(({ order }) => order?.batchId === batchId);
      queue.stop();
      const { events } = await backend.all(page.endCursor);
      expect(events.map(({ order }) => order?.batchId)).toContain(batchId);
    }
  });

  test('is one whose next events were trimmed, and not one behind them', async () => {
    const before = (await backend.all(null)).events;
    await app.clock.advance(60_000);
    const boundary = app.clock.now();
    await happen(target(1));
    await happen(target(1));
    const { events } = await backend.all(null);
    const ledger = await openLedger(app.databaseUrl, { log: silentLog });
    await ledger.write((unit) => trimEvents(unit, boundary, 1_000));
    await ledger.close();

    const kept = (await backend.all(null)).events;
    // Others may have come meanwhile.
    expect(kept.map(({ cursor }) => cursor)).not.toContain(before[0]?.cursor);
    const lost = await backend.page(before[0]?.cursor ?? null);
    expect(lost.nodes).toMatchObject([
      { __typename: 'ResyncRequired', reason: 'the events after the cursor are no longer kept' },
    ]);
    const late = backend.follow(before[0]?.cursor ?? null);
    expect((await late.next()).__typename).toBe('ResyncRequired');
    late.stop();
    // What was trimmed last has nothing lost behind it.
    const isKept = new Set(kept.map(({ cursor }) => cursor));
    const edge = events.findLast(({ cursor }) => !isKept.has(cursor));
    expect((await backend.all(edge?.cursor ?? null)).events.slice(0, kept.length)).toEqual(kept);
  });

  test('is one of another epoch, also for a stream that is open', async () => {
    const { cursor } = await backend.all(null);
    const queue = backend.follow(null);
    expect((await queue.next()).__typename).toBe('StreamPosition');
    if (!app.databaseUrl.startsWith('sqlite:')) {
      const ledger = await openLedger(app.databaseUrl, { log: silentLog });
      await startNewEpoch(ledger);
      await ledger.close();
      expect((await queue.next()).__typename).toBe('ResyncRequired');
      const batchId = await happen(target(0));
      await queue.until(({ order }) => order?.batchId === batchId);
      expect((await backend.page(cursor)).nodes).toMatchObject([{ __typename: 'ResyncRequired' }]);
    }
    queue.stop();
  });
});

describe('a backend', () => {
  const endSessions = (input: object) =>
    backend.send<{ endSessions: { endedAt: string; rememberedUntil: string } | null }>(
      'mutation ($input: EndSessionsInput!) { endSessions(input: $input) { endedAt rememberedUntil } }',
      { input },
    );

  test.each([
    ['viewerId', 'zoe', { viewerId: 'zoe' }],
    ['tokenId', 'zoe-2', { tokenId: 'zoe-2' }],
  ])('ends sessions by %s', async (_by, _subject, input) => {
    const claims = { iat: Math.floor(Date.now() / 1000) - 5, jti: 'zoe-2' };
    const token = await sessionToken('tokenId' in input ? 'yan' : 'zoe', claims);
    const ask = () => postOperation(app.url, token, '{"query":"{ viewer { id } }"}');
    expect((await ask()).status).toBe(200);
    const { data } = await endSessions({ ...input, reason: 'stolen' });
    // At this instance it holds before the answer.
    expect((await ask()).status).toBe(401);
    const { endedAt = '', rememberedUntil = '' } = data?.endSessions ?? {};
    expect(Date.parse(rememberedUntil) - Date.parse(endedAt)).toBe(30 * 24 * 3_600_000);
    const ledger = await openLedger(app.databaseUrl, { log: silentLog });
    const [act] = await listOperatorActs(ledger.db, null, 1);
    expect(act).toMatchObject({ operator: 'service books', action: 'END_SESSIONS', reason: 'stolen' });
    await ledger.close();
  });

  test.each([
    ['neither', { reason: 'x' }, 'input.viewerId'],
    ['both', { viewerId: 'a', tokenId: 'b', reason: 'x' }, 'input.tokenId'],
    ['an empty id', { viewerId: '', reason: 'x' }, 'input.viewerId'],
    ['a long id', { tokenId: 'x'.repeat(256), reason: 'x' }, 'input.tokenId'],
    ['a control character', { viewerId: 'a\u0000b', reason: 'x' }, 'input.viewerId'],
    ['no reason', { viewerId: 'a', reason: ' ' }, 'input.reason'],
    ['a long reason', { viewerId: 'a', reason: 'x'.repeat(501) }, 'input.reason'],
  ])('ends no session with %s', async (_what, input, argument) => {
    const { errors } = await endSessions(input);
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
  });

  test('is limited in its rate, and others are not by it', async () => {
    const limited = await startApp({ env: { ...SERVICE_ENV, RATE_SERVICE: '3' } });
    const ask = async (name: string) =>
      await new ServiceClient(limited.url, await serviceToken({ sub: name })).send(
        '{ events { endCursor } }',
      );
    for (let call = 0; call < 3; call++) expect((await ask('one')).status).toBe(200);
    expect((await ask('one')).errors[0]?.extensions.code).toBe('RATE_LIMITED');
    expect((await ask('two')).status).toBe(200);
    await limited.close();
  });

  test.each([
    'mutation { createAuthToken { token } }',
    'mutation { createTransaction(input: {}) { __typename } }',
    '{ viewer { id } }',
    '{ orders { nodes { id } } }',
    '{ order(id: "x") { transaction { id } } }',
    '{ node(id: "x") { id } }',
  ])('cannot run %s', async (query) => {
    const { data, errors } = await backend.send(query);
    expect([data, errors[0]?.extensions.code]).toEqual([undefined, 'GRAPHQL_VALIDATION_FAILED']);
  });

  test('is sent no defect', () => {
    expect(lines.filter(({ msg }) => msg === 'unexpected error')).toEqual([]);
  });
});

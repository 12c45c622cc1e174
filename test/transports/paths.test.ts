import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { pathOf } from '../../src/core/http/path-of.js';
import { Peer } from '../support/peer.js';
import { closeServers, makeToken, type Started, startServer } from '../support/test-server.js';

/** Addresses as clients and proxies write them, and what an answer says about itself. */

let started: Started;
let authorization: string;

beforeAll(async () => {
  started = await startServer();
  authorization = `Bearer ${await makeToken()}`;
});

beforeEach(() => {
  started.probe.executed.length = 0;
});

afterAll(closeServers);

const JSON_TYPE = { 'content-type': 'application/json' };
const STREAM = { accept: 'text/event-stream' };

async function ask(path: string, init: RequestInit = {}) {
  const response = await fetch(`${started.url}${path}`, { redirect: 'manual', ...init });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const post = (body: object, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { ...JSON_TYPE, ...headers },
  body: JSON.stringify(body),
});

describe('a path with a slash at its end', () => {
  /** Each path with a request that is served, and its status. */
  const SERVED: readonly (readonly [string, () => RequestInit, number])[] = [
    ['/graphql', () => post({ query: '{ hello }' }), 200],
    ['/graphql/stream', () => post({ query: '{ hello }' }, STREAM), 200],
    ['/webhooks/gateway', () => post({}), 200],
    ['/health/live', () => ({}), 200],
    ['/health/ready', () => ({}), 200],
    ['/metrics', () => ({}), 200],
  ];

  test.each(SERVED)('%s/ is the same path, with and without a query', async (path, init, status) => {
    for (const written of [path, `${path}/`, `${path}/?a=1`]) {
      const answer = await ask(written, init());
      expect([written, answer.status]).toEqual([written, status]);
    }
  });

  test.each(['/graphql', '/graphql/stream', '/webhooks/gateway', '/health/live', '/health/ready'])(
    '%s/ refuses other methods as the path does',
    async (path) => {
      const [plain, slashed] = [await ask(path, { method: 'PUT' }), await ask(`${path}/`, { method: 'PUT' })];
      expect([slashed.status, slashed.headers.get('allow')]).toEqual([405, plain.headers.get('allow')]);
      expect(plain.status).toBe(405);
    },
  );

  test('is one path in the metrics', async () => {
    await ask('/graphql/', post({ query: '{ hello }' }));
    const { text } = await ask('/metrics');
    expect(text).toContain('route="/graphql"');
    expect(text).not.toContain('route="/graphql/"');
  });

  test('opens WebSockets', async () => {
    for (const path of ['/', '/?a=1']) {
      const peer = await new Peer(`${started.wsUrl}${path}`).init({ authorization });
      peer.send({ type: 'subscribe', id: '1', payload: { query: '{ me }' } });
      expect(await peer.next()).toMatchObject({ payload: { data: { me: 'alice' } } });
      peer.socket.close();
    }
  });

  test.each(['/graphql//', '/graphql/x', '//graphql', '/Graphql', '/graphql%2F'])(
    'is not %s',
    async (path) => {
      expect((await ask(path, post({ query: '{ hello }' }))).status).toBe(404);
      await expect(new Peer(`${started.url.replace('http', 'ws')}${path}`).opened()).rejects.toThrow('404');
    },
  );

  test('is served on the port for operators too', async () => {
    const production = await startServer({
      env: { NODE_ENV: 'production', GATEWAY_URL: 'https://gateway.test' },
    });
    for (const path of ['/metrics', '/metrics/']) {
      const response = await fetch(`${production.opsUrl}${path}`);
      expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('dwar_')]);
    }
    expect((await fetch(`${production.opsUrl}/metrics//`)).status).toBe(404);
  });

  test.each([
    ['/', '/'],
    ['', ''],
    ['/graphql', '/graphql'],
    ['/graphql/', '/graphql'],
    ['/graphql/?query={a/}', '/graphql'],
    ['/graphql//', '/graphql/'],
    ['?a', ''],
  ])('%j is named %j', (target, path) => {
    expect(pathOf(target)).toBe(path);
  });
});

describe('Cache-Control', () => {
  const query = encodeURIComponent('{ me }');
  const bad = { authorization: 'Bearer a.b.c' };
  const proven = () => ({ authorization });

  /** Every kind of answer about a viewer, or about the token of one. */
  const ANSWERS: readonly (readonly [string, string, () => RequestInit, number])[] = [
    ['a query by POST', '/graphql', () => post({ query: '{ me }' }, proven()), 200],
    ['a query by GET', `/graphql?query=${query}`, () => ({ headers: proven() }), 200],
    ['an error of a field', '/graphql', () => post({ query: '{ me broken }' }, proven()), 200],
    ['a document with a mistake', '/graphql', () => post({ query: '{ nothing }' }, proven()), 200],
    [
      'a refused mutation by GET',
      `/graphql?query=${encodeURIComponent('mutation { bump }')}`,
      () => ({ headers: proven() }),
      405,
    ],
    ['a bad token', `/graphql?query=${query}`, () => ({ headers: bad }), 401],
    ['malformed JSON', '/graphql', () => ({ ...post({}, proven()), body: '{' }), 400],
    ['an unknown id', `/graphql?documentId=x`, () => ({ headers: proven() }), 200],
    [
      'an unacceptable type',
      '/graphql',
      () => post({ query: '{ me }' }, { ...proven(), accept: 'image/png' }),
      406,
    ],
    ['a request across sites', `/graphql?query=${query}`, () => ({}), 400],
    ['a stream', '/graphql/stream', () => post({ query: '{ me }' }, { ...proven(), ...STREAM }), 200],
    ['a refused stream', '/graphql/stream', () => post({ query: '{ me }' }, proven()), 406],
    [
      'a stream with a bad token',
      '/graphql/stream',
      () => post({ query: '{ me }' }, { ...bad, ...STREAM }),
      401,
    ],
  ];

  test.each(ANSWERS)('of %s is no-store', async (_what, path, init, status) => {
    const answer = await ask(path, init());
    expect(answer.status).toBe(status);
    expect(answer.headers.get('cache-control')?.split(', ')).toContain('no-store');
  });

  test('of a request that is shed is no-store', async () => {
    const { url } = await startServer({ overload: { isOverloaded: () => true, close: () => {} } });
    const response = await fetch(`${url}/graphql?query=${query}`, { headers: { authorization } });
    expect([response.status, response.headers.get('cache-control')]).toEqual([503, 'no-store']);
  });
});

describe('a subscription sent to /graphql', () => {
  const TICKS = 'subscription { ticks(ends: 1) { count } }';

  test.each([
    'text/event-stream',
    'text/event-stream, multipart/mixed',
    'application/json, text/event-stream',
    'application/graphql-response+json, application/json, text/event-stream;q=0.5',
    'TEXT/EVENT-STREAM, */*',
  ])('for server-sent events is answered 406 with their address (Accept: %s)', async (accept) => {
    const byPost = await ask('/graphql', post({ query: TICKS }, { accept, authorization }));
    const byGet = await ask(`/graphql?query=${encodeURIComponent(TICKS)}`, {
      headers: { accept, authorization },
    });
    for (const { status, text } of [byPost, byGet]) {
      expect([status, text]).toEqual([406, expect.stringContaining('/graphql/stream')]);
      expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'NOT_ACCEPTABLE' } }] });
    }
    expect(started.probe.openSources).toBe(0);
  });

  test.each(['application/json', '*/*', 'multipart/mixed;subscriptionSpec=1.0, application/json'])(
    'for JSON is a bad request that names both places (Accept: %s)',
    async (accept) => {
      const byGet = { headers: { accept, authorization } };
      for (const { status, text } of [
        await ask('/graphql', post({ query: TICKS }, { accept, authorization })),
        await ask(`/graphql?query=${encodeURIComponent(TICKS)}`, byGet),
      ])
        expect([status, text]).toEqual([400, expect.stringContaining('/graphql/stream')]);
    },
  );
});

describe('a type that is not served', () => {
  test.each([
    'text/event-stream',
    'image/png',
    'text/html',
    'application/json;q=0, application/graphql-response+json;q=0',
    '*/*;q=0',
  ])('is refused before a mutation is executed (Accept: %s)', async (accept) => {
    const { status, text } = await ask(
      '/graphql',
      post({ query: 'mutation { bump }' }, { accept, authorization }),
    );
    expect(status).toBe(406);
    expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'NOT_ACCEPTABLE' } }] });
    expect(started.probe.executed).toEqual([]);
  });
});

describe('Authorization on the upgrade of a WebSocket', () => {
  const connect = (headers: Record<string, string>) => new Peer(started.wsUrl, { headers });
  const bearer = async (parts?: Parameters<typeof makeToken>[0]) => `Bearer ${await makeToken(parts)}`;

  async function viewerOf(peer: Peer): Promise<unknown> {
    peer.send({ type: 'subscribe', id: '1', payload: { query: '{ me }' } });
    const { payload } = await peer.next();
    peer.socket.close();
    return (payload as { data: { me: unknown } }).data.me;
  }

  test.each([[undefined], [null], [{}], [{ authorization: null }], [{ other: 'x' }]])(
    'counts when connection_init holds %j',
    async (payload) => {
      expect(await viewerOf(await connect({ authorization }).init(payload))).toBe('alice');
    },
  );

  test('does not count when connection_init has a token', async () => {
    const peer = await connect({ authorization: await bearer({ sub: 'bob' }) }).init({ authorization });
    expect(await viewerOf(peer)).toBe('alice');
  });

  test('does not mend a bad token of connection_init', async () => {
    const peer = await connect({ authorization }).opened();
    peer.send({ type: 'connection_init', payload: { authorization: '' } });
    expect((await peer.closed).code).toBe(4403);
  });

  test.each([
    ['expired', { ttl: -60 }],
    ['badly signed', { secret: 'another-secret-0123456789-0123456789' }],
  ])('that is %s closes with 4403', async (_name, parts) => {
    const peer = await connect({ authorization: await bearer(parts) }).opened();
    peer.send({ type: 'connection_init' });
    expect((await peer.closed).code).toBe(4403);
  });

  test.each(['Basic YWxpY2U6c2VjcmV0', 'Negotiate YII='])(
    'of another scheme does not count: %s',
    async (value) => {
      expect(await viewerOf(await connect({ authorization: value }).init())).toBeNull();
    },
  );

  test('ends the socket when the token does, and may be renewed by a ping', async () => {
    const peer = await connect({ authorization: await bearer({ ttl: 2 }) }).init();
    peer.send({ type: 'ping', payload: { authorization } });
    expect(await peer.next()).toMatchObject({ type: 'pong', payload: { expiresAt: expect.any(String) } });
    peer.socket.close();
    const other = await connect({ authorization: await bearer({ ttl: 2 }) }).init();
    expect((await other.closed).code).toBe(4410);
  });
});

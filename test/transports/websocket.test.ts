import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { Peer } from '../support/peer.js';
import { closeServers, makeToken, type Started, startServer, until } from '../support/test-server.js';

let started: Started;

beforeAll(async () => {
  started = await startServer({ runtime: { maxTokens: 60 }, times: { initTimeoutMs: 150 } });
});

afterAll(closeServers);

const connect = (options?: ConstructorParameters<typeof Peer>[1]) => new Peer(started.wsUrl, options);
/** The end of a token that is good for a second. */
const soon = () => ({ claims: { exp: Date.now() / 1000 + 1 } });
const bearer = async (parts?: Parameters<typeof makeToken>[0]) => `Bearer ${await makeToken(parts)}`;
const subscribe = (query: string, id = '1') => ({ type: 'subscribe', id, payload: { query } });

/** The underlying connection, to send what the library would not. */
function rawSocketOf({ socket }: Peer): Socket {
  return (socket as unknown as { readonly _socket: Socket })._socket;
}

describe('a socket', () => {
  test('answers queries and subscriptions of the stock client', async () => {
    const authorization = await bearer();
    const client = createClient({
      url: started.wsUrl,
      webSocketImpl: WebSocket,
      connectionParams: { authorization },
    });
    const results: unknown[] = [];
    for await (const result of client.iterate({ query: 'subscription { ticks(ends: 2) { count } }' }))
      results.push(result);
    for await (const result of client.iterate({ query: '{ me }' })) results.push(result);
    await client.dispose();
    expect(results).toEqual([
      { data: { ticks: { count: 1 } } },
      { data: { ticks: { count: 2 } } },
      { data: { me: 'alice' } },
    ]);
  });

  test('without a token is anonymous', async () => {
    const peer = await connect().init();
    peer.send(subscribe('{ me }'));
    expect(await peer.next()).toMatchObject({
      type: 'next',
      payload: { data: { me: null }, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
    });
    peer.socket.close();
  });

  test('closes its source on complete while there are no events', async () => {
    const peer = await connect().init();
    peer.send(subscribe('subscription { ticks(to: 1) { count } }'));
    await peer.next();
    expect(started.probe.openSources).toBe(1);
    peer.send({ type: 'complete', id: '1' });
    await until(() => started.probe.openSources === 0);
    peer.socket.close();
  });

  test('closes its source when the client vanishes', async () => {
    const peer = await connect().init();
    peer.send(subscribe('subscription { ticks(to: 1) { count } }'));
    await peer.next();
    peer.socket.terminate();
    await until(() => started.probe.openSources === 0);
    const text = await (await fetch(`${started.url}/metrics`)).text();
    expect(text).toContain('dwar_subscriptions_active{transport="websocket"} 0');
    expect(text).toMatch(/dwar_events_pushed_total\{transport="websocket"\} [1-9]/);
  });

  test.each([
    ['its own origin', () => started.url],
    ['its own address, as native clients write it', () => started.url.replace('http', 'ws')],
    ['an allowed origin', () => 'https://app.example.com'],
    ['an origin under an allowed domain', () => 'https://a.b.wild.example.com'],
  ])('opens from %s', async (_name, origin) => {
    const peer = await connect({ headers: { origin: origin() } }).init();
    peer.socket.close();
  });

  test.each([
    'https://evil.example.com',
    'http://app.example.com',
    'https://wild.example.com',
    'null',
    'https://app.example.com.evil.com',
  ])('does not open from %s', async (origin) => {
    const peer = connect({ headers: { origin } });
    await expect(peer.opened()).rejects.toThrow('403');
  });

  test('is refused with 500 after an unexpected error before it is open, and other sockets stay open', async () => {
    const isOverloaded = () => {
      throw new Error('the clock of 10.0.0.9 stands still');
    };
    const { url, wsUrl, lines } = await startServer({ overload: { isOverloaded, close: () => {} } });
    await expect(new Peer(wsUrl).opened()).rejects.toThrow('500');
    expect(lines.join('')).toContain('10.0.0.9');
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
  });

  test('does not open at another path', async () => {
    await expect(new Peer(`${started.wsUrl}/other`).opened()).rejects.toThrow('404');
  });
});

describe('a token', () => {
  test.each([
    ['expired', () => bearer({ ttl: -1 })],
    ['badly signed', () => bearer({ secret: 'another-secret-0123456789-0123456789' })],
    ['without its scheme', () => makeToken()],
    ['that is no text', async () => 7],
    ['that is empty', async () => ''],
  ])('%s closes with 4403', async (_name, authorization) => {
    const peer = await connect().opened();
    peer.send({ type: 'connection_init', payload: { authorization: await authorization() } });
    expect(await peer.closed).toEqual({ code: 4403, reason: 'Forbidden' });
  });

  test('that expires closes the socket with 4410, and its sources', async () => {
    const peer = await connect().init({ authorization: await bearer(soon()) });
    peer.send(subscribe('subscription { mine { count } }'));
    expect(await peer.next()).toMatchObject({ type: 'next' });
    expect((await peer.closed).code).toBe(4410);
    await until(() => started.probe.openSources === 0);
  });

  test.each(['authorization', 'Authorization'])(
    '%s is renewed by a ping; the pong has its expiry and never the token',
    async (name) => {
      const peer = await connect().init({ [name]: await bearer(soon()) });
      const exp = Math.floor(Date.now() / 1000) + 600;
      peer.send({
        type: 'ping',
        payload: { [name]: await bearer({ ttl: 600, claims: { exp } }), more: 'x' },
      });
      expect(await peer.next()).toEqual({
        type: 'pong',
        payload: { expiresAt: new Date(exp * 1000).toISOString() },
      });
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      peer.send(subscribe('{ me }'));
      expect(await peer.next()).toMatchObject({ type: 'next', payload: { data: { me: 'alice' } } });
      peer.socket.close();
    },
  );

  test.each([
    ['of another viewer', () => bearer({ sub: 'mallory' })],
    ['that is bad', () => bearer({ ttl: -1 })],
    ['that is missing', async () => null],
  ])('%s in a ping closes with 4403', async (_name, authorization) => {
    const peer = await connect().init({ authorization: await bearer() });
    peer.send({ type: 'ping', payload: { authorization: await authorization() } });
    expect((await peer.closed).code).toBe(4403);
  });

  test('in a ping does not turn an anonymous socket into a viewer', async () => {
    const peer = await connect().init();
    peer.send({ type: 'ping', payload: { authorization: await bearer() } });
    expect((await peer.closed).code).toBe(4403);
  });

  test('may be absent from a ping, whose payload is not sent back', async () => {
    const peer = await connect().init(null);
    peer.send({ type: 'ping', payload: null });
    expect(await peer.next()).toEqual({ type: 'pong' });
    peer.send({ type: 'ping', payload: { at: 1, headers: { Authorization: await bearer() } } });
    expect(await peer.next()).toEqual({ type: 'pong', payload: {} });
    peer.send('{"type":"ping","payload":{"__proto__":{"authorization":"Bearer x"}}}');
    expect(await peer.next()).toEqual({ type: 'pong', payload: {} });
    peer.socket.close();
  });

  test('that could not be verified closes with 1013, after which clients reconnect', async () => {
    const authenticator = {
      authenticate: () => Promise.reject(new Error('the key server is away')),
      remembered: () => undefined,
    };
    const away = await startServer({ authenticator });
    const peer = await new Peer(away.wsUrl).opened();
    peer.send({ type: 'connection_init', payload: { authorization: 'Bearer a.b.c' } });
    expect((await peer.closed).code).toBe(1013);
  });
});

describe('the protocol', () => {
  test.each([
    'not json',
    '{"type":"nonsense"}',
    '[]',
    '{"type":"subscribe","id":"","payload":{"query":"{ hello }"}}',
    '{"type":"connection_ack"}',
    '',
    'null',
    '"subscribe"',
    '{}',
    '{"type":"subscribe","id":7,"payload":{"query":"{ hello }"}}',
    '{"type":"subscribe","id":"1","payload":{"query":7}}',
    '{"type":"complete"}',
    '{"type":"connection_init","payload":"x"}',
  ])('closes with 4400 on %j', async (message) => {
    const peer = await connect().opened();
    peer.send(message);
    expect((await peer.closed).code).toBe(4400);
  });

  test('closes with 4400 on garbage after connection_init, and on binary data', async () => {
    for (const message of ['not json', Buffer.from([0xff, 0x00, 0xfe])]) {
      const peer = await connect().init();
      peer.socket.send(message);
      expect((await peer.closed).code).toBe(4400);
    }
  });

  test('closes with 4401 on an operation before connection_init', async () => {
    const peer = await connect().opened();
    peer.send(subscribe('{ hello }'));
    expect((await peer.closed).code).toBe(4401);
  });

  test('closes with 4406 without a subprotocol, and on another one if the client does not close first', async () => {
    const bare = new WebSocket(started.wsUrl);
    expect(await new Promise((resolve) => bare.once('close', resolve))).toBe(4406);
    const other = connect({ protocol: 'graphql-ws' });
    await other.opened().catch(() => {});
    expect([1006, 4406]).toContain((await other.closed).code);
  });

  test('closes with 4408 if connection_init does not arrive', async () => {
    expect((await (await connect().opened()).closed).code).toBe(4408);
  });

  test('closes with 4409 on an id in use', async () => {
    const peer = await connect().init();
    peer.send(subscribe('subscription { ticks(to: 0) { count } }'));
    peer.send(subscribe('{ hello }'));
    expect((await peer.closed).code).toBe(4409);
    await until(() => started.probe.openSources === 0);
  });

  test('lets an id be used again after complete of either side, and ignores complete of an unknown id', async () => {
    const peer = await connect().init();
    peer.send({ type: 'complete', id: 'unknown' });
    peer.send(subscribe('{ hello }'));
    expect([(await peer.next()).type, (await peer.next()).type]).toEqual(['next', 'complete']);
    peer.send(subscribe('subscription { ticks(to: 0) { count } }'));
    await until(() => started.probe.openSources === 1);
    peer.send({ type: 'complete', id: '1' });
    await until(() => started.probe.openSources === 0);
    peer.send(subscribe('{ hello }'));
    expect(await peer.next()).toMatchObject({ type: 'next', id: '1' });
    peer.socket.close();
  });

  test('closes with 4429 on a second connection_init', async () => {
    const peer = await connect().init();
    peer.send({ type: 'connection_init' });
    expect((await peer.closed).code).toBe(4429);
  });

  const MASK = [0, 0, 0, 0];
  test.each([
    [1002, 'a frame of no known kind', Buffer.from([0x83, 0x80, ...MASK])],
    [1002, 'a frame without a mask', Buffer.from([0x81, 0x02, 0x7b, 0x7d])],
    [1007, 'text that is no UTF-8', Buffer.from([0x81, 0x82, ...MASK, 0xff, 0xfe])],
    [
      1008,
      'a message in too many fragments',
      Buffer.from([[0x01, 0x80, ...MASK], Array(16_384).fill([0x00, 0x80, ...MASK])].flat(2)),
    ],
    [1009, 'a message over the limit', Buffer.from([0x81, 0xfe, 0xff, 0xff, ...MASK])],
  ])('closes with %i on %s, and counts it', async (code, _what, frames) => {
    const label = `dwar_websocket_closes_total{code="${code}"} `;
    const count = async () => {
      const lines = (await (await fetch(`${started.url}/metrics`)).text()).split('\n');
      return Number(lines.find((line) => line.startsWith(label))?.slice(label.length) ?? 0);
    };
    const before = await count();
    const peer = await connect().init();
    rawSocketOf(peer).write(frames);
    expect((await peer.closed).code).toBe(code);
    while ((await count()) === before) await new Promise(setImmediate);
    expect(await count()).toBe(before + 1);
  });
});

describe('errors on a socket', () => {
  const long = `{ ${'hello '.repeat(80)} }`;
  test.each([
    ['{ hello', 'GRAPHQL_PARSE_FAILED'],
    [long, 'OPERATION_LIMIT_EXCEEDED'],
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['query A { hello } query B { hello }', 'OPERATION_RESOLUTION_FAILURE'],
    ['subscription { ticks(to: 1) @skip(if: true) { count } }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'subscription { ...f } fragment f on Subscription { ticks @skip(if: true) { count } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'subscription S($a: Boolean!) { ... @include(if: $a) { ticks { count } } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
  ])('before execution end the operation, but not the socket: %s', async (query, code) => {
    const peer = await connect().init();
    peer.send(subscribe(query));
    expect(await peer.next()).toMatchObject({ type: 'error', id: '1', payload: [{ extensions: { code } }] });
    peer.send(subscribe('{ hello }'));
    expect(await peer.next()).toMatchObject({
      type: 'next',
      id: '1',
      payload: { data: { hello: 'hello world' } },
    });
    peer.socket.close();
  });

  test.each([
    ['query Q($n: Int!) { need(n: $n) }', 'BAD_USER_INPUT'],
    ['subscription S($to: Int!) { ticks(to: $to) { count } }', 'BAD_USER_INPUT'],
    ['subscription { mine { count } }', 'UNAUTHENTICATED'],
    ['subscription { ticks(after: "x") { count } }', 'NOT_FOUND'],
    ['subscription { defect { count } }', 'INTERNAL_SERVER_ERROR'],
    ['{ broken }', 'INTERNAL_SERVER_ERROR'],
    ['subscription { ticks(ends: 1) { broken } }', 'INTERNAL_SERVER_ERROR'],
  ])('of execution are coded and masked: %s', async (query, code) => {
    const peer = await connect({ headers: { 'x-request-id': 'ws-1' } }).init();
    peer.send(subscribe(query));
    const message = await peer.next();
    expect(message).toMatchObject({ type: 'next', payload: { errors: [{ extensions: { code } }] } });
    expect(JSON.stringify(message)).not.toMatch(/hunter2|internal detail|stack/);
    if (code === 'INTERNAL_SERVER_ERROR') expect(JSON.stringify(message)).toContain('"requestId":"ws-1"');
    peer.socket.close();
  });

  test('of the source are masked and end the operation, but not the socket', async () => {
    const peer = await connect().init();
    peer.send(subscribe('subscription { breaks { count } }'));
    expect(await peer.next()).toMatchObject({ type: 'next' });
    const message = await peer.next();
    expect(message).toMatchObject({ type: 'error', payload: [{ message: 'Internal server error' }] });
    expect(JSON.stringify(message)).not.toContain('/var/lib');
    peer.send(subscribe('{ hello }', '2'));
    expect(await until(() => peer.socket.readyState === WebSocket.OPEN)).toBeUndefined();
    peer.socket.close();
  });

  test('in creating the context are masked', async () => {
    const createContext = () => {
      throw new Error('the database is at 10.0.0.9');
    };
    const broken = await startServer({ runtime: { createContext } });
    const peer = await new Peer(broken.wsUrl).init();
    peer.send(subscribe('{ hello }'));
    const message = await peer.next();
    expect(message).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
    });
    peer.socket.close();
  });

  test('report too many operations on one socket', async () => {
    const peer = await connect().init();
    for (let index = 0; index <= 128; index++)
      peer.send(subscribe('subscription { ticks(to: 0) { count } }', String(index)));
    expect(await peer.next()).toMatchObject({
      type: 'error',
      id: '128',
      payload: [{ extensions: { code: 'OPERATION_LIMIT_EXCEEDED', limit: 'subscriptions' } }],
    });
    peer.socket.close();
    await until(() => started.probe.openSources === 0);
  });

  test('do not reveal the schema if introspection is off', async () => {
    const closed = await startServer({ runtime: { introspection: false } });
    const peer = await new Peer(closed.wsUrl).init();
    peer.send(subscribe('{ __schema { types { name } } }'));
    expect(await peer.next()).toMatchObject({
      type: 'error',
      payload: expect.arrayContaining([
        expect.objectContaining({ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }),
      ]),
    });
    peer.socket.close();
  });
});

describe('a slow reader', () => {
  test('slows its source down and is closed with 4413, without affecting others', async () => {
    const slow = await startServer({ times: { stalledMs: 200 } });
    const pulled = { count: 0 };
    slow.probe.on('pulled', (count: number) => {
      pulled.count = Math.max(pulled.count, count);
    });
    const peer = await new Peer(slow.wsUrl).init();
    peer.socket.pause();
    peer.send(subscribe('subscription { ticks(ends: 100000, padding: 20000) { padding } }'));
    await until(() => pulled.count > 0);
    const other = await new Peer(slow.wsUrl).init();
    other.send(subscribe('{ hello }'));
    expect(await other.next()).toMatchObject({ type: 'next', payload: { data: { hello: 'hello world' } } });
    other.socket.close();
    await until(() => slow.probe.openSources === 0);
    expect(pulled.count).toBeLessThan(2_000);
    peer.socket.resume();
    expect((await peer.closed).code).toBe(4413);
  });

  test('that does not answer pings is cut off', async () => {
    const strict = await startServer({ times: { keepAliveMs: 60 } });
    const peer = new Peer(strict.wsUrl);
    await peer.init();
    peer.socket.pong = () => {};
    (peer.socket as unknown as { _autoPong: boolean })._autoPong = false;
    expect((await peer.closed).code).toBe(1006);
  });
});

describe('draining', () => {
  test('closes sockets with 1012 and accepts no new ones', async () => {
    const draining = await startServer();
    const peer = await new Peer(draining.wsUrl).init();
    peer.send(subscribe('subscription { ticks(to: 1) { count } }'));
    await peer.next();
    const drained = draining.server.drain();
    expect((await peer.closed).code).toBe(1012);
    await drained;
    expect(draining.probe.openSources).toBe(0);
    await expect(new Peer(draining.wsUrl).opened()).rejects.toThrow('503');
  });
});

import { once } from 'node:events';
import { request as nodeRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { closeServers, type GraphqlBody, post, type Started, startServer } from '../support/test-server.js';

let dev: Started;
let production: Started;

beforeAll(async () => {
  dev = await startServer({
    env: { NODE_ENV: 'development', CORS_ORIGINS: '', DEV_ALLOWED_HOSTS: '10.0.2.2' },
  });
  production = await startServer({
    env: { NODE_ENV: 'production', GATEWAY_URL: 'https://gateway.test', DEV_ALLOWED_HOSTS: '10.0.2.2' },
  });
});

afterAll(closeServers);

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly json: GraphqlBody;
}

/** Sends a request with any Host header, which fetch does not allow. */
function send(
  started: Started,
  method: string,
  path: string,
  headers: Record<string, string>,
): Promise<Answer> {
  const { port } = new URL(started.url);
  return new Promise((resolve, reject) => {
    const sent = nodeRequest({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += String(chunk);
      });
      response.on('end', () => {
        const json = (text.startsWith('{') ? JSON.parse(text) : {}) as GraphqlBody;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, json });
      });
    });
    sent.on('error', reject);
    sent.end(method === 'POST' ? '{"query":"{ hello }"}' : undefined);
  });
}

/** Writes bytes and returns the status line. */
async function write(started: Started, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(started.url).port), '127.0.0.1');
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += String(chunk);
  });
  socket.end(bytes);
  await once(socket, 'close');
  return text.split('\r\n')[0] ?? '';
}

/** The outcome of an upgrade: `open`, or its status. */
function upgrade(started: Started, headers: Record<string, string>): Promise<string | number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(started.wsUrl, 'graphql-transport-ws', { headers });
    socket.on('open', () => {
      socket.close();
      resolve('open');
    });
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => {});
  });
}

const EVERYTHING: [method: string, path: string][] = [
  ['GET', '/'],
  ['GET', '/graphql'],
  ['GET', '/graphql?query={hello}'],
  ['POST', '/graphql'],
  ['OPTIONS', '/graphql'],
  ['GET', '/graphql/stream?query={hello}'],
  ['POST', '/graphql/stream'],
  ['GET', '/graphiql/index.js'],
  ['GET', '/metrics'],
  ['GET', '/nothing'],
  ['OPTIONS', '/webhooks/gateway'],
];
const OPEN: [method: string, path: string, status: number][] = [
  ['GET', '/health/live', 200],
  ['GET', '/health/ready', 200],
  ['POST', '/webhooks/gateway', 200],
];
const JSON_HEADERS = { 'content-type': 'application/json', 'apollo-require-preflight': '1' };

describe('outside production', () => {
  test.each(EVERYTHING)(
    '%s %s is not served to a page whose host name was rebound to this address',
    async (method, path) => {
      const { status, headers, json } = await send(dev, method, path, {
        ...JSON_HEADERS,
        host: `evil.example:${new URL(dev.url).port}`,
        'access-control-request-method': 'POST',
      });
      expect([status, json.errors?.[0]?.extensions.code]).toEqual([421, 'HOST_NOT_ALLOWED']);
      expect(json.errors?.[0]?.message).toContain('DEV_ALLOWED_HOSTS');
      expect(headers['access-control-allow-origin']).toBeUndefined();
    },
  );

  test.each(EVERYTHING)('%s %s is not served to a page of another site', async (method, path) => {
    for (const origin of ['https://evil.example', 'null', 'http://localhost.evil.example']) {
      const { status, headers, json } = await send(dev, method, path, {
        ...JSON_HEADERS,
        origin,
        'access-control-request-method': 'POST',
      });
      expect([status, json.errors?.[0]?.extensions.code]).toEqual([403, 'ORIGIN_NOT_ALLOWED']);
      expect(json.errors?.[0]?.message).toContain('DEV_ALLOWED_HOSTS');
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  test.each(OPEN)('%s %s is served under any host name', async (method, path, status) => {
    const foreign = { host: 'evil.example', origin: 'https://evil.example' };
    const answer = await send(dev, method, path, { ...JSON_HEADERS, ...foreign });
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([status, undefined]);
  });

  test('sockets are protected as well', async () => {
    expect(await upgrade(dev, { host: 'evil.example' })).toBe(421);
    expect(await upgrade(dev, { origin: 'https://evil.example' })).toBe(403);
    expect(await upgrade(dev, { origin: 'null' })).toBe(403);
    expect(await upgrade(dev, {})).toBe('open');
    expect(await upgrade(dev, { origin: 'http://localhost:5173' })).toBe('open');
    expect(await upgrade(dev, { host: '10.0.2.2:4000', origin: 'http://10.0.2.2:5173' })).toBe('open');
  });

  test.each([
    ['an HTTP/1.0 request without Host', 'GET /graphql HTTP/1.0\r\n\r\n', 421],
    ['an HTTP/1.0 request', 'GET /metrics HTTP/1.0\r\nHost: localhost\r\n\r\n', 200],
    ['an HTTP/1.1 request without Host', 'GET /graphql HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    [
      'two Host headers',
      'GET /metrics HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
      421,
    ],
    [
      'an absolute target of another name',
      'GET http://evil.example/metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
      421,
    ],
    [
      'an absolute target with a user',
      'GET http://localhost@evil.example/metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
      421,
    ],
    ['an empty Host', 'GET /metrics HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n', 421],
  ])('%s gets the required status', async (_name, bytes, status) => {
    expect(await write(dev, bytes)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  test.each(['http://localhost:5173', 'http://localhost:3000', 'http://127.0.0.1:8080'])(
    'a web app on %s works without configuration',
    async (origin) => {
      const preflight = await send(dev, 'OPTIONS', '/graphql', {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      });
      expect([preflight.status, preflight.headers['access-control-allow-origin']]).toEqual([204, origin]);
      expect(preflight.headers['access-control-allow-headers']).toContain('authorization');
      const answer = await post(dev.url, { query: '{ hello }' }, { origin });
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, origin]);
      const stream = await fetch(`${dev.url}/graphql/stream`, {
        method: 'POST',
        headers: { ...JSON_HEADERS, accept: 'text/event-stream', origin },
        body: '{"query":"{ hello }"}',
      });
      expect([stream.status, stream.headers.get('access-control-allow-origin')]).toEqual([200, origin]);
      expect(await stream.text()).toContain('hello world');
    },
  );

  test('the log reports once what production would refuse', async () => {
    const fresh = await startServer({
      env: { NODE_ENV: 'development', CORS_ORIGINS: 'https://app.example.com' },
    });
    const origins = ['http://localhost:5173', 'http://localhost:3000', 'https://app.example.com', fresh.url];
    for (let n = 0; n < 3; n += 1)
      for (const origin of origins) expect((await post(fresh.url, {}, { origin })).status).toBe(400);
    const named = fresh.lines.filter((line) => line.includes('production would refuse'));
    expect(named.map((line) => (JSON.parse(line) as { origin: string }).origin)).toEqual(origins.slice(0, 2));
  });

  test('the log names at most a hundred origins', async () => {
    const fresh = await startServer();
    for (let port = 3_000; port < 3_120; port += 1)
      await fetch(`${fresh.url}/nothing`, { headers: { origin: `http://localhost:${port}` } });
    expect(fresh.lines.filter((line) => line.includes('production would refuse'))).toHaveLength(100);
  });
});

describe('in production', () => {
  test('any Host is served, since tokens prove callers, and pages are left to CORS', async () => {
    const foreign = { ...JSON_HEADERS, host: 'api.example.com', origin: 'http://localhost:5173' };
    const { status, headers } = await send(production, 'POST', '/graphql', foreign);
    expect([status, headers['access-control-allow-origin']]).toEqual([200, undefined]);
  });

  test('sockets of pages that are not configured are refused, also of loopback', async () => {
    expect(await upgrade(production, { origin: 'http://localhost:5173' })).toBe(403);
    expect(await upgrade(production, { origin: 'http://10.0.2.2' })).toBe(403);
    expect(await upgrade(production, { origin: 'https://app.example.com' })).toBe('open');
    expect(await upgrade(production, { host: 'api.example.com' })).toBe('open');
  });
});

import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { closeServers, type Started, startServer } from '../support/test-server.js';

let server: Started;

beforeAll(async () => {
  server = await startServer();
});

afterAll(closeServers);

const json = { 'content-type': 'application/json' };

/** The id in the answer to a request with these headers. */
type Ask = (headers: Record<string, string>) => Promise<string | null | undefined>;

const overHttp =
  (path: string, init: RequestInit): Ask =>
  async (headers) => {
    const response = await fetch(`${server.url}${path}`, {
      ...init,
      headers: { ...init.headers, ...headers },
    });
    await response.text();
    return response.headers.get('x-request-id');
  };

const overSocket =
  (url: () => string, event: 'upgrade' | 'unexpected-response'): Ask =>
  async (headers) => {
    const socket = new WebSocket(url(), 'graphql-transport-ws', { headers });
    socket.on('error', () => {});
    const received = (await once(socket, event)) as IncomingMessage[];
    socket.terminate();
    return String(
      received.find((part) => 'headers' in part && 'statusCode' in part)?.headers['x-request-id'],
    );
  };

const ways: [string, Ask][] = [
  ['GraphQL', overHttp('/graphql', { method: 'POST', headers: json, body: '{"query":"{ hello }"}' })],
  ['GraphQL that cannot be read', overHttp('/graphql', { method: 'POST', headers: json, body: '{' })],
  [
    'a stream',
    overHttp('/graphql/stream', {
      method: 'POST',
      headers: { ...json, accept: 'text/event-stream' },
      body: '{"query":"{ hello }"}',
    }),
  ],
  ['a webhook', overHttp('/webhooks/gateway', { method: 'POST', headers: json, body: '{}' })],
  ['a refused webhook', overHttp('/webhooks/gateway', { method: 'POST', body: 'x' })],
  ['what is not there', overHttp('/nothing', {})],
  ['a health check', overHttp('/health/live', {})],
  ['a WebSocket', overSocket(() => server.wsUrl, 'upgrade')],
  ['a refused WebSocket', overSocket(() => `${server.wsUrl}/other`, 'unexpected-response')],
];

describe.each(ways)('the answer to %s', (_name, ask) => {
  test('has the id of the request', async () => {
    expect(await ask({ 'x-request-id': 'from-the_caller-1' })).toBe('from-the_caller-1');
  });

  test.each([
    ['none', {}],
    ['one too long', { 'x-request-id': 'x'.repeat(65) }],
    ['one that could be markup', { 'x-request-id': '<b>1</b>' }],
    ['one that holds a PAN', { 'x-request-id': 'of-ABCDE1234F' }],
    ['one that holds a phone number', { 'x-request-id': 'tel_919876543210' }],
  ])('has a new id for %s', async (_what, headers: Record<string, string>) => {
    const [one, other] = [await ask(headers), await ask(headers)];
    expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    expect(other).not.toBe(one);
  });
});

test('a socket’s log lines and answers have the id of its upgrade', async () => {
  const socket = new WebSocket(server.wsUrl, 'graphql-transport-ws');
  const [[upgrade]] = await Promise.all([once(socket, 'upgrade'), once(socket, 'open')]);
  const id = (upgrade as IncomingMessage).headers['x-request-id'];
  socket.send('{"type":"connection_init"}');
  await once(socket, 'message');
  socket.send('{"id":"1","type":"subscribe","payload":{"query":"{ broken }"}}');
  expect(String(await once(socket, 'message'))).toContain(`"requestId":"${id}"`);
  socket.terminate();
  const line = server.lines.find((text) => text.includes('unexpected error'));
  expect(JSON.parse(line ?? '{}')).toMatchObject({ requestId: id });
});

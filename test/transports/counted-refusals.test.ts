import { once } from 'node:events';
import { request as nodeRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ErrorCode } from '../../src/core/errors.js';
import type { WebhookOutcome } from '../../src/core/webhook-outcome.js';
import { closeServers, type Started, startServer } from '../support/test-server.js';

let started: Started;
let isOverloaded = false;
let outcome: WebhookOutcome = 'stored';

beforeAll(async () => {
  started = await startServer({
    receiveWebhook: async () => outcome,
    overload: { isOverloaded: () => isOverloaded, close: () => {} },
  });
});

afterAll(closeServers);

/** Errors sent to clients so far, by code. */
async function errorCounts({ url } = started): Promise<ReadonlyMap<string, number>> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const samples = text.matchAll(/^dwar_errors_total\{code="(\w+)"\} (\d+)$/gm);
  // Some codes are there from the start.
  return new Map(
    [...samples]
      .map(([, code = '', count]) => [code, Number(count)] as const)
      .filter(([, count]) => count > 0),
  );
}

/** What `work` adds to the errors sent to clients. */
async function added(work: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = await errorCounts();
  await work();
  const grown = [...(await errorCounts())].map(
    ([code, count]) => [code, count - (before.get(code) ?? 0)] as const,
  );
  return Object.fromEntries(grown.filter(([, count]) => count > 0));
}

function deliver(refusal: WebhookOutcome): Promise<Response> {
  outcome = refusal;
  const headers = { 'content-type': 'application/json' };
  return fetch(`${started.url}/webhooks/gateway`, { method: 'POST', headers, body: '{}' });
}

/** Writes the text on its own connection and returns the answer until the server closes. */
async function write(text: string): Promise<string> {
  const socket = connect(Number(new URL(started.url).port), '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.write(text);
  await once(socket, 'close');
  return String(Buffer.concat(chunks));
}

/** Requests an upgrade that is refused. */
async function upgrade(path: string, headers: Record<string, string> = {}, { url } = started) {
  const asked = nodeRequest(`${url}${path}`, {
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      ...headers,
    },
  });
  const [response] = await once(asked.end(), 'response');
  const body = JSON.parse(String(Buffer.concat(await response.toArray())));
  return {
    status: response.statusCode,
    retryAfter: response.headers['retry-after'],
    extensions: body.errors[0].extensions,
  };
}

describe('a refusal is counted by its code', () => {
  const cases: readonly [name: string, code: ErrorCode, work: () => Promise<unknown>][] = [
    ['of an unknown path', 'ROUTE_NOT_FOUND', () => fetch(`${started.url}/nothing`)],
    ['of a method', 'METHOD_NOT_ALLOWED', () => fetch(`${started.url}/graphql`, { method: 'PUT' })],
    ['of a checksum', 'WEBHOOK_CHECKSUM_INVALID', () => deliver('invalid')],
    ['of a delivery', 'WEBHOOK_LIMITED', () => deliver('busy')],
    ['of what is no HTTP', 'BAD_REQUEST', () => write('no HTTP\r\n\r\n')],
    ['of a large head', 'BAD_REQUEST', () => write(`GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)],
    ['of a socket elsewhere', 'ROUTE_NOT_FOUND', () => upgrade('/other')],
    [
      'of a socket from another origin',
      'ORIGIN_NOT_ALLOWED',
      () => upgrade('/graphql', { origin: 'https://evil.example.com' }),
    ],
    ['of a handshake', 'BAD_REQUEST', () => upgrade('/graphql', { 'sec-websocket-key': 'short' })],
  ];

  test.each(cases)('%s', async (_name, code, work) => {
    expect(await added(work)).toEqual({ [code]: 1 });
  });

  test('of a socket during overload, with the time after which to retry', async () => {
    isOverloaded = true;
    const errors = await added(async () => {
      expect(await upgrade('/graphql')).toEqual({
        status: 503,
        retryAfter: '2',
        extensions: { code: 'OVERLOADED', requestId: expect.any(String), retryAfterSeconds: 2 },
      });
    });
    isOverloaded = false;
    expect(errors).toEqual({ OVERLOADED: 1 });
  });

  test('of a socket while draining, with the time after which to retry', async () => {
    const draining = await startServer();
    await draining.server.drain();
    expect(await upgrade('/graphql', {}, draining)).toMatchObject({ status: 503, retryAfter: '1' });
    expect(await errorCounts(draining)).toEqual(new Map([['SHUTTING_DOWN', 1]]));
  });
});

describe('an error that no client received is not counted', () => {
  test.each(['/webhooks/gateway', '/graphql'])(
    'of a request to %s whose client disconnected',
    async (path) => {
      const errors = await added(async () => {
        const socket = connect(Number(new URL(started.url).port), '127.0.0.1');
        const length = 'Content-Type: application/json\r\nContent-Length: 100\r\nExpect: 100-continue';
        socket.write(`POST ${path} HTTP/1.1\r\nHost: dwar.test\r\n${length}\r\n\r\n`);
        await once(socket, 'data');
        socket.write('{"half": ');
        socket.resetAndDestroy();
        await once(socket, 'close');
        // A later request was answered, so the disconnect has been noticed.
        for (let n = 0; n < 3; n += 1) await fetch(`${started.url}/health/live`);
      });
      expect(errors).toEqual({});
    },
  );
});

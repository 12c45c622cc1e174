import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { closeServers, type Started, startServer } from '../support/test-server.js';

/** Requests that offer another protocol than WebSocket, as `curl --http2` and Java's client do in each plain request. */
const received: string[] = [];
let started: Started;

beforeAll(async () => {
  started = await startServer({
    receiveWebhook: async (rawBody) => {
      received.push(String(rawBody));
      return 'stored';
    },
  });
});

afterAll(closeServers);

/** Writes each piece after an answer to the one before. Returns all bytes received until the server closes. */
async function exchange(...pieces: readonly string[]): Promise<string> {
  const socket = connect(Number(new URL(started.url).port), '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  for (const [index, piece] of pieces.entries()) {
    socket.write(piece);
    if (index < pieces.length - 1) await once(socket, 'data');
  }
  await once(socket, 'close');
  return String(Buffer.concat(chunks));
}

function offering(line: string, body = '', connection = 'Upgrade, HTTP2-Settings'): string {
  const head = [
    `${line} HTTP/1.1`,
    'Host: dwar.test',
    `Connection: ${connection}`,
    'Upgrade: h2c',
    'HTTP2-Settings: AAMAAABkAAQAAP__',
    ...(body === '' ? [] : ['Content-Type: application/json', `Content-Length: ${body.length}`]),
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

describe('an offer of another protocol is ignored', () => {
  test('at /health/live, and the connection ends: bytes after the offer are not read', async () => {
    const live = offering('GET /health/live');
    for (const sent of [live, live + live]) {
      const text = await exchange(sent);
      expect(text.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(1);
      expect(text).toMatch(/^connection: close\r$/im);
      expect(text).toContain('{"status":"ok"}');
    }
  });

  test('at /graphql, with the body of the request', async () => {
    const text = await exchange(offering('POST /graphql', '{"query":"{ hello }"}'));
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(text).toContain('{"data":{"hello":"hello world"}}');
  });

  test('at /webhooks/gateway, with the bytes unchanged', async () => {
    received.length = 0;
    const text = await exchange(offering('POST /webhooks/gateway', '{"some": "delivery"}'));
    expect(text).toContain('{"status":"stored"}');
    expect(received).toEqual(['{"some": "delivery"}']);
  });

  test('if the body arrives after the head', async () => {
    const [head = '', body = ''] = offering('POST /graphql', '{"query":"{ hello }"}', 'Upgrade').split(
      /(?<=\r\n\r\n)/,
    );
    const expected = head.replace('\r\n\r\n', '\r\nExpect: 100-continue\r\n\r\n');
    const text = await exchange(expected, body);
    expect(text).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
    expect(text).toContain('{"data":{"hello":"hello world"}}');
  });
});

test('an offer of a tunnel ends the connection', async () => {
  expect(await exchange('CONNECT dwar.test:80 HTTP/1.1\r\nHost: dwar.test\r\n\r\n')).toBe('');
});

import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

/** What an answer may use to cause harm. */
export interface HostileMeans {
  /** A server that must receive no request. */
  readonly thiefUrl: string;
  /** Ids of another viewer. */
  readonly otherTransactionId: string;
  readonly otherAuthId: string;
}

/** Sends one answer that a client must not trust. */
export type HostileAnswer = (response: ServerResponse, means: HostileMeans, path: string) => void;

const JSON_TYPE = { 'content-type': 'application/json' };
const MEBIBYTE = 2 ** 20;
const text =
  (body: string | Buffer, status = 200, headers: Record<string, string> = {}): HostileAnswer =>
  (response) =>
    void response.writeHead(status, { ...JSON_TYPE, ...headers }).end(body);
const redirect =
  (status: number): HostileAnswer =>
  (response, { thiefUrl }, path) =>
    void response.writeHead(status, { location: `${thiefUrl}${path}` }).end();
/** Answers on the bare socket, so that it need not be valid HTTP. */
const raw =
  (play: (socket: Socket) => void): HostileAnswer =>
  (response) => {
    const { socket } = response;
    if (socket === null) return;
    socket.on('error', () => {});
    play(socket);
  };

/**
 * Writes the same bytes repeatedly, as fast as they are read or at an interval, until the client closes the
 * connection.
 */
function repeat(target: ServerResponse | Socket, chunk: string | Buffer, everyMs = 0): void {
  const write = () => {
    if (target.destroyed || !target.writable) return;
    const hasRoom = target.write(chunk);
    if (everyMs > 0) setTimeout(write, everyMs).unref();
    else if (hasRoom) setImmediate(write);
    else target.once('drain', write);
  };
  write();
}

const begun = (response: ServerResponse, headers: Record<string, string> = {}) => {
  response.writeHead(200, { ...JSON_TYPE, ...headers });
  return response;
};
const PLAUSIBLE = '{"success":true,"errors":null,"data":{"transactionId":"TRX_';

/** The hostile answers, by name. */
export const HOSTILE_ANSWERS: Readonly<Record<string, HostileAnswer>> = {
  'JSON that breaks off': text(PLAUSIBLE),
  'less than was announced': (response) => {
    begun(response, { 'content-length': '1000' }).write(PLAUSIBLE, () => response.destroy());
  },
  'HTML with 200': text('<!doctype html><title>Sign in</title>', 200, { 'content-type': 'text/html' }),
  'HTML with 502': text('<html>bad gateway</html>', 502, { 'content-type': 'text/html' }),
  'an empty body': text(''),
  'no content': (response) => void response.writeHead(204).end(),
  'JSON null': text('null'),
  'a JSON list': text('[1,2,3]'),
  'a JSON number': text('42'),
  'a JSON string': text('"ok"'),
  'success without data': text('{"success":true,"errors":null}'),
  'success with null': text('{"success":true,"errors":null,"data":null}'),
  'wrong types': text(
    '{"success":true,"errors":null,"data":{"transactionId":7,"expireAt":{},"transactionDetails":[],"securities":"all","status":true}}',
  ),
  'misshapen ids': text(
    '{"success":true,"errors":null,"data":{"transactionId":"TRX_../../x","expireAt":"2099-01-01T00:00:00Z"}}',
  ),
  'times that are none': text(
    `{"success":true,"errors":null,"data":{"transactionId":"TRX_${'0'.repeat(32)}","expireAt":"soon"}}`,
  ),
  'failure with 200': text('{"success":false,"errors":["no"],"data":null}'),
  'success as text': text(
    `{"success":"true","data":{"transactionId":"TRX_${'1'.repeat(32)}","expireAt":"2099-01-01T00:00:00Z"}}`,
  ),
  'ids of others': (response, { otherTransactionId, otherAuthId }) => {
    const data = {
      transactionId: otherTransactionId,
      expireAt: '2099-01-01T00:00:00Z',
      smallcaseAuthId: otherAuthId,
      snapshotDate: '2099-01-01T00:00:00Z',
      updating: false,
      securities: [],
      transactionDetails: { transactionId: otherTransactionId, status: 'COMPLETED', authId: otherAuthId },
    };
    text(JSON.stringify({ success: true, errors: null, data }))(response, {} as HostileMeans, '');
  },
  '12 MiB': text(`{"success":true,"errors":null,"data":{"transactionId":"${'9'.repeat(12 * MEBIBYTE)}"}}`),
  'a body without an end': (response) => repeat(begun(response), Buffer.alloc(64 * 1024, ' ')),
  'a body byte by byte': (response) => repeat(begun(response), ' ', 100),
  'headers byte by byte': raw((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nx-slow: ');
    repeat(socket, 'a', 100);
  }),
  'headers without an end': raw((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    repeat(socket, `x-many: ${'a'.repeat(500)}\r\n`);
  }),
  'silence after the headers': (response) => begun(response, { 'content-length': '100' }).flushHeaders(),
  'a gzip bomb': (response) => {
    repeat(begun(response, { 'content-encoding': 'gzip' }), gzipSync(Buffer.alloc(MEBIBYTE, ' ')));
  },
  'gzip that is none': text('{"success":true}', 200, { 'content-encoding': 'gzip' }),
  'an unknown encoding': text('{"success":true}', 200, { 'content-encoding': 'rot13' }),
  'a redirect by 302': redirect(302),
  'a redirect by 307': redirect(307),
  'a redirect by 308': redirect(308),
  'more than was announced': raw((socket) =>
    socket.end(
      'HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n{"success":true,"data":{}}\r\nHTTP/1.1 200 OK\r\n\r\n',
    ),
  ),
  'two lengths': raw((socket) =>
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 16\r\n\r\n{"success":true}'),
  ),
  'bytes that are no HTTP': raw((socket) =>
    socket.end(Buffer.from('\u0000\u0001\u00ffSSH-2.0-nothing\r\n\r\n', 'latin1')),
  ),
  'another protocol': raw((socket) =>
    socket.end('HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n'),
  ),
  'the end of the connection': raw((socket) => socket.destroy()),
  'a reset': raw((socket) => socket.resetAndDestroy()),
  'text that is no UTF-8': text(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])),
  'deep nesting': text('['.repeat(200_000)),
  'a prototype': text('{"success":true,"data":{"__proto__":{"transactionId":"x"},"constructor":{}}}'),
  '429 for a century': text('{"success":false,"errors":["later"]}', 429, { 'retry-after': '3153600000' }),
};

import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** Answers with JSON on a connection that no response stands for, and ends it. */
export function answerRaw(
  socket: Duplex,
  status: number,
  json: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = JSON.stringify(json);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  socket.once('finish', () => socket.destroy());
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

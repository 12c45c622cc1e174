import type { OutgoingHttpHeader, ServerResponse } from 'node:http';

/** Headers of one request, of its connection, or that follow from the body. */
const OF_ONE_REQUEST = [
  'x-request-id',
  'ratelimit',
  'ratelimit-policy',
  'content-length',
  'transfer-encoding',
  'date',
  'keep-alive',
];

/** A response as it was sent. */
export interface CapturedAnswer {
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/**
 * Calls `onWhole` with what is written to the response once it has ended, unless it was no 200 or closes its
 * connection. Nothing of the response changes.
 */
export function captureAnswer(response: ServerResponse, onWhole: (answer: CapturedAnswer) => void): void {
  const chunks: Buffer[] = [];
  const collect = (chunk: unknown, encoding: unknown) => {
    if (typeof chunk === 'string') chunks.push(Buffer.from(chunk, encoding as BufferEncoding | undefined));
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  const { write, end } = response;
  response.write = function writeCaptured(this: ServerResponse, ...args: unknown[]) {
    collect(args[0], typeof args[1] === 'string' ? args[1] : undefined);
    return Reflect.apply(write, this, args);
  } as typeof write;
  response.end = function endCaptured(this: ServerResponse, ...args: unknown[]) {
    // `end` may be called without a body, and itself calls `write` in no case.
    if (typeof args[0] !== 'function') collect(args[0], typeof args[1] === 'string' ? args[1] : undefined);
    return Reflect.apply(end, this, args);
  } as typeof end;
  response.once('finish', () => {
    const headers = response.getHeaders();
    if (response.statusCode !== 200 || headers.connection !== undefined) return;
    onWhole({ headers: flatten(headers), body: Buffer.concat(chunks) });
  });
}

function flatten(headers: Readonly<Record<string, OutgoingHttpHeader | undefined>>): string[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    if (value === undefined || OF_ONE_REQUEST.includes(name)) return [];
    const values = Array.isArray(value) ? value : [value];
    return values.flatMap((one) => [name, String(one)]);
  });
}

import { got } from 'got';
import type { Agents } from './egress.js';

/** What one call may take. */
export interface FetchBounds {
  /** Longest time for the whole answer, in milliseconds. */
  readonly timeoutMs: number;
  /** Largest answer, in bytes. */
  readonly maxBytes: number;
}

interface Call {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** A form, or nothing. */
  readonly body?: URLSearchParams | string | undefined;
}

/** The client's own time limit does not hold while a server answers with another protocol; this one does. */
const LAST_RESORT_MS = 500;

/**
 * Sends one request, and reads its answer within bounds. Redirects are not followed. Rejects if no answer
 * came in time, or a larger one than is read.
 */
export async function boundedFetch(
  url: string,
  { method, headers, body }: Call,
  agents: Agents,
  { timeoutMs, maxBytes }: FetchBounds,
): Promise<Response> {
  const stream = got.stream(url, {
    method: method as 'GET' | 'POST',
    headers: { ...headers },
    ...(body === undefined ? {} : { body: String(body) }),
    agent: agents,
    timeout: { request: timeoutMs },
    signal: AbortSignal.timeout(timeoutMs + LAST_RESORT_MS),
    retry: { limit: 0 },
    throwHttpErrors: false,
    followRedirect: false,
  });
  // The reading loop reports failures; what still comes after it has ended must not end the process.
  stream.on('error', () => {});
  try {
    const bytes = await readBytes(stream, maxBytes);
    const { statusCode: status = 0, headers: answered } = stream.response ?? { headers: {} };
    return new Response(status === 204 || status === 304 ? null : bytes, {
      status,
      headers: { 'content-type': answered['content-type'] ?? '' },
    });
  } finally {
    stream.destroy();
  }
}

/** Stops reading, and closes the connection, at the first byte beyond the bound. */
export async function readBytes(
  stream: AsyncIterable<unknown>,
  maxBytes: number,
): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > maxBytes) throw new Error(`the server sent more than ${maxBytes} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

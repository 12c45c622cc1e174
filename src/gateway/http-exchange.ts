import type { Agent as HttpAgent, ClientRequest } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import { got, type Response } from 'got';
import { GatewayError } from './gateway-error.js';

/** One HTTP request as it goes out. */
export interface HttpRequest {
  /** For messages: what is being done. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'OPTIONS';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly signal: AbortSignal | undefined;
  readonly agent: { readonly http: HttpAgent; readonly https: HttpsAgent };
  readonly connectTimeoutMs: number;
  readonly responseTimeoutMs: number;
  /** For this exchange alone. */
  readonly totalTimeoutMs: number;
  /** Longest body, after decompression. */
  readonly maxAnswerBytes: number;
}

/** A complete answer, of any status. */
export interface HttpAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly date: string | undefined;
  readonly retryAfter: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
}

/**
 * Sends one request, once, to the one host it is for, and reads its whole answer. Redirects are answers and
 * not followed; the body is counted as it is decompressed and given up on when it grows too long. Throws
 * GatewayError: `unavailable` for no answer, `malformed` for one that is no HTTP or too long.
 */
export async function exchange(request: HttpRequest): Promise<HttpAnswer> {
  const stream = got.stream(request.url, {
    method: request.method,
    headers: request.headers,
    ...bodyOf(request),
    agent: request.agent,
    timeout: {
      lookup: request.connectTimeoutMs,
      connect: request.connectTimeoutMs,
      secureConnect: request.connectTimeoutMs,
      response: request.responseTimeoutMs,
      request: request.totalTimeoutMs,
    },
    retry: { limit: 0 },
    throwHttpErrors: false,
    followRedirect: false,
    decompress: true,
  });
  const wire = { isConnected: false, response: undefined as Response | undefined };
  stream.once('request', (sending: ClientRequest) => {
    watchConnection(sending, () => (wire.isConnected = true));
    refuseUpgrade(sending, (error) => stream.destroy(error));
  });
  stream.once('response', (response: Response) => (wire.response = response));
  // The reading loop reports failures; what still comes after it has ended must not end the process.
  stream.on('error', () => {});
  const cancel = () => stream.destroy(new Error('cancelled'));
  request.signal?.addEventListener('abort', cancel, { once: true });
  try {
    if (request.signal?.aborted === true) cancel();
    const body = await readBody(stream, request);
    if (wire.response === undefined) throw Object.assign(new Error('no answer'), { code: 'ECONNRESET' });
    return toAnswer(wire.response, body);
  } catch (error) {
    throw toGatewayError(error, request, wire.isConnected);
  } finally {
    request.signal?.removeEventListener('abort', cancel);
    stream.destroy();
  }
}

/** A stream of any method but GET waits for its body. */
function bodyOf({ method, body }: HttpRequest): { body?: string } {
  if (body !== undefined) return { body };
  return method === 'GET' ? {} : { body: '' };
}

/**
 * Nothing is sent before the connection stands, so that a request without one can be called unsent with
 * certainty.
 */
function watchConnection(sending: ClientRequest, onConnected: () => void): void {
  sending.once('socket', (socket) => {
    if (socket.connecting) socket.once('connect', onConnected);
    else onConnected();
  });
}

/** An answer that changes the protocol has no end, and stops the client's own clocks. */
function refuseUpgrade(sending: ClientRequest, fail: (error: Error) => void): void {
  sending.once('upgrade', (_response, socket) => {
    socket.destroy();
    fail(Object.assign(new Error('not asked to change the protocol'), { code: 'HPE_UPGRADE' }));
  });
}

async function readBody(stream: AsyncIterable<unknown>, request: HttpRequest): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = chunk as Buffer;
    length += bytes.length;
    if (length > request.maxAnswerBytes) {
      throw new GatewayError('malformed', `${request.operation}: the answer is too long`);
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function toAnswer(response: Response, body: Buffer): HttpAnswer {
  return {
    status: response.statusCode,
    statusText: response.statusMessage ?? '',
    date: response.headers.date,
    retryAfter: response.headers['retry-after'],
    headers: response.headers,
    body,
  };
}

/**
 * The client's own error holds the request with its secrets, so it does not travel on: its code says enough.
 */
function toGatewayError(error: unknown, request: HttpRequest, isConnected: boolean): GatewayError {
  if (error instanceof GatewayError) return error;
  if (request.signal?.aborted === true) {
    return new GatewayError('unavailable', `${request.operation}: cancelled`, { sent: isConnected });
  }
  const { code, event } = describe(error);
  const isGarbled = /^(?:Z_|ERR__|HPE_|ERR_BROTLI|ERR_PADDING|ERR_BUFFER)/.test(code);
  const what = event === '' ? code : `${code} (${event})`;
  return new GatewayError(isGarbled ? 'malformed' : 'unavailable', `${request.operation}: ${what}`, {
    sent: isConnected && event !== 'secureConnect',
  });
}

function describe(error: unknown): { code: string; event: string } {
  const { code, event } = (error ?? {}) as { code?: unknown; event?: unknown };
  return { code: typeof code === 'string' ? code : 'failed', event: typeof event === 'string' ? event : '' };
}

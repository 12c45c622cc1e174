import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** The three ways an operation can be sent. */
export const TRANSPORTS = ['http', 'sse', 'ws'] as const;
export type Transport = (typeof TRANSPORTS)[number];

/** One operation to send. */
export interface Operation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Longest wait for the first event of a stream. Only a failing test waits this long. */
const FIRST_WITHIN_MS = 10_000;

/** Headers that differ between requests with equal answers: `ratelimit` has the points the caller itself has left. */
const VARYING_HEADERS = ['date', 'x-request-id', 'ratelimit'];

/**
 * All that a client can see of an answer, but for the request's own id and time: status, headers and body over HTTP; of a stream its
 * first event (with its `id:`), or how it ended.
 */
export function wholeAnswer(
  transport: Transport,
  url: string,
  token: string | null,
  operation: Operation,
): Promise<unknown> {
  if (transport === 'ws') return overWebSocket(url, token, operation);
  return transport === 'sse' ? overEventStream(url, token, operation) : overHttp(url, token, operation);
}

async function overHttp(url: string, token: string | null, operation: Operation): Promise<unknown> {
  const response = await post(`${url}/graphql`, token, operation, 'application/json');
  return { ...headOf(response), body: withoutRequestId(await response.json()) };
}

async function overEventStream(url: string, token: string | null, operation: Operation): Promise<unknown> {
  const stop = AbortSignal.timeout(FIRST_WITHIN_MS);
  const response = await post(`${url}/graphql/stream`, token, operation, 'text/event-stream', stop);
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString();
    if (firstMessage(text) !== null) break;
  }
  const event = firstMessage(text);
  return {
    ...headOf(response),
    ...(event === null ? { body: withoutRequestId(JSON.parse(text)) } : { event }),
  };
}

/** Fields of the first event in a stream's text; null while it is incomplete. */
function firstMessage(text: string): object | null {
  const block = text
    .split('\n\n')
    .find((part, index, parts) => index < parts.length - 1 && /^event:/m.test(part));
  if (block === undefined) return null;
  const lines = block.split('\n').filter((line) => !line.startsWith(':'));
  const fields = Object.fromEntries(lines.map((line) => line.split(/: ?(.*)/s).slice(0, 2)));
  return { ...fields, data: fields.data === '' ? '' : withoutRequestId(JSON.parse(String(fields.data))) };
}

function overWebSocket(url: string, token: string | null, operation: Operation): Promise<unknown> {
  const client = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: token === null ? {} : { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
  return new Promise<unknown>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the socket said nothing')), FIRST_WITHIN_MS);
    const end = (answer: unknown) => {
      clearTimeout(timer);
      resolve(withoutRequestId(answer));
      void client.dispose();
    };
    client.subscribe(operation, {
      next: (value) => end({ next: value }),
      error: (error) => end({ error: isClose(error) ? [error.code, error.reason] : error }),
      complete: () => end({ complete: true }),
    });
  });
}

function isClose(error: unknown): error is { code: number; reason: string } {
  return typeof error === 'object' && error !== null && 'reason' in error && 'code' in error;
}

function post(
  address: string,
  token: string | null,
  operation: Operation,
  accept: string,
  signal: AbortSignal | null = null,
): Promise<Response> {
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
  return fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept, ...authorization },
    body: JSON.stringify(operation),
    signal,
  });
}

function headOf(response: Response): object {
  const headers = Object.fromEntries(response.headers);
  for (const name of VARYING_HEADERS) delete headers[name];
  return { status: response.status, headers };
}

/** A copy without what differs for each request: its id, and the time of a `ResyncRequired`. */
function withoutRequestId(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, function (this: { __typename?: string }, key, inner) {
      const isOwnTime = key === 'occurredAt' && this.__typename === 'ResyncRequired';
      return key === 'requestId' || isOwnTime ? undefined : inner;
    }),
  );
}

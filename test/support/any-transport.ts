import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** The answer to a request, on any transport. `status` is of HTTP, and null on a socket. */
export interface Outcome {
  readonly status: number | null;
  readonly data: unknown;
  readonly errors: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[];
}

/** Sends the parameters of one request unchanged. Returns the first answer. */
export type Send = (url: string, token: string, parameters: Record<string, unknown>) => Promise<Outcome>;

const outcome = (status: number | null, body: Partial<Outcome>): Outcome => ({
  status,
  data: body.data,
  errors: body.errors ?? [],
});

const headers = (token: string, more: Record<string, string> = {}) => ({
  authorization: `Bearer ${token}`,
  'content-type': 'application/json',
  ...more,
});

function search(parameters: Record<string, unknown>): string {
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  const texts = Object.entries(parameters).map(([name, value]) => [name, text(value)] as [string, string]);
  return `?${new URLSearchParams(texts)}`;
}

const httpPost: Send = async (url, token, parameters) => {
  const request = { method: 'POST', headers: headers(token), body: JSON.stringify(parameters) };
  const response = await fetch(`${url}/graphql`, request);
  return outcome(response.status, (await response.json()) as Outcome);
};

const httpGet: Send = async (url, token, parameters) => {
  const authorized = { authorization: `Bearer ${token}` };
  const response = await fetch(`${url}/graphql${search(parameters)}`, { headers: authorized });
  return outcome(response.status, (await response.json()) as Outcome);
};

const ssePost: Send = async (url, token, parameters) =>
  firstOfStream(`${url}/graphql/stream`, { method: 'POST', body: JSON.stringify(parameters), ...sse(token) });

const sseGet: Send = async (url, token, parameters) =>
  firstOfStream(`${url}/graphql/stream${search(parameters)}`, sse(token));

const sse = (token: string) => ({ headers: headers(token, { accept: 'text/event-stream' }) });

async function firstOfStream(url: string, request: RequestInit): Promise<Outcome> {
  const end = new AbortController();
  const response = await fetch(url, { ...request, signal: end.signal });
  if (!response.ok) return outcome(response.status, (await response.json()) as Outcome);
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString();
    const data = /^data: (.+)$/m.exec(text)?.[1];
    if (data !== undefined) return outcome(response.status, JSON.parse(data));
  }
  throw new Error('the stream ended without an event');
}

const socket: Send = async (url, token, parameters) => {
  const client = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
  try {
    for await (const result of client.iterate({ query: '', ...parameters }))
      return outcome(null, result as Partial<Outcome>);
    throw new Error('the operation ended without an answer');
  } catch (error) {
    if (Array.isArray(error)) return outcome(null, { errors: error });
    throw error;
  } finally {
    await client.dispose();
  }
};

/** Every way to send an operation. */
export const TRANSPORTS = {
  'HTTP POST': httpPost,
  'HTTP GET': httpGet,
  'SSE by POST': ssePost,
  'SSE by GET': sseGet,
  WebSocket: socket,
} as const satisfies Record<string, Send>;

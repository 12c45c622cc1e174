import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the server saw it. */
export interface SeenRequest {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Answers one request. */
export type Answer = (response: ServerResponse, request: SeenRequest) => unknown;

/** A server that answers each request with the next of `answers`, repeating the last, and records the requests. */
export async function startStreamServer(...answers: readonly Answer[]) {
  const seen: SeenRequest[] = [];
  const http = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += String(piece);
    const { method, url, headers } = request;
    seen.push({ method, url, headers, body });
    const answer = answers[Math.min(seen.length, answers.length) - 1];
    await answer?.(response, { method, url, headers, body });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/graphql/stream`,
    seen,
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

/** Starts a stream and writes the events `from` to `to`, each with the cursor `c<n>`. */
export function stream(response: ServerResponse, from = 1, to = 0): ServerResponse {
  if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.write(': hello\n\n');
  for (let n = from; n <= to; n += 1) {
    response.write(`event: next\nid: c${n}\ndata: ${JSON.stringify({ data: { ticks: { n } } })}\n\n`);
  }
  return response;
}

/** Completes the subscription as in GraphQL over SSE. */
export function complete(response: ServerResponse): void {
  response.end('event: complete\ndata:\n\n');
}

/** Cuts the connection once the written data has been sent. */
export function cut(response: ServerResponse): void {
  response.write(': last\n\n', () => response.destroy());
}

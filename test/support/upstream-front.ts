import { createServer, type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** Answers a call instead of the emulator; false lets it through. */
export type Override = (request: IncomingMessage, response: ServerResponse) => boolean;

/** What becomes of the `data` of an answer to a call of this path. */
export type Rewrite = (path: string, data: Json) => Json;
type Json = Record<string, unknown>;

/** A server in front of the emulator, which can misbehave and go away. */
export interface UpstreamFront {
  readonly url: string;
  /** Handles a call instead of the emulator; null passes every call on. */
  override: Override | null;
  /** Changes the `data` of the emulator's answers; null passes them on unchanged. */
  rewrite: Rewrite | null;
  /** Calls received, passed on or not: `METHOD path`. */
  readonly calls: string[];
  /** Refuses new connections and cuts open ones. */
  down(): Promise<void>;
  up(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a front on a free loopback port. */
export async function startUpstreamFront(targetUrl: string): Promise<UpstreamFront> {
  const front = {
    override: null as Override | null,
    rewrite: null as Rewrite | null,
    calls: [] as string[],
  };
  const server = createServer((request, response) => {
    front.calls.push(`${request.method} ${request.url?.split('?')[0]}`);
    request.on('error', () => {});
    response.on('error', () => {});
    if (front.override?.(request, response) === true) request.resume();
    else passOn(targetUrl, request, response, front.rewrite);
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const stop = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return Object.assign(front, {
    url: `http://127.0.0.1:${port}`,
    down: stop,
    up: () => listen(port),
    close: () => (server.listening ? stop() : Promise.resolve()),
  });
}

function passOn(
  targetUrl: string,
  request: IncomingMessage,
  response: ServerResponse,
  rewrite: Rewrite | null,
): void {
  const { method = 'GET', url = '/' } = request;
  const headers = { ...request.headers, ...(rewrite === null ? {} : { 'accept-encoding': 'identity' }) };
  const passed = httpRequest(new URL(url, targetUrl), { method, headers, agent: false }, (answer) => {
    if (rewrite === null || answer.statusCode !== 200) {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
      return;
    }
    void buffer(answer).then((body) => {
      const envelope = JSON.parse(body.toString()) as { data: Json };
      const changed = { ...envelope, data: rewrite(url.split('?')[0] ?? '', envelope.data) };
      const { 'content-length': _, 'transfer-encoding': __, ...rest } = answer.headers;
      response.writeHead(200, rest);
      response.end(JSON.stringify(changed));
    });
  });
  passed.on('error', () => response.destroy());
  request.pipe(passed);
}

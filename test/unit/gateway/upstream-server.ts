import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { silentLog } from '../../../src/core/log.js';
import { Secret } from '../../../src/core/secret.js';
import {
  createGatewayClient,
  type GatewayClient,
  type GatewayClientOptions,
} from '../../../src/gateway/gateway-client.js';

/** What a test server got. */
export interface SeenRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Answer = (response: ServerResponse, request: SeenRequest, count: number) => void;

/** A loopback server that answers each request by `answer`, and a client of it. */
export interface Upstream {
  readonly url: string;
  readonly seen: SeenRequest[];
  readonly client: GatewayClient;
  close(): Promise<void>;
}

export const API_SECRET = 'api-secret-of-the-tests';

/** Starts a server on a free port. `prefix` is a path below which the client calls. */
export async function startUpstream(
  answer: Answer,
  options: Partial<GatewayClientOptions> = {},
  prefix = '',
) {
  const seen: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', 'http://upstream.test');
    const body = Buffer.concat(chunks).toString();
    seen.push({ method: request.method ?? '', url, headers: request.headers, body });
    answer(response, seen[seen.length - 1] as SeenRequest, seen.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = clientOf(url + prefix, options);
  const close = async () => {
    client.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url, seen, client, close } satisfies Upstream;
}

/** A client of any address. */
export function clientOf(baseUrl: string, options: Partial<GatewayClientOptions> = {}): GatewayClient {
  return createGatewayClient({
    baseUrl,
    gatewayName: 'gatewaydemo',
    apiSecret: new Secret(API_SECRET),
    log: silentLog,
    ...options,
  });
}

/** Answers with a status and JSON text. */
export function json(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
}

/** Answers 200 with an envelope around `data`, given as JSON text. */
export function ok(response: ServerResponse, data: string): void {
  json(response, 200, `{"success":true,"errors":null,"data":${data}}`);
}

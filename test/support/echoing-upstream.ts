import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the partner API gets it. */
export interface UpstreamRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The answer of a hostile upstream; `echo` is everything it received, as text. */
export interface HostileAnswer {
  readonly status: number;
  readonly type?: string;
  readonly statusText?: string;
  readonly body: (echo: string, request: UpstreamRequest) => string;
}

/** The emulator behind a front that records every request and may answer with its content. */
export interface EchoingUpstream {
  readonly url: string;
  /** What answers calls instead of the emulator; null lets them through. */
  hostile: HostileAnswer | null;
  /** Calls that were answered in a hostile way. */
  readonly echoed: number;
  close(): Promise<void>;
}

/** Starts the front on a free port. `onRequest` receives each call before it is answered. */
export async function startEchoingUpstream(
  emulatorUrl: string,
  onRequest: (request: UpstreamRequest) => void,
): Promise<EchoingUpstream> {
  const front = { hostile: null as HostileAnswer | null, echoed: 0 };
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const request = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers,
      body: Buffer.concat(chunks).toString(),
    };
    onRequest(request);
    // A connection that the emulator cuts is cut here too.
    if (front.hostile === null)
      return await passOn(emulatorUrl, request, outgoing).catch(() => outgoing.destroy());
    front.echoed += 1;
    const { status, type = 'application/json', statusText, body } = front.hostile;
    outgoing.writeHead(status, ...(statusText === undefined ? [] : [statusText]), { 'content-type': type });
    outgoing.end(body(echoOf(request), request));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(front, {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

/** What is personal or secret first, since long texts are cut. */
function echoOf({ headers, body, path }: UpstreamRequest): string {
  const own = Object.entries(headers).filter(([name]) => name.startsWith('x-'));
  return [body, ...own.map(([name, value]) => `${name}: ${value}`), path].join(' ');
}

async function passOn(
  emulatorUrl: string,
  { method, path, headers, body }: UpstreamRequest,
  outgoing: import('node:http').ServerResponse,
): Promise<void> {
  const kept = Object.entries(headers).filter(([name]) => /^(?:x-|content-type|accept$)/.test(name));
  const answer = await fetch(`${emulatorUrl}${path}`, {
    method,
    headers: kept.map(([name, value]): [string, string] => [name, String(value)]),
    ...(method === 'POST' ? { body } : {}),
  });
  const date = answer.headers.get('date');
  outgoing.writeHead(answer.status, {
    'content-type': 'application/json',
    ...(date === null ? {} : { date }),
  });
  outgoing.end(await answer.text());
}

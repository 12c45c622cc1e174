import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** How the proxy answers `CONNECT`: opens the tunnel, refuses with a status, is silent, or hangs up. */
export type ProxyMode = 'open' | 'silent' | 'hang-up' | number;

/** An HTTP proxy on loopback that opens tunnels and nothing else, and records what it is asked for. */
export interface ConnectProxy {
  readonly port: number;
  mode: ProxyMode;
  /** `user:password` that `Proxy-Authorization` must have; null for none. */
  credentials: string | null;
  /** Where each tunnel was asked to lead, as `host:port`. */
  readonly targets: string[];
  /** Everything else that came over the connections of clients before a tunnel was open. */
  readonly otherRequests: string[];
  /** Connections of clients that are open now. */
  readonly open: number;
  close(): Promise<void>;
}

export async function startConnectProxy(): Promise<ConnectProxy> {
  const clients = new Set<Socket>();
  const proxy = {
    mode: 'open' as ProxyMode,
    credentials: null as string | null,
    targets: [] as string[],
    otherRequests: [] as string[],
  };
  const server = createServer((request, response) => {
    proxy.otherRequests.push(`${request.method} ${request.url}`);
    response.writeHead(501).end();
  });
  server.on('connection', (socket) => {
    clients.add(socket);
    socket.on('error', () => {}).on('close', () => clients.delete(socket));
  });
  server.on('connect', (request, client: Socket) => {
    proxy.targets.push(request.url ?? '');
    const status = statusFor(proxy, request);
    // Node keeps a connection half open for its handler, who notices its end only by reading.
    if (status !== 200) client.resume().on('end', () => client.destroy());
    if (status === null) return;
    if (status === 0) return client.destroy();
    if (status !== 200) {
      client.write(`HTTP/1.1 ${status} Refused\r\nContent-Length: 2\r\n\r\nno`);
      return;
    }
    openTunnel(client, request.url ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  Object.defineProperty(proxy, 'open', { get: () => clients.size });
  return Object.assign(proxy as typeof proxy & { readonly open: number }, {
    port,
    async close() {
      for (const client of clients) client.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

/** 0 hangs up; null leaves the client without an answer. */
function statusFor(
  { mode, credentials }: Pick<ConnectProxy, 'mode' | 'credentials'>,
  { headers }: IncomingMessage,
): number | null {
  if (mode === 'silent') return null;
  if (mode === 'hang-up') return 0;
  if (typeof mode === 'number') return mode;
  const expected = credentials === null ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`;
  return expected === undefined || headers['proxy-authorization'] === expected ? 200 : 407;
}

function openTunnel(client: Socket, target: string): void {
  const [host = '', port = ''] = target.split(/:(?=\d+$)/);
  const upstream = connect(Number(port), host);
  upstream.once('connect', () => {
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    client.pipe(upstream).pipe(client);
  });
  upstream.on('error', () => client.destroy()).on('close', () => client.destroy());
  client.on('close', () => upstream.destroy());
}

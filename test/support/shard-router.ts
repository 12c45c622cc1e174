import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import pg from 'pg';
import { type RawData, WebSocket, WebSocketServer } from 'ws';

/** An instance with a database of its own. */
export interface Shard {
  readonly name: string;
  readonly url: string;
  readonly databaseUrl: string;
}

const SERVICE_RESTART = 1012;
const PROTOCOL = 'graphql-transport-ws';

/** A viewer's requests, while they are routed. */
interface Traffic {
  /** Set while the viewer is moved: resolves when it may go on. */
  fence: Promise<void> | null;
  readonly inFlight: Set<Promise<unknown>>;
  readonly sockets: Set<WebSocket>;
}

/**
 * Routes viewers to instances with different databases: the simulation of docs/scale.md, and no part of the
 * product. A viewer is its token's `sub`, which the instance verifies; its shard is chosen by rendezvous hashing,
 * unless it was moved. A webhook goes where its transaction or its account is known, and to every shard if none
 * knows it.
 */
export class ShardRouter {
  readonly #moved = new Map<string, Shard>();
  readonly #traffic = new Map<string, Traffic>();
  readonly #sockets = new WebSocketServer({ noServer: true, handleProtocols: () => PROTOCOL });
  readonly #directories: ReadonlyMap<Shard, pg.Pool>;
  readonly #server: Server;

  private constructor(readonly shards: readonly Shard[]) {
    this.#directories = new Map(
      shards.map((shard) => [shard, new pg.Pool({ connectionString: shard.databaseUrl, max: 2 })]),
    );
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch(() => response.writeHead(503).end());
    });
    this.#server.on('upgrade', (request, socket: Duplex, head) => {
      this.#sockets.handleUpgrade(request, socket, head, (client) => this.#accept(client));
    });
  }

  static async start(shards: readonly Shard[], port = 0): Promise<ShardRouter> {
    const router = new ShardRouter(shards);
    await new Promise<void>((resolve) => router.#server.listen(port, '127.0.0.1', resolve));
    return router;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Where a viewer is now. */
  shardOf(viewer: string): Shard {
    const weightOf = ({ name }: Shard) => createHash('sha256').update(`${name} ${viewer}`).digest('hex');
    const [first] = [...this.shards].sort((a, b) => (weightOf(a) < weightOf(b) ? 1 : -1));
    if (first === undefined) throw new Error('there is no shard');
    return this.#moved.get(viewer) ?? first;
  }

  /**
   * Holds what comes for a viewer, ends its sockets, waits for its requests in flight, lets `copy` move the rows,
   * and routes to `to` from then on. If `copy` throws, the viewer stays where it was.
   */
  async move(viewer: string, to: Shard, copy: (from: Shard, to: Shard) => Promise<void>): Promise<void> {
    const traffic = this.#trafficOf(viewer);
    let release = () => {};
    traffic.fence = new Promise((resolve) => {
      release = resolve;
    });
    try {
      for (const socket of traffic.sockets) socket.close(SERVICE_RESTART);
      await Promise.allSettled(traffic.inFlight);
      await copy(this.shardOf(viewer), to);
      this.#moved.set(viewer, to);
    } finally {
      traffic.fence = null;
      release();
    }
  }

  async close(): Promise<void> {
    for (const client of this.#sockets.clients) client.terminate();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    await Promise.all([...this.#directories.values()].map((pool) => pool.end()));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const isWebhook = request.url?.startsWith('/webhooks/') === true;
    const viewer = isWebhook ? await this.#viewerOfWebhook(body) : viewerOf(request.headers.authorization);
    const answers =
      viewer === null && isWebhook
        ? await Promise.all(this.shards.map((shard) => forward(shard, request, body)))
        : [await this.#whileRouted(viewer ?? '', (shard) => forward(shard, request, body))];
    const [worst] = answers.sort((a, b) => b.status - a.status);
    response.writeHead(worst?.status ?? 502, { 'content-type': worst?.contentType ?? 'text/plain' });
    response.end(worst?.body);
  }

  /** Runs `work` with the viewer's shard, once the viewer is not being moved. */
  async #whileRouted<T>(viewer: string, work: (shard: Shard) => Promise<T>): Promise<T> {
    const traffic = this.#trafficOf(viewer);
    while (traffic.fence !== null) await traffic.fence;
    const working = work(this.shardOf(viewer));
    traffic.inFlight.add(working);
    return await working.finally(() => traffic.inFlight.delete(working));
  }

  /** A socket says in its first message who it is. */
  #accept(client: WebSocket): void {
    client.on('error', () => {});
    client.once('message', (first) => void this.#connect(client, first));
  }

  async #connect(client: WebSocket, first: RawData): Promise<void> {
    const { payload } = JSON.parse(String(first)) as { payload?: { authorization?: string } };
    const traffic = this.#trafficOf(viewerOf(payload?.authorization) ?? '');
    while (traffic.fence !== null) await traffic.fence;
    if (client.readyState !== WebSocket.OPEN) return;
    const shard = this.shardOf(viewerOf(payload?.authorization) ?? '');
    const upstream = new WebSocket(`${shard.url.replace('http', 'ws')}/graphql`, PROTOCOL);
    traffic.sockets.add(client);
    const waiting: RawData[] = [first];
    client.on('message', (data) => {
      if (upstream.readyState === WebSocket.OPEN) upstream.send(data, { binary: false });
      else waiting.push(data);
    });
    upstream.on('open', () => {
      for (const data of waiting.splice(0)) upstream.send(data, { binary: false });
    });
    upstream.on('message', (data) => client.send(data, { binary: false }));
    upstream.on('error', () => client.terminate());
    upstream.on('close', (code) => client.close(code < 3000 ? SERVICE_RESTART : code));
    client.on('close', () => {
      traffic.sockets.delete(client);
      upstream.terminate();
    });
  }

  /** The viewer of the transaction or the account that a webhook names; null if no shard knows it. */
  async #viewerOfWebhook(body: Buffer): Promise<string | null> {
    const { transactionId, smallcaseAuthId } = JSON.parse(body.toString()) as Record<string, unknown>;
    for (const pool of this.#directories.values()) {
      const { rows } = await pool.query<{ viewer_id: string }>(
        `select viewer_id from transactions where transaction_id = $1
         union all select viewer_id from broker_accounts where auth_id = $2`,
        [transactionId ?? null, smallcaseAuthId ?? null],
      );
      if (rows[0] !== undefined) return rows[0].viewer_id;
    }
    return null;
  }

  #trafficOf(viewer: string): Traffic {
    const known = this.#traffic.get(viewer);
    if (known !== undefined) return known;
    const traffic = { fence: null, inFlight: new Set<Promise<unknown>>(), sockets: new Set<WebSocket>() };
    this.#traffic.set(viewer, traffic);
    return traffic;
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The `sub` of a bearer token, which the instance verifies. */
function viewerOf(authorization: string | undefined): string | null {
  const [, claims] = (authorization ?? '').split('.');
  if (claims === undefined) return null;
  const { sub } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sub?: string };
  return sub ?? null;
}

async function forward({ url }: Shard, request: IncomingMessage, body: Buffer) {
  const passed = ['authorization', 'content-type', 'accept'].flatMap((name): [string, string][] => {
    const value = request.headers[name];
    return typeof value === 'string' ? [[name, value]] : [];
  });
  const response = await fetch(`${url}${request.url}`, {
    method: request.method ?? 'GET',
    headers: Object.fromEntries(passed),
    ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
  });
  const contentType = response.headers.get('content-type') ?? 'text/plain';
  return { status: response.status, contentType, body: Buffer.from(await response.arrayBuffer()) };
}

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Peer } from '../support/peer.js';
import { closeServers, makeToken, startServer, until } from '../support/test-server.js';

/** A connection that stays open between requests. */
class Connection {
  readonly #socket: Socket;
  #received = '';
  isOpen = true;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('utf8').on('data', (text: string) => (this.#received += text));
    socket.on('error', () => {}).on('close', () => (this.isOpen = false));
  }

  static async open(url: string, localAddress = '127.0.0.1'): Promise<Connection> {
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port), localAddress });
    await once(socket, 'connect');
    return new Connection(socket);
  }

  /** Sends `count` requests at once; resolves with their answers. */
  async ask(count = 1): Promise<string> {
    this.#received = '';
    this.#socket.write('GET /health/live HTTP/1.1\r\nHost: dwar.test\r\n\r\n'.repeat(count));
    await until(() => this.#received.split('{"status":"ok"}').length === count + 1);
    return this.#received;
  }

  /** Sends the beginning of a request whose answer does not end. */
  async stream(token: string): Promise<void> {
    const body = JSON.stringify({ query: 'subscription { ticks { cursor } }' });
    this.#socket.write(
      `POST /graphql/stream HTTP/1.1\r\nHost: dwar.test\r\nAuthorization: Bearer ${token}\r\n` +
        `Accept: text/event-stream\r\nContent-Type: application/json\r\n` +
        `Content-Length: ${body.length}\r\n\r\n${body}`,
    );
    await until(() => this.#received.includes('200 OK'));
  }

  async closed(): Promise<void> {
    if (this.isOpen) await once(this.#socket, 'close');
  }
}

afterEach(closeServers);

describe('an idle connection', () => {
  test('may stay for longer than the 600 s that a load balancer keeps its own', async () => {
    const { url } = await startServer();
    const answer = await (await Connection.open(url)).ask();
    expect(answer).toMatch(/^keep-alive: timeout=620\r$/im);
  });

  test('is closed after KEEP_ALIVE_SECONDS', async () => {
    const { url } = await startServer({ env: { KEEP_ALIVE_SECONDS: '1' } });
    const connection = await Connection.open(url);
    const answer = await connection.ask();
    const startedAt = performance.now();
    expect(answer).toMatch(/^keep-alive: timeout=1\r$/im);
    await connection.closed();
    expect(performance.now() - startedAt).toBeGreaterThan(900);
  });
});

describe('idle connections', () => {
  const LIMITS = { idleConnections: { perAddress: 3, total: 5 } };

  const openAll = async (url: string, count: number, localAddress?: string) => {
    const opened: Connection[] = [];
    for (let n = 0; n < count; n += 1) {
      const connection = await Connection.open(url, localAddress);
      await connection.ask();
      opened.push(connection);
    }
    return opened;
  };
  const areOpen = (connections: readonly Connection[]) => connections.map(({ isOpen }) => isOpen);

  test('of one address are limited: the one that is idle longest is closed', async () => {
    const { url } = await startServer(LIMITS);
    const all = await openAll(url, 5);
    await all[0]?.closed();
    await all[1]?.closed();
    expect(areOpen(all)).toEqual([false, false, true, true, true]);
    for (const connection of all.slice(2)) await connection.ask();
  });

  test('are ordered by their last request', async () => {
    const { url } = await startServer(LIMITS);
    const all = await openAll(url, 3);
    await all[0]?.ask();
    const [more] = await openAll(url, 1);
    await all[1]?.closed();
    expect(areOpen([...all, more as Connection])).toEqual([true, false, true, true]);
  });

  test('of one address do not close those of another', async () => {
    const { url } = await startServer(LIMITS);
    const [kept] = await openAll(url, 1, '127.0.0.2');
    const many = await openAll(url, 4);
    await many[0]?.closed();
    expect(areOpen([kept as Connection, ...many])).toEqual([true, false, true, true, true]);
  });

  test('of all addresses together are limited too', async () => {
    const { url } = await startServer(LIMITS);
    const all: Connection[] = [];
    for (const address of ['127.0.0.2', '127.0.0.3', '127.0.0.4'])
      all.push(...(await openAll(url, 2, address)));
    await all[0]?.closed();
    expect(areOpen(all)).toEqual([false, true, true, true, true, true]);
  });

  test('do not include those with a request in progress, nor sockets', async () => {
    const { url, wsUrl } = await startServer(LIMITS);
    const stream = await Connection.open(url);
    await stream.stream(await makeToken());
    const peer = await new Peer(wsUrl).init({ authorization: `Bearer ${await makeToken()}` });
    const many = await openAll(url, 6);
    await many[2]?.closed();
    expect(areOpen(many)).toEqual([false, false, false, true, true, true]);
    expect([stream.isOpen, peer.socket.readyState]).toEqual([true, peer.socket.OPEN]);
    peer.socket.close();
  });

  test('are counted once for each connection, however many requests it sends at once', async () => {
    const { url } = await startServer(LIMITS);
    const ahead = await Connection.open(url);
    await ahead.ask(20);
    const others = await openAll(url, 2);
    expect(areOpen([ahead, ...others])).toEqual([true, true, true]);
    await ahead.ask(20);
  });
});

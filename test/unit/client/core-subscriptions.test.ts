import { afterEach, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { createDwarClient } from '../../../packages/client/src/core/client.js';
import type { Environment, EnvironmentChange } from '../../../packages/client/src/core/environment.js';
import type { DwarOptions } from '../../../packages/client/src/core/options.js';
import type { TypedDocument } from '../../../packages/client/src/core/typed-document.js';
import { until } from '../../support/until.js';
import { startSocketServer } from './socket-server.js';
import { complete, startStreamServer, stream } from './stream-server.js';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Tick {
  readonly __typename?: string;
  readonly n?: number;
}
const TICKS: TypedDocument<{ ticks: Tick }, { after?: string }> = `
  subscription Ticks($after: String) {
    ticks(after: $after) { __typename cursor ... on Tick { n } ... on ResyncRequired { reason } }
  }`;

/** A platform that the test drives. */
function platform() {
  const listeners = new Set<(change: EnvironmentChange) => void>();
  const state = { isOnline: true };
  const environment: Environment = {
    isOnline: () => state.isOnline,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const change = (kind: EnvironmentChange) => {
    state.isOnline = kind !== 'offline';
    for (const listener of listeners) listener(kind);
  };
  return { environment, listeners, change };
}

function connect(url: string, options: Partial<DwarOptions> = {}) {
  const client = createDwarClient({
    url: url.replace(/^ws/, 'http').replace('/stream', ''),
    authorization: () => 'Bearer t',
    webSocketImpl: WebSocket,
    retry: { initialDelayMs: 5 },
    ...options,
  });
  closing.push(() => client.close());
  const statuses: string[] = [];
  client.connection.subscribe(() => {
    const { status } = client.connection.get();
    if (statuses.at(-1) !== status) statuses.push(status);
  });
  const numbers: (number | undefined)[] = [];
  const ends: unknown[] = [];
  const follow = (document = TICKS) =>
    client.subscribe(
      document,
      {},
      {
        next: ({ ticks }) => numbers.push(ticks.n),
        error: (error) => ends.push(error),
        complete: () => ends.push('complete'),
      },
    );
  return { client, statuses, numbers, ends, follow };
}

async function socketServer(...options: Parameters<typeof startSocketServer>) {
  const server = await startSocketServer(...options);
  closing.push(() => server.close());
  return server;
}

describe('a subscription over WebSocket', () => {
  test('resumes after a lost connection, and the state follows', async () => {
    const server = await socketServer();
    const { client, statuses, numbers, follow } = connect(server.url);
    expect(client.connection.get()).toMatchObject({ status: 'idle', cursor: null });
    const stop = follow();
    server.log.append(2);
    await until('two events', () => numbers.length === 2);
    expect(client.connection.get()).toMatchObject({ status: 'live', attempt: 0, cursor: 'c2' });
    server.drop();
    server.log.append(1);
    await until('the third event', () => numbers.length === 3);
    stop();
    expect(numbers).toEqual([1, 2, 3]);
    expect(server.cursors).toEqual([null, 'c2']);
    expect(statuses).toEqual(['connecting', 'live', 'waiting', 'connecting', 'live', 'idle']);
  });

  test('asks for a token once more after a refusal, and ends after the second one', async () => {
    const server = await socketServer({ refuse: () => 4403 });
    const { client, ends, follow } = connect(server.url);
    follow();
    await until('the end', () => ends.length === 1);
    expect(ends).toEqual([expect.objectContaining({ code: 'UNAUTHENTICATED', isRetryable: false })]);
    expect(server.authorizations).toHaveLength(2);
    expect(client.connection.get().status).toBe('refused');
  });

  test('tries again while authorization fails, but not with a header that cannot be one', async () => {
    const server = await socketServer();
    let calls = 0;
    const authorization = () => {
      calls += 1;
      if (calls < 3) throw new Error('the token service is down');
      return 'Bearer t';
    };
    const { numbers, follow } = connect(server.url, { authorization });
    follow();
    server.log.append(1);
    await until('an event', () => numbers.length === 1);
    expect(calls).toBe(3);

    const wrong = connect(server.url, { authorization: () => 'no-scheme' });
    wrong.follow();
    await until('the end', () => wrong.ends.length === 1);
    expect(wrong.ends).toEqual([expect.objectContaining({ code: 'INVALID_USE' })]);
  });

  test('is not ended by the close of a socket whose authorization has failed', async () => {
    const server = await socketServer();
    const sockets: WebSocket[] = [];
    let closeFirst = () => {};
    let isDelayed = false;
    /** The first socket closes when the second is open, as on a slow network. */
    class SlowToClose extends WebSocket {
      constructor(...options: ConstructorParameters<typeof WebSocket>) {
        super(...options);
        sockets.push(this);
        if (sockets.length === 2) this.once('open', () => closeFirst());
      }
      override close(...given: Parameters<WebSocket['close']>) {
        if (this !== sockets[0] || isDelayed) return super.close(...given);
        isDelayed = true;
        Object.defineProperty(this, 'readyState', { value: WebSocket.CLOSING, configurable: true });
        closeFirst = () => {
          Reflect.deleteProperty(this, 'readyState');
          super.close(...given);
        };
      }
    }
    const authorization = () => {
      if (sockets.length === 1) throw new Error('the token service is down');
      return 'Bearer t';
    };
    const { numbers, ends, follow } = connect(server.url, { authorization, webSocketImpl: SlowToClose });
    follow();
    server.log.append(1);
    await until('the first socket is closed', () => sockets[0]?.readyState === WebSocket.CLOSED);
    server.log.append(1);
    await until('both events', () => numbers.length === 2);
    expect([numbers, ends]).toEqual([[1, 2], []]);
  });

  test('connects at once when the app is shown again or the network is back', async () => {
    const server = await socketServer();
    const { environment, listeners, change } = platform();
    // Without the change it would wait for minutes.
    const retry = { initialDelayMs: 600_000, maxDelayMs: 600_000 };
    const { client, statuses, numbers, follow } = connect(server.url, { environment, retry });
    const stop = follow();
    await until('a connection', () => statuses.at(-1) === 'live');
    server.drop();
    await until('the wait', () => statuses.at(-1) === 'waiting');
    change('offline');
    expect(client.connection.get().status).toBe('offline');
    server.log.append(1);
    change('resume');
    await until('the event', () => numbers.length === 1);
    stop();
    expect(listeners.size).toBe(0);
  });

  test('is offline while the device has no network, also over a connection that stays open', async () => {
    const server = await socketServer();
    const { environment, change } = platform();
    const { client, statuses, numbers, follow } = connect(server.url, { environment });
    follow();
    await until('a connection', () => statuses.at(-1) === 'live');
    change('offline');
    expect(client.connection.get().status).toBe('offline');
    change('resume');
    expect(client.connection.get().status).toBe('live');
    server.log.append(1);
    await until('the event', () => numbers.length === 1);
  });

  test('is offline over a connection during whose opening the network was lost', async () => {
    const server = await socketServer();
    const { environment, change } = platform();
    const { statuses, numbers, follow } = connect(server.url, { environment });
    follow();
    change('offline');
    await until('the connection', () => statuses.length === 2);
    expect(statuses).toEqual(['connecting', 'offline']);
    change('resume');
    expect(statuses.at(-1)).toBe('live');
    server.log.append(1);
    await until('the event', () => numbers.length === 1);
  });

  test('replaces a socket that is dead when the app is shown again', async () => {
    const server = await socketServer();
    const { environment, change } = platform();
    const sockets: WebSocket[] = [];
    class Recorded extends WebSocket {
      isDead = false;
      constructor(...options: ConstructorParameters<typeof WebSocket>) {
        super(...options);
        sockets.push(this);
      }
      /** As after a long sleep: what is sent is lost, and the platform has not noticed. */
      override send(...given: unknown[]) {
        if (!this.isDead) super.send(...(given as [string]));
      }
    }
    const { statuses, follow } = connect(server.url, { environment, webSocketImpl: Recorded });
    follow();
    await until('a connection', () => statuses.at(-1) === 'live');
    (sockets[0] as Recorded).isDead = true;
    change('resume');
    await until('a new connection', () => sockets.length === 2 && statuses.at(-1) === 'live');
    expect(statuses).toEqual(['connecting', 'live', 'waiting', 'connecting', 'live']);
  });

  test('reports ResyncRequired to every listener, and continues', async () => {
    const server = await socketServer({
      lead: (after) => [{ __typename: 'ResyncRequired', cursor: after ?? 'c0', reason: 'too old' }],
    });
    const { client, numbers, follow } = connect(server.url);
    const reasons: string[] = [];
    const stop = client.onResync((reason) => reasons.push(reason));
    client.onResync(() => stop());
    follow();
    server.log.append(1);
    await until('the event after it', () => numbers.length === 2);
    expect(reasons).toEqual(['too old']);
  });

  test.each([
    ['a query', '{ now }', 'only a subscription'],
    ['no cursor to resume from', 'subscription { ticks { cursor } }', '$after'],
  ])('refuses %s at once', async (_name, text, hint) => {
    const { follow } = connect('http://127.0.0.1:1/graphql');
    expect(() => follow(text as typeof TICKS)).toThrow(hint);
  });

  test('ends when the server completes it, and with the errors of a refusal', async () => {
    const server = await socketServer();
    const { ends, statuses, follow } = connect(server.url);
    follow();
    await until('a connection', () => server.cursors.length === 1);
    server.complete();
    await until('the end', () => ends.length === 1);
    expect(ends).toEqual(['complete']);
    expect(statuses.at(-1)).toBe('idle');

    const refusing = connect((await socketServer({ refuseSubscription: () => 'NOT_FOUND' })).url);
    refusing.follow();
    await until('the error', () => refusing.ends.length === 1);
    expect(refusing.ends).toEqual([
      expect.objectContaining({ name: 'DwarError', message: 'NOT_FOUND of the test' }),
    ]);
  });
});

describe('a subscription over SSE', () => {
  test('is used where there is no WebSocket', async () => {
    const server = await startStreamServer((response) => complete(stream(response, 1, 2)));
    closing.push(() => server.close());
    const { numbers, ends, statuses, follow } = connect(server.url, {
      webSocketImpl: undefined,
      transport: 'sse',
    });
    follow();
    await until('the end', () => ends.length === 1);
    expect([numbers, ends, statuses]).toEqual([[1, 2], ['complete'], ['connecting', 'live', 'idle']]);
    expect(server.seen[0]).toMatchObject({ url: '/graphql/stream', headers: { authorization: 'Bearer t' } });
  });

  test('asks for a token once more after a 401, and ends after the second one', async () => {
    const server = await startStreamServer((response) => response.writeHead(401).end());
    closing.push(() => server.close());
    const { client, ends, follow } = connect(server.url, { transport: 'sse' });
    follow();
    await until('the end', () => ends.length === 1);
    expect(ends).toEqual([expect.objectContaining({ code: 'UNAUTHENTICATED' })]);
    expect(server.seen).toHaveLength(2);
    expect(client.connection.get().status).toBe('refused');
  });

  test('connects at once when the network is back', async () => {
    const server = await startStreamServer(
      (response) => response.writeHead(503).end(),
      (response) => stream(response, 1, 1),
    );
    closing.push(() => server.close());
    const { environment, change } = platform();
    const retry = { initialDelayMs: 600_000, maxDelayMs: 600_000 };
    const { numbers, statuses, follow } = connect(server.url, { transport: 'sse', environment, retry });
    follow();
    await until('the wait', () => statuses.at(-1) === 'waiting');
    change('resume');
    await until('the event', () => numbers.length === 1);
  });
});

test('a client that must use a WebSocket and has none says what is missing', async () => {
  // Node 20 has none; the environment of the tests restores that of later versions.
  (globalThis as { WebSocket?: unknown }).WebSocket = undefined;
  const { ends, follow } = connect('http://127.0.0.1:1/graphql', {
    transport: 'websocket',
    webSocketImpl: undefined,
  });
  follow();
  await until('the end', () => ends.length === 1);
  expect(ends).toEqual([expect.objectContaining({ code: 'INVALID_USE' })]);
  expect(String(ends[0])).toContain('webSocketImpl');
});

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ApolloClient,
  ApolloLink,
  gql,
  HttpLink,
  InMemoryCache,
  type TypedDocumentNode,
} from '@apollo/client';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { readEventStream } from '../../packages/client/src/event-stream/event-stream.js';
import { createResumingLink } from '../../packages/client/src/apollo/resuming-link.js';
import { graphql } from '../generated/gql.js';
import type { EverythingSubscription, PageQuery, TypedDocumentString } from '../generated/graphql.js';
import { type BuiltDev, startBuiltDev } from '../support/built-dev.js';
import { type CuttableProxy, startCuttableProxy } from '../support/cuttable-proxy.js';
import { type AnyMember, CREATE_TRANSACTION } from '../support/documents.js';
import { controlOf } from '../support/emulator.js';

graphql(/* GraphQL */ `
  fragment ReceivedEvent on Event {
    __typename
    cursor
    ... on OrderEvent { order { __typename id batchId status provenance isFinal } }
    ... on TransactionEvent { transaction { __typename id gatewayTransactionId status } }
    ... on ResyncRequired { reason }
  }
`);

const STREAM = graphql(/* GraphQL */ `
  subscription Everything($after: String) { events(after: $after) { ...ReceivedEvent } }
`);

const PAGE = graphql(/* GraphQL */ `
  query Page($after: String) {
    events(first: 100, after: $after) { edges { node { ...ReceivedEvent } } pageInfo { hasNextPage endCursor } }
  }
`);

type ReceivedEvent = AnyMember<EverythingSubscription['events']>;

/** A document in the form that Apollo Client needs. */
function parsed<Data, Variables extends object>(
  document: TypedDocumentString<Data, Variables>,
): TypedDocumentNode<Data, { [Key in keyof Variables]: Variables[Key] }> {
  return gql(document.toString());
}

const POSSIBLE_TYPES = {
  Event: [
    'OrderEvent',
    'OrderRetracted',
    'TransactionEvent',
    'HoldingsEvent',
    'PendingActionEvent',
    'PendingActionResolved',
    'FundsEvent',
    'StreamPosition',
    'ResyncRequired',
  ],
};

/** The events of one subscriber in order, and a way to wait for them. */
class Received {
  readonly events: ReceivedEvent[] = [];
  readonly #waiting = new Set<() => void>();
  #failure: unknown;

  push(event: ReceivedEvent): void {
    this.events.push(event);
    for (const check of [...this.#waiting]) check();
  }

  fail(reason: unknown): void {
    this.#failure = reason;
    for (const check of [...this.#waiting]) check();
  }

  /** Waits until the events received satisfy a condition. */
  until(what: string, isReached: (events: readonly ReceivedEvent[]) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer);
        this.#waiting.delete(check);
        settle();
      };
      const check = () => {
        if (this.#failure !== undefined) end(() => reject(this.#failure));
        else if (isReached(this.events)) end(resolve);
      };
      const timer = setTimeout(
        () =>
          end(() => reject(new Error(`${what} did not arrive; received: ${JSON.stringify(this.events)}`))),
        20_000,
      );
      this.#waiting.add(check);
      check();
    });
  }

  /** Waits for the final event of the order with this number among those seen. */
  finals(count: number): Promise<void> {
    const isFinal = ({ order }: ReceivedEvent) => order?.isFinal === true;
    return this.until(`final order ${count}`, (events) => events.filter(isFinal).length >= count);
  }

  /** The events of the log: all but the position with which a stream begins. */
  get log(): ReceivedEvent[] {
    return this.events.filter(({ __typename }) => __typename !== 'StreamPosition');
  }
}

/** An app on Apollo Client: HTTP for queries and mutations, the resuming link for subscriptions. */
function startApp(port: number, token: string) {
  const authorization = `Bearer ${token}`;
  const link = createResumingLink({
    url: `ws://127.0.0.1:${port}/graphql`,
    authorization: () => authorization,
    webSocketImpl: WebSocket,
    retry: { initialDelayMs: 20, maxDelayMs: 200 },
  });
  const http = new HttpLink({
    uri: `http://127.0.0.1:${port}/graphql`,
    headers: { authorization, connection: 'close' },
  });
  const client = new ApolloClient({
    link: ApolloLink.split(({ operationType }) => operationType === 'subscription', link, http),
    cache: new InMemoryCache({ possibleTypes: POSSIBLE_TYPES }),
    defaultOptions: { query: { fetchPolicy: 'no-cache' }, mutate: { fetchPolicy: 'no-cache' } },
  });
  return {
    /** Everything of the viewer by WebSocket. */
    subscribe(): Received {
      const received = new Received();
      client.subscribe({ query: parsed(STREAM), fetchPolicy: 'no-cache' }).subscribe({
        next: ({ data, error }) => (data ? received.push(data.events) : received.fail(error)),
        error: (error: unknown) => received.fail(error),
        complete: () => received.fail(new Error('the subscription is complete')),
      });
      return received;
    },
    async buy(idempotencyKey: string): Promise<string> {
      const { data } = await client.mutate({
        mutation: parsed(CREATE_TRANSACTION),
        variables: {
          input: {
            idempotencyKey,
            intent: 'TRANSACTION',
            securities: [{ ticker: 'INFY', quantity: 2, side: 'BUY' }],
            allowDuplicate: true,
          },
        },
      });
      const answer = data?.createTransaction;
      expect(answer).toMatchObject({ __typename: 'Transaction', status: 'INITIALIZED' });
      return answer?.__typename === 'Transaction' ? answer.gatewayTransactionId : '';
    },
    /** The whole log, page by page. */
    async log(): Promise<ReceivedEvent[]> {
      const events: ReceivedEvent[] = [];
      for (let after: string | null = null; ; ) {
        const { data }: { data: PageQuery | undefined } = await client.query({
          query: parsed(PAGE),
          variables: { after },
        });
        if (data?.events == null) throw new Error('no page of events');
        events.push(...data.events.edges.flatMap(({ node }) => node ?? []));
        if (!data.events.pageInfo.hasNextPage) return events;
        after = data.events.pageInfo.endCursor;
      }
    },
    close: () => link.close(),
  };
}

/** Everything of the viewer by the shipped reader of SSE. */
function readBySse(port: number, token: string, signal: AbortSignal): Received {
  const received = new Received();
  const events = readEventStream<EverythingSubscription>({
    url: `http://127.0.0.1:${port}/graphql/stream`,
    query: STREAM.toString(),
    authorization: () => `Bearer ${token}`,
    signal,
    retry: { initialDelayMs: 20, maxDelayMs: 200 },
  });
  void (async () => {
    for await (const { cursor, result } of events) {
      if (!result.data) throw new Error(JSON.stringify(result));
      expect(result.data.events.cursor).toBe(cursor);
      received.push(result.data.events);
    }
    if (!signal.aborted) throw new Error('the stream is complete');
  })().catch((error: unknown) => received.fail(error));
  return received;
}

/** Waits until the emulator's state file holds this text. */
async function untilSaved(folder: string, text: string): Promise<void> {
  const path = join(folder, 'emulator.json');
  const isSaved = () => existsSync(path) && readFileSync(path, 'utf8').includes(text);
  const watching = watch(folder, { signal: AbortSignal.timeout(10_000) });
  if (isSaved()) return;
  for await (const _ of watching) if (isSaved()) return;
}

const isPosition = ([first]: readonly ReceivedEvent[]) => first?.__typename === 'StreamPosition';

describe('Apollo Client and the shipped clients, against the built process', () => {
  let folder: string;
  let dev: BuiltDev;
  let proxy: CuttableProxy;
  const ending: (() => unknown)[] = [];

  const complete = (transactionId: string, token = 'lep-ok') =>
    controlOf(dev.emulatorUrl).complete(transactionId, { broker: 'kite', token });

  /** Kills the process and starts it again on the same folder and ports. */
  async function killAndRestart(): Promise<void> {
    const [port, emulatorPort] = [dev.url, dev.emulatorUrl].map((url) => new URL(url).port) as [
      string,
      string,
    ];
    await dev.stop('SIGKILL');
    dev = await startBuiltDev({ dataDir: folder, args: ['--port', port, '--emulator-port', emulatorPort] });
  }

  /** A viewer's app and both of its streams, all through the connection that can be cut. */
  async function start(viewer: string) {
    const token = await dev.tokenOf(viewer);
    const app = startApp(proxy.port, token);
    const reading = new AbortController();
    ending.push(
      () => app.close(),
      () => reading.abort(),
    );
    const [socket, sse] = [app.subscribe(), readBySse(proxy.port, token, reading.signal)];
    await Promise.all([socket.until('a position', isPosition), sse.until('a position', isPosition)]);
    return { app, socket, sse };
  }

  /** Expects that both streams delivered exactly the log. */
  async function expectWhole({
    app,
    socket,
    sse,
  }: Awaited<ReturnType<typeof start>>): Promise<ReceivedEvent[]> {
    const log = await app.log();
    const isWhole = (events: readonly ReceivedEvent[]) => events.at(-1)?.cursor === log.at(-1)?.cursor;
    await Promise.all([socket.until('the last event', isWhole), sse.until('the last event', isWhole)]);
    expect(socket.log).toEqual(log);
    expect(sse.log).toEqual(log);
    expect(new Set(log.map(({ cursor }) => cursor)).size).toBe(log.length);
    return log;
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dwar-apollo-'));
    dev = await startBuiltDev({ dataDir: folder });
    proxy = await startCuttableProxy(() => Number(new URL(dev.url).port));
  });

  afterAll(async () => {
    for (const end of ending) await end();
    await proxy?.close();
    await dev?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('a purchase is reported as placed, then as completed', async () => {
    const viewer = await start('anil');
    expect(await complete(await viewer.app.buy('first'))).toMatchObject({ ok: true });
    await Promise.all([viewer.socket.finals(1), viewer.sse.finals(1)]);
    const log = await expectWhole(viewer);
    const orders = log.flatMap(({ order }) =>
      order ? [`${order.status}${order.isFinal ? ' final' : ''}`] : [],
    );
    expect(orders[0]).toBe('PLACED');
    expect(orders.at(-1)).toBe('COMPLETED final');
    expect(log[0]).toMatchObject({ __typename: 'TransactionEvent', transaction: { status: 'INITIALIZED' } });
  });

  test('connections cut during purchases lose and repeat no event', async () => {
    const viewer = await start('bina');
    const before = proxy.connections;
    for (let round = 1; round <= 4; round += 1) {
      const transactionId = await viewer.app.buy(`cut ${round}`);
      const done = complete(transactionId);
      proxy.cut();
      await done;
      await viewer.socket.until(
        'an order',
        (events) => events.filter(({ order }) => order?.status === 'PLACED').length >= round,
      );
      proxy.cut();
      await Promise.all([viewer.socket.finals(round), viewer.sse.finals(round)]);
    }
    const log = await expectWhole(viewer);
    expect(log.filter(({ order }) => order?.isFinal)).toHaveLength(4);
    expect(proxy.connections - before).toBeGreaterThan(8);
  });

  test('a process killed and restarted on the same folder loses and repeats no event', async () => {
    const viewer = await start('chitra');
    await complete(await viewer.app.buy('before'));
    await Promise.all([viewer.socket.finals(1), viewer.sse.finals(1)]);

    const transactionId = await viewer.app.buy('across');
    await complete(transactionId);
    const placed = ({ order }: ReceivedEvent) => order?.status === 'PLACED';
    await viewer.socket.until('the second order', (events) => events.filter(placed).length >= 2);
    // Gateway would outlive the process. The emulator dies with it, so it must have saved what it has reported.
    await untilSaved(folder, viewer.socket.events.filter(placed)[1]?.order?.batchId ?? '');
    await killAndRestart();
    await Promise.all([viewer.socket.finals(2), viewer.sse.finals(2)]);

    await complete(await viewer.app.buy('after'));
    await Promise.all([viewer.socket.finals(3), viewer.sse.finals(3)]);
    const log = await expectWhole(viewer);
    const finals = log.filter(({ order }) => order?.isFinal);
    expect(new Set(finals.map(({ order }) => order?.batchId)).size).toBe(3);
    expect(log.map(({ __typename }) => __typename)).not.toContain('ResyncRequired');
  });

  test('a key used again after a restart returns the same transaction', async () => {
    const viewer = await start('divya');
    const first = await viewer.app.buy('once');
    await killAndRestart();
    expect(await viewer.app.buy('once')).toBe(first);
  });
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { WebSocket } from 'ws';
import { readEventStream } from '../../src/client/event-stream.js';
import { createResumingSocket } from '../../src/client/resuming-socket.js';
import { subscribeResuming } from '../../src/client/resuming-subscription.js';
import { graphql } from '../generated/gql.js';
import type { FollowEventTypesSubscription, FollowPositionsSubscription } from '../generated/graphql.js';
import { sessionToken } from '../support/app.js';
import { FOLLOW_EVENT_TYPES } from '../support/documents.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { type CutProxy, startCutProxy } from './cut-proxy.js';
import { count, figure, randomStream } from '../support/faults.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { createTarget, deliverAll, type FeedTarget, logOf, newOrderWebhook } from '../support/order-feed.js';

/** Longest wait for an expected event. Only a failing test waits this long. */
const WITHIN_MS = 120_000;
const RETRY = { initialDelayMs: 10, maxDelayMs: 200 };

/** The events of one reader, in order of arrival. */
class Received {
  readonly cursors: string[] = [];
  readonly kinds: string[] = [];
  onCount: (count: number) => void = () => {};
  #settle: () => void = () => {};
  #fail: (reason: unknown) => void = () => {};

  add(kind: string, cursor: string): void {
    this.cursors.push(cursor);
    this.kinds.push(kind);
    this.onCount(this.cursors.length);
    this.#settle();
  }

  fail(reason: unknown): void {
    this.#fail(reason);
  }

  /** Resolves when the last event received is at `cursor`. */
  async at(cursor: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`only ${this.cursors.length} events came`)), WITHIN_MS);
      this.#fail = reject;
      this.#settle = () => {
        if (this.cursors.at(-1) !== cursor) return;
        clearTimeout(late);
        resolve();
      };
      this.#settle();
    });
  }
}

const POSITIONS = graphql(/* GraphQL */ `
  subscription FollowPositions($after: String) {
    events(after: $after) { __typename ... on Event { cursor } }
  }
`);

type Reader = (port: number, token: string, received: Received, signal: AbortSignal) => void;

/** The shipped client over WebSocket. */
const overWebsocket: Reader = (port, token, received, signal) => {
  const client = createResumingSocket({
    url: `ws://127.0.0.1:${port}/graphql`,
    authorization: () => `Bearer ${token}`,
    webSocketImpl: WebSocket,
    retry: RETRY,
  });
  subscribeResuming(
    client,
    { query: parse(POSITIONS.toString()), variables: {} },
    {
      next({ data, errors }) {
        if (errors !== undefined) received.fail(errors);
        const { __typename, cursor } = (data as FollowPositionsSubscription).events;
        received.add(__typename, cursor);
      },
      error: (reason) => received.fail(reason),
      complete: () => received.fail(new Error('the subscription is complete')),
    },
  );
  signal.addEventListener('abort', () => void client.dispose());
};

/** The shipped client over SSE. */
const overEventStream: Reader = async (port, token, received, signal) => {
  try {
    const events = readEventStream<FollowEventTypesSubscription, object>({
      url: `http://127.0.0.1:${port}/graphql/stream`,
      query: FOLLOW_EVENT_TYPES.toString(),
      authorization: () => `Bearer ${token}`,
      retry: RETRY,
      signal,
    });
    for await (const { cursor, result } of events) {
      received.add(String(result.data?.events.__typename), String(cursor));
    }
  } catch (error) {
    received.fail(error);
  }
};

let emulator: TestEmulator;
let gateway: GatewayProcess;
let target: FeedTarget;
let proxies: CutProxy[];
const over = new AbortController();

beforeAll(async () => {
  emulator = await startEmulator();
  gateway = await startGatewayProcess(emulator);
  target = await createTarget(gateway.url, 'rhea');
  proxies = [await startCutProxy(gateway.port), await startCutProxy(gateway.port)];
});

afterAll(async () => {
  over.abort();
  await Promise.all(proxies.map((proxy) => proxy.close()));
  await gateway.close();
  await emulator.close();
});

/** Cuts the proxy's connection each time the reader reaches one of `drops` random positions of the stream. */
function dropAtRandom(
  proxy: CutProxy,
  received: Received,
  random: () => number,
  drops: number,
  events: number,
) {
  const positions = Array.from({ length: drops }, () => 1 + Math.floor(random() * (events - 1)));
  const left = positions.sort((a, b) => a - b);
  const counts = { cuts: 0 };
  received.onCount = (length) => {
    // The first event is the position only.
    if (left.length === 0 || length - 1 < (left[0] ?? 0)) return;
    left.shift();
    counts.cuts += proxy.cut();
  };
  return counts;
}

/** Restarts the server each time another share of the deliveries has been sent. */
function* restartingMeanwhile(
  bodies: Iterable<Record<string, unknown>>,
  every: number,
  done: Promise<void>[],
) {
  let given = 0;
  for (const body of bodies) {
    given += 1;
    if (given % every === Math.ceil(every / 2)) {
      const signal = done.length % 2 === 0 ? 'SIGKILL' : 'SIGTERM';
      done.push((done.at(-1) ?? Promise.resolve()).then(() => gateway.restart(signal)));
    }
    yield body;
  }
}

test('a stream that is dropped at random, also by restarts, is complete, in order and without repeats over WebSocket and SSE', async () => {
  const [events, drops, restarts] = [count(10_000), count(100), Math.max(2, count(10))];
  const token = await sessionToken(target.viewer);
  const readers = [overWebsocket, overEventStream].map((read, index) => {
    const received = new Received();
    const proxy = proxies[index] as CutProxy;
    const counts = dropAtRandom(proxy, received, randomStream(index), drops, events);
    read(proxy.port, token, received, over.signal);
    return { received, counts };
  });
  const begin = (await logOf(target.client)).at(-1) ?? '';
  await Promise.all(readers.map(({ received }) => received.at(begin)));

  const bodies = Array.from({ length: events }, () => newOrderWebhook(target));
  const ended: Promise<void>[] = [];
  const startedAt = performance.now();
  await deliverAll(gateway.url, restartingMeanwhile(bodies, Math.floor(events / restarts), ended));
  await Promise.all(ended);
  const log = await logOf(target.client);
  await Promise.all(readers.map(({ received }) => received.at(log.at(-1) ?? '')));
  const seconds = (performance.now() - startedAt) / 1000;

  const expected = log.slice(log.indexOf(begin));
  for (const [index, name] of ['WebSocket', 'SSE'].entries()) {
    const { received, counts } = readers[index] as (typeof readers)[number];
    const { cursors, kinds } = received;
    const repeated = cursors.length - new Set(cursors).size;
    const lost = expected.filter((cursor) => !cursors.includes(cursor)).length;
    figure(
      `resume over ${name}`,
      `${counts.cuts} drops, ${ended.length} restarts, ${events} events in ${seconds.toFixed(1)} s: ${lost} lost, ${repeated} repeated`,
    );
    expect({ lost, repeated, resyncs: kinds.filter((kind) => kind === 'ResyncRequired').length }).toEqual({
      lost: 0,
      repeated: 0,
      resyncs: 0,
    });
    expect(cursors).toEqual(expected);
    expect(kinds.filter((kind) => kind === 'OrderEvent')).toHaveLength(events);
    expect(counts.cuts).toBeGreaterThanOrEqual(drops);
  }
});

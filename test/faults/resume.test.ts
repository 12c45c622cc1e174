import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { readEventStream } from '../../packages/client/src/event-stream/event-stream.js';
import { findResumePointInText } from '../../packages/client/src/socket/resume-point.js';
import { createResumingSocket } from '../../packages/client/src/socket/resuming-socket.js';
import { subscribeResuming } from '../../packages/client/src/socket/resuming-subscription.js';
import { graphql } from '../generated/gql.js';
import type { FollowEventTypesSubscription, FollowPositionsSubscription } from '../generated/graphql.js';
import { sessionToken } from '../support/app.js';
import { FOLLOW_EVENT_TYPES } from '../support/documents.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { type CutProxy, startCutProxy } from './cut-proxy.js';
import { dropAtRandom, Received, restartingMeanwhile } from './received.js';
import { count, figure, randomStream } from '../support/faults.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { createTarget, deliverAll, type FeedTarget, logOf, newOrderWebhook } from '../support/order-feed.js';

const RETRY = { initialDelayMs: 10, maxDelayMs: 200 };

const POSITIONS = graphql(/* GraphQL */ `
  subscription FollowPositions($after: String) {
    events(after: $after) { __typename ... on Event { cursor } }
  }
`);

type Reader = (port: number, token: string, received: Received, signal: AbortSignal) => void;

/** The shipped client over WebSocket. */
const overWebsocket: Reader = (port, token, received, signal) => {
  const client = createResumingSocket(createClient, {
    url: `ws://127.0.0.1:${port}/graphql`,
    authorization: () => `Bearer ${token}`,
    webSocketImpl: WebSocket,
    retry: RETRY,
  });
  subscribeResuming(
    client,
    { query: POSITIONS.toString(), variables: {}, point: findResumePointInText(POSITIONS.toString()) },
    {
      next({ data, errors }) {
        if (errors !== undefined) return received.fail(errors);
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
  await deliverAll(gateway.url, restartingMeanwhile(gateway, bodies, Math.floor(events / restarts), ended));
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
    // Later events may follow: hints that no read has confirmed are retracted after a while.
    expect(cursors.slice(0, expected.length)).toEqual(expected);
    expect(kinds.filter((kind) => kind === 'OrderEvent').length).toBeGreaterThanOrEqual(events);
    expect(counts.cuts).toBeGreaterThanOrEqual(drops);
  }
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { graphql } from '../generated/gql.js';
import { sessionToken } from '../support/app.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { count, figure, inFull } from '../support/faults.js';
import { type GatewayProcess, onceMore, startGatewayProcess } from '../support/gateway-process.js';
import { type HeapProbe, probeHeap, WITH_INSPECTOR } from '../support/inspector.js';
import { createTarget, deliverAll, type FeedTarget, logOf, newOrderWebhook } from '../support/order-feed.js';
import { type RawSubscriber, subscribeByStream, subscribeBySocket } from './raw-subscriber.js';

const EVENT_KILOBYTES = 10;
const SUBSCRIBERS = inFull(100, 20);
/**
 * Memory that stalled subscribers may cost: for each a page and its socket buffer, and the noise of a busy
 * heap.
 */
const GROWTH_MAX_BYTES = 8 * 2 ** 20;
/** Small, so that it is full after some events and only subscribers can make the memory grow afterwards. */
const SMALL_CACHE = { CACHE_MAX_BYTES: String(2 ** 20) };
const LOOK_EVERY_MS = 1_000;
/** An event stream sends the cursor in a header instead of the variable. */
const QUERY = graphql(/* GraphQL */ `
  subscription FollowLargeOrders($after: String) {
    events(after: $after) {
      cursor
      ... on OrderEvent { order { id status legs { symbol statusMessage } } }
    }
  }
`).toString();

let emulator: TestEmulator;
let gateway: GatewayProcess;
let heap: HeapProbe;
let target: FeedTarget;
let token: string;

beforeAll(async () => {
  emulator = await startEmulator();
  gateway = await startGatewayProcess(emulator, { ...WITH_INSPECTOR, ...SMALL_CACHE });
  heap = await probeHeap(gateway.log());
  target = await createTarget(gateway.url, 'sloane');
  token = await sessionToken('sloane');
});

afterAll(async () => {
  heap?.close();
  for (const part of [gateway, emulator]) await part?.close();
});

/** Memory of the process during an action, in bytes. */
interface Memory {
  /** The most that was reachable at any measurement. */
  readonly held: number;
  /** Peak resident memory, uncollected garbage of all causes included. */
  readonly resident: number;
}

/** Delivers `events` orders of about 10 kB and measures the memory meanwhile, until `done`. */
async function memoryWhile(events: number, done: () => Promise<unknown>): Promise<Memory> {
  const most = { held: 0, resident: 0 };
  let isDone = false;
  const looking = (async () => {
    while (!isDone) {
      most.resident = Math.max(most.resident, gateway.residentBytes());
      most.held = Math.max(most.held, await heap.heldBytes());
      await delay(LOOK_EVERY_MS);
    }
  })();
  try {
    const bodies = Array.from({ length: events }, (_, index) => index);
    await deliverAll(
      gateway.url,
      lazily(bodies, () => newOrderWebhook(target, EVENT_KILOBYTES)),
    );
    await done();
  } finally {
    isDone = true;
    await looking;
  }
  return most;
}

function* lazily<In, Out>(items: readonly In[], make: (item: In) => Out): Generator<Out> {
  for (const item of items) yield make(item);
}

/** Resolves when the server has fewer subscriptions of a kind than before. */
async function oneLess(transport: 'websocket' | 'sse'): Promise<void> {
  const metric = `dwar_subscriptions_active{transport="${transport}"}`;
  const atFirst = await gateway.metric(metric);
  while ((await gateway.metric(metric)) >= atFirst) await delay(100);
}

const mebibytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`;

test('two stalled subscribers do not delay the others, are closed at their limit and resume without loss', async () => {
  const events = count(10_000);
  const healthy: RawSubscriber[] = Array.from({ length: SUBSCRIBERS - 2 }, (_, index) =>
    index % 2 === 0
      ? subscribeBySocket(gateway.url, token, QUERY)
      : subscribeByStream(gateway.url, token, QUERY),
  );
  await Promise.all(healthy.map((subscriber) => subscriber.received(1)));
  const allReceived = (events: number) =>
    Promise.all(healthy.map((subscriber) => subscriber.received(events + 1)));
  const baseline = await memoryWhile(events, () => allReceived(events));

  const slowSocket = subscribeBySocket(gateway.url, token, QUERY);
  const slowStream = subscribeByStream(gateway.url, token, QUERY);
  await Promise.all([slowSocket.received(1), slowStream.received(1)]);
  const begun = [slowSocket.cursor, slowStream.cursor];
  slowSocket.stall();
  slowStream.stall();
  const startedAt = performance.now();
  // The code is read while the closing is still on its way; nothing of it is read before.
  const closings = [
    oneLess('websocket').then(() => slowSocket.resume()),
    oneLess('sse').then(() => slowStream.resume()),
  ];
  const loaded = await memoryWhile(events, async () => {
    await allReceived(2 * events);
    figure('slow subscribers: healthy ones had everything after', `${elapsed(startedAt)} s`);
    await Promise.all(closings);
  });
  // Closed as too slow, or, when the kernel holds all that was sent, cut because its pings are not answered.
  expect([4413, 1006]).toContain(await slowSocket.ended);
  expect(await slowStream.ended).toBeNull();
  expect(gateway.isAlive()).toBe(true);

  const log = await onceMore(() => logOf(target.client));
  const again = [
    subscribeBySocket(gateway.url, token, QUERY, { after: slowSocket.cursor }),
    subscribeByStream(gateway.url, token, QUERY, slowStream.cursor),
  ];
  for (const [index, stalled] of [slowSocket, slowStream].entries()) {
    const missed = log.slice(log.indexOf(stalled.cursor ?? '') + 1);
    const behindBegin = log.length - 1 - log.indexOf(begun[index] ?? '');
    expect(stalled.count - 1 + missed.length).toBe(behindBegin);
    expect(missed.length).toBeGreaterThan(0);
    await again[index]?.received(missed.length);
    expect(again[index]?.cursor).toBe(log.at(-1));
  }
  const show = ({ held, resident }: Memory) =>
    `${mebibytes(held)} held, ${mebibytes(resident)} resident at most`;
  figure('slow subscribers: memory with healthy ones alone', show(baseline));
  figure('slow subscribers: memory with stalled ones', show(loaded));
  expect(loaded.held - baseline.held).toBeLessThan(GROWTH_MAX_BYTES);
  await Promise.all([...healthy, ...again].map((subscriber) => subscriber.stop()));
});

function elapsed(startedAt: number): string {
  return ((performance.now() - startedAt) / 1000).toFixed(1);
}

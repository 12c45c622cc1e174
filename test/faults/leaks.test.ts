import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { CursorCodec } from '../../src/events/cursor.js';
import { graphql } from '../generated/gql.js';
import { startApp, type TestApp } from '../support/app.js';
import { EVENT_LOG, FOLLOW_EVENTS, present } from '../support/documents.js';
import { deliver, newBatchId } from '../support/webhook.js';
import { count, figure, randomStream } from '../support/faults.js';
import { MANY_SOCKETS, readMetric } from '../support/gateway-process.js';
import {
  createTarget,
  deliverAll,
  type FeedTarget,
  fillWebhook,
  newOrderWebhook,
} from '../support/order-feed.js';
import { type RawSubscriber, subscribeByStream, subscribeBySocket } from './raw-subscriber.js';

const ORDER_FILLS = graphql(/* GraphQL */ `
  subscription OrderFills($id: ID!) {
    orderUpdated(orderId: $id) { __typename ... on OrderEvent { order { legs { filledQuantity } } } }
  }
`);
const RESYNC_REASONS = graphql(/* GraphQL */ `
  subscription ResyncReasons($after: String) {
    events(after: $after) { __typename cursor ... on ResyncRequired { reason } }
  }
`).toString();
const AT_ONCE = 50;

let app: TestApp;
let target: FeedTarget;
let token: string;
const warnings: string[] = [];
const onWarning = ({ name }: Error) => void warnings.push(name);

beforeAll(async () => {
  process.on('warning', onWarning);
  app = await startApp({ env: MANY_SOCKETS });
  target = await createTarget(app.url, 'lena');
  token = await app.token('lena');
});

afterAll(async () => {
  process.off('warning', onWarning);
  await app?.close();
});

/** Opens a subscription over a random transport and leaves it cleanly or abruptly, early or late. */
async function comeAndGo(random: () => number): Promise<void> {
  const [isSocket, isPolite, isLate] = [random() < 0.5, random() < 0.5, random() < 0.8];
  const subscribe: (url: string, token: string, query: string) => RawSubscriber = isSocket
    ? subscribeBySocket
    : subscribeByStream;
  const subscriber = subscribe(app.url, token, FOLLOW_EVENTS.toString());
  if (isLate) await subscriber.received(1 + Math.floor(random() * 3));
  else await delay(random() * 10);
  if (isPolite) await subscriber.stop();
  else subscriber.vanish();
  await subscriber.ended;
}

/** Lets many subscribers come and go while events are published. */
async function churn(times: number): Promise<void> {
  const random = randomStream(1);
  let left = times;
  let isOver = false;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await comeAndGo(random);
    }
  };
  function* publishing() {
    while (!isOver) yield newOrderWebhook(target);
  }
  const published = deliverAll(app.url, publishing(), 20);
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  isOver = true;
  await published;
}

/** Resources that keep the process alive, by kind. */
function resources(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/**
 * Waits until no subscription is active and `isSettled` returns true, at most 10 s. Returns the resources.
 */
async function settledResources(isSettled: (now: Record<string, number>) => boolean) {
  for (let waits = 0; waits < 100; waits += 1) {
    if ((await readMetric(app.url, 'dwar_subscriptions_active')) === 0 && isSettled(resources())) break;
    await delay(100);
  }
  return resources();
}

test('subscribing and leaving, also abruptly, leaves nothing behind', async () => {
  const times = count(10_000);
  await churn(100);
  await delay(500);
  const before = await settledResources(() => true);
  const isBack = (now: Record<string, number>) =>
    Object.entries(now).every(([kind, number]) => number <= (before[kind] ?? 0) + 2);
  await churn(times);
  const after = await settledResources(isBack);
  figure(
    `${times} subscriptions that came and went`,
    `resources before ${JSON.stringify(before)}, after ${JSON.stringify(after)}`,
  );
  expect(await readMetric(app.url, 'dwar_subscriptions_active')).toBe(0);
  expect({ after, isBack: isBack(after) }).toEqual({ after, isBack: true });
  expect(warnings).not.toContain('MaxListenersExceededWarning');
});

test('a subscription to a constantly changing order has no gap after the present state', async () => {
  const batchId = newBatchId();
  await deliver(app.url, fillWebhook(target, batchId, 1));
  let isOver = false;
  const changing = (async () => {
    for (let filled = 2; !isOver; filled += 1) await deliver(app.url, fillWebhook(target, batchId, filled));
  })();
  const subscriptions = count(1_000);
  let states = 0;
  const watch = async () => {
    const updates = target.client.subscribe(ORDER_FILLS, { id: batchId });
    const filled: number[] = [];
    while (filled.length < 10) {
      const { orderUpdated } = await updates.next();
      if (orderUpdated.__typename === 'OrderEvent')
        filled.push(orderUpdated.order.legs[0]?.filledQuantity ?? 0);
      else expect(orderUpdated.__typename).toBe('StreamPosition');
    }
    updates.stop();
    states += filled.length;
    expect(filled).toEqual(filled.map((_, index) => (filled[0] ?? 0) + index));
  };
  for (let done = 0; done < subscriptions; done += 10) await Promise.all(Array.from({ length: 10 }, watch));
  isOver = true;
  await changing;
  figure(`${subscriptions} subscriptions to one changing order`, `${states} states, no gap`);
});

test('a cursor that cannot be resumed from gets ResyncRequired over WebSocket and SSE, and the stream continues', async () => {
  const { events } = await target.client.ask(EVENT_LOG);
  const own = present(present(events).edges[0]).cursor;
  const epoch = Buffer.from(own, 'base64url').toString().split('.')[0] ?? '';
  const codec = new CursorCodec(epoch);
  const cases = {
    malformed: 'not-a-cursor',
    foreign: codec.encode('another-viewer', 1),
    ahead: codec.encode(target.viewer, 10 ** 9),
    'of another epoch': new CursorCodec('0'.repeat(8)).encode(target.viewer, 1),
  };
  for (const [name, after] of Object.entries(cases)) {
    const readers = [
      subscribeBySocket(app.url, token, RESYNC_REASONS, { after }),
      subscribeByStream(app.url, token, RESYNC_REASONS, after),
    ];
    for (const reader of readers) {
      await reader.received(1);
      expect([name, reader.last]).toEqual([name, expect.stringContaining('"ResyncRequired"')]);
    }
    await deliver(app.url, newOrderWebhook(target));
    for (const reader of readers) {
      await reader.received(2);
      expect(reader.last).toContain('"OrderEvent"');
      await reader.stop();
    }
  }
});

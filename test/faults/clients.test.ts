import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import type { OrdersForClientsQuery } from '../generated/graphql.js';
import { sessionToken } from '../support/app.js';
import { present } from '../support/documents.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { count, figure, randomStream } from '../support/faults.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import type { GraphqlClient } from '../support/graphql-client.js';
import {
  createTarget,
  deliverAll,
  type FeedTarget,
  fillWebhook,
  logOf,
  newOrderWebhook,
} from '../support/order-feed.js';
import { until } from '../support/until.js';
import { newBatchId } from '../support/webhook.js';
import { CLIENT_READERS, type OrderState } from './client-readers.js';
import { type CutProxy, startCutProxy } from './cut-proxy.js';
import { dropAtRandom, Received, restartingMeanwhile } from './received.js';

const ORDERS = graphql(/* GraphQL */ `
  query OrdersForClients($after: String) {
    orders(first: 50, after: $after) {
      edges { node { id status legs { filledQuantity } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** Each of these orders is filled step by step; all others are reported once. */
const FILLING = 20;

let emulator: TestEmulator;
let gateway: GatewayProcess;
let target: FeedTarget;
const proxies = new Map<string, CutProxy>();
const over = new AbortController();

beforeAll(async () => {
  emulator = await startEmulator();
  gateway = await startGatewayProcess(emulator);
  target = await createTarget(gateway.url, 'chitra');
  for (const name of Object.keys(CLIENT_READERS)) proxies.set(name, await startCutProxy(gateway.port));
});

afterAll(async () => {
  over.abort();
  await Promise.all([...proxies.values()].map((proxy) => proxy.close()));
  await gateway.close();
  await emulator.close();
});

/** Half of the deliveries report a new order, the others that one of a few orders is filled further. */
function deliveries(count: number): Record<string, unknown>[] {
  const filling = Array.from({ length: FILLING }, () => newBatchId());
  return Array.from({ length: count }, (_, n) =>
    n % 2 === 0 ? newOrderWebhook(target) : fillWebhook(target, filling[(n >> 1) % FILLING] as string, n + 1),
  );
}

/** Every order of the viewer as a query shows it now. */
async function orders(client: GraphqlClient): Promise<Map<string, OrderState>> {
  const shown = new Map<string, OrderState>();
  let after: string | null = null;
  for (let hasMore = true; hasMore; ) {
    const page: OrdersForClientsQuery = await client.ask(ORDERS, { after });
    const { edges, pageInfo } = present(page.orders);
    for (const { node } of edges) {
      const { id, status, legs } = present(node);
      shown.set(id, { status, filled: legs.map(({ filledQuantity }) => filledQuantity) });
    }
    after = pageInfo.endCursor;
    hasMore = pageInfo.hasNextPage;
  }
  return shown;
}

test('each client of the library gets every event once over lost connections and restarts, and shows what a query shows', async () => {
  const [events, cuts, restarts] = [count(10_000), count(100), Math.max(2, count(10))];
  const token = await sessionToken(target.viewer);
  const readers = Object.entries(CLIENT_READERS).map(([name, read], index) => {
    const received = new Received();
    const proxy = proxies.get(name) as CutProxy;
    // Fills may arrive late and report nothing new: the cuts are among the events that come in any case.
    const counts = dropAtRandom(proxy, received, randomStream(index), cuts, Math.floor(events / 2));
    const show = read({ port: proxy.port, token, received, signal: over.signal });
    return { name, received, counts, show };
  });
  const begin = (await logOf(target.client)).at(-1) ?? '';
  await Promise.all(readers.map(({ received }) => received.at(begin)));

  const ended: Promise<void>[] = [];
  const bodies = restartingMeanwhile(gateway, deliveries(events), Math.floor(events / restarts), ended);
  const startedAt = performance.now();
  await deliverAll(gateway.url, bodies);
  await Promise.all(ended);
  const log = await logOf(target.client);
  await Promise.all(readers.map(({ received }) => received.at(log.at(-1) ?? '')));
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);

  const expected = log.slice(log.indexOf(begin));
  const fresh = await orders(target.client);
  expect(fresh.size).toBe(Math.ceil(events / 2) + FILLING);
  for (const { name, received, counts, show } of readers) {
    const { cursors, kinds } = received;
    const seen = new Set(cursors);
    const lost = expected.filter((cursor) => !seen.has(cursor)).length;
    const repeated = cursors.length - seen.size;
    const all = `${expected.length} events in ${seconds} s: ${lost} lost, ${repeated} repeated`;
    figure(`resume with ${name}`, `${counts.cuts} cuts, ${ended.length} restarts, ${all}`);
    expect([name, lost, repeated]).toEqual([name, 0, 0]);
    // Later events may follow: hints that no read has confirmed are retracted after a while.
    expect(cursors.slice(0, expected.length)).toEqual(expected);
    expect(kinds).not.toContain('ResyncRequired');
    expect(counts.cuts).toBeGreaterThanOrEqual(cuts);
    const shown = () => new Map([...fresh.keys()].map((id) => [id, show(id)]));
    // A list on a page is read again after the event.
    await until(`${name} shows every order`, () => isDeepStrictEqual(shown(), fresh)).catch(() => undefined);
    expect(shown()).toEqual(fresh);
  }
});

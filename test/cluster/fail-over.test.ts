import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readEventStream } from '../../packages/client/src/event-stream/event-stream.js';
import { figure } from '../support/faults.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import {
  createTarget,
  deliverAll,
  type FeedTarget,
  fillWebhook,
  logOf,
  newOrderWebhook,
} from '../support/order-feed.js';
import { graphql } from '../generated/gql.js';
import type { FollowEventTypesSubscription } from '../generated/graphql.js';
import { sessionToken } from '../support/app.js';
import { type CuttableProxy, startCuttableProxy } from '../support/cuttable-proxy.js';
import { FOLLOW_EVENT_TYPES, present } from '../support/documents.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { GraphqlClient } from '../support/graphql-client.js';
import {
  hasServices,
  startPostgres,
  startRedis,
  type TestPostgres,
  type TestRedis,
} from '../support/services.js';
import { startStandby, type TestStandby } from '../support/standby.js';
import { newBatchId } from '../support/webhook.js';
import { Follower, waitUntil } from './cluster.js';

const WITHIN_MS = 30_000;
/**
 * Longest until every subscriber is sent ResyncRequired after the standby serves: the aim, and what fails.
 */
const RESYNC_AIM_MS = 2_000;
const RESYNC_FAILS_MS = 5 * RESYNC_AIM_MS;

const FILLED = graphql(/* GraphQL */ `
  query FilledOfNewest { orders(first: 1) { edges { node { legs { filledQuantity } } } } }
`);

interface Seen {
  readonly kind: string;
  readonly cursor: string;
}

/** A subscriber over SSE, by the shipped client. */
class StreamReader {
  readonly seen: Seen[] = [];
  readonly #over = new AbortController();
  readonly #reading: Promise<void>;

  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {
    this.#reading = this.#read();
  }

  async close(): Promise<void> {
    this.#over.abort();
    await this.#reading.catch(() => {});
  }

  async #read(): Promise<void> {
    const events = readEventStream<FollowEventTypesSubscription, object>({
      url: `${this.url}/graphql/stream`,
      query: FOLLOW_EVENT_TYPES.toString(),
      authorization: () => `Bearer ${this.token}`,
      signal: this.#over.signal,
    });
    for await (const { cursor, result } of events)
      this.seen.push({ kind: String(result.data?.events.__typename), cursor: String(cursor) });
  }
}

/** A subscriber of one viewer, however it is connected. */
interface Subscriber {
  readonly name: string;
  seen(): readonly Seen[];
  close(): Promise<void>;
}

async function subscribeEverywhere(viewer: string, urls: readonly string[]): Promise<Subscriber[]> {
  const token = await sessionToken(viewer);
  return urls.flatMap((url, index) => {
    const follower = new Follower(viewer, url);
    const reader = new StreamReader(url, token);
    return [
      {
        name: `${viewer} over WebSocket at ${index}`,
        seen: () => follower.seen.map(({ __typename, cursor }) => ({ kind: __typename, cursor })),
        close: () => follower.close(),
      },
      { name: `${viewer} over SSE at ${index}`, seen: () => reader.seen, close: () => reader.close() },
    ];
  });
}

const orders = (seen: readonly Seen[]) => seen.filter(({ kind }) => kind === 'OrderEvent');
const resyncs = (seen: readonly Seen[]) => seen.filter(({ kind }) => kind === 'ResyncRequired');
const afterResync = (seen: readonly Seen[]) =>
  seen.slice(seen.findIndex(({ kind }) => kind === 'ResyncRequired') + 1);
const epochOf = (cursor: string) => Buffer.from(cursor, 'base64url').toString().split('.')[0];

(hasServices ? describe : describe.skip)('a fail-over that loses commits', () => {
  let redis: TestRedis;
  let emulator: TestEmulator;
  let primary: TestPostgres;
  let standby: TestStandby | undefined;
  let database: CuttableProxy | undefined;
  let serving: { readonly port: number };
  let gateways: GatewayProcess[] = [];
  let subscribers: Subscriber[] = [];

  beforeAll(async () => {
    [primary, redis, emulator] = await Promise.all([
      startPostgres({ fsync: false }),
      startRedis(),
      startEmulator(),
    ]);
    const url = new URL(await primary.createDatabase());
    standby = await startStandby(primary);
    serving = primary;
    database = await startCuttableProxy(() => serving.port);
    url.port = String(database.port);
    const env = { DATABASE_URL: url.href, REDIS_URL: redis.url };
    gateways = await Promise.all([startGatewayProcess(emulator, env), startGatewayProcess(emulator, env)]);
  }, 240_000);

  afterAll(async () => {
    await Promise.all(subscribers.map((subscriber) => subscriber.close()));
    await Promise.all(gateways.map((gateway) => gateway.close()));
    await database?.close();
    await standby?.close();
    await Promise.all([primary.close(), redis.close(), emulator.close()]);
  });

  const urls = () => gateways.map(({ url }) => url);

  /**
   * Delivers so many orders, by turns to each instance, until all subscribers of the viewer have seen them.
   */
  async function tell(target: FeedTarget, of: readonly Subscriber[], count: number): Promise<void> {
    const before = of.map(({ seen }) => orders(seen()).length);
    for (let n = 0; n < count; n += 1) await deliverAll(urls()[n % 2] ?? '', [newOrderWebhook(target)]);
    await waitUntil(
      () => of.every(({ seen }, index) => orders(seen()).length >= (before[index] ?? 0) + count),
      WITHIN_MS,
      'an event did not come',
    );
  }

  async function filled(url: string, viewer: string): Promise<number | null | undefined> {
    const { orders: page } = await new GraphqlClient(url, await sessionToken(viewer)).ask(FILLED);
    return present(page).edges[0]?.node?.legs[0]?.filledQuantity;
  }

  test('resyncs every subscriber of every instance once, and each sees what follows', async () => {
    const [a = '', b = ''] = urls();
    const target = await createTarget(a, 'busy');
    const busy = await subscribeEverywhere('busy', [a, b]);
    const idle = await subscribeEverywhere('idle', [a, b]);
    subscribers = [...busy, ...idle];
    await waitUntil(() => subscribers.every(({ seen }) => seen().length > 0), WITHIN_MS, 'no position');
    await tell(target, busy, 3);
    const cached = await createTarget(a, 'cached');
    const batchId = newBatchId();
    await deliverAll(a, [fillWebhook(cached, batchId, 10)]);

    const next = standby as TestStandby;
    await next.caughtUp();
    await next.hold();
    // All of this is acknowledged, and will be lost.
    await tell(target, busy, 3);
    await deliverAll(a, [fillWebhook(cached, batchId, 20)]);
    expect([await filled(a, 'cached'), await filled(b, 'cached')]).toEqual([20, 20]);
    const lostCursor = busy[0]?.seen().at(-1)?.cursor ?? '';

    await primary.kill();
    await next.promote();
    serving = next;
    database?.cut();
    const resyncMs = await waitUntil(
      () => subscribers.every(({ seen }) => resyncs(seen()).length > 0),
      RESYNC_FAILS_MS,
      'a subscriber was not sent ResyncRequired',
    );
    figure(
      'from the fail-over to the last ResyncRequired, ms',
      `${Math.round(resyncMs)} (aim ${RESYNC_AIM_MS})`,
    );

    // The version that was lost is given out again, with other content: nothing of the lost one is shown.
    await deliverAll(b, [fillWebhook(cached, batchId, 30)]);
    expect([await filled(a, 'cached'), await filled(b, 'cached')]).toEqual([30, 30]);

    await tell(target, busy, 4);
    const log = await logOf(target.client);
    for (const { name, seen } of busy) {
      const after = afterResync(seen());
      expect([name, after.map(({ cursor }) => cursor)]).toEqual([name, log.slice(log.length - after.length)]);
      expect([name, after.map(({ kind }) => kind)]).toEqual([name, Array(4).fill('OrderEvent')]);
    }
    for (const { name, seen } of subscribers) {
      expect([name, resyncs(seen()).length]).toEqual([name, 1]);
      expect([name, epochOf(seen().at(-1)?.cursor ?? '')]).toEqual([name, epochOf(log[0] ?? '')]);
    }
    expect(epochOf(lostCursor)).not.toBe(epochOf(log[0] ?? ''));

    // A client that was away comes back with a cursor of the lost part, whose number exists again.
    for (const url of urls()) {
      const client = new GraphqlClient(url, await sessionToken('busy'));
      const queue = client.subscribe(FOLLOW_EVENT_TYPES, { after: lostCursor });
      expect((await queue.next()).events.__typename).toBe('ResyncRequired');
      await client.close();
    }
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { silentLog } from '../../../src/core/log.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { CLOSE_CATALOGUE } from '../../../src/transports/close-codes.js';
import { type RawSubscriber, subscribeByStream, subscribeBySocket } from '../../faults/raw-subscriber.js';
import { graphql } from '../../generated/gql.js';
import { startApp, type TestApp } from '../../support/app.js';
import { type OperatorClient, openTestConsole } from '../../support/operator-client.js';
import { createTarget, deliverAll, type FeedTarget, newOrderWebhook } from '../../support/order-feed.js';
import { Peer } from '../../support/peer.js';
import { until } from '../../support/until.js';

interface Connection {
  readonly transport: string;
  readonly viewer: string | null;
  readonly viewerId: string | null;
  readonly ageSeconds: number;
  readonly subscriptions: number;
  readonly behind: number | null;
  readonly unsentBytes: number;
}

interface Shown {
  readonly hasOtherInstances: boolean;
  readonly count: number;
  readonly nodes: readonly Connection[];
  readonly closes: readonly { code: number | null; count: number; meaning: string; reconnects: boolean }[];
}

const VIEWER = 'anya-0123456789';
const SHOWN = `query ($transport: ConnectionTransport) {
  connections(transport: $transport) {
    hasOtherInstances count
    nodes { transport viewer viewerId ageSeconds subscriptions behind unsentBytes }
    closes { code count meaning reconnects }
  }
}`;
const FOLLOWERS = `query ($viewer: ID!) {
  eventLog(viewer: $viewer) { head followers { count behindMost } }
}`;
/** An order of 50 legs is sent as an event of about 700 kB. */
const EVENTS = graphql(/* GraphQL */ `
  subscription FollowWideOrders {
    events {
      cursor
      ... on OrderEvent {
        order { legs {
          text0: statusMessage
          text1: statusMessage
          text2: statusMessage
          text3: statusMessage
          text4: statusMessage
          text5: statusMessage
          text6: statusMessage
          text7: statusMessage
          text8: statusMessage
          text9: statusMessage
          text10: statusMessage
          text11: statusMessage
          text12: statusMessage
          text13: statusMessage
        } }
      }
    }
  }
`).toString();

describe('the console and the connections of viewers', () => {
  let app: TestApp;
  let ledger: Ledger;
  let masked: OperatorClient;
  let target: FeedTarget;
  let token: string;
  const open: RawSubscriber[] = [];

  beforeAll(async () => {
    app = await startApp({ env: { CONSOLE: 'on' } });
    ledger = await openLedger(app.databaseUrl, { log: silentLog });
    masked = openTestConsole(app.app, ledger).as(['READER']);
    target = await createTarget(app.url, VIEWER);
    token = await app.token(VIEWER);
  });

  afterEach(async () => {
    await Promise.all(open.splice(0).map((subscriber) => subscriber.stop()));
    await shown(({ count }) => count === 0);
  });

  afterAll(async () => {
    await ledger.close();
    await app.close();
  });

  const ask = async (transport: string | null = null) =>
    (await masked.ask<{ connections: Shown }>(SHOWN, { transport })).connections;
  /** The connections once they are as expected: they are looked at once a second. */
  const shown = async (fits: (shown: Shown) => boolean): Promise<Shown> => {
    let found = await ask();
    await until('the connections', async () => {
      found = await ask();
      return fits(found);
    });
    return found;
  };
  const subscribed = async (subscriber: RawSubscriber) => {
    open.push(subscriber);
    await subscriber.received(1);
    return subscriber;
  };

  test('are none where no client is connected', async () => {
    expect(await ask()).toMatchObject({ count: 0, nodes: [] });
  });

  test('show a socket and an event stream of a viewer, masked, and none as behind', async () => {
    await subscribed(subscribeBySocket(app.url, token, EVENTS));
    await subscribed(subscribeByStream(app.url, token, EVENTS));
    const { nodes } = await shown(({ count }) => count === 2);
    const viewerId = nodes[0]?.viewerId ?? '';
    const own = { viewer: 'anya…6789', viewerId, subscriptions: 1, behind: 0, unsentBytes: 0 };
    expect([...nodes].sort((one, other) => (one.transport < other.transport ? -1 : 1))).toEqual([
      { ...own, transport: 'SSE', ageSeconds: expect.any(Number) },
      { ...own, transport: 'WEBSOCKET', ageSeconds: expect.any(Number) },
    ]);
    expect(await ask('SSE')).toMatchObject({ count: 1, nodes: [{ transport: 'SSE' }] });
    expect(await masked.ask(FOLLOWERS, { viewer: viewerId })).toMatchObject({
      eventLog: { followers: { count: 2, behindMost: 0 } },
    });
  });

  test('stay not behind while events are sent', async () => {
    const subscribers = [
      await subscribed(subscribeBySocket(app.url, token, EVENTS)),
      await subscribed(subscribeByStream(app.url, token, EVENTS)),
    ];
    await deliverAll(
      app.url,
      Array.from({ length: 20 }, () => newOrderWebhook(target)),
    );
    await Promise.all(subscribers.map((subscriber) => subscriber.received(21)));
    const { nodes } = await shown(
      ({ nodes: all }) => all.length === 2 && all.every(({ behind }) => behind === 0),
    );
    expect(nodes.map(({ unsentBytes }) => unsentBytes)).toEqual([0, 0]);
  });

  test('show one that does not read as behind, with the bytes that wait for it, before the others', async () => {
    // Older, and so before the slow one if that had no bytes waiting.
    const idle = await new Peer(`${app.url.replace('http', 'ws')}/graphql`).init();
    const slow = await subscribed(subscribeBySocket(app.url, token, EVENTS));
    slow.stall();
    // Not awaited: a socket that does not read is closed after ten seconds.
    const delivered = deliverAll(
      app.url,
      Array.from({ length: 24 }, () => newOrderWebhook(target, 50)),
    );
    const { nodes } = await shown(({ nodes: [first] }) => {
      return (first?.behind ?? 0) > 0 && (first?.unsentBytes ?? 0) > 0;
    });
    expect(await masked.ask(FOLLOWERS, { viewer: nodes[0]?.viewerId })).not.toMatchObject({
      eventLog: { followers: { behindMost: 0 } },
    });
    slow.resume();
    await delivered;
    await slow.received(25);
    await shown(({ nodes: all }) => all.every(({ behind, unsentBytes }) => !behind && unsentBytes === 0));
    idle.socket.close();
    await idle.closed;
  });

  test('show a socket without a token and one that subscribes to nothing', async () => {
    const url = `${app.url.replace('http', 'ws')}/graphql`;
    const anonymous = await new Peer(url).init();
    const idle = await new Peer(url).init({ authorization: `Bearer ${token}` });
    const { nodes } = await shown(({ count }) => count === 2);
    expect(nodes.map(({ viewer, subscriptions, behind }) => ({ viewer, subscriptions, behind }))).toEqual(
      expect.arrayContaining([
        { viewer: null, subscriptions: 0, behind: null },
        { viewer: 'anya…6789', subscriptions: 0, behind: null },
      ]),
    );
    anonymous.socket.close(1000);
    idle.socket.close(4999);
    await Promise.all([anonymous.closed, idle.closed]);
  });

  test('count how sockets were closed, by code and with its meaning', async () => {
    const url = `${app.url.replace('http', 'ws')}/graphql`;
    const refused = await new Peer(url).opened();
    refused.send({ type: 'connection_init', payload: { authorization: 'Bearer forged' } });
    expect((await refused.closed).code).toBe(4403);
    const { closes } = await shown(({ closes: all }) => all.some(({ code }) => code === 4403));
    expect(closes).toContainEqual({ code: 4403, count: 1, ...CLOSE_CATALOGUE[4403] });
    expect(closes).toContainEqual({
      code: null,
      count: 1,
      meaning: 'The client closed the socket with another code.',
      reconnects: false,
    });
    const counts = closes.map(({ count }) => count);
    expect(counts).toEqual([...counts].sort((one, other) => other - one));
  });
});

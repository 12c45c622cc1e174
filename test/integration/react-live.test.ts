import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DwarEvent, EnvironmentChange } from '../../packages/client/src/index.js';
import { startApp, type TestApp } from '../support/app.js';
import { startCuttableProxy } from '../support/cuttable-proxy.js';
import { authIdIn, buying, Player } from '../support/player.js';
import { REACT_VERSIONS } from '../support/react-site.js';
import { until } from '../support/until.js';
import { batch, deliver, newBatchId, signed } from '../support/webhook.js';
import { Network, ReactApp, shows } from './react-kit.js';

let server: TestApp;
beforeAll(async () => {
  server = await startApp();
});
afterAll(() => server.close());

describe.each(REACT_VERSIONS)('live queries on React %s', (version) => {
  let app: ReactApp;
  beforeAll(() => {
    app = new ReactApp(server, version);
  });
  afterAll(() => app.close());

  const name = (viewer: string) => `${viewer}-${version}`;

  /** The statuses of the orders, newest first. */
  function Orders({ filter }: { readonly filter?: Parameters<typeof app.site.dwar.useOrders>[0] }) {
    const { data, status, error } = app.site.dwar.useOrders(filter);
    return data === undefined
      ? (error?.message ?? status)
      : `orders: ${data.map((order) => order.status).join()}`;
  }
  const orders = (filter?: Parameters<typeof app.site.dwar.useOrders>[0]) =>
    app.site.react.createElement(Orders, filter === undefined ? {} : { filter });

  test('uses the version it is named after', () => {
    expect(app.site.react.version.startsWith(version)).toBe(true);
  });

  /** A client whose open streams are counted. */
  function counting(viewer: string, network: Network) {
    const client = app.client(viewer, network);
    const counted = {
      ...client,
      streams: 0,
      subscribe: ((...given) => {
        counted.streams += 1;
        const end = client.subscribe(...given);
        return () => {
          counted.streams -= 1;
          end();
        };
      }) as typeof client.subscribe,
    };
    return counted;
  }

  test('a list shows an order that an event brings, with one stream in StrictMode', async () => {
    const player = await Player.of(server, name('list'));
    const network = new Network();
    const client = counting(player.viewer, network);
    const { element, unmount } = app.mount(client, orders());
    await shows(element, 'orders: ');
    await player.bought();
    await shows(element, 'orders: COMPLETED');
    expect([client.streams, network.count('Position')]).toEqual([1, 1]);
    unmount();
    await until('the stream has ended', () => client.connection.get().status === 'idle');
    expect(client.streams).toBe(0);
  });

  test('a list is complete although an order came between the position and the first read', async () => {
    const player = await Player.of(server, name('between'));
    const network = new Network();
    const position = network.hold('Position');
    const { element } = app.mount(app.client(player.viewer, network), orders());
    await position.arrived;
    expect(network.count('Orders')).toBe(0);
    await player.bought();
    position.release();
    await shows(element, 'orders: COMPLETED');
  });

  test('a retracted order leaves the list, and is null by its id', async () => {
    const player = await Player.of(server, name('retracted'));
    const { dwar } = app.site;
    const { createElement, Fragment, useState } = app.site.react;
    const retracted: string[] = [];
    function Latest() {
      const [id, setId] = useState<Parameters<typeof dwar.useOrder>[0]>(dwar.skip);
      dwar.useDwarEvent('OrderEvent', ({ order }) => setId(order.id));
      dwar.useDwarEvent('OrderRetracted', ({ orderId }) => retracted.push(orderId));
      const { data, fetchStatus } = dwar.useOrder(id);
      return ` latest: ${data === undefined ? fetchStatus : (data?.status ?? 'null')}`;
    }
    const children = createElement(Fragment, null, orders(), createElement(Latest));
    const { element } = app.mount(app.client(player.viewer), children);
    await shows(element, 'orders:  latest: idle');
    const id = await player.create(buying(4));
    const sdkToken = await player.sdkToken(id, 'lep-ok');
    await player.settled(id);
    await shows(element, 'orders: COMPLETED latest: COMPLETED');
    const invented = { ...batch(newBatchId()), transactionId: id, smallcaseAuthId: authIdIn(sdkToken) };
    await deliver(server.url, signed(invented));
    await until('the retraction', () => retracted.length > 0);
    await shows(element, 'orders: COMPLETED latest: null');
    expect(retracted).toHaveLength(1);
  });

  test('a response that is older than an event changes nothing', async () => {
    const player = await Player.of(server, name('late'));
    const id = await player.create(buying());
    await player.complete(id, 'lep-slow');
    await player.eventually(
      () => player.transaction(id),
      (transaction) => transaction.orders.length > 0,
    );
    const network = new Network();
    const queryClient = new app.site.query.QueryClient();
    const shown: string[] = [];
    function Recorder() {
      const { data } = app.site.dwar.useOrders();
      const text = data?.map(({ isFinal }) => (isFinal ? 'final' : 'open')).join() ?? 'pending';
      if (shown.at(-1) !== text) shown.push(text);
      return text;
    }
    const { element } = app.mount(
      app.client(player.viewer, network),
      app.site.react.createElement(Recorder),
      { queryClient },
    );
    await shows(element, 'open');
    const late = network.hold('Orders');
    const reading = queryClient.refetchQueries({ queryKey: ['dwar', 'orders'] });
    await late.arrived;
    await server.clock.advance(31_000);
    await shows(element, 'final');
    late.release();
    await reading;
    expect(shown).toEqual(['pending', 'open', 'final']);
    queryClient.clear();
  });

  test('after a resync everything is read again, and the stream continues', async () => {
    const player = await Player.of(server, name('resync'));
    await player.bought();
    const network = new Network();
    network.change('Position', () => JSON.stringify({ data: { viewer: { cursor: 'of another log' } } }));
    const seen: DwarEvent['__typename'][] = [];
    function Events() {
      app.site.dwar.useDwarEvent('ResyncRequired', ({ __typename }) => seen.push(__typename));
      return orders();
    }
    const client = app.client(player.viewer, network);
    const { element } = app.mount(client, app.site.react.createElement(Events));
    await until('the resync', () => seen.length > 0 && network.count('Orders') > 1);
    await shows(element, 'orders: COMPLETED');
    await player.bought();
    await shows(element, 'orders: COMPLETED,COMPLETED');
    expect(seen).toEqual(['ResyncRequired']);
  });

  test('a handler that throws, and is another one with each render, misses no event', async () => {
    const player = await Player.of(server, name('handler'));
    const thrown: unknown[] = [];
    const others = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (error) => thrown.push(error));
    const heard: string[] = [];
    const { useState, createElement } = app.site.react;
    function Handler() {
      const [count, setCount] = useState(0);
      app.site.dwar.useDwarEvent('TransactionEvent', ({ transaction }) => {
        heard.push(transaction.id);
        setCount(count + 1);
        throw new Error('of the app');
      });
      return `heard: ${count}`;
    }
    const { element } = app.mount(app.client(player.viewer), createElement(Handler));
    await shows(element, 'heard: 0');
    await player.create(buying(1));
    await shows(element, 'heard: 1');
    await player.create(buying(2));
    await shows(element, 'heard: 2');
    await until('both errors', () => thrown.length === 2);
    process.removeAllListeners('uncaughtException');
    for (const listener of others) process.on('uncaughtException', listener);
    expect(new Set(heard).size).toBe(2);
  });

  test('the stream resumes when the network is back, with what was missed', async () => {
    const player = await Player.of(server, name('offline'));
    const proxy = await startCuttableProxy(() => server.port);
    let tell = (_change: EnvironmentChange) => {};
    let isOnline = true;
    const client = app.client(player.viewer, new Network(), {
      url: `http://127.0.0.1:${proxy.port}/graphql`,
      retry: { initialDelayMs: 3_600_000 },
      environment: {
        isOnline: () => isOnline,
        listen(listener) {
          tell = listener;
          return () => {};
        },
      },
    });
    function Status() {
      return `${app.site.dwar.useDwarConnection().status} `;
    }
    const { createElement, Fragment } = app.site.react;
    const status = createElement(Fragment, null, createElement(Status), orders());
    const { element, unmount } = app.mount(client, status);
    await shows(element, 'live orders: ');
    isOnline = false;
    proxy.cut();
    await shows(element, 'offline orders: ');
    await player.bought();
    isOnline = true;
    tell('resume');
    await shows(element, 'live orders: COMPLETED');
    unmount();
    await client.close();
    await proxy.close();
  });

  test('the stream opens again once a new token is accepted', async () => {
    const player = await Player.of(server, name('token'));
    let token = 'none';
    const client = app.client(player.viewer, new Network(), { authorization: () => `Bearer ${token}` });
    const { useDwarConnection, useOrders } = app.site.dwar;
    let read = async (): Promise<unknown> => undefined;
    function Signed() {
      const { status } = useDwarConnection();
      const { data, error, refetch } = useOrders();
      read = refetch;
      return `${status}: ${data?.length ?? error?.code}`;
    }
    const { element } = app.mount(client, app.site.react.createElement(Signed));
    await shows(element, 'refused: UNAUTHENTICATED');
    token = await server.token(player.viewer);
    await read();
    await shows(element, 'live: 0');
    await player.bought();
    await shows(element, 'live: 1');
  });
});

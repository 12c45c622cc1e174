import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ReactNode } from 'react';
import { startApp, type TestApp } from '../support/app.js';
import { buying, Player } from '../support/player.js';
import { REACT_VERSIONS } from '../support/react-site.js';
import { emulatedSdk } from './client-trade-kit.js';
import { Network, ReactApp, shows } from './react-kit.js';

let server: TestApp;
let logins = 0;
beforeAll(async () => {
  server = await startApp();
});
afterAll(() => server.close());

describe.each(REACT_VERSIONS)('hooks on React %s', (version) => {
  let app: ReactApp;
  beforeAll(() => {
    app = new ReactApp(server, version);
  });
  afterAll(() => app.close());

  const name = (viewer: string) => `${viewer}-${version}`;
  /** A login at the broker that no other viewer has. */
  const login = () => {
    logins += 1;
    return `lep-ok-${logins}`;
  };
  /** An element of a component without props. */
  const element = (component: () => ReactNode) => app.site.react.createElement(component);

  test('each read shows what Dwar has', async () => {
    const player = await Player.of(server, name('reads'));
    const { id } = await player.connect(login());
    const bought = await player.bought();
    const { dwar } = app.site;
    function All() {
      const viewer = dwar.useViewer();
      const brokers = dwar.useBrokers();
      const order = dwar.useOrder(bought.order.id);
      const transactions = dwar.useTransactions({ first: 50 });
      const transaction = dwar.useTransaction(order.data?.transaction?.id ?? dwar.skip);
      const holdings = dwar.useHoldings(viewer.data?.currentBrokerAccount?.id ?? dwar.skip);
      const actions = dwar.usePendingActions();
      const all = [viewer, brokers, order, transactions, transaction, holdings, actions];
      const error = all.find((one) => one.error !== null)?.error;
      if (error) return error.message;
      if (all.some((one) => one.data === undefined)) return 'pending';
      return [
        viewer.data?.brokerAccounts[0]?.id,
        brokers.data?.some(({ key }) => key === 'kite'),
        order.data?.status,
        transactions.data?.length,
        transaction.data?.gatewayTransactionId === bought.transactionId,
        holdings.data?.brokerAccount?.id,
        actions.data?.length,
      ].join();
    }
    const shown = app.mount(app.client(player.viewer), element(All));
    await shows(shown.element, [id, true, 'COMPLETED', 2, true, undefined, 0].join());
  });

  test('what is skipped is not asked for, and shows nothing of a query that is', async () => {
    const player = await Player.of(server, name('skip'));
    await player.bought();
    const network = new Network();
    const { dwar } = app.site;
    function Skipping() {
      const { data } = dwar.useOrders();
      const skipped = [dwar.useOrders(dwar.skip), dwar.useOrder(dwar.skip), dwar.useHoldings(dwar.skip)];
      return `${data?.length}: ${skipped.map((one) => `${one.status} ${one.fetchStatus} ${one.data}`).join()}`;
    }
    const shown = app.mount(app.client(player.viewer, network), element(Skipping));
    await shows(shown.element, `1: ${Array(3).fill('pending idle undefined').join()}`);
    expect(network.sent.sort()).toEqual(['Orders', 'Position']);
  });

  test('a list grows page by page, each order once', async () => {
    const player = await Player.of(server, name('pages'));
    await player.bought(buying(1));
    await player.bought(buying(2));
    await player.bought(buying(3));
    let more = async (): Promise<unknown> => undefined;
    function Paged() {
      const { data, hasNextPage, fetchNextPage } = app.site.dwar.useOrders({ first: 2 });
      more = fetchNextPage;
      return data && `${data.map(({ legs }) => legs[0]?.quantity).join()} ${hasNextPage}`;
    }
    const shown = app.mount(app.client(player.viewer), element(Paged));
    await shows(shown.element, '3,2 true');
    await more();
    await shows(shown.element, '3,2,1 false');
    await player.bought(buying(4));
    await shows(shown.element, '4,3,2,1 false');
  });

  test('a list by status loses an order whose status has changed', async () => {
    const player = await Player.of(server, name('status'));
    function Waiting() {
      const { data } = app.site.dwar.useOrders({ status: ['COMPLETED'] });
      const { data: others } = app.site.dwar.useOrders({ status: 'PLACED' });
      return data && others && `${data.length} completed, ${others.length} placed`;
    }
    const shown = app.mount(app.client(player.viewer), element(Waiting));
    await shows(shown.element, '0 completed, 0 placed');
    const id = await player.create(buying());
    await player.complete(id, 'lep-slow');
    await shows(shown.element, '0 completed, 1 placed');
    await server.clock.advance(31_000);
    await shows(shown.element, '1 completed, 0 placed');
  });

  test('a suspended component shows its data, with the boundary within or around the provider', async () => {
    const player = await Player.of(server, name('suspense'));
    await player.bought();
    const { createElement, Suspense } = app.site.react;
    function Suspended() {
      const { data } = app.site.dwar.useSuspenseOrders();
      const { data: holdings } = app.site.dwar.useSuspenseViewer();
      return `${data.length} of ${holdings.id === '' ? 'nothing' : 'a viewer'}`;
    }
    const within = createElement(Suspense, { fallback: 'wait' }, element(Suspended));
    const shown = app.mount(app.client(player.viewer), within);
    await shows(shown.element, '1 of a viewer');
    const client = app.client(player.viewer);
    const around = app.render(
      createElement(Suspense, { fallback: 'wait' }, app.within(client, element(Suspended))),
    );
    await shows(around, '1 of a viewer');
    await player.bought();
    await shows(around, '2 of a viewer');
  });

  test('two providers with different clients show each their own', async () => {
    const [ann, bob] = [await Player.of(server, name('ann')), await Player.of(server, name('bob'))];
    await ann.bought();
    const count = element(() => `${app.site.dwar.useOrders().data?.length}`);
    const { createElement, Fragment } = app.site.react;
    const both = createElement(
      Fragment,
      null,
      app.within(app.client(ann.viewer), count),
      ' and ',
      app.within(app.client(bob.viewer), count),
    );
    const shown = app.render(both);
    await shows(shown, '1 and 0');
    await bob.bought();
    await shows(shown, '1 and 1');
  });

  test('returns the same functions with each render', async () => {
    const player = await Player.of(server, name('stable'));
    const { dwar } = app.site;
    const { sdk } = emulatedSdk(server);
    const renders: (readonly unknown[])[] = [];
    function Stable({ count }: { readonly count: number }) {
      const orders = dwar.useOrders();
      const viewer = dwar.useViewer();
      const unlink = dwar.useUnlinkBroker();
      const refresh = dwar.useRefreshHoldings();
      const trade = dwar.useTrade();
      const connect = dwar.useConnectBroker({ sdk: { ...sdk } });
      const functions = [orders, viewer, unlink, refresh, trade, connect].flatMap((one) =>
        Object.values(one).filter((value) => typeof value === 'function'),
      );
      renders.push([...functions, trade, connect, dwar.useDwarClient()]);
      return `${count} ${orders.status}`;
    }
    const { createElement } = app.site.react;
    const shown = app.mount(app.client(player.viewer), createElement(Stable, { count: 1 }), { sdk });
    await shows(shown.element, '1 success');
    const first = renders.at(-1) ?? [];
    shown.render(createElement(Stable, { count: 2 }));
    await shows(shown.element, '2 success');
    const last = renders.at(-1) ?? [];
    expect(first.length).toBeGreaterThan(20);
    expect(last.map((value, index) => value === first[index])).toEqual(first.map(() => true));
  });

  test('a mutation is sent once and at once, though the app has queries and mutations retried', async () => {
    const player = await Player.of(server, name('mutation'));
    const account = await player.connect(login());
    const network = new Network();
    const { dwar, query } = app.site;
    const queryClient = new query.QueryClient({ defaultOptions: { mutations: { retry: 5, retryDelay: 1 } } });
    let unlink = async (_: { brokerAccountId: string }): Promise<unknown> => undefined;
    function Unlink() {
      const { mutateAsync, error } = dwar.useUnlinkBroker();
      unlink = mutateAsync;
      return `${dwar.useViewer().data?.brokerAccountsCount} ${error?.code}`;
    }
    const shown = app.mount(app.client(player.viewer, network), element(Unlink), { queryClient });
    await shows(shown.element, '1 undefined');
    network.lose();
    query.onlineManager.setOnline(false);
    await expect(unlink({ brokerAccountId: account.id })).rejects.toMatchObject({ code: 'NETWORK_ERROR' });
    await shows(shown.element, '1 NETWORK_ERROR');
    network.restore();
    query.onlineManager.setOnline(true);
    await queryClient.resumePausedMutations();
    expect(network.count('UnlinkBrokerAccount')).toBe(0);
    await unlink({ brokerAccountId: account.id });
    await shows(shown.element, '0 undefined');
    expect(network.count('UnlinkBrokerAccount')).toBe(1);
  });

  test('an expected failure of a refresh is data', async () => {
    const player = await Player.of(server, name('refresh'));
    let refresh = async (): Promise<unknown> => undefined;
    function Refresh() {
      const { mutateAsync, data, error } = app.site.dwar.useRefreshHoldings();
      refresh = () => mutateAsync(undefined);
      return error?.code ?? data?.__typename ?? 'nothing';
    }
    const shown = app.mount(app.client(player.viewer), element(Refresh));
    await shows(shown.element, 'nothing');
    await refresh().catch(() => undefined);
    await shows(shown.element, 'BROKER_ACCOUNT_REQUIRED');
    await player.connect(login());
    await refresh();
    await shows(shown.element, 'HoldingsNotImported');
  });

  test('amounts are exact, and an unknown one is never 0', async () => {
    const { createElement, Fragment } = app.site.react;
    const { Money } = app.site.dwar;
    const money = (props: Parameters<typeof Money>[0]) => createElement(Money, props);
    const inr = (amount: string) => ({ amount, currency: 'INR' });
    const shown = app.render(
      createElement(
        Fragment,
        null,
        money({ value: inr('1575.0900000000001') }),
        ' ',
        money({ value: null }),
        ' ',
        money({ value: null, unknown: 'not known' }),
        ' ',
        money({ value: inr('0') }),
      ),
    );
    await shows(shown, '₹1,575.09 – not known ₹0.00');
  });
});

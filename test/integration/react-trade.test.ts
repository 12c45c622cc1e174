import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type GatewaySdk,
  type KeyStore,
  memoryKeyStore,
  type TradeInput,
} from '../../packages/client/src/index.js';
import { startApp, type TestApp } from '../support/app.js';
import type { PageElement } from '../support/page.js';
import { Player } from '../support/player.js';
import { REACT_VERSIONS } from '../support/react-site.js';
import { until } from '../support/until.js';
import { emulatedSdk } from './client-trade-kit.js';
import { Network, ReactApp, shows } from './react-kit.js';

const BUY: TradeInput = { intent: 'TRANSACTION', securities: [{ ticker: 'INFY', quantity: 2, side: 'BUY' }] };
/** Names of connects that no other viewer has used. */
let logins = 0;

let server: TestApp;
beforeAll(async () => {
  server = await startApp();
});
afterAll(() => server.close());

describe.each(REACT_VERSIONS)('flows on React %s', (version) => {
  let app: ReactApp;
  beforeAll(() => {
    app = new ReactApp(server, version);
  });
  afterAll(() => app.close());

  /** A viewer whose page may be reloaded: the key store and the network outlive that. */
  async function userOf(viewer: string, sdk: GatewaySdk) {
    const player = await Player.of(server, `${viewer}-${version}`);
    const network = new Network();
    const keyStore: KeyStore = memoryKeyStore();
    const keys = new Set<string>();
    function BuyButton() {
      const { state, idempotencyKey, start, retry } = app.site.dwar.useTrade({
        keyStore,
        clock: server.clock,
      });
      if (idempotencyKey !== null) keys.add(idempotencyKey);
      const press = () => (state.phase === 'ready' ? retry() : start(BUY));
      return app.site.react.createElement('button', { onClick: () => void press() }, state.phase);
    }
    const button = app.site.react.createElement(BuyButton);
    const load = () => app.mount(app.client(player.viewer, network), button, { sdk });
    const transactions = async () => {
      const client = app.client(player.viewer);
      const { transactions } = await client.query(app.site.client.documents.transactions, {});
      return transactions?.edges.length;
    };
    return { player, network, keys, button, load, transactions };
  }

  const press = (element: PageElement) => element.querySelector('button')?.click();

  test('a double click is one transaction, and the order is in the list when the trade is done', async () => {
    const { sdk, triggered } = emulatedSdk(server);
    const { load, transactions, keys } = await userOf('double', sdk);
    const { element } = load();
    await shows(element, 'idle');
    press(element);
    press(element);
    await shows(element, 'done');
    expect([triggered.length, await transactions(), keys.size]).toEqual([1, 1, 1]);
  });

  /** Holds a trade in a phase until `release`, which the test calls when the component is gone. */
  const PHASES: readonly (readonly [
    phase: string,
    hold: (network: Network) => {
      readonly release: () => unknown;
      /** When the server has answered what is held. */
      readonly arrived?: Promise<void>;
      readonly sdk?: Partial<GatewaySdk>;
    },
  ])[] = [
    ['creating', (network) => network.hold('FlowCreateTransaction')],
    ['opening', (network) => network.hold('FlowCreateAuthToken')],
    ['with-user', () => holdSdk()],
    ['reporting', (network) => network.hold('FlowReportOutcome')],
    ['confirming', () => holdReads()],
  ];

  /** The SDK is open until the test closes it. */
  function holdSdk() {
    const { sdk } = emulatedSdk(server);
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const trigger: GatewaySdk['trigger'] = async (given) => {
      await released;
      return await sdk.trigger(given);
    };
    return { release, sdk: { trigger } };
  }

  /** Gateway neither sends a webhook nor answers reads. */
  function holdReads() {
    const { sdk } = emulatedSdk(server);
    const trigger: GatewaySdk['trigger'] = async (given) => {
      await server.emulator.control.faults([{ path: 'transactiondetails', status: 400 }]);
      await server.emulator.control.webhooks('lost');
      return await sdk.trigger(given);
    };
    const release = async () => {
      await server.emulator.control.faults([]);
      await server.emulator.control.webhooks('normal');
      await server.clock.advance(60_000);
    };
    return { release, sdk: { trigger } };
  }

  test.each(PHASES)(
    'a component that is unmounted while %s shows the end of its trade',
    async (phase, hold) => {
      const user = await userOf(`unmount-${phase}`, emulatedSdk(server).sdk);
      const held = hold(user.network);
      const sdk = { ...emulatedSdk(server).sdk, ...held.sdk };
      const client = app.client(user.player.viewer, user.network);
      const shown = app.mount(client, user.button, { sdk });
      await shows(shown.element, 'idle');
      press(shown.element);
      await shows(shown.element, phase);
      shown.render('gone');
      await shows(shown.element, 'gone');
      await held.release();
      shown.render(user.button);
      await shows(shown.element, 'done');
      expect([await user.transactions(), user.keys.size]).toEqual([1, 1]);
    },
  );

  test.each(PHASES)('a reload while %s continues with the same key', async (phase, hold) => {
    const user = await userOf(`reload-${phase}`, emulatedSdk(server).sdk);
    const held = hold(user.network);
    const sdk = { ...emulatedSdk(server).sdk, ...held.sdk };
    const before = app.client(user.player.viewer, user.network);
    const shown = app.mount(before, user.button, { sdk });
    await shows(shown.element, 'idle');
    press(shown.element);
    await shows(shown.element, phase);
    // Else the request of the new page could be the one whose answer is held.
    await held.arrived;
    shown.unmount();
    await before.close();
    // What the old page still awaits never arrives.
    if (phase === 'confirming') await held.release();
    const { element } = user.load();
    await shows(element, /^(?:ready|done|confirming)$/);
    if (element.textContent === 'ready') press(element);
    if (phase === 'reporting') await server.clock.advance(60_000);
    await shows(element, 'done');
    expect([await user.transactions(), user.keys.size]).toEqual([1, 1]);
    await held.release();
  });

  test('no token of Gateway is ever cached, and a connected account is shown', async () => {
    const { Money, useConnectBroker, useHoldings, useOrders, useTrade, useViewer } = app.site.dwar;
    logins += 1;
    const { sdk } = emulatedSdk(server, { token: `lep-ok-${logins}` });
    const tokens: string[] = [];
    const watched: GatewaySdk = {
      ...sdk,
      async trigger(given) {
        const result = await sdk.trigger(given);
        tokens.push(given.token.token, String(result.smallcaseAuthToken));
        return result;
      },
    };
    const queryClient = new app.site.query.QueryClient();
    const written: string[] = [];
    const note = () =>
      written.push(
        JSON.stringify(app.site.query.dehydrate(queryClient, { shouldDehydrateQuery: () => true })),
        JSON.stringify(
          queryClient
            .getMutationCache()
            .getAll()
            .map(({ state }) => state),
        ),
      );
    queryClient.getQueryCache().subscribe(note);
    queryClient.getMutationCache().subscribe(note);
    const { createElement, Fragment } = app.site.react;
    function Account() {
      const connection = useConnectBroker({ clock: server.clock, keyStore });
      const trade = useTrade({ clock: server.clock, keyStore });
      const [viewer, holdings, orders] = [useViewer(), useHoldings(), useOrders()];
      act = { connect: () => connection.connect(['kite']), buy: () => trade.start(BUY) };
      const counts = [viewer.data?.brokerAccountsCount, orders.data?.length];
      return createElement(
        Fragment,
        null,
        `${connection.state.phase} ${trade.state.phase} ${counts} ${holdings.status} `,
        createElement(Money, { value: orders.data?.[0]?.buyAmount }),
      );
    }
    const keyStore = memoryKeyStore();
    const nothing = async (): Promise<unknown> => undefined;
    let act = { connect: nothing, buy: nothing };
    const client = app.client(`tokens-${version}`);
    const { element } = app.mount(client, createElement(Account), { sdk: watched, queryClient });
    await shows(element, 'idle idle 0,0 success –');
    await act.connect();
    await shows(element, 'done idle 1,0 success –');
    await act.buy();
    await shows(element, /^done done 1,1 success ₹[1-9]/);
    const texts = written.join('\n');
    expect(written.length).toBeGreaterThan(10);
    expect(tokens.length).toBe(4);
    expect(tokens.filter((token) => token.length > 20 && texts.includes(token))).toEqual([]);
    expect(tokens.filter((token) => token.length > 20).length).toBeGreaterThan(2);
  });

  test('the latest SDK is used, also one that is made with each render', async () => {
    const used: number[] = [];
    let renders = 0;
    function Inline() {
      renders += 1;
      const own = renders;
      const { sdk } = emulatedSdk(server);
      const trigger: GatewaySdk['trigger'] = async (given) => {
        used.push(own);
        return await sdk.trigger(given);
      };
      const { state, start } = app.site.dwar.useTrade({ sdk: { ...sdk, trigger }, clock: server.clock });
      return app.site.react.createElement('button', { onClick: () => void start(BUY) }, state.phase);
    }
    const client = app.client(`inline-${version}`);
    const { element } = app.mount(client, app.site.react.createElement(Inline), { isStrict: false });
    await shows(element, 'idle');
    press(element);
    await shows(element, 'done');
    await until('the SDK was used', () => used.length === 1);
    expect(used[0]).toBeGreaterThan(1);
  });
});

import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { ReactElement, ReactNode } from 'react';
import type { DwarClient } from '../../../packages/client/src/index.js';
import { openPage, type Page } from '../../support/page.js';
import { openSite, REACT_VERSIONS, type ReactSite } from '../../support/react-site.js';
import { until } from '../../support/until.js';

describe.each(REACT_VERSIONS)('a wrong use on React %s', (version) => {
  let page: Page;
  let site: ReactSite & { close(): void };
  beforeAll(() => {
    page = openPage();
    site = openSite(version);
  });
  afterAll(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    page.close();
    site.close();
  });

  /** The message that an error boundary gets. */
  async function messageOf(child: () => ReactElement, renderer: ReactSite = site): Promise<string> {
    const quiet = jest.spyOn(console, 'error').mockImplementation(() => {});
    const { createElement, Component } = renderer.react;
    let message: string | null = null;
    class Boundary extends Component<{ readonly children: ReactNode }, { readonly isBroken: boolean }> {
      override state = { isBroken: false };
      static getDerivedStateFromError() {
        return { isBroken: true };
      }
      override componentDidCatch(error: Error) {
        message = error.message;
      }
      override render() {
        return this.state.isBroken ? null : this.props.children;
      }
    }
    const root = renderer.browser.createRoot(page.container() as never);
    root.render(createElement(Boundary, null, child()));
    await until('an error', () => message !== null);
    root.unmount();
    quiet.mockRestore();
    return String(message);
  }

  const clientOf = (options: object = {}) =>
    site.client.createDwarClient({
      url: 'http://127.0.0.1:1/graphql',
      authorization: () => 'Bearer x',
      transport: 'sse',
      fetch: async () => new Response(JSON.stringify({ data: {} })),
      ...options,
    });
  const within = (client: DwarClient, child: () => ReactNode, props: object = {}) =>
    site.react.createElement(site.dwar.DwarProvider, { client, ...props }, site.react.createElement(child));

  test('a hook without a provider is said to need one, by its name', async () => {
    const message = await messageOf(() =>
      site.react.createElement(() => `${site.dwar.useOrders().data?.length}`),
    );
    expect(message).toMatch(/^useOrders: there is no DwarProvider .*Wrap the app in <DwarProvider client=/);
  });

  test.each(['useTrade', 'useConnectBroker', 'useHoldingsImport', 'useMutualFundImport'] as const)(
    '%s without an SDK is said where to pass one',
    async (hook) => {
      const message = await messageOf(() => within(clientOf(), () => site.dwar[hook]().state.phase));
      expect(message).toMatch(new RegExp(`^${hook}: there is no SDK. .*sdk={sdk}.*scdkSdk.*nativeSdk`));
    },
  );

  test('a provider without a client is said how to make one', async () => {
    const message = await messageOf(() => within(undefined as unknown as DwarClient, () => null));
    expect(message).toMatch(/`client` must be a client: pass createDwarClient/);
  });

  test('two clients with one query cache are refused, so that no viewer sees the data of another', async () => {
    const queryClient = new site.query.QueryClient();
    const both = () =>
      site.react.createElement(
        'div',
        null,
        within(clientOf(), () => null, { queryClient }),
        within(clientOf(), () => null, { queryClient }),
      );
    expect(await messageOf(both)).toMatch(/holds the data of another DwarClient.*pass a new `queryClient`/);
  });

  test('a client whose stream cannot be opened is an error of the provider', async () => {
    const client = clientOf({ transport: 'websocket', webSocketImpl: undefined });
    const original = Object.getOwnPropertyDescriptor(globalThis, 'WebSocket');
    Reflect.deleteProperty(globalThis, 'WebSocket');
    expect(await messageOf(() => within(client, () => null))).toMatch(/there is no global WebSocket: pass/);
    if (original !== undefined) Object.defineProperty(globalThis, 'WebSocket', original);
  });

  test('another copy of React is named with its version', async () => {
    const other = openSite(version === '19' ? '18.2' : '19');
    // The provider finds its React not rendering; the element is one of the other copy.
    const element = other.react.createElement(site.dwar.DwarProvider, { client: clientOf() });
    const message = await messageOf(() => element, other);
    expect(message).toContain(
      `DwarProvider: React ${site.react.version}, which @dwar/react uses, renders no`,
    );
    expect(message).toMatch(/two copies of React: `npm ls react`/);
    other.close();
  });

  test('a hook outside of a component gets the same advice', () => {
    const quiet = jest.spyOn(console, 'error').mockImplementation(() => {});
    expect(() => site.dwar.useDwarClient()).toThrow(/useDwarClient: React .* Call hooks in components only/);
    quiet.mockRestore();
  });
});

import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { ReactElement } from 'react';
import { WebSocket } from 'ws';
import { sessionToken, startApp, type TestApp } from '../support/app.js';
import { Player } from '../support/player.js';
import { openSite, REACT_VERSIONS, type ReactSite } from '../support/react-site.js';
import { emulatedSdk } from './client-trade-kit.js';
import { Network, ReactApp, shows } from './react-kit.js';

let server: TestApp;
beforeAll(async () => {
  server = await startApp();
});
afterAll(() => server.close());

describe.each(REACT_VERSIONS)('rendering on a server with React %s', (version) => {
  let renderer: ReturnType<typeof openSite>;
  let app: ReactApp;
  beforeAll(() => {
    // Loaded before there is a page, as on a server.
    renderer = openSite(version);
    app = new ReactApp(server, version);
  });
  afterAll(async () => {
    await app.close();
    renderer.close();
  });

  /** The page of an app, with the modules of the server or of the browser. */
  function page(site: ReactSite): ReactElement {
    const { createElement } = site.react;
    const { Money, useDwarConnection, useOrders, useTrade } = site.dwar;
    function Page() {
      const { data, status } = useOrders();
      const { state } = useTrade({ sdk: emulatedSdk(server).sdk });
      const value = data?.[0]?.buyAmount;
      return createElement(
        'p',
        null,
        `${useDwarConnection().status} ${state.phase} ${status} ${data?.length} `,
        createElement(Money, { value }),
      );
    }
    return createElement(Page);
  }

  async function render(element: ReactElement): Promise<string> {
    const output = new PassThrough();
    const html = text(output);
    renderer.server.renderToPipeableStream(element).pipe(output);
    return await html;
  }

  /** A client of the server's modules. */
  function serverClient(viewer: string, network: Network) {
    return renderer.client.createDwarClient({
      url: `${server.url}/graphql`,
      authorization: async () => `Bearer ${await sessionToken(viewer)}`,
      webSocketImpl: WebSocket,
      fetch: network.fetch,
    });
  }

  const plain = (html: string) => html.replace(/<!--.*?-->/g, '');

  /** What React warns of while a page is hydrated and shows a text. */
  async function warningsOf(html: string, element: ReactElement, shown: string | RegExp) {
    const warn = jest.spyOn(console, 'error').mockImplementation(() => {});
    const recovered: unknown[] = [];
    const container = app.hydrate(html, element, (error) => recovered.push(error));
    await shows(container, shown);
    const warnings = warn.mock.calls.map((call) => call.join(' '));
    warn.mockRestore();
    return [...warnings, ...recovered];
  }

  test('hooks are pending and idle, and send nothing', async () => {
    const network = new Network();
    const client = serverClient(`pending-${version}`, network);
    const { createElement } = renderer.react;
    const html = await render(createElement(renderer.dwar.DwarProvider, { client }, page(renderer)));
    expect(plain(html)).toBe('<p>idle idle pending undefined –</p>');
    expect(network.sent).toEqual([]);
    expect(client.connection.get()).toMatchObject({ status: 'idle', cursor: null });
  });

  test('the page is hydrated without a warning, and then live', async () => {
    const player = await Player.of(server, `hydrated-${version}`);
    const client = serverClient(player.viewer, new Network());
    const { createElement } = renderer.react;
    const html = await render(createElement(renderer.dwar.DwarProvider, { client }, page(renderer)));
    const browser = app.client(player.viewer);
    const warnings = await warningsOf(html, app.within(browser, page(app.site)), /^live idle success 0 –$/);
    expect(warnings).toEqual([]);
  });

  test('data that the server has read is in its HTML, and read again once the page is live', async () => {
    const player = await Player.of(server, `prefetched-${version}`);
    await player.bought();
    const { createElement } = renderer.react;
    const queryClient = new renderer.query.QueryClient();
    const client = serverClient(player.viewer, new Network());
    await queryClient.prefetchInfiniteQuery(renderer.queries.ordersQuery(client));
    const state = JSON.parse(JSON.stringify(renderer.query.dehydrate(queryClient)));
    const provider = createElement(renderer.dwar.DwarProvider, { client, queryClient }, page(renderer));
    const html = await render(provider);
    expect(plain(html)).toMatch(/^<p>idle idle success 1 ₹[\d,]+\.\d\d<\/p>$/);

    await player.bought();
    const own = new app.site.query.QueryClient();
    const network = new Network();
    const hydrated = app.site.react.createElement(
      app.site.query.HydrationBoundary,
      { state, queryClient: own },
      app.within(app.client(player.viewer, network), page(app.site), { queryClient: own }),
    );
    const warnings = await warningsOf(html, hydrated, /^live idle success 2 ₹/);
    expect(warnings).toEqual([]);
    expect(network.count('Orders')).toBe(1);
  });

  test('a page that differs is warned of, so that the tests above can fail', async () => {
    const player = await Player.of(server, `different-${version}`);
    const element = app.within(app.client(player.viewer), page(app.site));
    const warnings = await warningsOf('<p>another text</p>', element, /^live idle success 0 –$/);
    expect(warnings).not.toEqual([]);
  });
});

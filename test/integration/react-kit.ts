import type { ReactElement, ReactNode } from 'react';
import { WebSocket } from 'ws';
import type { DwarClient, DwarOptions, GatewaySdk } from '../../packages/client/src/index.js';
import { sessionToken, type TestApp } from '../support/app.js';
import { openPage, type PageElement } from '../support/page.js';
import { openSite, type ReactSite, type ReactVersion } from '../support/react-site.js';
import { until } from '../support/until.js';

/** Requests whose answers a test holds back or changes. */
export class Network {
  /** Names of the operations that were sent, in order. */
  readonly sent: string[] = [];
  readonly #held = new Map<string, { arrived(): void; readonly released: Promise<void> }>();
  readonly #changes = new Map<string, (text: string) => string>();
  #isLost = false;

  /** Holds the next answer of an operation after the server has given it. */
  hold(operation: string): { readonly arrived: Promise<void>; release(): void } {
    let release = () => {};
    let arrived = () => {};
    const whenArrived = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.#held.set(operation, { arrived, released });
    return { arrived: whenArrived, release };
  }

  /** Changes the text of every answer of an operation. */
  change(operation: string, change: (text: string) => string): void {
    this.#changes.set(operation, change);
  }

  lose(): void {
    this.#isLost = true;
  }

  restore(): void {
    this.#isLost = false;
  }

  count(operation: string): number {
    return this.sent.filter((name) => name === operation).length;
  }

  readonly fetch = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const { query } = JSON.parse(String(init?.body)) as { readonly query: string };
    const operation = /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '';
    if (this.#isLost) throw new TypeError('the network is lost');
    this.sent.push(operation);
    const response = await fetch(url, init);
    const text = await response.text();
    const held = this.#held.get(operation);
    this.#held.delete(operation);
    held?.arrived();
    await held?.released;
    const { status, headers } = response;
    return new Response(this.#changes.get(operation)?.(text) ?? text, { status, headers });
  };
}

/** A component that a test renders in the provider. */
export interface Mounted {
  readonly element: PageElement;
  /** Replaces what is in the provider. */
  render(child: ReactNode): void;
  unmount(): void;
}

/** An app in a page: its modules, and what it has opened. */
export class ReactApp {
  readonly site: ReactSite;
  readonly #page = openPage();
  readonly #closing: (() => unknown)[] = [];

  constructor(
    readonly dwarServer: Pick<TestApp, 'url'>,
    version: ReactVersion,
  ) {
    const site = openSite(version);
    this.site = site;
    // A query that no component uses is kept for five minutes.
    site.query.timeoutManager.setTimeoutProvider({
      setTimeout: (callback, delayMs) => setTimeout(callback, delayMs).unref(),
      clearTimeout,
      setInterval,
      clearInterval,
    });
    this.#closing.push(() => this.#page.close(), site.close);
  }

  /** A client of a viewer. */
  client(viewer: string, network = new Network(), options: Partial<DwarOptions> = {}): DwarClient {
    const client = this.site.client.createDwarClient({
      url: `${this.dwarServer.url}/graphql`,
      authorization: async () => `Bearer ${await sessionToken(viewer)}`,
      webSocketImpl: WebSocket,
      fetch: network.fetch,
      ...options,
    });
    this.#closing.unshift(() => client.close());
    return client;
  }

  /** An element within the provider, in StrictMode unless it is turned off. */
  within(
    client: DwarClient,
    child: ReactNode,
    { isStrict = true, ...props }: ProviderOptions = {},
  ): ReactElement {
    const { createElement, StrictMode } = this.site.react;
    const provider = createElement(this.site.dwar.DwarProvider, { client, ...props }, child);
    return isStrict ? createElement(StrictMode, null, provider) : provider;
  }

  mount(client: DwarClient, child: ReactNode, options: ProviderOptions = {}): Mounted {
    const { element, root } = this.#createRoot();
    const render = (next: ReactNode) => root.render(this.within(client, next, options));
    render(child);
    return { element, render, unmount: () => root.unmount() };
  }

  /** Renders without a provider. */
  render(child: ReactNode): PageElement {
    const { element, root } = this.#createRoot();
    root.render(child);
    return element;
  }

  #createRoot() {
    const element = this.#page.container();
    const root = this.site.browser.createRoot(element as never);
    this.#closing.unshift(() => root.unmount());
    return { element, root };
  }

  /** Hydrates what a server has rendered. `onRecovered` gets the errors after which React renders it again. */
  hydrate(html: string, child: ReactElement, onRecovered: (error: unknown) => void): PageElement {
    const element = this.#page.container(html);
    const root = this.site.browser.hydrateRoot(element as never, child, { onRecoverableError: onRecovered });
    this.#closing.unshift(() => root.unmount());
    return element;
  }

  async close(): Promise<void> {
    for (const close of this.#closing.slice(0, -2)) await close();
    // TanStack Query's last notifications wait for a timer of no delay, React's last work for the turn after: both
    // need the page.
    await new Promise((resolve) => setTimeout(resolve, 0));
    await new Promise((resolve) => setImmediate(resolve));
    for (const close of this.#closing.slice(-2)) await close();
  }
}

export interface ProviderOptions {
  readonly isStrict?: boolean;
  readonly sdk?: GatewaySdk;
  readonly queryClient?: import('@tanstack/react-query').QueryClient;
}

/** Waits until an element shows a text. */
export async function shows(element: PageElement, text: string | RegExp): Promise<void> {
  const fits = () =>
    typeof text === 'string' ? element.textContent === text : text.test(element.textContent);
  await until(`${String(text)} on the page`, fits).catch((error: unknown) => {
    throw new Error(`${String(error)}; it shows ${JSON.stringify(element.textContent)}`);
  });
}

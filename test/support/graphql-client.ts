import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { TypedDocumentString } from '../generated/graphql.js';

/** One answer of GraphQL over HTTP. `Data` is what the document selects. */
export interface Answer<Data = Record<string, unknown>> {
  readonly status: number;
  readonly data: Data | null | undefined;
  readonly errors: readonly {
    message: string;
    path?: readonly unknown[];
    extensions: Record<string, unknown>;
  }[];
}

/** A document as text, or one of ours whose variables are wrong on purpose. */
export type AnyDocument = string | TypedDocumentString<unknown, never>;

/** The variables of a document; none need be given when none is required. */
type Given<Variables> =
  Record<never, never> extends Variables ? [variables?: Variables] : [variables: Variables];

/** Longest wait for an event. Only a failing test waits this long. */
const EVENT_WITHIN_MS = 10_000;

/** One viewer's client of a gateway: fetch for queries and mutations, graphql-ws for subscriptions. */
export class GraphqlClient {
  readonly #sockets: Client[] = [];

  constructor(
    readonly url: string,
    readonly token: string | null,
  ) {}

  /** Sends an operation and returns the answer, also one with errors. */
  async send<Data = Record<string, unknown>, Variables extends object = object>(
    document: TypedDocumentString<Data, Variables>,
    ...[variables]: Given<Variables>
  ): Promise<Answer<Data>> {
    return await this.sendRaw<Data>(document, variables);
  }

  /** As `send`, for what codegen cannot type: a document or variables that are wrong, or made by the test. */
  async sendRaw<Data = Record<string, unknown>>(
    document: AnyDocument,
    variables?: unknown,
  ): Promise<Answer<Data>> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.#authorization() },
      body: JSON.stringify({ query: document.toString(), variables: variables ?? {} }),
    });
    const body = (await response.json()) as Partial<Answer<Data>>;
    return { status: response.status, data: body.data, errors: body.errors ?? [] };
  }

  /** Sends an operation that must succeed, and returns its data. */
  async ask<Data = Record<string, unknown>, Variables extends object = object>(
    document: TypedDocumentString<Data, Variables>,
    ...variables: Given<Variables>
  ): Promise<Data> {
    const { data, errors, status } = await this.send(document, ...variables);
    if (errors.length > 0 || data == null) throw new Error(`HTTP ${status}: ${JSON.stringify(errors)}`);
    return data;
  }

  /** Sends an operation that must fail, and returns the codes of its errors. */
  async refused<Data, Variables extends object = object>(
    document: TypedDocumentString<Data, Variables>,
    ...variables: Given<Variables>
  ): Promise<string[]> {
    const { errors } = await this.send(document, ...variables);
    return errors.map((error) => String(error.extensions.code));
  }

  /** Subscribes; nothing is lost between two calls of `next`. */
  subscribe<Data = Record<string, unknown>, Variables extends object = object>(
    document: TypedDocumentString<Data, Variables>,
    ...[variables]: Given<Variables>
  ): EventQueue<Data> {
    return this.subscribeRaw<Data>(document, variables);
  }

  /** As `subscribe`, for what codegen cannot type. */
  subscribeRaw<Data = Record<string, unknown>>(document: AnyDocument, variables?: unknown): EventQueue<Data> {
    const client = createClient({
      url: `${this.url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: this.#authorization(),
      retryAttempts: 0,
    });
    this.#sockets.push(client);
    const queue = new EventQueue<Data>(() => void dispose(client));
    client.subscribe<Data>(
      { query: document.toString(), variables: (variables ?? {}) as Record<string, unknown> },
      {
        next: ({ data, errors }) => (errors === undefined ? queue.push(data as Data) : queue.fail(errors)),
        error: (error) => queue.fail(error),
        complete: () => queue.fail(new Error('the subscription is complete')),
      },
    );
    return queue;
  }

  async close(): Promise<void> {
    await Promise.all(this.#sockets.map(dispose));
  }

  #authorization(): Record<string, string> {
    return this.token === null ? {} : { authorization: `Bearer ${this.token}` };
  }
}

async function dispose(client: Client): Promise<void> {
  try {
    await client.dispose();
  } catch {
    // An attempt to connect was in progress, and was refused: there is nothing to close.
  }
}

/** Events of one subscription, in order. */
export class EventQueue<Data> {
  readonly #events: Data[] = [];
  #failure: unknown;
  #wake: () => void = () => {};

  constructor(readonly stop: () => void) {}

  push(event: Data): void {
    this.#events.push(event);
    this.#wake();
  }

  fail(reason: unknown): void {
    this.#failure ??= reason;
    this.#wake();
  }

  /** The next event, in the order they came. */
  async next(): Promise<Data> {
    return await this.until(() => true);
  }

  /** The next event that fits; those before it are dropped. */
  async until(fits: (event: Data) => boolean): Promise<Data> {
    const giveUpAt = Date.now() + EVENT_WITHIN_MS;
    for (;;) {
      for (let event = this.#events.shift(); event !== undefined; event = this.#events.shift()) {
        if (fits(event)) return event;
      }
      if (this.#failure !== undefined) throw new SubscriptionFailed(this.#failure);
      if (Date.now() >= giveUpAt) throw new Error('no such event arrived');
      await this.#nextMessage(giveUpAt - Date.now());
    }
  }

  /** Why the subscription ended; waits for the end. */
  async failure(): Promise<unknown> {
    while (this.#failure === undefined) await this.#nextMessage(EVENT_WITHIN_MS);
    return this.#failure;
  }

  /** Events received but not yet read. */
  get waiting(): readonly Data[] {
    return this.#events;
  }

  #nextMessage(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, limitMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** A subscription ended with an error; `reason` is what the client received. */
export class SubscriptionFailed extends Error {
  constructor(readonly reason: unknown) {
    super(`the subscription failed: ${JSON.stringify(reason)}`);
  }
}

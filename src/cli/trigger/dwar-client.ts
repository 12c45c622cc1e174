import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { CliError } from '../context.js';
import { EventFeed } from './event-feed.js';
import { fetchJson } from './fetch-json.js';
import type { TypedDocumentString } from './generated/graphql.js';

/**
 * A close or a GraphQL error ends the subscription: with retries the times of the steps would mean nothing.
 */
const NO_RETRY = 0;

/** A client of a running gateway: one viewer, GraphQL over HTTP and WebSocket. */
export class DwarClient {
  readonly #url: string;
  readonly #token: string;
  readonly #socket: Client;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
    this.#socket = createClient({
      url: `${url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
      retryAttempts: NO_RETRY,
    });
  }

  /** Runs a query or mutation. Throws `CliError` with the messages of its GraphQL errors. */
  async request<Data, Variables>(
    document: TypedDocumentString<Data, Variables>,
    variables: Variables,
  ): Promise<Data> {
    const { status, json } = await fetchJson(`${this.#url}/graphql`, {
      server: 'the gateway',
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.#token}` },
      body: JSON.stringify({ query: document.toString(), variables }),
    });
    const { data, errors } = (json ?? {}) as { data?: Data | null; errors?: readonly { message: string }[] };
    if (errors?.length)
      throw new CliError(`the gateway answered: ${errors.map((error) => error.message).join('; ')}`);
    if (data != null) return data;
    throw new CliError(`the gateway answered ${status} without data`);
  }

  /** Subscribes over WebSocket; the feed keeps every event from now on. */
  subscribe<Payload>(document: TypedDocumentString<Payload, Record<string, never>>): EventFeed<Payload> {
    const feed = new EventFeed<Payload>();
    this.#socket.subscribe<Payload>(
      { query: document.toString() },
      {
        next: ({ data, errors }) => {
          if (errors?.length) feed.fail(new CliError(`the subscription failed: ${errors[0]?.message ?? ''}`));
          else if (data != null) feed.push(data);
        },
        error: (error) => feed.fail(new CliError(`the subscription failed: ${describeSocketError(error)}`)),
        complete: () => feed.fail(new CliError('the subscription ended')),
      },
    );
    return feed;
  }

  /** Ends the subscriptions and the socket. */
  async close(): Promise<void> {
    try {
      await this.#socket.dispose();
    } catch {
      // The connection was still being made, and was refused: the feeds have reported it.
    }
  }
}

function describeSocketError(error: unknown): string {
  if (Array.isArray(error)) return error.map((one: { message?: string }) => one.message).join('; ');
  const { code, reason, message } = (error ?? {}) as { code?: unknown; reason?: unknown; message?: unknown };
  return code === undefined ? String(message ?? error) : `closed with ${String(code)} ${String(reason)}`;
}

import { createClient } from 'graphql-ws';
import { SignJWT } from 'jose';
import { WebSocket } from 'ws';
import { type Answer, EventQueue } from './graphql-client.js';

export const SERVICE_SECRET = 'test-service-secret-0123456789-0123456789';
export const SERVICE_AUDIENCE = 'dwar-service';

/** Variables of an app that serves backends. */
export const SERVICE_ENV = { SERVICE_JWT_SECRET: SERVICE_SECRET };

/** What a token of a backend says; undefined leaves a claim out. */
interface ServiceClaims {
  readonly sub?: string | undefined;
  readonly aud?: string | readonly string[] | undefined;
  readonly iat?: number | undefined;
  readonly exp?: number | undefined;
  readonly jti?: string;
  readonly [name: string]: unknown;
}

/** A token as the partner's backend signs it, good for ten minutes. */
export async function serviceToken(claims: ServiceClaims = {}, secret = SERVICE_SECRET): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const all = { sub: 'books', aud: SERVICE_AUDIENCE, iat: now, exp: now + 600, ...claims };
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return await new SignJWT(given).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret));
}

/** An event as a backend sees it. */
export interface ServiceEvent {
  readonly __typename: string;
  readonly cursor: string;
  readonly viewerId: string | null;
  readonly seq: number | null;
  readonly reason?: string;
  readonly order?: { readonly batchId: string };
}

const EVENT =
  '__typename cursor viewerId seq ... on ResyncRequired { reason } ... on OrderEvent { order { batchId } }';

/** A backend of the partner. */
export class ServiceClient {
  constructor(
    readonly url: string,
    readonly token: string,
  ) {}

  static async of(url: string): Promise<ServiceClient> {
    return new ServiceClient(url, await serviceToken());
  }

  /** Sends an operation and returns the answer, also one with errors. */
  async send<Data = Record<string, unknown>>(query: string, variables: object = {}): Promise<Answer<Data>> {
    const response = await fetch(`${this.url}/service/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.token}` },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await response.json()) as Partial<Answer<Data>>;
    return { status: response.status, data: body.data, errors: body.errors ?? [] };
  }

  /** Sends an operation that must succeed, and returns its data. */
  async ask<Data>(query: string, variables: object = {}): Promise<Data> {
    const { status, data, errors } = await this.send<Data>(query, variables);
    if (errors.length > 0 || data == null) throw new Error(`HTTP ${status}: ${JSON.stringify(errors)}`);
    return data;
  }

  /** A page of events. */
  async page(after: string | null, first = 100) {
    const { events } = await this.ask<{
      events: { nodes: readonly ServiceEvent[]; endCursor: string; hasNextPage: boolean };
    }>(
      `query ($after: String, $first: Int) {
        events(after: $after, first: $first) { nodes { ${EVENT} } endCursor hasNextPage }
      }`,
      { after, first },
    );
    return events;
  }

  /** All events after a cursor, page by page, and the last cursor. */
  async all(after: string | null, first = 100) {
    const found: ServiceEvent[] = [];
    let cursor = after;
    for (;;) {
      const { nodes, endCursor, hasNextPage } = await this.page(cursor, first);
      found.push(...nodes);
      cursor = endCursor;
      if (!hasNextPage) return { events: found, cursor };
    }
  }

  /** Follows the events over a WebSocket. */
  follow(after: string | null): EventQueue<ServiceEvent> {
    const client = createClient({
      url: `${this.url.replace(/^http/, 'ws')}/service/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${this.token}` },
      retryAttempts: 0,
    });
    const queue = new EventQueue<ServiceEvent>(() => void client.dispose());
    client.subscribe<{ events: ServiceEvent }>(
      { query: `subscription ($after: String) { events(after: $after) { ${EVENT} } }`, variables: { after } },
      {
        next: ({ data, errors }) =>
          errors === undefined && data ? queue.push(data.events) : queue.fail(errors),
        error: (error) => queue.fail(error),
        complete: () => queue.fail(new Error('the subscription is complete')),
      },
    );
    return queue;
  }

  /** Follows the events over server-sent events until `count` have come, and returns their ids. */
  async stream(count: number, lastEventId: string | null): Promise<readonly string[]> {
    const aborted = new AbortController();
    const response = await fetch(`${this.url}/service/graphql/stream`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${this.token}`,
        ...(lastEventId === null ? {} : { 'last-event-id': lastEventId }),
      },
      body: JSON.stringify({ query: `subscription { events { ${EVENT} } }` }),
      signal: aborted.signal,
    });
    if (response.body === null || response.status !== 200) throw new Error(`HTTP ${response.status}`);
    let text = '';
    const ids = () => [...text.matchAll(/^id: (\S+)$/gm)].map(([, id = '']) => id);
    for await (const chunk of response.body) {
      text += Buffer.from(chunk).toString();
      if (ids().length >= count) break;
    }
    aborted.abort();
    return ids();
  }
}

import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fetchEventSource } from '@microsoft/fetch-event-source';
import { Client, fetchExchange, type OperationResult, subscriptionExchange } from '@urql/core';
import { type ErrorEvent, EventSource } from 'eventsource';
import { GraphQLClient } from 'graphql-request';
import { createClient, type Sink } from 'graphql-ws';
import {
  commitMutation,
  Environment,
  fetchQuery,
  type GraphQLResponse,
  Network,
  Observable,
  RecordSource,
  requestSubscription,
  Store,
} from 'relay-runtime';
import { WebSocket } from 'ws';
import { startCuttableProxy } from '../support/cuttable-proxy.js';
import { compiled, linked, scalar } from '../support/relay-documents.js';
import { closeServers, makeToken, type Started, startServer, until } from '../support/test-server.js';

/**
 * Clients as their documentation sets them up: nothing is added but the address and the session token. Each one runs a
 * query, a mutation and a subscription, as far as it knows them.
 */

let started: Started;
let authorization: string;
const ends: (() => unknown)[] = [];

beforeAll(async () => {
  started = await startServer();
  authorization = `Bearer ${await makeToken()}`;
});

afterAll(async () => {
  for (const end of ends) await end();
  await closeServers();
});

const ONE = 'subscription { ticks(ends: 1) { count } }';

const url = (path = '/graphql') => `${started.url}${path}`;

/** `fetch`, and the methods it was called with. */
function recordedFetch() {
  const methods: (string | undefined)[] = [];
  const send: typeof fetch = (input, init) => {
    methods.push(init?.method ?? 'GET');
    return fetch(input, init);
  };
  return { methods, send };
}

function socketClient() {
  const client = createClient({
    url: started.wsUrl,
    webSocketImpl: WebSocket,
    connectionParams: () => ({ authorization }),
  });
  ends.push(() => client.dispose());
  return client;
}

describe('urql', () => {
  function urql(more: Partial<ConstructorParameters<typeof Client>[0]> = {}) {
    const { methods, send } = recordedFetch();
    const client = new Client({
      url: url(),
      exchanges: [fetchExchange],
      fetchOptions: () => ({ headers: { authorization } }),
      fetch: send,
      ...more,
    });
    return { client, methods };
  }

  /** The first result of a subscription, which then ends. */
  function firstOf({ client }: ReturnType<typeof urql>, query: string): Promise<OperationResult> {
    return new Promise((resolve) => {
      const { unsubscribe } = client.subscription(query, {}).subscribe((result) => {
        resolve(result);
        queueMicrotask(() => unsubscribe());
      });
    });
  }

  test('queries by GET, as it does by default, and mutates by POST', async () => {
    const { client, methods } = urql();
    const asked = await client.query('{ me }', {});
    expect([asked.error, asked.data]).toEqual([undefined, { me: 'alice' }]);
    const changed = await client.mutation('mutation { bump }', {});
    expect([changed.error, changed.data]).toEqual([undefined, { bump: 1 }]);
    expect(methods).toEqual(['GET', 'POST']);
  });

  test('gets the address of event streams when it sends a subscription to /graphql', async () => {
    const { error } = await firstOf(urql({ fetchSubscriptions: true }), ONE);
    expect(error?.response.status).toBe(406);
    expect(error?.message).toContain('/graphql/stream');
  });

  test('subscribes by server-sent events at /graphql/stream', async () => {
    const streams = urql({ url: url('/graphql/stream'), fetchSubscriptions: true });
    const { data, error } = await firstOf(streams, ONE);
    expect([error, data]).toEqual([undefined, { ticks: { count: 1 } }]);
  });

  test('subscribes over WebSocket', async () => {
    const sockets = socketClient();
    const overSockets = urql({
      exchanges: [
        fetchExchange,
        subscriptionExchange({
          forwardSubscription: ({ query = '', variables }) => ({
            subscribe: (sink) => ({
              unsubscribe: sockets.subscribe({ query, variables: variables ?? {} }, sink as Sink),
            }),
          }),
        }),
      ],
    });
    const { data } = await firstOf(overSockets, 'subscription { mine { count } }');
    expect(data).toMatchObject({ mine: { count: 1 } });
  });
});

describe('Apollo Client', () => {
  test.each([false, true])('queries, mutates and subscribes (queries by GET: %j)', async (isGet) => {
    const { methods, send } = recordedFetch();
    const http = new HttpLink({
      uri: url(),
      headers: { authorization },
      fetch: send,
      useGETForQueries: isGet,
    });
    const client = new ApolloClient({
      link: ApolloLink.split(
        ({ operationType }) => operationType === 'subscription',
        new GraphQLWsLink(socketClient()),
        http,
      ),
      cache: new InMemoryCache(),
    });
    expect((await client.query({ query: gql('{ me }') })).data).toEqual({ me: 'alice' });
    expect((await client.mutate({ mutation: gql('mutation { bump }') })).data).toEqual({ bump: 1 });
    const first = await new Promise((resolve, reject) => {
      client
        .subscribe({ query: gql('subscription { mine { count } }') })
        .subscribe({ next: ({ data, error }) => (error ? reject(error) : resolve(data)), error: reject });
    });
    expect(first).toMatchObject({ mine: { count: 1 } });
    expect(methods).toEqual([isGet ? 'GET' : 'POST', 'POST']);
  });
});

describe('Relay', () => {
  /** The network layer of Relay's guide. */
  function environment(method: 'GET' | 'POST') {
    const sockets = socketClient();
    const network = Network.create(
      async ({ text }, variables) => {
        const headers = { authorization, 'content-type': 'application/json' };
        const query = text ?? '';
        const response =
          method === 'GET' && query.startsWith('query')
            ? await fetch(`${url()}?${new URLSearchParams({ query })}`, { headers: { authorization } })
            : await fetch(url(), { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
        return (await response.json()) as GraphQLResponse;
      },
      ({ text }, variables) =>
        Observable.create((sink) =>
          sockets.subscribe(
            { query: text ?? '', variables },
            sink as Parameters<typeof sockets.subscribe>[1],
          ),
        ),
    );
    return new Environment({ network, store: new Store(new RecordSource()) });
  }

  const ME = compiled('query', 'RelayMe', 'query RelayMe { me }', [scalar('me')]);
  const BUMP = compiled('mutation', 'RelayBump', 'mutation RelayBump { bump }', [scalar('bump')]);
  const MINE = compiled('subscription', 'RelayMine', 'subscription RelayMine { mine { count } }', [
    linked('mine', 'Tick', [scalar('count')]),
  ]);

  test.each(['GET', 'POST'] as const)('queries by %s, mutates and subscribes', async (method) => {
    const relay = environment(method);
    expect(await fetchQuery(relay, ME, {}).toPromise()).toEqual({ me: 'alice' });
    const changed = await new Promise((resolve, reject) => {
      commitMutation(relay, { mutation: BUMP, variables: {}, onCompleted: resolve, onError: reject });
    });
    expect(changed).toEqual({ bump: 1 });
    const pushed = await new Promise((resolve, reject) => {
      const subscription = requestSubscription(relay, {
        subscription: MINE,
        variables: {},
        onNext: (data) => {
          resolve(data);
          subscription.dispose();
        },
        onError: reject,
      });
    });
    expect(pushed).toMatchObject({ mine: { count: 1 } });
  });
});

describe('graphql-request', () => {
  test.each(['GET', 'POST'] as const)('queries by %s', async (method) => {
    const client = new GraphQLClient(url(), { method, headers: { authorization } });
    expect(await client.request('{ me }')).toEqual({ me: 'alice' });
  });

  test.each(['GET', 'POST'] as const)('mutates by POST when it queries by %s', async (method) => {
    const { methods, send } = recordedFetch();
    const client = new GraphQLClient(url(), { method, headers: { authorization }, fetch: send });
    expect(await client.request('mutation { bump }')).toEqual({ bump: 1 });
    expect(methods).toEqual(['POST']);
  });
});

const STREAM = '/graphql/stream';
const inUrl = (query: string) => `${url(STREAM)}?${new URLSearchParams({ query })}`;
const TO_THREE = 'subscription { ticks(ends: 3) { count } }';

describe('eventsource', () => {
  /** The stock class; its documented way to send a header is a fetch of one's own. */
  function open(
    query: string,
    headers: Record<string, string>,
    port: string | number = new URL(started.url).port,
  ) {
    const sent: Record<string, string>[] = [];
    const target = new URL(inUrl(query));
    target.port = String(port);
    const events = new EventSource(target, {
      fetch: (input, init) => {
        sent.push({ ...init.headers });
        return fetch(input, { ...init, headers: { ...init.headers, ...headers } });
      },
    });
    ends.push(() => events.close());
    return { events, sent };
  }

  test('reads a stream by GET, with the cursor of each event as its id, until complete', async () => {
    const { events } = open(TO_THREE, { authorization });
    const received: unknown[] = [];
    events.addEventListener('next', ({ lastEventId, data }) =>
      received.push([lastEventId, (JSON.parse(data) as { data: unknown }).data]),
    );
    await new Promise((resolve) => events.addEventListener('complete', resolve));
    events.close();
    expect(received).toEqual([1, 2, 3].map((count) => [`c${count}`, { ticks: { count } }]));
  });

  test('sends its last cursor when it reconnects', async () => {
    const proxy = await startCuttableProxy(() => Number(new URL(started.url).port));
    ends.push(() => proxy.close());
    const { events, sent } = open('subscription { ticks(to: 2) { count } }', { authorization }, proxy.port);
    const cursors: string[] = [];
    events.addEventListener('next', ({ lastEventId }) => cursors.push(lastEventId));
    await until(() => cursors.length === 2);
    proxy.cut();
    await until(() => sent.length === 2);
    events.close();
    expect(sent.map((headers) => headers['Last-Event-ID'])).toEqual([undefined, 'c2']);
  });

  test('without a token is refused, and does not reconnect', async () => {
    const { events } = open(TO_THREE, {});
    const error = await new Promise<ErrorEvent>((resolve) => {
      events.onerror = resolve;
    });
    expect(error.code).toBe(400);
    expect(events.readyState).toBe(events.CLOSED);
  });
});

describe('fetch-event-source', () => {
  /** It expects a page. */
  const page = {
    window: globalThis,
    self: globalThis,
    document: Object.assign(new EventTarget(), { hidden: false }),
  };
  const missing = Object.entries(page).filter(([name]) => !(name in globalThis));

  beforeAll(() => {
    for (const [name, value] of missing)
      Object.defineProperty(globalThis, name, { value, configurable: true });
  });

  afterAll(() => {
    for (const [name] of missing) Reflect.deleteProperty(globalThis, name);
  });

  test.each(['GET', 'POST'])('reads a stream by %s', async (method) => {
    const received: unknown[] = [];
    const body = method === 'POST' ? { body: JSON.stringify({ query: TO_THREE }) } : {};
    const type = method === 'POST' ? { 'content-type': 'application/json' } : {};
    await fetchEventSource(method === 'POST' ? url(STREAM) : inUrl(TO_THREE), {
      method,
      ...body,
      headers: { authorization, ...(type as Record<string, string>) },
      fetch,
      // It hands on comments, the heartbeats among them, as messages without a name.
      onmessage: ({ id, event, data }) => event !== '' && received.push([event, id, data]),
      onerror: (error) => {
        throw error;
      },
    });
    expect(received).toEqual([
      ['next', 'c1', '{"data":{"ticks":{"count":1}}}'],
      ['next', 'c2', '{"data":{"ticks":{"count":2}}}'],
      ['next', 'c3', '{"data":{"ticks":{"count":3}}}'],
      ['complete', '', ''],
    ]);
  });
});

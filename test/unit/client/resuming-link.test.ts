import { ApolloClient, ApolloLink, CombinedGraphQLErrors, gql, InMemoryCache } from '@apollo/client';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { DocumentNode } from 'graphql';
import { WebSocket } from 'ws';
import {
  createResumingLink,
  type ResumingLinkOptions,
} from '../../../packages/client/src/apollo/resuming-link.js';
import { until } from '../../support/until.js';
import { startSocketServer } from './socket-server.js';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const TICKS = gql`
  subscription Ticks($after: String) {
    ticks(after: $after) {
      ... on Event { cursor }
      ... on Tick { n }
      ... on ResyncRequired { reason }
    }
  }
`;

/** Without the members of `Event`, Apollo's cache omits the fields of `... on Event`. */
const possibleTypes = { Event: ['Tick', 'ResyncRequired'] };

async function start(...options: Parameters<typeof startSocketServer>) {
  const server = await startSocketServer(...options);
  closing.push(() => server.close());
  return server;
}

function connect(url: string, options: Partial<ResumingLinkOptions> = {}) {
  const link = createResumingLink({
    url,
    webSocketImpl: WebSocket,
    retry: { initialDelayMs: 5 },
    ...options,
  });
  closing.push(() => link.close());
  return link;
}

/** Subscribes through Apollo Client; `until` waits for a condition on the events received. */
function watch(link: ApolloLink, query: DocumentNode = TICKS, variables: Record<string, unknown> = {}) {
  const client = new ApolloClient({ link, cache: new InMemoryCache({ possibleTypes }) });
  const events: { cursor: string; n?: number; reason?: string }[] = [];
  const state: { error?: unknown; isComplete: boolean } = { isComplete: false };
  let check = () => {};
  const subscription = client.subscribe<{ ticks: (typeof events)[number] }>({ query, variables }).subscribe({
    next({ data, error }) {
      if (data) events.push(data.ticks);
      if (error) state.error = error;
      check();
    },
    error(error: unknown) {
      state.error = error;
      check();
    },
    complete() {
      state.isComplete = true;
      check();
    },
  });
  return {
    events,
    state,
    stop: () => subscription.unsubscribe(),
    until: (isReached: () => boolean) =>
      new Promise<void>((resolve) => {
        check = () => {
          if (isReached()) resolve();
        };
        check();
      }),
  };
}

const numbers = (events: readonly { n?: number }[]) => events.map(({ n }) => n);

describe('the resuming link', () => {
  test('moves the cursor on reconnect, so that no event is lost or repeated', async () => {
    const server = await start();
    const seen = watch(connect(server.url));
    server.log.append(3);
    await seen.until(() => seen.events.length === 3);
    server.drop();
    server.log.append(4);
    await seen.until(() => seen.events.length === 7);
    server.drop(1012);
    server.log.append(1);
    await seen.until(() => seen.events.length === 8);
    expect(numbers(seen.events)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(server.cursors).toEqual([null, 'c3', 'c7']);
  });

  test.each([1000, 1001, 4410, 4413])('reconnects after close code %i', async (code) => {
    const server = await start();
    const seen = watch(connect(server.url));
    server.log.append(1);
    await seen.until(() => seen.events.length === 1);
    server.drop(code);
    server.log.append(1);
    await seen.until(() => seen.events.length === 2);
    expect(server.cursors).toEqual([null, 'c1']);
  });

  test('starts after the given cursor and does not change the caller’s variables', async () => {
    const server = await start();
    server.log.append(5);
    const variables = { after: 'c3' };
    const seen = watch(connect(server.url), TICKS, variables);
    await seen.until(() => seen.events.length === 2);
    expect(numbers(seen.events)).toEqual([4, 5]);
    expect(variables).toEqual({ after: 'c3' });
  });

  test('drops an event that the server repeats over the new connection', async () => {
    const server = await start({
      lead: (after) => (after === null ? [] : [{ __typename: 'Tick', cursor: after, n: 0 }]),
    });
    const seen = watch(connect(server.url));
    server.log.append(2);
    await seen.until(() => seen.events.length === 2);
    server.drop();
    server.log.append(1);
    await seen.until(() => seen.events.length === 3);
    expect(numbers(seen.events)).toEqual([1, 2, 3]);
  });

  test('passes on an object’s current state, which has the cursor of the position before it', async () => {
    const present = [
      { __typename: 'Tick', cursor: 'c0', n: 100 },
      { __typename: 'Tick', cursor: 'c0', n: 101 },
    ];
    const server = await start({ lead: (after) => (after === null ? present : []) });
    const seen = watch(connect(server.url));
    server.log.append(1);
    await seen.until(() => seen.events.length === 3);
    expect(numbers(seen.events)).toEqual([100, 101, 1]);
  });

  test('passes on ResyncRequired as an event and resumes from its cursor', async () => {
    const server = await start({
      lead: (after) =>
        after === 'c1' ? [{ __typename: 'ResyncRequired', cursor: 'c9', reason: 'trimmed' }] : [],
    });
    const seen = watch(connect(server.url));
    server.log.append(1);
    await seen.until(() => seen.events.length === 1);
    server.drop();
    await seen.until(() => seen.events.length === 2);
    server.drop();
    server.log.append(9);
    await seen.until(() => seen.events.some(({ n }) => n === 10));
    expect(seen.events[1]).toMatchObject({ cursor: 'c9', reason: 'trimmed' });
    expect(server.cursors).toEqual([null, 'c1', 'c9']);
  });

  test('requests a token for each connection, and again after a refusal', async () => {
    const server = await start({ refuse: (authorization) => (authorization === 'Bearer old' ? 4403 : null) });
    const tokens = ['Bearer one', 'Bearer old', 'Bearer two'];
    const seen = watch(connect(server.url, { authorization: () => tokens.shift() ?? 'Bearer more' }));
    server.log.append(1);
    await seen.until(() => seen.events.length === 1);
    server.drop(4410);
    server.log.append(1);
    await seen.until(() => seen.events.length === 2);
    expect(server.authorizations).toEqual(['Bearer one', 'Bearer old', 'Bearer two']);
  });

  test('resumes two streams on one socket, each from its own cursor', async () => {
    const server = await start();
    const link = connect(server.url);
    server.log.append(2);
    const early = watch(link);
    const late = watch(link, TICKS, { after: 'c2' });
    await early.until(() => early.events.length === 2);
    server.log.append(1);
    await late.until(() => late.events.length === 1);
    await early.until(() => early.events.length === 3);
    server.drop();
    server.log.append(1);
    await Promise.all([
      early.until(() => early.events.length === 4),
      late.until(() => late.events.length === 2),
    ]);
    expect(numbers(late.events)).toEqual([3, 4]);
    expect(numbers(early.events)).toEqual([1, 2, 3, 4]);
  });

  test.each([
    'OVERLOADED',
    'RATE_LIMITED',
    'CONNECTION_LIMIT_EXCEEDED',
    'SHUTTING_DOWN',
    'STORAGE_UNAVAILABLE',
    'AUTHENTICATION_UNAVAILABLE',
  ])('is sent again when the server refuses it with %s, and resumes after its last event', async (code) => {
    const server = await start({ refuseSubscription: (number) => ([2, 3].includes(number) ? code : null) });
    const seen = watch(connect(server.url));
    server.log.append(2);
    await seen.until(() => seen.events.length === 2);
    server.drop();
    server.log.append(1);
    await seen.until(() => seen.events.length === 3);
    expect(numbers(seen.events)).toEqual([1, 2, 3]);
    expect(server.cursors).toEqual([null, 'c2', 'c2', 'c2']);
  });

  test('ends a wait after a refusal when it is closed', async () => {
    const server = await start({ refuseSubscription: () => 'OVERLOADED' });
    const link = connect(server.url, { retry: { initialDelayMs: 600_000, maxDelayMs: 600_000 } });
    const seen = watch(link);
    await until('the first subscription', () => server.cursors.length === 1);
    await link.close();
    await seen.until(() => seen.state.error !== undefined || seen.state.isComplete);
    expect(server.cursors).toHaveLength(1);
  });

  test('completes when the server completes and does not reconnect', async () => {
    const server = await start();
    const seen = watch(connect(server.url));
    server.log.append(1);
    await seen.until(() => seen.events.length === 1);
    server.complete();
    await seen.until(() => seen.state.isComplete);
    expect(server.cursors).toHaveLength(1);
  });
});

describe('the resuming link refuses', () => {
  const refused: readonly [string, DocumentNode, RegExp][] = [
    [
      'a document without the cursor',
      gql`subscription ($after: String) { ticks(after: $after) { ... on Tick { n } } }`,
      /select "cursor"/,
    ],
    [
      'an aliased cursor',
      gql`subscription ($after: String) { ticks(after: $after) { at: cursor } }`,
      /without an alias/,
    ],
    [
      'a document without the variable',
      gql`subscription { ticks { cursor } }`,
      /pass its cursor as a variable/,
    ],
    ['a fixed cursor', gql`subscription { ticks(after: "c1") { cursor } }`, /pass its cursor as a variable/],
  ];
  test.each(refused)('%s at once, with a message that says what to change', async (_name, query, message) => {
    const server = await start();
    const seen = watch(connect(server.url), query);
    await seen.until(() => seen.state.error !== undefined);
    expect(String(seen.state.error)).toMatch(message);
    expect(server.authorizations).toEqual([]);
  });

  test('a query', async () => {
    const link = connect('ws://127.0.0.1:9/graphql');
    const client = new ApolloClient({ link, cache: new InMemoryCache() });
    await expect(client.query({ query: gql`{ now }` })).rejects.toThrow(/only a subscription can be resumed/);
  });

  test.each([
    'NOT_FOUND',
    'BAD_USER_INPUT',
    'GRAPHQL_VALIDATION_FAILED',
    'PERSISTED_DOCUMENT_REQUIRED',
    'OF_A_LATER_VERSION',
  ])('to continue if the server answers with %s', async (code) => {
    const server = await start({ refuseSubscription: () => code });
    const seen = watch(connect(server.url));
    await seen.until(() => seen.state.error !== undefined);
    expect(CombinedGraphQLErrors.is(seen.state.error)).toBe(true);
    expect(server.cursors).toHaveLength(1);
  });

  test('to retry forever with refused tokens', async () => {
    const server = await start({ refuse: () => 4403 });
    const seen = watch(connect(server.url, { authorization: () => 'Bearer bad' }));
    await seen.until(() => seen.state.error !== undefined);
    expect(String(seen.state.error)).toMatch(/4403/);
    expect(server.authorizations).toHaveLength(3);
  });

  test('to send a refused subscription more often than maxAttempts', async () => {
    const server = await start({ refuseSubscription: () => 'OVERLOADED' });
    const seen = watch(connect(server.url, { retry: { initialDelayMs: 1, maxAttempts: 3 } }));
    await seen.until(() => seen.state.error !== undefined);
    expect(CombinedGraphQLErrors.is(seen.state.error)).toBe(true);
    expect(server.cursors).toHaveLength(3);
  });

  test('to retry more often than maxAttempts', async () => {
    const server = await start();
    await server.close();
    closing.length = 0;
    const seen = watch(connect(server.url, { retry: { initialDelayMs: 1, maxAttempts: 2 } }));
    await seen.until(() => seen.state.error !== undefined);
    expect(seen.events).toEqual([]);
  });
});

test('the link works in a split with a link for the other operations', async () => {
  const server = await start();
  const rest = ApolloLink.empty();
  const split = ApolloLink.split(
    ({ operationType }) => operationType === 'subscription',
    connect(server.url),
    rest,
  );
  const seen = watch(split);
  server.log.append(1);
  await seen.until(() => seen.events.length === 1);
  expect(numbers(seen.events)).toEqual([1]);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import type { TypedDocumentString } from '../generated/graphql.js';
import { sessionToken, startApp, type TestApp } from '../support/app.js';
import { EVENT_LOG, FOLLOW_EVENT_TYPES, present } from '../support/documents.js';
import { buying, Player } from '../support/player.js';

const EVENTS = graphql(/* GraphQL */ `
  subscription FollowOrdersAndTransactions($after: String) {
    events(after: $after) {
      __typename cursor
      ... on OrderEvent { order { batchId status isFinal } }
      ... on TransactionEvent { transaction { status } }
    }
  }
`);

const ORDER_UPDATED = graphql(/* GraphQL */ `
  subscription FollowOrder($orderId: ID, $transactionId: ID, $after: String) {
    orderUpdated(orderId: $orderId, transactionId: $transactionId, after: $after) {
      __typename
      ... on StreamPosition { cursor }
      ... on OrderEvent { cursor order { id status } }
    }
  }
`);

const TRANSACTION_UPDATED = graphql(/* GraphQL */ `
  subscription FollowTransaction($id: ID) {
    transactionUpdated(transactionId: $id) {
      __typename
      ... on TransactionEvent { transaction { gatewayTransactionId status } }
    }
  }
`);

const HOLDINGS_UPDATED = graphql(/* GraphQL */ `
  subscription FollowHoldings {
    holdingsUpdated {
      __typename
      ... on HoldingsEvent { holdings { provenance securities { isin } brokerAccount { id } } }
    }
  }
`);

const CURSORS = graphql(/* GraphQL */ `
  subscription FollowCursors($after: String) { events(after: $after) { cursor } }
`);

const NOBODYS_ORDER = graphql(/* GraphQL */ `
  subscription FollowNobodysOrder { orderUpdated(orderId: "000000000000000000000000") { __typename } }
`);

describe('a stream of events', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'dwar-test-'));
  let app: TestApp;
  let alice: Player;

  beforeAll(async () => {
    app = await startApp({ dataDir });
    alice = await Player.of(app, 'alice');
  });

  afterAll(async () => {
    await app.close();
    await app.emulator.close();
    await alice.client.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const logOf = async () => {
    const { events } = await alice.client.ask(EVENT_LOG);
    return present(events).edges.map(({ cursor }) => cursor);
  };

  /** Takes `count` events and returns their cursors. */
  async function take(after: string | null, count: number): Promise<string[]> {
    const stream = alice.client.subscribe(EVENTS, { after });
    const cursors: string[] = [];
    while (cursors.length < count) cursors.push((await stream.next()).events.cursor);
    stream.stop();
    return cursors;
  }

  test('without a cursor begins with its position, and sends what follows', async () => {
    await alice.bought();
    const stream = alice.client.subscribe(EVENTS);
    const position = await stream.next();
    expect(position.events).toMatchObject({ __typename: 'StreamPosition', cursor: (await logOf()).at(-1) });
    await alice.create({ intent: 'CONNECT' });
    expect((await stream.next()).events).toMatchObject({
      __typename: 'TransactionEvent',
      cursor: (await logOf()).at(-1),
    });
    stream.stop();
  });

  test('dropped at any place and resumed loses and repeats nothing', async () => {
    await alice.bought(buying(3));
    const log = await logOf();
    for (const place of log.keys()) {
      const after = log[place] ?? null;
      const rest = log.slice(place + 1);
      expect(await take(after, rest.length)).toEqual(rest);
    }
  });

  test('followed while orders are made quickly sends each event once, in order', async () => {
    const stream = alice.client.subscribe(EVENTS);
    const from = (await stream.next()).events.cursor;
    await Promise.all(Array.from({ length: 8 }, (_, n) => alice.bought(buying(n + 10))));
    const log = await logOf();
    const expected = log.slice(log.indexOf(from) + 1);
    const cursors: string[] = [];
    while (cursors.length < expected.length) cursors.push((await stream.next()).events.cursor);
    expect(cursors).toEqual(expected);
    stream.stop();
  });

  test('resumed after a restart continues where it stopped, with what happened meanwhile', async () => {
    const log = await logOf();
    const after = log.at(-3) ?? null;
    const id = await alice.create(buying(30));
    await app.app.close();
    const { emulator, port } = app;
    // The user finishes while no server runs; Gateway tries again a quarter of an hour later.
    await alice.complete(id, 'lep-ok');
    const again = await startApp({ dataDir, emulator, port });
    try {
      await app.clock.jump(16 * 60_000);
      expect(await alice.settled(id)).toMatchObject({ status: 'COMPLETED', orders: [{ isFinal: true }] });
      const now = await logOf();
      expect(now.slice(0, log.length)).toEqual(log);
      const rest = now.slice(now.indexOf(after ?? '') + 1);
      expect(await take(after, rest.length)).toEqual(rest);
    } finally {
      await again.app.close();
      app = await startApp({ dataDir, emulator, port });
    }
  });

  test('of one order begins with its position, then the order as it stands', async () => {
    const { order, transactionId } = await alice.bought(buying(40));
    const last = (await logOf()).at(-1);
    for (const orderId of [order.id, order.batchId]) {
      const stream = alice.client.subscribe(ORDER_UPDATED, { orderId });
      expect(await stream.next()).toEqual({ orderUpdated: { __typename: 'StreamPosition', cursor: last } });
      expect(await stream.next()).toEqual({
        orderUpdated: {
          __typename: 'OrderEvent',
          cursor: last,
          order: { id: order.id, status: 'COMPLETED' },
        },
      });
      stream.stop();
    }
    // With a cursor it begins with what was missed, and only of this transaction.
    const [first] = await logOf();
    const missed = alice.client.subscribe(ORDER_UPDATED, { transactionId, after: first });
    expect((await missed.next()).orderUpdated).toMatchObject({ order: { id: order.id, status: 'PLACED' } });
    const completed = await missed.until(
      ({ orderUpdated: event }) => 'order' in event && event.order.status === 'COMPLETED',
    );
    expect(completed.orderUpdated).toMatchObject({ order: { id: order.id } });
  });

  test('of one transaction begins with its position, then the transaction as it stands', async () => {
    const id = await alice.create(buying(41));
    const stream = alice.client.subscribe(TRANSACTION_UPDATED, { id });
    expect(await stream.next()).toEqual({ transactionUpdated: { __typename: 'StreamPosition' } });
    expect(await stream.next()).toMatchObject({
      transactionUpdated: { transaction: { gatewayTransactionId: id, status: 'INITIALIZED' } },
    });
    await alice.complete(id, 'lep-ok');
    const fits = (event: unknown) => JSON.stringify(event).includes('"COMPLETED"');
    expect(await stream.until(fits)).toMatchObject({
      transactionUpdated: { transaction: { gatewayTransactionId: id } },
    });
  });

  test('of holdings sends them and nothing else', async () => {
    const dora = await Player.of(app, 'dora');
    const stream = dora.client.subscribe(HOLDINGS_UPDATED);
    expect(await stream.next()).toEqual({ holdingsUpdated: { __typename: 'StreamPosition' } });
    const { id } = await dora.connect('lep-ok-7');
    await dora.bought();
    const imported = await dora.create({ intent: 'HOLDINGS_IMPORT' });
    await dora.complete(imported);
    expect(await stream.next()).toMatchObject({
      holdingsUpdated: { __typename: 'HoldingsEvent', holdings: { brokerAccount: { id } } },
    });
  });
});

describe('a stream over SSE', () => {
  let app: TestApp;
  let erik: Player;

  beforeAll(async () => {
    app = await startApp();
    erik = await Player.of(app, 'erik');
    await erik.bought();
  });

  afterAll(async () => {
    await app.close();
  });

  /** Opens a stream and reads events of it, each as its lines. */
  function open<Variables>(
    document: TypedDocumentString<unknown, Variables>,
    variables: Variables,
    headers: Record<string, string> = {},
  ) {
    return openRaw(document.toString(), variables, headers);
  }

  /** As `open`, for a document that the test makes. */
  async function openRaw(query: string, variables: unknown, headers: Record<string, string> = {}) {
    const abort = new AbortController();
    const response = await fetch(`${app.url}/graphql/stream`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${await sessionToken('erik')}`,
        ...headers,
      },
      body: JSON.stringify({ query, variables }),
      signal: abort.signal,
    });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let buffer = '';
    const next = async (): Promise<Record<string, string>> => {
      for (;;) {
        const end = buffer.indexOf('\n\n');
        if (end === -1) {
          const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
          if (done) throw new Error(`the stream ended; left: ${buffer}`);
          buffer += value;
          continue;
        }
        const lines = buffer
          .slice(0, end)
          .split('\n')
          .filter((line) => line !== '' && !line.startsWith(':'));
        buffer = buffer.slice(end + 2);
        if (lines.length > 0)
          return Object.fromEntries(lines.map((line) => line.split(/: (.*)/s).slice(0, 2)));
      }
    };
    return { response, next, close: () => abort.abort() };
  }

  const logOf = async () => {
    const { events } = await erik.client.ask(EVENT_LOG);
    return present(events).edges.map(({ cursor }) => cursor);
  };

  test('carries each event’s cursor as its id, selected or not', async () => {
    const log = await logOf();
    const stream = await open(FOLLOW_EVENT_TYPES, { after: log[0] });
    expect(stream.response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(stream.response.headers.get('content-encoding')).toBeNull();
    for (const cursor of log.slice(1)) {
      const event = await stream.next();
      expect(event).toMatchObject({ event: 'next', id: cursor });
      expect(JSON.parse(event.data ?? '')).toMatchObject({
        data: { events: { __typename: expect.any(String) } },
      });
    }
    stream.close();
  });

  test('continues from Last-Event-ID, which wins over after', async () => {
    const log = await logOf();
    const stream = await open(CURSORS, { after: log[0] }, { 'last-event-id': log.at(-2) ?? '' });
    expect(await stream.next()).toMatchObject({ id: log.at(-1) });
    stream.close();
    const literal = await openRaw(
      `subscription { events(after: "${log[0]}") { cursor } }`,
      {},
      { 'last-event-id': log.at(-2) ?? '' },
    );
    expect(await literal.next()).toMatchObject({ id: log.at(-1) });
    literal.close();
  });

  test('sends events as they happen', async () => {
    const stream = await open(FOLLOW_EVENT_TYPES, {});
    expect(JSON.parse((await stream.next()).data ?? '')).toEqual({
      data: { events: { __typename: 'StreamPosition' } },
    });
    await erik.create({ intent: 'CONNECT' });
    expect(await stream.next()).toMatchObject({ id: (await logOf()).at(-1) });
    stream.close();
  });

  test('says NOT_FOUND for what is not the viewer’s, and ends', async () => {
    const stream = await open(NOBODYS_ORDER, {});
    const event = await stream.next();
    expect(JSON.parse(event.data ?? '')).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    expect(await stream.next()).toMatchObject({ event: 'complete' });
  });
});

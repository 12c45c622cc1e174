import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { maskId } from '../../../src/core/output/mask.js';
import { silentLog } from '../../../src/core/log.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { startApp, type TestApp } from '../../support/app.js';
import { type OperatorClient, openTestConsole, type TestConsole } from '../../support/operator-client.js';
import { buying, Player } from '../../support/player.js';
import { batch, deliver, newBatchId, signed } from '../../support/webhook.js';

type Json = Record<string, unknown>;
type Page = { readonly nodes: Json[]; readonly pageInfo: { hasNextPage: boolean; endCursor: string | null } };

const ACCOUNT = 'b'.repeat(24);
const UNKNOWN = `TRX_${'e'.repeat(32)}`;
const ORDERS = `query ($filter: OrderFilter, $first: Int! = 50, $after: String) {
  orders(filter: $filter, first: $first, after: $after) {
    nodes {
      id batchId transactionId viewer status provenance isFinal isRetracted broker smallcase revision
      legs { symbol side quantity filledQuantity exchangeOrderId averagePrice { amount } } unplacedLegs { symbol }
      transaction { id intent status nextReadAt }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;
const COMPLETED = { status: ['COMPLETED'], intent: ['TRANSACTION'] };
const DELIVERIES = `query ($filter: DeliveryFilter, $first: Int! = 50, $after: String) {
  deliveries(filter: $filter, first: $first, after: $after) {
    nodes { id kind verdict failures problem transactionId authId sizeBytes sha256 checksumFields }
    pageInfo { hasNextPage endCursor }
  }
}`;
const TRANSACTIONS = `query ($filter: TransactionFilter, $first: Int! = 50, $after: String) {
  transactions(filter: $filter, first: $first, after: $after) {
    nodes { id transactionId viewer intent status broker isStale errorCode nextReadAt orders { id batchId } }
    pageInfo { hasNextPage endCursor }
  }
}`;

describe('the console of a gateway with orders of two viewers', () => {
  let app: TestApp;
  let ledger: Ledger;
  let operators: TestConsole;
  let masked: OperatorClient;
  let plain: OperatorClient;
  const bought: { viewer: string; transactionId: string }[] = [];

  const list = async (
    client: OperatorClient,
    query: string,
    filter: Json = {},
    first = 50,
  ): Promise<Json[]> => {
    const nodes: Json[] = [];
    let after: string | null = null;
    for (;;) {
      const data: Record<string, Page> = await client.ask(query, { filter, first, after });
      const [page] = Object.values(data) as [Page];
      nodes.push(...page.nodes);
      if (!page.pageInfo.hasNextPage) return nodes;
      after = page.pageInfo.endCursor;
    }
  };

  beforeAll(async () => {
    app = await startApp({ env: { CONSOLE: 'on' } });
    ledger = await openLedger(app.databaseUrl, { log: silentLog });
    operators = openTestConsole(app.app, ledger);
    masked = operators.as(['READER']);
    plain = operators.as(['READER'], { isMasked: false });
    for (const [index, viewer] of ['anya-0123456789', 'bela-0123456789'].entries()) {
      const player = await Player.of(app, viewer);
      await player.connect(`lep-ok-${index + 1}`);
      for (const ticker of ['INFY', 'TCS']) {
        const transactionId = await player.create(buying(2, ticker));
        await player.complete(transactionId);
        await player.eventually(
          () => player.transaction(transactionId),
          ({ orders }) => orders[0]?.isFinal === true,
        );
        bought.push({ viewer, transactionId });
      }
    }
    const unmatched = signed({ ...batch(newBatchId()), transactionId: UNKNOWN, smallcaseAuthId: ACCOUNT });
    expect(await deliver(app.url, unmatched)).toMatchObject({ status: 200 });
  });

  afterAll(async () => {
    await ledger.close();
    await app.close();
  });

  test('lists the orders of all viewers, newest first, in pages', async () => {
    const orders = await list(plain, ORDERS, {}, 1);
    const newest = bought.toReversed();
    expect(orders.map(({ transactionId }) => transactionId)).toEqual(
      newest.map(({ transactionId }) => transactionId),
    );
    expect(orders.map(({ viewer }) => viewer)).toEqual(newest.map(({ viewer }) => viewer));
    expect(orders[0]).toMatchObject({
      status: 'COMPLETED',
      provenance: 'CONFIRMED',
      isFinal: true,
      isRetracted: false,
      broker: 'kite',
      legs: [{ symbol: 'TCS', side: 'BUY', quantity: 2, filledQuantity: 2 }],
      transaction: { intent: 'TRANSACTION', status: 'COMPLETED' },
    });
  });

  test.each([
    [{ viewer: 'bela-0123456789' }, 2],
    [{ symbol: 'INFY' }, 2],
    [{ broker: 'kite' }, 4],
    [{ broker: 'groww' }, 0],
    [{ status: ['COMPLETED'] }, 4],
    [{ status: ['UNFILLED', 'no such status'] }, 0],
    [{ provenance: ['CONFIRMED'], isFinal: true }, 4],
    [{ provenance: ['WEBHOOK'] }, 0],
    [{ since: '2001-01-01T00:00:00.000Z' }, 4],
    [{ until: '2001-01-01T00:00:00.000Z' }, 0],
    [{ viewer: 'bela-0123456789', symbol: 'INFY', status: ['COMPLETED'] }, 1],
    [{ status: null, text: null }, 4],
  ])('finds the orders of %j', async (filter, count) => {
    expect(await list(masked, ORDERS, filter, 3)).toHaveLength(count);
  });

  test('finds an order by each of its ids, whole, in a masked session too', async () => {
    const [order] = (await list(plain, ORDERS, { viewer: 'anya-0123456789', symbol: 'TCS' })) as [Json];
    const [leg] = order.legs as [Json];
    for (const text of [order.batchId, order.transactionId, leg.exchangeOrderId])
      expect((await list(masked, ORDERS, { text })).map(({ id }) => id)).toEqual([order.id]);
  });

  test('hides ids of persons from a masked operator, and gives the same opaque ids', async () => {
    const [hidden, shown] = [await list(masked, ORDERS), await list(plain, ORDERS)];
    expect(hidden.map(({ id }) => id)).toEqual(shown.map(({ id }) => id));
    const text = JSON.stringify([hidden, await list(masked, TRANSACTIONS), await list(masked, DELIVERIES)]);
    for (const { transactionId, viewer } of bought) {
      expect(text).not.toContain(transactionId);
      expect(text).not.toContain(viewer);
      expect(text).toContain(maskId(transactionId));
    }
    for (const { batchId, legs } of shown) {
      expect(text).not.toContain(batchId);
      for (const { exchangeOrderId } of legs as Json[]) expect(text).not.toContain(exchangeOrderId);
    }
    expect(text).not.toContain(ACCOUNT);
    const { orders } = await masked.ask<{ orders: Page }>(ORDERS, { first: 1 });
    const cursor = Buffer.from(orders.pageInfo.endCursor ?? '', 'base64url').toString('latin1');
    expect(cursor).not.toContain('TRX_');
  });

  test('lists the transactions of all viewers by each filter', async () => {
    const all = await list(plain, TRANSACTIONS, {}, 2);
    expect(all).toHaveLength(6);
    expect(await list(masked, TRANSACTIONS, { intent: ['CONNECT'] })).toHaveLength(2);
    expect(await list(masked, TRANSACTIONS, { viewer: 'anya-0123456789' }, 2)).toHaveLength(3);
    expect(await list(masked, TRANSACTIONS, { ...COMPLETED, isStale: false })).toHaveLength(4);
    expect(await list(masked, TRANSACTIONS, { isStale: true })).toEqual([]);
    expect(await list(masked, TRANSACTIONS, { until: '2001-01-01T00:00:00Z' })).toEqual([]);
    const [order] = (await list(plain, ORDERS, { symbol: 'TCS' })) as [Json];
    const found = all.find(({ transactionId }) => transactionId === order.transactionId);
    expect(found?.orders).toEqual([{ id: order.id, batchId: order.batchId }]);
  });

  test('lists deliveries by each filter, and shows one with what it is about', async () => {
    const all = await list(plain, DELIVERIES, {}, 2);
    expect(all.length).toBeGreaterThan(4);
    const unmatched = await list(masked, DELIVERIES, { verdict: ['UNMATCHED', 'DEAD'] });
    expect(unmatched).toMatchObject([
      {
        kind: 'ORDER',
        verdict: 'UNMATCHED',
        failures: 0,
        transactionId: maskId(UNKNOWN),
        authId: maskId(ACCOUNT),
      },
    ]);
    expect(await list(masked, DELIVERIES, { kind: ['PENDING_ACTION'] })).toEqual([]);
    expect(await list(masked, DELIVERIES, { until: '2001-01-01T00:00:00Z' })).toEqual([]);
    const [order] = (await list(plain, ORDERS)) as [Json];
    const transaction = (order.transaction as Json).id;
    const own = await list(plain, DELIVERIES, { transaction }, 1);
    expect(own.length).toBeGreaterThan(0);
    expect(new Set(own.map(({ transactionId }) => transactionId))).toEqual(new Set([order.transactionId]));
    const { delivery } = await masked.ask(
      `query ($id: ID!) { delivery(id: $id) {
        id body order { id } transaction { id } siblings { id } effects { sentence }
      } }`,
      { id: own[0]?.id },
    );
    expect(delivery).toMatchObject({ order: { id: order.id }, transaction: { id: transaction } });
    expect(delivery?.siblings).toEqual(own.slice(1).map(({ id }) => ({ id })));
  });

  test('shows a body masked, with every digit of its numbers', async () => {
    const [{ id } = {}] = await list(masked, DELIVERIES, { verdict: ['UNMATCHED'] });
    const body = `query ($id: ID!) { delivery(id: $id) { body checksumFields } }`;
    const [hidden, shown] = [await masked.ask(body, { id }), await plain.ask(body, { id })];
    expect(shown.delivery?.body).toContain(`"transactionId": "${UNKNOWN}"`);
    expect(hidden.delivery?.body).toContain(`"transactionId": "${maskId(UNKNOWN)}"`);
    expect(hidden.delivery?.body).toContain('"checksum": "***"');
    expect(hidden.delivery).toMatchObject({ checksumFields: ['timestamp', 'smallcaseAuthId'] });
  });

  test('explains an order and its transaction', async () => {
    const [{ id } = {}] = await list(masked, ORDERS);
    const explained =
      '{ facts { source to sentence isAboutTransaction } isTruncated next { sentence } markdown }';
    const { order } = await masked.ask(
      `query ($id: ID!) { order(id: $id) { batchId explanation ${explained} transaction { explanation ${explained} } } }`,
      { id },
    );
    const { facts, markdown } = (order?.explanation ?? {}) as { facts?: Json[]; markdown?: string };
    expect(facts).toContainEqual(expect.objectContaining({ source: 'POLL', to: 'COMPLETED' }));
    expect(markdown).toContain(String(order?.batchId));
    expect(order).toMatchObject({ transaction: { explanation: { facts } } });
  });

  test('reads what is forged, foreign or of another kind as absent, never as an error', async () => {
    const [order] = (await list(plain, ORDERS)) as [Json];
    const transaction = (order.transaction as Json).id as string;
    const id = order.id as string;
    const forged = [
      id.slice(0, -1),
      `${id}A`,
      `B${id.slice(1)}`,
      '',
      'x',
      order.batchId,
      'a'.repeat(5_000),
      '\0',
    ];
    const one = `query ($id: ID!) { order(id: $id) { id } }`;
    const two = `query ($id: ID!) { transaction(id: $id) { id } delivery(id: $id) { id } replay(id: $id) { id } }`;
    for (const each of [...forged, transaction])
      expect(await plain.run(one, { id: each })).toEqual({ data: { order: null }, codes: [] });
    for (const each of [...forged, id])
      expect(await plain.run(two, { id: each })).toEqual({
        data: { transaction: null, delivery: null, replay: null },
        codes: [],
      });
    expect(await list(plain, DELIVERIES, { transaction: id })).toEqual([]);
    expect((await plain.run(one, { id })).data).toEqual({ order: { id } });
  });

  test('refuses pages of a wrong size, cursors of other lists, and times in the wrong order', async () => {
    const codes = async (query: string, variables: Json) => (await plain.run(query, variables)).codes;
    for (const first of [0, -1, 101]) expect(await codes(ORDERS, { first })).toEqual(['BAD_USER_INPUT']);
    const { orders } = await plain.ask<{ orders: Page }>(ORDERS, { first: 1 });
    const after = orders.pageInfo.endCursor;
    expect(await codes(TRANSACTIONS, { after })).toEqual(['BAD_USER_INPUT']);
    expect(await codes(ORDERS, { after: 'x' })).toEqual(['BAD_USER_INPUT']);
    const filter = { since: '2026-01-02T00:00:00Z', until: '2026-01-01T00:00:00Z' };
    for (const query of [ORDERS, TRANSACTIONS, DELIVERIES])
      expect(await codes(query, { filter })).toEqual(['BAD_USER_INPUT']);
  });

  test('refuses texts that no database holds, and texts that are too long', async () => {
    const codes = async (query: string, filter: Json) => (await plain.run(query, { filter })).codes;
    for (const text of ['a\0b', 'x'.repeat(201)]) {
      for (const field of ['viewer', 'symbol', 'broker', 'text'])
        expect(await codes(ORDERS, { [field]: text })).toEqual(['BAD_USER_INPUT']);
      expect(await codes(TRANSACTIONS, { intent: ['TRANSACTION', text] })).toEqual(['BAD_USER_INPUT']);
      for (const filter of [{ kind: [text] }, { problem: text }])
        expect(await codes(DELIVERIES, filter)).toEqual(['BAD_USER_INPUT']);
    }
    expect(await codes(ORDERS, { viewer: "'; drop table orders; --" })).toEqual([]);
  });

  test('shows the state of the gateway at a glance', async () => {
    const { overview } = await masked.ask(`{ overview {
      version webhookPath readiness { name isOk reason } isGatewayReachable gatewayClockOffsetMs
      unconfirmedOrders openTransactions staleTransactions rejectedDeliveries
      deliveries { verdict count } orders { status count }
      delays { at p50Ms p99Ms count } delayP50Ms delayP99Ms
    } }`);
    expect(overview).toMatchObject({
      webhookPath: '/webhooks/gateway',
      readiness: [{ name: 'ledger', isOk: true, reason: null }],
      isGatewayReachable: true,
      unconfirmedOrders: 0,
      staleTransactions: 0,
      rejectedDeliveries: 0,
      orders: [{ status: 'COMPLETED', count: 4 }],
    });
    expect(overview?.deliveries).toContainEqual({ verdict: 'UNMATCHED', count: 1 });
    const delays = overview?.delays as { count: number }[];
    expect(delays.reduce((sum, { count }) => sum + count, 0)).toBe(4);
    expect(overview?.delayP99Ms).toBeGreaterThanOrEqual(Number(overview?.delayP50Ms));
  });

  test('has no field that the limits do not bound', async () => {
    const nested =
      '{ orders(first: 100) { nodes { transaction { orders { transaction { orders { legs { symbol side status quantity } } } } } } } }';
    expect((await plain.run(nested)).codes).toEqual(['OPERATION_LIMIT_EXCEEDED']);
    expect((await plain.run('{ viewer { id } }')).codes).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect((await plain.run('{ __schema { types { name } } }')).codes).toContain('GRAPHQL_VALIDATION_FAILED');
  });
});

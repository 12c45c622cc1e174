import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import { startApp, type TestApp } from '../support/app.js';
import { EVENT_LOG, HOLDINGS_OF, present } from '../support/documents.js';
import { buying, type OrderView, Player } from '../support/player.js';
import { batch, deliver, leg, newBatchId, signed, type WebhookAnswer } from '../support/webhook.js';

const PENDING_ACTIONS = graphql(/* GraphQL */ `
  query PendingActionsInFull { pendingActions { action rawAction iscid scid name } }
`);

/** The log without what a read reports about the transaction itself. */
async function eventsOf(player: Player): Promise<string[]> {
  const { events } = await player.client.ask(EVENT_LOG);
  return present(events)
    .edges.map(({ node }) => present(node).__typename)
    .filter((name) => name !== 'TransactionEvent');
}

describe('a delivery', () => {
  let app: TestApp;
  let alice: Player;
  let account: string;

  beforeAll(async () => {
    app = await startApp();
    alice = await Player.of(app, 'alice');
    ({ authId: account } = await alice.connect('lep-ok'));
    // The tests send; upstream only answers reads.
    await app.emulator.control.webhooks('lost');
  });

  afterAll(async () => {
    await app.close();
  });

  const post = (body: Readonly<Record<string, unknown>>) => deliver(app.url, body);
  const orderBody = (transactionId: string, more: object = {}) =>
    signed({ ...batch(newBatchId()), transactionId, smallcaseAuthId: account, broker: 'kite', ...more });
  const ordersOf = async (id: string): Promise<readonly OrderView[]> => (await alice.transaction(id)).orders;

  test.each(['top level', 'data'])('of a placed order, at %s, is shown at once as a hint', async (place) => {
    const id = await alice.create(buying());
    const batchId = newBatchId();
    const flat = { ...batch(batchId), transactionId: id, smallcaseAuthId: account };
    const answer = await post(signed(place === 'data' ? { data: flat } : flat));
    expect(answer).toMatchObject({ status: 200, outcome: 'stored' });
    expect(await ordersOf(id)).toMatchObject([
      {
        batchId,
        status: 'PLACED',
        provenance: 'WEBHOOK',
        isFinal: false,
        legs: [{ status: 'OPEN', averagePrice: null }],
      },
    ]);
  });

  test('with proof and content under data counts the same', async () => {
    const id = await alice.create(buying());
    const { timestamp, checksum: proof, ...flat } = orderBody(id);
    expect(await post({ data: { ...flat, timestamp, checksum: proof } })).toMatchObject({ status: 200 });
    expect(await ordersOf(id)).toHaveLength(1);
  });

  test('repeated is acknowledged and changes nothing', async () => {
    const id = await alice.create(buying());
    const body = orderBody(id);
    const before = (await eventsOf(alice)).length;
    expect(await post(body)).toMatchObject({ status: 200, outcome: 'stored' });
    expect(await post(body)).toMatchObject({ status: 200, outcome: 'repeated' });
    // Re-stamped by a retry, it is stored and adds nothing.
    const again = await post(signed({ ...body }));
    expect(again).toMatchObject({ status: 200, outcome: 'stored' });
    expect((await eventsOf(alice)).slice(before)).toEqual(['OrderEvent']);
  });

  test('sent many times at once is stored once', async () => {
    const id = await alice.create(buying());
    const before = (await eventsOf(alice)).length;
    const body = orderBody(id);
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(body)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(answers.filter(({ outcome }) => outcome === 'stored')).toHaveLength(1);
    expect((await eventsOf(alice)).slice(before)).toEqual(['OrderEvent']);
  });

  test('of placed that comes late does not undo completed', async () => {
    const id = await alice.create(buying());
    const filled = {
      status: 'COMPLETED',
      filled: 1,
      orders: [leg({ status: 'COMPLETE', filledQuantity: 2, averagePrice: 1500.5 })],
    };
    const placed = orderBody(id);
    const completed = signed({ ...placed, ...filled, completedDate: '2026-01-05T05:00:00.000Z' });
    await post(completed);
    expect(await post(placed)).toMatchObject({ status: 200 });
    expect(await ordersOf(id)).toMatchObject([
      {
        status: 'COMPLETED',
        isFinal: false,
        legs: [{ filledQuantity: 2, averagePrice: { amount: '1500.50' } }],
      },
    ]);
  });

  test('keeps long ids and every digit of an amount', async () => {
    const id = await alice.create(buying());
    const body = orderBody(id, {
      buyAmount: 0,
      orders: [leg({ exchangeId: 0, filledQuantity: 1, averagePrice: 0, status: 'PARTIAL' })],
    });
    const text = JSON.stringify(body)
      .replace('"buyAmount":0', '"buyAmount":1575.0900000000001')
      .replace('"exchangeId":0', '"exchangeId":1100000012345678901234')
      .replace('"averagePrice":0', '"averagePrice":12345678901234567890.123456789');
    expect(await deliver(app.url, text)).toMatchObject({ status: 200 });
    expect(await ordersOf(id)).toMatchObject([
      {
        buyAmount: { amount: '1575.0900000000001' },
        legs: [
          {
            exchangeOrderId: '1100000012345678901234',
            averagePrice: { amount: '12345678901234567890.123456789' },
          },
        ],
      },
    ]);
  });

  test.each(['top level', 'data'])(
    'of holdings, at %s, is shown as a hint to whom the account is linked',
    async (place) => {
      const id = await alice.create({ intent: 'HOLDINGS_IMPORT' });
      const security = {
        isin: 'INE009A01021',
        name: `Infosys ${place}`,
        nseTicker: 'INFY',
        bseTicker: null,
        holdings: { quantity: 3, averagePrice: 1.5 },
      };
      const flat = {
        securities: [security],
        smallcases: { public: [], private: [] },
        updating: false,
        broker: 'kite',
        snapshotDate: new Date(app.clock.now()).toISOString(),
        lastUpdate: new Date(app.clock.now()).toISOString(),
        transactionId: id,
        smallcaseAuthId: account,
      };
      expect(await post(signed(place === 'data' ? { data: flat } : flat))).toMatchObject({ status: 200 });
      expect(await alice.client.ask(HOLDINGS_OF, { id: null })).toMatchObject({
        holdings: { provenance: 'WEBHOOK', securities: [{ name: `Infosys ${place}`, quantity: '3.00' }] },
      });
    },
  );

  test('of mutual funds is shown without any broker account', async () => {
    const hari = await Player.of(app, 'hari without an account');
    const id = await hari.create({
      intent: 'MF_HOLDINGS_IMPORT',
      mutualFundImport: { fromDate: '2020-01-01', pan: 'ABCTY1234D', phone: '9876543210' },
    });
    await hari.used(id);
    const payload = {
      dtSummary: [
        { folio: 123, scheme: 'A fund', isin: 'INF000A01AA1', closingBalance: 1.5, nav: '78.4213', odd: {} },
      ],
      dtTransaction: [{}],
    };
    expect(await post(signed({ gateway: 'x', data: { transactionId: id, payload } }))).toMatchObject({
      status: 200,
    });
    expect(await hari.client.ask(HOLDINGS_OF, { id: null })).toMatchObject({
      holdings: {
        brokerAccount: null,
        provenance: 'WEBHOOK',
        mutualFunds: [{ folio: '123', fund: 'A fund', units: '1.50', nav: { amount: '78.4213' } }],
      },
    });
    expect(await eventsOf(hari)).toEqual(['HoldingsEvent', 'MutualFundImportEvent']);
  });

  test('of a pending action becomes an event, once', async () => {
    const action = {
      smallcaseAuthId: account,
      scid: 'SCET_0010',
      iscid: 'b'.repeat(24),
      name: 'A smallcase',
      action: 'REBALANCE',
      date: '2026-01-05T00:00:00.000Z',
    };
    const before = (await eventsOf(alice)).length;
    await post(signed(action));
    await post(signed(action));
    expect((await eventsOf(alice)).slice(before)).toEqual(['PendingActionEvent']);
    expect(await alice.client.ask(PENDING_ACTIONS)).toEqual({
      pendingActions: [
        {
          action: 'REBALANCE',
          rawAction: 'REBALANCE',
          iscid: 'b'.repeat(24),
          scid: 'SCET_0010',
          name: 'A smallcase',
        },
      ],
    });
  });

  test('for a transaction of one viewer and an account of another is applied to neither', async () => {
    const mallory = await Player.of(app, 'mallory');
    const id = await mallory.create(buying());
    expect(await post(orderBody(id))).toMatchObject({ status: 200 });
    expect((await mallory.transaction(id)).orders).toEqual([]);
  });

  test('cannot move a batch to another transaction', async () => {
    const [first, second] = [await alice.create(buying()), await alice.create(buying())];
    const body = orderBody(first);
    await post(body);
    expect(await post(signed({ ...body, transactionId: second }))).toMatchObject({ status: 200 });
    expect(await ordersOf(second)).toEqual([]);
    expect(await ordersOf(first)).toHaveLength(1);
  });

  test('with an amount that is no number is kept and changes nothing', async () => {
    const id = await alice.create(buying());
    expect(await post(orderBody(id, { buyAmount: { nested: true } }))).toMatchObject({ status: 200 });
    expect((await ordersOf(id)).every((order) => order.buyAmount === null)).toBe(true);
  });

  test('may come sixteen times with one proof; a seventeenth body is refused', async () => {
    const id = await alice.create(buying());
    const body = orderBody(id);
    const answers: WebhookAnswer[] = [];
    for (let n = 0; n < 17; n += 1) answers.push(await post({ ...body, variant: n }));
    expect(answers.slice(0, 16).map(({ status }) => status)).toEqual(Array.from({ length: 16 }, () => 200));
    expect(answers[16]).toMatchObject({ status: 429, outcome: 'WEBHOOK_LIMITED' });
    expect(Number(answers[16]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await post({ ...body, variant: 3 })).toMatchObject({ status: 200, outcome: 'repeated' });
  });
});

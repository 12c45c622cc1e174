import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import { startApp, type TestApp } from '../support/app.js';
import { CREATE_TRANSACTION, HOLDINGS_OF, ORDER_IDS } from '../support/documents.js';
import { buying, Player, type Wanted } from '../support/player.js';

const LIMIT_PRICES = graphql(/* GraphQL */ `
  query LimitPrices {
    orders { edges { node { legs { orderType limitPrice { amount } } } } }
  }
`);

const WHAT_IS_KEPT = graphql(/* GraphQL */ `
  query WhatIsKept {
    transactions { edges { node { id rawStatus timeline { to anomaly } } } }
  }
`);

const FUNDS_IMPORT: Wanted = {
  intent: 'MF_HOLDINGS_IMPORT',
  mutualFundImport: { fromDate: '2020-01-01', pan: 'ABCTY1234D', phone: '9876543210' },
};
const ACCOUNT_TOKEN = 'lep-ok-1';

/** Intents that need nothing but a linked account, with what they come to. */
const INTENTS: readonly (readonly [name: string, input: Wanted, end: object])[] = [
  ['CONNECT', { intent: 'CONNECT' }, {}],
  ['TRANSACTION with securities', buying(), { orders: [{ status: 'COMPLETED', isFinal: true }] }],
  [
    'TRANSACTION with a basket of both sides',
    {
      intent: 'TRANSACTION',
      securities: [
        { ticker: 'TCS', quantity: 3, side: 'BUY' },
        { ticker: 'SBIN', quantity: 1, side: 'SELL' },
      ],
    },
    {
      orders: [
        {
          status: 'COMPLETED',
          legs: [
            { symbol: 'TCS', filledQuantity: 3 },
            { symbol: 'SBIN', filledQuantity: 1 },
          ],
        },
      ],
    },
  ],
  [
    'TRANSACTION with a limit order',
    {
      intent: 'TRANSACTION',
      securities: [{ ticker: 'TCS', quantity: 1, side: 'BUY', orderType: 'LIMIT', limitPrice: '90000.05' }],
    },
    { orders: [{ legs: [{ symbol: 'TCS', quantity: 1 }] }] },
  ],
  [
    'TRANSACTION of which the user chooses everything',
    { intent: 'TRANSACTION', securities: [{ ticker: 'INFY' }] },
    { orders: [{ status: 'COMPLETED', legs: [{ symbol: 'INFY', quantity: 1 }] }] },
  ],
  [
    'TRANSACTION of a smallcase',
    { intent: 'TRANSACTION', smallcaseOrder: { type: 'BUY', scid: 'SCET_0010' } },
    { orders: [{ status: 'COMPLETED', isFinal: true, provenance: 'CONFIRMED' }] },
  ],
  ['HOLDINGS_IMPORT', { intent: 'HOLDINGS_IMPORT' }, {}],
  [
    'FETCH_FUNDS',
    { intent: 'FETCH_FUNDS' },
    { funds: { amount: expect.stringMatching(/^\d+\.\d\d$/), currency: 'INR' } },
  ],
  ['AUTHORISE_HOLDINGS', { intent: 'AUTHORISE_HOLDINGS' }, {}],
  ['SUBSCRIPTION', { intent: 'SUBSCRIPTION', subscription: { scid: 'SCET_0010' } }, {}],
];

describe.each(['normal', 'lost'])('with webhooks %s, every intent reaches its end:', (mode) => {
  let app: TestApp;
  let alice: Player;

  beforeAll(async () => {
    app = await startApp();
    alice = await Player.of(app, 'alice');
    await alice.connect(ACCOUNT_TOKEN);
    await app.emulator.control.webhooks(mode);
  });

  afterAll(async () => {
    await app.close();
  });

  test.each(INTENTS)('%s', async (_name, input, end) => {
    const id = await alice.create(input);
    expect(await alice.complete(id)).toMatchObject({ ok: true });
    const state = await alice.polled(id);
    expect(state).toMatchObject({
      status: 'COMPLETED',
      provenance: 'CONFIRMED',
      error: null,
      isExpired: false,
      ...end,
    });
    expect(state.intent).toBe(input.intent);
    if (input.intent !== 'TRANSACTION') expect(state.orders).toEqual([]);
    if (input.intent !== 'FETCH_FUNDS') expect(state.funds).toBeNull();
  });

  test('HOLDINGS_IMPORT with mutual funds', async () => {
    const id = await alice.create({
      intent: 'HOLDINGS_IMPORT',
      holdingsImport: { includeMutualFunds: true },
    });
    await alice.complete(id);
    await alice.polled(id);
    const held = () => alice.client.ask(HOLDINGS_OF, { id: null });
    const { holdings } = await alice.eventually(
      held,
      (state) => (state.holdings?.mutualFunds.length ?? 0) > 0 && state.holdings?.provenance === 'CONFIRMED',
    );
    expect(holdings).toMatchObject({
      brokerAccount: {},
      securities: expect.anything(),
      provenance: 'CONFIRMED',
    });
  });

  test('ONBOARDING, with an account that can be linked', async () => {
    const newcomer = await Player.of(app, `newcomer-${mode}`);
    const id = await newcomer.create({ intent: 'ONBOARDING' });
    const token = await newcomer.sdkToken(id, `lep-ok-${mode === 'lost' ? 91 : 92}`);
    expect(await newcomer.polled(id)).toMatchObject({ status: 'COMPLETED', provenance: 'CONFIRMED' });
    expect(await newcomer.link(token)).toMatchObject({ __typename: 'BrokerAccount' });
  });
});

describe('a queued after-market order', () => {
  test('is read as soon as CANCEL_AMO of its smallcase is over, without a webhook', async () => {
    const app = await startApp();
    try {
      const omar = await Player.of(app, 'omar');
      await omar.connect('lep-amo');
      const bought = await omar.create({
        intent: 'TRANSACTION',
        smallcaseOrder: { type: 'BUY', scid: 'SCET_0010' },
      });
      const answer = await omar.complete(bought);
      const iscid = answer.ok ? String(answer.result.iscid) : '';
      await app.clock.advance(11_000);
      const status = (id: string, wanted: string) =>
        omar.eventually(
          () => omar.transaction(id),
          (transaction) => transaction.status === wanted,
        );
      await status(bought, 'PROCESSING');
      await app.emulator.control.webhooks('lost');
      const cancelled = await omar.create({ intent: 'CANCEL_AMO', investment: { iscid } });
      expect(await omar.complete(cancelled)).toMatchObject({ ok: true });
      await app.clock.advance(11_000);
      await status(cancelled, 'COMPLETED');
      expect(await status(bought, 'COMPLETED')).toMatchObject({
        orders: [{ status: 'UNFILLED', isFinal: true }],
      });
    } finally {
      await app.close();
    }
  });
});

describe('a limit order the market has not reached', () => {
  test('stays open with its price, and ends when the hourly read finds it filled', async () => {
    const app = await startApp();
    try {
      const gita = await Player.of(app, 'gita');
      const id = await gita.create({
        intent: 'TRANSACTION',
        securities: [{ ticker: 'TCS', quantity: 1, side: 'BUY', orderType: 'LIMIT', limitPrice: '100.05' }],
      });
      expect(await gita.complete(id)).toMatchObject({ ok: false, error: { code: 4006 } });
      const open = await gita.eventually(
        () => gita.transaction(id),
        ({ status }) => status === 'PROCESSING',
      );
      expect(open).toMatchObject({ isExpired: false, orders: [{ status: 'PLACED', isFinal: false }] });
      expect(await gita.client.ask(LIMIT_PRICES)).toEqual({
        orders: { edges: [{ node: { legs: [{ orderType: 'LIMIT', limitPrice: { amount: '100.05' } }] } }] },
      });
      await app.emulator.control.webhooks('lost');
      await app.clock.jump(2 * 3_601_000);
      expect(await gita.settled(id)).toMatchObject({
        status: 'COMPLETED',
        orders: [{ status: 'COMPLETED', isFinal: true }],
      });
    } finally {
      await app.close();
    }
  });
});

describe('a mutual-fund import', () => {
  test('is shown without any broker account, and asked for once', async () => {
    const app = await startApp();
    try {
      const hari = await Player.of(app, 'hari');
      const id = await hari.create(FUNDS_IMPORT);
      expect(await hari.complete(id)).toMatchObject({ ok: true });
      expect(await hari.settled(id)).toMatchObject({ status: 'COMPLETED' });
      const held = () => hari.client.ask(HOLDINGS_OF, { id: null });
      const { holdings } = await hari.eventually(held, (state) => state.holdings !== null);
      expect(holdings).toMatchObject({
        brokerAccount: null,
        provenance: 'WEBHOOK',
        securities: [],
        mutualFunds: [{ isin: 'INF000A01AA1', nav: { amount: '78.4213' } }],
      });
      const state = JSON.stringify(await hari.client.ask(WHAT_IS_KEPT));
      expect(state).not.toMatch(/ABCTY1234D|9876543210/);
    } finally {
      await app.close();
    }
  });
});

describe('a cancellation', () => {
  let app: TestApp;
  let bela: Player;

  beforeAll(async () => {
    app = await startApp();
    bela = await Player.of(app, 'bela');
    await bela.connect('lep-slow-1');
  });

  afterAll(async () => {
    await app.close();
  });

  const cancel = (orderId: string, symbol = 'INFY'): Wanted => ({
    intent: 'CANCEL_ORDER',
    cancelOrder: { orderId, symbol },
  });

  test('ends an open leg of an own order', async () => {
    const id = await bela.create(buying());
    expect(await bela.complete(id)).toMatchObject({ ok: false, error: { code: 4006 } });
    const placed = await bela.eventually(
      () => bela.transaction(id),
      ({ orders }) => orders.length > 0,
    );
    const cancelId = await bela.create(cancel(placed.orders[0]?.id ?? ''));
    expect(await bela.complete(cancelId)).toMatchObject({ ok: true });
    expect(await bela.polled(cancelId)).toMatchObject({ status: 'COMPLETED' });
    expect(await bela.settled(id)).toMatchObject({
      status: 'COMPLETED',
      orders: [
        {
          status: 'UNFILLED',
          isFinal: true,
          legs: [{ status: 'CANCELLED', filledQuantity: 0, averagePrice: null }],
        },
      ],
    });
  });

  test('of a leg that is not open fails at the broker', async () => {
    const id = await bela.create(buying());
    await bela.complete(id);
    await app.clock.advance(31_000);
    const [order] = (await bela.settled(id)).orders;
    const cancelId = await bela.create(cancel(order?.batchId ?? ''));
    expect(await bela.complete(cancelId)).toMatchObject({ ok: false });
    expect(await bela.polled(cancelId)).toMatchObject({ status: 'ERRORED', error: { message: 'no_order' } });
    expect((await bela.transaction(id)).orders).toEqual([order]);
  });

  test('needs an order of one’s own', async () => {
    const carol = await Player.of(app, 'carol');
    await carol.connect('lep-ok-3');
    const [own] = (await bela.client.ask(ORDER_IDS)).orders?.edges ?? [];
    const input = { ...cancel(own?.node?.id ?? ''), idempotencyKey: 'k' };
    expect(await carol.client.refused(CREATE_TRANSACTION, { input })).toEqual(['NOT_FOUND']);
  });
});

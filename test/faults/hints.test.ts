import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import type { HeldNowQuery } from '../generated/graphql.js';
import { startApp, type TestApp } from '../support/app.js';
import { HOLDINGS_OF, ORDER_IDS, present } from '../support/documents.js';
import { authIdIn, buying, Player } from '../support/player.js';
import { until } from '../support/until.js';
import { batch, deliver, leg, newBatchId, signed } from '../support/webhook.js';
import { figure } from '../support/faults.js';
import { openInbox, type TestInbox } from './inbox.js';

type Body = Readonly<Record<string, unknown>>;

let app: TestApp;
let inbox: TestInbox;

beforeAll(async () => {
  app = await startApp();
  inbox = openInbox(app.dataDir);
  // The tests send; upstream only answers reads.
  await app.emulator.control.webhooks('lost');
});

afterAll(async () => {
  inbox.close();
  await app.close();
});

/** Makes upstream refuse reads with a status that opens no breaker. */
async function blockReads(isBlocked: boolean): Promise<void> {
  const rule = { path: '/engine/', status: 400 };
  await app.emulator.control.faults(isBlocked ? [rule] : []);
}

async function corrections(): Promise<number> {
  const text = await (await fetch(`${app.url}/metrics`)).text();
  return Number(/^dwar_hints_corrected_total (\d+)$/m.exec(text)?.[1]);
}

/** Returns upstream's own body of this kind for a transaction. */
async function genuine(transactionId: string, kind: string): Promise<Body> {
  const all = await app.emulator.control.deliveries();
  const own = all.find((delivery) => delivery.transactionId === transactionId && delivery.kind === kind);
  if (own === undefined) throw new Error(`upstream made no ${kind}`);
  return own.body;
}

/** Delivers a body with a valid checksum. Returns the outcome. */
async function send(body: Body): Promise<string> {
  const text = JSON.stringify(signed(body));
  expect(await deliver(app.url, text)).toMatchObject({ status: 200 });
  return inbox.stateOf(text);
}

const legsOf = (body: Body) => body.orders as readonly Body[];

/** Changes of a completed order's body that the checksum does not cover. */
const TAMPERINGS: readonly (readonly [name: string, change: (body: Body) => Body])[] = [
  ['another amount', (body) => ({ ...body, buyAmount: 1_000_000 })],
  ['another end', (body) => ({ ...body, status: 'UNFILLED' })],
  [
    'another share',
    (body) => ({ ...body, orders: legsOf(body).map((one) => ({ ...one, tradingsymbol: 'IDEA' })) }),
  ],
  [
    'the other side',
    (body) => ({ ...body, orders: legsOf(body).map((one) => ({ ...one, transactionType: 'SELL' })) }),
  ],
  [
    'more shares',
    (body) => ({
      ...body,
      orders: legsOf(body).map((one) => ({ ...one, quantity: 90, filledQuantity: 90 })),
    }),
  ],
  [
    'another price',
    (body) => ({ ...body, orders: legsOf(body).map((one) => ({ ...one, averagePrice: 0.05 })) }),
  ],
  [
    'a leg more',
    (body) => ({
      ...body,
      orders: [...legsOf(body), leg({ status: 'COMPLETE', filledQuantity: 2, averagePrice: 7 })],
    }),
  ],
  ['no leg', (body) => ({ ...body, orders: [] })],
  [
    'another order id',
    (body) => ({ ...body, orders: legsOf(body).map((one) => ({ ...one, exchangeOrderId: '1' })) }),
  ],
];

describe('a tampered body under a valid checksum', () => {
  test.each(TAMPERINGS)(
    'with %s is shown as a hint, then corrected by the read and counted',
    async (_name, change) => {
      const alice = await Player.of(app, 'alice');
      await blockReads(true);
      const id = await alice.create(buying(2));
      await alice.complete(id, 'lep-ok');
      const before = await corrections();
      expect(await send(change(await genuine(id, 'order.completed')))).toBe('APPLIED');
      expect((await alice.transaction(id)).orders).toMatchObject([{ provenance: 'WEBHOOK', isFinal: false }]);
      await blockReads(false);
      await app.clock.jump(601_000);
      expect((await alice.settled(id)).orders).toMatchObject([
        {
          status: 'COMPLETED',
          provenance: 'CONFIRMED',
          isFinal: true,
          legs: [{ symbol: 'INFY', status: 'COMPLETE', quantity: 2, filledQuantity: 2 }],
        },
      ]);
      expect(await corrections()).toBe(before + 1);
    },
  );

  test('with another batch id is retracted and counted, and the genuine order remains', async () => {
    const alice = await Player.of(app, 'alice');
    await blockReads(true);
    const id = await alice.create(buying(2));
    await alice.complete(id, 'lep-ok');
    const before = await corrections();
    const batchId = newBatchId();
    expect(await send({ ...(await genuine(id, 'order.completed')), batchId })).toBe('APPLIED');
    expect((await alice.transaction(id)).orders).toMatchObject([{ batchId, provenance: 'WEBHOOK' }]);
    await blockReads(false);
    await app.clock.jump(601_000);
    const { orders } = await alice.settled(id);
    expect(orders).toHaveLength(1);
    expect(orders[0]).toMatchObject({ provenance: 'CONFIRMED', isFinal: true });
    expect(orders[0]?.batchId).not.toBe(batchId);
    expect(await corrections()).toBe(before + 1);
  });

  test('about an unused transaction is retracted when that transaction expires', async () => {
    const alice = await Player.of(app, 'alice');
    const id = await alice.create(buying(2));
    await send({ ...batch(newBatchId()), transactionId: id, smallcaseAuthId: 'a'.repeat(24) });
    expect((await alice.transaction(id)).orders).toMatchObject([{ provenance: 'WEBHOOK' }]);
    // A read that began before it expires takes nothing back: the one that is planned after it does.
    await until('the order is retracted', async () => {
      await app.clock.jump(361_000);
      return (await alice.transaction(id)).orders.length === 0;
    });
    expect(await alice.transaction(id)).toMatchObject({ orders: [], isExpired: true });
    // Reported again for a transaction that is final, it is retracted at once.
    await send({ ...batch(newBatchId()), transactionId: id, smallcaseAuthId: 'a'.repeat(24) });
    await alice.eventually(
      () => alice.transaction(id),
      (shown) => shown.orders.length === 0,
    );
  });

  test('about an order of a transaction that places none is not applied', async () => {
    const alice = await Player.of(app, 'alice');
    const id = await alice.create({ intent: 'CONNECT' });
    const body = { ...batch(newBatchId()), transactionId: id, smallcaseAuthId: 'a'.repeat(24) };
    expect(await send(body)).toBe('ANOMALY');
    expect((await alice.transaction(id)).orders).toEqual([]);
  });
});

const HELD = graphql(/* GraphQL */ `
  query HeldNow { holdings { provenance snapshotAt securities { quantity } } }
`);
const FAR_FUTURE = '2099-12-31T23:59:59.999Z';

const fromTheFuture = (body: Body): Body => ({
  ...body,
  snapshotDate: FAR_FUTURE,
  lastUpdate: FAR_FUTURE,
  securities: (body.securities as readonly Body[]).map((one) => ({
    ...one,
    holdings: { quantity: 9_999, averagePrice: 1 },
  })),
});

describe('holdings from the year 2099', () => {
  test('are a hint that the read corrects, and do not block later snapshots', async () => {
    const carol = await Player.of(app, 'carol');
    await carol.connect('lep-ok-71');
    await blockReads(true);
    const id = await carol.create({ intent: 'HOLDINGS_IMPORT' });
    await carol.complete(id);
    const before = await corrections();
    const body = await genuine(id, 'holdings');
    expect(await send(fromTheFuture(body))).toBe('APPLIED');
    expect(await held(carol)).toMatchObject({ provenance: 'WEBHOOK', snapshotAt: FAR_FUTURE });
    await blockReads(false);
    await app.clock.jump(601_000);
    const read = await carol.eventually(
      () => held(carol),
      (shown) => shown?.provenance === 'CONFIRMED',
    );
    expect(read?.snapshotAt).not.toBe(FAR_FUTURE);
    expect(read?.securities.some(({ quantity }) => quantity === '9999.00')).toBe(false);
    expect(await corrections()).toBe(before + 1);
    // Sent again, they change nothing.
    await send(fromTheFuture(body));
    expect(await held(carol)).toEqual(read);
  });

  test('are not applied for a transaction that imports nothing', async () => {
    const dave = await Player.of(app, 'dave');
    const { authId } = await dave.connect('lep-ok-72');
    const id = await dave.create(buying());
    const body = { securities: [], smallcases: {}, snapshotDate: FAR_FUTURE, lastUpdate: FAR_FUTURE };
    expect(await send({ ...body, transactionId: id, smallcaseAuthId: authId })).toBe('ANOMALY');
    expect(await dave.client.ask(HOLDINGS_OF, { id: null })).toEqual({ holdings: null });
  });

  test('do not outlive the read when their import failed', async () => {
    const erin = await Player.of(app, 'erin');
    const { authId } = await erin.connect('lep-ok-73');
    // Imported by a guest to whom the account is not linked: Dwar knows nothing of it.
    const guest = await Player.of(app, 'a guest');
    const first = await guest.create({ intent: 'HOLDINGS_IMPORT' });
    await guest.complete(first, 'lep-ok-73');
    const id = await erin.create({ intent: 'HOLDINGS_IMPORT' });
    await erin.complete(id, 'lep-ok-73', { leave: 'after-login' });
    const forged = fromTheFuture(await genuine(first, 'holdings'));
    expect(await send({ ...forged, transactionId: id, smallcaseAuthId: authId })).toBe('APPLIED');
    await app.clock.advance(11_000);
    const read = await erin.eventually(
      () => held(erin),
      (shown) => shown?.provenance === 'CONFIRMED',
    );
    expect(read?.snapshotAt).not.toBe(FAR_FUTURE);
    expect(read?.securities).not.toEqual([]);
  });

  test('have no effect for an account that was never imported', async () => {
    const peggy = await Player.of(app, 'peggy');
    const { authId } = await peggy.connect('lep-ok-78');
    const id = await peggy.create({ intent: 'HOLDINGS_IMPORT' });
    const security = {
      isin: 'INE009A01021',
      name: 'Infosys',
      holdings: { quantity: 9_999, averagePrice: 1 },
    };
    const body = { securities: [security], smallcases: {}, snapshotDate: FAR_FUTURE, lastUpdate: FAR_FUTURE };
    const before = await corrections();
    await send({ ...body, transactionId: id, smallcaseAuthId: authId });
    expect(await held(peggy)).toMatchObject({ provenance: 'WEBHOOK', snapshotAt: FAR_FUTURE });
    // The read that finds the import expired is planned when the one before it has ended.
    await until('a read has corrected the hint', async () => {
      await app.clock.jump(120_000);
      return (await held(peggy))?.provenance === 'CONFIRMED';
    });
    expect(await held(peggy)).toEqual({ provenance: 'CONFIRMED', snapshotAt: null, securities: [] });
    expect(await corrections()).toBe(before + 1);
  });
});

test('holdings of an account that did not use the import are retracted, and later ones are not shown', async () => {
  const pat = await Player.of(app, 'pat');
  const other = await pat.connect('lep-ok-81');
  await pat.connect('lep-ok-82');
  await blockReads(true);
  const id = await pat.create({ intent: 'HOLDINGS_IMPORT', asGuest: true });
  await pat.complete(id, 'lep-ok-82');
  const forged = fromTheFuture(await genuine(id, 'holdings'));
  const sendForged = () => send({ ...forged, transactionId: id, smallcaseAuthId: other.authId });
  const shown = async () => (await pat.client.ask(HOLDINGS_OF, { id: other.id })).holdings;
  expect(await sendForged()).toBe('APPLIED');
  expect(await shown()).toMatchObject({ provenance: 'WEBHOOK' });
  await blockReads(false);
  await app.clock.jump(601_000);
  const read = await pat.eventually(shown, (holdings) => holdings?.provenance === 'CONFIRMED');
  expect(read?.securities).toEqual([]);
  expect(await held(pat)).toMatchObject({ provenance: 'CONFIRMED', securities: expect.anything() });
  expect(await sendForged()).toBe('ANOMALY');
  expect((await shown())?.securities).toEqual([]);
});

async function held(player: Player): Promise<HeldNowQuery['holdings']> {
  return (await player.client.ask(HELD)).holdings;
}

describe('a delivery that names one viewer’s transaction and another viewer’s account', () => {
  test('is applied to neither of them, before or after a read decides', async () => {
    const [frank, grace] = await Promise.all([Player.of(app, 'frank'), Player.of(app, 'grace')]);
    await frank.connect('lep-ok-74');
    const { authId } = await grace.connect('lep-ok-75');
    const order = await frank.create(buying());
    const holdings = await frank.create({ intent: 'HOLDINGS_IMPORT' });
    const snapshot = { securities: [], smallcases: {}, updating: false, snapshotDate: FAR_FUTURE };
    expect(await send({ ...batch(newBatchId()), transactionId: order, smallcaseAuthId: authId })).toBe(
      'ANOMALY',
    );
    expect(await send({ ...snapshot, transactionId: holdings, smallcaseAuthId: authId })).toBe('ANOMALY');
    const nothing = async () => {
      expect((await frank.transaction(order)).orders).toEqual([]);
      expect(await orderCount(grace)).toBe(0);
      expect([await held(frank), await held(grace)]).toEqual([null, null]);
    };
    await nothing();
    await frank.complete(order, 'lep-ok-74');
    await app.clock.jump(601_000);
    expect((await frank.settled(order)).orders).toMatchObject([
      { status: 'COMPLETED', provenance: 'CONFIRMED' },
    ]);
    expect(await orderCount(grace)).toBe(0);
    expect([await held(frank), await held(grace)]).toEqual([null, null]);
  });

  test('shows the orders of a guest transaction that another user completed to its creator alone', async () => {
    const [heidi, ivan] = await Promise.all([Player.of(app, 'heidi'), Player.of(app, 'ivan')]);
    const id = await heidi.create({ ...buying(), asGuest: true });
    const { authId } = await ivan.connect('lep-ok-77');
    await blockReads(true);
    const token = await heidi.sdkToken(id, 'lep-ok-77');
    expect(authIdIn(token)).toBe(authId);
    expect(await send(await genuine(id, 'order.completed'))).toBe('ANOMALY');
    expect((await heidi.transaction(id)).orders).toEqual([]);
    await blockReads(false);
    await app.clock.jump(601_000);
    expect((await heidi.settled(id)).orders).toMatchObject([{ provenance: 'CONFIRMED' }]);
    expect(await orderCount(ivan)).toBe(0);
  });
});

async function orderCount(player: Player): Promise<number> {
  const { orders } = await player.client.ask(ORDER_IDS);
  return present(orders).edges.length;
}

const REPORT = graphql(/* GraphQL */ `
  mutation ReportHint($input: ReportTransactionOutcomeInput!) {
    reportTransactionOutcome(input: $input) {
      ... on Transaction { status error { code provenance isRetryable } }
    }
  }
`);

describe('a reported outcome', () => {
  test.each([4003, 4006])(
    'of %s forbids a retry until a read decides, as an order may exist',
    async (errorCode) => {
      const judy = await Player.of(app, 'judy');
      await blockReads(true);
      const id = await judy.create(buying());
      await judy.complete(id, 'lep-cancel');
      const answer = await judy.client.ask(REPORT, { input: { transactionId: id, errorCode } });
      const reported = { code: errorCode, provenance: 'REPORTED', isRetryable: false };
      expect(answer).toEqual({ reportTransactionOutcome: { status: 'INITIALIZED', error: reported } });
      await app.clock.jump(61_000);
      expect(await judy.transaction(id)).toMatchObject({ status: 'INITIALIZED', error: reported });
      await blockReads(false);
      await app.clock.jump(601_000);
      expect(await judy.settled(id)).toMatchObject({
        status: 'ERRORED',
        orders: [],
        error: { code: 1012, provenance: 'CONFIRMED', isRetryable: true },
      });
    },
  );

  test('starts a read at once, which finds the order that was reported as failed', async () => {
    const judy = await Player.of(app, 'judy');
    const id = await judy.create(buying());
    await judy.complete(id, 'lep-ok');
    const before = (await app.emulator.control.requests('transactiondetails')).length;
    await judy.client.ask(REPORT, { input: { transactionId: id, errorCode: 4003 } });
    expect(await judy.settled(id)).toMatchObject({
      status: 'COMPLETED',
      error: null,
      orders: [{ status: 'COMPLETED', isFinal: true }],
    });
    expect((await app.emulator.control.requests('transactiondetails')).length).toBeGreaterThan(before);
  });
});

describe('a poison delivery', () => {
  test('is attempted five times, blocks no other, ends DEAD, and succeeds when replayed without its cause', async () => {
    const mallory = await Player.of(app, 'mallory');
    const id = await mallory.create(buying());
    const orderOf = (batchId: string) =>
      JSON.stringify(signed({ ...batch(batchId), transactionId: id, smallcaseAuthId: 'e'.repeat(24) }));
    const [poisoned, ...others] = Array.from({ length: 10 }, newBatchId) as [string, ...string[]];
    await inbox.poison(poisoned);
    const text = orderOf(poisoned);
    const answers = await Promise.all([text, ...others.map(orderOf)].map((each) => deliver(app.url, each)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect((await mallory.transaction(id)).orders).toHaveLength(others.length);
    const tries = [inbox.failuresOf(text)];
    for (const seconds of [1, 4, 16, 64]) {
      await app.clock.advance(seconds * 1000 + 100);
      await inbox.until(() => inbox.failuresOf(text) > (tries.at(-1) as number));
      tries.push(inbox.failuresOf(text));
    }
    figure('tries of a poison delivery until it is given up', tries.at(-1) ?? 0);
    expect(tries).toEqual([1, 2, 3, 4, 5]);
    expect(inbox.stateOf(text)).toBe('DEAD');
    await app.clock.jump(100_000);
    expect(inbox.stateOf(text)).toBe('DEAD');
    await inbox.cure();
    expect(await inbox.replay(app.clock.now(), text)).toBe(1);
    await app.clock.advance(3_000);
    await inbox.until(() => inbox.stateOf(text) === 'APPLIED');
    expect((await mallory.transaction(id)).orders).toHaveLength(others.length + 1);
  });

  test('that waits for its transaction does not prevent its creation', async () => {
    const niaj = await Player.of(app, 'niaj');
    const transactionId = `TRX_${'d'.repeat(32)}`;
    const [poisoned, sound] = [newBatchId(), newBatchId()];
    await inbox.poison(poisoned);
    const waiting = { transactionId, smallcaseAuthId: 'e'.repeat(24) };
    expect(await send({ ...batch(poisoned), ...waiting })).toBe('UNMATCHED');
    expect(await send({ ...batch(sound), ...waiting })).toBe('UNMATCHED');
    expect(await createdAs(niaj, transactionId)).toBe(transactionId);
    const { orders } = await niaj.eventually(
      () => niaj.transaction(transactionId),
      (shown) => shown.orders.length > 0,
    );
    expect(orders).toMatchObject([{ batchId: sound }]);
    await inbox.cure();
  });

  test('does not keep the hundred others that wait for the same transaction from being applied', async () => {
    const olivia = await Player.of(app, 'olivia');
    const transactionId = `TRX_${'f'.repeat(32)}`;
    const batchIds = Array.from({ length: 120 }, newBatchId);
    const waiting = { transactionId, smallcaseAuthId: 'e'.repeat(24) };
    await Promise.all(batchIds.map((batchId) => send({ ...batch(batchId), ...waiting })));
    await createdAs(olivia, transactionId);
    await olivia.eventually(
      async () => (await olivia.transaction(transactionId)).ordersCount,
      (orders) => orders === batchIds.length,
    );
  });

  /** Creates a transaction to which upstream gives this id. */
  async function createdAs(player: Player, transactionId: string): Promise<string> {
    const expireAt = new Date(app.clock.now() + 300_000).toISOString();
    const body = { success: true, errors: null, data: { transactionId, expireAt } };
    await app.emulator.control.faults([
      { path: 'gatewaytest/transaction', body, times: 1 },
      { path: '/engine/', status: 400 },
    ]);
    const id = await player.create(buying());
    await app.emulator.control.faults([]);
    return id;
  }
});

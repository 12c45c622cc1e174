import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import { startApp, type TestApp } from '../support/app.js';
import { EVENT_LOG, HOLDINGS_OF, present, TRANSACTION_ID } from '../support/documents.js';
import { authIdIn, buying, Player, type Wanted } from '../support/player.js';
import { batch, deliver, newBatchId, signed } from '../support/webhook.js';

const ACCOUNT = 'a'.repeat(24);
const ORDER_HINTS = graphql(/* GraphQL */ `
  subscription FollowOrderHints {
    events { ... on OrderEvent { order { status provenance isFinal legs { filledQuantity } } } }
  }
`);

const RETRACTIONS = graphql(/* GraphQL */ `
  subscription FollowRetractions($id: ID!) {
    orderUpdated(transactionId: $id) {
      __typename
      ... on OrderRetracted { orderId }
      ... on OrderEvent { order { id batchId } }
    }
  }
`);

const RESUMED_ORDER = graphql(/* GraphQL */ `
  subscription ResumeOrder($id: ID!, $after: String) {
    orderUpdated(orderId: $id, after: $after) {
      __typename
      ... on StreamPosition { cursor }
      ... on OrderRetracted { orderId }
    }
  }
`);

const ORDER_ID = graphql(/* GraphQL */ `
  query OrderId($id: ID!) { order(id: $id) { id } }
`);

/** The log without what a read reports about the transaction itself. */
async function eventsOf(player: Player): Promise<string[]> {
  const { events } = await player.client.ask(EVENT_LOG);
  return present(events)
    .edges.map(({ node }) => present(node).__typename)
    .filter((name) => name !== 'TransactionEvent');
}

describe('a delivery that arrives before its subject is known', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp();
  });

  afterAll(async () => {
    await app.close();
  });

  test('is applied when its transaction becomes known', async () => {
    const bela = await Player.of(app, 'bela');
    await app.emulator.control.webhooks('lost');
    const transactionId = `TRX_${'c'.repeat(32)}`;
    const expireAt = new Date(app.clock.now() + 300_000).toISOString();
    const body = { success: true, errors: null, data: { transactionId, expireAt } };
    await app.emulator.control.faults([{ path: '/transaction', body, times: 1 }]);
    const early = signed({ ...batch(newBatchId()), transactionId, smallcaseAuthId: ACCOUNT });
    expect(await deliver(app.url, early)).toMatchObject({ status: 200 });
    expect(await bela.client.ask(TRANSACTION_ID, { id: transactionId })).toEqual({ transaction: null });
    expect(await bela.create(buying())).toBe(transactionId);
    expect((await bela.transaction(transactionId)).orders).toMatchObject([
      { status: 'PLACED', provenance: 'WEBHOOK' },
    ]);
    expect(await eventsOf(bela)).toEqual(['OrderEvent']);
    await app.emulator.control.faults([]);
    await app.emulator.control.webhooks('normal');
  });

  test('is applied when its account is linked', async () => {
    const carol = await Player.of(app, 'carol');
    const id = await carol.create({ intent: 'HOLDINGS_IMPORT' });
    const token = await carol.sdkToken(id, 'lep-ok-9');
    await carol.settled(id);
    expect(await carol.client.ask(HOLDINGS_OF, { id: null })).toEqual({ holdings: null });
    await carol.link(token);
    const { holdings } = await carol.client.ask(HOLDINGS_OF, { id: null });
    expect(holdings).toMatchObject({ brokerAccount: {}, securities: expect.anything() });
    const held = () => carol.client.ask(HOLDINGS_OF, { id: null });
    await carol.eventually(held, (account) => account.holdings?.provenance === 'CONFIRMED');
  });
});

describe('what a webhook hints', () => {
  let app: TestApp;
  let dora: Player;

  beforeAll(async () => {
    app = await startApp();
    dora = await Player.of(app, 'dora');
  });

  afterAll(async () => {
    await app.close();
  });

  test('is corrected by the read when it was tampered with', async () => {
    await app.emulator.control.webhooks('tamper');
    const updates = dora.client.subscribe(ORDER_HINTS);
    await updates.next();
    const id = await dora.create(buying(2));
    await dora.complete(id);
    const first = await updates.until(({ events }) => 'order' in events);
    expect(first.events).toMatchObject({ order: { provenance: 'WEBHOOK' } });
    const last = await updates.until(({ events }) => 'order' in events && events.order.isFinal);
    expect(last.events).toMatchObject({
      order: { status: 'COMPLETED', provenance: 'CONFIRMED', legs: [{ filledQuantity: 2 }] },
    });
    const { orders } = await dora.settled(id);
    expect(orders).toMatchObject([{ provenance: 'CONFIRMED', legs: [{ quantity: 2, filledQuantity: 2 }] }]);
    await app.emulator.control.webhooks('normal');
  });

  test('is retracted when the read of the settled transaction does not contain it', async () => {
    const id = await dora.create(buying(4));
    const sdkToken = await dora.sdkToken(id, 'lep-ok');
    await dora.settled(id);
    const smallcaseAuthId = authIdIn(sdkToken);
    const updates = dora.client.subscribe(RETRACTIONS, { id });
    await updates.next();
    const batchId = newBatchId();
    await deliver(app.url, signed({ ...batch(batchId), transactionId: id, smallcaseAuthId }));
    const update = await updates.next();
    expect(update.orderUpdated).toMatchObject({ __typename: 'OrderEvent', order: { batchId } });
    const orderId = Buffer.from(`Order:${batchId}`).toString('base64url');
    expect(await updates.next()).toEqual({ orderUpdated: { __typename: 'OrderRetracted', orderId } });
    expect(await dora.client.ask(ORDER_ID, { id: batchId })).toEqual({
      order: null,
    });
    expect((await dora.transaction(id)).orders).toHaveLength(1);
    // Delivered again, it stays gone: only a read could bring it back.
    await deliver(app.url, signed({ ...batch(batchId), transactionId: id, smallcaseAuthId }));
    expect((await dora.transaction(id)).orders).toHaveLength(1);
  });

  describe('of an order, when it was retracted without a follower', () => {
    let batchId: string;
    let after: string;
    const retracted = () => ({
      orderUpdated: {
        __typename: 'OrderRetracted',
        orderId: Buffer.from(`Order:${batchId}`).toString('base64url'),
      },
    });

    beforeAll(async () => {
      await app.emulator.control.faults([{ path: 'transactiondetails', status: 400 }]);
      const id = await dora.create(buying(5));
      await dora.complete(id, 'lep-cancel');
      batchId = newBatchId();
      await deliver(app.url, signed({ ...batch(batchId), transactionId: id, smallcaseAuthId: ACCOUNT }));
      const stream = dora.client.subscribe(RESUMED_ORDER, { id: batchId });
      const { orderUpdated: position } = await stream.next();
      after = 'cursor' in position ? position.cursor : '';
      stream.stop();
      await app.emulator.control.faults([]);
      await app.clock.advance(601_000);
      await dora.settled(id);
    });

    test('is taken back for who resumes over WebSocket', async () => {
      const stream = dora.client.subscribe(RESUMED_ORDER, { id: batchId, after });
      expect(await stream.next()).toEqual(retracted());
      stream.stop();
    });

    test('is taken back for who resumes over SSE', async () => {
      const response = await fetch(`${app.url}/graphql/stream`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'text/event-stream',
          authorization: `Bearer ${dora.client.token}`,
          'last-event-id': after,
        },
        body: JSON.stringify({ query: RESUMED_ORDER.toString(), variables: { id: batchId } }),
      });
      let text = '';
      for await (const chunk of response.body ?? []) {
        text += Buffer.from(chunk).toString();
        if (text.includes('data: ') && text.endsWith('\n\n')) break;
      }
      expect(text).toContain(JSON.stringify({ data: retracted() }));
    });

    test('does not exist for a new follower, nor ever for another viewer', async () => {
      const mallory = await Player.of(app, 'mallory');
      const begun = dora.client.subscribe(RESUMED_ORDER, { id: batchId });
      expect(await begun.failure()).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
      for (const variables of [
        { id: batchId, after },
        { id: batchId, after: 'none' },
        { id: newBatchId(), after },
      ]) {
        const foreign = mallory.client.subscribe(RESUMED_ORDER, variables);
        expect(await foreign.failure()).toEqual(await begun.failure());
      }
    });
  });

  test('of an earlier mutual-fund import stands behind a later one', async () => {
    const erik = await Player.of(app, 'erik');
    await app.emulator.control.webhooks('lost');
    const wanted: Wanted = {
      intent: 'MF_HOLDINGS_IMPORT',
      mutualFundImport: { fromDate: '2020-01-01', pan: 'ABCTY1234D', email: 'erik@example.com' },
    };
    const [earlier, later] = [await erik.create(wanted), await erik.create(wanted)];
    for (const id of [earlier, later]) await erik.used(id);
    const tell = (transactionId: string, folio: string) =>
      deliver(
        app.url,
        signed({ gateway: 'x', data: { transactionId, payload: { dtSummary: [{ folio }] } } }),
      );
    const folios = async () => {
      const { holdings } = await erik.client.ask(HOLDINGS_OF);
      return present(holdings).mutualFunds.map(({ folio }) => folio);
    };
    for (const [id, folio, shown] of [
      [earlier, 'old', ['old']],
      [later, 'new', ['new', 'old']],
      [earlier, 'same', ['new', 'same']],
      [earlier, 'new', ['new']],
    ] as const) {
      expect(await tell(id, folio)).toMatchObject({ status: 200, outcome: 'stored' });
      expect(await folios()).toEqual(shown);
    }
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import { startApp, type TestApp } from '../support/app.js';
import { CREATE_TRANSACTION, HOLDINGS_OF, present } from '../support/documents.js';
import { authIdIn, buying, Player } from '../support/player.js';
import { changeOf, fold, holdingsKey, type RevisedEvent, revisedLog, seqOf } from '../support/revisions.js';
import { batch, deliver, newBatchId, signed } from '../support/webhook.js';

const STATE = graphql(/* GraphQL */ `
  query RevisedState {
    transactions(first: 40) { edges { node { id revision orders(first: 3) { id revision } } } }
    orders(first: 40) { edges { node { id revision transaction { id revision } } } }
    holdings { revision brokerAccount { id } }
    viewer { cursor brokerAccounts { id } }
  }
`);
const ONE_EACH = graphql(/* GraphQL */ `
  query OneRevisionEach($transaction: ID!, $order: ID!) {
    transaction(id: $transaction) { revision }
    order(id: $order) { revision }
    first: node(id: $transaction) { ... on Transaction { revision } }
    second: node(id: $order) { ... on Order { revision } }
  }
`);
const HOLDINGS_REVISION = graphql(/* GraphQL */ `
  query RevisionOfHoldings($id: ID) { holdings(brokerAccountId: $id) { revision } }
`);
const REPORT = graphql(/* GraphQL */ `
  mutation ReportRevised($id: ID!, $code: Int, $token: String) {
    reportTransactionOutcome(input: { transactionId: $id, errorCode: $code, smallcaseAuthToken: $token }) {
      ... on Transaction { id revision error { code } }
    }
  }
`);
const REFRESH = graphql(/* GraphQL */ `
  mutation RefreshRevised($id: ID!) {
    refreshTransaction(id: $id) { ... on Transaction { id revision status } }
  }
`);
const REFRESH_HOLDINGS = graphql(/* GraphQL */ `
  mutation RefreshRevisedHoldings {
    refreshHoldings { ... on Holdings { revision brokerAccount { id } } }
  }
`);
const CREATE = graphql(/* GraphQL */ `
  mutation CreateRevised($input: CreateTransactionInput!) {
    createTransaction(input: $input) {
      __typename
      ... on Transaction { id revision }
      ... on PossibleDuplicate { transaction { id revision } }
    }
  }
`);
const UNLINK = graphql(/* GraphQL */ `
  mutation UnlinkRevised($id: ID!) { unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename } }
`);
const FOLLOW_ORDER = graphql(/* GraphQL */ `
  subscription FollowRevisedOrder($id: ID!) {
    orderUpdated(orderId: $id) { ... on StreamPosition { cursor } ... on OrderEvent { cursor order { revision } } }
  }
`);
const FOLLOW_TRANSACTION = graphql(/* GraphQL */ `
  subscription FollowRevisedTransaction($id: ID!) {
    transactionUpdated(transactionId: $id) {
      ... on StreamPosition { cursor }
      ... on TransactionEvent { cursor transaction { revision } }
    }
  }
`);
const FOLLOW = graphql(/* GraphQL */ `
  subscription FollowRevised($after: String) { events(after: $after) { ...RevisedParts } }
`);

let app: TestApp;
let alice: Player;

beforeAll(async () => {
  app = await startApp();
  alice = await Player.of(app, 'alice');
});

afterAll(() => app.close());

/** The state and the log of the same moment: no event came between the two reads. */
async function stateWithLog(player = alice) {
  for (;;) {
    const state = await player.client.ask(STATE);
    const log = await revisedLog(player.client);
    if (seqOf(log.at(-1)?.cursor ?? '') === seqOf(present(state.viewer).cursor)) return { state, log };
  }
}

/** Every object that a query shows, with its revision. One that it shows twice must have the same in both places. */
function shownIn({ transactions, orders, holdings }: Awaited<ReturnType<typeof stateWithLog>>['state']) {
  const shown = new Map<string, number>();
  const note = (key: string, revision: number) => {
    expect([key, shown.get(key) ?? revision]).toEqual([key, revision]);
    shown.set(key, revision);
  };
  for (const { node } of present(transactions).edges) {
    note(present(node).id, present(node).revision);
    for (const order of present(node).orders) note(order.id, order.revision);
  }
  for (const { node } of present(orders).edges) {
    note(present(node).id, present(node).revision);
    const { id, revision } = present(present(node).transaction);
    note(id, revision);
  }
  if (holdings !== null) note(holdingsKey(holdings.brokerAccount), holdings.revision);
  return shown;
}

/** Checks that a query shows each object as its last event has it, and that each event has its own number. */
async function expectSame(player = alice): Promise<RevisedEvent[]> {
  const { state, log } = await stateWithLog(player);
  for (const event of log) {
    const change = changeOf(event);
    if (change !== null)
      expect([event.__typename, change.revision]).toEqual([event.__typename, seqOf(event.cursor)]);
  }
  const known = fold(log);
  const imported = known.get(holdingsKey(null)) ?? 0;
  for (const [key, revision] of shownIn(state)) {
    const expected = key.startsWith('holdings') ? Math.max(known.get(key) ?? 0, imported) : known.get(key);
    expect([key, revision]).toEqual([key, expected]);
  }
  return log;
}

/** Waits until the holdings of an account were read: no later read of the import changes them. */
const confirmed = (player: Player, id: string) =>
  player.eventually(
    () => player.client.ask(HOLDINGS_OF, { id }),
    ({ holdings }) => holdings?.provenance === 'CONFIRMED',
  );

/** How many of these kinds of event there are. */
const countOf = (log: readonly RevisedEvent[], type: RevisedEvent['__typename']) =>
  log.filter((event) => event.__typename === type).length;

describe('the revision of an object is that of its last event', () => {
  test('when a transaction is created, and when its creation is repeated or refused as a duplicate', async () => {
    const input = { idempotencyKey: 'k1', ...buying() };
    const first = (await alice.client.ask(CREATE, { input })).createTransaction;
    expect((await alice.client.ask(CREATE, { input })).createTransaction).toEqual(first);
    const again = await alice.client.ask(CREATE, { input: { ...input, idempotencyKey: 'k2' } });
    if (first?.__typename !== 'Transaction') throw new Error('it was not created');
    const { id, revision } = first;
    expect(again.createTransaction).toMatchObject({ transaction: { id, revision } });
    const log = await expectSame();
    expect([revision, log.map(changeOf)]).toEqual([1, [{ key: id, revision }]]);
  });

  test('when its outcome is reported, with a token or without, and when the report changes nothing', async () => {
    const id = await alice.create(buying());
    const report = async (code: number | null, token: string | null = null) =>
      present((await alice.client.ask(REPORT, { id, code, token })).reportTransactionOutcome);
    const reported = await report(1010);
    expect(reported).toMatchObject({ error: { code: 1010 } });
    expect(fold(await expectSame()).get(reported.id)).toBe(reported.revision);
    const head = (await revisedLog(alice.client)).length;
    expect((await report(1010)).revision).toBe(reported.revision);
    expect((await report(null, 'no token of Gateway')).revision).toBe(reported.revision);
    expect(await expectSame()).toHaveLength(head);
  });

  test('when its order is placed and filled, by webhooks and by reads', async () => {
    const { transactionId, order } = await alice.bought();
    const log = await expectSame();
    expect(countOf(log, 'OrderEvent')).toBeGreaterThan(1);
    const transaction = present(await alice.transaction(transactionId)).id;
    const known = fold(log);
    const [ofTransaction, ofOrder] = [known.get(transaction), known.get(order.id)];
    expect(await alice.client.ask(ONE_EACH, { transaction, order: order.id })).toEqual({
      transaction: { revision: ofTransaction },
      order: { revision: ofOrder },
      first: { revision: ofTransaction },
      second: { revision: ofOrder },
    });
    const { refreshTransaction } = await alice.client.ask(REFRESH, { id: transaction });
    expect(refreshTransaction).toMatchObject({ revision: ofTransaction, status: 'COMPLETED' });
  });

  test('when a stream begins with the present state of one object', async () => {
    const { transactionId, order } = await alice.bought();
    const transaction = present(await alice.transaction(transactionId)).id;
    // Another event, so that the head of the log is beyond both.
    await alice.create(buying());
    const known = fold(await expectSame());
    const orders = alice.client.subscribe(FOLLOW_ORDER, { id: order.id });
    const position = await orders.next();
    expect(await orders.next()).toEqual({
      orderUpdated: {
        cursor: 'cursor' in position.orderUpdated && position.orderUpdated.cursor,
        order: { revision: known.get(order.id) },
      },
    });
    orders.stop();
    const transactions = alice.client.subscribe(FOLLOW_TRANSACTION, { id: transaction });
    await transactions.next();
    expect(await transactions.next()).toMatchObject({
      transactionUpdated: { transaction: { revision: known.get(transaction) } },
    });
    transactions.stop();
  });

  test('when an order is retracted: the retraction has a greater one than the order had', async () => {
    const id = await alice.create(buying(4));
    const sdkToken = await alice.sdkToken(id, 'lep-ok');
    await alice.settled(id);
    const updates = alice.client.subscribe(FOLLOW);
    await updates.next();
    const batchId = newBatchId();
    const smallcaseAuthId = authIdIn(sdkToken);
    await deliver(app.url, signed({ ...batch(batchId), transactionId: id, smallcaseAuthId }));
    const { events: placed } = await updates.until(({ events }) => events.__typename === 'OrderEvent');
    const { events: gone } = await updates.until(({ events }) => events.__typename === 'OrderRetracted');
    updates.stop();
    expect(present(changeOf(gone)).key).toBe(present(changeOf(placed)).key);
    expect(present(changeOf(gone)).revision).toBeGreaterThan(present(changeOf(placed)).revision);
    expect(fold(await expectSame()).has(present(changeOf(gone)).key)).toBe(false);
  });

  test('when a transaction fails, and when its order waits for the opening of the market', async () => {
    const failed = await alice.create(buying());
    await alice.complete(failed, 'lep-cancel');
    await alice.polled(failed);
    await expectSame();
    const waiting = await alice.create(buying());
    await alice.complete(waiting, 'lep-amo');
    await app.clock.advance(11_000);
    await alice.eventually(
      () => alice.transaction(waiting),
      ({ status }) => status !== 'INITIALIZED',
    );
    await expectSame();
  });

  test('when holdings are imported, read again, unlinked and imported after the account is linked again', async () => {
    const bea = await Player.of(app, 'bea');
    const account = await bea.connect('lep-ok-7');
    const revisionOf = async (id: string | null) =>
      (await bea.client.ask(HOLDINGS_REVISION, { id })).holdings?.revision ?? null;
    expect(await revisionOf(account.id)).toBeNull();
    const importing = async () => {
      const id = await bea.create({ intent: 'HOLDINGS_IMPORT' });
      await bea.complete(id);
      await bea.settled(id);
      await confirmed(bea, account.id);
    };
    await importing();
    const known = fold(await expectSame(bea));
    expect(await revisionOf(account.id)).toBe(known.get(holdingsKey(account)));
    const { refreshHoldings } = await bea.client.ask(REFRESH_HOLDINGS);
    expect(refreshHoldings).toEqual({
      revision: fold(await expectSame(bea)).get(holdingsKey(account)),
      brokerAccount: { id: account.id },
    });
    const before = present(await revisionOf(null));
    await bea.client.ask(UNLINK, { id: account.id });
    expect([await revisionOf(account.id), await revisionOf(null)]).toEqual([null, null]);
    expect(fold(await revisedLog(bea.client)).has(holdingsKey(account))).toBe(false);
    await bea.link(account.sdkToken);
    await importing();
    await expectSame(bea);
    expect(present(await revisionOf(null))).toBeGreaterThan(before);
  });

  test('when mutual funds are imported, with an account or without, and what came last of both counts', async () => {
    const carl = await Player.of(app, 'carl');
    const input = { intent: 'MF_HOLDINGS_IMPORT', mutualFundImport: { pan: 'ABCTY1234D' } };
    const importing = async () => {
      const seen = countOf(await revisedLog(carl.client), 'HoldingsEvent');
      const id = await carl.create(input);
      await carl.complete(id);
      await carl.polled(id);
      await carl.eventually(
        () => revisedLog(carl.client),
        (log) => countOf(log, 'HoldingsEvent') > seen,
      );
    };
    await importing();
    await expectSame(carl);
    await importing();
    await expectSame(carl);
    const account = await carl.connect('lep-ok-8');
    const ofAccount = await carl.create({ intent: 'HOLDINGS_IMPORT' });
    await carl.complete(ofAccount);
    await carl.settled(ofAccount);
    await confirmed(carl, account.id);
    const [imported, held] = [
      fold(await expectSame(carl)),
      await carl.client.ask(HOLDINGS_REVISION, { id: account.id }),
    ];
    expect(held.holdings?.revision).toBe(imported.get(holdingsKey(account)));
    await importing();
    const known = fold(await expectSame(carl));
    expect((await carl.client.ask(HOLDINGS_REVISION, { id: account.id })).holdings?.revision).toBe(
      known.get(holdingsKey(null)),
    );
    expect(known.get(holdingsKey(null))).toBeGreaterThan(known.get(holdingsKey(account)) ?? 0);
  });
});

describe('Viewer.cursor', () => {
  test('is where a stream misses nothing and repeats nothing', async () => {
    const { state } = await stateWithLog();
    const after = present(state.viewer).cursor;
    const stream = alice.client.subscribe(FOLLOW, { after });
    const id = await alice.create(buying());
    const { events } = await stream.next();
    expect(events).toMatchObject({ transaction: { id: present(await alice.transaction(id)).id } });
    expect(seqOf(events.cursor)).toBe(seqOf(after) + 1);
    stream.stop();
  });

  test('of a viewer to whom nothing has happened is the beginning of the log', async () => {
    const zoe = await Player.of(app, 'zoe');
    const state = await zoe.client.ask(STATE);
    expect(seqOf(present(state.viewer).cursor)).toBe(0);
    const stream = zoe.client.subscribe(FOLLOW, { after: present(state.viewer).cursor });
    await zoe.client.ask(CREATE_TRANSACTION, { input: { idempotencyKey: 'z', ...buying() } });
    expect((await stream.next()).events).toMatchObject({ transaction: { revision: 1 } });
    stream.stop();
  });

  test('is refused without a token', async () => {
    expect(await app.anonymous().refused(STATE)).toContain('UNAUTHENTICATED');
  });
});

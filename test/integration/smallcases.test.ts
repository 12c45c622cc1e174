import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import type { BoughtStateQuery } from '../generated/graphql.js';
import { startApp, type TestApp } from '../support/app.js';
import { CREATE_TRANSACTION, present, REPORT_OUTCOME } from '../support/documents.js';
import { authIdIn, globalId, Player, type Wanted } from '../support/player.js';
import { partnerOf } from '../unit/emulator/partner.js';

graphql(/* GraphQL */ `
  fragment SmallcaseParts on SmallcaseRef { scid iscid name provenance }
`);

graphql(/* GraphQL */ `
  fragment BoughtOrder on Order {
    batchId status isFinal variety label originalLabel
    smallcase { ...SmallcaseParts }
    brokerAccount { id }
    legs { symbol side quantity filledQuantity }
  }
`);

graphql(/* GraphQL */ `
  fragment BoughtTransaction on Transaction {
    gatewayTransactionId status notes signup
    error { code }
    smallcase { ...SmallcaseParts }
    sip { isActive action amount { amount } frequency kind nextAt iscid scid }
    request {
      securitiesCount
      securities { ticker quantity side exchange orderType limitPrice { amount } }
      smallcaseOrder { type scid iscid }
      iscid
    }
    brokerAccount { id }
    actsOn { batchId transaction { gatewayTransactionId } }
    orders { ...BoughtOrder }
  }
`);

const STATE = graphql(/* GraphQL */ `
  query BoughtState($id: ID!) { transaction(id: $id) { ...BoughtTransaction } }
`);

const FOLLOW = graphql(/* GraphQL */ `
  subscription FollowBought {
    events {
      __typename
      ... on TransactionEvent { transaction { ...BoughtTransaction } }
      ... on OrderEvent { order { ...BoughtOrder } }
    }
  }
`);

const UNLINK = graphql(/* GraphQL */ `
  mutation UnlinkBought($id: ID!) {
    unlinkBrokerAccount(input: { brokerAccountId: $id }) { __typename }
  }
`);

type State = NonNullable<BoughtStateQuery['transaction']>;

const SCID = 'SCET_0010';
const ordering = (type: string, ids: object = { scid: SCID }): Wanted =>
  ({ intent: 'TRANSACTION', smallcaseOrder: { type, ...ids } }) as Wanted;

const stateOf = async (player: Player, id: string) =>
  present((await player.client.ask(STATE, { id })).transaction);

/** Waits for the planned read that shows the outcome. */
async function finished(player: Player, id: string): Promise<State> {
  await player.app.clock.advance(11_000);
  return await player.eventually(
    () => stateOf(player, id),
    ({ status, orders }) =>
      !['INITIALIZED', 'USED', 'PROCESSING'].includes(status) && orders.every(({ isFinal }) => isFinal),
  );
}

async function done(player: Player, input: Wanted): Promise<State> {
  const id = await player.create(input);
  await player.complete(id);
  return await finished(player, id);
}

/** What Gateway answers of a transaction to its partner. */
const upstream = (app: TestApp, id: string) => partnerOf(app.emulator).details(id);

/** The legs of the first batch at Gateway, as GraphQL shows them. */
function legsOf(details: { success: { data: { batches: { orders: Record<string, unknown>[] }[] } } }) {
  return details.success.data.batches[0]?.orders.map((leg) => ({
    symbol: leg.tradingsymbol,
    side: leg.transactionType,
    quantity: leg.quantity,
    filledQuantity: leg.filledQuantity,
  }));
}

const sides = (state: State) => (state.orders[0]?.legs ?? []).map(({ side }) => side);
const onlySells = (state: State) => new Set(sides(state)).has('SELL') && !sides(state).includes('BUY');
const onlyBuys = (state: State) => new Set(sides(state)).has('BUY') && !sides(state).includes('SELL');
const both = (state: State) => sides(state).includes('BUY') && sides(state).includes('SELL');

interface Row {
  readonly name: string;
  readonly type: string;
  readonly named: 'iscid' | 'scid';
  readonly isRight: (state: State) => boolean;
  readonly login?: string;
  /** An order between the BUY and this one. */
  readonly before?: string;
  readonly originalLabel?: string;
  readonly status?: string;
}

const ROWS: readonly Row[] = [
  { name: 'INVESTMORE by iscid', type: 'INVESTMORE', named: 'iscid', isRight: onlyBuys },
  { name: 'INVESTMORE by scid', type: 'INVESTMORE', named: 'scid', isRight: onlyBuys },
  { name: 'SIP', type: 'SIP', named: 'iscid', isRight: onlyBuys },
  { name: 'REBALANCE', type: 'REBALANCE', named: 'iscid', isRight: both },
  { name: 'MANAGE', type: 'MANAGE', named: 'iscid', isRight: both },
  { name: 'RECONCILIATION', type: 'RECONCILIATION', named: 'iscid', isRight: both, before: 'REBALANCE' },
  { name: 'PARTIALEXIT', type: 'PARTIALEXIT', named: 'iscid', isRight: onlySells },
  { name: 'EXIT by iscid', type: 'EXIT', named: 'iscid', isRight: onlySells },
  { name: 'EXIT by scid', type: 'EXIT', named: 'scid', isRight: onlySells },
  {
    name: 'FIX of a partial BUY',
    type: 'FIX',
    named: 'iscid',
    isRight: onlyBuys,
    login: 'lep-partial',
    originalLabel: 'BUY',
    status: 'PARTIALLYFILLED',
  },
];

let app: TestApp;
let accounts = 0;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.close());

/** A viewer with a new account, and what they have bought. */
async function investor(login = 'lep-ok') {
  accounts += 1;
  const player = await Player.of(app, `investor-${accounts}`);
  const account = await player.connect(`${login}-${accounts}`);
  const bought = await done(player, { ...ordering('BUY'), notes: 'corr-1' });
  return { player, account, bought, iscid: present(bought.smallcase?.iscid) };
}

describe('a smallcase order is read back as Gateway has it, and pushed:', () => {
  test('BUY', async () => {
    const { player, account, bought } = await investor();
    const details = await upstream(app, bought.gatewayTransactionId);
    const { scid, iscid, name } = details.success.data;
    const smallcase = { scid, iscid, name, provenance: 'CONFIRMED' };
    expect(bought).toMatchObject({
      status: 'COMPLETED',
      notes: 'corr-1',
      signup: details.success.signup,
      smallcase,
      sip: null,
      actsOn: null,
      request: {
        securitiesCount: 0,
        securities: [],
        smallcaseOrder: { type: 'BUY', scid: SCID, iscid: null },
      },
      brokerAccount: { id: account.id },
      orders: [
        {
          label: 'BUY',
          originalLabel: 'BUY',
          smallcase,
          brokerAccount: { id: account.id },
          legs: legsOf(details),
        },
      ],
    });
    expect(onlyBuys(bought)).toBe(true);
    await player.client.ask(UNLINK, { id: account.id });
    expect(await stateOf(player, bought.gatewayTransactionId)).toMatchObject({
      smallcase,
      brokerAccount: null,
      orders: [{ smallcase, brokerAccount: null }],
    });
  });

  test.each(ROWS)('$name', async (row) => {
    const { player, iscid } = await investor(row.login);
    if (row.before !== undefined) await done(player, ordering(row.before, { iscid }));
    const events = player.client.subscribe(FOLLOW);
    await events.next();
    const ids = row.named === 'iscid' ? { iscid } : { scid: SCID };
    const state = await done(player, ordering(row.type, ids));
    const details = await upstream(app, state.gatewayTransactionId);
    const smallcase = { ...details.success.data, provenance: 'CONFIRMED' };
    const order = {
      label: row.type,
      originalLabel: row.originalLabel ?? row.type,
      status: row.status ?? 'COMPLETED',
      isFinal: true,
      smallcase: { scid: SCID, iscid, name: smallcase.name, provenance: 'CONFIRMED' },
      legs: legsOf(details),
    };
    expect(state).toMatchObject({
      status: 'COMPLETED',
      smallcase: order.smallcase,
      request: { smallcaseOrder: { type: row.type, scid: null, iscid: null, ...ids } },
      orders: [order],
    });
    expect([row.name, row.isRight(state)]).toEqual([row.name, true]);
    const pushed: unknown[] = [];
    while (pushed.length < 2) {
      const { events: event } = await events.next();
      if (event.__typename === 'TransactionEvent' && event.transaction.smallcase !== null)
        pushed.push(event.transaction);
      if (event.__typename === 'OrderEvent') pushed.push(event.order);
    }
    events.stop();
    expect(pushed).toContainEqual(
      expect.objectContaining({ status: 'COMPLETED', smallcase: order.smallcase }),
    );
    expect(pushed).toContainEqual(expect.objectContaining(order));
  });

  test('EXIT sells exactly the shares that BUY, INVESTMORE and REBALANCE left', async () => {
    const { player, bought, iscid } = await investor();
    const all = [bought];
    for (const type of ['INVESTMORE', 'REBALANCE', 'EXIT'])
      all.push(await done(player, ordering(type, { iscid })));
    const left = new Map<string, number>();
    for (const { symbol, side, filledQuantity } of all.flatMap(({ orders }) => orders[0]?.legs ?? []))
      left.set(symbol, (left.get(symbol) ?? 0) + (side === 'BUY' ? 1 : -1) * (filledQuantity ?? 0));
    expect([...left.values()].every((shares) => shares === 0)).toBe(true);
    const input = { ...ordering('EXIT', { iscid }), idempotencyKey: 'again' };
    expect(await player.tryCreate(input)).toMatchObject({ __typename: 'GatewayRefused' });
  });

  test('MANAGE trades what the user edits, and no more than there is', async () => {
    const { player, iscid } = await investor();
    const id = await player.create(ordering('MANAGE', { iscid }));
    const edit = (securities: object[]) => player.complete(id, undefined, { order: { securities } });
    await expect(edit([{ ticker: 'INFY', quantity: 1_000, type: 'SELL' }])).rejects.toThrow('400');
    expect(await edit([{ ticker: 'WIPRO', quantity: 4, type: 'BUY' }])).toMatchObject({ ok: true });
    expect((await finished(player, id)).orders).toMatchObject([
      { legs: [{ symbol: 'WIPRO', side: 'BUY', filledQuantity: 4 }] },
    ]);
  });

  test('an order that needs a repair first is ACTION_REQUIRED, until it is repaired or archived', async () => {
    const { player, iscid } = await investor('lep-partial');
    const blocked = await done(player, ordering('INVESTMORE', { iscid }));
    expect(blocked).toMatchObject({ status: 'ACTION_REQUIRED', smallcase: { iscid }, orders: [] });
    await app.emulator.control.archive(iscid);
    expect(await done(player, ordering('INVESTMORE', { iscid }))).toMatchObject({ status: 'COMPLETED' });
  });

  test('an order archived before it was read is MARKEDCOMPLETE', async () => {
    const { player, iscid } = await investor('lep-reject');
    const id = await player.create(ordering('FIX', { iscid }));
    await player.complete(id);
    await app.emulator.control.archive(iscid);
    expect(await finished(player, id)).toMatchObject({
      orders: [{ status: 'MARKEDCOMPLETE', isFinal: true, label: 'FIX', originalLabel: 'BUY' }],
    });
    await expect(app.emulator.control.archive(iscid)).rejects.toThrow('404');
  });
});

describe('other intents on an investment', () => {
  test('SIP_SETUP shows the SIP', async () => {
    const { player, iscid } = await investor();
    const state = await done(player, { intent: 'SIP_SETUP', investment: { iscid } });
    const { sipDetails } = (await upstream(app, state.gatewayTransactionId)).success.data;
    expect(state).toMatchObject({
      status: 'COMPLETED',
      request: { securitiesCount: 0, smallcaseOrder: null, iscid },
      sip: {
        isActive: sipDetails.sipActive,
        action: sipDetails.sipAction,
        amount: { amount: '5000.00' },
        frequency: sipDetails.frequency,
        kind: sipDetails.sipType,
        nextAt: sipDetails.scheduledDate,
        iscid,
        scid: SCID,
      },
    });
  });

  test('IMR_SETUP shows the investment it is of', async () => {
    const { player, iscid } = await investor();
    const state = await done(player, { intent: 'IMR_SETUP', investment: { iscid } });
    expect(state).toMatchObject({ status: 'COMPLETED', smallcase: { iscid, scid: SCID }, orders: [] });
  });

  test('CANCEL_AMO acts on the queued order of the investment', async () => {
    const player = await Player.of(app, 'queuer');
    const { id: account } = await player.connect('lep-amo-77');
    const id = await player.create(ordering('BUY'));
    await player.complete(id);
    await app.clock.advance(11_000);
    const queued = await player.eventually(
      () => stateOf(player, id),
      ({ orders }) => orders.length > 0,
    );
    const iscid = present(queued.smallcase?.iscid);
    expect(queued).toMatchObject({
      status: 'PROCESSING',
      orders: [{ variety: 'AMO', smallcase: { iscid } }],
    });
    const cancelled = await done(player, { intent: 'CANCEL_AMO', investment: { iscid } });
    expect(cancelled).toMatchObject({
      status: 'COMPLETED',
      actsOn: { batchId: queued.orders[0]?.batchId, transaction: { gatewayTransactionId: id } },
      brokerAccount: { id: account },
    });
    expect(await finished(player, id)).toMatchObject({ orders: [{ status: 'UNFILLED' }] });
    // Now it is not in progress any more.
    const input = { intent: 'CANCEL_AMO', investment: { iscid }, idempotencyKey: 'later' } as const;
    expect(await player.client.refused(CREATE_TRANSACTION, { input })).toEqual(['NOT_FOUND']);
  });

  test('CANCEL_ORDER acts on the order it names', async () => {
    const player = await Player.of(app, 'canceller');
    await player.connect('lep-slow-78');
    const securities = [{ ticker: 'INFY', quantity: 2, side: 'BUY' as const, orderType: 'LIMIT' as const }];
    const asked = { ...securities[0], limitPrice: '1520.50' };
    const id = await player.create({ intent: 'TRANSACTION', securities: [asked] });
    await player.complete(id);
    const placed = await player.eventually(
      () => stateOf(player, id),
      ({ orders }) => orders.length > 0,
    );
    expect(placed).toMatchObject({
      smallcase: null,
      request: {
        securitiesCount: 1,
        securities: [
          {
            ticker: 'INFY',
            quantity: 2,
            side: 'BUY',
            exchange: null,
            orderType: 'LIMIT',
            limitPrice: { amount: '1520.50' },
          },
        ],
        smallcaseOrder: null,
        iscid: null,
      },
      orders: [{ label: null, originalLabel: null, smallcase: null }],
    });
    const orderId = present(placed.orders[0]?.batchId);
    const cancelId = await player.create({
      intent: 'CANCEL_ORDER',
      cancelOrder: { orderId, symbol: 'INFY' },
    });
    expect(await stateOf(player, cancelId)).toMatchObject({
      request: null,
      actsOn: { batchId: orderId, transaction: { gatewayTransactionId: id } },
    });
  });
});

describe('an investment that is not the caller’s', () => {
  const FOLLOW_UPS: readonly [string, (iscid: string) => Wanted][] = [
    ...['INVESTMORE', 'REBALANCE', 'FIX', 'MANAGE', 'EXIT', 'PARTIALEXIT', 'SIP', 'RECONCILIATION'].map(
      (type): [string, (iscid: string) => Wanted] => [type, (iscid) => ordering(type, { iscid })],
    ),
    ['SIP_SETUP', (iscid) => ({ intent: 'SIP_SETUP', investment: { iscid } })],
    ['IMR_SETUP', (iscid) => ({ intent: 'IMR_SETUP', investment: { iscid } })],
  ];

  test.each(FOLLOW_UPS)('is refused to %s like one that does not exist', async (_name, input) => {
    const owner = await investor();
    const other = await investor();
    const answers: unknown[] = [];
    for (const iscid of [owner.iscid, 'c'.repeat(24)])
      answers.push(await other.player.tryCreate(input(iscid)));
    expect(answers[0]).toMatchObject({ __typename: 'GatewayRefused' });
    expect(answers[1]).toEqual(answers[0]);
  });

  test('is NOT_FOUND to CANCEL_AMO, like one that does not exist', async () => {
    const owner = await Player.of(app, 'owner-of-a-queue');
    await owner.connect('lep-amo-91');
    const id = await owner.create(ordering('BUY'));
    await owner.complete(id);
    await app.clock.advance(11_000);
    const queued = await owner.eventually(
      () => stateOf(owner, id),
      ({ smallcase }) => smallcase !== null,
    );
    const { player } = await investor();
    for (const iscid of [present(queued.smallcase?.iscid), 'c'.repeat(24)]) {
      const input = { intent: 'CANCEL_AMO', investment: { iscid }, idempotencyKey: iscid } as const;
      expect(await player.client.refused(CREATE_TRANSACTION, { input })).toEqual(['NOT_FOUND']);
    }
  });

  test('cannot be named by a smallcase that the account never bought', async () => {
    const { player } = await investor();
    const answer = await player.tryCreate(ordering('EXIT', { scid: 'SCET_9999' }));
    expect(answer).toMatchObject({ __typename: 'GatewayRefused' });
  });

  test('has to be named', async () => {
    const { player } = await investor();
    const input = { ...ordering('REBALANCE', {}), idempotencyKey: 'k' };
    expect(await player.client.refused(CREATE_TRANSACTION, { input })).toEqual(['BAD_USER_INPUT']);
  });

  test('lends its account to no order of another viewer', async () => {
    const { account } = await investor();
    const guest = await Player.of(app, 'guest-with-a-foreign-login');
    const id = await guest.create({ ...ordering('BUY'), asGuest: true });
    const token = await guest.sdkToken(id, `lep-ok-${accounts}`);
    expect(globalId('BrokerAccount', authIdIn(token))).toBe(account.id);
    expect(await finished(guest, id)).toMatchObject({
      smallcase: { scid: SCID, provenance: 'CONFIRMED' },
      brokerAccount: null,
      orders: [{ brokerAccount: null }],
    });
  });
});

describe('the value of the SDK in a report', () => {
  test('names the smallcase as REPORTED until a read confirms it', async () => {
    const { player } = await investor();
    const id = await player.create(ordering('BUY'));
    const answer = await player.complete(id);
    if (!answer.ok) throw new Error('the order failed');
    await app.emulator.control.faults([{ path: 'transactiondetails', status: 503 }]);
    const { smallcaseAuthToken: _, ...result } = answer.result;
    const sdkResult = JSON.stringify(result);
    await player.client.ask(REPORT_OUTCOME, { input: { transactionId: id, sdkResult } });
    const smallcase = { scid: SCID, iscid: answer.result.iscid, name: answer.result.name };
    expect(await stateOf(player, id)).toMatchObject({
      smallcase: { ...smallcase, provenance: 'REPORTED' },
      orders: [],
    });
    await app.emulator.control.faults([]);
    expect(await finished(player, id)).toMatchObject({
      smallcase: { ...smallcase, provenance: 'CONFIRMED' },
    });
  });
});

describe('texts of the caller', () => {
  test('lose a PAN, a phone number and an e-mail address', async () => {
    const player = await Player.of(app, 'careless');
    const id = await player.create({
      intent: 'TRANSACTION',
      securities: [{ ticker: 'ABCTY1234D' }],
      notes: 'ABCTY1234D 9876543210 a@example.com',
    });
    const state = await stateOf(player, id);
    expect(JSON.stringify(state)).not.toMatch(/ABCTY1234D|9876543210|example\.com/);
    expect(state).toMatchObject({ notes: expect.any(String), request: { securitiesCount: 1 } });
  });
});

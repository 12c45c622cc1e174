import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import type { WhatCameQuery } from '../generated/graphql.js';
import { startApp, type TestApp } from '../support/app.js';
import { Player, type TransactionView, type Wanted } from '../support/player.js';
import { partnerOf } from '../unit/emulator/partner.js';

/**
 * Every intent with everything that can become of it: created, left to the user at the emulator, read back through GraphQL, pushed to
 * a subscriber, and equal to what Gateway has. Nothing is accepted that leads nowhere.
 */

const FOLLOW = graphql(/* GraphQL */ `
  subscription FollowEnds {
    events {
      __typename
      ... on TransactionEvent { transaction { gatewayTransactionId status } }
    }
  }
`);

const WHAT_CAME = graphql(/* GraphQL */ `
  query WhatCame($id: ID!) {
    transaction(id: $id) { smallcase { iscid } sip { isActive } funds { amount } actsOn { status } }
    holdings { provenance securitiesCount mutualFundsCount }
    mutualFundImports { state foliosCount }
  }
`);

type WhatCame = WhatCameQuery & { readonly transaction: object };

interface Row {
  readonly name: string;
  /** Does what has to come before, and returns what is then wanted. */
  readonly arrange: (player: Player) => Promise<Wanted>;
  /** The broker rejects orders that buy; what sells or places nothing fails as a whole there. */
  readonly buys?: boolean;
  /** The scenario token of an account in which it succeeds. Default: `lep-ok`. */
  readonly login?: string;
  /** What it has come to when it has succeeded and no webhook was lost. */
  readonly leads: object;
  /** What it has come to without webhooks, where that is less. */
  readonly leadsWithoutWebhooks?: object;
}

const SCID = 'SCET_0010';
const only =
  (input: Wanted): Row['arrange'] =>
  async () =>
    input;
const ordering = (type: string, ids: object): Wanted =>
  ({ intent: 'TRANSACTION', smallcaseOrder: { type, ...ids } }) as Wanted;
const trading = (ticker: string, side: 'BUY' | 'SELL'): Wanted => ({
  intent: 'TRANSACTION',
  securities: [{ ticker, quantity: 2, side }],
});

async function buySmallcase(player: Player): Promise<{ readonly id: string; readonly iscid: string }> {
  const id = await player.create(ordering('BUY', { scid: SCID }));
  const answer = await player.complete(id);
  await player.app.clock.advance(11_000);
  await player.eventually(
    () => player.transaction(id),
    ({ orders }) => orders.length > 0,
  );
  const given = answer.ok ? answer.result.iscid : undefined;
  const known = given ?? (await whatCame(player, id)).transaction?.smallcase?.iscid;
  return { id, iscid: String(known) };
}

const onInvestment =
  (make: (iscid: string) => Wanted): Row['arrange'] =>
  async (player) =>
    make((await buySmallcase(player)).iscid);

async function openLimitOrder(player: Player): Promise<string> {
  const id = await player.create({
    intent: 'TRANSACTION',
    securities: [{ ticker: 'TCS', quantity: 1, side: 'BUY', orderType: 'LIMIT', limitPrice: '100.05' }],
  });
  await player.complete(id);
  await player.app.clock.advance(11_000);
  const { orders } = await player.eventually(
    () => player.transaction(id),
    ({ orders: found }) => found.length > 0,
  );
  return String(orders[0]?.id);
}

const OF_SMALLCASE = { transaction: { smallcase: { iscid: expect.any(String) } } };

const ROWS: readonly Row[] = [
  {
    name: 'CONNECT',
    arrange: only({ intent: 'CONNECT' }),
    leads: {},
  },
  { name: 'an order that buys', arrange: only(trading('INFY', 'BUY')), buys: true, leads: {} },
  { name: 'an order that sells', arrange: only(trading('INFY', 'SELL')), leads: {} },
  { name: 'BUY', arrange: only(ordering('BUY', { scid: SCID })), buys: true, leads: OF_SMALLCASE },
  ...['INVESTMORE', 'SIP', 'REBALANCE', 'MANAGE', 'PARTIALEXIT', 'EXIT'].map((type) => ({
    name: type,
    arrange: onInvestment((iscid) => ordering(type, { iscid })),
    leads: OF_SMALLCASE,
  })),
  {
    name: 'RECONCILIATION',
    arrange: async (player) => {
      const { iscid } = await buySmallcase(player);
      // Shares that differ from the smallcase are what it brings back.
      const id = await player.create(ordering('REBALANCE', { iscid }));
      await player.complete(id);
      await player.polled(id);
      return ordering('RECONCILIATION', { iscid });
    },
    leads: OF_SMALLCASE,
  },
  {
    name: 'FIX',
    arrange: onInvestment((iscid) => ordering('FIX', { iscid })),
    login: 'lep-partial',
    leads: OF_SMALLCASE,
  },
  {
    name: 'SIP_SETUP',
    arrange: onInvestment((iscid) => ({ intent: 'SIP_SETUP', investment: { iscid } })),
    leads: { transaction: { sip: { isActive: true } } },
  },
  {
    name: 'IMR_SETUP',
    arrange: onInvestment((iscid) => ({ intent: 'IMR_SETUP', investment: { iscid } })),
    leads: OF_SMALLCASE,
  },
  {
    name: 'CANCEL_AMO',
    arrange: onInvestment((iscid) => ({ intent: 'CANCEL_AMO', investment: { iscid } })),
    login: 'lep-amo',
    leads: { transaction: { actsOn: { status: 'UNFILLED' } } },
  },
  {
    name: 'CANCEL_ORDER',
    arrange: async (player) => ({
      intent: 'CANCEL_ORDER',
      cancelOrder: { orderId: await openLimitOrder(player), symbol: 'TCS' },
    }),
    leads: { transaction: { actsOn: { status: 'UNFILLED' } } },
  },
  {
    name: 'HOLDINGS_IMPORT',
    arrange: only({ intent: 'HOLDINGS_IMPORT' }),
    leads: { holdings: { provenance: 'CONFIRMED', securitiesCount: expect.any(Number) } },
  },
  {
    name: 'MF_HOLDINGS_IMPORT',
    arrange: only({
      intent: 'MF_HOLDINGS_IMPORT',
      mutualFundImport: { fromDate: '2020-01-01', pan: 'ABCTY1234D', phone: '9876543210' },
    }),
    leads: { mutualFundImports: [{ state: 'RECEIVED' }] },
    leadsWithoutWebhooks: { mutualFundImports: [{ state: 'AWAITING_DATA', foliosCount: 0 }] },
  },
  {
    name: 'FETCH_FUNDS',
    arrange: only({ intent: 'FETCH_FUNDS' }),
    leads: { transaction: { funds: { amount: expect.stringMatching(/^\d+\.\d\d$/) } } },
  },
  { name: 'AUTHORISE_HOLDINGS', arrange: only({ intent: 'AUTHORISE_HOLDINGS' }), leads: {} },
  {
    name: 'SUBSCRIPTION',
    arrange: only({ intent: 'SUBSCRIPTION', subscription: { scid: SCID } }),
    leads: {},
  },
  { name: 'ONBOARDING', arrange: only({ intent: 'ONBOARDING' }), leads: {} },
];

let app: TestApp;
let viewers = 0;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.close());

interface Stage {
  readonly player: Player;
  readonly input: Wanted;
}

async function arrange(row: Row): Promise<Stage> {
  await app.emulator.control.webhooks('normal');
  await app.emulator.control.faults([]);
  viewers += 1;
  const player = await Player.of(app, `viewer-${viewers}`);
  await player.connect(`${row.login ?? 'lep-ok'}-${viewers}`);
  return { player, input: await row.arrange(player) };
}

const whatCame = (player: Player, id: string): Promise<WhatCame> =>
  player.client.ask(WHAT_CAME, { id }) as Promise<WhatCame>;

/** Plays the user's part, and returns the transaction once it has ended and a subscriber was shown that. */
async function played(
  { player, input }: Stage,
  part: Readonly<Record<string, string>> = {},
): Promise<TransactionView> {
  const events = player.client.subscribe(FOLLOW);
  await events.next();
  const id = await player.create(input);
  await player.complete(id, undefined, part);
  await app.clock.advance(11_000);
  const ended = await player.eventually(
    () => player.transaction(id),
    ({ status, orders }) =>
      !['INITIALIZED', 'USED', 'PROCESSING'].includes(status) && orders.every(({ isFinal }) => isFinal),
  );
  for (;;) {
    const { events: event } = await events.next();
    if (event.__typename !== 'TransactionEvent') continue;
    const { gatewayTransactionId, status } = event.transaction;
    if (gatewayTransactionId === id && status === ended.status) break;
  }
  events.stop();
  await equalsGateway(ended);
  return ended;
}

/** What GraphQL shows is what Gateway answers its partner. */
async function equalsGateway({ gatewayTransactionId, status, error, orders }: TransactionView) {
  const details = await partnerOf(app.emulator).details(gatewayTransactionId);
  const batches = details.success?.data?.batches ?? [];
  expect({
    status,
    code: error?.code ?? null,
    orders: orders.map(({ batchId, status: of }) => [batchId, of]),
  }).toEqual({
    status: details.status,
    code: details.error?.code ?? null,
    orders: batches.map((batch: { batchId: string; status: string }) => [batch.batchId, batch.status]),
  });
}

describe.each(ROWS)('$name', (row) => {
  test('succeeds', async () => {
    const stage = await arrange(row);
    const ended = await played(stage);
    expect(ended).toMatchObject({ status: 'COMPLETED', provenance: 'CONFIRMED', error: null });
    await untilItLeads(stage.player, ended, row.leads);
  });

  test('is left by the user', async () => {
    const ended = await played(await arrange(row), { leave: 'chooser' });
    expect(ended).toMatchObject({
      status: 'ERRORED',
      error: { code: 1010, kind: 'USER_CHOICE', isRetryable: true, provenance: 'CONFIRMED' },
      orders: [],
    });
  });

  test('fails at the broker', async () => {
    const stage = await arrange(row);
    const ended = await played(stage, { scenario: row.buys === true ? 'lep-reject' : 'lep-apierror' });
    expect(ended).toMatchObject(
      row.buys === true
        ? {
            status: 'COMPLETED',
            orders: [
              {
                status: 'UNFILLED',
                legs: expect.arrayContaining([expect.objectContaining({ status: 'REJECTED' })]),
              },
            ],
          }
        : { status: 'ERRORED', error: { code: 2000, kind: 'RETRY', isRetryable: true }, orders: [] },
    );
  });

  test('is refused by Gateway', async () => {
    const { player, input } = await arrange(row);
    const before = await transactions();
    const body = { success: false, errors: ['not for this partner'], data: null };
    await app.emulator.control.faults([{ path: '/gateway/', status: 403, body }]);
    expect(await player.tryCreate(input)).toMatchObject({ __typename: 'GatewayRefused' });
    expect(await transactions()).toEqual(before);
  });

  test('succeeds though its webhooks are lost', async () => {
    const stage = await arrange(row);
    await app.emulator.control.webhooks('lost');
    const ended = await played(stage);
    expect(ended).toMatchObject({ status: 'COMPLETED', provenance: 'CONFIRMED', error: null });
    await untilItLeads(stage.player, ended, row.leadsWithoutWebhooks ?? row.leads);
  });

  test('is created once, and ends, though Gateway cannot be reached for a while', async () => {
    const stage = await arrange(row);
    const input = { ...stage.input, idempotencyKey: 'one press' };
    await app.emulator.control.faults([{ path: '/gateway/', status: 503, times: 1 }]);
    expect(await stage.player.tryCreate(input)).toMatchObject({ isRetryable: expect.any(Boolean) });
    const before = await transactions();
    const id = await stage.player.create(input);
    await stage.player.complete(id);
    await app.emulator.control.faults([{ path: '/engine/transactiondetails', status: 503, times: 2 }]);
    await app.clock.advance(11_000);
    expect(await stage.player.transaction(id)).toMatchObject({ status: 'INITIALIZED', error: null });
    await app.clock.advance(120_000);
    const ended = await stage.player.settled(id);
    expect(ended).toMatchObject({ status: 'COMPLETED', provenance: 'CONFIRMED', error: null });
    await equalsGateway(ended);
    expect((await transactions()).length).toBe(before.length + 1);
  });
});

/** Ids of all transactions at Gateway. */
async function transactions(): Promise<readonly string[]> {
  const calls = await app.emulator.control.requests('/gateway/');
  return calls.filter(({ status }) => status === 200).map(({ at }) => at);
}

/** What it leads to may be read or sent after the transaction itself. */
async function untilItLeads(player: Player, { gatewayTransactionId }: TransactionView, leads: object) {
  const fits = (state: WhatCame) => {
    try {
      expect(state).toMatchObject(leads);
      return true;
    } catch {
      return false;
    }
  };
  await player.eventually(() => whatCame(player, gatewayTransactionId), fits);
}

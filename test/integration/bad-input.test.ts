import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import type { TypedDocumentString } from '../generated/graphql.js';
import { startApp, type TestApp } from '../support/app.js';
import { CREATE_TRANSACTION } from '../support/documents.js';
import { Player } from '../support/player.js';

const buy = { ticker: 'INFY', quantity: 1, side: 'BUY' };
const order = (...securities: object[]) => ({ intent: 'TRANSACTION', securities });
const smallcase = (smallcaseOrder: object) => ({ intent: 'TRANSACTION', smallcaseOrder });
const funds = (more: object) => ({
  intent: 'MF_HOLDINGS_IMPORT',
  mutualFundImport: { fromDate: '2020-01-01', pan: 'ABCTY1234D', ...more },
});
const SECRET = 'marker-4711';

/** Input that the service refuses, with the argument at fault. */
const REFUSED: readonly (readonly [argument: string, input: object])[] = [
  ['input.idempotencyKey', { idempotencyKey: '', intent: 'CONNECT' }],
  ['input.idempotencyKey', { idempotencyKey: 'x'.repeat(256), intent: 'CONNECT' }],
  ['input.idempotencyKey', { idempotencyKey: 'a\u0000b', intent: 'CONNECT' }],
  ['input.notes', { intent: 'CONNECT', notes: 'x'.repeat(257) }],
  ['input.notes', { intent: 'CONNECT', notes: '' }],
  ['input.securities', { intent: 'TRANSACTION' }],
  ['input.securities', order()],
  ['input.securities', order(...Array.from({ length: 101 }, (_, n) => ({ ticker: `T${n}` })))],
  ['input.securities', { intent: 'CONNECT', securities: [buy] }],
  ['input.smallcaseOrder', { ...order(buy), smallcaseOrder: { type: 'BUY', scid: 'SCET_0010' } }],
  ['input.securities[0].ticker', order({ ticker: '' })],
  ['input.securities[0].ticker', order({ ticker: ` ${SECRET}` })],
  ['input.securities[1].ticker', order(buy, buy)],
  ['input.securities[0].quantity', order({ ...buy, quantity: 0 })],
  ['input.securities[0].quantity', order({ ...buy, quantity: -1 })],
  ['input.securities[1].quantity', order(buy, { ticker: 'SBIN', side: 'BUY' })],
  ['input.securities[1].side', order(buy, { ticker: 'SBIN', quantity: 1 })],
  ['input.securities[0].side', order({ ...buy, side: 'UNKNOWN' })],
  ['input.securities[0].orderType', order({ ...buy, orderType: 'UNKNOWN' })],
  ['input.securities[0].limitPrice', order({ ...buy, orderType: 'LIMIT' })],
  ['input.securities[0].limitPrice', order({ ...buy, limitPrice: '5' })],
  ['input.securities[0].limitPrice', order({ ...buy, orderType: 'LIMIT', limitPrice: '0.00' })],
  ['input.securities[0].limitPrice', order({ ...buy, orderType: 'LIMIT', limitPrice: '-5' })],
  ['input.securities[1].validity', order({ ...buy, validity: 'IOC' }, { ...buy, ticker: 'SBIN' })],
  ['input.presentation', { ...order(buy), presentation: {} }],
  ['input.presentation', { intent: 'CONNECT', presentation: { orderName: 'x' } }],
  [
    'input.presentation',
    { ...smallcase({ type: 'BUY', scid: 'SCET_0010' }), presentation: { orderName: 'x' } },
  ],
  ['input.presentation.orderName', { ...order(buy), presentation: { orderName: '' } }],
  ['input.presentation.orderName', { ...order(buy), presentation: { orderName: 'x'.repeat(101) } }],
  ['input.presentation.orderLogo', { ...order(buy), presentation: { orderLogo: SECRET } }],
  ['input.presentation.orderLogo', { ...order(buy), presentation: { orderLogo: 'javascript:alert(1)' } }],
  ['input.presentation.orderLogo', { ...order(buy), presentation: { orderLogo: 'http://example.com/a' } }],
  ['input.presentation.orderLogo', { ...order(buy), presentation: { orderLogo: 'https://a:b@example.com' } }],
  ['input.authoriseHoldings', { intent: 'CONNECT', authoriseHoldings: { securities: [{ ticker: 'INFY' }] } }],
  [
    'input.authoriseHoldings.securities',
    { intent: 'AUTHORISE_HOLDINGS', authoriseHoldings: { securities: [] } },
  ],
  [
    'input.authoriseHoldings.securities[1].ticker',
    {
      intent: 'AUTHORISE_HOLDINGS',
      authoriseHoldings: { securities: [{ ticker: 'INFY' }, { ticker: 'INFY' }] },
    },
  ],
  ['input.smallcaseOrder.scid', smallcase({ type: 'BUY' })],
  ['input.smallcaseOrder.scid', smallcase({ type: 'BUY', scid: ` ${SECRET}` })],
  ['input.smallcaseOrder.iscid', smallcase({ type: 'EXIT' })],
  ['input.smallcaseOrder.iscid', smallcase({ type: 'BUY', scid: 'SCET_0010', iscid: 'a'.repeat(24) })],
  ['input.mutualFundImport', { intent: 'MF_HOLDINGS_IMPORT' }],
  ['input.mutualFundImport.fromDate', funds({ fromDate: '2020-02-30' })],
  ['input.mutualFundImport.toDate', funds({ toDate: '2019-01-01' })],
  ['input.mutualFundImport.pan', funds({ pan: SECRET, phone: '9876543210' })],
  ['input.mutualFundImport.phone', funds({ phone: '+919876543210' })],
  ['input.mutualFundImport.email', funds({ email: SECRET })],
  ['input.investment', { intent: 'SIP_SETUP' }],
  ['input.investment.iscid', { intent: 'SIP_SETUP', investment: { iscid: SECRET } }],
  ['input.cancelOrder', { intent: 'CANCEL_ORDER' }],
  [
    'input.cancelOrder.symbol',
    { intent: 'CANCEL_ORDER', cancelOrder: { orderId: 'a'.repeat(24), symbol: '' } },
  ],
  ['input.subscription.scid', { intent: 'SUBSCRIPTION', subscription: { scid: ` ${SECRET}` } }],
  ['input.holdingsImport', { intent: 'CONNECT', holdingsImport: {} }],
];

/** Input that does not fit the schema, as variables. */
const MISTYPED: readonly (readonly [argument: string, input: object])[] = [
  ['input.intent', { intent: SECRET }],
  ['input.intent', {}],
  ['input.intent', { intent: null }],
  ['input.securities[0].side', order({ ...buy, side: SECRET })],
  ['input.securities[0].validity', order({ ...buy, validity: SECRET })],
  ['input.securities[0].quantity', order({ ...buy, quantity: 1.5 })],
  ['input.securities[0].quantity', order({ ...buy, quantity: SECRET })],
  ['input.securities[0].quantity', order({ ...buy, quantity: 2 ** 31 })],
  ['input.securities[1].ticker', order(buy, { quantity: 1 })],
  ['input.securities[0].limitPrice', order({ ...buy, limitPrice: 1575.09 })],
  ['input.securities[0].limitPrice', order({ ...buy, limitPrice: '1e3' })],
  ['input.securities[0].limitPrice', order({ ...buy, limitPrice: SECRET })],
  ['input.asGuest', { intent: 'CONNECT', asGuest: SECRET }],
  [
    'input.mutualFundImport.casDetail',
    { intent: 'MF_HOLDINGS_IMPORT', mutualFundImport: { casDetail: SECRET } },
  ],
];

/** Mistakes in the document itself, which its types do not show. */
const IN_DOCUMENT: readonly (readonly [argument: string, document: TypedDocumentString<unknown, never>])[] = [
  [
    'first',
    graphql(/* GraphQL */ `
      query NoTransactions { transactions(first: 0) { edges { cursor } } }
    `),
  ],
  [
    'first',
    graphql(/* GraphQL */ `
      query TooManyTransactions { transactions(first: 101) { edges { cursor } } }
    `),
  ],
  [
    'first',
    graphql(/* GraphQL */ `
      query FewerThanNoOrders { orders(first: -1) { edges { cursor } } }
    `),
  ],
  [
    'last',
    graphql(/* GraphQL */ `
      query TooManyLastOrders { orders(last: 101) { edges { cursor } } }
    `),
  ],
  [
    'first',
    graphql(/* GraphQL */ `
      query NoEvents { events(first: 0) { edges { cursor } } }
    `),
  ],
  [
    'after',
    graphql(/* GraphQL */ `
      query TransactionsAfterNothing { transactions(after: "x") { edges { cursor } } }
    `),
  ],
  [
    'before',
    graphql(/* GraphQL */ `
      query OrdersBeforeNothing { orders(before: "x") { edges { cursor } } }
    `),
  ],
];

describe('input that cannot be used', () => {
  let app: TestApp;
  let alice: Player;

  beforeAll(async () => {
    app = await startApp();
    alice = await Player.of(app, 'alice');
  });

  afterAll(async () => {
    await app.close();
  });

  async function refusalOf(document: string | TypedDocumentString<unknown, never>, variables: object) {
    const answer = await alice.client.sendRaw(document, variables);
    expect(JSON.stringify(answer)).not.toContain(SECRET);
    expect(answer.errors).toHaveLength(1);
    return answer.errors[0]?.extensions;
  }

  test.each(REFUSED)('is refused by naming %s', async (argument, input) => {
    const full = { idempotencyKey: 'k', ...input };
    expect(await refusalOf(CREATE_TRANSACTION, { input: full })).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument,
    });
  });

  test.each(MISTYPED)('that does not fit its type is refused by naming %s', async (argument, input) => {
    const full = { idempotencyKey: 'k', ...input };
    expect(await refusalOf(CREATE_TRANSACTION, { input: full })).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument,
    });
  });

  test.each(IN_DOCUMENT)('in the document is refused by naming %s', async (argument, document) => {
    expect(await refusalOf(document, {})).toMatchObject({ code: 'BAD_USER_INPUT', argument });
  });

  test('in the document of a mutation is refused by naming the argument too', async () => {
    const literal = (securities: string) =>
      `mutation { createTransaction(input: { idempotencyKey: "k", intent: TRANSACTION, securities: [${securities}] }) { __typename } }`;
    const cases = [
      ['input.securities[0].quantity', '{ ticker: "A", quantity: 1.5 }'],
      ['input.securities[1].side', '{ ticker: "A" }, { ticker: "B", side: UP }'],
      ['input.securities[0].limitPrice', '{ ticker: "A", limitPrice: 5 }'],
      ['input.securities[1].ticker', '{ ticker: "A" }, { quantity: 1 }'],
    ];
    for (const [argument, securities] of cases) {
      expect(await refusalOf(literal(securities ?? ''), {})).toMatchObject({ argument });
    }
  });

  test('never reaches Gateway nor takes a key', async () => {
    expect(await app.emulator.control.requests()).toEqual([]);
    expect(await alice.tryCreate({ idempotencyKey: 'k', intent: 'CONNECT' })).toMatchObject({
      __typename: 'Transaction',
    });
  });

  test('of all intents needs exactly the one object that fits', async () => {
    const parts = {
      securities: [buy],
      smallcaseOrder: { type: 'BUY', scid: 'SCET_0010' },
      mutualFundImport: funds({}).mutualFundImport,
      investment: { iscid: 'a'.repeat(24) },
      subscription: { scid: 'SCET_0010' },
    };
    const fitting: Record<string, string[]> = {
      CONNECT: [],
      FETCH_FUNDS: [],
      AUTHORISE_HOLDINGS: [],
      ONBOARDING: [],
      MF_HOLDINGS_IMPORT: ['mutualFundImport'],
      SIP_SETUP: ['investment'],
      IMR_SETUP: ['investment'],
      CANCEL_AMO: ['investment'],
      SUBSCRIPTION: ['subscription'],
      TRANSACTION: ['securities', 'smallcaseOrder'],
    };
    for (const [intent, fits] of Object.entries(fitting)) {
      for (const [part, value] of Object.entries(parts)) {
        if (fits.includes(part)) continue;
        const input = { idempotencyKey: 'other', intent, [part]: value };
        expect(await refusalOf(CREATE_TRANSACTION, { input })).toMatchObject({
          code: 'BAD_USER_INPUT',
          argument: `input.${part}`,
        });
      }
    }
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildSchema, coerceInputValue, type GraphQLInputType } from 'graphql';
import { AppError } from '../../../src/core/errors.js';
import { type DecimalString, parseDecimal } from '../../../src/core/money.js';
import {
  buildTransactionBody,
  requiresConnected,
  requiresGuest,
  type TransactionInput,
} from '../../../src/transactions/build-request.js';
import type { SecurityOrderInput } from '../../../src/transactions/transaction.input.js';
import { readProjectFile } from '../../support/source-files.js';
import { DecimalScalar } from '../../../src/graphql/scalars.js';
import { serialiseBody } from '../../../src/gateway/transaction-body.js';
import { INTENTS, SMALLCASE_ORDER_TYPES } from '../../../src/gateway/wire.js';

const INPUT_TYPE = buildSchema(readProjectFile('schema/schema.graphql')).getType(
  'CreateTransactionInput',
) as GraphQLInputType;
const ISCID = '60d0fe4f5311236168a109ca';
const BATCH_ID = '65f1c0a2b7e4d90012ab34cd';
const INFY: SecurityOrderInput = { ticker: 'INFY' };
const mutualFundImport = { fromDate: '2015-04-01', pan: 'ABCTY1234D', phone: '9876543210' };

const bodyOf = (input: unknown) => serialiseBody(buildTransactionBody(input as TransactionInput));
const basket = (...securities: readonly object[]) =>
  ({ intent: 'TRANSACTION', securities }) as TransactionInput;
/** Limit prices as the scalar `Decimal` hands them on. */
const limit = (limitPrice: string | null) => ({
  ticker: 'INFY',
  orderType: 'LIMIT',
  limitPrice: limitPrice === null ? null : (parseDecimal(limitPrice) ?? limitPrice),
});

function refusalOf(input: unknown): AppError {
  try {
    buildTransactionBody(input as TransactionInput);
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).code).toBe('BAD_USER_INPUT');
    return error as AppError;
  }
  throw new Error('nothing was refused');
}

describe('requests of protocol section 7', () => {
  test.each([
    [{ intent: 'CONNECT' }, '{"intent":"CONNECT"}'],
    [{ intent: 'FETCH_FUNDS', notes: null, securities: undefined }, '{"intent":"FETCH_FUNDS"}'],
    [{ intent: 'ONBOARDING', notes: 'corr-1' }, '{"intent":"ONBOARDING","notes":"corr-1"}'],
    [
      {
        ...basket(
          { ticker: 'INFY', quantity: 3, side: 'BUY' },
          { ticker: 'SBIN', quantity: 2, side: 'SELL' },
        ),
        notes: 'corr-0192',
      },
      '{"intent":"TRANSACTION","notes":"corr-0192","orderConfig":{"type":"SECURITIES","securities":[{"ticker":"INFY","quantity":3,"type":"BUY"},{"ticker":"SBIN","quantity":2,"type":"SELL"}]}}',
    ],
    [
      basket({ ticker: 'M&M', exchange: 'BSE', orderType: 'MARKET' }),
      '{"intent":"TRANSACTION","orderConfig":{"type":"SECURITIES","securities":[{"ticker":"M&M","exchange":"BSE","orderType":"MARKET"}]}}',
    ],
    [
      {
        ...basket({ ticker: 'INFY', orderType: 'MARKET', validity: 'IOC' }),
        presentation: { orderName: 'Diwali', orderLogo: 'https://example.com/a.png' },
      },
      '{"intent":"TRANSACTION","orderConfig":{"type":"SECURITIES","securities":[{"ticker":"INFY","orderType":"MARKET","validity":"IOC"}],"meta":{"orderName":"Diwali","orderLogo":"https://example.com/a.png"}}}',
    ],
    [{ intent: 'AUTHORISE_HOLDINGS' }, '{"intent":"AUTHORISE_HOLDINGS"}'],
    [
      { intent: 'AUTHORISE_HOLDINGS', authoriseHoldings: { securities: [{ ticker: 'INFY' }] } },
      '{"intent":"AUTHORISE_HOLDINGS","assetConfig":{"securities":[{"ticker":"INFY"}]}}',
    ],
    [
      { intent: 'TRANSACTION', smallcaseOrder: { type: 'BUY', scid: 'SCET_0010', iscid: null } },
      '{"intent":"TRANSACTION","orderConfig":{"type":"BUY","scid":"SCET_0010"}}',
    ],
    [
      { intent: 'TRANSACTION', smallcaseOrder: { type: 'INVESTMORE', scid: 'SCET_0010' } },
      '{"intent":"TRANSACTION","orderConfig":{"type":"INVESTMORE","scid":"SCET_0010"}}',
    ],
    [
      { intent: 'TRANSACTION', smallcaseOrder: { type: 'EXIT', iscid: ISCID, scid: 'SCET_0010' } },
      `{"intent":"TRANSACTION","orderConfig":{"type":"EXIT","iscid":"${ISCID}","scid":"SCET_0010"}}`,
    ],
    [
      { intent: 'HOLDINGS_IMPORT' },
      '{"intent":"HOLDINGS_IMPORT","version":"v2","assetConfig":{"mfHoldings":false}}',
    ],
    [
      { intent: 'HOLDINGS_IMPORT', holdingsImport: { includeMutualFunds: true } },
      '{"intent":"HOLDINGS_IMPORT","version":"v2","assetConfig":{"mfHoldings":true}}',
    ],
    [
      { intent: 'MF_HOLDINGS_IMPORT', mutualFundImport: { ...mutualFundImport, casDetail: true } },
      '{"intent":"MF_HOLDINGS_IMPORT","assetConfig":{"fromDate":"2015-04-01","pan":"ABCTY1234D","phone":"9876543210","flow":"wealth"},"responseConfig":{"casDetail":true,"casSummary":true}}',
    ],
    [
      {
        intent: 'MF_HOLDINGS_IMPORT',
        mutualFundImport: {
          fromDate: '2024-02-29',
          toDate: '2024-02-29',
          pan: 'ABCTY1234D',
          email: 'a@b.in',
        },
      },
      '{"intent":"MF_HOLDINGS_IMPORT","assetConfig":{"fromDate":"2024-02-29","toDate":"2024-02-29","pan":"ABCTY1234D","email":"a@b.in","flow":"wealth"},"responseConfig":{"casDetail":false,"casSummary":true}}',
    ],
    [
      { intent: 'SIP_SETUP', investment: { iscid: ISCID } },
      `{"intent":"SIP_SETUP","orderConfig":{"iscid":"${ISCID}"}}`,
    ],
    [
      { intent: 'CANCEL_ORDER', cancelOrder: { orderId: BATCH_ID, symbol: 'INFY' } },
      `{"intent":"CANCEL_ORDER","orderConfig":{"batchId":"${BATCH_ID}","ticker":"INFY"}}`,
    ],
    [
      { intent: 'SUBSCRIPTION', subscription: { scid: 'SCET_0010', name: 'Some name' } },
      '{"intent":"SUBSCRIPTION","subscriptionConfig":{"scid":"SCET_0010","name":"Some name"}}',
    ],
  ])('%j', (input, expected) => {
    expect(bodyOf(input)).toBe(expected);
  });

  test.each([
    ['1575.09', '1575.09'],
    ['1575.0900000000001', '1575.0900000000001'],
    ['12345678901234567890.05', '12345678901234567890.05'],
    ['0.05', '0.05'],
    ['100', '100.00'],
  ])('a limit price of %s is sent as the number %s', (limitPrice, digits) => {
    expect(bodyOf(basket(limit(limitPrice)))).toContain(`"orderType":"LIMIT","price":${digits}}`);
  });

  test('any limit price is sent with exactly its digits', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9][0-9]{0,30}\.[0-9]{2,20}$/), (digits) => {
        const limitPrice = parseDecimal(digits) as DecimalString;
        expect(bodyOf(basket(limit(limitPrice)))).toContain(`"price":${digits}}`);
      }),
    );
  });

  test.each(['infy', 'NIFTY BEES', 'M&M', 'BAJAJ-AUTO', '500209', '1-A.B'])(
    'a ticker may be %s',
    (ticker) => {
      expect(() => buildTransactionBody(basket({ ticker }))).not.toThrow();
    },
  );

  test.each(['SCET_0010', 'SC_MF_01', 'scnm_1'])('a catalogue id may be %s', (scid) => {
    expect(() =>
      buildTransactionBody({ intent: 'TRANSACTION', smallcaseOrder: { type: 'BUY', scid } }),
    ).not.toThrow();
  });

  test('a basket may mix limit orders with market orders', () => {
    const { orderConfig } = buildTransactionBody(basket(limit('5.00'), { ticker: 'A', orderType: 'MARKET' }));
    expect(orderConfig).toMatchObject({
      securities: [
        { orderType: 'LIMIT', price: { value: '5.00' } },
        { ticker: 'A', orderType: 'MARKET' },
      ],
    });
  });

  test('the same stock at both exchanges is two orders', () => {
    const at = (exchange: 'NSE' | 'BSE') => ({ ...INFY, side: 'BUY', exchange }) as const;
    expect(() => buildTransactionBody(basket(at('NSE'), at('BSE')))).not.toThrow();
    expect(() => buildTransactionBody(basket(at('BSE'), at('BSE')))).toThrow();
  });

  test('a basket holds up to 100 securities, and one ticker on both sides', () => {
    const securities = Array.from({ length: 100 }, (_, index) => ({ ticker: `T${index}` }));
    expect(bodyOf(basket(...securities))).toContain('T99');
    expect(bodyOf(basket({ ...INFY, side: 'BUY' }, { ...INFY, side: 'SELL' }))).toContain('SELL');
  });
});

describe('refusals, by the path of the argument', () => {
  const smallcase = (smallcaseOrder: object) => ({ intent: 'TRANSACTION', smallcaseOrder });
  const funds = (changes: object) => ({
    intent: 'MF_HOLDINGS_IMPORT',
    mutualFundImport: { ...mutualFundImport, ...changes },
  });

  test.each([
    ['input.notes', { intent: 'CONNECT', notes: 'x'.repeat(257) }],
    ['input.notes', { intent: 'CONNECT', notes: '' }],
    ['input.notes', { intent: 'CONNECT', notes: 'a\u0000b' }],
    ['input.notes', { intent: 'CONNECT', notes: 'a\ud800b' }],
    ['input.investment', { intent: 'CONNECT', investment: { iscid: ISCID } }],
    ['input.securities', { intent: 'AUTHORISE_HOLDINGS', securities: [INFY] }],
    ['input.holdingsImport', { ...basket(INFY), holdingsImport: {} }],
    ['input.smallcaseOrder', { ...basket(INFY), smallcaseOrder: { type: 'BUY', scid: 'SCET_0010' } }],
    ['input.securities', { intent: 'TRANSACTION' }],
    ['input.securities', basket()],
    ['input.securities', basket(...Array.from({ length: 101 }, (_, index) => ({ ticker: `T${index}` })))],
    ['input.securities[0].ticker', basket({ ticker: 'INFY\n' })],
    ['input.securities[0].ticker', basket({ ticker: ' INFY' })],
    ['input.securities[0].ticker', basket({ ticker: 'x'.repeat(51) })],
    ['input.securities[0].ticker', basket({ ticker: '' })],
    ['input.securities[1].ticker', basket(INFY, INFY)],
    [
      'input.securities[2].ticker',
      basket({ ...INFY, side: 'BUY' }, { ticker: 'A', side: 'BUY' }, { ...INFY, side: 'BUY' }),
    ],
    ['input.securities[1].quantity', basket({ ...INFY, quantity: 1 }, { ticker: 'A' })],
    ['input.securities[0].quantity', basket(INFY, { ticker: 'A', quantity: 1 })],
    ['input.securities[1].side', basket({ ...INFY, side: 'BUY' }, { ticker: 'A', side: null })],
    ['input.securities[1].exchange', basket({ ...INFY, exchange: 'NSE' }, { ticker: 'A' })],
    ['input.securities[1].orderType', basket({ ...INFY, orderType: 'MARKET' }, { ticker: 'A' })],
    [
      'input.securities[1].limitPrice',
      basket(limit('5.00'), { ticker: 'A', orderType: 'MARKET', limitPrice: '5.00' as DecimalString }),
    ],
    ['input.securities[0].quantity', basket({ ...INFY, quantity: 0 })],
    ['input.securities[0].side', basket({ ...INFY, side: 'UNKNOWN' })],
    ['input.securities[0].orderType', basket({ ...INFY, orderType: 'UNKNOWN' })],
    ['input.securities[0].limitPrice', basket(limit(null))],
    ['input.securities[0].limitPrice', basket(limit('0.00'))],
    ['input.securities[0].limitPrice', basket(limit('-1.00'))],
    ['input.securities[0].limitPrice', basket({ ...limit('5.00'), orderType: 'MARKET' })],
    ['input.securities[0].limitPrice', basket({ ...INFY, limitPrice: '5.00' })],
    ['input.smallcaseOrder.scid', smallcase({ type: 'BUY' })],
    ['input.smallcaseOrder.scid', smallcase({ type: 'BUY', scid: 'x'.repeat(65) })],
    ['input.smallcaseOrder.iscid', smallcase({ type: 'BUY', scid: 'SCET_0010', iscid: ISCID })],
    ['input.smallcaseOrder.iscid', smallcase({ type: 'EXIT' })],
    ['input.smallcaseOrder.iscid', smallcase({ type: 'EXIT', scid: 'SCET_0010', iscid: 'x' })],
    ['input.smallcaseOrder.iscid', smallcase({ type: 'EXIT', iscid: 'x' })],
    ['input.smallcaseOrder.scid', smallcase({ type: 'EXIT', iscid: ISCID, scid: 'a\nb' })],
    ['input.mutualFundImport', { intent: 'MF_HOLDINGS_IMPORT' }],
    ['input.mutualFundImport.fromDate', funds({ fromDate: '2015-02-29' })],
    ['input.mutualFundImport.fromDate', funds({ fromDate: '2015-13-01' })],
    ['input.mutualFundImport.fromDate', funds({ fromDate: '01-04-2015' })],
    ['input.mutualFundImport.toDate', funds({ toDate: '2015-03-31' })],
    ['input.mutualFundImport.pan', funds({ pan: 'abcty1234d' })],
    ['input.mutualFundImport.phone', funds({ phone: '+919876543210' })],
    ['input.mutualFundImport.email', funds({ email: 'no-address' })],
    ['input.investment', { intent: 'SIP_SETUP' }],
    ['input.investment.iscid', { intent: 'IMR_SETUP', investment: { iscid: 'x' } }],
    ['input.cancelOrder', { intent: 'CANCEL_ORDER' }],
    ['input.cancelOrder.orderId', { intent: 'CANCEL_ORDER', cancelOrder: { orderId: 'x', symbol: 'INFY' } }],
    ['input.cancelOrder.symbol', { intent: 'CANCEL_ORDER', cancelOrder: { orderId: BATCH_ID, symbol: '' } }],
    ['input.subscription', { intent: 'SUBSCRIPTION' }],
    ['input.subscription.scid', { intent: 'SUBSCRIPTION', subscription: { scid: '' } }],
    [
      'input.subscription.name',
      { intent: 'SUBSCRIPTION', subscription: { scid: 'SCET_0010', name: 'x'.repeat(201) } },
    ],
  ])('%s of %j', (argument, input) => {
    const refusal = refusalOf(input);
    expect(refusal.argument).toBe(argument);
    expect(refusal.message.startsWith(`${argument}: `)).toBe(true);
  });

  // What the types of the schema refuse, no code checks again.
  test.each([
    ['input.intent', { intent: 'LOGIN' }],
    ['input.intent', { intent: '__proto__' }],
    ['input.notes', { intent: 'CONNECT', notes: 7 }],
    ['input.securities[0]', { intent: 'TRANSACTION', securities: [null] }],
    ['input.securities[0].quantity', basket({ ...INFY, quantity: 1.5 })],
    ['input.securities[0].quantity', basket({ ...INFY, quantity: 2 ** 31 })],
    ['input.securities[0].quantity', basket({ ...INFY, quantity: '3' })],
    ['input.securities[0].side', basket({ ...INFY, side: 'SHORT' })],
    ['input.securities[0].exchange', basket({ ...INFY, exchange: 'MCX' })],
    ['input.securities[0].orderType', basket({ ...INFY, orderType: 'SL' })],
    ['input.smallcaseOrder.type', smallcase({ type: 'SECURITIES' })],
    ['input.mutualFundImport.casDetail', funds({ casDetail: 'yes' })],
    ['input.mutualFundImport.casSummary', funds({ casSummary: 1 })],
    ['input.securities[1].ticker', basket(INFY, {})],
    ['input.investment.iscid', { intent: 'CANCEL_AMO', investment: {} }],
    [
      'input.holdingsImport.includeMutualFunds',
      { intent: 'HOLDINGS_IMPORT', holdingsImport: { includeMutualFunds: 'true' } },
    ],
  ])('by the schema: %s of %j', (argument, input) => {
    const paths: string[] = [];
    coerceInputValue({ idempotencyKey: 'k', ...input }, INPUT_TYPE, (path) =>
      paths.push(`input${path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')}`),
    );
    // What is missing is reported with the path of the object that lacks it.
    expect([argument, argument.replace(/\.\w+$/, '')]).toContain(paths[0]);
  });

  test('by its scalar: a limit price that is no number', () => {
    expect(() => DecimalScalar.parseValue('1,0')).toThrow();
  });

  test.each([
    ['pan', 'ABCTY1234'],
    ['phone', '98765432'],
    ['email', 'a.person.example.com'],
  ])('do not repeat a bad %s', (field, value) => {
    expect(refusalOf(funds({ [field]: value })).message).not.toContain(value);
  });
});

describe('tokens', () => {
  test.each(INTENTS.map((intent) => [intent] as const))('of %s', (intent) => {
    const connected = [
      'FETCH_FUNDS',
      'AUTHORISE_HOLDINGS',
      'SIP_SETUP',
      'IMR_SETUP',
      'CANCEL_AMO',
      'CANCEL_ORDER',
    ];
    expect(requiresConnected({ intent })).toBe(connected.includes(intent));
    expect(requiresGuest({ intent })).toBe(intent === 'CONNECT' || intent === 'ONBOARDING');
  });

  test.each(SMALLCASE_ORDER_TYPES.map((type) => [type] as const))('of a smallcase order %s', (type) => {
    expect(requiresConnected({ intent: 'TRANSACTION', smallcaseOrder: { type } })).toBe(type !== 'BUY');
  });
});

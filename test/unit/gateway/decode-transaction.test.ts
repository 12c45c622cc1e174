import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DecodeError } from '../../../src/gateway/decode/decode-error.js';
import {
  decodeOrderDetails,
  decodeTransactionDetails,
} from '../../../src/gateway/decode/decode-transaction.js';
import type { LegFact } from '../../../src/gateway/facts.js';
import { parseExactly } from '../../../src/gateway/json.js';
import { decoded } from '../../../src/gateway/unreadable.js';
import {
  AUTH_ID,
  BATCH_ID,
  batch,
  details,
  envelope,
  ID,
  leg,
  object,
  OTHER_ID,
} from '../../support/payloads.js';

const read = (text: string) =>
  decoded((unreadable) => decodeTransactionDetails(parseExactly(text), unreadable));
const decode = (text: string) => read(text).fact;
const decodeDetails = (changes: Record<string, string>) => decode(envelope(details(changes)));
const readOrders = (data: string) =>
  decoded((unreadable) => decodeOrderDetails(parseExactly(envelope(data)), unreadable, ID));
const decodeOrders = (data: string) => readOrders(data).fact.batches;

function decodeLeg(changes: Record<string, string>): LegFact {
  const [decoded] = decodeOrders(`[${batch({ orders: `[${leg(changes)}]` })}]`);
  return decoded?.legs[0] as LegFact;
}

function pathOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(DecodeError);
    return (error as DecodeError).path;
  }
  throw new Error('nothing was thrown');
}

describe('what was bought', () => {
  const ISCID = '5f0321b5f3743c31d95abd36';
  const smallcase = `"scid":"SCET_0010","iscid":"${ISCID}","name":"Top 10"`;
  const sip = `"sipDetails":{"sipActive":true,"sipAction":"CREATE","amount":5000.50,"frequency":"1m","iscid":"${ISCID}","scid":"SCET_0010","scheduledDate":"2026-02-01T00:00:00.000Z","sipType":"MANUAL"}`;
  const named = { scid: 'SCET_0010', iscid: ISCID, name: 'Top 10' };

  test.each([
    ['in the data of success', `{"signup":true,"data":{${smallcase},${sip}}}`],
    ['at the top of success', `{"signup":"true",${smallcase},${sip}}`],
  ])('is read %s', (_name, success) => {
    expect(decodeDetails({ success })).toMatchObject({
      smallcase: named,
      signup: true,
      sip: {
        isActive: true,
        action: 'CREATE',
        amount: '5000.50',
        frequency: '1m',
        kind: 'MANUAL',
        nextAt: Date.UTC(2026, 1, 1),
        iscid: ISCID,
        scid: 'SCET_0010',
      },
    });
  });

  test.each<[string, string, object, string[]]>([
    ['nothing', '{"data":{}}', { smallcase: null, sip: null, signup: null }, []],
    ['a name alone', '{"data":{"name":"My basket"}}', { smallcase: null }, []],
    [
      'a scid alone',
      '{"data":{"scid":"SCET_0010"}}',
      { smallcase: { ...named, iscid: null, name: null } },
      [],
    ],
    [
      'an iscid of another shape',
      '{"data":{"scid":"SCET_0010","iscid":"x"}}',
      { smallcase: { ...named, iscid: null, name: null } },
      ['data.transactionDetails.success.data.iscid'],
    ],
    [
      'a SIP that is no object',
      '{"data":{"sipDetails":7}}',
      { sip: null },
      ['data.transactionDetails.success.data.sipDetails'],
    ],
    [
      'fields of a SIP that cannot be read',
      '{"data":{"sipDetails":{"sipActive":"soon","amount":"much"}}}',
      { sip: { isActive: null, amount: null, nextAt: null } },
      [
        'data.transactionDetails.success.data.sipDetails.sipActive',
        'data.transactionDetails.success.data.sipDetails.amount',
      ],
    ],
    [
      'a signup that is neither',
      '{"signup":7}',
      { signup: null },
      ['data.transactionDetails.success.signup'],
    ],
  ])('with %s', (_name, success, expected, paths) => {
    const { fact, unreadable } = read(envelope(details({ success })));
    expect(fact).toMatchObject(expected);
    expect(unreadable.paths).toEqual(paths);
  });

  test('is read of an order, and of a batch before it', () => {
    const own = batch({ label: '"FIX"', originalLabel: '"BUY"', scid: '"SCET_0011"' });
    const orders = decodeOrders(`[{"transactionId":"${ID}",${smallcase},"batches":[${batch()},${own}]}]`);
    expect(orders).toMatchObject([
      { smallcase: named, originalLabel: null },
      { smallcase: { scid: 'SCET_0011' }, label: 'FIX', originalLabel: 'BUY' },
    ]);
  });
});

describe('transaction details', () => {
  test.each([
    ['data.transactionDetails', envelope(`{"transactionDetails":${details()}}`)],
    ['data.transaction', envelope(`{"transaction":${details()}}`)],
    ['data', envelope(details())],
    ['the top', details({ success: '{"broker":"kite"}' })],
  ])('are read from %s', (_name, text) => {
    expect(decode(text)).toMatchObject({ transactionId: ID, intent: 'TRANSACTION', status: 'USED' });
  });

  test('hold every field that was sent, and null for the others', () => {
    const success = `{"smallcaseAuthToken":"secret","broker":"kite","data":{"batches":[${batch()}],"funds":1575.0900000000001}}`;
    const fact = decodeDetails({
      status: '"COMPLETED"',
      expireAt: '"2026-01-02T03:04:05.678Z"',
      expired: 'true',
      authId: `"${AUTH_ID}"`,
      error: '{"value":false}',
      success,
    });
    expect(fact).toMatchObject({
      status: 'COMPLETED',
      rawStatus: 'COMPLETED',
      expireAt: Date.parse('2026-01-02T03:04:05.678Z'),
      isExpired: true,
      authId: AUTH_ID,
      broker: 'kite',
      error: null,
      funds: '1575.0900000000001',
    });
    expect(fact.batches.map(({ batchId }) => batchId)).toEqual([BATCH_ID]);
    expect(JSON.stringify(fact)).not.toContain('secret');
    expect(decodeDetails({ intent: '' })).toMatchObject({
      intent: null,
      expireAt: null,
      authId: null,
      error: null,
      funds: null,
    });
  });

  test.each([
    ['INITIALIZED', 'INITIALIZED'],
    ['ACTION_REQUIRED', 'ACTION_REQUIRED'],
    ['PENDING', 'PROCESSING'],
    ['CANCELLED', 'ERRORED'],
    ['EXPIRED', 'INITIALIZED'],
    ['PAUSED', 'UNKNOWN'],
  ])('status %s is %s, the raw one kept', (rawStatus, status) => {
    expect(decodeDetails({ status: `"${rawStatus}"` })).toMatchObject({ status, rawStatus });
  });

  test('EXPIRED is an expiry, after login as before', () => {
    expect(decodeDetails({ status: '"EXPIRED"' }).isExpired).toBe(true);
    const used = decodeDetails({ status: '"EXPIRED"', authId: `"${AUTH_ID}"` });
    expect(used).toMatchObject({ status: 'USED', isExpired: true });
    expect(decodeDetails({}).isExpired).toBe(false);
  });

  test.each([
    ['null', null],
    ['{"value":false,"code":1012,"message":"old"}', null],
    ['{}', null],
    ['{"value":true,"code":1012,"message":"user_cancelled"}', { code: 1012, message: 'user_cancelled' }],
    ['{"value":true}', { code: null, message: null }],
    ['{"code":"4004","message":"market_closed"}', { code: 4004, message: 'market_closed' }],
  ])('error %s is %j', (error, expected) => {
    expect(decodeDetails({ status: '"ERRORED"', error }).error).toEqual(expected);
  });

  test('a cancelled transaction without an error has 1012', () => {
    expect(decodeDetails({ status: '"CANCELLED"' }).error).toEqual({ code: 1012, message: 'user_cancelled' });
    const details = decodeDetails({
      status: '"CANCELLED"',
      error: '{"value":true,"code":1010,"message":"user_cancelled"}',
    });
    expect(details.error?.code).toBe(1010);
  });

  test('batches of another transaction are dropped', () => {
    const foreign = batch({ transactionId: `"${OTHER_ID}"` });
    const fact = decodeDetails({ success: `{"data":{"orderBatches":[${foreign},${batch()}]}}` });
    expect(fact.batches).toHaveLength(1);
  });

  test.each([
    ['transactionId', { transactionId: '"TRX_1"' }],
    ['transactionId', { transactionId: '' }],
  ])('a bad %s is refused by its path', (path, changes) => {
    expect(pathOf(() => decodeDetails(changes as Record<string, string>))).toBe(
      `data.transactionDetails.${path}`,
    );
  });

  test.each([
    ['authId', { authId: '"me"' }],
    ['status', { status: '{}' }],
    ['error', { error: '"user_cancelled"' }],
    ['success', { success: '[]' }],
    ['success.data.batches', { success: '{"data":{"batches":{}}}' }],
    [
      'success.data.batches[0].orders[0].quantity',
      { success: `{"data":{"batches":[${batch({ orders: `[${leg({ quantity: '-1' })}]` })}]}}` },
    ],
    ['success.data.funds', { success: '{"data":{"funds":"many"}}' }],
  ])('a bad %s is noted by its path, and the rest is read', (path, changes) => {
    const { fact, unreadable } = read(envelope(details(changes as Record<string, string>)));
    expect(unreadable.paths).toEqual([`data.transactionDetails.${path}`]);
    expect(fact).toMatchObject({ transactionId: ID, intent: 'TRANSACTION' });
  });

  test.each([
    ['{"data":{"batches":{}}}', false],
    ['{"data":{"batches":[null]}}', false],
    ['[]', false],
    [`{"data":{"batches":[${batch({ buyAmount: '"-"' })}]}}`, true],
  ])('success %s holds all batches: %s', (success, isWhole) => {
    expect(decodeDetails({ success }).isWhole).toBe(isWhole);
  });
});

describe('order details', () => {
  const item = (transactionId: string, batches: string) =>
    object({ transactionId, broker: '"kite"', batches });

  test.each([
    ['{"orders":[]}', 0],
    ['[]', 0],
    ['null', 0],
    [`{"orders":[${item(`"${ID}"`, `[${batch()},${batch()}]`)}]}`, 2],
    [`{"orderBatches":[${batch()}]}`, 1],
    [`[${item('', `[${batch()}]`)}]`, 1],
  ])('%s', (data, count) => {
    expect(decodeOrders(data)).toHaveLength(count);
  });

  test('rows of another transaction are dropped, even broken ones', () => {
    const foreign = item(`"${OTHER_ID}"`, '[{"batchId":7}]');
    const mixed = item(`"${ID}"`, `[${batch({ transactionId: `"${OTHER_ID}"` })},${batch()}]`);
    const decoded = decodeOrders(`{"orders":[${foreign},${mixed},${batch({ transactionId: '7' })}]}`);
    expect(decoded).toHaveLength(1);
    expect(decoded[0]?.transactionId).toBe(ID);
  });

  test.each([
    ['data.orders', '{"orders":{}}'],
    ['data.orders', '"none"'],
  ])('a bad %s is refused by its path', (path, data) => {
    expect(pathOf(() => decodeOrders(data))).toBe(path);
  });

  test.each([
    ['data.orders[0]', '[null]'],
    ['data.orders[0].batchId', `[${batch({ batchId: '"7"' })}]`],
    ['data.orders[0].batches', `[${item(`"${ID}"`, '{}')}]`],
    ['data.orders[0].batches[1]', `[${item(`"${ID}"`, `[${batch()},3]`)}]`],
  ])('a bad %s is left out and noted', (path, data) => {
    const { fact, unreadable } = readOrders(data);
    expect(unreadable.paths).toEqual([path]);
    expect(fact.isWhole).toBe(false);
  });

  test('an odd row takes nothing of the others', () => {
    const { fact } = readOrders(`[null,${batch({ batchId: '7' })},${batch()},"x",${batch()}]`);
    expect(fact.batches.map(({ batchId }) => batchId)).toEqual([BATCH_ID, BATCH_ID]);
  });
});

describe('a batch', () => {
  const decodeBatch = (changes: Record<string, string>) => decodeOrders(`[${batch(changes)}]`)[0];

  test('keeps amounts exactly', () => {
    expect(decodeBatch({ buyAmount: '1575.0900000000001', sellAmount: '1.1E1' })).toMatchObject({
      buyAmount: '1575.0900000000001',
      sellAmount: '11.00',
    });
    expect(decodeBatch({ buyAmount: '', sellAmount: 'null' })).toMatchObject({
      buyAmount: null,
      sellAmount: null,
    });
  });

  test.each([
    ['MARKEDCOMPLETE', 'MARKEDCOMPLETE'],
    ['placed', 'PLACED'],
    ['ODD', 'UNKNOWN'],
  ])('status %s is %s', (rawStatus, status) => {
    expect(decodeBatch({ status: `"${rawStatus}"` })).toMatchObject({ status, rawStatus });
  });

  test.each([
    ['"regular"', 'REGULAR'],
    ['"amo"', 'AMO'],
    ['"gtt"', 'UNKNOWN'],
    ['', 'UNKNOWN'],
  ])('variety %s is %s', (variety, expected) => {
    expect(decodeBatch({ variety })?.variety).toBe(expected);
  });

  test('has a completion time only if one is sent', () => {
    expect(decodeBatch({})?.completedAt).toBe(Date.parse('2025-01-10T10:01:03.120Z'));
    expect(decodeBatch({ completedDate: '' })?.completedAt).toBeNull();
    expect(decodeBatch({ completedDate: '"soon"' })?.completedAt).toBeNull();
  });

  test('lists legs never sent', () => {
    const unplaced =
      '[{"tradingsymbol":"SBIN","transactionType":"SELL","quantity":2,"errorCode":"adapterError"}]';
    expect(decodeBatch({ unplaced, orders: 'null' })).toMatchObject({
      legs: [],
      unplacedLegs: [
        { symbol: 'SBIN', exchange: null, side: 'SELL', quantity: 2, errorCode: 'adapterError' },
      ],
    });
  });
});

describe('a leg', () => {
  test.each([
    ['CANCELLED AMO', 'CANCELLED_AMO'],
    ['REJECTED', 'REJECTED'],
    ['SLEEPING', 'UNKNOWN'],
  ])('status %s is %s, the raw one kept', (rawStatus, status) => {
    expect(decodeLeg({ status: `"${rawStatus}"` })).toMatchObject({ status, rawStatus });
  });

  test('has no average price while nothing was filled, even if one is sent', () => {
    expect(
      decodeLeg({ status: '"CANCELLED"', filledQuantity: '0', averagePrice: '1431.5' }).averagePrice,
    ).toBeNull();
    expect(decodeLeg({ averagePrice: '0' }).averagePrice).toBeNull();
    expect(decodeLeg({ averagePrice: '1575.0900000000001' }).averagePrice).toBe('1575.0900000000001');
  });

  test.each([
    [{ exchangeOrderId: '"1100000000012345"' }, '1100000000012345'],
    [{ exchangeOrderId: '', exchangeId: '1100000000012345' }, '1100000000012345'],
    [{ exchangeOrderId: 'null', exchangeId: '9007199254740993123' }, '9007199254740993123'],
    [{ exchangeOrderId: '"0001"' }, '0001'],
    [{ exchangeOrderId: '' }, null],
  ])('exchange id of %j is %s', (changes, expected) => {
    expect(decodeLeg(changes as Record<string, string>).exchangeOrderId).toBe(expected);
  });

  test('reads a missing quantity as nothing filled, unless the leg says it is filled', () => {
    expect(decodeLeg({ status: '"PLACED"', filledQuantity: '' }).filledQuantity).toBe(0);
    expect(decodeLeg({ filledQuantity: '' }).filledQuantity).toBeNull();
    expect(decodeLeg({ status: '"PLACED"', filledQuantity: '"-"' }).filledQuantity).toBeNull();
  });

  test('drops what databases do not take from text', () => {
    expect(decodeLeg({ statusMessage: '"a\\u0000b\\ud800c"' }).statusMessage).toBe('ab\uFFFDc');
    expect(decodeLeg({ statusMessage: '"\\u0000"' }).statusMessage).toBeNull();
  });

  test.each(['-1', '1.5', '2147483648', '1e99', '"NA"', 'null', '{}', 'true'])(
    'of quantity %s is shown with an unknown one',
    (quantity) => {
      expect(decodeLeg({ quantity })).toMatchObject({ symbol: 'INFY', quantity: null, filledQuantity: 3 });
    },
  );

  test.each([
    ['0', 0],
    ['3.0', 3],
    ['"3"', 3],
    ['" 3 "', 3],
    ['2147483647', 2_147_483_647],
  ])('quantity %s is taken', (quantity, expected) => {
    expect(decodeLeg({ quantity }).quantity).toBe(expected);
  });

  test('keeps every digit of any amount and any id', () => {
    const digits = fc.stringMatching(/^[1-9][0-9]{0,20}\.[0-9]{2,20}$/);
    const id = fc.stringMatching(/^[1-9][0-9]{0,40}$/);
    fc.assert(
      fc.property(digits, id, (averagePrice, exchangeId) => {
        const decoded = decodeLeg({ averagePrice, exchangeId, exchangeOrderId: '' });
        expect(decoded).toMatchObject({ averagePrice, exchangeOrderId: exchangeId });
      }),
    );
  });
});

test('any JSON is decoded or refused with a DecodeError, never anything else', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), (text) => {
      for (const run of [() => decode(envelope(text)), () => decodeOrders(text)]) {
        try {
          run();
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError);
        }
      }
    }),
  );
});

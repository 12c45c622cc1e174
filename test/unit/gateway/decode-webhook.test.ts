import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DecodeError } from '../../../src/gateway/decode/decode-error.js';
import { decodeWebhook } from '../../../src/gateway/decode/decode-webhook.js';
import { decoded } from '../../../src/gateway/unreadable.js';
import { recogniseWebhook, type WebhookKind } from '../../../src/gateway/webhook-kind.js';
import {
  AUTH_ID,
  BATCH_ID,
  batch,
  holdingsV2,
  ID,
  ISCID,
  object,
  OTHER_AUTH_ID,
  OTHER_ID,
} from '../../support/payloads.js';

const proof = { smallcaseAuthId: `"${AUTH_ID}"`, timestamp: '"t"', checksum: '"c"' };

/** Decodes as the webhook route does: by the kind that was recognised. */
function decode(text: string) {
  return read(recogniseWebhook(JSON.parse(text) as Record<string, unknown>, text).kind, text).fact;
}

const read = (kind: WebhookKind, text: string) =>
  decoded((unreadable) => decodeWebhook(kind, text, unreadable));

describe('an order', () => {
  const ids = { ...proof, transactionId: `"${ID}"`, broker: '"kite"' };

  test.each([
    ['at top level', batch(ids)],
    ['under data', object({ data: batch(ids) })],
    ['under data, its proof at top level', object({ ...ids, data: batch() })],
    ['in orderBatches', object({ ...ids, orderBatches: `[${batch()}]` })],
    ['in data.batches', object({ ...ids, data: `{"batches":[${batch()}]}` })],
  ])('is read %s', (_name, text) => {
    expect(decode(text)).toMatchObject({
      kind: 'ORDER',
      transactionId: ID,
      authId: AUTH_ID,
      broker: 'kite',
      batches: [{ batchId: BATCH_ID, transactionId: ID, status: 'COMPLETED' }],
    });
  });

  test('keeps every digit', () => {
    const fact = decode(batch({ ...ids, buyAmount: '1575.0900000000001' }));
    expect(fact).toMatchObject({ batches: [{ buyAmount: '1575.0900000000001' }] });
  });

  test('loses the batches that name another transaction', () => {
    const foreign = batch({ transactionId: `"${OTHER_ID}"` });
    expect(decode(object({ ...ids, orderBatches: `[${foreign},${batch()}]` }))).toMatchObject({
      batches: [{}],
    });
    expect(decode(object({ ...ids, orderBatches: `[${foreign}]` }))).toMatchObject({ batches: [] });
  });

  test('of no transaction and no broker is one all the same', () => {
    expect(decode(batch(proof))).toMatchObject({
      transactionId: null,
      broker: null,
      batches: [{ transactionId: null }],
    });
  });

  test.each([
    ['batchId', object({ ...ids, orders: '[]' })],
    ['batchId', batch({ ...ids, batchId: '"x"' })],
    ['transactionId', batch({ ...ids, transactionId: '"x"' })],
    ['smallcaseAuthId', batch({ ...ids, smallcaseAuthId: '' })],
  ])('with a bad %s is refused', (path, text) => {
    expect(() => decode(text)).toThrow(expect.objectContaining({ path }));
  });

  test.each([
    ['orderBatches[0].orders', object({ ...ids, orderBatches: `[${batch({ orders: '7' })}]` })],
    ['data.orders', object({ ...ids, data: batch({ orders: '7' }) })],
    ['broker', batch({ ...ids, broker: '{}' })],
  ])('with a bad %s is read without it', (path, text) => {
    const { fact, unreadable } = read('ORDER', text);
    expect(unreadable.paths).toEqual([path]);
    expect(fact).toMatchObject({ transactionId: ID, batches: [{ batchId: BATCH_ID }] });
  });
});

describe('a holdings import', () => {
  test.each([
    ['at top level', holdingsV2({ ...proof, transactionId: `"${ID}"` })],
    ['under data', object({ data: holdingsV2({ ...proof, transactionId: `"${ID}"` }) })],
    [
      'under data, its proof at top level',
      object({ ...proof, transactionId: `"${ID}"`, data: holdingsV2() }),
    ],
  ])('is read %s', (_name, text) => {
    expect(decode(text)).toMatchObject({
      kind: 'HOLDINGS',
      transactionId: ID,
      authId: AUTH_ID,
      holdings: { authId: AUTH_ID, version: 'v2', broker: 'kite', securities: [{ isin: 'INE009A01021' }] },
    });
  });

  test('is refused when its body is of another account than its proof', () => {
    const text = object({ ...proof, data: holdingsV2({ smallcaseAuthId: `"${OTHER_AUTH_ID}"` }) });
    expect(() => decode(text)).toThrow(expect.objectContaining({ path: 'smallcaseAuthId' }));
  });
});

describe('a mutual-fund import', () => {
  const row =
    '{"folio":"91/2","scheme":"S","isin":"INF1","amcName":"A","closingBalance":"10.1234","nav":12.5,"marketValue":126.5425,"costValue":"n/a","lastNavDate":"09-Jan-2025"}';
  const decodeFunds = (payload: string) =>
    decode(`{"gateway":"g","data":{"transactionId":"${ID}","payload":${payload}},"timestamp":"t"}`);

  test('has its folios', () => {
    expect(decodeFunds(`{"dtSummary":[${row}],"dtTransaction":[{}]}`)).toEqual({
      kind: 'MUTUAL_FUNDS',
      transactionId: ID,
      folios: [
        {
          folio: '91/2',
          fund: 'S',
          isin: 'INF1',
          amc: 'A',
          units: '10.1234',
          averagePrice: null,
          nav: '12.50',
          navDate: '09-Jan-2025',
          marketValue: '126.5425',
          costValue: null,
          pnl: null,
          xirr: null,
        },
      ],
      transactions: null,
    });
  });

  test.each(['{"dtSummary":[]}', '{"summary":[]}'])('has none in %s', (payload) => {
    expect(decodeFunds(payload)).toMatchObject({ folios: [] });
  });

  test.each([
    '{}',
    'null',
    '[]',
    '"x"',
    '{"dtSummary":null}',
    '{"dtSummary":[{}]}',
    '{"dtSummary":"none"}',
    '{"dtTransaction":[{"folio":"1"}]}',
    '{"summary":{}}',
    '{"transactions":[{"folio":"1"}]}',
  ])('that is %s is not taken for an empty one', (payload) => {
    expect(() => decodeFunds(payload)).toThrow(DecodeError);
  });

  test.each([
    [
      'dtTransaction',
      '{"trxnDate":"2024-05-01","trxnDesc":"Purchase","trxnUnits":"1.5","purchasePrice":70.5,"trxnAmount":105.75}',
    ],
    [
      'transactions',
      '{"date":"2024-05-01","description":"Purchase","units":1.5,"price":"70.5","amount":105.75}',
    ],
  ])('has the rows of its statement in %s, and no folios then', (name, statementRow) => {
    expect(decodeFunds(`{"${name}":[${statementRow},{"folio":"1"}]}`)).toEqual({
      kind: 'MUTUAL_FUNDS',
      transactionId: ID,
      folios: null,
      transactions: [
        {
          folio: null,
          fund: null,
          isin: null,
          amc: null,
          date: '2024-05-01',
          description: 'Purchase',
          units: '1.50',
          price: '70.50',
          amount: '105.75',
        },
      ],
    });
  });

  test('reads a list of parts, and a folio that is a number', () => {
    const part = '{"dtSummary":[{"folio":12345678901234567890,"schemeName":"T"}]}';
    expect(decodeFunds(`[${part},{"dtSummary":[{}]}]`)).toMatchObject({
      folios: [{ folio: '12345678901234567890', fund: 'T' }],
    });
  });

  test.each([
    ['a list', `[${row}]`],
    ['one row', row],
    ['an object of lists', `{"asOf":"2025-01-09","folios":[${row}]}`],
  ])('is read from the shape with summary and transactions: %s', (_name, summary) => {
    expect(decodeFunds(`{"summary":${summary},"transactions":[{}]}`)).toMatchObject({
      folios: [{ folio: '91/2', units: '10.1234', marketValue: '126.5425' }],
    });
  });
});

describe('a pending action', () => {
  const decodeAction = (changes: Record<string, string>) =>
    decode(object({ ...proof, iscid: `"${ISCID}"`, ...changes }));

  test.each([
    [{ action: '"REBALANCE"' }, 'REBALANCE', 'REBALANCE'],
    [{ label: '"sip"' }, 'SIP', 'sip'],
    [{ action: '"REPAIR"' }, 'FIX', 'REPAIR'],
    [{ action: '"HARVEST"' }, 'UNKNOWN', 'HARVEST'],
    [{ scid: '"SCET_0010"' }, 'UNKNOWN', null],
  ])('%j is %s', (changes, action, rawAction) => {
    expect(decodeAction(changes as Record<string, string>)).toMatchObject({
      authId: AUTH_ID,
      actions: [{ iscid: ISCID, action, rawAction }],
    });
  });

  test('needs an investment of the right form', () => {
    expect(() => decodeAction({ iscid: '"x"' })).toThrow(expect.objectContaining({ path: 'iscid' }));
  });
});

test('an unknown kind is not looked into', () => {
  expect(read('UNKNOWN', 'no JSON at all').fact).toEqual({ kind: 'UNKNOWN' });
});

test.each([
  ['no JSON', '{"batchId":'],
  ['a list', '[]'],
  ['33 levels', `{"batchId":${'['.repeat(32)}${']'.repeat(32)}}`],
])('%s is refused', (_name, text) => {
  expect(() => read('ORDER', text)).toThrow(DecodeError);
});

test('of a repeated name the last counts, as it did for the proof', () => {
  const text = batch({ ...proof }).replace('{', `{"smallcaseAuthId":"${OTHER_AUTH_ID}",`);
  expect(recogniseWebhook(JSON.parse(text) as Record<string, unknown>, text).authId).toBe(AUTH_ID);
  expect(decode(text)).toMatchObject({ authId: AUTH_ID });
});

test('any JSON object is decoded or refused with a DecodeError, and the id that was proven is the one decoded', () => {
  const kinds: readonly WebhookKind[] = ['ORDER', 'HOLDINGS', 'MUTUAL_FUNDS', 'PENDING_ACTION'];
  const name = fc.constantFrom(
    'batchId',
    'orders',
    'data',
    'payload',
    'securities',
    'iscid',
    'smallcaseAuthId',
    'transactionId',
  );
  const leaf = fc.constantFrom<unknown>(AUTH_ID, OTHER_AUTH_ID, ID, null, 7, [], {});
  const body = fc.dictionary(name, fc.oneof(leaf, fc.dictionary(name, leaf)));
  fc.assert(
    fc.property(body, fc.constantFrom(...kinds), (fields, kind) => {
      const text = JSON.stringify(fields);
      try {
        const { fact } = read(kind, text);
        const claimed = recogniseWebhook(JSON.parse(text) as Record<string, unknown>, text);
        if ('authId' in fact) expect(fact.authId).toBe(claimed.authId);
        if ('transactionId' in fact && claimed.transactionId !== null)
          expect(fact.transactionId).toBe(claimed.transactionId);
      } catch (error) {
        expect(error).toBeInstanceOf(DecodeError);
      }
    }),
    { numRuns: 500 },
  );
});

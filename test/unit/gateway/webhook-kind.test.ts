import { describe, expect, test } from '@jest/globals';
import { recogniseWebhook } from '../../../src/gateway/webhook-kind.js';

const AUTH_ID = '611a21465fc1af22353c1395';
const ID = 'TRX_47fbd57104814ddd9d57af8ae6556024';
const proof = { smallcaseAuthId: AUTH_ID, timestamp: '2021-08-16T08:27:34.213Z', checksum: 'c' };

function recogniseText(rawText: string) {
  return recogniseWebhook(JSON.parse(rawText) as Record<string, unknown>, rawText);
}

describe('kind', () => {
  test.each([
    ['MUTUAL_FUNDS', { data: { payload: {} } }],
    ['MUTUAL_FUNDS', { gateway: 'g', data: { transactionId: ID } }],
    ['MUTUAL_FUNDS', { batchId: 'b', data: { payload: {}, orders: [] } }],
    ['ORDER', { batchId: 'b' }],
    ['ORDER', { orders: [], securities: [], iscid: 'i' }],
    ['ORDER', { data: { orderBatches: [] } }],
    ['ORDER', { data: { batches: [] } }],
    ['HOLDINGS', { securities: [] }],
    ['HOLDINGS', { data: { smallcases: {} }, iscid: 'i' }],
    ['PENDING_ACTION', { iscid: 'i', action: 'SIP' }],
    ['PENDING_ACTION', { data: { iscid: 'i' } }],
    ['UNKNOWN', {}],
    ['UNKNOWN', { gateway: 'g' }],
    ['UNKNOWN', { data: [{ batchId: 'b' }] }],
    ['UNKNOWN', { data: null }],
  ])('%s: %j', (kind, body) => {
    expect(recogniseWebhook(body).kind).toBe(kind);
  });

  test('is not taken from what every object has', () => {
    expect(recogniseText('{"__proto__":{"batchId":"b"}}').kind).toBe('UNKNOWN');
  });
});

describe('claims', () => {
  test('are found at top level', () => {
    expect(recogniseWebhook({ batchId: 'b', transactionId: ID, ...proof })).toEqual({
      kind: 'ORDER',
      timestamp: proof.timestamp,
      id: AUTH_ID,
      checksum: 'c',
      transactionId: ID,
      authId: AUTH_ID,
    });
  });

  test('are found under data, and top level wins', () => {
    expect(recogniseWebhook({ data: { batchId: 'b', ...proof } })).toMatchObject({
      id: AUTH_ID,
      checksum: 'c',
    });
    const other = '5f0321b5f3743c31d95abd35';
    expect(recogniseWebhook({ smallcaseAuthId: other, data: { batchId: 'b', ...proof } }).id).toBe(other);
  });

  test('of mutual funds are proven by the transaction', () => {
    const body = { gateway: 'g', data: { transactionId: ID, payload: {} }, ...proof };
    expect(recogniseWebhook(body)).toMatchObject({ kind: 'MUTUAL_FUNDS', id: ID, transactionId: ID });
  });

  test('without their shape are kept for the proof only', () => {
    const claimed = recogniseWebhook({ batchId: 'b', ...proof, transactionId: 'x', smallcaseAuthId: 'y' });
    expect(claimed).toMatchObject({ id: 'y', transactionId: null, authId: null });
  });

  test.each([[7], [null], [{}], [[AUTH_ID]], [true]])('are missing when of another type: %j', (value) => {
    const body = { batchId: 'b', transactionId: value, smallcaseAuthId: value, checksum: value };
    expect(recogniseWebhook(body)).toMatchObject({
      id: null,
      checksum: null,
      transactionId: null,
      authId: null,
    });
  });
});

describe('timestamp', () => {
  test.each([
    ['1629102454213', '1629102454213'],
    ['90071992547409931', '90071992547409931'],
    ['1.629102454213e12', '1.629102454213e12'],
    ['1629102454213.0', '1629102454213.0'],
    ['"1629102454213"', '1629102454213'],
    ['"as it is "', 'as it is '],
  ])('%s is used as received', (text, timestamp) => {
    expect(recogniseText(`{"batchId":"b","timestamp" : ${text}}`).timestamp).toBe(timestamp);
    expect(recogniseText(`{"data":{"batchId":"b","timestamp":\n${text}}}`).timestamp).toBe(timestamp);
  });

  test.each(['""', 'null', 'true', '{}', '[1]'])('%s is missing', (text) => {
    expect(recogniseText(`{"batchId":"b","timestamp":${text}}`).timestamp).toBeNull();
  });

  test('is not taken from another place in the text', () => {
    const text = '{"batchId":"b","orders":[{"timestamp":5,"note":"\\"timestamp\\":6"}],"timestamp":7}';
    expect(recogniseText(text).timestamp).toBe('7');
  });

  test('that parsing may have changed is missing when the text is not at hand', () => {
    expect(recogniseWebhook({ batchId: 'b', timestamp: 1629102454213 }).timestamp).toBe('1629102454213');
    expect(recogniseWebhook({ batchId: 'b', timestamp: 2 ** 53 }).timestamp).toBeNull();
    expect(recogniseWebhook({ batchId: 'b', timestamp: 1.5 }).timestamp).toBeNull();
  });
});

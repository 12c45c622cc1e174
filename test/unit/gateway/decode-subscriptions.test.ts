import { describe, expect, test } from '@jest/globals';
import { decodeSubscriptions } from '../../../src/gateway/catalogue/decode-subscriptions.js';
import { DecodeError } from '../../../src/gateway/decode/decode-error.js';
import { parseExactly } from '../../../src/gateway/json.js';
import { decoded } from '../../../src/gateway/unreadable.js';

const read = (data: string) =>
  decoded((unreadable) =>
    decodeSubscriptions(parseExactly(`{"success": true, "errors": null, "data": ${data}}`), unreadable),
  );

/** An item with every field of the published table. */
const ITEM = `{"id": "${'a'.repeat(24)}", "status": "SUBSCRIBED", "publisher": "p", "publisherName": "Publisher",
  "isCancellable": true, "isRenewable": false, "pendingAmount": 0, "amount": 1652.0000000000001, "pricingType": "SMALLCASE",
  "scids": [{"scid": "SCMO_0011", "smallcaseName": "Quality"}], "date": "2025-01-01T00:00:00.000Z",
  "endDate": "2025-04-02T00:00:00.000Z", "planType": "flatFee", "planRenewal": "oneTime", "duration": "3m",
  "cancellation": {"value": true, "scheduledDate": "2025-04-09T00:00:00.000Z", "reason": "asked for"}}`;

test('a subscription is read whole, with every digit', () => {
  expect(read(`{"subscriptions": [${ITEM}]}`).fact).toEqual({
    isWhole: true,
    fact: [
      {
        subscriptionId: 'a'.repeat(24),
        status: 'SUBSCRIBED',
        rawStatus: 'SUBSCRIBED',
        publisher: 'Publisher',
        smallcases: [{ scid: 'SCMO_0011', name: 'Quality' }],
        isCancellable: true,
        isRenewable: false,
        amount: '1652.0000000000001',
        pendingAmount: '0.00',
        startedAt: Date.parse('2025-01-01T00:00:00.000Z'),
        endsAt: Date.parse('2025-04-02T00:00:00.000Z'),
        planType: 'flatFee',
        renewal: 'ONE_TIME',
        duration: '3m',
        cancellation: { scheduledAt: Date.parse('2025-04-09T00:00:00.000Z'), reason: 'asked for' },
      },
    ],
  });
});

test('a list without a wrapper is read as well', () => {
  expect(read(`[${ITEM}]`).fact.fact).toHaveLength(1);
});

test('what is absent is null, and no cancellation is none', () => {
  expect(
    read('[{"id": "1", "status": "REQUESTED_ACCESS", "cancellation": {"value": false}}]').fact.fact,
  ).toEqual([
    expect.objectContaining({
      subscriptionId: '1',
      amount: null,
      isRenewable: null,
      renewal: null,
      cancellation: null,
      smallcases: [],
    }),
  ]);
});

describe('beside what cannot be read', () => {
  test.each([
    ['a row without an id', '[{"status": "SUBSCRIBED"}, {"id": "2"}]', 1, 'data.subscriptions[0].id'],
    ['a row that is no object', '["x", {"id": "2"}]', 1, 'data.subscriptions[0]'],
    ['an amount', '[{"id": "2", "amount": "much"}]', 1, 'data.subscriptions[0].amount'],
    ['a cancellation', '[{"id": "2", "cancellation": "yes"}]', 1, 'data.subscriptions[0].cancellation'],
    [
      'smallcases',
      '[{"id": "2", "scids": [{"smallcaseName": "N"}]}]',
      1,
      'data.subscriptions[0].scids[0].scid',
    ],
  ])('the rest is kept: %s', (_name, data, count, path) => {
    const { fact, unreadable } = read(data);
    expect([fact.fact.length, fact.isWhole, unreadable.paths]).toEqual([count, false, [path]]);
  });

  test.each(['PAUSED', ''])('the state %j is unknown', (status) => {
    expect(read(JSON.stringify([{ id: '1', status }])).fact.fact[0]?.status).toBe('UNKNOWN');
  });
});

test.each(['{}', '{"subscriptions": {}}', 'null', '"x"'])('refuses %s', (data) => {
  expect(() => read(data)).toThrow(DecodeError);
});

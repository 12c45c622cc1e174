import { describe, expect, test } from '@jest/globals';
import { deliveryFits, parseDeliveriesSearch } from '../../../src/console-pages/inbox/deliveries-search.js';
import { orderFilterOf, parseOrdersSearch } from '../../../src/console-pages/orders/orders-search.js';
import { parseSearch, stringifySearch } from '../../../src/console-pages/shell/search-params.js';
import { parseTransactionsSearch } from '../../../src/console-pages/transactions/transactions-search.js';

describe('the filters in an address', () => {
  test('are read and written back alike', () => {
    const address = '?status=COMPLETED,UNFILLED&provenance=WEBHOOK&final=no&symbol=M%26M&since=1h&open=x%3D1';
    expect(stringifySearch({ ...parseOrdersSearch(parseSearch(address)) })).toBe(address);
  });

  test('keep a text that looks like a number as text', () => {
    expect(parseOrdersSearch(parseSearch('?text=0110')).text).toBe('0110');
  });

  test('are the same from an address and from a link of the program', () => {
    const search = parseOrdersSearch(parseSearch('?status=A,B&final=yes'));
    expect(parseOrdersSearch({ ...search })).toEqual(search);
  });

  test.each(['?provenance=RUMOUR', '?final=perhaps', '?since=1y', '?status=', '?unknown=1'])(
    'leave out what is not understood: %s',
    (address) => {
      const search = parseOrdersSearch(parseSearch(address));
      expect(Object.values(search).filter((value) => value !== undefined)).toEqual([]);
      expect(orderFilterOf(search)).toEqual({});
    },
  );

  test('name a span, and the server gets no name', () => {
    expect(orderFilterOf(parseOrdersSearch({ since: '24h' }))).toEqual({ since: '24h' });
    expect(parseTransactionsSearch({ since: '24h' }).since).toBe('24h');
  });

  test('know verdicts and tabs of the inbox, and no others', () => {
    expect(parseDeliveriesSearch({ verdict: 'DEAD,LOST', tab: 'secret', view: 'all' })).toEqual({
      verdict: ['DEAD'],
    });
  });
});

test('a new delivery fits the filters that it has', () => {
  const delivery = {
    id: '1',
    receivedAt: new Date().toISOString(),
    kind: 'ORDER',
    verdict: 'UNMATCHED' as const,
    failures: 0,
    nextAttemptAt: null,
    problem: 'no transaction has this id',
    transactionId: null,
    sizeBytes: 1,
  };
  expect(deliveryFits(delivery, { verdict: ['UNMATCHED'], problem: 'this id', since: '15m' })).toBe(true);
  expect(deliveryFits(delivery, { verdict: ['APPLIED'] })).toBe(false);
  expect(deliveryFits(delivery, { problem: 'another' })).toBe(false);
  expect(deliveryFits({ ...delivery, receivedAt: '2020-01-01T00:00:00Z' }, { since: '7d' })).toBe(false);
  expect(deliveryFits(delivery, { transaction: 'masked here' })).toBe(false);
});

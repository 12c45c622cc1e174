import { describe, expect, test } from '@jest/globals';
import { BOUNDS } from '../../../src/gateway/bounds.js';
import { ExceedsBounds } from '../../../src/gateway/decode/decode-error.js';
import { decodeHoldings } from '../../../src/gateway/decode/decode-holdings.js';
import {
  decodeOrderDetails,
  decodeTransactionDetails,
} from '../../../src/gateway/decode/decode-transaction.js';
import { decodeWebhook } from '../../../src/gateway/decode/decode-webhook.js';
import { Unreadable } from '../../../src/gateway/unreadable.js';
import type { WebhookKind } from '../../../src/gateway/webhook-kind.js';
import { AUTH_ID, ID } from '../../support/payloads.js';

const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const hexId = (index: number) => index.toString(16).padStart(24, '0');
const leg = () => ({ tradingsymbol: 'INFY', quantity: 1 });
const batch = (index: number, legs = 0, unplaced = 0) => ({
  batchId: hexId(index),
  orders: many(legs, leg),
  unplaced: many(unplaced, leg),
});

const webhook = (kind: WebhookKind, body: Readonly<Record<string, unknown>>) => () =>
  decodeWebhook(
    kind,
    JSON.stringify({ smallcaseAuthId: AUTH_ID, transactionId: ID, ...body }),
    new Unreadable(),
  );
const holdings = (body: Readonly<Record<string, unknown>>) => () =>
  decodeHoldings({ smallcaseAuthId: AUTH_ID, securities: [], ...body }, new Unreadable(), null);
const read = (batches: readonly unknown[]) => () =>
  decodeTransactionDetails({ transactionId: ID, success: { data: { batches } } }, new Unreadable());
const details = (orders: readonly unknown[]) => () => decodeOrderDetails({ orders }, new Unreadable(), ID);

const folio = () => ({ folio: '1' });
const security = (index: number) => ({ isin: hexId(index) });
const security1 = (index: number) => ({ ticker: `T${index}` });
const constituent = () => ({ ticker: 'INFY', shares: 1 });
const smallcase = (constituents: number) => ({ constituents: many(constituents, constituent) });
const spread = (legs: number) =>
  many(Math.ceil(legs / 100), (index) => batch(index, Math.min(100, legs - 100 * index)));

/** What is bounded, the bound, and a payload with so many. */
const CASES: readonly (readonly [name: string, bound: number, make: (count: number) => () => unknown])[] = [
  ['batches of a webhook', BOUNDS.batches, (n) => webhook('ORDER', { batches: many(n, batch) })],
  [
    'batches of a webhook under data',
    BOUNDS.batches,
    (n) => webhook('ORDER', { data: { orderBatches: many(n, batch) } }),
  ],
  ['legs of a batch', BOUNDS.legs, (n) => webhook('ORDER', batch(0, n))],
  ['unplaced legs of a batch', BOUNDS.legs, (n) => webhook('ORDER', batch(0, 0, n))],
  ['legs of all batches', BOUNDS.allLegs, (n) => webhook('ORDER', { batches: spread(n) })],
  ['batches of a read', BOUNDS.batches, (n) => read(many(n, batch))],
  ['legs of a read', BOUNDS.allLegs, (n) => read(spread(n))],
  ['rows of order details', BOUNDS.batches, (n) => details(many(n, batch))],
  ['batches of one row of order details', BOUNDS.batches, (n) => details([{ batches: many(n, batch) }])],
  [
    'batches of several rows of order details',
    BOUNDS.batches,
    (n) => details(many(2, (row) => ({ batches: many(row === 0 ? 50 : n - 50, batch) }))),
  ],
  [
    'securities of a webhook',
    BOUNDS.securities,
    (n) => webhook('HOLDINGS', { securities: many(n, security) }),
  ],
  ['securities of a read', BOUNDS.securities, (n) => holdings({ securities: many(n, security) })],
  [
    'securities of the first version',
    BOUNDS.securities,
    (n) => holdings({ securities: { holdings: many(n, security1) } }),
  ],
  [
    'public smallcases',
    BOUNDS.smallcases,
    (n) => holdings({ smallcases: { public: many(n, () => smallcase(0)) } }),
  ],
  [
    'private smallcases',
    BOUNDS.smallcases,
    (n) => holdings({ smallcases: { private: many(n, () => smallcase(0)) } }),
  ],
  [
    'private investments',
    BOUNDS.smallcases,
    (n) => holdings({ smallcases: { private: { investments: many(n, () => smallcase(0)) } } }),
  ],
  ['constituents', BOUNDS.constituents, (n) => holdings({ smallcases: { public: [smallcase(n)] } })],
  [
    'mutual funds of an account',
    BOUNDS.folios,
    (n) => holdings({ mutualFunds: { holdings: many(n, () => ({})) } }),
  ],
  [
    'folios of an import',
    BOUNDS.folios,
    (n) => webhook('MUTUAL_FUNDS', { data: { payload: { dtSummary: many(n, folio) } } }),
  ],
  [
    'rows of a statement',
    BOUNDS.statementRows,
    (n) =>
      webhook('MUTUAL_FUNDS', { data: { payload: { transactions: many(n, () => ({ date: '2024' })) } } }),
  ],
  [
    'folios of an import in parts',
    BOUNDS.folios,
    (n) =>
      webhook('MUTUAL_FUNDS', {
        data: { payload: many(2, (part) => ({ dtSummary: many(part === 0 ? 500 : n - 500, folio) })) },
      }),
  ],
  [
    'parts of an import',
    BOUNDS.folios,
    (n) => webhook('MUTUAL_FUNDS', { data: { payload: many(n, () => ({ dtSummary: [] })) } }),
  ],
  [
    'characters of the name of a pending action',
    BOUNDS.actionTextLength,
    (n) => webhook('PENDING_ACTION', { iscid: hexId(1), name: 'x'.repeat(n) }),
  ],
  [
    'characters of a pending action',
    BOUNDS.actionTextLength,
    (n) => webhook('PENDING_ACTION', { iscid: hexId(1), action: 'x'.repeat(n) }),
  ],
];

describe('as many as the bound are read, and one more refuses the whole', () => {
  test.each(CASES)('%s', (_name, bound, make) => {
    expect(make(bound)).not.toThrow();
    expect(make(bound + 1)).toThrow(ExceedsBounds);
  });

  test('with a count and no value of the body in the message', () => {
    expect(webhook('ORDER', { batches: many(101, batch) })).toThrow(
      'batches: holds 101 items, at most 100 are taken',
    );
  });

  test('but rows of other transactions are dropped before they are counted', () => {
    const foreign = many(300, (index) => ({ ...batch(index), transactionId: `TRX_${'f'.repeat(32)}` }));
    expect(details([...foreign, batch(999)])().batches).toHaveLength(1);
  });
});

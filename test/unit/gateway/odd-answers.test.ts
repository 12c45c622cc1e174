import { describe, expect, test } from '@jest/globals';
import { decodeHoldings } from '../../../src/gateway/decode/decode-holdings.js';
import {
  decodeOrderDetails,
  decodeTransactionDetails,
} from '../../../src/gateway/decode/decode-transaction.js';
import { decodeWebhook } from '../../../src/gateway/decode/decode-webhook.js';
import { parseExactly } from '../../../src/gateway/json.js';
import { type Decoded, decoded, type Unreadable } from '../../../src/gateway/unreadable.js';
import type { WebhookKind } from '../../../src/gateway/webhook-kind.js';
import { AUTH_ID, BATCH_ID, ID, ISCID } from '../../support/payloads.js';

type Json = Record<string, unknown>;

/** What brokers put in place of a value, as JSON text; an empty text leaves the field out. */
const ODD = {
  absent: '',
  null: 'null',
  empty: '""',
  'text for a number': '"NA"',
  dash: '"-"',
  'number for text': '500209',
  'number in text': '"12.50"',
  object: '{}',
  array: '[]',
  boolean: 'true',
  huge: '1e400',
  'long number': '90071992547409931234567890',
  negative: '-1',
  fraction: '0.333333333333333333',
  'unknown word': '"SOMETHING_NEW"',
} as const;

const leg = {
  tradingsymbol: 'INFY',
  exchange: 'NSE',
  transactionType: 'BUY',
  orderType: 'LIMIT',
  product: 'CNC',
  quantity: 3,
  filledQuantity: 3,
  averagePrice: 1431.5,
  price: 1440,
  status: 'COMPLETE',
  exchangeOrderId: '1100000000012345',
  errorCode: 'x',
  statusMessage: 'done',
};
const unplaced = {
  tradingsymbol: 'SBIN',
  exchange: 'NSE',
  transactionType: 'SELL',
  quantity: 2,
  errorCode: 'x',
};
const batch = {
  batchId: BATCH_ID,
  transactionId: ID,
  status: 'COMPLETED',
  variety: 'regular',
  buyAmount: 4294.5,
  sellAmount: 0,
  orders: [leg, { ...leg, tradingsymbol: 'TCS' }],
  unplaced: [unplaced, { ...unplaced, tradingsymbol: 'ITC' }],
  completedDate: '2025-01-10T10:01:03.120Z',
  label: 'BUY',
};
const details = {
  transactionId: ID,
  intent: 'TRANSACTION',
  status: 'COMPLETED',
  expireAt: '2026-01-02T03:04:05.678Z',
  expired: false,
  authId: AUTH_ID,
  error: { value: true, code: 1012, message: 'm' },
  success: { broker: 'kite', data: { batches: [batch, batch], funds: 12.5 } },
};
const security = {
  isin: 'INE009A01021',
  name: 'Infosys',
  nseTicker: 'INFY',
  bseTicker: '500209',
  holdings: { quantity: 12, averagePrice: 1431.5 },
  positions: { nse: { quantity: 3, averagePrice: 1502.1 }, bse: { quantity: -2, averagePrice: 1 } },
  collateralQuantity: 0,
  transactableQuantity: 15,
  smallcaseQuantity: 4,
};
const smallcase = {
  scid: 'SCET_0010',
  name: 'N',
  stats: { currentValue: 10.5, totalReturns: -2 },
  constituents: [
    { ticker: 'INFY', shares: 0.5 },
    { ticker: 'TCS', shares: 1 },
  ],
};
const fund = {
  folio: '1/2',
  fund: 'F',
  isin: 'INF1',
  quantity: 10,
  averagePrice: 12.3,
  lastPrice: 13.1,
  lastPriceDate: '2025-01-09',
  pnl: -1.5,
  xirr: 1,
};
const holdings = {
  securities: [security, { ...security, isin: 'INE1' }],
  smallcases: { public: [smallcase, smallcase], private: { investments: [smallcase, smallcase] } },
  mutualFunds: { holdings: [fund, { ...fund, folio: '3' }] },
  updating: false,
  lastUpdate: '2025-01-10T10:01:03.120Z',
  snapshotDate: '2025-01-10T10:01:02.000Z',
  smallcaseAuthId: AUTH_ID,
  broker: 'kite',
};
const share = { ticker: 'INFY', name: 'Infosys', exchange: 'NSE', averagePrice: 1431.5, shares: 12 };
const folio = {
  folio: '91/2',
  scheme: 'S',
  isin: 'INF1',
  amcName: 'A',
  closingBalance: '10.1',
  nav: 12.5,
  marketValue: 126.5,
  costValue: 100,
  lastNavDate: '09-Jan-2025',
};
const proof = { smallcaseAuthId: AUTH_ID, timestamp: 't', checksum: 'c', transactionId: ID };

const webhook = (kind: WebhookKind) => (text: string, unreadable: Unreadable) =>
  decodeWebhook(kind, text, unreadable);

/** Each decoder with a whole payload, and the fields without which nothing of it can be told. */
const DECODERS: readonly (readonly [
  name: string,
  payload: Json,
  decode: (text: string, unreadable: Unreadable) => unknown,
  required: readonly string[],
])[] = [
  [
    'transaction details',
    { transactionDetails: details },
    (text, unreadable) => decodeTransactionDetails(parseExactly(text), unreadable),
    ['transactionDetails', 'transactionDetails.transactionId'],
  ],
  [
    'order details',
    { orders: [{ transactionId: ID, batches: [batch, batch] }, batch] },
    (text, unreadable) => decodeOrderDetails(parseExactly(text), unreadable, ID),
    ['orders'],
  ],
  ['holdings', holdings, (text, unreadable) => decodeHoldings(parseExactly(text), unreadable, AUTH_ID), []],
  [
    'holdings of version 1',
    { ...holdings, securities: { holdings: [share, { ...share, ticker: 'TCS' }] } },
    (text, unreadable) => decodeHoldings(parseExactly(text), unreadable, AUTH_ID),
    [],
  ],
  [
    'an order webhook',
    { ...proof, broker: 'kite', orderBatches: [batch, { ...batch, batchId: 'a'.repeat(24) }] },
    webhook('ORDER'),
    ['smallcaseAuthId', 'orderBatches'],
  ],
  ['a holdings webhook', { ...proof, ...holdings }, webhook('HOLDINGS'), ['smallcaseAuthId']],
  [
    'a mutual-fund webhook',
    { gateway: 'g', timestamp: 't', data: { transactionId: ID, payload: { dtSummary: [folio, folio] } } },
    webhook('MUTUAL_FUNDS'),
    ['data', 'data.transactionId', 'data.payload', 'data.payload.dtSummary'],
  ],
  [
    'a pending action',
    { ...proof, iscid: ISCID, scid: 'SCET_0010', name: 'N', action: 'SIP', date: '2025-01-09' },
    webhook('PENDING_ACTION'),
    ['smallcaseAuthId', 'iscid'],
  ],
];

/** Every place of a payload, as a path. */
function placesOf(value: unknown, path: string): string[] {
  const children = Array.isArray(value)
    ? value.map((item, index) => [`${path}[${index}]`, item] as const)
    : typeof value === 'object' && value !== null
      ? Object.entries(value).map(([name, item]) => [path === '' ? name : `${path}.${name}`, item] as const)
      : [];
  return [...(path === '' ? [] : [path]), ...children.flatMap(([below, item]) => placesOf(item, below))];
}

const MARK = '"@odd@"';

/** The payload as JSON text with `odd` at a place. */
function spoil(payload: Json, place: string, odd: string): string {
  const copy = JSON.parse(JSON.stringify(payload)) as Json;
  const steps = place.split(/[.[\]]/).filter((step) => step !== '');
  let holder: Json = copy;
  for (const step of steps.slice(0, -1)) holder = holder[step] as Json;
  const last = steps.at(-1) ?? '';
  if (odd === '' && !Array.isArray(holder)) delete holder[last];
  else holder[last] = '@odd@';
  return JSON.stringify(copy).replace(MARK, () => (odd === '' ? 'null' : odd));
}

/** The values of a fact, each with the names on the way to it but not its place in a list. */
function valuesOf(fact: unknown, path = ''): string[] {
  if (Array.isArray(fact)) return fact.flatMap((item) => valuesOf(item, `${path}[]`));
  if (typeof fact !== 'object' || fact === null) return fact === null ? [] : [`${path} ${String(fact)}`];
  return Object.entries(fact).flatMap(([name, item]) => valuesOf(item, `${path}.${name}`));
}

/** How many values of one fact the other has not. */
function countLost(whole: unknown, spoilt: unknown): number {
  const left = valuesOf(spoilt);
  let lost = 0;
  for (const value of valuesOf(whole)) {
    const at = left.indexOf(value);
    if (at === -1) lost += 1;
    else left.splice(at, 1);
  }
  return lost;
}

/** Without these it cannot be told which row it is, or whose. */
const IDENTIFIES = /\.(?:batchId|transactionId|ticker)$/;
/** A field may be shown twice, and an amount may depend on it: the word and the enum, 0 and a filled leg. */
const DERIVED = 3;

const rowOf = (place: string) => place.slice(0, place.lastIndexOf('.'));

function isLeaf(payload: Json, place: string): boolean {
  let value: unknown = payload;
  for (const step of place.split(/[.[\]]/).filter((each) => each !== '')) value = (value as Json)[step];
  return typeof value !== 'object' || value === null;
}

const run = (
  decode: (text: string, unreadable: Unreadable) => unknown,
  text: string,
): Decoded<unknown> | Error => {
  try {
    return decoded((unreadable) => decode(text, unreadable));
  } catch (error) {
    return error as Error;
  }
};

describe.each(DECODERS)('%s', (_name, payload, decode, required) => {
  const whole = run(decode, JSON.stringify(payload));
  if (whole instanceof Error) throw whole;
  const places = placesOf(payload, '').filter((place) => !required.includes(place));
  /** Without a place at all: what may be lost with it, at most. */
  const known = new Map<string, number>();
  const lostWith = (place: string) => {
    const lost = known.get(place) ?? countLostWith(place);
    known.set(place, lost);
    return lost;
  };
  const countLostWith = (place: string) => {
    const result = run(decode, spoil(payload, IDENTIFIES.test(place) ? rowOf(place) : place, ''));
    return result instanceof Error ? Number.POSITIVE_INFINITY : countLost(whole.fact, result.fact);
  };

  test('reads the whole payload', () => {
    expect(whole.unreadable.paths).toEqual([]);
    expect(valuesOf(whole.fact).length).toBeGreaterThan(5);
  });

  test('loses one field at most when one is missing, unless it says which row it is', () => {
    for (const place of places.filter((each) => isLeaf(payload, each) && !IDENTIFIES.test(each))) {
      const lost = lostWith(place);
      if (lost > DERIVED) throw new Error(`${place}: ${lost} values are lost`);
    }
  });

  test.each(Object.entries(ODD))('loses no more by %s than by what is missing', (_odd, json) => {
    for (const place of places) {
      const result = run(decode, spoil(payload, place, json));
      if (result instanceof Error) throw new Error(`${place}: ${result.message}`);
      const lost = countLost(whole.fact, result.fact);
      const most = lostWith(place) + DERIVED;
      if (lost > most) throw new Error(`${place}: ${lost} values are lost instead of ${most}`);
    }
  });

  test('says where, and never what', () => {
    for (const place of places) {
      const result = run(decode, spoil(payload, place, '"SECRET"'));
      if (result instanceof Error) throw new Error(`${place}: ${result.message}`);
      expect(result.unreadable.paths.join()).not.toContain('SECRET');
      expect(result.unreadable.count).toBeLessThanOrEqual(1);
    }
  });

  test('is refused as not understood without what shows which it is', () => {
    for (const place of required) {
      const error = run(decode, spoil(payload, place, '"SECRET"'));
      expect(error).toMatchObject({ name: 'DecodeError' });
      expect(String(error)).not.toContain('SECRET');
    }
  });
});

test.each([
  [{ quantity: '3' }, { quantity: 3 }],
  [{ quantity: ' 3 ' }, { quantity: 3 }],
  [{ averagePrice: '1431.50' }, { averagePrice: '1431.50' }],
  [{ tradingsymbol: 500209 }, { symbol: '500209' }],
  [{ tradingsymbol: {} }, { symbol: 'UNKNOWN' }],
  [{ averagePrice: 0 }, { averagePrice: null }],
  [{ exchange: null }, { exchange: null }],
  [{ transactionType: 'SHORT' }, { side: 'UNKNOWN' }],
])('a leg with %j is read as %j, and never left out', (changes, expected) => {
  const text = JSON.stringify([{ ...batch, orders: [{ ...leg, ...changes }] }]);
  const { fact } = decoded((unreadable) => decodeOrderDetails(parseExactly(text), unreadable, ID));
  expect(fact.batches[0]?.legs).toMatchObject([{ ...expected, status: 'COMPLETE' }]);
});

test.each([
  ['BUY', { filledQuantity: 3 }, [null, '0.00']],
  ['SELL', { filledQuantity: 3 }, ['0.00', null]],
  ['BUY', { filledQuantity: 0 }, ['0.00', '0.00']],
  ['BUY', { filledQuantity: 'x' }, [null, '0.00']],
  ['HOLD', { filledQuantity: 3 }, [null, null]],
])('amounts of 0 next to a %s leg with %j are %j', (transactionType, changes, [buyAmount, sellAmount]) => {
  const amounts = { buyAmount: 0, sellAmount: 0 };
  const text = JSON.stringify([{ ...batch, ...amounts, orders: [{ ...leg, transactionType, ...changes }] }]);
  const { fact } = decoded((unreadable) => decodeOrderDetails(parseExactly(text), unreadable, ID));
  expect(fact.batches).toMatchObject([{ buyAmount, sellAmount }]);
});

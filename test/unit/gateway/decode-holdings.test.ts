import { describe, expect, test } from '@jest/globals';
import { DecodeError } from '../../../src/gateway/decode/decode-error.js';
import { decodeHoldings } from '../../../src/gateway/decode/decode-holdings.js';
import { parseExactly } from '../../../src/gateway/json.js';
import { decoded } from '../../../src/gateway/unreadable.js';
import { AUTH_ID, envelope, holdingsV2, OTHER_AUTH_ID } from '../../support/payloads.js';

const read = (changes: Record<string, string> = {}, authId: string | null = null) =>
  decoded((unreadable) => decodeHoldings(parseExactly(envelope(holdingsV2(changes))), unreadable, authId));
const decode = (...given: Parameters<typeof read>) => read(...given).fact;

describe('version 2', () => {
  test('is read whole', () => {
    expect(decode()).toEqual({
      authId: AUTH_ID,
      broker: 'kite',
      version: 'v2',
      snapshotAt: Date.parse('2025-01-10T10:01:02.000Z'),
      lastUpdateAt: Date.parse('2025-01-10T10:01:03.120Z'),
      isUpdating: false,
      securities: [
        {
          isin: 'INE009A01021',
          name: 'Infosys Ltd',
          nseTicker: 'INFY',
          bseTicker: '500209',
          quantity: '12.00',
          averagePrice: '1431.50',
          nsePosition: { quantity: '3.00', averagePrice: '1502.10' },
          bsePosition: { quantity: '-2.00', averagePrice: null },
          collateralQuantity: '0.00',
          transactableQuantity: '15.00',
          smallcaseQuantity: '4.00',
        },
      ],
      smallcases: [
        {
          scid: null,
          name: null,
          isPrivate: true,
          currentValue: '10.50',
          totalReturns: '-2.00',
          constituents: [],
        },
      ],
      mutualFunds: null,
    });
  });

  test('returns null, not 0, for what was not sent', () => {
    const { securities } = decode({ securities: '[{"name":"X","nseTicker":null}]' });
    expect(securities).toMatchObject([
      { quantity: null, averagePrice: null, nsePosition: null, collateralQuantity: null },
    ]);
  });
});

test('version 1 is recognised by its shape', () => {
  const rows =
    '{"holdings":[{"ticker":"INFY","name":"Infosys","averagePrice":1431.5,"shares":12},{"ticker":"500209","exchange":"BSE","shares":1}]}';
  const fact = decode({ securities: rows, updating: 'true' });
  expect(fact).toMatchObject({ version: 'v1', isUpdating: true });
  expect(fact.securities).toMatchObject([
    { nseTicker: 'INFY', bseTicker: null, quantity: '12.00', averagePrice: '1431.50', nsePosition: null },
    { nseTicker: null, bseTicker: '500209', name: '500209', quantity: '1.00', averagePrice: null },
  ]);
});

describe('smallcases', () => {
  const listed =
    '{"scid":"SCET_0010","name":"N","stats":{"currentValue":1.005},"constituents":[{"ticker":"INFY","shares":0.5}]}';

  test.each([
    ['{"public":[],"private":[]}', 0],
    ['{"public":[],"private":{"stats":{"currentValue":1}}}', 1],
    ['{"public":[],"private":{"investments":[{"name":"a"},{"name":"b"}]}}', 2],
    [`{"public":[${listed}],"private":{}}`, 1],
    [`{"public":[${listed}]}`, 1],
    ['[]', 0],
  ])('%s', (smallcases, count) => {
    expect(decode({ smallcases }).smallcases).toHaveLength(count);
  });

  test.each(['null', '', '{}', '7'])('are not said to be none by %j', (smallcases) => {
    expect(decode({ smallcases }).smallcases).toBeNull();
  });

  test('keep their parts exactly', () => {
    expect(decode({ smallcases: `{"public":[${listed}]}` }).smallcases).toEqual([
      {
        scid: 'SCET_0010',
        name: 'N',
        isPrivate: false,
        currentValue: '1.005',
        totalReturns: null,
        constituents: [{ ticker: 'INFY', shares: '0.50' }],
      },
    ]);
  });
});

describe('mutual funds', () => {
  test('are null when not asked for, and a list when there are none', () => {
    expect(decode().mutualFunds).toBeNull();
    expect(decode({ mutualFunds: '{"holdings":[]}' }).mutualFunds).toEqual([]);
  });

  test('keep integers, decimals and null', () => {
    const row =
      '{"folio":"1/2","fund":"F","isin":"INF1","quantity":10,"averagePrice":12.3456,"lastPrice":"13.1","pnl":-1.5,"xirr":null,"lastPriceDate":"2025-01-09"}';
    expect(decode({ mutualFunds: `{"holdings":[${row}]}` }).mutualFunds).toMatchObject([
      {
        folio: '1/2',
        units: '10.00',
        averagePrice: '12.3456',
        nav: '13.10',
        pnl: '-1.50',
        xirr: null,
        navDate: '2025-01-09',
      },
    ]);
  });
});

describe('whose they are', () => {
  test('comes from the body, or from who asked', () => {
    expect(decode({}, AUTH_ID).authId).toBe(AUTH_ID);
    expect(decode({ smallcaseAuthId: '' }, OTHER_AUTH_ID).authId).toBe(OTHER_AUTH_ID);
  });

  test.each(['""', '"me"', '7', '{}', 'null'])('is the asker’s when the body says %s', (smallcaseAuthId) => {
    expect(decode({ smallcaseAuthId }, AUTH_ID).authId).toBe(AUTH_ID);
  });

  test.each([
    [{}, OTHER_AUTH_ID],
    [{ smallcaseAuthId: '' }, null],
    [{ smallcaseAuthId: '"me"' }, null],
  ])('is refused when it does not fit: %j for %s', (changes, authId) => {
    expect(() => decode(changes as Record<string, string>, authId)).toThrow(/^data\.smallcaseAuthId:/);
  });
});

test.each([
  ['securities', { securities: '"none"' }],
  ['securities[0]', { securities: '[1]' }],
  ['securities[0].isin', { securities: '[{}]' }],
  ['securities[0].holdings.quantity', { securities: '[{"name":"X","holdings":{"quantity":"many"}}]' }],
  ['securities.holdings[0].isin', { securities: '{"holdings":[{}]}' }],
  [
    'smallcases.public[0].constituents[0].shares',
    { smallcases: '{"public":[{"constituents":[{"ticker":"A","shares":"x"}]}]}' },
  ],
  ['mutualFunds', { mutualFunds: '3' }],
])('a bad %s is noted by its path, and the rest is read', (path, changes) => {
  const { fact, unreadable } = read(changes as Record<string, string>);
  expect(unreadable.paths).toEqual([`data.${path}`]);
  expect(fact).toMatchObject({ authId: AUTH_ID, broker: 'kite' });
});

test('a body that shows nothing of holdings is refused by its path', () => {
  const run = () => decoded((unreadable) => decodeHoldings(parseExactly('{"data":{}}'), unreadable, AUTH_ID));
  expect(run).toThrow(DecodeError);
  expect(run).toThrow(expect.objectContaining({ path: 'data.securities' }));
});

test.each(['null', ''])('a part that is %j is not empty but unknown', (securities) => {
  expect(decode({ securities }).securities).toBeNull();
});

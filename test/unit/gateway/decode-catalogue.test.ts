import { describe, expect, test } from '@jest/globals';
import {
  decodeChart,
  decodeNews,
  decodeSmallcaseDetail,
  decodeSmallcases,
} from '../../../src/gateway/catalogue/decode-catalogue.js';
import { DecodeError } from '../../../src/gateway/decode/decode-error.js';
import { parseExactly } from '../../../src/gateway/json.js';
import { decoded, type Unreadable } from '../../../src/gateway/unreadable.js';

const SCID = 'SCET_0010';

/** A detail with the fields of the published samples; numbers keep digits that a native number would lose. */
const DETAIL = `{
  "scid": "SCET_0010",
  "info": {"type": "Model", "name": "Top 10", "shortDescription": "Ten shares", "publisherName": "P",
    "blogURL": "https://example.com/b", "imageUrl": "https://example.com/i.png", "nextUpdate": "2025-02-01T00:00:00.000Z",
    "rebalanceSchedule": "Quarterly", "lastRebalanced": "2024-11-01T00:00:00.000Z", "created": "2018-01-15T00:00:00.000Z"},
  "stats": {"indexValue": 214.5000000000000001, "unadjustedValue": 214.5, "divReturns": 0, "lastCloseIndex": 213,
    "minInvestAmount": 1575.0900000000001,
    "returns": {"daily": -0.001, "weekly": null, "monthly": 0.02, "halfyearly": 0.1, "yearly": 0.14, "threeYear": 0.5, "fiveYear": 1, "sinceInception": 1.145},
    "ratios": {"marketCapCategory": "Large Cap", "riskLabel": "Low Volatility", "cagr": 0.12, "cagr1y": 0.14, "cagr3y": 0.145, "cagr5y": null}},
  "constituents": [{"ticker": "INFY", "shares": 2, "weight": 0.4}, {"sidInfo": {"ticker": "TCS", "name": "Tata Consultancy"}, "weight": 0.6}],
  "plans": [{"planId": "p1", "duration": "3m", "auto": true, "oneTime": false, "aum": false, "active": true, "amount": 1652,
    "baseAmount": 1400, "notionalAmount": 0, "baseNotionalAmount": null, "flags": {"mostPopular": true}}]
}`;

function read<T>(data: string, decode: (json: unknown, unreadable: Unreadable) => T) {
  const json = parseExactly(`{"success": true, "errors": null, "data": ${data}}`);
  return decoded((unreadable) => decode(json, unreadable));
}
const readDetail = (data: string) =>
  read(data, (json, unreadable) => decodeSmallcaseDetail(json, unreadable, SCID));
const readList = (data: string) => read(data, decodeSmallcases);
const readChart = (data: string) => read(data, (json, unreadable) => decodeChart(json, unreadable, SCID));
const readNews = (data: string) => read(data, decodeNews);
const changed = (change: Record<string, unknown>) => JSON.stringify({ ...JSON.parse(DETAIL), ...change });

describe('the detail of a smallcase', () => {
  test('is read whole, with every digit', () => {
    const { fact, unreadable } = readDetail(DETAIL);
    expect(unreadable.paths).toEqual([]);
    expect(fact).toEqual({
      isWhole: true,
      fact: {
        smallcase: {
          scid: SCID,
          name: 'Top 10',
          type: 'Model',
          description: 'Ten shares',
          publisher: 'P',
          blogUrl: 'https://example.com/b',
          imageUrl: 'https://example.com/i.png',
          rebalanceSchedule: 'Quarterly',
          createdAt: Date.parse('2018-01-15T00:00:00.000Z'),
          lastRebalancedAt: Date.parse('2024-11-01T00:00:00.000Z'),
          nextUpdateAt: Date.parse('2025-02-01T00:00:00.000Z'),
          isArchived: false,
          minimumInvestment: '1575.0900000000001',
          indexValue: '214.5000000000000001',
          returns: {
            daily: '-0.001',
            weekly: null,
            monthly: '0.02',
            halfYearly: '0.10',
            yearly: '0.14',
            threeYears: '0.50',
            fiveYears: '1.00',
            sinceInception: '1.145',
          },
          ratios: {
            riskLabel: 'Low Volatility',
            marketCapCategory: 'Large Cap',
            cagr: '0.12',
            cagrOneYear: '0.14',
            cagrThreeYears: '0.145',
            cagrFiveYears: null,
          },
          constituents: [
            { ticker: 'INFY', name: null, shares: '2.00', weight: '0.40' },
            { ticker: 'TCS', name: 'Tata Consultancy', shares: null, weight: '0.60' },
          ],
        },
        plans: [
          {
            planId: 'p1',
            duration: '3m',
            mayRenew: true,
            mayPayOnce: false,
            isByAssets: false,
            isActive: true,
            isMostPopular: true,
            amount: '1652.00',
            baseAmount: '1400.00',
            notionalAmount: null,
            baseNotionalAmount: null,
          },
        ],
      },
    });
  });

  test('has no plans when they are null or absent', () => {
    for (const plans of [null, undefined])
      expect(readDetail(changed({ plans })).fact.fact).toMatchObject({ plans: null });
  });

  test('may stand in a field of its own', () => {
    expect(readDetail(`{"smallcase": ${DETAIL}}`).fact.fact?.smallcase.scid).toBe(SCID);
  });

  test('is null when there is none', () => {
    expect(readDetail('null').fact).toEqual({ fact: null, isWhole: true });
  });

  test('needs nothing but its id: an unknown price is null, not 0', () => {
    const { fact } = readDetail(`{"scid": "${SCID}", "stats": {"minInvestAmount": 0}}`);
    expect(fact.fact?.smallcase).toMatchObject({ name: null, minimumInvestment: null, constituents: [] });
    expect(fact.isWhole).toBe(true);
  });

  test.each([
    ['a name that is no text', { info: { name: [1] } }, 'data.info.name'],
    ['a price that is no number', { stats: { minInvestAmount: 'much' } }, 'data.stats.minInvestAmount'],
    ['statistics that are no object', { stats: 7 }, 'data.stats'],
    ['a constituent without a symbol', { constituents: [{ shares: 1 }] }, 'data.constituents[0].ticker'],
    ['constituents that are no list', { constituents: 'all' }, 'data.constituents'],
    ['a plan without an id', { plans: [{ amount: 1 }] }, 'data.plans[0].planId'],
    ['a flag of another kind', { flags: { archived: 'maybe' } }, 'data.flags.archived'],
  ])('keeps the rest beside %s, and is not whole', (_name, change, path) => {
    const { fact, unreadable } = readDetail(changed(change));
    expect(fact.isWhole).toBe(false);
    expect(fact.fact?.smallcase.scid).toBe(SCID);
    expect(unreadable.paths).toEqual([path]);
  });

  test.each([
    ['another smallcase', changed({ scid: 'SCET_0011' })],
    ['no id', '{}'],
    ['an id that is none', changed({ scid: 'a b' })],
    ['more constituents than there can be', changed({ constituents: Array(101).fill({ ticker: 'A' }) })],
    ['no object', '[]'],
  ])('refuses %s', (_name, data) => {
    expect(() => readDetail(data)).toThrow(DecodeError);
  });
});

describe('a page of the catalogue', () => {
  test('keeps the position of each row beside one that cannot be read', () => {
    const { fact } = readList(`{"smallcases": [{"scid": "A_1"}, 4, {"scid": ""}, {"scid": "B_2"}]}`);
    expect(fact.isWhole).toBe(false);
    expect(fact.fact.sent).toBe(4);
    expect(fact.fact.items.map(({ index, item }) => [index, item.scid])).toEqual([
      [0, 'A_1'],
      [3, 'B_2'],
    ]);
  });

  test('may be empty', () => {
    expect(readList('{"smallcases": []}').fact).toEqual({ fact: { sent: 0, items: [] }, isWhole: true });
  });

  test.each(['{}', '{"smallcases": null}', '{"smallcases": {}}', 'null', '"x"'])('refuses %s', (data) => {
    expect(() => readList(data)).toThrow(DecodeError);
  });
});

describe('a chart', () => {
  const point = (date: string, value: unknown) => ({ date: `${date}T00:00:00.000Z`, value });
  const chart = (points: unknown, benchmark?: unknown, scid = SCID) =>
    JSON.stringify({ smallcase: { scid, points }, benchmark, durations: ['1y'], defaultDuration: '1y' });

  test('is sorted by day, and takes the benchmark of the same day', () => {
    const { fact } = readChart(
      chart([point('2025-01-02', 101.5), point('2025-01-01', 100)], {
        benchmarkId: '.NSEI',
        benchmarkLabel: 'Nifty',
        points: [point('2025-01-02', 99)],
      }),
    );
    expect(fact).toEqual({
      isWhole: true,
      fact: {
        points: [
          { at: Date.parse('2025-01-01T00:00:00Z'), value: '100.00', benchmark: null },
          { at: Date.parse('2025-01-02T00:00:00Z'), value: '101.50', benchmark: '99.00' },
        ],
        benchmarkId: '.NSEI',
        benchmarkName: 'Nifty',
      },
    });
  });

  test('leaves out a point that cannot be read, and is not whole then', () => {
    const { fact } = readChart(
      chart([point('2025-01-01', 100), point('some day', 1), point('2025-01-02', {})]),
    );
    expect([fact.fact.points.length, fact.isWhole]).toEqual([1, false]);
  });

  test.each([
    ['of another smallcase', chart([], undefined, 'SCET_0011')],
    ['without points', chart(null)],
    ['of too many points', chart(Array(3_001).fill(point('2025-01-01', 1)))],
  ])('%s is refused', (_name, data) => {
    expect(() => readChart(data)).toThrow(DecodeError);
  });
});

describe('news', () => {
  test('are read with what the SDK shows of them', () => {
    const item = {
      _id: 'a'.repeat(24),
      headline: 'H',
      summary: 'S',
      link: 'https://example.com/n',
      imageUrl: 'https://example.com/n.png',
      date: '2025-01-01T10:00:00.000Z',
      publisher: { name: 'Wire' },
    };
    expect(readNews(JSON.stringify({ news: [item] })).fact.fact.items).toEqual([
      {
        index: 0,
        item: {
          headline: 'H',
          summary: 'S',
          link: 'https://example.com/n',
          imageUrl: 'https://example.com/n.png',
          publisher: 'Wire',
          publishedAt: Date.parse(item.date),
        },
      },
    ]);
  });

  test('without a headline are left out', () => {
    const { fact } = readNews('{"news": [{"summary": "S"}, {"headline": "H"}]}');
    expect([fact.fact.sent, fact.fact.items.length, fact.isWhole]).toEqual([2, 1, false]);
  });

  test.each(['{}', '{"news": "none"}'])('refuses %s', (data) => {
    expect(() => readNews(data)).toThrow(DecodeError);
  });
});

import { describe, expect, test } from '@jest/globals';
import {
  decodeExitedInvestments,
  decodeInvestments,
} from '../../../src/gateway/decode/decode-investments.js';
import { parseExactly } from '../../../src/gateway/json.js';
import { decoded } from '../../../src/gateway/unreadable.js';

const ISCID = '5f0321b5f3743c31d95abd36';
const read = (text: string) => decoded((unreadable) => decodeInvestments(parseExactly(text), unreadable));
const readExited = (text: string) =>
  decoded((unreadable) => decodeExitedInvestments(parseExactly(text), unreadable));
const answer = (data: string) => `{"success":true,"errors":null,"data":${data}}`;

const CONSTITUENT =
  '{"ticker":"INFY","stockName":"Infosys Ltd","shares":3,"averagePrice":1520.3500000000001,"returns":-12.5}';
const RETURNS =
  '{"currentInvestment":4561.05,"networth":4548.55,"currentReturns":-12.50,"currentReturnsPercent":-0.27,"totalReturns":0,"totalReturnsPercent":null}';
const INVESTMENT = `{"iscid":"${ISCID}","scid":"SCET_0010","name":"Top 10","currentConfig":{"constituents":[${CONSTITUENT}]},"flags":{"amoPending":true},"returns":${RETURNS}}`;

const RETURNS_FACT = {
  currentInvestment: '4561.05',
  currentValue: '4548.55',
  currentReturns: '-12.50',
  currentReturnsPercent: '-0.27',
  totalReturns: '0.00',
  totalReturnsPercent: null,
};
const FACT = {
  iscid: ISCID,
  scid: 'SCET_0010',
  name: 'Top 10',
  isAmoPending: true,
  constituents: [
    {
      ticker: 'INFY',
      name: 'Infosys Ltd',
      shares: '3.00',
      averagePrice: '1520.3500000000001',
      returns: '-12.50',
    },
  ],
  ...RETURNS_FACT,
};

describe('investments', () => {
  test.each([
    ['below investment', answer(`[{"investment":${INVESTMENT}}]`)],
    ['as items', answer(`[${INVESTMENT}]`)],
    ['in data.investments', answer(`{"investments":[{"investment":${INVESTMENT}}]}`)],
    ['in data.smallcases', answer(`{"smallcases":[${INVESTMENT}]}`)],
    ['without an envelope', `{"investments":[${INVESTMENT}]}`],
    [
      'with the numbers in the item',
      answer(`[${INVESTMENT.replace('"returns":{', '').replace(/\}\}$/, '}')}]`),
    ],
  ])('are read field by field %s', (_name, text) => {
    const { fact, unreadable } = read(text);
    expect(fact).toEqual({ investments: [FACT], totals: null });
    expect(unreadable.count).toBe(0);
  });

  test.each([
    ['null', answer('null')],
    ['an empty list', answer('[]')],
    ['an empty object', answer('{}')],
  ])('are none in %s', (_name, text) => {
    expect(read(text).fact).toEqual({ investments: [], totals: null });
  });

  test('have null for what is not sent', () => {
    expect(read(answer(`[{"iscid":"${ISCID}"}]`)).fact.investments).toEqual([
      {
        iscid: ISCID,
        scid: null,
        name: null,
        isAmoPending: null,
        constituents: [],
        currentInvestment: null,
        currentValue: null,
        currentReturns: null,
        currentReturnsPercent: null,
        totalReturns: null,
        totalReturnsPercent: null,
      },
    ]);
  });

  test.each([
    ['a row without iscid', '[{"scid":"SCET_0010"}]', ['data.investments[0].iscid'], 0],
    ['a row that is no object', '[7]', ['data.investments[0]'], 0],
    [
      'a constituent without a ticker',
      `[{"iscid":"${ISCID}","currentConfig":{"constituents":[{}]}}]`,
      ['data.investments[0].currentConfig.constituents[0].ticker'],
      1,
    ],
    [
      'numbers that are none',
      `[{"iscid":"${ISCID}","returns":{"networth":"much"},"flags":{"amoPending":"soon"}}]`,
      ['data.investments[0].flags.amoPending', 'data.investments[0].returns.networth'],
      1,
    ],
  ])('lose only %s', (_name, rows, paths, left) => {
    const { fact, unreadable } = read(answer(rows));
    expect([fact.investments.length, unreadable.paths]).toEqual([left, paths]);
  });

  test.each(['7', '"x"', '{"investments":7}'])('are refused of %s', (data) => {
    expect(() => read(answer(data))).toThrow('must be a list');
  });
});

describe('the totals', () => {
  const totalsOf = (aggregated: string) => read(answer(`{"investments":[],"aggregated":${aggregated}}`));

  test('are read from an object', () => {
    expect(totalsOf(RETURNS).fact.totals).toEqual(RETURNS_FACT);
  });

  test('with null percents have null percents', () => {
    const text =
      '{"currentInvestment":0,"networth":0,"currentReturns":0,"totalReturns":12.34,"currentReturnsPercent":null,"totalReturnsPercent":null}';
    expect(totalsOf(text).fact.totals).toEqual({
      currentInvestment: '0.00',
      currentValue: '0.00',
      currentReturns: '0.00',
      currentReturnsPercent: null,
      totalReturns: '12.34',
      totalReturnsPercent: null,
    });
  });

  test('of an empty list are zero, and percents of nothing are unknown', () => {
    expect(totalsOf('[]').fact.totals).toEqual({
      currentInvestment: '0.00',
      currentValue: '0.00',
      currentReturns: '0.00',
      currentReturnsPercent: null,
      totalReturns: '0.00',
      totalReturnsPercent: null,
    });
  });

  test.each([
    ['null', 0],
    ['7', 1],
    ['[1]', 1],
  ])('are unknown of %s', (aggregated, count) => {
    const { fact, unreadable } = totalsOf(aggregated);
    expect([fact.totals, unreadable.count]).toEqual([null, count]);
  });
});

describe('exited investments', () => {
  test('are read field by field', () => {
    const row = `{"iscid":"${ISCID}","scid":"SCET_0010","name":"Top 10","boughtOn":"2026-01-02T03:04:05.000Z","exitedOn":"2026-02-02T03:04:05.000Z","returns":-1.25}`;
    expect(readExited(answer(`{"exitedSmallcases":[${row},{"name":"x"}]}`))).toMatchObject({
      fact: [
        {
          iscid: ISCID,
          scid: 'SCET_0010',
          name: 'Top 10',
          boughtAt: Date.UTC(2026, 0, 2, 3, 4, 5),
          exitedAt: Date.UTC(2026, 1, 2, 3, 4, 5),
          returns: '-1.25',
        },
      ],
      unreadable: { paths: ['data.exitedSmallcases[1].iscid'] },
    });
  });

  test('are none in an empty list', () => {
    expect(readExited(answer('[]')).fact).toEqual([]);
  });
});

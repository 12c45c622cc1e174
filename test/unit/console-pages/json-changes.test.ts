import { describe, expect, test } from '@jest/globals';
import { changesBetween } from '../../../src/console-pages/events/json-changes.js';

const between = (before: unknown, after: unknown) =>
  changesBetween(JSON.stringify(before), JSON.stringify(after));

describe('the changes between two snapshots', () => {
  test('are none between equal ones', () => {
    const snapshot = { status: 'PLACED', legs: [{ symbol: 'INFY', price: null }], empty: [], none: {} };
    expect(between(snapshot, snapshot)).toEqual({ changes: [], equal: 5 });
  });

  test('are named by the fields that lead to them, in the order of the later one', () => {
    expect(between({ a: 1, gone: { x: true } }, { b: [2], a: '1' })).toEqual({
      changes: [
        { path: 'b › 1', after: '2' },
        { path: 'a', before: '1', after: '"1"' },
        { path: 'gone › x', before: 'true' },
      ],
      equal: 0,
    });
  });

  test('do not contain an item of a list that has only moved', () => {
    const [infy, tcs] = [
      { symbol: 'INFY', filled: 1 },
      { symbol: 'TCS', filled: 2 },
    ];
    expect(between([infy, tcs], [tcs, infy])).toEqual({ changes: [], equal: 4 });
    expect(between([infy], [tcs, { ...infy, filled: 3 }]).changes).toEqual([
      { path: 'TCS › symbol', after: '"TCS"' },
      { path: 'TCS › filled', after: '2' },
      { path: 'INFY › filled', before: '1', after: '3' },
    ]);
  });

  test('go by the place in a list whose items have no name of their own', () => {
    const twice = [
      { symbol: 'INFY', filled: 1 },
      { symbol: 'INFY', filled: 2 },
    ];
    expect(between(twice, [twice[0], { symbol: 'INFY', filled: 5 }])).toEqual({
      changes: [{ path: '2 › filled', before: '2', after: '5' }],
      equal: 3,
    });
    expect(between([1, null], [1])).toEqual({ changes: [{ path: '2', before: 'null' }], equal: 1 });
  });

  test('tell an empty list from one with items, and a value from an object', () => {
    expect(between({ legs: [] }, { legs: [1] }).changes).toEqual([
      { path: 'legs › 1', after: '1' },
      { path: 'legs', before: '[]' },
    ]);
    expect(between({ error: null }, { error: { code: 1 } }).changes).toEqual([
      { path: 'error › code', after: '1' },
      { path: 'error', before: 'null' },
    ]);
  });

  test('are not made of text that is no JSON', () => {
    expect(() => changesBetween('{', '{}')).toThrow(SyntaxError);
  });
});

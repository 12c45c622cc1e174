import { describe, expect, test } from '@jest/globals';
import { rangeOf } from '../../../src/console-pages/grid/selection.js';

const ROWS = ['a', 'b', 'c', 'd'];

describe('a range of rows', () => {
  test.each([
    ['b', 'd', ['b', 'c', 'd']],
    ['d', 'b', ['d', 'c', 'b']],
    ['b', 'b', ['b']],
    [null, 'c', ['c']],
    ['gone', 'c', ['c']],
    ['b', 'gone', ['gone']],
  ])('from %s to %s is %j', (from, to, range) => {
    expect(rangeOf(ROWS, from, to)).toEqual(range);
    expect(ROWS).toEqual(['a', 'b', 'c', 'd']);
  });
});

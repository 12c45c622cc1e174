import { describe, expect, test } from '@jest/globals';
import type { FactFragment } from '../../../src/console-pages/data/generated/graphql.js';
import {
  isStepShown,
  nextShown,
  parseExplainSearch,
} from '../../../src/console-pages/explain/explain-search.js';

const fact = (part: Partial<FactFragment>) =>
  ({ anomaly: null, isFailure: false, isRepeat: false, ...part }) as FactFragment;

describe('the filters of an explanation', () => {
  test('are read from an address, and what is not understood is left out', () => {
    expect(
      parseExplainSearch({ tab: 'diff', anomalies: 'yes', failed: 'yes', repeats: 'no', more: 'x' }),
    ).toEqual({ tab: 'diff', anomalies: true, failed: true, repeats: false });
    expect(parseExplainSearch({ tab: 'nothing', anomalies: 'no', failed: 'maybe', repeats: 'yes' })).toEqual(
      {},
    );
  });

  test('show all without a filter', () => {
    for (const part of [{}, { anomaly: 'x' }, { isFailure: true }, { isRepeat: true }])
      expect(isStepShown(fact(part), {})).toBe(true);
  });

  test.each([
    [{ anomalies: true }, [false, true, false, false]],
    [{ failed: true }, [false, false, true, false]],
    [{ anomalies: true, failed: true }, [false, true, true, false]],
    [{ repeats: false }, [true, true, true, false]],
    [{ repeats: false, failed: true }, [false, false, true, false]],
  ] as const)('%j leave what one of them names', (search, shown) => {
    const facts = [{}, { anomaly: 'x' }, { isFailure: true }, { isRepeat: true }].map(fact);
    expect(facts.map((one) => isStepShown(one, search))).toEqual(shown);
  });

  test('hide a repeat also if it is an anomaly', () => {
    const repeated = fact({ anomaly: 'x', isRepeat: true });
    expect(isStepShown(repeated, { anomalies: true, repeats: false })).toBe(false);
  });
});

describe('the next shown step', () => {
  test('is the first or the last one when none is selected', () => {
    expect(nextShown([1, 4, 6], null, 1)).toBe(1);
    expect(nextShown([1, 4, 6], null, -1)).toBe(6);
    expect(nextShown([], null, 1)).toBeNull();
  });

  test('passes over hidden steps, also from one that is hidden', () => {
    expect(nextShown([1, 4, 6], 1, 1)).toBe(4);
    expect(nextShown([1, 4, 6], 5, 1)).toBe(6);
    expect(nextShown([1, 4, 6], 5, -1)).toBe(4);
  });

  test('stays at the ends', () => {
    expect(nextShown([1, 4, 6], 6, 1)).toBe(6);
    expect(nextShown([1, 4, 6], 1, -1)).toBe(1);
    expect(nextShown([1, 4, 6], 7, 1)).toBe(6);
    expect(nextShown([1, 4, 6], 0, -1)).toBe(1);
    expect(nextShown([], 3, 1)).toBeNull();
  });
});

import { describe, expect, test } from '@jest/globals';
import { answerSize } from '../../../src/execution/answer-size.js';

const ANSWERS = {
  'of many short fields': {
    list: Array.from({ length: 500 }, (_, n) => ({ id: `id-${n}`, count: n, at: null })),
  },
  'of nested lists': Array.from({ length: 40 }, () => Array.from({ length: 40 }, () => ['BUY', 'SELL'])),
  'of a long text': { text: 'x'.repeat(50_000) },
  'of a long text that is not ASCII': { text: '₹ और 🙂 '.repeat(5_000) },
};

describe('the size of an answer', () => {
  test.each(Object.entries(ANSWERS))('of %s is within a tenth of its JSON', (_name, value) => {
    const bytes = Buffer.byteLength(JSON.stringify(value));
    const size = answerSize({ data: value as never }, Number.MAX_SAFE_INTEGER);
    expect(size / bytes).toBeGreaterThan(0.9);
    expect(size / bytes).toBeLessThan(1.1);
  });

  test('counts errors', () => {
    expect(answerSize({ errors: Array.from({ length: 10 }, () => new Error('x') as never) }, 1e9)).toBe(
      2_004,
    );
  });

  test('is counted only until soon after the limit', () => {
    let read = 0;
    const items = Array.from({ length: 10_000 }, () => ({
      get text() {
        read += 1;
        return 'x'.repeat(100);
      },
    }));
    expect(answerSize({ data: { items } as never }, 1_000)).toBeGreaterThan(1_000);
    expect(read).toBeLessThan(15);
  });
});

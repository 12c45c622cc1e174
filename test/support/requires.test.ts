import { expect, test } from '@jest/globals';
import { requireOrSkip } from './requires.js';

test('runs a test whose needs are met', () => {
  expect(requireOrSkip('a browser', true, { CI: 'true' })).toBe(test);
});

test('skips a test whose needs are absent on a developer machine', () => {
  expect(requireOrSkip('a browser', false, {})).toBe(test.skip);
});

test('fails instead of skipping under CI, naming what is absent', () => {
  expect(() => requireOrSkip('a browser', false, { CI: 'true' })).toThrow(/^a browser is absent/);
});

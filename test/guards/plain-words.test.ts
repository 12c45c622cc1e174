import { describe, expect, test } from '@jest/globals';
import { avoidedWords, findAvoidedWords, testNames } from '../support/plain-words.js';

describe('plain words', () => {
  test('are used in sources, schema, documentation and names of tests', () => {
    expect(findAvoidedWords()).toEqual([]);
  });
});

describe('the search', () => {
  test('finds whole words in any case, also over the end of a line', () => {
    expect(avoidedWords('Nobody reads it.\nIt is under\nway.')).toEqual(['1: nobody', '2: under\nway']);
  });

  test.each(['retold', 'patiently', 'takes backups', 'going on'])('passes over %s', (text) => {
    expect(avoidedWords(text)).toEqual([]);
  });

  test('reads the names of tests in each form', () => {
    const text = "describe('a', () => { test(`b`, f); test.each([['x']])('c %s', g); it(\"d\", h); });";
    expect(testNames(text)).toBe('a\nb\nc %s\nd');
  });
});

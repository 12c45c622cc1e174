import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { buildSchema, findBreakingChanges } from 'graphql';

const read = (name: string) => buildSchema(readFileSync(`schema/${name}`, 'utf8'));
const baseline = read('baseline.graphql');

describe('the schema', () => {
  test('breaks no document that was valid for the baseline', () => {
    expect(findBreakingChanges(baseline, read('schema.graphql'))).toEqual([]);
  });

  test.each([
    ['a field that is gone', /^ {2}isFinal: Boolean!$/m, '  isOver: Boolean!'],
    ['a field that became nullable', /^ {2}isFinal: Boolean!$/m, '  isFinal: Boolean'],
    ['an argument that became required', /brokerAccountId: ID$/m, 'brokerAccountId: ID!'],
  ])('would be refused with %s', (_name, pattern, replacement) => {
    const text = readFileSync('schema/baseline.graphql', 'utf8');
    expect(text).toMatch(pattern);
    const changed = buildSchema(text.replace(pattern, replacement));
    expect(findBreakingChanges(baseline, changed)).not.toEqual([]);
  });
});

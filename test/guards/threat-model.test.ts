import { describe, expect, test } from '@jest/globals';
import { readProjectFile } from '../support/source-files.js';

/** A row of the table of bounds: what it says, and where the constant is. */
const ROW = /^\| ([^|]+) \| ([\d,]+) \| `(src\/[\w./-]+)` `([A-Z_]+)` \|/gm;

const rows = [...readProjectFile('docs/threat-model.md').matchAll(ROW)].map(
  ([, bound = '', value = '', path = '', name = '']) => ({
    bound,
    path,
    name,
    value: Number(value.replaceAll(',', '')),
  }),
);

/** The value of a constant that is written as numbers, products and powers. */
function constantIn(path: string, name: string): number {
  const source = new RegExp(`const ${name} = ([\\d_.* ]+);`).exec(readProjectFile(path))?.[1];
  if (source === undefined) throw new Error(`${path} has no constant ${name} of numbers`);
  return source
    .replaceAll('_', '')
    .split(/ \* (?!\*)/)
    .map((factor) => factor.split(' ** ').map(Number))
    .reduce((product, [base = Number.NaN, power = 1]) => product * base ** power, 1);
}

describe('the threat model', () => {
  test('has a table of bounds', () => {
    expect(rows.length).toBeGreaterThan(20);
    const lines = readProjectFile('docs/threat-model.md').match(/^\|.*\| `src\/.*$/gm) ?? [];
    expect(rows.length).toBe(lines.length);
  });

  test.each(rows)('states the value that the code has: $bound', ({ path, name, value }) => {
    expect(constantIn(path, name)).toBe(value);
  });
});

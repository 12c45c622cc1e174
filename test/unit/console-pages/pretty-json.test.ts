import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { prettyJson } from '../../../src/console-pages/inbox/pretty-json.js';

test('a JSON text is indented as JSON.stringify does', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const value: unknown = JSON.parse(text);
      expect(JSON.parse(prettyJson(text))).toEqual(value);
    }),
  );
  const value = { a: [1, { b: 'x, y: {"z"}' }], c: {}, d: [] };
  expect(prettyJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
});

test('a number keeps every digit', () => {
  expect(prettyJson('{"a":1520.10,"b":12345678901234567890}')).toBe(
    '{\n  "a": 1520.10,\n  "b": 12345678901234567890\n}',
  );
});

test.each(['not json', '{"a":', ''])('a text that is no JSON stays as it is: %j', (text) => {
  expect(prettyJson(text)).toBe(text);
});

import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import {
  type DocumentLimits,
  exceededDocumentLimit,
  exceededTextLimit,
} from '../../../src/execution/document-limits.js';

const AMPLE: DocumentLimits = {
  depth: 1e9,
  aliases: 1e9,
  rootFields: 1e9,
  directives: 1e9,
  operationName: 1e9,
  selections: 1e9,
  fieldPairs: 1e9,
};

/** Expects that a document has exactly so many of something: that limit is not exceeded, and one less is. */
function has(text: string, limit: keyof DocumentLimits, count: number): void {
  const document = parse(text);
  expect(exceededDocumentLimit(document, { ...AMPLE, [limit]: count })).toBeNull();
  expect(exceededDocumentLimit(document, { ...AMPLE, [limit]: count - 1 })).toMatchObject({
    code: 'OPERATION_LIMIT_EXCEEDED',
    details: { limit },
  });
}

describe('pairs of fields', () => {
  test.each([
    ['fields of one name in one place', '{ a a a a }', 6],
    ['fields below them, over all that are merged', '{ a { b } a { b } a { b } }', 3 + 3],
    ['fields within one and those of the others', '{ a { b b } a { b b } }', 1 + 6],
    ['response names, not fields', '{ x: a x: b y: a }', 1],
    ['fields of inline fragments', '{ a ... { a } ... on T { a } }', 3],
    ['fields of fragments', '{ a ...f } fragment f on T { a }', 1],
    [
      'fragments each time they are used, and each pair of fragments',
      '{ ...f ...f } fragment f on T { a }',
      1 + 1,
    ],
    ['fragments that nothing uses', '{ a } fragment f on T { b b b }', 3],
    ['all operations of the document', 'query A { a } query B { a a a }', 3],
    ['no fields in different places', '{ a { b } c { b } }', 0],
    ['no fragments that are not there', '{ a ...nowhere }', 0],
  ])('count %s', (_what, text, pairs) => {
    if (pairs === 0) expect(exceededDocumentLimit(parse(text), { ...AMPLE, fieldPairs: 0 })).toBeNull();
    else has(text, 'fieldPairs', pairs);
  });
});

describe('selections', () => {
  test('count fields and fragments, those of a fragment each time it is used and where it is defined', () => {
    has('{ a { b } ...f ...f } fragment f on T { c d }', 'selections', 2 + 2 * (1 + 2) + 2);
  });

  test('in fragments that double each other are counted without visiting each', () => {
    const doubling = Array.from(
      { length: 200 },
      (_, n) => `fragment f${n} on T { ...f${n + 1} ...f${n + 1} }`,
    );
    const document = parse(`{ ...f0 } ${doubling.join(' ')}`);
    expect(exceededDocumentLimit(document, { ...AMPLE, selections: 1e12 })).toMatchObject({
      details: { limit: 'selections' },
    });
  });
});

test('the other limits apply to the largest operation, selected or not', () => {
  const text = 'query A { a } query Longer { x: a { b @d } y: a @d c } fragment f on T { a { a { a } } }';
  has(text, 'depth', 2);
  has(text, 'aliases', 2);
  has(text, 'rootFields', 3);
  has(text, 'directives', 2);
  has(text, 'operationName', 6);
});

test.each([
  ['\n', 10],
  ['\r', 10],
  ['\r\n', 10],
])('lines end with %j', (end, most) => {
  const text = (lines: number) => Array.from({ length: lines }, () => '#').join(end);
  expect(exceededTextLimit(text(most), most / 2)).toBeNull();
  expect(exceededTextLimit(text(most + 1), most / 2)).toMatchObject({ details: { limit: 'lines' } });
});

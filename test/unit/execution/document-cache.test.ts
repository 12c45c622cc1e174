import { expect, test } from '@jest/globals';
import { parse, visit } from 'graphql';
import { DocumentCache } from '../../../src/execution/document-cache.js';

const documentOf = (n: number) => `{ ${'field '.repeat(1_000)} document${n} }`;

test('keeps the most recently used documents, as many as fit', () => {
  const documents = new DocumentCache();
  const often = documentOf(0);
  documents.keep(often, parse(often));
  for (let n = 1; n <= 100; n += 1) {
    documents.keep(documentOf(n), parse(documentOf(n)));
    expect(documents.get(often)).toBeDefined();
  }
  expect(documents.get(documentOf(1))).toBeUndefined();
  expect(documents.get(documentOf(100))).toBeDefined();
});

test('a document larger than the whole cache is not kept', () => {
  const documents = new DocumentCache();
  const text = `{ ${'field '.repeat(50_000)} }`;
  documents.keep(text, parse(text));
  expect(documents.get(text)).toBeUndefined();
});

test('a cached document has its locations, but not its tokens', () => {
  const text = '# comment\n{\n  field(argument: 1) { inner }\n}';
  const document = parse(text);
  new DocumentCache().keep(text, document);
  const places: string[] = [];
  visit(document, {
    enter({ loc }) {
      places.push(text.slice(loc?.start, loc?.end));
      expect([loc?.startToken.next, loc?.endToken.prev]).toEqual([null, null]);
    },
  });
  expect(places).toContain('argument: 1');
});

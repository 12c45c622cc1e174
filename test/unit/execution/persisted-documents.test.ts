import { expect, test } from '@jest/globals';
import { createLog } from '../../../src/core/log.js';
import { createPersistedDocuments, type PersistedMode } from '../../../src/execution/persisted-documents.js';

function create(mode: PersistedMode) {
  const lines: string[] = [];
  const counts: string[] = [];
  const documents = createPersistedDocuments({
    mode,
    manifest: new Map([['sha256:aa', '{ known }']]),
    maxTokens: 100,
    log: createLog('info', { write: (line: string) => void lines.push(line) }),
    count: (outcome) => void counts.push(outcome),
  });
  return { documents, lines, counts };
}

test('a client that generates documents fills neither log nor memory: a limited number is logged', () => {
  const { documents, lines, counts } = create('log');
  for (let n = 0; n < 1_500; n += 1) documents.find({ query: `{ made_${n.toString(36)} }` });
  expect(lines).toHaveLength(1_001);
  expect(lines.at(-1)).toContain('more documents outside the manifest are counted, but not logged');
  expect(counts).toHaveLength(1_500);
});

test('a text nested too deeply to be parsed is passed on to be refused', () => {
  const { documents, lines } = create('log');
  const query = '{ a '.repeat(20_000);
  expect(documents.find({ query })).toEqual({ text: query });
  expect(lines).toEqual([]);
});

test('a long description is cut', () => {
  const { documents, lines } = create('log');
  documents.find({ query: `query ${'n'.repeat(500)} { a }` });
  expect((JSON.parse(lines[0] ?? '') as { operations: string }).operations).toHaveLength(200);
});

test('nothing is counted or logged in mode `off`', () => {
  const { documents, lines, counts } = create('off');
  documents.find({ query: '{ other }' });
  documents.find({ documentId: 'aa' });
  expect([lines, counts]).toEqual([[], []]);
});

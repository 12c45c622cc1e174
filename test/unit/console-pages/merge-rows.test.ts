import { describe, expect, test } from '@jest/globals';
import { type MergedRows, mergeRows, rowsOf } from '../../../src/console-pages/data/merge-rows.js';

interface Line {
  readonly id: string;
  readonly revision: number;
  readonly status?: string;
}

const END = { hasNextPage: false, endCursor: null };
const data = {
  pages: [
    { nodes: [{ id: 'a', revision: 2 }] as Line[], pageInfo: END },
    { nodes: [{ id: 'b', revision: 2 }] as Line[], pageInfo: END },
  ],
  pageParams: [null, 'a'],
};
const changed = (...rows: readonly Line[]) => new Map(rows.map((row) => [row.id, row]));
const idsOf = (merged: MergedRows<Line>) =>
  merged.data.pages.flatMap(({ nodes }) => nodes.map(({ id }) => id));
const all = () => true;

describe('merging changed rows into a list', () => {
  test('changes nothing, and keeps the object, without a change', () => {
    expect(mergeRows(data, changed(), all, 'insert').data).toBe(data);
  });

  test('replaces a row where it is, and keeps the pages that have not changed', () => {
    const merged = mergeRows(data, changed({ id: 'b', revision: 3, status: 'X' }), all, 'update');
    expect(merged.data.pages[1]?.nodes).toEqual([{ id: 'b', revision: 3, status: 'X' }]);
    expect(merged.data.pages[0]).toBe(data.pages[0]);
    expect(merged.waiting.size).toBe(0);
  });

  test('refuses an older revision', () => {
    expect(mergeRows(data, changed({ id: 'b', revision: 1 }), all, 'insert').data).toBe(data);
  });

  test('puts new rows at the top, the newest first', () => {
    const merged = mergeRows(
      data,
      changed({ id: 'c', revision: 1 }, { id: 'd', revision: 1 }),
      all,
      'insert',
    );
    expect(idsOf(merged)).toEqual(['d', 'c', 'a', 'b']);
    expect(merged.inserted).toBe(2);
  });

  test('leaves out new rows that the filter does not show', () => {
    const merged = mergeRows(data, changed({ id: 'c', revision: 1 }), () => false, 'insert');
    expect(merged).toEqual({ data, waiting: new Map(), inserted: 0 });
  });

  test('lets new rows wait while the list only updates', () => {
    const merged = mergeRows(
      data,
      changed({ id: 'c', revision: 1 }, { id: 'a', revision: 5 }),
      all,
      'update',
    );
    expect(idsOf(merged)).toEqual(['a', 'b']);
    expect([...merged.waiting.keys()]).toEqual(['c']);
  });

  test('holds everything while the list is paused', () => {
    const rows = changed({ id: 'a', revision: 9 }, { id: 'c', revision: 1 });
    const merged = mergeRows(data, rows, all, 'hold');
    expect(merged.data).toBe(data);
    expect(merged.waiting).toEqual(rows);
  });
});

describe('the rows of all pages', () => {
  test('are in the order of the pages', () => {
    expect(rowsOf(data).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(rowsOf(undefined)).toEqual([]);
  });

  test('show a row once, where it was put when it changed, if a later page brings it again', () => {
    const first = { nodes: [{ id: 'b', revision: 3 }, ...(data.pages[0]?.nodes ?? [])], pageInfo: END };
    const pages = [first, ...data.pages.slice(1)];
    expect(rowsOf<Line>({ ...data, pages })).toEqual([
      { id: 'b', revision: 3 },
      { id: 'a', revision: 2 },
    ]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { takeHeaders, takeQuery } from '../../../src/graphiql/token.js';

type Page = Parameters<typeof takeHeaders>[0];

/** The parts of `window` that are used, with `kept` in the storage of the tab. */
function pageAt(hash: string, kept: Record<string, string> = {}) {
  const stored = new Map(Object.entries(kept));
  const shown: string[] = [];
  const page = {
    location: { hash, pathname: '/graphql', search: '' },
    history: { state: null, replaceState: (_state: unknown, _title: string, url: string) => shown.push(url) },
    sessionStorage: {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => void stored.set(key, value),
      removeItem: (key: string) => void stored.delete(key),
    },
  };
  return { page: page satisfies Page, stored, shown };
}

describe('the address of GraphiQL', () => {
  test('brings a query, for which earlier tabs are closed, and a token, which is removed', () => {
    const fragment = new URLSearchParams({ token: 'abc', query: '# What you want to know.' });
    const { page, stored, shown } = pageAt(`#${fragment}`, { 'graphiql:tabState': '{}' });
    expect(takeQuery(page)).toBe('# What you want to know.');
    expect(stored.has('graphiql:tabState')).toBe(false);
    expect(JSON.parse(takeHeaders(page))).toEqual({ Authorization: 'Bearer abc' });
    expect(shown).toEqual(['/graphql']);
  });

  test('brings none, and the tabs stay', () => {
    const { page, stored } = pageAt('', { 'graphiql:tabState': '{}' });
    expect(takeQuery(page)).toBeNull();
    expect(stored.has('graphiql:tabState')).toBe(true);
  });
});

import { afterAll, describe, expect, test } from '@jest/globals';
import { BuiltPackage, runScript, testBuiltPackage, testTypes } from '../../support/built-package.js';

const built = new BuiltPackage('react');
built.link(
  '@dwar/client',
  '@tanstack/react-query',
  '@tanstack/query-core',
  'react',
  '@types/react',
  'csstype',
);
afterAll(() => built.close());

describe('the built package', () => {
  testBuiltPackage(built, '@dwar/react/dist/session/session.js');

  test('marks the hooks as code of a client, and the queries as code for a server as well', () => {
    const texts = built.texts();
    for (const extension of ['js', 'cjs']) {
      expect(texts.get(`dist/index.${extension}`)).toMatch(/^'use client';/);
      expect(texts.get(`dist/queries/index.${extension}`)).toBeDefined();
    }
    const marked = [...texts].filter(([, text]) => /^\s*['"]use client['"]/.test(text)).map(([path]) => path);
    expect(marked.sort()).toEqual(['dist/index.cjs', 'dist/index.js']);
  });

  test('has every query that a hook reads with, in both entries', async () => {
    const { imported } = await built.names('.');
    const names = imported as readonly string[];
    const queries = names.filter((name) => name.endsWith('Query'));
    const { imported: forServers } = await built.names('./queries');
    expect(forServers).toEqual(queries);
    const hooks = queries.map((name) => `use${name[0]?.toUpperCase()}${name.slice(1, -'Query'.length)}`);
    expect(names).toEqual(expect.arrayContaining(hooks));
    expect(hooks).toHaveLength(8);
  });
});

test.each(['module', 'commonjs'] as const)(
  'without TanStack Query the error names the package to install, as %s',
  async (type) => {
    const alone = new BuiltPackage('react');
    alone.link('@dwar/client', 'react');
    const load = type === 'module' ? 'await import' : 'require';
    const loading = runScript(`${load}('@dwar/react')`, alone.site, type);
    await expect(loading).rejects.toThrow(/Cannot find (?:package|module) '@tanstack\/react-query'/);
    alone.close();
  },
);

/** What an app writes. */
const APP = `
import { type Order, type DwarProviderProps, skip, useDwarEvent, useOrder, useOrders, useRefreshHoldings, useTrade } from '@dwar/react';
import { orderQuery } from '@dwar/react/queries';
import { createDwarClient, isFailure } from '@dwar/client';
import { QueryClient } from '@tanstack/react-query';

const client = createDwarClient({ url: 'https://api.example.com/graphql', authorization: () => 'Bearer x' });
export const props: DwarProviderProps = { client };

export function useAll(id: string | null): readonly string[] {
  const { data: orders } = useOrders({ status: ['COMPLETED'] });
  const { data: order, error } = useOrder(id ?? skip);
  const { state, start } = useTrade();
  const refresh = useRefreshHoldings();
  useDwarEvent('OrderRetracted', ({ orderId }) => orderId.trim());
  refresh.mutate(undefined);
  if (refresh.data && isFailure(refresh.data)) return [refresh.data.code];
  if (state.phase === 'done') return state.orders.map(({ id }) => id);
  void start({ intent: 'TRANSACTION', securities: [{ ticker: 'INFY', quantity: 1, side: 'BUY' }] });
  return [order?.status ?? error?.code ?? '', ...(orders ?? []).map((one) => one.status)];
}

export async function load(id: string): Promise<Order | null> {
  return await new QueryClient().fetchQuery(orderQuery(client, id));
}
`;

/** What is wrong, and an app that does it. */
const WRONG: readonly (readonly [string, string])[] = [
  ['a field that the query does not select', APP.replace('order?.status', 'order?.nothing')],
  ['a wrong status', APP.replace("'COMPLETED'", "'ENDED'")],
  ['orders of a phase without them', APP.replace("=== 'done'", "=== 'creating'")],
  ['an unknown event', APP.replace("'OrderRetracted'", "'OrderLost'")],
];

describe('an app in TypeScript', () => testTypes(built, APP, WRONG));

/** Sizes in bytes after minifying and gzip, without peers. */
const SIZES: readonly (readonly [name: string, code: string, max: number])[] = [
  ['all of @dwar/react', "export * from '@dwar/react'", 6_000],
  ['one query', "export { orderQuery } from '@dwar/react/queries'", 800],
  ['Money', "export { Money } from '@dwar/react'", 250],
];

describe('an app pays', () => {
  test.each(SIZES)('for %s', async (name, code, max) => {
    const { atOnce } = await built.sizesOf(code);
    process.stdout.write(`figure: gzip size of ${name}: ${atOnce} bytes\n`);
    expect(atOnce).toBeGreaterThan(50);
    expect(atOnce).toBeLessThanOrEqual(max);
  });

  test('for no other hook than the one that it imports', async () => {
    const { atOnce: all } = await built.sizesOf("export * from '@dwar/react'");
    const { atOnce: one } = await built.sizesOf("export { useDwarConnection } from '@dwar/react'");
    expect(one).toBeLessThan(all / 3);
  });

  test('nothing for an import without use: no module has side effects', async () => {
    const { atOnce } = await built.sizesOf("import '@dwar/react'; import '@dwar/react/queries';");
    expect(atOnce).toBeLessThanOrEqual(60);
  });
});

import { describe, expect, test } from '@jest/globals';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import type { DwarEvent } from '../../../packages/client/src/index.js';
import { applyEvent } from '../../../packages/react/src/cache/apply-event.js';
import { Refetcher } from '../../../packages/react/src/cache/refetcher.js';
import { keys } from '../../../packages/react/src/queries/keys.js';
import {
  keepNewest,
  keepNewestOfPages,
  nodesOf,
  type Pages,
} from '../../../packages/react/src/queries/newest.js';
import type { Holdings, Order, Transaction } from '../../../packages/react/src/queries/types.js';

const order = (id: string, revision: number, more: Partial<Order> = {}) =>
  ({ id, revision, status: 'PLACED', transaction: { id: `t-${id}` }, ...more }) as Order;
const transaction = (id: string, revision: number, more: Partial<Transaction> = {}) =>
  ({ id, revision, status: 'INITIALIZED', ...more }) as Transaction;
const holdings = (account: string, revision: number) =>
  ({ revision, brokerAccount: { id: account, broker: 'kite' } }) as Holdings;
const list = <Node>(...nodes: Node[]): Pages<Node> => ({
  pages: nodes.map((node) => ({ nodes: [node], endCursor: 'x' })),
  pageParams: nodes.map(() => null),
});
const orderEvent = (of: Order) => ({ __typename: 'OrderEvent', cursor: 'c', order: of }) as DwarEvent;
const retraction = (orderId: string, revision: number) =>
  ({ __typename: 'OrderRetracted', cursor: 'c', orderId, revision }) as DwarEvent;

/** A cache whose queries compare revisions, as those of the hooks do. */
function cacheOf(entries: readonly (readonly [key: readonly unknown[], data: unknown])[]) {
  const queryClient = new QueryClient({ defaultOptions: { queries: { gcTime: Number.POSITIVE_INFINITY } } });
  for (const [queryKey, data] of entries) {
    const isList = queryKey[1] === 'orders' || queryKey[1] === 'transactions';
    const structuralSharing = isList ? keepNewestOfPages : keepNewest;
    queryClient.getQueryCache().build(queryClient, { queryKey, structuralSharing }).setData(data);
  }
  const refetcher = new Refetcher(queryClient);
  return {
    queryClient,
    apply: (event: DwarEvent) => applyEvent(refetcher, event),
    data: <Data>(key: readonly unknown[]) => queryClient.getQueryData<Data>(key),
    isStale: (key: readonly unknown[]) => queryClient.getQueryState(key)?.isInvalidated,
  };
}

const ordersIn = (data: Pages<Order> | undefined) =>
  data && nodesOf(data).map(({ id, revision }) => `${id}${revision}`);

describe('an order event', () => {
  test('replaces the older state in its query and in lists, which stay fresh', () => {
    const cache = cacheOf([
      [keys.order('a'), order('a', 1)],
      [keys.orders({}), list(order('b', 2), order('a', 1))],
    ]);
    cache.apply(orderEvent(order('a', 3)));
    expect(cache.data<Order>(keys.order('a'))?.revision).toBe(3);
    expect(ordersIn(cache.data(keys.orders({})))).toEqual(['b2', 'a3']);
    expect(cache.isStale(keys.orders({}))).toBe(false);
  });

  test.each([1, 3])('of revision %d changes nothing where revision 3 is known', (revision) => {
    const cache = cacheOf([
      [keys.order('a'), order('a', 3)],
      [keys.orders({}), list(order('a', 3))],
    ]);
    const before = [cache.data(keys.order('a')), cache.data(keys.orders({}))];
    cache.apply(orderEvent(order('a', revision, { status: 'COMPLETED' })));
    expect([cache.data(keys.order('a')), cache.data(keys.orders({}))]).toEqual(before);
  });

  test.each([
    ['of all orders', {}, true],
    ['of its status', { status: 'PLACED' }, true],
    ['of its status and another', { status: ['COMPLETED', 'PLACED'] }, true],
    ['of its transaction', { transactionId: 't-new' }, true],
    ['of a transaction by an id that says nothing', { transactionId: 'TRX_1' }, true],
    ['of another status', { status: ['COMPLETED'] }, false],
  ] as const)('of a new order: a list %s is read again or not', (_name, filter, isReadAgain) => {
    const key = keys.orders(filter as Parameters<typeof keys.orders>[0]);
    const cache = cacheOf([[key, list(order('a', 1))]]);
    cache.apply(orderEvent(order('new', 2)));
    expect([ordersIn(cache.data(key)), cache.isStale(key)]).toEqual([['a1'], isReadAgain]);
  });

  test('removes the order from a list of a status that it has no more', () => {
    const key = keys.orders({ status: 'PLACED' });
    const cache = cacheOf([[key, list(order('a', 1), order('b', 1))]]);
    cache.apply(orderEvent(order('a', 2, { status: 'COMPLETED' })));
    expect([ordersIn(cache.data(key)), cache.isStale(key)]).toEqual([['b1'], true]);
  });

  test('has its transaction read again, whose number of orders may have changed', () => {
    const cache = cacheOf([
      [keys.transaction('t-a'), transaction('t-a', 1)],
      [keys.transaction('t-b'), transaction('t-b', 1)],
    ]);
    cache.apply(orderEvent(order('a', 2)));
    expect([cache.isStale(keys.transaction('t-a')), cache.isStale(keys.transaction('t-b'))]).toEqual([
      true,
      false,
    ]);
  });

  test('leaves a query stale that has to be read again', () => {
    const cache = cacheOf([[keys.orders({}), list(order('a', 1))]]);
    cache.apply(orderEvent(order('new', 2)));
    cache.apply(orderEvent(order('a', 3)));
    expect([ordersIn(cache.data(keys.orders({}))), cache.isStale(keys.orders({}))]).toEqual([['a3'], true]);
  });
});

describe('a retraction', () => {
  test('removes the order from lists, and its query becomes null', () => {
    const cache = cacheOf([
      [keys.order('a'), order('a', 1)],
      [keys.orders({}), list(order('b', 1), order('a', 1))],
    ]);
    cache.apply(retraction('a', 2));
    expect(cache.data(keys.order('a'))).toBeNull();
    expect(ordersIn(cache.data(keys.orders({})))).toEqual(['b1']);
  });

  test('that is older than the order, which was found again, removes nothing', () => {
    const cache = cacheOf([
      [keys.order('a'), order('a', 3)],
      [keys.orders({}), list(order('a', 3))],
    ]);
    cache.apply(retraction('a', 2));
    expect(cache.data<Order>(keys.order('a'))?.revision).toBe(3);
    expect(ordersIn(cache.data(keys.orders({})))).toEqual(['a3']);
  });

  test('is followed by the order once it is found again', () => {
    const cache = cacheOf([[keys.order('a'), order('a', 1)]]);
    cache.apply(retraction('a', 2));
    cache.apply(orderEvent(order('a', 3)));
    expect(cache.data<Order>(keys.order('a'))?.revision).toBe(3);
  });
});

describe('other events', () => {
  test('of a transaction replace it and have lists read again that lack it', () => {
    const cache = cacheOf([
      [keys.transaction('t'), transaction('t', 1)],
      [keys.transactions({}), list(transaction('t', 1))],
      [keys.transactions({ status: 'COMPLETED' }), list()],
    ]);
    const after = transaction('t', 2, { status: 'COMPLETED' });
    cache.apply({ __typename: 'TransactionEvent', cursor: 'c', transaction: after } as DwarEvent);
    expect(cache.data<Transaction>(keys.transaction('t'))?.status).toBe('COMPLETED');
    expect(nodesOf(cache.data(keys.transactions({})) as Pages<Transaction>)).toEqual([after]);
    expect(cache.isStale(keys.transactions({ status: 'COMPLETED' }))).toBe(true);
  });

  test('of holdings replace those of their account only', () => {
    const cache = cacheOf([
      [keys.holdings('a'), holdings('a', 1)],
      [keys.holdings('b'), holdings('b', 1)],
      [keys.holdings(null), holdings('b', 1)],
    ]);
    cache.apply({ __typename: 'HoldingsEvent', cursor: 'c', holdings: holdings('a', 2) } as DwarEvent);
    const revisions = ['a', 'b', null].map((id) => cache.data<Holdings>(keys.holdings(id))?.revision);
    expect(revisions).toEqual([2, 1, 1]);
    expect(cache.isStale(keys.holdings(null))).toBe(true);
  });

  test('of holdings of an older revision change nothing, and those of another account are never compared', () => {
    const cache = cacheOf([[keys.holdings(null), holdings('a', 5)]]);
    cache.apply({ __typename: 'HoldingsEvent', cursor: 'c', holdings: holdings('a', 4) } as DwarEvent);
    expect(cache.data<Holdings>(keys.holdings(null))?.revision).toBe(5);
    cache.queryClient.setQueryData(keys.holdings(null), holdings('b', 1));
    expect(cache.data<Holdings>(keys.holdings(null))?.brokerAccount?.id).toBe('b');
  });

  test.each([
    ['PendingActionEvent', keys.pendingActions],
    ['PendingActionResolved', keys.pendingActions],
    ['FundsEvent', keys.viewer],
  ] as const)('%s has what it is about read again', (__typename, key) => {
    const cache = cacheOf([[key, []]]);
    cache.apply({ __typename, cursor: 'c' } as DwarEvent);
    expect(cache.isStale(key)).toBe(true);
  });

  test.each(['%other', 'StreamPosition', 'KindOfALaterVersion'])('%s changes nothing', (__typename) => {
    const cache = cacheOf([[keys.orders({}), list(order('a', 1))]]);
    cache.apply({ __typename, cursor: 'c' } as DwarEvent);
    expect([ordersIn(cache.data(keys.orders({}))), cache.isStale(keys.orders({}))]).toEqual([['a1'], false]);
  });
});

describe('a resync', () => {
  const resync = { __typename: 'ResyncRequired', cursor: 'c', reason: 'HISTORY_EXPIRED' } as DwarEvent;

  test('has everything of Dwar read again, and nothing of the app', () => {
    const cache = cacheOf([
      [keys.order('a'), order('a', 7)],
      [keys.viewer, {}],
      [['of the app'], 1],
    ]);
    cache.apply(resync);
    const stale = [keys.order('a'), keys.viewer, ['of the app']].map(cache.isStale);
    expect(stale).toEqual([true, true, false]);
  });

  test('forgets revisions: a smaller one of later is newer', () => {
    const cache = cacheOf([
      [keys.order('a'), order('a', 7)],
      [keys.orders({}), list(order('a', 7))],
    ]);
    cache.apply(resync);
    cache.apply(orderEvent(order('a', 0)));
    expect(cache.data<Order>(keys.order('a'))?.revision).toBe(0);
    expect(ordersIn(cache.data(keys.orders({})))).toEqual(['a0']);
  });
});

describe('a read in progress', () => {
  /** A shown query whose reads the test answers. */
  function reading(queryKey: readonly unknown[]) {
    const { queryClient, apply, data } = cacheOf([]);
    const answers: ((data: unknown) => void)[] = [];
    const observer = new QueryObserver(queryClient, {
      queryKey,
      queryFn: () => new Promise((resolve) => answers.push(resolve)),
      structuralSharing: keepNewestOfPages,
      staleTime: Number.POSITIVE_INFINITY,
    });
    observer.subscribe(() => {});
    const answer = async (index: number, value: unknown) => {
      answers[index]?.(value);
      await new Promise((resolve) => setImmediate(resolve));
    };
    return { apply, data, answers, answer };
  }

  test('is followed by another one if it is the first and an event has come meanwhile', async () => {
    const { apply, data, answers, answer } = reading(keys.orders({}));
    apply(orderEvent(order('a', 2)));
    apply(orderEvent(order('b', 3)));
    await answer(0, list());
    expect(answers).toHaveLength(2);
    await answer(1, list(order('b', 3), order('a', 2)));
    expect([ordersIn(data(keys.orders({}))), answers.length]).toEqual([['b3', 'a2'], 2]);
  });

  test('that is older than an event brings no older state', async () => {
    const { apply, data, answers, answer } = reading(keys.orders({}));
    await answer(0, list(order('a', 1)));
    apply(orderEvent(order('b', 2)));
    apply(orderEvent(order('a', 3)));
    await answer(1, list(order('a', 1)));
    expect([ordersIn(data(keys.orders({}))), answers.length]).toEqual([['a3'], 2]);
  });

  test('that still holds a retracted order is discarded', async () => {
    const { apply, data, answers, answer } = reading(keys.orders({}));
    await answer(0, list(order('a', 1)));
    apply(orderEvent(order('b', 2)));
    apply(retraction('a', 3));
    expect(answers).toHaveLength(3);
    await answer(1, list(order('b', 2), order('a', 1)));
    expect(ordersIn(data(keys.orders({})))).toEqual([]);
    await answer(2, list(order('b', 2)));
    expect(ordersIn(data(keys.orders({})))).toEqual(['b2']);
  });
});

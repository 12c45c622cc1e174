import { afterEach, describe, expect, test } from '@jest/globals';
import { type AnyVariables, Client, type OperationResult } from '@urql/core';
import { Environment, Network, Observable, RecordSource, requestSubscription, Store } from 'relay-runtime';
import { WebSocket } from 'ws';
import { applyEvent } from '../../../packages/client/src/relay/apply-event.js';
import { createSubscribeFunction } from '../../../packages/client/src/relay/subscribe-function.js';
import { resumingSubscriptionExchange } from '../../../packages/client/src/urql/resuming-exchange.js';
import { compiled, linked, scalar } from '../../support/relay-documents.js';
import { until } from '../../support/until.js';
import { startSocketServer } from './socket-server.js';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const TICKS = `subscription Ticks($after: String) {
  ticks(after: $after) { __typename ... on Event { cursor } ... on Tick { n } }
}`;

async function start(...options: Parameters<typeof startSocketServer>) {
  const server = await startSocketServer(...options);
  closing.push(() => server.close());
  return server;
}

const settings = (url: string) => ({
  url,
  webSocketImpl: WebSocket,
  retry: { initialDelayMs: 5 },
  authorization: () => 'Bearer t',
});

describe('the urql exchange', () => {
  function follow(url: string, text: string) {
    const exchange = resumingSubscriptionExchange(settings(url));
    closing.push(() => exchange.close());
    const client = new Client({ url: 'http://127.0.0.1', exchanges: [exchange], preferGetMethod: false });
    const results: OperationResult<{ ticks: { n: number } }, AnyVariables>[] = [];
    const { unsubscribe } = client.subscription(text, {}).subscribe((result) => results.push(result));
    return { results, unsubscribe };
  }
  const numbers = (results: readonly { data?: { ticks: { n: number } } | undefined }[]) =>
    results.map(({ data }) => data?.ticks.n);

  test('resumes after a lost connection', async () => {
    const server = await start();
    const { results, unsubscribe } = follow(server.url, TICKS);
    server.log.append(2);
    await until('two events', () => results.length === 2);
    server.drop();
    server.log.append(1);
    await until('the third', () => results.length === 3);
    expect(numbers(results)).toEqual([1, 2, 3]);
    expect([server.cursors, server.authorizations]).toEqual([
      [null, 'c2'],
      ['Bearer t', 'Bearer t'],
    ]);
    unsubscribe();
  });

  test.each([
    [
      'without a cursor',
      'subscription ($after: String) { ticks(after: $after) { ... on Tick { n } } }',
      '"cursor"',
    ],
    ['without after', 'subscription { ticks { ... on Event { cursor } } }', '$after'],
  ])('refuses a subscription %s and says what to change', async (_name, text, hint) => {
    const server = await start();
    const { results } = follow(server.url, text);
    await until('the refusal', () => results.length === 1);
    expect(results[0]?.error?.message).toContain(hint);
    expect(server.cursors).toEqual([]);
  });

  test('passes on the errors of the server', async () => {
    const { results } = follow((await start({ refuseSubscription: () => 'NOT_FOUND' })).url, TICKS);
    await until('the error', () => results.length === 1);
    expect(results[0]?.error?.graphQLErrors.map(({ message }) => message)).toEqual(['NOT_FOUND of the test']);
  });
});

describe('the subscribe function of Relay', () => {
  function follow(url: string, text: string | null, id: string | null = null) {
    const subscribe = createSubscribeFunction(settings(url));
    closing.push(() => subscribe.close());
    const network = Network.create(() => Observable.create(() => {}), subscribe);
    const environment = new Environment({ network, store: new Store(new RecordSource()) });
    const request = compiled('subscription', 'Ticks', text ?? '', [
      linked('ticks', null, [
        scalar('__typename'),
        scalar('cursor'),
        { kind: 'InlineFragment', type: 'Tick', abstractKey: null, selections: [scalar('n')] },
      ]),
    ]);
    Object.assign(request.params, { text, id });
    const numbers: unknown[] = [];
    const errors: Error[] = [];
    const { dispose } = requestSubscription(environment, {
      subscription: request,
      variables: {},
      onNext: (data) => numbers.push((data as { ticks: { n: number } }).ticks.n),
      onError: (error) => errors.push(error),
    });
    return { numbers, errors, dispose, environment };
  }

  test('resumes after a lost connection', async () => {
    const server = await start();
    const { numbers, dispose } = follow(server.url, TICKS);
    server.log.append(2);
    await until('two events', () => numbers.length === 2);
    server.drop();
    server.log.append(1);
    await until('the third', () => numbers.length === 3);
    expect([numbers, server.cursors]).toEqual([
      [1, 2, 3],
      [null, 'c2'],
    ]);
    dispose();
  });

  test.each([
    ['is a query', 'query Ticks { now }', 'only a subscription'],
    ['has no after', 'subscription Ticks { ticks { cursor } }', '$after'],
  ])('refuses what %s and says what to change', async (_name, text, hint) => {
    const server = await start();
    const { errors } = follow(server.url, text);
    await until('the refusal', () => errors.length === 1);
    expect(errors[0]?.message).toContain(hint);
    expect(server.cursors).toEqual([]);
  });

  test('sends a persisted subscription by its id, and resumes it', async () => {
    const server = await start({ documents: { 'id of ticks': TICKS } });
    const { numbers, dispose } = follow(server.url, null, 'id of ticks');
    server.log.append(1);
    await until('an event', () => numbers.length === 1);
    server.drop();
    server.log.append(1);
    await until('the second', () => numbers.length === 2);
    expect([numbers, server.cursors]).toEqual([
      [1, 2],
      [null, 'c1'],
    ]);
    dispose();
  });

  test('passes on the errors of the server', async () => {
    const { errors } = follow((await start({ refuseSubscription: () => 'NOT_FOUND' })).url, TICKS);
    await until('the error', () => errors.length === 1);
    expect(errors[0]).toMatchObject({ message: 'NOT_FOUND of the test' });
  });

  test('has an updater that removes a retracted order, and lets all be read again at a resync', () => {
    const done: string[] = [];
    const store = {
      delete: (id: string) => done.push(`delete ${id}`),
      getRoot: () => ({ invalidateRecord: () => done.push('invalidate the root') }),
      invalidateStore: () => done.push('invalidate the store'),
    } as unknown as Parameters<typeof applyEvent>[0];
    applyEvent(store, { __typename: 'OrderRetracted', orderId: 'o1' });
    applyEvent(store, { __typename: 'HoldingsEvent' });
    applyEvent(store, { __typename: 'ResyncRequired' });
    applyEvent(store, { __typename: 'OrderEvent', order: { id: 'o1' } });
    expect(done).toEqual(['delete o1', 'invalidate the root', 'invalidate the store']);
  });
});

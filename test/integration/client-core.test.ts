import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { createDwarClient, type DwarEvent } from '../../packages/client/src/core/client.js';
import { memoryStore } from '../../packages/client/src/core/cursor-store.js';
import { DwarError } from '../../packages/client/src/core/errors.js';
import { isFailure, isNewer } from '../../packages/client/src/core/failure.js';
import type { DwarOptions } from '../../packages/client/src/core/options.js';
import { documents } from '../../packages/client/src/documents.js';
import { sessionToken, startApp, type TestApp } from '../support/app.js';
import { present } from '../support/documents.js';
import { buying, Player } from '../support/player.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

function clientOf(viewer: string, options: Partial<DwarOptions> = {}) {
  return createDwarClient({
    url: `${app.url}/graphql`,
    authorization: async () => `Bearer ${await sessionToken(viewer)}`,
    webSocketImpl: WebSocket,
    ...options,
  });
}

/** Reads events until one fits. */
async function next(events: AsyncIterator<DwarEvent>, fits: (event: DwarEvent) => boolean) {
  const seen: string[] = [];
  for (;;) {
    const { done, value } = await events.next();
    if (done === true) throw new Error(`the stream has ended after ${seen.join()}`);
    seen.push(value.__typename);
    if (fits(value)) return value;
  }
}

describe.each(['websocket', 'sse'] as const)('the core client over %s', (transport) => {
  test('follows a purchase from its creation to its confirmed order', async () => {
    const viewer = `core-${transport}`;
    const player = await Player.of(app, viewer);
    const client = clientOf(viewer, { transport });
    const events = client.events();
    expect((await events.next()).value).toMatchObject({ __typename: 'StreamPosition' });

    const input = { ...buying(), idempotencyKey: client.randomId() };
    const created = present((await client.mutate(documents.createTransaction, { input })).createTransaction);
    if (created.__typename !== 'Transaction') throw new Error('no transaction');
    await player.complete(created.gatewayTransactionId);
    const settled = await next(events, (event) => event.__typename === 'OrderEvent' && event.order.isFinal);

    const { orders } = await client.query(documents.orders, { transactionId: created.id });
    const listed = present(present(orders).edges[0]).node;
    expect(settled).toMatchObject({
      order: { id: listed?.id, status: 'COMPLETED', provenance: 'CONFIRMED' },
    });
    expect(client.connection.get()).toMatchObject({ status: 'live', cursor: settled.cursor });
    await client.close();
    expect((await events.next()).done).toBe(true);
  });

  test('continues with the cursor of the store in a later run, with nothing lost or repeated', async () => {
    const viewer = `later-${transport}`;
    const player = await Player.of(app, viewer);
    const cursorStore = memoryStore();
    const first = clientOf(viewer, { transport, cursorStore });
    for await (const { __typename } of first.events()) {
      expect(__typename).toBe('StreamPosition');
      await cursorStore.save(String(first.connection.get().cursor));
      break;
    }
    await first.close();
    const transactionId = await player.create(buying());

    const second = clientOf(viewer, { transport, cursorStore });
    const { value } = await second.events().next();
    expect(value).toMatchObject({
      __typename: 'TransactionEvent',
      transaction: { gatewayTransactionId: transactionId },
    });
    await second.close();
  });

  test('ends the loop when its signal is aborted, also while it waits', async () => {
    const client = clientOf(`aborting-${transport}`, { transport });
    const controller = new AbortController();
    const seen: string[] = [];
    for await (const { __typename } of client.events({ signal: controller.signal })) {
      seen.push(__typename);
      setImmediate(() => controller.abort());
    }
    expect(seen).toEqual(['StreamPosition']);
    expect(client.connection.get().status).toBe('idle');
  });
});

test('every document of the library is accepted by the server', async () => {
  const client = clientOf('documents');
  const unknown = 'VHJhbnNhY3Rpb246eA';
  const input = { idempotencyKey: client.randomId(), ...buying() };
  const runs: Promise<unknown>[] = [
    client.query(documents.brokers, {}),
    client.query(documents.viewer, {}),
    client.query(documents.order, { id: unknown }),
    client.query(documents.orders, {}),
    client.query(documents.transaction, { id: unknown }),
    client.query(documents.transactions, {}),
    client.query(documents.pendingActions, {}),
    client.mutate(documents.createAuthToken, {}),
    client.mutate(documents.createTransaction, { input }),
  ];
  await Promise.all(runs);
  const refused = [
    client.query(documents.holdings, {}),
    client.mutate(documents.dismissPendingAction, { id: unknown }),
    client.mutate(documents.linkBrokerAccount, { input: { smallcaseAuthToken: 'x' } }),
    client.mutate(documents.refreshHoldings, {}),
    client.mutate(documents.refreshTransaction, { id: unknown }),
    client.mutate(documents.reportTransactionOutcome, { input: { transactionId: unknown } }),
    client.mutate(documents.unlinkBrokerAccount, { input: { brokerAccountId: unknown } }),
  ];
  const outcomes = await Promise.allSettled(refused);
  const codes = outcomes.map((one) =>
    one.status === 'rejected' ? (one.reason as DwarError).code : one.value,
  );
  const wrong = [
    'GRAPHQL_PARSE_FAILED',
    'GRAPHQL_VALIDATION_FAILED',
    'OPERATION_LIMIT_EXCEEDED',
    'INTERNAL_SERVER_ERROR',
  ];
  expect(codes.filter((code) => wrong.includes(String(code)))).toEqual([]);
});

test('an expected outcome is data, and a mistake is an error with its code and request id', async () => {
  const client = clientOf('outcomes');
  const idempotencyKey = client.randomId();
  const create = (quantity: number) =>
    client.mutate(documents.createTransaction, { input: { ...buying(quantity), idempotencyKey } });
  await create(1);
  const { createTransaction: reused } = await create(2);
  expect(isFailure(present(reused))).toBe(true);
  expect(reused).toMatchObject({ __typename: 'IdempotencyKeyReused', isRetryable: false });

  const failing = client.mutate(documents.refreshTransaction, { id: 'VHJhbnNhY3Rpb246eA' });
  const error = await failing.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DwarError);
  expect(error).toMatchObject({ code: 'NOT_FOUND', isRetryable: false, requestId: expect.any(String) });
});

test('a query and the stream give an object one revision, and events after the cursor of a query are all that it lacks', async () => {
  const viewer = 'revisions';
  const player = await Player.of(app, viewer);
  const client = clientOf(viewer);
  const before = present((await client.query(documents.viewer, {})).viewer);
  const transactionId = await player.create(buying());
  await player.complete(transactionId);
  await player.settled(transactionId);

  const events = client.events({ after: before.cursor });
  const settled = await next(events, (event) => event.__typename === 'OrderEvent' && event.order.isFinal);
  if (settled.__typename !== 'OrderEvent') throw new Error('no order');
  const { order } = await client.query(documents.order, { id: settled.order.id });
  expect(present(order).revision).toBe(settled.order.revision);
  expect(isNewer(present(order), settled.order)).toBe(false);
  await client.close();
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import type { CreateTransactionInput } from '../generated/graphql.js';
import { startApp, type TestApp } from '../support/app.js';

const CREATE = graphql(/* GraphQL */ `
  mutation CreatePurchase($input: CreateTransactionInput!) {
    createTransaction(input: $input) {
      __typename
      ... on Transaction { id gatewayTransactionId status provenance }
      ... on Failure { code message isRetryable }
    }
  }
`);

const EVENTS = graphql(/* GraphQL */ `
  subscription FollowPurchase($after: String) {
    events(after: $after) {
      __typename cursor
      ... on OrderEvent { order { batchId status provenance isFinal legs { symbol filledQuantity averagePrice { amount } } } }
      ... on TransactionEvent { transaction { gatewayTransactionId status } }
    }
  }
`);

const buy = (key: string): { input: CreateTransactionInput } => ({
  input: {
    idempotencyKey: key,
    intent: 'TRANSACTION',
    securities: [{ ticker: 'INFY', quantity: 2, side: 'BUY' }],
  },
});

describe('a purchase', () => {
  let gateway: TestApp;

  beforeAll(async () => {
    gateway = await startApp();
  });

  afterAll(async () => {
    await gateway.close();
  });

  test('is created, completed by the user, pushed to a subscriber and confirmed by a read', async () => {
    const alice = await gateway.as('alice');
    const events = alice.subscribe(EVENTS);
    expect((await events.next()).events.__typename).toBe('StreamPosition');

    const { createTransaction } = await alice.ask(CREATE, buy('first'));
    expect(createTransaction).toMatchObject({ __typename: 'Transaction', status: 'INITIALIZED' });
    if (createTransaction?.__typename !== 'Transaction') throw new Error('no transaction');
    const id = createTransaction.gatewayTransactionId;
    expect((await events.next()).events).toMatchObject({ __typename: 'TransactionEvent' });

    const done = await gateway.emulator.control.complete(id, { broker: 'kite', token: 'lep-ok' });
    expect(done).toMatchObject({ ok: true });

    const placed = await events.until((event) => event.events.__typename === 'OrderEvent');
    expect(placed.events).toMatchObject({
      order: { status: 'PLACED', provenance: 'WEBHOOK', isFinal: false },
    });
    const final = await events.until((event) => 'order' in event.events && event.events.order.isFinal);
    expect(final.events).toMatchObject({
      order: {
        status: 'COMPLETED',
        provenance: 'CONFIRMED',
        legs: [
          {
            symbol: 'INFY',
            filledQuantity: 2,
            averagePrice: { amount: expect.stringMatching(/^\d+\.\d{2,}$/) },
          },
        ],
      },
    });
  });

  test('is answered from the same transaction when its key is used again', async () => {
    const bob = await gateway.as('bob');
    const first = await bob.ask(CREATE, buy('again'));
    const second = await bob.ask(CREATE, buy('again'));
    expect(first.createTransaction).toMatchObject({ __typename: 'Transaction' });
    expect(second.createTransaction).toMatchObject(first.createTransaction ?? {});
  });
});

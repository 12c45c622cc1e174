import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';

const CREATE = `mutation ($input: CreateTransactionInput!) {
  createTransaction(input: $input) {
    __typename
    ... on Transaction { id gatewayTransactionId status provenance }
    ... on Failure { code message isRetryable }
  }
}`;

const EVENTS = `subscription ($after: String) {
  events(after: $after) {
    __typename cursor
    ... on OrderEvent { order { batchId status provenance isFinal legs { symbol filledQuantity averagePrice { amount } } } }
    ... on TransactionEvent { transaction { gatewayTransactionId status } }
  }
}`;

interface Created {
  createTransaction: { __typename: string; id: string; gatewayTransactionId: string };
}

interface Told {
  events: {
    __typename: string;
    cursor: string;
    order?: { batchId: string; status: string; provenance: string; isFinal: boolean };
    transaction?: { status: string };
  };
}

const buy = (key: string) => ({
  input: { idempotencyKey: key, intent: 'TRANSACTION', securities: [{ ticker: 'INFY', quantity: 2, side: 'BUY' }] },
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
    const events = alice.subscribe<Told>(EVENTS);
    expect((await events.next()).events.__typename).toBe('StreamPosition');

    const { createTransaction } = await alice.ask<Created>(CREATE, buy('first'));
    expect(createTransaction).toMatchObject({ __typename: 'Transaction', status: 'INITIALIZED' });
    const id = createTransaction.gatewayTransactionId;
    expect((await events.next()).events).toMatchObject({ __typename: 'TransactionEvent' });

    const done = await gateway.emulator.control.complete(id, { broker: 'kite', token: 'lep-ok' });
    expect(done).toMatchObject({ ok: true });

    const placed = await events.until((told) => told.events.__typename === 'OrderEvent');
    expect(placed.events.order).toMatchObject({ status: 'PLACED', provenance: 'WEBHOOK', isFinal: false });
    const final = await events.until((told) => told.events.order?.isFinal === true);
    expect(final.events.order).toMatchObject({
      status: 'COMPLETED',
      provenance: 'CONFIRMED',
      legs: [{ symbol: 'INFY', filledQuantity: 2, averagePrice: { amount: expect.stringMatching(/^\d+\.\d{2,}$/) } }],
    });
  });

  test('is answered from the same transaction when its key is used again', async () => {
    const bob = await gateway.as('bob');
    const first = await bob.ask<Created>(CREATE, buy('again'));
    const second = await bob.ask<Created>(CREATE, buy('again'));
    expect(second.createTransaction.id).toBe(first.createTransaction.id);
  });
});

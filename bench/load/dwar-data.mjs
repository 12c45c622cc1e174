import { setTimeout as delay } from 'node:timers/promises';
import { batchOf } from '../dataset/orders.mjs';
import { signedWebhook } from '../gateway/webhook.mjs';
import { requestBytes } from './connection.mjs';
import { forEachOver, requestPatiently } from './pool.mjs';

const AT_ONCE = 8;
const READ_WITHIN_MS = 120_000;
const POLL_MS = 20;
/** Below the most that Gateway reports of one transaction (100). */
const ORDERS_OF_TRANSACTION = 80;

const CREATE = `mutation Create($input: CreateTransactionInput!) {
  createTransaction(input: $input) { __typename ... on Transaction { gatewayTransactionId } ... on Failure { message } }
}`;
const PURCHASE = { intent: 'TRANSACTION', securities: [{ ticker: 'INFY', quantity: 1, side: 'BUY' }] };

let keys = 0;

/**
 * Gives every viewer a new transaction, created by the mutation that apps call. Each viewer has an address of their own, as
 * users have behind a proxy: the rates per address are those of one user.
 *
 * @param {import('./target.mjs').Target} target
 * @param {import('../gateway/stand-in.mjs').StandIn} standIn
 */
export async function createTransactions(target, standIn, viewers = target.viewers) {
  await forEachOver(target.port, AT_ONCE, viewers, async (connection, viewer) => {
    keys += 1;
    const input = { idempotencyKey: `key-${keys}`, allowDuplicate: true, ...PURCHASE };
    const address = `10.${(viewer.number >> 16) & 255}.${(viewer.number >> 8) & 255}.${viewer.number & 255}`;
    const request = { query: CREATE, variables: { input } };
    const bytes = target.bytesFor(viewer, request, { 'x-forwarded-for': address });
    const answer = await requestPatiently(connection, bytes, `${target.name}: a transaction`);
    const { data } = JSON.parse(answer.body.toString());
    const transactionId = data?.createTransaction?.gatewayTransactionId;
    if (transactionId === undefined) throw new Error(`${target.name} created none: ${answer.body}`);
    viewer.transactionId = transactionId;
    standIn.complete(transactionId, viewer.account);
  });
}

/** Reports the first orders of every viewer, and waits until they are confirmed. */
export async function fillViewers(target, standIn) {
  await createTransactions(target, standIn);
  await deliver(target, standIn, (viewer) => ({
    orderBatches: Array.from({ length: target.orders }, (_, n) => batchOf(viewer.number, n)),
  }));
}

/** Reports one more order of every viewer, and waits until it is confirmed. */
export async function changeViewers(target, standIn) {
  const full = target.viewers.filter(
    (viewer) => standIn.batchIdsOf(viewer.transactionId).length >= ORDERS_OF_TRANSACTION,
  );
  await createTransactions(target, standIn, full);
  await deliver(target, standIn, (viewer) => batchOf(viewer.number, target.orders));
  target.changed();
}

async function deliver(target, standIn, contentFor) {
  await forEachOver(target.port, AT_ONCE, target.viewers, async (connection, viewer) => {
    const content = contentFor(viewer);
    for (const batch of content.orderBatches ?? [content]) standIn.addOrder(viewer.transactionId, batch);
    await requestPatiently(connection, webhookBytes(viewer, content), `${target.name}: a webhook`);
  });
  await untilRead(target, standIn);
}

/** The bytes of a request with a signed webhook about orders of the viewer's transaction. */
export function webhookBytes(viewer, content) {
  return requestBytes({ path: '/webhooks/gateway', body: signedWebhook(viewer, content) });
}

/** Resolves when every order that was delivered has been confirmed by a read. */
export async function untilRead(target, standIn) {
  const giveUpAt = performance.now() + READ_WITHIN_MS;
  while (!standIn.isQuiet) {
    if (performance.now() > giveUpAt) throw new Error(`${target.name} has not read every order`);
    await delay(POLL_MS);
  }
}

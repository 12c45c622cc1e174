import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ask, batch, newBatchId, openSocket, orderWebhook, post } from './client.mjs';

const QUERY_EVERY_MS = 25;
const WEBHOOK_EVERY_MS = 100;
const PURCHASE_EVERY_MS = 500;
/** How often a subscriber leaves and resumes from its cursor. */
const RESUME_EVERY_MS = 1_000;
const FILLS_OF_AN_ORDER = 20;

const QUERIES = [
  `{ orders(first: 20) { edges { node { id batchId status isFinal provenance legs { symbol side quantity filledQuantity averagePrice { amount } } } } } }`,
  `{ viewer { id brokerAccounts { id broker } } transactions(first: 10) { edges { node { id status intent } } } }`,
  `{ holdings { lastUpdateAt securities { isin quantity } } pendingActions { id action } }`,
];
const CREATE = `mutation Buy($input: CreateTransactionInput!) {
  createTransaction(input: $input) { __typename ... on Transaction { gatewayTransactionId } }
}`;
const FOLLOW = `subscription Follow($after: String) { events(after: $after) { __typename cursor ... on OrderEvent { order { id status } } } }`;

/** Starts genuine traffic of all viewers of the plan; the returned function ends it. */
export function startGenuine(plan, tally) {
  const state = { isOver: false };
  const webhooks = plan.viewers.map((viewer) => fills(plan, viewer));
  const timers = [
    every(QUERY_EVERY_MS, (turn) =>
      tally.time('query', async () => {
        return (await ask(plan, pick(plan.viewers, turn), QUERIES[turn % QUERIES.length])).outcome;
      }),
    ),
    every(WEBHOOK_EVERY_MS, (turn) =>
      tally.time('webhook', async () => {
        const { value } = pick(webhooks, turn).next();
        return (await post(`${plan.url}/webhooks/gateway`, value, { address: '192.0.2.1' })).status;
      }),
    ),
    every(PURCHASE_EVERY_MS, (turn) =>
      tally.time('purchase', () => purchase(plan, pick(plan.viewers, turn))),
    ),
  ];
  const followers = plan.viewers.map((viewer, index) => follow(plan, viewer, tally, state, index));
  return async () => {
    state.isOver = true;
    for (const timer of timers) clearInterval(timer);
    await Promise.all(followers.map((follower) => follower.catch(() => {})));
  };
}

const pick = (list, turn) => list[turn % list.length];

function every(ms, act) {
  let turn = 0;
  return setInterval(() => void act(turn++), ms);
}

/** Webhooks of order after order of one viewer, each filled step by step. */
function* fills(plan, viewer) {
  for (;;) {
    const batchId = newBatchId();
    for (let filled = 1; filled <= FILLS_OF_AN_ORDER; filled += 1)
      yield orderWebhook(plan, viewer, batch(batchId, filled));
  }
}

/**
 * Creates and completes a transaction: the emulator then sends its webhooks and answers the confirming reads.
 */
async function purchase(plan, viewer) {
  const input = {
    idempotencyKey: randomUUID(),
    allowDuplicate: true,
    intent: 'TRANSACTION',
    securities: [{ ticker: 'INFY', quantity: 2, side: 'BUY' }],
  };
  const { outcome, data } = await ask(plan, viewer, CREATE, { input });
  const created = data?.createTransaction;
  if (created?.__typename !== 'Transaction') return created?.__typename ?? outcome;
  const path = `/__emulator/transactions/${created.gatewayTransactionId}/complete`;
  const part = { broker: 'kite', token: 'lep-ok' };
  const { status } = await post(`${plan.emulatorUrl}${path}`, part, viewer);
  return status;
}

/** Follows a viewer's events, leaves now and then and resumes from the last cursor. */
async function follow(plan, viewer, tally, state, index) {
  let after = null;
  await delay(index * (RESUME_EVERY_MS / plan.viewers.length));
  while (!state.isOver) {
    await tally.time('subscription', async () => {
      const socket = await openSocket(plan, viewer);
      const ended = new Promise((resolve) => socket.once('close', resolve));
      socket.on('message', (data) => {
        const { type, payload } = JSON.parse(data.toString());
        if (type !== 'next') return;
        after = payload.data.events.cursor;
        if (payload.data.events.__typename === 'ResyncRequired')
          tally.note('subscription', 'ResyncRequired', 0);
      });
      socket.send(
        JSON.stringify({ id: 's', type: 'subscribe', payload: { query: FOLLOW, variables: { after } } }),
      );
      const left = delay(RESUME_EVERY_MS * plan.viewers.length).then(() => 'left');
      const how = await Promise.race([ended, left]);
      socket.terminate();
      return how === 'left' ? 'left' : `closed ${how}`;
    });
  }
}

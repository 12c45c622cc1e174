import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { ask, batch, newBatchId, openSocket, orderWebhook, post } from './client.mjs';

/** One hostile act at a time, about a tenth as often as a genuine request. */
const ACT_EVERY_MS = 200;
const SUBSCRIPTIONS_OF_A_SOCKET = 128;
const MEBIBYTE = 2 ** 20;

const ORDERS =
  'orders(first: 100) { edges { node { id status legs { symbol statusMessage } transaction { timeline { at } } } } }';
const QUOTED = {
  suggestions: `{"${' Did you mean '.repeat(6700)}"}`,
  argumentTypes: `{"""${'argument "a" of type '.repeat(4000)}"""}`,
  variableName: `query($${'a'.repeat(50_000)}: Int) { viewer { id } }`,
  duplicateFields: `{ ${'viewer { id } '.repeat(248)} }`,
};
const EXPENSIVE = {
  nestedOrders: `{ orders(first: 20) { edges { node { transaction { orders { transaction { orders { legs { symbol } } } } } } } } }`,
  holdingsAliases: `{ ${Array.from({ length: 15 }, (_, index) => `a${index}: holdings { securities { isin quantity averagePrice { amount } } }`).join(' ')} }`,
  orderPages: `{ ${Array.from({ length: 8 }, (_, index) => `a${index}: ${ORDERS}`).join(' ')} }`,
};

/** Starts one hostile act after another; the returned function ends it. */
export function startHostile(plan, tally) {
  const acts = Object.entries(actsOf(plan));
  let turn = 0;
  const timer = setInterval(() => {
    const [name, act] = acts[turn++ % acts.length];
    void tally.time(name, act);
  }, ACT_EVERY_MS);
  return async () => clearInterval(timer);
}

function actsOf(plan) {
  const anonymous = { address: '198.51.100.1' };
  const viewer = plan.hostileViewer;
  const webhook = async (body) => (await post(`${plan.url}/webhooks/gateway`, body, anonymous)).status;
  const quoted = Object.entries(QUOTED).map(([name, query]) => [
    name,
    async () => (await ask(plan, anonymous, query)).outcome,
  ]);
  const expensive = Object.entries(EXPENSIVE).map(([name, query]) => [
    name,
    async () => (await ask(plan, viewer, query)).outcome,
  ]);
  return {
    ...Object.fromEntries([...quoted, ...expensive]),
    socketDocument: () => quoteOverSocket(plan, anonymous),
    resumeAll: () => resumeAll(plan, viewer),
    unsignedArray: () => webhook(`[${'{},'.repeat((2 * MEBIBYTE - 10) / 3)}{}]`),
    unsignedObject: () => webhook(`{"a":"${'\\u0041'.repeat(MEBIBYTE / 4)}"}`),
    badChecksum: () =>
      webhook({ ...orderWebhook(plan, viewer, batch(newBatchId(), 1)), checksum: '0'.repeat(64) }),
    manyBatches: () => webhook(orderWebhook(plan, viewer, { batches: manyBatches() })),
    malformed: () => webhook('{"transactionId": '.repeat(1000)),
    forgedToken: async () =>
      (await ask(plan, { ...anonymous, token: `${viewer.token}x` }, '{ viewer { id } }')).outcome,
    unpairedSurrogate: () => unpairedSurrogate(plan, viewer),
    slowBody: () => slowBody(plan),
  };
}

function manyBatches() {
  return Array.from({ length: 1_000 }, () => batch(newBatchId(), 1));
}

async function quoteOverSocket(plan, who) {
  const socket = await openSocket(plan, who);
  const answered = new Promise((resolve) => {
    socket.once('message', () => resolve('refused'));
    socket.once('close', (code) => resolve(`closed ${code}`));
  });
  socket.send(
    JSON.stringify({ id: 'q', type: 'subscribe', payload: { query: QUOTED.suggestions.slice(0, 60_000) } }),
  );
  const outcome = await answered;
  socket.terminate();
  return outcome;
}

/**
 * Opens the maximum number of subscriptions of a socket, each resumed from the start of a long log; leaves
 * after ten seconds.
 */
async function resumeAll(plan, who) {
  const socket = await openSocket(plan, who);
  const query = 'subscription($after: String) { events(after: $after) { cursor } }';
  const payload = { query, variables: { after: plan.hostileCursor } };
  for (let id = 0; id < SUBSCRIPTIONS_OF_A_SOCKET; id += 1)
    socket.send(JSON.stringify({ id: String(id), type: 'subscribe', payload }));
  const closed = new Promise((resolve) => socket.once('close', (code) => resolve(`closed ${code}`)));
  const outcome = await Promise.race([closed, delay(10_000).then(() => 'left')]);
  socket.terminate();
  return outcome;
}

async function unpairedSurrogate(plan, who) {
  const query = `mutation($input: CreateTransactionInput!) { createTransaction(input: $input) { __typename } }`;
  const input = { idempotencyKey: 'key \ud800', intent: 'CONNECT' };
  return (await ask(plan, who, query, { input })).outcome;
}

/** Sends a head and a little of the body, then nothing. */
function slowBody(plan) {
  const { hostname, port } = new URL(plan.url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {});
    socket.once('close', () => resolve('closed'));
    socket.write(
      'POST /webhooks/gateway HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000000\r\n\r\n{"a":',
    );
  });
}

// Shared by genuine and hostile clients of the soak: post, sign, open a socket.
import { createHmac, randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { WebSocket } from 'ws';

const agent = new Agent({ keepAlive: true, maxSockets: 200 });
const ANSWER_WITHIN_MS = 30_000;

/**
 * Posts and resolves with the status and the text of the answer. `address` is the client's, as a proxy would
 * write it.
 */
export function post(url, body, { address, headers = {} }) {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const sending = request(
      url,
      {
        method: 'POST',
        agent,
        timeout: ANSWER_WITHIN_MS,
        headers: {
          'content-type': 'application/json',
          'content-length': bytes.length,
          'x-forwarded-for': address,
          ...headers,
        },
      },
      (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.once('end', () =>
          resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString() }),
        );
        response.once('error', reject);
      },
    );
    sending.once('timeout', () => sending.destroy(new Error('no answer')));
    sending.once('error', reject);
    sending.end(bytes);
  });
}

/** Sends a GraphQL operation. Resolves with the HTTP status, or the code of the first error. */
export async function ask(plan, { token, address }, query, variables = {}) {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const { status, text } = await post(`${plan.url}/graphql`, { query, variables }, { address, headers });
  const answer = parsed(text);
  return { outcome: answer?.errors?.[0]?.extensions?.code ?? status, data: answer?.data };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

let stamps = 0;

/** A webhook of a batch, signed as gateway-protocol 17.6 says. */
export function orderWebhook(plan, { transactionId }, fields) {
  stamps += 1;
  const timestamp = new Date(1_750_000_000_000 + stamps).toISOString();
  const smallcaseAuthId = 'd'.repeat(24);
  const checksum = createHmac('sha256', plan.apiSecret)
    .update(`${timestamp}${smallcaseAuthId}`)
    .digest('hex');
  return { ...fields, transactionId, smallcaseAuthId, timestamp, checksum };
}

export function batch(batchId, filled) {
  return {
    batchId,
    status: 'PLACED',
    variety: 'regular',
    buyAmount: 0,
    sellAmount: 0,
    quantity: 1000,
    filled,
    unplaced: [],
    orders: [
      {
        tradingsymbol: 'INFY',
        exchange: 'NSE',
        transactionType: 'BUY',
        orderType: 'MARKET',
        product: 'CNC',
        quantity: 1000,
        filledQuantity: filled,
        averagePrice: 1575.5,
        status: 'OPEN',
      },
    ],
  };
}

export function newBatchId() {
  return randomBytes(12).toString('hex');
}

/**
 * Opens a socket and sends `connection_init`. Resolves when it is acknowledged; rejects with the close code.
 */
export function openSocket(plan, { token, address }) {
  const socket = new WebSocket(`${plan.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    headers: { 'x-forwarded-for': address },
  });
  return new Promise((resolve, reject) => {
    socket.on('error', () => {});
    socket.once('close', (code) => reject(new Error(`closed ${code}`)));
    socket.once('open', () =>
      socket.send(
        JSON.stringify({
          type: 'connection_init',
          ...(token === undefined ? {} : { payload: { authorization: `Bearer ${token}` } }),
        }),
      ),
    );
    socket.on('message', function first(data) {
      if (!data.toString('latin1').includes('"connection_ack"')) return;
      socket.off('message', first);
      resolve(socket);
    });
  });
}

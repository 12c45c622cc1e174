import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Agent, request } from 'node:http';
import { graphql } from '../generated/gql.js';
import { sessionToken } from '../support/app.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { BLOCK_FAILS_MS, longestTurn } from '../support/longest-turn.js';
import { batch, leg, newBatchId, signed } from '../support/webhook.js';
import { count, figure } from '../support/faults.js';
import { type GatewayProcess, readMetric, startGatewayProcess } from '../support/gateway-process.js';
import { createTarget, deliverAll } from '../support/order-feed.js';

/** Everything of the largest page, which is within what an answer may hold. */
const LARGEST_PAGE = graphql(/* GraphQL */ `
  query LargestPage {
    orders(first: 100) {
      edges {
        cursor
        node {
          id batchId status rawStatus variety isFinal placedAt updatedAt completedAt
          buyAmount { amount currency } sellAmount { amount currency }
          provenance
          legs {
            symbol exchange side orderType product quantity filledQuantity status rawStatus statusMessage errorCode
            exchangeOrderId averagePrice { amount currency }
          }
          transaction { id status }
        }
      }
    }
  }
`);

/** Orders, each with the orders of its transaction, each with them again: gigabytes, were it not for the budget. */
const TREE = graphql(/* GraphQL */ `
  query TreeOfOrders {
    orders(first: 100) {
      edges { node { transaction { orders { transaction { orders { id status legs { symbol status } } } } } } }
    }
  }
`);

const VIEWER = 'lena';
const ORDERS = 100;
const LEGS = 8;
const CONNECTIONS = 16;

let emulator: TestEmulator;
let gateway: GatewayProcess;
let token: string;

beforeAll(async () => {
  emulator = await startEmulator();
  // The budget alone must do: the static cost would refuse some of this.
  gateway = await startGatewayProcess(emulator, { GRAPHQL_MAX_COST: '10000000' });
  token = await sessionToken(VIEWER);
  const { transactionId } = await createTarget(gateway.url, VIEWER);
  const orders = Array.from({ length: ORDERS }, () =>
    signed({
      ...batch(newBatchId(), {
        orders: Array.from({ length: LEGS }, () => leg({ statusMessage: 'm'.repeat(100) })),
      }),
      transactionId,
      smallcaseAuthId: 'd'.repeat(24),
    }),
  );
  await deliverAll(gateway.url, orders);
});

afterAll(async () => {
  await gateway?.close();
  await emulator?.close();
});

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
afterAll(() => agent.destroy());

/** Status, length and end of an answer; the body is not parsed, so that this process stays idle. */
function ask(query: string): Promise<{ status: number; bytes: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const sent = request(`${gateway.url}/graphql`, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', () => {
        const body = Buffer.concat(chunks);
        resolve({
          status: response.statusCode ?? 0,
          bytes: body.length,
          text: body.toString('utf8', 0, 400),
        });
      });
    });
    sent.once('error', reject);
    sent.end(JSON.stringify({ query }));
  });
}

/** Asks on all connections at once, so many times on each. */
async function flood(query: string, times: number): Promise<void> {
  const connection = async () => {
    for (let n = 0; n < times; n += 1) await ask(query);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
}

test('the largest legitimate page is served, and blocks nothing when one viewer requests it on 16 connections', async () => {
  const page = await ask(LARGEST_PAGE.toString());
  expect([page.status, page.text.slice(0, 20)]).toEqual([200, '{"data":{"orders":{"']);
  figure('bytes of the largest page', page.bytes);
  const { blockMs } = await longestTurn('16 × the largest page', gateway.url, () =>
    flood(LARGEST_PAGE.toString(), count(20)),
  );
  expect(blockMs).toBeLessThan(BLOCK_FAILS_MS);
});

test('a tree of lists is cut off by its budget and blocks nothing on 16 connections', async () => {
  const tree = await ask(TREE.toString());
  expect(tree.bytes).toBeLessThan(1_000);
  expect(JSON.parse(tree.text)).toMatchObject({
    data: null,
    errors: [{ extensions: { code: 'OPERATION_LIMIT_EXCEEDED', limit: 'answerFields' } }],
  });
  const { blockMs } = await longestTurn('16 × a tree of orders', gateway.url, () =>
    flood(TREE.toString(), count(10)),
  );
  expect(blockMs).toBeLessThan(BLOCK_FAILS_MS);
  expect(await readMetric(gateway.url, 'dwar_errors_total{code="OPERATION_LIMIT_EXCEEDED"}')).toBeGreaterThan(
    0,
  );
});

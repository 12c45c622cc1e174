import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import { sessionToken } from '../support/app.js';
import { type TestEmulator, startEmulator } from '../support/emulator.js';
import { GraphqlClient } from '../support/graphql-client.js';
import { count, figure } from '../support/faults.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { createTarget, deliverAll, newOrderWebhook } from '../support/order-feed.js';

const ORDERS = 20;
/** How long the overload lasts, and its multiple of the sustainable load. */
const SECONDS = Math.max(6, count(30));
const TIMES_OVER = 4;
/**
 * The share of the sustainable load that is still answered. The sender takes its processors from the server, so a busy
 * machine gets a fifth of the aim.
 */
const ACCEPTED_AIM = 1 / 6;
const ACCEPTED_FAILS = ACCEPTED_AIM / 5;
/** The aim for what is accepted is one second; a busy machine gets five. */
const ACCEPTED_WITHIN_MS = 5_000;

const QUERY = graphql(/* GraphQL */ `
  query OrdersUnderLoad {
    orders(first: 20) {
      edges { node { id batchId status isFinal provenance legs { symbol side quantity filledQuantity averagePrice { amount } } } }
    }
  }
`);

let emulator: TestEmulator;
let gateway: GatewayProcess;
let client: GraphqlClient;
let token: string;

beforeAll(async () => {
  emulator = await startEmulator();
  gateway = await startGatewayProcess(emulator, {
    OVERLOAD_LAG_MS: '100',
  });
  token = await sessionToken('olive');
  client = new GraphqlClient(gateway.url, token);
  const target = await createTarget(gateway.url, 'olive');
  await deliverAll(
    gateway.url,
    Array.from({ length: ORDERS }, () => newOrderWebhook(target)),
  );
});

afterAll(async () => {
  for (const part of [gateway, emulator]) await part?.close();
});

interface Answers {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/**
 * Sends queries from another process, at `rate` per second or from clients that wait for answers. Returns
 * counts and times by outcome.
 */
async function load(seconds: number, rate: number | 'waiting'): Promise<Readonly<Record<string, Answers>>> {
  const script = resolve(import.meta.dirname, 'load.mjs');
  const args = [script, `${gateway.url}/graphql`, String(seconds), String(rate)];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  child.stdin.end(JSON.stringify({ headers, body: JSON.stringify({ query: QUERY.toString() }) }));
  return JSON.parse(await text(child.stdout)) as Record<string, Answers>;
}

/** Requests a second that are answered when clients wait for their answers. */
async function sustainedRate(): Promise<number> {
  const seconds = 3;
  await load(seconds, 'waiting');
  return Math.round(((await load(seconds, 'waiting'))['200']?.count ?? 0) / seconds);
}

test('four times the sustainable load is shed fast, accepted requests are answered, and service then recovers', async () => {
  const rate = await sustainedRate();
  const answers = await load(SECONDS, TIMES_OVER * rate);
  const show = Object.entries(answers).map(
    ([outcome, { count: times, p50, p99, max }]) =>
      `${times} × ${outcome} (p50 ${Math.round(p50)} ms, p99 ${Math.round(p99)} ms, max ${Math.round(max)} ms)`,
  );
  figure('overload', `sustains ${rate}/s, ${TIMES_OVER} times that for ${SECONDS} s: ${show.join(', ')}`);

  const first = await client.send(QUERY);
  expect([first.status, first.errors]).toEqual([200, []]);
  expect(Object.keys(answers).every((outcome) => ['200', '503', 'given up'].includes(outcome))).toBe(true);
  const { '200': accepted, '503': shed } = answers;
  expect(shed?.count).toBeGreaterThan(0);
  const share = (accepted?.count ?? 0) / (rate * SECONDS);
  figure(
    'overload: share of the sustainable load that is answered',
    `${share.toFixed(3)} (aim ${ACCEPTED_AIM.toFixed(3)})`,
  );
  expect(share).toBeGreaterThan(ACCEPTED_FAILS);
  expect(accepted?.p99).toBeLessThan(ACCEPTED_WITHIN_MS);
  expect(gateway.isAlive()).toBe(true);
});

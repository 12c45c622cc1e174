import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import { sessionToken } from '../support/app.js';
import { type TestEmulator, startEmulator } from '../support/emulator.js';
import { GraphqlClient } from '../support/graphql-client.js';
import { buying } from '../support/player.js';
import { count, figure } from '../support/faults.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { type RawSubscriber, subscribeBySocket } from './raw-subscriber.js';
import { startUpstreamFront, type UpstreamFront } from '../support/upstream-front.js';

const REQUESTS = count(100);
const SOCKETS = count(1_000);
/** As many as a viewer may have by default. */
const SOCKETS_A_VIEWER = 10;
/** What a slow request still waits for when the process receives SIGTERM. */
const SLOW_MS = 1_500;
const DEADLINE_MS = 10_000;
/** Calls to upstream at a time; the others wait. */
const AT_ONCE = Math.min(64, REQUESTS);

const CREATE = graphql(/* GraphQL */ `
  mutation CreateWhileStopping($input: CreateTransactionInput!) {
    createTransaction(input: $input) { __typename }
  }
`);

const FOLLOW = graphql(/* GraphQL */ `
  subscription FollowUntilStopped { events { cursor } }
`).toString();

let emulator: TestEmulator;
let front: UpstreamFront;
let gateway: GatewayProcess;

beforeAll(async () => {
  emulator = await startEmulator();
  front = await startUpstreamFront(emulator.url);
  gateway = await startGatewayProcess(emulator, {
    GATEWAY_URL: front.url,
    GRAPHQL_MAX_SOCKETS: String(SOCKETS_A_VIEWER),
    SHUTDOWN_TIMEOUT_MS: String(DEADLINE_MS),
    LOG_LEVEL: 'info',
  });
});

afterAll(async () => {
  for (const part of [gateway, front, emulator]) await part?.close();
});

async function openSockets(): Promise<RawSubscriber[]> {
  const sockets: RawSubscriber[] = [];
  for (let n = 0; n < SOCKETS; n += SOCKETS_A_VIEWER) {
    const token = await sessionToken(`viewer-${n}`);
    const own = Array.from({ length: SOCKETS_A_VIEWER }, () => subscribeBySocket(gateway.url, token, FOLLOW));
    await Promise.all(own.map((socket) => socket.received(1)));
    sockets.push(...own);
  }
  return sockets;
}

async function createSlowly(n: number): Promise<string> {
  const client = new GraphqlClient(gateway.url, await sessionToken(`buyer-${n}`));
  const { createTransaction } = await client.ask(CREATE, { input: { idempotencyKey: 'stop', ...buying() } });
  return String(createTransaction?.__typename);
}

/** Polls readiness. Resolves with the first answer that is not ready. */
async function firstNotReady(): Promise<{ readonly at: number; readonly reasons: unknown }> {
  for (;;) {
    const response = await fetch(`${gateway.url}/health/ready`);
    const { reasons } = (await response.json()) as { reasons?: unknown };
    if (response.status === 503) return { at: performance.now(), reasons };
  }
}

test('a process that receives SIGTERM reports not ready, closes its sockets one by one and answers requests in progress', async () => {
  const sockets = await openSockets();
  await emulator.control.faults([{ path: '/transaction', delayMs: SLOW_MS }]);
  const requests = Array.from({ length: REQUESTS }, (_, n) => createSlowly(n));
  const answered = Promise.all(requests);
  while (front.calls.length < AT_ONCE) await delay(5);
  // Sent after them, answered: they are all read.
  await Promise.all([fetch(`${gateway.url}/health/ready`), delay(100)]);

  const toldAt = performance.now();
  const closed = sockets.map(async ({ ended }) => ({ code: await ended, at: performance.now() - toldAt }));
  const notReady = firstNotReady();
  const exited = gateway.stop('SIGTERM').then((code) => ({ code, at: performance.now() - toldAt }));
  const closings = (await Promise.all(closed)).sort((one, other) => one.at - other.at);
  const { at, reasons } = await notReady;
  const typenames = await answered;
  const exit = await exited;

  const first = closings[0]?.at ?? 0;
  const last = closings.at(-1)?.at ?? 0;
  const most = mostWithin(
    100,
    closings.map(({ at: when }) => when),
  );
  figure(
    `SIGTERM with ${REQUESTS} slow requests and ${SOCKETS} sockets`,
    `not ready after ${Math.round(at - toldAt)} ms; sockets closed from ${Math.round(first)} to ${Math.round(last)} ms, at most ${most} within 100 ms; exit after ${Math.round(exit.at)} ms`,
  );
  expect(reasons).toEqual(['draining']);
  expect(new Set(closings.map(({ code }) => code))).toEqual(new Set([1012]));
  expect(most).toBeLessThan(Math.max(0.4 * SOCKETS, 40));
  expect(typenames).toEqual(Array(REQUESTS).fill('Transaction'));
  expect(exit.code).toBe(0);
  expect(exit.at).toBeLessThan(DEADLINE_MS);
  const phases = [...gateway.log().matchAll(/"phase":"([^"]+)"/g)].map(([, phase]) => phase);
  expect(phases.slice(0, 6)).toEqual([
    'mark not ready',
    'wait for load balancers',
    'drain sockets',
    'terminate sockets',
    'finish requests',
    'stop server',
  ]);
  expect(gateway.log()).not.toContain('shutdown phase failed');
});

/** Returns the largest number of these times within any `ms`. */
function mostWithin(ms: number, sorted: readonly number[]): number {
  return Math.max(...sorted.map((from, n) => sorted.slice(n).filter((at) => at < from + ms).length));
}

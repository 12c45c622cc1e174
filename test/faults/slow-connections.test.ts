import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sessionToken } from '../support/app.js';

import { type TestEmulator, startEmulator } from '../support/emulator.js';
import { GraphqlClient } from '../support/graphql-client.js';
import { deliver } from '../support/webhook.js';
import { count, figure } from '../support/faults.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { createTarget, newOrderWebhook } from '../support/order-feed.js';
import { whileAsking } from './while-asking.js';

/** Connections of each kind, half of them for each path. */
const CONNECTIONS = count(500);
/** A byte now and then, so that they are never idle. */
const DRIP_EVERY_MS = 500;
/** A head has 10 s, a whole request 30 s; the server checks every 2 s. */
const HEADS_DROPPED_WITHIN_MS = 5 * 12_000;
const BODIES_DROPPED_WITHIN_MS = 5 * 32_000;

let emulator: TestEmulator;
let gateway: GatewayProcess;

beforeAll(async () => {
  emulator = await startEmulator();
  gateway = await startGatewayProcess(emulator);
});

afterAll(async () => {
  for (const part of [gateway, emulator]) await part?.close();
});

interface Slow {
  /**
   * Resolves when the server has closed it, with the milliseconds since the start and the first line
   * received.
   */
  readonly ended: Promise<{ readonly ms: number; readonly said: string }>;
}

/** Sends a beginning at once and then `x` after `x`. */
function slowly(beginning: string): Slow {
  const startedAt = performance.now();
  const socket: Socket = connect(gateway.port, '127.0.0.1', () => socket.write(beginning));
  const dripping = setInterval(() => socket.write('x'), DRIP_EVERY_MS);
  let said = '';
  socket.on('data', (bytes) => (said += String(bytes)));
  socket.on('error', () => {});
  const ended = new Promise<{ ms: number; said: string }>((resolve) => {
    socket.once('end', () => socket.destroy());
    socket.once('close', () => {
      clearInterval(dripping);
      resolve({ ms: performance.now() - startedAt, said: said.split('\r\n')[0] ?? '' });
    });
  });
  return { ended };
}

const PATHS = ['/graphql', '/webhooks/gateway'];
const pathOf = (n: number) => PATHS[n % PATHS.length];
const head = (n: number) => `POST ${pathOf(n)} HTTP/1.1\r\nHost: dwar\r\nContent-Type: application/json\r\n`;
const slowHead = (n: number) => slowly(`${head(n)}X-Slow: x`);
const slowBody = (n: number) => slowly(`${head(n)}Content-Length: 10000\r\n\r\n{"query":"`);

test('clients that send their request byte by byte are dropped and do not delay the others', async () => {
  const client = new GraphqlClient(gateway.url, await sessionToken('paul'));
  const target = await createTarget(gateway.url, 'paul');
  const alone = await whileAsking(client, () => delay(2_000));
  const heads = Array.from({ length: CONNECTIONS }, (_, n) => slowHead(n));
  const bodies = Array.from({ length: CONNECTIONS }, (_, n) => slowBody(n));
  const dropped = Promise.all([
    Promise.all(heads.map(({ ended }) => ended)),
    Promise.all(bodies.map(({ ended }) => ended)),
  ]);
  // Genuine webhooks are taken meanwhile.
  const delivering = Array.from({ length: 10 }, async () => deliver(gateway.url, newOrderWebhook(target)));
  expect((await Promise.all(delivering)).map(({ status }) => status)).toEqual(Array(10).fill(200));
  const meanwhile = await whileAsking(client, () => dropped);
  const [endedHeads, endedBodies] = await dropped;
  const last = (ended: readonly { ms: number }[]) => Math.max(...ended.map(({ ms }) => ms));
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  figure(
    `${CONNECTIONS} slow heads and ${CONNECTIONS} slow bodies`,
    `dropped within ${seconds(last(endedHeads))} and ${seconds(last(endedBodies))}; queries p99 ${alone} ms alone, ${meanwhile} ms meanwhile`,
  );
  for (const { said } of endedHeads) expect(['', 'HTTP/1.1 408 Request Timeout']).toContain(said);
  // A webhook without a proof may be refused before it is whole.
  for (const { said } of endedBodies) expect(said).not.toContain('200');
  expect(last(endedHeads)).toBeLessThan(HEADS_DROPPED_WITHIN_MS);
  expect(last(endedBodies)).toBeLessThan(BODIES_DROPPED_WITHIN_MS);
  expect(meanwhile).toBeLessThan(Math.max(500, 10 * alone));
  expect(gateway.isAlive()).toBe(true);
});

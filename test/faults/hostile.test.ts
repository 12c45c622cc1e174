import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { VirtualClock } from '../../src/core/time/clock.js';
import { graphql } from '../generated/gql.js';
import { startApp, type TestApp } from '../support/app.js';
import { runBuilt } from '../support/built-dev.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { buying, Player } from '../support/player.js';
import { checksum, deliver } from '../support/webhook.js';
import { count, figure } from '../support/faults.js';
import { findFreePort, type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { type HostileMeans, HOSTILE_ANSWERS } from './hostile-answers.js';
import { createTarget, newOrderWebhook } from '../support/order-feed.js';
import { startUpstreamFront, type UpstreamFront } from '../support/upstream-front.js';
import { whileAsking } from './while-asking.js';

const REFRESH = graphql(/* GraphQL */ `
  mutation RefreshFromHostile {
    refreshHoldings { __typename ... on Failure { code message } ... on Holdings { provenance } }
  }
`);

/** A transaction whose id is readable has been created, even if its expiry is not readable. */
const CREATED: Readonly<Record<string, readonly string[]>> = { 'times that are none': ['Transaction'] };
const FAILURES = [
  'GatewayUnavailable',
  'GatewayNotUnderstood',
  'OutcomeUnknown',
  'GatewayRefused',
  'HoldingsNotImported',
];
const MEBIBYTE = 2 ** 20;
/** Genuine deliveries during the flood. */
const GENUINE = 10;

describe('hostile answers of upstream', () => {
  let emulator: TestEmulator;
  let front: UpstreamFront;
  let app: TestApp;
  let thief: Server;
  let stolen: number;
  let reads = 0;
  let ida: Player;
  let means: HostileMeans;
  let watched: string;
  let peak = 0;
  let before = 0;
  let sampling: NodeJS.Timeout;

  beforeAll(async () => {
    const port = await findFreePort();
    const clock = new VirtualClock();
    emulator = await startEmulator({ clock, webhookUrl: `http://127.0.0.1:${port}/webhooks/gateway` });
    front = await startUpstreamFront(emulator.url);
    app = await startApp({
      emulator,
      port,
      env: { GATEWAY_URL: front.url, GATEWAY_RESPONSE_TIMEOUT_MS: '1000', GATEWAY_TOTAL_TIMEOUT_MS: '2000' },
    });
    stolen = 0;
    thief = createServer((_request, response) => {
      stolen += 1;
      response.end('{}');
    });
    await new Promise<void>((resolve) => thief.listen(0, '127.0.0.1', resolve));
    const zoe = await Player.of(app, 'zoe');
    const other = await zoe.connect('lep-ok-2');
    ida = await Player.of(app, 'ida');
    await ida.connect('lep-ok-3');
    const importId = await ida.create({ intent: 'HOLDINGS_IMPORT' });
    await ida.complete(importId);
    await ida.settled(importId);
    watched = await ida.create(buying());
    means = {
      thiefUrl: `http://localhost:${(thief.address() as AddressInfo).port}`,
      otherTransactionId: other.transactionId,
      otherAuthId: other.authId,
    };
    before = process.memoryUsage.rss();
    sampling = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss());
    }, 20);
  });

  afterAll(async () => {
    clearInterval(sampling);
    for (const part of [app, front, emulator]) await part?.close();
    thief?.close();
  });

  test.each(Object.entries(HOSTILE_ANSWERS))(
    'cause typed failures and are never trusted: %s',
    async (name, play) => {
      front.calls.length = 0;
      front.override = (request, response) => {
        play(response, means, request.url ?? '/');
        return true;
      };
      const target = { viewer: 'ida', transactionId: watched, client: ida.client };
      const [created, refreshed] = await Promise.all([
        ida.tryCreate(buying()),
        ida.client.ask(REFRESH),
        deliver(app.url, newOrderWebhook(target)),
      ]);
      // The webhook triggers a read of its transaction, now or after the back-off of the previous read.
      const isRead = (call: string) => call.startsWith('GET') && !call.includes('holdings');
      for (let waits = 0; waits < 10 && !front.calls.some(isRead); waits += 1) await delay(20);
      reads += front.calls.filter(isRead).length;
      front.override = null;
      expect([...FAILURES, ...(CREATED[name] ?? [])]).toContain(created.__typename);
      expect(FAILURES).toContain(refreshed.refreshHoldings?.__typename);
      expect(JSON.stringify([created, refreshed])).not.toContain(means.otherTransactionId);
      expect(stolen).toBe(0);
      // The next call succeeds, and the hostile answers have changed no state.
      expect((await ida.tryCreate(buying())).__typename).toBe('Transaction');
      const { status, error, orders } = await ida.transaction(watched);
      expect({ status, error }).toEqual({ status: 'INITIALIZED', error: null });
      expect(orders.every(({ provenance }) => provenance === 'WEBHOOK')).toBe(true);
    },
  );

  test('leave no memory in use', async () => {
    figure(
      'hostile answers',
      `${Object.keys(HOSTILE_ANSWERS).length} kinds, ${reads} reads, ${stolen} requests at another host`,
    );
    // Gateway, emulator and earlier tests share this process: only growth is meaningful.
    const growth = (peak - before) / MEBIBYTE;
    figure(
      'hostile answers: memory of gateway, emulator and tests together',
      `+${Math.round(growth)} MiB at most`,
    );
    expect(growth).toBeLessThan(512);
  });
});

describe('large deliveries without a valid checksum', () => {
  let emulator: TestEmulator;
  let gateway: GatewayProcess;

  beforeAll(async () => {
    emulator = await startEmulator();
    gateway = await startGatewayProcess(emulator);
  });

  afterAll(async () => {
    for (const part of [gateway, emulator]) await part?.close();
  });

  test('neither delay other requests nor leave anything behind', async () => {
    const target = await createTarget(gateway.url, 'otto');
    const body = forged(target.transactionId);
    const flood = count(500);
    const alone = await whileAsking(target.client, () => delay(3_000));
    let peak = 0;
    const before = gateway.residentBytes();
    const sampling = setInterval(() => {
      peak = Math.max(peak, gateway.residentBytes());
    }, 50);
    let outcomes: Record<string, number> = {};
    const meanwhile = await whileAsking(target.client, async () => {
      const flooding = flooded(`${gateway.url}/webhooks/gateway`, body, flood);
      // Genuine deliveries are accepted meanwhile.
      for (let sent = 0; sent < GENUINE; sent += 1) {
        expect(await deliver(gateway.url, newOrderWebhook(target))).toMatchObject({ status: 200 });
      }
      outcomes = await flooding;
    });
    clearInterval(sampling);
    const counts = Object.entries(outcomes)
      .map(([outcome, times]) => `${times} × ${outcome}`)
      .join(', ');
    figure(`${flood} forged deliveries of 2 MiB`, counts);
    figure('forged deliveries: queries alone / meanwhile', `p99 ${alone} ms / ${meanwhile} ms`);
    figure('forged deliveries: memory', `+${Math.round((peak - before) / MEBIBYTE)} MiB at most`);
    expect(Object.keys(outcomes).every((outcome) => ['401', '429', 'cut off'].includes(outcome))).toBe(true);
    expect(outcomes['401'] ?? 0).toBeGreaterThan(0);
    // Half a second or, on a busy machine, a multiple of the time without the flood.
    expect(meanwhile).toBeLessThan(Math.max(500, 10 * alone));
    expect(peak - before).toBeLessThan(256 * MEBIBYTE);
    expect(gateway.isAlive()).toBe(true);
    // Nothing else is kept.
    const { stdout } = await runBuilt(['deliveries', 'list', '--json'], gateway.env);
    expect(stdout.match(/"sha256"|"deliveryId"|"id":/g)?.length).toBe(GENUINE);
  });
});

/** Sends a body many times at once from another process. Returns the number of answers of each kind. */
async function flooded(url: string, body: string, times: number): Promise<Record<string, number>> {
  const script = resolve(import.meta.dirname, 'flood.mjs');
  const child = spawn(process.execPath, [script, url, String(times)], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(body);
  return JSON.parse(await text(child.stdout)) as Record<string, number>;
}

/** A delivery of nearly 2 MiB whose checksum is made with another key; its content is costly to read. */
function forged(transactionId: string): string {
  const [timestamp, smallcaseAuthId] = ['2026-01-01T00:00:00.000Z', 'e'.repeat(24)];
  const proof = checksum(timestamp, smallcaseAuthId, 'another-key-than-ours');
  const head = { timestamp, checksum: proof, transactionId, smallcaseAuthId, batchId: 'b'.repeat(24) };
  const filler = '{"a":1},'.repeat(Math.floor((2 * MEBIBYTE - 500) / 8));
  return `${JSON.stringify(head).slice(0, -1)},"orders":[${filler}{}]}`;
}

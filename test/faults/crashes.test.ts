import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { sessionToken } from '../support/app.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { isClusterProfile } from '../support/profile.js';
import { CREATE_TRANSACTION } from '../support/documents.js';
import { GraphqlClient } from '../support/graphql-client.js';
import { buying } from '../support/player.js';
import { batch, leg, newBatchId, signed } from '../support/webhook.js';
import { figure, inFull, randomStream } from '../support/faults.js';
import { type KillableServer, killableServer } from './killable-server.js';

const ACCOUNT = 'a'.repeat(24);
const VIEWERS = 5;
const TRANSACTIONS_PER_VIEWER = 4;
const DELIVERY_EVERY_MS = 20;
/** The longest time for which a server runs before it is killed. */
const KILL_WITHIN_MS = 600;
const QUANTITY = 4;
const READY_AIM_MS = 2_000;
const READY_LIMIT_MS = 10_000;
/** Share of deliveries whose transaction is not known. */
const UNMATCHED_SHARE = 0.15;
/** Share of deliveries that are sent again, acknowledged or not. */
const REPEATED_SHARE = 0.2;

/** One delivery as it was sent, and whether it was acknowledged. */
interface Sent {
  readonly text: string;
  readonly sha256: string;
  /** Null for an unmatched one. */
  readonly batchId: string | null;
  readonly filled: number;
  isAcknowledged: boolean;
}

/** An order that is reported step by step: placed, then one share more each time. */
interface Story {
  readonly batchId: string;
  readonly transactionId: string;
  filled: number;
}

let emulator: TestEmulator;
let server: KillableServer;
const random = randomStream(21);
const transactions: string[] = [];
const sent: Sent[] = [];
const stories: Story[] = [];

beforeAll(async () => {
  emulator = await startEmulator();
  server = await killableServer(emulator);
  await server.start();
  for (let viewer = 0; viewer < VIEWERS; viewer += 1) {
    const client = new GraphqlClient(server.url, await sessionToken(`viewer ${viewer}`));
    for (let n = 0; n < TRANSACTIONS_PER_VIEWER; n += 1) transactions.push(await createWith(client, n));
  }
  // The model covers deliveries alone: no read may retract their orders once the transactions have expired.
  await emulator.control.faults([{ path: '/engine/', status: 400 }]);
});

afterAll(async () => {
  await server.close();
  await emulator.close();
});

async function createWith(client: GraphqlClient, n: number): Promise<string> {
  const input = { idempotencyKey: `key ${n}`, allowDuplicate: true, ...buying(QUANTITY) };
  const { createTransaction } = await client.ask(CREATE_TRANSACTION, { input });
  if (createTransaction?.__typename !== 'Transaction') throw new Error(JSON.stringify(createTransaction));
  return createTransaction.gatewayTransactionId;
}

describe('a server that is killed again and again under a stream of deliveries', () => {
  test('loses no delivery it acknowledged and applies none twice', async () => {
    const kills = inFull(200, 12);
    const readyTimes: number[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      await sendUntilKilled(random() * KILL_WITHIN_MS);
      readyTimes.push(await server.start());
      await checkLedger();
    }
    readyTimes.sort((a, b) => a - b);
    const acknowledged = sent.filter(({ isAcknowledged }) => isAcknowledged).length;
    const slowest = Math.round(readyTimes.at(-1) ?? 0);
    figure('kills', kills);
    figure('deliveries sent / acknowledged before a kill', `${sent.length} / ${acknowledged}`);
    figure('restart to ready, median ms', Math.round(readyTimes[Math.floor(readyTimes.length / 2)] ?? 0));
    figure(`restart to ready, slowest ms (aim ${READY_AIM_MS})`, slowest);
    expect(acknowledged).toBeGreaterThan(0);
    await everythingAgain();
    await checkLedger();
    expect(sent.every(({ isAcknowledged }) => isAcknowledged)).toBe(true);
    expect(slowest).toBeLessThan(READY_LIMIT_MS);
  });
});

/** 50 deliveries a second until the kill, then waits until all of them have been answered or cut off. */
async function sendUntilKilled(afterMs: number): Promise<void> {
  const underWay: Promise<void>[] = [];
  const killAt = performance.now() + afterMs;
  while (performance.now() < killAt) {
    const delivery =
      random() < REPEATED_SHARE ? (sent[Math.floor(random() * sent.length)] ?? next()) : next();
    underWay.push(post(delivery));
    await pause(Math.min(DELIVERY_EVERY_MS, Math.max(0, killAt - performance.now())));
  }
  await server.kill();
  await Promise.all(underWay);
}

/** Retries what was not acknowledged, as Gateway does: in the end each delivery is stored exactly once. */
async function everythingAgain(): Promise<void> {
  for (const delivery of sent) await post(delivery);
}

async function post(delivery: Sent): Promise<void> {
  const response = await fetch(`${server.url}/webhooks/gateway`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: delivery.text,
  }).catch(() => null);
  if (response?.status === 200) delivery.isAcknowledged = true;
  await response?.arrayBuffer().catch(() => undefined);
}

function next(): Sent {
  if (random() < UNMATCHED_SHARE) {
    const transactionId = `TRX_${createHash('md5').update(`unknown ${sent.length}`).digest('hex')}`;
    return keep({ ...batch(newBatchId()), transactionId, smallcaseAuthId: ACCOUNT }, null, 0);
  }
  const story = random() < 0.5 ? stories.find(({ filled }) => filled < QUANTITY - 1) : undefined;
  if (story !== undefined) story.filled += 1;
  const { batchId, transactionId, filled } = story ?? newStory();
  const partly = {
    quantity: QUANTITY,
    filledQuantity: filled,
    ...(filled === 0 ? {} : { averagePrice: 10.5 }),
  };
  const body = { ...batch(batchId, { orders: [leg(partly)] }), transactionId, smallcaseAuthId: ACCOUNT };
  return keep(body, batchId, filled);
}

function newStory(): Story {
  const transactionId = transactions[Math.floor(random() * transactions.length)] as string;
  const story = { batchId: newBatchId(), transactionId, filled: 0 };
  stories.push(story);
  return story;
}

function keep(body: Record<string, unknown>, batchId: string | null, filled: number): Sent {
  const text = JSON.stringify(signed(body));
  const sha256 = createHash('sha256').update(text).digest('hex');
  const delivery = { text, sha256, batchId, filled, isAcknowledged: false };
  sent.push(delivery);
  return delivery;
}

interface InboxRow {
  readonly sha256: string;
  readonly state: string;
}

interface EventRow {
  readonly viewer_id: string;
  readonly seq: number;
  readonly type: string;
  readonly subject: string;
  readonly snapshot: string;
}

/**
 * Compares the ledger with the model, which applies the deliveries of the inbox in their order. PostgreSQL
 * keeps no order of rows: there each order must have come, step by step, to the state that is furthest along.
 */
async function checkLedger(): Promise<void> {
  if (!isClusterProfile)
    expect(await server.rows('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  const inOrder = isClusterProfile ? '' : ' order by rowid';
  const inbox = await server.rows<InboxRow>(`select sha256, state from deliveries${inOrder}`);
  const states = new Map(inbox.map(({ sha256, state }) => [sha256, state]));
  expect(states.size).toBe(inbox.length);
  const lost = sent.filter(({ isAcknowledged, sha256 }) => isAcknowledged && !states.has(sha256));
  expect(lost).toEqual([]);
  const bySha = new Map(sent.map((delivery) => [delivery.sha256, delivery]));
  const taken = inbox.map(({ sha256 }) => bySha.get(sha256) as Sent);
  for (const { batchId, sha256 } of taken) {
    expect(states.get(sha256)).toBe(batchId === null ? 'UNMATCHED' : 'APPLIED');
  }
  const logged = await changesInLog();
  const expected = changesOf(taken);
  if (isClusterProfile) expect(new Map([...logged].map(lastOf))).toEqual(new Map([...expected].map(lastOf)));
  else expect(logged).toEqual(expected);
  for (const steps of logged.values()) expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
  expect(await shownOrders()).toEqual(new Map([...expected].map(lastOf)));
}

function lastOf([batchId, steps]: [string, number[]]): [string, number | undefined] {
  return [batchId, steps.at(-1)];
}

/** The model: each delivery that is further along than the known state is one change. */
function changesOf(taken: readonly Sent[]): Map<string, number[]> {
  const changes = new Map<string, number[]>();
  for (const { batchId, filled } of taken) {
    if (batchId === null) continue;
    const steps = changes.get(batchId) ?? [];
    if (filled > (steps.at(-1) ?? -1)) changes.set(batchId, [...steps, filled]);
  }
  return sorted(changes);
}

/**
 * Returns the filled shares of each order's events, in order. Checks that the log of each viewer has no gap.
 */
async function changesInLog(): Promise<Map<string, number[]>> {
  const rows = await server.rows<EventRow>('select * from events order by viewer_id, seq');
  const heads = new Map<string, number>();
  const changes = new Map<string, number[]>();
  for (const { viewer_id, seq, type, subject, snapshot } of rows) {
    expect(seq).toBe((heads.get(viewer_id) ?? 0) + 1);
    heads.set(viewer_id, seq);
    if (type === 'ORDER') changes.set(subject, [...(changes.get(subject) ?? []), filledIn(snapshot)]);
  }
  const stored = await server.rows<{ viewer_id: string; head: number }>(
    'select viewer_id, head from viewers',
  );
  expect(new Map(stored.map(({ viewer_id, head }) => [viewer_id, head]))).toEqual(heads);
  return sorted(changes);
}

async function shownOrders(): Promise<Map<string, number | undefined>> {
  const rows = await server.rows<{ batch_id: string; snapshot: string }>(
    'select batch_id, snapshot from orders',
  );
  return sorted(new Map(rows.map(({ batch_id, snapshot }) => [batch_id, filledIn(snapshot)])));
}

function filledIn(snapshot: string): number {
  const { legs } = JSON.parse(snapshot) as { legs: readonly { readonly filledQuantity: number }[] };
  return legs.reduce((sum, { filledQuantity }) => sum + filledQuantity, 0);
}

function sorted<Value>(map: ReadonlyMap<string, Value>): Map<string, Value> {
  return new Map([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}

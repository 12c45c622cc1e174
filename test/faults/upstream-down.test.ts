import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { graphql } from '../generated/gql.js';
import { sessionToken } from '../support/app.js';
import { type TestEmulator, startEmulator } from '../support/emulator.js';
import { type AnyMember, LINK_BROKER_ACCOUNT, present } from '../support/documents.js';
import { GraphqlClient } from '../support/graphql-client.js';
import { buying } from '../support/player.js';
import { count, figure } from '../support/faults.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { type Override, startUpstreamFront, type UpstreamFront } from '../support/upstream-front.js';

/** How long upstream is unavailable, and how many clients call meanwhile. */
const DEAD_SECONDS = count(60);
const WORKERS = 16;
const PAUSE_MS = 20;
const RESPONSE_TIMEOUT_MS = 1_000;
const TRANSACTIONS = 10;
/** How long the client waits that keeps hanging up. */
const PATIENCE_MS = 100;
/** Consecutive failures after which upstream is not called. */
const FAILURES_TO_OPEN = 20;
/** More than may be in flight at once. */
const BURST = 150;
/**
 * The longest wait for what a read must bring in the end: the back-off of a minute's outage, and the plan's
 * first read.
 */
const SETTLED_WITHIN_MS = 150_000;

const TRANSACTION = graphql(/* GraphQL */ `
  query TransactionWhileDown($id: ID!) {
    transaction(id: $id) { status provenance orders { isFinal provenance legs { filledQuantity } } }
  }
`);

const CREATE = graphql(/* GraphQL */ `
  mutation CreateWhileDown($input: CreateTransactionInput!) {
    createTransaction(input: $input) {
      __typename
      ... on Transaction { id gatewayTransactionId status }
      ... on Failure { code message isRetryable }
      ... on GatewayUnavailable { retryAfterSeconds }
      ... on PossibleDuplicate { transaction { id } }
    }
  }
`);

const REFRESH = graphql(/* GraphQL */ `
  mutation RefreshWhileDown { refreshHoldings { __typename } }
`);

interface Attempt {
  readonly startedAt: number;
  readonly ms: number;
  readonly typename: string;
  readonly retryAfterSeconds: number | null;
}

let emulator: TestEmulator;
let front: UpstreamFront;
let gateway: GatewayProcess;
let client: GraphqlClient;
let hastyToken: string;

beforeAll(async () => {
  emulator = await startEmulator();
  front = await startUpstreamFront(emulator.url);
  gateway = await startGatewayProcess(emulator, {
    GATEWAY_URL: front.url,
    GATEWAY_RESPONSE_TIMEOUT_MS: String(RESPONSE_TIMEOUT_MS),
    GATEWAY_TOTAL_TIMEOUT_MS: '2500',
  });
  client = new GraphqlClient(gateway.url, await sessionToken('dawn'));
  hastyToken = await sessionToken('hasty');
  await linkHasty();
});

afterAll(async () => {
  for (const part of [gateway, front, emulator]) await part?.close();
});

async function create(): Promise<Attempt & { readonly id: string }> {
  const startedAt = performance.now();
  const input = { idempotencyKey: randomUUID(), allowDuplicate: true, ...buying() };
  const { createTransaction } = await client.ask(CREATE, { input });
  const created: AnyMember<NonNullable<typeof createTransaction>> = present(createTransaction);
  return {
    startedAt,
    ms: performance.now() - startedAt,
    typename: created.__typename,
    retryAfterSeconds: created.retryAfterSeconds ?? null,
    id: String(created.gatewayTransactionId),
  };
}

/** Links the account whose holdings the hasty client asks for. */
async function linkHasty(): Promise<void> {
  const hasty = new GraphqlClient(gateway.url, hastyToken);
  const input = { idempotencyKey: 'connect', intent: 'CONNECT' } as const;
  const { createTransaction } = await hasty.ask(CREATE, { input });
  const { gatewayTransactionId: id }: AnyMember<NonNullable<typeof createTransaction>> =
    present(createTransaction);
  const done = await emulator.control.complete(present(id), { broker: 'kite', token: 'lep-ok' });
  if (!done.ok) throw new Error(`not connected: ${JSON.stringify(done)}`);
  await hasty.ask(LINK_BROKER_ACCOUNT, { token: present(done.result.smallcaseAuthToken) });
}

/** Requests holdings repeatedly and hangs up each time before there can be an answer. */
async function keepHangingUp(endsAt: number): Promise<void> {
  while (performance.now() < endsAt) {
    await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${hastyToken}` },
      body: JSON.stringify({ query: REFRESH.toString() }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    }).catch(() => {});
    await delay(PAUSE_MS);
  }
}

/** Sends requests repeatedly, each worker after a short pause; one more client always hangs up. */
async function load(seconds: number): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  const endsAt = performance.now() + seconds * 1000;
  const worker = async () => {
    while (performance.now() < endsAt) {
      attempts.push(await create());
      await delay(PAUSE_MS);
    }
  };
  await Promise.all([...Array.from({ length: WORKERS }, worker), keepHangingUp(endsAt)]);
  return attempts.sort((one, other) => one.startedAt - other.startedAt);
}

const fails: Override = (_request, response) => {
  response.writeHead(500, { 'content-type': 'application/json' });
  response.end('{"success":false,"errors":["it is broken"],"data":null}');
  return true;
};
const hangs: Override = () => true;

const receivedCreations = () => front.calls.filter((call) => /^POST .*\/transaction$/.test(call)).length;

/** Sends requests until upstream is used again. Returns the milliseconds that took. */
async function usedAgain(): Promise<number> {
  const recoveredAt = performance.now();
  while ((await create()).typename !== 'Transaction' && performance.now() - recoveredAt < 10_000)
    await delay(50);
  return performance.now() - recoveredAt;
}

const REFUSES = 'refuses connections';
const DEATHS = [
  [REFUSES, () => front.down(), () => front.up()],
  ['answers 500', () => (front.override = fails), () => (front.override = null)],
  ['hangs', () => (front.override = hangs), () => (front.override = null)],
] as const;

// One that hangs takes a second for each.
test.each(DEATHS.slice(0, 2))(
  'upstream that %s gets exactly 20 attempts, one after another',
  async (name, die, recover) => {
    const before = receivedCreations();
    await die();
    let tried = 0;
    while ((await create()).retryAfterSeconds === null) tried += 1;
    const received = receivedCreations() - before;
    await recover();
    const usedAfterMs = await usedAgain();
    expect(tried).toBe(FAILURES_TO_OPEN);
    expect(received).toBe(name === REFUSES ? 0 : FAILURES_TO_OPEN);
    expect(usedAfterMs).toBeLessThan(10_000);
  },
);

describe.each(DEATHS)('upstream that %s', (name, die, recover) => {
  test('is not called, is answered for within milliseconds, and is used again without a restart', async () => {
    const own: string[] = [];
    for (let made = 0; made < TRANSACTIONS; made += 1) own.push((await create()).id);
    await emulator.control.webhooks('lost');
    await die();
    const receivedBefore = receivedCreations();
    const loading = load(DEAD_SECONDS);
    // Meanwhile the user completes at the broker, and no webhook reports it.
    for (const id of own) await emulator.control.complete(id, { broker: 'kite', token: 'lep-ok' });
    const attempts = await loading;

    const received = receivedCreations() - receivedBefore;
    await recover();
    const recoveredAt = performance.now();
    const usedAfterMs = await usedAgain();
    const whileOpen = attempts.filter((attempt) => attempt.retryAfterSeconds !== null);
    const times = whileOpen.map(({ ms }) => ms).sort((a, b) => a - b);
    const at = (part: number) => times[Math.floor(times.length * part)] ?? Number.POSITIVE_INFINITY;
    const tried = attempts.length - whileOpen.length;
    const share = whileOpen.length / attempts.length;
    figure(
      `upstream ${name}`,
      `${attempts.length} calls in ${DEAD_SECONDS} s, ${tried} tried, ${(share * 100).toFixed(1)} % answered without a call, p50 ${at(0.5).toFixed(1)} ms, p99 ${at(0.99).toFixed(1)} ms`,
    );
    expect(received).toBe(name === REFUSES ? 0 : tried);
    expect(share).toBeGreaterThanOrEqual(0.95);
    expect(
      attempts.every(({ typename }) => ['GatewayUnavailable', 'OutcomeUnknown'].includes(typename)),
    ).toBe(true);
    // Aimed for: 50 ms, with the load on the same cores.
    expect(at(0.5)).toBeLessThan(250);
    expect(at(0.99)).toBeLessThan(RESPONSE_TIMEOUT_MS / 2);

    figure(`upstream ${name}: used again after`, `${Math.round(usedAfterMs)} ms`);
    expect(usedAfterMs).toBeLessThan(10_000);
    for (const id of own) await settled(id);
    figure(
      `upstream ${name}: everything settled after`,
      `${Math.round((performance.now() - recoveredAt) / 1000)} s`,
    );
    await emulator.control.webhooks('normal');
  });
});

test('calls that wait for a slot are refused once upstream is known to hang', async () => {
  front.override = hangs;
  const before = receivedCreations();
  const attempts = await Promise.all(Array.from({ length: BURST }, create));
  front.override = null;
  const tried = receivedCreations() - before;
  figure(`a burst of ${BURST} calls at an upstream that hangs`, `${tried} tried`);
  expect(tried).toBeLessThan(100);
  expect(attempts.filter(({ retryAfterSeconds }) => retryAfterSeconds !== null)).toHaveLength(BURST - tried);
});

/** Resolves when a read has shown the end of a transaction and of its order. */
async function settled(id: string): Promise<void> {
  const giveUpAt = Date.now() + SETTLED_WITHIN_MS;
  for (;;) {
    const { transaction } = await client.ask(TRANSACTION, { id });
    const { status, provenance, orders } = present(transaction);
    const isDone = status === 'COMPLETED' && provenance === 'CONFIRMED' && orders.length === 1;
    if (isDone && orders.every(({ isFinal }) => isFinal)) return;
    if (Date.now() > giveUpAt) throw new Error(`not settled: ${JSON.stringify(transaction)}`);
    await delay(200);
  }
}

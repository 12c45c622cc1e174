import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { figure } from '../support/faults.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { type HeapProbe, probeHeap, WITH_INSPECTOR } from '../support/inspector.js';
import { createTarget, deliverAll, type FeedTarget, logOf, newOrderWebhook } from '../support/order-feed.js';
import { sessionToken } from '../support/app.js';
import { startEmulator, TEST_KEYS, type TestEmulator } from '../support/emulator.js';
import { freePort } from '../support/services.js';

/** `npm run test:soak` runs for an hour. */
const SECONDS = Number(process.env.SOAK_SECONDS ?? '90');
const CALM_SECONDS = Math.max(10, SECONDS / 6);
const WARM_UP_SECONDS = Math.min(120, Math.max(10, SECONDS / 10));
const MIXED_SECONDS = SECONDS - CALM_SECONDS - WARM_UP_SECONDS;
const HEAP_LOOKS = 12;
/** Queries that may be told to come again, of all: a webhook never is. */
const SHED_MAX = 0.001;

const VIEWERS = 20;
const HOSTILE_EVENTS = 2_000;
/** The target. The test fails at five times this factor, like all its time limits. */
const P99_TIMES_IDLE = 3;
const P99_FAILS_TIMES_IDLE = 15;
/**
 * Allowed difference of the heap between the second and the last quarter of the mixed load: the noise of
 * requests in flight.
 */
const HEAP_GROWTH_MAX_BYTES = 12 * 2 ** 20;
const HANDLES_GROWTH_MAX = 30;

/**
 * The limits of production, in a process that takes the emulator for Gateway. The cache is full before the
 * heap is measured first.
 */
const PRODUCTION_LIMITS = {
  RATE_AUTH_TOKENS: '10',
  RATE_MUTATIONS: '30',
  RATE_ADDRESS: '300',
  RATE_BAD_WEBHOOKS: '60',
  OVERLOAD_LAG_MS: '100',
  GRAPHQL_MAX_SOCKETS: '10',
  INTROSPECTION: 'false',
  TRUST_PROXY: 'true',
  CACHE_MAX_BYTES: String(2 ** 20),
};

interface Times {
  readonly outcomes: Readonly<Record<string, number>>;
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

interface Phase {
  readonly phase: 'calm' | 'mixed';
  readonly genuine: Readonly<Record<string, Times>>;
  readonly hostile?: Readonly<Record<string, Times>>;
}

let emulator: TestEmulator;
let gateway: GatewayProcess;
let heap: HeapProbe;
let load: ChildProcess;

beforeAll(async () => {
  const port = await freePort();
  emulator = await startEmulator({ webhookUrl: `http://127.0.0.1:${port}/webhooks/gateway` });
  gateway = await startGatewayProcess(emulator, {
    ...PRODUCTION_LIMITS,
    ...WITH_INSPECTOR,
    PORT: String(port),
  });
  heap = await probeHeap(gateway.log());
});

afterAll(async () => {
  load?.kill('SIGKILL');
  heap?.close();
  for (const part of [gateway, emulator]) await part?.close();
});

/** The plan for the load process: its clients and the addresses. */
async function makePlan() {
  const { url } = gateway;
  const names = Array.from({ length: VIEWERS }, (_, index) => `soak-${index}`);
  const targets: FeedTarget[] = [];
  for (const name of names) targets.push(await createTarget(url, name));
  const hostile = await createTarget(url, 'mallory');
  await deliverAll(url, ordersOf(hostile));
  const [hostileCursor] = await logOf(hostile.client);
  return {
    url,
    emulatorUrl: emulator.url,
    apiSecret: TEST_KEYS.apiSecret,
    viewers: await Promise.all(targets.map(clientOf)),
    hostileViewer: await clientOf(hostile, 250),
    hostileCursor,
    warmUpSeconds: WARM_UP_SECONDS,
    calmSeconds: CALM_SECONDS,
    mixedSeconds: MIXED_SECONDS,
  };
}

function* ordersOf(target: FeedTarget): Generator<Record<string, unknown>> {
  for (let made = 0; made < HOSTILE_EVENTS; made += 1) yield newOrderWebhook(target);
}

/** A client with an address of its own and a token that outlives the run. */
async function clientOf({ viewer, transactionId }: FeedTarget, index: number) {
  const exp = Math.floor(Date.now() / 1000) + SECONDS + 3600;
  return { transactionId, address: `203.0.113.${index}`, token: await sessionToken(viewer, { exp }) };
}

/** Starts the load; the promises resolve when a phase is over. */
function startLoad(plan: object): Record<Phase['phase'], Promise<Phase>> {
  load = spawn(process.execPath, [join(import.meta.dirname, 'load.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (load.stdin === null || load.stdout === null) throw new Error('the load has no streams');
  load.stdin.end(JSON.stringify(plan));
  const lines = createInterface(load.stdout)[Symbol.asyncIterator]();
  const next = async (phase: Phase['phase']) => {
    const { value } = await lines.next();
    const report = JSON.parse(String(value)) as Phase;
    expect(report.phase).toBe(phase);
    return report;
  };
  const calm = next('calm');
  return { calm, mixed: calm.then(() => next('mixed')) };
}

/** Memory and handles at equal intervals of the mixed load. */
async function watchMemory() {
  const looks: { heldBytes: number; residentBytes: number; handles: number }[] = [];
  for (let look = 0; look < HEAP_LOOKS; look += 1) {
    await delay((MIXED_SECONDS * 1000) / HEAP_LOOKS);
    const handles = Object.values(await heap.resources()).reduce((sum, count) => sum + count, 0);
    looks.push({ heldBytes: await heap.heldBytes(), residentBytes: gateway.residentBytes(), handles });
  }
  return looks;
}

/**
 * Returns the increase from the second to the last quarter of the measurements; caches fill during the first.
 */
function growth(values: readonly number[]): number {
  const quarter = Math.floor(values.length / 4);
  return median(values.slice(-quarter)) - median(values.slice(quarter, 2 * quarter));
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
}

function show(times: Readonly<Record<string, Times>>): string {
  return Object.entries(times)
    .map(([kind, { outcomes, p50, p99, max }]) => {
      const answers = Object.entries(outcomes).map(([outcome, count]) => `${count} × ${outcome}`);
      return `\n  ${kind}: ${answers.join(', ')}; p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(0)}, max ${max.toFixed(0)} ms`;
    })
    .join('');
}

const mebibytes = (values: readonly number[]) => values.map((bytes) => Math.round(bytes / 2 ** 20)).join(' ');

test(
  'genuine clients are served while a tenth of the traffic is hostile, and memory and handles stay flat',
  async () => {
    const phases = startLoad(await makePlan());
    const calm = await phases.calm;
    const looks = await watchMemory();
    const mixed = await phases.mixed;

    const held = looks.map(({ heldBytes }) => heldBytes);
    const handles = looks.map((look) => look.handles);
    figure(`soak, ${CALM_SECONDS} s of genuine clients alone`, show(calm.genuine));
    figure(`soak, ${MIXED_SECONDS} s of genuine clients with hostile ones`, show(mixed.genuine));
    figure('soak, the hostile ones', show(mixed.hostile ?? {}));
    figure('soak, reachable memory, MiB', mebibytes(held));
    figure('soak, resident memory, MiB', mebibytes(looks.map(({ residentBytes }) => residentBytes)));
    figure('soak, handles', handles.join(' '));
    const factor = (mixed.genuine.query?.p99 ?? 0) / (calm.genuine.query?.p99 ?? 1);
    figure('soak, p99 of genuine queries', `${factor.toFixed(1)} × alone (aim ${P99_TIMES_IDLE})`);

    expect(gateway.isAlive()).toBe(true);
    expect(Object.keys(mixed.genuine.webhook?.outcomes ?? {})).toEqual(['200']);
    const { '200': answered = 0, OVERLOADED: shed = 0, ...others } = mixed.genuine.query?.outcomes ?? {};
    expect(others).toEqual({});
    expect(shed / answered).toBeLessThan(SHED_MAX);
    expect(factor).toBeLessThan(P99_FAILS_TIMES_IDLE);
    expect(growth(held)).toBeLessThan(HEAP_GROWTH_MAX_BYTES);
    expect(growth(handles)).toBeLessThan(HANDLES_GROWTH_MAX);
  },
  (SECONDS + 600) * 1000,
);

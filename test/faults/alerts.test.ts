import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect } from '@jest/globals';
import { silentLog } from '../../src/core/log.js';
import { insertDelivery } from '../../src/ledger/deliveries/delivery-intake.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { startNewEpoch } from '../../src/ledger/maintenance/new-epoch.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { sessionToken } from '../support/app.js';
import { CREATE_TRANSACTION, present } from '../support/documents.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { GraphqlClient } from '../support/graphql-client.js';
import { openOtherWriter } from '../support/other-writer.js';
import { buying } from '../support/player.js';
import { expectAllQuiet, expectFiring, expectQuiet, promtoolTest } from '../support/promtool.js';
import { Scrapes } from '../support/scrapes.js';
import { until } from '../support/until.js';
import { batch, deliver, newBatchId, signed } from '../support/webhook.js';

/**
 * The alerts end to end: a built server under a fault is scraped, and promtool says what Prometheus would have
 * done with the scrapes. A scrape stands for 30 seconds, or what the test says, and is taken as soon as the one
 * before is there.
 */

const JOB = { job: 'dwar' };
const BOTH = { job: 'dwar', instance: 'a' };
const FAILURES_TO_OPEN = 20;
const TWO_HUNDRED_SECONDS_MS = 200_000;
/** Reads that hang at once are eight; the others wait. */
const HINTED = 24;

let emulator: TestEmulator;
let gateway: GatewayProcess;
let client: GraphqlClient;
let scrapes: Scrapes;

beforeAll(async () => {
  emulator = await startEmulator();
  gateway = await startGatewayProcess(emulator, { RATE_MUTATIONS: '10000' });
  client = new GraphqlClient(gateway.url, await sessionToken('alice'));
});

afterAll(async () => {
  await client?.close();
  await gateway?.close();
  await emulator?.close();
});

beforeEach(async () => {
  await emulator.control.faults([]);
  scrapes = new Scrapes(gateway.url);
  await scrapes.take(4);
});

async function create(): Promise<string | undefined> {
  const input = { ...buying(), idempotencyKey: randomUUID(), allowDuplicate: true };
  const { createTransaction } = await client.ask(CREATE_TRANSACTION, { input });
  return (present(createTransaction) as { readonly gatewayTransactionId?: string }).gatewayTransactionId;
}

async function createMany(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await create();
}

/** The time of a start is published in whole seconds: of two starts within one, Prometheus sees one. */
async function restartInAnotherSecond(): Promise<void> {
  const startedAt = () => gateway.metric('process_start_time_seconds');
  const before = await startedAt();
  await until('a start in another second', async () => {
    await gateway.restart('SIGTERM');
    return (await startedAt()) !== before;
  });
}

/** The alert did not fire before the fault, and does after the last scrape. */
async function expectAlert(
  alert: string,
  labels: Readonly<Record<string, string>>,
  seconds = 30,
): Promise<void> {
  const on = { series: scrapes.series(), interval: `${seconds}s` };
  await expectQuiet(alert, { ...on, at: `${3 * seconds}s` });
  await expectFiring({ alert, labels, ...on, at: `${(scrapes.count - 1) * seconds}s` });
}

async function onLedger<T>(work: (ledger: Ledger) => Promise<T>): Promise<T> {
  const ledger = await openLedger(gateway.env.DATABASE_URL ?? '', { log: silentLog });
  return await work(ledger).finally(() => ledger.close());
}

promtoolTest('a server in good health fires no alert', async () => {
  await create();
  await scrapes.take(30);
  await expectAllQuiet({ series: scrapes.series(), interval: '30s', at: '15m' });
});

promtoolTest('the breaker is open while Gateway fails', async () => {
  await emulator.control.faults([{ path: '/', status: 503 }]);
  await createMany(FAILURES_TO_OPEN + 5);
  await scrapes.take(4);
  await expectAlert('DwarGatewayBreakerOpen', BOTH);
  await emulator.control.faults([]);
  await until('the breaker closes', async () => (await create()) !== undefined);
});

promtoolTest('Gateway refuses the credentials', async () => {
  await emulator.control.faults([{ path: '/gateway/', status: 401 }]);
  await createMany(1);
  await scrapes.take(5, () => createMany(2));
  await expectAlert('DwarGatewayUnauthorised', JOB);
});

promtoolTest('webhooks come with a wrong secret', async () => {
  const wrong = () => signed({ smallcaseAuthId: 'a'.repeat(24) }, 'a-secret-that-was-rotated-away-long-ago');
  await scrapes.take(12, async () => {
    for (let n = 0; n < 3; n += 1) expect((await deliver(gateway.url, wrong())).status).toBe(401);
  });
  await expectAlert('DwarWebhooksRefused', JOB);
});

promtoolTest('the ledger cannot be written, and the service level of webhooks burns', async () => {
  const webhook = () => deliver(gateway.url, signed({ orderBatches: [], smallcaseAuthId: 'a'.repeat(24) }));
  // Prometheus sees no increase in a series that begins with its first value.
  await webhook();
  scrapes = new Scrapes(gateway.url);
  await scrapes.take(4);
  for (let n = 0; n < 120; n += 1) expect((await webhook()).status).toBe(200);
  await scrapes.take(1);
  const other = openOtherWriter(gateway.env.DATABASE_URL ?? '');
  await other.exec('begin immediate');
  const statuses = await Promise.all(Array.from({ length: 20 }, async () => (await webhook()).status));
  await other.exec('rollback');
  other.close();
  expect(statuses).toEqual(statuses.map(() => 503));
  await scrapes.take(4);
  await expectAlert('DwarLedgerFailing', JOB);
  await expectAlert('DwarWebhooksNotStored', JOB);
  await expectAlert('DwarErrorBudgetBurnsFast', { ...JOB, slo: 'webhooks' });
});

promtoolTest('a webhook reports an order that Gateway does not know', async () => {
  await emulator.control.webhooks('lost');
  const transactionId = (await create()) ?? '';
  const { result } = (await emulator.control.complete(transactionId, {
    broker: 'kite',
    token: 'lep-ok',
  })) as {
    readonly result: { readonly smallcaseAuthToken: string };
  };
  const [, claims = ''] = result.smallcaseAuthToken.split('.');
  const { smallcaseAuthId } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<
    string,
    string
  >;
  const forged = { transactionId, smallcaseAuthId, orderBatches: [batch(newBatchId())] };
  expect((await deliver(gateway.url, signed(forged))).status).toBe(200);
  await until('a read has denied it', async () => (await gateway.metric('dwar_hints_corrected_total')) > 0);
  await scrapes.take(1);
  await expectAlert('DwarWebhooksContradicted', JOB);
  await emulator.control.webhooks('normal');
});

promtoolTest('the process does not run for more than a second, again and again', async () => {
  await scrapes.take(4, async () => {
    // Node measures from the second turn after a scrape on.
    const since = performance.now();
    await until(
      'the loop turns',
      async () => (await create()) !== undefined && performance.now() > since + 50,
    );
    await gateway.block(1_200);
  });
  await expectAlert('DwarEventLoopBlocked', BOTH, 60);
});

promtoolTest('a webhook was given up', async () => {
  const dead = {
    deliveryId: 'given up',
    sha256: 'f'.repeat(64),
    receivedAt: 1,
    kind: 'ORDER',
    state: 'DEAD',
  } as const;
  const rest = { failures: 5, playAt: null, proof: 'p', transactionId: null, authId: null, problem: null };
  await onLedger((ledger) =>
    ledger.write((unit) => insertDelivery(unit, { ...dead, ...rest, body: Buffer.from('{}') })),
  );
  await scrapes.take(1);
  await expectAlert('DwarInboxDead', JOB);
});

promtoolTest('the log of events has another epoch, and the server starts again and again', async () => {
  // A running server shows the new epoch within a second: the one before must have been scraped.
  await scrapes.take(1);
  await onLedger(startNewEpoch);
  await scrapes.take(4, restartInAnotherSecond);
  await expectAlert('DwarFailOverSeen', JOB);
  await expectAlert('DwarRestarts', BOTH);
});

promtoolTest('reads hang, and the clock of Gateway is ahead', async () => {
  const ids: string[] = [];
  for (let n = 0; n < HINTED; n += 1) ids.push((await create()) ?? '');
  await emulator.control.faults([{ path: '/transactiondetails', hang: true }]);
  for (const transactionId of ids) {
    const hint = { transactionId, smallcaseAuthId: 'b'.repeat(24), orderBatches: [batch(newBatchId())] };
    expect((await deliver(gateway.url, signed(hint))).status).toBe(200);
  }
  await emulator.control.clock(TWO_HUNDRED_SECONDS_MS);
  await createMany(4);
  await scrapes.take(13);
  await expectAlert('DwarUnconfirmedBacklog', JOB);
  await expectAlert('DwarGatewayClockOffset', BOTH);
});

promtoolTest('the process has ended', async () => {
  await gateway.stop('SIGTERM');
  await scrapes.take(4);
  await expectAlert('DwarDown', BOTH);
});

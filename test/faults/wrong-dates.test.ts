import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { AGREEING_ANSWERS } from '../../src/gateway/upstream-clock.js';
import { REPORT_OUTCOME } from '../support/documents.js';
import { openOtherWriter } from '../support/other-writer.js';
import { buying, Player } from '../support/player.js';
import { until } from '../support/until.js';
import { batch, deliver, newBatchId, signed } from '../support/webhook.js';
import { MONDAY, type PlannedApp, startPlanned } from './planned-reads.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const ACCOUNT = 'a'.repeat(24);

let planned: PlannedApp;
let alice: Player;

beforeEach(async () => {
  planned = await startPlanned(MONDAY);
  alice = await Player.of(planned.app, 'alice');
});

afterEach(async () => {
  await planned.close();
});

/**
 * A fault rule: upstream reports this status of the transaction, with a `Date` that is ahead by `aheadMs`.
 */
const says = (transactionId: string, status: string, aheadMs: number) => ({
  path: 'transactiondetails',
  headers: { date: new Date(planned.clock.now() + aheadMs).toUTCString() },
  body: {
    success: true,
    errors: null,
    data: { transactionId, intent: 'TRANSACTION', status, authId: null, success: null },
  },
});
const faults = (...rules: readonly object[]) => planned.emulator.control.faults([...rules] as never);
const hinted = (transactionId: string, batchId: string) =>
  signed({ ...batch(batchId), transactionId, smallcaseAuthId: ACCOUNT });

describe('one answer whose Date is ahead', () => {
  test.each([10 * MINUTE, 3 * DAY])('by %i ms does not end the reads of a transaction', async (aheadMs) => {
    const id = await alice.create(buying());
    await faults({ ...says(id, 'INITIALIZED', aheadMs), times: 1 });
    await planned.playPlan(id, 1);
    await alice.complete(id, 'lep-ok');
    await planned.playPlan(id);
    expect(await alice.transaction(id)).toMatchObject({ status: 'COMPLETED', orders: [{ isFinal: true }] });
  });

  test('retracts no order that a webhook reported', async () => {
    const id = await alice.create(buying());
    const batchId = newBatchId();
    await faults({ ...says(id, 'INITIALIZED', 3 * DAY), times: 1 });
    await deliver(planned.app.url, hinted(id, batchId));
    await planned.idle();
    expect((await alice.transaction(id)).orders).toMatchObject([{ batchId, provenance: 'WEBHOOK' }]);
  });
});

describe('a Date three days ahead, on which many answers agree', () => {
  test('does not alone retract an order', async () => {
    const id = await alice.create(buying());
    const batchId = newBatchId();
    await faults(says(id, 'INITIALIZED', 3 * DAY));
    await deliver(planned.app.url, hinted(id, batchId));
    for (let read = 1; read <= 2 * AGREEING_ANSWERS; read += 1) {
      await until(`read ${read}`, async () => (await planned.upstreamReads()) >= read);
      await alice.client.ask(REPORT_OUTCOME, { input: { transactionId: id } });
    }
    expect(await alice.transaction(id)).toMatchObject({
      isExpired: true,
      orders: [{ batchId, provenance: 'WEBHOOK' }],
    });
    // The order is retracted only when the clock of this machine has passed the time too.
    await faults();
    await planned.playPlan(id);
    expect((await alice.transaction(id)).orders).toEqual([]);
  });
});

/** Ends the plan of a transaction, as an earlier version did that trusted a single wrong clock. */
async function endPlan(transactionId: string): Promise<void> {
  const ledger = openOtherWriter(join(planned.app.dataDir, 'dwar.db'));
  await ledger.exec(`update transactions set read_at = null where transaction_id = '${transactionId}'`);
  ledger.close();
}

describe('reads that ended too early', () => {
  test.each([
    ['its viewer asks for it', (id: string) => alice.transaction(id)],
    ['a client reports', (id: string) => alice.client.ask(REPORT_OUTCOME, { input: { transactionId: id } })],
    ['a webhook reports it', (id: string) => deliver(planned.app.url, hinted(id, newBatchId()))],
  ])('resume when %s', async (_who, proof) => {
    const id = await alice.create(buying());
    await alice.complete(id, 'lep-ok');
    await endPlan(id);
    await proof(id);
    await until('a read', async () => (await planned.upstreamReads()) > 0);
    await planned.playPlan(id);
    expect(await alice.transaction(id)).toMatchObject({ status: 'COMPLETED', orders: [{ isFinal: true }] });
  });

  test('differ from those that ended in time, for which a request causes no read', async () => {
    const id = await alice.create(buying());
    await planned.playPlan(id);
    const before = await planned.upstreamReads();
    for (let minute = 0; minute < 5; minute += 1) {
      expect(await alice.transaction(id)).toMatchObject({ status: 'INITIALIZED', isExpired: true });
      await planned.clock.advance(2 * MINUTE);
    }
    await planned.idle();
    expect(await planned.upstreamReads()).toBe(before);
  });
});

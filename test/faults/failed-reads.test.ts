import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { READS_AT_MOST } from '../../src/transactions/read-plan.js';
import { HOLDINGS_OF } from '../support/documents.js';
import { buying, Player } from '../support/player.js';
import { batch, deliver, leg, newBatchId, signed } from '../support/webhook.js';
import { MONDAY, type PlannedApp, startPlanned } from './planned-reads.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
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

const faults = (...rules: readonly object[]) => planned.emulator.control.faults([...rules] as never);
const well = (data: object) => ({ success: true, errors: null, data });

/** A fault rule with which upstream reports this status of a transaction. */
const says = (transactionId: string, status: string) => ({
  path: 'transactiondetails',
  body: well({ transactionId, intent: 'TRANSACTION', status, authId: ACCOUNT, success: null }),
});
/** A fault rule with which upstream reports this status of its order. */
const saysOfOrder = (
  transactionId: string,
  batchId: string,
  status: string,
  one: Record<string, unknown>,
) => ({
  path: 'user/orders',
  body: well({
    orders: [{ transactionId, broker: 'kite', batches: [batch(batchId, { status, orders: [leg(one)] })] }],
  }),
});
const FILLED = { status: 'COMPLETE', filledQuantity: 2, averagePrice: 5 };

describe('a partial failure of a read', () => {
  test.each([
    ['is not found', { status: 404, body: { success: false, errors: ['Not Found'], data: null } }],
    ['is not in the protocol', { body: '<html>' }],
  ])('hides no other result: order details that %s', async (_how, fault) => {
    await faults({ path: 'user/orders', ...fault });
    const id = await alice.create(buying());
    await alice.complete(id, 'lep-ok');
    await planned.playPlan(id, 3);
    expect(await alice.transaction(id)).toMatchObject({
      status: 'COMPLETED',
      isExpired: false,
      orders: [{ provenance: 'CONFIRMED', legs: [{ filledQuantity: 2 }] }],
    });
    await faults();
    await planned.playPlan(id);
    expect((await alice.transaction(id)).orders).toMatchObject([{ status: 'COMPLETED', isFinal: true }]);
  });

  test('retracts no order that only the failed part would have shown', async () => {
    const id = await alice.create(buying());
    const batchId = newBatchId();
    await faults(says(id, 'COMPLETED'), { path: 'user/orders', status: 401 });
    const body = { ...batch(batchId), transactionId: id, smallcaseAuthId: ACCOUNT };
    expect(await deliver(planned.app.url, signed(body))).toMatchObject({ outcome: 'stored' });
    await planned.idle();
    expect(await alice.transaction(id)).toMatchObject({
      status: 'COMPLETED',
      orders: [{ batchId, provenance: 'WEBHOOK' }],
    });
    await faults(says(id, 'COMPLETED'), saysOfOrder(id, batchId, 'COMPLETED', FILLED));
    await planned.playPlan(id);
    expect((await alice.transaction(id)).orders).toMatchObject([{ batchId, isFinal: true }]);
  });

  test('during an import leaves the transaction final, and the holdings follow', async () => {
    await alice.connect('lep-ok');
    await faults({ path: 'user/holdings', status: 401 });
    const id = await alice.create({ intent: 'HOLDINGS_IMPORT' });
    await alice.complete(id);
    await planned.playPlan(id, 3);
    expect(await alice.transaction(id)).toMatchObject({ status: 'COMPLETED' });
    expect((await alice.client.ask(HOLDINGS_OF)).holdings).toBeNull();
    await faults();
    await planned.playPlan(id);
    expect((await alice.client.ask(HOLDINGS_OF)).holdings).toMatchObject({ provenance: 'CONFIRMED' });
  });
});

describe('failed reads', () => {
  test('are retried for hours until one is answered, in every state', async () => {
    const used = await alice.create(buying());
    await alice.complete(used, 'lep-ok');
    const processing = await alice.create(buying(3));
    await faults(says(processing, 'PROCESSING'));
    await planned.playPlan(processing, 1);
    await faults({ path: 'transactiondetails', status: 401 });
    const startedAt = planned.clock.now();
    await planned.playPlan(used, 60);
    expect(planned.clock.now() - startedAt).toBeGreaterThan(6 * HOUR);
    await planned.clock.advance(10 * DAY);
    await planned.idle();
    await faults();
    await planned.playPlan(used);
    expect(await alice.transaction(used)).toMatchObject({ status: 'COMPLETED', orders: [{ isFinal: true }] });
    // The emulator reports it as unused, but a status that was read is never undone.
    expect(await alice.transaction(processing)).toMatchObject({ status: 'PROCESSING', isStale: true });
  });

  test('do not end the plan at its last moment', async () => {
    const id = await alice.create(buying());
    await faults(says(id, 'PROCESSING'));
    // The first read finds it in PROCESSING. Nine follow until the wait is an hour, then one each hour.
    await planned.playPlan(id, 9 * 24 + 8);
    expect(planned.clock.now()).toBeLessThan(MONDAY + 9 * DAY);
    expect(planned.clock.now()).toBeGreaterThan(MONDAY + 9 * DAY - 2 * HOUR);
    await faults({ path: 'transactiondetails', status: 401 });
    await planned.clock.advance(2 * DAY);
    await planned.idle();
    expect(await alice.transaction(id)).toMatchObject({ status: 'PROCESSING', isStale: false });
    await faults(says(id, 'PROCESSING'));
    await planned.playPlan(id);
    expect(await alice.transaction(id)).toMatchObject({ status: 'PROCESSING', isStale: true });
  });

  test('are retried within seconds after a hint, however long the order has waited', async () => {
    const id = await alice.create(buying());
    await faults(says(id, 'PROCESSING'));
    await planned.playPlan(id, 49);
    await faults({ path: 'transactiondetails', status: 401 });
    const body = { ...batch(newBatchId()), transactionId: id, smallcaseAuthId: ACCOUNT };
    await deliver(planned.app.url, signed(body));
    await planned.idle();
    const hintedAt = planned.clock.now();
    await faults(says(id, 'ERRORED'));
    await planned.playPlan(id, 1);
    expect(await alice.transaction(id)).toMatchObject({ status: 'ERRORED' });
    expect(planned.clock.now() - hintedAt).toBeLessThanOrEqual(5_000);
  });

  describe('that Gateway refuses', () => {
    const REFUSAL = {
      path: 'transactiondetails',
      status: 404,
      body: { success: false, errors: ['?'], data: null },
    };
    const refusedReads = async (id: string) =>
      Object.values(await planned.playPlan(id)).reduce((sum, count) => sum + count, 0);

    test('are given up in the end if the transaction was never used', async () => {
      const id = await alice.create(buying());
      await faults(REFUSAL);
      const reads = await refusedReads(id);
      expect(reads).toBeGreaterThan(20);
      expect(reads).toBeLessThan(40);
      expect(await alice.transaction(id)).toMatchObject({ status: 'INITIALIZED', isExpired: true });
    });

    test('continue as rarely as planned if the transaction was used', async () => {
      const id = await alice.create(buying());
      await faults(says(id, 'USED'));
      await planned.playPlan(id, 1);
      await faults(REFUSAL);
      const reads = await refusedReads(id);
      expect(reads).toBeGreaterThan(30);
      expect(reads).toBeLessThan(30 + READS_AT_MOST.USED);
      expect(planned.clock.now()).toBeGreaterThan(MONDAY + DAY);
    });

    test('leave an open order stale after its seven trading days', async () => {
      const [processing, completed] = [await alice.create(buying()), await alice.create(buying(3))];
      await faults(says(processing, 'PROCESSING'));
      await planned.playPlan(processing, 1);
      await faults(
        { ...says(completed, 'COMPLETED'), times: 1 },
        saysOfOrder(completed, newBatchId(), 'PLACED', {}),
        REFUSAL,
      );
      for (const id of [processing, completed]) await planned.playPlan(id);
      expect(planned.clock.now()).toBeGreaterThanOrEqual(MONDAY + 9 * DAY);
      for (const id of [processing, completed])
        expect(await alice.transaction(id)).toMatchObject({ isStale: true });
    });
  });
});

describe('a final transaction with an open order', () => {
  test('is read until the order is final too', async () => {
    const id = await alice.create(buying());
    const batchId = newBatchId();
    await faults(says(id, 'COMPLETED'), saysOfOrder(id, batchId, 'PLACED', {}));
    await planned.playPlan(id, 3);
    expect((await alice.transaction(id)).orders).toMatchObject([{ status: 'PLACED', isFinal: false }]);
    await faults(says(id, 'COMPLETED'), saysOfOrder(id, batchId, 'COMPLETED', FILLED));
    await planned.playPlan(id);
    expect((await alice.transaction(id)).orders).toMatchObject([{ status: 'COMPLETED', isFinal: true }]);
  });

  test('is read until an order appears that upstream omitted at first', async () => {
    const id = await alice.create(buying());
    const batchId = newBatchId();
    await faults(says(id, 'COMPLETED'), { path: 'user/orders', body: well({ orders: [] }) });
    const body = { ...batch(batchId), transactionId: id, smallcaseAuthId: ACCOUNT };
    await deliver(planned.app.url, signed(body));
    await planned.idle();
    expect((await alice.transaction(id)).orders).toEqual([]);
    await faults(says(id, 'COMPLETED'), saysOfOrder(id, batchId, 'COMPLETED', FILLED));
    await planned.playPlan(id, 1);
    expect((await alice.transaction(id)).orders).toMatchObject([{ batchId, isFinal: true }]);
  });

  test('is given up as stale after seven trading days', async () => {
    const id = await alice.create(buying());
    await faults(says(id, 'COMPLETED'), saysOfOrder(id, newBatchId(), 'PLACED', {}));
    const { COMPLETED: reads = 0 } = await planned.playPlan(id);
    expect(reads).toBeGreaterThan(50);
    expect(reads).toBeLessThanOrEqual(READS_AT_MOST.COMPLETED);
    expect(planned.clock.now()).toBe(MONDAY + 9 * DAY);
    expect(await alice.transaction(id)).toMatchObject({ status: 'COMPLETED', isStale: true });
  });
});

import { afterEach, describe, expect, test } from '@jest/globals';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Secret } from '../../../src/core/secret.js';
import { signWebhook } from '../../../src/emulator/webhooks/checksum.js';
import { startEmulator, type TestEmulator } from '../../support/emulator.js';
import { type Arrived, basket, buy, partnerOf, startReceiver } from './partner.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function setUp(answer?: () => number) {
  const receiver = await startReceiver(answer);
  closing.push(receiver.close);
  const emulator = await startEmulator({ webhookUrl: receiver.url, seed: 'webhooks' });
  closing.push(emulator.close);
  return { receiver, emulator };
}

async function trade(emulator: TestEmulator, token = 'lep-ok'): Promise<string> {
  const transactionId = await partnerOf(emulator).begin(basket(buy('INFY', 3)));
  await emulator.control.complete(transactionId, { broker: 'kite', token });
  return transactionId;
}

const isSigned = (emulator: TestEmulator, { body }: Arrived) =>
  body.checksum === signWebhook(new Secret(emulator.secrets.apiSecret), body.timestamp, body.smallcaseAuthId);
const statuses = (items: readonly Arrived[]) => items.map(({ body }) => body.status);

describe('a webhook', () => {
  test('is JSON with ISO timestamps that never repeat, and is logged with its answer', async () => {
    const { receiver, emulator } = await setUp();
    await trade(emulator);
    const [placed, completed] = [await receiver.next(), await receiver.next()];
    expect(placed.contentType).toBe('application/json');
    expect(new Date(placed.body.timestamp).toISOString()).toBe(placed.body.timestamp);
    expect(completed.body.timestamp > placed.body.timestamp).toBe(true);
    await emulator.control.clock(0);
    const log = await emulator.control.deliveries();
    expect(log).toMatchObject([
      {
        kind: 'order.placed',
        state: 'delivered',
        attempts: [{ status: 200, error: null }],
        body: placed.body,
      },
      {
        kind: 'order.completed',
        state: 'delivered',
        attempts: [{ status: 200, error: null }],
        body: completed.body,
      },
    ]);
  });

  test('reports a state that a read already shows', async () => {
    const { receiver, emulator } = await setUp();
    const transactionId = await trade(emulator, 'lep-slow');
    await receiver.next();
    expect((await partnerOf(emulator).details(transactionId)).status).toBe('PROCESSING');
  });

  test('is retried 15 minutes, 24 and 48 hours after the first attempt, then fails', async () => {
    const { receiver, emulator } = await setUp(() => 500);
    await trade(emulator, 'lep-unplaced');
    const first = await receiver.next();
    const tries = async () => (await emulator.control.deliveries())[0]?.attempts.length;
    await emulator.control.clock(14 * MINUTE);
    expect(await tries()).toBe(1);
    await emulator.control.clock(MINUTE);
    expect(await tries()).toBe(2);
    await emulator.control.clock(23 * HOUR + 44 * MINUTE);
    expect(await tries()).toBe(2);
    await emulator.control.clock(MINUTE);
    expect(await tries()).toBe(3);
    await emulator.control.clock(23 * HOUR + 59 * MINUTE);
    expect(await tries()).toBe(3);
    await emulator.control.clock(MINUTE);
    expect((await emulator.control.deliveries())[0]).toMatchObject({
      state: 'failed',
      nextAttemptAt: null,
      attempts: [{}, {}, {}, { status: 500 }],
    });
    await emulator.control.clock(100 * HOUR);
    expect(await tries()).toBe(4);
    expect(receiver.all.every(({ raw }) => raw === first.raw)).toBe(true);
  });

  test('is not sent again after a retry is acknowledged', async () => {
    let calls = 0;
    const { receiver, emulator } = await setUp(() => {
      calls += 1;
      return calls === 1 ? 503 : 204;
    });
    await trade(emulator, 'lep-unplaced');
    await receiver.next();
    await emulator.control.clock(49 * HOUR);
    expect((await emulator.control.deliveries())[0]).toMatchObject({
      state: 'delivered',
      attempts: [{ status: 503 }, { status: 204 }],
    });
  });

  test('does not follow a redirect', async () => {
    const { receiver, emulator } = await setUp(() => 302);
    await trade(emulator, 'lep-unplaced');
    await receiver.next();
    await emulator.control.clock(0);
    expect((await emulator.control.deliveries())[0]).toMatchObject({
      state: 'pending',
      attempts: [{ status: 302 }],
    });
    expect(receiver.all).toHaveLength(1);
  });

  test('records the cause when its port is closed', async () => {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
    const { port } = probe.address() as AddressInfo;
    await new Promise<void>((resolve) => probe.close(() => resolve()));
    const emulator = await startEmulator({ webhookUrl: `http://127.0.0.1:${port}/` });
    closing.push(emulator.close);
    await trade(emulator, 'lep-unplaced');
    await emulator.control.clock(0);
    expect((await emulator.control.deliveries())[0]).toMatchObject({
      state: 'pending',
      status: null,
      attempts: [{ error: 'ECONNREFUSED' }],
    });
  });

  test('is recorded as lost without a webhook URL', async () => {
    const emulator = await startEmulator();
    closing.push(emulator.close);
    await trade(emulator, 'lep-unplaced');
    expect(await emulator.control.deliveries()).toMatchObject([{ state: 'lost', attempts: [] }]);
  });

  test('can be redelivered with the same bytes', async () => {
    const { receiver, emulator } = await setUp();
    await trade(emulator, 'lep-unplaced');
    const first = await receiver.next();
    const [delivery] = await emulator.control.deliveries();
    const again = await emulator.control.redeliver(delivery?.id ?? '');
    expect(again.attempts).toHaveLength(2);
    expect((await receiver.next()).raw).toBe(first.raw);
    await expect(emulator.control.redeliver('dlv_0')).rejects.toThrow(/404/);
  });

  test('about a pending action has the given fields and a valid checksum', async () => {
    const { receiver, emulator } = await setUp();
    const action = {
      smallcaseAuthId: '5f0321b5f3743c31d95abd35',
      scid: 'SCET_0010',
      iscid: '5f0321b5f3743c31d95abd36',
      name: 'IT Tracker',
      action: 'REBALANCE',
    };
    await emulator.control.pendingAction(action);
    const arrived = await receiver.next();
    expect(arrived.body).toMatchObject({ ...action, date: expect.any(String) });
    expect(isSigned(emulator, arrived)).toBe(true);
  });
});

describe('the mode', () => {
  test('lost sends nothing until a redelivery sends the genuine body', async () => {
    const { receiver, emulator } = await setUp();
    await emulator.control.webhooks('lost');
    await trade(emulator);
    await emulator.control.clock(50 * HOUR);
    expect(receiver.all).toEqual([]);
    const log = await emulator.control.deliveries();
    expect(log.map(({ state }) => state)).toEqual(['lost', 'lost']);
    await emulator.control.redeliver(log[1]?.id ?? '');
    const arrived = await receiver.next();
    expect([arrived.body.status, isSigned(emulator, arrived)]).toEqual(['COMPLETED', true]);
  });

  test('duplicate sends each webhook twice with equal bytes', async () => {
    const { receiver, emulator } = await setUp();
    await emulator.control.webhooks('duplicate');
    await trade(emulator);
    const items = [
      await receiver.next(),
      await receiver.next(),
      await receiver.next(),
      await receiver.next(),
    ];
    expect(statuses(items)).toEqual(['PLACED', 'PLACED', 'COMPLETED', 'COMPLETED']);
    expect(new Set(items.map(({ raw }) => raw)).size).toBe(2);
  });

  test('reorder sends completed before placed, both genuine', async () => {
    const { receiver, emulator } = await setUp();
    await emulator.control.webhooks('reorder');
    await trade(emulator);
    const items = [await receiver.next(), await receiver.next()];
    expect(statuses(items)).toEqual(['COMPLETED', 'PLACED']);
    expect(items.every((item) => isSigned(emulator, item))).toBe(true);
  });

  test('reorder still sends a webhook that no other follows', async () => {
    const { receiver, emulator } = await setUp();
    await emulator.control.webhooks('reorder');
    await trade(emulator, 'lep-unplaced');
    await emulator.control.clock(1_000);
    expect((await receiver.next()).body.status).toBe('UNPLACED');
  });

  test('tamper sends wrong figures under a valid checksum, while reads are right', async () => {
    const { receiver, emulator } = await setUp();
    await emulator.control.webhooks('tamper');
    const transactionId = await trade(emulator);
    const [, completed] = [await receiver.next(), await receiver.next()];
    expect(isSigned(emulator, completed)).toBe(true);
    const [truth] = (await partnerOf(emulator).details(transactionId)).success.data.batches;
    expect(completed.body.batchId).toBe(truth.batchId);
    expect(completed.body.status).not.toBe(truth.status);
    expect(completed.body.orders[0].filledQuantity).not.toBe(truth.orders[0].filledQuantity);
  });

  test('bad-checksum sends the right body with a wrong checksum', async () => {
    const { receiver, emulator } = await setUp();
    await emulator.control.webhooks('bad-checksum');
    await trade(emulator);
    const [, completed] = [await receiver.next(), await receiver.next()];
    expect(completed.body).toMatchObject({
      status: 'COMPLETED',
      checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(isSigned(emulator, completed)).toBe(false);
  });

  test('normal with a delay sends a webhook later on the virtual clock', async () => {
    const { receiver, emulator } = await setUp();
    await emulator.control.webhooks('normal', HOUR);
    await trade(emulator);
    await emulator.control.clock(HOUR - MINUTE);
    expect(receiver.all).toEqual([]);
    await emulator.control.clock(MINUTE);
    expect(statuses([await receiver.next(), await receiver.next()])).toEqual(['PLACED', 'COMPLETED']);
  });

  test('stays unchanged when an unknown one is refused', async () => {
    const { receiver, emulator } = await setUp();
    await expect(emulator.control.webhooks('backwards')).rejects.toThrow(/400.*mode/);
    await trade(emulator, 'lep-unplaced');
    await receiver.next();
  });
});

import { afterEach, expect, test } from '@jest/globals';
import { Secret } from '../../../src/core/secret.js';
import { signWebhook } from '../../../src/emulator/webhooks/checksum.js';
import { type Arrived, basket, buy } from './partner.js';
import { startStage } from './stage.js';

type Json = Record<string, unknown>;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let stage: Awaited<ReturnType<typeof startStage>>;
afterEach(() => stage.close());

const isSigned = ({ body }: Arrived, id: string = body.smallcaseAuthId) =>
  body.checksum === signWebhook(new Secret(stage.emulator.secrets.apiSecret), body.timestamp, id);
const order = basket(buy('INFY', 3));
const import2 = { intent: 'HOLDINGS_IMPORT', version: 'v2' };

test('a hook token affects the webhooks of its own account alone', async () => {
  stage = await startStage();
  const lost = await stage.play(order, 'lep-hook-lost');
  const fine = await stage.play(order, 'lep-ok');
  await stage.emulator.control.clock(0);
  expect(stage.receiver.all.map(({ body }) => body.transactionId)).toEqual([
    fine.transactionId,
    fine.transactionId,
  ]);
  const log = await stage.emulator.control.deliveries();
  const statesOf = (id: string) => log.filter((item) => item.transactionId === id).map(({ state }) => state);
  expect(statesOf(lost.transactionId)).toEqual(['lost', 'lost']);
  expect(statesOf(fine.transactionId)).toEqual(['delivered', 'delivered']);
});

test('a hook token takes precedence over the mode of the control API', async () => {
  stage = await startStage();
  await stage.emulator.control.webhooks('lost');
  await stage.play(order, 'lep-hook-dup');
  expect(await stage.arrived()).toEqual(['PLACED', 'PLACED', 'COMPLETED', 'COMPLETED']);
});

test.each([
  ['holdings', import2, 'holdings'],
  ['a mutual-fund import', { intent: 'MF_HOLDINGS_IMPORT' }, 'mutual-funds'],
])('webhooks about %s misbehave like those of orders', async (_name, body, kind) => {
  stage = await startStage();
  await stage.play(body, 'lep-hook-dup');
  await stage.emulator.control.clock(0);
  expect((await stage.emulator.control.deliveries()).map((item) => item.kind)).toEqual([kind, kind]);
  expect(new Set(stage.receiver.all.map(({ raw }) => raw)).size).toBe(1);
});

test('webhooks about pending actions of the account misbehave too', async () => {
  stage = await startStage();
  const { details } = await stage.play({ intent: 'CONNECT' }, 'lep-hook-badsum');
  const iscid = 'a'.repeat(24);
  const action = { scid: 'SCET_0010', iscid, name: 'IT', action: 'SIP' };
  await stage.emulator.control.pendingAction({ smallcaseAuthId: details.authId, ...action });
  const arrived = await stage.receiver.next();
  expect([arrived.body.iscid, isSigned(arrived)]).toEqual([iscid, false]);
});

test('with lep-hook-badsum, a refused webhook is retried with the same wrong checksum, the last time after 48 hours', async () => {
  stage = await startStage({ answer: () => 401 });
  await stage.play(basket(buy('INFY', 1)), 'lep-hook-badsum');
  const attempts = async () =>
    (await stage.emulator.control.deliveries()).map((item) => item.attempts.length);
  await stage.emulator.control.clock(0);
  expect(await attempts()).toEqual([1, 1]);
  await stage.emulator.control.clock(15 * MINUTE);
  expect(await attempts()).toEqual([2, 2]);
  await stage.emulator.control.clock(24 * HOUR - 15 * MINUTE);
  expect(await attempts()).toEqual([3, 3]);
  await stage.emulator.control.clock(24 * HOUR);
  expect(await attempts()).toEqual([4, 4]);
  expect(stage.receiver.all.some((item) => isSigned(item))).toBe(false);
  expect(new Set(stage.receiver.all.map(({ raw }) => raw)).size).toBe(2);
});

test('tampering with orders rotates: figures, legs, an unknown batch, an unknown and a foreign transaction', async () => {
  stage = await startStage();
  const foreign = await stage.play({ intent: 'CONNECT' });
  const seen: Json[] = [];
  for (let turn = 0; turn < 6; turn += 1) {
    const { transactionId, details } = await stage.play(order, 'lep-hook-tamper');
    await stage.receiver.next();
    const arrived = await stage.receiver.next();
    const [batch] = details.success.data.batches;
    expect(isSigned(arrived)).toBe(true);
    expect(arrived.body.smallcaseAuthId).toBe(details.authId);
    const { body } = arrived;
    seen.push({
      figures: body.buyAmount !== batch.buyAmount && body.status !== batch.status,
      legs: body.orders[0].tradingsymbol !== 'INFY' && body.orders[0].transactionType === 'SELL',
      batch: body.batchId !== batch.batchId,
      transaction: body.transactionId !== transactionId,
      foreign: body.transactionId === foreign.transactionId,
    });
    // Reads are never tampered with.
    expect(batch).toMatchObject({
      status: 'COMPLETED',
      orders: [{ tradingsymbol: 'INFY', filledQuantity: 3 }],
    });
  }
  const truth = { figures: false, legs: false, batch: false, transaction: false, foreign: false };
  expect(seen).toEqual([
    { ...truth, figures: true },
    { ...truth, legs: true },
    { ...truth, batch: true },
    { ...truth, transaction: true },
    { ...truth, transaction: true, foreign: true },
    { ...truth, figures: true },
  ]);
});

test('a batch or transaction invented by tampering does not exist', async () => {
  stage = await startStage();
  for (let turn = 0; turn < 4; turn += 1) await stage.play(order, 'lep-hook-tamper');
  await stage.emulator.control.clock(0);
  const log = await stage.emulator.control.deliveries();
  const bodyOf = (tampering: string) =>
    log.find((item) => (item as unknown as Json).tampering === tampering)?.body as Json;
  const { batchId } = bodyOf('unknown-batch');
  expect((await stage.partner.orders(`batchId=${batchId}`)).body.data.orders).toEqual([]);
  const { transactionId } = bodyOf('unknown-transaction');
  expect((await stage.partner.details(String(transactionId))).errors).toEqual(['TransactionIdNotFound']);
});

test('tampering with holdings rotates too, and starts with a snapshot of 2099', async () => {
  stage = await startStage();
  await stage.play({ intent: 'CONNECT' });
  const names: unknown[] = [];
  for (let turn = 0; turn < 4; turn += 1) {
    const { transactionId, details } = await stage.play(import2, 'lep-hook-tamper');
    const arrived = await stage.receiver.next();
    expect(isSigned(arrived)).toBe(true);
    const { body } = await stage.partner.holdings('version=v2', stage.partner.connected(details.authId));
    names.push([
      arrived.body.snapshotDate.slice(0, 4) === '2099',
      arrived.body.securities[0].holdings.quantity !== body.data.securities[0].holdings.quantity,
      arrived.body.transactionId !== transactionId,
    ]);
    expect(body.data.snapshotDate.slice(0, 4)).not.toBe('2099');
  }
  expect(names).toEqual([
    [true, true, false],
    [false, true, false],
    [false, false, true],
    [false, false, true],
  ]);
});

test('tampering with mutual funds keeps the signed transaction id', async () => {
  stage = await startStage();
  const { transactionId } = await stage.play({ intent: 'MF_HOLDINGS_IMPORT' }, 'lep-hook-tamper');
  const arrived = await stage.receiver.next();
  expect([arrived.body.data.transactionId, isSigned(arrived, transactionId)]).toEqual([transactionId, true]);
  expect((await stage.emulator.control.deliveries())[0]).toMatchObject({ tampering: 'figures' });
});

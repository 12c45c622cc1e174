import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startEmulator, type TestEmulator } from '../../support/emulator.js';
import { basket, buy, partnerOf } from './partner.js';

let emulator: TestEmulator;
let partner: ReturnType<typeof partnerOf>;
let mine: string;
let authId: string;
let batchId: string;
let foreign: string;
let foreignAuthId: string;

beforeAll(async () => {
  emulator = await startEmulator();
  partner = partnerOf(emulator);
  mine = await trade('lep-ok');
  foreign = await trade('lep-ok-2');
  const details = await partner.details(mine);
  authId = details.authId;
  batchId = details.success.data.batches[0].batchId;
  foreignAuthId = (await partner.details(foreign)).authId;
});
afterAll(() => emulator.close());

async function trade(token: string, body: unknown = basket(buy('INFY', 3))): Promise<string> {
  const transactionId = await partner.begin(body);
  await emulator.control.complete(transactionId, { broker: 'kite', token });
  return transactionId;
}

const idsOf = async (query: string, token?: string): Promise<string[]> =>
  (await partner.orders(query, token)).body.data.orders.map(
    (order: { transactionId: string }) => order.transactionId,
  );

test('an order is found by transaction id, by batch id and by both, on both paths', async () => {
  for (const query of [
    `transactionId=${mine}`,
    `batchId=${batchId}`,
    `transactionId=${mine}&batchId=${batchId}`,
  ]) {
    expect(await idsOf(query)).toEqual([mine]);
  }
  const old = await partner.call(
    'GET',
    `/gateway/${emulator.gatewayName}/user/orders?gatewayType=SINGLE_SECURITY&batchId=${batchId}`,
  );
  expect(old.body).toMatchObject({
    success: true,
    data: { orders: [{ transactionId: mine, broker: 'kite', scid: null, iscid: null, name: null }] },
  });
});

test('an order has the same batch as its webhook and its transaction details', async () => {
  const { body } = await partner.orders(`transactionId=${mine}`);
  expect(body.data.orders[0].batches).toEqual((await partner.details(mine)).success.data.batches);
});

test('ids can be repeated in a query', async () => {
  expect(await idsOf(`transactionId=${mine}&transactionId=${foreign}`)).toEqual([mine, foreign]);
});

test('a guest who gives no id is refused', async () => {
  const { status, body } = await partner.orders('');
  expect([status, body.errorType]).toEqual([400, 'InputException']);
  expect(body.errors[0]).toContain('transactionId');
});

test('a guest can read an order of any owner by its id', async () => {
  expect(await idsOf(`transactionId=${foreign}`)).toEqual([foreign]);
});

test('a connected user sees only own orders, with or without ids', async () => {
  const token = partner.connected(authId);
  expect(await idsOf('', token)).toEqual([mine]);
  expect(await idsOf(`transactionId=${mine}`, token)).toEqual([mine]);
  expect(await idsOf(`transactionId=${foreign}`, token)).toEqual([]);
  expect(await idsOf(`transactionId=${foreign}&batchId=${batchId}`, token)).toEqual([]);
  expect(await idsOf('', partner.connected(foreignAuthId))).toEqual([foreign]);
});

test('unknown ids give a successful answer without orders', async () => {
  const { status, body } = await partner.orders(`transactionId=TRX_${'0'.repeat(32)}`);
  expect([status, body]).toEqual([200, { success: true, errors: null, data: { orders: [] } }]);
});

test('only COMPLETED transactions of intent TRANSACTION are orders', async () => {
  const processing = await trade('lep-slow-3');
  const errored = await trade('lep-cancel');
  const fresh = await partner.begin(basket(buy('INFY', 1)));
  const connect = await trade('lep-ok-4', { intent: 'CONNECT' });
  for (const id of [processing, errored, fresh, connect])
    expect(await idsOf(`transactionId=${id}`)).toEqual([]);
  await emulator.control.clock(30_000);
  expect(await idsOf(`transactionId=${processing}`)).toEqual([processing]);
});

test('smallcase orders are distinguished by gatewayType and found by iscid', async () => {
  const smallcase = await trade('lep-ok-5', {
    intent: 'TRANSACTION',
    orderConfig: { type: 'BUY', scid: 'SCET_0010' },
  });
  const details = await partner.details(smallcase);
  const { iscid } = details.success.data;
  expect(iscid).toMatch(/^[0-9a-f]{24}$/);
  const token = partner.connected(details.authId);
  expect(await idsOf(`gatewayType=SMALLCASE&iscid=${iscid}`, token)).toEqual([smallcase]);
  expect(await idsOf('gatewayType=SINGLE_SECURITY', token)).toEqual([]);
  expect(await idsOf(`iscid=${'0'.repeat(24)}`, token)).toEqual([]);
  expect((await partner.orders(`transactionId=${smallcase}`)).body.data.orders[0]).toMatchObject({
    scid: 'SCET_0010',
    iscid,
    batches: [{ label: 'BUY' }],
  });
});

test('a query with an unknown gatewayType is refused, naming the field', async () => {
  const { status, body } = await partner.orders(`transactionId=${mine}&gatewayType=FUNDS`);
  expect([status, body.errors[0].split(':')[0]]).toEqual([400, 'gatewayType']);
});

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { nextOpen } from '../../../src/emulator/market/market-hours.js';
import { basket, buy, sell } from './partner.js';
import { startStage } from './stage.js';

const HOUR = 3_600_000;

test.each([
  ['Monday before the session', '2025-01-13T03:44:59.999Z', '2025-01-13T03:45:00.000Z'],
  ['the very opening', '2025-01-13T03:45:00.000Z', '2025-01-14T03:45:00.000Z'],
  ['Tuesday at noon', '2025-01-14T06:30:00.000Z', '2025-01-15T03:45:00.000Z'],
  ['Friday after the session', '2025-01-10T10:30:00.000Z', '2025-01-13T03:45:00.000Z'],
  ['Friday night in UTC, Saturday in India', '2025-01-10T20:00:00.000Z', '2025-01-13T03:45:00.000Z'],
  ['Sunday night in UTC, Monday in India', '2025-01-12T20:00:00.000Z', '2025-01-13T03:45:00.000Z'],
])('after %s, the market next opens at 09:15 IST on a weekday', (_name, from, opens) => {
  expect(new Date(nextOpen(Date.parse(from))).toISOString()).toBe(opens);
});

describe('an after-market order placed on a Friday', () => {
  const FRIDAY_16_IST = Date.parse('2025-01-10T10:30:00.000Z');
  const UNTIL_OPEN = Date.parse('2025-01-13T03:45:00.000Z') - FRIDAY_16_IST;
  let stage: Awaited<ReturnType<typeof startStage>>;
  beforeEach(async () => {
    stage = await startStage({ startAt: FRIDAY_16_IST });
  });
  afterEach(() => stage.close());

  test('is accepted at once and completes when the market opens on Monday', async () => {
    const { transactionId, sdk, details } = await stage.play(
      basket(buy('INFY', 2), buy('SBIN', 1)),
      'lep-amo',
    );
    expect(sdk).toMatchObject({
      ok: true,
      result: { orderBatches: [{ variety: 'amo', status: 'PLACED', orders: [{ status: 'OPEN' }, {}] }] },
    });
    expect(details).toMatchObject({ status: 'PROCESSING', expired: false });
    expect(await stage.arrived()).toEqual(['PLACED']);
    await stage.emulator.control.clock(UNTIL_OPEN - 1);
    expect(await stage.partner.details(transactionId)).toMatchObject({
      status: 'PROCESSING',
      expired: false,
    });
    await stage.emulator.control.clock(1);
    expect(await stage.arrived()).toEqual(['PLACED', 'COMPLETED']);
    expect(stage.receiver.all[1]?.body).toMatchObject({
      variety: 'amo',
      filled: 2,
      completedDate: '2025-01-13T03:45:00.000Z',
    });
    expect((await stage.partner.details(transactionId)).status).toBe('COMPLETED');
  });

  test('is absent from order details and moves no shares before the opening', async () => {
    const { transactionId } = await stage.play(basket(buy('INFY', 2)), 'lep-amo');
    const shown = async () => (await stage.partner.orders(`transactionId=${transactionId}`)).body.data.orders;
    expect(await shown()).toEqual([]);
    await stage.emulator.control.clock(UNTIL_OPEN);
    expect(await shown()).toMatchObject([{ batches: [{ status: 'COMPLETED', variety: 'amo' }] }]);
  });

  test('is accepted while the market is closed by the switch, where other orders get 4004', async () => {
    await stage.emulator.control.market('kite', false);
    expect((await stage.play(basket(buy('INFY', 1)), 'lep-amo')).sdk.ok).toBe(true);
    expect((await stage.play(basket(buy('INFY', 1)))).sdk).toMatchObject({
      ok: false,
      error: { code: 4004 },
    });
  });

  test('is cancelled leg by leg with CANCEL_ORDER and is final after the last one', async () => {
    const open = await stage.play(basket(buy('INFY', 2), sell('SBIN', 1)), 'lep-amo');
    const auth = stage.partner.connected(open.details.authId);
    const { batchId } = open.details.success.data.batches[0];
    const cancel = (ticker: string) =>
      stage.play({ intent: 'CANCEL_ORDER', orderConfig: { batchId, ticker } }, 'lep-amo', auth);

    expect((await cancel('INFY')).sdk).toMatchObject({
      ok: true,
      result: {
        orderBatches: [{ status: 'PLACED', orders: [{ status: 'CANCELLED AMO' }, { status: 'OPEN' }] }],
      },
    });
    expect((await stage.partner.details(open.transactionId)).status).toBe('PROCESSING');
    expect((await cancel('INFY')).sdk).toMatchObject({ ok: false, error: { message: 'no_order' } });
    expect((await cancel('SBIN')).sdk.ok).toBe(true);
    expect(await stage.arrived()).toEqual(['PLACED', 'UNFILLED']);
    expect((await stage.partner.details(open.transactionId)).status).toBe('COMPLETED');
    await stage.emulator.control.clock(UNTIL_OPEN);
    expect(await stage.arrived()).toHaveLength(2);
  });

  test('fills the remaining legs after one is cancelled', async () => {
    const open = await stage.play(basket(buy('INFY', 2), buy('SBIN', 1)), 'lep-amo');
    const { batchId } = open.details.success.data.batches[0];
    const body = { intent: 'CANCEL_ORDER', orderConfig: { batchId, ticker: 'SBIN' } };
    await stage.play(body, 'lep-amo', stage.partner.connected(open.details.authId));
    await stage.emulator.control.clock(UNTIL_OPEN);
    const { success } = await stage.partner.details(open.transactionId);
    expect(success.data.batches[0]).toMatchObject({
      status: 'PARTIALLYFILLED',
      orders: [
        { status: 'COMPLETE', filledQuantity: 2 },
        { status: 'CANCELLED AMO', filledQuantity: 0 },
      ],
    });
  });
});

describe('an after-market smallcase order', () => {
  let stage: Awaited<ReturnType<typeof startStage>>;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.close());
  const order = (type: string, ids: object) => ({ intent: 'TRANSACTION', orderConfig: { type, ...ids } });
  const bought = async () => {
    const { transactionId, details } = await stage.play(order('BUY', { scid: 'SCET_0010' }), 'lep-amo');
    const { iscid } = details.success.data as { iscid: string };
    return { transactionId, iscid, details, auth: stage.partner.connected(details.authId) };
  };

  test('sends no webhook, and completes when the market opens', async () => {
    const { transactionId, details } = await bought();
    expect(details).toMatchObject({
      status: 'PROCESSING',
      success: { data: { batches: [{ variety: 'amo', status: 'PLACED', label: 'BUY' }] } },
    });
    await stage.emulator.control.clock(4 * 24 * HOUR);
    expect((await stage.partner.details(transactionId)).status).toBe('COMPLETED');
    expect(await stage.arrived()).toEqual([]);
  });

  test('is cancelled with CANCEL_AMO, but only once', async () => {
    const { transactionId, iscid, auth } = await bought();
    const cancel = () => stage.play({ intent: 'CANCEL_AMO', orderConfig: { iscid } }, 'lep-amo', auth);
    expect((await cancel()).sdk).toMatchObject({
      ok: true,
      result: { orderBatches: [{ status: 'UNFILLED', orders: Array(5).fill({ status: 'CANCELLED AMO' }) }] },
    });
    expect((await stage.partner.details(transactionId)).status).toBe('COMPLETED');
    // Nothing of it was ever bought, so the investment does not exist any more.
    const again = await stage.partner.create({ intent: 'CANCEL_AMO', orderConfig: { iscid } }, auth);
    expect([again.status, again.body.errors[0].split(': ')[0]]).toEqual([400, 'orderConfig.iscid']);
    await stage.emulator.control.clock(4 * 24 * HOUR);
    expect((await stage.partner.details(transactionId)).success.data.batches[0].filled).toBe(0);
  });

  test('is not known to CANCEL_AMO of another account', async () => {
    const { transactionId, iscid } = await bought();
    const other = await stage.play({ intent: 'CONNECT' }, 'lep-amo-2');
    const auth = stage.partner.connected(other.details.authId);
    const { status, body } = await stage.partner.create(
      { intent: 'CANCEL_AMO', orderConfig: { iscid } },
      auth,
    );
    expect([status, body.errors]).toEqual([400, ['orderConfig.iscid: names no investment of this user']]);
    expect((await stage.partner.details(transactionId)).status).toBe('PROCESSING');
  });

  test('gives 4004 if its type does not support after-market orders', async () => {
    const { iscid, auth } = await bought();
    const { sdk, details } = await stage.play(order('REBALANCE', { iscid }), 'lep-amo', auth);
    expect(sdk).toMatchObject({ ok: false, error: { code: 4004 } });
    expect(details.status).toBe('ERRORED');
  });
});

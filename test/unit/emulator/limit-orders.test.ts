import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { stockOf } from '../../../src/emulator/market/stocks.js';
import { basket, buy, sell } from './partner.js';
import { startStage } from './stage.js';

type Json = Record<string, unknown>;
const HOUR = 3_600_000;
const INFY = stockOf('INFY').price;
const limit = (leg: Json, price: number, more: Json = {}) => ({ ...leg, orderType: 'LIMIT', price, ...more });

let stage: Awaited<ReturnType<typeof startStage>>;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.close());

const legsOf = async (transactionId: string) =>
  (await stage.partner.details(transactionId)).success.data.batches[0].orders as Json[];

describe('a limit order', () => {
  test.each([
    ['a buy at the market', buy('INFY', 2), INFY, INFY],
    ['a buy above the market, at the market', buy('INFY', 2), INFY + 50, INFY],
    ['a buy just below the market, at its limit', buy('INFY', 2), INFY - 10, INFY - 10],
    ['a sell below the market, at the market', sell('INFY', 2), INFY - 50, INFY],
    ['a sell just above the market, at its limit', sell('INFY', 2), INFY + 10, INFY + 10],
  ])('fills at once near the market: %s', async (_name, leg, price, paid) => {
    const { sdk, transactionId } = await stage.play(basket(limit(leg, price)));
    expect(sdk.ok).toBe(true);
    expect(await legsOf(transactionId)).toMatchObject([{ status: 'COMPLETE', price, averagePrice: paid }]);
    expect(await stage.arrived()).toEqual(['PLACED', 'COMPLETED']);
  });

  test.each([
    ['buy', buy('INFY', 2), 100],
    ['sell', sell('INFY', 2), 9_000],
  ])('stays open away from the market and fills at its price later: %s', async (_name, leg, price) => {
    const { sdk, transactionId, details } = await stage.play(basket(limit(leg, price)));
    expect(sdk).toMatchObject({ ok: false, error: { code: 4006, message: 'order_pending' } });
    expect(details).toMatchObject({ status: 'PROCESSING', expired: false });
    expect(await legsOf(transactionId)).toMatchObject([
      { status: 'OPEN', filledQuantity: 0, averagePrice: 0 },
    ]);
    await stage.emulator.control.clock(HOUR - 1);
    expect(await stage.arrived()).toEqual(['PLACED']);
    await stage.emulator.control.clock(1);
    expect(await stage.arrived()).toEqual(['PLACED', 'COMPLETED']);
    expect(await legsOf(transactionId)).toMatchObject([
      { status: 'COMPLETE', filledQuantity: 2, averagePrice: price },
    ]);
  });

  test('can be cancelled with CANCEL_ORDER while it is open', async () => {
    const open = await stage.play(basket(limit(buy('INFY', 2), 100)));
    const { batchId } = open.details.success.data.batches[0];
    const body = { intent: 'CANCEL_ORDER', orderConfig: { batchId, ticker: 'INFY' } };
    const { sdk } = await stage.play(body, 'lep-ok', stage.partner.connected(open.details.authId));
    expect(sdk.ok).toBe(true);
    await stage.emulator.control.clock(2 * HOUR);
    expect(await stage.arrived()).toEqual(['PLACED', 'UNFILLED']);
    expect(await legsOf(open.transactionId)).toMatchObject([{ status: 'CANCELLED', filledQuantity: 0 }]);
  });

  test('is cancelled at once if it is "immediate or cancel"', async () => {
    const { sdk, transactionId } = await stage.play(basket(limit(buy('INFY', 2), 100, { validity: 'IOC' })));
    expect(sdk.ok).toBe(true);
    expect(await legsOf(transactionId)).toMatchObject([{ status: 'CANCELLED', filledQuantity: 0 }]);
  });

  test('fills and books each leg when that leg is due', async () => {
    const { transactionId, details } = await stage.play(
      basket(limit(buy('INFY', 2), INFY), limit(buy('TCS', 3), 1)),
    );
    expect(details.status).toBe('PROCESSING');
    expect(details.success.data.batches[0]).toMatchObject({
      status: 'PLACED',
      filled: 1,
      buyAmount: 2 * INFY,
    });
    expect(await legsOf(transactionId)).toMatchObject([{ status: 'COMPLETE' }, { status: 'OPEN' }]);
    await stage.emulator.control.clock(HOUR);
    expect((await stage.partner.details(transactionId)).success.data.batches[0]).toMatchObject({
      status: 'COMPLETED',
      filled: 2,
      buyAmount: 2 * INFY + 3,
    });
    const { details: imported } = await stage.play({ intent: 'HOLDINGS_IMPORT', version: 'v2' });
    const { body } = await stage.partner.holdings('version=v2', stage.partner.connected(imported.authId));
    const bought = (ticker: string) =>
      body.data.securities.find((row: Json) => row.nseTicker === ticker).positions.nse.quantity;
    expect([bought('INFY'), bought('TCS')]).toEqual([2, 3]);
  });
});

test('fills leg by leg with lep-slow, without a webhook before the last leg', async () => {
  const { transactionId } = await stage.play(
    basket(buy('INFY', 1), buy('SBIN', 1), buy('TCS', 1)),
    'lep-slow',
  );
  const filled = async () => (await legsOf(transactionId)).map((leg) => leg.filledQuantity);
  expect(await filled()).toEqual([0, 0, 0]);
  await stage.emulator.control.clock(10_000);
  expect(await filled()).toEqual([1, 0, 0]);
  await stage.emulator.control.clock(10_000);
  expect(await filled()).toEqual([1, 1, 0]);
  expect(await stage.arrived()).toEqual(['PLACED']);
  await stage.emulator.control.clock(10_000);
  expect(await filled()).toEqual([1, 1, 1]);
  expect(await stage.arrived()).toEqual(['PLACED', 'COMPLETED']);
});

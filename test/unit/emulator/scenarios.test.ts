import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SCENARIOS } from '../../../src/emulator/user/scenarios.js';
import { startEmulator, type TestEmulator } from '../../support/emulator.js';
import { type Arrived, basket, buy, partnerOf, sell, signToken, startReceiver } from './partner.js';

type Json = Record<string, unknown>;
interface Row {
  readonly token: string;
  readonly securities: Json[];
  /** True for a resolved SDK promise, else the error code. */
  readonly sdk: true | number;
  readonly status: string;
  readonly batch?: string;
  readonly legs?: [string, number][];
  /** Batch statuses in order of arrival. */
  readonly webhooks: string[];
  /** How far to advance the virtual clock before any webhook arrives, in milliseconds. */
  readonly waitMs?: number;
  /** Entries of the delivery log, when not all arrive. */
  readonly deliveries?: number;
}

const pair = [buy('INFY', 4), buy('SBIN', 5)];
const mixed = [buy('INFY', 4), sell('SBIN', 5)];
const goodTrade = (token: string, webhooks: string[]): Row => ({
  token,
  securities: mixed,
  sdk: true,
  status: 'COMPLETED',
  batch: 'COMPLETED',
  legs: [
    ['COMPLETE', 4],
    ['COMPLETE', 5],
  ],
  webhooks,
});
const ROWS: Row[] = [
  {
    token: 'lep-ok',
    securities: mixed,
    sdk: true,
    status: 'COMPLETED',
    batch: 'COMPLETED',
    legs: [
      ['COMPLETE', 4],
      ['COMPLETE', 5],
    ],
    webhooks: ['PLACED', 'COMPLETED'],
  },
  {
    token: 'lep-reject',
    securities: mixed,
    sdk: true,
    status: 'COMPLETED',
    batch: 'UNFILLED',
    legs: [
      ['REJECTED', 0],
      ['REJECTED', 0],
    ],
    webhooks: ['PLACED', 'UNFILLED'],
  },
  {
    token: 'lep-partial',
    securities: [...pair, buy('TCS', 1)],
    sdk: true,
    status: 'COMPLETED',
    batch: 'PARTIALLYFILLED',
    legs: [
      ['COMPLETE', 4],
      ['PARTIAL', 2],
      ['CANCELLED', 0],
    ],
    webhooks: ['PLACED', 'PARTIALLYFILLED'],
  },
  {
    token: 'lep-partial',
    securities: [buy('INFY', 7)],
    sdk: true,
    status: 'COMPLETED',
    batch: 'PARTIALLYFILLED',
    legs: [['PARTIAL', 3]],
    webhooks: ['PLACED', 'PARTIALLYFILLED'],
  },
  {
    token: 'lep-slow',
    securities: pair,
    sdk: 4006,
    status: 'PROCESSING',
    batch: 'PLACED',
    legs: [
      ['OPEN', 0],
      ['OPEN', 0],
    ],
    webhooks: ['PLACED'],
  },
  {
    token: 'lep-lowfunds',
    securities: pair,
    sdk: true,
    status: 'COMPLETED',
    batch: 'UNFILLED',
    legs: [
      ['REJECTED', 0],
      ['REJECTED', 0],
    ],
    webhooks: ['PLACED', 'UNFILLED'],
  },
  {
    token: 'lep-lowfunds',
    securities: mixed,
    sdk: true,
    status: 'COMPLETED',
    batch: 'PARTIALLYFILLED',
    legs: [
      ['REJECTED', 0],
      ['COMPLETE', 5],
    ],
    webhooks: ['PLACED', 'PARTIALLYFILLED'],
  },
  {
    token: 'lep-unplaced',
    securities: pair,
    sdk: true,
    status: 'COMPLETED',
    batch: 'UNPLACED',
    legs: [],
    webhooks: ['UNPLACED'],
  },
  { token: 'lep-closed', securities: pair, sdk: 4004, status: 'ERRORED', webhooks: [] },
  { token: 'lep-noholdings', securities: mixed, sdk: 1004, status: 'ERRORED', webhooks: [] },
  {
    token: 'lep-noholdings',
    securities: pair,
    sdk: true,
    status: 'COMPLETED',
    batch: 'COMPLETED',
    legs: [
      ['COMPLETE', 4],
      ['COMPLETE', 5],
    ],
    webhooks: ['PLACED', 'COMPLETED'],
  },
  {
    token: 'lep-tpin',
    securities: pair,
    sdk: true,
    status: 'COMPLETED',
    batch: 'COMPLETED',
    legs: [
      ['COMPLETE', 4],
      ['COMPLETE', 5],
    ],
    webhooks: ['PLACED', 'COMPLETED'],
  },
  { token: 'lep-consent', securities: pair, sdk: 1003, status: 'ERRORED', webhooks: [] },
  {
    token: 'lep-mismatch',
    securities: pair,
    sdk: true,
    status: 'COMPLETED',
    batch: 'COMPLETED',
    legs: [
      ['COMPLETE', 4],
      ['COMPLETE', 5],
    ],
    webhooks: ['PLACED', 'COMPLETED'],
  },
  { token: 'lep-cancel', securities: pair, sdk: 1012, status: 'ERRORED', webhooks: [] },
  { token: 'lep-stuck', securities: pair, sdk: 4003, status: 'USED', webhooks: [] },
  { token: 'lep-apierror', securities: pair, sdk: 2000, status: 'ERRORED', webhooks: [] },
  { token: 'lep-addfunds', securities: mixed, sdk: 1012, status: 'ERRORED', webhooks: [] },
  {
    token: 'lep-addfunds',
    securities: [sell('INFY', 4)],
    sdk: true,
    status: 'COMPLETED',
    batch: 'COMPLETED',
    legs: [['COMPLETE', 4]],
    webhooks: ['PLACED', 'COMPLETED'],
  },
  {
    token: 'lep-amo',
    securities: pair,
    sdk: true,
    status: 'PROCESSING',
    batch: 'PLACED',
    legs: [
      ['OPEN', 0],
      ['OPEN', 0],
    ],
    webhooks: ['PLACED'],
  },
  goodTrade('lep-hook-dup', ['PLACED', 'PLACED', 'COMPLETED', 'COMPLETED']),
  { ...goodTrade('lep-hook-late', ['PLACED', 'COMPLETED']), waitMs: 60_000 },
  goodTrade('lep-hook-reorder', ['COMPLETED', 'PLACED']),
  { ...goodTrade('lep-hook-lost', []), deliveries: 2 },
  goodTrade('lep-hook-badsum', ['PLACED', 'COMPLETED']),
  // A tampered webhook does not show the actual status.
  goodTrade('lep-hook-tamper', ['COMPLETED', 'UNFILLED']),
];

let receiver: Awaited<ReturnType<typeof startReceiver>>;
let emulator: TestEmulator;
let partner: ReturnType<typeof partnerOf>;
beforeAll(async () => {
  receiver = await startReceiver();
  emulator = await startEmulator({ webhookUrl: receiver.url, seed: 'scenarios' });
  partner = partnerOf(emulator);
});
beforeEach(async () => {
  await emulator.control.reset();
});
afterAll(async () => {
  await emulator.close();
  await receiver.close();
});

const play = (transactionId: string, token: string, more: Json = {}) =>
  emulator.control.complete(transactionId, { broker: 'kite', token, ...more });

test('every scenario of the table has a row in this test', () => {
  expect([...new Set(ROWS.map((row) => row.token))].sort()).toEqual(
    SCENARIOS.map(({ token }) => token).sort(),
  );
});

describe('each scenario token', () => {
  test.each(
    ROWS.map((row) => [`${row.token} with ${row.securities.length} legs, SDK ${row.sdk}`, row] as const),
  )('behaves as documented: %s', async (_name, row) => {
    const transactionId = await partner.begin(basket(...row.securities));
    const answer = await play(transactionId, `${row.token}-7`);
    expect(answer.ok ? true : answer.error.code).toBe(row.sdk);

    const details = await partner.details(transactionId);
    expect(details).toMatchObject({ status: row.status, authId: expect.stringMatching(/^[0-9a-f]{24}$/) });
    expect(details.error).toEqual(
      row.status === 'ERRORED'
        ? { value: true, code: row.sdk, message: expect.any(String) }
        : { value: false },
    );
    const [batch] = details.success?.data.batches ?? [];
    expect(batch?.status).toBe(row.batch);
    expect(batch?.orders.map((leg: Json) => [leg.status, leg.filledQuantity])).toEqual(row.legs);

    const before = receiver.all.length;
    if (row.waitMs !== undefined) {
      await emulator.control.clock(row.waitMs - 1_000);
      expect(receiver.all).toHaveLength(before);
      await emulator.control.clock(1_000);
    }
    const arrived: Arrived['body'][] = [];
    for (const _expected of row.webhooks) arrived.push((await receiver.next()).body);
    expect(arrived.map((body) => body.status)).toEqual(row.webhooks);
    for (const body of arrived)
      expect(body).toMatchObject({
        transactionId,
        batchId: batch.batchId,
        smallcaseAuthId: details.authId,
        broker: 'kite',
        quantity: row.token === 'lep-hook-tamper' ? expect.any(Number) : row.securities.length,
      });
    expect(await emulator.control.deliveries()).toHaveLength(row.deliveries ?? row.webhooks.length);
  });

  test('names the reason when a leg fails', async () => {
    const reasons: Record<string, string> = {
      'lep-reject': 'orderUnmatched',
      'lep-lowfunds': 'marginsExceeded',
    };
    for (const [token, errorCode] of Object.entries(reasons)) {
      const transactionId = await partner.begin(basket(buy('INFY', 1)));
      await play(transactionId, token);
      const { success } = await partner.details(transactionId);
      expect(success.data.batches[0].orders[0]).toMatchObject({
        errorCode,
        filledQuantity: 0,
        averagePrice: 0,
      });
      await receiver.next();
      await receiver.next();
    }
    const transactionId = await partner.begin(basket(buy('INFY', 1)));
    await play(transactionId, 'lep-unplaced');
    const { success } = await partner.details(transactionId);
    expect(success.data.batches[0].unplaced[0]).toMatchObject({
      tradingsymbol: 'INFY',
      errorCode: 'adapterError',
    });
    await receiver.next();
  });

  test('completes later on the virtual clock with lep-slow', async () => {
    const transactionId = await partner.begin(basket(buy('INFY', 2)));
    const answer = await play(transactionId, 'lep-slow');
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 4006, message: 'order_pending', broker: 'kite', smallcaseAuthToken: expect.any(String) },
    });
    expect((await receiver.next()).body.status).toBe('PLACED');
    await emulator.control.clock(20_000);
    expect((await partner.details(transactionId)).status).toBe('PROCESSING');
    await emulator.control.clock(10_000);
    expect((await receiver.next()).body).toMatchObject({
      status: 'COMPLETED',
      completedDate: expect.any(String),
    });
    expect((await partner.details(transactionId)).status).toBe('COMPLETED');
  });

  test('lets a stuck login expire, but not a processing order', async () => {
    const slow = await partner.begin(basket(buy('INFY', 2)));
    const stuck = await partner.begin(basket(buy('INFY', 2)));
    await play(slow, 'lep-slow');
    await play(stuck, 'lep-stuck');
    await receiver.next();
    await emulator.control.clock(20_000);
    expect((await partner.details(slow)).expired).toBe(false);
    await emulator.control.clock(300_000);
    await receiver.next();
    expect(await partner.details(stuck)).toMatchObject({ status: 'USED', expired: true });
  });

  test('gives the same account again, and another one for another number or broker', async () => {
    const idOf = async (broker: string, token: string) => {
      const transactionId = await partner.begin({ intent: 'CONNECT' });
      await emulator.control.complete(transactionId, { broker, token });
      return (await partner.details(transactionId)).authId as string;
    };
    const first = await idOf('kite', 'lep-ok');
    expect(await idOf('kite-leprechaun', 'lep-ok')).toBe(first);
    expect(await idOf('kite', 'lep-ok-2')).not.toBe(first);
    expect(await idOf('upstox', 'lep-ok')).not.toBe(first);
    expect(await idOf('edel', 'lep-ok')).toBe(await idOf('edelweiss', 'lep-ok'));
  });

  test('is required: with any other token the login fails with 1011, without an account', async () => {
    for (const token of ['hello', 'lep-nothing', 'lep-ok-x', 'lep-ok-1-2', '']) {
      const transactionId = await partner.begin(basket(buy('INFY', 1)));
      expect(await play(transactionId, token)).toEqual({
        ok: false,
        error: { code: 1011, message: 'user_cancelled' },
      });
      expect(await partner.details(transactionId)).toMatchObject({
        status: 'ERRORED',
        authId: null,
        error: { code: 1011 },
      });
    }
  });
});

describe('the user', () => {
  test.each<[string, number, Json]>([
    ['chooser', 1010, { status: 'ERRORED', authId: null }],
    ['before-login', 1011, { status: 'ERRORED', authId: null }],
    ['after-login', 1012, { status: 'ERRORED', authId: expect.any(String) }],
  ])('who leaves at %s ends the transaction with %i', async (leave, code, state) => {
    const transactionId = await partner.begin(basket(buy('INFY', 1)));
    expect(await play(transactionId, 'lep-ok', { leave })).toMatchObject({
      ok: false,
      error: { code, message: 'user_cancelled' },
    });
    expect(await partner.details(transactionId)).toMatchObject({ ...state, error: { value: true, code } });
    expect(await emulator.control.deliveries()).toEqual([]);
  });

  test('can return after the window has vanished, as the transaction is unchanged', async () => {
    const transactionId = await partner.begin({ intent: 'CONNECT' });
    const before = await partner.details(transactionId);
    expect((await play(transactionId, 'lep-ok', { leave: 'vanish' })).ok).toBe(false);
    expect(await partner.details(transactionId)).toEqual(before);
    expect((await play(transactionId, 'lep-ok')).ok).toBe(true);
  });

  test('can change quantity and side', async () => {
    const transactionId = await partner.begin(basket(buy('INFY', 1), buy('SBIN', 1)));
    const answer = await play(transactionId, 'lep-ok', {
      order: { securities: [{ ticker: 'SBIN', quantity: 9, type: 'SELL' }] },
    });
    const [batch] = (answer.ok ? answer.result.orderBatches : []) as { orders: Json[] }[];
    expect(batch?.orders.map((leg) => [leg.tradingsymbol, leg.transactionType, leg.quantity])).toEqual([
      ['INFY', 'BUY', 1],
      ['SBIN', 'SELL', 9],
    ]);
    expect((await partner.details(transactionId)).orderConfig.securities[1]).toMatchObject({
      quantity: 1,
      type: 'BUY',
    });
    await receiver.next();
    await receiver.next();
  });

  test('cannot change a share that is not in the order', async () => {
    const transactionId = await partner.begin(basket(buy('INFY', 1)));
    await expect(
      play(transactionId, 'lep-ok', { order: { securities: [{ ticker: 'TCS', quantity: 1 }] } }),
    ).rejects.toThrow(/400.*TCS is not in the order/);
    expect((await partner.details(transactionId)).status).toBe('INITIALIZED');
  });
});

describe('a transaction', () => {
  test('can be used once: then it gives 3001, however it ended', async () => {
    for (const token of ['lep-ok', 'lep-cancel', 'lep-stuck']) {
      const transactionId = await partner.begin({ intent: 'CONNECT' });
      await play(transactionId, token);
      const before = await partner.details(transactionId);
      expect(await play(transactionId, 'lep-ok')).toEqual({
        ok: false,
        error: { code: 3001, message: 'transaction_expired' },
      });
      expect(await partner.details(transactionId)).toEqual(before);
    }
  });

  test('gives 3001 after it has expired, and is otherwise unchanged', async () => {
    const transactionId = await partner.begin({ intent: 'CONNECT' });
    await emulator.control.clock(5 * 60_000);
    expect(await play(transactionId, 'lep-ok')).toMatchObject({ ok: false, error: { code: 3001 } });
    expect(await partner.details(transactionId)).toMatchObject({ status: 'INITIALIZED', expired: true });
  });

  test('gives 3002 when it was never created', async () => {
    expect(await play(`TRX_${'a'.repeat(32)}`, 'lep-ok')).toEqual({
      ok: false,
      error: { code: 3002, message: 'invalid_transactionId' },
    });
  });

  test('gives 4004 at a broker whose market is closed, for orders only', async () => {
    await emulator.control.market('kite-leprechaun', false);
    const order = await partner.begin(basket(buy('INFY', 1)));
    expect(await play(order, 'lep-ok')).toMatchObject({
      ok: false,
      error: { code: 4004, message: 'market_closed' },
    });
    expect((await partner.details(order)).status).toBe('ERRORED');
    expect((await play(await partner.begin({ intent: 'CONNECT' }), 'lep-ok')).ok).toBe(true);
    await emulator.control.market('kite', true);
    expect((await play(await partner.begin(basket(buy('INFY', 1))), 'lep-ok')).ok).toBe(true);
    await receiver.next();
    await receiver.next();
  });
});

describe('a connected token', () => {
  const login = async (token: string) => {
    const transactionId = await partner.begin({ intent: 'CONNECT' });
    const answer = await play(transactionId, token);
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.result as { smallcaseAuthToken: string };
  };

  test('returned by the SDK is signed with the secret, is valid for an hour and admits the same user again', async () => {
    const { smallcaseAuthToken } = await login('lep-ok');
    const claims = JSON.parse(Buffer.from(smallcaseAuthToken.split('.')[1] ?? '', 'base64url').toString());
    expect(claims.exp - claims.iat).toBe(3600);
    expect(smallcaseAuthToken).toBe(signToken(emulator.secrets.secret, claims));
    const transactionId = await partner.begin({ intent: 'FETCH_FUNDS' }, smallcaseAuthToken);
    expect(await play(transactionId, 'lep-ok')).toMatchObject({ ok: true, result: { signup: false } });
  });

  test('used with another account gives 1001 and reveals nothing about that account', async () => {
    const { smallcaseAuthToken } = await login('lep-ok');
    const transactionId = await partner.begin(basket(buy('INFY', 1)), smallcaseAuthToken);
    expect(await play(transactionId, 'lep-ok-2')).toEqual({
      ok: false,
      error: { code: 1001, message: 'user_mismatch' },
    });
    expect(await partner.details(transactionId)).toMatchObject({
      status: 'ERRORED',
      authId: null,
      error: { code: 1001 },
    });
  });

  test('used with lep-mismatch gives 1001 even for its own account', async () => {
    const { smallcaseAuthToken } = await login('lep-mismatch');
    const transactionId = await partner.begin(basket(buy('INFY', 1)), smallcaseAuthToken);
    expect(await play(transactionId, 'lep-mismatch')).toMatchObject({ ok: false, error: { code: 1001 } });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Secret } from '../../../src/core/secret.js';
import { signWebhook } from '../../../src/emulator/webhooks/checksum.js';
import { startEmulator, type TestEmulator } from '../../support/emulator.js';
import { basket, buy, partnerOf, sell, startReceiver } from './partner.js';

type Json = Record<string, unknown>;

let receiver: Awaited<ReturnType<typeof startReceiver>>;
let emulator: TestEmulator;
let partner: ReturnType<typeof partnerOf>;
beforeAll(async () => {
  receiver = await startReceiver();
  emulator = await startEmulator({ webhookUrl: receiver.url });
  partner = partnerOf(emulator);
});
beforeEach(async () => {
  await emulator.control.reset();
});
afterAll(async () => {
  await emulator.close();
  await receiver.close();
});

async function play(body: Json, options: { token?: string; broker?: string; auth?: string } = {}) {
  const transactionId = await partner.begin(body, options.auth);
  const answer = await emulator.control.complete(transactionId, {
    broker: options.broker ?? 'kite',
    token: options.token ?? 'lep-ok',
  });
  return { transactionId, answer, details: await partner.details(transactionId) };
}

async function connect(token = 'lep-ok', broker = 'kite'): Promise<string> {
  const { details } = await play({ intent: 'CONNECT' }, { token, broker });
  return partner.connected(details.authId);
}

/** Rows of the holdings answer by ticker. */
async function held(
  auth: string,
  query = 'version=v2',
): Promise<Map<string, Json & { transactableQuantity: number }>> {
  const { body } = await partner.holdings(query, auth);
  return new Map(body.data.securities.map((row: { nseTicker: string }) => [row.nseTicker, row]));
}

describe('a holdings import', () => {
  test('resolves with a status, sends a webhook, and can be read by the account', async () => {
    const { answer, details, transactionId } = await play({
      intent: 'HOLDINGS_IMPORT',
      version: 'v2',
      assetConfig: { mfHoldings: true },
      notes: 'n-1',
    });
    expect(answer).toMatchObject({
      ok: true,
      result: {
        status: true,
        broker: 'kite',
        transactionId,
        signup: true,
        smallcaseAuthToken: expect.any(String),
      },
    });
    expect(details.status).toBe('COMPLETED');
    const { body } = await receiver.next();
    expect(body).toMatchObject({
      transactionId,
      smallcaseAuthId: details.authId,
      broker: 'kite',
      notes: 'n-1',
      updating: false,
    });
    expect(body.checksum).toBe(
      signWebhook(new Secret(emulator.secrets.apiSecret), body.timestamp, details.authId),
    );
    const { transactionId: _id, notes, timestamp, checksum, ...holdings } = body;
    const read = await partner.holdings('version=v2&mfHoldings=true', partner.connected(details.authId));
    expect(read.body.data).toEqual(holdings);
    expect(read.body.data.mutualFunds.holdings.length).toBeGreaterThan(0);
  });

  test('maintains the invariants of every row', async () => {
    const { details } = await play({ intent: 'HOLDINGS_IMPORT', version: 'v2' });
    await receiver.next();
    await play(basket(sell('SBIN', 500), buy('TCS', 2)));
    await play({ intent: 'HOLDINGS_IMPORT', version: 'v2' });
    const { body } = await partner.holdings('version=v2', partner.connected(details.authId));
    for (const row of body.data.securities) {
      expect(row.transactableQuantity).toBe(row.holdings.quantity + row.positions.nse.quantity);
      expect(row.smallcaseQuantity).toBeLessThanOrEqual(row.holdings.quantity);
      expect(row.transactableQuantity).toBeGreaterThanOrEqual(0);
    }
    expect(Date.parse(body.data.snapshotDate)).toBeLessThanOrEqual(Date.parse(body.data.lastUpdate));
    expect(body.data.mutualFunds).toBeUndefined();
    for (let more = 0; more < 3; more += 1) await receiver.next();
  });

  test('returns v1 with other counts by default, on both paths', async () => {
    const { details } = await play({ intent: 'HOLDINGS_IMPORT' });
    const { body: sent } = await receiver.next();
    const auth = partner.connected(details.authId);
    const v1 = (await partner.holdings('', auth)).body.data;
    expect(v1.securities.holdings).toEqual(sent.securities.holdings);
    const rows = await held(auth);
    for (const row of v1.securities.holdings) {
      const full = rows.get(row.ticker) as Json & { transactableQuantity: number; smallcaseQuantity: number };
      expect(row.shares).toBe(full.transactableQuantity - full.smallcaseQuantity);
    }
    const old = await partner.call('GET', `/gateway/${emulator.gatewayName}/user/holdings`, { token: auth });
    expect(old.body.data).toEqual(v1);
  });

  test('is the same for the same account after a reset', async () => {
    const first = await play({ intent: 'HOLDINGS_IMPORT', version: 'v2' });
    const before = (await receiver.next()).body.securities;
    await emulator.control.reset();
    const second = await play({ intent: 'HOLDINGS_IMPORT', version: 'v2' });
    expect((await receiver.next()).body.securities).toEqual(before);
    expect(second.details.authId).toBe(first.details.authId);
  });

  test.each([
    ['guest', 403, 'Connected user required'],
    ['not yet imported', 404, 'HoldingsNotFound'],
  ])('cannot be read as %s: %i', async (who, status, text) => {
    const auth = who === 'guest' ? partner.guest() : await connect();
    const { status: given, body } = await partner.holdings('version=v2', auth);
    expect([given, body.errors, body.data]).toEqual([status, [text], null]);
  });

  test.each([
    ['version=v3', 'version'],
    ['mfHoldings=yes', 'mfHoldings'],
  ])('cannot be read with %s: 400', async (query, field) => {
    const { status, body } = await partner.holdings(query, await connect());
    expect([status, body.errors[0].split(':')[0]]).toEqual([400, field]);
  });

  test('ends with 3000 before the login at a broker without imports', async () => {
    const { answer, details } = await play({ intent: 'HOLDINGS_IMPORT' }, { broker: 'icici' });
    expect(answer).toEqual({ ok: false, error: { code: 3000, message: 'intent_not_enabled_for_broker' } });
    expect(details).toMatchObject({ status: 'ERRORED', authId: null });
  });

  test('shows a trade at once at Zerodha, elsewhere after the next import', async () => {
    for (const broker of ['kite', 'upstox']) {
      const auth = await connect('lep-ok-8', broker);
      await play({ intent: 'HOLDINGS_IMPORT', version: 'v2' }, { token: 'lep-ok-8', broker });
      const before = (await held(auth)).get('INFY')?.transactableQuantity ?? 0;
      await play(basket(buy('INFY', 7)), { token: 'lep-ok-8', broker });
      const first = (await partner.holdings('version=v2', auth)).body.data;
      expect(first.updating).toBe(broker === 'kite');
      expect((await held(auth)).get('INFY')?.transactableQuantity).toBe(
        broker === 'kite' ? before + 7 : before,
      );
      await play({ intent: 'HOLDINGS_IMPORT', version: 'v2' }, { token: 'lep-ok-8', broker });
      expect((await held(auth)).get('INFY')).toMatchObject({
        transactableQuantity: before + 7,
        positions: { nse: { quantity: 7 } },
      });
      for (let count = 0; count < 4; count += 1) await receiver.next();
    }
  });

  test("turns today's positions into settled holdings after two days", async () => {
    const auth = await connect('lep-ok-9', 'upstox');
    await play(basket(buy('INFY', 7)), { token: 'lep-ok-9', broker: 'upstox' });
    await emulator.control.clock(2 * 24 * 3_600_000);
    await play({ intent: 'HOLDINGS_IMPORT', version: 'v2' }, { token: 'lep-ok-9', broker: 'upstox' });
    expect((await held(auth)).get('INFY')).toMatchObject({ positions: { nse: { quantity: 0 } } });
    for (let count = 0; count < 3; count += 1) await receiver.next();
  });
});

describe('funds', () => {
  test('resolve with the amount, which trades change and transaction details repeat', async () => {
    const auth = await connect();
    const first = await play({ intent: 'FETCH_FUNDS' }, { auth });
    const before = first.details.success.data.funds as number;
    expect(first.answer).toMatchObject({
      ok: true,
      result: { success: true, errors: null, data: { funds: before }, funds: before },
    });
    await play(basket(buy('SBIN', 2)));
    const after = (await play({ intent: 'FETCH_FUNDS' }, { auth })).details.success.data.funds;
    expect(before - after).toBeCloseTo(2 * 812.45, 6);
    for (let count = 0; count < 2; count += 1) await receiver.next();
  });
});

describe('a mutual-fund import', () => {
  const body = {
    intent: 'MF_HOLDINGS_IMPORT',
    responseConfig: { casDetail: true, casSummary: true },
    notes: 'mf',
  };

  test('needs no broker and sends its data by webhook, signed with the transaction id', async () => {
    const transactionId = await partner.begin(body);
    const answer = await emulator.control.complete(transactionId, { token: 'lep-ok' });
    expect(answer).toEqual({ ok: true, result: { transactionId, notes: 'mf' } });
    const { body: sent } = await receiver.next();
    expect(sent).toMatchObject({
      gateway: emulator.gatewayName,
      data: {
        transactionId,
        payload: {
          dtSummary: [{ isin: expect.any(String) }],
          dtTransaction: expect.arrayContaining([expect.objectContaining({ trxnDesc: 'Purchase' })]),
        },
      },
    });
    expect(sent.checksum).toBe(
      signWebhook(new Secret(emulator.secrets.apiSecret), sent.timestamp, transactionId),
    );
    expect(Object.keys(sent).sort()).toEqual(['checksum', 'data', 'gateway', 'timestamp']);
    expect(await partner.details(transactionId)).toMatchObject({
      status: 'COMPLETED',
      authId: null,
      success: { transactionId, notes: 'mf' },
    });
  });

  test('can fail like any other intent', async () => {
    const { answer } = await play(body, { token: 'lep-consent' });
    expect(answer).toMatchObject({ ok: false, error: { code: 1003 } });
    expect(await emulator.control.deliveries()).toEqual([]);
  });
});

describe('smallcase orders', () => {
  test('resolve with the investment and its batch and send no webhook', async () => {
    const { answer, details } = await play({
      intent: 'TRANSACTION',
      orderConfig: { type: 'BUY', scid: 'SCET_0010' },
    });
    expect(answer).toMatchObject({
      ok: true,
      result: {
        scid: 'SCET_0010',
        iscid: expect.stringMatching(/^[0-9a-f]{24}$/),
        name: expect.any(String),
        orderBatches: [{ label: 'BUY', status: 'COMPLETED' }],
      },
    });
    expect(details.status).toBe('COMPLETED');
    expect(await emulator.control.deliveries()).toEqual([]);
  });

  test('keep the ids of an existing investment', async () => {
    const bought = await play({ intent: 'TRANSACTION', orderConfig: { type: 'BUY', scid: 'SCET_0010' } });
    const { iscid } = bought.details.success.data;
    const { answer } = await play(
      { intent: 'TRANSACTION', orderConfig: { type: 'EXIT', iscid } },
      { auth: partner.connected(bought.details.authId) },
    );
    expect(answer).toMatchObject({
      ok: true,
      result: {
        iscid,
        scid: 'SCET_0010',
        orderBatches: [{ label: 'EXIT', orders: Array(5).fill({ transactionType: 'SELL' }) }],
      },
    });
  });
});

describe('among other intents', () => {
  test('CONNECT with a connected token gives the same account', async () => {
    const auth = await connect();
    const first = (await play({ intent: 'CONNECT' })).details.authId;
    expect((await play({ intent: 'CONNECT' }, { auth })).details.authId).toBe(first);
  });

  test('AUTHORISE_HOLDINGS resolves with a status and SIP_SETUP with sipDetails', async () => {
    const auth = await connect();
    expect((await play({ intent: 'AUTHORISE_HOLDINGS' }, { auth })).answer).toMatchObject({
      ok: true,
      result: { status: true },
    });
    const bought = await play({ intent: 'TRANSACTION', orderConfig: { type: 'BUY', scid: 'SCET_0010' } });
    const { iscid } = bought.details.success.data;
    const sip = await play({ intent: 'SIP_SETUP', orderConfig: { iscid } }, { auth });
    expect(sip.answer).toMatchObject({
      ok: true,
      result: { sipDetails: { sipActive: true, iscid, scid: 'SCET_0010', frequency: '1m' } },
    });
    expect(sip.details.success.data.sipDetails.iscid).toBe(iscid);
  });

  test('SUBSCRIPTION succeeds once, then gives 4000', async () => {
    const body = { intent: 'SUBSCRIPTION', subscriptionConfig: { scid: 'SCET_0010' } };
    expect((await play(body)).answer.ok).toBe(true);
    expect((await play(body)).answer).toMatchObject({
      ok: false,
      error: { code: 4000, message: 'already_subscribed' },
    });
  });

  test('ONBOARDING opens an account, whose token connects it', async () => {
    const { answer, details } = await play({ intent: 'ONBOARDING' }, { token: 'lep-ok-4711' });
    expect(answer).toMatchObject({ ok: true, result: { smallcaseAuthToken: expect.any(String) } });
    expect(details).toMatchObject({ status: 'COMPLETED', success: { signup: true } });
  });

  test('CANCEL_AMO finds no order of an investment that waits for none', async () => {
    const bought = await play({ intent: 'TRANSACTION', orderConfig: { type: 'BUY', scid: 'SCET_0010' } });
    const { iscid } = bought.details.success.data;
    const { answer } = await play(
      { intent: 'CANCEL_AMO', orderConfig: { iscid } },
      { auth: await connect() },
    );
    expect(answer).toMatchObject({ ok: false, error: { code: 2000, message: 'no_order' } });
  });

  test('a limit order needs a broker that supports it, and fills at its price if that is near the market', async () => {
    const body = basket({ ...buy('INFY', 2), orderType: 'LIMIT', price: 1510.5 });
    expect((await play(body, { broker: 'upstox' })).answer).toMatchObject({
      ok: false,
      error: { code: 3000 },
    });
    const { details } = await play(body);
    expect(details.success.data.batches[0]).toMatchObject({
      buyAmount: 3021,
      orders: [{ orderType: 'LIMIT', price: 1510.5, averagePrice: 1510.5 }],
    });
    for (let count = 0; count < 2; count += 1) await receiver.next();
  });
});

describe('the cancellation of an open leg', () => {
  test('lets the other legs fill, and the batch is partly filled', async () => {
    const open = await play(basket(buy('INFY', 1), buy('SBIN', 1)), { token: 'lep-slow' });
    const auth = partner.connected(open.details.authId);
    const { batchId } = open.details.success.data.batches[0];
    expect((await receiver.next()).body.status).toBe('PLACED');
    const { answer } = await play(
      { intent: 'CANCEL_ORDER', orderConfig: { batchId, ticker: 'SBIN' } },
      { auth, token: 'lep-slow' },
    );
    expect(answer).toMatchObject({
      ok: true,
      result: {
        orderBatches: [{ batchId, status: 'PLACED', orders: [{ status: 'OPEN' }, { status: 'CANCELLED' }] }],
      },
    });
    await emulator.control.clock(30_000);
    expect((await receiver.next()).body).toMatchObject({
      batchId,
      status: 'PARTIALLYFILLED',
      orders: [{ status: 'COMPLETE' }, { status: 'CANCELLED' }],
    });
  });

  test('ends an order of a single leg at once; a second attempt finds nothing', async () => {
    const open = await play(basket(buy('INFY', 1)), { token: 'lep-slow' });
    const auth = partner.connected(open.details.authId);
    const { batchId } = open.details.success.data.batches[0];
    const body = { intent: 'CANCEL_ORDER', orderConfig: { batchId, ticker: 'INFY' } };
    await receiver.next();
    expect((await play(body, { auth, token: 'lep-slow' })).answer.ok).toBe(true);
    expect((await receiver.next()).body).toMatchObject({ batchId, status: 'UNFILLED' });
    expect((await play(body, { auth, token: 'lep-slow' })).answer).toMatchObject({
      ok: false,
      error: { message: 'no_order' },
    });
    await emulator.control.clock(60_000);
    expect(await emulator.control.deliveries()).toHaveLength(2);
  });

  test('is refused as unknown when the leg belongs to another user', async () => {
    const open = await play(basket(buy('INFY', 1)), { token: 'lep-slow' });
    await receiver.next();
    const { batchId } = open.details.success.data.batches[0];
    const answer = await partner.create(
      { intent: 'CANCEL_ORDER', orderConfig: { batchId, ticker: 'INFY' } },
      await connect('lep-ok-2'),
    );
    expect([answer.status, answer.body.errors[0].split(':')[0]]).toEqual([400, 'orderConfig.batchId']);
  });
});

describe('an authorisation of holdings', () => {
  const settled = async (auth: string) => {
    await play({ intent: 'HOLDINGS_IMPORT', version: 'v2' }, { token: 'lep-tpin-3', auth });
    return await held(auth);
  };
  const authorise = (auth: string, assetConfig?: Json) =>
    play(
      { intent: 'AUTHORISE_HOLDINGS', ...(assetConfig === undefined ? {} : { assetConfig }) },
      { token: 'lep-tpin-3', auth },
    );

  test('makes the named shares of an account transactable, then all of them', async () => {
    const auth = await connect('lep-tpin-3');
    const transactable = async () =>
      [...(await settled(auth))].filter(([, row]) => row.transactableQuantity > 0).map(([ticker]) => ticker);
    expect(await transactable()).toEqual([]);
    expect((await authorise(auth, { securities: [{ ticker: 'INFY' }] })).answer).toMatchObject({
      ok: true,
      result: { status: true },
    });
    expect(await transactable()).toEqual(['INFY']);
    await authorise(auth, { securities: [{ ticker: 'TCS' }] });
    expect((await transactable()).sort()).toEqual(['INFY', 'TCS']);
    await authorise(auth);
    expect((await transactable()).length).toBeGreaterThan(2);
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startEmulator, type TestEmulator } from '../../support/emulator.js';
import { basket, buy, partnerOf, sell } from './partner.js';

const AUTH_ID = '5f0321b5f3743c31d95abd35';
const ISCID = '5f0321b5f3743c31d95abd36';

let emulator: TestEmulator;
let partner: ReturnType<typeof partnerOf>;
beforeAll(async () => {
  emulator = await startEmulator();
  partner = partnerOf(emulator);
});
afterAll(() => emulator.close());

describe('the creation of a transaction', () => {
  test('returns an id and an expiry five minutes ahead, in the documented envelope', async () => {
    const before = emulator.clock.now();
    const { status, body, headers } = await partner.create({ intent: 'CONNECT' });
    expect(status).toBe(200);
    expect(body).toEqual({
      success: true,
      errors: null,
      data: { transactionId: expect.stringMatching(/^TRX_[0-9a-f]{32}$/), expireAt: expect.any(String) },
    });
    const lifeMs = Date.parse(body.data.expireAt) - before;
    expect(lifeMs).toBeGreaterThanOrEqual(300_000);
    expect(lifeMs).toBeLessThan(302_000);
    expect(body.data.expireAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(headers.get('content-type')).toContain('application/json');
  });

  test('creates two transactions for two equal calls', async () => {
    const body = basket(buy('INFY', 1));
    expect(await partner.begin(body)).not.toBe(await partner.begin(body));
  });

  test.each<[string, unknown, 'guest' | 'connected']>([
    ['a basket of buys and sells', basket(buy('INFY', 1), sell('SBIN', 2)), 'guest'],
    ['both sides of one ticker', basket(buy('INFY', 1), sell('INFY', 2)), 'guest'],
    [
      'all quantities and no sides',
      basket({ ticker: 'INFY', quantity: 1 }, { ticker: 'SBIN', quantity: 2 }),
      'guest',
    ],
    ['a limit order', basket({ ...buy('INFY', 1), orderType: 'LIMIT', price: 10.5 }), 'guest'],
    ['unknown extra fields', { ...basket(buy('INFY', 1)), somethingNew: 1 }, 'guest'],
    ['100 securities', basket(...Array.from({ length: 100 }, (_, index) => buy(`T${index}`, 1))), 'guest'],
    ['notes of 256 characters', { intent: 'CONNECT', notes: 'x'.repeat(256) }, 'guest'],
    ['CONNECT with a connected token', { intent: 'CONNECT' }, 'connected'],
    [
      'mfHoldings as a boolean',
      { intent: 'HOLDINGS_IMPORT', version: 'v2', assetConfig: { mfHoldings: true } },
      'guest',
    ],
    ['mfHoldings as text', { intent: 'HOLDINGS_IMPORT', assetConfig: { mfHoldings: 'true' } }, 'guest'],
    [
      'a mutual-fund import',
      {
        intent: 'MF_HOLDINGS_IMPORT',
        assetConfig: { fromDate: '2015-04-01', pan: 'ABCTY1234D', phone: '9876543210', flow: 'wealth' },
      },
      'guest',
    ],
    [
      'a first smallcase buy by a guest',
      { intent: 'TRANSACTION', orderConfig: { type: 'BUY', scid: 'SCET_0010' } },
      'guest',
    ],
    ['FETCH_FUNDS', { intent: 'FETCH_FUNDS' }, 'connected'],
    ['SUBSCRIPTION', { intent: 'SUBSCRIPTION', subscriptionConfig: { scid: 'SCET_0010' } }, 'guest'],
    ['ONBOARDING', { intent: 'ONBOARDING' }, 'guest'],
  ])('takes %s', async (_name, body, kind) => {
    const token = kind === 'guest' ? partner.guest() : partner.connected(AUTH_ID);
    expect((await partner.create(body, token)).body).toMatchObject({ success: true });
  });

  const one = (security: unknown) => ({
    intent: 'TRANSACTION',
    orderConfig: { type: 'SECURITIES', securities: [security] },
  });
  test.each<[string, unknown, string]>([
    ['no body', undefined, 'body'],
    ['an array', [], 'body'],
    ['broken JSON', '{"intent":', 'body'],
    ['no intent', {}, 'intent'],
    ['an unknown intent', { intent: 'LOGIN' }, 'intent'],
    ['notes that are too long', { intent: 'CONNECT', notes: 'x'.repeat(257) }, 'notes'],
    ['notes that are no text', { intent: 'CONNECT', notes: 7 }, 'notes'],
    ['no orderConfig', { intent: 'TRANSACTION' }, 'orderConfig'],
    ['an unknown order type', { intent: 'TRANSACTION', orderConfig: { type: 'SHARES' } }, 'orderConfig.type'],
    [
      'no securities',
      { intent: 'TRANSACTION', orderConfig: { type: 'SECURITIES' } },
      'orderConfig.securities',
    ],
    ['an empty basket', basket(), 'orderConfig.securities'],
    [
      '101 securities',
      basket(...Array.from({ length: 101 }, (_, index) => buy(`T${index}`, 1))),
      'orderConfig.securities',
    ],
    ['no ticker', one({ quantity: 1 }), 'orderConfig.securities[0].ticker'],
    ['an empty ticker', one(buy('', 1)), 'orderConfig.securities[0].ticker'],
    ['quantity 0', one(buy('INFY', 0)), 'orderConfig.securities[0].quantity'],
    ['a negative quantity', one(buy('INFY', -1)), 'orderConfig.securities[0].quantity'],
    ['half a share', one(buy('INFY', 1.5)), 'orderConfig.securities[0].quantity'],
    [
      'quantity as text',
      one({ ticker: 'INFY', quantity: '1', type: 'BUY' }),
      'orderConfig.securities[0].quantity',
    ],
    ['an unknown side', one({ ticker: 'INFY', quantity: 1, type: 'HOLD' }), 'orderConfig.securities[0].type'],
    [
      'an unknown exchange',
      one({ ...buy('INFY', 1), exchange: 'MCX' }),
      'orderConfig.securities[0].exchange',
    ],
    [
      'a limit order without price',
      one({ ...buy('INFY', 1), orderType: 'LIMIT' }),
      'orderConfig.securities[0].price',
    ],
    ['price 0', one({ ...buy('INFY', 1), orderType: 'LIMIT', price: 0 }), 'orderConfig.securities[0].price'],
    [
      'quantity on some',
      basket(buy('INFY', 1), { ticker: 'SBIN', type: 'BUY' }),
      'orderConfig.securities[1].quantity',
    ],
    [
      'side on some',
      basket({ ticker: 'INFY', quantity: 1 }, buy('SBIN', 1)),
      'orderConfig.securities[0].type',
    ],
    [
      'exchange on some',
      basket(buy('INFY', 1), { ...buy('SBIN', 1), exchange: 'NSE' }),
      'orderConfig.securities[0].exchange',
    ],
    [
      'one ticker twice on one side',
      basket(buy('INFY', 1), buy('SBIN', 1), buy('INFY', 2)),
      'orderConfig.securities[2].ticker',
    ],
    [
      'one ticker twice without sides',
      basket({ ticker: 'INFY' }, { ticker: 'INFY' }),
      'orderConfig.securities[1].ticker',
    ],
    [
      'a smallcase buy without scid',
      { intent: 'TRANSACTION', orderConfig: { type: 'BUY' } },
      'orderConfig.scid',
    ],
    ['an unknown holdings version', { intent: 'HOLDINGS_IMPORT', version: 'v3' }, 'version'],
    [
      'mfHoldings as a number',
      { intent: 'HOLDINGS_IMPORT', assetConfig: { mfHoldings: 1 } },
      'assetConfig.mfHoldings',
    ],
    [
      'a lower-case PAN',
      { intent: 'MF_HOLDINGS_IMPORT', assetConfig: { pan: 'abcty1234d', phone: '9876543210' } },
      'assetConfig.pan',
    ],
    [
      'a phone number with country code',
      { intent: 'MF_HOLDINGS_IMPORT', assetConfig: { pan: 'ABCTY1234D', phone: '+919876543210' } },
      'assetConfig.phone',
    ],
    [
      'a date that is none',
      { intent: 'MF_HOLDINGS_IMPORT', assetConfig: { fromDate: '2015-02-30' } },
      'assetConfig.fromDate',
    ],
    [
      'a subscription without scid',
      { intent: 'SUBSCRIPTION', subscriptionConfig: {} },
      'subscriptionConfig.scid',
    ],
  ])('answers 400 to %s, naming the field', async (_name, body, field) => {
    const { status, body: answer } = await partner.create(body);
    expect(status).toBe(400);
    expect(answer).toMatchObject({ success: false, data: null, errorType: 'InputException' });
    expect(answer.errors[0].split(': ')[0]).toBe(field);
  });

  test.each<[string, unknown, string]>([
    [
      'a rebalance without iscid or scid',
      { intent: 'TRANSACTION', orderConfig: { type: 'REBALANCE' } },
      'orderConfig.iscid',
    ],
    [
      'a rebalance of an unknown investment',
      { intent: 'TRANSACTION', orderConfig: { type: 'REBALANCE', iscid: ISCID } },
      'orderConfig.iscid',
    ],
    [
      'an exit of a smallcase the user never bought',
      { intent: 'TRANSACTION', orderConfig: { type: 'EXIT', scid: 'SCET_0010' } },
      'orderConfig.scid',
    ],
    [
      'IMR_SETUP of an unknown investment',
      { intent: 'IMR_SETUP', orderConfig: { iscid: ISCID } },
      'orderConfig.iscid',
    ],
    ['SIP_SETUP with a bad iscid', { intent: 'SIP_SETUP', orderConfig: { iscid: 'x' } }, 'orderConfig.iscid'],
    [
      'CANCEL_ORDER of an unknown batch',
      { intent: 'CANCEL_ORDER', orderConfig: { batchId: ISCID, ticker: 'INFY' } },
      'orderConfig.batchId',
    ],
    ['ONBOARDING', { intent: 'ONBOARDING' }, 'intent'],
  ])('answers 400 to %s with a connected token', async (_name, body, field) => {
    const { status, body: answer } = await partner.create(body, partner.connected(AUTH_ID));
    expect([status, answer.errors[0].split(': ')[0]]).toEqual([400, field]);
  });

  test.each<[string, unknown]>([
    ['FETCH_FUNDS', { intent: 'FETCH_FUNDS' }],
    ['AUTHORISE_HOLDINGS', { intent: 'AUTHORISE_HOLDINGS' }],
    ['SIP_SETUP', { intent: 'SIP_SETUP', orderConfig: { iscid: ISCID } }],
    ['CANCEL_ORDER', { intent: 'CANCEL_ORDER', orderConfig: { batchId: ISCID, ticker: 'INFY' } }],
    ['a smallcase exit', { intent: 'TRANSACTION', orderConfig: { type: 'EXIT', iscid: ISCID } }],
  ])('answers 403 to %s with a guest token', async (_name, body) => {
    const { status, body: answer } = await partner.create(body);
    expect([status, answer.errors, answer.errorType]).toEqual([
      403,
      ['Connected user required'],
      'AccessDenied',
    ]);
  });

  test('never returns PAN, phone or e-mail', async () => {
    const transactionId = await partner.begin({
      intent: 'MF_HOLDINGS_IMPORT',
      assetConfig: { pan: 'ABCTY1234D', phone: '9876543210', email: 'a@example.com' },
    });
    const text = JSON.stringify(await partner.details(transactionId));
    expect(text).not.toMatch(/ABCTY1234D|9876543210|example\.com/);
  });

  test('answers 413 to bodies over 1 MiB and 404 to unknown paths, in the envelope', async () => {
    const large = await partner.create({ intent: 'CONNECT', notes: 'x'.repeat(1_100_000) });
    expect([large.status, large.body.success]).toEqual([413, false]);
    const lost = await partner.call('GET', `/v1/${emulator.gatewayName}/engine/nothing`);
    expect([lost.status, lost.body.success]).toEqual([404, false]);
  });
});

describe('transaction details', () => {
  test('describe a new transaction as documented', async () => {
    const transactionId = await partner.begin({ ...basket(buy('INFY', 3)), notes: 'corr' });
    expect(await partner.details(transactionId)).toMatchObject({
      transactionId,
      intent: 'TRANSACTION',
      status: 'INITIALIZED',
      gateway: emulator.gatewayName,
      expired: false,
      authId: null,
      success: null,
      error: { value: false },
      orderConfig: { type: 'SECURITIES', securities: [{ ticker: 'INFY', quantity: 3, type: 'BUY' }] },
    });
  });

  test.each([
    ['an unknown id', `TRX_${'0'.repeat(32)}`],
    ['a malformed id', 'nonsense'],
  ])('answer TransactionIdNotFound for %s', async (_name, id) => {
    const { status, body } = await partner.call(
      'GET',
      `/v1/${emulator.gatewayName}/engine/transactiondetails?transactionId=${id}`,
    );
    expect([status, body.errors, body.errorType]).toEqual([400, ['TransactionIdNotFound'], 'InputException']);
  });

  test('name the field when the id is missing', async () => {
    const { status, body } = await partner.call(
      'GET',
      `/v1/${emulator.gatewayName}/engine/transactiondetails`,
    );
    expect([status, body.errors[0]]).toEqual([400, 'transactionId: is required']);
  });

  test('are the same for a transaction of another account as for an unknown id', async () => {
    const transactionId = await partner.begin(basket(buy('INFY', 1)));
    await emulator.control.complete(transactionId, { broker: 'kite', token: 'lep-ok' });
    const { authId } = await partner.details(transactionId);
    expect((await partner.details(transactionId, partner.connected(authId))).status).toBe('COMPLETED');
    const foreign = await partner.details(transactionId, partner.connected(AUTH_ID));
    expect(foreign).toEqual({
      success: false,
      errors: ['TransactionIdNotFound'],
      data: null,
      errorType: 'InputException',
    });
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DecimalString } from '../../../src/core/money.js';
import { Secret } from '../../../src/core/secret.js';
import { createAuthTokens } from '../../../src/gateway/auth-tokens.js';
import { verifyWebhookProof } from '../../../src/gateway/checksum.js';
import { decodeWebhook } from '../../../src/gateway/decode/decode-webhook.js';
import { decoded } from '../../../src/gateway/unreadable.js';
import type { GatewayClient } from '../../../src/gateway/gateway-client.js';
import { buildTransactionBody, type TransactionInput } from '../../../src/transactions/build-request.js';
import { AGREEING_ANSWERS } from '../../../src/gateway/upstream-clock.js';
import { recogniseWebhook } from '../../../src/gateway/webhook-kind.js';
import { startEmulator, TEST_KEYS, type TestEmulator } from '../../support/emulator.js';
import { clientOf } from './upstream-server.js';

const tokens = createAuthTokens({ secret: new Secret(TEST_KEYS.secret) });
const apiSecret = new Secret(TEST_KEYS.apiSecret);
const basket: TransactionInput = {
  intent: 'TRANSACTION',
  securities: [
    { ticker: 'INFY', quantity: 3, side: 'BUY' },
    { ticker: 'SBIN', quantity: 2, side: 'BUY' },
  ],
};

let emulator: TestEmulator;
let client: GatewayClient;

beforeAll(async () => {
  emulator = await startEmulator();
  const { gatewayName } = emulator;
  client = clientOf(emulator.url, { gatewayName, apiSecret, clock: emulator.clock });
});
afterAll(async () => {
  client.close();
  await emulator.close();
});

async function complete(input: TransactionInput, token = 'lep-ok') {
  const guest = (await tokens.mintGuest(60)).token;
  const { transactionId } = await client.createTransaction(buildTransactionBody(input), guest);
  const answer = await emulator.control.complete(transactionId, { broker: 'kite', token });
  return { transactionId, guest, answer };
}

describe('against the emulator', () => {
  test('an order goes from its creation to its confirmed batches', async () => {
    const { transactionId, guest, answer } = await complete(basket);
    const identity = await tokens.verify(answer.ok ? (answer.result.smallcaseAuthToken ?? '') : '');
    const details = await client.transactionDetails(transactionId, guest);
    expect(details).toMatchObject({ transactionId, status: 'COMPLETED', isExpired: false, error: null });
    expect(identity).toEqual({ kind: 'CONNECTED', authId: details.authId });
    const { batches: orders } = await client.orderDetails(transactionId, 'SINGLE_SECURITY', guest);
    expect(orders).toMatchObject([{ transactionId, status: 'COMPLETED', unplacedLegs: [] }]);
    expect(orders[0]?.legs.map(({ symbol, filledQuantity }) => [symbol, filledQuantity])).toEqual([
      ['INFY', 3],
      ['SBIN', 2],
    ]);
    expect(details.batches).toEqual(orders);
  });

  test('a limit price arrives', async () => {
    const limited = { ticker: 'INFY', quantity: 1, side: 'BUY', orderType: 'LIMIT' } as const;
    const limitPrice = '1575.05' as DecimalString;
    const { transactionId, guest } = await complete({
      intent: 'TRANSACTION',
      securities: [{ ...limited, limitPrice }],
    });
    const { batches } = await client.transactionDetails(transactionId, guest);
    expect(batches[0]?.legs[0]).toMatchObject({ orderType: 'LIMIT', limitPrice: '1575.05' });
  });

  test('holdings are 404 before the first import, and read after it', async () => {
    const { answer } = await complete({ intent: 'CONNECT' }, 'lep-ok-7');
    const { authId } = (await tokens.verify(answer.ok ? (answer.result.smallcaseAuthToken ?? '') : '')) as {
      authId: string;
    };
    const { token } = await tokens.mintConnected(authId, 60);
    const options = { version: 'v2', includeMutualFunds: true } as const;
    await expect(client.holdings(token, options)).rejects.toMatchObject({ kind: 'rejected', status: 404 });
    await complete({ intent: 'HOLDINGS_IMPORT', holdingsImport: { includeMutualFunds: true } }, 'lep-ok-7');
    const holdings = await client.holdings(token, options);
    expect(holdings).toMatchObject({ authId, version: 'v2' });
    expect(holdings.securities?.length).toBeGreaterThan(0);
    await expect(client.holdings(token, { ...options, version: 'v1' })).resolves.toMatchObject({
      version: 'v1',
    });
  });

  test('its webhooks are recognised, proven and decoded', async () => {
    await complete(basket);
    const deliveries = await emulator.control.deliveries();
    for (const { body, kind } of deliveries) {
      const text = JSON.stringify(body);
      const claimed = recogniseWebhook(body, text);
      expect(verifyWebhookProof(claimed, [apiSecret])).toBe('valid');
      const { fact, unreadable } = decoded((notes) => decodeWebhook(claimed.kind, text, notes));
      expect(fact).toMatchObject({ kind: claimed.kind });
      expect(unreadable.paths).toEqual([]);
      expect([kind, claimed.kind]).not.toContain('UNKNOWN');
    }
    expect(deliveries.length).toBeGreaterThan(0);
  });

  test('the keys cannot be swapped', async () => {
    const swapped = clientOf(emulator.url, {
      gatewayName: emulator.gatewayName,
      apiSecret: new Secret(TEST_KEYS.secret),
    });
    const guest = (await tokens.mintGuest(60)).token;
    const connect = buildTransactionBody({ intent: 'CONNECT' });
    await expect(swapped.createTransaction(connect, guest)).rejects.toMatchObject({ kind: 'unauthorised' });
    swapped.close();
    const foreign = await createAuthTokens({ secret: apiSecret }).mintGuest(60);
    await expect(client.createTransaction(connect, foreign.token)).rejects.toMatchObject({
      kind: 'unauthorised',
    });
  });

  test('its clock is followed', async () => {
    const { gatewayName } = emulator;
    const outside = clientOf(emulator.url, { gatewayName, apiSecret });
    await emulator.control.clock(3_600_000);
    const guest = (await tokens.mintGuest(60)).token;
    for (let answer = 0; answer < AGREEING_ANSWERS; answer += 1)
      await outside.createTransaction(buildTransactionBody({ intent: 'CONNECT' }), guest);
    expect(Math.abs(outside.clockOffsetMs - 3_600_000)).toBeLessThan(2_000);
    outside.close();
  });
});

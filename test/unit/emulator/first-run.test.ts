import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { signWebhook } from '../../../src/emulator/webhooks/checksum.js';
import { Secret } from '../../../src/core/secret.js';
import { startEmulator, type TestEmulator } from '../../support/emulator.js';
import { basket, buy, partnerOf, startReceiver } from './partner.js';

let receiver: Awaited<ReturnType<typeof startReceiver>>;
let emulator: TestEmulator;

beforeAll(async () => {
  receiver = await startReceiver();
  emulator = await startEmulator({ webhookUrl: receiver.url, seed: 'first' });
});

afterAll(async () => {
  await emulator.close();
  await receiver.close();
});

test('a guest creates and completes a purchase; webhooks report it placed, then completed, and it can be read', async () => {
  const partner = partnerOf(emulator);
  const transactionId = await partner.begin({ ...basket(buy('INFY', 3)), notes: 'corr-1' });
  expect(transactionId).toMatch(/^TRX_[0-9a-f]{32}$/);

  const answer = await emulator.control.complete(transactionId, {
    broker: 'kite-leprechaun',
    token: 'lep-ok',
  });
  expect(answer).toMatchObject({
    ok: true,
    result: { broker: 'kite', transactionId, notes: 'corr-1', signup: true },
  });

  const placed = await receiver.next();
  const completed = await receiver.next();
  expect(placed.body).toMatchObject({ status: 'PLACED', transactionId, filled: 0, notes: 'corr-1' });
  expect(completed.body).toMatchObject({
    status: 'COMPLETED',
    transactionId,
    filled: 1,
    buyAmount: 4561.049999999999,
  });
  for (const { body } of [placed, completed]) {
    expect(body.checksum).toBe(
      signWebhook(new Secret(emulator.secrets.apiSecret), body.timestamp, body.smallcaseAuthId),
    );
  }

  const details = await partner.details(transactionId);
  expect(details).toMatchObject({
    status: 'COMPLETED',
    expired: false,
    authId: completed.body.smallcaseAuthId,
  });
  expect(details.success.data.batches[0].batchId).toBe(completed.body.batchId);
});

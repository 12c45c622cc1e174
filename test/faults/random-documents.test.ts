import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { playDocuments } from '../support/play-documents.js';
import { sessionToken } from '../support/app.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { globalId } from '../support/player.js';
import { count, figure, randomStream } from '../support/faults.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { createTarget } from '../support/order-feed.js';

const DOCUMENTS = count(10_000);

let emulator: TestEmulator;
let gateway: GatewayProcess;

beforeAll(async () => {
  emulator = await startEmulator();
  gateway = await startGatewayProcess(emulator, { LOG_LEVEL: 'error' });
});

afterAll(async () => {
  await gateway?.close();
  await emulator?.close();
});

test(`${DOCUMENTS} random documents get answers of the right shape and cause no unexpected error`, async () => {
  const { transactionId } = await createTarget(gateway.url, 'ruth');
  const { problems, outcomes } = await playDocuments({
    url: gateway.url,
    token: await sessionToken('ruth'),
    random: randomStream(17),
    count: DOCUMENTS,
    ids: [transactionId, globalId('Transaction', transactionId)],
  });
  for (const [outcome, times] of Object.entries(outcomes).sort())
    figure(`random documents, ${outcome}`, times);
  expect(problems).toEqual([]);
  expect(gateway.log()).toBe('');
  expect(gateway.isAlive()).toBe(true);
});

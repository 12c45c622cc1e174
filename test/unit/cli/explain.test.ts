import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toGlobalId } from '../../../src/core/ids.js';
import type { DecimalString } from '../../../src/core/money.js';
import { silentLog } from '../../../src/core/log.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { appendTimeline, step } from '../../../src/ledger/timeline.js';
import { storeNewTransaction } from '../../../src/transactions/transactions.writer.js';
import { removeTemporaryFolders, runInProcess, temporaryFolder } from '../../support/cli.js';
import { order, transaction } from '../../support/facts.js';
import { putOrder } from '../../support/ledger.js';

const { transactionId } = transaction();
const { batchId } = order();
const EXCHANGE_ORDER_ID = '1300000012345678';
const LEG = {
  symbol: 'INFY',
  exchange: 'NSE',
  side: 'BUY',
  orderType: 'MARKET',
  product: 'CNC',
  status: 'COMPLETE',
  rawStatus: 'COMPLETE',
  quantity: 2,
  filledQuantity: 2,
  averagePrice: '1520.35' as DecimalString,
  limitPrice: null,
  exchangeOrderId: EXCHANGE_ORDER_ID,
  errorCode: null,
  statusMessage: null,
} as const;

let folder: string;

beforeAll(async () => {
  folder = temporaryFolder();
  const ledger = await openLedger(`sqlite:${join(folder, 'dwar.db')}`, { log: silentLog });
  await ledger.write(async (unit) => {
    const completed = transaction({
      createdAt: 1_700_000_000_000,
      expireAt: 1_700_000_900_000,
      status: 'COMPLETED',
    });
    await storeNewTransaction(unit, completed, { orderDigest: null, now: completed.createdAt });
    const filled = { status: 'COMPLETED', isFinal: true, provenance: 'CONFIRMED', legs: [LEG] } as const;
    await putOrder(unit, order(filled), 2);
    // More than one page of orders is looked through for the id of an exchange.
    for (let n = 0; n < 1_100; n += 1)
      await putOrder(
        unit,
        order({ batchId: `7${String(n).padStart(23, '0')}`, transactionId: 'TRX_other' }),
        3 + n,
      );
    const at = completed.createdAt + 5_000;
    const read = step({ at, source: 'POLL', batchId, from: null, to: 'COMPLETED' });
    await appendTimeline(unit, completed, read);
  });
  await ledger.close();
});

afterAll(removeTemporaryFolders);

const run = (...args: string[]) => runInProcess(['explain', ...args, '--data', folder]);

describe('dwar explain', () => {
  test('prints the story with masked ids, and what happens next', async () => {
    const { code, stdout } = await run(transactionId);
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'Transaction TRX_6523…416c: TRANSACTION, COMPLETED (CONFIRMED)',
      'Order 65f1…34cd: COMPLETED, 2 of 2 filled at ₹1,520.35 (final)',
      '',
      '2023-11-14T22:13:20.000Z  APP      The app created the transaction, with the intent TRANSACTION.',
      '2023-11-14T22:13:25.000Z  READ     A read found that the order is COMPLETED.',
      '2023-11-14T22:13:25.000Z  STATE    The order is final: COMPLETED.',
      '',
      'What happens next:',
      'Nothing more happens: it is final.',
    ]);
  });

  test.each([
    ['the transaction', transactionId, null],
    ['the transaction as clients know it', toGlobalId('Transaction', transactionId), null],
    ['the batch', batchId, '65f1…34cd'],
    ['the order as clients know it', toGlobalId('Order', batchId), '65f1…34cd'],
    ['the order at the exchange', EXCHANGE_ORDER_ID, '65f1…34cd'],
  ])('finds %s', async (_what, id, found) => {
    const { stdout } = await run(id, '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      transactionId: 'TRX_6523…416c',
      batchId: found,
      facts: [
        { lane: 'APP', at: '2023-11-14T22:13:20.000Z', eventSeq: 1 },
        { lane: 'READ' },
        { lane: 'STATE' },
      ],
      next: [{ at: null }],
    });
    expect(stdout).not.toContain(batchId);
    expect(stdout).not.toContain(transactionId);
  });

  test('prints Markdown, and shows ids with --raw', async () => {
    const { stdout } = await run(batchId, '--markdown', '--raw');
    expect(stdout).toContain(`### Transaction ${transactionId}: TRANSACTION, COMPLETED (CONFIRMED)`);
    expect(stdout).toContain(`- Order ${batchId}: COMPLETED, 2 of 2 filled at ₹1,520.35 (final)`);
    expect(stdout).toContain('| 2023-11-14T22:13:25.000Z | STATE | The order is final: COMPLETED. |');
  });

  test.each([
    `TRX_${'0'.repeat(32)}`,
    'f'.repeat(24),
    '13000000123456_8',
    '%',
    "' or 1=1 --",
    toGlobalId('Viewer', 'alice'),
  ])('says what to do about an id that it does not know: %s', async (id) => {
    const { code, stdout, stderr } = await run(id);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(`there is no transaction or order ${id} in this ledger`);
    expect(stderr).toContain('dwar deliveries list --raw');
  });

  test('refuses two formats at once, and no id', async () => {
    expect(await run(batchId, '--markdown', '--json')).toMatchObject({ code: 2 });
    expect(await run()).toMatchObject({ code: 2 });
  });
});

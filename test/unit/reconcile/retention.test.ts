import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../../../src/core/time/clock.js';
import { silentLog } from '../../../src/core/log.js';
import { saveBrokerAccount } from '../../../src/ledger/broker-accounts.js';
import { findHoldings, planHoldingsRead, saveHoldings } from '../../../src/ledger/holdings.js';
import { findOrder } from '../../../src/ledger/orders.js';
import type { OrderSnapshot, TransactionSnapshot } from '../../../src/ledger/snapshots.js';
import { findTransaction, insertTransaction } from '../../../src/ledger/transactions.js';
import { cleanUp } from '../../../src/reconcile/clean-up.js';
import { transaction } from '../../support/facts.js';
import { openTestLedger, putOrder, type TestLedger } from '../../support/ledger.js';

const DAY_MS = 24 * 3_600_000;
const clock = new VirtualClock();
const idOf = (seq: number) => `TRX_${String(seq).padStart(32, '0')}`;

let open: TestLedger;
let seq: number;

beforeEach(async () => {
  open = await openTestLedger();
  seq = 0;
});
afterEach(() => open.close());

interface Planted {
  readonly days: number;
  readonly status?: TransactionSnapshot['status'];
  readonly readAt?: number | null;
  /** Of its order; null for none. */
  readonly isFinal?: boolean | null;
  readonly isRetracted?: boolean;
}

/** Stores a transaction of that age, with an order, and returns its id. */
async function plant({
  days,
  status = 'COMPLETED',
  readAt = null,
  isFinal = true,
}: Planted): Promise<string> {
  seq += 2;
  const [createdSeq, transactionId] = [seq, idOf(seq)];
  await open.ledger.write(async (unit) => {
    const keep = { createdSeq, readAt, orderDigest: null, now: clock.now() - days * DAY_MS };
    await insertTransaction(unit, transaction({ transactionId, status }), keep);
    if (isFinal === null) return;
    const own = { batchId: `batch-${transactionId}`, transactionId, viewerId: 'alice', status: 'COMPLETED' };
    await putOrder(
      unit,
      { ...own, isFinal, legs: [], unplacedLegs: [] } as unknown as OrderSnapshot,
      seq + 1,
    );
  });
  return transactionId;
}

const clean = (limits: { transactionDays?: number; holdingsDays?: number; idempotencyHours?: number }) =>
  cleanUp({
    ledger: open.ledger,
    clock,
    certain: { isCertain: true, now: () => clock.now() },
    log: silentLog,
    eventDays: 30,
    inboxDays: 30,
    idempotencyHours: 24,
    tokenDays: 30,
    ...limits,
  });
const isThere = async (id: string) => (await findTransaction(open.ledger.db, id)) !== null;

describe('a transaction that is older than TRANSACTION_RETENTION_DAYS', () => {
  test.each<[string, Planted, boolean]>([
    ['completed, with a final order', { days: 40 }, false],
    ['failed, without an order', { days: 40, status: 'ERRORED', isFinal: null }, false],
    ['expired unused', { days: 40, status: 'INITIALIZED', isFinal: null }, false],
    ['completed, younger', { days: 20 }, true],
    ['completed, with an order that is open', { days: 40, isFinal: false }, true],
    ['in progress', { days: 400, status: 'PROCESSING', isFinal: null }, true],
    ['used', { days: 400, status: 'USED', isFinal: null }, true],
    ['unknown', { days: 400, status: 'UNKNOWN', isFinal: null }, true],
    ['read again by its plan', { days: 400, readAt: 1 }, true],
  ])('is kept only while it is not finished: %s', async (_name, planted, isKept) => {
    const id = await plant(planted);
    await clean({ transactionDays: 30 });
    const order = await findOrder(open.ledger.db, `batch-${id}`);
    expect([await isThere(id), order !== null]).toEqual([isKept, isKept && planted.isFinal !== null]);
  });

  test('is kept for ever by default, and while a key returns it', async () => {
    const id = await plant({ days: 3_000 });
    await clean({});
    await clean({ transactionDays: 30, idempotencyHours: 3_000 * 24 });
    expect(await isThere(id)).toBe(true);
  });

  test('goes with many others, past those that are open', async () => {
    const kept = await plant({ days: 50, isFinal: false });
    for (let index = 0; index < 250; index += 1) await plant({ days: 40 });
    await clean({ transactionDays: 30 });
    const { rows } = {
      rows: await open.ledger.db.selectFrom('transactions').select('transaction_id').execute(),
    };
    expect(rows.map((row) => row.transaction_id)).toEqual([kept]);
  });
});

describe('holdings that are older than HOLDINGS_RETENTION_DAYS', () => {
  const AUTH_ID = 'a'.repeat(24);

  async function plantHoldings(days: number, readAt: number | null = null): Promise<void> {
    await open.ledger.write(async (unit) => {
      await saveBrokerAccount(unit, { authId: AUTH_ID, viewerId: 'alice', broker: 'kite', linkedAt: 1 });
      const snapshot = { authId: AUTH_ID, provenance: 'CONFIRMED', receivedAt: clock.now() - days * DAY_MS };
      const parts = { securities: [], smallcases: [], mutualFunds: [] };
      await saveHoldings(unit, 'alice', { ...snapshot, ...parts } as never, 1);
      await planHoldingsRead(unit, AUTH_ID, { readAt, reads: 0 });
    });
  }

  test.each<[string, number, number | null, number | undefined, boolean]>([
    ['old', 40, null, 30, false],
    ['young', 20, null, 30, true],
    ['old, but read again', 40, 1, 30, true],
    ['old, by default', 4_000, null, undefined, true],
  ])('are removed with the account still linked: %s', async (_name, days, readAt, limit, isKept) => {
    await plantHoldings(days, readAt);
    await clean(limit === undefined ? {} : { holdingsDays: limit });
    expect((await findHoldings(open.ledger.db, AUTH_ID)) !== null).toBe(isKept);
    const account = await open.ledger.db.selectFrom('broker_accounts').selectAll().execute();
    expect(account).toHaveLength(1);
  });
});

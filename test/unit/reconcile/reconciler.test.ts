import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog } from '../../../src/core/log.js';
import { noTracing } from '../../../src/core/tracing.js';
import { LONGEST_WAITS } from '../../../src/transactions/read-plan.js';
import { ReadPace } from '../../../src/reconcile/read-pace.js';
import { Reconciler } from '../../../src/reconcile/reconciler.js';
import { TransactionReads } from '../../../src/reconcile/transaction-reads.js';
import { openTestLedger, type TestLedger } from '../../support/ledger.js';

let open: TestLedger;

beforeEach(async () => {
  open = await openTestLedger();
});

afterEach(() => open.close());

test('a wake-up that arrives as it falls asleep leads to another check', async () => {
  const moment = () => ({ now: 1_000, upstreamNow: 1_000, certainNow: 1_000 });
  const reads = {
    ledger: open.ledger,
    log: silentLog,
    moment,
    handlers: { transactions: { longestWaits: LONGEST_WAITS } },
  } as unknown as ConstructorParameters<typeof TransactionReads>[0];
  let sleeps = 0;
  const sleptAgain = new Promise<void>((resolve) => {
    const after = () => {
      sleeps += 1;
      if (sleeps === 1) queueMicrotask(() => reconciler.wake());
      else resolve();
      return () => {};
    };
    const reconciler = new Reconciler({
      log: silentLog,
      tracing: noTracing,
      moment,
      monotonic: () => 0,
      after,
      pace: new ReadPace(),
      sources: [new TransactionReads(reads)],
    });
    reconciler.wake();
  });
  await sleptAgain;
  expect(sleeps).toBe(2);
});

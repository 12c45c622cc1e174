import { HOLDINGS_WAIT_MAX_MS } from '../holdings/holdings-plan.js';
import { applyHoldings, applyPlannedRead } from '../holdings/holdings.writer.js';
import type { HoldingsService } from '../holdings/holdings.service.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Queries, Unit } from '../ledger/unit.js';
import { findTransaction } from '../ledger/transactions.js';
import type { TransactionSnapshot } from '../ledger/snapshots.js';
import { isSettledOrder } from '../orders/order.machine.js';
import { applyBatches, hasOpenOrder, retractMissing } from '../orders/orders.writer.js';
import { LONGEST_WAITS, nextRead } from '../transactions/read-plan.js';
import { isSettled } from '../transactions/transaction.machine.js';
import { applyTransactionRead, giveUp, planNextRead } from '../transactions/transactions.writer.js';
import type { ReadHandlers } from '../reconcile/confirm.js';

/**
 * Connects confirming reads to the features that own the state. `onUsed` is called in the commit in which a
 * read first shows that a transaction was used.
 */
export function createReadHandlers(
  ledger: Ledger,
  holdings: HoldingsService,
  onUsed: (unit: Unit, transactionId: string) => Promise<void>,
): ReadHandlers {
  return {
    transactions: {
      async apply(unit, stored, fact, moment) {
        const { status: before } = stored.snapshot;
        const next = await applyTransactionRead(unit, stored, fact, moment);
        if (before === 'INITIALIZED' && next.status !== before) await onUsed(unit, next.transactionId);
        return next;
      },
      async planNext(unit, before, transaction, moment) {
        await planNextRead(unit, before, transaction, moment, await isLeftOpen(unit.db, transaction));
      },
      async nextRead({ snapshot, reads, failures }, { upstreamNow, certainNow }) {
        const isOpen = await isLeftOpen(ledger.db, snapshot);
        return nextRead(snapshot, reads + failures, upstreamNow, isOpen, certainNow);
      },
      async giveUp(unit, transactionId, now) {
        const stored = await findTransaction(unit.db, transactionId);
        if (stored === null) return;
        await giveUp(unit, stored.snapshot, now, await isLeftOpen(unit.db, stored.snapshot));
      },
      longestWaits: LONGEST_WAITS,
      isSettled,
    },
    orders: {
      async apply(unit, transaction, batches, now) {
        const outcomes = await applyBatches(unit, batches, { transaction, provenance: 'CONFIRMED', now });
        return outcomes.filter((outcome) => outcome === 'CORRECTED').length;
      },
      retractMissing,
      isSettled: isSettledOrder,
    },
    holdings: {
      read: (authId) => holdings.readAt(authId),
      async apply(unit, viewerId, fact, moment) {
        const applied = await applyHoldings(unit, viewerId, fact, { provenance: 'CONFIRMED', ...moment });
        return applied?.isCorrection === true ? 1 : 0;
      },
      applyPlanned: applyPlannedRead,
      longestWaitMs: HOLDINGS_WAIT_MAX_MS,
    },
  };
}

/**
 * Whether a settled transaction still has an open order. Orders of unsettled transactions are not queried.
 */
async function isLeftOpen(db: Queries, transaction: TransactionSnapshot): Promise<boolean> {
  return isSettled(transaction.status) && (await hasOpenOrder(db, transaction));
}

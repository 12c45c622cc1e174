import { applyHoldings } from './holdings/holdings.writer.js';
import type { HoldingsService } from './holdings/holdings.service.js';
import type { Ledger } from './ledger/ledger.js';
import { findTransaction } from './ledger/transactions.js';
import { isSettledOrder } from './orders/order.machine.js';
import { applyBatches, hasOpenOrder, retractMissing } from './orders/orders.writer.js';
import { nextRead } from './transactions/read-plan.js';
import { isSettled } from './transactions/transaction.machine.js';
import { applyTransactionRead, giveUp, planNextRead } from './transactions/transactions.writer.js';
import type { ReadHandlers } from './reconcile/confirm.js';

/** What reads do to the state of the features that own it. */
export function createReadHandlers(ledger: Ledger, holdings: HoldingsService): ReadHandlers {
  return {
    applyTransaction: applyTransactionRead,
    async applyBatches(unit, transaction, batches, now) {
      const outcomes = await applyBatches(unit, batches, { transaction, provenance: 'CONFIRMED', now });
      return outcomes.filter((outcome) => outcome === 'CORRECTED').length;
    },
    retractMissing,
    async applyHoldings(unit, viewerId, fact, now) {
      const applied = await applyHoldings(unit, viewerId, fact, { provenance: 'CONFIRMED', now });
      return applied?.isCorrection === true ? 1 : 0;
    },
    async planNext(unit, before, transaction, moment) {
      const isOpen = await hasOpenOrder(unit.db, transaction);
      await planNextRead(unit, before, transaction, moment, isOpen);
    },
    async nextRead({ snapshot, reads, failures }, upstreamNow) {
      const isOpen = await hasOpenOrder(ledger.db, snapshot);
      return nextRead(snapshot, reads + failures, upstreamNow, isOpen);
    },
    async giveUp(unit, transactionId, now) {
      const stored = await findTransaction(unit.db, transactionId);
      if (stored === null) return;
      await giveUp(unit, stored.snapshot, now, await hasOpenOrder(unit.db, stored.snapshot));
    },
    readHoldings: (authId) => holdings.readAt(authId),
    isSettledOrder,
    isSettled,
  };
}

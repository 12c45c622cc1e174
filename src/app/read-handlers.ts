import { HOLDINGS_WAIT_MAX_MS } from '../holdings/holdings-plan.js';
import { applyHoldings, applyPlannedRead } from '../holdings/holdings.writer.js';
import type { HoldingsService } from '../holdings/holdings.service.js';
import {
  applyInvestments,
  changesInvestments,
  INVESTMENTS_WAIT_MAX_MS,
  planAfter,
  planAfterFailure,
} from '../investments/investments.writer.js';
import type { InvestmentsService } from '../investments/investments.service.js';
import { mayResolveActions, resolveActions } from '../holdings/pending-actions.writer.js';
import { byQueries, lookUp, type Steps } from '../ledger/commits/decision.js';
import type { Picture } from '../ledger/commits/picture.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Unit } from '../ledger/unit.js';
import type { TransactionSnapshot } from '../ledger/snapshots.js';
import { isSettledOrder } from '../orders/order.machine.js';
import {
  firstOrdersOf,
  hasOpenOrder,
  keysOfBatches,
  mergeBatches,
  portions,
  retractMissing,
} from '../orders/orders.writer.js';
import { keepFunds, mayShowFunds } from '../transactions/funds/funds.writer.js';
import { LONGEST_WAITS, nextRead } from '../transactions/read-plan.js';
import { isSettled } from '../transactions/transaction.machine.js';
import { giveUp, keysOfRead, mergeRead, planNextRead } from '../transactions/transactions.writer.js';
import type { ReadHandlers } from '../reconcile/confirm.js';
import { AccountReads } from '../reconcile/account-reads.js';
import type { ReadSource } from '../reconcile/reconciler.js';

/**
 * Connects confirming reads to the features that own the state. `onUsed` is called in the commit in which a
 * read first shows that a transaction was used.
 */
export function createReadHandlers(
  ledger: Ledger,
  holdings: Pick<HoldingsService, 'readAt'>,
  onUsed: (unit: Unit, transactionId: string) => Promise<void>,
): ReadHandlers {
  return {
    transactions: {
      keys: (snapshot) => ({
        ...keysOfRead(snapshot),
        pages: [firstOrdersOf(snapshot.transactionId)],
        kept: snapshot.status === 'INITIALIZED' ? [snapshot.transactionId] : [],
      }),
      takesSteps: (picture, transaction) =>
        changesInvestments(transaction) ||
        (transaction.status === 'INITIALIZED' && picture.hasKept(transaction.transactionId)),
      *apply(picture, stored, fact, moment) {
        const { status: before, transactionId } = stored.snapshot;
        const isWaitedFor = before === 'INITIALIZED' && picture.hasKept(transactionId);
        const next = yield* mergeRead(picture, stored, fact, moment);
        const isUsed = isWaitedFor && next.status !== before;
        const isOver = isSettled(next.status) && !isSettled(before) && changesInvestments(next);
        if (isUsed) yield* byQueries((unit) => onUsed(unit, transactionId));
        if (isOver) yield* byQueries((unit) => planAfter(unit, next, moment));
        if (isUsed || isOver) yield keysOfRead(next);
        return next;
      },
      *planNext(picture, before, transaction, moment) {
        planNextRead(picture, before, transaction, moment, yield* isLeftOpen(picture, transaction));
      },
      async nextRead({ snapshot, reads, failures }, { upstreamNow, certainNow }) {
        const isOpen = await lookUp(ledger.db, (picture) => isLeftOpen(picture, snapshot));
        return nextRead(snapshot, reads + failures, upstreamNow, isOpen, certainNow);
      },
      *giveUp(picture, { snapshot }, now) {
        giveUp(picture, snapshot, now, yield* isLeftOpen(picture, snapshot));
      },
      longestWaits: LONGEST_WAITS,
      isSettled,
    },
    orders: {
      keys: (transactionId, batches) => keysOfBatches(transactionId, batches),
      takesSteps: (picture, transactionId, batches) =>
        portions(batches).length > 1 || picture.standingOrders(firstOrdersOf(transactionId)).next !== null,
      *apply(picture, transaction, batches, now) {
        const merged = yield* mergeBatches(picture, batches, { transaction, provenance: 'CONFIRMED', now });
        return {
          corrected: merged.filter(({ outcome }) => outcome === 'CORRECTED').length,
          hintAgesMs: merged.flatMap(({ hintedAt }) => (hintedAt === null ? [] : [now - hintedAt])),
        };
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
    },
    followUps: {
      mayHave: (transaction, settled) => mayResolveActions(transaction, settled) || mayShowFunds(transaction),
      async apply(unit, transaction, settled, moment) {
        await resolveActions(unit, transaction, settled, moment);
        await keepFunds(unit, transaction, moment);
      },
    },
  };
}

/** The planned reads of what belongs to a broker account. */
export function createAccountReads(
  deps: ConstructorParameters<typeof AccountReads>[0],
  holdings: Pick<HoldingsService, 'readAt'>,
  investments: Pick<InvestmentsService, 'readAt'>,
): readonly ReadSource[] {
  return [
    new AccountReads(deps, {
      part: 'holdings',
      read: (authId) => holdings.readAt(authId),
      store: (unit, { authId }, found, moment) => applyPlannedRead(unit, authId, found, moment),
      longestWaitMs: HOLDINGS_WAIT_MAX_MS,
    }),
    new AccountReads(deps, {
      part: 'investments',
      read: (authId) => investments.readAt(authId),
      store: (unit, { authId, reads }, found, moment) =>
        found === null
          ? planAfterFailure(unit, authId, reads + 1, moment)
          : applyInvestments(unit, null, found, moment.now),
      longestWaitMs: INVESTMENTS_WAIT_MAX_MS,
    }),
  ];
}

/**
 * Whether a settled transaction still has an open order. Orders of unsettled transactions are not queried.
 */
function* isLeftOpen(picture: Picture, transaction: TransactionSnapshot): Steps<boolean> {
  return isSettled(transaction.status) && (yield* hasOpenOrder(picture, transaction));
}

import { LRUCache } from 'lru-cache';
import { type Clock, monotonicMs, type ReadMoment } from '../core/time/clock.js';
import { describeError } from '../core/describe-error.js';
import type { Log } from '../core/log.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Queries } from '../ledger/unit.js';
import { bringReadForward } from '../ledger/planned-reads.js';
import { findTransaction } from '../ledger/transactions.js';
import type { TransactionSnapshot } from '../ledger/snapshots.js';
import { nextRead } from './read-plan.js';
import { isSettled } from './transaction.machine.js';

/** How often one transaction is checked, and how many are remembered. */
const CHECK_EVERY_MS = 60_000;
const SEEN_MAX = 10_000;

interface Collaborators {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly log: Log;
  readonly moment: () => ReadMoment;
  /** Whether the orders of a settled transaction can still change. */
  readonly hasOpenOrder: (db: Queries, transaction: TransactionSnapshot) => Promise<boolean>;
  /** Wakes the planned reads. */
  readonly wakeReconciler: (transactionId: string) => void;
}

/**
 * Begins the reads of an unfinished transaction again when its viewer asks for it and its plan has ended too
 * early, as one does that was judged by a wrong clock. One whose plan has ended in time is left alone, so
 * asking makes no calls of Gateway.
 */
export class PlanReviver {
  readonly #seen: LRUCache<string, number>;

  constructor(private readonly deps: Collaborators) {
    this.#seen = new LRUCache({ max: SEEN_MAX });
  }

  /** Notes that a viewer has asked for this transaction. Never waits and never throws. */
  asked(snapshot: TransactionSnapshot): void {
    // With no order left to wait for, nothing of it can change any more.
    if (isSettled(snapshot.status) && !snapshot.isStale) return;
    const { clock, log } = this.deps;
    const now = monotonicMs(clock);
    const seenAt = this.#seen.get(snapshot.transactionId);
    if (seenAt !== undefined && now - seenAt < CHECK_EVERY_MS) return;
    this.#seen.set(snapshot.transactionId, now);
    this.#revive(snapshot.transactionId).catch((error: unknown) =>
      log.warn({ err: describeError(error) }, 'checking an unfinished transaction failed'),
    );
  }

  async #revive(transactionId: string): Promise<void> {
    const { ledger, log, moment, wakeReconciler } = this.deps;
    if (!(await this.#hasEndedEarly(ledger.db, transactionId))) return;
    const isRevived = await ledger.write(
      async (unit) => {
        const stored = await findTransaction(unit.db, transactionId);
        if (stored?.readAt !== null) return false;
        await bringReadForward(unit, transactionId, moment().upstreamNow);
        return true;
      },
      { rank: 'read', scope: { transactions: [transactionId] } },
    );
    if (!isRevived) return;
    log.warn({ transactionId }, 'the reads of a transaction had ended too early and begin again');
    wakeReconciler(transactionId);
  }

  async #hasEndedEarly(db: Queries, transactionId: string): Promise<boolean> {
    const stored = await findTransaction(db, transactionId);
    if (stored === null || stored.readAt !== null) return false;
    const { snapshot } = stored;
    const isOpen = isSettled(snapshot.status) && (await this.deps.hasOpenOrder(db, snapshot));
    const { upstreamNow, certainNow } = this.deps.moment();
    return nextRead(snapshot, 0, upstreamNow, isOpen, certainNow) !== null;
  }
}

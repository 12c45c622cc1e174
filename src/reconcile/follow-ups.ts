import type { Moment } from '../core/time/clock.js';
import type { BatchFact } from '../gateway/facts.js';
import type { TransactionSnapshot } from '../ledger/snapshots.js';
import type { Unit } from '../ledger/unit.js';

/** What a read of a transaction means for other objects: pending actions that its order did, funds. */
export interface FollowUpHandlers {
  /** Whether there may be any. `settled`: the batches of the read that upstream no longer changes. */
  mayHave(transaction: TransactionSnapshot, settled: readonly BatchFact[]): boolean;
  /** Changes those objects. */
  apply(
    unit: Unit,
    transaction: TransactionSnapshot,
    settled: readonly BatchFact[],
    moment: Moment,
  ): Promise<void>;
}

/** The batches of a read that upstream no longer changes. */
export function settledOf(
  orders: { isSettled(batch: BatchFact): boolean },
  batches: readonly BatchFact[],
): readonly BatchFact[] {
  return batches.filter((batch) => orders.isSettled(batch));
}

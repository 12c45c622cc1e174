import type { HoldingsPlan, StoredHoldings } from '../ledger/holdings.js';
import type { HoldingsSnapshot } from '../ledger/snapshots.js';

/**
 * When to read holdings again that Gateway has not finished: it is updating them, or its answer left out a
 * part it had shown before. After 2, 4, 8 … seconds, at most 5 minutes, for about an hour; then they are
 * stale.
 */
const FIRST_DELAY_MS = 2_000;
/** The longest wait of the plan. */
export const HOLDINGS_WAIT_MAX_MS = 300_000;
const READS_MAX = 18;

/** A plan, and whether it has ended with the holdings unfinished. */
interface PlanStep extends HoldingsPlan {
  readonly isStale: boolean;
}

/**
 * The plan after a read or a hint that left `next`. `isPlanned`: it was the plan's own read, so that the plan
 * continues; any other read begins a plan only if it brought something new.
 */
export function planHoldings(
  next: HoldingsSnapshot,
  before: StoredHoldings | null,
  { isPlanned, isChanged, upstreamNow }: PlanCause,
): PlanStep {
  if (!isUnfinished(next)) return { readAt: null, reads: 0, isStale: false };
  if (isPlanned && before !== null) return following(before.reads + 1, upstreamNow);
  const isRunning = before !== null && before.readAt !== null;
  if (isRunning) return { readAt: before.readAt, reads: before.reads, isStale: false };
  if (isChanged || before === null) return following(0, upstreamNow);
  return { readAt: null, reads: before.reads, isStale: before.snapshot.isStale ?? false };
}

interface PlanCause {
  readonly isPlanned: boolean;
  readonly isChanged: boolean;
  readonly upstreamNow: number;
}

function following(reads: number, now: number): PlanStep {
  if (reads >= READS_MAX) return { readAt: null, reads, isStale: true };
  return {
    readAt: now + Math.min(FIRST_DELAY_MS * 2 ** reads, HOLDINGS_WAIT_MAX_MS),
    reads,
    isStale: false,
  };
}

function isUnfinished({ isUpdating, olderParts }: HoldingsSnapshot): boolean {
  return isUpdating || olderParts !== undefined;
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TraceContext } from '../../core/tracing.js';
import type { Rank } from '../ledger.js';
import type { Decision } from './decision.js';
import type { Admission } from './scope.js';

/** A work that waits for its commit. */
export interface Pending {
  readonly decision: Decision<unknown>;
  readonly rank: Rank;
  readonly trace: TraceContext | null;
  /** When it came, as `performance.now()` gives it. */
  readonly since: number;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** Transactions in which it was not played because another instance was writing for one of its viewers. */
  postponed: number;
  /** Whether it is played while no other instance writes, even if it has a scope. */
  isAlone: boolean;
}

export type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: unknown };

const SETTLED_IN_ONE_TURN = 20;
/** How often a work waits for another instance that writes for its viewers, before it is played alone. */
const POSTPONED_MAX = 2;

/** The works of a batch that may be played now. The others are played alone when they have waited enough. */
export function admitted(batch: readonly Pending[], { turns }: Admission): readonly Pending[] {
  const works = batch.filter((_, index) => turns[index] === 'now');
  for (const [index, pending] of batch.entries()) {
    if (turns[index] === 'now') continue;
    pending.postponed += 1;
    pending.isAlone = works.length === 0 || turns[index] === 'alone' || pending.postponed >= POSTPONED_MAX;
  }
  return works;
}

/**
 * What follows a settled work, such as its answer, runs before the next turn: many at once would make that
 * turn a long one.
 */
export async function settleAll(works: readonly Pending[], outcomes: readonly Outcome[]): Promise<void> {
  for (const [index, pending] of works.entries()) {
    if (index > 0 && index % SETTLED_IN_ONE_TURN === 0) await nextTurn();
    settle(pending, outcomes[index] as Outcome);
  }
}

function settle(pending: Pending, outcome: Outcome): void {
  if (outcome.ok) pending.resolve(outcome.value);
  else pending.reject(outcome.error);
}

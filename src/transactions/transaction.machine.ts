import type { TransactionFact, TransactionStatus } from '../gateway/facts.js';
import type { TransactionSnapshot } from '../ledger/snapshots.js';
import { failureKind } from './sdk-error.js';

/**
 * The transaction as a state machine (protocol section 8). Its facts come from authenticated reads only, so
 * they all have one rank; equal ranks move forward, and a settled transaction never changes (guarantee G3).
 */
const PROGRESS: Readonly<Record<TransactionStatus, number>> = {
  INITIALIZED: 0,
  USED: 1,
  UNKNOWN: 2,
  PROCESSING: 3,
  ACTION_REQUIRED: 4,
  ERRORED: 4,
  COMPLETED: 4,
};

/** Whether nothing more can come of a transaction with this status. */
export function isSettled(status: TransactionStatus): boolean {
  return PROGRESS[status] === 4;
}

/** What a read changed. */
export interface TransactionMerge {
  readonly next: TransactionSnapshot;
  readonly isChanged: boolean;
  /** In words, when the read contradicts what was settled; nothing changed then. */
  readonly anomaly: string | null;
}

/**
 * Merges an authenticated read into what is known. Pure: the same facts in any order and number end in the
 * same state.
 */
export function mergeTransaction(current: TransactionSnapshot, fact: TransactionFact): TransactionMerge {
  const unchanged = { next: current, isChanged: false };
  if (isSettled(current.status)) {
    const contradicts = fact.status !== current.status || fact.authId !== current.authId;
    return { ...unchanged, anomaly: contradicts ? `read ${fact.status} after ${current.status}` : null };
  }
  if (PROGRESS[fact.status] < PROGRESS[current.status]) return { ...unchanged, anomaly: null };
  const { smallcase, ...rest } = current;
  // What a client reported lasts until a read settles the matter.
  const isKept = smallcase !== undefined && (smallcase.provenance === 'CONFIRMED' || !isSettled(fact.status));
  const next: TransactionSnapshot = {
    ...rest,
    ...(isKept ? { smallcase } : {}),
    status: fact.status,
    rawStatus: fact.rawStatus,
    provenance: 'CONFIRMED',
    expireAt: fact.expireAt ?? current.expireAt,
    error: errorAfter(current, fact),
    broker: fact.broker ?? current.broker,
    funds: fact.funds ?? current.funds,
    authId: fact.authId ?? current.authId,
    ...outcomeOf(fact),
  };
  return { next, isChanged: JSON.stringify(next) !== JSON.stringify(current), anomaly: null };
}

/** What a read says of the outcome besides its status; nothing of what it leaves out. */
function outcomeOf({
  smallcase,
  sip,
  signup,
}: TransactionFact): Pick<TransactionSnapshot, 'smallcase' | 'sip' | 'signup'> {
  return {
    ...(smallcase === null ? {} : { smallcase: { ...smallcase, provenance: 'CONFIRMED' } }),
    ...(sip === null ? {} : { sip }),
    ...(signup === null ? {} : { signup }),
  };
}

/**
 * A reported error lasts until a read settles the matter: a read without a final status neither confirms nor
 * denies it.
 */
function errorAfter(current: TransactionSnapshot, fact: TransactionFact): TransactionSnapshot['error'] {
  if (fact.error !== null) return { ...fact.error, provenance: 'CONFIRMED' };
  return isSettled(fact.status) ? null : current.error;
}

/** With these statuses no order was sent, or its outcome has been read. */
const WITHOUT_ORDER: readonly TransactionStatus[] = ['INITIALIZED', 'USED', 'ERRORED'];

/**
 * Whether status and error allow a new transaction to be tried. A client's report that the user left is
 * trusted only while no order was sent; after a fault, only a read shows that no order exists.
 */
export function isRetryable({ status, error }: TransactionSnapshot): boolean {
  if (error === null || !WITHOUT_ORDER.includes(status)) return false;
  const kind = failureKind(error.code);
  if (kind === 'RETRY') return error.provenance === 'CONFIRMED';
  return kind === 'USER_CHOICE' || kind === 'WRONG_ACCOUNT';
}

/**
 * Whether the user's time is up with nothing to show for it. Derived, and not final: later proof wins
 * (guarantee G5).
 */
export function isExpired(snapshot: TransactionSnapshot, upstreamNow: number): boolean {
  return !isSettled(snapshot.status) && snapshot.status !== 'PROCESSING' && upstreamNow > snapshot.expireAt;
}

import type { Clock } from '../../core/time/clock.js';
import { canonicalJson } from '../../core/json.js';
import type { Refusal } from '../../graphql/failure.js';
import type { Ledger } from '../../ledger/ledger.js';
import { byQueries, type Decision } from '../../ledger/commits/decision.js';
import { anomaly, step, type TimelineEntry } from '../../ledger/timeline.js';
import { findTransaction, type StoredTransaction } from '../../ledger/transactions.js';
import { type Revised, revised } from '../../ledger/object-revisions.js';
import type { TransactionSnapshot } from '../../ledger/snapshots.js';
import { ownTransaction } from '../../viewer/ownership.js';
import type { Viewer } from '../../viewer/viewer.js';
import type { ReportTransactionOutcomeInput } from '../transaction.input.js';
import { type Report, type ReportedError, readReport } from './sdk-report.js';
import { leavesOrderInDoubt } from '../sdk-error.js';
import { isSettled } from '../transaction.machine.js';

/** The transaction after a report, and why the token in it linked no account; null if it did, or had none. */
interface ReportOutcome {
  readonly transaction: Revised<TransactionSnapshot>;
  readonly linkFailure: Refusal | null;
}

interface Collaborators {
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** The account an SDK token names; null when Gateway did not sign the token. Makes no call. */
  readonly verify: (smallcaseAuthToken: string) => Promise<string | null>;
  /**
   * Links the account of a verified token, by the rules of linking. Asks upstream. Returns why it did not.
   */
  readonly link: (viewer: Viewer, authId: string) => Promise<Refusal | null>;
  /** Wakes the reconciler. */
  readonly wakeReconciler: () => void;
  /** How far Gateway's clock is ahead, in milliseconds. */
  readonly clockOffsetMs: () => number;
}

/**
 * Accepts the outcome the SDK gave the app. It is shown as REPORTED, never trusted, and triggers a read
 * (guarantee G5).
 */
export class OutcomeReporter {
  constructor(private readonly deps: Collaborators) {}

  /**
   * Stores the report and starts a read before the token in it is looked at: a bad token costs only the link.
   * Throws NOT_FOUND, BAD_USER_INPUT.
   */
  async report(viewer: Viewer, input: ReportTransactionOutcomeInput): Promise<ReportOutcome> {
    const { ledger, wakeReconciler } = this.deps;
    const { token, ...reported } = readReport(input);
    const { transactionId } = (await ownTransaction(ledger.db, viewer, input.transactionId)).snapshot;
    const stored = await ledger.decide(this.#store(viewer, transactionId, reported));
    wakeReconciler();
    if (token === null) return { transaction: revised(stored), linkFailure: null };
    const linkFailure = await this.#link(viewer, token);
    // The woken read may be done before.
    const transaction = revised((await findTransaction(ledger.db, transactionId)) ?? stored);
    return { transaction, linkFailure };
  }

  async #link(viewer: Viewer, token: string): Promise<Refusal | null> {
    const authId = await this.deps.verify(token);
    return authId === null ? { refused: 'AUTH_TOKEN_INVALID' } : await this.deps.link(viewer, authId);
  }

  #store(viewer: Viewer, id: string, { error, smallcase }: Reported): Decision<StoredTransaction> {
    const now = this.deps.clock.now();
    const upstreamNow = now + this.deps.clockOffsetMs();
    return {
      keys: { transactions: [id] },
      scope: { viewers: [viewer.id] },
      *decide(picture) {
        const { snapshot: before } = picture.transaction(id) as StoredTransaction;
        const next = withReportedSmallcase(withReportedError(before, error), smallcase);
        if (next !== before) picture.saveTransaction(next, 'REPORT', now);
        else picture.appendTimeline(before, unusedReport(before, error, now));
        picture.bringReadForward(id, upstreamNow);
        // Its event has a number only when it is stored.
        return yield* byQueries((unit) => ownTransaction(unit.db, viewer, id));
      },
    };
  }
}

type Reported = Omit<Report, 'token'>;

/** Shown as REPORTED until a read has found which smallcase was ordered. */
function withReportedSmallcase(
  before: TransactionSnapshot,
  reported: Report['smallcase'],
): TransactionSnapshot {
  const isOpen = before.orderKind === 'SMALLCASE' && !isSettled(before.status);
  if (reported === null || !isOpen || before.smallcase?.provenance === 'CONFIRMED') return before;
  const smallcase = { ...reported, provenance: 'REPORTED' } as const;
  return canonicalJson(before.smallcase) === canonicalJson(smallcase) ? before : { ...before, smallcase };
}

/** The entry of a report that changes nothing. */
function unusedReport(
  { status }: TransactionSnapshot,
  error: ReportedError | null,
  at: number,
): TimelineEntry {
  const entry = { at, source: 'REPORT', from: status, to: status } as const;
  if (error === null) return step(entry);
  return anomaly({
    ...entry,
    anomaly: `client reported ${error.code ?? error.key ?? 'a failure'} after ${status}`,
  });
}

/**
 * A report never touches the status, nor an error that a read has confirmed or that only a read may settle.
 */
function withReportedError(before: TransactionSnapshot, reported: ReportedError | null): TransactionSnapshot {
  if (reported === null || isSettled(before.status) || before.error?.provenance === 'CONFIRMED')
    return before;
  if (before.error !== null && leavesOrderInDoubt(before.error.code)) return before;
  const { code, key, message } = reported;
  const error = { code, message, ...(key === null ? {} : { key }), provenance: 'REPORTED' } as const;
  return canonicalJson(before.error) === canonicalJson(error) ? before : { ...before, error };
}

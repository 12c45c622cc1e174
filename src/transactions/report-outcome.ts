import type { Clock } from '../core/time/clock.js';
import { badInput } from '../core/errors.js';
import { hidePrivate } from '../core/private-text.js';
import { isWellFormed } from '../core/well-formed.js';
import type { Refusal } from '../graphql/failure.js';
import type { Ledger, Unit } from '../ledger/ledger.js';
import { recordAnomaly, recordStep } from '../ledger/timeline.js';
import { bringReadForward } from '../ledger/planned-reads.js';
import { findTransaction, type StoredTransaction } from '../ledger/transactions.js';
import type { TransactionSnapshot } from '../ledger/snapshots.js';
import { ownTransaction } from '../viewer/ownership.js';
import type { Viewer } from '../viewer/viewer.js';
import type { ReportTransactionOutcomeInput } from './transaction.input.js';
import { leavesOrderInDoubt } from './sdk-error.js';
import { isSettled } from './transaction.machine.js';
import { saveTransaction } from './transactions.writer.js';

/** The transaction after a report, or AUTH_TOKEN_INVALID if Gateway did not sign the token in it. */
type ReportOutcome = { readonly transaction: TransactionSnapshot } | Refusal;

interface Collaborators {
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** The account an SDK token names; null when Gateway did not sign the token. Makes no call. */
  readonly verify: (smallcaseAuthToken: string) => Promise<string | null>;
  /** Links the account of a verified token, by the rules of linking. Asks upstream. */
  readonly link: (viewer: Viewer, authId: string) => Promise<void>;
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

  /** Throws NOT_FOUND, BAD_USER_INPUT. */
  async report(viewer: Viewer, input: ReportTransactionOutcomeInput): Promise<ReportOutcome> {
    const { ledger, verify, link, wakeReconciler } = this.deps;
    checkReport(input);
    const { transactionId } = (await ownTransaction(ledger.db, viewer, input.transactionId)).snapshot;
    const token = input.smallcaseAuthToken ?? null;
    const authId = token === null ? null : await verify(token);
    if (token !== null && authId === null) return { refused: 'AUTH_TOKEN_INVALID' };
    const snapshot = await ledger.write((unit) => this.#store(unit, transactionId, input));
    wakeReconciler();
    if (authId === null) return { transaction: snapshot };
    // Last: the report is safe by now, however long upstream takes. The woken read may be done before.
    await link(viewer, authId);
    return { transaction: (await findTransaction(ledger.db, transactionId))?.snapshot ?? snapshot };
  }

  async #store(unit: Unit, id: string, input: ReportTransactionOutcomeInput): Promise<TransactionSnapshot> {
    const now = this.deps.clock.now();
    const { snapshot: before } = (await findTransaction(unit.db, id)) as StoredTransaction;
    const next = withReportedError(before, input);
    if (next !== before) await saveTransaction(unit, before, next, 'REPORT', now);
    else {
      const { status } = before;
      const entry = { at: now, source: 'REPORT', from: status, to: status } as const;
      const anomaly = `client reported ${input.errorCode} after ${status}`;
      if (input.errorCode == null) await recordStep(unit, id, entry);
      else await recordAnomaly(unit, id, { ...entry, anomaly });
    }
    await bringReadForward(unit, id, now + this.deps.clockOffsetMs());
    return next;
  }
}

/**
 * A report never touches the status, nor an error that a read has confirmed or that only a read may settle.
 */
function withReportedError(
  before: TransactionSnapshot,
  input: ReportTransactionOutcomeInput,
): TransactionSnapshot {
  const code = input.errorCode ?? null;
  if (code === null || isSettled(before.status) || before.error?.provenance === 'CONFIRMED') return before;
  if (before.error !== null && leavesOrderInDoubt(before.error.code)) return before;
  const message = input.errorMessage == null ? null : hidePrivate(input.errorMessage);
  const error = { code, message, provenance: 'REPORTED' } as const;
  return before.error?.code === code && before.error.message === error.message
    ? before
    : { ...before, error };
}

function checkReport(input: ReportTransactionOutcomeInput): void {
  const message = input.errorMessage ?? '';
  if (message.length > 300 || /\p{Cc}/u.test(message) || !isWellFormed(message)) {
    throw badInput(
      'input.errorMessage',
      'must have at most 300 characters, whole ones, none of them a control character',
    );
  }
  if (message !== '' && input.errorCode == null)
    throw badInput('input.errorMessage', 'needs errorCode as well');
}

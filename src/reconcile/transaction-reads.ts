import { describeError } from '../core/describe-error.js';
import { GatewayError } from '../gateway/gateway-error.js';
import { bringReadsForward, claimRead, dueReads, nextDueRead, planRetry } from '../ledger/planned-reads.js';
import type { StoredTransaction } from '../ledger/transactions.js';
import { type ConfirmCollaborators, confirmTransaction } from './confirm.js';
import { CLAIM_MS, type PlannedReads, type ReadSource } from './reconciler.js';

/** A claim of an instance whose clock is a little ahead. */
const LONGEST_CLAIM_MS = CLAIM_MS + 5_000;
/**
 * How often a read that Gateway refuses is tried again before the ordinary plan takes over. One without an
 * answer is tried until it has one.
 */
const REFUSALS_MAX = 30;
const FAILURE_DELAY_MS = 1_000;
const FAILURE_MAX_DELAY_MS = 10 * 60_000;

/** The planned reads of transactions, with their orders and imported holdings. */
export class TransactionReads implements ReadSource {
  constructor(private readonly deps: ConfirmCollaborators) {}

  async look(now: number, limit: number): Promise<PlannedReads> {
    const { db } = this.deps.ledger;
    const due = await dueReads(db, now, limit);
    return {
      due: due.map((stored) => ({ key: stored.snapshot.transactionId, run: () => this.#read(stored) })),
      nextAt: await nextDueRead(db, now),
    };
  }

  bringForward(now: number): Promise<number> {
    const { ledger, handlers } = this.deps;
    return ledger.write(
      (unit) => bringReadsForward(unit, now, LONGEST_CLAIM_MS, handlers.transactions.longestWaits),
      { rank: 'read' },
    );
  }

  async #read(stored: StoredTransaction): Promise<void> {
    const { ledger, log, moment } = this.deps;
    const { transactionId } = stored.snapshot;
    const claimedUntil = moment().upstreamNow + CLAIM_MS;
    try {
      const isOurs = await ledger.write(
        (unit) => claimRead(unit, transactionId, stored.readAt, claimedUntil),
        { rank: 'read', scope: { transactions: [transactionId] } },
      );
      if (isOurs) await confirmTransaction(this.deps, stored, claimedUntil);
    } catch (error) {
      const isUpstream = error instanceof GatewayError;
      log[isUpstream ? 'warn' : 'error'](
        { transactionId, err: describeError(error) },
        'a planned read failed',
      );
      await this.#planAfterFailure(stored, claimedUntil, error).catch((cause: unknown) => {
        log.error({ transactionId, err: describeError(cause) }, 'a failed read could not be planned again');
      });
    }
  }

  async #planAfterFailure(stored: StoredTransaction, claimedUntil: number, error: unknown): Promise<void> {
    const { ledger, log, moment, handlers } = this.deps;
    const { transactionId } = stored.snapshot;
    const failures = stored.failures + 1;
    const at = moment();
    const { now, upstreamNow } = at;
    const soon = upstreamNow + Math.min(FAILURE_DELAY_MS * 2 ** Math.min(failures, 20), FAILURE_MAX_DELAY_MS);
    const isRefused = error instanceof GatewayError && ['rejected', 'malformed'].includes(error.kind);
    const planned =
      isRefused && failures > REFUSALS_MAX ? await handlers.transactions.nextRead(stored, at) : soon;
    const readAt = planned === null ? null : Math.max(planned, soon);
    if (readAt === null) log.error({ transactionId }, 'a transaction that cannot be read is given up');
    await ledger.write(
      async (unit) => {
        const expected = [claimedUntil, stored.readAt ?? claimedUntil];
        const isPlanned = await planRetry(unit, transactionId, expected, { readAt, failures });
        if (isPlanned && readAt === null) await handlers.transactions.giveUp(unit, transactionId, now);
      },
      { rank: 'read', scope: { transactions: [transactionId] } },
    );
  }
}

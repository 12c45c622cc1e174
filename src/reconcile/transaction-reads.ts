import { describeError } from '../core/describe-error.js';
import { GatewayError } from '../gateway/gateway-error.js';
import type { Decision } from '../ledger/commits/decision.js';
import { bringReadsForward, dueReads, nextDueRead } from '../ledger/planned-reads.js';
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
      const isOurs = await ledger.decide(claimRead(stored, claimedUntil), 'read');
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
    const soon =
      at.upstreamNow + Math.min(FAILURE_DELAY_MS * 2 ** Math.min(failures, 20), FAILURE_MAX_DELAY_MS);
    const isRefused = error instanceof GatewayError && ['rejected', 'malformed'].includes(error.kind);
    const planned =
      isRefused && failures > REFUSALS_MAX ? await handlers.transactions.nextRead(stored, at) : soon;
    const readAt = planned === null ? null : Math.max(planned, soon);
    if (readAt === null) log.error({ transactionId }, 'a transaction that cannot be read is given up');
    await ledger.decide(this.#retrying(stored, claimedUntil, { readAt, failures }, at.now), 'read');
  }

  /** After a read that failed: plans the next one, unless a hint or another reader has moved it. */
  #retrying(
    { snapshot, readAt: claimedAt }: StoredTransaction,
    claimedUntil: number,
    plan: Pick<StoredTransaction, 'readAt' | 'failures'>,
    now: number,
  ): Decision<void> {
    const { transactions } = this.deps.handlers;
    const { transactionId } = snapshot;
    const named = ofTransaction(transactionId);
    return {
      ...named,
      keys: plan.readAt === null ? transactions.keys(snapshot) : named.keys,
      *decide(picture) {
        const stored = picture.transaction(transactionId);
        const expected = [claimedUntil, claimedAt ?? claimedUntil];
        if (stored === null || stored.readAt === null || !expected.includes(stored.readAt)) return;
        picture.planRead(transactionId, { ...plan, reads: stored.reads });
        if (plan.readAt === null) yield* transactions.giveUp(picture, stored, now);
      },
    };
  }
}

/**
 * Takes a due read for this reader until `until`, unless another reader has taken it or a hint has moved it.
 * Decides whether it did.
 */
export function claimRead({ snapshot, readAt }: StoredTransaction, until: number): Decision<boolean> {
  const { transactionId } = snapshot;
  return {
    ...ofTransaction(transactionId),
    // biome-ignore lint/correctness/useYield: it needs no more rows
    *decide(picture) {
      const stored = picture.transaction(transactionId);
      if (stored === null || stored.readAt !== readAt) return false;
      picture.planRead(transactionId, { ...stored, readAt: until });
      return true;
    },
  };
}

function ofTransaction(transactionId: string): Pick<Decision<unknown>, 'keys' | 'scope'> {
  const named = { transactions: [transactionId] };
  return { keys: named, scope: named };
}

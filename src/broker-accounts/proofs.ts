import { BulkheadRejectedError, bulkhead, TaskCancelledError } from 'cockatiel';
import type { Clock } from '../core/time/clock.js';
import { describeError } from '../core/describe-error.js';
import { AppError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import { SingleFlight } from '../core/single-flight.js';
import { type AuthTokens, OWN_TOKEN_TTL_SECONDS } from '../gateway/auth-tokens.js';
import type { TransactionFact } from '../gateway/facts.js';
import type { GatewayClient } from '../gateway/gateway-client.js';
import { GatewayError } from '../gateway/gateway-error.js';
import type { Ledger } from '../ledger/ledger.js';
import { linkingTransactions } from '../ledger/timeline.js';
import { recentTransactions, type StoredTransaction } from '../ledger/transactions.js';
import type { Viewer } from '../viewer/viewer.js';

/**
 * Which of the viewer's own transactions may prove control of an account: those whose flow may have ended
 * with the token that is given. A transaction lives for 45 minutes at most (protocol section 8), and the
 * token of its end for 60 (section 4).
 */
const PROOF_MS = 105 * 60_000;
/** How many of the newest are considered, and how many of these are read from Gateway for one proof. */
const RECENT_COUNT = 20;
const READS_AT_MOST = 5;
/**
 * Reads of proofs in flight at once for all viewers: a part of the slots for calls of Gateway. A viewer has
 * one.
 */
const READS_AT_ONCE = 16;
const READS_WAITING = 64;

/** An own transaction of the viewer that was completed with the account. */
export interface Proof {
  readonly transactionId: string;
  readonly broker: string | null;
  /** Whether an account has been linked by it already: then it proves no other link. */
  readonly isUsed: boolean;
}

interface Collaborators {
  readonly ledger: Ledger;
  readonly gateway: GatewayClient;
  readonly tokens: AuthTokens;
  readonly clock: Clock;
  readonly log: Log;
  /** Longest time all reads of a proof may take together, its wait for a place included. */
  readonly proofTimeoutMs: number;
}

/** Finds the proof that a viewer controls a broker account (guarantee G10). */
export class ProofFinder {
  /** Equal reads of one viewer share one call. */
  readonly #reads = new SingleFlight<TransactionFact>();
  readonly #places = bulkhead(READS_AT_ONCE, READS_WAITING);
  /** The last search of each viewer: the next one begins when it has ended. */
  readonly #searches = new Map<string, Promise<unknown>>();

  constructor(private readonly deps: Collaborators) {}

  /**
   * The best proof there is; null when there is none. Throws GATEWAY_UNAVAILABLE when it could not be read.
   */
  async find(viewer: Viewer, authId: string): Promise<Proof | null> {
    const { ledger, clock } = this.deps;
    const recent = await recentTransactions(ledger.db, viewer.id, clock.now() - PROOF_MS, RECENT_COUNT);
    const known = recent.filter(({ snapshot }) => snapshot.authId === authId);
    const unread = recent.filter(({ snapshot }) => snapshot.authId === null).slice(0, READS_AT_MOST);
    const ids = [...known, ...unread].map(({ snapshot }) => snapshot.transactionId);
    const used = await linkingTransactions(ledger.db, ids);
    const proofs = known.map(({ snapshot: { transactionId, broker } }) => ({
      transactionId,
      broker,
      isUsed: used.has(transactionId),
    }));
    const best = proofs.find(({ isUsed }) => !isUsed) ?? proofs[0];
    if (best !== undefined) return best;
    const read = await this.#inTurn(viewer.id, (deadline) => this.#read(unread, authId, deadline));
    return read === null ? null : { ...read, isUsed: used.has(read.transactionId) };
  }

  /** One search at a time for each viewer, the wait within the deadline. */
  async #inTurn<T>(viewerId: string, search: (deadline: AbortSignal) => Promise<T>): Promise<T> {
    const deadline = AbortSignal.timeout(this.deps.proofTimeoutMs);
    const before = this.#searches.get(viewerId);
    const mine = (before ?? Promise.resolve()).then(() => search(deadline));
    const ended = mine.catch(() => {});
    this.#searches.set(viewerId, ended);
    void ended.then(() => {
      if (this.#searches.get(viewerId) === ended) this.#searches.delete(viewerId);
    });
    return await mine;
  }

  /**
   * Reads the newest transactions whose user is not known yet. One failed read does not hide the proof in
   * another.
   */
  async #read(
    candidates: readonly StoredTransaction[],
    authId: string,
    deadline: AbortSignal,
  ): Promise<Omit<Proof, 'isUsed'> | null> {
    let failed: unknown = null;
    for (const { snapshot } of candidates) {
      const { transactionId } = snapshot;
      try {
        const key = JSON.stringify([snapshot.viewerId, transactionId]);
        const fact = await this.#reads.run(key, (signal) => this.#readOne(transactionId, signal), deadline);
        if (fact.authId === authId) return { transactionId, broker: fact.broker };
      } catch (error) {
        if (!isReadFailure(error) && error !== deadline.reason) throw error;
        this.deps.log.warn({ err: describeError(error) }, 'a proof of control could not be read');
        failed = error;
        if (deadline.aborted) break;
      }
    }
    if (failed === null) return null;
    if (failed instanceof GatewayError && failed.kind === 'malformed')
      throw new AppError('GATEWAY_NOT_UNDERSTOOD', 'Gateway’s answer about the proof cannot be read.', {
        cause: failed,
      });
    throw new AppError('GATEWAY_UNAVAILABLE', 'Gateway could not be asked for the proof. Try again.', {
      cause: failed,
    });
  }

  async #readOne(transactionId: string, signal: AbortSignal): Promise<TransactionFact> {
    return await this.#places.execute(async () => {
      const { token } = await this.deps.tokens.mintGuest(OWN_TOKEN_TTL_SECONDS);
      return await this.deps.gateway.transactionDetails(transactionId, token, signal, true);
    }, signal);
  }
}

function isReadFailure(error: unknown): boolean {
  return (
    error instanceof GatewayError ||
    error instanceof BulkheadRejectedError ||
    error instanceof TaskCancelledError
  );
}

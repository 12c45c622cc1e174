/**
 * Creates transactions exactly once (guarantee G1): one idempotency key of one viewer makes one Gateway call,
 * on any number of processes, and every caller of an attempt gets that attempt's outcome. Nothing is retried
 * automatically.
 *
 * States of a key, in `idempotency_keys.state`:
 *
 *   (no row)  the key was never used
 *   PENDING   an attempt is in progress, for as long as its lease
 *   DONE      the key has its transaction
 *   REFUSED   Gateway refused the request
 *   RELEASED  nothing was created: no byte was sent, or Gateway asked to retry later
 *   UNKNOWN   Gateway gave no usable answer, so a transaction may exist
 *
 * Transitions:
 *
 *   (no row)            -> PENDING  the first attempt
 *   RELEASED, UNKNOWN   -> PENDING  a new attempt, for a call that came after the last one had ended
 *   PENDING             -> PENDING  a new attempt, once the lease has expired: the process has crashed
 *   PENDING             -> DONE, REFUSED, RELEASED, UNKNOWN  Gateway's answer
 *   any other than DONE -> DONE     a transaction that could not be stored earlier (`known-creations.ts`)
 */
import type { CertainTime } from '../core/time/certain-time.js';
import type { ReadMoment } from '../core/time/clock.js';
import type { Refusal } from '../graphql/failure.js';
import {
  endAttempt,
  findIdempotencyRecord,
  type IdempotencyRecord,
  insertFirstAttempt,
  insertNextAttempt,
} from '../ledger/idempotency.js';
import { type Revised, revised } from '../ledger/object-revisions.js';
import type { Unit } from '../ledger/unit.js';
import type { TransactionSnapshot } from '../ledger/snapshots.js';
import { findTransaction } from '../ledger/transactions.js';
import type { Viewer } from '../viewer/viewer.js';
import { keyName } from './creation/attempt-name.js';
import { type CallInProgress, CallsInProgress } from './creation/calls-in-progress.js';
import { type AttemptCollaborators, attemptCreation } from './creation/creation-attempt.js';
import { type CreationCall, checkCall } from './creation/creation-call.js';
import { findDuplicateOrder } from './creation/duplicate-order.js';
import { KnownCreations } from './creation/known-creations.js';
import { Leases } from './creation/leases.js';
import { fromStoredRefusal } from './creation/stored-refusal.js';
import type { CreateTransactionInput } from './transaction.input.js';

/** The transaction, or why there is none. */
export type CreateTransactionOutcome =
  | { readonly transaction: Revised<TransactionSnapshot> }
  | Refusal
  | (Refusal & { readonly duplicateOf: Revised<TransactionSnapshot> });

interface Collaborators extends AttemptCollaborators {
  /** Called in the same commit as the new transaction: applies deliveries that came before it. */
  readonly onCreated: (unit: Unit, transactionId: string) => Promise<void>;
  /** Called with `TRANSACTION` or the code of the failure when a call has its outcome. */
  readonly onOutcome: (outcome: string) => void;
  /** Wakes the reconciler. */
  readonly wakeReconciler: () => void;
  readonly certain: CertainTime;
  readonly moment: () => ReadMoment;
}

/** What a call does next: return an outcome, wait for an attempt of another call, or call Gateway. */
type NextAction =
  | { readonly do: 'return'; readonly outcome: CreateTransactionOutcome }
  | { readonly do: 'wait'; readonly record: IdempotencyRecord }
  | { readonly do: 'send' };

/** How long a call waits for another one with the same key (guarantee G1). */
const WAIT_MS = 10_000;
/** How often a waiting call checks whether an attempt of another process has ended. */
const POLL_MS = 100;

/** Serves `createTransaction`. */
export class TransactionCreator {
  /** Attempts of this process in progress, by key. */
  readonly #sending = new Map<string, Promise<void>>();
  readonly #calls = new CallsInProgress();
  readonly #leases: Leases;
  readonly #known: KnownCreations;

  constructor(
    private readonly deps: Collaborators,
    upstreamTimeoutMs: number,
  ) {
    this.#leases = new Leases({ ...deps, upstreamTimeoutMs });
    this.#known = new KnownCreations(deps);
  }

  /** Stores transactions that Gateway has created while the ledger was unavailable. */
  close(): Promise<void> {
    return this.#known.close();
  }

  /**
   * Throws BAD_USER_INPUT, NOT_FOUND and BROKER_ACCOUNT_REQUIRED. Any other failure is part of the outcome.
   */
  async create(viewer: Viewer, input: CreateTransactionInput): Promise<CreateTransactionOutcome> {
    const key = { viewerId: viewer.id, key: input.idempotencyKey };
    const outcome = await this.#calls.during(key, async (own) =>
      this.#outcomeOf(await checkCall(this.deps.ledger, viewer, input), own),
    );
    this.deps.onOutcome('refused' in outcome ? outcome.refused : 'TRANSACTION');
    return outcome;
  }

  async #outcomeOf(call: CreationCall, own: CallInProgress): Promise<CreateTransactionOutcome> {
    const giveUpAt = performance.now() + WAIT_MS;
    // The attempt whose outcome this call returns: one that was in progress since the call came, otherwise a
    // new one.
    let attempt: number | null = null;
    let isBegun = false;
    for (;;) {
      await this.#known.storeKept(call);
      const record = await findIdempotencyRecord(this.deps.ledger.db, call.viewerId, call.key);
      // The viewer was erased while the call was in progress: nothing more is created by it.
      if (record === null && isBegun) return { refused: 'OUTCOME_UNKNOWN' };
      isBegun ||= record !== null;
      attempt ??= this.#attemptToFollow(record, own);
      const next = await this.#decide(call, record, attempt);
      if (next.do === 'return') return next.outcome;
      if (next.do === 'send') {
        await this.#send(call, attempt);
        isBegun = true;
        continue;
      }
      const remainingMs = giveUpAt - performance.now();
      if (remainingMs <= 0) return { refused: 'TRANSACTION_IN_PROGRESS' };
      await this.#waitFor(next.record, remainingMs);
    }
  }

  #attemptToFollow(record: IdempotencyRecord | null, { endedAttempt }: CallInProgress): number {
    if (record === null) return 1;
    const isOfCall = this.#sending.has(keyName(record)) || record.attempt === endedAttempt;
    return !isOfCall && this.#canStartNewAttempt(record) ? record.attempt + 1 : record.attempt;
  }

  async #decide(call: CreationCall, record: IdempotencyRecord | null, attempt: number): Promise<NextAction> {
    const begin = () =>
      this.deps.ledger.write((unit) => this.#begin(unit, call, attempt), {
        scope: { viewers: [call.viewerId] },
      });
    if (record === null) return await begin();
    if (record.inputDigest !== call.digest) return returning({ refused: 'IDEMPOTENCY_KEY_REUSED' });
    if (record.state === 'DONE') return returning({ transaction: await this.#transactionOf(record) });
    if (record.state === 'REFUSED') return returning(refusalOf(record));
    if (!this.#canStartNewAttempt(record)) return { do: 'wait', record };
    if (record.attempt >= attempt) return returning(refusalOf(record));
    return await begin();
  }

  /** Starts an attempt, unless another call has started it or an identical order exists. */
  async #begin(unit: Unit, call: CreationCall, attempt: number): Promise<NextAction> {
    const { certain, moment } = this.deps;
    // Read again in this unit: a transaction that this key has by now is no duplicate of itself.
    const record = await findIdempotencyRecord(unit.db, call.viewerId, call.key);
    if (record !== null && (record.attempt >= attempt || !this.#canStartNewAttempt(record)))
      return { do: 'wait', record };
    const duplicate = await findDuplicateOrder(unit.db, call, certain.now(), moment().certainNow);
    if (duplicate !== null && 'transaction' in duplicate)
      return returning({ refused: 'POSSIBLE_DUPLICATE', duplicateOf: duplicate.transaction });
    if (duplicate !== null && !this.#canStartNewAttempt(duplicate.attempt))
      return { do: 'wait', record: duplicate.attempt };
    const next = {
      viewerId: call.viewerId,
      key: call.key,
      inputDigest: call.digest,
      orderDigest: call.orderDigest,
      leaseUntil: this.#leases.endOfNewLease(),
    };
    const isStarted =
      attempt === 1
        ? await insertFirstAttempt(unit, next, certain.latest())
        : await insertNextAttempt(unit, next, attempt - 1, certain.latest(), record?.leaseUntil);
    if (!isStarted) throw new Error('an idempotency key is neither free nor in use');
    return { do: 'send' };
  }

  /**
   * Whether the key may be retried: its attempt failed without a final answer, or its lease expired. An
   * attempt of this process has not crashed, however long its result takes to be stored.
   */
  #canStartNewAttempt(record: IdempotencyRecord): boolean {
    if (record.state === 'PENDING' && (this.#sending.has(keyName(record)) || this.#known.has(record)))
      return false;
    return this.#leases.canStartNewAttempt(record);
  }

  async #send(call: CreationCall, attempt: number): Promise<void> {
    const name = keyName(call);
    const sending = this.#sendOnce(call, attempt).finally(() => {
      this.#sending.delete(name);
      this.#calls.noteEnd(call, attempt);
    });
    this.#sending.set(name, sending);
    await sending;
  }

  async #sendOnce(call: CreationCall, attempt: number): Promise<void> {
    const { ledger, certain, log } = this.deps;
    const end = await attemptCreation(this.deps, call);
    if ('created' in end) return await this.#known.store({ call, attempt, created: end.created });
    const isCurrent = await ledger.write(
      (unit) => endAttempt(unit, { ...call, attempt }, end.outcome, certain.latest()),
      { scope: { viewers: [call.viewerId] } },
    );
    if (!isCurrent) log.warn({ attempt }, 'Gateway answered after the lease of the attempt had expired');
  }

  async #transactionOf(record: IdempotencyRecord): Promise<Revised<TransactionSnapshot>> {
    const stored =
      record.transactionId === null ? null : await findTransaction(this.deps.ledger.db, record.transactionId);
    if (stored === null) throw new Error('an idempotency key names a transaction that is not in the ledger');
    return revised(stored);
  }

  /** Waits for an attempt of this process to end, or for the next poll if another process makes it. */
  async #waitFor(record: IdempotencyRecord, remainingMs: number): Promise<void> {
    const own = this.#sending.get(keyName(record));
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, own === undefined ? Math.min(POLL_MS, remainingMs) : remainingMs);
    });
    await Promise.race([own?.catch(() => undefined) ?? timeout, timeout]);
    clearTimeout(timer);
  }
}

function returning(outcome: CreateTransactionOutcome): NextAction {
  return { do: 'return', outcome };
}

/** Why an attempt has no transaction. Unknown after a crash, or without a usable answer. */
function refusalOf({ state, failure }: IdempotencyRecord): Refusal {
  const isStored = (state === 'REFUSED' || state === 'RELEASED') && failure !== null;
  return isStored ? fromStoredRefusal(failure) : { refused: 'OUTCOME_UNKNOWN' };
}

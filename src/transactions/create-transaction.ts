import type { Refusal } from '../graphql/failure.js';
import {
  endAttempt,
  findIdempotencyRecord,
  findSameOrderUnderWay,
  type IdempotencyRecord,
  insertFirstAttempt,
  insertNextAttempt,
} from '../ledger/idempotency.js';
import type { CertainTime } from '../core/time/certain-time.js';
import type { ReadMoment } from '../core/time/clock.js';
import type { Unit } from '../ledger/ledger.js';
import { findSameOrder, findTransaction } from '../ledger/transactions.js';
import type { TransactionSnapshot } from '../ledger/snapshots.js';
import type { Viewer } from '../viewer/viewer.js';
import { keyName } from './attempt-name.js';
import { type AttemptCollaborators, attemptCreation } from './creation-attempt.js';
import { type CreationCall, checkCall } from './creation-call.js';
import type { CreateTransactionInput } from './transaction.input.js';
import { KnownCreations } from './known-creations.js';
import { Leases } from './leases.js';
import { fromStoredRefusal } from './stored-refusal.js';
import { isExpired } from './transaction.machine.js';

/** The transaction, or why there is none. */
export type CreateTransactionOutcome =
  | { readonly transaction: TransactionSnapshot }
  | Refusal
  | (Refusal & { readonly duplicateOf: TransactionSnapshot });

interface Collaborators extends AttemptCollaborators {
  /** Called in the same commit as the new transaction: applies deliveries that came before it. */
  readonly onCreated: (unit: Unit, transactionId: string) => Promise<void>;
  /** Wakes the reconciler. */
  readonly wakeReconciler: () => void;
  readonly certain: CertainTime;
  readonly moment: () => ReadMoment;
}

/** What the record of the key says to do. */
type Step =
  | { readonly do: 'answer'; readonly outcome: CreateTransactionOutcome }
  | { readonly do: 'wait'; readonly record: IdempotencyRecord }
  | { readonly do: 'send' };

/** How long a call waits for another one with the same key (guarantee G1). */
const WAIT_MS = 10_000;
/** How often a call looks whether an attempt of another process has ended. */
const LOOK_EVERY_MS = 100;
/** Within this time an equal order under another key may be a double tap. */
const DUPLICATE_WINDOW_MS = 15_000;

/**
 * Creates transactions exactly once (guarantee G1): one key of one viewer makes one upstream call, on any
 * number of processes, and every caller of an attempt gets that attempt's outcome. Nothing is repeated by
 * itself.
 */
export class TransactionCreator {
  readonly #attempts = new Map<string, Promise<void>>();
  readonly #leases: Leases;
  readonly #known: KnownCreations;

  constructor(
    private readonly deps: Collaborators,
    upstreamTimeoutMs: number,
  ) {
    this.#leases = new Leases({ ...deps, upstreamTimeoutMs });
    this.#known = new KnownCreations(deps);
  }

  /** Stores what Gateway has created and the ledger could not take yet. */
  close(): Promise<void> {
    return this.#known.close();
  }

  /** Throws BAD_USER_INPUT, NOT_FOUND and BROKER_ACCOUNT_REQUIRED; all else is in the outcome. */
  async create(viewer: Viewer, input: CreateTransactionInput): Promise<CreateTransactionOutcome> {
    const call = await checkCall(this.deps.ledger, viewer, input);
    const giveUpAt = performance.now() + WAIT_MS;
    /** The attempt whose outcome is this call's outcome: the one in progress, otherwise the next. */
    let attempt: number | null = null;
    for (;;) {
      await this.#known.storeKept(call);
      const record = await findIdempotencyRecord(this.deps.ledger.db, call.viewerId, call.key);
      attempt ??= this.#attemptFrom(record);
      const step = await this.#decide(call, record, attempt);
      if (step.do === 'answer') return step.outcome;
      if (step.do === 'send') {
        await this.#send(call, attempt);
        continue;
      }
      const left = giveUpAt - performance.now();
      if (left <= 0) return { refused: 'TRANSACTION_IN_PROGRESS' };
      await this.#waitFor(step.record, left);
    }
  }

  #attemptFrom(record: IdempotencyRecord | null): number {
    if (record === null) return 1;
    return this.#hasEnded(record) ? record.attempt + 1 : record.attempt;
  }

  async #decide(call: CreationCall, record: IdempotencyRecord | null, attempt: number): Promise<Step> {
    const { ledger } = this.deps;
    if (record === null) return await ledger.write((unit) => this.#begin(unit, call, attempt));
    if (record.inputDigest !== call.digest) {
      return answer({ refused: 'IDEMPOTENCY_KEY_REUSED' });
    }
    if (record.state === 'DONE') return answer({ transaction: await this.#transactionOf(record) });
    if (record.state === 'REFUSED') return answer(refusalOf(record));
    if (!this.#hasEnded(record)) return { do: 'wait', record };
    if (record.attempt >= attempt) return answer(refusalOf(record));
    return await ledger.write((unit) => this.#begin(unit, call, attempt));
  }

  /**
   * Starts an attempt, the first or a further one, unless another call has started it or an equal order
   * exists.
   */
  async #begin(unit: Unit, call: CreationCall, attempt: number): Promise<Step> {
    const { certain } = this.deps;
    // Read again: a transaction that this key has by now is not a double of itself.
    const record = await findIdempotencyRecord(unit.db, call.viewerId, call.key);
    if (record !== null && (record.attempt >= attempt || !this.#hasEnded(record)))
      return { do: 'wait', record };
    const step = await this.#findSameOrder(unit, call, certain.now());
    if (step !== null) return step;
    const next = {
      viewerId: call.viewerId,
      key: call.key,
      inputDigest: call.digest,
      orderDigest: call.orderDigest,
      leaseUntil: this.#leases.end(),
    };
    const hasBegun =
      attempt === 1
        ? await insertFirstAttempt(unit, next, certain.latest())
        : await insertNextAttempt(unit, next, attempt - 1, certain.latest(), record?.leaseUntil);
    if (!hasBegun) throw new Error('an idempotency key is neither free nor taken');
    return { do: 'send' };
  }

  /**
   * Whether the key may be tried again. An attempt of this process has not crashed, however long it takes to
   * be stored.
   */
  #hasEnded(record: IdempotencyRecord): boolean {
    if (record.state === 'PENDING' && (this.#attempts.has(keyName(record)) || this.#known.has(record)))
      return false;
    return this.#leases.haveEnded(record);
  }

  /** What to do about the same order under another key; null when there is none, or it is meant. */
  async #findSameOrder(unit: Unit, call: CreationCall, now: number): Promise<Step | null> {
    if (call.orderDigest === null || call.allowDuplicate) return null;
    const same = await findSameOrder(unit.db, call.viewerId, call.orderDigest, now - DUPLICATE_WINDOW_MS);
    if (same !== null && this.#isAlive(same.snapshot))
      return answer({ refused: 'POSSIBLE_DUPLICATE', duplicateOf: same.snapshot });
    const underWay = await findSameOrderUnderWay(unit.db, call, now);
    return underWay === null || this.#hasEnded(underWay) ? null : { do: 'wait', record: underWay };
  }

  #isAlive(snapshot: TransactionSnapshot): boolean {
    return snapshot.status !== 'ERRORED' && !isExpired(snapshot, this.deps.moment().certainNow);
  }

  async #send(call: CreationCall, attempt: number): Promise<void> {
    const name = keyName(call);
    const sending = this.#sendOnce(call, attempt).finally(() => this.#attempts.delete(name));
    this.#attempts.set(name, sending);
    await sending;
  }

  async #sendOnce(call: CreationCall, attempt: number): Promise<void> {
    const { ledger, certain, log } = this.deps;
    const end = await attemptCreation(this.deps, call);
    if ('created' in end) return await this.#known.store({ call, attempt, created: end.created });
    const isCurrent = await ledger.write((unit) =>
      endAttempt(unit, { ...call, attempt }, end.outcome, certain.latest()),
    );
    if (!isCurrent) log.warn({ attempt }, 'an upstream answer came after its lease had passed');
  }

  async #transactionOf(record: IdempotencyRecord): Promise<TransactionSnapshot> {
    const stored =
      record.transactionId === null ? null : await findTransaction(this.deps.ledger.db, record.transactionId);
    if (stored === null) throw new Error('an idempotency key names a transaction that is not in the ledger');
    return stored.snapshot;
  }

  /** Waits until an attempt of this process has ended, or for a moment when it is another's. */
  async #waitFor(record: IdempotencyRecord, leftMs: number): Promise<void> {
    const own = this.#attempts.get(keyName(record));
    const limit = own === undefined ? Math.min(LOOK_EVERY_MS, leftMs) : leftMs;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, limit);
    });
    await Promise.race([own?.catch(() => undefined) ?? late, late]);
    clearTimeout(timer);
  }
}

function answer(outcome: CreateTransactionOutcome): Step {
  return { do: 'answer', outcome };
}

/**
 * Why an attempt has no transaction. After a crash, or an error that left it open, the outcome is unknown.
 */
function refusalOf({ state, failure }: IdempotencyRecord): Refusal {
  const isStored = (state === 'REFUSED' || state === 'RELEASED') && failure !== null;
  return isStored ? fromStoredRefusal(failure) : { refused: 'OUTCOME_UNKNOWN' };
}

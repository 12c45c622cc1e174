import { type Failure, failure } from '../graphql/failure.type.js';
import {
  endAttempt,
  findIdempotencyRecord,
  findSameOrderUnderWay,
  type IdempotencyRecord,
  insertFirstAttempt,
  insertNextAttempt,
} from '../ledger/idempotency.js';
import type { Unit } from '../ledger/ledger.js';
import { findSameOrder, findTransaction, type TransactionSnapshot } from '../ledger/transactions.js';
import type { Viewer } from '../viewer/viewer.js';
import { type AttemptCollaborators, attemptCreation } from './creation-attempt.js';
import { type CreationCall, checkCall } from './creation-call.js';
import type { CreateTransactionInput } from './transaction.input.js';
import { isExpired } from './transaction.machine.js';
import { storeNewTransaction } from './transactions.writer.js';

/** What `createTransaction` comes to. */
export type CreateTransactionOutcome =
  | { readonly transaction: TransactionSnapshot }
  | { readonly failure: Failure }
  | { readonly duplicateOf: TransactionSnapshot };

interface Collaborators extends AttemptCollaborators {
  /** Called in the same commit as the new transaction: applies deliveries that came before it. */
  readonly onCreated: (unit: Unit, transactionId: string) => Promise<void>;
  /** Wakes whoever does the planned reads. */
  readonly wakeReader: () => void;
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
/** Longer than any upstream call can take: when it has passed, the attempt has crashed (guarantee G1). */
const LEASE_MARGIN_MS = 5_000;
/** Within this time an equal order under another key may be a double tap. */
const DUPLICATE_WINDOW_MS = 15_000;

/**
 * Creates transactions exactly once (guarantee G1): one key of one viewer makes one upstream call, on any number of processes, and
 * every caller of an attempt gets that attempt's outcome. Nothing is repeated by itself.
 */
export class TransactionCreator {
  readonly #attempts = new Map<string, Promise<void>>();

  constructor(
    private readonly deps: Collaborators,
    private readonly upstreamTimeoutMs: number,
  ) {}

  /** Throws BAD_USER_INPUT, NOT_FOUND and BROKER_ACCOUNT_REQUIRED; all else is in the outcome. */
  async create(viewer: Viewer, input: CreateTransactionInput): Promise<CreateTransactionOutcome> {
    const call = await checkCall(this.deps.ledger, viewer, input);
    const giveUpAt = performance.now() + WAIT_MS;
    /** The attempt whose outcome is this call's outcome, whatever it is: the one it finds under way, else the next. */
    let attempt: number | null = null;
    for (;;) {
      const record = await findIdempotencyRecord(this.deps.ledger.db, call.viewerId, call.key);
      attempt ??= this.#attemptFrom(record);
      const step = await this.#decide(call, record, attempt);
      if (step.do === 'answer') return step.outcome;
      if (step.do === 'send') {
        await this.#send(call, attempt);
        continue;
      }
      const left = giveUpAt - performance.now();
      if (left <= 0) return { failure: failure('TransactionInProgress', 'TRANSACTION_IN_PROGRESS', true) };
      await this.#waitFor(step.record, left);
    }
  }

  #attemptFrom(record: IdempotencyRecord | null): number {
    if (record === null) return 1;
    return hasComeToNothing(record, this.deps.clock.now()) ? record.attempt + 1 : record.attempt;
  }

  async #decide(call: CreationCall, record: IdempotencyRecord | null, attempt: number): Promise<Step> {
    const { ledger, clock } = this.deps;
    if (record === null) return await ledger.write((unit) => this.#begin(unit, call, attempt));
    if (record.inputDigest !== call.digest) {
      return answer({ failure: failure('IdempotencyKeyReused', 'IDEMPOTENCY_KEY_REUSED', false) });
    }
    if (record.state === 'DONE') return answer({ transaction: await this.#transactionOf(record) });
    if (record.state === 'REFUSED') return answer({ failure: failureOf(record) });
    if (!hasComeToNothing(record, clock.now())) return { do: 'wait', record };
    if (record.attempt >= attempt) return answer({ failure: failureOf(record) });
    return await ledger.write((unit) => this.#begin(unit, call, attempt));
  }

  /** Begins an attempt, the first or a further one, unless somebody else has or the same order is there already. */
  async #begin(unit: Unit, call: CreationCall, attempt: number): Promise<Step> {
    const now = this.deps.clock.now();
    // Read again: a transaction that this key has by now is not a double of itself.
    const record = await findIdempotencyRecord(unit.db, call.viewerId, call.key);
    if (record !== null && (record.attempt >= attempt || !hasComeToNothing(record, now)))
      return { do: 'wait', record };
    const step = await this.#findSameOrder(unit, call, now);
    if (step !== null) return step;
    const next = {
      viewerId: call.viewerId,
      key: call.key,
      inputDigest: call.digest,
      orderDigest: call.orderDigest,
      leaseUntil: this.#leaseUntil(),
    };
    const hasBegun =
      attempt === 1
        ? await insertFirstAttempt(unit, next, now)
        : await insertNextAttempt(unit, next, attempt - 1, now);
    if (!hasBegun) throw new Error('an idempotency key is neither free nor taken');
    return { do: 'send' };
  }

  /** What to do about the same order under another key; null when there is none, or it is meant. */
  async #findSameOrder(unit: Unit, call: CreationCall, now: number): Promise<Step | null> {
    if (call.orderDigest === null || call.allowDuplicate) return null;
    const same = await findSameOrder(unit.db, call.viewerId, call.orderDigest, now - DUPLICATE_WINDOW_MS);
    if (same !== null && this.#isAlive(same.snapshot)) return answer({ duplicateOf: same.snapshot });
    const underWay = await findSameOrderUnderWay(unit.db, call, now);
    return underWay === null ? null : { do: 'wait', record: underWay };
  }

  #isAlive(snapshot: TransactionSnapshot): boolean {
    const { clock, gateway } = this.deps;
    return snapshot.status !== 'ERRORED' && !isExpired(snapshot, clock.now() + gateway.clockOffsetMs);
  }

  async #send(call: CreationCall, attempt: number): Promise<void> {
    const name = attemptName(call);
    const sending = this.#sendOnce(call, attempt).finally(() => this.#attempts.delete(name));
    this.#attempts.set(name, sending);
    await sending;
  }

  async #sendOnce(call: CreationCall, attempt: number): Promise<void> {
    const { ledger, clock, log } = this.deps;
    const { outcome, created } = await attemptCreation(this.deps, call);
    await ledger.write(async (unit) => {
      const isCurrent = await endAttempt(unit, { ...call, attempt }, outcome, clock.now());
      if (!isCurrent) return log.warn({ attempt }, 'an upstream answer came after its lease had passed');
      if (created === null) return;
      await storeNewTransaction(unit, created, { orderDigest: call.orderDigest, now: clock.now() });
      await this.deps.onCreated(unit, created.transactionId);
    });
    this.deps.wakeReader();
  }

  async #transactionOf(record: IdempotencyRecord): Promise<TransactionSnapshot> {
    const stored =
      record.transactionId === null ? null : await findTransaction(this.deps.ledger.db, record.transactionId);
    if (stored === null) throw new Error('an idempotency key names a transaction that is not in the ledger');
    return stored.snapshot;
  }

  /** Waits until an attempt of this process has ended, or for a moment when it is another's. */
  async #waitFor(record: IdempotencyRecord, leftMs: number): Promise<void> {
    const own = this.#attempts.get(attemptName(record));
    const limit = own === undefined ? Math.min(LOOK_EVERY_MS, leftMs) : leftMs;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, limit);
    });
    await Promise.race([own?.catch(() => undefined) ?? late, late]);
    clearTimeout(timer);
  }

  #leaseUntil(): number {
    return this.deps.clock.now() + this.upstreamTimeoutMs + LEASE_MARGIN_MS;
  }
}

/** Whether its attempt has ended without an answer that is remembered, or has crashed: the key may be tried again. */
function hasComeToNothing({ state, leaseUntil }: IdempotencyRecord, now: number): boolean {
  return state === 'UNKNOWN' || state === 'RELEASED' || (state === 'PENDING' && leaseUntil <= now);
}

function answer(outcome: CreateTransactionOutcome): Step {
  return { do: 'answer', outcome };
}

function attemptName({ viewerId, key }: { readonly viewerId: string; readonly key: string }): string {
  return JSON.stringify([viewerId, key]);
}

/** What callers of an attempt that made no transaction are told; one that has crashed or told nothing is unknown. */
function failureOf({ state, failure: told }: IdempotencyRecord): Failure {
  const isTold = (state === 'REFUSED' || state === 'RELEASED') && told !== null;
  return isTold ? (JSON.parse(told) as Failure) : failure('OutcomeUnknown', 'OUTCOME_UNKNOWN', true);
}

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

/** What a look at the key says to do. */
type Step =
  | { readonly do: 'answer'; readonly outcome: CreateTransactionOutcome }
  | { readonly do: 'wait'; readonly record: IdempotencyRecord }
  | { readonly do: 'send'; readonly attempt: number };

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
    /** The attempt this call found under way: its outcome is this call's outcome, whatever it is. */
    let awaited: number | null = null;
    for (;;) {
      const step = await this.#look(call, awaited);
      if (step.do === 'answer') return step.outcome;
      if (step.do === 'send') {
        awaited = step.attempt;
        await this.#send(call, step.attempt);
        continue;
      }
      if (step.record.key === call.key) awaited = step.record.attempt;
      const left = giveUpAt - performance.now();
      if (left <= 0) return { failure: failure('TransactionInProgress', 'TRANSACTION_IN_PROGRESS', true) };
      await this.#waitFor(step.record, left);
    }
  }

  async #look(call: CreationCall, awaited: number | null): Promise<Step> {
    const { ledger, clock } = this.deps;
    const record = await findIdempotencyRecord(ledger.db, call.viewerId, call.key);
    if (record === null) return await ledger.write((unit) => this.#begin(unit, call));
    if (record.inputDigest !== call.digest) {
      return answer({ failure: failure('IdempotencyKeyReused', 'IDEMPOTENCY_KEY_REUSED', false) });
    }
    if (record.state === 'DONE') return answer({ transaction: await this.#transactionOf(record) });
    if (record.state === 'REFUSED') return answer({ failure: failureOf(record) });
    const isCrashed = record.state === 'PENDING' && record.leaseUntil <= clock.now();
    if (record.state === 'PENDING' && !isCrashed) return { do: 'wait', record };
    if (awaited !== null && record.attempt >= awaited) return answer({ failure: failureOf(record) });
    const leaseUntil = this.#leaseUntil();
    const isOurs = await ledger.write((unit) =>
      insertNextAttempt(unit, { ...call, leaseUntil }, record.attempt, clock.now()),
    );
    return isOurs ? { do: 'send', attempt: record.attempt + 1 } : { do: 'wait', record };
  }

  /** The first call under a key: unless the same order is there already, the key is taken. */
  async #begin(unit: Unit, call: CreationCall): Promise<Step> {
    const now = this.deps.clock.now();
    if (call.orderDigest !== null && !call.allowDuplicate) {
      const since = now - DUPLICATE_WINDOW_MS;
      const same = await findSameOrder(unit.db, call.viewerId, call.orderDigest, since);
      if (same !== null && this.#isAlive(same.snapshot)) return answer({ duplicateOf: same.snapshot });
      const underWay = await findSameOrderUnderWay(unit.db, call, now);
      if (underWay !== null) return { do: 'wait', record: underWay };
    }
    const record = {
      viewerId: call.viewerId,
      key: call.key,
      inputDigest: call.digest,
      orderDigest: call.orderDigest,
      leaseUntil: this.#leaseUntil(),
    };
    if (await insertFirstAttempt(unit, record, now)) return { do: 'send', attempt: 1 };
    const winner = await findIdempotencyRecord(unit.db, call.viewerId, call.key);
    if (winner === null) throw new Error('an idempotency key is neither free nor taken');
    return { do: 'wait', record: winner };
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

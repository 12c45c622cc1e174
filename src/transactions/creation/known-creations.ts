import { setTimeout as pause } from 'node:timers/promises';
import type { CertainTime } from '../../core/time/certain-time.js';
import type { Clock } from '../../core/time/clock.js';
import { describeError } from '../../core/describe-error.js';
import type { Log } from '../../core/log.js';
import { keepErased } from '../../ledger/erasure/erasures.js';
import { endAttempt, findIdempotencyRecord, giveTransaction } from '../../ledger/idempotency.js';
import type { Ledger } from '../../ledger/ledger.js';
import type { Unit } from '../../ledger/unit.js';
import { findTransaction } from '../../ledger/transactions.js';
import type { TransactionSnapshot } from '../../ledger/snapshots.js';
import { attemptName, keyName, type ViewerKey } from './attempt-name.js';
import type { CreationCall } from './creation-call.js';
import { keyDigest } from './digests.js';
import { storeNewTransaction } from '../transactions.writer.js';

/**
 * Most creations kept in memory. No attempt starts without a ledger, so these were in flight when it went
 * away.
 */
const KEPT_MAX = 1_000;
const RETRY_AFTER_MS = 500;
const RETRY_MAX_MS = 10_000;
/** How long a shutdown waits for the ledger. */
const DRAIN_MS = 5_000;
const DRAIN_EVERY_MS = 200;

/** A transaction that Gateway has created, and the attempt that asked for it. */
export interface KnownCreation {
  readonly call: CreationCall;
  readonly attempt: number;
  readonly created: TransactionSnapshot;
}

interface Collaborators {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly certain: CertainTime;
  readonly log: Log;
  /** Called in the same commit as the new transaction: applies deliveries that came before it. */
  readonly onCreated: (unit: Unit, transactionId: string) => Promise<void>;
  /** Wakes the planned reads. */
  readonly wakeReconciler: () => void;
}

type Stored = 'stored' | 'there already' | 'key has another' | 'id of another' | 'erased';

/**
 * Stores transactions that Gateway has created. A known id is never dropped: while the ledger is away it is
 * kept in memory, and stored when the ledger is back, even if the attempt's lease has expired meanwhile
 * (guarantee G1).
 */
export class KnownCreations {
  readonly #kept = new Map<string, KnownCreation>();
  #timer: NodeJS.Timeout | undefined;
  #delayMs = RETRY_AFTER_MS;
  #isClosed = false;

  constructor(private readonly deps: Collaborators) {}

  /** Stores the transaction. Throws STORAGE_UNAVAILABLE while the ledger is away, and stores it later. */
  async store(creation: KnownCreation): Promise<void> {
    try {
      await this.#write(creation);
    } catch (error) {
      this.#keep(creation, error);
      throw error;
    }
    this.deps.wakeReconciler();
  }

  /** Whether a transaction of this key is kept. */
  has(key: ViewerKey): boolean {
    return this.#keptOf(key).length > 0;
  }

  /** Stores what is kept of this key, before another attempt may begin. Throws STORAGE_UNAVAILABLE. */
  async storeKept(key: ViewerKey): Promise<void> {
    for (const creation of this.#keptOf(key)) await this.#storeKept(creation);
  }

  /** Stores what is kept, as far as the ledger is back within the time of a shutdown. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#timer);
    const giveUpAt = performance.now() + DRAIN_MS;
    while (!(await this.#storeAll()) && performance.now() < giveUpAt) await pause(DRAIN_EVERY_MS);
    for (const creation of this.#kept.values())
      this.deps.log.error(this.#fields(creation), 'a created transaction could not be stored before the end');
  }

  #keptOf(key: ViewerKey): KnownCreation[] {
    if (this.#kept.size === 0) return [];
    const name = keyName(key);
    return [...this.#kept.values()].filter(({ call }) => keyName(call) === name);
  }

  #keep(creation: KnownCreation, error: unknown): void {
    const isFull = this.#kept.size >= KEPT_MAX;
    this.deps.log.error({ err: describeError(error) }, 'storing a created transaction failed');
    // A line of its own without the error: lines about one outage are summarised, and each id must be in the
    // log.
    this.deps.log.error(
      this.#fields(creation),
      isFull
        ? 'a created transaction could not be stored, and too many are kept already'
        : 'a created transaction could not be stored; it is kept in memory until the ledger is back',
    );
    if (isFull) return;
    this.#kept.set(attemptName({ ...creation.call, attempt: creation.attempt }), creation);
    this.#plan();
  }

  #plan(): void {
    if (this.#isClosed || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#retry();
    }, this.#delayMs);
    this.#timer.unref();
  }

  async #retry(): Promise<void> {
    const isDone = await this.#storeAll();
    this.#delayMs = isDone ? RETRY_AFTER_MS : Math.min(2 * this.#delayMs, RETRY_MAX_MS);
    if (!isDone) this.#plan();
  }

  /** Returns whether nothing is kept any more. One that cannot be stored holds up no other. */
  async #storeAll(): Promise<boolean> {
    const results = await Promise.allSettled(
      [...this.#kept.values()].map((creation) => this.#storeKept(creation)),
    );
    return results.every(({ status }) => status === 'fulfilled');
  }

  async #storeKept(creation: KnownCreation): Promise<void> {
    await this.#write(creation);
    this.#kept.delete(attemptName({ ...creation.call, attempt: creation.attempt }));
    this.deps.log.info(this.#fields(creation), 'a created transaction that was kept in memory is stored');
    this.deps.wakeReconciler();
  }

  async #write(creation: KnownCreation): Promise<void> {
    const { log, ledger } = this.deps;
    const outcome = await ledger.write((unit) => this.#apply(unit, creation), {
      scope: { viewers: [creation.call.viewerId] },
    });
    if (outcome === 'key has another')
      log.warn(
        this.#fields(creation),
        'a later attempt has given its key another transaction; this one is unused',
      );
    if (outcome === 'erased')
      log.warn(this.#fields(creation), 'its viewer was erased while it was created; nothing is kept of it');
    if (outcome === 'id of another')
      log.error(this.#fields(creation), 'Gateway answered with the id of an earlier transaction');
  }

  async #apply(unit: Unit, { call, attempt, created }: KnownCreation): Promise<Stored> {
    const { clock, certain, onCreated } = this.deps;
    const { transactionId } = created;
    const record = await findIdempotencyRecord(unit.db, call.viewerId, call.key);
    // A commit whose answer was lost has stored it.
    if (record?.state === 'DONE')
      return record.transactionId === transactionId ? 'there already' : 'key has another';
    if (record === null && (await keepErased(unit, call.viewerId, transactionId))) return 'erased';
    const at = { ...call, attempt, inputDigest: call.digest };
    if ((await findTransaction(unit.db, transactionId)) !== null) {
      await endAttempt(unit, at, { state: 'UNKNOWN' }, certain.latest());
      return 'id of another';
    }
    await giveTransaction(unit, at, transactionId, certain.latest());
    await storeNewTransaction(unit, created, { orderDigest: call.orderDigest, now: clock.now() });
    await onCreated(unit, transactionId);
    return 'stored';
  }

  #fields({ call, attempt, created }: KnownCreation) {
    const { transactionId } = created;
    return { transactionId, attempt, keyDigest: keyDigest(this.deps.ledger.digestKey, call) };
  }
}

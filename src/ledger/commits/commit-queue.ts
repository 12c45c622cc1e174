import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ControlledTransaction } from 'kysely';
import { describeError } from '../../core/describe-error.js';
import { AppError } from '../../core/errors.js';
import { noTracing, type TraceContext, traced } from '../../core/tracing.js';
import { type Dialect, Overtaken, retryTransient } from '../databases/dialect.js';
import type { LedgerSize } from '../databases/size.js';
import type { StoredEvent } from '../event-record.js';
import type {
  CommitListener,
  Ledger,
  LedgerNames,
  LedgerOptions,
  Rank,
  Revisions,
  WriteOptions,
} from '../ledger.js';
import type { Queries, Unit } from '../unit.js';
import { rollBack } from '../databases/roll-back.js';
import type { Tables } from '../databases/tables.js';
import { KnownRevisions, raiseRevisions, StoredRevisions } from '../revisions.js';
import { byQueries, type Decision, decide, decideTogether } from './decision.js';
import { admitted, type Outcome, type Pending, settleAll } from './pending.js';
import { type Admission, OutOfScope } from './scope.js';

/** One work of a batch played without a savepoint has thrown: the batch is played again with them. */
class WorkFailed extends Error {}

/** What the works of a batch have changed so far. */
interface Changes {
  readonly events: StoredEvent[];
  readonly viewers: Set<string>;
  /** Those of them whose row goes. */
  readonly removed: Set<string>;
  /** The viewers that may be changed; null for all. */
  readonly within: Admission['viewers'];
}

/** A committed transaction: the works that were played in it, and the outcome of each. */
interface Played extends Changes {
  readonly works: readonly Pending[];
  readonly outcomes: readonly Outcome[];
}

/** Most works of each rank in one commit: a backlog of a lower rank delays a higher one by one commit. */
const WORKS_PER_COMMIT: Readonly<Record<Rank, number>> = { call: 200, read: 20, 'clean-up': 1 };
/** Of each rank. */
const WORKS_WAITING = 10_000;

/**
 * The ledger's writes, one commit at a time; works that arrive together share it (group commit).
 *
 * A work is *waiting* in the queue of its rank, then *played* as part of a batch, then *settled*. A batch is
 * played without savepoints first. If a work throws, the batch is rolled back and played again with a
 * savepoint before each work, so that only the failing ones are undone. A transient error of the database
 * plays the batch again until its timeout. After the commit, listeners get the events and then the callers
 * their results; if the commit fails, all works of the batch are rejected and nothing has changed.
 *
 * A work with a scope may be *postponed* while another instance writes for one of its viewers: it goes back
 * to the head of its queue.
 */
export class CommitQueue implements Ledger {
  readonly #queues: Readonly<Record<Rank, Pending[]>> = { call: [], read: [], 'clean-up': [] };
  readonly #listeners: CommitListener[] = [];
  #running: Promise<void> | undefined;
  #isClosed = false;
  readonly name: string;
  readonly digestKey: string;
  readonly revisions: Revisions;
  readonly #epoch: LedgerNames['epoch'];

  constructor(
    readonly db: Queries,
    private readonly dialect: Dialect,
    names: LedgerNames,
    private readonly options: LedgerOptions,
    private readonly release: () => void,
  ) {
    this.name = names.name;
    this.digestKey = names.digestKey;
    this.#epoch = names.epoch;
    const commitsByOthers = dialect.commitsByOthers?.bind(dialect);
    this.revisions =
      commitsByOthers === undefined ? new StoredRevisions(db) : new KnownRevisions(commitsByOthers);
  }

  get epoch(): string {
    return this.#epoch.value;
  }

  onNewEpoch(listener: () => void): () => void {
    return this.#epoch.onChange(listener);
  }

  async renewEpoch(seen: string): Promise<void> {
    await this.dialect.history.renew(seen);
  }

  write<T>(work: (unit: Unit) => Promise<T>, { rank, scope }: WriteOptions = {}): Promise<T> {
    const decision: Decision<T> = { keys: {}, decide: () => byQueries(work) };
    return this.decide(scope === undefined ? decision : { ...decision, scope }, rank);
  }

  decide<T>(decision: Decision<T>, rank: Rank = 'call'): Promise<T> {
    const { tracing = noTracing } = this.options;
    // Work without a caller, such as a clean-up, is not worth a trace.
    if (tracing.current() === null) return this.#enqueue(decision, rank, null);
    return traced(tracing, 'ledger commit', {}, ({ context }) => this.#enqueue(decision, rank, context));
  }

  #enqueue<T>(decision: Decision<T>, rank: Rank, trace: TraceContext | null): Promise<T> {
    const queue = this.#queues[rank];
    if (this.#isClosed || queue.length >= WORKS_WAITING) return Promise.reject(storageUnavailable());
    return new Promise<T>((resolve, reject) => {
      queue.push({
        decision,
        rank,
        trace,
        since: performance.now(),
        resolve: resolve as (value: unknown) => void,
        reject,
        postponed: 0,
        isAlone: false,
      });
      this.#running ??= this.#drain();
    });
  }

  onCommit(listener: CommitListener): void {
    this.#listeners.push(listener);
  }

  databaseNow(): Promise<number | null> {
    return this.dialect.now(this.db);
  }

  size(): Promise<LedgerSize> {
    return this.dialect.size(this.db);
  }

  async check(): Promise<void> {
    await this.write(async ({ db }) => {
      const probe = { key: 'checked_at', value: String(Date.now()) };
      await db
        .insertInto('meta')
        .values(probe)
        .onConflict((conflict) => conflict.column('key').doUpdateSet(probe))
        .execute();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#running;
    this.dialect.history.close();
    await this.db.destroy();
    this.release();
  }

  async #drain(): Promise<void> {
    // One turn of the event loop lets the deliveries that arrived together join the same commit.
    await nextTurn();
    for (let batch = this.#nextBatch(); batch.length > 0; batch = this.#nextBatch())
      await this.#commit(batch);
    this.#running = undefined;
  }

  #nextBatch(): Pending[] {
    const { call, read, 'clean-up': cleanUp } = this.#queues;
    return [
      ...call.splice(0, WORKS_PER_COMMIT.call),
      ...read.splice(0, WORKS_PER_COMMIT.read),
      ...cleanUp.splice(0, WORKS_PER_COMMIT['clean-up']),
    ];
  }

  async #commit(batch: readonly Pending[]): Promise<void> {
    // Work that waited behind a failed commit has used up its retry time: it gets one attempt.
    const startedAt = performance.now();
    const since = batch[0]?.since ?? startedAt;
    const report = (outcome: 'ok' | 'failed', { length }: readonly Pending[]) =>
      this.options.onCommitted?.(outcome, length, (performance.now() - startedAt) / 1000);
    try {
      const played = await retryTransient(this.dialect, since, () => this.#play(batch));
      report('ok', played.works);
      this.#putBack(batch, played.works);
      if (played.viewers.size > 0) this.#publish(played);
      await settleAll(played.works, played.outcomes);
    } catch (error) {
      report('failed', batch);
      this.options.log.error({ err: describeError(error) }, 'a commit of the ledger failed');
      for (const pending of batch) pending.reject(storageUnavailable(error));
    }
  }

  /** Puts those that were not played at the head of their queues. */
  #putBack(batch: readonly Pending[], played: readonly Pending[]): void {
    if (played.length === batch.length) return;
    const done = new Set(played);
    for (const pending of batch.toReversed())
      if (!done.has(pending)) this.#queues[pending.rank].unshift(pending);
  }

  async #play(batch: readonly Pending[]): Promise<Played> {
    try {
      return await this.#playInScope(batch);
    } catch (error) {
      if (!(error instanceof OutOfScope)) throw error;
      this.options.log.warn({ err: describeError(error) }, 'works of the ledger are played again alone');
      for (const pending of batch) pending.isAlone = true;
      return await this.#playInScope(batch);
    }
  }

  /** Most batches hold no work that throws, and need no savepoints: those are set only when one did. */
  async #playInScope(batch: readonly Pending[]): Promise<Played> {
    try {
      return await this.#inTransaction(batch, (db, works, changes) =>
        this.#playUnguarded(db, works, changes),
      );
    } catch (error) {
      if (!(error instanceof WorkFailed)) throw error;
      return await this.#inTransaction(batch, async (db, works, changes) => {
        const outcomes: Outcome[] = [];
        for (const { decision, trace } of works)
          outcomes.push(await this.#playGuarded(db, trace, changes, (unit) => decide(unit, decision)));
        return outcomes;
      });
    }
  }

  async #inTransaction(batch: readonly Pending[], play: Play): Promise<Played> {
    const transaction = await this.db.startTransaction().execute();
    try {
      const scopes = batch.map(({ decision, isAlone }) => (isAlone ? null : (decision.scope ?? null)));
      const admission = await this.dialect.beginWrite(transaction, scopes);
      const works = admitted(batch, admission);
      const { viewers: within } = admission;
      const changes: Changes = { events: [], viewers: new Set(), removed: new Set(), within };
      const outcomes = await play(transaction, works, changes);
      await raiseRevisions(transaction, changes.viewers, changes.removed);
      const { history } = this.dialect;
      const isVisible = changes.viewers.size + changes.removed.size > 0;
      if (isVisible) history.committing?.();
      await transaction.commit().execute();
      if (isVisible) history.committed?.();
      return { ...changes, works, outcomes };
    } catch (error) {
      await rollBack(transaction);
      throw error;
    }
  }

  async #playUnguarded(
    db: ControlledTransaction<Tables>,
    batch: readonly Pending[],
    changes: Changes,
  ): Promise<Outcome[]> {
    try {
      const values = await decideTogether(
        batch.map(({ decision, trace }) => ({ decision, unit: this.#unit(db, changes, trace) })),
      );
      return values.map((value) => ({ ok: true, value }));
    } catch (error) {
      throw this.#endsBatch(error) ? error : new WorkFailed();
    }
  }

  async #playGuarded(
    db: ControlledTransaction<Tables>,
    trace: TraceContext | null,
    { events, viewers, removed, within }: Changes,
    play: (unit: Unit) => Promise<unknown>,
  ): Promise<Outcome> {
    const own = { events: [], viewers: new Set<string>(), removed: new Set<string>(), within };
    const unit = this.#unit(db, own, trace);
    const savepoint = await db.savepoint('work').execute();
    try {
      const value = await play(unit);
      await savepoint.releaseSavepoint('work').execute();
      events.push(...unit.events);
      for (const viewerId of own.viewers) viewers.add(viewerId);
      for (const viewerId of own.viewers) removed[own.removed.has(viewerId) ? 'add' : 'delete'](viewerId);
      return { ok: true, value };
    } catch (error) {
      // SQLite may even have taken back the transaction already.
      if (this.#endsBatch(error)) throw error;
      await savepoint.rollbackToSavepoint('work').execute();
      return { ok: false, error };
    }
  }

  #unit(db: ControlledTransaction<Tables>, changes: Changes, trace: TraceContext | null): Unit {
    const attempt: Unit['attempt'] = async (part) => (await this.#playGuarded(db, trace, changes, part)).ok;
    const changed = (viewerId: string) => {
      if (changes.within?.has(viewerId) === false) throw new OutOfScope();
      changes.viewers.add(viewerId);
      changes.removed.delete(viewerId);
    };
    const removed = (viewerId: string) => {
      changed(viewerId);
      changes.removed.add(viewerId);
    };
    return { db, events: changes.events, trace, changed, removed, attempt };
  }

  #endsBatch(error: unknown): boolean {
    return (
      error instanceof Overtaken ||
      error instanceof OutOfScope ||
      this.dialect.isTransient(error) ||
      this.dialect.isStorageFailure(error)
    );
  }

  #publish({ events, viewers }: Changes): void {
    if (this.revisions instanceof KnownRevisions) this.revisions.raise(viewers);
    for (const listener of this.#listeners) {
      try {
        listener(events, viewers);
      } catch (error) {
        this.options.log.error({ err: describeError(error) }, 'a commit listener failed');
      }
    }
  }
}

/** Plays works in a transaction, and returns the outcome of each. */
type Play = (
  db: ControlledTransaction<Tables>,
  works: readonly Pending[],
  changes: Changes,
) => Promise<readonly Outcome[]>;

function storageUnavailable(cause?: unknown): AppError {
  return new AppError('STORAGE_UNAVAILABLE', 'The change could not be stored. Try again shortly.', {
    cause,
    retryAfterSeconds: 1,
  });
}

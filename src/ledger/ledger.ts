import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type ControlledTransaction, type Kysely, Migrator, type Transaction } from 'kysely';
import { describeError } from '../core/describe-error.js';
import { AppError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import { noTracing, type TraceContext, traced, type Tracing } from '../core/tracing.js';
import type { Dialect } from './dialect.js';
import type { StoredEvent } from './events.js';
import { migrations } from './migrations/migrations.js';
import { sqliteDialect } from './sqlite.js';
import type { Tables } from './tables.js';

/** Anything that runs queries: the ledger itself, or a unit of work. */
export type Queries = Kysely<Tables>;

/** One piece of work inside a commit: its queries, and the events it has written so far. */
export interface Unit {
  readonly db: Transaction<Tables>;
  readonly events: StoredEvent[];
  /** The trace this work is part of; its events carry it to whoever is told of them. */
  readonly trace: TraceContext | null;
  /** Runs a part of the work so that it is undone alone when it throws. Returns whether it did not. */
  attempt(part: (unit: Unit) => Promise<void>): Promise<boolean>;
}

/** The durable state of Dwar. */
export interface Ledger {
  /** For reads. Never used inside {@link Ledger.write}: on SQLite that would wait for itself. */
  readonly db: Queries;
  /** Names this log; cursors of another epoch cannot be resumed. */
  readonly epoch: string;
  /** A random key of this ledger, for digests of input that must not be guessed from the digest. */
  readonly digestKey: string;
  /**
   * Runs `work` in a SQL transaction and returns once it is on disk. Works that arrive together share one commit, each behind its
   * own savepoint where one throws: that one is undone alone, and its error is thrown here. Work may be played more than once and must await nothing
   * but its own queries. Throws STORAGE_UNAVAILABLE when the commit failed or the queue is full: nothing was changed.
   */
  write<T>(work: (unit: Unit) => Promise<T>): Promise<T>;
  /** Calls `listener` after each commit with the events it made durable, in commit order. */
  onCommit(listener: (events: readonly StoredEvent[]) => void): void;
  /** Throws when the ledger cannot be written. */
  check(): Promise<void>;
  /** Waits for the works under way, then closes. */
  close(): Promise<void>;
}

interface LedgerOptions {
  readonly log: Log;
  /** Whether this process alone may use an embedded ledger. Throws `LedgerLocked` when it is in use. */
  readonly exclusive?: boolean;
  /** Each work is a span while it waits and is played (nothing is traced). */
  readonly tracing?: Tracing;
  /** Told of each commit: how many works shared it, and how long it took. Must not throw. */
  readonly onCommitted?: (outcome: 'ok' | 'failed', works: number, seconds: number) => void;
}

/** Opens the ledger at a `DATABASE_URL` and brings its schema to the newest version. */
export async function openLedger(databaseUrl: string, options: LedgerOptions): Promise<Ledger> {
  const dialect = await dialectOf(databaseUrl, options.log);
  const lock = options.exclusive === true ? dialect.lock() : undefined;
  let db: Queries | undefined;
  try {
    db = dialect.open();
    const names = await prepare(db, dialect, options.log);
    return new CommitQueue(db, dialect, names, options, () => lock?.release());
  } catch (error) {
    await db?.destroy();
    lock?.release();
    throw error;
  }
}

/** The dialect a `DATABASE_URL` asks for. PostgreSQL's code is loaded only when it is used. */
export async function dialectOf(databaseUrl: string, log: Log): Promise<Dialect> {
  return databaseUrl.startsWith('sqlite:')
    ? sqliteDialect(databaseUrl.replace(/^sqlite:/, ''))
    : (await import('./postgres.js')).postgresDialect(databaseUrl, log);
}

async function prepare(
  db: Queries,
  dialect: Dialect,
  log: Log,
): Promise<Pick<Ledger, 'epoch' | 'digestKey'>> {
  return await untilPassed(dialect, performance.now(), async () => {
    await migrate(db, dialect, log);
    return { epoch: await constantOf(db, 'epoch', 4), digestKey: await constantOf(db, 'digest_key', 32) };
  });
}

/** Tries again while another process holds the database or it is away, until the patience that began at `since` is at its end. */
async function untilPassed<T>(dialect: Dialect, since: number, work: () => Promise<T>): Promise<T> {
  const giveUpAt = since + dialect.patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!dialect.isPassing(error) || performance.now() > giveUpAt) throw error;
      await pause(20);
    }
  }
}

async function migrate(db: Queries, dialect: Dialect, log: Log): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations(dialect) } });
  const { error, results = [] } = await migrator.migrateToLatest();
  for (const result of results)
    log.info({ migration: result.migrationName, status: result.status }, 'migration');
  if (error !== undefined) throw error;
}

/** A random value made once in the life of this ledger. */
async function constantOf(db: Queries, key: string, bytes: number): Promise<string> {
  const fresh = { key, value: randomBytes(bytes).toString('hex') };
  await db
    .insertInto('meta')
    .values(fresh)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirstOrThrow();
  return row.value;
}

interface Pending {
  readonly work: (unit: Unit) => Promise<unknown>;
  readonly trace: TraceContext | null;
  /** When it came, as `performance.now()` gives it. */
  readonly since: number;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: unknown };

/** One work of a batch played without a savepoint has thrown: the batch is played again with them. */
class WorkFailed extends Error {}

interface Played {
  readonly outcomes: Outcome[];
  readonly events: StoredEvent[];
}

type PlayOne = (
  db: ControlledTransaction<Tables>,
  pending: Pick<Pending, 'work' | 'trace'>,
  events: StoredEvent[],
) => Promise<Outcome>;

const WORKS_PER_COMMIT = 200;
const WORKS_WAITING = 10_000;

class CommitQueue implements Ledger {
  readonly #queue: Pending[] = [];
  readonly #listeners: ((events: readonly StoredEvent[]) => void)[] = [];
  #running: Promise<void> | undefined;
  #isClosed = false;
  readonly epoch: string;
  readonly digestKey: string;

  constructor(
    readonly db: Queries,
    private readonly dialect: Dialect,
    names: Pick<Ledger, 'epoch' | 'digestKey'>,
    private readonly options: LedgerOptions,
    private readonly release: () => void,
  ) {
    this.epoch = names.epoch;
    this.digestKey = names.digestKey;
  }

  write<T>(work: (unit: Unit) => Promise<T>): Promise<T> {
    const { tracing = noTracing } = this.options;
    // What nobody asked for, such as a clean-up, is not worth a trace.
    if (tracing.current() === null) return this.#enqueue(work, null);
    return traced(tracing, 'ledger commit', {}, ({ context }) => this.#enqueue(work, context));
  }

  #enqueue<T>(work: (unit: Unit) => Promise<T>, trace: TraceContext | null): Promise<T> {
    if (this.#isClosed || this.#queue.length >= WORKS_WAITING) return Promise.reject(storageUnavailable());
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({
        work,
        trace,
        since: performance.now(),
        resolve: resolve as (value: unknown) => void,
        reject,
      });
      this.#running ??= this.#drain();
    });
  }

  onCommit(listener: (events: readonly StoredEvent[]) => void): void {
    this.#listeners.push(listener);
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
    await this.db.destroy();
    this.release();
  }

  async #drain(): Promise<void> {
    // One turn of the event loop lets the deliveries that arrived together join the same commit.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#queue.length > 0) await this.#commit(this.#queue.splice(0, WORKS_PER_COMMIT));
    this.#running = undefined;
  }

  async #commit(batch: readonly Pending[]): Promise<void> {
    // What waited behind a commit that failed has used up its patience: one try, and it is refused.
    const startedAt = performance.now();
    const since = batch[0]?.since ?? startedAt;
    const tell = (outcome: 'ok' | 'failed') =>
      this.options.onCommitted?.(outcome, batch.length, (performance.now() - startedAt) / 1000);
    try {
      const { outcomes, events } = await untilPassed(this.dialect, since, () => this.#play(batch));
      tell('ok');
      for (const [index, pending] of batch.entries()) settle(pending, outcomes[index] as Outcome);
      if (events.length > 0) this.#tell(events);
    } catch (error) {
      tell('failed');
      this.options.log.error({ err: describeError(error) }, 'a commit of the ledger failed');
      for (const pending of batch) pending.reject(storageUnavailable(error));
    }
  }

  /** Most batches hold no work that throws, and need no savepoints: those are set only when one did. */
  async #play(batch: readonly Pending[]): Promise<Played> {
    try {
      return await this.#playTogether(batch, (db, pending, events) =>
        this.#playUnguarded(db, pending, events),
      );
    } catch (error) {
      if (!(error instanceof WorkFailed)) throw error;
      return await this.#playTogether(batch, (db, pending, events) => this.#playGuarded(db, pending, events));
    }
  }

  async #playTogether(batch: readonly Pending[], playOne: PlayOne): Promise<Played> {
    const transaction = await this.db.startTransaction().execute();
    try {
      await this.dialect.beginWrite(transaction);
      const outcomes: Outcome[] = [];
      const events: StoredEvent[] = [];
      for (const pending of batch) outcomes.push(await playOne(transaction, pending, events));
      await transaction.commit().execute();
      return { outcomes, events };
    } catch (error) {
      // A lost connection cannot be told anything, and has rolled back by itself.
      if (!transaction.isCommitted && !transaction.isRolledBack)
        await transaction
          .rollback()
          .execute()
          .catch(() => {});
      throw error;
    }
  }

  async #playUnguarded(
    db: ControlledTransaction<Tables>,
    { work, trace }: Pick<Pending, 'work' | 'trace'>,
    events: StoredEvent[],
  ): Promise<Outcome> {
    try {
      return { ok: true, value: await work(this.#unit(db, events, trace)) };
    } catch (error) {
      throw this.#endsBatch(error) ? error : new WorkFailed();
    }
  }

  async #playGuarded(
    db: ControlledTransaction<Tables>,
    { work, trace }: Pick<Pending, 'work' | 'trace'>,
    events: StoredEvent[],
  ): Promise<Outcome> {
    const unit = this.#unit(db, [], trace);
    const savepoint = await db.savepoint('work').execute();
    try {
      const value = await work(unit);
      await savepoint.releaseSavepoint('work').execute();
      events.push(...unit.events);
      return { ok: true, value };
    } catch (error) {
      // SQLite may even have taken back the transaction already.
      if (this.#endsBatch(error)) throw error;
      await savepoint.rollbackToSavepoint('work').execute();
      return { ok: false, error };
    }
  }

  #unit(db: ControlledTransaction<Tables>, events: StoredEvent[], trace: TraceContext | null): Unit {
    const attempt: Unit['attempt'] = async (work) =>
      (await this.#playGuarded(db, { work, trace }, events)).ok;
    return { db, events, trace, attempt };
  }

  #endsBatch(error: unknown): boolean {
    return this.dialect.isPassing(error) || this.dialect.isStorageFailure(error);
  }

  #tell(events: readonly StoredEvent[]): void {
    for (const listener of this.#listeners) {
      try {
        listener(events);
      } catch (error) {
        this.options.log.error({ err: describeError(error) }, 'a commit listener failed');
      }
    }
  }
}

function settle(pending: Pending, outcome: Outcome): void {
  if (outcome.ok) pending.resolve(outcome.value);
  else pending.reject(outcome.error);
}

function storageUnavailable(cause?: unknown): AppError {
  return new AppError('STORAGE_UNAVAILABLE', 'The change could not be stored. Try again shortly.', {
    cause,
    retryAfterSeconds: 1,
  });
}

import { setTimeout as pause } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { AppError } from '../../core/errors.js';
import type { Admission, Scope } from '../commits/scope.js';
import type { Epoch } from '../epoch.js';
import type { LedgerSize } from './size.js';
import type { Tables } from './tables.js';

/** What differs between SQLite and PostgreSQL; everything else of the ledger is one code path. */
export interface Dialect {
  /** The column type that holds raw bytes. */
  readonly bytesType: 'blob' | 'bytea';
  /**
   * How long opening or a write is retried after transient errors, in milliseconds, before it is rejected.
   */
  readonly transientTimeoutMs: number;
  /** Opens the database. Each call of the result's queries is one statement on the ledger's connection. */
  open(): Kysely<Tables>;
  /** Whether a failed batch may be retried: another process held the lock, or the connection was lost. */
  isTransient(error: unknown): boolean;
  /**
   * Whether the storage itself failed (full, unreadable, read-only), so that no write of the batch can
   * succeed.
   */
  isStorageFailure(error: unknown): boolean;
  /** Locks an embedded ledger for this process. Throws `LedgerLocked` if another process holds the lock. */
  lock(): { release(): void };
  /** The database's own clock, in epoch milliseconds; null if it is this machine's clock. */
  now(db: Kysely<Tables>): Promise<number | null>;
  /** How large the database is. */
  size(db: Kysely<Tables>): Promise<LedgerSize>;
  /** Lets the statements of one transaction take long: a migration of a large table does. */
  allowLongStatements(db: Kysely<unknown>): Promise<void>;
  /**
   * Called first in each write transaction, with the scope of each of its works. From then on no other writer
   * changes what the works read that may be played in it.
   */
  beginWrite(db: Kysely<Tables>, scopes: readonly (Scope | null)[]): Promise<Admission>;
  /**
   * A number that differs after each commit of another process. Absent if instances share the database,
   * because each of them commits.
   */
  commitsByOthers?(): number;
  readonly history: History;
}

/** Detects that a database has lost commits, and then gives the log a new epoch. */
export interface History {
  /**
   * Starts watching the database of a ledger with this epoch. Renews the epoch at once if commits may be
   * missing.
   */
  follow(epoch: Epoch): Promise<void>;
  /** Gives the log a new epoch, unless it already changed since `seen`. */
  renew(seen: string): Promise<void>;
  /** Called at the end of each write transaction that changes what viewers can read. */
  committing?(): void;
  /** Called when that transaction is on disk. Must not throw. */
  committed?(): void;
  close(): void;
}

/** A statement failed in the database. `databaseCode` is the database's own error code. */
export class StorageFailed extends AppError {
  constructor(
    readonly databaseCode: string,
    /** Whether a retry may succeed shortly. */
    readonly isTransient: boolean,
    options: { readonly cause: unknown },
  ) {
    super('STORAGE_UNAVAILABLE', 'The ledger cannot be reached at the moment. Try again shortly.', {
      ...options,
      retryAfterSeconds: 1,
    });
  }

  /** Whether the connection can no longer be used. */
  get isConnectionLost(): boolean {
    return /^(?:57P|25P03|08|E|CONNECTION_LOST|TIMEOUT)/.test(this.databaseCode);
  }

  /** Whether the server at the other end is a standby, or has become read-only. */
  get cannotWrite(): boolean {
    return /^(?:25006|STANDBY)$/.test(this.databaseCode);
  }
}

/**
 * Another instance has stored the same meanwhile. The batch is played again, and finds what the other has
 * stored.
 */
export class Overtaken extends Error {
  constructor(what: string) {
    super(`another instance has stored ${what} at the same time`);
    this.name = 'Overtaken';
  }
}

/** Another process uses this embedded ledger. */
export class LedgerLocked extends Error {
  constructor(path: string) {
    super(`another process uses the ledger ${path}; stop it first, or choose another data folder`);
    this.name = 'LedgerLocked';
  }
}

/**
 * Retries `work` while it fails with transient errors, until `transientTimeoutMs` have passed since `since`.
 * Then throws the first of them: later ones may be a consequence of the haste.
 */
export async function retryTransient<T>(dialect: Dialect, since: number, work: () => Promise<T>): Promise<T> {
  const giveUpAt = since + dialect.transientTimeoutMs;
  let first: unknown;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Overtaken) && !dialect.isTransient(error)) throw error;
      first ??= error;
      if (performance.now() > giveUpAt) throw first;
      await pause(20);
    }
  }
}

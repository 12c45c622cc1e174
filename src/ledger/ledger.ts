import type { Log } from '../core/log.js';
import type { Tracing } from '../core/tracing.js';
import type { Decision } from './commits/decision.js';
import type { Scope } from './commits/scope.js';
import type { LedgerSize } from './databases/size.js';
import type { Epoch } from './epoch.js';
import type { StoredEvent } from './event-record.js';
import type { Queries, Unit } from './unit.js';

/**
 * Gets the events that a commit made durable, in commit order, and the viewers whose revision it raised:
 * those of the events, and those of changes without an event.
 */
export type CommitListener = (events: readonly StoredEvent[], changed: ReadonlySet<string>) => void;

/**
 * Shows whether what a viewer can read has changed: the text differs after each change, and is never older
 * than the call. Rejects or throws when it cannot be known.
 */
export interface Revisions {
  of(viewerId: string): string | Promise<string>;
}

/**
 * What is written first when several wait: `call` for what a client or Gateway waits for, `read` for what a
 * planned read has found, `clean-up` for the rest.
 */
export type Rank = 'call' | 'read' | 'clean-up';

export interface WriteOptions {
  readonly rank?: Rank;
  readonly scope?: Scope;
}

/** The durable state of Dwar. */
export interface Ledger {
  /** For reads. Never used inside {@link Ledger.write}: on SQLite that would wait for itself. */
  readonly db: Queries;
  /** Names this ledger as long as it exists. No secret. */
  readonly name: string;
  /**
   * Names this log; cursors of another epoch cannot be resumed. It changes when the database has lost
   * commits. Read it before what it is to name: a cursor with an epoch that has ended costs its client one
   * resync, a cursor with one that began later could skip events.
   */
  readonly epoch: string;
  /**
   * Calls `listener` after each change of the epoch until the returned function is called. A listener must
   * not throw.
   */
  onNewEpoch(listener: () => void): () => void;
  /**
   * Gives the log another epoch unless it has got one since `seen`. For a caller that finds committed events
   * missing.
   */
  renewEpoch(seen: string): Promise<void>;
  /** Whether what a viewer can read has changed since it was last read. */
  readonly revisions: Revisions;
  /** A random key of this ledger, for digests of input that must not be guessed from the digest. */
  readonly digestKey: string;
  /**
   * Runs `work` in a SQL transaction and returns once it is on disk. Works that arrive together share one
   * commit, each behind its own savepoint where one throws: that one is undone alone, and its error is thrown
   * here. Work may be played more than once and must await nothing but its own queries. Throws
   * STORAGE_UNAVAILABLE when the commit failed or the queue is full: nothing was changed. The default rank is
   * `call`, and the default scope any viewer's state.
   */
  write<T>(work: (unit: Unit) => Promise<T>, options?: WriteOptions): Promise<T>;
  /**
   * As {@link Ledger.write}, for a decision: those that arrive together share their statements as well. It
   * decides after the decisions and before the other works of its commit that arrived with it.
   */
  decide<T>(decision: Decision<T>, rank?: Rank): Promise<T>;
  /** Calls `listener` after each commit that changed anything viewers can read. A listener must not throw. */
  onCommit(listener: CommitListener): void;
  /** The database's own clock, epoch milliseconds; null where that is this machine's. */
  databaseNow(): Promise<number | null>;
  /** How large it is. Rejects when the database cannot be asked. */
  size(): Promise<LedgerSize>;
  /** Throws when the ledger cannot be written. */
  check(): Promise<void>;
  /** Waits for the works in progress, then closes. */
  close(): Promise<void>;
}

/** What names a ledger, its log and its digests. */
export interface LedgerNames {
  readonly name: string;
  readonly epoch: Epoch;
  readonly digestKey: string;
}

export interface LedgerOptions {
  readonly log: Log;
  /** Whether this process alone may use an embedded ledger. Throws `LedgerLocked` when it is in use. */
  readonly exclusive?: boolean;
  /** Each work is a span while it waits and is played (nothing is traced). */
  readonly tracing?: Tracing;
  /** Called after each commit with the number of works that shared it and its duration. Must not throw. */
  readonly onCommitted?: (outcome: 'ok' | 'failed', works: number, seconds: number) => void;
}

import { setTimeout as pause } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { AppError } from '../../core/errors.js';
import type { Epoch } from '../epoch.js';
import type { Tables } from './tables.js';

/** What differs between SQLite and PostgreSQL; everything else of the ledger is one code path. */
export interface Dialect {
  /** The column type that holds raw bytes. */
  readonly bytesType: 'blob' | 'bytea';
  /** How long a start or a work may wait for trouble that passes, in milliseconds; then it is refused. */
  readonly patienceMs: number;
  /** Opens the database. Each call of the result's queries is one statement on the ledger's connection. */
  open(): Kysely<Tables>;
  /** Whether a failed batch may be played again: the lock was held elsewhere, or the connection is gone. */
  isPassing(error: unknown): boolean;
  /** Whether the storage itself failed (full, unreadable, read-only): then no work of the batch can be saved. */
  isStorageFailure(error: unknown): boolean;
  /** Takes the exclusive use of an embedded ledger; throws `LedgerLocked` when another process has it. */
  lock(): { release(): void };
  /** The database's own clock, epoch milliseconds; null where that is this machine's. */
  now(db: Kysely<Tables>): Promise<number | null>;
  /** Called first in each writing transaction: from here on, no other writer changes what it reads. */
  beginWrite(db: Kysely<Tables>): Promise<void>;
  /** Absent where no commit can be lost while the process runs. */
  readonly history?: History;
}

/** Notices that a database has lost commits, and gives the log another epoch. */
export interface History {
  /** Begins to follow the database for a ledger whose epoch this is; it is changed at once if commits may be missing by now. */
  follow(db: Kysely<Tables>, epoch: Epoch): Promise<void>;
  /** Gives the log another epoch unless it has got one since `seen`. */
  renew(seen: string): Promise<void>;
  close(): void;
}

/** The database could not do what was asked. `code` is its own. */
export class StorageFailed extends AppError {
  constructor(
    readonly databaseCode: string,
    /** Whether trying again shortly may help. */
    readonly isPassing: boolean,
    options: { readonly cause: unknown },
  ) {
    super('STORAGE_UNAVAILABLE', 'The ledger cannot be reached at the moment. Try again shortly.', {
      ...options,
      retryAfterSeconds: 1,
    });
  }

  /** Whether the connection it was asked on is of no more use. */
  get isConnectionLost(): boolean {
    return /^(?:57P|25P03|08|E|CONNECTION_LOST)/.test(this.databaseCode);
  }
}

/** Another process uses this embedded ledger. */
export class LedgerLocked extends Error {
  constructor(path: string) {
    super(`another process uses the ledger ${path}; stop it first, or choose another data folder`);
    this.name = 'LedgerLocked';
  }
}

/** Tries again while another process holds the database or it is away, until the patience that began at `since` is at its end. */
export async function untilPassed<T>(dialect: Dialect, since: number, work: () => Promise<T>): Promise<T> {
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

import type { Kysely } from 'kysely';
import type { Tables } from './tables.js';

/** What differs between SQLite and PostgreSQL; everything else of the ledger is one code path. */
export interface Dialect {
  /** The column type that holds raw bytes. */
  readonly bytesType: 'blob' | 'bytea';
  /** Opens the database. Each call of the result's queries is one statement on the ledger's connection. */
  open(): Kysely<Tables>;
  /** Whether a failed batch may be played again: the lock was held elsewhere, or the connection is gone. */
  isPassing(error: unknown): boolean;
  /** Whether the storage itself failed (full, unreadable, read-only): then no work of the batch can be saved. */
  isStorageFailure(error: unknown): boolean;
  /** Takes the exclusive use of an embedded ledger; throws `LedgerLocked` when another process has it. */
  lock(): { release(): void };
}

/** Another process uses this embedded ledger. */
export class LedgerLocked extends Error {
  constructor(path: string) {
    super(`another process uses the ledger ${path}; stop it first, or choose another data folder`);
    this.name = 'LedgerLocked';
  }
}

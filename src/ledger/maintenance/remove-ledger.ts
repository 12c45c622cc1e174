import { rmSync } from 'node:fs';
import { sqliteDialect } from '../databases/sqlite.js';

/** Deletes an embedded ledger with all it holds. Throws `LedgerLocked` when a process uses it. */
export function removeLedger(databaseUrl: string): void {
  const path = databaseUrl.replace(/^sqlite:/, '');
  const lock = sqliteDialect(path).lock();
  try {
    for (const suffix of ['', '-wal', '-shm', '.mark']) rmSync(`${path}${suffix}`, { force: true });
  } finally {
    lock.release();
  }
}

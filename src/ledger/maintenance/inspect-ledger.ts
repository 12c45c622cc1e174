import { existsSync } from 'node:fs';
import { silentLog } from '../../core/log.js';
import { explainOpenFailure } from './explain-open.js';
import type { Queries } from '../ledger.js';
import { dialectOf } from '../open-ledger.js';
import { pendingMigrations } from '../migrate.js';

/** What can be read of a ledger without changing it. */
export interface LedgerState {
  /** False when it would be made at the next start. */
  readonly exists: boolean;
  /** Migrations that the next start would run, in order. */
  readonly pending: readonly string[];
}

/**
 * Looks at a ledger and takes its write lock for a moment. Throws as `openLedger` does when it cannot be read
 * or written.
 */
export async function inspectLedger(databaseUrl: string): Promise<LedgerState> {
  const dialect = await dialectOf(databaseUrl, silentLog);
  if (isAbsentFile(databaseUrl)) return { exists: false, pending: await pendingMigrations(null, dialect) };
  let db: Queries | undefined;
  try {
    db = dialect.open();
    const pending = await pendingMigrations(db, dialect);
    const transaction = await db.startTransaction().execute();
    await transaction.rollback().execute();
    return { exists: true, pending };
  } catch (error) {
    throw explainOpenFailure(error, databaseUrl);
  } finally {
    await db?.destroy();
  }
}

/** Whether an embedded ledger has no file yet; opening it would make one. */
export function isAbsentFile(databaseUrl: string): boolean {
  return databaseUrl.startsWith('sqlite:') && !existsSync(databaseUrl.replace(/^sqlite:/, ''));
}

import { existsSync } from 'node:fs';
import { sql } from 'kysely';
import type { Queries } from './ledger.js';
import { migrations } from './migrations/migrations.js';
import { sqliteDialect } from './sqlite.js';

/** What can be told of a ledger without changing it. */
export interface LedgerState {
  /** False when it would be made at the next start. */
  readonly exists: boolean;
  /** Migrations that the next start would run, in order. */
  readonly pending: readonly string[];
}

/** Looks at a ledger and takes its write lock for a moment. Throws when it cannot be read or written. */
export async function inspectLedger(databaseUrl: string): Promise<LedgerState> {
  const path = databaseUrl.replace(/^sqlite:/, '');
  const dialect = sqliteDialect(path);
  const known = Object.keys(migrations(dialect)).sort();
  if (!existsSync(path)) return { exists: false, pending: known };
  const db = dialect.open();
  try {
    const done = await migrationsDone(db);
    const lock = await db.startTransaction().execute();
    await lock.rollback().execute();
    return { exists: true, pending: known.filter((name) => !done.includes(name)) };
  } finally {
    await db.destroy();
  }
}

async function migrationsDone(db: Queries): Promise<readonly string[]> {
  const tables = await sql<{
    name: string;
  }>`select name from sqlite_master where name = 'kysely_migration'`.execute(db);
  if (tables.rows.length === 0) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return rows.map((row) => row.name);
}

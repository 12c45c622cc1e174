import { existsSync } from 'node:fs';
import { sql } from 'kysely';
import { silentLog } from '../core/log.js';
import { dialectOf, type Queries } from './ledger.js';
import { migrations } from './migrations/migrations.js';

/** What can be told of a ledger without changing it. */
export interface LedgerState {
  /** False when it would be made at the next start. */
  readonly exists: boolean;
  /** Migrations that the next start would run, in order. */
  readonly pending: readonly string[];
}

/** Looks at a ledger and takes its write lock for a moment. Throws when it cannot be read or written. */
export async function inspectLedger(databaseUrl: string): Promise<LedgerState> {
  const dialect = await dialectOf(databaseUrl, silentLog);
  const known = Object.keys(migrations(dialect)).sort();
  if (isAbsentFile(databaseUrl)) return { exists: false, pending: known };
  const db = dialect.open();
  try {
    const done = await migrationsDone(db);
    const transaction = await db.startTransaction().execute();
    await transaction.rollback().execute();
    return { exists: true, pending: known.filter((name) => !done.includes(name)) };
  } finally {
    await db.destroy();
  }
}

/** Whether an embedded ledger has no file yet; opening it would make one. */
export function isAbsentFile(databaseUrl: string): boolean {
  return databaseUrl.startsWith('sqlite:') && !existsSync(databaseUrl.replace(/^sqlite:/, ''));
}

/** A ledger without its secrets, for people: the path of a file, or server and name of a database. */
export function describeLedger(databaseUrl: string): string {
  if (databaseUrl.startsWith('sqlite:')) return databaseUrl.replace(/^sqlite:/, '');
  if (!URL.canParse(databaseUrl)) return 'PostgreSQL';
  const { host, pathname } = new URL(databaseUrl);
  return `PostgreSQL at ${host}${pathname}`;
}

const MIGRATION_TABLE = 'kysely_migration';

async function migrationsDone(db: Queries): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === MIGRATION_TABLE)) return [];
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(MIGRATION_TABLE)}`.execute(db);
  return rows.map((row) => row.name);
}

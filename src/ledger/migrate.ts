import { type Kysely, Migrator, sql } from 'kysely';
import type { Log } from '../core/log.js';
import { StartError } from '../core/start-error.js';
import type { Dialect } from './databases/dialect.js';
import { migrations } from './migrations/migrations.js';
import type { Tables } from './databases/tables.js';

const MIGRATION_TABLE = 'kysely_migration';

/**
 * Brings the schema to the newest version. Takes the lock of migrations only if there is something to do: a
 * pooler may not keep the session that holds it. Throws `StartError` for a ledger of a newer version.
 */
export async function migrate(db: Kysely<Tables>, dialect: Dialect, log: Log): Promise<void> {
  if ((await pendingMigrations(db, dialect)).length === 0) return;
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations(dialect) } });
  const { error, results = [] } = await migrator.migrateToLatest();
  for (const result of results)
    log.info({ migration: result.migrationName, status: result.status }, 'migration');
  if (error !== undefined) throw error;
}

/**
 * Migrations that the next start would run, in order. Throws `StartError` for a ledger of a newer version.
 */
export async function pendingMigrations(
  db: Kysely<Tables> | null,
  dialect: Dialect,
): Promise<readonly string[]> {
  const done = db === null ? [] : await migrationsDone(db);
  refuseNewer(done, dialect);
  return Object.keys(migrations(dialect))
    .sort()
    .filter((name) => !done.includes(name));
}

async function migrationsDone(db: Kysely<Tables>): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  return tables.some(({ name }) => name === MIGRATION_TABLE) ? await appliedMigrations(db) : [];
}

/** The migrations that an open ledger has, in order. */
export async function appliedMigrations(db: Kysely<Tables>): Promise<readonly string[]> {
  const { rows } = await sql<{
    name: string;
  }>`select name from ${sql.table(MIGRATION_TABLE)} order by name`.execute(db);
  return rows.map((row) => row.name);
}

function refuseNewer(done: readonly string[], dialect: Dialect): void {
  const known = migrations(dialect);
  const unknown = done.filter((name) => !(name in known));
  if (unknown.length === 0) return;
  throw new StartError(
    `the ledger was migrated by a newer Dwar: this version does not know ${unknown.join(', ')}`,
    'Run that version or a later one. To go back to this version, ' +
      'restore the backup made before the upgrade.',
  );
}

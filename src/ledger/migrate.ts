import { type Kysely, Migrator, sql } from 'kysely';
import { readVersion } from '../core/built/version.js';
import type { Log } from '../core/log.js';
import { StartError } from '../core/start-error.js';
import type { Dialect } from './databases/dialect.js';
import { migrations, oldestReader } from './migrations/migrations.js';
import type { Tables } from './databases/tables.js';

const MIGRATION_TABLE = 'kysely_migration';
/** Of the keys in `meta` that say which versions may run on a ledger; see {@link ReaderMark}. */
const MARK = 'migration:';

/** What a version notes of a migration, for older versions that do not know it. */
interface ReaderMark {
  /** The version that has made it. */
  readonly version: string;
  /** A version may run on the ledger if it knows this migration. */
  readonly needs: string;
}

/** What a ledger has been through. */
export interface MigrationsDone {
  /** By name, in order. */
  readonly done: readonly string[];
  /** The marks in `meta`, by name of the migration, as JSON. */
  readonly marks: ReadonlyMap<string, string>;
}

/** What a version makes of a ledger. */
export interface SchemaState {
  /** Migrations that the next start would run, in order. */
  readonly pending: readonly string[];
  /** Migrations of newer versions, after which this version may still run. */
  readonly newer: readonly string[];
}

/**
 * Brings the schema to the newest version. Takes the lock of migrations only if there is something to do: a
 * pooler may not keep the session that holds it. Throws `StartError` for a ledger of a newer version that
 * this one cannot run on.
 */
export async function migrate(db: Kysely<Tables>, dialect: Dialect, log: Log): Promise<void> {
  const { pending, newer } = await schemaState(db, dialect);
  if (newer.length > 0)
    log.warn({ migrations: newer }, 'a newer Dwar has migrated the ledger; this version can run on it');
  if (pending.length > 0) {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations(dialect) } });
    const { error, results = [] } = await migrator.migrateToLatest();
    for (const result of results)
      log.info({ migration: result.migrationName, status: result.status }, 'migration');
    if (error !== undefined) throw error;
  }
  await markMigrations(db, dialect);
}

/** Reads what a ledger has been through, without changing it; null stands for a new one. */
export async function schemaState(db: Kysely<Tables> | null, dialect: Dialect): Promise<SchemaState> {
  return readSchema(db === null ? { done: [], marks: new Map() } : await migrationsDone(db), dialect);
}

/** Throws `StartError` for a ledger of a newer version that this one cannot run on. */
export function readSchema({ done, marks }: MigrationsDone, dialect: Dialect): SchemaState {
  const known = migrations(dialect);
  const pending = Object.keys(known)
    .sort()
    .filter((name) => !done.includes(name));
  const newer = done.filter((name) => !(name in known));
  const mayRun = (name: string) => (markOf(marks, name)?.needs ?? name) in known;
  const breaking = newer.filter((name) => !mayRun(name));
  // What another version has made in between may be what these build on.
  if (newer.length > 0 && pending.length > 0) breaking.push(...newer);
  if (breaking.length > 0) throw ofNewerVersion([...new Set(breaking)], marks);
  return { pending, newer };
}

function ofNewerVersion(names: readonly string[], marks: MigrationsDone['marks']): StartError {
  const described = names.map((name) => {
    const mark = markOf(marks, name);
    return mark === undefined ? name : `${name} (by Dwar ${mark.version})`;
  });
  return new StartError(
    `the ledger was migrated by a newer Dwar: this version cannot run after ${described.join(', ')}`,
    'Run that version or a later one. Or restore the backup made before the upgrade, which loses what has ' +
      'happened since: see docs/backup.md.',
  );
}

function markOf(marks: MigrationsDone['marks'], name: string): ReaderMark | undefined {
  try {
    const { version, needs } = JSON.parse(marks.get(name) ?? '{}') as Partial<ReaderMark>;
    return typeof version === 'string' && typeof needs === 'string' ? { version, needs } : undefined;
  } catch {
    return undefined;
  }
}

async function migrationsDone(db: Kysely<Tables>): Promise<MigrationsDone> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === MIGRATION_TABLE)) return { done: [], marks: new Map() };
  const done = await appliedMigrations(db);
  return { done, marks: done.length === 0 ? new Map() : await readMarks(db) };
}

async function readMarks(db: Kysely<Tables>): Promise<MigrationsDone['marks']> {
  const rows = await db
    .selectFrom('meta')
    .select(['key', 'value'])
    .where('key', 'like', `${MARK}%`)
    .execute();
  return readerMarks(new Map(rows.map(({ key, value }) => [key, value])));
}

/** The marks among the rows of `meta`. */
export function readerMarks(meta: ReadonlyMap<string, string>): MigrationsDone['marks'] {
  const marks = [...meta].filter(([key]) => key.startsWith(MARK));
  return new Map(marks.map(([key, value]) => [key.slice(MARK.length), value]));
}

/** Notes for older versions whether they may run after each migration of this one. */
async function markMigrations(db: Kysely<Tables>, dialect: Dialect): Promise<void> {
  const marks = Object.keys(migrations(dialect)).flatMap((name) => {
    const needs = oldestReader(name);
    return needs === null ? [] : [{ name, needs }];
  });
  if (marks.length === 0) return;
  const marked = await readMarks(db);
  const rows = marks
    .filter(({ name }) => !marked.has(name))
    .map(({ name, needs }) => ({
      key: `${MARK}${name}`,
      value: JSON.stringify({ version: readVersion(), needs }),
    }));
  if (rows.length === 0) return;
  await db
    .insertInto('meta')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The migrations that an open ledger has, in order. */
export async function appliedMigrations(db: Kysely<Tables>): Promise<readonly string[]> {
  const { rows } = await sql<{
    name: string;
  }>`select name from ${sql.table(MIGRATION_TABLE)} order by name`.execute(db);
  return rows.map((row) => row.name);
}

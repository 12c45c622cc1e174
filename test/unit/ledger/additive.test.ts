import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { sqliteDialect } from '../../../src/ledger/databases/sqlite.js';
import type { Tables } from '../../../src/ledger/databases/tables.js';
import { migrations, oldestReader } from '../../../src/ledger/migrations/migrations.js';
import { temporaryFolder } from '../../support/ledger.js';

interface Column {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly dflt_value: string | null;
  readonly pk: number;
}

/** The tables, their columns, and what an insert may run into. */
interface Schema {
  readonly columns: ReadonlyMap<string, readonly Column[]>;
  /** Unique indexes and triggers, by table. */
  readonly constraints: ReadonlyMap<string, readonly string[]>;
}

async function schemaOf(db: Kysely<Tables>): Promise<Schema> {
  const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'table'
    and name not like 'sqlite_%' and name not like 'kysely_%'`.execute(db);
  const columns = new Map<string, readonly Column[]>();
  const constraints = new Map<string, readonly string[]>();
  for (const { name } of rows) {
    columns.set(name, (await sql<Column>`select * from pragma_table_info(${name})`.execute(db)).rows);
    const found = await sql<{ name: string }>`select name from pragma_index_list(${name}) where "unique" = 1
      union all select name from sqlite_master where type = 'trigger' and tbl_name = ${name}`.execute(db);
    constraints.set(
      name,
      found.rows.map((row) => row.name),
    );
  }
  return { columns, constraints };
}

/** What of a change would be in the way of a version that knows only the schema before. */
function breaks(before: Schema, after: Schema): readonly string[] {
  return [...before.columns].flatMap(([table, columns]) => {
    const now = after.columns.get(table);
    if (now === undefined) return [`${table} is gone`];
    const changed = columns.filter(
      (column) =>
        JSON.stringify(now.find(({ name }) => name === column.name)?.type) !== JSON.stringify(column.type),
    );
    const demanded = now.filter(
      ({ name, notnull, dflt_value }) =>
        notnull === 1 && dflt_value === null && !columns.some((column) => column.name === name),
    );
    const constraints = (after.constraints.get(table) ?? []).filter(
      (name) => before.constraints.get(table)?.includes(name) === false,
    );
    return [
      ...changed.map(({ name }) => `${table}.${name} is gone or of another type`),
      ...demanded.map(({ name }) => `${table}.${name} must be given`),
      ...constraints.map((name) => `${table} has the constraint ${name}`),
    ];
  });
}

/** Runs migrations one after another, and returns what each breaks. */
async function breaksOfEach(
  planted: Readonly<Record<string, Migration>>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const folder = temporaryFolder();
  const dialect = sqliteDialect(join(folder.path, 'dwar.db'));
  const db = dialect.open();
  const all = { ...migrations(dialect), ...planted };
  const migrator = new Migrator({ db, provider: { getMigrations: async () => all } });
  const found = new Map<string, readonly string[]>();
  let before = await schemaOf(db);
  for (const name of Object.keys(all).sort()) {
    const { error } = await migrator.migrateTo(name);
    if (error !== undefined) throw error;
    const after = await schemaOf(db);
    found.set(name, breaks(before, after));
    before = after;
  }
  await db.destroy();
  folder.remove();
  return found;
}

describe('a migration', () => {
  test('only adds, or is named as one after which older versions cannot run', async () => {
    for (const [name, broken] of await breaksOfEach({})) {
      const needs = oldestReader(name);
      if (needs !== null && needs !== name) expect([name, broken]).toEqual([name, []]);
    }
  });

  test('that does not only add is found', async () => {
    const planted: Record<string, Migration> = {
      '9990-adds': {
        async up(db) {
          await sql`create table new_table (id text primary key not null)`.execute(db);
          await sql`alter table orders add column new_column text`.execute(db);
          await sql`alter table orders add column with_default integer not null default 0`.execute(db);
          await sql`create index new_index on orders (new_column)`.execute(db);
        },
      },
      '9991-unique': {
        up: async (db) => void (await sql`create unique index one on events (occurred_at)`.execute(db)),
      },
      '9992-column': {
        async up(db) {
          await sql`drop index new_index`.execute(db);
          await sql`alter table orders drop column new_column`.execute(db);
        },
      },
      '9993-rename': {
        up: async (db) =>
          void (await sql`alter table holdings rename column snapshot to content`.execute(db)),
      },
      '9994-table': { up: async (db) => void (await sql`drop table investments`.execute(db)) },
      '9995-demands': {
        async up(db) {
          await sql`drop table holdings`.execute(db);
          await sql`create table holdings (auth_id text primary key, must text not null)`.execute(db);
        },
      },
    };
    const found = await breaksOfEach(planted);
    expect([...found].filter(([name]) => name in planted)).toEqual([
      ['9990-adds', []],
      ['9991-unique', ['events has the constraint one']],
      ['9992-column', ['orders.new_column is gone or of another type']],
      ['9993-rename', ['holdings.snapshot is gone or of another type', 'holdings.content must be given']],
      ['9994-table', ['investments is gone']],
      ['9995-demands', expect.arrayContaining(['holdings.must must be given'])],
    ]);
  });

  test.each([
    ['0001-initial', null],
    ['0017-insertion-order', null],
    ['0018-of-this-version', '0017-insertion-order'],
  ])('%s needs a version that knows %s', (name, needs) => {
    expect(oldestReader(name)).toBe(needs);
  });
});

import { type Kysely, type Migration, type RawBuilder, sql } from 'kysely';
import type { Dialect } from '../databases/dialect.js';

/**
 * Each transaction, order and import gets the number of the event that last changed it. Where that event was
 * trimmed it is at most the last number trimmed, which is stored instead: nothing has changed the row since.
 *
 * The version before changes rows without these columns: see `object-revisions.ts`. Imports of mutual funds
 * have no version to compare; their number is within their snapshot, which that version writes without it.
 */
export function objectRevisions(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await dialect.allowLongStatements(db);
      // In the order in which a commit writes to them.
      for (const table of ['orders', 'transactions', 'holdings']) await addColumns(db, table);
      await number(db, 'orders', 'batch_id', ['ORDER', 'ORDER_RETRACTED']);
      await number(db, 'transactions', 'transaction_id', ['TRANSACTION']);
      await numberHoldings(db);
      for (const table of ['mutual_fund_statements', 'mutual_fund_imports']) await numberImports(db, table);
    },
  };
}

async function addColumns(db: Kysely<unknown>, table: string): Promise<void> {
  for (const name of ['revision', 'revised_version'])
    await db.schema
      .alterTable(table)
      .addColumn(name, 'bigint', (column) => column.notNull().defaultTo(0))
      .execute();
}

/** The last event of each object of these types. */
function lastEvents(types: readonly string[]) {
  return sql`(select viewer_id, subject, max(seq) as seq from events
    where type in (${sql.join(types.map((type) => sql.lit(type)))}) group by viewer_id, subject) as last`;
}

async function number(db: Kysely<unknown>, table: string, key: string, types: readonly string[]) {
  const rows = sql.table(table);
  await sql`/* migration */ update ${rows} set revised_version = version, revision = last.seq
    from ${lastEvents(types)}
    where last.viewer_id = ${rows}.viewer_id and last.subject = ${rows}.${sql.ref(key)}`.execute(db);
  await sql`/* migration */ update ${rows} set revised_version = version, revision = coalesce(
    (select trimmed_to from viewers where viewers.viewer_id = ${rows}.viewer_id), 0)
    where revised_version <> version`.execute(db);
}

async function numberHoldings(db: Kysely<unknown>): Promise<void> {
  await sql`/* migration */ update holdings set revised_version = version, revision = last.seq
    from ${lastEvents(['HOLDINGS'])}, broker_accounts
    where broker_accounts.auth_id = holdings.auth_id and last.subject = holdings.auth_id
      and last.viewer_id = broker_accounts.viewer_id`.execute(db);
  await sql`/* migration */ update holdings set revised_version = version, revision = coalesce(
    (select viewers.trimmed_to from viewers
      join broker_accounts on broker_accounts.viewer_id = viewers.viewer_id
      where broker_accounts.auth_id = holdings.auth_id), 0)
    where revised_version <> version`.execute(db);
}

/** A snapshot is the JSON of an object that is not empty. */
async function numberImports(db: Kysely<unknown>, table: string): Promise<void> {
  const rows = sql.table(table);
  const numbered = (number: RawBuilder<unknown>) =>
    sql`'{"revision":' || ${number} || ',' || substr(snapshot, 2)`;
  await sql`/* migration */ update ${rows} set snapshot = ${numbered(sql`last.seq`)}
    from ${lastEvents(['HOLDINGS'])}
    where last.viewer_id = ${rows}.viewer_id and last.subject = ${rows}.transaction_id
      and snapshot is not null`.execute(db);
  const trimmedTo = sql`coalesce(
    (select trimmed_to from viewers where viewers.viewer_id = ${rows}.viewer_id), 0)`;
  await sql`/* migration */ update ${rows} set snapshot = ${numbered(trimmedTo)}
    where snapshot is not null and snapshot not like '{"revision":%'`.execute(db);
}

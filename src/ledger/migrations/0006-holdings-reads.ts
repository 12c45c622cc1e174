import { type Kysely, type Migration, sql } from 'kysely';
import type { Dialect } from '../databases/dialect.js';

/** Holdings looked at by one statement: each may be hundreds of kilobytes. */
const AT_ONCE = 100;

/** Holdings that Gateway has not finished are read again; those stored so far are due at once. */
export function holdingsReads(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await dialect.allowLongStatements(db);
      await db.schema.alterTable('holdings').addColumn('read_at', 'bigint').execute();
      await db.schema
        .alterTable('holdings')
        .addColumn('reads', 'integer', (column) => column.notNull().defaultTo(0))
        .execute();
      await db.schema.createIndex('holdings_by_read').on('holdings').columns(['read_at']).execute();
      for (let after: string | null = ''; after !== null; ) after = await planUpdating(db, after);
    },
  };
}

/** Plans the unfinished ones of the next accounts. Returns the last account; null after the last of all. */
async function planUpdating(db: Kysely<unknown>, after: string): Promise<string | null> {
  const { rows } = await sql<{ auth_id: string }>`select auth_id from holdings
    where auth_id > ${after} order by auth_id limit ${sql.lit(AT_ONCE)}`.execute(db);
  const last = rows.at(-1)?.auth_id;
  if (last === undefined) return null;
  await sql`update holdings set read_at = 0 where auth_id > ${after} and auth_id <= ${last}
    and snapshot like '%"isUpdating":true%'`.execute(db);
  return last;
}

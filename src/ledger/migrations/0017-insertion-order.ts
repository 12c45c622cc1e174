import { type Kysely, type Migration, sql } from 'kysely';
import type { Dialect } from '../databases/dialect.js';
import { isPostgres } from '../databases/statement.js';

/** In the order in which a commit writes to them. */
const TABLES = ['deliveries', 'events'];

/**
 * Each new row gets the number of its transaction, from its default: also where an instance of the version
 * before inserts it. `feed.ts` reads the rows in this order. Rows that are there already keep null. SQLite
 * has the like of its own: the rowid.
 */
export function insertionOrder(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      if (!isPostgres(db)) return;
      await dialect.allowLongStatements(db);
      for (const table of TABLES) {
        const name = sql.table(table);
        await sql`alter table ${name} add column if not exists inserted_in bigint`.execute(db);
        // With the column at once, every row would be rewritten.
        await sql`alter table ${name} alter column inserted_in set default txid_current()`.execute(db);
        await db.schema
          .createIndex(`${table}_by_insertion`)
          .ifNotExists()
          .on(table)
          .columns(['inserted_in' as never])
          .execute();
      }
    },
  };
}

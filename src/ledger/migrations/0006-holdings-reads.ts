import { type Kysely, type Migration, sql } from 'kysely';

/** Holdings that Gateway has not finished are read again; those stored so far are due at once. */
export const holdingsReads: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('holdings').addColumn('read_at', 'bigint').execute();
    await db.schema
      .alterTable('holdings')
      .addColumn('reads', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema.createIndex('holdings_by_read').on('holdings').columns(['read_at']).execute();
    await sql`update holdings set read_at = 0 where snapshot like '%"isUpdating":true%'`.execute(db);
  },
};

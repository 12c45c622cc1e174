import type { Kysely, Migration } from 'kysely';

/** Failed reads are counted apart from those that brought no news. */
export const failedReads: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('transactions')
      .addColumn('failures', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
  },
};

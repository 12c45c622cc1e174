import type { Kysely, Migration } from 'kysely';

/** The newest investments of each account, and when they are read next. */
export const investments: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('investments')
      .addColumn('auth_id', 'text', (column) => column.primaryKey())
      .addColumn('snapshot', 'text')
      .addColumn('read_at', 'bigint')
      .addColumn('reads', 'integer', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('investments_by_read').on('investments').columns(['read_at']).execute();
  },
};

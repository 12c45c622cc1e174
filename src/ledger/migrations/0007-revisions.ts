import type { Kysely, Migration } from 'kysely';

/** Each viewer gets a number that grows with every commit that changes what they can read. */
export const revisions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('viewers')
      .addColumn('revision', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute();
  },
};

import type { Kysely, Migration } from 'kysely';

/** Finds the unmatched deliveries that are past their time without a look at those that are not. */
export const deliveriesByState: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createIndex('deliveries_by_state')
      .on('deliveries')
      .columns(['state', 'received_at'])
      .execute();
  },
};

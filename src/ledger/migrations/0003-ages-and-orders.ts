import type { Kysely, Migration } from 'kysely';

/**
 * Pending actions are removed by age, and the orders of a transaction are read a few at once: both need an
 * index.
 */
export const agesAndOrders: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createIndex('pending_actions_by_age')
      .ifNotExists()
      .on('pending_actions')
      .columns(['received_at'])
      .execute();
    await db.schema.dropIndex('orders_by_transaction').ifExists().execute();
    await db.schema
      .createIndex('orders_by_transaction')
      .on('orders')
      .columns(['transaction_id', 'created_seq'])
      .execute();
  },
};

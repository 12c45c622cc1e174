import type { Kysely, Migration } from 'kysely';
import type { Dialect } from '../databases/dialect.js';

/**
 * The lists of the console go over all viewers, newest first by time, and each is a range of one index in its
 * order. An instance of an earlier version, which may run at the same time, finds the same rows by these
 * indexes as by those they replace.
 */
export function operatorLists(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await dialect.allowLongStatements(db);
      const byTime = ['created_at', 'transaction_id'];
      await index(db, 'transactions', 'transactions_by_time', byTime);
      await index(db, 'transactions', 'transactions_of_viewer_by_time', ['viewer_id', ...byTime]);
      await db.schema
        .createIndex('orders_by_place')
        .ifNotExists()
        .on('orders')
        .columns(['transaction_id', 'created_seq'])
        .execute();
      const received = ['received_at', 'delivery_id'];
      await index(db, 'deliveries', 'deliveries_listed', received);
      await db.schema.dropIndex('deliveries_by_time').ifExists().execute();
      await index(db, 'deliveries', 'deliveries_listed_by_state', ['state', ...received]);
      await db.schema.dropIndex('deliveries_by_state').ifExists().execute();
      await index(db, 'deliveries', 'deliveries_of_transaction', ['transaction_id', ...received]);
      await index(db, 'deliveries', 'deliveries_of_account', ['auth_id', ...received]);
    },
  };
}

/** Each ends in the key of its table, so it is unique: SQLite then knows that further columns cannot tie. */
async function index(
  db: Kysely<unknown>,
  table: string,
  name: string,
  columns: readonly string[],
): Promise<void> {
  await db.schema
    .createIndex(name)
    .unique()
    .ifNotExists()
    .on(table)
    .columns(columns as never[])
    .execute();
}

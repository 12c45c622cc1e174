import type { Kysely, Migration } from 'kysely';
import type { Dialect } from '../databases/dialect.js';

/**
 * Every list and filter of the schema, and what calls look for, is a range of one index, in its order. An
 * instance of an earlier version, which may run at the same time, finds the same rows by these indexes as by
 * those they replace.
 */
export function listsByFilter(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await dialect.allowLongStatements(db);
      await indexOrders(db);
      await indexTransactions(db);
      await indexAttempts(db);
      await indexAccounts(db);
      await indexPlays(db);
    },
  };
}

async function indexOrders(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('orders_listed')
    .unique()
    .ifNotExists()
    .on('orders')
    .columns(['viewer_id', 'is_retracted', 'created_seq'])
    .execute();
  await db.schema.dropIndex('orders_by_viewer').ifExists().execute();
  await index(db, 'orders', 'orders_by_status', ['viewer_id', 'is_retracted', 'status', 'created_seq']);
  const ofTransaction = ['transaction_id', 'is_retracted'] as const;
  await index(db, 'orders', 'orders_of_transaction', [...ofTransaction, 'created_seq']);
  await index(db, 'orders', 'orders_of_transaction_by_status', [...ofTransaction, 'status', 'created_seq']);
  await db.schema.dropIndex('orders_by_transaction').ifExists().execute();
}

async function indexTransactions(db: Kysely<unknown>): Promise<void> {
  await index(db, 'transactions', 'transactions_by_status', ['viewer_id', 'status', 'created_seq']);
  await index(db, 'transactions', 'transactions_by_order', [
    'viewer_id',
    'order_digest',
    'created_at',
    'created_seq',
  ]);
}

/** An attempt under another key that orders the same is looked for before each securities order. */
async function indexAttempts(db: Kysely<unknown>): Promise<void> {
  await index(db, 'idempotency_keys', 'idempotency_keys_in_progress', [
    'viewer_id',
    'order_digest',
    'state',
    'lease_until',
  ]);
  await db.schema.dropIndex('idempotency_keys_by_order').ifExists().execute();
}

async function indexAccounts(db: Kysely<unknown>): Promise<void> {
  await index(db, 'broker_accounts', 'broker_accounts_listed', ['viewer_id', 'linked_at desc', 'auth_id']);
  await db.schema.dropIndex('broker_accounts_by_viewer').ifExists().execute();
  await index(db, 'pending_actions', 'pending_actions_listed', ['auth_id', 'received_at desc', 'action_id']);
  await db.schema.dropIndex('pending_actions_by_account').ifExists().execute();
}

/** Few deliveries are to be played again, and only those are in this index. */
async function indexPlays(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('deliveries_to_play')
    .ifNotExists()
    .on('deliveries')
    .columns(['play_at', 'received_at', 'delivery_id'])
    .where('play_at' as never, 'is not', null)
    .execute();
  await db.schema.dropIndex('deliveries_by_play').ifExists().execute();
}

async function index(
  db: Kysely<unknown>,
  table: string,
  name: string,
  columns: readonly string[],
): Promise<void> {
  await db.schema
    .createIndex(name)
    .ifNotExists()
    .on(table)
    .columns(columns as never[])
    .execute();
}

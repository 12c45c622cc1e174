import type { Kysely, Migration } from 'kysely';
import type { Dialect } from '../databases/dialect.js';

/** The first schema. Written for both dialects; only the type of raw bytes differs. */
export function initial(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await createIdentity(db);
      await createTransactions(db);
      await createHoldings(db);
      await createInbox(db, dialect);
      await createLog(db);
    },
  };
}

async function createIdentity(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('meta')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('viewers')
    .addColumn('viewer_id', 'text', (column) => column.primaryKey())
    .addColumn('head', 'bigint', (column) => column.notNull())
    .addColumn('trimmed_to', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createTable('broker_accounts')
    .addColumn('auth_id', 'text', (column) => column.primaryKey())
    .addColumn('viewer_id', 'text', (column) => column.notNull())
    .addColumn('broker', 'text')
    .addColumn('linked_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('broker_accounts_by_viewer')
    .on('broker_accounts')
    .columns(['viewer_id', 'linked_at'])
    .execute();
}

async function createTransactions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('idempotency_keys')
    .addColumn('viewer_id', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('input_digest', 'text', (column) => column.notNull())
    .addColumn('order_digest', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempt', 'integer', (column) => column.notNull())
    .addColumn('lease_until', 'bigint', (column) => column.notNull())
    .addColumn('transaction_id', 'text')
    .addColumn('failure', 'text')
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('idempotency_keys_pk', ['viewer_id', 'key'])
    .execute();
  await db.schema
    .createIndex('idempotency_keys_by_age')
    .on('idempotency_keys')
    .columns(['updated_at'])
    .execute();
  await db.schema
    .createIndex('idempotency_keys_by_order')
    .on('idempotency_keys')
    .columns(['viewer_id', 'order_digest'])
    .execute();
  await db.schema
    .createTable('transactions')
    .addColumn('transaction_id', 'text', (column) => column.primaryKey())
    .addColumn('viewer_id', 'text', (column) => column.notNull())
    .addColumn('created_seq', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('read_at', 'bigint')
    .addColumn('reads', 'integer', (column) => column.notNull())
    .addColumn('order_digest', 'text')
    .addColumn('snapshot', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('transactions_by_viewer')
    .unique()
    .on('transactions')
    .columns(['viewer_id', 'created_seq'])
    .execute();
  await db.schema.createIndex('transactions_by_read').on('transactions').columns(['read_at']).execute();
  await db.schema
    .createTable('timeline')
    .addColumn('transaction_id', 'text', (column) => column.notNull())
    .addColumn('entry', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('snapshot', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('timeline_pk', ['transaction_id', 'entry'])
    .execute();
  await db.schema
    .createTable('orders')
    .addColumn('batch_id', 'text', (column) => column.primaryKey())
    .addColumn('transaction_id', 'text', (column) => column.notNull())
    .addColumn('viewer_id', 'text', (column) => column.notNull())
    .addColumn('created_seq', 'bigint', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('is_retracted', 'integer', (column) => column.notNull())
    .addColumn('snapshot', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('orders_by_viewer')
    .unique()
    .on('orders')
    .columns(['viewer_id', 'created_seq'])
    .execute();
  await db.schema.createIndex('orders_by_transaction').on('orders').columns(['transaction_id']).execute();
}

async function createHoldings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('holdings')
    .addColumn('auth_id', 'text', (column) => column.primaryKey())
    .addColumn('version', 'bigint', (column) => column.notNull())
    .addColumn('snapshot', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('mutual_fund_imports')
    .addColumn('viewer_id', 'text', (column) => column.primaryKey())
    .addColumn('transaction_id', 'text', (column) => column.notNull())
    .addColumn('snapshot', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('pending_actions')
    .addColumn('action_id', 'text', (column) => column.primaryKey())
    .addColumn('auth_id', 'text', (column) => column.notNull())
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .addColumn('snapshot', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('pending_actions_by_account')
    .on('pending_actions')
    .columns(['auth_id'])
    .execute();
}

async function createInbox(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('deliveries')
    .addColumn('delivery_id', 'text', (column) => column.primaryKey())
    .addColumn('sha256', 'text', (column) => column.notNull().unique())
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('failures', 'integer', (column) => column.notNull())
    .addColumn('play_at', 'bigint')
    .addColumn('proof', 'text', (column) => column.notNull())
    .addColumn('transaction_id', 'text')
    .addColumn('auth_id', 'text')
    .addColumn('problem', 'text')
    .addColumn('body', dialect.bytesType, (column) => column.notNull())
    .execute();
  await db.schema.createIndex('deliveries_by_time').on('deliveries').columns(['received_at']).execute();
  await db.schema.createIndex('deliveries_by_play').on('deliveries').columns(['play_at']).execute();
  await db.schema.createIndex('deliveries_by_proof').on('deliveries').columns(['proof']).execute();
  await db.schema
    .createIndex('deliveries_by_transaction')
    .on('deliveries')
    .columns(['state', 'transaction_id'])
    .execute();
  await db.schema
    .createIndex('deliveries_by_account')
    .on('deliveries')
    .columns(['state', 'auth_id'])
    .execute();
}

async function createLog(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('events')
    .addColumn('viewer_id', 'text', (column) => column.notNull())
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('transaction_id', 'text')
    .addColumn('auth_id', 'text')
    .addColumn('occurred_at', 'bigint', (column) => column.notNull())
    .addColumn('snapshot', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('events_pk', ['viewer_id', 'seq'])
    .execute();
  await db.schema.createIndex('events_by_time').on('events').columns(['occurred_at']).execute();
}

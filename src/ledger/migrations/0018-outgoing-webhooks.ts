import type { Kysely, Migration } from 'kysely';

/**
 * The endpoints of outgoing webhooks, and what is still to be sent to them. The version before this one knows
 * none of it: the events that it writes are found in the log.
 */
export const outgoingWebhooks: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createEndpoints(db);
    await createDeliveries(db);
    await createLanes(db);
  },
};

async function createEndpoints(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('webhook_endpoints')
    .ifNotExists()
    .addColumn('endpoint_id', 'text', (column) => column.primaryKey())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('types', 'text', (column) => column.notNull())
    .addColumn('secrets', 'text', (column) => column.notNull())
    .addColumn('is_paused', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('enabled_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('webhook_position')
    .ifNotExists()
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('log', 'text', (column) => column.notNull())
    .addColumn('place', 'text', (column) => column.notNull())
    .execute();
}

async function createDeliveries(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('webhook_deliveries')
    .ifNotExists()
    .addColumn('endpoint_id', 'text', (column) => column.notNull())
    .addColumn('viewer_id', 'text', (column) => column.notNull())
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('queued_at', 'bigint', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('attempted_at', 'bigint')
    .addColumn('problem', 'text')
    .addPrimaryKeyConstraint('webhook_deliveries_pk', ['endpoint_id', 'viewer_id', 'seq'])
    .execute();
  const lists = {
    webhook_deliveries_by_state: ['endpoint_id', 'state', 'viewer_id', 'seq'],
    webhook_deliveries_by_age: ['state', 'queued_at'],
    webhook_deliveries_of_viewer: ['viewer_id'],
  };
  for (const [name, columns] of Object.entries(lists)) await index(db, 'webhook_deliveries', name, columns);
}

async function createLanes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('webhook_lanes')
    .ifNotExists()
    .addColumn('endpoint_id', 'text', (column) => column.notNull())
    .addColumn('viewer_id', 'text', (column) => column.notNull())
    .addColumn('next_at', 'bigint', (column) => column.notNull())
    .addColumn('news', 'bigint', (column) => column.notNull())
    .addColumn('lease', 'text')
    .addColumn('lease_until', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('webhook_lanes_pk', ['endpoint_id', 'viewer_id'])
    .execute();
  await index(db, 'webhook_lanes', 'webhook_lanes_by_time', ['endpoint_id', 'next_at']);
  await index(db, 'webhook_lanes', 'webhook_lanes_of_viewer', ['viewer_id']);
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

import type { Kysely, Migration } from 'kysely';

/**
 * The log of what operators do in the console, its one-use logins and its sessions. Secrets are stored as
 * digests only.
 */
export const consoleTables: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createLog(db);
    await createLogins(db);
    await createSessions(db);
  },
};

async function createLog(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('operator_log')
    .addColumn('entry_id', 'text', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('operator', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('subject', 'text')
    .addColumn('reason', 'text')
    .execute();
  await db.schema
    .createIndex('operator_log_by_time')
    .on('operator_log')
    .columns(['at', 'entry_id'])
    .execute();
}

async function createLogins(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('console_logins')
    .addColumn('digest', 'text', (column) => column.primaryKey())
    .addColumn('operator', 'text', (column) => column.notNull())
    .addColumn('roles', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
}

async function createSessions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('console_sessions')
    .addColumn('session_id', 'text', (column) => column.primaryKey())
    .addColumn('digest', 'text', (column) => column.notNull().unique())
    .addColumn('previous_digest', 'text')
    .addColumn('renewed_at', 'bigint', (column) => column.notNull())
    .addColumn('operator', 'text', (column) => column.notNull())
    .addColumn('roles', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('console_sessions_by_previous')
    .on('console_sessions')
    .columns(['previous_digest'])
    .execute();
}

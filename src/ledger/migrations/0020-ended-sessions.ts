import { type Kysely, type Migration, sql } from 'kysely';
import { isPostgres } from '../databases/statement.js';

/**
 * The ends of sessions, one row for each call. Instances read the rows that are new to them: by the number of
 * the transaction that inserted a row, which only PostgreSQL needs, where several instances write at once.
 */
export const endedSessions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('ended_sessions')
      .addColumn('end_id', 'text', (column) => column.primaryKey())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('ended_at', 'bigint', (column) => column.notNull())
      .addColumn('reason', 'text')
      .execute();
    await db.schema
      .createIndex('ended_sessions_by_time')
      .on('ended_sessions')
      .columns(['ended_at'])
      .execute();
    if (!isPostgres(db)) return;
    await sql`alter table ended_sessions add column inserted_in bigint default txid_current()`.execute(db);
    await db.schema
      .createIndex('ended_sessions_by_insertion')
      .on('ended_sessions')
      .columns(['inserted_in'])
      .execute();
  },
};

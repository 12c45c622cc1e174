import type { Kysely, Migration } from 'kysely';

/**
 * The erasures of viewers, and a tombstone for each id that a late webhook may still name. Ids are stored as
 * keyed digests only. The version before neither writes nor reads them.
 */
export const erasures: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('erasures')
      .addColumn('erasure_id', 'text', (column) => column.primaryKey())
      .addColumn('viewer', 'text', (column) => column.notNull())
      .addColumn('begun_at', 'bigint', (column) => column.notNull())
      .addColumn('ended_at', 'bigint')
      .addColumn('head', 'bigint', (column) => column.notNull())
      .addColumn('counts', 'text', (column) => column.notNull())
      .addColumn('content', 'text', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('erasures_of_viewer').on('erasures').columns(['viewer']).execute();
    await db.schema.createIndex('erasures_by_end').on('erasures').columns(['ended_at']).execute();
    await db.schema
      .createTable('tombstones')
      .addColumn('digest', 'text', (column) => column.primaryKey())
      .addColumn('erasure_id', 'text', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('tombstones_of_erasure').on('tombstones').columns(['erasure_id']).execute();
  },
};

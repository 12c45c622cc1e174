import type { Kysely, Migration } from 'kysely';

/**
 * A pending action may end before it is removed, and an account keeps its last known funds. The version
 * before writes rows without these columns: such an action waits, and such an account has no known funds.
 */
export const actionsAndFunds: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('broker_accounts').addColumn('funds', 'text').execute();
    await db.schema.alterTable('pending_actions').addColumn('ended_at', 'bigint').execute();
  },
};

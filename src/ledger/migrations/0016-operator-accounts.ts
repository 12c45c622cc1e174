import { type Kysely, type Migration, sql } from 'kysely';
import type { Dialect } from '../databases/dialect.js';

/**
 * The console lists the accounts of all viewers by when they were linked, and the transactions of intents
 * that are rare among orders. Viewers who proved control of an account that another one has linked are kept
 * in a table of their own.
 */
export function operatorAccounts(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await dialect.allowLongStatements(db);
      await db.schema
        .createIndex('broker_accounts_by_time')
        .unique()
        .ifNotExists()
        .on('broker_accounts')
        .columns(['linked_at', 'auth_id'])
        .execute();
      await sql`create unique index if not exists transactions_of_rare_intents
        on transactions (created_at, transaction_id)
        where snapshot like '%"intent":"MF_HOLDINGS_IMPORT"%' or snapshot like '%"intent":"SIP_SETUP"%'
          or snapshot like '%"intent":"SUBSCRIPTION"%'`.execute(db);
      await db.schema
        .createTable('account_claims')
        .ifNotExists()
        .addColumn('auth_id', 'text', (column) => column.notNull())
        .addColumn('viewer_id', 'text', (column) => column.notNull())
        .addColumn('transaction_id', 'text', (column) => column.notNull())
        .addColumn('claimed_at', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('account_claims_pk', ['auth_id', 'viewer_id'])
        .execute();
    },
  };
}

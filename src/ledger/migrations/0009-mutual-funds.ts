import { type Kysely, type Migration, sql } from 'kysely';
import type { Dialect } from '../databases/dialect.js';

/**
 * One mutual-fund import for each transaction, and a count of OTP calls. The table that has one import for
 * each viewer stays: an instance of an earlier version, which may run at the same time, writes to it.
 */
export function mutualFunds(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await dialect.allowLongStatements(db);
      await createStatements(db);
      await createOtpCalls(db);
      // An earlier version stores imports without saying so in a column.
      await sql`create index transactions_importing_funds on transactions (viewer_id, created_seq)
        where snapshot like '%"intent":"MF_HOLDINGS_IMPORT"%'`.execute(db);
    },
  };
}

async function createStatements(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('mutual_fund_statements')
    .addColumn('transaction_id', 'text', (column) => column.primaryKey())
    .addColumn('viewer_id', 'text', (column) => column.notNull())
    .addColumn('created_seq', 'bigint', (column) => column.notNull())
    .addColumn('otp_accepted_at', 'bigint')
    .addColumn('snapshot', 'text')
    .addColumn('statement', 'text')
    .addColumn('statement_rows', 'integer', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('mutual_fund_statements_received')
    .on('mutual_fund_statements')
    .columns(['viewer_id', 'created_seq'])
    .where('snapshot' as never, 'is not', null)
    .execute();
}

async function createOtpCalls(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('otp_calls')
    .addColumn('call_id', 'text', (column) => column.primaryKey())
    .addColumn('transaction_id', 'text', (column) => column.notNull())
    .addColumn('viewer_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('called_at', 'bigint', (column) => column.notNull())
    .execute();
  const index = (name: string, columns: readonly string[]) =>
    db.schema
      .createIndex(name)
      .on('otp_calls')
      .columns(columns as never[])
      .execute();
  await index('otp_calls_of_transaction', ['transaction_id', 'kind']);
  await index('otp_calls_of_viewer', ['viewer_id', 'kind', 'called_at']);
  await index('otp_calls_by_age', ['called_at']);
}

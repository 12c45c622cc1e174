import type { ControlledTransaction } from 'kysely';
import type { Tables } from './tables.js';

/**
 * Ends a transaction that has failed. A lost connection accepts no command, and its server has rolled back.
 */
export async function rollBack(transaction: ControlledTransaction<Tables>): Promise<void> {
  if (transaction.isCommitted || transaction.isRolledBack) return;
  await transaction
    .rollback()
    .execute()
    .catch(() => {});
}

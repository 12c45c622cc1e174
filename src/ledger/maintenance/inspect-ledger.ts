import { existsSync } from 'node:fs';
import { silentLog } from '../../core/log.js';
import { explainLedgerFailure } from './explain-failure.js';
import type { Queries } from '../unit.js';
import { dialectOf } from '../open-ledger.js';
import { countWebhookDeliveries } from '../outgoing/deliveries.js';
import { type SchemaState, schemaState } from '../migrate.js';

/** What can be read of a ledger without changing it. */
export interface LedgerState extends SchemaState {
  /** False when it would be made at the next start. */
  readonly exists: boolean;
  /** Outgoing webhooks that were given up, counted up to 10,000. */
  readonly deadWebhooks: number;
}

/**
 * Reads a ledger, and writes to it what is rolled back: a row, or a table if the next start would make some.
 * Throws as `openLedger` does when either fails.
 */
export async function inspectLedger(databaseUrl: string): Promise<LedgerState> {
  const dialect = await dialectOf(databaseUrl, silentLog);
  if (isAbsentFile(databaseUrl))
    return { exists: false, ...(await schemaState(null, dialect)), deadWebhooks: 0 };
  let db: Queries | undefined;
  try {
    db = dialect.open();
    const state = await schemaState(db, dialect);
    const isCurrent = state.pending.length === 0;
    await tryWrite(db, !isCurrent);
    const { DEAD } = isCurrent ? await countWebhookDeliveries(db) : { DEAD: 0 };
    return { exists: true, ...state, deadWebhooks: DEAD };
  } catch (error) {
    throw explainLedgerFailure(error, databaseUrl);
  } finally {
    await db?.destroy();
  }
}

async function tryWrite(db: Queries, isToMigrate: boolean): Promise<void> {
  const transaction = await db.startTransaction().execute();
  try {
    if (isToMigrate) await transaction.schema.createTable('doctor_check').addColumn('id', 'text').execute();
    else await transaction.insertInto('meta').values({ key: 'doctor_check', value: '' }).execute();
  } finally {
    await transaction.rollback().execute();
  }
}

/** Whether an embedded ledger has no file yet; opening it would make one. */
export function isAbsentFile(databaseUrl: string): boolean {
  return databaseUrl.startsWith('sqlite:') && !existsSync(databaseUrl.replace(/^sqlite:/, ''));
}

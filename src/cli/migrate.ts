import { sql } from 'kysely';
import { createLog } from '../core/log.js';
import { describeLedger } from '../ledger/inspect-ledger.js';
import { openLedger } from '../ledger/ledger.js';
import type { CliContext } from './context.js';
import { ledgerUrl } from './ledger-url.js';

/** `dwar migrate`: brings the database to the newest schema; a second run changes nothing. */
export async function runMigrate(
  context: CliContext,
  options: { data?: string; json?: boolean },
): Promise<void> {
  const databaseUrl = ledgerUrl(context.env, options.data);
  const ledger = await openLedger(databaseUrl, { log: createLog('error') });
  try {
    const { rows } = await sql<{
      name: string;
    }>`select name from kysely_migration order by name`.execute(ledger.db);
    const migrations = rows.map((row) => row.name);
    const place = describeLedger(databaseUrl);
    if (options.json === true) context.out(JSON.stringify({ ledger: place, migrations }));
    else context.out(`The schema of ${place} is the newest: ${migrations.join(', ')}.`);
  } finally {
    await ledger.close();
  }
}

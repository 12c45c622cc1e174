import { createLog } from '../core/log.js';
import { openLedger } from '../ledger/ledger.js';
import type { CliContext } from './context.js';
import { ledgerUrl } from './ledger-url.js';

/** `dwar migrate`: brings the database to the newest schema; a second run changes nothing. */
export async function runMigrate(
  context: CliContext,
  options: { data?: string; json?: boolean },
): Promise<void> {
  const databaseUrl = ledgerUrl(context.env, options.data);
  const ledger = await openLedger(databaseUrl, { log: createLog('warn') });
  const done = await ledger.db
    .selectFrom('kysely_migration' as never)
    .select('name' as never)
    .execute();
  await ledger.close();
  const names = (done as readonly { name: string }[]).map((row) => row.name).sort();
  if (options.json === true) return context.out(JSON.stringify({ databaseUrl, migrations: names }));
  context.out(`The schema of ${databaseUrl} is the newest (${names.at(-1) ?? 'empty'}).`);
}

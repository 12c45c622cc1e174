import { createLog } from '../../core/log.js';
import { describeLedger } from '../../ledger/maintenance/describe-ledger.js';
import { appliedMigrations } from '../../ledger/migrate.js';
import { openLedger } from '../../ledger/open-ledger.js';
import { type CliContext, CliError, EXIT_USAGE } from '../context.js';
import { ledgerUrl } from '../ledger-url.js';
import { readLedgerArgument } from './ledger-argument.js';

/** `dwar migrate`: migrates the database to the newest schema. A second run changes nothing. */
export async function runMigrate(
  context: CliContext,
  options: { data?: string; json?: boolean; from?: string; to?: string },
): Promise<void> {
  if (options.from !== undefined || options.to !== undefined) return await copyLedger(context, options);
  const databaseUrl = ledgerUrl(context.env, options.data);
  const ledger = await openLedger(databaseUrl, { log: createLog('error', context.openLog('stderr')) });
  try {
    const migrations = await appliedMigrations(ledger.db);
    const ledgerName = describeLedger(databaseUrl);
    if (options.json === true) context.out(JSON.stringify({ ledger: ledgerName, migrations }));
    else context.out(`${ledgerName} has the newest schema: ${migrations.join(', ')}.`);
  } finally {
    await ledger.close();
  }
}

/** Copies the ledger of `--from` to that of `--to`, by default the one of the environment. */
async function copyLedger(
  context: CliContext,
  options: { data?: string; json?: boolean; from?: string; to?: string },
): Promise<void> {
  if (options.from === undefined)
    throw new CliError('--to needs --from, the ledger to copy', { exitCode: EXIT_USAGE });
  const from = readLedgerArgument(context, '--from', options.from);
  const to =
    options.to === undefined
      ? ledgerUrl(context.env, options.data)
      : readLedgerArgument(context, '--to', options.to);
  const { runCopy } = await import('./copy.js');
  await runCopy(context, { from, to, isJson: options.json === true });
}

import { join } from 'node:path';
import { readVariable } from '../config.js';
import { describeLedger } from '../ledger/maintenance/describe-ledger.js';
import { isAbsentFile } from '../ledger/maintenance/inspect-ledger.js';
import { type CliContext, CliError } from './context.js';

/** The ledger's file in the data folder of a dev instance. */
export function devLedgerPath(dataDir: string): string {
  return join(dataDir, 'dwar.db');
}

/** The ledger for a command: that of the given data folder, otherwise `DATABASE_URL`. */
export function ledgerUrl(env: CliContext['env'], dataDir: string | undefined): string {
  return dataDir === undefined ? readVariable(env, 'DATABASE_URL') : `sqlite:${devLedgerPath(dataDir)}`;
}

/**
 * Like {@link ledgerUrl}, but throws `CliError` if an embedded ledger does not exist, instead of creating it.
 */
export function existingLedgerUrl(env: CliContext['env'], dataDir: string | undefined): string {
  const url = ledgerUrl(env, dataDir);
  if (!isAbsentFile(url)) return url;
  throw new CliError(`there is no ledger at ${describeLedger(url)}`, {
    hint: 'Give the data folder of a dev instance with --data, or set DATABASE_URL.',
  });
}

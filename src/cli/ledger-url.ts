import { join } from 'node:path';
import { readVariable } from '../config.js';
import { describeLedger } from '../ledger/maintenance/describe-ledger.js';
import { isAbsentFile } from '../ledger/maintenance/inspect-ledger.js';
import { type CliContext, CliError } from './context.js';

/** The file of the ledger in the data folder of a dev instance. */
export function devLedgerPath(dataDir: string): string {
  return join(dataDir, 'dwar.db');
}

/** The ledger a command works on: that of a data folder if one is named, else `DATABASE_URL`. */
export function ledgerUrl(env: CliContext['env'], dataDir: string | undefined): string {
  return dataDir === undefined ? readVariable(env, 'DATABASE_URL') : `sqlite:${devLedgerPath(dataDir)}`;
}

/** As {@link ledgerUrl}, for commands that only look: an embedded ledger that is not there is an error, not made. */
export function existingLedgerUrl(env: CliContext['env'], dataDir: string | undefined): string {
  const url = ledgerUrl(env, dataDir);
  if (!isAbsentFile(url)) return url;
  throw new CliError(`there is no ledger at ${describeLedger(url)}`, {
    hint: 'Name the data folder of a dev instance with --data, or set DATABASE_URL.',
  });
}

import { silentLog } from '../../core/log.js';
import type { Ledger } from '../../ledger/ledger.js';
import { explainLedgerFailure } from '../../ledger/maintenance/explain-failure.js';
import { openLedger } from '../../ledger/open-ledger.js';
import { type CliContext, CliError } from '../context.js';
import { existingLedgerUrl } from '../ledger-url.js';

interface WithLedgerOptions {
  /** Data folder of a dev instance. Default: the ledger of `DATABASE_URL`. */
  readonly data?: string;
  /** Whether to lock an embedded ledger against servers. Throws `LedgerLocked` if one uses it. */
  readonly exclusive?: boolean;
}

/**
 * Opens an existing ledger, runs `work` and closes it. A server may use the ledger meanwhile. Throws
 * `StartError` with what to do where the reason of a failure is known.
 */
export async function withLedger<T>(
  context: CliContext,
  options: WithLedgerOptions,
  work: (ledger: Ledger) => Promise<T>,
): Promise<T> {
  const url = existingLedgerUrl(context.env, options.data);
  const exclusive = options.exclusive === true;
  const ledger = await openLedger(url, { log: silentLog, exclusive });
  try {
    return await work(ledger);
  } catch (error) {
    throw error instanceof CliError ? error : explainLedgerFailure(error, url);
  } finally {
    await ledger.close();
  }
}

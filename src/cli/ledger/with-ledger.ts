import { createLog } from '../../core/log.js';
import type { Ledger } from '../../ledger/ledger.js';
import { openLedger } from '../../ledger/open-ledger.js';
import type { CliContext } from '../context.js';
import { existingLedgerUrl } from '../ledger-url.js';

interface WithLedgerOptions {
  /** Folder of a dev instance; without it the ledger of `DATABASE_URL` is used. */
  readonly data?: string;
  /** Whether no server may use an embedded ledger meanwhile. Throws `LedgerLocked` when one does. */
  readonly exclusive?: boolean;
}

/** Opens an existing ledger for one piece of work and closes it again, while a server may be using it. */
export async function withLedger<T>(
  context: CliContext,
  options: WithLedgerOptions,
  work: (ledger: Ledger) => Promise<T>,
): Promise<T> {
  const url = existingLedgerUrl(context.env, options.data);
  const exclusive = options.exclusive === true;
  const ledger = await openLedger(url, { log: createLog('silent'), exclusive });
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}

import { describeLedger } from '../../ledger/maintenance/describe-ledger.js';
import { startNewEpoch } from '../../ledger/maintenance/new-epoch.js';
import type { CliContext } from '../context.js';
import { existingLedgerUrl } from '../ledger-url.js';
import { withLedger } from './with-ledger.js';

/**
 * `dwar doctor --new-epoch`: for a ledger restored from a backup. Its event numbers continue from the backup,
 * so a cursor issued after the backup would silently skip events. A new epoch makes it invalid: the client
 * receives `ResyncRequired`. Throws `LedgerLocked` while a server uses an embedded ledger.
 */
export async function runNewEpoch(
  context: CliContext,
  options: { readonly data?: string; readonly json?: boolean },
): Promise<void> {
  const url = existingLedgerUrl(context.env, options.data);
  const epoch = await withLedger(context, { ...options, exclusive: true }, startNewEpoch);
  const ledger = describeLedger(url);
  if (options.json === true) return context.out(JSON.stringify({ ledger, epoch }));
  context.out(`The events of ${ledger} have a new epoch: ${epoch}.`);
  context.out('Earlier cursors are invalid: a client that sends one receives ResyncRequired, refetches its');
  context.out('state and continues from there. Orders, holdings and linked accounts are unchanged.');
  if (!url.startsWith('sqlite:')) {
    context.out(
      'Running instances switch within about a second and send ResyncRequired to their subscribers.',
    );
  }
}

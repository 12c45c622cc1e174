import { describeLedger } from '../../ledger/maintenance/describe-ledger.js';
import { startNewEpoch } from '../../ledger/maintenance/new-epoch.js';
import type { CliContext } from '../context.js';
import { existingLedgerUrl } from '../ledger-url.js';
import { withLedger } from './with-ledger.js';

/**
 * `dwar doctor --new-epoch`: for a ledger that was restored from a backup. Its event numbers begin again where the backup ends, so
 * a cursor given out later than the backup would skip events in silence; of another epoch, it gets `ResyncRequired`.
 * Throws `LedgerLocked` while a server uses an embedded ledger.
 */
export async function runNewEpoch(
  context: CliContext,
  options: { readonly data?: string; readonly json?: boolean },
): Promise<void> {
  const url = existingLedgerUrl(context.env, options.data);
  const epoch = await withLedger(context, { ...options, exclusive: true }, startNewEpoch);
  const ledger = describeLedger(url);
  if (options.json === true) return context.out(JSON.stringify({ ledger, epoch }));
  context.out(`The events of ${ledger} have a new epoch, ${epoch}.`);
  context.out('Earlier cursors cannot be resumed: a client that sends one receives ResyncRequired,');
  context.out('reads its state again and continues from there. Orders, holdings and links are unchanged.');
  if (!url.startsWith('sqlite:')) {
    context.out(
      'Instances that run follow within about a second and send ResyncRequired to their subscribers.',
    );
  }
}

import { type Compacted, compact } from '../../ledger/erasure/compact.js';
import { type CliContext, CliError } from '../context.js';
import { withLedger } from '../ledger/with-ledger.js';

interface CompactOptions {
  readonly data?: string;
  readonly json?: boolean;
}

/** `dwar viewers compact`: rewrites an embedded ledger without the bytes of deleted rows. */
export async function compactLedger(context: CliContext, options: CompactOptions): Promise<void> {
  const outcome = await withLedger(context, options, (ledger) => compact(ledger.db));
  if (outcome === 'busy')
    throw new CliError('another process keeps the ledger busy; it was not rewritten', {
      hint: 'Run it again, or stop the server first.',
    });
  if (options.json === true) context.out(JSON.stringify({ compacted: outcome === 'rewritten' }));
  else showCompacted(context, outcome);
}

/** Says what became of the bytes of deleted rows. */
export function showCompacted(context: CliContext, outcome: Compacted): void {
  if (outcome === 'rewritten') context.err('The files of the ledger were rewritten without it.');
  if (outcome === 'busy')
    context.err('The ledger was busy, so its files were not rewritten: run `dwar viewers compact`.');
  if (outcome === 'postgres')
    context.err('PostgreSQL keeps the bytes of deleted rows until it is vacuumed: see docs/privacy.md.');
}

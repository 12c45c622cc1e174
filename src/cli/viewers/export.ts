import { countViewer } from '../../ledger/erasure/erase-viewer.js';
import { exportViewer } from '../../ledger/erasure/export-viewer.js';
import { type CliContext, CliError } from '../context.js';
import { withLedger } from '../ledger/with-ledger.js';
import { openOutput } from './output.js';
import { progressOf } from './progress.js';

interface ExportOptions {
  readonly out?: string;
  readonly data?: string;
}

/** `dwar viewers export`: prints everything that the ledger holds of a viewer. */
export async function exportToFile(
  context: CliContext,
  viewerId: string,
  options: ExportOptions,
): Promise<void> {
  await withLedger(context, options, async (ledger) => {
    if (Object.keys(await countViewer(ledger, viewerId)).length === 0) throw nothingKept(viewerId);
    const output = await openOutput(context, options.out);
    const progress = progressOf(context, 'exported');
    const counts = await exportViewer(ledger.db, viewerId, Date.now(), output.write, progress.add);
    await output.close();
    progress.end();
    const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
    context.err(`Exported ${rows} ${rows === 1 ? 'row' : 'rows'}${at(options.out)}.`);
  });
}

const at = (path: string | undefined) => (path === undefined ? '' : ` to ${path}`);

/** The error for a viewer about whom there is nothing. */
export function nothingKept(viewerId: string): CliError {
  return new CliError(`nothing is kept about a viewer ${JSON.stringify(viewerId)}`, {
    hint: 'Give the `sub` of their session tokens exactly as it is there.',
  });
}

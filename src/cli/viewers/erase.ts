import { entryOf } from '../../console/operator-log.js';
import { appendOperatorAct } from '../../ledger/console/operator-log.js';
import { compact } from '../../ledger/erasure/compact.js';
import { countViewer, eraseViewer, isBeingErased } from '../../ledger/erasure/erase-viewer.js';
import type { ErasedCounts } from '../../ledger/erasure/erasures.js';
import { receiptOf } from '../../ledger/erasure/receipts.js';
import type { Ledger } from '../../ledger/ledger.js';
import type { Unit } from '../../ledger/unit.js';
import { type CliContext, CliError, EXIT_USAGE } from '../context.js';
import { withLedger } from '../ledger/with-ledger.js';
import { userName } from '../user-name.js';
import { showCompacted } from './compact.js';
import { nothingKept } from './export.js';
import { openOutput } from './output.js';
import { progressOf } from './progress.js';

/** Who acts, and why. */
export interface ActOptions {
  readonly name?: string;
  readonly reason?: string;
}

interface EraseOptions extends ActOptions {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly out?: string;
  readonly compact: boolean;
  readonly data?: string;
  readonly json?: boolean;
}

const REASON_MAX = 500;

/** `dwar viewers erase`: erases what the ledger holds of a viewer and prints the receipt. */
export async function eraseSubject(
  context: CliContext,
  viewerId: string,
  options: EraseOptions,
): Promise<void> {
  const record = recordOf('ERASE_VIEWER', options);
  await withLedger(context, options, async (ledger) => {
    const counts = await countViewer(ledger, viewerId);
    const isContinued = await isBeingErased(ledger, viewerId);
    if (Object.keys(counts).length === 0 && !isContinued) throw nothingKept(viewerId);
    if (options.dryRun === true) return showCounts(context, counts, options.json === true);
    await confirm(context, viewerId, counts, options.yes === true);
    const output = await openOutput(context, options.out);
    const progress = progressOf(context, 'erased');
    const erasure = await eraseViewer(ledger, viewerId, {
      now: Date.now,
      record,
      onProgress: progress.add,
    });
    progress.end();
    await output.write(`${JSON.stringify(await receiptOf(ledger, erasure))}\n`);
    await output.close();
    context.err(`Erased ${rowsOf(erasure.counts)} of the viewer. Keep the receipt apart from the ledger.`);
    await compactAfter(context, ledger, options.compact);
  });
}

/** Records the act in the first commit of it. Throws `CliError` if the reason is too long. */
export function recordOf(
  action: string,
  { name, reason }: ActOptions,
): (unit: Unit, digest: string) => Promise<void> {
  if (reason !== undefined && (reason.trim() === '' || reason.length > REASON_MAX))
    throw new CliError(`--reason must have 1 to ${REASON_MAX} characters`, { exitCode: EXIT_USAGE });
  return async (unit, subject) =>
    await appendOperatorAct(
      unit,
      entryOf(name ?? userName(), { action, subject, reason: reason ?? null }, Date.now()),
    );
}

/** Rewrites an embedded ledger, unless that is not wanted. */
export async function compactAfter(context: CliContext, ledger: Ledger, isWanted: boolean): Promise<void> {
  if (isWanted) showCompacted(context, await compact(ledger.db));
}

async function confirm(
  context: CliContext,
  viewerId: string,
  counts: ErasedCounts,
  isConfirmed: boolean,
): Promise<void> {
  if (isConfirmed) return;
  const about = JSON.stringify(viewerId);
  const effect = `everything that is kept about ${about} will be erased: ${rowsOf(counts)}`;
  const answer = await context.confirm(`${effect}. This cannot be undone. Erase it?`);
  if (answer === true) return;
  if (answer === null)
    throw new CliError(effect, { hint: 'There is no terminal to confirm on: add --yes to erase it.' });
  throw new CliError('cancelled; nothing was changed');
}

function showCounts(context: CliContext, counts: ErasedCounts, isJson: boolean): void {
  if (isJson) {
    context.out(JSON.stringify({ dryRun: true, counts }));
    return;
  }
  for (const [table, count] of Object.entries(counts)) context.out(`${table.padEnd(24)} ${count}`);
  context.out(`${rowsOf(counts)} would be erased; nothing was changed.`);
}

function rowsOf(counts: ErasedCounts): string {
  const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return `${rows} ${rows === 1 ? 'row' : 'rows'}`;
}

import { readFile } from 'node:fs/promises';
import { endedErasures, findErasure } from '../../ledger/erasure/erasures.js';
import { type Reapplied, reapplyErasures } from '../../ledger/erasure/reapply.js';
import { readReceipt, type Receipt, ReceiptRefused, receiptOf } from '../../ledger/erasure/receipts.js';
import type { Ledger } from '../../ledger/ledger.js';
import { type CliContext, CliError, EXIT_USAGE } from '../context.js';
import { withLedger } from '../ledger/with-ledger.js';
import { type ActOptions, compactAfter, recordOf } from './erase.js';
import { openOutput } from './output.js';
import { progressOf } from './progress.js';

interface ReceiptsOptions {
  readonly out?: string;
  readonly data?: string;
}

interface ReapplyOptions extends ActOptions {
  readonly compact: boolean;
  readonly data?: string;
  readonly json?: boolean;
}

const PAGE = 100;

/** `dwar viewers receipts`: prints the receipts of erasures. */
export async function printReceipts(
  context: CliContext,
  erasureId: string | undefined,
  options: ReceiptsOptions,
): Promise<void> {
  await withLedger(context, options, async (ledger) => {
    if (erasureId !== undefined && ((await findErasure(ledger.db, erasureId))?.endedAt ?? null) === null)
      throw new CliError(`there is no erasure ${erasureId} that has ended`);
    const output = await openOutput(context, options.out);
    let count = 0;
    for await (const receipt of receipts(ledger, erasureId)) {
      await output.write(`${JSON.stringify(receipt)}\n`);
      count += 1;
    }
    await output.close();
    if (count === 0) context.err('No viewer has been erased yet.');
  });
}

async function* receipts(ledger: Ledger, erasureId: string | undefined): AsyncGenerator<Receipt> {
  if (erasureId !== undefined) {
    const erasure = await findErasure(ledger.db, erasureId);
    if (erasure !== null) yield await receiptOf(ledger, erasure);
    return;
  }
  for (let last: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof endedErasures>> = await endedErasures(ledger.db, last, PAGE);
    for (const erasure of page) yield await receiptOf(ledger, erasure);
    if (page.length < PAGE) return;
    last = page.at(-1)?.erasureId ?? null;
  }
}

/** `dwar viewers reapply-erasures`: makes the erasures of receipts again after a restore. */
export async function reapply(
  context: CliContext,
  files: readonly string[],
  options: ReapplyOptions,
): Promise<void> {
  const record = recordOf('REAPPLY_ERASURE', options);
  const lines = (await Promise.all(files.map(readLines))).flat();
  await withLedger(context, options, async (ledger) => {
    // All are checked before anything is changed.
    const checked = lines.map(({ text, place }) => checkedReceipt(ledger, text, place));
    const progress = progressOf(context, 'erased');
    const done = await reapplyErasures(ledger, checked, {
      now: Date.now,
      record,
      onProgress: progress.add,
    });
    progress.end();
    show(context, done, options.json === true);
    if (done.some(({ outcome }) => outcome === 'erased'))
      await compactAfter(context, ledger, options.compact);
  });
}

async function readLines(file: string): Promise<{ readonly text: string; readonly place: string }[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new CliError(`${file} could not be read: ${(error as { code?: unknown }).code ?? error}`, {
      exitCode: EXIT_USAGE,
    });
  });
  return text
    .split('\n')
    .map((line, index) => ({ text: line, place: `${file}, line ${index + 1}` }))
    .filter((line) => line.text.trim() !== '');
}

function checkedReceipt(ledger: Ledger, text: string, place: string): Receipt {
  try {
    return readReceipt(ledger, text);
  } catch (error) {
    if (!(error instanceof ReceiptRefused)) throw error;
    throw new CliError(`${place}: ${error.message}; nothing was changed`);
  }
}

const OUTCOMES: Readonly<Record<Reapplied['outcome'], string>> = {
  erased: 'the viewer was in this ledger and is erased again',
  absent: 'the viewer is not in this ledger; late webhooks are dropped again',
  known: 'this ledger has the erasure already; nothing was changed',
};

function show(context: CliContext, done: readonly Reapplied[], isJson: boolean): void {
  if (isJson) {
    const reapplied = done.map(({ erasureId, outcome }) => ({ erasureId, outcome }));
    context.out(JSON.stringify({ reapplied }));
    return;
  }
  if (done.length === 0) context.out('The files hold no receipt; nothing was changed.');
  for (const { erasureId, outcome } of done) context.out(`${erasureId}  ${OUTCOMES[outcome]}`);
}

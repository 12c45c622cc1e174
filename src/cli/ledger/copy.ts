import { createLog } from '../../core/log.js';
import {
  beginCopy,
  COPIED_TABLES,
  CopyRefused,
  type CopiedTable,
  type TableDigest,
} from '../../ledger/maintenance/copy-ledger.js';
import { describeLedger } from '../../ledger/maintenance/describe-ledger.js';
import { isAbsentFile } from '../../ledger/maintenance/inspect-ledger.js';
import { type CliContext, CliError, EXIT_USAGE } from '../context.js';
import { playSteps } from '../steps.js';

const LEDGER_URL = /^(?:sqlite:.+|postgres(?:ql)?:\/\/.+)$/;

/**
 * `dwar migrate --from … --to …`: copies a ledger into an empty one and verifies it; a second run only
 * verifies.
 */
export async function runCopy(
  context: CliContext,
  { from, to, isJson }: { readonly from: string; readonly to: string; readonly isJson: boolean },
): Promise<void> {
  for (const [name, url] of [
    ['--from', from],
    ['--to', to],
  ] as const)
    if (!LEDGER_URL.test(url))
      throw new CliError(
        `${name} must be sqlite:PATH, postgres://… or env:NAME for a variable with one of these`,
        {
          exitCode: EXIT_USAGE,
        },
      );
  if (from === to) throw new CliError('--from and --to are the same ledger', { exitCode: EXIT_USAGE });
  if (isAbsentFile(from)) throw new CliError(`there is no ledger at ${describeLedger(from)}`);
  const copy = await beginCopy(from, to, createLog('error', context.openLog('stderr'))).catch(explain);
  try {
    const tables: Partial<Record<CopiedTable, TableDigest>> = {};
    const steps = COPIED_TABLES.map((table) => ({
      title: `${copy.isVerifyOnly ? 'verify' : 'copy and verify'} ${table}`,
      async run() {
        const digest = await copy.copyTable(table);
        tables[table] = digest;
        return `${digest.rows} rows, checksum ${digest.checksum.slice(0, 12)}`;
      },
    }));
    await playSteps(context, steps, isJson).catch(explain);
    await copy.finish();
    const target = describeLedger(to);
    if (isJson) context.out(JSON.stringify({ ledger: target, isVerifyOnly: copy.isVerifyOnly, tables }));
    else context.out(`${target} holds all data of ${describeLedger(from)}; cursors stay valid.`);
  } finally {
    await copy.close();
  }
}

function explain(error: unknown): never {
  if (!(error instanceof CopyRefused)) throw error;
  throw new CliError(error.message, {
    hint: 'The source was not changed. Give an empty database with --to.',
  });
}

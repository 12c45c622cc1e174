import { resolve } from 'node:path';
import { beginRestore, type LedgerRestore, type Restored } from '../../ledger/backup/restore-ledger.js';
import type { CliContext } from '../context.js';
import { ledgerUrl } from '../ledger-url.js';
import { playSteps, type Step } from '../steps.js';
import { explaining, megabytes, share, sqlitePath } from './backup.js';

interface RestoreOptions {
  readonly from: string;
  readonly manifest: boolean;
  readonly data?: string;
  readonly json?: boolean;
}

/** What a restore says when it has ended. */
interface Report extends Restored {
  readonly pending: readonly string[];
}

/**
 * `dwar restore`: puts a backup in the place of the ledger in a file, with a new epoch. The former file is
 * kept. Throws `LedgerLocked` while a server uses the ledger.
 */
export async function runRestore(context: CliContext, options: RestoreOptions): Promise<void> {
  const path = sqlitePath(ledgerUrl(context.env, options.data), 'restore');
  await context.runUntilAborted(async (signal) => {
    const explain = explaining(`sqlite:${path}`, signal);
    const begin = async () =>
      beginRestore(options.from, path, { withoutManifest: !options.manifest, signal });
    const restore = await begin().catch(explain);
    try {
      const { report, steps } = stepsOf(restore);
      await playSteps(context, steps, options.json === true).catch(explain);
      show(context, resolve(path), restore, report(), options.json === true);
    } finally {
      restore.close();
    }
  });
}

function stepsOf(restore: LedgerRestore): { readonly report: () => Report; readonly steps: readonly Step[] } {
  let pending: readonly string[] = [];
  let restored: Restored | undefined;
  const steps: Step[] = [
    {
      title: 'copy the backup beside the ledger',
      async run(report) {
        await restore.copy((done) => report(share(done, restore.bytes)));
        const isVerified = restore.manifest === null ? 'no checksum to compare' : 'the checksum is right';
        return `${megabytes(restore.bytes)}, ${isVerified}`;
      },
    },
    {
      title: 'verify every page and reference',
      async run() {
        pending = await restore.verify();
        return pending.length === 0 ? 'schema up to date' : `the next start runs ${pending.join(', ')}`;
      },
    },
    {
      title: 'put it in place',
      async run() {
        restored = await restore.replace(new Date());
        return `new epoch ${restored.epoch}`;
      },
    },
  ];
  return { steps, report: () => ({ ...(restored as Restored), pending }) };
}

function show(
  context: CliContext,
  ledger: string,
  { manifest }: LedgerRestore,
  report: Report,
  isJson: boolean,
): void {
  const takenAt = manifest?.takenAt ?? null;
  if (isJson) return void context.out(JSON.stringify({ ledger, takenAt, ...report }));
  context.out(`${ledger} is as it was ${takenAt === null ? 'in that file' : `at ${takenAt}`}.`);
  if (report.replaced !== null)
    context.out(`The former ledger is ${report.replaced}; remove it when you are sure.`);
  context.out('Its log has a new epoch: each client that reconnects receives ResyncRequired.');
}

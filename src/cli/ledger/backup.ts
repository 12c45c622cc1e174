import { BackupRefused } from '../../ledger/backup/backup-refused.js';
import { backupFile, beginBackup, isNamedByTime, keepNewest } from '../../ledger/backup/backup-ledger.js';
import type { BackupManifest } from '../../ledger/backup/manifest.js';
import { manifestPath } from '../../ledger/backup/manifest.js';
import { checkLedgerFile } from '../../ledger/maintenance/check-file.js';
import { explainLedgerFailure } from '../../ledger/maintenance/explain-failure.js';
import { type CliContext, CliError, EXIT_USAGE } from '../context.js';
import { existingLedgerUrl } from '../ledger-url.js';
import { playSteps, type Step } from '../steps.js';

interface BackupOptions {
  readonly to: string;
  readonly keep?: number;
  readonly data?: string;
  readonly json?: boolean;
}

/** `dwar backup`: copies the ledger in a file while it is in use, and verifies the copy. */
export async function runBackup(context: CliContext, options: BackupOptions): Promise<void> {
  const path = sqlitePath(existingLedgerUrl(context.env, options.data), 'backup');
  const takenAt = new Date();
  const file = backupFile(options.to, takenAt);
  if (options.keep !== undefined && !isNamedByTime(file))
    throw new CliError('--keep counts the backups in a folder, and --to names a file', {
      hint: 'Pass a folder with --to, such as --to /var/backups/dwar/.',
      exitCode: EXIT_USAGE,
    });
  checkLedgerFile(path);
  await context.runUntilAborted(async (signal) => {
    const manifest = await backUp(context, { path, file, takenAt, isQuiet: options.json === true, signal });
    const removed = options.keep === undefined ? [] : keepNewest(file, manifest.ledger, options.keep);
    if (options.json === true) return context.out(JSON.stringify({ file, ...manifest, removed }));
    context.out(`${file} has everything that was acknowledged before ${manifest.takenAt}.`);
    context.out(`Keep ${manifestPath(file)} with it: \`dwar restore\` verifies it by that.`);
    if (removed.length > 0) context.out(`Removed ${removed.length} older: ${removed.join(', ')}.`);
  });
}

interface Work {
  readonly path: string;
  readonly file: string;
  readonly takenAt: Date;
  readonly isQuiet: boolean;
  readonly signal: AbortSignal;
}

async function backUp(context: CliContext, work: Work): Promise<BackupManifest> {
  const { path, file, takenAt, isQuiet, signal } = work;
  const explain = explaining(`sqlite:${path}`, signal);
  const backup = await beginBackup(path, file, takenAt, signal).catch(explain);
  let manifest: BackupManifest | undefined;
  const steps: Step[] = [
    {
      title: 'copy the ledger',
      run: async (report) =>
        `${megabytes(await backup.copy((done) => report(share(done, backup.expectedBytes))))}`,
    },
    {
      title: 'verify every page and reference',
      async run() {
        const { rows, migrations } = await backup.verify();
        return `${sum(rows)} rows in ${Object.keys(rows).length} tables, schema ${migrations.at(-1)}`;
      },
    },
    {
      title: 'write the checksum',
      async run(report) {
        manifest = await backup.finish((done) => report(share(done, backup.expectedBytes)));
        return `SHA-256 ${manifest.sha256}`;
      },
    },
  ];
  try {
    await playSteps(context, steps, isQuiet).catch(explain);
    return manifest as BackupManifest;
  } finally {
    backup.close();
  }
}

/** The file of an embedded ledger. Throws `CliError` for PostgreSQL, which has programs of its own. */
export function sqlitePath(databaseUrl: string, command: string): string {
  if (databaseUrl.startsWith('sqlite:')) return databaseUrl.replace(/^sqlite:/, '');
  throw new CliError(`\`dwar ${command}\` is for a ledger in a file, and DATABASE_URL names PostgreSQL`, {
    hint: `Use deploy/postgres-${command}.sh; docs/backup.md says how.`,
    exitCode: EXIT_USAGE,
  });
}

/** Returns a function that throws an error as a command shows it. */
export function explaining(databaseUrl: string, signal: AbortSignal): (error: unknown) => never {
  return (error) => {
    if (signal.aborted) throw new CliError('stopped; nothing was changed');
    if (error instanceof BackupRefused) throw new CliError(error.message, { hint: error.hint });
    throw explainLedgerFailure(error, databaseUrl);
  };
}

const sum = (rows: Readonly<Record<string, number>>) =>
  Object.values(rows).reduce((total, count) => total + count, 0);

/** A number of bytes for people. */
export function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}

/** How much of a work is done, for people. */
export function share(done: number, all: number): string {
  const percent = all === 0 ? 100 : Math.min(100, Math.floor((100 * done) / all));
  return `${percent} % of ${megabytes(all)}`;
}

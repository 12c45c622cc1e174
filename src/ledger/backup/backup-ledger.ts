import { existsSync, readdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { readVersion } from '../../core/built/version.js';
import { createPrivateFile } from '../../core/private-files.js';
import { nameOfLedger } from '../open-ledger.js';
import { BackupRefused } from './backup-refused.js';
import { digestFile, type FileDigest, flush, flushFolderOf, type OnBytes } from './files.js';
import { type BackupManifest, manifestPath, readManifest } from './manifest.js';
import { SqliteFile } from './sqlite-file.js';

/** Names the file of a backup in a folder, by its time. */
const NAMED_BY_TIME = /^dwar-\d{8}T\d{6}Z\.db$/;
/** How often the size of a growing copy is looked at. */
const LOOK_EVERY_MS = 200;

type Contents = Pick<BackupManifest, 'ledger' | 'migrations' | 'rows'>;

/** A backup in progress. Its steps follow each other; close it in any case. */
export interface LedgerBackup {
  /** The file that the backup will be. */
  readonly file: string;
  /** About how many bytes it will have. */
  readonly expectedBytes: number;
  /** Copies one state of the ledger; it may be in use. */
  copy(onBytes: OnBytes): Promise<number>;
  /** Verifies every page, index and reference of the copy. Throws {@link BackupRefused}. */
  verify(): Promise<Contents>;
  /** Gives the copy its name, with a manifest beside it, once both are on disk. */
  finish(onBytes: OnBytes): Promise<BackupManifest>;
  /** Removes what is unfinished. */
  close(): void;
}

/** The file for a backup: the one that was named, or one that is named by the time in a folder. */
export function backupFile(to: string, takenAt: Date): string {
  const isFolder = to.endsWith('/') || statSync(to, { throwIfNoEntry: false })?.isDirectory() === true;
  const time = takenAt.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return resolve(isFolder ? join(to, `dwar-${time}.db`) : to);
}

/**
 * Begins to back up the ledger in a file, which may be in use, to `file`. When `signal` is aborted, the
 * present step throws. Throws {@link BackupRefused} when there is such a file, or no room for it.
 */
export async function beginBackup(
  path: string,
  file: string,
  takenAt: Date,
  signal: AbortSignal,
): Promise<LedgerBackup> {
  const partial = `${file}.partial`;
  for (const [name, what] of [
    [file, 'there is a file'],
    [partial, 'another backup runs, or was interrupted, at'],
  ] as const)
    if (existsSync(name))
      throw new BackupRefused(
        `${what} ${name}`,
        'Choose another name, or remove the file if you need it no more.',
      );
  const source = await SqliteFile.open(path);
  const interrupt = () => source.interrupt();
  try {
    await requireLedger(source);
    const expectedBytes = await source.expectedBytes();
    requireRoom(dirname(file), expectedBytes);
    createPrivateFile(partial);
    signal.addEventListener('abort', interrupt);
    let contents: Contents | undefined;
    return {
      file,
      expectedBytes,
      async copy(onBytes) {
        const timer = setInterval(() => onBytes(statSync(partial).size), LOOK_EVERY_MS);
        try {
          await source.copyInto(partial);
        } finally {
          clearInterval(timer);
        }
        await markAsBackup(partial, takenAt);
        return statSync(partial).size;
      },
      async verify() {
        signal.throwIfAborted();
        contents = await verifyContents(partial);
        return contents;
      },
      async finish(onBytes) {
        if (contents === undefined) throw new Error('the backup is not verified');
        const digest = await digestFile(partial, onBytes, signal);
        return keep(partial, file, manifestOf(takenAt, contents, digest));
      },
      close() {
        signal.removeEventListener('abort', interrupt);
        source.close();
        for (const suffix of ['', '-journal']) rmSync(`${partial}${suffix}`, { force: true });
      },
    };
  } catch (error) {
    source.close();
    throw error;
  }
}

async function requireLedger(file: SqliteFile): Promise<void> {
  if ((await file.migrations()).length > 0) return;
  throw new BackupRefused(
    `${file.path} is a SQLite database, but no ledger`,
    'Check DATABASE_URL or --data.',
  );
}

function requireRoom(folder: string, bytes: number): void {
  if (!existsSync(folder))
    throw new BackupRefused(`there is no folder ${folder}`, 'Make it, or mount the disk for backups.');
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < bytes)
    throw new BackupRefused(
      `${folder} has room for ${bavail * bsize} bytes, and the backup needs ${bytes}`,
      'Free some space, or keep fewer backups with --keep.',
    );
}

/** However the copy gets into the place of a ledger, the server then starts a new epoch. */
async function markAsBackup(partial: string, takenAt: Date): Promise<void> {
  const copy = await SqliteFile.open(partial);
  try {
    await copy.setMeta('backup', JSON.stringify({ takenAt: takenAt.toISOString(), version: readVersion() }));
  } finally {
    copy.close();
  }
}

/** Verifies a copy that no process uses, and returns what is in it. Throws {@link BackupRefused}. */
export async function verifyContents(path: string): Promise<Contents> {
  const copy = await SqliteFile.open(path);
  try {
    const damage = await copy.damage();
    if (damage !== null)
      throw new BackupRefused(`${path} is damaged: ${damage}`, 'Take another backup, and check the disk.');
    await requireLedger(copy);
    const digestKey = (await copy.meta()).get('digest_key') ?? '';
    return {
      ledger: nameOfLedger(digestKey),
      migrations: await copy.migrations(),
      rows: await copy.countRows(),
    };
  } finally {
    copy.close();
  }
}

function manifestOf(takenAt: Date, contents: Contents, digest: FileDigest): BackupManifest {
  return { format: 1, takenAt: takenAt.toISOString(), version: readVersion(), ...contents, ...digest };
}

/** The manifest gets its name first: a file without one is not taken for a whole backup. */
function keep(partial: string, file: string, manifest: BackupManifest): BackupManifest {
  const manifestPartial = `${manifestPath(file)}.partial`;
  createPrivateFile(manifestPartial, `${JSON.stringify(manifest, null, 2)}\n`);
  for (const path of [partial, manifestPartial]) flush(path);
  renameSync(manifestPartial, manifestPath(file));
  renameSync(partial, file);
  flushFolderOf(file);
  return manifest;
}

/**
 * Removes all but the newest `count` backups of a ledger from the folder of `file`. Only files that are named
 * by their time and have a manifest of this ledger are counted. Returns the removed files.
 */
export function keepNewest(file: string, ledger: string, count: number): readonly string[] {
  const folder = dirname(file);
  const backups = readdirSync(folder)
    .filter((name) => NAMED_BY_TIME.test(name) && isOf(join(folder, name), ledger))
    .sort()
    .reverse();
  const removed = backups.slice(count).map((name) => join(folder, name));
  for (const path of removed) {
    rmSync(path);
    rmSync(manifestPath(path), { force: true });
  }
  return removed;
}

function isOf(file: string, ledger: string): boolean {
  try {
    return readManifest(file)?.ledger === ledger;
  } catch {
    return false;
  }
}

/** Whether `--keep` counts a file of this name. */
export function isNamedByTime(file: string): boolean {
  return NAMED_BY_TIME.test(basename(file));
}

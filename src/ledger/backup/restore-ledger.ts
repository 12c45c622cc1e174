import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { createPrivateFile } from '../../core/private-files.js';
import { markPath } from '../databases/sqlite-history.js';
import { sqliteDialect } from '../databases/sqlite.js';
import { RESTORING } from '../maintenance/check-file.js';
import { randomEpoch } from '../maintenance/new-epoch.js';
import { readSchema, readerMarks } from '../migrate.js';
import { verifyContents } from './backup-ledger.js';
import { BackupRefused } from './backup-refused.js';
import { copyFile, flush, flushFolderOf, type OnBytes } from './files.js';
import { type BackupManifest, manifestPath, readManifest } from './manifest.js';
import { SqliteFile } from './sqlite-file.js';

/** What a restore has put in place. */
export interface Restored {
  /** The epoch of the log from now on. */
  readonly epoch: string;
  /** Where the ledger that was there before is now; null if there was none. */
  readonly replaced: string | null;
}

/** A restore in progress. Its steps follow each other; close it in any case. */
export interface LedgerRestore {
  /** Null for a file that another program has copied. */
  readonly manifest: BackupManifest | null;
  readonly bytes: number;
  /** Copies the backup beside the ledger. Throws {@link BackupRefused} if its checksum is another one. */
  copy(onBytes: OnBytes): Promise<void>;
  /** Verifies every page, and what is in the copy. Returns the migrations that the next start will run. */
  verify(): Promise<readonly string[]>;
  /** Gives the log a new epoch and puts the copy in the place of the ledger, which is kept. */
  replace(now: Date): Promise<Restored>;
  /** Removes what is unfinished. */
  close(): void;
}

export interface RestoreOptions {
  /** Whether to restore a file that has no manifest. */
  readonly withoutManifest: boolean;
  /** The present step throws when it is aborted. */
  readonly signal: AbortSignal;
}

/**
 * Begins to restore a backup to the ledger at `path`. Holds the lock of servers: throws `LedgerLocked` while
 * one runs, and {@link BackupRefused} when the backup cannot be used.
 */
export function beginRestore(from: string, path: string, options: RestoreOptions): LedgerRestore {
  const { manifest, bytes } = inspectBackup(resolve(from), resolve(path), options.withoutManifest);
  const lock = sqliteDialect(path).lock();
  const partial = `${path}.restore-partial`;
  const removePartial = () => {
    for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${partial}${suffix}`, { force: true });
  };
  return {
    manifest,
    bytes,
    async copy(onBytes) {
      removePartial();
      createPrivateFile(partial);
      const digest = await copyFile(from, partial, onBytes, options.signal);
      if (manifest !== null && digest.sha256 !== manifest.sha256)
        throw new BackupRefused(
          `${from} is not what was backed up: its checksum is ${digest.sha256}, ` +
            `in its manifest ${manifest.sha256}`,
          'It was changed or damaged since. Take another backup.',
        );
    },
    async verify() {
      options.signal.throwIfAborted();
      return await verifyCopy(from, partial, manifest);
    },
    async replace(now) {
      options.signal.throwIfAborted();
      const epoch = await giveEpoch(partial);
      flush(partial);
      return { epoch, replaced: putInPlace(partial, path, now) };
    },
    close() {
      removePartial();
      lock.release();
    },
  };
}

function inspectBackup(from: string, path: string, withoutManifest: boolean) {
  const stats = statSync(from, { throwIfNoEntry: false });
  if (stats?.isFile() !== true)
    throw new BackupRefused(`there is no file ${from}`, 'Name a file that `dwar backup` has made.');
  const target = statSync(path, { throwIfNoEntry: false });
  if (target?.ino === stats.ino && target.dev === stats.dev)
    throw new BackupRefused(`${from} is the ledger itself`, 'Name a backup of it.');
  if ((statSync(`${from}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0)
    throw new BackupRefused(
      `${from} is no whole copy: a part of it is in ${from}-wal`,
      'Open it once with `sqlite3`, or copy it with `dwar backup`.',
    );
  const manifest = readManifest(from);
  if (manifest === null && !withoutManifest)
    throw new BackupRefused(
      `${from} has no manifest ${manifestPath(from)}, so its checksum cannot be verified`,
      'Put the manifest beside it, or pass --no-manifest for a file that another program has copied.',
    );
  if (manifest !== null && manifest.bytes !== stats.size)
    throw new BackupRefused(
      `${from} has ${stats.size} bytes, and its manifest says ${manifest.bytes}`,
      'It is cut off, or of another backup. Copy it again.',
    );
  return { manifest, bytes: stats.size };
}

async function verifyCopy(
  from: string,
  partial: string,
  manifest: BackupManifest | null,
): Promise<readonly string[]> {
  const contents = await leaveWalMode(partial)
    .then(() => verifyContents(partial))
    .catch((error: unknown) => {
      throw unusable(from, partial, error);
    });
  if (manifest !== null && JSON.stringify(contents.rows) !== JSON.stringify(manifest.rows))
    throw new BackupRefused(
      `${from} does not have the rows of its manifest`,
      'Take the manifest that was made with the backup.',
    );
  const copy = await SqliteFile.open(partial);
  try {
    const marks = readerMarks(await copy.meta());
    return readSchema({ done: contents.migrations, marks }, sqliteDialect(partial)).pending;
  } finally {
    copy.close();
  }
}

/** A file in WAL mode would be complete only together with another one. */
async function leaveWalMode(path: string): Promise<void> {
  const copy = await SqliteFile.open(path);
  try {
    await copy.rows('pragma journal_mode = delete');
  } finally {
    copy.close();
  }
}

/** Errors name the file that the operator knows. */
function unusable(from: string, partial: string, error: unknown): unknown {
  if (error instanceof BackupRefused)
    return new BackupRefused(error.message.replaceAll(partial, from), 'Take another backup.');
  const { code } = (error ?? {}) as { code?: unknown };
  if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT')
    return new BackupRefused(`${from} is damaged, or no SQLite database`, 'Take another backup.');
  return error;
}

/** Cursors of the ledger that is replaced, and of the one that was backed up, cannot be resumed from. */
async function giveEpoch(partial: string): Promise<string> {
  const epoch = randomEpoch();
  const copy = await SqliteFile.open(partial);
  try {
    await copy.exec('begin immediate');
    await copy.setMeta('epoch', epoch);
    await copy.exec(`delete from meta where key in ('backup', 'history', 'commits')`);
    await copy.exec('commit');
    return epoch;
  } finally {
    copy.close();
  }
}

/**
 * While the file `.restoring` is there, no process opens the ledger: a crash between two of these steps is
 * noticed, and the restore is run again.
 */
function putInPlace(partial: string, path: string, now: Date): string | null {
  const restoring = `${path}${RESTORING}`;
  renameSync(partial, restoring);
  flushFolderOf(restoring);
  let replaced: string | null = null;
  if (existsSync(path)) {
    replaced = freeName(`${path}.before-restore-${now.toISOString().replaceAll(/[-:]|\.\d+/g, '')}`);
    for (const suffix of ['', '-wal'])
      if (existsSync(`${path}${suffix}`)) renameSync(`${path}${suffix}`, `${replaced}${suffix}`);
  }
  for (const stale of [`${path}-wal`, `${path}-shm`, markPath(path)]) rmSync(stale, { force: true });
  flushFolderOf(path);
  renameSync(restoring, path);
  flushFolderOf(path);
  return replaced;
}

function freeName(name: string): string {
  let free = name;
  for (let n = 2; existsSync(free); n += 1) free = `${name}-${n}`;
  return free;
}

import { accessSync, closeSync, constants, existsSync, openSync, readSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { StartError } from '../../core/start-error.js';

/**
 * The file format of SQLite (sqlite.org/fileformat.html, 1.3): where the header says how large the database
 * is.
 */
const HEADER_BYTES = 100;
const MAGIC = 'SQLite format 3\0';
const PAGE_SIZE_AT = 16;
const CHANGE_COUNTER_AT = 24;
const PAGE_COUNT_AT = 28;
const VALID_FOR_AT = 92;

/** Ends the name of what `dwar restore` is about to put in the place of a ledger. */
export const RESTORING = '.restoring';

/**
 * Refuses, before it is opened, a file that cannot be a ledger in use: throws `StartError`. A file that is
 * absent or empty becomes one.
 */
export function checkLedgerFile(path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  const place = resolve(path);
  if (existsSync(`${path}${RESTORING}`))
    throw new StartError(
      `a restore of the ledger ${place} was interrupted`,
      `Run \`dwar restore\` again: what it had copied is ${place}${RESTORING}.`,
    );
  if (stats?.isDirectory())
    throw new StartError(
      `${place} is a folder, not a ledger`,
      `Name a file in it: sqlite:${join(path, 'dwar.db')}`,
    );
  if (stats === undefined) return;
  refuseUnlessWritable(place, 'file', stats.uid);
  refuseUnlessWritable(dirname(place), 'folder of the ledger', statSync(dirname(place)).uid);
  if (stats.size > 0) checkHeader(place, stats.size);
}

function refuseUnlessWritable(place: string, what: string, owner: number): void {
  try {
    accessSync(place, constants.R_OK | constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EROFS')
      throw new StartError(
        `the ${what} ${place} is on a read-only file system`,
        'Mount it writable, or set DATABASE_URL to a place that is.',
      );
    throw new StartError(
      `the ${what} ${place} cannot be read and written by this user (${process.getuid?.() ?? ''}); ` +
        `its owner is ${owner}`,
      'Run Dwar as the owner, or give it to this user with chown.',
    );
  }
}

function checkHeader(place: string, size: number): void {
  const header = readHeader(place);
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    if (size < HEADER_BYTES && MAGIC.startsWith(header.toString('latin1', 0, MAGIC.length)))
      throw truncated(place);
    throw notADatabase(place);
  }
  if (header.length < HEADER_BYTES) throw truncated(place);
  // What is in the write-ahead log may not be in the file yet: then SQLite itself has to look.
  const hasLog = (statSync(`${place}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
  const isCountValid = header.readUInt32BE(CHANGE_COUNTER_AT) === header.readUInt32BE(VALID_FOR_AT);
  const pageSize = header.readUInt16BE(PAGE_SIZE_AT);
  const bytes = header.readUInt32BE(PAGE_COUNT_AT) * (pageSize === 1 ? 65_536 : pageSize);
  if (!hasLog && isCountValid && size < bytes) throw truncated(place, size, bytes);
}

function readHeader(place: string): Buffer {
  const descriptor = openSync(place, 'r');
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    return header.subarray(0, readSync(descriptor, header, 0, HEADER_BYTES, 0));
  } finally {
    closeSync(descriptor);
  }
}

const RESTORE = 'Run `dwar restore` to restore it from a backup; see docs/backup.md.';

/** The file is no SQLite database. */
export function notADatabase(place: string): StartError {
  return new StartError(
    `${place} is not a ledger: it is no SQLite database`,
    'Check DATABASE_URL. Nothing in the file was changed.',
  );
}

function truncated(place: string, size?: number, bytes?: number): StartError {
  const detail = size === undefined ? '' : `: it has ${size} of ${bytes} bytes`;
  return new StartError(`the ledger ${place} is truncated${detail}`, RESTORE);
}

/** The file is a SQLite database that is damaged. */
export function malformed(place: string, cause?: unknown): StartError {
  return new StartError(`the ledger ${place} is damaged: SQLite finds it malformed`, RESTORE, { cause });
}

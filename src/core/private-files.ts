import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  mkdirSync,
  openSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Log } from './log.js';
import { StartError } from './start-error.js';

const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
/** Bits of the group and of all others. */
const OTHERS = 0o077;
const OTHERS_WRITE = 0o022;

/** What Dwar keeps beside a ledger in a data folder; see `src/cli` and `src/emulator`. */
const DATA_FILES = /^(?:dev-secrets\.json(?:\.[0-9a-f]{8})?|dev-instance\.json|emulator\.json(?:\.tmp)?)$/;
/** What contract runs keep there. */
const CONTRACT_FILES = /^contract(?:-report\.json|-junit\.xml|\.json)$/;
const LEDGER_SUFFIXES = [
  '',
  '-wal',
  '-shm',
  '-journal',
  '.lock',
  '.lock-journal',
  '.mark',
  '.restoring',
  '.restore-partial',
];
/** What a restore has replaced. */
const REPLACED = /^\.before-restore-\w+(?:-\d+)?(?:-wal|-shm)?$/;

/** Windows has no such modes. */
const hasModes = process.getuid !== undefined;

/**
 * Creates the folder of a file, private to this user regardless of the umask. Throws `StartError`. An
 * existing folder is made private too if it contains only files of Dwar; a folder with other content is left
 * unchanged, with a warning if others may write to it.
 */
export function preparePrivateFolder(path: string, log: Log): void {
  const folder = dirname(resolve(path));
  const made = makeFolder(folder);
  if (!hasModes) return;
  if (made !== undefined) return void setMode(folder, FOLDER_MODE, log);
  const { mode } = statSync(folder);
  if ((mode & OTHERS) === 0) return;
  if (holdsOnlyOurs(folder, basename(path))) {
    if (setMode(folder, FOLDER_MODE, log))
      log.warn({ folder, mode: octal(mode) }, 'the data folder was open to other users; it is private now');
  } else if ((mode & OTHERS_WRITE) !== 0) {
    log.warn(
      { folder, mode: octal(mode) },
      'other users may write to the folder of the ledger: give Dwar a folder of its own',
    );
  }
}

function makeFolder(folder: string): string | undefined {
  try {
    const made = mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
    accessSync(folder, constants.W_OK | constants.X_OK);
    return made;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new StartError(
      `the folder ${folder} cannot be made or written: ${REASONS[code] ?? code}`,
      'Make it for this user, or choose another place with DATABASE_URL or --data.',
    );
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'there is a file of that name',
  ENOSPC: 'the disk is full',
};

/** Makes a file that is not there, empty, and takes the access of other users from one that is. */
export function preparePrivateFile(path: string, log: Log): void {
  // A file that cannot be opened is reported by who uses it.
  const descriptor = openOrNull(path);
  if (descriptor !== null) closeSync(descriptor);
  keepPrivate(path, log);
}

/** Makes a file, private to this user, that must not exist yet. Throws as `node:fs` does. */
export function createPrivateFile(path: string, text = ''): void {
  writeFileSync(path, text, { flag: 'wx', mode: FILE_MODE });
  if (hasModes) chmodSync(path, FILE_MODE);
}

/** Takes the access of other users from a file, if it exists. */
export function keepPrivate(path: string, log: Log): void {
  if (!hasModes) return;
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined || !stats.isFile() || (stats.mode & OTHERS) === 0) return;
  if (setMode(path, FILE_MODE, log))
    log.warn({ file: path, mode: octal(stats.mode) }, 'a file was open to other users; it is private now');
}

function openOrNull(path: string): number | null {
  try {
    const descriptor = openSync(path, 'wx', FILE_MODE);
    if (hasModes) fchmodSync(descriptor, FILE_MODE);
    return descriptor;
  } catch {
    return null;
  }
}

function holdsOnlyOurs(folder: string, ledger: string): boolean {
  const own = new Set(LEDGER_SUFFIXES.map((suffix) => `${ledger}${suffix}`));
  const isReplaced = (name: string) => name.startsWith(ledger) && REPLACED.test(name.slice(ledger.length));
  const isOwn = (name: string) => own.has(name) || DATA_FILES.test(name) || CONTRACT_FILES.test(name);
  return readdirSync(folder).every((name) => isOwn(name) || isReplaced(name));
}

/** Returns whether it could be done; otherwise the log says what to do. */
function setMode(path: string, mode: number, log: Log): boolean {
  try {
    chmodSync(path, mode);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    log.warn(
      { path, code },
      'other users may have access: this user cannot change the mode of the path; ' +
        `run chmod ${octal(mode)} on it as its owner`,
    );
    return false;
  }
}

function octal(mode: number): string {
  return (mode & 0o777).toString(8).padStart(4, '0');
}

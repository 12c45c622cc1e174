import { statSync } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { types } from 'node:util';
import { Kysely, type SqliteDatabase, type SqliteStatement } from 'kysely';
import Database from 'libsql';
import { LRUCache } from 'lru-cache';
import { type Log, silentLog } from '../../core/log.js';
import { keepPrivate, preparePrivateFile, preparePrivateFolder } from '../../core/private-files.js';
import { admitAll } from '../commits/scope.js';
import { checkLedgerFile, malformed } from '../maintenance/check-file.js';
import { type Dialect, LedgerLocked } from './dialect.js';
import { markPath, SqliteHistory } from './sqlite-history.js';
import type { LedgerSize } from './size.js';
import { type SqliteConnections, TwoConnectionsDialect, type WritingDatabase } from './sqlite-driver.js';
import type { Tables } from './tables.js';

/**
 * A held lock blocks the event loop for as long as SQLite waits, so it waits briefly and the ledger tries
 * again.
 */
const BUSY_TIMEOUT_MS = 20;
/** How long another process may hold the file: a command of a person at most. */
const TRANSIENT_TIMEOUT_MS = 2_000;
const STATEMENTS_KEPT = 500;
const CHECKED_MAX_BYTES = 16 * 2 ** 20;
const STORAGE_FAILURE = /^SQLITE_(FULL|IOERR|READONLY|CORRUPT|NOTADB|CANTOPEN|NOMEM|PERM|PROTOCOL)/;

/**
 * SQLite in one file, through libsql. `path` is relative to the working directory; its folder is made. Files
 * and folder are private to the user of this process.
 */
export function sqliteDialect(path: string, log: Log = silentLog): Dialect {
  let writing: WritingDatabase | undefined;
  let isServer = false;
  const database = () => opened(writing);
  return {
    bytesType: 'blob',
    transientTimeoutMs: TRANSIENT_TIMEOUT_MS,
    open() {
      const connections = openConnections(path, log);
      writing = connections.writing;
      return new Kysely<Tables>({ dialect: new TwoConnectionsDialect(connections) });
    },
    isTransient: (error) => /^SQLITE_(BUSY|LOCKED)/.test(errorCode(error)),
    isStorageFailure: (error) => STORAGE_FAILURE.test(errorCode(error)),
    lock() {
      const held = lock(path, log);
      isServer = true;
      return held;
    },
    // `begin immediate` has taken the write lock already.
    beginWrite: async (_db, scopes) => admitAll(scopes),
    // SQLite limits no statement.
    allowLongStatements: async () => {},
    now: async () => null,
    size: () => sizeOf(path),
    // It stays the same when the connection that is asked commits.
    commitsByOthers: () => dataVersionOf(database()),
    history: new SqliteHistory(path, log, database, () => isServer),
  };
}

function opened(database: WritingDatabase | undefined): WritingDatabase {
  if (database === undefined) throw new Error('the ledger is not open');
  return database;
}

function openConnections(path: string, log: Log): SqliteConnections {
  preparePrivateFolder(path, log);
  checkLedgerFile(path);
  // SQLite creates these files with the mode of the database. They may date from before it was private.
  for (const file of [`${path}-wal`, `${path}-shm`, markPath(path)]) keepPrivate(file, log);
  preparePrivateFile(path, log);
  // FULL: a commit is on disk before it is acknowledged (guarantee G2).
  const writing = openDatabase(path, ['journal_mode = WAL', 'synchronous = FULL'], checkPages);
  try {
    return { writing, reading: openDatabase(path, ['query_only = on']) };
  } catch (error) {
    writing.close();
    throw error;
  }
}

/** Of the file and its log, which holds the commits that are not in the file yet. */
async function sizeOf(path: string): Promise<LedgerSize> {
  const [file, wal, disk] = await Promise.all([
    stat(path),
    stat(`${path}-wal`).catch(() => ({ size: 0 })),
    statfs(dirname(resolve(path))),
  ]);
  return {
    bytes: file.size + wal.size,
    disk: { bytes: disk.blocks * disk.bsize, freeBytes: disk.bavail * disk.bsize },
  };
}

function dataVersionOf(database: SqliteDatabase): number {
  const [row] = database.prepare('pragma data_version').all([]) as { data_version: number }[];
  return row?.data_version ?? 0;
}

function openDatabase(
  path: string,
  pragmas: readonly string[],
  check: (database: Database.Database, path: string) => void = () => {},
): WritingDatabase {
  const database = new Database(path);
  try {
    for (const pragma of [`busy_timeout = ${BUSY_TIMEOUT_MS}`, ...pragmas]) database.pragma(pragma);
    check(database, path);
  } catch (error) {
    database.close();
    throw error;
  }
  return guarded(database);
}

/**
 * Finds damage before anything is served, where looking at every page takes no longer than a start may: a
 * tenth of a second.
 */
function checkPages(database: Database.Database, path: string): void {
  if (statSync(path).size > CHECKED_MAX_BYTES) return;
  const [finding] = database.prepare('pragma quick_check(1)').all() as { quick_check: string }[];
  if (finding?.quick_check !== 'ok') throw malformed(resolve(path), finding?.quick_check);
}

/** Held for the life of the process: the system drops a file lock when its owner dies, however it dies. */
function lock(path: string, log: Log): { release(): void } {
  preparePrivateFolder(path, log);
  keepPrivate(`${path}.lock-journal`, log);
  preparePrivateFile(`${path}.lock`, log);
  const database = new Database(`${path}.lock`);
  try {
    database.exec('begin exclusive');
  } catch (error) {
    database.close();
    if (/^SQLITE_(BUSY|LOCKED)/.test(errorCode(error))) throw new LedgerLocked(path);
    throw error;
  }
  return { release: () => database.close() };
}

function errorCode(error: unknown): string {
  const code =
    types.isNativeError(error) || typeof error === 'object' ? (error as { code?: unknown } | null)?.code : '';
  return typeof code === 'string' ? code : '';
}

/**
 * The driver aborts the whole process on a boolean parameter and rounds or cuts other odd values, so each
 * parameter is checked here. Compiled statements are kept: compiling is half the cost of a short query.
 */
function guarded(database: Database.Database): WritingDatabase {
  const statements = new LRUCache<string, SqliteStatement>({ max: STATEMENTS_KEPT });
  return {
    close: () => database.close(),
    exec: (sql) => database.exec(sql),
    prepare(sql) {
      const known = statements.get(sql);
      if (known !== undefined) return known;
      const statement = guardStatement(database.prepare(sql));
      statements.set(sql, statement);
      return statement;
    },
  };
}

function guardStatement(statement: Database.Statement): SqliteStatement {
  const reader = statement.reader;
  return {
    reader,
    all: (parameters) => statement.all(parameters.map(bindable)).map(fromRow),
    run: (parameters) => statement.run(parameters.map(bindable)) as ReturnType<SqliteStatement['run']>,
    *iterate(parameters) {
      for (const row of statement.all(parameters.map(bindable))) yield fromRow(row);
    },
  };
}

function bindable(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new TypeError('a number in the ledger must be finite');
  if (typeof value === 'string' && value.includes('\0'))
    throw new TypeError('text in the ledger must not hold U+0000');
  if (value === null || ['string', 'number', 'bigint'].includes(typeof value) || Buffer.isBuffer(value))
    return value;
  throw new TypeError(`the ledger cannot hold a ${typeof value}`);
}

function fromRow(row: unknown): unknown {
  const record = row as Record<string, unknown>;
  for (const [name, value] of Object.entries(record)) {
    if (types.isArrayBuffer(value)) record[name] = Buffer.from(value);
  }
  return record;
}

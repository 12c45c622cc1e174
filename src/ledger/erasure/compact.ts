import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { isPostgres } from '../databases/statement.js';
import type { Queries, Unit } from '../unit.js';

/** How long other connections to the file may hold it up. */
const BUSY_MS = 10_000;
const EVERY_MS = 50;

/** What became of the bytes of deleted rows. */
export type Compacted =
  /** The embedded ledger was rewritten: they are gone from its files. */
  | 'rewritten'
  /** Another process kept the embedded ledger busy: they may still be there. */
  | 'busy'
  /** PostgreSQL has its own commands for it. */
  | 'postgres';

/**
 * Runs a part of a commit so that SQLite overwrites what it deletes. PostgreSQL keeps the bytes of deleted
 * rows until it is vacuumed.
 */
export async function overwriting<T>({ db }: Unit, work: () => Promise<T>): Promise<T> {
  if (isPostgres(db)) return await work();
  await sql`pragma secure_delete = on`.execute(db);
  try {
    return await work();
  } finally {
    await sql`pragma secure_delete = off`.execute(db);
  }
}

/**
 * Empties the write-ahead log of an embedded ledger, once no reader needs it. Returns whether it is empty.
 */
export async function emptyWriteAheadLog(db: Queries): Promise<boolean> {
  if (isPostgres(db)) return false;
  return await whileBusy(async () => {
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db);
    return rows[0]?.busy === 0;
  });
}

/**
 * Rewrites an embedded ledger without the bytes of anything that was deleted or replaced. Writers wait for as
 * long as that takes.
 */
export async function compact(db: Queries): Promise<Compacted> {
  if (isPostgres(db)) return 'postgres';
  const isRewritten = await whileBusy(async () => {
    await sql`vacuum`.execute(db);
    return true;
  });
  return isRewritten && (await emptyWriteAheadLog(db)) ? 'rewritten' : 'busy';
}

/** Tries until the work succeeds, or other connections have held it up for too long. */
async function whileBusy(work: () => Promise<boolean>): Promise<boolean> {
  const giveUpAt = performance.now() + BUSY_MS;
  for (;;) {
    try {
      if (await work()) return true;
    } catch (error) {
      if (!/^SQLITE_(?:BUSY|LOCKED)/.test(String((error as { code?: unknown }).code))) throw error;
    }
    if (performance.now() > giveUpAt) return false;
    await pause(EVERY_MS);
  }
}

import { type Kysely, sql } from 'kysely';
import type { Log } from '../../core/log.js';
import type { Ledger } from '../ledger.js';
import { appliedMigrations } from '../migrate.js';
import type { Queries } from '../unit.js';
import { openLedger } from '../open-ledger.js';
import { rowDigest, sumOfDigests } from '../databases/row-digest.js';
import { TABLE_PAGES } from '../databases/table-pages.js';

type Row = Record<string, unknown>;

/** Every table but `meta`. */
const COPIED: Omit<typeof TABLE_PAGES, 'meta'> = (({ meta: _, ...copied }) => copied)(TABLE_PAGES);

export type CopiedTable = keyof typeof COPIED;

/** The tables in the order they are copied. */
export const COPIED_TABLES = Object.keys(COPIED) as readonly CopiedTable[];

/** What names a log and its digests: with these, cursors and idempotency keys stay valid in the copy. */
const IDENTITY = ['epoch', 'digest_key'] as const;
/** Says in the target which ledger it is being made a copy of, and whether that is done. */
const MARK = 'copy_of';

/** The target holds something that is not of this source. */
export class CopyRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CopyRefused';
  }
}

/** Rows of one table and a checksum over every column of each, independent of their order. */
export interface TableDigest {
  readonly rows: number;
  readonly checksum: string;
}

/** A copy in progress. Close it in any case. */
export interface LedgerCopy {
  /** Whether an earlier run has copied everything: then tables are only verified. */
  readonly isVerifyOnly: boolean;
  /**
   * Copies one table and verifies it; may be called again. Throws {@link CopyRefused} when the target differs
   * afterwards.
   */
  copyTable(table: CopiedTable, onProgress?: (rows: number) => void): Promise<TableDigest>;
  /** Notes that everything was copied. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Begins to copy a ledger into another, empty one. The source is held exclusively where it is embedded; no
 * server may use the target until `finish`. An interrupted copy continues where it stopped. Throws
 * `LedgerLocked`, and {@link CopyRefused} when the target has data that is not of this source.
 */
export async function beginCopy(fromUrl: string, toUrl: string, log: Log): Promise<LedgerCopy> {
  const source = await openLedger(fromUrl, { log, exclusive: true });
  let target: Ledger | undefined;
  try {
    target = await openLedger(toUrl, { log, exclusive: true });
    const [from, to] = await Promise.all([source, target].map(({ db }) => appliedMigrations(db)));
    if (from?.join() !== to?.join())
      throw new CopyRefused('the source was migrated by a newer Dwar: copy it with that version');
    return await prepareCopy(source, target);
  } catch (error) {
    await target?.close();
    await source.close();
    throw error;
  }
}

async function prepareCopy(source: Ledger, target: Ledger): Promise<LedgerCopy> {
  const isVerifyOnly = await claimTarget(source, target);
  return {
    isVerifyOnly,
    async copyTable(table, onProgress = () => {}) {
      const there = isVerifyOnly ? null : target.db;
      const digest = await walk(source.db, table, async (rows, seen) => {
        if (there !== null) await insertMissing(there, table, rows);
        onProgress(seen);
      });
      const copied = await walk(target.db, table);
      if (copied.rows !== digest.rows || copied.checksum !== digest.checksum) throw differs(table);
      return digest;
    },
    finish: () => writeMeta(target.db, { [MARK]: `${source.epoch} done` }),
    async close() {
      await target.close();
      await source.close();
    },
  };
}

function differs(table: string): CopyRefused {
  return new CopyRefused(
    `the table ${table} of the target differs from the source: ` +
      'the target has been in use, or has other data',
  );
}

/** Makes the target this source's, if it is empty or was begun from it. Returns whether it was finished. */
async function claimTarget(source: Ledger, target: Ledger): Promise<boolean> {
  const mark = await readMeta(target.db, MARK);
  if (mark === `${source.epoch} done`) return true;
  if (mark === source.epoch) return false;
  for (const table of COPIED_TABLES)
    if ((await pageAfter(target.db, table, null)).length > 0)
      throw new CopyRefused(`the target has data of its own, in the table ${table}`);
  const identity = Object.fromEntries(
    await Promise.all(IDENTITY.map(async (key) => [key, await readMeta(source.db, key)] as const)),
  ) as Record<string, string>;
  await target.db.transaction().execute((db) => writeMeta(db, { ...identity, [MARK]: source.epoch }));
  return false;
}

/** Names the ledger that this one is a copy of; null if it is none. */
export async function copyMark(db: Queries): Promise<string | null> {
  return await readMeta(db, MARK);
}

async function readMeta(db: Queries, key: string): Promise<string | null> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value ?? null;
}

async function writeMeta(db: Queries, entries: Readonly<Record<string, string>>): Promise<void> {
  for (const [key, value] of Object.entries(entries))
    await db
      .insertInto('meta')
      .values({ key, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute();
}

/** Goes through a table page by page. */
async function walk(
  db: Queries,
  table: CopiedTable,
  take: (rows: readonly Row[], seen: number) => Promise<void> = async () => {},
): Promise<TableDigest> {
  let seen = 0;
  let sum = sumOfDigests([]);
  for (let last: Row | null = null; ; ) {
    const rows: readonly Row[] = await pageAfter(db, table, last);
    seen += rows.length;
    // Checksums do not depend on the order: the two databases may order text differently.
    sum = sumOfDigests([sum, ...rows.map(rowDigest)]);
    await take(rows, seen);
    last = rows.at(-1) ?? null;
    if (rows.length < COPIED[table].page) break;
  }
  return { rows: seen, checksum: sum };
}

async function pageAfter(db: Queries, table: CopiedTable, last: Row | null): Promise<readonly Row[]> {
  const { key, page } = COPIED[table];
  const columns = sql.join(key.map((column) => sql.ref(column)));
  const after =
    last === null
      ? sql``
      : sql` where (${columns}) > (${sql.join(key.map((column) => sql.val(last[column])))})`;
  const name = sql.table(table);
  const query = sql<Row>`select * from ${name}${after} order by ${columns} limit ${sql.lit(page)}`;
  return (await query.execute(db)).rows.map(withoutOrder);
}

/** The order of insertion is that of one database. */
function withoutOrder({ inserted_in: _, ...row }: Row): Row {
  return row;
}

async function insertMissing(db: Queries, table: CopiedTable, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await (db as unknown as Kysely<Record<string, Row>>)
    .insertInto(table)
    .values([...rows])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

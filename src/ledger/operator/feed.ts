import { type RawBuilder, sql } from 'kysely';
import { isPostgres } from '../databases/statement.js';
import type { Queries } from '../unit.js';

/**
 * Place in a table whose rows are read in the order in which they were committed: behind the row with this
 * key. On SQLite `order` is the row's rowid, which grows in commit order, because there is one writer at a
 * time. On PostgreSQL it is the number of the transaction that inserted the row, and a row is read only when
 * all transactions with lower numbers have ended; an event has at least the number of its viewer's last one.
 */
export interface FeedPlace {
  readonly order: string;
  /** The primary key of the row that was read last; null if none was. */
  readonly key: readonly (string | number)[] | null;
  /** When that row was received or happened, epoch milliseconds. */
  readonly at: number;
}

/** A row of the feed: the columns that were asked for, and its place. */
export interface FeedRow<Row> {
  readonly row: Row;
  readonly place: FeedPlace;
}

/** A table that can be followed. */
export interface FeedTable<Row> {
  readonly name: 'deliveries' | 'events';
  readonly key: readonly string[];
  readonly at: string;
  /** Columns to read besides those of the key and the time, as SQL. */
  readonly columns: ReturnType<typeof sql>;
  readonly decode: (row: Readonly<Record<string, unknown>>) => Row;
}

/** The place is of another database, or of a state of this one that was lost. */
export class FeedPlaceUnknown extends Error {
  constructor() {
    super('the position is not of this ledger');
    this.name = 'FeedPlaceUnknown';
  }
}

/** The end of a table: what is read from it are the rows that are committed from now on. */
export async function feedEnd(db: Queries, table: FeedTable<unknown>): Promise<FeedPlace> {
  if (isPostgres(db)) {
    const { rows } = await sql<{
      order: string;
    }>`select txid_snapshot_xmin(txid_current_snapshot())::text as "order"`.execute(db);
    return { order: rows[0]?.order ?? '0', key: null, at: 0 };
  }
  const { rows } = await sql<Readonly<Record<string, unknown>>>`
    select rowid as feed_order, ${columnsOf(table)} from ${sql.table(table.name)}
    order by rowid desc limit 1`.execute(db);
  return rows[0] === undefined ? { order: '0', key: null, at: 0 } : placeOf(table, rows[0]);
}

/**
 * The rows behind a place in commit order, at most `limit`: none is left out, and none is read twice. Throws
 * `FeedPlaceUnknown`.
 */
export async function readFeed<Row>(
  db: Queries,
  table: FeedTable<Row>,
  place: FeedPlace,
  limit: number,
): Promise<readonly FeedRow<Row>[]> {
  const rows = isPostgres(db)
    ? await readByTransaction(db, table, place, limit)
    : await readByRowid(db, table, place, limit);
  return rows.map((row) => ({ row: table.decode(row), place: placeOf(table, row) }));
}

type AnyRow = Readonly<Record<string, unknown>>;

/**
 * Throws `FeedPlaceUnknown` if a place cannot be resumed from: its number was never given out here, or its
 * row was inserted under another one.
 */
export async function verifyFeedPlace(
  db: Queries,
  table: FeedTable<unknown>,
  place: FeedPlace,
): Promise<void> {
  if (!isPostgres(db)) return;
  const anchor =
    place.key === null
      ? sql`null`
      : sql`(select inserted_in::text from ${sql.table(table.name)}
    where ${isKey(table, place.key)})`;
  const { rows } = await sql<{ is_ahead: boolean; anchor: string | null }>`
    select ${place.order}::bigint > txid_snapshot_xmin(txid_current_snapshot()) as is_ahead,
      ${anchor} as anchor`.execute(db);
  const found = rows[0];
  // The clean-up may have removed the row.
  const isOther = found?.anchor !== null && found?.anchor !== undefined && found.anchor !== place.order;
  if (found === undefined || found.is_ahead || isOther) throw new FeedPlaceUnknown();
}

/**
 * Whether a place comes before another one of its table. A place without a row comes before those of the
 * transaction that it names. On SQLite, where the numbers of removed rows are given out again, time decides
 * first.
 */
export async function isBefore(db: Queries, one: FeedPlace, other: FeedPlace): Promise<boolean> {
  if (!isPostgres(db))
    return one.at === other.at ? Number(one.order) < Number(other.order) : one.at < other.at;
  if (one.order !== other.order) return BigInt(one.order) < BigInt(other.order);
  if (one.key === null || other.key === null) return one.key === null && other.key !== null;
  // The database decides: it orders texts by its own rules.
  const { rows } = await sql<{ is_before: boolean }>`
    select (${valuesOf(one.key)}) < (${valuesOf(other.key)}) as is_before`.execute(db);
  return rows[0]?.is_before === true;
}

/** A key as SQL: an id, and where there is one, a number. */
function valuesOf([id, ...numbers]: readonly (string | number)[]) {
  return sql.join([sql`${id}::text`, ...numbers.map((number) => sql`${number}::bigint`)]);
}

async function readByTransaction(
  db: Queries,
  table: FeedTable<unknown>,
  { order, key }: FeedPlace,
  limit: number,
): Promise<readonly AnyRow[]> {
  const columns = sql.join(table.key.map((column) => sql.ref(column)));
  const behind =
    key === null
      ? sql`true`
      : sql`(inserted_in, ${columns}) > (${order}::bigint, ${sql.join(key.map((value) => sql.val(value)))})`;
  const { rows } = await sql<AnyRow>`
    select inserted_in::text as feed_order, ${columnsOf(table)} from ${sql.table(table.name)}
    where inserted_in >= ${order}::bigint and inserted_in < txid_snapshot_xmin(txid_current_snapshot())
      and ${behind}
    order by inserted_in, ${columns} limit ${limit}`.execute(db);
  return rows;
}

/**
 * The row of the place is read with those behind it. Where another one has its rowid, the row was removed, or
 * `vacuum` has numbered the rows again.
 */
async function readByRowid(
  db: Queries,
  table: FeedTable<unknown>,
  place: FeedPlace,
  limit: number,
): Promise<readonly AnyRow[]> {
  const { key } = place;
  if (key === null) return await rowsFrom(db, table, sql`rowid > ${Number(place.order)}`, limit);
  const [first, ...behind] = await rowsFrom(db, table, sql`rowid >= ${Number(place.order)}`, limit + 1);
  const isThere = (row: AnyRow | undefined) =>
    row !== undefined && table.key.every((column, index) => row[column] === key[index]);
  if (isThere(first)) return behind;
  const [moved] = await rowsFrom(db, table, isKey(table, key), 1);
  if (moved !== undefined) return await rowsFrom(db, table, sql`rowid > ${Number(moved.feed_order)}`, limit);
  // The rowids of removed rows may be given out again, so the time has to decide which rows are newer.
  const isNewer = sql`${sql.ref(table.at)} > ${place.at}`;
  const same = sql`${sql.ref(table.at)} = ${place.at} and rowid >= ${Number(place.order)}`;
  return await rowsFrom(db, table, sql`(${isNewer} or (${same}))`, limit);
}

async function rowsFrom(
  db: Queries,
  table: FeedTable<unknown>,
  condition: ReturnType<typeof sql>,
  limit: number,
): Promise<readonly AnyRow[]> {
  const { rows } = await sql<AnyRow>`
    select rowid as feed_order, ${columnsOf(table)} from ${sql.table(table.name)}
    where ${condition} order by rowid limit ${limit}`.execute(db);
  return rows;
}

/** The order of a row among those of its table, as SQL; null if the row has none. */
export function orderIn(db: Queries): RawBuilder<string | number | null> {
  return isPostgres(db) ? sql`inserted_in::text` : sql`rowid`;
}

function columnsOf({ key, at, columns }: FeedTable<unknown>) {
  return sql`${sql.join([...key, at].map((column) => sql.ref(column)))}, ${columns}`;
}

function isKey({ key }: FeedTable<unknown>, values: readonly (string | number)[]) {
  return sql.join(
    key.map((column, index) => sql`${sql.ref(column)} = ${values[index] ?? null}`),
    sql` and `,
  );
}

function placeOf(table: FeedTable<unknown>, row: AnyRow): FeedPlace {
  return {
    order: String(row.feed_order),
    key: table.key.map((column) => row[column] as string | number),
    at: Number(row[table.at]),
  };
}

/**
 * Forgets the order of rows that a backup of another server has brought: their numbers are still to be given
 * out here, and the rows would be read as new ones then. Returns when none is left.
 */
export async function forgetForeignOrder(db: Queries): Promise<void> {
  if (!isPostgres(db)) return;
  for (const name of ['deliveries', 'events']) {
    const table = sql.table(name);
    for (let changed = BATCH; changed === BATCH; ) {
      const { numAffectedRows } = await sql`update ${table} set inserted_in = null where ctid in
        (select ctid from ${table} where inserted_in >= txid_snapshot_xmax(txid_current_snapshot())
          limit ${BATCH})`.execute(db);
      changed = Number(numAffectedRows ?? 0);
    }
  }
}

/** Rows that one statement changes. */
const BATCH = 1_000;

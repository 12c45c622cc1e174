import type { Selectable } from 'kysely';
import type { ErasuresTable } from '../databases/tables.js';
import { sumOfDigests } from '../databases/row-digest.js';
import type { Queries, Unit } from '../unit.js';
import { addTombstones, readTombstones } from './tombstones.js';

/** How many rows were erased, by table. */
export type ErasedCounts = Readonly<Record<string, number>>;

/** One erasure, as the ledger knows it. */
export interface Erasure {
  readonly erasureId: string;
  /** Keyed digest of the viewer's id. */
  readonly viewer: string;
  /** Epoch milliseconds. */
  readonly begunAt: number;
  /** Epoch milliseconds; null while it is in progress. */
  readonly endedAt: number | null;
  /** The last event number of the viewer. */
  readonly head: number;
  readonly counts: ErasedCounts;
  /** Sum of the keyed digests of all erased rows. */
  readonly content: string;
}

/** One erasure; null if there is none with this id. */
export async function findErasure(db: Queries, erasureId: string): Promise<Erasure | null> {
  const row = await db
    .selectFrom('erasures')
    .selectAll()
    .where('erasure_id', '=', erasureId)
    .executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/** The erasure of a viewer that has not ended; null if none is in progress. */
export async function findOpenErasure(db: Queries, viewer: string): Promise<Erasure | null> {
  const row = await db
    .selectFrom('erasures')
    .selectAll()
    .where('viewer', '=', viewer)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/** Erasures that have ended, oldest first, after the one with this id (null: from the first). */
export async function endedErasures(db: Queries, after: string | null, limit: number): Promise<Erasure[]> {
  const rows = await db
    .selectFrom('erasures')
    .selectAll()
    .where('ended_at', 'is not', null)
    .where('erasure_id', '>', after ?? '')
    .orderBy('erasure_id')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** How many erasures {@link recentErasures} returns. */
const RECENT = 1_000;

/** The erasures that ended last. */
export async function recentErasures(db: Queries): Promise<readonly Pick<Erasure, 'erasureId' | 'viewer'>[]> {
  const rows = await db
    .selectFrom('erasures')
    .select(['erasure_id', 'viewer'])
    .where('ended_at', 'is not', null)
    .orderBy('ended_at', 'desc')
    .limit(RECENT)
    .execute();
  return rows.map((row) => ({ erasureId: row.erasure_id, viewer: row.viewer }));
}

/** Stores a new erasure. */
export async function insertErasure(unit: Unit, erasure: Erasure): Promise<void> {
  await unit.db
    .insertInto('erasures')
    .values({
      erasure_id: erasure.erasureId,
      viewer: erasure.viewer,
      begun_at: erasure.begunAt,
      ended_at: erasure.endedAt,
      head: erasure.head,
      counts: JSON.stringify(erasure.counts),
      content: erasure.content,
    })
    .execute();
}

/** Adds erased rows of a table to an erasure, by their keyed digests. */
export async function countErased(
  unit: Unit,
  erasureId: string,
  table: string,
  digests: readonly string[],
): Promise<void> {
  if (digests.length === 0) return;
  const erasure = await findErasure(unit.db, erasureId);
  if (erasure === null) throw new Error('an erasure is not in the ledger');
  const counts = { ...erasure.counts, [table]: (erasure.counts[table] ?? 0) + digests.length };
  await unit.db
    .updateTable('erasures')
    .set({ counts: JSON.stringify(counts), content: sumOfDigests([erasure.content, ...digests]) })
    .where('erasure_id', '=', erasureId)
    .execute();
}

/** Ends an erasure. */
export async function endErasure(
  unit: Unit,
  erasureId: string,
  endedAt: number,
  head: number,
): Promise<void> {
  await unit.db
    .updateTable('erasures')
    .set((eb) => ({
      ended_at: endedAt,
      head: eb.case().when('head', '<', head).then(head).else(eb.ref('head')).end(),
    }))
    .where('erasure_id', '=', erasureId)
    .execute();
}

/**
 * The last event number of those viewers who were erased. One without a log has no row to say so: they are
 * found by the digests of their ids.
 */
export async function erasedHeads(
  db: Queries,
  viewerIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const any = await db.selectFrom('erasures').select('erasure_id').limit(1).executeTakeFirst();
  if (any === undefined || viewerIds.length === 0) return new Map();
  const tombstones = await readTombstones(db);
  const byDigest = new Map(viewerIds.map((viewerId) => [tombstones.of('viewer', viewerId), viewerId]));
  const rows = await db
    .selectFrom('erasures')
    .select((eb) => ['viewer', eb.fn.max('head').as('head')])
    .where('viewer', 'in', [...byDigest.keys()])
    .where('ended_at', 'is not', null)
    .groupBy('viewer')
    .execute();
  return new Map(rows.map(({ viewer, head }) => [byDigest.get(viewer) as string, Number(head)]));
}

/**
 * Adds a tombstone for a transaction that was created for a viewer who was erased meanwhile. Returns false,
 * and adds none, if the viewer never was.
 */
export async function keepErased(unit: Unit, viewerId: string, transactionId: string): Promise<boolean> {
  const tombstones = await readTombstones(unit.db);
  const erasure = await unit.db
    .selectFrom('erasures')
    .select('erasure_id')
    .where('viewer', '=', tombstones.of('viewer', viewerId))
    .where('ended_at', 'is not', null)
    .orderBy('ended_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (erasure === undefined) return false;
  await addTombstones(unit, erasure.erasure_id, [tombstones.of('transaction', transactionId)]);
  return true;
}

function fromRow(row: Selectable<ErasuresTable>): Erasure {
  return {
    erasureId: row.erasure_id,
    viewer: row.viewer,
    begunAt: Number(row.begun_at),
    endedAt: row.ended_at === null ? null : Number(row.ended_at),
    head: Number(row.head),
    counts: JSON.parse(row.counts) as ErasedCounts,
    content: row.content,
  };
}

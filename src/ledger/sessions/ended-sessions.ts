import { sql } from 'kysely';
import { newId } from '../../core/ids.js';
import { isPostgres } from '../databases/statement.js';
import type { Queries, Unit } from '../unit.js';

/** Whose sessions end: all of a viewer, by the `sub` of their tokens, or that of one token, by its `jti`. */
export interface EndedSubject {
  readonly kind: 'viewer' | 'token';
  readonly subject: string;
}

/** An end of sessions. */
export interface SessionEnd extends EndedSubject {
  /** Epoch milliseconds. Tokens of a viewer that were issued later are accepted. */
  readonly endedAt: number;
}

/** The ends that were read, and from where the next ones are read. */
export interface ReadEnds {
  readonly ends: readonly SessionEnd[];
  readonly next: string;
}

/** Stores an end of sessions. */
export async function addSessionEnd(unit: Unit, end: SessionEnd, reason: string | null): Promise<void> {
  const { kind, subject, endedAt } = end;
  await unit.db
    .insertInto('ended_sessions')
    .values({ end_id: newId(endedAt), kind, subject, ended_at: endedAt, reason })
    .execute();
}

interface Row {
  readonly next: string | null;
  readonly kind: string | null;
  readonly subject: string;
  readonly ended_at: number | string;
}

/**
 * The ends that were committed since `since`, which an earlier call has returned as `next`, or all of them if
 * it is null. Some may be read twice, none is left out: on PostgreSQL also not one of a transaction that
 * began before that call and was committed after it.
 */
export async function readSessionEnds(db: Queries, since: string | null): Promise<ReadEnds> {
  const rows = isPostgres(db) ? await readByTransaction(db, since) : await readByRowid(db, since);
  const next = String(rows[0]?.next ?? '0');
  // Removed rows free their numbers on SQLite: then everything is read again.
  if (since !== null && BigInt(next) < BigInt(since)) return await readSessionEnds(db, null);
  const found = rows.filter(({ kind }) => kind !== null);
  return {
    next,
    ends: found.map(({ kind, subject, ended_at }) => ({
      kind: kind === 'token' ? 'token' : 'viewer',
      subject,
      endedAt: Number(ended_at),
    })),
  };
}

async function readByTransaction(db: Queries, since: string | null): Promise<readonly Row[]> {
  const isNew = since === null ? sql`true` : sql`found.inserted_in >= ${since}::bigint`;
  const { rows } = await sql<Row>`
    select txid_snapshot_xmin(txid_current_snapshot())::text as next,
      found.kind, found.subject, found.ended_at
    from (select 1) as one left join ended_sessions as found on ${isNew}`.execute(db);
  return rows;
}

async function readByRowid(db: Queries, since: string | null): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select (select max(rowid) from ended_sessions) as next, found.kind, found.subject, found.ended_at
    from (select 1) as one left join ended_sessions as found on found.rowid > ${Number(since ?? 0)}`.execute(
    db,
  );
  return rows;
}

/** Removes ends from before `before`, at most `limit`. Returns how many. */
export async function trimSessionEnds(unit: Unit, before: number, limit: number): Promise<number> {
  const old = await unit.db
    .selectFrom('ended_sessions')
    .select('end_id')
    .where('ended_at', '<', before)
    .orderBy('ended_at')
    .limit(limit)
    .execute();
  const ids = old.map((row) => row.end_id);
  if (ids.length > 0) await unit.db.deleteFrom('ended_sessions').where('end_id', 'in', ids).execute();
  return ids.length;
}

import { sql } from 'kysely';
import { isPostgres } from '../databases/statement.js';
import type { EventType } from '../event-record.js';
import type { Ledger } from '../ledger.js';
import { copyMark } from '../maintenance/copy-ledger.js';
import { feedEnd, type FeedPlace, type FeedTable } from '../operator/feed.js';
import type { Queries, Unit } from '../unit.js';
import type { EventMark } from './event-mark.js';

/** How far the log has been read for outgoing webhooks. */
export interface LogPosition {
  /** Names the log of the place, see {@link nameOfLog}. */
  readonly log: string;
  readonly place: FeedPlace;
}

/** The one row of the table. */
const ROW = 1;

/** The events of all viewers in the order in which they were committed, without their content. */
export const EVENT_FEED: FeedTable<EventMark> = {
  name: 'events',
  key: ['viewer_id', 'seq'],
  at: 'occurred_at',
  columns: sql`type`,
  decode: (row) => ({
    viewerId: String(row.viewer_id),
    seq: Number(row.seq),
    type: row.type as EventType,
  }),
};

/** What a position belongs to: a copy of a ledger keeps its epoch, but not the order of its rows. */
export async function nameOfLog({ db, epoch }: Pick<Ledger, 'db' | 'epoch'>): Promise<string> {
  return `${epoch} ${(await copyMark(db)) ?? ''}`.trim();
}

/** The position; null while there is no endpoint. */
export async function readPosition(db: Queries): Promise<LogPosition | null> {
  const row = await db
    .selectFrom('webhook_position')
    .select(['log', 'place'])
    .where('id', '=', ROW)
    .executeTakeFirst();
  return row === undefined ? null : { log: row.log, place: JSON.parse(row.place) as FeedPlace };
}

/**
 * Moves the position. Returns false, and moves nothing, if another instance has moved it meanwhile or is
 * about to: a lock is not waited for, because this commit may hold rows that the other one waits for.
 */
export async function movePosition(unit: Unit, from: LogPosition, to: LogPosition): Promise<boolean> {
  const { db } = unit;
  const found = db
    .selectFrom('webhook_position')
    .select('id')
    .where('id', '=', ROW)
    .where('log', '=', from.log)
    .where('place', '=', JSON.stringify(from.place));
  const row = await db
    .updateTable('webhook_position')
    .set({ log: to.log, place: JSON.stringify(to.place) })
    .where('id', 'in', isPostgres(db) ? found.forUpdate().skipLocked() : found)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Waits until no other instance moves the position, and lets none do so before the commit: the endpoints that
 * are read from then on are those of each event that was committed before.
 */
export async function holdPosition(unit: Unit): Promise<void> {
  await unit.db.updateTable('webhook_position').set({ id: ROW }).where('id', '=', ROW).execute();
}

/** Puts the position behind the last event. */
export async function startAtEnd(unit: Unit, log: string): Promise<void> {
  const row = { log, place: JSON.stringify(await feedEnd(unit.db, EVENT_FEED)) };
  await unit.db
    .insertInto('webhook_position')
    .values({ id: ROW, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

/** Forgets the position: nothing is read until an endpoint is added. */
export async function deletePosition(unit: Unit): Promise<void> {
  await unit.db.deleteFrom('webhook_position').where('id', '=', ROW).execute();
}

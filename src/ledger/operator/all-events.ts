import { type Selectable, sql } from 'kysely';
import { Statement } from '../databases/statement.js';
import type { Tables } from '../databases/tables.js';
import type { Queries } from '../unit.js';
import { eventFromRow } from '../events.js';
import type { StoredEvent } from '../event-record.js';
import { type FeedPlace, type FeedTable, isBefore, readFeed } from './feed.js';
import { readTrimmedPlace } from './trimmed-place.js';

/** The table of the events of all viewers, in the order in which they were committed. */
export const ALL_EVENTS: FeedTable<{ readonly length: number }> = {
  name: 'events',
  key: ['viewer_id', 'seq'],
  at: 'occurred_at',
  columns: sql`length(snapshot) as length`,
  decode: (row) => ({ length: Number(row.length) }),
};

/** The place before the first event that is kept. */
export const BEFORE_ALL_EVENTS: FeedPlace = { order: '0', key: null, at: 0 };

/** An event with its place in the order of all. */
export interface PlacedEvent {
  readonly event: StoredEvent;
  readonly place: FeedPlace;
}

/** A page of the events of all viewers. */
export interface EventPage {
  readonly events: readonly PlacedEvent[];
  /** Where the next page begins; the place that was asked for if there was nothing behind it. */
  readonly end: FeedPlace;
  readonly isLast: boolean;
}

/**
 * The events of all viewers behind a place, in commit order: none is left out, and none is read twice. The
 * page ends with the event by which its snapshots come to `maxLength` characters of JSON. Events of an
 * account that was unlinked are not kept. Those of versions before migration 0017 have no place, and are
 * not read.
 */
export async function readAllEvents(
  db: Queries,
  place: FeedPlace,
  page: { readonly limit: number; readonly maxLength: number },
): Promise<EventPage> {
  const found = await readFeed(db, ALL_EVENTS, place, page.limit);
  let length = 0;
  const wanted = found.filter(({ row }) => {
    const isWanted = length < page.maxLength;
    length += row.length;
    return isWanted;
  });
  const end = wanted.at(-1)?.place;
  if (end === undefined) return { events: [], end: place, isLast: true };
  const events = await readPlaced(
    db,
    wanted.map((row) => row.place),
  );
  return { events, end, isLast: wanted.length === found.length && found.length < page.limit };
}

const FIND = new Statement<Selectable<Tables['events']>>(
  (_db, lists) => sql`select events.* from ${lists.rows({ viewer_id: 'text', seq: 'bigint' })}
    join events on events.viewer_id = list.viewer_id and events.seq = list.seq`,
);

/** Those that were deleted since their places were read are left out. */
async function readPlaced(db: Queries, places: readonly FeedPlace[]): Promise<readonly PlacedEvent[]> {
  const keys = places.map(({ key }) => ({ viewer_id: String(key?.[0]), seq: Number(key?.[1]) }));
  const rows = await FIND.run(db, keys);
  const byKey = new Map(rows.map((row) => [`${Number(row.seq)} ${row.viewer_id}`, row]));
  return places.flatMap((place, index) => {
    const row = byKey.get(`${keys[index]?.seq} ${keys[index]?.viewer_id}`);
    return row === undefined ? [] : [{ event: eventFromRow(row), place }];
  });
}

/** Whether events behind a place have been trimmed, so that a reader who stands there has missed them. */
export async function isTrimmedBehind(db: Queries, place: FeedPlace): Promise<boolean> {
  const trimmed = await readTrimmedPlace(db);
  return trimmed !== null && (await isBefore(db, place, trimmed));
}

import type { Queries } from '../unit.js';
import { type FeedPlace, isBefore } from './feed.js';

/** The key in `meta` of the place, in the order of all viewers' events, of the last one that was trimmed. */
const TRIMMED = 'events_trimmed_to';

/** The place of the last event that was trimmed; null if none was. */
export async function readTrimmedPlace(db: Queries): Promise<FeedPlace | null> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', TRIMMED).executeTakeFirst();
  return row === undefined ? null : (JSON.parse(row.value) as FeedPlace);
}

/** Remembers the last of these places, unless a later one is known. Called in the commit that trims. */
export async function noteTrimmed(db: Queries, places: readonly FeedPlace[]): Promise<void> {
  const known = await readTrimmedPlace(db);
  let last = known;
  for (const place of places) if (last === null || (await isBefore(db, last, place))) last = place;
  if (last === null || last === known) return;
  const row = { key: TRIMMED, value: JSON.stringify(last) };
  await db
    .insertInto('meta')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: row.value }))
    .execute();
}

import { type Selectable, sql } from 'kysely';
import type { TraceContext } from '../core/tracing.js';
import { answered, ask, type Asked, isPostgres, question, Statement } from './databases/statement.js';
import type { EventType, LogBounds, NewEvent, StoredEvent } from './event-record.js';
import { erasedHeads } from './erasure/erasures.js';
import { type FeedPlace, orderIn } from './operator/feed.js';
import { noteTrimmed } from './operator/trimmed-place.js';
import type { Queries, Unit } from './unit.js';
import type { Tables } from './databases/tables.js';

/**
 * Takes the viewer's next event number. The counter row is updated inside the writing transaction, so numbers
 * become visible in the order they were taken (guarantee G6): a sequence would not promise that.
 */
export async function nextSeq(unit: Unit, viewerId: string): Promise<number> {
  return (await takeSeqs(unit, new Map([[viewerId, 1]]))).get(viewerId) as number;
}

const TAKE_SEQS = new Statement<{ viewer_id: string; head: number }>(
  (
    _db,
    lists,
  ) => sql`${lists.insertInto('viewers', { viewer_id: 'text', head: 'bigint', trimmed_to: 'bigint' })}
    on conflict (viewer_id) do update set head = viewers.head + excluded.head
    returning viewer_id, head`,
);

/** As {@link nextSeq}, for several viewers: from how many numbers each takes to the first of them. */
export async function takeSeqs(
  unit: Unit,
  counts: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, number>> {
  if (counts.size === 0) return new Map();
  for (const viewerId of counts.keys()) unit.changed(viewerId);
  const rows = [...counts].map(([viewer_id, head]) => ({ viewer_id, head, trimmed_to: 0 }));
  const taken = await TAKE_SEQS.run(unit.db, rows);
  const first = new Map(
    taken.map(({ viewer_id, head }) => [viewer_id, head - (counts.get(viewer_id) ?? 0) + 1]),
  );
  const fresh = [...first].flatMap(([viewerId, seq]) => (seq === 1 ? [viewerId] : []));
  return fresh.length === 0 ? first : await continueErased(unit, first, fresh);
}

/**
 * The log of a viewer who comes back after an erasure continues after the numbers that were given out: a
 * cursor of before is never mistaken for one of the new log.
 */
async function continueErased(
  unit: Unit,
  first: ReadonlyMap<string, number>,
  fresh: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const continued = new Map(first);
  for (const [viewerId, last] of await erasedHeads(unit.db, fresh)) {
    await unit.db
      .updateTable('viewers')
      .set((eb) => ({ head: eb('head', '+', last), trimmed_to: last }))
      .where('viewer_id', '=', viewerId)
      .execute();
    continued.set(viewerId, last + 1);
  }
  return continued;
}

/** Appends one event to its viewer's log and returns its number; pass `seq` if it was taken already. */
export async function appendEvent(unit: Unit, event: NewEvent, seq?: number): Promise<number> {
  const number = seq ?? (await nextSeq(unit, event.viewerId));
  await ask(unit.db, appendEvents(unit, [{ event, seq: number }]));
  return number;
}

/** An event with the number that was taken for it. */
export interface NumberedEvent {
  readonly event: NewEvent;
  readonly seq: number;
  /** The trace in which it was written, when it is not that of the unit. */
  readonly trace?: TraceContext | null;
}

const APPENDED = {
  viewer_id: 'text',
  seq: 'bigint',
  type: 'text',
  subject: 'text',
  transaction_id: 'text',
  auth_id: 'text',
  occurred_at: 'bigint',
  snapshot: 'text',
} as const;
/**
 * The place of an event among those of all viewers (`feed.ts`). A transaction may have got its number before
 * it got hold of the viewer: then the viewer's last event was inserted under a higher one.
 */
const NOT_BEFORE_THE_LAST = sql`greatest(txid_current(), (select last.inserted_in from events as last
  where last.viewer_id = list.viewer_id and last.seq < list.seq order by last.seq desc limit 1))`;

const APPEND = new Statement<never>((db, lists) =>
  lists.insertInto('events', APPENDED, isPostgres(db) ? { inserted_in: NOT_BEFORE_THE_LAST } : {}),
);

/** Appends events of any viewers in one statement. */
export function appendEvents(unit: Unit, events: readonly NumberedEvent[]): Asked<void> {
  if (events.length === 0) return answered(undefined);
  const rows = events.map(({ event, seq }) => ({
    viewer_id: event.viewerId,
    seq,
    type: event.type,
    subject: event.subject,
    transaction_id: event.transactionId ?? null,
    auth_id: event.authId ?? null,
    occurred_at: event.occurredAt,
    snapshot: JSON.stringify(event.snapshot),
  }));
  for (const { event, seq, trace = unit.trace } of events) {
    const { transactionId = null, authId = null } = event;
    unit.changed(event.viewerId);
    unit.events.push({ ...event, seq, transactionId, authId, ...(trace === null ? {} : { trace }) });
  }
  return question(APPEND, [rows], () => undefined);
}

/** The bounds of a viewer's log; zeros for a viewer nothing has happened to. */
export async function readLogBounds(db: Queries, viewerId: string): Promise<LogBounds> {
  const row = await db
    .selectFrom('viewers')
    .select(['head', 'trimmed_to'])
    .where('viewer_id', '=', viewerId)
    .executeTakeFirst();
  return { head: Number(row?.head ?? 0), trimmedTo: Number(row?.trimmed_to ?? 0) };
}

/** The heads of several viewers' logs; those without a log are left out. */
export async function readHeads(db: Queries, viewerIds: readonly string[]): Promise<Map<string, number>> {
  if (viewerIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('viewers')
    .select(['viewer_id', 'head'])
    .where('viewer_id', 'in', viewerIds)
    .execute();
  return new Map(rows.map((row) => [row.viewer_id, Number(row.head)]));
}

/** A page of the log after `afterSeq`, oldest first. */
export async function readEvents(
  db: Queries,
  viewerId: string,
  page: { readonly afterSeq: number; readonly limit: number },
): Promise<StoredEvent[]> {
  const rows = await pageOf(db, viewerId, page).execute();
  return rows.map(eventFromRow);
}

/** Whether the log has an event after `seq`. */
export async function hasEventsAfter(db: Queries, viewerId: string, seq: number): Promise<boolean> {
  const row = await db
    .selectFrom('events')
    .select('seq')
    .where('viewer_id', '=', viewerId)
    .where('seq', '>', seq)
    // Without it PostgreSQL may scan the table, where most rows are after `seq`.
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * A page of the log after `afterSeq`, oldest first, that ends with the event by which its snapshots come to
 * `maxLength` characters of JSON: however large events are, a reader holds no more of them. `isLast` says
 * that there was nothing behind it.
 */
export async function readLogPage(
  db: Queries,
  viewerId: string,
  page: { readonly afterSeq: number; readonly limit: number; readonly maxLength: number },
): Promise<{ readonly events: StoredEvent[]; readonly isLast: boolean }> {
  const measured = pageOf(db, viewerId, page).select(
    sql<number>`sum(length(snapshot)) over (order by seq rows unbounded preceding)`.as('length'),
  );
  const found = await db
    .selectFrom(measured.as('measured'))
    .selectAll()
    .where(sql<boolean>`length - length(snapshot) < ${page.maxLength}`)
    .execute();
  const rows = found.sort((one, other) => Number(one.seq) - Number(other.seq));
  const isLast = rows.length < page.limit && Number(rows.at(-1)?.length ?? 0) < page.maxLength;
  return { events: rows.map(eventFromRow), isLast };
}

function pageOf(
  db: Queries,
  viewerId: string,
  { afterSeq, limit }: { readonly afterSeq: number; readonly limit: number },
) {
  return db
    .selectFrom('events')
    .selectAll()
    .where('viewer_id', '=', viewerId)
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(limit);
}

/** An event as it is stored. */
export function eventFromRow(row: Selectable<Tables['events']>): StoredEvent {
  return {
    viewerId: row.viewer_id,
    seq: Number(row.seq),
    type: row.type as EventType,
    subject: row.subject,
    transactionId: row.transaction_id,
    authId: row.auth_id,
    occurredAt: Number(row.occurred_at),
    snapshot: JSON.parse(row.snapshot),
  };
}

/** Numbers of the log that one statement may delete: however long the log, no statement takes long. */
const NUMBERS_AT_ONCE = 100;

/**
 * Removes the events of one account: its holdings are shown to no viewer once it is unlinked (guarantee G10).
 */
export async function forgetAccountEvents(unit: Unit, viewerId: string, authId: string): Promise<void> {
  unit.changed(viewerId);
  const { head, trimmedTo } = await readLogBounds(unit.db, viewerId);
  for (let from = trimmedTo; from < head; from += NUMBERS_AT_ONCE)
    await unit.db
      .deleteFrom('events')
      .where('viewer_id', '=', viewerId)
      .where('seq', '>', from)
      .where('seq', '<=', from + NUMBERS_AT_ONCE)
      .where('auth_id', '=', authId)
      .execute();
}

/**
 * Trims events older than `before` and remembers how far, at most `limit` of them. Returns how many were too
 * old.
 */
export async function trimEvents(unit: Unit, before: number, limit: number): Promise<number> {
  const old = await unit.db
    .selectFrom('events')
    .select(['viewer_id', 'seq'])
    .where('occurred_at', '<', before)
    .orderBy('occurred_at')
    .limit(limit)
    .execute();
  const newest = new Map<string, number>();
  for (const { viewer_id, seq } of old)
    newest.set(viewer_id, Math.max(newest.get(viewer_id) ?? 0, Number(seq)));
  const places: FeedPlace[] = [];
  for (const [viewerId, seq] of newest) places.push(...(await trimLog(unit, viewerId, seq)));
  await noteTrimmed(unit.db, places);
  return old.length;
}

/** Returns the places of the events that were trimmed, in the order of all viewers' events. */
async function trimLog(unit: Unit, viewerId: string, seq: number): Promise<readonly FeedPlace[]> {
  unit.changed(viewerId);
  const places: FeedPlace[] = [];
  const { trimmedTo } = await readLogBounds(unit.db, viewerId);
  for (let to = trimmedTo; to < seq; ) {
    to = Math.min(seq, to + NUMBERS_AT_ONCE);
    const removed = await unit.db
      .deleteFrom('events')
      .where('viewer_id', '=', viewerId)
      .where('seq', '<=', to)
      .returning(['viewer_id', 'seq', 'occurred_at', orderIn(unit.db).as('feed_order')])
      .execute();
    places.push(...removed.filter(({ feed_order }) => feed_order !== null).map(placeOfEvent));
  }
  await unit.db
    .updateTable('viewers')
    .set({ trimmed_to: seq })
    .where('viewer_id', '=', viewerId)
    .where('trimmed_to', '<', seq)
    .execute();
  return places;
}

function placeOfEvent(row: {
  readonly viewer_id: string;
  readonly seq: number;
  readonly occurred_at: number;
  readonly feed_order: string | number | null;
}): FeedPlace {
  return {
    order: String(row.feed_order),
    key: [row.viewer_id, Number(row.seq)],
    at: Number(row.occurred_at),
  };
}

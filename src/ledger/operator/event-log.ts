import { type SqlBool, sql } from 'kysely';
import type { Provenance } from '../../core/provenance.js';
import type { EventType } from '../event-record.js';
import type { OrderSnapshot, TransactionSnapshot } from '../snapshots.js';
import type { Queries } from '../unit.js';
import { scanPage, type ScannedPage, type Wanted } from './scan.js';
import { hasAnyOf } from './transactions.js';

/** An event without its snapshot, of which there may be megabytes. */
export interface EventOutline {
  readonly viewerId: string;
  readonly seq: number;
  /** A type of a later version, which runs at the same time, is possible. */
  readonly type: EventType;
  readonly subject: string;
  readonly transactionId: string | null;
  /** Epoch milliseconds. */
  readonly occurredAt: number;
  /** Of an order or a transaction; null for others, and for what is longer than 256 KiB. */
  readonly state: { readonly status: string; readonly provenance: Provenance } | null;
}

/** One object of a viewer: events of several types are about one kind of object. */
export interface LogSubject {
  readonly kind: string;
  readonly subject: string;
}

/** What narrows a log; null: not narrowed. */
export interface LogFilter {
  readonly types: readonly EventType[] | null;
  readonly subject: LogSubject | null;
}

/** The types of events that are not named after the kind of their object. */
const KIND_OF_TYPE: Readonly<Record<string, string>> = {
  ORDER_RETRACTED: 'ORDER',
  INVESTMENT_EXITED: 'INVESTMENT',
};
const KIND = sql<string>`case type when 'ORDER_RETRACTED' then 'ORDER'
  when 'INVESTMENT_EXITED' then 'INVESTMENT' else type end`;

/** The kind of object that an event of this type is about. */
export function kindOfEvent(type: EventType): string {
  return KIND_OF_TYPE[type] ?? type;
}

/** Longest snapshot of which the state is read for a list, in characters. */
const STATE_MAX_LENGTH = 256 * 1024;
const STATE = sql<string | null>`case when type in ('ORDER', 'TRANSACTION')
  and length(snapshot) <= ${sql.lit(STATE_MAX_LENGTH)} then snapshot end`;
const COLUMNS = ['viewer_id', 'seq', 'type', 'subject', 'transaction_id', 'occurred_at'] as const;

/** A page of a viewer's log, newest first. `Place` is the number of an event. */
export async function listLog(
  db: Queries,
  viewerId: string,
  filter: LogFilter,
  wanted: Wanted<number>,
): Promise<ScannedPage<number, EventOutline>> {
  const { types, subject } = filter;
  const isWanted = sql<SqlBool>`${types === null ? sql`1 = 1` : hasAnyOf('type', types)}
    and ${subject === null ? sql`1 = 1` : isOf(subject)}`;
  const isFiltered = types !== null || subject !== null;
  return await scanPage(wanted, isFiltered, async (after, limit) => {
    const rows = await backwards(db, viewerId, after ?? Number.MAX_SAFE_INTEGER)
      .select(sql<number>`case when ${isWanted} then 1 else 0 end`.as('is_wanted'))
      .select(sql<string | null>`case when ${isWanted} then ${STATE} end`.as('state'))
      .limit(limit)
      .execute();
    return rows.map(({ is_wanted, ...row }) => ({
      place: Number(row.seq),
      item: Number(is_wanted) === 1 ? outlineOf(row) : null,
    }));
  });
}

/** Events after a number, oldest first, at most `limit`. */
export async function eventsAfter(
  db: Queries,
  viewerId: string,
  seq: number,
  limit: number,
): Promise<EventOutline[]> {
  const rows = await outlines(db, viewerId).where('seq', '>', seq).orderBy('seq').limit(limit).execute();
  return rows.map(outlineOf);
}

/** One event; null if the log does not have it. */
export async function findEvent(db: Queries, viewerId: string, seq: number): Promise<EventOutline | null> {
  const row = await outlines(db, viewerId).where('seq', '=', seq).executeTakeFirst();
  return row === undefined ? null : outlineOf(row);
}

/** The number of the event next to one, before or after it; null if none is kept there. */
export async function neighbourOf(
  db: Queries,
  viewerId: string,
  seq: number,
  side: 'older' | 'newer',
): Promise<number | null> {
  const isOlder = side === 'older';
  const row = await db
    .selectFrom('events')
    .select('seq')
    .where('viewer_id', '=', viewerId)
    .where('seq', isOlder ? '<' : '>', seq)
    .orderBy('seq', isOlder ? 'desc' : 'asc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : Number(row.seq);
}

/** The JSON of an event's snapshot; null if it is longer than `maxLength` characters or there is none. */
export async function eventSnapshot(
  db: Queries,
  viewerId: string,
  seq: number,
  maxLength: number,
): Promise<string | null> {
  const row = await db
    .selectFrom('events')
    .select('snapshot')
    .where('viewer_id', '=', viewerId)
    .where('seq', '=', seq)
    .where(sql<number>`length(snapshot)`, '<=', maxLength)
    .executeTakeFirst();
  return row?.snapshot ?? null;
}

/** Most events that the fold of a log, and the search for an earlier snapshot, look at. */
export const EVENTS_FOLDED = 5_000;
/** Most objects that a fold returns. */
export const SUBJECTS_FOLDED = 200;

/**
 * The event that last changed the same object before this one, among the 5,000 before it; null if there is
 * none.
 */
export async function previousOfSubject(
  db: Queries,
  { viewerId, seq, type, subject }: EventOutline,
): Promise<EventOutline | null> {
  const before = backwards(db, viewerId, seq).select(STATE.as('state')).limit(EVENTS_FOLDED).as('before');
  const row = await db
    .selectFrom(before)
    .selectAll()
    .where(isOf({ kind: kindOfEvent(type), subject }))
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : outlineOf(row);
}

/** The objects of a viewer as their log had them at one place. */
export interface FoldedLog {
  /** The newest event of each object, the newest first. */
  readonly events: readonly EventOutline[];
  /** Whether objects were left out: those that changed longest ago. */
  readonly isTruncated: boolean;
}

/**
 * Folds a viewer's log up to the event `seq`: the newest event of each object. It looks at 5,000 events and
 * returns 200 objects at most.
 */
export async function foldLog(db: Queries, viewerId: string, seq: number): Promise<FoldedLog> {
  const looked = backwards(db, viewerId, seq + 1)
    .limit(EVENTS_FOLDED)
    .as('looked');
  const ranked = db
    .selectFrom(looked)
    .selectAll()
    .select(sql<number>`row_number() over (partition by ${KIND}, subject order by seq desc)`.as('place'))
    .as('ranked');
  const newest = await db
    .selectFrom(ranked)
    .select('seq')
    .where('place', '=', 1)
    .orderBy('seq', 'desc')
    .limit(SUBJECTS_FOLDED + 1)
    .execute();
  const seqs = newest.slice(0, SUBJECTS_FOLDED).map((row) => Number(row.seq));
  const events = seqs.length === 0 ? [] : await outlines(db, viewerId).where('seq', 'in', seqs).execute();
  return {
    events: events.map(outlineOf).sort((one, other) => other.seq - one.seq),
    isTruncated: newest.length > SUBJECTS_FOLDED || (await hasMoreThanFolded(db, viewerId, seq)),
  };
}

async function hasMoreThanFolded(db: Queries, viewerId: string, seq: number): Promise<boolean> {
  const beyond = await backwards(db, viewerId, seq + 1)
    .offset(EVENTS_FOLDED)
    .limit(1)
    .execute();
  return beyond.length > 0;
}

/** The viewer of a transaction or of an order; null if the ledger has none of this id of Gateway. */
export async function ownerOf(
  db: Queries,
  id: string,
): Promise<{ readonly viewerId: string; readonly subject: LogSubject } | null> {
  const order = await db
    .selectFrom('orders')
    .select('viewer_id')
    .where('batch_id', '=', id)
    .executeTakeFirst();
  if (order !== undefined) return { viewerId: order.viewer_id, subject: { kind: 'ORDER', subject: id } };
  const transaction = await db
    .selectFrom('transactions')
    .select('viewer_id')
    .where('transaction_id', '=', id)
    .executeTakeFirst();
  if (transaction === undefined) return null;
  return { viewerId: transaction.viewer_id, subject: { kind: 'TRANSACTION', subject: id } };
}

/** The viewers to whom anything has happened, by their id, at most `limit` after one. */
export async function viewersAfter(db: Queries, viewerId: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('viewers')
    .select('viewer_id')
    .where('viewer_id', '>', viewerId)
    .orderBy('viewer_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.viewer_id);
}

function isOf({ kind, subject }: LogSubject) {
  return sql<SqlBool>`subject = ${subject} and ${KIND} = ${kind}`;
}

function outlines(db: Queries, viewerId: string) {
  return db
    .selectFrom('events')
    .select([...COLUMNS])
    .select(STATE.as('state'))
    .where('viewer_id', '=', viewerId);
}

/** The events before a number, the newest first: a range of the table's key. */
function backwards(db: Queries, viewerId: string, before: number) {
  return db
    .selectFrom('events')
    .select([...COLUMNS])
    .where('viewer_id', '=', viewerId)
    .where('seq', '<', before)
    .orderBy('seq', 'desc');
}

interface Row {
  readonly viewer_id: string;
  readonly seq: number;
  readonly type: string;
  readonly subject: string;
  readonly transaction_id: string | null;
  readonly occurred_at: number;
  readonly state: string | null;
}

function outlineOf(row: Row): EventOutline {
  return {
    viewerId: row.viewer_id,
    seq: Number(row.seq),
    type: row.type as EventType,
    subject: row.subject,
    transactionId: row.transaction_id,
    occurredAt: Number(row.occurred_at),
    state: row.state === null ? null : stateIn(row.state),
  };
}

function stateIn(snapshot: string): EventOutline['state'] {
  const { status, provenance } = JSON.parse(snapshot) as OrderSnapshot | TransactionSnapshot;
  return { status, provenance };
}

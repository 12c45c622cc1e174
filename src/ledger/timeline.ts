import type { Queries, Unit } from './unit.js';
import { readRanges } from './ranges.js';
import type { Slice } from './slice.js';
import type { TransactionSnapshot } from './snapshots.js';
import { answered, ask, type Asked, question, Statement } from './databases/statement.js';

/** What moved a transaction or its order, or contradicted what was settled. */
export interface TimelineEntry {
  readonly at: number;
  readonly source: 'CALL' | 'WEBHOOK' | 'POLL' | 'REPORT' | 'LINK';
  /** The order moved; null when it is the transaction itself. */
  readonly batchId: string | null;
  readonly from: string | null;
  readonly to: string | null;
  /** What contradicted the known state, in words; such an entry changed nothing. */
  readonly anomaly: string | null;
  /** The delivery that reported it. Absent where none did; entries of older versions lack all three. */
  readonly deliveryId?: string;
  /** Number of the event of the same change in the viewer's log. Absent where nothing changed. */
  readonly eventSeq?: number;
  /** The trace in which it was recorded. Absent while tracing is off. */
  readonly traceId?: string;
}

/** What a write of the ledger belongs to. */
export type Cause = Pick<Unit, 'trace' | 'deliveryId'>;

/** Most entries kept for one transaction; a flood of contradictions is recorded no further. */
const ENTRIES_KEPT = 200;
/** Most entries with the steps, which a flood must not crowd out: states move forward, so they are few. */
const WITH_STEPS_KEPT = 250;
/** An entry in which all of these are those of the last one only repeats it. */
const COMPARED = ['source', 'batchId', 'from', 'to', 'anomaly'] as const;

type Origin = Pick<TimelineEntry, 'at' | 'source' | 'from'> & {
  /** The order concerned. Default: null, the transaction itself. */
  readonly batchId?: string | null;
};
type Step = Origin & { readonly to: string };
type Anomaly = Origin & { readonly to?: string; readonly anomaly: string };

/** The transaction that a timeline belongs to, and its viewer. */
export type TimelineOwner = Pick<TransactionSnapshot, 'transactionId' | 'viewerId'>;

/** A change of state, or a confirmation of it: then `to` is the state before. */
export function step({ at, source, batchId = null, from, to }: Step): TimelineEntry {
  return { at, source, batchId, from, to, anomaly: null };
}

/** Something that contradicted what was known, in words. It changed nothing; `to` defaults to null. */
export function anomaly(entry: Anomaly): TimelineEntry {
  const { at, source, batchId = null, from, to = null } = entry;
  return { at, source, batchId, from, to, anomaly: entry.anomaly };
}

/** Adds a {@link step} to a transaction's timeline, unless it only repeats the last entry. */
export async function recordStep(
  unit: Unit,
  of: TimelineOwner,
  entry: Step & Pick<TimelineEntry, 'eventSeq'>,
): Promise<void> {
  const { eventSeq } = entry;
  await appendTimeline(unit, of, { ...step(entry), ...(eventSeq === undefined ? {} : { eventSeq }) });
}

/** Adds an {@link anomaly} to a transaction's timeline, unless it only repeats the last entry. */
export async function recordAnomaly(unit: Unit, of: TimelineOwner, entry: Anomaly): Promise<void> {
  await appendTimeline(unit, of, anomaly(entry));
}

/** Adds an entry to a transaction's timeline, unless it only repeats the last one. */
export async function appendTimeline(unit: Unit, of: TimelineOwner, entry: TimelineEntry): Promise<void> {
  const { transactionId } = of;
  const last = (await ask(unit.db, lastEntries([transactionId]))).get(transactionId) ?? null;
  const next = nextEntry(last, of, withCause(entry, unit));
  if (next !== null) await ask(unit.db, insertEntries(unit, [next]));
}

/** The entry with the delivery and the trace that it was caused by. */
export function withCause(entry: TimelineEntry, { trace, deliveryId }: Cause): TimelineEntry {
  return {
    ...entry,
    ...(deliveryId === undefined ? {} : { deliveryId }),
    ...(trace === null ? {} : { traceId: trace.traceId }),
  };
}

/** The last entry of a timeline, and which one it is: the first is 1. */
export type LastEntry = Pick<NumberedEntry, 'number' | 'entry'>;

/** An entry with its place in the timeline of its transaction; the first is 1. */
export interface NumberedEntry extends TimelineOwner {
  readonly number: number;
  readonly entry: TimelineEntry;
}

/**
 * The entry as it follows `last`, which is null in an empty timeline. Null if it only repeats the last one,
 * or the timeline is full.
 */
export function nextEntry(
  last: LastEntry | null,
  { transactionId, viewerId }: TimelineOwner,
  entry: TimelineEntry,
): NumberedEntry | null {
  if (last !== null && isRepeated(last.entry, entry)) return null;
  const before = last?.number ?? 0;
  if (before >= (isStep(entry) ? WITH_STEPS_KEPT : ENTRIES_KEPT)) return null;
  return { transactionId, viewerId, number: before + 1, entry };
}

const LAST = new Statement((db, lists) =>
  db
    .selectFrom('timeline')
    .select(['transaction_id', 'entry', 'snapshot'])
    .where(lists.isIn('transaction_id'))
    .where('entry', '=', (eb) =>
      eb
        .selectFrom('timeline as others')
        .select((of) => of.fn.max('others.entry').as('last'))
        .whereRef('others.transaction_id', '=', 'timeline.transaction_id'),
    ),
);

/** The last entry of each of several timelines, by transaction; those without any are left out. */
export function lastEntries(transactionIds: readonly string[]): Asked<ReadonlyMap<string, LastEntry>> {
  if (transactionIds.length === 0) return answered(new Map());
  return question(LAST, [transactionIds], (rows) => {
    const last = ({ entry, snapshot }: (typeof rows)[number]) => ({
      number: entry,
      entry: JSON.parse(snapshot) as TimelineEntry,
    });
    return new Map(rows.map((row) => [row.transaction_id, last(row)]));
  });
}

const INSERTED = { transaction_id: 'text', entry: 'integer', at: 'bigint', snapshot: 'text' } as const;
const INSERT = new Statement<never>((_db, lists) => lists.insertInto('timeline', INSERTED));

/** Stores entries of any timelines, numbered by {@link nextEntry}, in one statement. */
export function insertEntries(unit: Unit, entries: readonly NumberedEntry[]): Asked<void> {
  if (entries.length === 0) return answered(undefined);
  for (const { viewerId } of entries) unit.changed(viewerId);
  const rows = entries.map(({ transactionId, number, entry }) => ({
    transaction_id: transactionId,
    entry: number,
    at: entry.at,
    snapshot: JSON.stringify(entry),
  }));
  return question(INSERT, [rows], () => undefined);
}

/** Those of the transactions by which a broker account has been linked. */
export async function linkingTransactions(
  db: Queries,
  transactionIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('timeline')
    .select('transaction_id')
    .distinct()
    .where('transaction_id', 'in', transactionIds)
    .where('snapshot', 'like', '%"source":"LINK"%')
    .execute();
  return new Set(rows.map((row) => row.transaction_id));
}

/** When it was recorded, and what it was caused by, do not count. */
function isRepeated(last: TimelineEntry, entry: TimelineEntry): boolean {
  return COMPARED.every((field) => last[field] === entry[field]);
}

/** Whether the entry records another state, and not only a report. */
function isStep({ from, to }: TimelineEntry): boolean {
  return to !== null && to !== from;
}

/** The same slice of the timelines of several transactions, each in the order it was written. */
export async function readTimelines(
  db: Queries,
  transactionIds: readonly string[],
  { offset, limit }: Slice,
): Promise<Map<string, TimelineEntry[]>> {
  const rows = await readRanges(db, transactionIds, (transactionId) =>
    db
      .selectFrom('timeline')
      .select(['transaction_id', 'snapshot'])
      .where('transaction_id', '=', transactionId)
      // Entries are numbered from 1 without gaps, and none is ever removed.
      .where('entry', '>', offset)
      .orderBy('entry')
      .limit(limit),
  );
  const timelines = new Map<string, TimelineEntry[]>(transactionIds.map((id) => [id, []]));
  for (const row of rows) timelines.get(row.transaction_id)?.push(JSON.parse(row.snapshot) as TimelineEntry);
  return timelines;
}

/** How many entries the timeline of each of several transactions has; those without any are left out. */
export async function countTimelines(
  db: Queries,
  transactionIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await readRanges(db, transactionIds, (transactionId) =>
    db
      .selectFrom('timeline')
      .select((eb) => ['transaction_id', eb.fn.countAll<number>().as('count')])
      .where('transaction_id', '=', transactionId)
      .groupBy('transaction_id'),
  );
  return new Map(rows.map((row) => [row.transaction_id, Number(row.count)]));
}

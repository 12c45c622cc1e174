import { sql } from 'kysely';
import { type Delivery, type DeliveryState, outlineFromRow } from '../deliveries/deliveries.js';
import type { Queries } from '../unit.js';
import { scanPage, type Scanned, type ScannedPage, type Wanted } from './scan.js';
import { bounded, type TimeRange } from './times.js';

/** A delivery without its body, of which there may be megabytes. */
export interface DeliverySummary extends Omit<Delivery, 'body'> {
  readonly sizeBytes: number;
}

/** What narrows the list of deliveries; null: not narrowed. */
export interface DeliveriesFilter extends TimeRange {
  readonly states: readonly DeliveryState[] | null;
  readonly kinds: readonly string[] | null;
  /** Kinds that are left out. */
  readonly notKinds: readonly string[] | null;
  /** Only these deliveries. Few, for they are read together. */
  readonly deliveryIds: readonly string[] | null;
  readonly transactionId: string | null;
  /** Text within the problem, in any case. */
  readonly problem: string | null;
}

/** Place of a delivery in the list. */
export interface DeliveryPlace {
  readonly at: number;
  readonly id: string;
}

const SIZE = sql<number>`length(deliveries.body)`.as('size_bytes');
const COLUMNS = [
  'delivery_id',
  'sha256',
  'received_at',
  'kind',
  'state',
  'failures',
  'play_at',
  'proof',
  'transaction_id',
  'auth_id',
  'problem',
] as const;

/**
 * A page of the deliveries of all viewers, newest first. Times, states and the transaction are ranges of an
 * index, and ids are looked up; kinds and problems are compared row by row, see {@link scanPage}.
 */
export async function listAllDeliveries(
  db: Queries,
  filter: DeliveriesFilter,
  wanted: Wanted<DeliveryPlace>,
): Promise<ScannedPage<DeliveryPlace, DeliverySummary>> {
  const { states, kinds, notKinds, transactionId, problem, deliveryIds } = filter;
  const isOfTransaction = transactionId !== null;
  const isFiltered =
    kinds !== null || notKinds !== null || problem !== null || (isOfTransaction && states !== null);
  const text = problem?.toLowerCase();
  const fits = (row: DeliverySummary) =>
    (kinds === null || kinds.includes(row.kind)) &&
    notKinds?.includes(row.kind) !== true &&
    (!isOfTransaction || states === null || states.includes(row.state)) &&
    (text === undefined || row.problem?.toLowerCase().includes(text) === true);
  if (deliveryIds !== null) {
    const [since, until] = bounded(filter);
    const rows = (await deliverySummaries(db, deliveryIds)).filter(
      (row) =>
        row.receivedAt >= since &&
        row.receivedAt <= until &&
        (states === null || states.includes(row.state)) &&
        (transactionId === null || row.transactionId === transactionId),
    );
    return await scanPage(wanted, true, async (after) =>
      newest(rows, rows.length)
        .filter((row) => after === null || isBehind(row, after))
        .map((row) => scanned(row, fits)),
    );
  }
  const ranges = isOfTransaction || states === null ? [null] : [...new Set(states)];
  return await scanPage(wanted, isFiltered, async (after, limit) => {
    const found = await Promise.all(ranges.map((state) => readRange(db, filter, state, after, limit)));
    return newest(found.flat(), limit).map((row) => scanned(row, fits));
  });
}

function scanned(
  row: DeliverySummary,
  fits: (row: DeliverySummary) => boolean,
): Scanned<DeliveryPlace, DeliverySummary> {
  return { place: { at: row.receivedAt, id: row.deliveryId }, item: fits(row) ? row : null };
}

/** Whether a delivery stands after a place in the list. */
function isBehind({ receivedAt, deliveryId }: DeliverySummary, { at, id }: DeliveryPlace): boolean {
  return receivedAt < at || (receivedAt === at && deliveryId < id);
}

function newest(rows: readonly DeliverySummary[], limit: number): readonly DeliverySummary[] {
  const isBefore = (one: DeliverySummary, other: DeliverySummary) =>
    other.receivedAt - one.receivedAt || (one.deliveryId < other.deliveryId ? 1 : -1);
  return [...rows].sort(isBefore).slice(0, limit);
}

async function readRange(
  db: Queries,
  filter: DeliveriesFilter,
  state: DeliveryState | null,
  after: DeliveryPlace | null,
  limit: number,
): Promise<DeliverySummary[]> {
  const [since, until] = bounded(filter);
  let query = newestFirst(db)
    .where('received_at', '>=', since)
    .where('received_at', '<=', until)
    .limit(limit);
  if (filter.transactionId !== null) query = query.where('transaction_id', '=', filter.transactionId);
  if (state !== null) query = query.where('state', '=', state);
  if (after !== null)
    query = query.where((eb) =>
      eb(eb.refTuple('received_at', 'delivery_id'), '<', eb.tuple(after.at, after.id)),
    );
  return (await query.execute()).map(summaryFromRow);
}

type Row = Awaited<ReturnType<ReturnType<typeof summaries>['execute']>>[number];

function summaries(db: Queries) {
  return db.selectFrom('deliveries').select([...COLUMNS, SIZE]);
}

function newestFirst(db: Queries) {
  return summaries(db).orderBy('received_at', 'desc').orderBy('delivery_id', 'desc');
}

/** Deliveries by id without their bodies, in no order. */
export async function deliverySummaries(
  db: Queries,
  deliveryIds: readonly string[],
): Promise<DeliverySummary[]> {
  if (deliveryIds.length === 0) return [];
  return (await summaries(db).where('delivery_id', 'in', deliveryIds).execute()).map(summaryFromRow);
}

/** The newest deliveries that name a transaction, at most `limit`, newest first. */
export async function deliveriesOfTransaction(
  db: Queries,
  transactionId: string,
  limit: number,
): Promise<DeliverySummary[]> {
  const query = newestFirst(db).where('transaction_id', '=', transactionId).limit(limit);
  return (await query.execute()).map(summaryFromRow);
}

/** Other deliveries of the same transaction, or of the same account if it names none, newest first. */
export async function siblingDeliveries(
  db: Queries,
  { deliveryId, transactionId, authId }: Pick<Delivery, 'deliveryId' | 'transactionId' | 'authId'>,
  limit: number,
): Promise<DeliverySummary[]> {
  const query = newestFirst(db).where('delivery_id', '!=', deliveryId).limit(limit);
  if (transactionId !== null)
    return (await query.where('transaction_id', '=', transactionId).execute()).map(summaryFromRow);
  if (authId === null) return [];
  return (await query.where('auth_id', '=', authId).execute()).map(summaryFromRow);
}

/** The bytes of a delivery; null if it is longer than `maxBytes` or there is none. */
export async function deliveryBody(
  db: Queries,
  deliveryId: string,
  maxBytes: number,
): Promise<Buffer | null> {
  const row = await db
    .selectFrom('deliveries')
    .select('body')
    .where('delivery_id', '=', deliveryId)
    .where(sql<number>`length(deliveries.body)`, '<=', maxBytes)
    .executeTakeFirst();
  return row?.body ?? null;
}

function summaryFromRow(row: Row): DeliverySummary {
  return { ...outlineFromRow(row), sizeBytes: Number(row.size_bytes) };
}

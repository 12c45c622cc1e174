import { sql } from 'kysely';
import { revisionIn } from '../object-revisions.js';
import type { TransactionSnapshot } from '../snapshots.js';
import { type StoredTransaction, transactionFromRow } from '../transactions.js';
import type { Queries } from '../unit.js';
import { scanPage, type ScannedPage, type Wanted } from './scan.js';
import { bounded, type TimeRange } from './times.js';

/** What narrows the list of transactions; null: not narrowed. Times are those of creation, by our clock. */
export interface TransactionsFilter extends TimeRange {
  readonly statuses: readonly string[] | null;
  readonly intents: readonly string[] | null;
  readonly viewerId: string | null;
  readonly isStale: boolean | null;
}

/** Place of a transaction in the list. */
export interface TransactionPlace {
  readonly at: number;
  readonly id: string;
}

/**
 * A page of the transactions of all viewers, newest first by their creation. Times and the viewer are a range
 * of an index; the rest is compared row by row, see {@link scanPage}.
 */
export async function listAllTransactions(
  db: Queries,
  filter: TransactionsFilter,
  wanted: Wanted<TransactionPlace>,
): Promise<ScannedPage<TransactionPlace, StoredTransaction>> {
  const { statuses, intents, isStale } = filter;
  const isFiltered = statuses !== null || intents !== null || isStale !== null;
  const fits = (snapshot: TransactionSnapshot) =>
    (intents === null || intents.includes(snapshot.intent)) &&
    (isStale === null || snapshot.isStale === isStale);
  return await scanPage(wanted, isFiltered, async (after, limit) => {
    const rows = await readRange(db, filter, after, limit);
    return rows.map(({ created_at, transaction_id, snapshot, ...row }) => {
      const stored = snapshot === null ? null : transactionFromRow({ ...row, snapshot });
      const place = { at: Number(created_at), id: transaction_id };
      return { place, item: stored !== null && fits(stored.snapshot) ? stored : null };
    });
  });
}

async function readRange(
  db: Queries,
  filter: TransactionsFilter,
  after: TransactionPlace | null,
  limit: number,
) {
  const [since, until] = bounded(filter);
  const { viewerId, statuses } = filter;
  const hasStatus = statuses === null ? sql`1 = 1` : hasAnyOf('transactions.status', statuses);
  let query = db
    .selectFrom('transactions')
    .select(['created_at', 'transaction_id', 'created_seq', 'version', 'read_at', 'reads', 'failures'])
    .select(revisionIn('transactions').as('revision'))
    .select(sql<string | null>`case when ${hasStatus} then snapshot end`.as('snapshot'))
    .where('created_at', '>=', since)
    .where('created_at', '<=', until)
    .orderBy('created_at', 'desc')
    .orderBy('transaction_id', 'desc')
    .limit(limit);
  if (viewerId !== null) query = query.where('viewer_id', '=', viewerId);
  if (filter.intents?.every((intent) => RARE_INTENTS.includes(intent)) === true)
    query = query.where(HAS_RARE_INTENT);
  if (after !== null)
    query = query.where((eb) =>
      eb(eb.refTuple('created_at', 'transaction_id'), '<', eb.tuple(after.at, after.id)),
    );
  return await query.execute();
}

/** Intents that are few among orders. */
const RARE_INTENTS: readonly string[] = ['MF_HOLDINGS_IMPORT', 'SIP_SETUP', 'SUBSCRIPTION'];

/** Written as in the index `transactions_of_rare_intents`, which is used only then. */
const HAS_RARE_INTENT = sql<boolean>`(snapshot like '%"intent":"MF_HOLDINGS_IMPORT"%'
  or snapshot like '%"intent":"SIP_SETUP"%' or snapshot like '%"intent":"SUBSCRIPTION"%')`;

/** Whether a column has one of these values; none of no values. */
export function hasAnyOf(column: string, values: readonly string[]) {
  return values.length === 0 ? sql`1 = 0` : sql`${sql.ref(column)} in (${sql.join([...new Set(values)])})`;
}

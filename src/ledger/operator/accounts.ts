import { sql } from 'kysely';
import type { StoredBrokerAccount } from '../broker-accounts.js';
import type { FundsSnapshot } from '../snapshots.js';
import { readTimelines, type TimelineEntry } from '../timeline.js';
import { type StoredTransaction, TRANSACTION_COLUMNS, transactionFromRow } from '../transactions.js';
import type { Queries } from '../unit.js';
import { scanPage, type ScannedPage, type Wanted } from './scan.js';

/** What narrows a list of accounts; null: not narrowed. */
export interface AccountsFilter {
  readonly authId: string | null;
  readonly viewerId: string | null;
  readonly broker: string | null;
  /** A trading symbol that is held, whole. */
  readonly symbol: string | null;
}

/** A linked account with its last known funds; null before they were fetched. */
export interface ListedAccount extends StoredBrokerAccount {
  readonly funds: Pick<FundsSnapshot, 'amount' | 'asOf'> | null;
}

/** Place of an account in the list: when it was last linked. */
export interface AccountPlace {
  readonly at: number;
  readonly id: string;
}

/** Accounts of which this is known. */
export type KnownPart = 'holdings' | 'investments';

/** How the snapshot of a part names a trading symbol. */
const SYMBOL_FIELDS: Readonly<Record<KnownPart, readonly string[]>> = {
  holdings: ['nseTicker', 'bseTicker'],
  investments: ['ticker'],
};

/**
 * A page of the accounts of all viewers, or of those whose holdings or investments are known; the one that
 * was linked last comes first. The time of the link is a range of an index; the rest is compared row by row,
 * see {@link scanPage}. The symbol is that of a security of the part; a list of all accounts takes none.
 */
export async function listAllAccounts(
  db: Queries,
  part: KnownPart | null,
  filter: AccountsFilter,
  wanted: Wanted<AccountPlace>,
): Promise<ScannedPage<AccountPlace, ListedAccount>> {
  const isFiltered = part !== null || filter.broker !== null;
  return await scanPage(wanted, isFiltered, async (after, limit) => {
    const rows = await readRange(db, { part, filter, after, limit });
    return rows.map((row) => ({
      place: { at: Number(row.linked_at), id: row.auth_id },
      item: Number(row.fits) === 1 ? accountFromRow(row) : null,
    }));
  });
}

interface Range {
  readonly part: KnownPart | null;
  readonly filter: AccountsFilter;
  readonly after: AccountPlace | null;
  readonly limit: number;
}

async function readRange(db: Queries, { part, filter, after, limit }: Range): Promise<(Row & Fits)[]> {
  const { authId, viewerId, broker, symbol } = filter;
  const hasBroker = broker === null ? sql`1 = 1` : sql`broker = ${broker}`;
  const hasPart = part === null ? sql`1 = 1` : isKnown(part, symbol);
  let query = db
    .selectFrom('broker_accounts')
    .selectAll()
    .select(sql<number>`case when ${hasBroker} and ${hasPart} then 1 else 0 end`.as('fits'))
    .orderBy('linked_at', 'desc')
    .orderBy('auth_id', 'desc')
    .limit(limit);
  if (authId !== null) query = query.where('auth_id', '=', authId);
  if (viewerId !== null) query = query.where('viewer_id', '=', viewerId);
  if (after !== null)
    query = query.where((eb) => eb(eb.refTuple('linked_at', 'auth_id'), '<', eb.tuple(after.at, after.id)));
  return await query.execute();
}

/**
 * Whether the part is known of an account, and has the symbol as the value of a field. No other text of the
 * JSON can look like a field and its value.
 */
function isKnown(part: KnownPart, symbol: string | null) {
  const fields = SYMBOL_FIELDS[part].map((field) => {
    const pair = `${JSON.stringify(field)}:${JSON.stringify(symbol)}`;
    return sql`replace(known.snapshot, ${pair}, '') <> known.snapshot`;
  });
  const has = symbol === null ? sql`known.snapshot is not null` : sql`(${sql.join(fields, sql` or `)})`;
  return sql`exists (select 1 from ${sql.table(part)} as known
    where known.auth_id = broker_accounts.auth_id and ${has})`;
}

interface Row {
  readonly auth_id: string;
  readonly viewer_id: string;
  readonly broker: string | null;
  readonly linked_at: number;
  readonly funds: string | null;
}

interface Fits {
  readonly fits: number;
}

function accountFromRow(row: Row): ListedAccount {
  return {
    authId: row.auth_id,
    viewerId: row.viewer_id,
    broker: row.broker,
    linkedAt: Number(row.linked_at),
    funds: row.funds === null ? null : (JSON.parse(row.funds) as FundsSnapshot),
  };
}

/** Accounts by id, whosever they are, in no order. */
export async function listedAccounts(db: Queries, authIds: readonly string[]): Promise<ListedAccount[]> {
  if (authIds.length === 0) return [];
  const rows = await db.selectFrom('broker_accounts').selectAll().where('auth_id', 'in', authIds).execute();
  return rows.map(accountFromRow);
}

/** How long before a link the transaction that proves it may have been created. */
const PROOF_MS = 24 * 3_600_000;
/** Transactions before the link that are looked at. */
const PROOFS_AT_MOST = 20;
/** The mark is made in the commit of the link, by a later look at the clock. */
const MARKED_WITHIN_MS = 10_000;
/** More than a timeline keeps. */
const ENTRIES_READ = 250;

/** A transaction by which an account was linked. */
export interface AccountProof {
  readonly at: number;
  readonly transaction: StoredTransaction;
}

/**
 * The transactions of its viewer by which an account was linked, newest first: those that were completed with
 * it and were marked when it was linked (guarantee G10). Of the 20 that were created last before the link.
 */
export async function proofsOfAccount(db: Queries, account: StoredBrokerAccount): Promise<AccountProof[]> {
  const { authId, viewerId, linkedAt } = account;
  const rows = await db
    .selectFrom('transactions')
    .select(TRANSACTION_COLUMNS)
    .where('viewer_id', '=', viewerId)
    .where('created_at', '>=', linkedAt - PROOF_MS)
    .where('created_at', '<=', linkedAt)
    .orderBy('created_at', 'desc')
    .orderBy('transaction_id', 'desc')
    .limit(PROOFS_AT_MOST)
    .execute();
  const candidates = rows
    .map(transactionFromRow)
    .filter(({ snapshot }) => snapshot.authId === null || snapshot.authId === authId);
  const ids = candidates.map(({ snapshot }) => snapshot.transactionId);
  const timelines = await readTimelines(db, ids, { offset: 0, limit: ENTRIES_READ });
  return candidates.flatMap((transaction) => {
    const at = linkedBy(timelines.get(transaction.snapshot.transactionId) ?? [], linkedAt + MARKED_WITHIN_MS);
    return at === null ? [] : [{ at, transaction }];
  });
}

/** When the transaction was last marked as the proof of a link; null if it was not. */
function linkedBy(entries: readonly TimelineEntry[], until: number): number | null {
  return entries.findLast(({ source, at }) => source === 'LINK' && at <= until)?.at ?? null;
}

import { sql } from 'kysely';
import { answered, ask, type Asked, question, Statement } from './databases/statement.js';
import type { TransactionSnapshot } from './snapshots.js';
import type { Queries, Unit } from './unit.js';
import { revisionIn } from './object-revisions.js';
import { readRanges } from './ranges.js';
import { type Listed, type PageBounds, pageOf, type VersionedKey } from './versions.js';

/** A transaction with what the ledger keeps beside its snapshot. */
export interface StoredTransaction {
  readonly snapshot: TransactionSnapshot;
  readonly createdSeq: number;
  readonly version: number;
  readonly revision: number;
  readonly readAt: number | null;
  readonly reads: number;
  readonly failures: number;
}

const REVISION = revisionIn('transactions').as('revision');

export const TRANSACTION_COLUMNS = [
  'transactions.snapshot',
  'transactions.created_seq',
  'transactions.version',
  'transactions.read_at',
  'transactions.reads',
  'transactions.failures',
  REVISION,
] as const;

interface Row {
  snapshot: string;
  created_seq: number;
  version: number;
  revision: number;
  read_at: number | null;
  reads: number;
  failures: number;
}

/** A row of {@link TRANSACTION_COLUMNS}. */
export function transactionFromRow(row: Row): StoredTransaction {
  return {
    snapshot: JSON.parse(row.snapshot) as TransactionSnapshot,
    createdSeq: Number(row.created_seq),
    version: row.version,
    revision: Number(row.revision),
    readAt: row.read_at === null ? null : Number(row.read_at),
    reads: row.reads,
    failures: row.failures,
  };
}

/** Stores a new transaction. Fails on the unique key when its id is in the ledger already. */
export async function insertTransaction(
  unit: Unit,
  snapshot: TransactionSnapshot,
  keep: {
    readonly createdSeq: number;
    readonly readAt: number | null;
    readonly orderDigest: string | null;
    readonly now: number;
  },
): Promise<void> {
  unit.changed(snapshot.viewerId);
  await unit.db
    .insertInto('transactions')
    .values({
      transaction_id: snapshot.transactionId,
      viewer_id: snapshot.viewerId,
      created_seq: keep.createdSeq,
      created_at: keep.now,
      status: snapshot.status,
      version: 1,
      read_at: keep.readAt,
      reads: 0,
      failures: 0,
      order_digest: keep.orderDigest,
      snapshot: JSON.stringify(snapshot),
      revision: keep.createdSeq,
      revised_version: 1,
    })
    .execute();
}

const UPDATED = {
  transaction_id: 'text',
  status: 'text',
  version: 'integer',
  snapshot: 'text',
  read_at: 'bigint',
  reads: 'integer',
  failures: 'integer',
  revision: 'bigint',
} as const;
const UPDATE = new Statement<never>(
  (_db, lists) => sql`update transactions
    set status = list.status, version = list.version, snapshot = list.snapshot,
      read_at = list.read_at, reads = list.reads, failures = list.failures,
      revision = list.revision, revised_version = list.version
    from ${lists.rows(UPDATED)} where transactions.transaction_id = list.transaction_id`,
);

/** Stores different transactions as they are from now on. */
export function updateTransactions(
  unit: Unit,
  transactions: readonly Omit<StoredTransaction, 'createdSeq'>[],
): Asked<void> {
  if (transactions.length === 0) return answered(undefined);
  for (const { snapshot } of transactions) unit.changed(snapshot.viewerId);
  const rows = transactions.map(({ snapshot, version, revision, readAt, reads, failures }) => ({
    transaction_id: snapshot.transactionId,
    status: snapshot.status,
    version,
    snapshot: JSON.stringify(snapshot),
    read_at: readAt,
    reads,
    failures,
    revision,
  }));
  return question(UPDATE, [rows], () => undefined);
}

/** One transaction, whosever it is; callers that serve a viewer check `snapshot.viewerId`. */
export async function findTransaction(db: Queries, transactionId: string): Promise<StoredTransaction | null> {
  const [found] = await ask(db, transactionsById([transactionId]));
  return found ?? null;
}

const FIND = new Statement((db, lists) =>
  db.selectFrom('transactions').select(TRANSACTION_COLUMNS).where(lists.isIn('transaction_id')),
);

/** Transactions by id, in no order. */
export function transactionsById(ids: readonly string[]): Asked<StoredTransaction[]> {
  return ids.length === 0 ? answered([]) : question(FIND, [ids], (rows) => rows.map(transactionFromRow));
}

/** The version of one of the viewer's transactions; null when it is not this viewer's. */
export async function findTransactionVersion(
  db: Queries,
  viewerId: string,
  transactionId: string,
): Promise<VersionedKey | null> {
  const row = await db
    .selectFrom('transactions')
    .select(['version', REVISION])
    .where('transaction_id', '=', transactionId)
    .where('viewer_id', '=', viewerId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return { key: transactionId, version: row.version, revision: Number(row.revision) };
}

/** A page of the viewer's transactions as versions, newest first. */
export async function listTransactionVersions(
  db: Queries,
  viewerId: string,
  page: PageBounds,
  statuses: readonly string[] | null,
): Promise<Listed[]> {
  const range = db
    .selectFrom('transactions')
    .select(['transaction_id as key', 'version', 'created_seq as position', REVISION])
    .where('viewer_id', '=', viewerId)
    .where('created_seq', '>', page.after ?? 0)
    .where('created_seq', '<', page.before ?? Number.MAX_SAFE_INTEGER)
    .orderBy('created_seq', page.fromOldest ? 'asc' : 'desc')
    .limit(page.limit);
  if (statuses === null) return pageOf(await range.execute(), page);
  return pageOf(await readRanges(db, statuses, (status) => range.where('status', '=', status)), page);
}

/** Those of the viewer's newest `limit` transactions that were created since `since`, newest first. */
export async function recentTransactions(
  db: Queries,
  viewerId: string,
  since: number,
  limit: number,
): Promise<StoredTransaction[]> {
  const rows = await db
    .selectFrom('transactions')
    .select([...TRANSACTION_COLUMNS, 'created_at'])
    .where('viewer_id', '=', viewerId)
    .orderBy('created_seq', 'desc')
    .limit(limit)
    .execute();
  return rows.filter((row) => Number(row.created_at) >= since).map(transactionFromRow);
}

/** Those statuses of a transaction in which its order may still be open (protocol section 8). */
const IN_PROGRESS = ['INITIALIZED', 'USED', 'PROCESSING', 'UNKNOWN'];

/** The viewer's transactions that have no outcome yet, newest first; at most `limit` of each status. */
export async function transactionsInProgress(
  db: Queries,
  viewerId: string,
  limit: number,
): Promise<StoredTransaction[]> {
  const rows = await readRanges(db, IN_PROGRESS, (status) =>
    db
      .selectFrom('transactions')
      .select(TRANSACTION_COLUMNS)
      .where('viewer_id', '=', viewerId)
      .where('status', '=', status)
      .orderBy('created_seq', 'desc')
      .limit(limit),
  );
  return rows.map(transactionFromRow).sort((one, other) => other.createdSeq - one.createdSeq);
}

/** The viewer's newest transaction that orders exactly this, created since `since` under any key. */
export async function findSameOrder(
  db: Queries,
  viewerId: string,
  orderDigest: string,
  since: number,
): Promise<StoredTransaction | null> {
  const row = await db
    .selectFrom('transactions')
    .select(TRANSACTION_COLUMNS)
    .where('viewer_id', '=', viewerId)
    .where('order_digest', '=', orderDigest)
    .where('created_at', '>=', since)
    .orderBy('created_at', 'desc')
    .orderBy('created_seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : transactionFromRow(row);
}

/**
 * One of the viewer's transactions with the head of their log at the same moment: read in one statement, so
 * that no event between the two is missed or sent twice. Null when it is not this viewer's.
 */
export async function findTransactionAtHead(
  db: Queries,
  viewerId: string,
  transactionId: string,
): Promise<(Pick<StoredTransaction, 'snapshot' | 'revision'> & { readonly head: number }) | null> {
  const row = await db
    .selectFrom('transactions')
    .innerJoin('viewers', 'viewers.viewer_id', 'transactions.viewer_id')
    .select(['transactions.snapshot', 'viewers.head', REVISION])
    .where('transactions.transaction_id', '=', transactionId)
    .where('transactions.viewer_id', '=', viewerId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const snapshot = JSON.parse(row.snapshot) as TransactionSnapshot;
  return { snapshot, revision: Number(row.revision), head: Number(row.head) };
}

/** The account that used a transaction, or else the one it was created for; null when neither is known. */
export function provenAccount({ authId, createdFor }: TransactionSnapshot): string | null {
  return authId ?? createdFor;
}

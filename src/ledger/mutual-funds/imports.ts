import { sql } from 'kysely';
import type { MutualFundFact, MutualFundTransactionFact } from '../../gateway/facts.js';
import type { Slice } from '../slice.js';
import type { MutualFundImport, MutualFundImportSnapshot } from '../snapshots.js';
import {
  findTransaction,
  type StoredTransaction,
  TRANSACTION_COLUMNS,
  transactionFromRow,
} from '../transactions.js';
import { type Revised, revised } from '../object-revisions.js';
import type { Queries, Unit } from '../unit.js';

/** Imports whose folios are shown together: the newest of a viewer. */
const SHOWN_TOGETHER = 20;

/** Written as in the index `transactions_importing_funds`, which is used only then. */
const IS_IMPORT = sql<boolean>`snapshot like '%"intent":"MF_HOLDINGS_IMPORT"%'`;

/** The head of the log of the viewer of a row. */
const HEAD =
  sql<number>`coalesce((select log.head from viewers as log where log.viewer_id = own.viewer_id), 0)`.as(
    'head',
  );

/** What is stored of an import besides its transaction. */
interface Row {
  transaction_id: string;
  otp_accepted_at: number | null;
  snapshot: string | null;
  statement_rows: number;
}

const COLUMNS = ['transaction_id', 'otp_accepted_at', 'snapshot', 'statement_rows'] as const;

/** Stores what a webhook brought of an import; without `statement` the rows known before stay. */
export async function saveMutualFundImport(
  unit: Unit,
  { snapshot: { viewerId }, createdSeq }: StoredTransaction,
  received: MutualFundImport,
  statement: readonly MutualFundTransactionFact[] | null,
): Promise<void> {
  unit.changed(viewerId);
  const changed = {
    snapshot: JSON.stringify(received),
    ...(statement === null ? {} : { statement: JSON.stringify(statement), statement_rows: statement.length }),
  };
  const { transactionId } = received;
  await unit.db
    .insertInto('mutual_fund_statements')
    .values({ ...emptyRow(viewerId, transactionId, createdSeq), ...changed })
    .onConflict((conflict) => conflict.column('transaction_id').doUpdateSet(changed))
    .execute();
}

/** Records that Gateway accepted the code of an import. */
export async function saveOtpAccepted(
  unit: Unit,
  { snapshot: { viewerId, transactionId }, createdSeq }: StoredTransaction,
  acceptedAt: number,
): Promise<void> {
  unit.changed(viewerId);
  const changed = { otp_accepted_at: acceptedAt };
  await unit.db
    .insertInto('mutual_fund_statements')
    .values({ ...emptyRow(viewerId, transactionId, createdSeq), ...changed })
    .onConflict((conflict) => conflict.column('transaction_id').doUpdateSet(changed))
    .execute();
}

function emptyRow(viewerId: string, transactionId: string, createdSeq: number) {
  const ids = { transaction_id: transactionId, viewer_id: viewerId, created_seq: createdSeq };
  return { ...ids, otp_accepted_at: null, snapshot: null, statement: null, statement_rows: 0 };
}

/** The import of one of the viewer's transactions; null when it is not there, or imports no mutual funds. */
export async function findMutualFundImport(
  db: Queries,
  viewerId: string,
  transactionId: string,
): Promise<MutualFundImportSnapshot | null> {
  const stored = await findTransaction(db, transactionId);
  const isOwn = stored?.snapshot.viewerId === viewerId && stored.snapshot.intent === 'MF_HOLDINGS_IMPORT';
  if (stored === null || !isOwn) return null;
  const [found] = await withStored(db, viewerId, [stored]);
  return found ?? null;
}

/** A part of the viewer's imports, the one that was asked for last first. */
export async function mutualFundImportsOfViewer(
  db: Queries,
  viewerId: string,
  { offset, limit }: Slice,
): Promise<MutualFundImportSnapshot[]> {
  const rows = await db
    .selectFrom('transactions')
    .select(TRANSACTION_COLUMNS)
    .where('viewer_id', '=', viewerId)
    .where(IS_IMPORT)
    .orderBy('created_seq', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  return await withStored(db, viewerId, rows.map(transactionFromRow));
}

/** How many imports the viewer has asked for. */
export async function countMutualFundImports(db: Queries, viewerId: string): Promise<number> {
  const { count } = await db
    .selectFrom('transactions')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('viewer_id', '=', viewerId)
    .where(IS_IMPORT)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The rows of an import's statement; null when it has none, or is not the viewer's. */
export async function findStatement(
  db: Queries,
  viewerId: string,
  transactionId: string,
): Promise<readonly MutualFundTransactionFact[] | null> {
  const row = await db
    .selectFrom('mutual_fund_statements')
    .select('statement')
    .where('transaction_id', '=', transactionId)
    .where('viewer_id', '=', viewerId)
    .executeTakeFirst();
  return row?.statement == null ? null : (JSON.parse(row.statement) as MutualFundTransactionFact[]);
}

/**
 * The folios of the viewer's newest imports as one list, those that were asked for last first; null when
 * nothing was received. A folio that several imports have is that of the latest: the same investor has
 * imported again. The import that came last gives the revision.
 */
export async function mutualFundsOfViewer(
  db: Queries,
  viewerId: string,
): Promise<Revised<MutualFundImport> | null> {
  const rows = await db
    .selectFrom('mutual_fund_statements as own')
    .select(['snapshot', 'created_seq', HEAD])
    .where('viewer_id', '=', viewerId)
    .where('snapshot', 'is not', null)
    .orderBy('created_seq', 'desc')
    .limit(SHOWN_TOGETHER)
    .execute();
  const imports = rows.map((row) => ({
    createdSeq: Number(row.created_seq),
    received: importFrom({ ...row, snapshot: row.snapshot ?? '' }),
  }));
  const before = await findImportBefore0009(db, viewerId);
  if (before !== null) imports.push({ createdSeq: await createdSeqOf(db, before), received: before });
  const [newest, ...older] = newestFirst(imports);
  return newest === undefined ? null : older.reduce(withFoliosOf, newest);
}

/** One of several stored for a transaction, which is the one received last. */
function newestFirst(
  imports: readonly { readonly createdSeq: number; readonly received: Revised<MutualFundImport> }[],
): Revised<MutualFundImport>[] {
  const byAge = [...imports].sort(
    (one, other) => other.createdSeq - one.createdSeq || other.received.receivedAt - one.received.receivedAt,
  );
  const seen = new Set<string>();
  return byAge.flatMap(({ received }) => {
    if (seen.has(received.transactionId)) return [];
    seen.add(received.transactionId);
    return [received];
  });
}

function withFoliosOf(
  newer: Revised<MutualFundImport>,
  older: Revised<MutualFundImport>,
): Revised<MutualFundImport> {
  const known = new Set(newer.folios.map(keyOf));
  const further = older.folios.filter((folio) => folio.folio === null || !known.has(keyOf(folio)));
  const revision = Math.max(newer.revision, older.revision);
  return { ...newer, revision, folios: [...newer.folios, ...further] };
}

/** A folio holds several schemes. */
function keyOf({ folio, isin, fund }: MutualFundFact): string {
  return JSON.stringify([folio, isin ?? fund]);
}

async function createdSeqOf(db: Queries, { transactionId }: MutualFundImport): Promise<number> {
  return (await findTransaction(db, transactionId))?.createdSeq ?? 0;
}

/** What is stored of the imports of transactions of any viewers, by transaction. */
export async function mutualFundImportsOf(
  db: Queries,
  transactions: readonly StoredTransaction[],
): Promise<ReadonlyMap<string, MutualFundImportSnapshot>> {
  const found = new Map<string, MutualFundImportSnapshot>();
  for (const viewerId of new Set(transactions.map(({ snapshot }) => snapshot.viewerId))) {
    const own = transactions.filter(({ snapshot }) => snapshot.viewerId === viewerId);
    for (const each of await withStored(db, viewerId, own)) found.set(each.transaction.transactionId, each);
  }
  return found;
}

/** Transactions with what is stored of their imports. */
async function withStored(
  db: Queries,
  viewerId: string,
  transactions: readonly StoredTransaction[],
): Promise<MutualFundImportSnapshot[]> {
  if (transactions.length === 0) return [];
  const ids = transactions.map(({ snapshot }) => snapshot.transactionId);
  const rows = await db
    .selectFrom('mutual_fund_statements')
    .select(COLUMNS)
    .where('transaction_id', 'in', ids)
    .execute();
  const byId = new Map(rows.map((row) => [row.transaction_id, row]));
  const before = await findImportBefore0009(db, viewerId);
  return transactions.map((stored) => {
    const snapshot = revised(stored);
    const row = byId.get(snapshot.transactionId);
    const known = before?.transactionId === snapshot.transactionId ? before : null;
    return snapshotOf(snapshot, row, known);
  });
}

function snapshotOf(
  transaction: MutualFundImportSnapshot['transaction'],
  row: Row | undefined,
  before: MutualFundImport | null,
): MutualFundImportSnapshot {
  const own = row?.snapshot == null ? null : (JSON.parse(row.snapshot) as MutualFundImport);
  return {
    transaction,
    otpAcceptedAt: row?.otp_accepted_at == null ? null : Number(row.otp_accepted_at),
    received: own !== null && own.receivedAt >= (before?.receivedAt ?? 0) ? own : before,
    statementRows: row?.statement_rows ?? 0,
  };
}

/** What a version before migration 0009 has stored: the viewer's last import. */
async function findImportBefore0009(
  db: Queries,
  viewerId: string,
): Promise<Revised<MutualFundImport> | null> {
  const row = await db
    .selectFrom('mutual_fund_imports as own')
    .select(['snapshot', HEAD])
    .where('viewer_id', '=', viewerId)
    .executeTakeFirst();
  return row === undefined ? null : importFrom(row);
}

/** The version before migration 0012 stores no revision: see `object-revisions.ts`. */
function importFrom({ snapshot, head }: { snapshot: string; head: number }): Revised<MutualFundImport> {
  return { revision: Number(head), ...(JSON.parse(snapshot) as MutualFundImport) };
}

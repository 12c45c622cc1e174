import type { HoldingsFact, MutualFundFact } from '../gateway/facts.js';
import type { Queries, Unit } from './ledger.js';
import type { Provenance, VersionedKey } from './transactions.js';

/** The newest holdings of one broker account, with where they came from. */
export interface HoldingsSnapshot extends HoldingsFact {
  readonly provenance: Provenance;
  /** When Dwar received them, epoch milliseconds. */
  readonly receivedAt: number;
}

/** The newest registrar import of one viewer (protocol section 17.4); it has no read, so it stays a hint. */
export interface MutualFundImport {
  readonly transactionId: string;
  readonly receivedAt: number;
  readonly folios: readonly MutualFundFact[];
}

/** Stores an account's holdings over the earlier ones. */
export async function saveHoldings(unit: Unit, snapshot: HoldingsSnapshot): Promise<void> {
  const text = JSON.stringify(snapshot);
  await unit.db
    .insertInto('holdings')
    .values({ auth_id: snapshot.authId, version: 1, snapshot: text })
    .onConflict((conflict) =>
      conflict.column('auth_id').doUpdateSet((eb) => ({ version: eb('holdings.version', '+', 1), snapshot: text })),
    )
    .execute();
}

/** The version of an account's holdings; null before the first import. */
export async function findHoldingsVersion(db: Queries, authId: string): Promise<VersionedKey | null> {
  const row = await db.selectFrom('holdings').select('version').where('auth_id', '=', authId).executeTakeFirst();
  return row === undefined ? null : { key: authId, version: row.version };
}

/** An account's holdings; null before the first import. */
export async function findHoldings(db: Queries, authId: string): Promise<HoldingsSnapshot | null> {
  const row = await db.selectFrom('holdings').select('snapshot').where('auth_id', '=', authId).executeTakeFirst();
  return row === undefined ? null : (JSON.parse(row.snapshot) as HoldingsSnapshot);
}

/** Removes all that was known of an account's holdings and pending actions. */
export async function forgetHoldings(unit: Unit, authId: string): Promise<void> {
  await unit.db.deleteFrom('holdings').where('auth_id', '=', authId).execute();
  await unit.db.deleteFrom('pending_actions').where('auth_id', '=', authId).execute();
}

/** Stores a viewer's registrar import over the earlier one. */
export async function saveMutualFundImport(unit: Unit, viewerId: string, imported: MutualFundImport): Promise<void> {
  const text = JSON.stringify(imported);
  const { transactionId } = imported;
  await unit.db
    .insertInto('mutual_fund_imports')
    .values({ viewer_id: viewerId, transaction_id: transactionId, version: 1, snapshot: text })
    .onConflict((conflict) =>
      conflict.column('viewer_id').doUpdateSet((eb) => ({
        transaction_id: transactionId,
        version: eb('mutual_fund_imports.version', '+', 1),
        snapshot: text,
      })),
    )
    .execute();
}

/** The viewer's registrar import; null when there was none. */
export async function findMutualFundImport(db: Queries, viewerId: string): Promise<MutualFundImport | null> {
  const row = await db
    .selectFrom('mutual_fund_imports')
    .select('snapshot')
    .where('viewer_id', '=', viewerId)
    .executeTakeFirst();
  return row === undefined ? null : (JSON.parse(row.snapshot) as MutualFundImport);
}

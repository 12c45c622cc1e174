import type { HoldingsSnapshot, MutualFundImport } from './snapshots.js';
import type { Queries, Unit } from './unit.js';
import type { VersionedKey } from './versions.js';

/**
 * Stores the holdings of a viewer's account over the earlier ones and returns their version. Versions begin
 * at the time of receipt, so that an account that was unlinked and linked again never meets an old version in
 * a cache.
 */
export async function saveHoldings(
  unit: Unit,
  viewerId: string,
  snapshot: HoldingsSnapshot,
): Promise<number> {
  unit.changed(viewerId);
  const text = JSON.stringify(snapshot);
  const row = await unit.db
    .insertInto('holdings')
    .values({ auth_id: snapshot.authId, version: snapshot.receivedAt, snapshot: text })
    .onConflict((conflict) =>
      conflict
        .column('auth_id')
        .doUpdateSet((eb) => ({ version: eb('holdings.version', '+', 1), snapshot: text })),
    )
    .returning('version')
    .executeTakeFirstOrThrow();
  return Number(row.version);
}

/** The version of an account's holdings; null before the first import. */
export async function findHoldingsVersion(db: Queries, authId: string): Promise<VersionedKey | null> {
  const row = await db
    .selectFrom('holdings')
    .select('version')
    .where('auth_id', '=', authId)
    .executeTakeFirst();
  return row === undefined ? null : { key: authId, version: Number(row.version) };
}

/** An account's holdings; null before the first import. */
export async function findHoldings(db: Queries, authId: string): Promise<HoldingsSnapshot | null> {
  return (await findStoredHoldings(db, authId))?.snapshot ?? null;
}

/** When holdings are read again (by the upstream's clock, null for never), and how often they were. */
export interface HoldingsPlan {
  readonly readAt: number | null;
  readonly reads: number;
}

/** Holdings with their plan. */
export interface StoredHoldings extends HoldingsPlan {
  readonly snapshot: HoldingsSnapshot;
}

/** An account's holdings with their plan; null before the first import. */
export async function findStoredHoldings(db: Queries, authId: string): Promise<StoredHoldings | null> {
  const row = await db
    .selectFrom('holdings')
    .select(['snapshot', 'read_at', 'reads'])
    .where('auth_id', '=', authId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const readAt = row.read_at === null ? null : Number(row.read_at);
  return { snapshot: JSON.parse(row.snapshot) as HoldingsSnapshot, readAt, reads: row.reads };
}

/** Sets when an account's holdings are read again. */
export async function planHoldingsRead(unit: Unit, authId: string, plan: HoldingsPlan): Promise<void> {
  await unit.db
    .updateTable('holdings')
    .set({ read_at: plan.readAt, reads: plan.reads })
    .where('auth_id', '=', authId)
    .execute();
}

/** The accounts whose holdings are read next, the earliest first. */
export async function plannedHoldings(
  db: Queries,
  limit: number,
): Promise<{ readonly authId: string; readonly readAt: number }[]> {
  const rows = await db
    .selectFrom('holdings')
    .select(['auth_id', 'read_at'])
    .where('read_at', 'is not', null)
    .orderBy('read_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ authId: row.auth_id, readAt: Number(row.read_at) }));
}

/** Takes a due read for this reader until `until`. Returns false when it was taken or moved meanwhile. */
export async function claimHoldingsRead(
  unit: Unit,
  authId: string,
  readAt: number,
  until: number,
): Promise<boolean> {
  const rows = await unit.db
    .updateTable('holdings')
    .set({ read_at: until })
    .where('auth_id', '=', authId)
    .where('read_at', '=', readAt)
    .returning('auth_id')
    .execute();
  return rows.length > 0;
}

/** Brings forward to `latest` the reads that stand later, and returns how many. */
export async function bringHoldingsForward(unit: Unit, latest: number): Promise<number> {
  const rows = await unit.db
    .updateTable('holdings')
    .set({ read_at: latest })
    .where('read_at', '>', latest)
    .returning('auth_id')
    .execute();
  return rows.length;
}

/** Removes all that was known of the holdings and pending actions of a viewer's account. */
export async function forgetHoldings(unit: Unit, viewerId: string, authId: string): Promise<void> {
  unit.changed(viewerId);
  await unit.db.deleteFrom('holdings').where('auth_id', '=', authId).execute();
  await unit.db.deleteFrom('pending_actions').where('auth_id', '=', authId).execute();
}

/** Stores a viewer's registrar import over the earlier one. */
export async function saveMutualFundImport(
  unit: Unit,
  viewerId: string,
  imported: MutualFundImport,
): Promise<void> {
  unit.changed(viewerId);
  const text = JSON.stringify(imported);
  const { transactionId } = imported;
  await unit.db
    .insertInto('mutual_fund_imports')
    .values({ viewer_id: viewerId, transaction_id: transactionId, snapshot: text })
    .onConflict((conflict) =>
      conflict.column('viewer_id').doUpdateSet({ transaction_id: transactionId, snapshot: text }),
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

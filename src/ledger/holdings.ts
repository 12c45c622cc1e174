import { revisionIn } from './object-revisions.js';
import type { HoldingsSnapshot } from './snapshots.js';
import type { Queries, Unit } from './unit.js';
import type { VersionedKey } from './versions.js';

const REVISION = revisionIn('holdings').as('revision');

/**
 * Stores the holdings of a viewer's account over the earlier ones and returns their version. `revision` is
 * the number of their event. Versions begin at the time of receipt, so that an account that was unlinked and
 * linked again never meets an old version in a cache.
 */
export async function saveHoldings(
  unit: Unit,
  viewerId: string,
  snapshot: HoldingsSnapshot,
  revision: number,
): Promise<number> {
  unit.changed(viewerId);
  const text = JSON.stringify(snapshot);
  const row = await unit.db
    .insertInto('holdings')
    .values({
      auth_id: snapshot.authId,
      version: snapshot.receivedAt,
      snapshot: text,
      revision,
      revised_version: snapshot.receivedAt,
    })
    .onConflict((conflict) =>
      conflict.column('auth_id').doUpdateSet((eb) => ({
        version: eb('holdings.version', '+', 1),
        snapshot: text,
        revision,
        revised_version: eb('holdings.version', '+', 1),
      })),
    )
    .returning('version')
    .executeTakeFirstOrThrow();
  return Number(row.version);
}

/** The version of an account's holdings; null before the first import. */
export async function findHoldingsVersion(db: Queries, authId: string): Promise<VersionedKey | null> {
  const row = await db
    .selectFrom('holdings')
    .select(['version', REVISION])
    .where('auth_id', '=', authId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return { key: authId, version: Number(row.version), revision: Number(row.revision) };
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
  readonly revision: number;
}

/** An account's holdings with their plan; null before the first import. */
export async function findStoredHoldings(db: Queries, authId: string): Promise<StoredHoldings | null> {
  const row = await db
    .selectFrom('holdings')
    .select(['snapshot', 'read_at', 'reads', REVISION])
    .where('auth_id', '=', authId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const readAt = row.read_at === null ? null : Number(row.read_at);
  const snapshot = JSON.parse(row.snapshot) as HoldingsSnapshot;
  return { snapshot, revision: Number(row.revision), readAt, reads: row.reads };
}

/** Sets when an account's holdings are read again. */
export async function planHoldingsRead(unit: Unit, authId: string, plan: HoldingsPlan): Promise<void> {
  await unit.db
    .updateTable('holdings')
    .set({ read_at: plan.readAt, reads: plan.reads })
    .where('auth_id', '=', authId)
    .execute();
}

/** Removes all that was known of the holdings, investments and pending actions of a viewer's account. */
export async function forgetHoldings(unit: Unit, viewerId: string, authId: string): Promise<void> {
  unit.changed(viewerId);
  await unit.db.deleteFrom('holdings').where('auth_id', '=', authId).execute();
  await unit.db.deleteFrom('investments').where('auth_id', '=', authId).execute();
  await unit.db.deleteFrom('pending_actions').where('auth_id', '=', authId).execute();
}

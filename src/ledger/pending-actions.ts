import type { PendingActionSnapshot } from './snapshots.js';
import type { Queries, Unit } from './ledger.js';
import type { Slice } from './slice.js';

/** Most actions kept for one account: as many as a viewer is shown. */
export const ACTIONS_PER_ACCOUNT = 100;

/**
 * Stores an action. A known action keeps its first content, and its age counts from now. `full`: it is new,
 * and its account has {@link ACTIONS_PER_ACCOUNT} already; nothing is stored.
 */
export async function savePendingAction(
  unit: Unit,
  snapshot: PendingActionSnapshot,
): Promise<'added' | 'known' | 'full'> {
  const { actionId, authId, receivedAt } = snapshot;
  const known = await unit.db
    .updateTable('pending_actions')
    .set({ received_at: receivedAt })
    .where('action_id', '=', actionId)
    .returning('action_id')
    .execute();
  if (known.length > 0) return 'known';
  const { count } = await unit.db
    .selectFrom('pending_actions')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('auth_id', '=', authId)
    .executeTakeFirstOrThrow();
  if (Number(count) >= ACTIONS_PER_ACCOUNT) return 'full';
  await unit.db
    .insertInto('pending_actions')
    .values({
      action_id: actionId,
      auth_id: authId,
      received_at: receivedAt,
      snapshot: JSON.stringify(snapshot),
    })
    .execute();
  return 'added';
}

/** Removes actions that were last reported before `before`, at most `limit`. Returns how many. */
export async function trimPendingActions(unit: Unit, before: number, limit: number): Promise<number> {
  const old = await unit.db
    .selectFrom('pending_actions')
    .select('action_id')
    .where('received_at', '<', before)
    .limit(limit)
    .execute();
  if (old.length === 0) return 0;
  const ids = old.map((row) => row.action_id);
  await unit.db.deleteFrom('pending_actions').where('action_id', 'in', ids).execute();
  return old.length;
}

/** A part of the actions waiting at the accounts of one viewer, the newest first. */
export async function pendingActionsOfViewer(
  db: Queries,
  viewerId: string,
  { offset, limit }: Slice,
): Promise<PendingActionSnapshot[]> {
  const rows = await ofViewer(db, viewerId)
    .select('pending_actions.snapshot')
    .orderBy('pending_actions.received_at', 'desc')
    .orderBy('pending_actions.action_id')
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map((row) => JSON.parse(row.snapshot) as PendingActionSnapshot);
}

/** How many actions wait at the accounts of one viewer. */
export async function countPendingActions(db: Queries, viewerId: string): Promise<number> {
  const row = await ofViewer(db, viewerId)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** One action of the viewer's accounts; null when it is not there or not this viewer's. */
export async function findPendingAction(
  db: Queries,
  viewerId: string,
  actionId: string,
): Promise<PendingActionSnapshot | null> {
  const row = await ofViewer(db, viewerId)
    .select('pending_actions.snapshot')
    .where('pending_actions.action_id', '=', actionId)
    .executeTakeFirst();
  return row === undefined ? null : (JSON.parse(row.snapshot) as PendingActionSnapshot);
}

function ofViewer(db: Queries, viewerId: string) {
  return db
    .selectFrom('pending_actions')
    .innerJoin('broker_accounts', 'broker_accounts.auth_id', 'pending_actions.auth_id')
    .where('broker_accounts.viewer_id', '=', viewerId);
}

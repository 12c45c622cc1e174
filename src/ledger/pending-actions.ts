import type { PendingActionSnapshot } from './snapshots.js';
import type { Queries, Unit } from './unit.js';
import { readRanges } from './ranges.js';
import type { Slice } from './slice.js';

/** Most actions kept for one account: as many as a viewer is shown. */
export const ACTIONS_PER_ACCOUNT = 100;

/**
 * Stores an action of a viewer's account. A known action keeps its first content, and its age counts from
 * now. `full`: it is new, and its account has {@link ACTIONS_PER_ACCOUNT} already; nothing is stored.
 */
export async function savePendingAction(
  unit: Unit,
  viewerId: string,
  snapshot: PendingActionSnapshot,
): Promise<'added' | 'known' | 'full'> {
  const { actionId, authId, receivedAt } = snapshot;
  unit.changed(viewerId);
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
    .leftJoin('broker_accounts', 'broker_accounts.auth_id', 'pending_actions.auth_id')
    .select(['action_id', 'viewer_id'])
    .where('received_at', '<', before)
    .limit(limit)
    .execute();
  if (old.length === 0) return 0;
  for (const { viewer_id } of old) if (viewer_id !== null) unit.changed(viewer_id);
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
  const authIds = await accountsOf(db, viewerId);
  const found = await readRanges(db, authIds, (authId) =>
    db
      .selectFrom('pending_actions')
      .select(['snapshot', 'received_at', 'action_id'])
      .where('auth_id', '=', authId)
      .orderBy('received_at', 'desc')
      .orderBy('action_id')
      .limit(Math.min(offset + limit, ACTIONS_PER_ACCOUNT)),
  );
  const newestFirst = found.sort(
    (one, other) =>
      Number(other.received_at) - Number(one.received_at) || (one.action_id < other.action_id ? -1 : 1),
  );
  return newestFirst
    .slice(offset, offset + limit)
    .map((row) => JSON.parse(row.snapshot) as PendingActionSnapshot);
}

/** How many actions wait at the accounts of one viewer. */
export async function countPendingActions(db: Queries, viewerId: string): Promise<number> {
  const authIds = await accountsOf(db, viewerId);
  const counts = await readRanges(db, authIds, (authId) =>
    db
      .selectFrom('pending_actions')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('auth_id', '=', authId),
  );
  return counts.reduce((sum, { count }) => sum + Number(count), 0);
}

async function accountsOf(db: Queries, viewerId: string): Promise<string[]> {
  const accounts = await db
    .selectFrom('broker_accounts')
    .select('auth_id')
    .where('viewer_id', '=', viewerId)
    .execute();
  return accounts.map((account) => account.auth_id);
}

/** One action of the viewer's accounts; null when it is not there or not this viewer's. */
export async function findPendingAction(
  db: Queries,
  viewerId: string,
  actionId: string,
): Promise<PendingActionSnapshot | null> {
  const row = await db
    .selectFrom('pending_actions')
    .innerJoin('broker_accounts', 'broker_accounts.auth_id', 'pending_actions.auth_id')
    .select('pending_actions.snapshot')
    .where('broker_accounts.viewer_id', '=', viewerId)
    .where('pending_actions.action_id', '=', actionId)
    .executeTakeFirst();
  return row === undefined ? null : (JSON.parse(row.snapshot) as PendingActionSnapshot);
}

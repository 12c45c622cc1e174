import type { PendingActionSnapshot } from './snapshots.js';
import type { Queries, Unit } from './unit.js';
import { readRanges } from './ranges.js';
import type { Slice } from './slice.js';

/** Most actions kept for one account: as many as a viewer is shown. */
export const ACTIONS_PER_ACCOUNT = 100;

/**
 * Stores an action of a viewer's account. A known action keeps its content, and its age counts from now.
 * `full`: it is new, and {@link ACTIONS_PER_ACCOUNT} of its account wait already; nothing is stored. One that
 * has ended makes room.
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
  if (!(await hasRoom(unit.db, authId))) return 'full';
  await unit.db
    .insertInto('pending_actions')
    .values({
      action_id: actionId,
      auth_id: authId,
      received_at: receivedAt,
      ended_at: snapshot.end?.at ?? null,
      snapshot: JSON.stringify(snapshot),
    })
    .execute();
  return 'added';
}

/** How many actions wait for the user of an account. */
export async function countPendingActionsOf(db: Queries, authId: string): Promise<number> {
  const { count } = await db
    .selectFrom('pending_actions')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('auth_id', '=', authId)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function hasRoom(db: Queries, authId: string): Promise<boolean> {
  const kept = await db
    .selectFrom('pending_actions')
    .select(['action_id', 'ended_at'])
    .where('auth_id', '=', authId)
    .orderBy('received_at', 'desc')
    .orderBy('action_id')
    .execute();
  if (kept.length < ACTIONS_PER_ACCOUNT) return true;
  const oldest = kept.findLast((row) => row.ended_at !== null);
  if (oldest === undefined) return false;
  await db.deleteFrom('pending_actions').where('action_id', '=', oldest.action_id).execute();
  return true;
}

/** Stores the new content of a known action: it has ended, or waits again. Its age stays. */
export async function updatePendingAction(
  unit: Unit,
  viewerId: string,
  snapshot: PendingActionSnapshot,
): Promise<void> {
  unit.changed(viewerId);
  await unit.db
    .updateTable('pending_actions')
    .set({ ended_at: snapshot.end?.at ?? null, snapshot: JSON.stringify(snapshot) })
    .where('action_id', '=', snapshot.actionId)
    .execute();
}

/** Every action that is kept of one account, those that have ended included. */
export async function actionsOfAccount(db: Queries, authId: string): Promise<PendingActionSnapshot[]> {
  const rows = await db
    .selectFrom('pending_actions')
    .select('snapshot')
    .where('auth_id', '=', authId)
    .orderBy('received_at', 'desc')
    .orderBy('action_id')
    .limit(ACTIONS_PER_ACCOUNT)
    .execute();
  return rows.map((row) => JSON.parse(row.snapshot) as PendingActionSnapshot);
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

/** A part of the actions at the accounts of one viewer, the newest first: those that wait, or all. */
export async function pendingActionsOfViewer(
  db: Queries,
  viewerId: string,
  { offset, limit }: Slice,
  withEnded = false,
): Promise<PendingActionSnapshot[]> {
  const authIds = await accountsOf(db, viewerId);
  const found = await readRanges(db, authIds, (authId) =>
    db
      .selectFrom('pending_actions')
      .select(['snapshot', 'received_at', 'action_id'])
      .where('auth_id', '=', authId)
      .$if(!withEnded, (query) => query.where('ended_at', 'is', null))
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

/** How many actions there are at the accounts of one viewer: those that wait, or all. */
export async function countPendingActions(db: Queries, viewerId: string, withEnded = false): Promise<number> {
  const authIds = await accountsOf(db, viewerId);
  const counts = await readRanges(db, authIds, (authId) =>
    db
      .selectFrom('pending_actions')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('auth_id', '=', authId)
      .$if(!withEnded, (query) => query.where('ended_at', 'is', null)),
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

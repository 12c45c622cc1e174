import type { PendingActionFact } from '../gateway/facts.js';
import type { Queries, Unit } from './ledger.js';
import type { Slice } from './slice.js';

/** A pending action as it was told by a webhook; there is no read that could confirm it. */
export interface PendingActionSnapshot extends PendingActionFact {
  readonly actionId: string;
  readonly receivedAt: number;
}

/** Stores an action. Returns false when the same action was known already. */
export async function insertPendingAction(unit: Unit, snapshot: PendingActionSnapshot): Promise<boolean> {
  const rows = await unit.db
    .insertInto('pending_actions')
    .values({
      action_id: snapshot.actionId,
      auth_id: snapshot.authId,
      received_at: snapshot.receivedAt,
      snapshot: JSON.stringify(snapshot),
    })
    .onConflict((conflict) => conflict.column('action_id').doNothing())
    .returning('action_id')
    .execute();
  return rows.length > 0;
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

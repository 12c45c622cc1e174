import { isPostgres } from '../databases/statement.js';
import type { Queries, Unit } from '../unit.js';

/** An endpoint and a viewer. What waits for them is sent one after another, by one instance at a time. */
export interface LaneKey {
  readonly endpointId: string;
  readonly viewerId: string;
}

/** A lane that this instance may send from until its lease ends. */
export interface ClaimedLane extends LaneKey {
  /** Names the claim: what it changes is changed only while the lane is still claimed under this name. */
  readonly lease: string;
  /** How much had been added to the lane when it was claimed. */
  readonly news: number;
}

/** What is claimed. `leaseNow` and `leaseUntil` are times of the clock that all instances share. */
export interface LaneClaim {
  readonly endpointId: string;
  readonly lease: string;
  /** Lanes are due by this time, epoch milliseconds. */
  readonly now: number;
  readonly leaseNow: number;
  readonly leaseUntil: number;
  readonly limit: number;
}

/** Claims lanes that are due and that no instance holds, longest overdue first. */
export async function claimLanes(unit: Unit, claim: LaneClaim): Promise<ClaimedLane[]> {
  const { endpointId, lease, now, leaseNow, leaseUntil, limit } = claim;
  const free = unit.db
    .selectFrom('webhook_lanes')
    .select('viewer_id')
    .where('endpoint_id', '=', endpointId)
    .where('next_at', '<=', now)
    .where('lease_until', '<=', leaseNow)
    .orderBy('next_at')
    .limit(limit);
  const rows = await unit.db
    .updateTable('webhook_lanes')
    .set({ lease, lease_until: leaseUntil })
    .where('endpoint_id', '=', endpointId)
    .where('viewer_id', 'in', isPostgres(unit.db) ? free.forUpdate().skipLocked() : free)
    // Another instance may have claimed it while this statement waited.
    .where('lease_until', '<=', leaseNow)
    .returning(['viewer_id', 'news'])
    .execute();
  return rows.map((row) => ({ endpointId, viewerId: row.viewer_id, lease, news: Number(row.news) }));
}

/**
 * Gives a lane back, to be claimed at `nextAt`. Returns false if it has to be tried again, because another
 * instance is adding to the lane. Nothing is done if the lease has passed to another instance.
 */
export async function releaseLane(unit: Unit, lane: ClaimedLane, nextAt: number): Promise<boolean> {
  const released = await unit.db
    .updateTable('webhook_lanes')
    .set({ lease: null, lease_until: 0, next_at: nextAt })
    .where('endpoint_id', '=', lane.endpointId)
    .where('viewer_id', 'in', held(unit, lane))
    .returning('viewer_id')
    .executeTakeFirst();
  return released !== undefined || (await newsOf(unit, lane)) === null;
}

/**
 * Removes a lane for which nothing waits. Returns null if that is done, or if its lease has passed to another
 * instance; otherwise the lane as it is now, because something was or is being added.
 */
export async function endLane(unit: Unit, lane: ClaimedLane): Promise<ClaimedLane | null> {
  const removed = await unit.db
    .deleteFrom('webhook_lanes')
    .where('endpoint_id', '=', lane.endpointId)
    .where('viewer_id', 'in', held(unit, lane).where('news', '=', lane.news))
    .returning('viewer_id')
    .executeTakeFirst();
  if (removed !== undefined) return null;
  const news = await newsOf(unit, lane);
  return news === null ? null : { ...lane, news };
}

/**
 * The viewer of a lane that is still claimed. It waits for no lock: a commit changes several lanes, and two
 * instances could wait for each other.
 */
function held(unit: Unit, lane: ClaimedLane) {
  const query = unit.db
    .selectFrom('webhook_lanes')
    .select('viewer_id')
    .where('endpoint_id', '=', lane.endpointId)
    .where('viewer_id', '=', lane.viewerId)
    .where('lease', '=', lane.lease);
  return isPostgres(unit.db) ? query.forUpdate().skipLocked() : query;
}

/** How much has been added to a lane; null if its lease has passed to another instance. */
async function newsOf(unit: Unit, lane: ClaimedLane): Promise<number | null> {
  const row = await unit.db
    .selectFrom('webhook_lanes')
    .select('news')
    .where('endpoint_id', '=', lane.endpointId)
    .where('viewer_id', '=', lane.viewerId)
    .where('lease', '=', lane.lease)
    .executeTakeFirst();
  return row === undefined ? null : Number(row.news);
}

/**
 * Ends the leases of an earlier process, called before the first claim. Instances that share a database keep
 * theirs: one of them may be sending.
 */
export async function endEarlierLeases(unit: Unit): Promise<void> {
  if (isPostgres(unit.db)) return;
  await unit.db
    .updateTable('webhook_lanes')
    .set({ lease: null, lease_until: 0 })
    .where('lease_until', '>', 0)
    .execute();
}

/** Whether an endpoint has a lane that could be claimed: a read, so that an idle instance writes nothing. */
export async function hasDueLane(
  db: Queries,
  { endpointId, now, leaseNow }: Pick<LaneClaim, 'endpointId' | 'now' | 'leaseNow'>,
): Promise<boolean> {
  const row = await db
    .selectFrom('webhook_lanes')
    .select('viewer_id')
    .where('endpoint_id', '=', endpointId)
    .where('next_at', '<=', now)
    .where('lease_until', '<=', leaseNow)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

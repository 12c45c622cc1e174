import { type Selectable, sql } from 'kysely';
import { Statement } from '../databases/statement.js';
import type { WebhookDeliveriesTable } from '../databases/outgoing-tables.js';
import type { EventType, StoredEvent } from '../event-record.js';
import { readEvents, readLogBounds } from '../events.js';
import type { Queries, Unit } from '../unit.js';
import type { EventMark } from './event-mark.js';
import type { LaneKey } from './lanes.js';

/** An event that is to be sent to an endpoint, or was given up. Times are epoch milliseconds. */
export interface WebhookDelivery extends LaneKey {
  readonly seq: number;
  readonly type: EventType;
  readonly state: 'PENDING' | 'DEAD';
  readonly queuedAt: number;
  /** Attempts that have failed. */
  readonly attempts: number;
  readonly attemptedAt: number | null;
  /** What the last attempt ended with, in words. */
  readonly problem: string | null;
}

/** Which deliveries of an endpoint; what is left out does not narrow. */
export interface DeliveryFilter {
  readonly viewerId?: string | undefined;
  readonly types?: readonly EventType[] | undefined;
}

const ADDED = {
  endpoint_id: 'text',
  viewer_id: 'text',
  seq: 'bigint',
  type: 'text',
  state: 'text',
  queued_at: 'bigint',
  attempts: 'integer',
} as const;
const ADD = new Statement<{ endpoint_id: string; viewer_id: string }>(
  (_db, lists) => sql`${lists.insertInto('webhook_deliveries', ADDED)}
    on conflict (endpoint_id, viewer_id, seq) do nothing returning endpoint_id, viewer_id`,
);
const ADD_AGAIN = new Statement<{ endpoint_id: string; viewer_id: string }>(
  (_db, lists) => sql`${lists.insertInto('webhook_deliveries', ADDED)}
    on conflict (endpoint_id, viewer_id, seq) do update
      set state = 'PENDING', attempts = 0, queued_at = excluded.queued_at, problem = null
    returning endpoint_id, viewer_id`,
);

const LANES = {
  endpoint_id: 'text',
  viewer_id: 'text',
  next_at: 'bigint',
  news: 'bigint',
  lease_until: 'bigint',
} as const;
const OPEN_LANES = new Statement<never>(
  (_db, lists) => sql`${lists.insertInto('webhook_lanes', LANES)}
    on conflict (endpoint_id, viewer_id) do update set news = webhook_lanes.news + excluded.news`,
);
const WAKE_LANES = new Statement<never>(
  (_db, lists) => sql`${lists.insertInto('webhook_lanes', LANES)}
    on conflict (endpoint_id, viewer_id) do update set news = webhook_lanes.news + excluded.news,
      next_at = case when webhook_lanes.next_at < excluded.next_at
        then webhook_lanes.next_at else excluded.next_at end`,
);

/** What is added: an event, and the endpoint that is to get it. */
export interface AddedDelivery extends EventMark {
  readonly endpointId: string;
}

/**
 * Adds events that are new in the log. One that is there already stays as it is, and a lane that waits
 * after a failure continues to wait. Returns how many were added.
 */
export async function addDeliveries(
  unit: Unit,
  added: readonly AddedDelivery[],
  now: number,
): Promise<number> {
  return await add(unit, added, now, ADD, OPEN_LANES);
}

/** Adds events that are to be sent once more: what was given up starts over, and waits for nothing. */
export async function addAgain(unit: Unit, added: readonly AddedDelivery[], now: number): Promise<number> {
  return await add(unit, added, now, ADD_AGAIN, WAKE_LANES);
}

async function add(
  unit: Unit,
  added: readonly AddedDelivery[],
  now: number,
  deliveries: typeof ADD,
  lanes: typeof OPEN_LANES,
): Promise<number> {
  if (added.length === 0) return 0;
  const rows = added.map(({ endpointId, viewerId, seq, type }) => ({
    endpoint_id: endpointId,
    viewer_id: viewerId,
    seq,
    type,
    state: 'PENDING',
    queued_at: now,
    attempts: 0,
  }));
  const stored = await deliveries.run(unit.db, rows);
  const counts = new Map<string, { endpoint_id: string; viewer_id: string; news: number }>();
  for (const { endpoint_id, viewer_id } of stored) {
    const key = `${endpoint_id} ${viewer_id}`;
    const { news = 0 } = counts.get(key) ?? {};
    counts.set(key, { endpoint_id, viewer_id, news: news + 1 });
  }
  // Always in one order, so that two instances do not wait for each other.
  const opened = [...counts.entries()].sort(([one], [other]) => (one < other ? -1 : 1));
  if (opened.length > 0)
    await lanes.run(
      unit.db,
      opened.map(([, lane]) => ({ ...lane, next_at: now, lease_until: 0 })),
    );
  return stored.length;
}

/** The delivery of a lane that is sent next; null if none waits. */
export async function nextDelivery(
  db: Queries,
  { endpointId, viewerId }: LaneKey,
): Promise<WebhookDelivery | null> {
  const row = await db
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('endpoint_id', '=', endpointId)
    .where('state', '=', 'PENDING')
    .where('viewer_id', '=', viewerId)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/** The event of a delivery: `trimmed` if the log no longer has it, `gone` if it was removed from the log. */
export async function eventOfDelivery(
  db: Queries,
  { viewerId, seq }: Pick<WebhookDelivery, 'viewerId' | 'seq'>,
): Promise<StoredEvent | 'trimmed' | 'gone'> {
  const [event] = await readEvents(db, viewerId, { afterSeq: seq - 1, limit: 1 });
  if (event?.seq === seq) return event;
  const { trimmedTo } = await readLogBounds(db, viewerId);
  return seq <= trimmedTo ? 'trimmed' : 'gone';
}

/** Removes a delivery that has arrived, or that must not be sent. */
export async function removeDelivery(unit: Unit, delivery: WebhookDelivery): Promise<void> {
  await unit.db
    .deleteFrom('webhook_deliveries')
    .where('endpoint_id', '=', delivery.endpointId)
    .where('viewer_id', '=', delivery.viewerId)
    .where('seq', '=', delivery.seq)
    .execute();
}

/** Records an attempt that has failed; `DEAD` is not sent again on its own. */
export async function failDelivery(
  unit: Unit,
  delivery: WebhookDelivery,
  {
    state,
    at,
    problem,
  }: { readonly state: 'PENDING' | 'DEAD'; readonly at: number; readonly problem: string },
): Promise<void> {
  await unit.db
    .updateTable('webhook_deliveries')
    .set({ state, problem, attempts: delivery.attempts + 1, attempted_at: at })
    .where('endpoint_id', '=', delivery.endpointId)
    .where('viewer_id', '=', delivery.viewerId)
    .where('seq', '=', delivery.seq)
    .where('state', '=', 'PENDING')
    .execute();
}

/** The place of a delivery in {@link listWebhookDeliveries}. */
export interface DeliveryPlace {
  readonly viewerId: string;
  readonly seq: number;
}

/** Deliveries of an endpoint in one state, by viewer and number, behind a place. */
export async function listWebhookDeliveries(
  db: Queries,
  endpointId: string,
  state: WebhookDelivery['state'],
  filter: DeliveryFilter & { readonly after?: DeliveryPlace | undefined; readonly limit: number },
): Promise<WebhookDelivery[]> {
  const { viewerId, types, after, limit } = filter;
  let query = db
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('endpoint_id', '=', endpointId)
    .where('state', '=', state);
  if (viewerId !== undefined) query = query.where('viewer_id', '=', viewerId);
  if (types !== undefined) query = query.where('type', 'in', types);
  if (after !== undefined)
    query = query.where(sql<boolean>`(viewer_id, seq) > (${after.viewerId}, ${after.seq})`);
  const rows = await query.orderBy('viewer_id').orderBy('seq').limit(limit).execute();
  return rows.map(fromRow);
}

/** Counts go up to this. */
const COUNTED_MAX = 10_000;

/** How many deliveries wait and how many were given up, up to 10,000 each; of one endpoint, or of all. */
export async function countWebhookDeliveries(
  db: Queries,
  endpointId?: string,
): Promise<Readonly<Record<WebhookDelivery['state'], number>>> {
  const count = async (state: WebhookDelivery['state']) => {
    let query = db.selectFrom('webhook_deliveries').select('seq').where('state', '=', state);
    if (endpointId !== undefined) query = query.where('endpoint_id', '=', endpointId);
    const row = await db
      .selectFrom(query.limit(COUNTED_MAX).as('counted'))
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirst();
    return Number(row?.count ?? 0);
  };
  return { PENDING: await count('PENDING'), DEAD: await count('DEAD') };
}

/** When the delivery that has waited longest was added, epoch milliseconds; null if none waits. */
export async function oldestPendingAt(db: Queries): Promise<number | null> {
  const row = await db
    .selectFrom('webhook_deliveries')
    .select('queued_at')
    .where('state', '=', 'PENDING')
    .orderBy('queued_at')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : Number(row.queued_at);
}

/** Removes what waits for an endpoint or was given up, at most `limit`. Returns how many. */
export async function removeWaiting(unit: Unit, endpointId: string, limit: number): Promise<number> {
  const rows = await unit.db
    .selectFrom('webhook_deliveries')
    .select(['viewer_id', 'seq'])
    .where('endpoint_id', '=', endpointId)
    .orderBy('viewer_id')
    .orderBy('seq')
    .limit(limit)
    .execute();
  const last = rows.at(-1);
  if (last === undefined) return 0;
  await unit.db
    .deleteFrom('webhook_deliveries')
    .where('endpoint_id', '=', endpointId)
    .where(sql<boolean>`(viewer_id, seq) <= (${last.viewer_id}, ${last.seq})`)
    .execute();
  return rows.length;
}

/**
 * Removes deliveries that were given up and were added before `before`, at most `limit`. Returns how
 * many.
 */
export async function trimDeadWebhooks(unit: Unit, before: number, limit: number): Promise<number> {
  const rows = await unit.db
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('state', '=', 'DEAD')
    .where('queued_at', '<', before)
    .orderBy('queued_at')
    .limit(limit)
    .execute();
  for (const row of rows) await removeDelivery(unit, fromRow(row));
  return rows.length;
}

function fromRow(row: Selectable<WebhookDeliveriesTable>): WebhookDelivery {
  return {
    endpointId: row.endpoint_id,
    viewerId: row.viewer_id,
    seq: Number(row.seq),
    type: row.type as EventType,
    state: row.state,
    queuedAt: Number(row.queued_at),
    attempts: Number(row.attempts),
    attemptedAt: row.attempted_at === null ? null : Number(row.attempted_at),
    problem: row.problem,
  };
}

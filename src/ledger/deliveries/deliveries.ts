import { sql } from 'kysely';
import { answered, ask, type Asked, question, Statement } from '../databases/statement.js';
import type { Queries, Unit } from '../unit.js';
import type { DeliveriesTable } from '../databases/tables.js';

export type DeliveryState = DeliveriesTable['state'];

/** A received webhook whose proof was valid. */
export interface Delivery {
  readonly deliveryId: string;
  readonly sha256: string;
  readonly receivedAt: number;
  readonly kind: string;
  readonly state: DeliveryState;
  /** How often applying it failed, and when it is replayed; null if no replay is scheduled. */
  readonly failures: number;
  readonly playAt: number | null;
  readonly proof: string;
  readonly transactionId: string | null;
  readonly authId: string | null;
  readonly problem: string | null;
  readonly body: Buffer;
}

/** The outcome of applying a delivery's content. */
export interface HintOutcome {
  readonly state: DeliveryState;
  readonly problem: string | null;
}

/** What playing a delivery again did, or would do. */
export interface Played {
  readonly outcome: HintOutcome;
  /** Whether it changed the state of the delivery, or wrote an event. */
  readonly isChange: boolean;
}

/** The outcome of a delivery; `playAt` schedules a replay. */
export interface DeliveryOutcome extends HintOutcome {
  readonly failures?: number;
  readonly playAt?: number;
}

/** A delivery without its bytes, of which there may be megabytes. */
export type DeliveryHead = Pick<Delivery, 'deliveryId' | 'playAt'>;

/** What kept deliveries wait for: their transaction, or their account. */
export type WaitingFor = { readonly transactionId: string } | { readonly authId: string };

/** The most that one call of a trim removes. */
export interface TrimBatch {
  readonly rows: number;
  /** The row that exceeds it is the last one removed. */
  readonly bytes: number;
}

/** Records the outcome of a delivery. */
export async function setDeliveryState(
  unit: Unit,
  deliveryId: string,
  outcome: DeliveryOutcome,
): Promise<void> {
  await ask(unit.db, setDeliveryStates(new Map([[deliveryId, outcome]])));
}

const OUTCOMES = {
  delivery_id: 'text',
  state: 'text',
  problem: 'text',
  failures: 'integer',
  play_at: 'bigint',
} as const;
const SET_STATES = new Statement<never>(
  (_db, lists) => sql`update deliveries
    set state = list.state, problem = list.problem, failures = list.failures, play_at = list.play_at
    from ${lists.rows(OUTCOMES)} where deliveries.delivery_id = list.delivery_id`,
);

/** As {@link setDeliveryState}, for several deliveries by id. */
export function setDeliveryStates(outcomes: ReadonlyMap<string, DeliveryOutcome>): Asked<void> {
  if (outcomes.size === 0) return answered(undefined);
  const rows = [...outcomes].map(([delivery_id, { state, problem, failures = 0, playAt = null }]) => ({
    delivery_id,
    state,
    problem,
    failures,
    play_at: playAt,
  }));
  return question(SET_STATES, [rows], () => undefined);
}

/**
 * Further in the future than any play is planned: what stands there was planned by a clock that has been set
 * back since.
 */
const TOO_FAR_MS = 10 * 60_000;

/** Deliveries that are to be played at `now`, the oldest first. */
export async function dueDeliveries(db: Queries, now: number, limit: number): Promise<DeliveryHead[]> {
  const planned = db
    .selectFrom('deliveries')
    .select(['delivery_id', 'play_at'])
    .orderBy('play_at')
    .orderBy('received_at')
    .orderBy('delivery_id')
    .limit(limit);
  const due = await planned.where('play_at', '<=', now).execute();
  const tooFar = await planned.where('play_at', '>', now + TOO_FAR_MS).execute();
  return [...due, ...tooFar].slice(0, limit).map(toHead);
}

function toHead(row: Pick<DeliveriesTable, 'delivery_id' | 'play_at'>): DeliveryHead {
  return { deliveryId: row.delivery_id, playAt: row.play_at === null ? null : Number(row.play_at) };
}

/** Takes a due delivery for this player until `until`. Returns false when another player took it. */
export async function claimDelivery(unit: Unit, delivery: DeliveryHead, until: number): Promise<boolean> {
  const rows = await unit.db
    .updateTable('deliveries')
    .set({ play_at: until })
    .where('delivery_id', '=', delivery.deliveryId)
    .where('play_at', '=', delivery.playAt)
    .returning('delivery_id')
    .execute();
  return rows.length > 0;
}

/**
 * Marks deliveries to be played by the running server, and returns how many there were. Playing one that was
 * applied changes nothing.
 */
export async function markForReplay(
  unit: Unit,
  deliveryIds: readonly string[],
  now: number,
): Promise<number> {
  const rows = await unit.db
    .updateTable('deliveries')
    .set({ state: 'PENDING', failures: 0, play_at: now })
    .where('delivery_id', 'in', deliveryIds)
    .returning('delivery_id')
    .execute();
  return rows.length;
}

/** Deliveries marked by one statement. */
const MARKED_AT_ONCE = 100;

/**
 * Has the kept deliveries that wait for this, except some, played by the running server, as soon as it polls.
 */
export async function markUnmatchedForPlay(
  unit: Unit,
  waitingFor: WaitingFor,
  now: number,
  except: readonly string[],
): Promise<void> {
  for (;;) {
    const found = await unmatchedDeliveries(unit.db, waitingFor, MARKED_AT_ONCE + except.length);
    const ids = found.filter((id) => !except.includes(id));
    if (ids.length > 0) await markForReplay(unit, ids, now);
    if (ids.length < MARKED_AT_ONCE) return;
  }
}

/**
 * The ids of kept deliveries that wait for this to become known, oldest first, at most `limit`; those whose
 * bodies, with the bodies before them, have more than `maxBytes` are left out.
 */
export async function unmatchedDeliveries(
  db: Queries,
  waitingFor: WaitingFor,
  limit: number,
  maxBytes: number = Number.MAX_SAFE_INTEGER,
): Promise<string[]> {
  const query = db
    .selectFrom('deliveries')
    .select(['delivery_id', sql<number>`length(body)`.as('bytes')])
    .where('state', '=', 'UNMATCHED');
  const narrowed =
    'transactionId' in waitingFor
      ? query.where('transaction_id', '=', waitingFor.transactionId)
      : // Orders wait for their transaction alone.
        query.where('auth_id', '=', waitingFor.authId).where('kind', '!=', 'ORDER');
  const rows = await narrowed.orderBy('received_at').orderBy('delivery_id').limit(limit).execute();
  const ids: string[] = [];
  let bytes = 0;
  for (const row of rows) {
    bytes += Number(row.bytes);
    if (bytes <= maxBytes) ids.push(row.delivery_id);
  }
  return ids;
}

const WAITED_FOR = new Statement<{ transaction_id: string }>(
  (_db, lists) => sql`select distinct transaction_id from deliveries
    where state = 'UNMATCHED' and ${lists.isIn('transaction_id')}`,
);

/** Those of the transactions for which kept deliveries wait. */
export function waitedForTransactions(transactionIds: readonly string[]): Asked<ReadonlySet<string>> {
  if (transactionIds.length === 0) return answered(new Set());
  return question(WAITED_FOR, [transactionIds], (rows) => new Set(rows.map((row) => row.transaction_id)));
}

/** One delivery by its id; null when there is none. */
export async function findDelivery(db: Queries, deliveryId: string): Promise<Delivery | null> {
  const row = await db
    .selectFrom('deliveries')
    .selectAll()
    .where('delivery_id', '=', deliveryId)
    .executeTakeFirst();
  return row === undefined ? null : deliveryFromRow(row);
}

/**
 * Removes what is past its time, unmatched deliveries since `unmatchedBefore` and the others since `before`.
 * Returns how many went.
 */
export async function trimDeliveries(
  unit: Unit,
  times: { readonly before: number; readonly unmatchedBefore: number },
  batch: TrimBatch,
): Promise<number> {
  const old = await unit.db
    .selectFrom('deliveries')
    .select(['delivery_id', sql<number>`length(body)`.as('bytes')])
    .where('received_at', '<', times.before)
    .limit(batch.rows)
    .execute();
  const unmatched = await unit.db
    .selectFrom('deliveries')
    .select(['delivery_id', sql<number>`length(body)`.as('bytes')])
    .where('state', '=', 'UNMATCHED')
    .where('received_at', '<', times.unmatchedBefore)
    .limit(batch.rows)
    .execute();
  let removed = 0;
  let bytes = 0;
  for (const row of [...old, ...unmatched]) {
    if (removed === batch.rows || bytes >= batch.bytes) break;
    const { numDeletedRows } = await unit.db
      .deleteFrom('deliveries')
      .where('delivery_id', '=', row.delivery_id)
      .executeTakeFirst();
    removed += Number(numDeletedRows);
    bytes += Number(row.bytes);
  }
  return removed;
}

/** Everything that a row says of a delivery but its body. */
export function outlineFromRow(row: Omit<DeliveriesTable, 'body'>): Omit<Delivery, 'body'> {
  return {
    deliveryId: row.delivery_id,
    sha256: row.sha256,
    receivedAt: Number(row.received_at),
    kind: row.kind,
    state: row.state,
    failures: row.failures,
    playAt: row.play_at === null ? null : Number(row.play_at),
    proof: row.proof,
    transactionId: row.transaction_id,
    authId: row.auth_id,
    problem: row.problem,
  };
}

export function deliveryFromRow(row: DeliveriesTable): Delivery {
  return { ...outlineFromRow(row), body: row.body };
}

/** Counting stops here: a gauge that is read every few seconds must not walk through a large inbox. */
const COUNTED_MAX = 10_000;

/**
 * How many stored deliveries are to be played again, and how many were given up; each is counted up to
 * 10,000.
 */
export async function countWaitingDeliveries(
  db: Queries,
): Promise<Readonly<Record<'PENDING' | 'DEAD', number>>> {
  return { PENDING: await countState(db, 'PENDING'), DEAD: await countState(db, 'DEAD') };
}

async function countState(db: Queries, state: DeliveryState): Promise<number> {
  const counted = db.selectFrom('deliveries').select('state').where('state', '=', state).limit(COUNTED_MAX);
  const row = await db
    .selectFrom(counted.as('counted'))
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

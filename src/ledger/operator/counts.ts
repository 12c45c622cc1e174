import { type Expression, sql } from 'kysely';
import type { DeliveryState } from '../deliveries/deliveries.js';
import { readRanges } from '../ranges.js';
import type { Queries } from '../unit.js';

/** Each count stops here: an overview that is read every second must not walk through large tables. */
export const COUNTED_MAX = 10_000;
/** Transactions, or events of orders, that a count looks into. */
export const LOOKED_INTO_MAX = 2_000;

/** How many of something there are. */
export interface Counted<Of extends string> {
  readonly of: Of;
  readonly count: number;
}

/** Deliveries received since a time, by state: each counted up to 10,000. */
export async function countDeliveries(
  db: Queries,
  states: readonly DeliveryState[],
  since: number,
): Promise<Counted<DeliveryState>[]> {
  const rows = await readRanges(db, states, (state) =>
    db
      .selectFrom((eb) =>
        eb
          .selectFrom('deliveries')
          .select('state')
          .where('state', '=', state as DeliveryState)
          .where('received_at', '>=', since)
          .limit(COUNTED_MAX)
          .as('counted'),
      )
      .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
      .groupBy('state'),
  );
  return rows.map(({ state, count }) => ({ of: state, count: Number(count) }));
}

/** Transactions that have a planned read, up to 10,000. */
export async function countPlannedTransactions(db: Queries): Promise<number> {
  return await countRows(db, plannedTransactions(db, COUNTED_MAX));
}

/** Orders not confirmed yet, of the 2,000 transactions with a planned read that are read next. */
export async function countUnconfirmedOrders(db: Queries): Promise<number> {
  const planned = plannedTransactions(db, LOOKED_INTO_MAX).as('planned');
  const unconfirmed = db
    .selectFrom(planned)
    .innerJoin('orders', 'orders.transaction_id', 'planned.transaction_id')
    .select('orders.batch_id')
    .where('orders.is_retracted', '=', 0)
    // A quote within a text of the snapshot is escaped, so this can only be the field.
    .where('orders.snapshot', 'not like', '%"provenance":"CONFIRMED"%')
    .limit(COUNTED_MAX);
  return await countRows(db, unconfirmed);
}

/** Transactions that are no longer polled though their order is open, of the 2,000 newest. */
export async function countStaleTransactions(db: Queries): Promise<number> {
  const newest = db
    .selectFrom('transactions')
    .select('snapshot')
    .orderBy('created_at', 'desc')
    .orderBy('transaction_id', 'desc')
    .limit(LOOKED_INTO_MAX)
    .as('newest');
  return await countRows(
    db,
    db.selectFrom(newest).select('newest.snapshot').where('newest.snapshot', 'like', '%"isStale":true%'),
  );
}

/** Orders with an event since a time, by their present status, of the 2,000 newest events. */
export async function countChangedOrders(db: Queries, since: number): Promise<Counted<string>[]> {
  const newest = db
    .selectFrom('events')
    .select(['type', 'subject'])
    .where('occurred_at', '>=', since)
    .orderBy('occurred_at', 'desc')
    .limit(LOOKED_INTO_MAX)
    .as('newest');
  const changed = db
    .selectFrom(newest)
    .select('newest.subject')
    .distinct()
    .where('newest.type', 'in', ['ORDER', 'ORDER_RETRACTED'])
    .as('changed');
  const rows = await db
    .selectFrom(changed)
    .innerJoin('orders', 'orders.batch_id', 'changed.subject')
    .select((eb) => ['orders.status as of', eb.fn.countAll<number>().as('count')])
    .groupBy('orders.status')
    .orderBy('orders.status')
    .execute();
  return rows.map(({ of, count }) => ({ of, count: Number(count) }));
}

function plannedTransactions(db: Queries, limit: number) {
  return db
    .selectFrom('transactions')
    .select('transaction_id')
    .where('read_at', 'is not', null)
    .orderBy('read_at')
    .limit(limit);
}

async function countRows(db: Queries, rows: Expression<unknown>): Promise<number> {
  const { rows: found } = await sql<{
    count: number;
  }>`select count(*) as count from (${rows}) as counted`.execute(db);
  return Number(found[0]?.count ?? 0);
}

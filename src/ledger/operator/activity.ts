import { sql } from 'kysely';
import { yieldIfLong } from '../../core/turns.js';
import type { DeliveryState } from '../deliveries/deliveries.js';
import { readRanges } from '../ranges.js';
import type { Queries } from '../unit.js';

/** Deliveries of one state, and orders, that are counted in one part of a period: more stand for as many. */
export const COUNTED_OF_PART = 1_000;
/** Transactions of one part of a period whose orders are counted, the newest first. */
export const TRANSACTIONS_OF_PART = 200;
/** Parts that one statement counts the orders of, so that no statement takes long. */
const PARTS_AT_ONCE = 8;

/** A period in parts of the same length. Times are epoch milliseconds. */
export interface Parts {
  /** When each part begins, oldest first. */
  readonly starts: readonly number[];
  readonly lengthMs: number;
}

/** How many of each part, in the order of the parts, by what they are of. */
export type CountsByPart<Of extends string> = ReadonlyMap<Of, readonly number[]>;

/** Deliveries received in each part, by state; states that none has are left out. */
export async function deliveriesByPart(
  db: Queries,
  states: readonly DeliveryState[],
  { starts, lengthMs }: Parts,
): Promise<CountsByPart<DeliveryState>> {
  const counts = new Map<DeliveryState, number[]>();
  for (const state of states) {
    const pause = yieldIfLong();
    if (pause !== undefined) await pause;
    const rows = await readRanges(db, starts.map(String), (key) => {
      const start = asNumber(key);
      const received = db
        .selectFrom('deliveries')
        .select('state')
        .where('state', '=', state)
        .where('received_at', '>=', start)
        .where('received_at', '<', sql<number>`${start} + ${lengthMs}`)
        .limit(COUNTED_OF_PART);
      return db
        .selectFrom(received.as('received'))
        .select((eb) => [start.as('start'), eb.fn.countAll<number>().as('count')]);
    });
    const found = place(rows, starts);
    if (found.some((count) => count > 0)) counts.set(state, found);
  }
  return counts;
}

/** Orders of the transactions created in each part, by status; retracted ones are left out. */
export async function ordersByPart(db: Queries, { starts, lengthMs }: Parts): Promise<CountsByPart<string>> {
  const counts = new Map<string, number[]>();
  for (let from = 0; from < starts.length; from += PARTS_AT_ONCE) {
    const pause = yieldIfLong();
    if (pause !== undefined) await pause;
    const some = starts.slice(from, from + PARTS_AT_ONCE).map(String);
    const rows = await readRanges(db, some, (key) => {
      const start = asNumber(key);
      const created = db
        .selectFrom('transactions')
        .select('transaction_id')
        .where('created_at', '>=', start)
        .where('created_at', '<', sql<number>`${start} + ${lengthMs}`)
        .orderBy('created_at', 'desc')
        .orderBy('transaction_id', 'desc')
        .limit(TRANSACTIONS_OF_PART);
      return db
        .selectFrom(created.as('created'))
        .innerJoin('orders', 'orders.transaction_id', 'created.transaction_id')
        .select([start.as('start'), 'orders.status', 'orders.is_retracted'])
        .limit(COUNTED_OF_PART);
    });
    for (const { start, status, is_retracted } of rows) {
      if (is_retracted === 1) continue;
      const found = counts.get(status) ?? starts.map(() => 0);
      const part = starts.indexOf(Number(start));
      found[part] = (found[part] ?? 0) + 1;
      counts.set(status, found);
    }
  }
  return counts;
}

/** The key of a range is text on both databases. */
function asNumber(key: string) {
  return sql<number>`cast(${key} as bigint)`;
}

function place(
  rows: readonly { readonly start: number; readonly count: number }[],
  starts: readonly number[],
): number[] {
  const found = new Map(rows.map(({ start, count }) => [Number(start), Number(count)]));
  return starts.map((start) => found.get(start) ?? 0);
}

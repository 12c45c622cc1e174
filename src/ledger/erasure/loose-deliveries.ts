import { type RawBuilder, sql } from 'kysely';
import { ask } from '../databases/statement.js';
import type { Queries, Unit } from '../unit.js';
import { findTombstones, type TombstoneKind, type Tombstones } from './tombstones.js';
import type { StoredRow } from './viewer-rows.js';

const PAGE = 20;
/** What an id of a transaction, an order or an account looks like in a body. */
const IDS = /[A-Za-z0-9_]{16,64}/g;
const KINDS: readonly TombstoneKind[] = ['transaction', 'order', 'account'];

/** Each is a range of an index: most deliveries were applied to a known transaction. */
const LOOSE = [
  sql<boolean>`transaction_id is null`,
  ...(['UNMATCHED', 'IGNORED', 'ANOMALY', 'OVERSIZED', 'UNREADABLE', 'PENDING', 'DEAD'] as const).map(
    (state) => sql<boolean>`state = ${sql.lit(state)}`,
  ),
];

/**
 * Ids of the stored deliveries that belong to no known transaction and whose body holds an id with a
 * tombstone, or the viewer's id as a JSON text. They wait, could not be read, or are of an unknown kind.
 */
export async function findLooseDeliveries(
  db: Queries,
  tombstones: Tombstones,
  viewerId: string,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const quoted = JSON.stringify(viewerId);
  for (const condition of LOOSE)
    for await (const rows of looseDeliveries(db, condition)) {
      const ids = rows.map(({ body }) => digestsIn(tombstones, body.toString()));
      const known = await ask(db, findTombstones(ids.flat()));
      for (const [index, { delivery_id, body }] of rows.entries())
        if (ids[index]?.some((digest) => known.has(digest)) === true || body.includes(quoted))
          found.add(delivery_id);
    }
  return found;
}

interface LooseRow {
  readonly delivery_id: string;
  readonly received_at: number;
  readonly body: Buffer;
}

async function* looseDeliveries(db: Queries, condition: RawBuilder<boolean>): AsyncGenerator<LooseRow[]> {
  for (let last: LooseRow | undefined; ; ) {
    const from: LooseRow | undefined = last;
    const after =
      from === undefined
        ? sql``
        : sql`and (received_at, delivery_id) > (${from.received_at}, ${from.delivery_id})`;
    const { rows } = await sql<LooseRow>`select delivery_id, received_at, body from deliveries
      where ${condition} ${after} and not exists (select 1 from transactions as known
        where known.transaction_id = deliveries.transaction_id)
      order by received_at, delivery_id limit ${sql.lit(PAGE)}`.execute(db);
    yield rows;
    if (rows.length < PAGE) return;
    last = rows.at(-1);
  }
}

/** Digests of everything in a text that looks like an id. */
export function digestsIn(tombstones: Tombstones, text: string): string[] {
  const ids = new Set(text.match(IDS) ?? []);
  return [...ids].flatMap((id) => KINDS.map((kind) => tombstones.of(kind, id)));
}

/** Deletes a delivery and returns its row; none if it is gone. */
export async function deleteDelivery(unit: Unit, deliveryId: string): Promise<readonly StoredRow[]> {
  const rows = await unit.db
    .deleteFrom('deliveries')
    .where('delivery_id', '=', deliveryId)
    .returningAll()
    .execute();
  return rows as unknown as readonly StoredRow[];
}

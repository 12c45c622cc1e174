import { sql } from 'kysely';
import { answered, type Asked, askTogether, question, Statement } from '../databases/statement.js';
import type { Delivery } from './deliveries.js';
import type { Unit } from '../unit.js';

const INSERTED = {
  delivery_id: 'text',
  sha256: 'text',
  received_at: 'bigint',
  kind: 'text',
  state: 'text',
  failures: 'integer',
  play_at: 'bigint',
  proof: 'text',
  transaction_id: 'text',
  auth_id: 'text',
  problem: 'text',
} as const;
const NAMES = sql.join(Object.keys(INSERTED).map((name) => sql.ref(name)));
const INSERT = new Statement<{ delivery_id: string }>((_db, lists) => {
  const rows = lists.rows({ ...INSERTED, body_from: 'integer', body_length: 'integer' });
  return sql`insert into deliveries (${NAMES}, body)
    select ${NAMES}, ${lists.bytes('body_from', 'body_length')} from ${rows} where true
    on conflict (sha256) do nothing returning delivery_id`;
});
const INSERT_LARGE = new Statement<{ delivery_id: string }>(
  (_db, lists) => sql`insert into deliveries (${NAMES}, body)
    select ${NAMES}, ${lists.allBytes()} from ${lists.rows(INSERTED)} where true
    on conflict (sha256) do nothing returning delivery_id`,
);

/** A body from this size on is stored by a statement of its own: cutting it out of others would copy it. */
const LARGE_BYTES = 64 * 1024;

/**
 * Stores deliveries. The answers are the ids of those that were stored: not of one whose bytes are in the
 * inbox already.
 */
export function insertDeliveries(deliveries: readonly Delivery[]): Asked<ReadonlySet<string>>[] {
  const small = deliveries.filter(({ body }) => body.length < LARGE_BYTES);
  const large = deliveries.filter(({ body }) => body.length >= LARGE_BYTES);
  const each = large.map((one) => question(INSERT_LARGE, [one.body, [toRow(one)]], idsOf));
  return small.length === 0 ? each : [insertTogether(small), ...each];
}

function insertTogether(deliveries: readonly Delivery[]): Asked<ReadonlySet<string>> {
  let bodyFrom = 1;
  const rows = deliveries.map((delivery) => {
    const row = { ...toRow(delivery), body_from: bodyFrom, body_length: delivery.body.length };
    bodyFrom += delivery.body.length;
    return row;
  });
  return question(INSERT, [Buffer.concat(deliveries.map(({ body }) => body)), rows], idsOf);
}

function idsOf(rows: readonly { readonly delivery_id: string }[]): ReadonlySet<string> {
  return new Set(rows.map((row) => row.delivery_id));
}

function toRow(delivery: Delivery) {
  return {
    delivery_id: delivery.deliveryId,
    sha256: delivery.sha256,
    received_at: delivery.receivedAt,
    kind: delivery.kind,
    state: delivery.state,
    failures: delivery.failures,
    play_at: delivery.playAt,
    proof: delivery.proof,
    transaction_id: delivery.transactionId,
    auth_id: delivery.authId,
    problem: delivery.problem,
  };
}

/** Stores a delivery. Returns false if the same bytes are already in the inbox. */
export async function insertDelivery(unit: Unit, delivery: Delivery): Promise<boolean> {
  const [inserted] = await askTogether(unit.db, insertDeliveries([delivery]));
  return inserted?.has(delivery.deliveryId) === true;
}

/** What identifies the bytes of a delivery, and what its proof. */
export type DeliveryKey = Pick<Delivery, 'sha256' | 'proof'>;

const FIND_KEYS = new Statement((db, lists) =>
  db
    .selectFrom('deliveries')
    .select(['sha256', 'proof'])
    .where(lists.isIn('proof'))
    .union(db.selectFrom('deliveries').select(['sha256', 'proof']).where(lists.isIn('sha256'))),
);

/** The deliveries in the inbox that have the bytes or the proof of one of these. */
export function deliveryKeys(keys: readonly DeliveryKey[]): Asked<readonly DeliveryKey[]> {
  if (keys.length === 0) return answered([]);
  const [proofs, digests] = [keys.map(({ proof }) => proof), keys.map(({ sha256 }) => sha256)];
  return question(FIND_KEYS, [proofs, digests], (rows) => rows);
}

import { sql } from 'kysely';
import { answered, ask, type Asked, question, Statement } from './databases/statement.js';
import type { Delivery } from './deliveries.js';
import type { Unit } from './unit.js';

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
const INSERT = new Statement<{ delivery_id: string }>((_db, lists) => {
  const names = sql.join(Object.keys(INSERTED).map((name) => sql.ref(name)));
  const rows = lists.rows({ ...INSERTED, body_from: 'integer', body_length: 'integer' });
  return sql`insert into deliveries (${names}, body)
    select ${names}, ${lists.bytes('body_from', 'body_length')} from ${rows} where true
    on conflict (sha256) do nothing returning delivery_id`;
});

/**
 * Stores deliveries in one statement. Returns the ids of those that were stored: not of one whose bytes are
 * in the inbox already.
 */
export function insertDeliveries(deliveries: readonly Delivery[]): Asked<ReadonlySet<string>> {
  if (deliveries.length === 0) return answered(new Set());
  let bodyFrom = 1;
  const rows = deliveries.map((delivery) => {
    const row = { ...toRow(delivery), body_from: bodyFrom, body_length: delivery.body.length };
    bodyFrom += delivery.body.length;
    return row;
  });
  const [first] = deliveries;
  const bodies =
    deliveries.length === 1 && first !== undefined
      ? first.body
      : Buffer.concat(deliveries.map(({ body }) => body));
  return question(INSERT, [bodies, rows], (inserted) => new Set(inserted.map((row) => row.delivery_id)));
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
  return (await ask(unit.db, insertDeliveries([delivery]))).has(delivery.deliveryId);
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

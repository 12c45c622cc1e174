import type { Queries, Unit } from './unit.js';
import type { IdempotencyKeysTable } from './databases/tables.js';

/** What is known of one idempotency key of one viewer (guarantee G1). Times are epoch milliseconds. */
export interface IdempotencyRecord {
  readonly viewerId: string;
  readonly key: string;
  /** HMAC of the input as given; the input itself is not kept. */
  readonly inputDigest: string;
  /** Digest of what a securities order buys and sells; null for other intents. */
  readonly orderDigest: string | null;
  readonly state: IdempotencyKeysTable['state'];
  readonly attempt: number;
  readonly leaseUntil: number;
  readonly transactionId: string | null;
  /** The failure that callers of a refused or released attempt receive, as JSON. */
  readonly failure: string | null;
}

/** What an attempt came to. */
export type AttemptOutcome =
  | { readonly state: 'DONE'; readonly transactionId: string }
  | { readonly state: 'REFUSED' | 'RELEASED'; readonly failure: string }
  | { readonly state: 'UNKNOWN' };

/** The record of a key; null when it was never used. */
export async function findIdempotencyRecord(
  db: Queries,
  viewerId: string,
  key: string,
): Promise<IdempotencyRecord | null> {
  const row = await db
    .selectFrom('idempotency_keys')
    .selectAll()
    .where('viewer_id', '=', viewerId)
    .where('key', '=', key)
    .executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/** Begins the first attempt under a key. Returns false when the key is in use already. */
export async function insertFirstAttempt(
  unit: Unit,
  record: Pick<IdempotencyRecord, 'viewerId' | 'key' | 'inputDigest' | 'orderDigest' | 'leaseUntil'>,
  now: number,
): Promise<boolean> {
  const rows = await unit.db
    .insertInto('idempotency_keys')
    .values({
      viewer_id: record.viewerId,
      key: record.key,
      input_digest: record.inputDigest,
      order_digest: record.orderDigest,
      state: 'PENDING',
      attempt: 1,
      lease_until: record.leaseUntil,
      transaction_id: null,
      failure: null,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.columns(['viewer_id', 'key']).doNothing())
    .returning('attempt')
    .execute();
  return rows.length > 0;
}

/**
 * Begins another attempt after `afterAttempt` ended without a transaction, or its lease has ended by
 * `leasesEndedBy`. Returns false when another call has.
 */
export async function insertNextAttempt(
  unit: Unit,
  record: Pick<IdempotencyRecord, 'viewerId' | 'key' | 'orderDigest' | 'leaseUntil'>,
  afterAttempt: number,
  now: number,
  leasesEndedBy = now,
): Promise<boolean> {
  const rows = await unit.db
    .updateTable('idempotency_keys')
    .set({
      state: 'PENDING',
      attempt: afterAttempt + 1,
      order_digest: record.orderDigest,
      lease_until: record.leaseUntil,
      updated_at: now,
    })
    .where('viewer_id', '=', record.viewerId)
    .where('key', '=', record.key)
    .where('attempt', '=', afterAttempt)
    .where((eb) =>
      eb.or([
        eb('state', 'in', ['UNKNOWN', 'RELEASED']),
        eb.and([eb('state', '=', 'PENDING'), eb('lease_until', '<=', leasesEndedBy)]),
      ]),
    )
    .returning('attempt')
    .execute();
  return rows.length > 0;
}

/**
 * Records how an attempt ended. Returns false when the attempt is no longer the current one: it came too
 * late.
 */
export async function endAttempt(
  unit: Unit,
  attempt: Pick<IdempotencyRecord, 'viewerId' | 'key' | 'attempt'>,
  outcome: AttemptOutcome,
  now: number,
): Promise<boolean> {
  const rows = await unit.db
    .updateTable('idempotency_keys')
    .set({
      state: outcome.state,
      transaction_id: outcome.state === 'DONE' ? outcome.transactionId : null,
      failure: 'failure' in outcome ? outcome.failure : null,
      updated_at: now,
    })
    .where('viewer_id', '=', attempt.viewerId)
    .where('key', '=', attempt.key)
    .where('attempt', '=', attempt.attempt)
    .where('state', '=', 'PENDING')
    .returning('attempt')
    .execute();
  return rows.length > 0;
}

/**
 * Gives a key the transaction that one of its attempts is known to have created, even if its lease has
 * expired since or another attempt is in progress. A key that has a transaction keeps it.
 */
export async function giveTransaction(
  unit: Unit,
  attempt: Pick<IdempotencyRecord, 'viewerId' | 'key' | 'attempt' | 'inputDigest' | 'orderDigest'>,
  transactionId: string,
  now: number,
): Promise<void> {
  const done = { state: 'DONE', transaction_id: transactionId, failure: null, updated_at: now } as const;
  await unit.db
    .insertInto('idempotency_keys')
    .values({
      viewer_id: attempt.viewerId,
      key: attempt.key,
      input_digest: attempt.inputDigest,
      order_digest: attempt.orderDigest,
      attempt: attempt.attempt,
      lease_until: now,
      ...done,
    })
    .onConflict((conflict) =>
      conflict.columns(['viewer_id', 'key']).doUpdateSet(done).where('idempotency_keys.state', '!=', 'DONE'),
    )
    .execute();
}

/** An attempt under another key that orders exactly the same and is still in progress at `now`. */
export async function findSameOrderInProgress(
  db: Queries,
  attempt: Pick<IdempotencyRecord, 'viewerId' | 'key' | 'orderDigest'>,
  now: number,
): Promise<IdempotencyRecord | null> {
  const row = await db
    .selectFrom('idempotency_keys')
    .selectAll()
    .where('viewer_id', '=', attempt.viewerId)
    .where('order_digest', '=', attempt.orderDigest)
    .where('key', '!=', attempt.key)
    .where('state', '=', 'PENDING')
    .where('lease_until', '>', now)
    .executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/** Removes keys not touched since `before`, at most `limit`. */
export async function trimIdempotencyKeys(unit: Unit, before: number, limit: number): Promise<number> {
  const old = await unit.db
    .selectFrom('idempotency_keys')
    .select(['viewer_id', 'key'])
    .where('updated_at', '<', before)
    .limit(limit)
    .execute();
  for (const { viewer_id, key } of old) {
    await unit.db
      .deleteFrom('idempotency_keys')
      .where('viewer_id', '=', viewer_id)
      .where('key', '=', key)
      .execute();
  }
  return old.length;
}

function fromRow(row: IdempotencyKeysTable): IdempotencyRecord {
  return {
    viewerId: row.viewer_id,
    key: row.key,
    inputDigest: row.input_digest,
    orderDigest: row.order_digest,
    state: row.state,
    attempt: row.attempt,
    leaseUntil: Number(row.lease_until),
    transactionId: row.transaction_id,
    failure: row.failure,
  };
}

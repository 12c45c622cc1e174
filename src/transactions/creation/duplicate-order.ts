import { findSameOrderInProgress, type IdempotencyRecord } from '../../ledger/idempotency.js';
import { type Revised, revised } from '../../ledger/object-revisions.js';
import type { Queries } from '../../ledger/unit.js';
import type { TransactionSnapshot } from '../../ledger/snapshots.js';
import { findSameOrder } from '../../ledger/transactions.js';
import type { CreationCall } from './creation-call.js';
import { isExpired } from '../transaction.machine.js';

/** Within this time an identical order under another key may be a double tap. */
const DUPLICATE_WINDOW_MS = 15_000;

/** The transaction of an identical order, or the attempt that is about to create one. */
export type DuplicateOrder =
  | { readonly transaction: Revised<TransactionSnapshot> }
  | { readonly attempt: IdempotencyRecord };

/**
 * Finds an identical securities order of the same viewer under another key: a transaction of the last {@link
 * DUPLICATE_WINDOW_MS} that neither failed nor expired, or else an attempt whose lease has not ended by
 * `now`. Null if there is none, for other intents, and if the caller allows duplicates.
 */
export async function findDuplicateOrder(
  db: Queries,
  call: CreationCall,
  now: number,
  /** Time that has certainly been reached, by which a transaction has expired or not. */
  certainNow: number,
): Promise<DuplicateOrder | null> {
  const { viewerId, key, orderDigest, allowDuplicate } = call;
  if (orderDigest === null || allowDuplicate) return null;
  const same = await findSameOrder(db, viewerId, orderDigest, now - DUPLICATE_WINDOW_MS);
  if (same !== null && mayStillOrder(same.snapshot, certainNow)) return { transaction: revised(same) };
  const attempt = await findSameOrderInProgress(db, { viewerId, key, orderDigest }, now);
  return attempt === null ? null : { attempt };
}

/** Whether the transaction has placed its order, or can still place it. */
function mayStillOrder(snapshot: TransactionSnapshot, certainNow: number): boolean {
  return snapshot.status !== 'ERRORED' && !isExpired(snapshot, certainNow);
}

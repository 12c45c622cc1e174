import type { Steps } from '../ledger/commits/decision.js';
import type { Keys, Picture } from '../ledger/commits/picture.js';
import { digestsIn } from '../ledger/erasure/loose-deliveries.js';
import type { Tombstones } from '../ledger/erasure/tombstones.js';
import { type ReadWebhook, SMALL_BYTES } from './reader.js';

type Checked = Pick<ReadWebhook, 'transactionId' | 'authId' | 'rawBody' | 'reading'> & {
  readonly kind: string;
};

/**
 * Whether a delivery is about a viewer who was erased: nothing of it is stored then. It is, if its
 * transaction or order has a tombstone; or if its account has one and its transaction is not known, because
 * the transaction of another viewer may have been completed with that account.
 */
export class ErasureCheck {
  readonly #transaction: readonly string[];
  readonly #account: readonly string[];
  readonly #transactionId: string | null;

  constructor(tombstones: Tombstones, { transactionId, authId, ...delivery }: Checked) {
    this.#transactionId = transactionId;
    this.#account = authId === null ? [] : [tombstones.of('account', authId)];
    this.#transaction =
      transactionId === null ? ordersOf(tombstones, delivery) : [tombstones.of('transaction', transactionId)];
  }

  /** The rows that {@link isErased} reads first. */
  get keys(): Keys {
    return { tombstones: [...this.#transaction, ...this.#account] };
  }

  /** `keys`: those of the decision, which are read again after a step of this check. */
  *isErased(picture: Picture, keys: Keys): Steps<boolean> {
    if (this.#transaction.some((digest) => picture.isErased(digest))) return true;
    if (!this.#account.some((digest) => picture.isErased(digest))) return false;
    if (this.#transactionId === null) return true;
    yield { ...keys, transactions: [...(keys.transactions ?? []), this.#transactionId] };
    return picture.transaction(this.#transactionId) === null;
  }
}

/** A delivery without a transaction names its orders, or is of a kind whose ids are not known. */
function ordersOf(
  tombstones: Tombstones,
  { kind, reading, rawBody }: Omit<Checked, 'transactionId' | 'authId'>,
): readonly string[] {
  if ('kind' in reading && reading.kind === 'ORDER')
    return reading.batches.map(({ batchId }) => tombstones.of('order', batchId));
  const isOpaque = kind === 'UNKNOWN' || !('kind' in reading);
  return isOpaque && rawBody.length <= SMALL_BYTES ? digestsIn(tombstones, rawBody.toString()) : [];
}

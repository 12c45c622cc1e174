import type { Moment } from '../core/time/clock.js';
import type { Hint } from '../gateway/facts.js';
import type { Steps } from '../ledger/commits/decision.js';
import type { Keys, Picture } from '../ledger/commits/picture.js';
import type { HintOutcome } from '../ledger/deliveries/deliveries.js';
import { anomaly } from '../ledger/timeline.js';
import { provenAccount, type StoredTransaction } from '../ledger/transactions.js';
import { keysOfBatches, mergeBatches, portions } from './orders.writer.js';

type OrderHint = Hint<'ORDER'>;

/** The rows that {@link applyOrderHint} reads first. */
export function keysOfOrderHint({ transactionId, batches, authId }: OrderHint): Keys {
  return transactionId === null ? {} : { ...keysOfBatches(transactionId, batches), accounts: [authId] };
}

/**
 * Applies a verified order webhook: shown at once as WEBHOOK, and a read is planned that confirms or takes
 * back (guarantee G4). One whose transaction is not known yet is UNMATCHED. One that names a viewer's
 * transaction and another viewer's account is applied to neither: the read decides.
 */
export function* applyOrderHint(picture: Picture, hint: OrderHint, moment: Moment): Steps<HintOutcome> {
  const transactionId = hint.transactionId ?? (yield* transactionOfOrder(picture, hint));
  const stored = transactionId === null ? null : picture.transaction(transactionId);
  if (stored === null) return { state: 'UNMATCHED', problem: 'its transaction is not known' };
  const { snapshot } = stored;
  picture.bringReadForward(snapshot.transactionId, moment.upstreamNow);
  const problem = contradiction(picture, hint, stored);
  if (problem !== null) {
    const origin = { at: moment.now, source: 'WEBHOOK', from: snapshot.status } as const;
    picture.appendTimeline(snapshot, anomaly({ ...origin, anomaly: problem }));
    return { state: 'ANOMALY', problem };
  }
  const own = hint.batches.filter(
    (batch) => (batch.transactionId ?? snapshot.transactionId) === snapshot.transactionId,
  );
  const merged = yield* mergeBatches(picture, own, {
    transaction: snapshot,
    provenance: 'WEBHOOK',
    now: moment.now,
  });
  const isOdd = own.length < hint.batches.length || merged.some(({ outcome }) => outcome === 'ANOMALY');
  return isOdd
    ? { state: 'ANOMALY', problem: 'a batch of it contradicts what is known' }
    : { state: 'APPLIED', problem: null };
}

/** The transaction of the first order that a delivery names, when it leaves the transaction out. */
function* transactionOfOrder(picture: Picture, { batches, authId }: OrderHint): Steps<string | null> {
  for (const portion of portions(batches)) {
    const ids = portion.map(({ batchId }) => batchId);
    yield { orders: ids };
    const order = ids.map((id) => picture.order(id)).find((found) => found !== null);
    if (order === undefined) continue;
    const { transactionId } = order.snapshot;
    yield { transactions: [transactionId], accounts: [authId] };
    return transactionId;
  }
  return null;
}

function contradiction(picture: Picture, hint: OrderHint, { snapshot }: StoredTransaction): string | null {
  if (snapshot.orderKind === null) return 'its transaction places no order';
  const account = picture.account(hint.authId);
  if (account !== null && account.viewerId !== snapshot.viewerId)
    return 'its account belongs to another viewer';
  const proven = provenAccount(snapshot);
  return proven === null || proven === hint.authId
    ? null
    : 'its account is not the one that used the transaction';
}

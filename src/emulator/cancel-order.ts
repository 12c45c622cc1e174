import { SDK_ERRORS } from '../gateway/wire.js';
import { cancelLeg, isLegFinal } from './batch.js';
import { complete, type IntentEnd } from './finish.js';
import { settleOrder } from './orders.js';
import type { TransactionRecord } from './state.js';
import type { World } from './world.js';

/**
 * Cancels one open leg of an earlier securities order (section 7.1, CANCEL_ORDER). When it was the last open one, that order is
 * final and its completed webhook goes out. A leg that is not open, or not of this account, ends as `no_order`.
 */
export function cancelOpenLeg(
  world: World,
  record: TransactionRecord,
  target: { readonly batchId: string; readonly ticker: string },
): IntentEnd {
  const owner = findOpenOrder(world, record.authId, target);
  if (owner === null)
    return { kind: 'error', error: { code: SDK_ERRORS.internal.code, message: 'no_order' } };
  const batches = owner.batches.map((batch) =>
    batch.batchId === target.batchId ? cancelLeg(batch, target.ticker) : batch,
  );
  const changed = world.store.putTransaction({ ...owner, batches, updatedAt: world.clock.now() });
  const isSettled = batches.every((batch) => batch.orders.every(isLegFinal));
  const latest = (isSettled ? settleOrder(world, owner.transactionId) : null) ?? changed;
  return complete(world, record, {
    orderBatches: latest.batches.filter((batch) => batch.batchId === target.batchId),
  });
}

function findOpenOrder(
  world: World,
  authId: string | null,
  target: { readonly batchId: string; readonly ticker: string },
): TransactionRecord | null {
  const holds = (candidate: TransactionRecord) =>
    candidate.batches.some(
      (batch) =>
        batch.batchId === target.batchId &&
        batch.orders.some((leg) => leg.tradingsymbol === target.ticker && !isLegFinal(leg)),
    );
  const owned = world.store.transactions
    .values()
    .filter((candidate) => candidate.status === 'PROCESSING' && candidate.authId === authId);
  return owned.find(holds) ?? null;
}

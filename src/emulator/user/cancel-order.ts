import { SDK_ERRORS } from '../../gateway/wire.js';
import { cancelLegs, isBatchOpen, isLegFinal } from '../market/batch.js';
import { complete, type IntentEnd } from './finish.js';
import { dropUnboughtInvestment } from './investments.js';
import { settleOrder } from './orders.js';
import type { TransactionRecord } from '../state/state.js';
import type { World } from '../world.js';

const NO_ORDER: IntentEnd = { kind: 'error', error: { code: SDK_ERRORS.internal.code, message: 'no_order' } };

/**
 * Cancels one open leg of an earlier securities order, after-market or not (section 7.1, CANCEL_ORDER). When it was the last open
 * one, that order is final and its completed webhook goes out. A leg that is not open, or not of this account, ends as `no_order`.
 */
export function cancelOpenLeg(
  world: World,
  record: TransactionRecord,
  target: { readonly batchId: string; readonly ticker: string },
): IntentEnd {
  const owner = world.store.transactionOfBatch(target.batchId);
  const isOpen = owner?.batches.some(
    (batch) =>
      batch.batchId === target.batchId &&
      batch.orders.some((leg) => leg.tradingsymbol === target.ticker && !isLegFinal(leg)),
  );
  if (owner === undefined || isOpen !== true || !isWaiting(owner, record.authId)) return NO_ORDER;
  return cancelIn(world, record, owner, target);
}

/** Cancels an after-market smallcase order that still waits (section 7.1, CANCEL_AMO); none that does ends as `no_order`. */
export function cancelAfterMarketOrder(world: World, record: TransactionRecord, iscid: string): IntentEnd {
  const owner = world.store.transactions
    .values()
    .findLast(
      (candidate) =>
        isWaiting(candidate, record.authId) &&
        candidate.result?.iscid === iscid &&
        candidate.batches.some((batch) => batch.variety === 'amo'),
    );
  if (owner === undefined) return NO_ORDER;
  const account = world.store.accounts.get(record.authId ?? '');
  if (account !== undefined) world.store.putAccount(dropUnboughtInvestment(account, owner));
  return cancelIn(world, record, owner, { batchId: null, ticker: null });
}

function isWaiting(candidate: TransactionRecord, authId: string | null): boolean {
  return candidate.status === 'PROCESSING' && candidate.authId === authId;
}

/** Cancels legs of `owner` and completes `record` with the batches as they are then; null means all of them. */
function cancelIn(
  world: World,
  record: TransactionRecord,
  owner: TransactionRecord,
  { batchId, ticker }: { readonly batchId: string | null; readonly ticker: string | null },
): IntentEnd {
  const isMeant = (candidate: { readonly batchId: string }) =>
    batchId === null || candidate.batchId === batchId;
  const batches = owner.batches.map((batch) => (isMeant(batch) ? cancelLegs(batch, ticker) : batch));
  const changed = world.store.putTransaction({ ...owner, batches, updatedAt: world.clock.now() });
  const latest = batches.some(isBatchOpen) ? changed : (settleOrder(world, owner.transactionId) ?? changed);
  return complete(world, record, { orderBatches: latest.batches.filter(isMeant) });
}

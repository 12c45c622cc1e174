import { cancelLegs, isBatchOpen, isLegFinal } from '../market/batch.js';
import { complete, type IntentOutcome, NO_ORDER } from './intent-outcome.js';
import { dropUnboughtInvestment } from '../market/investments.js';
import { settleOrder } from './orders.js';
import type { TransactionRecord } from '../state/records.js';
import type { World } from '../world.js';

/**
 * Cancels one open leg of an earlier securities order, after-market or not (section 7.1, CANCEL_ORDER).
 * Cancelling the last open leg makes that order final and sends its completed webhook. Fails as `no_order`
 * when the leg is not open or belongs to another account.
 */
export function cancelOpenLeg(
  world: World,
  record: TransactionRecord,
  target: { readonly batchId: string; readonly ticker: string },
): IntentOutcome {
  const owner = world.store.transactionOfBatch(target.batchId);
  const isOpen = owner?.batches.some(
    (batch) =>
      batch.batchId === target.batchId &&
      batch.orders.some((leg) => leg.tradingsymbol === target.ticker && !isLegFinal(leg)),
  );
  if (owner === undefined || isOpen !== true || !isWaiting(owner, record.authId)) return NO_ORDER;
  return cancelIn(world, record, owner, target);
}

/**
 * Cancels a waiting after-market smallcase order (section 7.1, CANCEL_AMO). Fails as `no_order` when there is
 * none.
 */
export function cancelAfterMarketOrder(
  world: World,
  record: TransactionRecord,
  iscid: string,
): IntentOutcome {
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

/**
 * Cancels legs of `owner` and completes `record` with the resulting batches. Null selects all batches or all
 * tickers.
 */
function cancelIn(
  world: World,
  record: TransactionRecord,
  owner: TransactionRecord,
  { batchId, ticker }: { readonly batchId: string | null; readonly ticker: string | null },
): IntentOutcome {
  const isSelected = (candidate: { readonly batchId: string }) =>
    batchId === null || candidate.batchId === batchId;
  const batches = owner.batches.map((batch) => (isSelected(batch) ? cancelLegs(batch, ticker) : batch));
  const changed = world.store.putTransaction({ ...owner, batches, updatedAt: world.clock.now() });
  const latest = batches.some(isBatchOpen) ? changed : (settleOrder(world, owner.transactionId) ?? changed);
  return complete(world, record, { orderBatches: latest.batches.filter(isSelected) });
}

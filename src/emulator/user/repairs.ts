import type { OrderedLeg } from '../market/batch.js';
import type { TransactionRecord } from '../state/records.js';
import type { World } from '../world.js';

/** The last order of an investment; undefined if it has none. */
export function lastOrderOf(world: World, iscid: string): TransactionRecord | undefined {
  return world.store.transactions
    .values()
    .findLast((record) => record.result?.iscid === iscid && record.batches.length > 0);
}

/**
 * What a FIX retries (section 7.3): the legs of a settled order that were not filled. None once the user has
 * archived the order.
 */
export function unfilledLegs(order: TransactionRecord | undefined): readonly OrderedLeg[] {
  if (order === undefined || order.status !== 'COMPLETED') return [];
  const batches = order.batches.filter(({ status }) => status !== 'MARKEDCOMPLETE');
  return batches.flatMap((batch) => [
    ...batch.orders
      .filter((leg) => leg.filledQuantity < leg.quantity)
      .map((leg) => legOf(leg, leg.quantity - leg.filledQuantity)),
    ...batch.unplaced.map((leg) => legOf(leg, leg.quantity)),
  ]);
}

function legOf(
  leg: { readonly tradingsymbol: string; readonly transactionType: string },
  quantity: number,
): OrderedLeg {
  const side = leg.transactionType === 'SELL' ? 'SELL' : 'BUY';
  return { ticker: leg.tradingsymbol, quantity, side, exchange: 'NSE', orderType: 'MARKET' };
}

/**
 * The user archives the last order of an investment instead of repairing it (section 11): its batch becomes
 * MARKEDCOMPLETE. Returns false if there is nothing to repair.
 */
export function archiveOrder(world: World, iscid: string): boolean {
  const order = lastOrderOf(world, iscid);
  if (order === undefined || unfilledLegs(order).length === 0) return false;
  const batches = order.batches.map((batch) => ({ ...batch, status: 'MARKEDCOMPLETE' }));
  world.store.putTransaction({ ...order, batches, updatedAt: world.clock.now() });
  return true;
}

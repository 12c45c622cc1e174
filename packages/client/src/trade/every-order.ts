import { FlowMoreOrdersDocument } from '../generated/graphql.js';
import type { FlowTransaction } from './states.js';
import type { TradeClient } from './trade-client.js';

/**
 * The transaction with all of its orders, of which a read returns the first page. Rejects if they change
 * between two pages, as when one is retracted: an order could then be missing.
 */
export async function withEveryOrder(
  client: TradeClient,
  transaction: FlowTransaction,
): Promise<FlowTransaction> {
  const { id, ordersCount } = transaction;
  const orders = new Map(transaction.orders.map((order) => [order.id, order]));
  for (let isMore = transaction.orders.length > 0; isMore && orders.size < ordersCount; ) {
    const known = orders.size;
    const { transaction: page } = await client.query(FlowMoreOrdersDocument, { id, offset: known });
    for (const order of page?.orders ?? []) orders.set(order.id, order);
    isMore = orders.size > known && page?.ordersCount === ordersCount;
  }
  if (orders.size < ordersCount) throw new Error('the orders have changed while they were read');
  return { ...transaction, orders: [...orders.values()] };
}

import { fromGlobalId } from '../core/ids.js';
import type { OrdersFilter } from '../ledger/operator/orders.js';
import { ORDERS_OF_SEARCH } from './list-bounds.js';
import type { Masks } from './masks.js';
import type { OperatorContext } from './operator.js';
import type { OperatorReads } from './operator-reads.js';
import type { SearchHitType } from './types/search.type.js';

const ALL_ORDERS: OrdersFilter = {
  since: null,
  until: null,
  statuses: null,
  provenances: null,
  isFinal: null,
  viewerId: null,
  symbol: null,
  broker: null,
  text: null,
};

/**
 * Finds what a whole id names: Gateway's id of a transaction or batch, an id of a delivery, the id that an
 * exchange gave to an order, or an opaque id of this console. An exchange's id is looked for in the newest
 * 5,000 orders.
 */
export async function searchIds(
  reads: OperatorReads,
  context: OperatorContext,
  { text, masks }: { readonly text: string; readonly masks: Masks },
): Promise<SearchHitType[]> {
  const { ids } = reads;
  const id = ids.open('transaction', text) ?? ids.open('order', text) ?? fromGlobalId(text)?.key ?? text;
  const delivery = await reads.delivery(id);
  const transaction = await reads.transaction(context, id);
  const orders = await reads.orders({ ...ALL_ORDERS, text: id }, { first: ORDERS_OF_SEARCH, after: null });
  return [
    ...(transaction === null
      ? []
      : [
          {
            kind: 'TRANSACTION' as const,
            id: ids.seal('transaction', id),
            name: masks.id(transaction.snapshot.transactionId),
            status: transaction.snapshot.status,
          },
        ]),
    ...orders.nodes.map(({ snapshot }) => ({
      kind: 'ORDER' as const,
      id: ids.seal('order', snapshot.batchId),
      name: masks.id(snapshot.batchId),
      status: snapshot.status,
    })),
    ...(delivery === null
      ? []
      : [
          {
            kind: 'DELIVERY' as const,
            id: delivery.deliveryId,
            name: delivery.deliveryId,
            status: delivery.state,
          },
        ]),
  ];
}

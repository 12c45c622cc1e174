import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { OrderQuery } from '../data/generated/graphql.js';
import { useChanges } from '../data/live.js';
import { orderQuery } from '../data/queries.js';

export type OrderDetail = NonNullable<OrderQuery['order']>;

/** Reads an order, and reads it again each time it changes. */
export function useOrder(id: string) {
  const client = useQueryClient();
  const options = orderQuery(id);
  const readAgain = () => void client.invalidateQueries({ queryKey: options.queryKey });
  useChanges({
    onChange: (change) => {
      if (change.__typename === 'OrderChanged' && change.order.id === id) readAgain();
    },
    onReturn: readAgain,
  });
  return useQuery(options);
}

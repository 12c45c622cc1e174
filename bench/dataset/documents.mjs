import { newestOrders, PAGE } from './orders.mjs';

/** A page of the viewer's orders with their legs: about 25 kB of JSON. */
export const ORDERS = `query Orders {
  orders(first: ${PAGE}) {
    edges {
      node {
        id
        batchId
        status
        variety
        isFinal
        provenance
        buyAmount { amount currency }
        completedAt
        legs {
          symbol
          exchange
          side
          orderType
          status
          quantity
          filledQuantity
          averagePrice { amount }
          exchangeOrderId
        }
      }
    }
    pageInfo { hasNextPage }
  }
}`;

export const TYPENAME = '{ __typename }';

/** What a subscriber follows. */
export const EVENTS = `subscription Events {
  events {
    cursor
    ... on OrderEvent {
      order { id batchId status provenance legs { symbol quantity filledQuantity averagePrice { amount } } }
    }
  }
}`;

/**
 * The answer to {@link ORDERS} of a viewer who has `count` orders.
 *
 * @param {number} viewer
 * @param {number} count
 */
export function ordersAnswer(viewer, count) {
  const edges = newestOrders(viewer, count).map((node) => ({ node }));
  return { data: { orders: { edges, pageInfo: { hasNextPage: count > PAGE } } } };
}

export const TYPENAME_ANSWER = { data: { __typename: 'Query' } };

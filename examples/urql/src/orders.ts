import { Client, fetchExchange, gql } from '@urql/core';
import { resumingSubscriptionExchange } from '@dwar/client/urql';
import { authorization, url } from './dwar';
import { type ShownOrder, showOrders, showProblem } from './list';
import { oneAtATime } from './one-at-a-time';

interface Orders {
  readonly orders: { readonly edges: readonly { readonly node: ShownOrder | null }[] } | null;
}

const ORDERS = gql<Orders, Record<string, never>>`
  query Orders {
    orders(first: 20) {
      edges {
        node {
          id
          status
          legs {
            symbol
            side
            quantity
            filledQuantity
          }
        }
      }
    }
  }
`;

const ORDER_UPDATED = gql<unknown, { after: string | null }>`
  subscription OrderUpdated($after: String) {
    orderUpdated(after: $after) {
      ... on Event {
        cursor
      }
    }
  }
`;

const urql = new Client({
  url,
  preferGetMethod: false,
  fetchOptions: () => ({ headers: { authorization: authorization() } }),
  exchanges: [resumingSubscriptionExchange({ url: url.replace('http', 'ws'), authorization }), fetchExchange],
});

const read = oneAtATime(async () => {
  const { data, error } = await urql.query(ORDERS, {}, { requestPolicy: 'network-only' });
  if (error) throw error;
  showOrders((data?.orders?.edges ?? []).flatMap(({ node }) => node ?? []));
});

// It begins with StreamPosition, so the orders are read once before the first change.
urql.subscription(ORDER_UPDATED, { after: null }).subscribe(({ data, error }) => {
  if (error) showProblem(error);
  if (data) read();
});

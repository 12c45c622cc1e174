import { applyEvent, createSubscribeFunction, type EventRef } from '@dwar/client/relay';
import {
  createOperationDescriptor,
  Environment,
  type FetchFunction,
  fetchQuery,
  type GraphQLResponse,
  getRequest,
  graphql,
  Network,
  RecordSource,
  requestSubscription,
  Store,
} from 'relay-runtime';
import { authorization, url } from './dwar';
import type { ordersQuery, ordersQuery$data } from './generated/ordersQuery.graphql';
import type { ordersSubscription } from './generated/ordersSubscription.graphql';
import { showOrders, showProblem } from './list';
import { oneAtATime } from './one-at-a-time';

const ORDERS = graphql`
  query ordersQuery {
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

const ORDER_UPDATED = graphql`
  subscription ordersSubscription($after: String) {
    orderUpdated(after: $after) {
      __typename
      ... on Event {
        cursor
      }
      ... on OrderRetracted {
        orderId
      }
    }
  }
`;

const fetchGraphQL: FetchFunction = async ({ text }, variables) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: authorization() },
    body: JSON.stringify({ query: text, variables }),
  });
  return (await response.json()) as GraphQLResponse;
};

const environment = new Environment({
  network: Network.create(
    fetchGraphQL,
    createSubscribeFunction({ url: url.replace('http', 'ws'), authorization }),
  ),
  store: new Store(new RecordSource()),
});

const orders = createOperationDescriptor(getRequest(ORDERS), {});
environment.retain(orders);
environment.subscribe(environment.lookup(orders.fragment), ({ data }) => show(data as ordersQuery$data));

const read = oneAtATime(async () => {
  await fetchQuery<ordersQuery>(environment, ORDERS, {}).toPromise();
});

// It begins with StreamPosition, so the orders are read once before the first change.
requestSubscription<ordersSubscription>(environment, {
  subscription: ORDER_UPDATED,
  variables: {},
  updater: (store, data) => applyEvent(store, data?.orderUpdated as EventRef),
  onNext: read,
  onError: showProblem,
});

function show({ orders }: ordersQuery$data): void {
  showOrders((orders?.edges ?? []).flatMap(({ node }) => node ?? []));
}

import { ApolloClient, ApolloLink, InMemoryCache } from '@apollo/client';
import { Client } from '@urql/core';
import { parse } from 'graphql';
import { Environment, Network, RecordSource, requestSubscription, Store } from 'relay-runtime';
import { WebSocket } from 'ws';
import { possibleTypes } from '../../packages/client/src/apollo/possible-types.js';
import { createResumingLink } from '../../packages/client/src/apollo/resuming-link.js';
import { typePolicies } from '../../packages/client/src/apollo/type-policies.js';
import { createDwarClient } from '../../packages/client/src/core/client.js';
import { createSubscribeFunction } from '../../packages/client/src/relay/subscribe-function.js';
import { resumingSubscriptionExchange } from '../../packages/client/src/urql/resuming-exchange.js';
import { graphql } from '../generated/gql.js';
import type { EventsForClientsSubscription } from '../generated/graphql.js';
import { compiled, linked, scalar } from '../support/relay-documents.js';
import { reactReader } from './react-reader.js';
import type { Received } from './received.js';

/** What a client shows of an order. */
export interface OrderState {
  readonly status: string;
  readonly filled: readonly (number | null)[];
}

/** How a client reads the stream of a viewer, on its own address. */
export interface Reading {
  readonly port: number;
  readonly token: string;
  readonly received: Received;
  readonly signal: AbortSignal;
}

/** Starts to read. Returns what the client's own cache says of an order; undefined if it has none. */
export type ClientReader = (reading: Reading) => (id: string) => OrderState | undefined;

const EVENTS = graphql(/* GraphQL */ `
  subscription EventsForClients($after: String) {
    events(after: $after) {
      __typename
      cursor
      ... on OrderEvent { order { __typename id status legs { filledQuantity } } }
    }
  }
`);

type Events = EventsForClientsSubscription;
type Order = Extract<Events['events'], { __typename: 'OrderEvent' }>['order'];

/** What is compared of an order. */
export const stateOf = ({ status, legs }: Pick<Order, 'status' | 'legs'>): OrderState => ({
  status,
  filled: legs.map(({ filledQuantity }) => filledQuantity),
});

const socketOptions = ({ port, token }: Reading) => ({
  url: `ws://127.0.0.1:${port}/graphql`,
  authorization: () => `Bearer ${token}`,
  webSocketImpl: WebSocket,
  retry: { initialDelayMs: 10, maxDelayMs: 200 },
});

/** Notes one event. A client without a cache of objects keeps the orders in `orders`. */
function note(received: Received, data: Events | null | undefined, orders?: Map<string, OrderState>): void {
  if (data === null || data === undefined) throw new Error('an event without data');
  const { events } = data;
  if (events.__typename === 'OrderEvent') orders?.set(events.order.id, stateOf(events.order));
  received.add(events.__typename, events.cursor);
}

const core =
  (transport: 'websocket' | 'sse'): ClientReader =>
  (reading) => {
    const { received, signal } = reading;
    const orders = new Map<string, OrderState>();
    const options = socketOptions(reading);
    const client = createDwarClient({ ...options, url: options.url.replace('ws', 'http'), transport });
    const read = async () => {
      for await (const event of client.events({ signal })) {
        if (event.__typename === 'OrderEvent') orders.set(event.order.id, stateOf(event.order));
        received.add(event.__typename, event.__typename === '%other' ? '' : event.cursor);
      }
    };
    read().catch((error: unknown) => received.fail(error));
    signal.addEventListener('abort', () => void client.close());
    return (id) => orders.get(id);
  };

const apollo: ClientReader = (reading) => {
  const { received, signal } = reading;
  const link = createResumingLink(socketOptions(reading));
  const cache = new InMemoryCache({ possibleTypes, typePolicies });
  const client = new ApolloClient({ link: ApolloLink.from([link]), cache });
  const fragment = parse('fragment Shown on Order { status legs { filledQuantity } }');
  client.subscribe<Events>({ query: parse(EVENTS.toString()) }).subscribe({
    next: ({ data, error }) => (error === undefined ? note(received, data) : received.fail(error)),
    complete: () => received.fail(new Error('the subscription is complete')),
  });
  signal.addEventListener('abort', () => void link.close());
  return (id) => {
    const shown = cache.readFragment<Order>({ id: `Order:${id}`, fragment });
    return shown === null ? undefined : stateOf(shown);
  };
};

const urql: ClientReader = (reading) => {
  const { received, signal } = reading;
  const orders = new Map<string, OrderState>();
  const exchange = resumingSubscriptionExchange(socketOptions(reading));
  const client = new Client({
    url: 'http://127.0.0.1/graphql',
    exchanges: [exchange],
    preferGetMethod: false,
  });
  client.subscription<Events>(parse(EVENTS.toString()), {}).subscribe(({ data, error }) => {
    if (error === undefined) note(received, data, orders);
    else received.fail(error);
  });
  signal.addEventListener('abort', () => void exchange.close());
  return (id) => orders.get(id);
};

/** What Relay's compiler makes of `EVENTS`. */
const RELAY_EVENTS = compiled('subscription', 'EventsForClients', EVENTS.toString(), [
  linked('events', null, [
    scalar('__typename'),
    scalar('cursor'),
    {
      kind: 'InlineFragment',
      type: 'OrderEvent',
      abstractKey: null,
      selections: [
        linked('order', 'Order', [
          scalar('__typename'),
          scalar('id'),
          scalar('status'),
          linked('legs', 'OrderLeg', [scalar('filledQuantity')], true),
        ]),
      ],
    },
  ]),
]);

const relay: ClientReader = (reading) => {
  const { received, signal } = reading;
  const subscribe = createSubscribeFunction(socketOptions(reading));
  const fetchNothing = () => Promise.reject(new Error('this test sends no query'));
  const store = new Store(new RecordSource());
  const environment = new Environment({ network: Network.create(fetchNothing, subscribe), store });
  // The store drops what no component shows, and here none does.
  store.holdGC();
  requestSubscription(environment, {
    subscription: RELAY_EVENTS,
    variables: {},
    onNext: (data) => note(received, data as Events | null),
    onError: (error) => received.fail(error),
    onCompleted: () => received.fail(new Error('the subscription is complete')),
  });
  signal.addEventListener('abort', () => void subscribe.close());
  return (id) => {
    const source = store.getSource();
    const record = source.get(id);
    if (record === null || record === undefined) return undefined;
    const { __refs: refs } = record.legs as { readonly __refs: readonly string[] };
    const filled = refs.map((ref) => source.get(ref)?.filledQuantity as number | null);
    return { status: String(record.status), filled };
  };
};

/** The clients of `@dwar/client`, by name. */
export const CLIENT_READERS: Readonly<Record<string, ClientReader>> = {
  'core over WebSocket': core('websocket'),
  'core over SSE': core('sse'),
  'Apollo Client': apollo,
  urql,
  Relay: relay,
  'React on TanStack Query': reactReader,
};

import { ApolloClient, ApolloLink, InMemoryCache, Observable } from '@apollo/client';
import { describe, expect, test } from '@jest/globals';
import { buildSchema, isAbstractType, parse } from 'graphql';
import { applyEvent } from '../../../packages/client/src/apollo/apply-event.js';
import { possibleTypes } from '../../../packages/client/src/apollo/possible-types.js';
import { typePolicies } from '../../../packages/client/src/apollo/type-policies.js';
import { graphql } from '../../generated/gql.js';
import { readProjectFile } from '../../support/source-files.js';

const ORDERS = graphql(/* GraphQL */ `
  query OrdersInCache($first: Int, $after: String) {
    orders(first: $first, after: $after) {
      edges { cursor node { id status revision legs { filledQuantity } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);
const HOLDINGS = graphql(/* GraphQL */ `
  query HoldingsInCache { holdings { receivedAt securitiesCount } }
`);

interface Given {
  readonly id: string;
  readonly status: string;
  readonly revision: number;
}

const order = ({ id, status, revision }: Given) => ({
  __typename: 'Order',
  id,
  status,
  revision,
  legs: [{ __typename: 'OrderLeg', filledQuantity: revision }],
});

/** A cache behind a server that returns these orders on one page, and how often it was asked. */
function start(...orders: Given[]) {
  const asked: (string | undefined)[] = [];
  const link = new ApolloLink(
    ({ operationName }) =>
      new Observable((observer) => {
        asked.push(operationName);
        const edges = orders.map((given) => ({
          __typename: 'OrderEdge',
          cursor: given.id,
          node: order(given),
        }));
        const pageInfo = { __typename: 'PageInfo', hasNextPage: false, endCursor: null };
        const holdings = { __typename: 'Holdings', receivedAt: `${asked.length}`, securitiesCount: 1 };
        const connection = { __typename: 'OrderConnection', edges, pageInfo };
        observer.next({ data: operationName === 'OrdersInCache' ? { orders: connection } : { holdings } });
        observer.complete();
      }),
  );
  const cache = new InMemoryCache({ possibleTypes, typePolicies });
  const client = new ApolloClient({ link, cache });
  const list = async () => {
    const { data } = await client.query<{ orders: { edges: { node: Given }[] } }>({
      query: parse(ORDERS.toString()),
    });
    return data?.orders.edges.map(({ node: { id, status } }) => `${id} ${status}`);
  };
  return { cache, client, list, asked, orders };
}

const event = (given: Given) => ({ __typename: 'OrderEvent', order: order(given) });

describe('the types of the cache', () => {
  test('are those of the schema', () => {
    const schema = buildSchema(readProjectFile('schema/schema.graphql'));
    const types = Object.values(schema.getTypeMap()).filter(isAbstractType);
    const names = types.map((type) => [
      type.name,
      schema
        .getPossibleTypes(type)
        .map(({ name }) => name)
        .sort(),
    ]);
    expect(possibleTypes).toEqual(Object.fromEntries(names));
  });

  test('policies name fields of the schema', () => {
    const fields = buildSchema(readProjectFile('schema/schema.graphql')).getQueryType()?.getFields() ?? {};
    const named = Object.keys((typePolicies.Query?.fields ?? {}) as object);
    expect(named.filter((name) => !(name in fields))).toEqual([]);
    expect(named.length).toBeGreaterThan(2);
  });
});

describe('an event in the cache', () => {
  test('changes an order that is known, and what it does not hold is read again', async () => {
    const { list, cache, asked, orders } = start({ id: 'o1', status: 'PENDING', revision: 1 });
    expect(await list()).toEqual(['o1 PENDING']);
    orders[0] = { id: 'o1', status: 'COMPLETED', revision: 2 };
    applyEvent(cache, event(orders[0]));
    expect(cache.extract()['Order:o1']).toEqual({
      __typename: 'Order',
      id: 'o1',
      status: 'COMPLETED',
      revision: 2,
    });
    expect(await list()).toEqual(['o1 COMPLETED']);
    expect(asked).toEqual(['OrdersInCache', 'OrdersInCache']);
  });

  test.each([4, 5])('of revision %i does not replace the state of revision 5', async (revision) => {
    const { list, cache, asked } = start({ id: 'o1', status: 'COMPLETED', revision: 5 });
    await list();
    applyEvent(cache, event({ id: 'o1', status: 'PENDING', revision }));
    expect(await list()).toEqual(['o1 COMPLETED']);
    expect(asked).toHaveLength(1);
  });

  test('about a new order lets the lists be read again', async () => {
    const { list, cache, orders } = start({ id: 'o1', status: 'COMPLETED', revision: 1 });
    await list();
    const second = { id: 'o2', status: 'PENDING', revision: 2 };
    orders.push(second);
    applyEvent(cache, event(second));
    expect(await list()).toEqual(['o1 COMPLETED', 'o2 PENDING']);
  });

  test('removes a retracted order from the lists without a request', async () => {
    const { list, cache, asked } = start(
      { id: 'o1', status: 'COMPLETED', revision: 1 },
      { id: 'o2', status: 'PENDING', revision: 2 },
    );
    await list();
    applyEvent(cache, { __typename: 'OrderRetracted', orderId: 'o2' });
    expect(await list()).toEqual(['o1 COMPLETED']);
    expect(asked).toHaveLength(1);
  });

  test('of a retraction that is older than the order in the cache does not remove it', async () => {
    const { list, cache } = start({ id: 'o1', status: 'COMPLETED', revision: 5 });
    await list();
    applyEvent(cache, { __typename: 'OrderRetracted', orderId: 'o1', revision: 4 });
    expect(await list()).toEqual(['o1 COMPLETED']);
    applyEvent(cache, { __typename: 'OrderRetracted', orderId: 'o1', revision: 6 });
    expect(await list()).toEqual([]);
  });

  test('after a resync counts, though its revision is smaller than one before', async () => {
    const { list, cache, orders } = start({ id: 'o1', status: 'PENDING', revision: 9 });
    await list();
    applyEvent(cache, { __typename: 'ResyncRequired' });
    orders[0] = { id: 'o1', status: 'PENDING', revision: 1 };
    await list();
    orders[0] = { id: 'o1', status: 'COMPLETED', revision: 2 };
    applyEvent(cache, event(orders[0]));
    expect(await list()).toEqual(['o1 COMPLETED']);
  });

  test('about holdings, or a resync, lets them be read again', async () => {
    const { client, cache, asked } = start();
    const read = async () =>
      (await client.query<{ holdings: object }>({ query: parse(HOLDINGS.toString()) })).data?.holdings;
    expect(await read()).toMatchObject({ receivedAt: '1' });
    expect(await read()).toMatchObject({ receivedAt: '1' });
    applyEvent(cache, { __typename: 'HoldingsEvent' });
    expect(await read()).toMatchObject({ receivedAt: '2' });
    applyEvent(cache, { __typename: 'ResyncRequired' });
    expect(await read()).toMatchObject({ receivedAt: '3' });
    expect(asked).toHaveLength(3);
  });

  test.each(['StreamPosition', 'SomethingOfALaterVersion'])('%s changes nothing', async (__typename) => {
    const { list, cache, asked } = start({ id: 'o1', status: 'PENDING', revision: 1 });
    await list();
    applyEvent(cache, { __typename });
    await list();
    expect(asked).toHaveLength(1);
  });
});

import { setTimeout as delay } from 'node:timers/promises';
import { graphql } from '../generated/gql.js';
import type { GraphqlClient } from '../support/graphql-client.js';

const SOME_TRANSACTIONS = graphql(/* GraphQL */ `
  query SomeTransactions { transactions(first: 5) { edges { node { id status } } } }
`);

/** The 99th percentile of queries at a steady rate during an action, in milliseconds. */
export async function whileAsking(client: GraphqlClient, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  let isOver = false;
  const asking = async () => {
    while (!isOver) {
      const startedAt = performance.now();
      await client.ask(SOME_TRANSACTIONS);
      times.push(performance.now() - startedAt);
      await delay(10);
    }
  };
  const asked = asking();
  await work();
  isOver = true;
  await asked;
  times.sort((a, b) => a - b);
  return Math.round(times[Math.floor(times.length * 0.99)] ?? 0);
}

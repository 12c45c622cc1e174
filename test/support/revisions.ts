import { graphql } from '../generated/gql.js';
import type { RevisedEventsQuery } from '../generated/graphql.js';
import { present } from './documents.js';
import type { GraphqlClient } from './graphql-client.js';

graphql(/* GraphQL */ `
  fragment RevisedParts on Event {
    __typename
    cursor
    ... on TransactionEvent { transaction { id revision } }
    ... on OrderEvent { order { id revision } }
    ... on OrderRetracted { orderId revision }
    ... on HoldingsEvent { holdings { revision brokerAccount { id } } }
  }
`);

const REVISED_EVENTS = graphql(/* GraphQL */ `
  query RevisedEvents($after: String) {
    events(first: 100, after: $after) {
      edges { node { ...RevisedParts } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export type RevisedEvent = NonNullable<NonNullable<RevisedEventsQuery['events']>['edges'][number]['node']>;

/** The number of an event in its log, read out of its cursor as no client may. */
export function seqOf(cursor: string): number {
  return Number(Buffer.from(cursor, 'base64url').toString().split('.')[1]);
}

/** The viewer's whole log, oldest first. */
export async function revisedLog(client: GraphqlClient): Promise<RevisedEvent[]> {
  const log: RevisedEvent[] = [];
  for (let after: string | null | undefined, isLast = false; !isLast; ) {
    const page: RevisedEventsQuery = await client.ask(REVISED_EVENTS, { after: after ?? null });
    const { edges, pageInfo } = present(page.events);
    log.push(...edges.map(({ node }) => present(node)));
    after = pageInfo.endCursor;
    isLast = !pageInfo.hasNextPage;
  }
  return log;
}

/** The holdings of which account a revision is; those of imports alone have none. */
export const holdingsKey = (account: { readonly id: string } | null) =>
  `holdings ${account?.id ?? 'imported'}`;

/** The object that an event changes, with its revision; null for other kinds of event. */
export function changeOf(event: RevisedEvent): { readonly key: string; readonly revision: number } | null {
  switch (event.__typename) {
    case 'TransactionEvent':
      return { key: event.transaction.id, revision: event.transaction.revision };
    case 'OrderEvent':
      return { key: event.order.id, revision: event.order.revision };
    case 'OrderRetracted':
      return { key: event.orderId, revision: event.revision };
    case 'HoldingsEvent':
      return { key: holdingsKey(event.holdings.brokerAccount), revision: event.holdings.revision };
    default:
      return null;
  }
}

/** The objects that a client knows by the events up to number `upTo` alone, each with its revision. */
export function fold(log: readonly RevisedEvent[], upTo = Number.POSITIVE_INFINITY): Map<string, number> {
  const known = new Map<string, number>();
  for (const event of log) {
    const change = seqOf(event.cursor) > upTo ? null : changeOf(event);
    if (change === null) continue;
    if (event.__typename === 'OrderRetracted') known.delete(change.key);
    else known.set(change.key, change.revision);
  }
  return known;
}

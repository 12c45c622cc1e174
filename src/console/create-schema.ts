import type { GraphQLSchema } from 'graphql';
import { boundLists } from '../graphql/page-size.js';
import { buildGraphqlSchema, type ResolverBinding, type RootDescriptions } from '../graphql/schema.js';
import { AccountReads } from './account-reads.js';
import { Activities } from './activity.js';
import { CONNECTIONS_SHOWN, OPERATOR_LIST_BOUNDS } from './list-bounds.js';
import { ChangeFeed } from './live/change-feed.js';
import { DelayMeter } from './live/delay-meter.js';
import { OperatorReads } from './operator-reads.js';
import { Overviews } from './overview.js';
import { Replays } from './replay/replays.js';
import { OperatorAccountsResolver } from './resolvers/accounts.resolver.js';
import { createChangesResolver } from './resolvers/changes.resolver.js';
import { Connections } from './connections/connections.js';
import { EventLogs } from './events/event-logs.js';
import { ConnectionsResolver } from './resolvers/connections.resolver.js';
import { EventLogResolver } from './resolvers/event-log.resolver.js';
import { OperatorEventsResolver } from './resolvers/events.resolver.js';
import { createLogStreamResolver } from './resolvers/log-stream.resolver.js';
import { OperatorDeliveriesResolver } from './resolvers/deliveries.resolver.js';
import { HintDiffsResolver } from './resolvers/hint-diffs.resolver.js';
import { OperatorHoldingsResolver } from './resolvers/holdings.resolver.js';
import { OperatorInvestmentsResolver } from './resolvers/investments.resolver.js';
import { OperatorImportOfResolver, OperatorImportsResolver } from './resolvers/mutual-funds.resolver.js';
import { OperatorOrdersResolver } from './resolvers/orders.resolver.js';
import { OverviewResolver } from './resolvers/overview.resolver.js';
import { ReplayResolver } from './resolvers/replay.resolver.js';
import { SearchResolver } from './resolvers/search.resolver.js';
import { OperatorTransactionsResolver } from './resolvers/transactions.resolver.js';
import { OperatorViewersResolver } from './resolvers/viewers.resolver.js';
import { SealedIds } from './sealed-id.js';
import type { OperatorServices } from './services.js';

/** The operator schema with what works behind it. */
export interface OperatorSchema {
  readonly schema: GraphQLSchema;
  /** Ends all subscriptions, and stops a replay after the deliveries that are being played. */
  close(): Promise<void>;
}

/**
 * Builds the schema of the console: its own root types and resolvers, over all viewers. Every operation needs
 * an {@link OperatorContext}. `more` are resolvers of other parts of the console.
 */
export async function createOperatorSchema(
  services: OperatorServices,
  more: readonly ResolverBinding[] = [],
): Promise<OperatorSchema> {
  const { ledger, clock, explain } = services;
  const feed = new ChangeFeed(services);
  const replays = new Replays(services);
  const delays = new DelayMeter();
  ledger.onCommit(delays.onCommit);
  const ids = new SealedIds(ledger.digestKey);
  const reads = new OperatorReads(services, ids);
  const accounts = new AccountReads(services, ids);
  const logs = new EventLogs(services, ids);
  const open = new Connections(services, CONNECTIONS_SHOWN);
  const schema = await buildOperatorSchema([
    [OverviewResolver, new OverviewResolver(new Overviews(services, delays), new Activities(services))],
    [OperatorOrdersResolver, new OperatorOrdersResolver(reads, explain)],
    [HintDiffsResolver, new HintDiffsResolver(services)],
    [OperatorTransactionsResolver, new OperatorTransactionsResolver(reads, explain)],
    [OperatorDeliveriesResolver, new OperatorDeliveriesResolver(reads, services)],
    [ReplayResolver, new ReplayResolver(reads, replays, services)],
    [SearchResolver, new SearchResolver(reads)],
    [OperatorAccountsResolver, new OperatorAccountsResolver(accounts, reads, services)],
    [OperatorHoldingsResolver, new OperatorHoldingsResolver(accounts)],
    [OperatorInvestmentsResolver, new OperatorInvestmentsResolver(accounts)],
    [OperatorImportOfResolver, new OperatorImportOfResolver(accounts, services)],
    [OperatorImportsResolver, new OperatorImportsResolver(accounts)],
    [createChangesResolver(feed, { reads, accounts }, clock), null],
    [EventLogResolver, new EventLogResolver(reads, logs, open, services)],
    [OperatorEventsResolver, new OperatorEventsResolver(reads, services)],
    [createLogStreamResolver(logs, ids), null],
    [ConnectionsResolver, new ConnectionsResolver(open, ids, services)],
    [OperatorViewersResolver, new OperatorViewersResolver(services)],
    ...more,
  ]);
  return {
    schema,
    async close() {
      feed.close();
      await replays.close();
    },
  };
}

/** The schema without anything behind it, to be written to a file. */
export async function describeOperatorSchema(more: readonly ResolverBinding[] = []): Promise<GraphQLSchema> {
  const classes = [
    OverviewResolver,
    OperatorOrdersResolver,
    HintDiffsResolver,
    OperatorTransactionsResolver,
    OperatorDeliveriesResolver,
    ReplayResolver,
    SearchResolver,
    OperatorAccountsResolver,
    OperatorHoldingsResolver,
    OperatorInvestmentsResolver,
    OperatorImportOfResolver,
    OperatorImportsResolver,
    createChangesResolver(null as never, null as never, null as never),
    EventLogResolver,
    OperatorEventsResolver,
    createLogStreamResolver(null as never, null as never),
    ConnectionsResolver,
    OperatorViewersResolver,
  ];
  return await buildOperatorSchema([...classes.map((each) => [each, null] as const), ...more]);
}

const ROOTS: RootDescriptions = {
  query: 'What operators see, over all viewers. A field that can fail is nullable.',
  mutation: 'What operators do. Each act needs a role, and is recorded.',
  subscription: 'What operators follow. Nothing is resumed after a break.',
};

async function buildOperatorSchema(bindings: readonly ResolverBinding[]): Promise<GraphQLSchema> {
  const schema = await buildGraphqlSchema(bindings, ROOTS);
  boundLists(schema, OPERATOR_LIST_BOUNDS);
  return schema;
}

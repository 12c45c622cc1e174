import type { GraphQLSchema } from 'graphql';
import { boundLists } from '../graphql/page-size.js';
import { buildGraphqlSchema, type ResolverBinding, type RootDescriptions } from '../graphql/schema.js';
import type { Ledger } from '../ledger/ledger.js';
import { SERVICE_LIST_BOUNDS } from './list-bounds.js';
import { createServiceStreamResolver, ServiceEventsResolver } from './resolvers/events.resolver.js';
import { ServiceObjectsResolver } from './resolvers/objects.resolver.js';
import { type EndSessions, ServiceSessionsResolver } from './resolvers/sessions.resolver.js';
import type { ServiceLog } from './service-log.js';

/** What the schema of backends reads and does. */
export interface ServiceCollaborators {
  readonly log: Pick<ServiceLog, 'page' | 'stream'>;
  readonly ledger: Pick<Ledger, 'db'>;
  /** Gateway's time now, in epoch milliseconds. */
  readonly upstreamNow: () => number;
  readonly endSessions: EndSessions;
}

const ROOTS: RootDescriptions = {
  query: 'What a backend reads, over all viewers. A field that can fail is nullable.',
  mutation: 'What a backend does. Each act is recorded in the operator log.',
  subscription: 'What a backend follows. Every item carries a cursor to resume from.',
};

/**
 * Builds the schema of the partner's backends: its own root types and resolvers. Every operation needs a
 * `ServiceContext`. Without collaborators the schema is only described, to be written to a file.
 */
export async function createServiceSchema(collaborators?: ServiceCollaborators): Promise<GraphQLSchema> {
  const schema = await buildGraphqlSchema(bindingsOf(collaborators), ROOTS);
  boundLists(schema, SERVICE_LIST_BOUNDS);
  return schema;
}

function bindingsOf(services: ServiceCollaborators | undefined): ResolverBinding[] {
  if (services === undefined)
    return [
      [ServiceEventsResolver, null],
      [ServiceObjectsResolver, null],
      [ServiceSessionsResolver, null],
      [createServiceStreamResolver(null as never), null],
    ];
  const { log, ledger, upstreamNow, endSessions } = services;
  return [
    [ServiceEventsResolver, new ServiceEventsResolver(log)],
    [ServiceObjectsResolver, new ServiceObjectsResolver(ledger, upstreamNow)],
    [ServiceSessionsResolver, new ServiceSessionsResolver(endSessions)],
    [createServiceStreamResolver(log), null],
  ];
}

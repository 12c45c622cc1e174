import type { GraphQLSchema } from 'graphql';
import type { Config } from '../config/variables.js';
import { createHeadReader } from '../events/head-cursor.js';
import { createAdmission } from '../execution/admission.js';
import type { OperationLimits } from '../execution/limits.js';
import { createPersistedDocuments } from '../execution/persisted-documents.js';
import { QueryRate } from '../execution/query-rate.js';
import type { GraphqlRuntime } from '../execution/runtime.js';
import { RequestLoaders } from '../graphql/context.js';
import type { Foundation } from './foundation.js';
import type { Services } from './resolvers.js';

/**
 * How many times OVERLOAD_LAG_MS a viewer's query may wait for its slot before further queries are rejected.
 */
const QUERY_WAIT_LAGS = 5;

/** The rates that mutations are limited by. */
export type OperationRates = Parameters<typeof createAdmission>[0]['rates'];

/** What the transports execute, and the checks that run before each operation. */
export function createRuntime(
  foundation: Foundation,
  schema: GraphQLSchema,
  { events }: Services,
  rates: OperationRates,
): GraphqlRuntime {
  const { config, log, metrics } = foundation;
  return {
    ...createLimits(foundation, schema, rates),
    schema,
    createContext: ({ viewer, requestId }) => ({ viewer, requestId, loaders: new RequestLoaders() }),
    beforeReads: createHeadReader(schema, events),
    persistedDocuments: createPersistedDocuments({
      mode: config.PERSISTED_DOCUMENTS,
      manifest: config.documentManifest,
      maxTokens: config.GRAPHQL_MAX_TOKENS,
      log,
      count: (outcome) => metrics.persistedDocuments.inc({ outcome }),
    }),
  };
}

/** The limits of any schema that is served: that of viewers and that of operators have the same. */
export function createLimits(
  { config, clock, metrics }: Foundation,
  schema: GraphQLSchema,
  rates: OperationRates,
): Omit<GraphqlRuntime, 'schema' | 'createContext' | 'beforeReads' | 'persistedDocuments'> {
  const limits = operationLimits(config);
  return {
    limits,
    admission: createAdmission({ schema, limits, rates }),
    answerLimits: {
      answerFields: config.GRAPHQL_MAX_ANSWER_FIELDS,
      answerBytes: config.GRAPHQL_MAX_ANSWER_BYTES,
    },
    queryRate: new QueryRate({
      pointsPerSecond: config.QUERY_COST_PER_SECOND,
      clock,
      onCharged: (points) => metrics.queryPoints.inc(points),
      onRefused: () => metrics.queriesRefused.inc(),
    }),
    queryWaitMs: QUERY_WAIT_LAGS * config.OVERLOAD_LAG_MS,
    maxTokens: config.GRAPHQL_MAX_TOKENS,
    introspection: config.INTROSPECTION,
  };
}

/** The operation limits of a configuration. */
export function operationLimits(config: Config): OperationLimits {
  return {
    depth: config.GRAPHQL_MAX_DEPTH,
    aliases: config.GRAPHQL_MAX_ALIASES,
    rootFields: config.GRAPHQL_MAX_ROOT_FIELDS,
    directives: config.GRAPHQL_MAX_DIRECTIVES,
    cost: config.GRAPHQL_MAX_COST,
    operationName: config.GRAPHQL_MAX_OPERATION_NAME,
    selections: config.GRAPHQL_MAX_SELECTIONS,
    fieldPairs: config.GRAPHQL_MAX_FIELD_PAIRS,
  };
}

import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { type DocumentNode, GraphQLError, type OperationDefinitionNode } from 'graphql';
import type { Log } from '../core/log.js';
import type { Engine } from '../execution/engine.js';
import { appErrorIn, formatError } from '../execution/errors.js';
import type { CallContext, Caller } from '../execution/runtime.js';
import { subscriptionRefused } from './accepted-types.js';
import { asBadRequest, withStatus, withStatuses } from './apollo-errors.js';

export interface ApolloEngineOptions {
  readonly engine: Engine;
  readonly log: Log;
  /** Whose request met an error, which Apollo does not say when it formats one. */
  readonly metBy: WeakMap<object, Caller>;
}

/**
 * An Apollo Server, not started, that reads requests by Apollo's HTTP rules and leaves validation, limits,
 * admission and execution to the engine, which it takes for its "gateway".
 */
export function createApolloServer(options: ApolloEngineOptions): ApolloServer<CallContext> {
  const { engine, log, metBy } = options;
  return new ApolloServer<CallContext>({
    gateway: asGateway(engine),
    introspection: true,
    // The engine validates: rules could only be added here, and one of graphql-js's own throws.
    dangerouslyDisableValidation: true,
    parseOptions: { maxTokens: engine.runtime.maxTokens },
    // Apollo's cache measures documents by their JSON and keeps invalid ones; the plugin uses the engine's
    // instead.
    documentStore: null,
    persistedQueries: false,
    // `refuseSimpleRequest` has run: it is the same for event streams, and takes a bearer token for proof.
    csrfPrevention: false,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    nodeEnv: 'production',
    logger: {
      debug() {},
      info() {},
      warn: (message) => log.warn(message),
      error: (message) => log.error(message),
    },
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      // Apollo's own variables turn these on, which send operations to another host.
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      documentsOfEngine(options),
    ],
    formatError: (_formatted, error) => {
      const requestId = callerOf(error, metBy)?.requestId ?? '';
      const onShown = engine.instrumentation.observer.errorShown;
      return formatError(error, { requestId, log, onShown });
    },
  });
}

/** Undefined for a request that holds no operation: its error is neither logged nor masked. */
function callerOf(error: unknown, metBy: WeakMap<object, Caller>): Caller | undefined {
  // What is thrown while the context is created is wrapped.
  const inner = error instanceof GraphQLError ? error.originalError : undefined;
  return metBy.get(error as object) ?? metBy.get(inner as object);
}

/**
 * Uses the engine's cached documents, and validates and admits each operation by the engine before Apollo
 * runs it.
 */
function documentsOfEngine({ engine, metBy }: ApolloEngineOptions): ApolloServerPlugin<CallContext> {
  const admit = async (
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>>,
    { viewer, address }: Caller,
  ) => {
    const refusal = await engine.runtime.admission({ document, operation, variables, viewer, address });
    if (refusal !== null) throw withStatus(refusal);
  };
  return {
    unexpectedErrorProcessingRequest: async ({ requestContext, error }) => {
      metBy.set(error, requestContext.contextValue.caller);
    },
    requestDidStart: async () => ({
      didResolveSource: async (request) => {
        // Apollo parses the source only if no document is set.
        Object.assign(request, { document: engine.documents.cached(request.source) });
      },
      didResolveOperation: async ({ source, document, operation, request, contextValue }) => {
        const [invalid] = engine.documents.validate(document);
        const exceeded = appErrorIn(invalid);
        if (exceeded !== undefined) throw withStatus(exceeded);
        if (invalid === undefined) engine.documents.keep(source, document);
        // The executor reports validation errors, but Apollo calls it only if there is an operation.
        else if (operation === undefined) throw asBadRequest(invalid);
        if (operation === undefined || invalid !== undefined) return;
        if (operation.operation === 'subscription')
          throw withStatus(subscriptionRefused(request.http?.headers.get('accept')));
        await admit(document, operation, request.variables ?? {}, contextValue.caller);
      },
      // Called just before errors are formatted.
      didEncounterErrors: async ({ errors, contextValue }) => {
        for (const error of errors) metBy.set(error, contextValue.caller);
      },
    }),
  };
}

/** The part of what Apollo passes to a gateway's executor that is used. */
interface ApolloOperation {
  readonly document: DocumentNode;
  readonly request: {
    readonly operationName?: string | null;
    readonly variables?: Record<string, unknown>;
  };
  readonly context: object;
}

function asGateway(engine: Engine) {
  const { schema } = engine.runtime;
  return {
    load: async () => ({
      executor: async ({ document, request, context }: ApolloOperation) => {
        const errors = engine.documents.validate(document);
        if (errors.length > 0) return { errors };
        // The name as the client sent it: Apollo's own is null if the document holds no such operation.
        const operationName = request.operationName ?? null;
        const args = engine.argsOf(document, operationName, request.variables ?? {}, context);
        const result = await engine.run(args);
        return withStatuses(result);
      },
    }),
    onSchemaLoadOrUpdate(notify: (loaded: { apiSchema: typeof schema; coreSupergraphSdl: string }) => void) {
      notify({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => {};
    },
    stop: async () => {},
  };
}

import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import { ApolloServer, HeaderMap, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type DocumentNode, type ExecutionResult, GraphQLError } from 'graphql';
import { AppError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import type { Viewer } from '../viewer/viewer.js';
import { answerByApollo } from './apollo-mount.js';
import { exceededTextLimit } from '../execution/document-limits.js';
import { isRecord } from '../core/json.js';
import { readDocumentRequest, searchParameters } from '../execution/document-request.js';
import { appErrorIn, formatError } from '../execution/errors.js';
import { type Caller, contextOf, type Engine, type GraphqlRuntime } from '../execution/engine.js';
import { holderOf } from '../viewer/viewer.js';

export interface GraphqlHttpOptions {
  readonly engine: Engine;
  readonly log: Log;
  /** The viewer proven for this request before its handler runs. */
  readonly viewerOf: (request: FastifyRequest) => Viewer | null;
  /** The address that rates are counted by. */
  readonly addressOf: (request: IncomingMessage) => string;
}

/** The handler of `/graphql`: GraphQL over HTTP by Apollo Server, on our schema, errors and limits. */
export interface GraphqlHttp {
  handle(request: FastifyRequest, reply: FastifyReply): Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts Apollo Server over the engine. Call `stop` when done. */
export async function createGraphqlHttp(options: GraphqlHttpOptions): Promise<GraphqlHttp> {
  const { engine, viewerOf, addressOf } = options;
  const callers = new AsyncLocalStorage<Caller>();
  const apollo = createApollo(options, callers);
  await apollo.start();
  return {
    stop: () => apollo.stop(),
    handle: (request, reply) => {
      const caller = {
        viewer: viewerOf(request),
        requestId: request.id,
        address: addressOf(request.raw),
        signal: hangUpOf(reply),
      };
      // Apollo asks for it when it has refused what a browser could send unasked, and has not looked for the document yet.
      const context = async (asked: HTTPGraphQLRequest) => {
        putDocument(asked, engine.runtime);
        return contextOf(engine.runtime, caller);
      };
      const holder = holderOf(caller.viewer, caller.address);
      const headersOf = () => engine.runtime.queryRate.headers(holder);
      const call = { apollo, context, statusOf: mendedStatus, headersOf };
      return callers.run(caller, () => answerByApollo(call, request, reply));
    },
  };
}

/** Aborted when the connection closes before the whole answer is written. */
function hangUpOf({ raw }: FastifyReply): AbortSignal {
  const hangUp = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) hangUp.abort();
  });
  return hangUp.signal;
}

/**
 * Apollo runs operations through the engine as its "gateway": that keeps Apollo's reading of requests and its HTTP rules,
 * with our execution. `formatError` gets no context, so the caller is found by the asynchronous call it belongs to.
 */
function createApollo(
  { engine, log }: GraphqlHttpOptions,
  callers: AsyncLocalStorage<Caller>,
): ApolloServer<object> {
  const { runtime } = engine;
  return new ApolloServer<object>({
    gateway: asGateway(engine),
    introspection: true,
    // Done by the engine: here its rules could only be added, and one of graphql-js's own throws.
    dangerouslyDisableValidation: true,
    parseOptions: { maxTokens: runtime.maxTokens },
    // Its own counts documents by their JSON, and keeps invalid ones; the engine's are put in below.
    documentStore: null,
    persistedQueries: false,
    csrfPrevention: true,
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
      {
        requestDidStart: async () => ({
          didResolveSource: async (asked) => {
            // Apollo parses what has no document by then.
            Object.assign(asked, { document: engine.documents.get(asked.source) });
          },
          didResolveOperation: async ({ source, document, operation, request }) => {
            const [invalid] = engine.validate(document);
            const exceeded = appErrorIn(invalid);
            if (exceeded !== undefined) throw withStatus(exceeded);
            if (invalid === undefined) engine.documents.keep(source, document);
            // The executor reports errors, but Apollo calls it only when there is an operation.
            if (operation === undefined && invalid !== undefined) throw asBadRequest(invalid);
            if (operation === undefined || invalid !== undefined) return;
            refuseSubscription(operation.operation);
            const { viewer = null, address = '' } = callers.getStore() ?? {};
            const variables = request.variables ?? {};
            const refusal = await runtime.admission({ document, operation, variables, viewer, address });
            if (refusal !== null) throw withStatus(refusal);
          },
        }),
      },
    ],
    formatError: (_formatted, error) => {
      const requestId = callers.getStore()?.requestId ?? '';
      const onShown = engine.instrumentation.observer.errorShown;
      return formatError(error, { requestId, log, onShown });
    },
  });
}

function asGateway(engine: Engine) {
  const { schema } = engine.runtime;
  return {
    load: async () => ({
      executor: async ({ document, request, context }: ApolloOperation) => {
        const errors = engine.validate(document);
        if (errors.length > 0) return { errors };
        const result = await engine.run({
          schema,
          document,
          // The name as it was sent: Apollo's own is null when the document holds no such operation.
          operationName: request.operationName ?? null,
          variableValues: request.variables ?? {},
          contextValue: context,
          hideSuggestions: !engine.runtime.introspection,
        });
        return withStatuses(result);
      },
    }),
    onSchemaLoadOrUpdate(tell: (loaded: { apiSchema: typeof schema; coreSupergraphSdl: string }) => void) {
      tell({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => {};
    },
    stop: async () => {},
  };
}

/** The part that is used of what Apollo hands to a gateway's executor. */
interface ApolloOperation {
  readonly document: DocumentNode;
  readonly request: {
    readonly operationName?: string | null;
    readonly variables?: Record<string, unknown>;
  };
  readonly context: object;
}

/** A result without data was refused before it ran: its errors carry the HTTP status. */
function withStatuses(result: ExecutionResult): ExecutionResult {
  if ('data' in result || result.errors === undefined) return result;
  const errors = result.errors.map((error) => {
    const refusal = appErrorIn(error);
    return refusal === undefined ? error : withStatus(refusal);
  });
  return { ...result, errors };
}

/** Apollo takes the HTTP status of a refusal from its extensions, and does not show it. */
function withStatus(refusal: AppError): GraphQLError {
  const headers = new HeaderMap();
  if (refusal.retryAfterSeconds !== undefined) headers.set('retry-after', String(refusal.retryAfterSeconds));
  const http = { status: refusal.status, headers };
  return new GraphQLError(refusal.message, { originalError: refusal, extensions: { http } });
}

function asBadRequest(error: GraphQLError): GraphQLError {
  const http = { status: 400, headers: new HeaderMap() };
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    originalError: error,
    extensions: { ...error.extensions, http },
  });
}

function refuseSubscription(kind: string | undefined): void {
  if (kind !== 'subscription') return;
  const http = { status: 400, headers: new HeaderMap() };
  throw new GraphQLError(
    'Subscriptions are served over WebSocket here and as server-sent events at /graphql/stream.',
    {
      extensions: { code: 'BAD_REQUEST', http },
    },
  );
}

/** Puts the text to run where Apollo reads it, and takes away the id. Throws with the HTTP status when nothing is to run. */
function putDocument(request: HTTPGraphQLRequest, runtime: GraphqlRuntime): void {
  try {
    const parameters = request.method === 'GET' ? searchParameters(request.search) : request.body;
    if (!isRecord(parameters)) return; // Apollo's to refuse
    const asked = readDocumentRequest(parameters);
    const found = runtime.persistedDocuments.find(asked);
    if ('refusal' in found) throw found.refusal;
    const tooLong = exceededTextLimit(found.text, runtime.maxTokens);
    if (tooLong !== null) throw tooLong;
    if (asked.documentId !== undefined) replaceDocument(request, found.text);
  } catch (error) {
    throw error instanceof AppError ? withStatus(error) : error;
  }
}

/** Nothing else in `extensions` means anything here. */
function replaceDocument(request: HTTPGraphQLRequest, text: string): void {
  if (isRecord(request.body)) request.body = { ...request.body, query: text, extensions: null };
  const search = new URLSearchParams(request.search);
  search.set('query', text);
  search.delete('extensions');
  request.search = `?${search}`;
}

/** Mistakes in a well-formed request answer 200 to those who take `application/json` only (GraphQL over HTTP, section 6.4.1). */
const WELL_FORMED: readonly unknown[] = [
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'PERSISTED_DOCUMENT_REQUIRED',
];

function mendedStatus({ status = 200, headers, body }: HTTPGraphQLResponse): number {
  const isPlainJson = headers.get('content-type')?.startsWith('application/json') === true;
  if (status !== 400 || !isPlainJson || body.kind !== 'complete') return status;
  const { errors } = JSON.parse(body.string) as { errors?: { extensions?: { code?: string } }[] };
  return WELL_FORMED.includes(errors?.[0]?.extensions?.code) ? 200 : status;
}

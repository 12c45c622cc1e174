import fastifyCompress from '@fastify/compress';
import fastifyCors from '@fastify/cors';
import fastifyHelmet from '@fastify/helmet';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Config } from '../config/variables.js';
import { AppError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import { noRouteSchemas } from '../core/http/no-route-schemas.js';
import { requestIdOf } from '../core/http/request-id.js';
import { methodLabel } from '../core/http/request-span.js';
import { whenAnswered } from '../core/http/when-answered.js';
import type { Tracing } from '../core/tracing.js';
import type { Callers } from './callers.js';
import {
  type AllowedMethods,
  createBrokenRequestHandler,
  createErrorHandler,
  createNotFoundHandler,
} from './http-errors.js';
import type { Metrics } from './metrics.js';
import { BROTLI_OPTIONS, COMPRESSED_FROM_BYTES } from './ready-answers/renew-answer.js';
import { traceRequests } from './trace-requests.js';
import { WebRequest } from './web-request.js';

export interface FastifyAppOptions {
  readonly config: Config;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly allowedMethods: AllowedMethods;
  /** When true, requests on connections that are still open are refused with SHUTTING_DOWN. */
  readonly isClosing: () => boolean;
  readonly callers: Callers;
  /** Paths that are served to every host and origin. */
  readonly openPaths: readonly string[];
}

/**
 * Longest time for the head and for the whole of a request to arrive, and for a connection to do nothing
 * during a request, in milliseconds. Between requests KEEP_ALIVE_SECONDS holds.
 */
const HEAD_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
const IDLE_TIMEOUT_MS = 60_000;
/** How often connections are looked at for that. Node's own is half a minute. */
const CHECK_EVERY_MS = 2_000;

/** Fastify with our limits, headers, error shape and counting, and no route yet. */
export async function createFastifyApp(options: FastifyAppOptions): Promise<FastifyInstance> {
  const { config, log } = options;
  const { errorShown } = options.metrics;
  const handleError = createErrorHandler(log, errorShown);
  const app = fastify({
    logger: false,
    schemaController: noRouteSchemas,
    genReqId: ({ headers }) => requestIdOf(headers['x-request-id']),
    requestIdHeader: false,
    bodyLimit: config.GRAPHQL_MAX_BYTES,
    routerOptions: { ignoreTrailingSlash: true },
    http: {
      IncomingMessage: WebRequest,
      maxHeaderSize: config.HTTP_MAX_HEADER_BYTES,
      headersTimeout: HEAD_TIMEOUT_MS,
      connectionsCheckingInterval: CHECK_EVERY_MS,
    },
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: IDLE_TIMEOUT_MS,
    keepAliveTimeout: config.KEEP_ALIVE_SECONDS * 1000,
    return503OnClosing: false,
    frameworkErrors: handleError,
    clientErrorHandler: createBrokenRequestHandler(errorShown),
  });
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler(handleError);
  const handleNotFound = createNotFoundHandler(options.allowedMethods, errorShown);
  app.setNotFoundHandler(handleNotFound);
  traceRequests(app, options.tracing);
  watchRequests(app, options);
  refuseForeign(app, options);
  await registerPlugins(app, options.callers);
  app.addHook('onRequest', async (request, reply) => {
    // What Node has read behind an offer of another protocol is lost (see WebRequest): nothing may count on
    // an answer to it.
    if (request.headers.upgrade !== undefined) reply.header('connection', 'close');
  });
  // Answered before the body is read, because no handler would read it.
  app.addHook('onRequest', async (request, reply) =>
    request.is404 ? handleNotFound(request, reply) : undefined,
  );
  return app;
}

function watchRequests(app: FastifyInstance, { metrics, log, isClosing }: FastifyAppOptions): void {
  const record = (request: FastifyRequest, { elapsedTime }: FastifyReply, status: number) => {
    const route = request.routeOptions.url ?? 'none';
    const { id: requestId } = request;
    const method = methodLabel(request.method);
    metrics.httpRequests.inc({ method, route, status: String(status) });
    metrics.httpSeconds.observe({ route }, elapsedTime / 1000);
    log.debug({ requestId, method, route, status, ms: Math.round(elapsedTime) }, 'request');
  };
  app.addHook('onRequest', async (request, reply) => {
    whenAnswered(reply.raw, (status) => record(request, reply, status));
    reply.header('x-request-id', request.id);
    if (!isClosing()) return;
    reply.header('connection', 'close');
    throw new AppError('SHUTTING_DOWN', 'This instance is draining.', { retryAfterSeconds: 1 });
  });
}

/** Before CORS: what is refused gets none of its headers. */
function refuseForeign(app: FastifyInstance, { callers, openPaths }: FastifyAppOptions): void {
  app.addHook('onRequest', async (request) => {
    const refusal = openPaths.includes(request.routeOptions.url ?? '')
      ? null
      : callers.refusalOf(request.raw);
    if (refusal !== null) throw refusal;
  });
}

async function registerPlugins(app: FastifyInstance, callers: Callers): Promise<void> {
  await app.register(fastifyCors, {
    origin: (origin, callback) => callback(null, origin !== undefined && callers.mayRead(origin)),
    methods: ['GET', 'POST'],
    exposedHeaders: ['x-request-id', 'retry-after', 'ratelimit', 'ratelimit-policy'],
    credentials: false,
    maxAge: 600,
  });
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
      },
    },
  });
  await app.register(fastifyCompress, {
    globalDecompression: false,
    threshold: COMPRESSED_FROM_BYTES,
    encodings: ['br', 'gzip'],
    brotliOptions: BROTLI_OPTIONS,
  });
}

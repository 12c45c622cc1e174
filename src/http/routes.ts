import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from '../config/variables.js';
import { OVERLOADED, type Overload } from '../core/overload.js';
import type { Tracing } from '../core/tracing.js';
import { yieldIfLong } from '../core/turns.js';
import type { Engine } from '../execution/engine.js';
import type { ConnectionFacts } from '../transports/connection-facts.js';
import { createGraphqlHttp } from '../transports/graphql-http.js';
import { SseServer } from '../transports/sse.js';
import { WebsocketServer } from '../transports/websocket.js';
import { holderOf, type Viewer } from '../viewer/viewer.js';
import type { Callers } from './callers.js';
import { clientAddress } from './client-address.js';
import { CONSOLE_METHODS } from './console/console-paths.js';
import { registerGraphiql } from './graphiql.js';
import { GraphqlBodies, readJsonBodies } from './graphql-body.js';
import { registerHealth } from './health.js';
import type { AllowedMethods } from './http-errors.js';
import type { Metrics } from './metrics.js';
import { ReadyAnswerServer } from './ready-answers/serve-ready-answers.js';
import type { HttpServerOptions } from './server-options.js';
import { SERVICE_METHODS } from './service/service-mount.js';
import { registerShop } from './shop.js';
import { drainMs } from './shutdown-phases.js';
import { registerWebhookRoute, WEBHOOK_PATH } from './webhook-route.js';

/** The methods of each path of the public server that is always served. */
export const ALLOWED_METHODS: AllowedMethods = {
  '/graphql': 'GET, POST',
  '/graphql/stream': 'GET, POST',
  [WEBHOOK_PATH]: 'POST',
  '/health/live': 'GET, HEAD',
  '/health/ready': 'GET, HEAD',
};

/** The methods of each path of the public server, with the console where it is served there. */
export function allowedMethods(options: HttpServerOptions): AllowedMethods {
  return { ...ALLOWED_METHODS, ...methodsElsewhere(options) };
}

/** The methods of the paths of the console and of backends here. Sockets there are not those of viewers. */
function methodsElsewhere(options: HttpServerOptions): AllowedMethods {
  const { service } = options;
  return {
    ...(isConsoleHere(options) ? CONSOLE_METHODS : {}),
    ...(service === undefined ? {} : SERVICE_METHODS),
  };
}

/** Whether the console is served by the public server. In production it never is. */
function isConsoleHere({ config, console: site }: HttpServerOptions): boolean {
  return site !== undefined && config.NODE_ENV !== 'production';
}

/**
 * Paths that are served under any host and to any origin, also outside production: Gateway proves its
 * deliveries, and probes call by address, change nothing and only learn whether the instance is healthy.
 */
export const OPEN_PATHS = [WEBHOOK_PATH, '/health/live', '/health/ready'];

/** What the transports are built on. */
export interface ServerParts {
  readonly app: FastifyInstance;
  readonly callers: Callers;
  readonly engine: Engine;
  readonly overload: Overload;
}

/** What the routes need to know of the server. */
export interface ServerState {
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  /** The instance is not ready any more. */
  readonly isDraining: () => boolean;
  /** Requests are refused. */
  readonly isClosing: () => boolean;
}

/** Ends what the routes of GraphQL keep open. */
export interface StreamRoutes {
  /** Ends event streams gradually. */
  drain(): Promise<void>;
  stop(): Promise<void>;
  /** The open event streams of one viewer, or all, as they are now. */
  connections(viewerId: string | null): Iterable<ConnectionFacts>;
}

/** Registers every route of the public server. */
export async function registerRoutes(
  parts: ServerParts,
  options: HttpServerOptions,
  state: ServerState,
): Promise<StreamRoutes> {
  const { app } = parts;
  const { metrics, isDraining } = state;
  const { config, log } = options;
  const graphql = await registerGraphql(parts, options, state);
  registerWebhookRoute(app, {
    receive: options.receiveWebhook,
    log,
    onError: metrics.errorShown,
    onTooLarge: () => metrics.webhooks.inc({ kind: 'UNVERIFIED', outcome: '413' }),
    onRejected: options.onRejectedWebhook,
    maxBytes: config.WEBHOOK_MAX_BYTES,
    addressOf: addressOf(config),
    badWebhooks: options.badWebhooks,
  });
  registerHealth(app, { checks: options.readiness, isDraining, log });
  if (config.NODE_ENV !== 'production') {
    registerMetrics(app, metrics);
    if (options.shopEmulatorUrl !== undefined) await registerShop(app, options.shopEmulatorUrl);
  }
  return graphql;
}

/** Serves WebSockets on `/graphql`. */
export function serveSockets(
  { app, callers, engine, overload }: ServerParts,
  options: HttpServerOptions,
): WebsocketServer {
  const { config, log, authenticator, times } = options;
  const elsewhere = methodsElsewhere(options);
  const sockets = new WebsocketServer({
    drainMs: drainMs(config.SHUTDOWN_TIMEOUT_MS),
    ...times,
    server: app.server,
    engine,
    authenticator,
    ...untilEndOf(options),
    log,
    isOverloaded: overload.isOverloaded,
    maxPayloadBytes: config.WEBSOCKET_MAX_BYTES,
    maxOperations: config.GRAPHQL_MAX_SUBSCRIPTIONS,
    maxSockets: config.GRAPHQL_MAX_SOCKETS,
    addressOf: addressOf(config),
    refusalOf: callers.socketRefusalOf,
    isElsewhere: (path) => Object.hasOwn(elsewhere, path),
  });
  sockets.start();
  return sockets;
}

/**
 * `/graphql` and `/graphql/stream`. The token is proven before a body is read; a bad one ends the request.
 */
async function registerGraphql(
  parts: ServerParts,
  options: HttpServerOptions,
  state: ServerState,
): Promise<StreamRoutes> {
  const { app, engine, overload } = parts;
  const { config, log, authenticator, times } = options;
  const addressOfClient = addressOf(config);
  const viewers = new WeakMap<FastifyRequest, Viewer | null>();
  const viewerOf = (request: FastifyRequest) => viewers.get(request) ?? null;
  const bodies = new GraphqlBodies({ maxBytes: config.GRAPHQL_MAX_BYTES, addressOf: addressOfClient });
  const ready =
    options.readyAnswers === undefined
      ? null
      : new ReadyAnswerServer({ ...parts, ...state, ...options.readyAnswers, bodies, authenticator, log });
  ready?.mount(app.server);
  const reuseOf = ready === null ? undefined : (request: IncomingMessage) => ready.reuseOf(request);
  const http = await createGraphqlHttp({
    engine,
    log,
    viewerOf,
    addressOf: addressOfClient,
    reuseOf,
    isEnded: (viewer) => options.sessionEnds?.isEnded(viewer) === true,
  });
  const sse = new SseServer({
    drainMs: drainMs(config.SHUTDOWN_TIMEOUT_MS),
    ...times,
    engine,
    log,
    viewerOf,
    ...untilEndOf(options),
    addressOf: addressOfClient,
    maxStreams: config.GRAPHQL_MAX_SUBSCRIPTIONS,
  });
  const graphiql = config.GRAPHIQL ? await registerGraphiql(app, options.graphiqlFolder) : null;
  if (graphiql !== null && !isConsoleHere(options))
    app.get('/', async (_request, reply) => reply.redirect('/graphql'));
  await app.register(async (scope) => {
    readJsonBodies(scope, bodies);
    scope.addHook('onRequest', async (request, reply) => {
      // Every answer, and every refusal of a viewer's request, is for this viewer and this moment.
      reply.header('cache-control', 'no-store');
      if (overload.isOverloaded()) throw OVERLOADED;
      const viewer = await authenticator.authenticate(request.headers.authorization);
      if (engine.isBusyFor(holderOf(viewer, addressOfClient(request.raw)))) throw OVERLOADED;
      viewers.set(request, viewer);
      // Any number of requests may have been read, or their tokens verified, in one turn.
      const pause = yieldIfLong();
      if (pause !== undefined) await pause;
    });
    const routes = { method: ['GET', 'POST'], exposeHeadRoute: false };
    scope.route({
      ...routes,
      url: '/graphql/stream',
      handler: (request, reply) => sse.handle(request, reply),
    });
    scope.route({
      ...routes,
      url: '/graphql',
      handler: (request, reply) =>
        graphiql?.isAskedFor(request) === true ? graphiql.sendPage(reply) : http.handle(request, reply),
    });
  });
  return {
    drain: () => sse.drain(),
    stop: http.stop,
    connections: (viewerId) => sse.connections(viewerId),
  };
}

function untilEndOf({ untilEnd }: HttpServerOptions): Pick<HttpServerOptions, 'untilEnd'> {
  return untilEnd === undefined ? {} : { untilEnd };
}

function addressOf({ TRUST_PROXY }: Config) {
  return (request: IncomingMessage): string => clientAddress(request, TRUST_PROXY);
}

/** Registers `/metrics`. */
export function registerMetrics(app: FastifyInstance, metrics: Metrics): void {
  app.get('/metrics', { compress: false }, async (_request, reply) => {
    const { contentType, text } = await metrics.render();
    return reply.header('content-type', contentType).send(text);
  });
}

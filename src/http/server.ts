import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RateLimiter } from '../cache/rate-limits.js';
import type { Config } from '../config/variables.js';
import type { Log } from '../core/log.js';
import { OVERLOADED, type Overload, watchOverload } from '../core/overload.js';
import { yieldIfLong } from '../core/turns.js';
import type { WebhookOutcome } from '../core/webhook-outcome.js';
import { noTracing, type Tracing } from '../core/tracing.js';
import { Engine } from '../execution/engine.js';
import type { GraphqlRuntime } from '../execution/runtime.js';
import { createGraphqlHttp } from '../transports/graphql-http.js';
import { holderOf } from '../viewer/viewer.js';
import { warnOfUnfitDocuments } from '../execution/unfit-documents.js';
import { createGraphqlSse } from '../transports/sse.js';
import { type GraphqlWebsocket, serveGraphqlWebsocket } from '../transports/websocket.js';
import type { Authenticator } from '../viewer/authenticator.js';
import type { Viewer } from '../viewer/viewer.js';
import { type Callers, createCallers } from './callers.js';
import { clientAddress } from './client-address.js';
import { createFastifyApp } from './fastify-app.js';
import { registerGraphiql } from './graphiql.js';
import { readJsonWithinBudget } from './graphql-body.js';
import { registerHealth } from './health.js';
import { createMetrics, type Metrics } from './metrics.js';
import { type OpsServer, startOpsServer } from './ops-server.js';
import { serverUrl } from './server-url.js';
import { type Phase, shutDown } from './shutdown.js';
import { registerWebhookRoute, WEBHOOK_PATH } from './webhook-route.js';

/** Times of the streaming transports, in milliseconds; their defaults are told there. Tests make them short. */
export interface StreamTimes {
  readonly initTimeoutMs?: number;
  readonly keepAliveMs?: number;
  readonly stalledMs?: number;
  readonly heartbeatMs?: number;
  readonly drainMs?: number;
}

export interface HttpServerOptions {
  readonly config: Config;
  readonly log: Log;
  readonly authenticator: Authenticator;
  readonly graphql: GraphqlRuntime;
  /** Takes the raw bytes of one webhook delivery, unverified. What it throws is answered 503. */
  readonly receiveWebhook: (rawBody: Buffer) => Promise<WebhookOutcome>;
  /** Counts deliveries without a good checksum by address. */
  readonly badWebhooks: RateLimiter;
  /** What must hold for `/health/ready`, by the name that is shown when it does not. */
  readonly readiness: Readonly<Record<string, () => Promise<void>>>;
  /** Given when others count too; made here otherwise. */
  readonly metrics?: Metrics;
  /** Default: watches the event loop. Closed with the server. */
  readonly overload?: Overload;
  /** Default: nothing is traced. */
  readonly tracing?: Tracing;
  /** What is closed after the last request, in order. */
  readonly closers?: readonly Phase[];
  readonly times?: StreamTimes;
  /** Where the built GraphiQL is. Default: beside the built server. */
  readonly graphiqlFolder?: string;
}

/** Where a server listens. `opsUrl` is where `/metrics` is in production, else null. */
export interface Listening {
  readonly url: string;
  readonly port: number;
  readonly opsUrl: string | null;
}

/** The public server, with everything it serves. */
export interface HttpServer {
  readonly metrics: Metrics;
  /** Starts listening. Rejects with Node's error when the port is taken; close the server then. */
  listen(): Promise<Listening>;
  /** Not ready any more: sockets are told 1012 and streams end; plain requests are still answered. Resolves when the sockets are gone. */
  drain(): Promise<void>;
  /** Drains, finishes requests, closes, and runs the closers, all within SHUTDOWN_TIMEOUT_MS. May be called twice. */
  close(): Promise<void>;
}

/** Connections that may wait to be taken: one is taken in each turn of the loop, and those beyond would try again only seconds later. */
const BACKLOG = 4_096;

const IDLE_CLOSED_EVERY_MS = 20;

const ALLOWED_METHODS = {
  '/graphql': 'GET, POST',
  '/graphql/stream': 'GET, POST',
  [WEBHOOK_PATH]: 'POST',
  '/health/live': 'GET, HEAD',
  '/health/ready': 'GET, HEAD',
};

/**
 * Served under any host and to any origin, also outside production: Gateway proves its deliveries, and probes come by address, change
 * nothing and learn only whether the instance is well.
 */
const OPEN_PATHS = [WEBHOOK_PATH, '/health/live', '/health/ready'];

/** Puts the server together; nothing listens until `listen`. */
export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { config, log, metrics = createMetrics(), tracing = noTracing } = options;
  const state = { isDraining: false, isClosing: false };
  const callers = createCallers(config, log);
  const app = await createFastifyApp({
    callers,
    openPaths: OPEN_PATHS,
    config,
    log,
    metrics,
    tracing,
    allowedMethods: ALLOWED_METHODS,
    isClosing: () => state.isClosing,
  });
  const parts: Parts = {
    app,
    callers,
    engine: new Engine(options.graphql, { tracing, observer: metrics }),
    overload: options.overload ?? watchOverload(config.OVERLOAD_LAG_MS),
  };
  warnOfUnfitDocuments(parts.engine, log);
  const sockets = serveSockets(parts, options);
  const graphql = await registerGraphql(parts, options);
  registerWebhookRoute(app, {
    receive: options.receiveWebhook,
    log,
    onError: metrics.errorShown,
    maxBytes: config.WEBHOOK_MAX_BYTES,
    addressOf: addressOf(config),
    badWebhooks: options.badWebhooks,
  });
  registerHealth(app, { checks: options.readiness, isDraining: () => state.isDraining, log });
  if (config.NODE_ENV !== 'production') registerMetrics(app, metrics);
  await app.ready();
  let ops: OpsServer | null = null;
  let closing: Promise<void> | null = null;
  const turn = () => {
    state.isDraining = true;
  };
  const drain = async () => {
    turn();
    await Promise.all([graphql.drain(), sockets.drain()]);
  };
  return {
    metrics,
    drain,
    async listen() {
      await app.listen({ host: config.HOST, port: config.PORT, backlog: BACKLOG });
      if (config.NODE_ENV === 'production')
        ops = await startOpsServer(metrics, config.OPS_HOST, config.OPS_PORT);
      return whereOf(app, ops);
    },
    close() {
      const finish = async () => {
        state.isClosing = true;
        // A connection whose last request was under way now becomes idle, and nobody else closes it.
        const closingIdle = setInterval(() => app.server.closeIdleConnections(), IDLE_CLOSED_EVERY_MS);
        await app.close().finally(() => clearInterval(closingIdle));
      };
      const stop = async () => {
        app.server.closeAllConnections();
        parts.overload.close();
        await Promise.all([graphql.stop(), ops?.close()]);
      };
      closing ??= shutDown(
        phases({ turn, drain, cut: sockets.close, finish, stop }, options),
        config.SHUTDOWN_TIMEOUT_MS,
        log,
      );
      return closing;
    },
  };
}

interface Steps {
  turn(): void;
  drain(): Promise<void>;
  cut(): void;
  finish(): Promise<void>;
  stop(): Promise<void>;
}

/** Clients are sent away over an eighth of the time, and have the rest of a fifth to leave. */
function drainMs(config: Config): number {
  return config.SHUTDOWN_TIMEOUT_MS / 8;
}

/** Sockets get a fifth of the time, requests half: something is always left for what must be written down. */
function phases(
  { turn, drain, cut, finish, stop }: Steps,
  { config, closers = [] }: HttpServerOptions,
): Phase[] {
  const totalMs = config.SHUTDOWN_TIMEOUT_MS;
  return [
    { name: 'readiness turns', run: turn },
    { name: 'sockets are told', limitMs: totalMs / 5, run: drain },
    { name: 'sockets are cut', run: cut },
    { name: 'requests finish', limitMs: totalMs / 2, run: finish },
    { name: 'server stops', limitMs: totalMs / 10, run: stop },
    ...closers,
  ];
}

/** What the transports stand on. */
interface Parts {
  readonly app: FastifyInstance;
  readonly callers: Callers;
  readonly engine: Engine;
  readonly overload: Overload;
}

function serveSockets(
  { app, callers, engine, overload }: Parts,
  options: HttpServerOptions,
): GraphqlWebsocket {
  const { config, log, authenticator, times } = options;
  return serveGraphqlWebsocket({
    drainMs: drainMs(config),
    ...times,
    server: app.server,
    engine,
    authenticator,
    log,
    isOverloaded: overload.isOverloaded,
    maxPayloadBytes: config.WEBSOCKET_MAX_BYTES,
    maxOperations: config.GRAPHQL_MAX_SUBSCRIPTIONS,
    maxSockets: config.GRAPHQL_MAX_SOCKETS,
    addressOf: addressOf(config),
    refusalOf: callers.socketRefusalOf,
  });
}

/** `/graphql` and `/graphql/stream`. The token is proven before a body is read; a bad one ends the request. */
async function registerGraphql({ app, engine, overload }: Parts, options: HttpServerOptions) {
  const { config, log, authenticator, times } = options;
  const viewers = new WeakMap<FastifyRequest, Viewer | null>();
  const viewerOf = (request: FastifyRequest) => viewers.get(request) ?? null;
  const http = await createGraphqlHttp({ engine, log, viewerOf, addressOf: addressOf(config) });
  const sse = createGraphqlSse({
    drainMs: drainMs(config),
    ...times,
    engine,
    log,
    viewerOf,
    addressOf: addressOf(config),
    maxStreams: config.GRAPHQL_MAX_SUBSCRIPTIONS,
  });
  const graphiql = config.GRAPHIQL ? await registerGraphiql(app, options.graphiqlFolder) : null;
  await app.register(async (scope) => {
    readJsonWithinBudget(scope, { maxBytes: config.GRAPHQL_MAX_BYTES, addressOf: addressOf(config) });
    scope.addHook('onRequest', async (request) => {
      if (overload.isOverloaded()) throw OVERLOADED;
      const viewer = await authenticator.authenticate(request.headers.authorization);
      if (engine.isBusyFor(holderOf(viewer, addressOf(config)(request.raw)))) throw OVERLOADED;
      viewers.set(request, viewer);
      // Any number of requests may have been read, or their tokens verified, in one turn.
      const pause = yieldIfLong();
      if (pause !== undefined) await pause;
    });
    const routes = { method: ['GET', 'POST'], exposeHeadRoute: false };
    scope.route({ ...routes, url: '/graphql/stream', handler: sse.handle });
    scope.route({
      ...routes,
      url: '/graphql',
      handler: (request, reply) =>
        graphiql?.isAskedFor(request) === true ? graphiql.sendPage(reply) : http.handle(request, reply),
    });
  });
  return { drain: sse.drain, stop: http.stop };
}

function addressOf({ TRUST_PROXY }: Config) {
  return (request: IncomingMessage): string => clientAddress(request, TRUST_PROXY);
}

function registerMetrics(app: FastifyInstance, metrics: Metrics): void {
  app.get('/metrics', { compress: false }, async (_request, reply) => {
    const { contentType, text } = await metrics.render();
    return reply.header('content-type', contentType).send(text);
  });
}

function whereOf(app: FastifyInstance, ops: OpsServer | null): Listening {
  const { port } = app.server.address() as AddressInfo;
  return { url: serverUrl(app.server), port, opsUrl: ops?.url ?? null };
}

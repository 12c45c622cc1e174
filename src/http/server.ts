import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { watchOverload } from '../core/overload.js';
import { noTracing } from '../core/tracing.js';
import { Engine } from '../execution/engine.js';
import { warnOfUnfitDocuments } from '../execution/unfit-documents.js';
import type { ConnectionFacts } from '../transports/connection-facts.js';
import { createCallers } from './callers.js';
import { createFastifyApp } from './fastify-app.js';
import { limitIdleConnections, type WaitingConnections } from './idle-connections.js';
import { createMetrics, type Metrics } from './metrics.js';
import type { OpsServer } from './ops/ops-server.js';
import { createOpsSite } from './ops/ops-site.js';
import {
  allowedMethods,
  OPEN_PATHS,
  registerRoutes,
  type ServerParts,
  type ServerState,
  serveSockets,
} from './routes.js';
import type { HttpServerOptions } from './server-options.js';
import { serverUrl } from './server-url.js';
import { shutDown } from './shutdown.js';
import { shutdownPhases } from './shutdown-phases.js';

/** Where a server listens. `opsUrl` serves `/metrics` and the console in production and is null otherwise. */
export interface Listening {
  readonly url: string;
  readonly port: number;
  readonly opsUrl: string | null;
}

/** The public server, with everything it serves. */
export interface HttpServer {
  readonly metrics: Metrics;
  /** Starts listening. Rejects with Node's error if the port is taken; the caller then closes the server. */
  listen(): Promise<Listening>;
  /**
   * Makes the instance not ready, closes sockets with 1012 and ends streams; plain requests are still served.
   * Resolves when all sockets are closed.
   */
  drain(): Promise<void>;
  /**
   * Makes the instance not ready and, if it was listening, serves for SHUTDOWN_DELAY_SECONDS more. Then
   * drains, finishes requests, closes, and runs the closers, all within SHUTDOWN_TIMEOUT_MS. May be called
   * twice.
   */
  close(): Promise<void>;
  /** The WebSockets and event streams of one viewer, or of all, as they are now. */
  connections(viewerId: string | null): Iterable<ConnectionFacts>;
}

/**
 * Connections that wait to be accepted. The event loop accepts one per turn; clients beyond the backlog would
 * retry only seconds later.
 */
const BACKLOG = 4_096;

const IDLE_CLOSED_EVERY_MS = 20;

/** Assembles the server. It listens only after `listen`. */
export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { config, log, metrics = createMetrics(), tracing = noTracing, closers = [] } = options;
  const state = { isDraining: false, isClosing: false };
  const callers = createCallers(config, log);
  const app = await createFastifyApp({
    callers,
    openPaths: OPEN_PATHS,
    config,
    log,
    metrics,
    tracing,
    allowedMethods: allowedMethods(options),
    isClosing: () => state.isClosing,
  });
  const parts: ServerParts = {
    app,
    callers,
    engine: new Engine(options.graphql, { tracing, observer: metrics }),
    overload: options.overload ?? watchOverload(config.OVERLOAD_LAG_MS),
  };
  warnOfUnfitDocuments(parts.engine, log);
  const sockets = serveSockets(parts, options);
  const serverState: ServerState = {
    metrics,
    tracing,
    isDraining: () => state.isDraining,
    isClosing: () => state.isClosing,
  };
  const streams = await registerRoutes(parts, options, serverState);
  const service = await options.service?.mount(app, {
    overload: parts.overload,
    socketRefusalOf: callers.socketRefusalOf,
  });
  const opsSite = await createOpsSite(parts, options, serverState);
  // Its listener comes after that of the framework, which the routes may have replaced.
  const waiting = limitIdleConnections(app.server, options.idleConnections);
  await app.ready();
  let closing: Promise<void> | null = null;
  const markNotReady = () => {
    state.isDraining = true;
  };
  const drain = async () => {
    markNotReady();
    await Promise.all([streams.drain(), sockets.drain(), service?.drain(), opsSite.drain()]);
  };
  const delayMs = () => (app.server.listening ? config.SHUTDOWN_DELAY_SECONDS * 1000 : 0);
  const steps = {
    markNotReady,
    serveOn: () => pause(delayMs()),
    drainSockets: drain,
    terminateSockets: () => sockets.close(),
    finishRequests() {
      state.isClosing = true;
      return finishRequests(app, waiting);
    },
    async stopServer() {
      app.server.closeAllConnections();
      parts.overload.close();
      await Promise.all([streams.stop(), service?.stop(), opsSite.stop()]);
    },
  };
  return {
    metrics,
    drain,
    *connections(viewerId) {
      yield* sockets.connections(viewerId);
      yield* streams.connections(viewerId);
    },
    async listen() {
      await app.listen({ host: config.HOST, port: config.PORT, backlog: BACKLOG });
      return whereOf(app, await opsSite.listen());
    },
    close() {
      const totalMs = config.SHUTDOWN_TIMEOUT_MS;
      closing ??= shutDown(shutdownPhases(steps, totalMs, closers), delayMs() + totalMs, log);
      return closing;
    },
  };
}

/** Stops accepting connections and waits for requests in flight. */
async function finishRequests(app: FastifyInstance, waiting: WaitingConnections): Promise<void> {
  // A connection becomes idle after its last request, and nothing else would close it.
  const closingIdle = setInterval(() => waiting.close(), IDLE_CLOSED_EVERY_MS);
  await app.close().finally(() => clearInterval(closingIdle));
}

function whereOf(app: FastifyInstance, ops: OpsServer | null): Listening {
  const { port } = app.server.address() as AddressInfo;
  return { url: serverUrl(app.server), port, opsUrl: ops?.url ?? null };
}

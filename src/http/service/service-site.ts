import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Config } from '../../config/variables.js';
import type { Log } from '../../core/log.js';
import { OVERLOADED } from '../../core/overload.js';
import { yieldIfLong } from '../../core/turns.js';
import type { Engine } from '../../execution/engine.js';
import { createGraphqlHttp } from '../../transports/graphql-http.js';
import { SseServer } from '../../transports/sse.js';
import { WebsocketServer } from '../../transports/websocket.js';
import { holderOf, type Viewer } from '../../viewer/viewer.js';
import { clientAddress } from '../client-address.js';
import { GraphqlBodies, readJsonBodies } from '../graphql-body.js';
import { drainMs } from '../shutdown-phases.js';
import {
  type MountedService,
  SERVICE_GRAPHQL_PATH,
  SERVICE_STREAM_PATH,
  type ServiceServer,
} from './service-mount.js';

interface ServiceOptions extends ServiceServer {
  readonly config: Config;
  readonly log: Log;
  /** Proves backends; throws UNAUTHENTICATED. */
  readonly access: {
    authenticate(authorization: string | undefined): Promise<Viewer>;
  };
  /** Executes the schema of backends. */
  readonly engine: Engine;
}

/**
 * Serves the schema of backends on a server that has no such routes yet: over HTTP, server-sent events and
 * WebSocket, by the rules of `/graphql`. The token is proven before a body is read.
 */
export async function mountService(app: FastifyInstance, options: ServiceOptions): Promise<MountedService> {
  const { config, log, access, engine, overload } = options;
  const addressOf = (request: FastifyRequest['raw']) => clientAddress(request, config.TRUST_PROXY);
  const viewers = new WeakMap<FastifyRequest, Viewer>();
  const viewerOf = (request: FastifyRequest) => viewers.get(request) ?? null;
  const http = await createGraphqlHttp({ engine, log, viewerOf, addressOf });
  const common = { drainMs: drainMs(config.SHUTDOWN_TIMEOUT_MS), engine, log, addressOf };
  const sse = new SseServer({ ...common, viewerOf, maxStreams: config.GRAPHQL_MAX_SUBSCRIPTIONS });
  const sockets = serveServiceSockets(app, options, common);
  const bodies = new GraphqlBodies({ maxBytes: config.GRAPHQL_MAX_BYTES, addressOf });
  await app.register(async (scope) => {
    readJsonBodies(scope, bodies);
    scope.addHook('onRequest', async (request, reply) => {
      reply.header('cache-control', 'no-store');
      if (overload.isOverloaded()) throw OVERLOADED;
      const viewer = await access.authenticate(request.headers.authorization);
      if (engine.isBusyFor(holderOf(viewer, addressOf(request.raw)))) throw OVERLOADED;
      viewers.set(request, viewer);
      const pause = yieldIfLong();
      if (pause !== undefined) await pause;
    });
    const routes = { method: ['GET', 'POST'], exposeHeadRoute: false };
    scope.route({
      ...routes,
      url: SERVICE_STREAM_PATH,
      handler: (request, reply) => sse.handle(request, reply),
    });
    scope.route({
      ...routes,
      url: SERVICE_GRAPHQL_PATH,
      handler: (request, reply) => http.handle(request, reply),
    });
  });
  return {
    drain: async () => void (await Promise.all([sse.drain(), sockets.drain()])),
    async stop() {
      sockets.close();
      await http.stop();
    },
  };
}

type Common = Pick<
  ConstructorParameters<typeof WebsocketServer>[0],
  'engine' | 'log' | 'addressOf' | 'drainMs'
>;

function serveServiceSockets(
  app: FastifyInstance,
  { config, access, overload, socketRefusalOf }: ServiceOptions,
  common: Common,
): WebsocketServer {
  const sockets = new WebsocketServer({
    ...common,
    server: app.server,
    path: SERVICE_GRAPHQL_PATH,
    isElsewhere: (path) => path !== SERVICE_GRAPHQL_PATH,
    authenticator: access,
    isOverloaded: overload.isOverloaded,
    maxPayloadBytes: config.WEBSOCKET_MAX_BYTES,
    maxOperations: config.GRAPHQL_MAX_SUBSCRIPTIONS,
    maxSockets: config.GRAPHQL_MAX_SOCKETS,
    refusalOf: socketRefusalOf,
  });
  sockets.start();
  return sockets;
}

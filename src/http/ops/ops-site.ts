import type { FastifyInstance } from 'fastify';
import type { AppError } from '../../core/errors.js';
import { createFastifyApp } from '../fastify-app.js';
import { CONSOLE_METHODS } from '../console/console-paths.js';
import type { MountedConsole } from '../console/console-mount.js';
import type { Metrics } from '../metrics.js';
import { type OpsServer, startOpsServer } from './ops-server.js';
import { registerMetrics, type ServerParts, type ServerState } from '../routes.js';
import type { HttpServerOptions } from '../server-options.js';
import { serverUrl } from '../server-url.js';

/**
 * What is for operators only. In production it has a server of its own, on OPS_HOST and OPS_PORT; elsewhere
 * it is on the public one.
 */
export interface OpsSite {
  /**
   * Starts the server of its own; null where there is none. Rejects with Node's error if the port is taken.
   */
  listen(): Promise<OpsServer | null>;
  /** Closes the WebSockets of the console gradually. */
  drain(): Promise<void>;
  /** Stops the console and closes the server. */
  stop(): Promise<void>;
}

/** Puts together what is for operators: `/metrics` in production, and the console where it is on. */
export async function createOpsSite(
  parts: ServerParts,
  options: HttpServerOptions,
  state: ServerState,
): Promise<OpsSite> {
  const { config, console: site } = options;
  const isProduction = config.NODE_ENV === 'production';
  if (site === undefined) return plainSite(isProduction, options, state.metrics);
  const app = isProduction ? await createOpsApp(options, state) : parts.app;
  const isElsewhere = (path: string) => !isProduction && !Object.hasOwn(CONSOLE_METHODS, path);
  const mounted = await site.mount(app, { overload: parts.overload, isElsewhere });
  if (!isProduction) return { ...mounted, listen: async () => null };
  await app.ready();
  return servedSite(app, mounted, options);
}

function plainSite(isProduction: boolean, { config }: HttpServerOptions, metrics: Metrics): OpsSite {
  let server: OpsServer | null = null;
  return {
    async listen() {
      if (isProduction) server = await startOpsServer(metrics, config.OPS_HOST, config.OPS_PORT);
      return server;
    },
    drain: async () => {},
    stop: async () => server?.close(),
  };
}

function servedSite(app: FastifyInstance, mounted: MountedConsole, { config }: HttpServerOptions): OpsSite {
  return {
    async listen() {
      await app.listen({ host: config.OPS_HOST, port: config.OPS_PORT });
      return { url: serverUrl(app.server), close: () => app.close() };
    },
    drain: () => mounted.drain(),
    async stop() {
      await mounted.stop();
      app.server.closeAllConnections();
      await app.close();
    },
  };
}

async function createOpsApp(options: HttpServerOptions, state: ServerState): Promise<FastifyInstance> {
  const { metrics, tracing, isClosing } = state;
  const app = await createFastifyApp({
    callers: { mayRead: () => false, refusalOf: refuseNone, socketRefusalOf: refuseNone },
    openPaths: [],
    config: options.config,
    log: options.log,
    metrics,
    tracing,
    allowedMethods: CONSOLE_METHODS,
    isClosing,
  });
  registerMetrics(app, metrics);
  return app;
}

/** Whose calls are refused is decided by the rules of the console. */
function refuseNone(): AppError | null {
  return null;
}

import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { PACKAGE_ROOT } from '../../core/built/package-root.js';
import { clientAddress } from '../client-address.js';
import { createAccessRules } from './access-rules.js';
import type { ConsoleMount, MountedConsole } from './console-mount.js';
import type { ConsoleOptions, ConsoleParts } from './console-parts.js';
import { CONSOLE_PATH } from './console-paths.js';
import { serveConsoleSockets } from './console-sockets.js';
import { registerConsoleGraphql } from './graphql-route.js';
import { registerLoginRoutes } from './login-routes.js';
import { registerConsolePages } from './pages.js';
import { createProxyOperators } from './proxy-operator.js';
import { registerPlayRoutes } from './play-routes.js';
import { registerSessionRoutes } from './session-routes.js';

/** Where `npm run build` puts the pages: next to the built server. */
const BUILT = fileURLToPath(new URL('dist/console/', PACKAGE_ROOT));

/**
 * Serves the console on a server that has no route of that name yet: its pages, its sessions and its GraphQL,
 * and at `/` a redirect. `isElsewhere` says which paths of WebSockets others serve on this server.
 */
export async function mountConsole(
  app: FastifyInstance,
  options: ConsoleOptions & Parameters<ConsoleMount['mount']>[1],
): Promise<MountedConsole> {
  const { config, folder = BUILT } = options;
  const { TRUST_PROXY } = config;
  const isProduction = config.NODE_ENV === 'production';
  const parts: ConsoleParts = {
    ...options,
    rules: createAccessRules({ isProduction, trustsProxy: TRUST_PROXY > 0 }),
    proxyOperators: createProxyOperators(config),
    addressOf: (request) => clientAddress(request, TRUST_PROXY),
  };
  const sockets = serveConsoleSockets(app.server, parts, options.isElsewhere);
  let stopGraphql = async () => {};
  app.get('/', async (_request, reply) => reply.redirect(`${CONSOLE_PATH}/`));
  await app.register(async (scope) => {
    scope.addHook('onRequest', async (request) => parts.rules.refuseHost(request.raw));
    await scope.register(async (inner) => registerSessionRoutes(inner, parts));
    registerLoginRoutes(scope, parts);
    stopGraphql = await registerConsoleGraphql(scope, parts);
    if (parts.play !== null) await registerPlayRoutes(scope, parts, parts.play);
    await registerConsolePages(scope, folder, otherLoginsOf(config));
  });
  return {
    async drain() {
      await Promise.all([options.play?.close(), sockets.drain()]);
    },
    async stop() {
      sockets.close();
      options.access.close();
      await stopGraphql();
    },
  };
}

/** The ways to log in that the sign-in page offers besides links, by the names of their paths. */
function otherLoginsOf(config: ConsoleOptions['config']): readonly string[] {
  return [
    ...(config.CONSOLE_PROXY_HEADER === undefined ? [] : ['proxy']),
    ...(config.CONSOLE_OIDC_ISSUER === undefined ? [] : ['oidc']),
  ];
}

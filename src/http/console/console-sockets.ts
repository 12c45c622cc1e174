import type { IncomingMessage, Server } from 'node:http';
import { WebsocketServer } from '../../transports/websocket.js';
import { drainMs } from '../shutdown-phases.js';
import { CONSOLE_GRAPHQL_PATH } from './console-paths.js';
import type { ConsoleParts } from './console-parts.js';
import { sessionTokenIn } from './session-cookie.js';

/**
 * Serves WebSockets of the operator schema at `/console/graphql`, for pages of the console with a session. A
 * socket is closed when its session ends.
 */
export function serveConsoleSockets(
  server: Server,
  parts: ConsoleParts,
  isElsewhere: (path: string) => boolean,
): WebsocketServer {
  const { engine, access, rules, config, log, overload, times, addressOf } = parts;
  const sockets = new WebsocketServer({
    drainMs: drainMs(config.SHUTDOWN_TIMEOUT_MS),
    ...times,
    server,
    path: CONSOLE_GRAPHQL_PATH,
    isElsewhere,
    engine,
    log,
    authenticator: { authenticate: async (token = '') => (await access.find(token)).viewer },
    credentialsOf: (request: IncomingMessage) => sessionTokenIn(request),
    isAnonymousAllowed: false,
    untilEnd: (viewer, end) => access.watch(viewer, end),
    isOverloaded: overload.isOverloaded,
    maxPayloadBytes: config.WEBSOCKET_MAX_BYTES,
    maxOperations: config.GRAPHQL_MAX_SUBSCRIPTIONS,
    maxSockets: config.GRAPHQL_MAX_SOCKETS,
    addressOf,
    refusalOf: (request) => rules.socketRefusalOf(request),
  });
  sockets.start();
  return sockets;
}

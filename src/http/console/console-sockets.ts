import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import { AppError } from '../../core/errors.js';
import { WebsocketServer } from '../../transports/websocket.js';
import { drainMs } from '../shutdown-phases.js';
import { CONSOLE_GRAPHQL_PATH } from './console-paths.js';
import type { ConsoleParts } from './console-parts.js';
import type { SessionProof } from './console-access.js';
import { proofIn } from './session-proof.js';

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
  const proofs = createProofTexts();
  const sockets = new WebsocketServer({
    drainMs: drainMs(config.SHUTDOWN_TIMEOUT_MS),
    ...times,
    server,
    path: CONSOLE_GRAPHQL_PATH,
    isElsewhere,
    engine,
    log,
    authenticator: { authenticate: async (text = '') => (await access.find(proofs.read(text))).viewer },
    credentialsOf: (request: IncomingMessage) => {
      const proof = proofIn(request, parts);
      return proof.token === '' ? undefined : proofs.write(proof);
    },
    isAnonymousAllowed: false,
    untilEnd: (viewer, end) => access.watch(viewer, end),
    isOverloaded: overload.isOverloaded,
    maxPayloadBytes: config.WEBSOCKET_MAX_BYTES,
    maxOperations: config.GRAPHQL_MAX_SUBSCRIPTIONS,
    maxSockets: config.GRAPHQL_MAX_SOCKETS,
    addressOf,
    refusalOf: (request) => rules.socketRefusalOf(request) ?? proxyRefusalOf(request, parts),
  });
  sockets.start();
  return sockets;
}

/** Why an upgrade is refused that names an operator as only a trusted proxy may; null if it is not. */
function proxyRefusalOf(request: IncomingMessage, { proxyOperators }: ConsoleParts): AppError | null {
  try {
    proxyOperators.of(request);
    return null;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

/**
 * Proofs as text, which is what sockets pass on. The text begins with a secret of this process: what a client
 * puts into `connection_init` in its place proves nothing.
 */
function createProofTexts() {
  const secret = randomBytes(32).toString('base64url');
  return {
    write: (proof: SessionProof) => `${secret}${JSON.stringify(proof)}`,
    read: (text: string): SessionProof =>
      text.startsWith(secret)
        ? (JSON.parse(text.slice(secret.length)) as SessionProof)
        : { token: '', operator: null },
  };
}

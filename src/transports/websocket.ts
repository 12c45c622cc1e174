import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleProtocols, type Server } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { describeError } from '../core/describe-error.js';
import type { AppError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import { requestIdOf } from '../core/http/request-id.js';
import { endRequestSpan, startRequestSpan } from '../core/http/request-span.js';
import type { Authenticator } from '../viewer/authenticator.js';
import { BAD_MESSAGE, CLOSE, closeOfFault } from './close-codes.js';
import type { Engine } from '../execution/engine.js';
import { createWebsocketOperations, type SocketExtra } from './websocket-operations.js';
import { SlotsByHolder } from '../core/slots-by-holder.js';
import { SocketSession } from './websocket-session.js';
import { forEachStaggered } from './drain-gradually.js';
import {
  BAD_HANDSHAKE,
  INTERNAL_ERROR,
  DRAINING,
  UNKNOWN_PATH,
  refusal,
  rejectUpgrade,
  SERVER_OVERLOADED,
  type UpgradeRefusal,
} from './upgrade-refusal.js';

export interface GraphqlWebsocketOptions {
  /** The server whose upgrades are taken. */
  readonly server: HttpServer;
  readonly engine: Engine;
  readonly authenticator: Authenticator;
  readonly log: Log;
  /** Why a request may not open a socket, by its `Host` and `Origin`; null where it may. */
  readonly refusalOf: (request: IncomingMessage) => AppError | null;
  /** Whether there is more to do than can be done. */
  readonly isOverloaded: () => boolean;
  /** The address that rates and sockets are counted by. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** Largest message of a client, in bytes. */
  readonly maxPayloadBytes: number;
  /** Most operations that may run on one socket at once. */
  readonly maxOperations: number;
  /** Most sockets of one viewer, or of one address without a token. */
  readonly maxSockets: number;
  /** Wait for `connection_init`, in milliseconds. Default 3,000. */
  readonly initTimeoutMs?: number;
  /** Time between keep-alive pings, in milliseconds; a peer that answers none in it is cut off. Default 12,000. */
  readonly keepAliveMs?: number;
  /** How long a client may take nothing of what waits for it, in milliseconds. Default 10,000. */
  readonly stalledMs?: number;
  /** Time over which clients are sent away when draining, in milliseconds. Default 1,000. */
  readonly drainMs?: number;
}

/** The sockets of `/graphql`. */
export interface GraphqlWebsocket {
  /** Closes every socket with 1012 and accepts no new one; resolves when all are closed. Clients reconnect elsewhere or later. */
  drain(): Promise<void>;
  /** Cuts what is left. */
  close(): void;
}

const PATH = '/graphql';
/** Time over which sockets are sent away. */
const DRAIN_MS = 1_000;

/**
 * Bytes that may wait for one client in total: a client that floods without reading is cut before the time
 * limit for slow ones is over.
 */
const UNSENT_MAX_BYTES = 8 * 1024 * 1024;

/**
 * Serves `graphql-transport-ws` on the upgrades of a server. Sits on graphql-ws's protocol core: its ready adapter writes
 * to the console, closes with 4500 (after which stock clients give up) and keeps two timers for each socket.
 */
export function serveGraphqlWebsocket(options: GraphqlWebsocketOptions): GraphqlWebsocket {
  const { server, log, engine, initTimeoutMs = 3_000 } = options;
  const { tracing, observer } = engine.instrumentation;
  const slots = new SlotsByHolder(options.maxSockets);
  const operations = createWebsocketOperations({ ...options, initTimeoutMs, slots });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: options.maxPayloadBytes,
    perMessageDeflate: false,
    handleProtocols,
  });
  const sessions = new Set<SocketSession>();
  sockets.on('headers', (headers, request) => headers.push(`X-Request-Id: ${settledId(request)}`));
  sockets.on('connection', (socket, request) => {
    const requestId = settledId(request);
    const session = new SocketSession(socket, requestId, options.addressOf(request));
    const trace = tracing.current();
    sessions.add(session);
    observer.socketOpened();
    socket.once('close', (code) => {
      sessions.delete(session);
      // A client that has sent what cannot be read is not heard any more, so that the library does not know how it ended.
      observer.socketClosed(session.closedWith ?? code);
      if (isDraining && sessions.size === 0) emptied();
    });
    attach(operations, socket, session, log, (work) => tracing.run(trace, work));
  });
  let isDraining = false;
  let emptied = () => {};
  const untilEmpty = new Promise<void>((resolve) => {
    emptied = resolve;
  });
  const reject = (socket: Duplex, request: IncomingMessage, refusal: UpgradeRefusal) => {
    observer.errorShown(refusal.error.code);
    rejectUpgrade(socket, settledId(request), refusal);
  };
  sockets.on('wsClientError', (_error, socket, request) => reject(socket, request, BAD_HANDSHAKE));
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    // From here on the request goes by one id.
    request.headers['x-request-id'] = requestIdOf(request.headers['x-request-id']);
    let isOpen = false;
    try {
      const refusal = refusalOf(request, isDraining, options);
      const span = startRequestSpan(tracing, request, refusal === UNKNOWN_PATH ? undefined : PATH);
      endRequestSpan(span, refusal?.status ?? 101);
      if (refusal !== null) return reject(socket, request, refusal);
      tracing.run(span.context, () =>
        sockets.handleUpgrade(request, socket, head, (opened) => {
          isOpen = true;
          sockets.emit('connection', opened, request);
        }),
      );
    } catch (error) {
      log.error({ requestId: settledId(request), err: describeError(error) }, 'unexpected error');
      if (isOpen) socket.destroy();
      else reject(socket, request, INTERNAL_ERROR);
    }
  };
  server.on('upgrade', onUpgrade);
  const stopSweeping = sweep(sessions, options);
  return {
    async drain() {
      isDraining = true;
      await forEachStaggered(sessions, options.drainMs ?? DRAIN_MS, (session) =>
        session.close(CLOSE.draining),
      );
      if (sessions.size === 0) emptied();
      await untilEmpty;
    },
    close() {
      isDraining = true;
      stopSweeping();
      for (const session of sessions) session.terminate();
    },
  };
}

/** The id that the upgrade has put in place of the caller's. */
function settledId(request: IncomingMessage): string {
  return String(request.headers['x-request-id']);
}

function refusalOf(
  request: IncomingMessage,
  isDraining: boolean,
  options: GraphqlWebsocketOptions,
): UpgradeRefusal | null {
  if (request.url?.split('?')[0] !== PATH) return UNKNOWN_PATH;
  if (isDraining) return DRAINING;
  if (options.isOverloaded()) return SERVER_OVERLOADED;
  const error = options.refusalOf(request);
  return error === null ? null : refusal(error);
}

/** `inTrace` runs what a message asks for in the trace of the socket's upgrade. */
function attach(
  operations: Server<SocketExtra>,
  socket: WebSocket,
  session: SocketSession,
  log: Log,
  inTrace: <T>(work: () => T) => T,
): void {
  const { requestId } = session;
  socket.on('error', (error) => {
    log.debug({ requestId, err: describeError(error) }, 'a socket failed');
    session.close(closeOfFault(error));
  });
  socket.on('pong', () => {
    session.isAlive = true;
  });
  const ended = operations.opened(
    {
      protocol: socket.protocol,
      send: (data) => session.send(data),
      close: (code = 1000, reason = '') => session.close([code, reason]),
      onMessage: (handle) =>
        socket.on('message', (data) => {
          if (session.unsentBytes > UNSENT_MAX_BYTES) session.close(CLOSE.tooSlow);
          if (!session.isOpen) return;
          session.isAlive = true;
          inTrace(() => handle(String(data))).catch((error) => {
            log.warn({ requestId, err: describeError(error) }, 'a message does not fit the protocol');
            session.close(BAD_MESSAGE);
          });
        }),
    },
    { session },
  );
  session.onEnd = (code, reason) => {
    ended(code, reason).catch((error) =>
      log.error({ requestId, err: describeError(error) }, 'socket teardown failed'),
    );
  };
}

/** One timer for all sockets: looks for stalled readers often, and pings at each keep-alive. */
function sweep(sessions: ReadonlySet<SocketSession>, options: GraphqlWebsocketOptions): () => void {
  const { stalledMs = 10_000, keepAliveMs = 12_000 } = options;
  const slow = setInterval(
    () => {
      for (const session of sessions) if (session.stalledMs > stalledMs) session.close(CLOSE.tooSlow);
    },
    Math.max(20, Math.min(1_000, stalledMs / 4)),
  );
  const alive = setInterval(() => {
    for (const session of sessions) {
      if (session.isAlive) session.ping();
      // It has not seen the ping behind what it does not take.
      else if (session.unsentBytes > 0) session.close(CLOSE.tooSlow);
      else session.terminate();
    }
  }, keepAliveMs);
  slow.unref();
  alive.unref();
  return () => {
    clearInterval(slow);
    clearInterval(alive);
  };
}

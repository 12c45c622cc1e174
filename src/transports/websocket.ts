import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleProtocols, type Server as ProtocolServer } from 'graphql-ws';
import { type WebSocket, WebSocketServer as SocketServer } from 'ws';
import { describeError } from '../core/describe-error.js';
import type { AppError } from '../core/errors.js';
import { pathOf } from '../core/http/path-of.js';
import { requestIdOf } from '../core/http/request-id.js';
import { endRequestSpan, startRequestSpan } from '../core/http/request-span.js';
import type { Log } from '../core/log.js';
import { type Clock, systemClock } from '../core/time/clock.js';
import type { Engine } from '../execution/engine.js';
import type { Authenticator } from '../viewer/authenticator.js';
import { isBearer } from '../viewer/bearer.js';
import type { UntilEnd } from '../viewer/token-end.js';
import { unauthenticated } from '../viewer/viewer.js';
import { CLOSE } from './close-codes.js';
import type { ConnectionFacts } from './connection-facts.js';
import { forEachStaggered } from './drain-gradually.js';
import { SocketSlots } from './socket-slots.js';
import { KEEP_ALIVE_MS, SocketSweeper, type SocketSweeperOptions } from './socket-sweeper.js';
import {
  BAD_HANDSHAKE,
  DRAINING,
  INTERNAL_ERROR,
  refusal,
  rejectUpgrade,
  SERVER_OVERLOADED,
  UNKNOWN_PATH,
  type UpgradeRefusal,
} from './upgrade-refusal.js';
import { connectSocket } from './websocket-connection.js';
import { createWebsocketOperations, type SocketExtra } from './websocket-operations.js';
import { SocketSession } from './websocket-session.js';

// States of the server:
//
//   created → serving            start(): upgrades are accepted, sockets are swept
//   serving → draining           drain(): upgrades are refused, sockets are closed with 1012 one by one
//   serving, draining → closed   close(): upgrades are refused, open sockets are terminated

export interface WebsocketServerOptions extends SocketSweeperOptions {
  /** The server whose upgrades are handled. */
  readonly server: HttpServer;
  /** The path that is served. Default: `/graphql`. */
  readonly path?: string;
  /** Whether another instance of this class serves a path on the same server. Default: none does. */
  readonly isElsewhere?: (path: string) => boolean;
  readonly engine: Engine;
  readonly authenticator: Pick<Authenticator, 'authenticate'>;
  readonly log: Log;
  /**
   * What the upgrade holds for `authenticator`, if `connection_init` has no `authorization`. Default: its
   * bearer token.
   */
  readonly credentialsOf?: (request: IncomingMessage) => string | undefined;
  /** Whether a socket may open without a viewer. Default: it may. */
  readonly isAnonymousAllowed?: boolean;
  /**
   * Calls `end` when a viewer may no longer use their socket, until the returned function is called. Default:
   * when the token is no longer accepted.
   */
  readonly untilEnd?: UntilEnd;
  /** Why a request may not open a socket, judged by its `Host` and `Origin`; null if it may. */
  readonly refusalOf: (request: IncomingMessage) => AppError | null;
  /** Whether the process is overloaded. */
  readonly isOverloaded: () => boolean;
  /** The address that rates and sockets are counted by. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** Largest message of a client, in bytes. */
  readonly maxPayloadBytes: number;
  /** Most operations that may run on one socket at once. */
  readonly maxOperations: number;
  /** Most sockets of one viewer, or of one address without a token. */
  readonly maxSockets: number;
  /** By which it is known how long a socket has been silent. Default: the machine's. */
  readonly clock?: Clock;
  /** How long to wait for `connection_init`, in milliseconds. Default 3,000. */
  readonly initTimeoutMs?: number;
  /** Time over which sockets are closed when draining, in milliseconds. Default 1,000. */
  readonly drainMs?: number;
}

const PATH = '/graphql';
const DRAIN_MS = 1_000;
const INIT_TIMEOUT_MS = 3_000;

/**
 * The sockets of one path: serves `graphql-transport-ws` on the upgrades of an HTTP server. Uses
 * graphql-ws's protocol core without its ready adapter, which writes to the console, closes with 4500 (after
 * which stock clients give up) and keeps two timers for each socket.
 */
export class WebsocketServer {
  readonly #options: WebsocketServerOptions;
  readonly #operations: ProtocolServer<SocketExtra>;
  readonly #sockets: SocketServer;
  readonly #sessions = new Set<SocketSession>();
  readonly #sweeper: SocketSweeper;
  #isDraining = false;
  #resolveEmpty = () => {};
  readonly #untilEmpty = new Promise<void>((resolve) => {
    this.#resolveEmpty = resolve;
  });

  constructor(options: WebsocketServerOptions) {
    const { maxSockets: most, maxPayloadBytes, initTimeoutMs = INIT_TIMEOUT_MS } = options;
    const { keepAliveMs = KEEP_ALIVE_MS, clock = systemClock } = options;
    this.#options = options;
    this.#operations = createWebsocketOperations({
      ...options,
      initTimeoutMs,
      slots: new SocketSlots({ most, keepAliveMs, clock }),
    });
    this.#sockets = new SocketServer({
      noServer: true,
      maxPayload: maxPayloadBytes,
      perMessageDeflate: false,
      handleProtocols,
    });
    this.#sweeper = new SocketSweeper(this.#sessions, options);
  }

  /** Accepts upgrades from now on. */
  start(): void {
    this.#sockets.on('headers', (headers, request) => headers.push(`X-Request-Id: ${settledId(request)}`));
    this.#sockets.on('wsClientError', (_error, socket, request) =>
      this.#reject(socket, request, BAD_HANDSHAKE),
    );
    this.#options.server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    this.#sweeper.start();
  }

  /** The open sockets of one viewer, or all, as they are now. */
  *connections(viewerId: string | null): Generator<ConnectionFacts> {
    for (const session of this.#sessions)
      if (viewerId === null || session.viewer?.id === viewerId) yield session.facts;
  }

  /**
   * Closes every socket with 1012 and accepts no new one. Resolves when all are closed. Clients reconnect to
   * another instance, or to this one later.
   */
  async drain(): Promise<void> {
    this.#isDraining = true;
    const { drainMs = DRAIN_MS } = this.#options;
    await forEachStaggered(this.#sessions, drainMs, (session) => session.close(CLOSE.draining));
    if (this.#sessions.size === 0) this.#resolveEmpty();
    await this.#untilEmpty;
  }

  /** Accepts no new socket and terminates the open ones. */
  close(): void {
    this.#isDraining = true;
    this.#sweeper.stop();
    for (const session of this.#sessions) session.terminate();
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.#options.isElsewhere?.(pathOf(request.url ?? '')) === true) return;
    socket.on('error', () => socket.destroy());
    // One id for the whole request: replaces the client's header where that is not acceptable.
    request.headers['x-request-id'] = requestIdOf(request.headers['x-request-id']);
    const { log, engine } = this.#options;
    const { tracing } = engine.instrumentation;
    let isOpen = false;
    try {
      const refused = this.#refusalOf(request);
      const span = startRequestSpan(tracing, request, refused === UNKNOWN_PATH ? undefined : this.#path);
      endRequestSpan(span, refused?.status ?? 101);
      if (refused !== null) this.#reject(socket, request, refused);
      else {
        tracing.run(span.context, () =>
          this.#sockets.handleUpgrade(request, socket, head, (opened) => {
            isOpen = true;
            this.#serve(opened, request);
          }),
        );
      }
    } catch (error) {
      log.error({ requestId: settledId(request), err: describeError(error) }, 'unexpected error');
      if (isOpen) socket.destroy();
      else this.#reject(socket, request, INTERNAL_ERROR);
    }
  }

  #refusalOf(request: IncomingMessage): UpgradeRefusal | null {
    if (pathOf(request.url ?? '') !== this.#path) return UNKNOWN_PATH;
    if (this.#isDraining) return DRAINING;
    if (this.#options.isOverloaded()) return SERVER_OVERLOADED;
    const error = this.#options.refusalOf(request) ?? this.#anonymousRefusal(request);
    return error === null ? null : refusal(error);
  }

  #anonymousRefusal(request: IncomingMessage): AppError | null {
    const { isAnonymousAllowed = true, credentialsOf = bearerOf } = this.#options;
    return isAnonymousAllowed || credentialsOf(request) !== undefined ? null : unauthenticated();
  }

  get #path(): string {
    return this.#options.path ?? PATH;
  }

  #reject(socket: Duplex, request: IncomingMessage, refused: UpgradeRefusal): void {
    this.#options.engine.instrumentation.observer.errorShown(refused.error.code);
    rejectUpgrade(socket, settledId(request), refused);
  }

  #serve(socket: WebSocket, request: IncomingMessage): void {
    const { engine, log, addressOf, clock = systemClock, credentialsOf = bearerOf } = this.#options;
    const { tracing, observer } = engine.instrumentation;
    const session = new SocketSession(socket, settledId(request), addressOf(request), clock);
    session.upgradeAuthorization = credentialsOf(request);
    const trace = tracing.current();
    this.#sessions.add(session);
    observer.socketOpened();
    socket.once('close', (code) => {
      this.#sessions.delete(session);
      // After a message that it cannot read, the library stops reading and does not see the peer's close:
      // ours counts.
      observer.socketClosed(session.closedWith ?? code);
      if (this.#isDraining && this.#sessions.size === 0) this.#resolveEmpty();
    });
    connectSocket({
      operations: this.#operations,
      socket,
      session,
      log,
      inTrace: (task) => tracing.run(trace, task),
    });
  }
}

/** The `Authorization` of a request, if it is a bearer token. */
function bearerOf({ headers: { authorization } }: IncomingMessage): string | undefined {
  return isBearer(authorization) ? authorization : undefined;
}

/** The request id that the upgrade has stored in the header. */
function settledId(request: IncomingMessage): string {
  return String(request.headers['x-request-id']);
}

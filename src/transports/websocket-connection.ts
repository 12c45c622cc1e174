import type { Server } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { describeError } from '../core/describe-error.js';
import type { Log } from '../core/log.js';
import { BAD_MESSAGE, CLOSE, closeOfFault } from './close-codes.js';
import type { SocketExtra } from './websocket-operations.js';
import type { SocketSession } from './websocket-session.js';

/**
 * Bytes that may wait for one client. A client that floods without reading is closed at this size, before the
 * time limit for slow readers.
 */
const UNSENT_MAX_BYTES = 8 * 1024 * 1024;

export interface WebsocketConnection {
  readonly operations: Server<SocketExtra>;
  readonly socket: WebSocket;
  readonly session: SocketSession;
  readonly log: Log;
  /** Runs a task in the trace of the socket's upgrade. */
  readonly inTrace: <T>(task: () => T) => T;
}

/**
 * Connects an open socket to the protocol: messages, errors, keep-alive answers and the end of either side.
 */
export function connectSocket(connection: WebsocketConnection): void {
  const { operations, socket, session, log } = connection;
  const { requestId } = session;
  socket.on('error', (error) => {
    log.debug({ requestId, err: describeError(error) }, 'a socket failed');
    session.close(closeOfFault(error));
  });
  socket.on('ping', () => session.heard());
  socket.on('pong', () => session.heard());
  const end = operations.opened(
    {
      protocol: socket.protocol,
      send: (data) => session.send(data),
      close: (code = 1000, reason = '') => session.close([code, reason]),
      onMessage: (handle) =>
        socket.on('message', (data) => receiveMessage(connection, () => handle(String(data)))),
    },
    { session },
  );
  session.onEnd = (code, reason) => {
    end(code, reason).catch((error) =>
      log.error({ requestId, err: describeError(error) }, 'socket teardown failed'),
    );
  };
}

function receiveMessage({ session, log, inTrace }: WebsocketConnection, handle: () => Promise<void>): void {
  session.heard();
  if (session.unsentBytes > UNSENT_MAX_BYTES) session.close(CLOSE.tooSlow);
  if (!session.isOpen) return;
  inTrace(handle).catch((error) => {
    log.warn(
      { requestId: session.requestId, err: describeError(error) },
      'a message does not fit the protocol',
    );
    session.close(BAD_MESSAGE);
  });
}

import type { ErrorCode } from '../core/errors.js';

/** Which way a subscription is served. */
export type StreamTransport = 'websocket' | 'sse';

/** What operations and transports tell about themselves, for metrics. Must not throw. */
export interface TransportObserver {
  /** A query or mutation was answered, or a subscription opened; with an error, or without any. */
  operationRun(kind: 'query' | 'mutation' | 'subscription', outcome: 'ok' | 'error', seconds: number): void;
  /** A client received an error. */
  errorShown(code: ErrorCode): void;
  socketOpened(): void;
  /** `code` as the socket had it; a client may send any. */
  socketClosed(code: number): void;
  subscriptionStarted(transport: StreamTransport): void;
  subscriptionEnded(transport: StreamTransport): void;
  eventPushed(transport: StreamTransport): void;
}

/** Listens to nothing. */
export const noObserver: TransportObserver = {
  operationRun: () => {},
  errorShown: () => {},
  socketOpened: () => {},
  socketClosed: () => {},
  subscriptionStarted: () => {},
  subscriptionEnded: () => {},
  eventPushed: () => {},
};

import type { ErrorCode } from '../core/errors.js';

/** The transport of a subscription. */
export type StreamTransport = 'websocket' | 'sse';

/** What operations and transports report for metrics. Implementations must not throw. */
export interface TransportObserver {
  /** A query or mutation was answered, or a subscription was opened, with or without an error. */
  operationRun(kind: 'query' | 'mutation' | 'subscription', outcome: 'ok' | 'error', seconds: number): void;
  /** An error was sent to a client. */
  errorShown(code: ErrorCode): void;
  socketOpened(): void;
  /** `code` is what the socket was closed with; a client may send any number. */
  socketClosed(code: number): void;
  subscriptionStarted(transport: StreamTransport): void;
  subscriptionEnded(transport: StreamTransport): void;
  eventPushed(transport: StreamTransport): void;
}

/** Ignores everything. */
export const noObserver: TransportObserver = {
  operationRun: () => {},
  errorShown: () => {},
  socketOpened: () => {},
  socketClosed: () => {},
  subscriptionStarted: () => {},
  subscriptionEnded: () => {},
  eventPushed: () => {},
};

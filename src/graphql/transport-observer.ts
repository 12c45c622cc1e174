/** Which way a subscription is served. */
export type StreamTransport = 'websocket' | 'sse';

/** What the streaming transports tell about themselves, for metrics. Must not throw. */
export interface TransportObserver {
  subscriptionStarted(transport: StreamTransport): void;
  subscriptionEnded(transport: StreamTransport): void;
  eventPushed(transport: StreamTransport): void;
}

/** Listens to nothing. */
export const noObserver: TransportObserver = {
  subscriptionStarted: () => {},
  subscriptionEnded: () => {},
  eventPushed: () => {},
};

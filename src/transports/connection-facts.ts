import type { StreamTransport } from '../execution/transport-observer.js';

/** A WebSocket or event stream as it is now. */
export interface ConnectionFacts {
  readonly transport: StreamTransport;
  /** Null without a token. */
  readonly viewerId: string | null;
  readonly ageMs: number;
  /** For each running subscription the last event it was given, by number; null if it reads no log. */
  readonly subscriptions: readonly (number | null)[];
  /** Bytes that wait for the client. */
  readonly unsentBytes: number;
}

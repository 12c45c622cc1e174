/**
 * "This viewer has news up to number n." Only a hint to look: the event log is the truth, and a lost or repeated hint
 * changes nothing but when somebody looks.
 */
export interface News<Event> {
  readonly viewerId: string;
  readonly head: number;
  /** The events themselves, in order and without a gap, when they are at hand; `head` is the last one's number. */
  readonly events: readonly Event[];
}

/** The ledger whose news a bus carries. */
export interface NewsLedger {
  /** Names its log: instances of another one may share the Redis. */
  readonly epoch: string;
  onNewEpoch(listener: () => void): () => void;
  /** Called with the epoch in which a viewer's log was seen to hold less than it did. */
  renewEpoch(seen: string): Promise<void>;
}

/** Carries news from who writes the log to who reads it. */
export interface Bus<Event> {
  publish(news: News<Event>): void;
  /** Calls `listener` for each news of one viewer until the returned function is called. A listener must not throw. */
  subscribe(viewerId: string, listener: (news: News<Event>) => void): () => void;
  /** Whether anybody listens to this viewer here. */
  has(viewerId: string): boolean;
  /** How many listeners there are. */
  readonly size: number;
  close(): Promise<void>;
}

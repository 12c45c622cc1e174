/**
 * "This viewer's log has events up to number `head`." Only a hint: the event log is the source of truth, and
 * a lost or repeated notification changes nothing but when a subscriber reads it.
 */
export interface Notification<Event> {
  readonly viewerId: string;
  /** 0 after the viewer was erased: the log is empty. */
  readonly head: number;
  /** The events themselves, in order and without gaps, if available; `head` is the number of the last one. */
  readonly events: readonly Event[];
}

/** The ledger whose log a bus reports on. */
export interface BusLedger {
  /** Identifies its log: instances with another ledger may share the same Redis. */
  readonly epoch: string;
  onNewEpoch(listener: () => void): () => void;
  /** Called with the current epoch when a viewer's log turned out to be shorter than it was. */
  renewEpoch(seen: string): Promise<void>;
}

/** Carries notifications from the writers of the log to its readers. */
export interface Bus<Event> {
  publish(notification: Notification<Event>): void;
  /**
   * Calls `listener` for each notification of one viewer until the returned function is called. A listener
   * must not throw.
   */
  subscribe(viewerId: string, listener: (notification: Notification<Event>) => void): () => void;
  /** Whether this instance has a listener for this viewer. */
  has(viewerId: string): boolean;
  /** The viewers who have a listener at this instance. */
  viewers(): Iterable<string>;
  /** Notifies the listeners at this instance that the viewer was erased. */
  forget(viewerId: string): void;
  /** The number of listeners. */
  readonly size: number;
  close(): Promise<void>;
}

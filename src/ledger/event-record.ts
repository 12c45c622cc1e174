import type { TraceContext } from '../core/tracing.js';

/** Kinds of entry in a viewer's event log. */
export type EventType = 'TRANSACTION' | 'ORDER' | 'ORDER_RETRACTED' | 'HOLDINGS' | 'PENDING_ACTION';

/** A change to be told, before it has its number. `snapshot` is the whole object as of the change, JSON-able. */
export interface NewEvent {
  readonly viewerId: string;
  readonly type: EventType;
  readonly subject: string;
  readonly transactionId?: string | null;
  readonly authId?: string | null;
  readonly occurredAt: number;
  readonly snapshot: unknown;
  /** The version of the object this snapshot is; lets a cache be refreshed with it. */
  readonly version?: number;
}

/** One entry of the log. `seq` grows by commit order within a viewer. */
export interface StoredEvent {
  readonly viewerId: string;
  readonly seq: number;
  readonly type: EventType;
  readonly subject: string;
  readonly transactionId: string | null;
  readonly authId: string | null;
  readonly occurredAt: number;
  readonly snapshot: unknown;
  /** Present on events just written, see {@link NewEvent.version}. */
  readonly version?: number;
  /** The trace in which it was written; not kept in the log. */
  readonly trace?: TraceContext;
}

/** What a reader needs to know of a viewer's log: the last number given out, and the last one trimmed away. */
export interface LogBounds {
  readonly head: number;
  readonly trimmedTo: number;
}

import type { Kysely, Transaction } from 'kysely';
import type { TraceContext } from '../core/tracing.js';
import type { Tables } from './databases/tables.js';
import type { StoredEvent } from './event-record.js';

/** Anything that runs queries: the ledger itself, or a unit of work. */
export type Queries = Kysely<Tables>;

/** One piece of work inside a commit: its queries, and the events it has written so far. */
export interface Unit {
  readonly db: Transaction<Tables>;
  readonly events: StoredEvent[];
  /** The trace this work is part of; its events carry it to their subscribers. */
  readonly trace: TraceContext | null;
  /** The delivery that is being applied. Absent when the work applies none. */
  readonly deliveryId?: string;
  /**
   * Must be called with each viewer for whom the work changes anything that they can read: the commit raises
   * their revision, and answers that were kept for them are not used any more.
   */
  changed(viewerId: string): void;
  /**
   * Must be called last by a work that removes everything of a viewer: the commit removes the viewer's row,
   * unless something changes for them after it.
   */
  removed(viewerId: string): void;
  /** Runs a part of the work so that it is undone alone when it throws. Returns whether it did not. */
  attempt(part: (unit: Unit) => Promise<void>): Promise<boolean>;
}

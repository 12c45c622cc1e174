import type { TraceContext } from '../../core/tracing.js';
import type { Delivery, HintOutcome } from '../deliveries/deliveries.js';
import type { NewEvent } from '../event-record.js';
import type { StoredOrder } from '../orders.js';
import type { NumberedEntry } from '../timeline.js';
import type { StoredTransaction } from '../transactions.js';

/**
 * An order whose place in lists is that of an event which has no number yet, or a number. Its revision is the
 * number of its last event.
 */
export type PicturedOrder = Omit<StoredOrder, 'createdSeq' | 'revision'> & {
  readonly createdBy: NewEvent | number;
};

/** An event with the trace in which it was decided. */
export interface TracedEvent {
  readonly event: NewEvent;
  readonly trace: TraceContext | null;
}

/** An entry of a timeline; `event` is that of the same change, null where nothing changed. */
export interface PicturedEntry extends NumberedEntry {
  readonly event: NewEvent | null;
}

/** What decisions have changed. */
export interface Changes {
  readonly deliveries: Map<string, Delivery>;
  /** Those of deliveries that were stored before. */
  readonly outcomes: Map<string, HintOutcome>;
  readonly transactions: Map<string, StoredTransaction>;
  /** Other transactions, whose next read is planned for another time. */
  readonly plans: Map<string, StoredTransaction>;
  readonly orders: Map<string, PicturedOrder>;
  readonly entries: PicturedEntry[];
  readonly events: TracedEvent[];
}

export function noChanges(): Changes {
  return {
    deliveries: new Map(),
    outcomes: new Map(),
    transactions: new Map(),
    plans: new Map(),
    orders: new Map(),
    entries: [],
    events: [],
  };
}

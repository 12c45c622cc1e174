import { toHoldingsView } from '../holdings/holdings.view.js';
import { toPendingActionView } from '../holdings/pending-action.type.js';
import type { HoldingsEventSnapshot } from '../ledger/snapshots.js';
import { toGlobalId } from '../core/ids.js';
import type { TraceContext } from '../core/tracing.js';
import type { StoredEvent } from '../ledger/event-record.js';
import type { OrderSnapshot } from '../ledger/snapshots.js';
import type { TransactionSnapshot } from '../ledger/snapshots.js';
import { toOrderView } from '../orders/order.type.js';
import { toTransactionView } from '../transactions/transaction.type.js';

/** An event as a client sees it. Transports read `cursor` whether the client selected it or not. */
export interface EventView {
  readonly __typename: string;
  readonly cursor: string;
  readonly occurredAt: Date;
  /** The trace in which it was written, when it comes directly from the commit; for the sender. */
  readonly trace?: TraceContext;
  /**
   * True for what the subscriber has missed: events from its cursor on, until it has caught up with the log.
   */
  readonly isReplayed?: boolean;
}

/** A stored event as a client sees it: its object's snapshot as of the event. */
export function toEventView(event: StoredEvent, cursor: string, upstreamNow: number): EventView {
  const trace = event.trace === undefined ? {} : { trace: event.trace };
  const base = { cursor, occurredAt: new Date(event.occurredAt), ...trace };
  switch (event.type) {
    case 'TRANSACTION':
      return transactionEvent(base, event.snapshot, upstreamNow);
    case 'ORDER':
      return orderEvent(base, event.snapshot);
    case 'ORDER_RETRACTED':
      return Object.assign(
        { __typename: 'OrderRetracted', orderId: toGlobalId('Order', event.subject) },
        base,
      );
    case 'HOLDINGS':
      return holdingsEvent(base, event.viewerId, event.snapshot);
    case 'PENDING_ACTION': {
      const action = toPendingActionView(event.snapshot);
      return Object.assign({ __typename: 'PendingActionEvent', action }, base);
    }
  }
}

type Base = Omit<EventView, '__typename'>;

/** An order as an event: of the log, or its present state at the beginning of a stream. */
export function orderEvent(base: Base, snapshot: OrderSnapshot): EventView {
  return Object.assign({ __typename: 'OrderEvent', order: toOrderView(snapshot) }, base);
}

/** A transaction as an event: of the log, or its present state at the beginning of a stream. */
export function transactionEvent(base: Base, snapshot: TransactionSnapshot, upstreamNow: number): EventView {
  return Object.assign(
    { __typename: 'TransactionEvent', transaction: toTransactionView(snapshot, upstreamNow) },
    base,
  );
}

function holdingsEvent(base: Base, viewerId: string, snapshot: HoldingsEventSnapshot): EventView {
  const { holdings: known, imported, linkedAt } = snapshot;
  const account = linkedAt === null ? null : { viewerId, linkedAt };
  return Object.assign(
    { __typename: 'HoldingsEvent', holdings: toHoldingsView(known, imported, account) },
    base,
  );
}

/** The first item of a stream that begins now. */
export function streamPosition(cursor: string, now: number): EventView {
  return { __typename: 'StreamPosition', cursor, occurredAt: new Date(now) };
}

/**
 * Reports that missed events are no longer available; the stream continues from this cursor (guarantee G6).
 */
export function resyncRequired(cursor: string, now: number, reason: string): EventView {
  return Object.assign({ __typename: 'ResyncRequired', reason }, { cursor, occurredAt: new Date(now) });
}

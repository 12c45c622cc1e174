import type { TraceContext } from '../core/tracing.js';
import type {
  FundsSnapshot,
  HoldingsEventSnapshot,
  MutualFundImportSnapshot,
  InvestmentEventSnapshot,
  OrderSnapshot,
  PendingActionSnapshot,
  TransactionSnapshot,
} from './snapshots.js';

/**
 * The kinds of entry in a viewer's event log, each with the snapshot it carries: the whole object as of the
 * change.
 */
interface EventSnapshots {
  readonly TRANSACTION: TransactionSnapshot;
  readonly ORDER: OrderSnapshot;
  readonly ORDER_RETRACTED: Pick<OrderSnapshot, 'batchId'>;
  readonly HOLDINGS: HoldingsEventSnapshot;
  readonly PENDING_ACTION: PendingActionSnapshot;
  readonly MUTUAL_FUND_IMPORT: MutualFundImportSnapshot;
  readonly INVESTMENT: InvestmentEventSnapshot;
  readonly INVESTMENT_EXITED: { readonly iscid: string };
  readonly FUNDS: FundsSnapshot;
}

export type EventType = keyof EventSnapshots;

/** `Fields` for each kind of event, with the kind and its snapshot. */
type OfEachKind<Fields> = {
  [Type in EventType]: Fields & { readonly type: Type; readonly snapshot: EventSnapshots[Type] };
}[EventType];

/** A change before it has its number in the log. */
export type NewEvent = OfEachKind<{
  readonly viewerId: string;
  readonly subject: string;
  readonly transactionId?: string | null;
  readonly authId?: string | null;
  /** Epoch milliseconds. */
  readonly occurredAt: number;
  /** The version of the object this snapshot is; lets a cache be refreshed with it. */
  readonly version?: number;
}>;

/** The event that carries a transaction's state. */
export function transactionEvent(
  snapshot: TransactionSnapshot,
  occurredAt: number,
  version: number,
): NewEvent {
  const { viewerId, transactionId } = snapshot;
  const own = { viewerId, type: 'TRANSACTION', subject: transactionId, transactionId } as const;
  return { ...own, occurredAt, snapshot, version };
}

/** One entry of the log. `seq` grows by commit order within a viewer. */
export type StoredEvent = OfEachKind<{
  readonly viewerId: string;
  readonly seq: number;
  readonly subject: string;
  readonly transactionId: string | null;
  readonly authId: string | null;
  /** Epoch milliseconds. */
  readonly occurredAt: number;
  /** Present on events just written, see {@link NewEvent}. */
  readonly version?: number;
  /** The trace in which it was written; not kept in the log. */
  readonly trace?: TraceContext;
}>;

/**
 * What a reader needs to know of a viewer's log: the last number given out, and the last one trimmed away.
 */
export interface LogBounds {
  readonly head: number;
  readonly trimmedTo: number;
}

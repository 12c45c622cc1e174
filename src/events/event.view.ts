import { toBrokerAccountView } from '../broker-accounts/broker-account.type.js';
import { toHoldingsView } from '../holdings/holdings.view.js';
import { toPendingActionView } from '../holdings/pending-action.type.js';
import { toInvestmentView } from '../investments/investment.type.js';
import type {
  FundsSnapshot,
  InvestmentEventSnapshot,
  OrderSnapshot,
  PendingActionSnapshot,
  TransactionSnapshot,
} from '../ledger/snapshots.js';
import { toGlobalId } from '../core/ids.js';
import type { TraceContext } from '../core/tracing.js';
import type { StoredEvent } from '../ledger/event-record.js';
import type { Revised } from '../ledger/object-revisions.js';
import { toMutualFundImportView } from '../mutual-funds/mutual-fund-import.view.js';
import { toOrderView } from '../orders/order.type.js';
import { toFundsView } from '../transactions/funds/funds.type.js';
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
  const { seq: revision } = event;
  switch (event.type) {
    case 'TRANSACTION':
      return transactionEvent(base, { ...event.snapshot, revision }, upstreamNow);
    case 'ORDER':
      return orderEvent(base, { ...event.snapshot, revision });
    case 'ORDER_RETRACTED':
      return Object.assign(
        { __typename: 'OrderRetracted', orderId: toGlobalId('Order', event.subject), revision },
        base,
      );
    case 'HOLDINGS':
      return holdingsEvent(base, event);
    case 'INVESTMENT':
      return investmentEvent(base, event.viewerId, event.snapshot);
    case 'INVESTMENT_EXITED':
      return Object.assign({ __typename: 'InvestmentExited', iscid: event.snapshot.iscid }, base);
    case 'MUTUAL_FUND_IMPORT': {
      const imported = toMutualFundImportView(event.snapshot, upstreamNow);
      return Object.assign({ __typename: 'MutualFundImportEvent', import: imported }, base);
    }
    case 'PENDING_ACTION':
      return pendingActionEvent(base, event.snapshot);
    case 'FUNDS':
      return fundsEvent(base, event.viewerId, event.snapshot);
    default:
      // A later version, which runs at the same time, has written it: clients only continue after it.
      return { __typename: 'StreamPosition', ...base };
  }
}

type Base = Omit<EventView, '__typename'>;

/** An order as an event: of the log, or its present state at the beginning of a stream. */
export function orderEvent(base: Base, snapshot: Revised<OrderSnapshot>): EventView {
  return Object.assign({ __typename: 'OrderEvent', order: toOrderView(snapshot) }, base);
}

/** A transaction as an event: of the log, or its present state at the beginning of a stream. */
export function transactionEvent(
  base: Base,
  snapshot: Revised<TransactionSnapshot>,
  upstreamNow: number,
): EventView {
  return Object.assign(
    { __typename: 'TransactionEvent', transaction: toTransactionView(snapshot, upstreamNow) },
    base,
  );
}

function pendingActionEvent(base: Base, snapshot: PendingActionSnapshot): EventView {
  const action = toPendingActionView(snapshot);
  if (snapshot.end === undefined) return Object.assign({ __typename: 'PendingActionEvent', action }, base);
  const ended = { __typename: 'PendingActionResolved', pendingActionId: action.id, action };
  return Object.assign(ended, base);
}

function fundsEvent(base: Base, viewerId: string, snapshot: FundsSnapshot): EventView {
  const brokerAccount = toBrokerAccountView({ ...snapshot, viewerId });
  return Object.assign({ __typename: 'FundsEvent', brokerAccount, funds: toFundsView(snapshot) }, base);
}

function holdingsEvent(
  base: Base,
  { viewerId, seq: revision, snapshot }: Extract<StoredEvent, { readonly type: 'HOLDINGS' }>,
): EventView {
  const { linkedAt } = snapshot;
  const known = snapshot.holdings && { ...snapshot.holdings, revision };
  const imported = snapshot.imported && { ...snapshot.imported, revision };
  const account = linkedAt === null ? null : { viewerId, linkedAt };
  return Object.assign(
    { __typename: 'HoldingsEvent', holdings: toHoldingsView(known, imported, account) },
    base,
  );
}

function investmentEvent(base: Base, viewerId: string, snapshot: InvestmentEventSnapshot): EventView {
  const { investment, fetchedAt, account } = snapshot;
  return Object.assign(
    {
      __typename: 'InvestmentEvent',
      investment: toInvestmentView(investment, { viewerId, ...account }, fetchedAt),
    },
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

import { toGlobalId } from '../core/ids.js';
import { toPendingActionView } from '../holdings/pending-action.type.js';
import type { StoredEvent } from '../ledger/event-record.js';
import { toServiceFunds, toServiceHoldings, toServiceInvestment } from './types/account.type.js';
import { toServiceOrder } from './types/order.type.js';
import { toServiceImport } from './types/report.type.js';
import { toServiceTransaction } from './types/transaction.type.js';

/** An event as a backend sees it. Transports read `cursor` whether the client selected it or not. */
export interface ServiceEventView {
  readonly __typename: string;
  readonly cursor: string;
  readonly occurredAt: Date;
  readonly viewerId: string | null;
  readonly seq: number | null;
  /** True for what a subscriber has missed, until it has caught up. */
  readonly isReplayed?: boolean;
}

/** A stored event as a backend sees it: its object's snapshot as of the event. */
export function toServiceEvent(event: StoredEvent, cursor: string, upstreamNow: number): ServiceEventView {
  const { viewerId, seq } = event;
  const base = { cursor, occurredAt: new Date(event.occurredAt), viewerId, seq };
  return { ...base, ...contentOf(event, upstreamNow) };
}

/** The type of an event and the fields that only that type has. */
function contentOf(event: StoredEvent, upstreamNow: number): { readonly __typename: string } {
  const { seq: revision } = event;
  switch (event.type) {
    case 'TRANSACTION':
      return named('TransactionEvent', {
        transaction: toServiceTransaction({ ...event.snapshot, revision }, upstreamNow),
      });
    case 'ORDER':
      return named('OrderEvent', { order: toServiceOrder({ ...event.snapshot, revision }) });
    case 'ORDER_RETRACTED':
      return named('OrderRetracted', {
        orderId: toGlobalId('Order', event.subject),
        batchId: event.subject,
      });
    case 'HOLDINGS':
      return named('HoldingsEvent', { holdings: toServiceHoldings(event.snapshot) });
    case 'PENDING_ACTION':
      return named('PendingActionEvent', { action: toPendingActionView(event.snapshot) });
    case 'MUTUAL_FUND_IMPORT':
      return named('MutualFundImportEvent', { import: toServiceImport(event.snapshot, upstreamNow) });
    case 'INVESTMENT':
      return named('InvestmentEvent', { investment: toServiceInvestment(event.snapshot) });
    case 'INVESTMENT_EXITED':
      return named('InvestmentExited', { iscid: event.snapshot.iscid });
    case 'FUNDS':
      return named('FundsEvent', { funds: toServiceFunds(event.snapshot) });
    default:
      // A later version, which runs at the same time, has written it.
      return { __typename: 'StreamPosition' };
  }
}

function named(__typename: string, fields: object): { readonly __typename: string } {
  return { __typename, ...fields };
}

/** An event that is of no viewer: the beginning of a stream, or a report of missed events. */
export function positionEvent(cursor: string, now: number, reason: string | null): ServiceEventView {
  const base = { cursor, occurredAt: new Date(now), viewerId: null, seq: null };
  return reason === null
    ? { __typename: 'StreamPosition', ...base }
    : Object.assign({ __typename: 'ResyncRequired', reason }, base);
}

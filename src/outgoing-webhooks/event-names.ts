import type { EventType } from '../ledger/event-record.js';

const NAMES = {
  TRANSACTION: ['TransactionEvent'],
  ORDER: ['OrderEvent'],
  ORDER_RETRACTED: ['OrderRetracted'],
  HOLDINGS: ['HoldingsEvent'],
  PENDING_ACTION: ['PendingActionEvent', 'PendingActionResolved'],
  MUTUAL_FUND_IMPORT: ['MutualFundImportEvent'],
  INVESTMENT: ['InvestmentEvent'],
  INVESTMENT_EXITED: ['InvestmentExited'],
  FUNDS: ['FundsEvent'],
} as const satisfies Record<EventType, readonly string[]>;

/** The types of the schema that events of each kind of the log have: what a webhook's `type` may be. */
export const TYPE_NAMES: Readonly<Record<EventType, readonly string[]>> = NAMES;

/** A `type` that a webhook about an event may have. */
export type WebhookType = (typeof NAMES)[EventType][number];

/** The kinds of the log that events of these types have; undefined for no types, which narrows nothing. */
export function kindsOf(types: readonly string[]): readonly EventType[] | undefined {
  if (types.length === 0) return undefined;
  const kinds = Object.keys(TYPE_NAMES) as EventType[];
  return kinds.filter((kind) => TYPE_NAMES[kind].some((name) => types.includes(name)));
}

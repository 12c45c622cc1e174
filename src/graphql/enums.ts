import { registerEnumType } from 'type-graphql';
import { INTENTS, SMALLCASE_ORDER_TYPES, VALIDITIES } from '../gateway/wire.js';

/** Makes the object that type-graphql wants for an enum whose values are their own names. */
export function enumOf<const Names extends readonly string[]>(
  names: Names,
): { [Name in Names[number]]: Name } {
  return Object.fromEntries(names.map((name) => [name, name])) as { [Name in Names[number]]: Name };
}

/** Registers an enum with its description and that of each value. */
export function registerEnum(
  name: string,
  values: object,
  description: string,
  about: Readonly<Record<string, string>>,
): void {
  const valuesConfig = Object.fromEntries(
    Object.entries(about).map(([value, text]) => [value, { description: text }]),
  );
  registerEnumType(values, { name, description, valuesConfig });
}

const UNKNOWN = 'A value of Gateway that this version does not know; see the raw text.';

export const IntentEnum = enumOf(INTENTS);
registerEnum('Intent', IntentEnum, 'What a transaction is for, by Gateway’s names.', {
  CONNECT: 'Link a broker account. Always guest.',
  TRANSACTION: 'Order securities or a smallcase.',
  HOLDINGS_IMPORT: 'Share the holdings at a broker.',
  MF_HOLDINGS_IMPORT: 'Share mutual-fund folios by PAN and OTP.',
  FETCH_FUNDS: 'Share the cash available at a broker.',
  AUTHORISE_HOLDINGS: 'Authorise holdings at the depository, so that they can be sold.',
  SIP_SETUP: 'Set up a SIP on an invested smallcase.',
  IMR_SETUP: 'Start and manage IMR on an invested smallcase.',
  CANCEL_AMO: 'Cancel a queued after-market order of a smallcase.',
  CANCEL_ORDER: 'Cancel one open leg of a securities order.',
  SUBSCRIPTION: 'Subscribe to a fee-based smallcase.',
  ONBOARDING: 'Open a broking account. Always guest.',
});

export const SmallcaseOrderTypeEnum = enumOf(SMALLCASE_ORDER_TYPES);
registerEnum('SmallcaseOrderType', SmallcaseOrderTypeEnum, 'Kinds of smallcase order.', {
  BUY: 'Buy it for the first time.',
  INVESTMORE: 'Add money.',
  REBALANCE: 'Apply the manager’s new weights.',
  FIX: 'Retry the unfilled legs of the last order.',
  MANAGE: 'Edit the constituents.',
  EXIT: 'Sell all of it.',
  PARTIALEXIT: 'Sell a part.',
  SIP: 'Pay a SIP instalment that is due.',
  RECONCILIATION: 'Reconcile the smallcase with the demat account.',
});

export const TransactionStatusEnum = enumOf([
  'INITIALIZED',
  'USED',
  'PROCESSING',
  'ACTION_REQUIRED',
  'ERRORED',
  'COMPLETED',
  'UNKNOWN',
]);
registerEnum('TransactionStatus', TransactionStatusEnum, 'Status of a transaction.', {
  INITIALIZED: 'Created; the user has not logged in to a broker yet.',
  USED: 'The user has logged in; the flow is not finished, or its window was closed.',
  PROCESSING: 'An order was sent and waits: after market hours, or for its limit price.',
  ACTION_REQUIRED: 'Another order, such as a repair, has to come first. Final for this transaction.',
  ERRORED: 'It failed; see `error`.',
  COMPLETED: 'Gateway has finished it. This does not mean filled: see its orders.',
  UNKNOWN,
});

export const OrderStatusEnum = enumOf([
  'PLACED',
  'COMPLETED',
  'PARTIALLYFILLED',
  'UNFILLED',
  'UNPLACED',
  'MARKEDCOMPLETE',
  'UNKNOWN',
]);
registerEnum('OrderStatus', OrderStatusEnum, 'Status of an order.', {
  PLACED: 'Sent to the exchange, with legs still open.',
  COMPLETED: 'Every leg was filled.',
  PARTIALLYFILLED: 'Partially filled; the rest has ended.',
  UNFILLED: 'No leg was filled.',
  UNPLACED: 'No leg was sent to the exchange.',
  MARKEDCOMPLETE: 'The user archived an unfilled smallcase order.',
  UNKNOWN,
});

export const LegStatusEnum = enumOf([
  'COMPLETE',
  'CANCELLED',
  'REJECTED',
  'PARTIAL',
  'OPEN',
  'PLACED',
  'CANCELLED_AMO',
  'ERROR',
  'UNKNOWN',
]);
registerEnum('LegStatus', LegStatusEnum, 'Status of one leg of an order.', {
  COMPLETE: 'Filled.',
  CANCELLED: 'Cancelled before it was completely filled.',
  REJECTED: 'Refused by broker or exchange.',
  PARTIAL: 'Partially filled; the rest may still be open at the exchange.',
  OPEN: 'Open at the exchange.',
  PLACED: 'Sent.',
  CANCELLED_AMO: 'Cancelled while queued as an after-market order.',
  ERROR: 'Failed.',
  UNKNOWN,
});

export const OrderVarietyEnum = enumOf(['REGULAR', 'AMO', 'UNKNOWN']);
registerEnum('OrderVariety', OrderVarietyEnum, 'When an order goes to the exchange.', {
  REGULAR: 'Sent immediately.',
  AMO: 'After-market order: queued for the next session.',
  UNKNOWN,
});

export const SideEnum = enumOf(['BUY', 'SELL', 'UNKNOWN']);
registerEnum('Side', SideEnum, 'Buy or sell.', {
  BUY: 'Buy.',
  SELL: 'Sell.',
  UNKNOWN: `${UNKNOWN} Not accepted as input.`,
});

export const OrderTypeEnum = enumOf(['MARKET', 'LIMIT', 'UNKNOWN']);
registerEnum('OrderType', OrderTypeEnum, 'How a leg is priced.', {
  MARKET: 'At the market’s price.',
  LIMIT: 'At a limit price or better.',
  UNKNOWN: `${UNKNOWN} Not accepted as input.`,
});

export const ExchangeEnum = enumOf(['NSE', 'BSE']);
registerEnum('Exchange', ExchangeEnum, 'A stock exchange.', {
  NSE: 'National Stock Exchange of India.',
  BSE: 'BSE, Mumbai.',
});

export const ProvenanceEnum = enumOf(['REPORTED', 'WEBHOOK', 'CONFIRMED']);
registerEnum('Provenance', ProvenanceEnum, 'How a state was established.', {
  REPORTED: 'Reported by a client. Not trusted; a confirming read is in progress.',
  WEBHOOK: 'Reported by a webhook: shown at once, to be confirmed by a read.',
  CONFIRMED: 'Read back over an authenticated call.',
});

export const MutualFundImportStateEnum = enumOf(['AWAITING_OTP', 'AWAITING_DATA', 'RECEIVED', 'FAILED']);
registerEnum('MutualFundImportState', MutualFundImportStateEnum, 'How far a mutual-fund import has come.', {
  AWAITING_OTP: 'The user has not finished it: no code was accepted yet, as far as is known.',
  AWAITING_DATA:
    'The user has finished it, and the webhook with the data has not arrived. No read can replace it: ' +
    'if this lasts for more than some minutes, ask for another import.',
  RECEIVED: 'A webhook has brought the data.',
  FAILED: 'Its transaction failed, or expired before the user had finished. Create a new one.',
});

export const TimelineSourceEnum = enumOf(['CALL', 'WEBHOOK', 'POLL', 'REPORT', 'LINK']);
registerEnum('TimelineSource', TimelineSourceEnum, 'What caused a change.', {
  CALL: 'A mutation of the app.',
  WEBHOOK: 'A webhook from Gateway.',
  POLL: 'A read of Gateway by Dwar.',
  REPORT: 'A report by the client.',
  LINK: 'Linking a broker account.',
});

export const TransactionFailureKindEnum = enumOf([
  'USER_CHOICE',
  'RETRY',
  'WRONG_ACCOUNT',
  'WAIT',
  'FIX_INTEGRATION',
  'OTHER',
]);
registerEnum(
  'TransactionFailureKind',
  TransactionFailureKindEnum,
  'How an app should react to a failed transaction.',
  {
    USER_CHOICE: 'The user chose not to continue.',
    RETRY: 'Create a new transaction and try again.',
    WRONG_ACCOUNT: 'The user logged in to another broker account.',
    WAIT: 'Not possible now: the market is closed, or an order is pending.',
    FIX_INTEGRATION: 'The app called the SDK incorrectly.',
    OTHER: 'Anything else; show the message.',
  },
);

export const PendingActionStatusEnum = enumOf(['PENDING', 'RESOLVED', 'SUPERSEDED', 'DISMISSED']);
registerEnum('PendingActionStatus', PendingActionStatusEnum, 'Whether an action still waits for the user.', {
  PENDING: 'It waits for the user.',
  RESOLVED: 'A settled order of the same investment has done it.',
  SUPERSEDED: 'The same action was reported with a newer date.',
  DISMISSED: 'The viewer has dismissed it.',
});

export const OrderValidityEnum = enumOf(VALIDITIES);
registerEnum('OrderValidity', OrderValidityEnum, 'How long an order waits for its price.', {
  DAY: 'Until the end of the trading day.',
  IOC: 'Immediate or cancel: what cannot be filled at once is cancelled.',
});

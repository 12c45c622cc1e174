/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** The identity a Gateway auth token carries. */
export type AuthTokenKind =
  /** A broker account that is linked to the viewer. */
  | 'CONNECTED'
  /** No account yet: the user chooses a broker and logs in. */
  | 'GUEST';

/** Which holdings to authorise at the depository. */
export type AuthoriseHoldingsInput = {
  /** 1 to 100 securities, each once. */
  securities: Array<SecurityToAuthoriseInput>;
};

/** One open leg to cancel. */
export type CancelOrderInput = {
  /** The order, by its global id or Gateway’s batch id. */
  orderId: string;
  /** Trading symbol of the leg. */
  symbol: string;
};

/** Selects the identity of the token. With no field set: the current account, or guest without one. */
export type CreateAuthTokenInput = {
  /** The broker account to act for. */
  brokerAccountId?: string | null | undefined;
  /** The requested kind. */
  kind?: AuthTokenKind | null | undefined;
  /** The transaction to trigger: the token gets the identity it was created with. */
  transactionId?: string | null | undefined;
};

/** What to create a transaction for. Set only the object that belongs to the intent. */
export type CreateTransactionInput = {
  /** Whether to allow an order identical to one placed a moment ago. */
  allowDuplicate?: boolean | null | undefined;
  /** Whether the user may choose another broker account. CONNECT and ONBOARDING are always guest. */
  asGuest?: boolean | null | undefined;
  /** For AUTHORISE_HOLDINGS; if absent, all holdings. */
  authoriseHoldings?: AuthoriseHoldingsInput | null | undefined;
  /** The broker account to use. Default: the viewer’s current one. */
  brokerAccountId?: string | null | undefined;
  /** For CANCEL_ORDER. */
  cancelOrder?: CancelOrderInput | null | undefined;
  /** For HOLDINGS_IMPORT; optional. */
  holdingsImport?: HoldingsImportInput | null | undefined;
  /** Your unique name for this request, 1 to 255 characters. Repeating a call with the same key and input creates no second transaction. */
  idempotencyKey: string;
  /** What the transaction is for. */
  intent: Intent;
  /** For SIP_SETUP, IMR_SETUP and CANCEL_AMO. */
  investment?: InvestmentInput | null | undefined;
  /** For MF_HOLDINGS_IMPORT. */
  mutualFundImport?: MutualFundImportInput | null | undefined;
  /** Text that Gateway returns unchanged, up to 256 characters: a correlation id, never personal data. */
  notes?: string | null | undefined;
  /** For TRANSACTION of securities; optional. */
  presentation?: PresentationInput | null | undefined;
  /** For TRANSACTION: 1 to 100 securities. */
  securities?: Array<SecurityOrderInput> | null | undefined;
  /** For TRANSACTION: an order of a smallcase. */
  smallcaseOrder?: SmallcaseOrderInput | null | undefined;
  /** For SUBSCRIPTION. */
  subscription?: SmallcaseSubscriptionInput | null | undefined;
};

/** A stock exchange. */
export type Exchange =
  /** BSE, Mumbai. */
  | 'BSE'
  /** National Stock Exchange of India. */
  | 'NSE';

/** Stable reason for a Failure. Branch on this, not on the message. */
export type FailureCode =
  /** The token was not signed by Gateway for this partner, or it has expired. */
  | 'AUTH_TOKEN_INVALID'
  /** This broker account is linked to another user of this app. */
  | 'BROKER_ACCOUNT_LINKED_ELSEWHERE'
  /** None of your own recent transactions was completed with this broker account. Create a CONNECT transaction, complete it with this account, then link again. */
  | 'BROKER_ACCOUNT_UNPROVEN'
  /** Gateway answered, and Dwar cannot read the answer. What was known stays as it is; repeating the call does not help. */
  | 'GATEWAY_NOT_UNDERSTOOD'
  /** Gateway refused the request. Repeating it unchanged gives the same answer. */
  | 'GATEWAY_REFUSED'
  /** Gateway could not be reached or is limiting requests. Nothing was created; repeat the call later. */
  | 'GATEWAY_UNAVAILABLE'
  /** Gateway has no holdings of this broker account yet. Create a HOLDINGS_IMPORT transaction and complete it. */
  | 'HOLDINGS_NOT_IMPORTED'
  /** This idempotency key was used before with different input. Use a new key for a new purpose. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** Too many codes were tried for this transaction. Create a new one. */
  | 'OTP_ATTEMPTS_EXCEEDED'
  /** The code is not the one that was sent. Ask the user for it again. */
  | 'OTP_INCORRECT'
  /** No further code is sent for this transaction, or to this viewer for some minutes. */
  | 'OTP_LIMIT_EXCEEDED'
  /** The code was sent by the other method. Pass the phone or e-mail address it was sent to. */
  | 'OTP_METHOD_MISMATCH'
  /** Gateway gave no usable answer, so a transaction may or may not exist. It has no effect until it is triggered; retry with the same key to get one. */
  | 'OUTCOME_UNKNOWN'
  /** The registrars do not know this PAN together with this phone number or e-mail address. */
  | 'PAN_CONTACT_MISMATCH'
  /** This viewer placed an identical order a moment ago under another key. Set `allowDuplicate` if this one is intended. */
  | 'POSSIBLE_DUPLICATE'
  /** The mutual-fund registrars refused the request. Check PAN and contact. */
  | 'REGISTRAR_REFUSED'
  /** The transaction has expired or ended. Create a new one. */
  | 'TRANSACTION_EXPIRED'
  /** Another call with this idempotency key is in progress. Retry with the same key. */
  | 'TRANSACTION_IN_PROGRESS';

/** Details of a holdings import. */
export type HoldingsImportInput = {
  /** Whether to include mutual funds held at the broker. */
  includeMutualFunds?: boolean | null | undefined;
};

/** What a transaction is for, by Gateway’s names. */
export type Intent =
  /** Authorise holdings at the depository, so that they can be sold. */
  | 'AUTHORISE_HOLDINGS'
  /** Cancel a queued after-market order of a smallcase. */
  | 'CANCEL_AMO'
  /** Cancel one open leg of a securities order. */
  | 'CANCEL_ORDER'
  /** Link a broker account. Always guest. */
  | 'CONNECT'
  /** Share the cash available at a broker. */
  | 'FETCH_FUNDS'
  /** Share the holdings at a broker. */
  | 'HOLDINGS_IMPORT'
  /** Start and manage IMR on an invested smallcase. */
  | 'IMR_SETUP'
  /** Share mutual-fund folios by PAN and OTP. */
  | 'MF_HOLDINGS_IMPORT'
  /** Open a broking account. Always guest. */
  | 'ONBOARDING'
  /** Set up a SIP on an invested smallcase. */
  | 'SIP_SETUP'
  /** Subscribe to a fee-based smallcase. */
  | 'SUBSCRIPTION'
  /** Order securities or a smallcase. */
  | 'TRANSACTION';

/** An investment the user has in a smallcase. */
export type InvestmentInput = {
  /** Gateway’s id of the investment. */
  iscid: string;
};

/** Status of one leg of an order. */
export type LegStatus =
  /** Cancelled before it was completely filled. */
  | 'CANCELLED'
  /** Cancelled while queued as an after-market order. */
  | 'CANCELLED_AMO'
  /** Filled. */
  | 'COMPLETE'
  /** Failed. */
  | 'ERROR'
  /** Open at the exchange. */
  | 'OPEN'
  /** Partially filled; the rest may still be open at the exchange. */
  | 'PARTIAL'
  /** Sent. */
  | 'PLACED'
  /** Refused by broker or exchange. */
  | 'REJECTED'
  /** A value of Gateway that this version does not know; see the raw text. */
  | 'UNKNOWN';

/** Proof of control over a broker account. */
export type LinkBrokerAccountInput = {
  /** The `smallcaseAuthToken` in the SDK’s result of a transaction of this viewer. */
  smallcaseAuthToken: string;
};

/** Details of a mutual-fund import. Personal data, which is sent to Gateway and not stored. The user types what is left out. */
export type MutualFundImportInput = {
  /** Whether to include individual transactions. Default: false. */
  casDetail?: boolean | null | undefined;
  /** Whether to include folio totals. Default: true. */
  casSummary?: boolean | null | undefined;
  /** E-mail address. */
  email?: string | null | undefined;
  /** First day of the statement, `yyyy-mm-dd`. */
  fromDate?: string | null | undefined;
  /** The investor’s PAN, upper case. */
  pan?: string | null | undefined;
  /** Mobile number, 10 digits without country code. */
  phone?: string | null | undefined;
  /** Last day of the statement, `yyyy-mm-dd`. */
  toDate?: string | null | undefined;
};

/** How far a mutual-fund import has come. */
export type MutualFundImportState =
  /** The user has finished it, and the webhook with the data has not arrived. No read can replace it: if this lasts for more than some minutes, ask for another import. */
  | 'AWAITING_DATA'
  /** The user has not finished it: no code was accepted yet, as far as is known. */
  | 'AWAITING_OTP'
  /** Its transaction failed, or expired before the user had finished. Create a new one. */
  | 'FAILED'
  /** A webhook has brought the data. */
  | 'RECEIVED';

/** Status of an order. */
export type OrderStatus =
  /** Every leg was filled. */
  | 'COMPLETED'
  /** The user archived an unfilled smallcase order. */
  | 'MARKEDCOMPLETE'
  /** Partially filled; the rest has ended. */
  | 'PARTIALLYFILLED'
  /** Sent to the exchange, with legs still open. */
  | 'PLACED'
  /** No leg was filled. */
  | 'UNFILLED'
  /** A value of Gateway that this version does not know; see the raw text. */
  | 'UNKNOWN'
  /** No leg was sent to the exchange. */
  | 'UNPLACED';

/** How a leg is priced. */
export type OrderType =
  /** At a limit price or better. */
  | 'LIMIT'
  /** At the market’s price. */
  | 'MARKET'
  /** A value of Gateway that this version does not know; see the raw text. Not accepted as input. */
  | 'UNKNOWN';

/** How long an order waits for its price. */
export type OrderValidity =
  /** Until the end of the trading day. */
  | 'DAY'
  /** Immediate or cancel: what cannot be filled at once is cancelled. */
  | 'IOC';

/** When an order goes to the exchange. */
export type OrderVariety =
  /** After-market order: queued for the next session. */
  | 'AMO'
  /** Sent immediately. */
  | 'REGULAR'
  /** A value of Gateway that this version does not know; see the raw text. */
  | 'UNKNOWN';

/** Whether an action still waits for the user. */
export type PendingActionStatus =
  /** The viewer has dismissed it. */
  | 'DISMISSED'
  /** It waits for the user. */
  | 'PENDING'
  /** A settled order of the same investment has done it. */
  | 'RESOLVED'
  /** The same action was reported with a newer date. */
  | 'SUPERSEDED';

/** How Gateway presents an order of securities to the user. */
export type PresentationInput = {
  /** Address of its logo, beginning with `https://`. */
  orderLogo?: string | null | undefined;
  /** Name of the order, up to 100 characters. */
  orderName?: string | null | undefined;
};

/** How a state was established. */
export type Provenance =
  /** Read back over an authenticated call. */
  | 'CONFIRMED'
  /** Reported by a client. Not trusted; a confirming read is in progress. */
  | 'REPORTED'
  /** Reported by a webhook: shown at once, to be confirmed by a read. */
  | 'WEBHOOK';

/** The holdings to refresh. */
export type RefreshHoldingsInput = {
  /** The broker account. Default: the current one. */
  brokerAccountId?: string | null | undefined;
};

/** The outcome the Gateway SDK gave the app. It triggers a read; only a verified token in it is trusted. */
export type ReportTransactionOutcomeInput = {
  /** The SDK’s error code; absent after success. */
  errorCode?: number | null | undefined;
  /** The SDK’s textual error code, such as `USER_CANCELLED`, up to 100 characters. */
  errorKey?: string | null | undefined;
  /** The SDK’s error message, up to 300 characters. */
  errorMessage?: string | null | undefined;
  /** The SDK’s result or error as the app got it: JSON, or base64 of it, up to 65,536 characters. What the other fields leave out is read from it as far as possible. */
  sdkResult?: string | null | undefined;
  /** The `smallcaseAuthToken` of the SDK’s result or error, if it had one. One that cannot be used costs only the link, see `Transaction.linkFailure`. */
  smallcaseAuthToken?: string | null | undefined;
  /** The transaction, by its global id or Gateway’s id. */
  transactionId: string;
};

/** One security to order. Set each optional field for all securities or for none. */
export type SecurityOrderInput = {
  /** The exchange. Default: NSE. Set it for all securities or for none. */
  exchange?: Exchange | null | undefined;
  /** Limit price in rupees; required for LIMIT, not allowed otherwise. A basket may mix both. */
  limitPrice?: string | null | undefined;
  /** Market or limit. Default: market. Set it for all securities or for none. */
  orderType?: OrderType | null | undefined;
  /** Number of shares, at least 1; if absent, the user enters it. Set it for all securities or for none. */
  quantity?: number | null | undefined;
  /** Buy or sell; if absent, the user chooses. Set it for all securities or for none. */
  side?: Side | null | undefined;
  /** Trading symbol at the exchange, such as `INFY`. */
  ticker: string;
  /** How long the order waits for its price. Default: the broker’s. Set it for all securities or for none. */
  validity?: OrderValidity | null | undefined;
};

/** One security to authorise for sale. */
export type SecurityToAuthoriseInput = {
  /** Trading symbol at the exchange, such as `INFY`. */
  ticker: string;
};

/** Buy or sell. */
export type Side =
  /** Buy. */
  | 'BUY'
  /** Sell. */
  | 'SELL'
  /** A value of Gateway that this version does not know; see the raw text. Not accepted as input. */
  | 'UNKNOWN';

/** An order of a smallcase. */
export type SmallcaseOrderInput = {
  /** Gateway’s id of the user’s investment, see `SmallcaseRef.iscid`. Not for BUY; all other types need this or `scid`. */
  iscid?: string | null | undefined;
  /** Catalogue id such as `SCET_0010`. Required for BUY; all other types need this or `iscid`. */
  scid?: string | null | undefined;
  /** What to do with the smallcase. */
  type: SmallcaseOrderType;
};

/** Kinds of smallcase order. */
export type SmallcaseOrderType =
  /** Buy it for the first time. */
  | 'BUY'
  /** Sell all of it. */
  | 'EXIT'
  /** Retry the unfilled legs of the last order. */
  | 'FIX'
  /** Add money. */
  | 'INVESTMORE'
  /** Edit the constituents. */
  | 'MANAGE'
  /** Sell a part. */
  | 'PARTIALEXIT'
  /** Apply the manager’s new weights. */
  | 'REBALANCE'
  /** Reconcile the smallcase with the demat account. */
  | 'RECONCILIATION'
  /** Pay a SIP instalment that is due. */
  | 'SIP';

/** A fee-based smallcase to subscribe to. */
export type SmallcaseSubscriptionInput = {
  /** Name shown to the user. */
  name?: string | null | undefined;
  /** Catalogue id such as `SCET_0010`. */
  scid: string;
};

/** How an app should react to a failed transaction. */
export type TransactionFailureKind =
  /** The app called the SDK incorrectly. */
  | 'FIX_INTEGRATION'
  /** Anything else; show the message. */
  | 'OTHER'
  /** Create a new transaction and try again. */
  | 'RETRY'
  /** The user chose not to continue. */
  | 'USER_CHOICE'
  /** Not possible now: the market is closed, or an order is pending. */
  | 'WAIT'
  /** The user logged in to another broker account. */
  | 'WRONG_ACCOUNT';

/** Status of a transaction. */
export type TransactionStatus =
  /** Another order, such as a repair, has to come first. Final for this transaction. */
  | 'ACTION_REQUIRED'
  /** Gateway has finished it. This does not mean filled: see its orders. */
  | 'COMPLETED'
  /** It failed; see `error`. */
  | 'ERRORED'
  /** Created; the user has not logged in to a broker yet. */
  | 'INITIALIZED'
  /** An order was sent and waits: after market hours, or for its limit price. */
  | 'PROCESSING'
  /** A value of Gateway that this version does not know; see the raw text. */
  | 'UNKNOWN'
  /** The user has logged in; the flow is not finished, or its window was closed. */
  | 'USED';

/** An account to unlink. */
export type UnlinkBrokerAccountInput = {
  /** The account, by its global id. */
  brokerAccountId: string;
};

export type EventsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type EventsSubscription = { events:
    | { __typename: 'FundsEvent', cursor: string, occurredAt: string, brokerAccount: { __typename: 'BrokerAccount', id: string, broker: string | null, linkedAt: string, funds: { asOf: string, amount: { amount: string, currency: string } } | null } }
    | { __typename: 'HoldingsEvent', cursor: string, occurredAt: string, holdings: { __typename: 'Holdings', revision: number, isStale: boolean, isUpdating: boolean, provenance: Provenance, receivedAt: string, snapshotAt: string | null, securitiesCount: number, smallcasesCount: number, mutualFundsCount: number, brokerAccount: { id: string, broker: string | null } | null, securities: Array<{ isin: string | null, name: string | null, nseTicker: string | null, bseTicker: string | null, quantity: string | null, averagePrice: { amount: string, currency: string } | null }> } }
    | { __typename: 'InvestmentEvent', cursor: string, occurredAt: string, investment: { id: string, iscid: string } }
    | { __typename: 'InvestmentExited', iscid: string, cursor: string, occurredAt: string }
    | { __typename: 'MutualFundImportEvent', cursor: string, occurredAt: string, import: { id: string, state: MutualFundImportState, transaction: { id: string } } }
    | { __typename: 'OrderEvent', cursor: string, occurredAt: string, order: { __typename: 'Order', id: string, revision: number, batchId: string, status: OrderStatus, rawStatus: string | null, isFinal: boolean, provenance: Provenance, variety: OrderVariety, label: string | null, placedAt: string | null, completedAt: string | null, updatedAt: string, legsCount: number, unplacedLegsCount: number, buyAmount: { amount: string, currency: string } | null, sellAmount: { amount: string, currency: string } | null, transaction: { id: string } | null, brokerAccount: { id: string } | null, legs: Array<{ symbol: string, side: Side, orderType: OrderType, quantity: number | null, filledQuantity: number | null, status: LegStatus, rawStatus: string | null, statusMessage: string | null, averagePrice: { amount: string, currency: string } | null }>, unplacedLegs: Array<{ symbol: string, side: Side, exchange: string | null, quantity: number | null, errorCode: string | null, statusMessage: string | null }> } }
    | { __typename: 'OrderRetracted', orderId: string, revision: number, cursor: string, occurredAt: string }
    | { __typename: 'PendingActionEvent', cursor: string, occurredAt: string, action: { __typename: 'PendingAction', id: string, brokerAccountId: string, action: string, rawAction: string | null, status: PendingActionStatus, iscid: string, scid: string | null, name: string | null, date: string | null, receivedAt: string, endedAt: string | null } }
    | { __typename: 'PendingActionResolved', pendingActionId: string, cursor: string, occurredAt: string, action: { __typename: 'PendingAction', id: string, brokerAccountId: string, action: string, rawAction: string | null, status: PendingActionStatus, iscid: string, scid: string | null, name: string | null, date: string | null, receivedAt: string, endedAt: string | null } }
    | { __typename: 'ResyncRequired', reason: string, cursor: string, occurredAt: string }
    | { __typename: 'StreamPosition', cursor: string, occurredAt: string }
    | { __typename: 'TransactionEvent', cursor: string, occurredAt: string, transaction: { __typename: 'Transaction', id: string, revision: number, gatewayTransactionId: string, intent: Intent, status: TransactionStatus, rawStatus: string | null, provenance: Provenance, createdAt: string, expiresAt: string, isExpired: boolean, isStale: boolean, ordersCount: number, brokerAccount: { id: string, broker: string | null } | null, error: { code: number | null, key: string | null, kind: TransactionFailureKind, message: string | null, isRetryable: boolean, provenance: Provenance } | null } }
   };

export type OrderLegFieldsFragment = { symbol: string, side: Side, orderType: OrderType, quantity: number | null, filledQuantity: number | null, status: LegStatus, rawStatus: string | null, statusMessage: string | null, averagePrice: { amount: string, currency: string } | null };

export type OrderFieldsFragment = { __typename: 'Order', id: string, revision: number, batchId: string, status: OrderStatus, rawStatus: string | null, isFinal: boolean, provenance: Provenance, variety: OrderVariety, label: string | null, placedAt: string | null, completedAt: string | null, updatedAt: string, legsCount: number, unplacedLegsCount: number, buyAmount: { amount: string, currency: string } | null, sellAmount: { amount: string, currency: string } | null, transaction: { id: string } | null, brokerAccount: { id: string } | null, legs: Array<{ symbol: string, side: Side, orderType: OrderType, quantity: number | null, filledQuantity: number | null, status: LegStatus, rawStatus: string | null, statusMessage: string | null, averagePrice: { amount: string, currency: string } | null }>, unplacedLegs: Array<{ symbol: string, side: Side, exchange: string | null, quantity: number | null, errorCode: string | null, statusMessage: string | null }> };

export type TransactionFieldsFragment = { __typename: 'Transaction', id: string, revision: number, gatewayTransactionId: string, intent: Intent, status: TransactionStatus, rawStatus: string | null, provenance: Provenance, createdAt: string, expiresAt: string, isExpired: boolean, isStale: boolean, ordersCount: number, brokerAccount: { id: string, broker: string | null } | null, error: { code: number | null, key: string | null, kind: TransactionFailureKind, message: string | null, isRetryable: boolean, provenance: Provenance } | null };

export type HoldingsFieldsFragment = { __typename: 'Holdings', revision: number, isStale: boolean, isUpdating: boolean, provenance: Provenance, receivedAt: string, snapshotAt: string | null, securitiesCount: number, smallcasesCount: number, mutualFundsCount: number, brokerAccount: { id: string, broker: string | null } | null, securities: Array<{ isin: string | null, name: string | null, nseTicker: string | null, bseTicker: string | null, quantity: string | null, averagePrice: { amount: string, currency: string } | null }> };

export type BrokerAccountFieldsFragment = { __typename: 'BrokerAccount', id: string, broker: string | null, linkedAt: string, funds: { asOf: string, amount: { amount: string, currency: string } } | null };

export type PendingActionFieldsFragment = { __typename: 'PendingAction', id: string, brokerAccountId: string, action: string, rawAction: string | null, status: PendingActionStatus, iscid: string, scid: string | null, name: string | null, date: string | null, receivedAt: string, endedAt: string | null };

type FailureFields_AuthTokenInvalid_Fragment = { code: FailureCode, message: string, isRetryable: boolean };

type FailureFields_BrokerAccountLinkedElsewhere_Fragment = { code: FailureCode, message: string, isRetryable: boolean };

type FailureFields_BrokerAccountUnproven_Fragment = { code: FailureCode, message: string, isRetryable: boolean };

type FailureFields_GatewayNotUnderstood_Fragment = { code: FailureCode, message: string, isRetryable: boolean };

type FailureFields_GatewayRefused_Fragment = { code: FailureCode, message: string, isRetryable: boolean };

type FailureFields_GatewayUnavailable_Fragment = { code: FailureCode, message: string, isRetryable: boolean };

type FailureFields_HoldingsNotImported_Fragment = { code: FailureCode, message: string, isRetryable: boolean };

type FailureFields_IdempotencyKeyReused_Fragment = { code: FailureCode, message: string, isRetryable: boolean };

type FailureFields_OtpAttemptsExceeded_Fragment = { code: FailureCode, message: string, isRetryable: boolean };

type FailureFields_OtpIncorrect_Fragment = { code: FailureCode, message: string, isRetryable: boolean };

type FailureFields_OtpLimitExceeded_Fragment = { code: FailureCode, message: string, isRetryable: boolean };

type FailureFields_OtpMethodMismatch_Fragment = { code: FailureCode, message: string, isRetryable: boolean };

type FailureFields_OutcomeUnknown_Fragment = { code: FailureCode, message: string, isRetryable: boolean };

type FailureFields_PanContactMismatch_Fragment = { code: FailureCode, message: string, isRetryable: boolean };

type FailureFields_PossibleDuplicate_Fragment = { code: FailureCode, message: string, isRetryable: boolean };

type FailureFields_RegistrarRefused_Fragment = { code: FailureCode, message: string, isRetryable: boolean };

type FailureFields_TransactionExpired_Fragment = { code: FailureCode, message: string, isRetryable: boolean };

type FailureFields_TransactionInProgress_Fragment = { code: FailureCode, message: string, isRetryable: boolean };

export type FailureFieldsFragment =
  | FailureFields_AuthTokenInvalid_Fragment
  | FailureFields_BrokerAccountLinkedElsewhere_Fragment
  | FailureFields_BrokerAccountUnproven_Fragment
  | FailureFields_GatewayNotUnderstood_Fragment
  | FailureFields_GatewayRefused_Fragment
  | FailureFields_GatewayUnavailable_Fragment
  | FailureFields_HoldingsNotImported_Fragment
  | FailureFields_IdempotencyKeyReused_Fragment
  | FailureFields_OtpAttemptsExceeded_Fragment
  | FailureFields_OtpIncorrect_Fragment
  | FailureFields_OtpLimitExceeded_Fragment
  | FailureFields_OtpMethodMismatch_Fragment
  | FailureFields_OutcomeUnknown_Fragment
  | FailureFields_PanContactMismatch_Fragment
  | FailureFields_PossibleDuplicate_Fragment
  | FailureFields_RegistrarRefused_Fragment
  | FailureFields_TransactionExpired_Fragment
  | FailureFields_TransactionInProgress_Fragment
;

export type HoldingsQueryVariables = Exact<{
  brokerAccountId?: string | null | undefined;
}>;


export type HoldingsQuery = { holdings: { __typename: 'Holdings', revision: number, isStale: boolean, isUpdating: boolean, provenance: Provenance, receivedAt: string, snapshotAt: string | null, securitiesCount: number, smallcasesCount: number, mutualFundsCount: number, brokerAccount: { id: string, broker: string | null } | null, securities: Array<{ isin: string | null, name: string | null, nseTicker: string | null, bseTicker: string | null, quantity: string | null, averagePrice: { amount: string, currency: string } | null }> } | null };

export type RefreshHoldingsMutationVariables = Exact<{
  input?: RefreshHoldingsInput | null | undefined;
}>;


export type RefreshHoldingsMutation = { refreshHoldings:
    | { __typename: 'GatewayNotUnderstood', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'GatewayRefused', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'GatewayUnavailable', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'Holdings', revision: number, isStale: boolean, isUpdating: boolean, provenance: Provenance, receivedAt: string, snapshotAt: string | null, securitiesCount: number, smallcasesCount: number, mutualFundsCount: number, brokerAccount: { id: string, broker: string | null } | null, securities: Array<{ isin: string | null, name: string | null, nseTicker: string | null, bseTicker: string | null, quantity: string | null, averagePrice: { amount: string, currency: string } | null }> }
    | { __typename: 'HoldingsNotImported', code: FailureCode, message: string, isRetryable: boolean }
   | null };

export type OrdersQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  status?: Array<OrderStatus> | OrderStatus | null | undefined;
  transactionId?: string | null | undefined;
}>;


export type OrdersQuery = { orders: { edges: Array<{ cursor: string, node: { __typename: 'Order', id: string, revision: number, batchId: string, status: OrderStatus, rawStatus: string | null, isFinal: boolean, provenance: Provenance, variety: OrderVariety, label: string | null, placedAt: string | null, completedAt: string | null, updatedAt: string, legsCount: number, unplacedLegsCount: number, buyAmount: { amount: string, currency: string } | null, sellAmount: { amount: string, currency: string } | null, transaction: { id: string } | null, brokerAccount: { id: string } | null, legs: Array<{ symbol: string, side: Side, orderType: OrderType, quantity: number | null, filledQuantity: number | null, status: LegStatus, rawStatus: string | null, statusMessage: string | null, averagePrice: { amount: string, currency: string } | null }>, unplacedLegs: Array<{ symbol: string, side: Side, exchange: string | null, quantity: number | null, errorCode: string | null, statusMessage: string | null }> } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type OrderQueryVariables = Exact<{
  id: string;
}>;


export type OrderQuery = { order: { __typename: 'Order', id: string, revision: number, batchId: string, status: OrderStatus, rawStatus: string | null, isFinal: boolean, provenance: Provenance, variety: OrderVariety, label: string | null, placedAt: string | null, completedAt: string | null, updatedAt: string, legsCount: number, unplacedLegsCount: number, buyAmount: { amount: string, currency: string } | null, sellAmount: { amount: string, currency: string } | null, transaction: { id: string } | null, brokerAccount: { id: string } | null, legs: Array<{ symbol: string, side: Side, orderType: OrderType, quantity: number | null, filledQuantity: number | null, status: LegStatus, rawStatus: string | null, statusMessage: string | null, averagePrice: { amount: string, currency: string } | null }>, unplacedLegs: Array<{ symbol: string, side: Side, exchange: string | null, quantity: number | null, errorCode: string | null, statusMessage: string | null }> } | null };

export type PendingActionsQueryVariables = Exact<{
  first?: number | null | undefined;
  offset?: number | null | undefined;
  includeEnded?: boolean | null | undefined;
}>;


export type PendingActionsQuery = { pendingActionsCount: number | null, pendingActions: Array<{ __typename: 'PendingAction', id: string, brokerAccountId: string, action: string, rawAction: string | null, status: PendingActionStatus, iscid: string, scid: string | null, name: string | null, date: string | null, receivedAt: string, endedAt: string | null }> | null };

export type DismissPendingActionMutationVariables = Exact<{
  id: string;
}>;


export type DismissPendingActionMutation = { dismissPendingAction: { __typename: 'PendingAction', id: string, brokerAccountId: string, action: string, rawAction: string | null, status: PendingActionStatus, iscid: string, scid: string | null, name: string | null, date: string | null, receivedAt: string, endedAt: string | null } | null };

export type TransactionsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  status?: Array<TransactionStatus> | TransactionStatus | null | undefined;
}>;


export type TransactionsQuery = { transactions: { edges: Array<{ cursor: string, node: { __typename: 'Transaction', id: string, revision: number, gatewayTransactionId: string, intent: Intent, status: TransactionStatus, rawStatus: string | null, provenance: Provenance, createdAt: string, expiresAt: string, isExpired: boolean, isStale: boolean, ordersCount: number, brokerAccount: { id: string, broker: string | null } | null, error: { code: number | null, key: string | null, kind: TransactionFailureKind, message: string | null, isRetryable: boolean, provenance: Provenance } | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type TransactionQueryVariables = Exact<{
  id: string;
}>;


export type TransactionQuery = { transaction: { __typename: 'Transaction', id: string, revision: number, gatewayTransactionId: string, intent: Intent, status: TransactionStatus, rawStatus: string | null, provenance: Provenance, createdAt: string, expiresAt: string, isExpired: boolean, isStale: boolean, ordersCount: number, brokerAccount: { id: string, broker: string | null } | null, error: { code: number | null, key: string | null, kind: TransactionFailureKind, message: string | null, isRetryable: boolean, provenance: Provenance } | null } | null };

export type CreateAuthTokenMutationVariables = Exact<{
  input?: CreateAuthTokenInput | null | undefined;
}>;


export type CreateAuthTokenMutation = { createAuthToken: { token: string, kind: AuthTokenKind, expiresAt: string, gateway: string, isLeprechaun: boolean } | null };

export type CreateTransactionMutationVariables = Exact<{
  input: CreateTransactionInput;
}>;


export type CreateTransactionMutation = { createTransaction:
    | { __typename: 'GatewayRefused', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'GatewayUnavailable', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'IdempotencyKeyReused', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'OutcomeUnknown', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'PossibleDuplicate', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'Transaction', id: string, revision: number, gatewayTransactionId: string, intent: Intent, status: TransactionStatus, rawStatus: string | null, provenance: Provenance, createdAt: string, expiresAt: string, isExpired: boolean, isStale: boolean, ordersCount: number, brokerAccount: { id: string, broker: string | null } | null, error: { code: number | null, key: string | null, kind: TransactionFailureKind, message: string | null, isRetryable: boolean, provenance: Provenance } | null }
    | { __typename: 'TransactionInProgress', code: FailureCode, message: string, isRetryable: boolean }
   | null };

export type ReportTransactionOutcomeMutationVariables = Exact<{
  input: ReportTransactionOutcomeInput;
}>;


export type ReportTransactionOutcomeMutation = { reportTransactionOutcome:
    | { __typename: 'AuthTokenInvalid', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'Transaction', id: string, revision: number, gatewayTransactionId: string, intent: Intent, status: TransactionStatus, rawStatus: string | null, provenance: Provenance, createdAt: string, expiresAt: string, isExpired: boolean, isStale: boolean, ordersCount: number, linkFailure:
        | { __typename: 'AuthTokenInvalid', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'BrokerAccountLinkedElsewhere', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'BrokerAccountUnproven', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'GatewayNotUnderstood', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'GatewayRefused', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'GatewayUnavailable', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'HoldingsNotImported', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'IdempotencyKeyReused', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'OtpAttemptsExceeded', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'OtpIncorrect', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'OtpLimitExceeded', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'OtpMethodMismatch', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'OutcomeUnknown', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'PanContactMismatch', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'PossibleDuplicate', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'RegistrarRefused', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'TransactionExpired', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'TransactionInProgress', code: FailureCode, message: string, isRetryable: boolean }
       | null, brokerAccount: { id: string, broker: string | null } | null, error: { code: number | null, key: string | null, kind: TransactionFailureKind, message: string | null, isRetryable: boolean, provenance: Provenance } | null }
   | null };

export type RefreshTransactionMutationVariables = Exact<{
  id: string;
}>;


export type RefreshTransactionMutation = { refreshTransaction:
    | { __typename: 'GatewayNotUnderstood', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'GatewayRefused', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'GatewayUnavailable', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'Transaction', id: string, revision: number, gatewayTransactionId: string, intent: Intent, status: TransactionStatus, rawStatus: string | null, provenance: Provenance, createdAt: string, expiresAt: string, isExpired: boolean, isStale: boolean, ordersCount: number, brokerAccount: { id: string, broker: string | null } | null, error: { code: number | null, key: string | null, kind: TransactionFailureKind, message: string | null, isRetryable: boolean, provenance: Provenance } | null }
   | null };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { __typename: 'Viewer', id: string, cursor: string, brokerAccountsCount: number, currentBrokerAccount: { id: string } | null, brokerAccounts: Array<{ __typename: 'BrokerAccount', id: string, broker: string | null, linkedAt: string, funds: { asOf: string, amount: { amount: string, currency: string } } | null }> } | null };

export type BrokersQueryVariables = Exact<{ [key: string]: never; }>;


export type BrokersQuery = { brokers: Array<{ key: string, name: string, supportsHoldingsImport: boolean, supportsLimitOrders: boolean, hasLeprechaun: boolean }> | null };

export type LinkBrokerAccountMutationVariables = Exact<{
  input: LinkBrokerAccountInput;
}>;


export type LinkBrokerAccountMutation = { linkBrokerAccount:
    | { __typename: 'AuthTokenInvalid', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'BrokerAccount', id: string, broker: string | null, linkedAt: string, funds: { asOf: string, amount: { amount: string, currency: string } } | null }
    | { __typename: 'BrokerAccountLinkedElsewhere', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'BrokerAccountUnproven', code: FailureCode, message: string, isRetryable: boolean }
   | null };

export type UnlinkBrokerAccountMutationVariables = Exact<{
  input: UnlinkBrokerAccountInput;
}>;


export type UnlinkBrokerAccountMutation = { unlinkBrokerAccount: { __typename: 'BrokerAccountUnlinked', brokerAccountId: string } | null };

export type PositionQueryVariables = Exact<{ [key: string]: never; }>;


export type PositionQuery = { viewer: { cursor: string } | null };

export type FlowTransactionFragment = { __typename: 'Transaction', id: string, gatewayTransactionId: string, intent: Intent, status: TransactionStatus, provenance: Provenance, createdAt: string, expiresAt: string, isExpired: boolean, isStale: boolean, ordersCount: number, timeline: Array<{ __typename: 'TimelineEntry', at: string }>, error: { __typename: 'TransactionFailure', code: number | null, key: string | null, message: string | null, kind: TransactionFailureKind, isRetryable: boolean, provenance: Provenance } | null, brokerAccount: { __typename: 'BrokerAccount', id: string, broker: string | null } | null, orders: Array<{ __typename: 'Order', id: string, batchId: string, status: OrderStatus, isFinal: boolean, provenance: Provenance, variety: OrderVariety, label: string | null, updatedAt: string, legsCount: number, unplacedLegsCount: number, buyAmount: { __typename: 'Money', amount: string, currency: string } | null, sellAmount: { __typename: 'Money', amount: string, currency: string } | null, legs: Array<{ __typename: 'OrderLeg', symbol: string, side: Side, status: LegStatus, quantity: number | null, filledQuantity: number | null, errorCode: string | null, statusMessage: string | null, averagePrice: { __typename: 'Money', amount: string, currency: string } | null }>, unplacedLegs: Array<{ __typename: 'UnplacedLeg', symbol: string, side: Side, quantity: number | null, errorCode: string | null, statusMessage: string | null }> }> };

export type FlowOrderFragment = { __typename: 'Order', id: string, batchId: string, status: OrderStatus, isFinal: boolean, provenance: Provenance, variety: OrderVariety, label: string | null, updatedAt: string, legsCount: number, unplacedLegsCount: number, buyAmount: { __typename: 'Money', amount: string, currency: string } | null, sellAmount: { __typename: 'Money', amount: string, currency: string } | null, legs: Array<{ __typename: 'OrderLeg', symbol: string, side: Side, status: LegStatus, quantity: number | null, filledQuantity: number | null, errorCode: string | null, statusMessage: string | null, averagePrice: { __typename: 'Money', amount: string, currency: string } | null }>, unplacedLegs: Array<{ __typename: 'UnplacedLeg', symbol: string, side: Side, quantity: number | null, errorCode: string | null, statusMessage: string | null }> };

export type FlowCreateTransactionMutationVariables = Exact<{
  input: CreateTransactionInput;
}>;


export type FlowCreateTransactionMutation = { createTransaction:
    | { __typename: 'GatewayRefused', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'GatewayUnavailable', code: FailureCode, message: string, isRetryable: boolean, retryAfterSeconds: number | null }
    | { __typename: 'IdempotencyKeyReused', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'OutcomeUnknown', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'PossibleDuplicate', code: FailureCode, message: string, isRetryable: boolean, transaction: { __typename: 'Transaction', id: string, gatewayTransactionId: string, intent: Intent, status: TransactionStatus, provenance: Provenance, createdAt: string, expiresAt: string, isExpired: boolean, isStale: boolean, ordersCount: number, timeline: Array<{ __typename: 'TimelineEntry', at: string }>, error: { __typename: 'TransactionFailure', code: number | null, key: string | null, message: string | null, kind: TransactionFailureKind, isRetryable: boolean, provenance: Provenance } | null, brokerAccount: { __typename: 'BrokerAccount', id: string, broker: string | null } | null, orders: Array<{ __typename: 'Order', id: string, batchId: string, status: OrderStatus, isFinal: boolean, provenance: Provenance, variety: OrderVariety, label: string | null, updatedAt: string, legsCount: number, unplacedLegsCount: number, buyAmount: { __typename: 'Money', amount: string, currency: string } | null, sellAmount: { __typename: 'Money', amount: string, currency: string } | null, legs: Array<{ __typename: 'OrderLeg', symbol: string, side: Side, status: LegStatus, quantity: number | null, filledQuantity: number | null, errorCode: string | null, statusMessage: string | null, averagePrice: { __typename: 'Money', amount: string, currency: string } | null }>, unplacedLegs: Array<{ __typename: 'UnplacedLeg', symbol: string, side: Side, quantity: number | null, errorCode: string | null, statusMessage: string | null }> }> } }
    | { __typename: 'Transaction', id: string, gatewayTransactionId: string, intent: Intent, status: TransactionStatus, provenance: Provenance, createdAt: string, expiresAt: string, isExpired: boolean, isStale: boolean, ordersCount: number, timeline: Array<{ __typename: 'TimelineEntry', at: string }>, error: { __typename: 'TransactionFailure', code: number | null, key: string | null, message: string | null, kind: TransactionFailureKind, isRetryable: boolean, provenance: Provenance } | null, brokerAccount: { __typename: 'BrokerAccount', id: string, broker: string | null } | null, orders: Array<{ __typename: 'Order', id: string, batchId: string, status: OrderStatus, isFinal: boolean, provenance: Provenance, variety: OrderVariety, label: string | null, updatedAt: string, legsCount: number, unplacedLegsCount: number, buyAmount: { __typename: 'Money', amount: string, currency: string } | null, sellAmount: { __typename: 'Money', amount: string, currency: string } | null, legs: Array<{ __typename: 'OrderLeg', symbol: string, side: Side, status: LegStatus, quantity: number | null, filledQuantity: number | null, errorCode: string | null, statusMessage: string | null, averagePrice: { __typename: 'Money', amount: string, currency: string } | null }>, unplacedLegs: Array<{ __typename: 'UnplacedLeg', symbol: string, side: Side, quantity: number | null, errorCode: string | null, statusMessage: string | null }> }> }
    | { __typename: 'TransactionInProgress', code: FailureCode, message: string, isRetryable: boolean }
   | null };

export type FlowCreateAuthTokenMutationVariables = Exact<{
  transactionId: string;
}>;


export type FlowCreateAuthTokenMutation = { createAuthToken: { __typename: 'AuthToken', token: string, gateway: string, isLeprechaun: boolean } | null };

export type FlowReportOutcomeMutationVariables = Exact<{
  input: ReportTransactionOutcomeInput;
}>;


export type FlowReportOutcomeMutation = { reportTransactionOutcome:
    | { __typename: 'AuthTokenInvalid', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'Transaction', id: string, linkFailure:
        | { __typename: 'AuthTokenInvalid', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'BrokerAccountLinkedElsewhere', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'BrokerAccountUnproven', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'GatewayNotUnderstood', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'GatewayRefused', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'GatewayUnavailable', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'HoldingsNotImported', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'IdempotencyKeyReused', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'OtpAttemptsExceeded', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'OtpIncorrect', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'OtpLimitExceeded', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'OtpMethodMismatch', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'OutcomeUnknown', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'PanContactMismatch', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'PossibleDuplicate', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'RegistrarRefused', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'TransactionExpired', code: FailureCode, message: string, isRetryable: boolean }
        | { __typename: 'TransactionInProgress', code: FailureCode, message: string, isRetryable: boolean }
       | null }
   | null };

export type FlowLinkBrokerAccountMutationVariables = Exact<{
  smallcaseAuthToken: string;
}>;


export type FlowLinkBrokerAccountMutation = { linkBrokerAccount:
    | { __typename: 'AuthTokenInvalid', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'BrokerAccount', id: string }
    | { __typename: 'BrokerAccountLinkedElsewhere', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'BrokerAccountUnproven', code: FailureCode, message: string, isRetryable: boolean }
   | null };

export type FlowRefreshTransactionMutationVariables = Exact<{
  id: string;
}>;


export type FlowRefreshTransactionMutation = { refreshTransaction:
    | { __typename: 'GatewayNotUnderstood', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'GatewayRefused', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'GatewayUnavailable', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'Transaction', id: string }
   | null };

export type FlowProgressQueryVariables = Exact<{
  id: string;
  account?: string | null | undefined;
  withHoldings: boolean;
  withImports: boolean;
}>;


export type FlowProgressQuery = { transaction: { __typename: 'Transaction', id: string, gatewayTransactionId: string, intent: Intent, status: TransactionStatus, provenance: Provenance, createdAt: string, expiresAt: string, isExpired: boolean, isStale: boolean, ordersCount: number, timeline: Array<{ __typename: 'TimelineEntry', at: string }>, error: { __typename: 'TransactionFailure', code: number | null, key: string | null, message: string | null, kind: TransactionFailureKind, isRetryable: boolean, provenance: Provenance } | null, brokerAccount: { __typename: 'BrokerAccount', id: string, broker: string | null } | null, orders: Array<{ __typename: 'Order', id: string, batchId: string, status: OrderStatus, isFinal: boolean, provenance: Provenance, variety: OrderVariety, label: string | null, updatedAt: string, legsCount: number, unplacedLegsCount: number, buyAmount: { __typename: 'Money', amount: string, currency: string } | null, sellAmount: { __typename: 'Money', amount: string, currency: string } | null, legs: Array<{ __typename: 'OrderLeg', symbol: string, side: Side, status: LegStatus, quantity: number | null, filledQuantity: number | null, errorCode: string | null, statusMessage: string | null, averagePrice: { __typename: 'Money', amount: string, currency: string } | null }>, unplacedLegs: Array<{ __typename: 'UnplacedLeg', symbol: string, side: Side, quantity: number | null, errorCode: string | null, statusMessage: string | null }> }> } | null, holdings?: { __typename: 'Holdings', provenance: Provenance, receivedAt: string, snapshotAt: string | null, isUpdating: boolean, securitiesCount: number, smallcasesCount: number, mutualFundsCount: number, brokerAccount: { __typename: 'BrokerAccount', id: string, broker: string | null } | null } | null, mutualFundImports?: Array<{ __typename: 'MutualFundImport', id: string, state: MutualFundImportState, receivedAt: string | null, foliosCount: number, transaction: { __typename: 'Transaction', id: string } }> | null };

export type FlowMoreOrdersQueryVariables = Exact<{
  id: string;
  offset: number;
}>;


export type FlowMoreOrdersQuery = { transaction: { __typename: 'Transaction', id: string, ordersCount: number, orders: Array<{ __typename: 'Order', id: string, batchId: string, status: OrderStatus, isFinal: boolean, provenance: Provenance, variety: OrderVariety, label: string | null, updatedAt: string, legsCount: number, unplacedLegsCount: number, buyAmount: { __typename: 'Money', amount: string, currency: string } | null, sellAmount: { __typename: 'Money', amount: string, currency: string } | null, legs: Array<{ __typename: 'OrderLeg', symbol: string, side: Side, status: LegStatus, quantity: number | null, filledQuantity: number | null, errorCode: string | null, statusMessage: string | null, averagePrice: { __typename: 'Money', amount: string, currency: string } | null }>, unplacedLegs: Array<{ __typename: 'UnplacedLeg', symbol: string, side: Side, quantity: number | null, errorCode: string | null, statusMessage: string | null }> }> } | null };

export type FlowEventsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FlowEventsSubscription = { events:
    | { __typename: 'FundsEvent', cursor: string }
    | { __typename: 'HoldingsEvent', cursor: string }
    | { __typename: 'InvestmentEvent', cursor: string }
    | { __typename: 'InvestmentExited', cursor: string }
    | { __typename: 'MutualFundImportEvent', cursor: string }
    | { __typename: 'OrderEvent', cursor: string }
    | { __typename: 'OrderRetracted', cursor: string }
    | { __typename: 'PendingActionEvent', cursor: string }
    | { __typename: 'PendingActionResolved', cursor: string }
    | { __typename: 'ResyncRequired', cursor: string }
    | { __typename: 'StreamPosition', cursor: string }
    | { __typename: 'TransactionEvent', cursor: string }
   };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const OrderLegFieldsFragmentDoc = new TypedDocumentString(`
    fragment OrderLegFields on OrderLeg {
  symbol
  side
  orderType
  quantity
  filledQuantity
  averagePrice {
    amount
    currency
  }
  status
  rawStatus
  statusMessage
}
    `, {"fragmentName":"OrderLegFields"}) as unknown as TypedDocumentString<OrderLegFieldsFragment, unknown>;
export const OrderFieldsFragmentDoc = new TypedDocumentString(`
    fragment OrderFields on Order {
  __typename
  id
  revision
  batchId
  status
  rawStatus
  isFinal
  provenance
  variety
  label
  placedAt
  completedAt
  updatedAt
  buyAmount {
    amount
    currency
  }
  sellAmount {
    amount
    currency
  }
  transaction {
    id
  }
  brokerAccount {
    id
  }
  legsCount
  legs {
    ...OrderLegFields
  }
  unplacedLegsCount
  unplacedLegs {
    symbol
    side
    exchange
    quantity
    errorCode
    statusMessage
  }
}
    fragment OrderLegFields on OrderLeg {
  symbol
  side
  orderType
  quantity
  filledQuantity
  averagePrice {
    amount
    currency
  }
  status
  rawStatus
  statusMessage
}`, {"fragmentName":"OrderFields"}) as unknown as TypedDocumentString<OrderFieldsFragment, unknown>;
export const TransactionFieldsFragmentDoc = new TypedDocumentString(`
    fragment TransactionFields on Transaction {
  __typename
  id
  revision
  gatewayTransactionId
  intent
  status
  rawStatus
  provenance
  createdAt
  expiresAt
  isExpired
  isStale
  brokerAccount {
    id
    broker
  }
  error {
    code
    key
    kind
    message
    isRetryable
    provenance
  }
  ordersCount
}
    `, {"fragmentName":"TransactionFields"}) as unknown as TypedDocumentString<TransactionFieldsFragment, unknown>;
export const HoldingsFieldsFragmentDoc = new TypedDocumentString(`
    fragment HoldingsFields on Holdings {
  __typename
  revision
  brokerAccount {
    id
    broker
  }
  isStale
  isUpdating
  provenance
  receivedAt
  snapshotAt
  securitiesCount
  securities {
    isin
    name
    nseTicker
    bseTicker
    quantity
    averagePrice {
      amount
      currency
    }
  }
  smallcasesCount
  mutualFundsCount
}
    `, {"fragmentName":"HoldingsFields"}) as unknown as TypedDocumentString<HoldingsFieldsFragment, unknown>;
export const BrokerAccountFieldsFragmentDoc = new TypedDocumentString(`
    fragment BrokerAccountFields on BrokerAccount {
  __typename
  id
  broker
  linkedAt
  funds {
    asOf
    amount {
      amount
      currency
    }
  }
}
    `, {"fragmentName":"BrokerAccountFields"}) as unknown as TypedDocumentString<BrokerAccountFieldsFragment, unknown>;
export const PendingActionFieldsFragmentDoc = new TypedDocumentString(`
    fragment PendingActionFields on PendingAction {
  __typename
  id
  brokerAccountId
  action
  rawAction
  status
  iscid
  scid
  name
  date
  receivedAt
  endedAt
}
    `, {"fragmentName":"PendingActionFields"}) as unknown as TypedDocumentString<PendingActionFieldsFragment, unknown>;
export const FailureFieldsFragmentDoc = new TypedDocumentString(`
    fragment FailureFields on Failure {
  code
  message
  isRetryable
}
    `, {"fragmentName":"FailureFields"}) as unknown as TypedDocumentString<FailureFieldsFragment, unknown>;
export const FlowOrderFragmentDoc = new TypedDocumentString(`
    fragment FlowOrder on Order {
  __typename
  id
  batchId
  status
  isFinal
  provenance
  variety
  label
  updatedAt
  buyAmount {
    __typename
    amount
    currency
  }
  sellAmount {
    __typename
    amount
    currency
  }
  legsCount
  legs {
    __typename
    symbol
    side
    status
    quantity
    filledQuantity
    errorCode
    statusMessage
    averagePrice {
      __typename
      amount
      currency
    }
  }
  unplacedLegsCount
  unplacedLegs {
    __typename
    symbol
    side
    quantity
    errorCode
    statusMessage
  }
}
    `, {"fragmentName":"FlowOrder"}) as unknown as TypedDocumentString<FlowOrderFragment, unknown>;
export const FlowTransactionFragmentDoc = new TypedDocumentString(`
    fragment FlowTransaction on Transaction {
  __typename
  id
  gatewayTransactionId
  intent
  status
  provenance
  createdAt
  expiresAt
  isExpired
  isStale
  timeline(first: 1) {
    __typename
    at
  }
  error {
    __typename
    code
    key
    message
    kind
    isRetryable
    provenance
  }
  brokerAccount {
    __typename
    id
    broker
  }
  ordersCount
  orders {
    ...FlowOrder
  }
}
    fragment FlowOrder on Order {
  __typename
  id
  batchId
  status
  isFinal
  provenance
  variety
  label
  updatedAt
  buyAmount {
    __typename
    amount
    currency
  }
  sellAmount {
    __typename
    amount
    currency
  }
  legsCount
  legs {
    __typename
    symbol
    side
    status
    quantity
    filledQuantity
    errorCode
    statusMessage
    averagePrice {
      __typename
      amount
      currency
    }
  }
  unplacedLegsCount
  unplacedLegs {
    __typename
    symbol
    side
    quantity
    errorCode
    statusMessage
  }
}`, {"fragmentName":"FlowTransaction"}) as unknown as TypedDocumentString<FlowTransactionFragment, unknown>;
export const EventsDocument = new TypedDocumentString(`
    subscription Events($after: String) {
  events(after: $after) {
    __typename
    cursor
    occurredAt
    ... on OrderEvent {
      order {
        ...OrderFields
      }
    }
    ... on OrderRetracted {
      orderId
      revision
    }
    ... on TransactionEvent {
      transaction {
        ...TransactionFields
      }
    }
    ... on HoldingsEvent {
      holdings {
        ...HoldingsFields
      }
    }
    ... on PendingActionEvent {
      action {
        ...PendingActionFields
      }
    }
    ... on PendingActionResolved {
      pendingActionId
      action {
        ...PendingActionFields
      }
    }
    ... on FundsEvent {
      brokerAccount {
        ...BrokerAccountFields
      }
    }
    ... on MutualFundImportEvent {
      import {
        id
        state
        transaction {
          id
        }
      }
    }
    ... on InvestmentEvent {
      investment {
        id
        iscid
      }
    }
    ... on InvestmentExited {
      iscid
    }
    ... on ResyncRequired {
      reason
    }
  }
}
    fragment OrderLegFields on OrderLeg {
  symbol
  side
  orderType
  quantity
  filledQuantity
  averagePrice {
    amount
    currency
  }
  status
  rawStatus
  statusMessage
}
fragment OrderFields on Order {
  __typename
  id
  revision
  batchId
  status
  rawStatus
  isFinal
  provenance
  variety
  label
  placedAt
  completedAt
  updatedAt
  buyAmount {
    amount
    currency
  }
  sellAmount {
    amount
    currency
  }
  transaction {
    id
  }
  brokerAccount {
    id
  }
  legsCount
  legs {
    ...OrderLegFields
  }
  unplacedLegsCount
  unplacedLegs {
    symbol
    side
    exchange
    quantity
    errorCode
    statusMessage
  }
}
fragment TransactionFields on Transaction {
  __typename
  id
  revision
  gatewayTransactionId
  intent
  status
  rawStatus
  provenance
  createdAt
  expiresAt
  isExpired
  isStale
  brokerAccount {
    id
    broker
  }
  error {
    code
    key
    kind
    message
    isRetryable
    provenance
  }
  ordersCount
}
fragment HoldingsFields on Holdings {
  __typename
  revision
  brokerAccount {
    id
    broker
  }
  isStale
  isUpdating
  provenance
  receivedAt
  snapshotAt
  securitiesCount
  securities {
    isin
    name
    nseTicker
    bseTicker
    quantity
    averagePrice {
      amount
      currency
    }
  }
  smallcasesCount
  mutualFundsCount
}
fragment BrokerAccountFields on BrokerAccount {
  __typename
  id
  broker
  linkedAt
  funds {
    asOf
    amount {
      amount
      currency
    }
  }
}
fragment PendingActionFields on PendingAction {
  __typename
  id
  brokerAccountId
  action
  rawAction
  status
  iscid
  scid
  name
  date
  receivedAt
  endedAt
}`, {"hash":"sha256:567926a785e2acb1f37ea1384114b2932319013552c1a0d88b348ec98a76b1c9"}) as unknown as TypedDocumentString<EventsSubscription, EventsSubscriptionVariables>;
export const HoldingsDocument = new TypedDocumentString(`
    query Holdings($brokerAccountId: ID) {
  holdings(brokerAccountId: $brokerAccountId) {
    ...HoldingsFields
  }
}
    fragment HoldingsFields on Holdings {
  __typename
  revision
  brokerAccount {
    id
    broker
  }
  isStale
  isUpdating
  provenance
  receivedAt
  snapshotAt
  securitiesCount
  securities {
    isin
    name
    nseTicker
    bseTicker
    quantity
    averagePrice {
      amount
      currency
    }
  }
  smallcasesCount
  mutualFundsCount
}`, {"hash":"sha256:c5d3c4542f9d19cf9f98789aaa490a36e995bf28dacb36a6bf8fc1fa7b9254c8"}) as unknown as TypedDocumentString<HoldingsQuery, HoldingsQueryVariables>;
export const RefreshHoldingsDocument = new TypedDocumentString(`
    mutation RefreshHoldings($input: RefreshHoldingsInput) {
  refreshHoldings(input: $input) {
    __typename
    ...HoldingsFields
    ...FailureFields
  }
}
    fragment HoldingsFields on Holdings {
  __typename
  revision
  brokerAccount {
    id
    broker
  }
  isStale
  isUpdating
  provenance
  receivedAt
  snapshotAt
  securitiesCount
  securities {
    isin
    name
    nseTicker
    bseTicker
    quantity
    averagePrice {
      amount
      currency
    }
  }
  smallcasesCount
  mutualFundsCount
}
fragment FailureFields on Failure {
  code
  message
  isRetryable
}`, {"hash":"sha256:9943eb0b50a6debbf6fff4b4781a1b2fff8b46521bcdc2d1ce43f06a1daf6f66"}) as unknown as TypedDocumentString<RefreshHoldingsMutation, RefreshHoldingsMutationVariables>;
export const OrdersDocument = new TypedDocumentString(`
    query Orders($first: Int, $after: String, $status: [OrderStatus!], $transactionId: ID) {
  orders(
    first: $first
    after: $after
    status: $status
    transactionId: $transactionId
  ) {
    edges {
      cursor
      node {
        ...OrderFields
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment OrderLegFields on OrderLeg {
  symbol
  side
  orderType
  quantity
  filledQuantity
  averagePrice {
    amount
    currency
  }
  status
  rawStatus
  statusMessage
}
fragment OrderFields on Order {
  __typename
  id
  revision
  batchId
  status
  rawStatus
  isFinal
  provenance
  variety
  label
  placedAt
  completedAt
  updatedAt
  buyAmount {
    amount
    currency
  }
  sellAmount {
    amount
    currency
  }
  transaction {
    id
  }
  brokerAccount {
    id
  }
  legsCount
  legs {
    ...OrderLegFields
  }
  unplacedLegsCount
  unplacedLegs {
    symbol
    side
    exchange
    quantity
    errorCode
    statusMessage
  }
}`, {"hash":"sha256:21342465dfd34e635ae0a2281203dec7739fac2d828e782f238f3bd1f280f97b"}) as unknown as TypedDocumentString<OrdersQuery, OrdersQueryVariables>;
export const OrderDocument = new TypedDocumentString(`
    query Order($id: ID!) {
  order(id: $id) {
    ...OrderFields
  }
}
    fragment OrderLegFields on OrderLeg {
  symbol
  side
  orderType
  quantity
  filledQuantity
  averagePrice {
    amount
    currency
  }
  status
  rawStatus
  statusMessage
}
fragment OrderFields on Order {
  __typename
  id
  revision
  batchId
  status
  rawStatus
  isFinal
  provenance
  variety
  label
  placedAt
  completedAt
  updatedAt
  buyAmount {
    amount
    currency
  }
  sellAmount {
    amount
    currency
  }
  transaction {
    id
  }
  brokerAccount {
    id
  }
  legsCount
  legs {
    ...OrderLegFields
  }
  unplacedLegsCount
  unplacedLegs {
    symbol
    side
    exchange
    quantity
    errorCode
    statusMessage
  }
}`, {"hash":"sha256:e16d608a3ad2d1a1c1cb72a244d5284ab9e290f39e187270d9727397ec607580"}) as unknown as TypedDocumentString<OrderQuery, OrderQueryVariables>;
export const PendingActionsDocument = new TypedDocumentString(`
    query PendingActions($first: Int, $offset: Int, $includeEnded: Boolean) {
  pendingActionsCount(includeEnded: $includeEnded)
  pendingActions(first: $first, offset: $offset, includeEnded: $includeEnded) {
    ...PendingActionFields
  }
}
    fragment PendingActionFields on PendingAction {
  __typename
  id
  brokerAccountId
  action
  rawAction
  status
  iscid
  scid
  name
  date
  receivedAt
  endedAt
}`, {"hash":"sha256:015c8f3858989684f93373d0da3a3ca2efb8e8afdc576376652d2615ea09aaaa"}) as unknown as TypedDocumentString<PendingActionsQuery, PendingActionsQueryVariables>;
export const DismissPendingActionDocument = new TypedDocumentString(`
    mutation DismissPendingAction($id: ID!) {
  dismissPendingAction(id: $id) {
    ...PendingActionFields
  }
}
    fragment PendingActionFields on PendingAction {
  __typename
  id
  brokerAccountId
  action
  rawAction
  status
  iscid
  scid
  name
  date
  receivedAt
  endedAt
}`, {"hash":"sha256:84247ac4c0f09c02bc6d46cfb57b5a7af65acab9d1dc8c6bcb04a864cb4a7ede"}) as unknown as TypedDocumentString<DismissPendingActionMutation, DismissPendingActionMutationVariables>;
export const TransactionsDocument = new TypedDocumentString(`
    query Transactions($first: Int, $after: String, $status: [TransactionStatus!]) {
  transactions(first: $first, after: $after, status: $status) {
    edges {
      cursor
      node {
        ...TransactionFields
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment TransactionFields on Transaction {
  __typename
  id
  revision
  gatewayTransactionId
  intent
  status
  rawStatus
  provenance
  createdAt
  expiresAt
  isExpired
  isStale
  brokerAccount {
    id
    broker
  }
  error {
    code
    key
    kind
    message
    isRetryable
    provenance
  }
  ordersCount
}`, {"hash":"sha256:bbb5342cc45a2b3b5d4d93c76118823faa07168e36bd4493127fd6c047346783"}) as unknown as TypedDocumentString<TransactionsQuery, TransactionsQueryVariables>;
export const TransactionDocument = new TypedDocumentString(`
    query Transaction($id: ID!) {
  transaction(id: $id) {
    ...TransactionFields
  }
}
    fragment TransactionFields on Transaction {
  __typename
  id
  revision
  gatewayTransactionId
  intent
  status
  rawStatus
  provenance
  createdAt
  expiresAt
  isExpired
  isStale
  brokerAccount {
    id
    broker
  }
  error {
    code
    key
    kind
    message
    isRetryable
    provenance
  }
  ordersCount
}`, {"hash":"sha256:fe1588ddf9a6a807ee8267c335c55d142d74d5d4b6422252f546cf59b5c3d319"}) as unknown as TypedDocumentString<TransactionQuery, TransactionQueryVariables>;
export const CreateAuthTokenDocument = new TypedDocumentString(`
    mutation CreateAuthToken($input: CreateAuthTokenInput) {
  createAuthToken(input: $input) {
    token
    kind
    expiresAt
    gateway
    isLeprechaun
  }
}
    `, {"hash":"sha256:75d36f7ce7a14135a40c63c2eda8f7eb5ccad9b7fb81898cd8f6b5f0b9cda6d7"}) as unknown as TypedDocumentString<CreateAuthTokenMutation, CreateAuthTokenMutationVariables>;
export const CreateTransactionDocument = new TypedDocumentString(`
    mutation CreateTransaction($input: CreateTransactionInput!) {
  createTransaction(input: $input) {
    __typename
    ...TransactionFields
    ...FailureFields
  }
}
    fragment TransactionFields on Transaction {
  __typename
  id
  revision
  gatewayTransactionId
  intent
  status
  rawStatus
  provenance
  createdAt
  expiresAt
  isExpired
  isStale
  brokerAccount {
    id
    broker
  }
  error {
    code
    key
    kind
    message
    isRetryable
    provenance
  }
  ordersCount
}
fragment FailureFields on Failure {
  code
  message
  isRetryable
}`, {"hash":"sha256:30e819dba2e9c6562e8d74ade160f78c3fa6ab5c549aaf9da6104156216719f2"}) as unknown as TypedDocumentString<CreateTransactionMutation, CreateTransactionMutationVariables>;
export const ReportTransactionOutcomeDocument = new TypedDocumentString(`
    mutation ReportTransactionOutcome($input: ReportTransactionOutcomeInput!) {
  reportTransactionOutcome(input: $input) {
    __typename
    ...TransactionFields
    ... on Transaction {
      linkFailure {
        __typename
        ...FailureFields
      }
    }
    ...FailureFields
  }
}
    fragment TransactionFields on Transaction {
  __typename
  id
  revision
  gatewayTransactionId
  intent
  status
  rawStatus
  provenance
  createdAt
  expiresAt
  isExpired
  isStale
  brokerAccount {
    id
    broker
  }
  error {
    code
    key
    kind
    message
    isRetryable
    provenance
  }
  ordersCount
}
fragment FailureFields on Failure {
  code
  message
  isRetryable
}`, {"hash":"sha256:7b371e5962d3b4862791632e45093b87af22cce0c8390d29e5d726d06a810ce0"}) as unknown as TypedDocumentString<ReportTransactionOutcomeMutation, ReportTransactionOutcomeMutationVariables>;
export const RefreshTransactionDocument = new TypedDocumentString(`
    mutation RefreshTransaction($id: ID!) {
  refreshTransaction(id: $id) {
    __typename
    ...TransactionFields
    ...FailureFields
  }
}
    fragment TransactionFields on Transaction {
  __typename
  id
  revision
  gatewayTransactionId
  intent
  status
  rawStatus
  provenance
  createdAt
  expiresAt
  isExpired
  isStale
  brokerAccount {
    id
    broker
  }
  error {
    code
    key
    kind
    message
    isRetryable
    provenance
  }
  ordersCount
}
fragment FailureFields on Failure {
  code
  message
  isRetryable
}`, {"hash":"sha256:0dccdb2bacd8f760c4b735acafdf808fbc48f2d46e417e50d9464b1df014988e"}) as unknown as TypedDocumentString<RefreshTransactionMutation, RefreshTransactionMutationVariables>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer {
  viewer {
    __typename
    id
    cursor
    currentBrokerAccount {
      id
    }
    brokerAccountsCount
    brokerAccounts {
      ...BrokerAccountFields
    }
  }
}
    fragment BrokerAccountFields on BrokerAccount {
  __typename
  id
  broker
  linkedAt
  funds {
    asOf
    amount {
      amount
      currency
    }
  }
}`, {"hash":"sha256:41e593f11d400f88f17208aefff7f75b86b1c05f96d587a78f70ca5f9131a291"}) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const BrokersDocument = new TypedDocumentString(`
    query Brokers {
  brokers {
    key
    name
    supportsHoldingsImport
    supportsLimitOrders
    hasLeprechaun
  }
}
    `, {"hash":"sha256:f26d16e682a648b6448c5aba35904cd91f54a2e2dd820f70963dbdcddad37a7c"}) as unknown as TypedDocumentString<BrokersQuery, BrokersQueryVariables>;
export const LinkBrokerAccountDocument = new TypedDocumentString(`
    mutation LinkBrokerAccount($input: LinkBrokerAccountInput!) {
  linkBrokerAccount(input: $input) {
    __typename
    ...BrokerAccountFields
    ...FailureFields
  }
}
    fragment BrokerAccountFields on BrokerAccount {
  __typename
  id
  broker
  linkedAt
  funds {
    asOf
    amount {
      amount
      currency
    }
  }
}
fragment FailureFields on Failure {
  code
  message
  isRetryable
}`, {"hash":"sha256:945ffb0ccc67b0597c89481edc13d98c5909eaf34557dc4dcde2d3a34a49a372"}) as unknown as TypedDocumentString<LinkBrokerAccountMutation, LinkBrokerAccountMutationVariables>;
export const UnlinkBrokerAccountDocument = new TypedDocumentString(`
    mutation UnlinkBrokerAccount($input: UnlinkBrokerAccountInput!) {
  unlinkBrokerAccount(input: $input) {
    __typename
    ... on BrokerAccountUnlinked {
      brokerAccountId
    }
  }
}
    `, {"hash":"sha256:b609eb7bbe606ca80e1ec59251b2d32f3a5ae2f130f7da3252c37e0ad68d9512"}) as unknown as TypedDocumentString<UnlinkBrokerAccountMutation, UnlinkBrokerAccountMutationVariables>;
export const PositionDocument = new TypedDocumentString(`
    query Position {
  viewer {
    cursor
  }
}
    `, {"hash":"sha256:d0e08bd1b4a211d32c6814c0362cc91fe3ccda925d4c2648b8773e2a38bf3ac4"}) as unknown as TypedDocumentString<PositionQuery, PositionQueryVariables>;
export const FlowCreateTransactionDocument = new TypedDocumentString(`
    mutation FlowCreateTransaction($input: CreateTransactionInput!) {
  createTransaction(input: $input) {
    __typename
    ...FlowTransaction
    ... on Failure {
      code
      message
      isRetryable
    }
    ... on GatewayUnavailable {
      retryAfterSeconds
    }
    ... on PossibleDuplicate {
      transaction {
        ...FlowTransaction
      }
    }
  }
}
    fragment FlowTransaction on Transaction {
  __typename
  id
  gatewayTransactionId
  intent
  status
  provenance
  createdAt
  expiresAt
  isExpired
  isStale
  timeline(first: 1) {
    __typename
    at
  }
  error {
    __typename
    code
    key
    message
    kind
    isRetryable
    provenance
  }
  brokerAccount {
    __typename
    id
    broker
  }
  ordersCount
  orders {
    ...FlowOrder
  }
}
fragment FlowOrder on Order {
  __typename
  id
  batchId
  status
  isFinal
  provenance
  variety
  label
  updatedAt
  buyAmount {
    __typename
    amount
    currency
  }
  sellAmount {
    __typename
    amount
    currency
  }
  legsCount
  legs {
    __typename
    symbol
    side
    status
    quantity
    filledQuantity
    errorCode
    statusMessage
    averagePrice {
      __typename
      amount
      currency
    }
  }
  unplacedLegsCount
  unplacedLegs {
    __typename
    symbol
    side
    quantity
    errorCode
    statusMessage
  }
}`, {"hash":"sha256:e4bcce9ff2f31658e233b20a9cf7146f1a4461f8f3bfea8a82f63af6b589a85f"}) as unknown as TypedDocumentString<FlowCreateTransactionMutation, FlowCreateTransactionMutationVariables>;
export const FlowCreateAuthTokenDocument = new TypedDocumentString(`
    mutation FlowCreateAuthToken($transactionId: ID!) {
  createAuthToken(input: {transactionId: $transactionId}) {
    __typename
    token
    gateway
    isLeprechaun
  }
}
    `, {"hash":"sha256:c2a482dd80d02adf8e5c984d87d66e20ae3a9b26608723df725079a609d66ea1"}) as unknown as TypedDocumentString<FlowCreateAuthTokenMutation, FlowCreateAuthTokenMutationVariables>;
export const FlowReportOutcomeDocument = new TypedDocumentString(`
    mutation FlowReportOutcome($input: ReportTransactionOutcomeInput!) {
  reportTransactionOutcome(input: $input) {
    __typename
    ... on Transaction {
      id
      linkFailure {
        __typename
        code
        message
        isRetryable
      }
    }
    ... on Failure {
      code
      message
      isRetryable
    }
  }
}
    `, {"hash":"sha256:e3bbb9e89dddb840d362b941828cceeb61e1ac76fbf56998f705c96a5c0c5c31"}) as unknown as TypedDocumentString<FlowReportOutcomeMutation, FlowReportOutcomeMutationVariables>;
export const FlowLinkBrokerAccountDocument = new TypedDocumentString(`
    mutation FlowLinkBrokerAccount($smallcaseAuthToken: String!) {
  linkBrokerAccount(input: {smallcaseAuthToken: $smallcaseAuthToken}) {
    __typename
    ... on BrokerAccount {
      id
    }
    ... on Failure {
      code
      message
      isRetryable
    }
  }
}
    `, {"hash":"sha256:a15bfccf7486db86d372794146ecfd954224d91958da938d27583d8c476a5a42"}) as unknown as TypedDocumentString<FlowLinkBrokerAccountMutation, FlowLinkBrokerAccountMutationVariables>;
export const FlowRefreshTransactionDocument = new TypedDocumentString(`
    mutation FlowRefreshTransaction($id: ID!) {
  refreshTransaction(id: $id) {
    __typename
    ... on Transaction {
      id
    }
    ... on Failure {
      code
      message
      isRetryable
    }
  }
}
    `, {"hash":"sha256:322cef9cb7a5788149fa6d3c348bc6d1b2df20c9b33ad3ec771b226cd4d4501e"}) as unknown as TypedDocumentString<FlowRefreshTransactionMutation, FlowRefreshTransactionMutationVariables>;
export const FlowProgressDocument = new TypedDocumentString(`
    query FlowProgress($id: ID!, $account: ID, $withHoldings: Boolean!, $withImports: Boolean!) {
  transaction(id: $id) {
    ...FlowTransaction
  }
  holdings(brokerAccountId: $account) @include(if: $withHoldings) {
    __typename
    provenance
    receivedAt
    snapshotAt
    isUpdating
    securitiesCount
    smallcasesCount
    mutualFundsCount
    brokerAccount {
      __typename
      id
      broker
    }
  }
  mutualFundImports(first: 20) @include(if: $withImports) {
    __typename
    id
    state
    receivedAt
    foliosCount
    transaction {
      __typename
      id
    }
  }
}
    fragment FlowTransaction on Transaction {
  __typename
  id
  gatewayTransactionId
  intent
  status
  provenance
  createdAt
  expiresAt
  isExpired
  isStale
  timeline(first: 1) {
    __typename
    at
  }
  error {
    __typename
    code
    key
    message
    kind
    isRetryable
    provenance
  }
  brokerAccount {
    __typename
    id
    broker
  }
  ordersCount
  orders {
    ...FlowOrder
  }
}
fragment FlowOrder on Order {
  __typename
  id
  batchId
  status
  isFinal
  provenance
  variety
  label
  updatedAt
  buyAmount {
    __typename
    amount
    currency
  }
  sellAmount {
    __typename
    amount
    currency
  }
  legsCount
  legs {
    __typename
    symbol
    side
    status
    quantity
    filledQuantity
    errorCode
    statusMessage
    averagePrice {
      __typename
      amount
      currency
    }
  }
  unplacedLegsCount
  unplacedLegs {
    __typename
    symbol
    side
    quantity
    errorCode
    statusMessage
  }
}`, {"hash":"sha256:49c2b4ef1c55bace73846e226d58e14c5083dfe1472f0e0ede02cec8b140c892"}) as unknown as TypedDocumentString<FlowProgressQuery, FlowProgressQueryVariables>;
export const FlowMoreOrdersDocument = new TypedDocumentString(`
    query FlowMoreOrders($id: ID!, $offset: Int!) {
  transaction(id: $id) {
    __typename
    id
    ordersCount
    orders(offset: $offset) {
      ...FlowOrder
    }
  }
}
    fragment FlowOrder on Order {
  __typename
  id
  batchId
  status
  isFinal
  provenance
  variety
  label
  updatedAt
  buyAmount {
    __typename
    amount
    currency
  }
  sellAmount {
    __typename
    amount
    currency
  }
  legsCount
  legs {
    __typename
    symbol
    side
    status
    quantity
    filledQuantity
    errorCode
    statusMessage
    averagePrice {
      __typename
      amount
      currency
    }
  }
  unplacedLegsCount
  unplacedLegs {
    __typename
    symbol
    side
    quantity
    errorCode
    statusMessage
  }
}`, {"hash":"sha256:61de135180ca1fa66e9bcf8aa3e226f6568c10e1a79b86c9a882dd24ea262408"}) as unknown as TypedDocumentString<FlowMoreOrdersQuery, FlowMoreOrdersQueryVariables>;
export const FlowEventsDocument = new TypedDocumentString(`
    subscription FlowEvents($after: String) {
  events(after: $after) {
    __typename
    cursor
  }
}
    `, {"hash":"sha256:8b2c7e20017f2b43fa1ccfef17439b122a0fda4707d8a0d7c71e65a73906e277"}) as unknown as TypedDocumentString<FlowEventsSubscription, FlowEventsSubscriptionVariables>;
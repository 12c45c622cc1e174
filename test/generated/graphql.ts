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
  /** None of your own recent transactions was completed with this broker account. Complete one, then link again. */
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
  /** Gateway gave no usable answer, so a transaction may or may not exist. It has no effect until it is triggered; retry with the same key to get one. */
  | 'OUTCOME_UNKNOWN'
  /** This viewer placed an identical order a moment ago under another key. Set `allowDuplicate` if this one is intended. */
  | 'POSSIBLE_DUPLICATE'
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

/** Details of a mutual-fund import. Personal data, which is sent to Gateway and not stored. */
export type MutualFundImportInput = {
  /** Whether to include individual transactions. Default: false. */
  casDetail?: boolean | null | undefined;
  /** Whether to include folio totals. Default: true. */
  casSummary?: boolean | null | undefined;
  /** E-mail address. Either this or `phone` is required. */
  email?: string | null | undefined;
  /** First day of the statement, `yyyy-mm-dd`. */
  fromDate: string;
  /** The user’s PAN, upper case. */
  pan: string;
  /** Mobile number, 10 digits without country code. Either this or `email` is required. */
  phone?: string | null | undefined;
  /** Last day of the statement, `yyyy-mm-dd`. */
  toDate?: string | null | undefined;
};

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

/** When an order goes to the exchange. */
export type OrderVariety =
  /** After-market order: queued for the next session. */
  | 'AMO'
  /** Sent immediately. */
  | 'REGULAR'
  /** A value of Gateway that this version does not know; see the raw text. */
  | 'UNKNOWN';

/** How a state was established. */
export type Provenance =
  /** Read back over an authenticated call. */
  | 'CONFIRMED'
  /** Reported by a client. Not trusted; a confirming read is in progress. */
  | 'REPORTED'
  /** Reported by a webhook: shown at once, to be confirmed by a read. */
  | 'WEBHOOK';

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
  /** Gateway’s id of the user’s investment; required for every type but BUY. */
  iscid?: string | null | undefined;
  /** Catalogue id such as `SCET_0010`; required for BUY. */
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

/** What caused a change. */
export type TimelineSource =
  /** A mutation of the app. */
  | 'CALL'
  /** Linking a broker account. */
  | 'LINK'
  /** A read of Gateway by Dwar. */
  | 'POLL'
  /** A report by the client. */
  | 'REPORT'
  /** A webhook from Gateway. */
  | 'WEBHOOK';

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

export type FollowAcrossInstancesSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FollowAcrossInstancesSubscription = { events:
    | { __typename: 'HoldingsEvent', cursor: string }
    | { __typename: 'OrderEvent', cursor: string, order: { batchId: string } }
    | { __typename: 'OrderRetracted', cursor: string }
    | { __typename: 'PendingActionEvent', cursor: string }
    | { __typename: 'ResyncRequired', cursor: string }
    | { __typename: 'StreamPosition', cursor: string }
    | { __typename: 'TransactionEvent', cursor: string }
   };

export type NewestOrdersQueryVariables = Exact<{ [key: string]: never; }>;


export type NewestOrdersQuery = { orders: { edges: Array<{ node: { batchId: string } | null }> } | null };

export type FilledOfNewestQueryVariables = Exact<{ [key: string]: never; }>;


export type FilledOfNewestQuery = { orders: { edges: Array<{ node: { legs: Array<{ filledQuantity: number | null }> } | null }> } | null };

export type LivedThroughQueryVariables = Exact<{ [key: string]: never; }>;


export type LivedThroughQuery = { events: { edges: Array<{ cursor: string, node:
        | { __typename: 'HoldingsEvent' }
        | { __typename: 'OrderEvent' }
        | { __typename: 'OrderRetracted' }
        | { __typename: 'PendingActionEvent' }
        | { __typename: 'ResyncRequired' }
        | { __typename: 'StreamPosition' }
        | { __typename: 'TransactionEvent' }
       | null }> } | null, transactions: { edges: Array<{ node: { id: string } | null }> } | null };

export type LivedSinceQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type LivedSinceQuery = { events: { edges: Array<{ cursor: string }> } | null };

type ReceivedEvent_HoldingsEvent_Fragment = { __typename: 'HoldingsEvent', cursor: string };

type ReceivedEvent_OrderEvent_Fragment = { __typename: 'OrderEvent', cursor: string, order: { __typename: 'Order', id: string, batchId: string, status: OrderStatus, provenance: Provenance, isFinal: boolean } };

type ReceivedEvent_OrderRetracted_Fragment = { __typename: 'OrderRetracted', cursor: string };

type ReceivedEvent_PendingActionEvent_Fragment = { __typename: 'PendingActionEvent', cursor: string };

type ReceivedEvent_ResyncRequired_Fragment = { __typename: 'ResyncRequired', reason: string, cursor: string };

type ReceivedEvent_StreamPosition_Fragment = { __typename: 'StreamPosition', cursor: string };

type ReceivedEvent_TransactionEvent_Fragment = { __typename: 'TransactionEvent', cursor: string, transaction: { __typename: 'Transaction', id: string, gatewayTransactionId: string, status: TransactionStatus } };

export type ReceivedEventFragment =
  | ReceivedEvent_HoldingsEvent_Fragment
  | ReceivedEvent_OrderEvent_Fragment
  | ReceivedEvent_OrderRetracted_Fragment
  | ReceivedEvent_PendingActionEvent_Fragment
  | ReceivedEvent_ResyncRequired_Fragment
  | ReceivedEvent_StreamPosition_Fragment
  | ReceivedEvent_TransactionEvent_Fragment
;

export type EverythingSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type EverythingSubscription = { events:
    | { __typename: 'HoldingsEvent', cursor: string }
    | { __typename: 'OrderEvent', cursor: string, order: { __typename: 'Order', id: string, batchId: string, status: OrderStatus, provenance: Provenance, isFinal: boolean } }
    | { __typename: 'OrderRetracted', cursor: string }
    | { __typename: 'PendingActionEvent', cursor: string }
    | { __typename: 'ResyncRequired', reason: string, cursor: string }
    | { __typename: 'StreamPosition', cursor: string }
    | { __typename: 'TransactionEvent', cursor: string, transaction: { __typename: 'Transaction', id: string, gatewayTransactionId: string, status: TransactionStatus } }
   };

export type PageQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type PageQuery = { events: { edges: Array<{ node:
        | { __typename: 'HoldingsEvent', cursor: string }
        | { __typename: 'OrderEvent', cursor: string, order: { __typename: 'Order', id: string, batchId: string, status: OrderStatus, provenance: Provenance, isFinal: boolean } }
        | { __typename: 'OrderRetracted', cursor: string }
        | { __typename: 'PendingActionEvent', cursor: string }
        | { __typename: 'ResyncRequired', reason: string, cursor: string }
        | { __typename: 'StreamPosition', cursor: string }
        | { __typename: 'TransactionEvent', cursor: string, transaction: { __typename: 'Transaction', id: string, gatewayTransactionId: string, status: TransactionStatus } }
       | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type CurrentAccountQueryVariables = Exact<{ [key: string]: never; }>;


export type CurrentAccountQuery = { viewer: { currentBrokerAccount: { id: string } | null } | null };

export type CurrentHoldingsQueryVariables = Exact<{ [key: string]: never; }>;


export type CurrentHoldingsQuery = { holdings: { provenance: Provenance } | null };

export type CreateForGraphiqlMutationVariables = Exact<{
  input: CreateTransactionInput;
}>;


export type CreateForGraphiqlMutation = { createTransaction:
    | { __typename: 'GatewayRefused' }
    | { __typename: 'GatewayUnavailable' }
    | { __typename: 'IdempotencyKeyReused' }
    | { __typename: 'OutcomeUnknown' }
    | { __typename: 'PossibleDuplicate' }
    | { __typename: 'Transaction' }
    | { __typename: 'TransactionInProgress' }
   | null };

export type CallWithBadTokenMutationVariables = Exact<{ [key: string]: never; }>;


export type CallWithBadTokenMutation = { createTransaction:
    | { __typename: 'GatewayRefused' }
    | { __typename: 'GatewayUnavailable' }
    | { __typename: 'IdempotencyKeyReused' }
    | { __typename: 'OutcomeUnknown' }
    | { __typename: 'PossibleDuplicate' }
    | { __typename: 'Transaction' }
    | { __typename: 'TransactionInProgress' }
   | null };

export type EverythingToldToAliceQueryVariables = Exact<{ [key: string]: never; }>;


export type EverythingToldToAliceQuery = { viewer: { id: string, brokerAccounts: Array<{ id: string, broker: string | null }> } | null, transactions: { edges: Array<{ node: { id: string, gatewayTransactionId: string, intent: Intent, status: TransactionStatus, rawStatus: string | null, provenance: Provenance, isExpired: boolean, isStale: boolean, ordersCount: number, timeline: Array<{ source: TimelineSource, to: string | null, anomaly: string | null }>, funds: { amount: string, currency: string } | null, error: { code: number | null, message: string | null, kind: TransactionFailureKind, provenance: Provenance, isRetryable: boolean } | null, orders: Array<{ id: string, batchId: string, status: OrderStatus, provenance: Provenance, isFinal: boolean, buyAmount: { amount: string } | null, legs: Array<{ symbol: string, status: LegStatus, quantity: number | null, filledQuantity: number | null, exchangeOrderId: string | null, errorCode: string | null, averagePrice: { amount: string } | null }>, unplacedLegs: Array<{ symbol: string }> }> } | null }> } | null, orders: { edges: Array<{ node: { id: string, rawStatus: string | null, legs: Array<{ symbol: string, statusMessage: string | null, rawStatus: string | null }>, unplacedLegs: Array<{ symbol: string, statusMessage: string | null }> } | null }> } | null, holdings: { securities: Array<{ name: string | null }>, mutualFunds: Array<{ folio: string | null, fund: string | null, amc: string | null, navDate: string | null }>, smallcases: Array<{ name: string | null }> } | null, pendingActions: Array<{ id: string, name: string | null, rawAction: string | null }> | null, events: { edges: Array<{ node:
        | { __typename: 'HoldingsEvent', cursor: string }
        | { __typename: 'OrderEvent', cursor: string }
        | { __typename: 'OrderRetracted', cursor: string }
        | { __typename: 'PendingActionEvent', cursor: string }
        | { __typename: 'ResyncRequired', cursor: string }
        | { __typename: 'StreamPosition', cursor: string }
        | { __typename: 'TransactionEvent', cursor: string }
       | null }> } | null };

export type MintAnyTokenMutationVariables = Exact<{
  input?: CreateAuthTokenInput | null | undefined;
}>;


export type MintAnyTokenMutation = { createAuthToken: { token: string, kind: AuthTokenKind, gateway: string } | null };

export type ReportAndReadAllMutationVariables = Exact<{
  input: ReportTransactionOutcomeInput;
}>;


export type ReportAndReadAllMutation = { reportTransactionOutcome:
    | { __typename: 'AuthTokenInvalid', code: FailureCode, message: string }
    | { __typename: 'Transaction', id: string, gatewayTransactionId: string, intent: Intent, status: TransactionStatus, rawStatus: string | null, provenance: Provenance, isExpired: boolean, isStale: boolean, ordersCount: number, funds: { amount: string, currency: string } | null, error: { code: number | null, message: string | null, kind: TransactionFailureKind, provenance: Provenance, isRetryable: boolean } | null, orders: Array<{ id: string, batchId: string, status: OrderStatus, provenance: Provenance, isFinal: boolean, buyAmount: { amount: string } | null, legs: Array<{ symbol: string, status: LegStatus, quantity: number | null, filledQuantity: number | null, exchangeOrderId: string | null, errorCode: string | null, averagePrice: { amount: string } | null }>, unplacedLegs: Array<{ symbol: string }> }> }
   | null };

export type RefreshOrFailMutationVariables = Exact<{ [key: string]: never; }>;


export type RefreshOrFailMutation = { refreshHoldings:
    | { __typename: 'GatewayNotUnderstood', code: FailureCode, message: string }
    | { __typename: 'GatewayRefused', code: FailureCode, message: string }
    | { __typename: 'GatewayUnavailable', code: FailureCode, message: string }
    | { __typename: 'Holdings' }
    | { __typename: 'HoldingsNotImported', code: FailureCode, message: string }
   | null };

export type FollowOrderIdsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type FollowOrderIdsSubscription = { events:
    | { __typename: 'HoldingsEvent', cursor: string }
    | { __typename: 'OrderEvent', cursor: string, order: { id: string } }
    | { __typename: 'OrderRetracted', cursor: string }
    | { __typename: 'PendingActionEvent', cursor: string }
    | { __typename: 'ResyncRequired', cursor: string }
    | { __typename: 'StreamPosition', cursor: string }
    | { __typename: 'TransactionEvent', cursor: string }
   };

export type FollowWithinLimitsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type FollowWithinLimitsSubscription = { events:
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
   };

export type ReadByHostileTextQueryVariables = Exact<{
  id: string;
  text: string;
}>;


export type ReadByHostileTextQuery = { node:
    | { __typename: 'BrokerAccount' }
    | { __typename: 'Order' }
    | { __typename: 'PendingAction' }
    | { __typename: 'Transaction' }
    | { __typename: 'Viewer' }
   | null, transaction: { id: string } | null, order: { id: string } | null, orders: { edges: Array<{ cursor: string }> } | null, holdings: { provenance: Provenance } | null, events: { edges: Array<{ cursor: string }> } | null, transactions: { edges: Array<{ cursor: string }> } | null };

export type CreateByHostileTextMutationVariables = Exact<{
  text: string;
}>;


export type CreateByHostileTextMutation = { createTransaction:
    | { __typename: 'GatewayRefused', code: FailureCode, message: string }
    | { __typename: 'GatewayUnavailable', code: FailureCode, message: string }
    | { __typename: 'IdempotencyKeyReused', code: FailureCode, message: string }
    | { __typename: 'OutcomeUnknown', code: FailureCode, message: string }
    | { __typename: 'PossibleDuplicate', code: FailureCode, message: string }
    | { __typename: 'Transaction' }
    | { __typename: 'TransactionInProgress', code: FailureCode, message: string }
   | null, linkBrokerAccount:
    | { __typename: 'AuthTokenInvalid', code: FailureCode, message: string }
    | { __typename: 'BrokerAccount' }
    | { __typename: 'BrokerAccountLinkedElsewhere', code: FailureCode, message: string }
    | { __typename: 'BrokerAccountUnproven', code: FailureCode, message: string }
   | null };

export type ReportByHostileTextMutationVariables = Exact<{
  id: string;
  text: string;
}>;


export type ReportByHostileTextMutation = { reportTransactionOutcome:
    | { __typename: 'AuthTokenInvalid' }
    | { __typename: 'Transaction' }
   | null, unlinkBrokerAccount: { __typename: 'BrokerAccountUnlinked' } | null, createAuthToken: { kind: AuthTokenKind } | null };

export type FollowByHostileTextSubscriptionVariables = Exact<{
  id: string;
  text: string;
}>;


export type FollowByHostileTextSubscription = { orderUpdated:
    | { __typename: 'OrderEvent' }
    | { __typename: 'OrderRetracted' }
    | { __typename: 'ResyncRequired' }
    | { __typename: 'StreamPosition' }
   };

export type RefreshWithinLimitsMutationVariables = Exact<{ [key: string]: never; }>;


export type RefreshWithinLimitsMutation = { refreshHoldings:
    | { __typename: 'GatewayNotUnderstood' }
    | { __typename: 'GatewayRefused' }
    | { __typename: 'GatewayUnavailable' }
    | { __typename: 'Holdings' }
    | { __typename: 'HoldingsNotImported' }
   | null };

export type ViewerWithinLimitsQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerWithinLimitsQuery = { viewer: { id: string } | null };

export type PendingActionIdsQueryVariables = Exact<{ [key: string]: never; }>;


export type PendingActionIdsQuery = { pendingActions: Array<{ id: string }> | null };

export type CursorsOfListsQueryVariables = Exact<{ [key: string]: never; }>;


export type CursorsOfListsQuery = { transactions: { edges: Array<{ cursor: string }> } | null, orders: { edges: Array<{ cursor: string }> } | null, events: { edges: Array<{ cursor: string }> } | null };

export type TooDeepQueryVariables = Exact<{ [key: string]: never; }>;


export type TooDeepQuery = { orders: { edges: Array<{ node: { legs: Array<{ averagePrice: { amount: string } | null }> } | null }> } | null };

export type Phone98765432QueryVariables = Exact<{ [key: string]: never; }>;


export type Phone98765432Query = { order: { id: string } | null, viewer: { id: string } | null };

export type PersistedViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type PersistedViewerQuery = { viewer: { id: string, currentBrokerAccount: { id: string } | null } | null };

export type PersistedTokensMutationVariables = Exact<{ [key: string]: never; }>;


export type PersistedTokensMutation = { a: { kind: AuthTokenKind } | null, b: { kind: AuthTokenKind } | null, c: { kind: AuthTokenKind } | null };

export type PersistedEventsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type PersistedEventsSubscription = { events:
    | { cursor: string }
    | { cursor: string, order: { id: string } }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
   };

export type PersistedOrdersQueryVariables = Exact<{
  first: number;
}>;


export type PersistedOrdersQuery = { orders: { edges: Array<{ node: { id: string, status: OrderStatus, batchId: string } | null }> } | null };

export type FollowThroughRenewalSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type FollowThroughRenewalSubscription = { events:
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
   };

export type RefreshAndHangUpMutationVariables = Exact<{ [key: string]: never; }>;


export type RefreshAndHangUpMutation = { refreshHoldings:
    | { __typename: 'GatewayNotUnderstood' }
    | { __typename: 'GatewayRefused' }
    | { __typename: 'GatewayUnavailable' }
    | { __typename: 'Holdings', provenance: Provenance }
    | { __typename: 'HoldingsNotImported' }
   | null };

export type ViewerIdQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerIdQuery = { viewer: { id: string } | null };

export type HeldNowQueryVariables = Exact<{ [key: string]: never; }>;


export type HeldNowQuery = { holdings: { provenance: Provenance, snapshotAt: string | null, securities: Array<{ quantity: string | null }> } | null };

export type ReportHintMutationVariables = Exact<{
  input: ReportTransactionOutcomeInput;
}>;


export type ReportHintMutation = { reportTransactionOutcome:
    | { status: TransactionStatus, error: { code: number | null, provenance: Provenance, isRetryable: boolean } | null }
    | Record<PropertyKey, never>
   | null };

export type RefreshFromHostileMutationVariables = Exact<{ [key: string]: never; }>;


export type RefreshFromHostileMutation = { refreshHoldings:
    | { __typename: 'GatewayNotUnderstood', code: FailureCode, message: string }
    | { __typename: 'GatewayRefused', code: FailureCode, message: string }
    | { __typename: 'GatewayUnavailable', code: FailureCode, message: string }
    | { __typename: 'Holdings', provenance: Provenance }
    | { __typename: 'HoldingsNotImported', code: FailureCode, message: string }
   | null };

export type LargestPageQueryVariables = Exact<{ [key: string]: never; }>;


export type LargestPageQuery = { orders: { edges: Array<{ cursor: string, node: { id: string, batchId: string, status: OrderStatus, rawStatus: string | null, variety: OrderVariety, isFinal: boolean, placedAt: string | null, updatedAt: string, completedAt: string | null, provenance: Provenance, buyAmount: { amount: string, currency: string } | null, sellAmount: { amount: string, currency: string } | null, legs: Array<{ symbol: string, exchange: string | null, side: Side, orderType: OrderType, product: string | null, quantity: number | null, filledQuantity: number | null, status: LegStatus, rawStatus: string | null, statusMessage: string | null, errorCode: string | null, exchangeOrderId: string | null, averagePrice: { amount: string, currency: string } | null }>, transaction: { id: string, status: TransactionStatus } | null } | null }> } | null };

export type TreeOfOrdersQueryVariables = Exact<{ [key: string]: never; }>;


export type TreeOfOrdersQuery = { orders: { edges: Array<{ node: { transaction: { orders: Array<{ transaction: { orders: Array<{ id: string, status: OrderStatus, legs: Array<{ symbol: string, status: LegStatus }> }> } | null }> } | null } | null }> } | null };

export type OrderFillsSubscriptionVariables = Exact<{
  id: string;
}>;


export type OrderFillsSubscription = { orderUpdated:
    | { __typename: 'OrderEvent', order: { legs: Array<{ filledQuantity: number | null }> } }
    | { __typename: 'OrderRetracted' }
    | { __typename: 'ResyncRequired' }
    | { __typename: 'StreamPosition' }
   };

export type ResyncReasonsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ResyncReasonsSubscription = { events:
    | { __typename: 'HoldingsEvent', cursor: string }
    | { __typename: 'OrderEvent', cursor: string }
    | { __typename: 'OrderRetracted', cursor: string }
    | { __typename: 'PendingActionEvent', cursor: string }
    | { __typename: 'ResyncRequired', reason: string, cursor: string }
    | { __typename: 'StreamPosition', cursor: string }
    | { __typename: 'TransactionEvent', cursor: string }
   };

export type TimesOfTransactionQueryVariables = Exact<{
  id: string;
}>;


export type TimesOfTransactionQuery = { transaction: { createdAt: string, expiresAt: string } | null };

export type AmountsOfOrderQueryVariables = Exact<{
  id: string;
}>;


export type AmountsOfOrderQuery = { order: { buyAmount: { amount: string, currency: string } | null, sellAmount: { amount: string } | null, legs: Array<{ averagePrice: { amount: string } | null, limitPrice: { amount: string } | null }> } | null };

export type HeldAmountsQueryVariables = Exact<{ [key: string]: never; }>;


export type HeldAmountsQuery = { holdings: { securities: Array<{ quantity: string | null, averagePrice: { amount: string } | null }> } | null };

export type OrdersUnderLoadQueryVariables = Exact<{ [key: string]: never; }>;


export type OrdersUnderLoadQuery = { orders: { edges: Array<{ node: { id: string, batchId: string, status: OrderStatus, isFinal: boolean, provenance: Provenance, legs: Array<{ symbol: string, side: Side, quantity: number | null, filledQuantity: number | null, averagePrice: { amount: string } | null }> } | null }> } | null };

export type ReplayEventsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ReplayEventsSubscription = { events:
    | { __typename: 'HoldingsEvent', cursor: string }
    | { __typename: 'OrderEvent', cursor: string, order: { id: string, status: OrderStatus, legs: Array<{ status: LegStatus, quantity: number | null, filledQuantity: number | null }> } }
    | { __typename: 'OrderRetracted', cursor: string }
    | { __typename: 'PendingActionEvent', cursor: string }
    | { __typename: 'ResyncRequired', cursor: string }
    | { __typename: 'StreamPosition', cursor: string }
    | { __typename: 'TransactionEvent', cursor: string }
   };

export type FollowPositionsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FollowPositionsSubscription = { events:
    | { __typename: 'HoldingsEvent', cursor: string }
    | { __typename: 'OrderEvent', cursor: string }
    | { __typename: 'OrderRetracted', cursor: string }
    | { __typename: 'PendingActionEvent', cursor: string }
    | { __typename: 'ResyncRequired', cursor: string }
    | { __typename: 'StreamPosition', cursor: string }
    | { __typename: 'TransactionEvent', cursor: string }
   };

export type LiveEventsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type LiveEventsSubscription = { events:
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
   };

export type CreateWhileStoppingMutationVariables = Exact<{
  input: CreateTransactionInput;
}>;


export type CreateWhileStoppingMutation = { createTransaction:
    | { __typename: 'GatewayRefused' }
    | { __typename: 'GatewayUnavailable' }
    | { __typename: 'IdempotencyKeyReused' }
    | { __typename: 'OutcomeUnknown' }
    | { __typename: 'PossibleDuplicate' }
    | { __typename: 'Transaction' }
    | { __typename: 'TransactionInProgress' }
   | null };

export type FollowUntilStoppedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type FollowUntilStoppedSubscription = { events:
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
   };

export type FollowLargeOrdersSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FollowLargeOrdersSubscription = { events:
    | { cursor: string }
    | { cursor: string, order: { id: string, status: OrderStatus, legs: Array<{ symbol: string, statusMessage: string | null }> } }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
   };

export type TransactionWhileDownQueryVariables = Exact<{
  id: string;
}>;


export type TransactionWhileDownQuery = { transaction: { status: TransactionStatus, provenance: Provenance, orders: Array<{ isFinal: boolean, provenance: Provenance, legs: Array<{ filledQuantity: number | null }> }> } | null };

export type CreateWhileDownMutationVariables = Exact<{
  input: CreateTransactionInput;
}>;


export type CreateWhileDownMutation = { createTransaction:
    | { __typename: 'GatewayRefused', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'GatewayUnavailable', code: FailureCode, message: string, isRetryable: boolean, retryAfterSeconds: number | null }
    | { __typename: 'IdempotencyKeyReused', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'OutcomeUnknown', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'PossibleDuplicate', code: FailureCode, message: string, isRetryable: boolean, transaction: { id: string } }
    | { __typename: 'Transaction', id: string, gatewayTransactionId: string, status: TransactionStatus }
    | { __typename: 'TransactionInProgress', code: FailureCode, message: string, isRetryable: boolean }
   | null };

export type RefreshWhileDownMutationVariables = Exact<{ [key: string]: never; }>;


export type RefreshWhileDownMutation = { refreshHoldings:
    | { __typename: 'GatewayNotUnderstood' }
    | { __typename: 'GatewayRefused' }
    | { __typename: 'GatewayUnavailable' }
    | { __typename: 'Holdings' }
    | { __typename: 'HoldingsNotImported' }
   | null };

export type OrdersInLogQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type OrdersInLogQuery = { events: { edges: Array<{ cursor: string, node:
        | { __typename: 'HoldingsEvent' }
        | { __typename: 'OrderEvent', order: { batchId: string } }
        | { __typename: 'OrderRetracted' }
        | { __typename: 'PendingActionEvent' }
        | { __typename: 'ResyncRequired' }
        | { __typename: 'StreamPosition' }
        | { __typename: 'TransactionEvent' }
       | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type ReportPendingMutationVariables = Exact<{
  id: string;
}>;


export type ReportPendingMutation = { reportTransactionOutcome:
    | { __typename: 'AuthTokenInvalid' }
    | { __typename: 'Transaction' }
   | null };

export type TimelineOfTransactionQueryVariables = Exact<{
  id: string;
}>;


export type TimelineOfTransactionQuery = { transaction: { timeline: Array<{ source: TimelineSource, from: string | null, to: string | null, batchId: string | null }> } | null };

export type SomeTransactionsQueryVariables = Exact<{ [key: string]: never; }>;


export type SomeTransactionsQuery = { transactions: { edges: Array<{ node: { id: string, status: TransactionStatus } | null }> } | null };

export type NoTransactionsQueryVariables = Exact<{ [key: string]: never; }>;


export type NoTransactionsQuery = { transactions: { edges: Array<{ cursor: string }> } | null };

export type TooManyTransactionsQueryVariables = Exact<{ [key: string]: never; }>;


export type TooManyTransactionsQuery = { transactions: { edges: Array<{ cursor: string }> } | null };

export type FewerThanNoOrdersQueryVariables = Exact<{ [key: string]: never; }>;


export type FewerThanNoOrdersQuery = { orders: { edges: Array<{ cursor: string }> } | null };

export type TooManyLastOrdersQueryVariables = Exact<{ [key: string]: never; }>;


export type TooManyLastOrdersQuery = { orders: { edges: Array<{ cursor: string }> } | null };

export type NoEventsQueryVariables = Exact<{ [key: string]: never; }>;


export type NoEventsQuery = { events: { edges: Array<{ cursor: string }> } | null };

export type TransactionsAfterNothingQueryVariables = Exact<{ [key: string]: never; }>;


export type TransactionsAfterNothingQuery = { transactions: { edges: Array<{ cursor: string }> } | null };

export type OrdersBeforeNothingQueryVariables = Exact<{ [key: string]: never; }>;


export type OrdersBeforeNothingQuery = { orders: { edges: Array<{ cursor: string }> } | null };

export type CreatePurchaseMutationVariables = Exact<{
  input: CreateTransactionInput;
}>;


export type CreatePurchaseMutation = { createTransaction:
    | { __typename: 'GatewayRefused', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'GatewayUnavailable', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'IdempotencyKeyReused', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'OutcomeUnknown', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'PossibleDuplicate', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'Transaction', id: string, gatewayTransactionId: string, status: TransactionStatus, provenance: Provenance }
    | { __typename: 'TransactionInProgress', code: FailureCode, message: string, isRetryable: boolean }
   | null };

export type FollowPurchaseSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FollowPurchaseSubscription = { events:
    | { __typename: 'HoldingsEvent', cursor: string }
    | { __typename: 'OrderEvent', cursor: string, order: { batchId: string, status: OrderStatus, provenance: Provenance, isFinal: boolean, legs: Array<{ symbol: string, filledQuantity: number | null, averagePrice: { amount: string } | null }> } }
    | { __typename: 'OrderRetracted', cursor: string }
    | { __typename: 'PendingActionEvent', cursor: string }
    | { __typename: 'ResyncRequired', cursor: string }
    | { __typename: 'StreamPosition', cursor: string }
    | { __typename: 'TransactionEvent', cursor: string, transaction: { gatewayTransactionId: string, status: TransactionStatus } }
   };

export type TokenKindForTransactionMutationVariables = Exact<{
  id: string;
}>;


export type TokenKindForTransactionMutation = { createAuthToken: { kind: AuthTokenKind } | null };

export type TransactionCursorsQueryVariables = Exact<{ [key: string]: never; }>;


export type TransactionCursorsQuery = { transactions: { edges: Array<{ cursor: string }> } | null };

export type LimitPricesQueryVariables = Exact<{ [key: string]: never; }>;


export type LimitPricesQuery = { orders: { edges: Array<{ node: { legs: Array<{ orderType: OrderType, limitPrice: { amount: string } | null }> } | null }> } | null };

export type WhatIsKeptQueryVariables = Exact<{ [key: string]: never; }>;


export type WhatIsKeptQuery = { transactions: { edges: Array<{ node: { id: string, rawStatus: string | null, timeline: Array<{ to: string | null, anomaly: string | null }> } | null }> } | null };

export type AccountsOfViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type AccountsOfViewerQuery = { viewer: { brokerAccounts: Array<{ id: string, broker: string | null }>, currentBrokerAccount: { id: string } | null } | null };

export type MintTokenMutationVariables = Exact<{
  input?: CreateAuthTokenInput | null | undefined;
}>;


export type MintTokenMutation = { createAuthToken: { kind: AuthTokenKind, token: string, gateway: string, expiresAt: string } | null };

export type UnlinkMutationVariables = Exact<{
  id: string;
}>;


export type UnlinkMutation = { unlinkBrokerAccount: { brokerAccountId: string } | null };

export type PendingActionsQueryVariables = Exact<{ [key: string]: never; }>;


export type PendingActionsQuery = { pendingActions: Array<{ id: string, action: string }> | null };

export type DetailsOfTransactionsQueryVariables = Exact<{ [key: string]: never; }>;


export type DetailsOfTransactionsQuery = { transactions: { edges: Array<{ node: { error: { code: number | null } | null, funds: { amount: string } | null, orders: Array<{ id: string }> } | null }> } | null };

export type TransactionsOfOrdersQueryVariables = Exact<{ [key: string]: never; }>;


export type TransactionsOfOrdersQuery = { orders: { edges: Array<{ node: { transaction: { id: string } | null } | null }> } | null };

export type ListsInTransactionQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  offset?: number | null | undefined;
}>;


export type ListsInTransactionQuery = { transaction: { ordersCount: number, timelineCount: number, orders: Array<{ id: string }>, timeline: Array<{ anomaly: string | null }> } | null };

export type ListsInOrderQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  offset?: number | null | undefined;
}>;


export type ListsInOrderQuery = { order: { legsCount: number, unplacedLegsCount: number, legs: Array<{ symbol: string, averagePrice: { amount: string } | null }>, unplacedLegs: Array<{ symbol: string }> } | null };

export type ListsInHoldingsQueryVariables = Exact<{
  first?: number | null | undefined;
  offset?: number | null | undefined;
}>;


export type ListsInHoldingsQuery = { holdings: { securitiesCount: number, smallcasesCount: number, mutualFundsCount: number, securities: Array<{ isin: string | null, averagePrice: { amount: string } | null }>, smallcases: Array<{ scid: string | null }>, mutualFunds: Array<{ folio: string | null }> } | null };

export type ListsInSmallcaseQueryVariables = Exact<{
  first?: number | null | undefined;
  offset?: number | null | undefined;
}>;


export type ListsInSmallcaseQuery = { holdings: { smallcases: Array<{ constituentsCount: number, constituents: Array<{ ticker: string }> }> } | null };

export type ListsOfViewerQueryVariables = Exact<{
  first?: number | null | undefined;
  offset?: number | null | undefined;
}>;


export type ListsOfViewerQuery = { pendingActionsCount: number | null, viewer: { brokerAccountsCount: number, brokerAccounts: Array<{ id: string }> } | null, pendingActions: Array<{ id: string }> | null };

export type LargeEventsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type LargeEventsQuery = { events: { edges: Array<{ cursor: string, node:
        | { __typename: 'HoldingsEvent' }
        | { __typename: 'OrderEvent', order: { legsCount: number, legs: Array<{ symbol: string }> } }
        | { __typename: 'OrderRetracted' }
        | { __typename: 'PendingActionEvent' }
        | { __typename: 'ResyncRequired' }
        | { __typename: 'StreamPosition' }
        | { __typename: 'TransactionEvent' }
       | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type FollowLegsSubscriptionVariables = Exact<{
  orderId: string;
}>;


export type FollowLegsSubscription = { orderUpdated:
    | { __typename: 'OrderEvent', order: { legsCount: number, legs: Array<{ symbol: string }> } }
    | { __typename: 'OrderRetracted' }
    | { __typename: 'ResyncRequired' }
    | { __typename: 'StreamPosition' }
   };

export type OrdersOfTransactionsQueryVariables = Exact<{ [key: string]: never; }>;


export type OrdersOfTransactionsQuery = { transactions: { edges: Array<{ node: { gatewayTransactionId: string, ordersCount: number, orders: Array<{ transaction: { gatewayTransactionId: string } | null }> } | null }> } | null };

export type PricesOfOrdersQueryVariables = Exact<{
  id: string;
}>;


export type PricesOfOrdersQuery = { transaction: { status: TransactionStatus, orders: Array<{ isFinal: boolean, status: OrderStatus, buyAmount: { amount: string } | null, legs: Array<{ symbol: string, quantity: number | null, filledQuantity: number | null, averagePrice: { amount: string } | null }> }>, timeline: Array<{ anomaly: string | null }> } | null };

export type PartsOfHoldingsQueryVariables = Exact<{
  id?: string | null | undefined;
}>;


export type PartsOfHoldingsQuery = { holdings: { isUpdating: boolean, isStale: boolean, provenance: Provenance, mutualFundsProvenance: Provenance | null, snapshotAt: string | null, securitiesSnapshotAt: string | null, securities: Array<{ isin: string | null, name: string | null, quantity: string | null, averagePrice: { amount: string } | null }>, mutualFunds: Array<{ folio: string | null, units: string | null }> } | null };

export type RefreshOddHoldingsMutationVariables = Exact<{
  id?: string | null | undefined;
}>;


export type RefreshOddHoldingsMutation = { refreshHoldings:
    | { __typename: 'GatewayNotUnderstood', code: FailureCode, isRetryable: boolean }
    | { __typename: 'GatewayRefused', code: FailureCode, isRetryable: boolean }
    | { __typename: 'GatewayUnavailable', code: FailureCode, isRetryable: boolean }
    | { __typename: 'Holdings', securitiesCount: number }
    | { __typename: 'HoldingsNotImported', code: FailureCode, isRetryable: boolean }
   | null };

export type OddActionsQueryVariables = Exact<{ [key: string]: never; }>;


export type OddActionsQuery = { pendingActions: Array<{ scid: string | null, action: string, rawAction: string | null, smallcaseName: string | null }> | null };

export type ReportWithTokenMutationVariables = Exact<{
  input: ReportTransactionOutcomeInput;
}>;


export type ReportWithTokenMutation = { reportTransactionOutcome:
    | { status: TransactionStatus, error: { code: number | null, key: string | null, provenance: Provenance } | null, linkFailure:
        | { __typename: 'AuthTokenInvalid', code: FailureCode }
        | { __typename: 'BrokerAccountLinkedElsewhere', code: FailureCode }
        | { __typename: 'BrokerAccountUnproven', code: FailureCode }
        | { __typename: 'GatewayNotUnderstood', code: FailureCode }
        | { __typename: 'GatewayRefused', code: FailureCode }
        | { __typename: 'GatewayUnavailable', code: FailureCode }
        | { __typename: 'HoldingsNotImported', code: FailureCode }
        | { __typename: 'IdempotencyKeyReused', code: FailureCode }
        | { __typename: 'OutcomeUnknown', code: FailureCode }
        | { __typename: 'PossibleDuplicate', code: FailureCode }
        | { __typename: 'TransactionInProgress', code: FailureCode }
       | null }
    | Record<PropertyKey, never>
   | null };

export type PageOfTransactionsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  status?: Array<TransactionStatus> | TransactionStatus | null | undefined;
}>;


export type PageOfTransactionsQuery = { list: { edges: Array<{ cursor: string, node: { id: string, status: TransactionStatus } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } | null };

export type PageOfOrdersQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  status?: Array<OrderStatus> | OrderStatus | null | undefined;
  transactionId?: string | null | undefined;
}>;


export type PageOfOrdersQuery = { list: { edges: Array<{ cursor: string, node: { id: string, status: OrderStatus } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } | null };

export type PageOfEventsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type PageOfEventsQuery = { events: { edges: Array<{ cursor: string, node:
        | { __typename: 'HoldingsEvent', cursor: string }
        | { __typename: 'OrderEvent', cursor: string }
        | { __typename: 'OrderRetracted', cursor: string }
        | { __typename: 'PendingActionEvent', cursor: string }
        | { __typename: 'ResyncRequired', reason: string, cursor: string }
        | { __typename: 'StreamPosition', cursor: string }
        | { __typename: 'TransactionEvent', cursor: string }
       | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } | null };

export type WholePageInfoFragment = { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null };

export type ReportAndSeeErrorMutationVariables = Exact<{
  input: ReportTransactionOutcomeInput;
}>;


export type ReportAndSeeErrorMutation = { reportTransactionOutcome:
    | { __typename: 'AuthTokenInvalid' }
    | { __typename: 'Transaction', status: TransactionStatus, error: { code: number | null, provenance: Provenance, isRetryable: boolean } | null }
   | null };

export type TimelineAfterReportsQueryVariables = Exact<{
  id: string;
}>;


export type TimelineAfterReportsQuery = { transaction: { timeline: Array<{ source: TimelineSource, from: string | null, to: string | null }> } | null };

export type OrderVarietiesQueryVariables = Exact<{ [key: string]: never; }>;


export type OrderVarietiesQuery = { orders: { edges: Array<{ node: { variety: OrderVariety } | null }> } | null };

export type ReportAndReadMutationVariables = Exact<{
  input: ReportTransactionOutcomeInput;
}>;


export type ReportAndReadMutation = { reportTransactionOutcome:
    | { status: TransactionStatus, error: { code: number | null, provenance: Provenance } | null }
    | Record<PropertyKey, never>
   | null };

export type FollowOrdersAndTransactionsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FollowOrdersAndTransactionsSubscription = { events:
    | { __typename: 'HoldingsEvent', cursor: string }
    | { __typename: 'OrderEvent', cursor: string, order: { batchId: string, status: OrderStatus, isFinal: boolean } }
    | { __typename: 'OrderRetracted', cursor: string }
    | { __typename: 'PendingActionEvent', cursor: string }
    | { __typename: 'ResyncRequired', cursor: string }
    | { __typename: 'StreamPosition', cursor: string }
    | { __typename: 'TransactionEvent', cursor: string, transaction: { status: TransactionStatus } }
   };

export type FollowOrderSubscriptionVariables = Exact<{
  orderId?: string | null | undefined;
  transactionId?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type FollowOrderSubscription = { orderUpdated:
    | { __typename: 'OrderEvent', cursor: string, order: { id: string, status: OrderStatus } }
    | { __typename: 'OrderRetracted' }
    | { __typename: 'ResyncRequired' }
    | { __typename: 'StreamPosition', cursor: string }
   };

export type FollowTransactionSubscriptionVariables = Exact<{
  id?: string | null | undefined;
}>;


export type FollowTransactionSubscription = { transactionUpdated:
    | { __typename: 'ResyncRequired' }
    | { __typename: 'StreamPosition' }
    | { __typename: 'TransactionEvent', transaction: { gatewayTransactionId: string, status: TransactionStatus } }
   };

export type FollowHoldingsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type FollowHoldingsSubscription = { holdingsUpdated:
    | { __typename: 'HoldingsEvent', holdings: { provenance: Provenance, securities: Array<{ isin: string | null }>, brokerAccount: { id: string } | null } }
    | { __typename: 'ResyncRequired' }
    | { __typename: 'StreamPosition' }
   };

export type FollowCursorsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FollowCursorsSubscription = { events:
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
   };

export type FollowNobodysOrderSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type FollowNobodysOrderSubscription = { orderUpdated:
    | { __typename: 'OrderEvent' }
    | { __typename: 'OrderRetracted' }
    | { __typename: 'ResyncRequired' }
    | { __typename: 'StreamPosition' }
   };

export type ForeignTransactionQueryVariables = Exact<{
  id: string;
}>;


export type ForeignTransactionQuery = { transaction: { id: string, status: TransactionStatus, timeline: Array<{ at: string }>, orders: Array<{ id: string }> } | null };

export type ForeignAnAliasOfTransactionQueryVariables = Exact<{
  id: string;
}>;


export type ForeignAnAliasOfTransactionQuery = { viewer: { id: string } | null, x: { id: string } | null };

export type ForeignOrderQueryVariables = Exact<{
  id: string;
}>;


export type ForeignOrderQuery = { order: { id: string, status: OrderStatus, legs: Array<{ symbol: string }>, transaction: { id: string } | null } | null };

export type ForeignOrdersOfATransactionQueryVariables = Exact<{
  id: string;
}>;


export type ForeignOrdersOfATransactionQuery = { orders: { edges: Array<{ cursor: string, node: { id: string } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } | null };

export type ForeignHoldingsQueryVariables = Exact<{
  id: string;
}>;


export type ForeignHoldingsQuery = { holdings: { snapshotAt: string | null, securities: Array<{ isin: string | null }> } | null };

export type ForeignCreateAuthTokenForATransactionMutationVariables = Exact<{
  id: string;
}>;


export type ForeignCreateAuthTokenForATransactionMutation = { createAuthToken: { token: string } | null };

export type ForeignCreateAuthTokenForAnAccountMutationVariables = Exact<{
  id: string;
}>;


export type ForeignCreateAuthTokenForAnAccountMutation = { createAuthToken: { token: string } | null };

export type ForeignCreateAuthTokenForAnAccountAsGuestMutationVariables = Exact<{
  id: string;
}>;


export type ForeignCreateAuthTokenForAnAccountAsGuestMutation = { createAuthToken: { kind: AuthTokenKind } | null };

export type ForeignCreateAuthTokenForAnAccountConnectedMutationVariables = Exact<{
  id: string;
}>;


export type ForeignCreateAuthTokenForAnAccountConnectedMutation = { createAuthToken: { token: string } | null };

export type ForeignCreateTransactionForAnAccountMutationVariables = Exact<{
  id: string;
}>;


export type ForeignCreateTransactionForAnAccountMutation = { createTransaction:
    | { __typename: 'GatewayRefused' }
    | { __typename: 'GatewayUnavailable' }
    | { __typename: 'IdempotencyKeyReused' }
    | { __typename: 'OutcomeUnknown' }
    | { __typename: 'PossibleDuplicate' }
    | { __typename: 'Transaction' }
    | { __typename: 'TransactionInProgress' }
   | null };

export type ForeignAGuestCreateTransactionForAnAccountMutationVariables = Exact<{
  id: string;
}>;


export type ForeignAGuestCreateTransactionForAnAccountMutation = { createTransaction:
    | { __typename: 'GatewayRefused' }
    | { __typename: 'GatewayUnavailable' }
    | { __typename: 'IdempotencyKeyReused' }
    | { __typename: 'OutcomeUnknown' }
    | { __typename: 'PossibleDuplicate' }
    | { __typename: 'Transaction' }
    | { __typename: 'TransactionInProgress' }
   | null };

export type ForeignCreateTransactionThatCancelsMutationVariables = Exact<{
  id: string;
}>;


export type ForeignCreateTransactionThatCancelsMutation = { createTransaction:
    | { __typename: 'GatewayRefused' }
    | { __typename: 'GatewayUnavailable' }
    | { __typename: 'IdempotencyKeyReused' }
    | { __typename: 'OutcomeUnknown' }
    | { __typename: 'PossibleDuplicate' }
    | { __typename: 'Transaction' }
    | { __typename: 'TransactionInProgress' }
   | null };

export type ForeignRefreshHoldingsMutationVariables = Exact<{
  id: string;
}>;


export type ForeignRefreshHoldingsMutation = { refreshHoldings:
    | { __typename: 'GatewayNotUnderstood' }
    | { __typename: 'GatewayRefused' }
    | { __typename: 'GatewayUnavailable' }
    | { __typename: 'Holdings' }
    | { __typename: 'HoldingsNotImported' }
   | null };

export type ForeignUnlinkBrokerAccountMutationVariables = Exact<{
  id: string;
}>;


export type ForeignUnlinkBrokerAccountMutation = { unlinkBrokerAccount: { __typename: 'BrokerAccountUnlinked' } | null };

export type ForeignReportTransactionOutcomeMutationVariables = Exact<{
  id: string;
}>;


export type ForeignReportTransactionOutcomeMutation = { reportTransactionOutcome:
    | { __typename: 'AuthTokenInvalid' }
    | { __typename: 'Transaction' }
   | null };

export type FollowForeignOrderUpdatedByOrderSubscriptionVariables = Exact<{
  id: string;
}>;


export type FollowForeignOrderUpdatedByOrderSubscription = { orderUpdated:
    | { __typename: 'OrderEvent' }
    | { __typename: 'OrderRetracted' }
    | { __typename: 'ResyncRequired' }
    | { __typename: 'StreamPosition' }
   };

export type FollowForeignOrderUpdatedByTransactionSubscriptionVariables = Exact<{
  id: string;
}>;


export type FollowForeignOrderUpdatedByTransactionSubscription = { orderUpdated:
    | { __typename: 'OrderEvent' }
    | { __typename: 'OrderRetracted' }
    | { __typename: 'ResyncRequired' }
    | { __typename: 'StreamPosition' }
   };

export type FollowForeignTransactionUpdatedSubscriptionVariables = Exact<{
  id: string;
}>;


export type FollowForeignTransactionUpdatedSubscription = { transactionUpdated:
    | { __typename: 'ResyncRequired' }
    | { __typename: 'StreamPosition' }
    | { __typename: 'TransactionEvent' }
   };

export type EveryListQueryVariables = Exact<{ [key: string]: never; }>;


export type EveryListQuery = { transactions: { edges: Array<{ node: { gatewayTransactionId: string, intent: Intent } | null }> } | null, orders: { edges: Array<{ node: { id: string } | null }> } | null, events: { edges: Array<{ cursor: string, node:
        | { __typename: 'HoldingsEvent' }
        | { __typename: 'OrderEvent' }
        | { __typename: 'OrderRetracted' }
        | { __typename: 'PendingActionEvent' }
        | { __typename: 'ResyncRequired' }
        | { __typename: 'StreamPosition' }
        | { __typename: 'TransactionEvent' }
       | null }> } | null, pendingActions: Array<{ id: string }> | null, holdings: { provenance: Provenance } | null, viewer: { brokerAccounts: Array<{ id: string }> } | null };

export type FollowIntentsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type FollowIntentsSubscription = { events:
    | { __typename: 'HoldingsEvent' }
    | { __typename: 'OrderEvent' }
    | { __typename: 'OrderRetracted' }
    | { __typename: 'PendingActionEvent' }
    | { __typename: 'ResyncRequired' }
    | { __typename: 'StreamPosition' }
    | { __typename: 'TransactionEvent', transaction: { intent: Intent } }
   };

export type EventsAfterQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type EventsAfterQuery = { events: { edges: Array<{ node:
        | { __typename: 'HoldingsEvent' }
        | { __typename: 'OrderEvent' }
        | { __typename: 'OrderRetracted' }
        | { __typename: 'PendingActionEvent' }
        | { __typename: 'ResyncRequired', reason: string }
        | { __typename: 'StreamPosition' }
        | { __typename: 'TransactionEvent' }
       | null }> } | null };

export type OrderStatusOfQueryVariables = Exact<{
  id: string;
}>;


export type OrderStatusOfQuery = { order: { status: OrderStatus } | null };

export type TransactionStatusOfQueryVariables = Exact<{
  id: string;
}>;


export type TransactionStatusOfQuery = { transaction: { status: TransactionStatus } | null };

export type HoldingsProvenanceQueryVariables = Exact<{
  id: string;
}>;


export type HoldingsProvenanceQuery = { holdings: { provenance: Provenance } | null };

export type AnonymousViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type AnonymousViewerQuery = { viewer: { id: string } | null };

export type AnonymousNodeQueryVariables = Exact<{ [key: string]: never; }>;


export type AnonymousNodeQuery = { node:
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
   | null };

export type AnonymousTransactionQueryVariables = Exact<{ [key: string]: never; }>;


export type AnonymousTransactionQuery = { transaction: { id: string } | null };

export type AnonymousTransactionsQueryVariables = Exact<{ [key: string]: never; }>;


export type AnonymousTransactionsQuery = { transactions: { edges: Array<{ cursor: string }> } | null };

export type AnonymousOrderQueryVariables = Exact<{ [key: string]: never; }>;


export type AnonymousOrderQuery = { order: { id: string } | null };

export type AnonymousOrdersQueryVariables = Exact<{ [key: string]: never; }>;


export type AnonymousOrdersQuery = { orders: { edges: Array<{ cursor: string }> } | null };

export type AnonymousHoldingsQueryVariables = Exact<{ [key: string]: never; }>;


export type AnonymousHoldingsQuery = { holdings: { provenance: Provenance } | null };

export type AnonymousPendingActionsQueryVariables = Exact<{ [key: string]: never; }>;


export type AnonymousPendingActionsQuery = { pendingActions: Array<{ id: string }> | null };

export type AnonymousEventsQueryVariables = Exact<{ [key: string]: never; }>;


export type AnonymousEventsQuery = { events: { edges: Array<{ cursor: string }> } | null };

export type AnonymousBrokersQueryVariables = Exact<{ [key: string]: never; }>;


export type AnonymousBrokersQuery = { brokers: Array<{ key: string }> | null };

export type AnonymousCreateAuthTokenMutationVariables = Exact<{ [key: string]: never; }>;


export type AnonymousCreateAuthTokenMutation = { createAuthToken: { token: string } | null };

export type AnonymousCreateTransactionMutationVariables = Exact<{ [key: string]: never; }>;


export type AnonymousCreateTransactionMutation = { createTransaction:
    | { __typename: 'GatewayRefused' }
    | { __typename: 'GatewayUnavailable' }
    | { __typename: 'IdempotencyKeyReused' }
    | { __typename: 'OutcomeUnknown' }
    | { __typename: 'PossibleDuplicate' }
    | { __typename: 'Transaction' }
    | { __typename: 'TransactionInProgress' }
   | null };

export type AnonymousLinkBrokerAccountMutationVariables = Exact<{ [key: string]: never; }>;


export type AnonymousLinkBrokerAccountMutation = { linkBrokerAccount:
    | { __typename: 'AuthTokenInvalid' }
    | { __typename: 'BrokerAccount' }
    | { __typename: 'BrokerAccountLinkedElsewhere' }
    | { __typename: 'BrokerAccountUnproven' }
   | null };

export type AnonymousUnlinkBrokerAccountMutationVariables = Exact<{ [key: string]: never; }>;


export type AnonymousUnlinkBrokerAccountMutation = { unlinkBrokerAccount: { __typename: 'BrokerAccountUnlinked' } | null };

export type AnonymousReportTransactionOutcomeMutationVariables = Exact<{ [key: string]: never; }>;


export type AnonymousReportTransactionOutcomeMutation = { reportTransactionOutcome:
    | { __typename: 'AuthTokenInvalid' }
    | { __typename: 'Transaction' }
   | null };

export type AnonymousRefreshHoldingsMutationVariables = Exact<{ [key: string]: never; }>;


export type AnonymousRefreshHoldingsMutation = { refreshHoldings:
    | { __typename: 'GatewayNotUnderstood' }
    | { __typename: 'GatewayRefused' }
    | { __typename: 'GatewayUnavailable' }
    | { __typename: 'Holdings' }
    | { __typename: 'HoldingsNotImported' }
   | null };

export type FollowAnonymouslyEventsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type FollowAnonymouslyEventsSubscription = { events:
    | { __typename: 'HoldingsEvent' }
    | { __typename: 'OrderEvent' }
    | { __typename: 'OrderRetracted' }
    | { __typename: 'PendingActionEvent' }
    | { __typename: 'ResyncRequired' }
    | { __typename: 'StreamPosition' }
    | { __typename: 'TransactionEvent' }
   };

export type FollowAnonymouslyOrderUpdatedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type FollowAnonymouslyOrderUpdatedSubscription = { orderUpdated:
    | { __typename: 'OrderEvent' }
    | { __typename: 'OrderRetracted' }
    | { __typename: 'ResyncRequired' }
    | { __typename: 'StreamPosition' }
   };

export type FollowAnonymouslyTransactionUpdatedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type FollowAnonymouslyTransactionUpdatedSubscription = { transactionUpdated:
    | { __typename: 'ResyncRequired' }
    | { __typename: 'StreamPosition' }
    | { __typename: 'TransactionEvent' }
   };

export type FollowAnonymouslyHoldingsUpdatedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type FollowAnonymouslyHoldingsUpdatedSubscription = { holdingsUpdated:
    | { __typename: 'HoldingsEvent' }
    | { __typename: 'ResyncRequired' }
    | { __typename: 'StreamPosition' }
   };

export type SchemaItselfQueryVariables = Exact<{ [key: string]: never; }>;


export type SchemaItselfQuery = { __typename: 'Query', __schema: { queryType: { name: string | null } } };

export type CreateWithBadTokenMutationVariables = Exact<{ [key: string]: never; }>;


export type CreateWithBadTokenMutation = { createTransaction:
    | { __typename: 'GatewayRefused' }
    | { __typename: 'GatewayUnavailable' }
    | { __typename: 'IdempotencyKeyReused' }
    | { __typename: 'OutcomeUnknown' }
    | { __typename: 'PossibleDuplicate' }
    | { __typename: 'Transaction' }
    | { __typename: 'TransactionInProgress' }
   | null };

export type FollowOrderHintsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type FollowOrderHintsSubscription = { events:
    | { order: { status: OrderStatus, provenance: Provenance, isFinal: boolean, legs: Array<{ filledQuantity: number | null }> } }
    | Record<PropertyKey, never>
   };

export type FollowRetractionsSubscriptionVariables = Exact<{
  id: string;
}>;


export type FollowRetractionsSubscription = { orderUpdated:
    | { __typename: 'OrderEvent', order: { id: string, batchId: string } }
    | { __typename: 'OrderRetracted', orderId: string }
    | { __typename: 'ResyncRequired' }
    | { __typename: 'StreamPosition' }
   };

export type ResumeOrderSubscriptionVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type ResumeOrderSubscription = { orderUpdated:
    | { __typename: 'OrderEvent' }
    | { __typename: 'OrderRetracted', orderId: string }
    | { __typename: 'ResyncRequired' }
    | { __typename: 'StreamPosition', cursor: string }
   };

export type OrderIdQueryVariables = Exact<{
  id: string;
}>;


export type OrderIdQuery = { order: { id: string } | null };

export type PendingActionsInFullQueryVariables = Exact<{ [key: string]: never; }>;


export type PendingActionsInFullQuery = { pendingActions: Array<{ action: string, rawAction: string | null, iscid: string, scid: string | null, name: string | null }> | null };

export type OrderPartsFragment = { id: string, batchId: string, status: OrderStatus, provenance: Provenance, isFinal: boolean, buyAmount: { amount: string } | null, legs: Array<{ symbol: string, status: LegStatus, quantity: number | null, filledQuantity: number | null, exchangeOrderId: string | null, errorCode: string | null, averagePrice: { amount: string } | null }>, unplacedLegs: Array<{ symbol: string }> };

export type TransactionPartsFragment = { id: string, gatewayTransactionId: string, intent: Intent, status: TransactionStatus, rawStatus: string | null, provenance: Provenance, isExpired: boolean, isStale: boolean, ordersCount: number, funds: { amount: string, currency: string } | null, error: { code: number | null, message: string | null, kind: TransactionFailureKind, provenance: Provenance, isRetryable: boolean } | null, orders: Array<{ id: string, batchId: string, status: OrderStatus, provenance: Provenance, isFinal: boolean, buyAmount: { amount: string } | null, legs: Array<{ symbol: string, status: LegStatus, quantity: number | null, filledQuantity: number | null, exchangeOrderId: string | null, errorCode: string | null, averagePrice: { amount: string } | null }>, unplacedLegs: Array<{ symbol: string }> }> };

export type CreateTransactionMutationVariables = Exact<{
  input: CreateTransactionInput;
}>;


export type CreateTransactionMutation = { createTransaction:
    | { __typename: 'GatewayRefused', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'GatewayUnavailable', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'IdempotencyKeyReused', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'OutcomeUnknown', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'PossibleDuplicate', code: FailureCode, message: string, isRetryable: boolean, transaction: { id: string } }
    | { __typename: 'Transaction', id: string, gatewayTransactionId: string, status: TransactionStatus }
    | { __typename: 'TransactionInProgress', code: FailureCode, message: string, isRetryable: boolean }
   | null };

export type TransactionByIdQueryVariables = Exact<{
  id: string;
}>;


export type TransactionByIdQuery = { transaction: { id: string, gatewayTransactionId: string, intent: Intent, status: TransactionStatus, rawStatus: string | null, provenance: Provenance, isExpired: boolean, isStale: boolean, ordersCount: number, funds: { amount: string, currency: string } | null, error: { code: number | null, message: string | null, kind: TransactionFailureKind, provenance: Provenance, isRetryable: boolean } | null, orders: Array<{ id: string, batchId: string, status: OrderStatus, provenance: Provenance, isFinal: boolean, buyAmount: { amount: string } | null, legs: Array<{ symbol: string, status: LegStatus, quantity: number | null, filledQuantity: number | null, exchangeOrderId: string | null, errorCode: string | null, averagePrice: { amount: string } | null }>, unplacedLegs: Array<{ symbol: string }> }> } | null };

export type TransactionIdQueryVariables = Exact<{
  id: string;
}>;


export type TransactionIdQuery = { transaction: { id: string } | null };

export type ReportOutcomeMutationVariables = Exact<{
  input: ReportTransactionOutcomeInput;
}>;


export type ReportOutcomeMutation = { reportTransactionOutcome:
    | { __typename: 'AuthTokenInvalid' }
    | { __typename: 'Transaction', linkFailure:
        | { code: FailureCode }
        | { code: FailureCode }
        | { code: FailureCode }
        | { code: FailureCode }
        | { code: FailureCode }
        | { code: FailureCode }
        | { code: FailureCode }
        | { code: FailureCode }
        | { code: FailureCode }
        | { code: FailureCode }
        | { code: FailureCode }
       | null }
   | null };

export type LinkBrokerAccountMutationVariables = Exact<{
  token: string;
}>;


export type LinkBrokerAccountMutation = { linkBrokerAccount:
    | { __typename: 'AuthTokenInvalid', code: FailureCode, isRetryable: boolean }
    | { __typename: 'BrokerAccount', id: string, broker: string | null }
    | { __typename: 'BrokerAccountLinkedElsewhere', code: FailureCode, isRetryable: boolean }
    | { __typename: 'BrokerAccountUnproven', code: FailureCode, isRetryable: boolean }
   | null };

export type HoldingsOfQueryVariables = Exact<{
  id?: string | null | undefined;
}>;


export type HoldingsOfQuery = { holdings: { provenance: Provenance, brokerAccount: { id: string } | null, securities: Array<{ isin: string | null, name: string | null, quantity: string | null, averagePrice: { amount: string } | null }>, mutualFunds: Array<{ folio: string | null, fund: string | null, isin: string | null, units: string | null, nav: { amount: string } | null }> } | null };

export type NodeIdQueryVariables = Exact<{
  id: string;
}>;


export type NodeIdQuery = { node:
    | { __typename: 'BrokerAccount', id: string }
    | { __typename: 'Order', id: string }
    | { __typename: 'PendingAction', id: string }
    | { __typename: 'Transaction', id: string }
    | { __typename: 'Viewer', id: string }
   | null };

export type OrderIdsQueryVariables = Exact<{ [key: string]: never; }>;


export type OrderIdsQuery = { orders: { edges: Array<{ node: { id: string } | null }> } | null };

export type EventLogQueryVariables = Exact<{ [key: string]: never; }>;


export type EventLogQuery = { events: { edges: Array<{ cursor: string, node:
        | { __typename: 'HoldingsEvent' }
        | { __typename: 'OrderEvent' }
        | { __typename: 'OrderRetracted' }
        | { __typename: 'PendingActionEvent' }
        | { __typename: 'ResyncRequired' }
        | { __typename: 'StreamPosition' }
        | { __typename: 'TransactionEvent' }
       | null }> } | null };

export type FollowEventsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FollowEventsSubscription = { events:
    | { __typename: 'HoldingsEvent', cursor: string }
    | { __typename: 'OrderEvent', cursor: string }
    | { __typename: 'OrderRetracted', cursor: string }
    | { __typename: 'PendingActionEvent', cursor: string }
    | { __typename: 'ResyncRequired', cursor: string }
    | { __typename: 'StreamPosition', cursor: string }
    | { __typename: 'TransactionEvent', cursor: string }
   };

export type FollowEventTypesSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FollowEventTypesSubscription = { events:
    | { __typename: 'HoldingsEvent' }
    | { __typename: 'OrderEvent' }
    | { __typename: 'OrderRetracted' }
    | { __typename: 'PendingActionEvent' }
    | { __typename: 'ResyncRequired' }
    | { __typename: 'StreamPosition' }
    | { __typename: 'TransactionEvent' }
   };

export type CursorsOfLogQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type CursorsOfLogQuery = { events: { edges: Array<{ cursor: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

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
export const ReceivedEventFragmentDoc = new TypedDocumentString(`
    fragment ReceivedEvent on Event {
  __typename
  cursor
  ... on OrderEvent {
    order {
      __typename
      id
      batchId
      status
      provenance
      isFinal
    }
  }
  ... on TransactionEvent {
    transaction {
      __typename
      id
      gatewayTransactionId
      status
    }
  }
  ... on ResyncRequired {
    reason
  }
}
    `, {"fragmentName":"ReceivedEvent"}) as unknown as TypedDocumentString<ReceivedEventFragment, unknown>;
export const WholePageInfoFragmentDoc = new TypedDocumentString(`
    fragment WholePageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
    `, {"fragmentName":"WholePageInfo"}) as unknown as TypedDocumentString<WholePageInfoFragment, unknown>;
export const OrderPartsFragmentDoc = new TypedDocumentString(`
    fragment OrderParts on Order {
  id
  batchId
  status
  provenance
  isFinal
  buyAmount {
    amount
  }
  legs {
    symbol
    status
    quantity
    filledQuantity
    averagePrice {
      amount
    }
    exchangeOrderId
    errorCode
  }
  unplacedLegs {
    symbol
  }
}
    `, {"fragmentName":"OrderParts"}) as unknown as TypedDocumentString<OrderPartsFragment, unknown>;
export const TransactionPartsFragmentDoc = new TypedDocumentString(`
    fragment TransactionParts on Transaction {
  id
  gatewayTransactionId
  intent
  status
  rawStatus
  provenance
  isExpired
  isStale
  funds {
    amount
    currency
  }
  error {
    code
    message
    kind
    provenance
    isRetryable
  }
  orders {
    ...OrderParts
  }
  ordersCount
}
    fragment OrderParts on Order {
  id
  batchId
  status
  provenance
  isFinal
  buyAmount {
    amount
  }
  legs {
    symbol
    status
    quantity
    filledQuantity
    averagePrice {
      amount
    }
    exchangeOrderId
    errorCode
  }
  unplacedLegs {
    symbol
  }
}`, {"fragmentName":"TransactionParts"}) as unknown as TypedDocumentString<TransactionPartsFragment, unknown>;
export const FollowAcrossInstancesDocument = new TypedDocumentString(`
    subscription FollowAcrossInstances($after: String) {
  events(after: $after) {
    __typename
    cursor
    ... on OrderEvent {
      order {
        batchId
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FollowAcrossInstancesSubscription, FollowAcrossInstancesSubscriptionVariables>;
export const NewestOrdersDocument = new TypedDocumentString(`
    query NewestOrders {
  orders(first: 5) {
    edges {
      node {
        batchId
      }
    }
  }
}
    `) as unknown as TypedDocumentString<NewestOrdersQuery, NewestOrdersQueryVariables>;
export const FilledOfNewestDocument = new TypedDocumentString(`
    query FilledOfNewest {
  orders(first: 1) {
    edges {
      node {
        legs {
          filledQuantity
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FilledOfNewestQuery, FilledOfNewestQueryVariables>;
export const LivedThroughDocument = new TypedDocumentString(`
    query LivedThrough {
  events(first: 100) {
    edges {
      cursor
      node {
        __typename
      }
    }
  }
  transactions {
    edges {
      node {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LivedThroughQuery, LivedThroughQueryVariables>;
export const LivedSinceDocument = new TypedDocumentString(`
    query LivedSince($after: String) {
  events(first: 100, after: $after) {
    edges {
      cursor
    }
  }
}
    `) as unknown as TypedDocumentString<LivedSinceQuery, LivedSinceQueryVariables>;
export const EverythingDocument = new TypedDocumentString(`
    subscription Everything($after: String) {
  events(after: $after) {
    ...ReceivedEvent
  }
}
    fragment ReceivedEvent on Event {
  __typename
  cursor
  ... on OrderEvent {
    order {
      __typename
      id
      batchId
      status
      provenance
      isFinal
    }
  }
  ... on TransactionEvent {
    transaction {
      __typename
      id
      gatewayTransactionId
      status
    }
  }
  ... on ResyncRequired {
    reason
  }
}`) as unknown as TypedDocumentString<EverythingSubscription, EverythingSubscriptionVariables>;
export const PageDocument = new TypedDocumentString(`
    query Page($after: String) {
  events(first: 100, after: $after) {
    edges {
      node {
        ...ReceivedEvent
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment ReceivedEvent on Event {
  __typename
  cursor
  ... on OrderEvent {
    order {
      __typename
      id
      batchId
      status
      provenance
      isFinal
    }
  }
  ... on TransactionEvent {
    transaction {
      __typename
      id
      gatewayTransactionId
      status
    }
  }
  ... on ResyncRequired {
    reason
  }
}`) as unknown as TypedDocumentString<PageQuery, PageQueryVariables>;
export const CurrentAccountDocument = new TypedDocumentString(`
    query CurrentAccount {
  viewer {
    currentBrokerAccount {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<CurrentAccountQuery, CurrentAccountQueryVariables>;
export const CurrentHoldingsDocument = new TypedDocumentString(`
    query CurrentHoldings {
  holdings {
    provenance
  }
}
    `) as unknown as TypedDocumentString<CurrentHoldingsQuery, CurrentHoldingsQueryVariables>;
export const CreateForGraphiqlDocument = new TypedDocumentString(`
    mutation CreateForGraphiql($input: CreateTransactionInput!) {
  createTransaction(input: $input) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<CreateForGraphiqlMutation, CreateForGraphiqlMutationVariables>;
export const CallWithBadTokenDocument = new TypedDocumentString(`
    mutation CallWithBadToken {
  createTransaction(input: {idempotencyKey: "bad-token", intent: CONNECT}) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<CallWithBadTokenMutation, CallWithBadTokenMutationVariables>;
export const EverythingToldToAliceDocument = new TypedDocumentString(`
    query EverythingToldToAlice {
  viewer {
    id
    brokerAccounts {
      id
      broker
    }
  }
  transactions(first: 20) {
    edges {
      node {
        ...TransactionParts
        timeline {
          source
          to
          anomaly
        }
      }
    }
  }
  orders(first: 20) {
    edges {
      node {
        id
        rawStatus
        legs {
          symbol
          statusMessage
          rawStatus
        }
        unplacedLegs {
          symbol
          statusMessage
        }
      }
    }
  }
  holdings {
    securities {
      name
    }
    mutualFunds {
      folio
      fund
      amc
      navDate
    }
    smallcases {
      name
    }
  }
  pendingActions {
    id
    name
    rawAction
  }
  events(first: 20) {
    edges {
      node {
        __typename
        ... on Event {
          cursor
        }
      }
    }
  }
}
    fragment OrderParts on Order {
  id
  batchId
  status
  provenance
  isFinal
  buyAmount {
    amount
  }
  legs {
    symbol
    status
    quantity
    filledQuantity
    averagePrice {
      amount
    }
    exchangeOrderId
    errorCode
  }
  unplacedLegs {
    symbol
  }
}
fragment TransactionParts on Transaction {
  id
  gatewayTransactionId
  intent
  status
  rawStatus
  provenance
  isExpired
  isStale
  funds {
    amount
    currency
  }
  error {
    code
    message
    kind
    provenance
    isRetryable
  }
  orders {
    ...OrderParts
  }
  ordersCount
}`) as unknown as TypedDocumentString<EverythingToldToAliceQuery, EverythingToldToAliceQueryVariables>;
export const MintAnyTokenDocument = new TypedDocumentString(`
    mutation MintAnyToken($input: CreateAuthTokenInput) {
  createAuthToken(input: $input) {
    token
    kind
    gateway
  }
}
    `) as unknown as TypedDocumentString<MintAnyTokenMutation, MintAnyTokenMutationVariables>;
export const ReportAndReadAllDocument = new TypedDocumentString(`
    mutation ReportAndReadAll($input: ReportTransactionOutcomeInput!) {
  reportTransactionOutcome(input: $input) {
    __typename
    ... on Transaction {
      ...TransactionParts
    }
    ... on Failure {
      code
      message
    }
  }
}
    fragment OrderParts on Order {
  id
  batchId
  status
  provenance
  isFinal
  buyAmount {
    amount
  }
  legs {
    symbol
    status
    quantity
    filledQuantity
    averagePrice {
      amount
    }
    exchangeOrderId
    errorCode
  }
  unplacedLegs {
    symbol
  }
}
fragment TransactionParts on Transaction {
  id
  gatewayTransactionId
  intent
  status
  rawStatus
  provenance
  isExpired
  isStale
  funds {
    amount
    currency
  }
  error {
    code
    message
    kind
    provenance
    isRetryable
  }
  orders {
    ...OrderParts
  }
  ordersCount
}`) as unknown as TypedDocumentString<ReportAndReadAllMutation, ReportAndReadAllMutationVariables>;
export const RefreshOrFailDocument = new TypedDocumentString(`
    mutation RefreshOrFail {
  refreshHoldings {
    __typename
    ... on Failure {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<RefreshOrFailMutation, RefreshOrFailMutationVariables>;
export const FollowOrderIdsDocument = new TypedDocumentString(`
    subscription FollowOrderIds {
  events {
    __typename
    cursor
    ... on OrderEvent {
      order {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FollowOrderIdsSubscription, FollowOrderIdsSubscriptionVariables>;
export const FollowWithinLimitsDocument = new TypedDocumentString(`
    subscription FollowWithinLimits {
  events {
    cursor
  }
}
    `) as unknown as TypedDocumentString<FollowWithinLimitsSubscription, FollowWithinLimitsSubscriptionVariables>;
export const ReadByHostileTextDocument = new TypedDocumentString(`
    query ReadByHostileText($id: ID!, $text: String!) {
  node(id: $id) {
    __typename
  }
  transaction(id: $id) {
    id
  }
  order(id: $id) {
    id
  }
  orders(first: 1, transactionId: $id) {
    edges {
      cursor
    }
  }
  holdings(brokerAccountId: $id) {
    provenance
  }
  events(first: 1, after: $text) {
    edges {
      cursor
    }
  }
  transactions(first: 1, after: $text) {
    edges {
      cursor
    }
  }
}
    `) as unknown as TypedDocumentString<ReadByHostileTextQuery, ReadByHostileTextQueryVariables>;
export const CreateByHostileTextDocument = new TypedDocumentString(`
    mutation CreateByHostileText($text: String!) {
  createTransaction(
    input: {idempotencyKey: $text, intent: TRANSACTION, notes: $text, securities: [{ticker: $text, quantity: 1, side: BUY}]}
  ) {
    __typename
    ... on Failure {
      code
      message
    }
  }
  linkBrokerAccount(input: {smallcaseAuthToken: $text}) {
    __typename
    ... on Failure {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CreateByHostileTextMutation, CreateByHostileTextMutationVariables>;
export const ReportByHostileTextDocument = new TypedDocumentString(`
    mutation ReportByHostileText($id: ID!, $text: String!) {
  reportTransactionOutcome(
    input: {transactionId: $id, errorMessage: $text, smallcaseAuthToken: $text}
  ) {
    __typename
  }
  unlinkBrokerAccount(input: {brokerAccountId: $id}) {
    __typename
  }
  createAuthToken(input: {transactionId: $id, brokerAccountId: $id}) {
    kind
  }
}
    `) as unknown as TypedDocumentString<ReportByHostileTextMutation, ReportByHostileTextMutationVariables>;
export const FollowByHostileTextDocument = new TypedDocumentString(`
    subscription FollowByHostileText($id: ID!, $text: String!) {
  orderUpdated(orderId: $id, after: $text) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<FollowByHostileTextSubscription, FollowByHostileTextSubscriptionVariables>;
export const RefreshWithinLimitsDocument = new TypedDocumentString(`
    mutation RefreshWithinLimits {
  refreshHoldings {
    __typename
  }
}
    `) as unknown as TypedDocumentString<RefreshWithinLimitsMutation, RefreshWithinLimitsMutationVariables>;
export const ViewerWithinLimitsDocument = new TypedDocumentString(`
    query ViewerWithinLimits {
  viewer {
    id
  }
}
    `) as unknown as TypedDocumentString<ViewerWithinLimitsQuery, ViewerWithinLimitsQueryVariables>;
export const PendingActionIdsDocument = new TypedDocumentString(`
    query PendingActionIds {
  pendingActions {
    id
  }
}
    `) as unknown as TypedDocumentString<PendingActionIdsQuery, PendingActionIdsQueryVariables>;
export const CursorsOfListsDocument = new TypedDocumentString(`
    query CursorsOfLists {
  transactions {
    edges {
      cursor
    }
  }
  orders {
    edges {
      cursor
    }
  }
  events {
    edges {
      cursor
    }
  }
}
    `) as unknown as TypedDocumentString<CursorsOfListsQuery, CursorsOfListsQueryVariables>;
export const TooDeepDocument = new TypedDocumentString(`
    query TooDeep {
  orders(first: 1) {
    edges {
      node {
        legs {
          averagePrice {
            amount
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TooDeepQuery, TooDeepQueryVariables>;
export const Phone98765432Document = new TypedDocumentString(`
    query Phone98765432 {
  order(id: "ABCDE1234F") {
    id
  }
  viewer {
    id
  }
}
    `) as unknown as TypedDocumentString<Phone98765432Query, Phone98765432QueryVariables>;
export const PersistedViewerDocument = new TypedDocumentString(`
    query PersistedViewer {
  viewer {
    id
    currentBrokerAccount {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<PersistedViewerQuery, PersistedViewerQueryVariables>;
export const PersistedTokensDocument = new TypedDocumentString(`
    mutation PersistedTokens {
  a: createAuthToken {
    kind
  }
  b: createAuthToken {
    kind
  }
  c: createAuthToken {
    kind
  }
}
    `) as unknown as TypedDocumentString<PersistedTokensMutation, PersistedTokensMutationVariables>;
export const PersistedEventsDocument = new TypedDocumentString(`
    subscription PersistedEvents($after: String) {
  events(after: $after) {
    cursor
    ... on OrderEvent {
      order {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PersistedEventsSubscription, PersistedEventsSubscriptionVariables>;
export const PersistedOrdersDocument = new TypedDocumentString(`
    query PersistedOrders($first: Int!) {
  orders(first: $first) {
    edges {
      node {
        id
        status
        batchId
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PersistedOrdersQuery, PersistedOrdersQueryVariables>;
export const FollowThroughRenewalDocument = new TypedDocumentString(`
    subscription FollowThroughRenewal {
  events {
    cursor
  }
}
    `) as unknown as TypedDocumentString<FollowThroughRenewalSubscription, FollowThroughRenewalSubscriptionVariables>;
export const RefreshAndHangUpDocument = new TypedDocumentString(`
    mutation RefreshAndHangUp {
  refreshHoldings {
    __typename
    ... on Holdings {
      provenance
    }
  }
}
    `) as unknown as TypedDocumentString<RefreshAndHangUpMutation, RefreshAndHangUpMutationVariables>;
export const ViewerIdDocument = new TypedDocumentString(`
    query ViewerId {
  viewer {
    id
  }
}
    `) as unknown as TypedDocumentString<ViewerIdQuery, ViewerIdQueryVariables>;
export const HeldNowDocument = new TypedDocumentString(`
    query HeldNow {
  holdings {
    provenance
    snapshotAt
    securities {
      quantity
    }
  }
}
    `) as unknown as TypedDocumentString<HeldNowQuery, HeldNowQueryVariables>;
export const ReportHintDocument = new TypedDocumentString(`
    mutation ReportHint($input: ReportTransactionOutcomeInput!) {
  reportTransactionOutcome(input: $input) {
    ... on Transaction {
      status
      error {
        code
        provenance
        isRetryable
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ReportHintMutation, ReportHintMutationVariables>;
export const RefreshFromHostileDocument = new TypedDocumentString(`
    mutation RefreshFromHostile {
  refreshHoldings {
    __typename
    ... on Failure {
      code
      message
    }
    ... on Holdings {
      provenance
    }
  }
}
    `) as unknown as TypedDocumentString<RefreshFromHostileMutation, RefreshFromHostileMutationVariables>;
export const LargestPageDocument = new TypedDocumentString(`
    query LargestPage {
  orders(first: 100) {
    edges {
      cursor
      node {
        id
        batchId
        status
        rawStatus
        variety
        isFinal
        placedAt
        updatedAt
        completedAt
        buyAmount {
          amount
          currency
        }
        sellAmount {
          amount
          currency
        }
        provenance
        legs {
          symbol
          exchange
          side
          orderType
          product
          quantity
          filledQuantity
          status
          rawStatus
          statusMessage
          errorCode
          exchangeOrderId
          averagePrice {
            amount
            currency
          }
        }
        transaction {
          id
          status
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LargestPageQuery, LargestPageQueryVariables>;
export const TreeOfOrdersDocument = new TypedDocumentString(`
    query TreeOfOrders {
  orders(first: 100) {
    edges {
      node {
        transaction {
          orders {
            transaction {
              orders {
                id
                status
                legs {
                  symbol
                  status
                }
              }
            }
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TreeOfOrdersQuery, TreeOfOrdersQueryVariables>;
export const OrderFillsDocument = new TypedDocumentString(`
    subscription OrderFills($id: ID!) {
  orderUpdated(orderId: $id) {
    __typename
    ... on OrderEvent {
      order {
        legs {
          filledQuantity
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OrderFillsSubscription, OrderFillsSubscriptionVariables>;
export const ResyncReasonsDocument = new TypedDocumentString(`
    subscription ResyncReasons($after: String) {
  events(after: $after) {
    __typename
    cursor
    ... on ResyncRequired {
      reason
    }
  }
}
    `) as unknown as TypedDocumentString<ResyncReasonsSubscription, ResyncReasonsSubscriptionVariables>;
export const TimesOfTransactionDocument = new TypedDocumentString(`
    query TimesOfTransaction($id: ID!) {
  transaction(id: $id) {
    createdAt
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<TimesOfTransactionQuery, TimesOfTransactionQueryVariables>;
export const AmountsOfOrderDocument = new TypedDocumentString(`
    query AmountsOfOrder($id: ID!) {
  order(id: $id) {
    buyAmount {
      amount
      currency
    }
    sellAmount {
      amount
    }
    legs(first: 100) {
      averagePrice {
        amount
      }
      limitPrice {
        amount
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AmountsOfOrderQuery, AmountsOfOrderQueryVariables>;
export const HeldAmountsDocument = new TypedDocumentString(`
    query HeldAmounts {
  holdings {
    securities {
      quantity
      averagePrice {
        amount
      }
    }
  }
}
    `) as unknown as TypedDocumentString<HeldAmountsQuery, HeldAmountsQueryVariables>;
export const OrdersUnderLoadDocument = new TypedDocumentString(`
    query OrdersUnderLoad {
  orders(first: 20) {
    edges {
      node {
        id
        batchId
        status
        isFinal
        provenance
        legs {
          symbol
          side
          quantity
          filledQuantity
          averagePrice {
            amount
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OrdersUnderLoadQuery, OrdersUnderLoadQueryVariables>;
export const ReplayEventsDocument = new TypedDocumentString(`
    subscription ReplayEvents($after: String) {
  events(after: $after) {
    __typename
    cursor
    ... on OrderEvent {
      order {
        id
        status
        legs {
          status
          quantity
          filledQuantity
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ReplayEventsSubscription, ReplayEventsSubscriptionVariables>;
export const FollowPositionsDocument = new TypedDocumentString(`
    subscription FollowPositions($after: String) {
  events(after: $after) {
    __typename
    ... on Event {
      cursor
    }
  }
}
    `) as unknown as TypedDocumentString<FollowPositionsSubscription, FollowPositionsSubscriptionVariables>;
export const LiveEventsDocument = new TypedDocumentString(`
    subscription LiveEvents {
  events {
    cursor
  }
}
    `) as unknown as TypedDocumentString<LiveEventsSubscription, LiveEventsSubscriptionVariables>;
export const CreateWhileStoppingDocument = new TypedDocumentString(`
    mutation CreateWhileStopping($input: CreateTransactionInput!) {
  createTransaction(input: $input) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<CreateWhileStoppingMutation, CreateWhileStoppingMutationVariables>;
export const FollowUntilStoppedDocument = new TypedDocumentString(`
    subscription FollowUntilStopped {
  events {
    cursor
  }
}
    `) as unknown as TypedDocumentString<FollowUntilStoppedSubscription, FollowUntilStoppedSubscriptionVariables>;
export const FollowLargeOrdersDocument = new TypedDocumentString(`
    subscription FollowLargeOrders($after: String) {
  events(after: $after) {
    cursor
    ... on OrderEvent {
      order {
        id
        status
        legs {
          symbol
          statusMessage
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FollowLargeOrdersSubscription, FollowLargeOrdersSubscriptionVariables>;
export const TransactionWhileDownDocument = new TypedDocumentString(`
    query TransactionWhileDown($id: ID!) {
  transaction(id: $id) {
    status
    provenance
    orders {
      isFinal
      provenance
      legs {
        filledQuantity
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TransactionWhileDownQuery, TransactionWhileDownQueryVariables>;
export const CreateWhileDownDocument = new TypedDocumentString(`
    mutation CreateWhileDown($input: CreateTransactionInput!) {
  createTransaction(input: $input) {
    __typename
    ... on Transaction {
      id
      gatewayTransactionId
      status
    }
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
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CreateWhileDownMutation, CreateWhileDownMutationVariables>;
export const RefreshWhileDownDocument = new TypedDocumentString(`
    mutation RefreshWhileDown {
  refreshHoldings {
    __typename
  }
}
    `) as unknown as TypedDocumentString<RefreshWhileDownMutation, RefreshWhileDownMutationVariables>;
export const OrdersInLogDocument = new TypedDocumentString(`
    query OrdersInLog($after: String) {
  events(first: 100, after: $after) {
    edges {
      cursor
      node {
        __typename
        ... on OrderEvent {
          order {
            batchId
          }
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<OrdersInLogQuery, OrdersInLogQueryVariables>;
export const ReportPendingDocument = new TypedDocumentString(`
    mutation ReportPending($id: ID!) {
  reportTransactionOutcome(
    input: {transactionId: $id, errorCode: 4006, errorMessage: "order_pending"}
  ) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<ReportPendingMutation, ReportPendingMutationVariables>;
export const TimelineOfTransactionDocument = new TypedDocumentString(`
    query TimelineOfTransaction($id: ID!) {
  transaction(id: $id) {
    timeline {
      source
      from
      to
      batchId
    }
  }
}
    `) as unknown as TypedDocumentString<TimelineOfTransactionQuery, TimelineOfTransactionQueryVariables>;
export const SomeTransactionsDocument = new TypedDocumentString(`
    query SomeTransactions {
  transactions(first: 5) {
    edges {
      node {
        id
        status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SomeTransactionsQuery, SomeTransactionsQueryVariables>;
export const NoTransactionsDocument = new TypedDocumentString(`
    query NoTransactions {
  transactions(first: 0) {
    edges {
      cursor
    }
  }
}
    `) as unknown as TypedDocumentString<NoTransactionsQuery, NoTransactionsQueryVariables>;
export const TooManyTransactionsDocument = new TypedDocumentString(`
    query TooManyTransactions {
  transactions(first: 101) {
    edges {
      cursor
    }
  }
}
    `) as unknown as TypedDocumentString<TooManyTransactionsQuery, TooManyTransactionsQueryVariables>;
export const FewerThanNoOrdersDocument = new TypedDocumentString(`
    query FewerThanNoOrders {
  orders(first: -1) {
    edges {
      cursor
    }
  }
}
    `) as unknown as TypedDocumentString<FewerThanNoOrdersQuery, FewerThanNoOrdersQueryVariables>;
export const TooManyLastOrdersDocument = new TypedDocumentString(`
    query TooManyLastOrders {
  orders(last: 101) {
    edges {
      cursor
    }
  }
}
    `) as unknown as TypedDocumentString<TooManyLastOrdersQuery, TooManyLastOrdersQueryVariables>;
export const NoEventsDocument = new TypedDocumentString(`
    query NoEvents {
  events(first: 0) {
    edges {
      cursor
    }
  }
}
    `) as unknown as TypedDocumentString<NoEventsQuery, NoEventsQueryVariables>;
export const TransactionsAfterNothingDocument = new TypedDocumentString(`
    query TransactionsAfterNothing {
  transactions(after: "x") {
    edges {
      cursor
    }
  }
}
    `) as unknown as TypedDocumentString<TransactionsAfterNothingQuery, TransactionsAfterNothingQueryVariables>;
export const OrdersBeforeNothingDocument = new TypedDocumentString(`
    query OrdersBeforeNothing {
  orders(before: "x") {
    edges {
      cursor
    }
  }
}
    `) as unknown as TypedDocumentString<OrdersBeforeNothingQuery, OrdersBeforeNothingQueryVariables>;
export const CreatePurchaseDocument = new TypedDocumentString(`
    mutation CreatePurchase($input: CreateTransactionInput!) {
  createTransaction(input: $input) {
    __typename
    ... on Transaction {
      id
      gatewayTransactionId
      status
      provenance
    }
    ... on Failure {
      code
      message
      isRetryable
    }
  }
}
    `) as unknown as TypedDocumentString<CreatePurchaseMutation, CreatePurchaseMutationVariables>;
export const FollowPurchaseDocument = new TypedDocumentString(`
    subscription FollowPurchase($after: String) {
  events(after: $after) {
    __typename
    cursor
    ... on OrderEvent {
      order {
        batchId
        status
        provenance
        isFinal
        legs {
          symbol
          filledQuantity
          averagePrice {
            amount
          }
        }
      }
    }
    ... on TransactionEvent {
      transaction {
        gatewayTransactionId
        status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FollowPurchaseSubscription, FollowPurchaseSubscriptionVariables>;
export const TokenKindForTransactionDocument = new TypedDocumentString(`
    mutation TokenKindForTransaction($id: ID!) {
  createAuthToken(input: {transactionId: $id}) {
    kind
  }
}
    `) as unknown as TypedDocumentString<TokenKindForTransactionMutation, TokenKindForTransactionMutationVariables>;
export const TransactionCursorsDocument = new TypedDocumentString(`
    query TransactionCursors {
  transactions {
    edges {
      cursor
    }
  }
}
    `) as unknown as TypedDocumentString<TransactionCursorsQuery, TransactionCursorsQueryVariables>;
export const LimitPricesDocument = new TypedDocumentString(`
    query LimitPrices {
  orders {
    edges {
      node {
        legs {
          orderType
          limitPrice {
            amount
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LimitPricesQuery, LimitPricesQueryVariables>;
export const WhatIsKeptDocument = new TypedDocumentString(`
    query WhatIsKept {
  transactions {
    edges {
      node {
        id
        rawStatus
        timeline {
          to
          anomaly
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WhatIsKeptQuery, WhatIsKeptQueryVariables>;
export const AccountsOfViewerDocument = new TypedDocumentString(`
    query AccountsOfViewer {
  viewer {
    brokerAccounts {
      id
      broker
    }
    currentBrokerAccount {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<AccountsOfViewerQuery, AccountsOfViewerQueryVariables>;
export const MintTokenDocument = new TypedDocumentString(`
    mutation MintToken($input: CreateAuthTokenInput) {
  createAuthToken(input: $input) {
    kind
    token
    gateway
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<MintTokenMutation, MintTokenMutationVariables>;
export const UnlinkDocument = new TypedDocumentString(`
    mutation Unlink($id: ID!) {
  unlinkBrokerAccount(input: {brokerAccountId: $id}) {
    ... on BrokerAccountUnlinked {
      brokerAccountId
    }
  }
}
    `) as unknown as TypedDocumentString<UnlinkMutation, UnlinkMutationVariables>;
export const PendingActionsDocument = new TypedDocumentString(`
    query PendingActions {
  pendingActions {
    id
    action
  }
}
    `) as unknown as TypedDocumentString<PendingActionsQuery, PendingActionsQueryVariables>;
export const DetailsOfTransactionsDocument = new TypedDocumentString(`
    query DetailsOfTransactions {
  transactions {
    edges {
      node {
        error {
          code
        }
        funds {
          amount
        }
        orders {
          id
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DetailsOfTransactionsQuery, DetailsOfTransactionsQueryVariables>;
export const TransactionsOfOrdersDocument = new TypedDocumentString(`
    query TransactionsOfOrders {
  orders {
    edges {
      node {
        transaction {
          id
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TransactionsOfOrdersQuery, TransactionsOfOrdersQueryVariables>;
export const ListsInTransactionDocument = new TypedDocumentString(`
    query ListsInTransaction($id: ID!, $first: Int, $offset: Int) {
  transaction(id: $id) {
    ordersCount
    orders(first: $first, offset: $offset) {
      id
    }
    timelineCount
    timeline(first: $first, offset: $offset) {
      anomaly
    }
  }
}
    `) as unknown as TypedDocumentString<ListsInTransactionQuery, ListsInTransactionQueryVariables>;
export const ListsInOrderDocument = new TypedDocumentString(`
    query ListsInOrder($id: ID!, $first: Int, $offset: Int) {
  order(id: $id) {
    legsCount
    legs(first: $first, offset: $offset) {
      symbol
      averagePrice {
        amount
      }
    }
    unplacedLegsCount
    unplacedLegs(first: $first, offset: $offset) {
      symbol
    }
  }
}
    `) as unknown as TypedDocumentString<ListsInOrderQuery, ListsInOrderQueryVariables>;
export const ListsInHoldingsDocument = new TypedDocumentString(`
    query ListsInHoldings($first: Int, $offset: Int) {
  holdings {
    securitiesCount
    securities(first: $first, offset: $offset) {
      isin
      averagePrice {
        amount
      }
    }
    smallcasesCount
    smallcases(first: $first, offset: $offset) {
      scid
    }
    mutualFundsCount
    mutualFunds(first: $first, offset: $offset) {
      folio
    }
  }
}
    `) as unknown as TypedDocumentString<ListsInHoldingsQuery, ListsInHoldingsQueryVariables>;
export const ListsInSmallcaseDocument = new TypedDocumentString(`
    query ListsInSmallcase($first: Int, $offset: Int) {
  holdings {
    smallcases(first: 1) {
      constituentsCount
      constituents(first: $first, offset: $offset) {
        ticker
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ListsInSmallcaseQuery, ListsInSmallcaseQueryVariables>;
export const ListsOfViewerDocument = new TypedDocumentString(`
    query ListsOfViewer($first: Int, $offset: Int) {
  viewer {
    brokerAccountsCount
    brokerAccounts(first: $first, offset: $offset) {
      id
    }
  }
  pendingActionsCount
  pendingActions(first: $first, offset: $offset) {
    id
  }
}
    `) as unknown as TypedDocumentString<ListsOfViewerQuery, ListsOfViewerQueryVariables>;
export const LargeEventsDocument = new TypedDocumentString(`
    query LargeEvents($after: String) {
  events(first: 100, after: $after) {
    edges {
      cursor
      node {
        __typename
        ... on OrderEvent {
          order {
            legsCount
            legs(first: 2, offset: 1) {
              symbol
            }
          }
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<LargeEventsQuery, LargeEventsQueryVariables>;
export const FollowLegsDocument = new TypedDocumentString(`
    subscription FollowLegs($orderId: ID!) {
  orderUpdated(orderId: $orderId) {
    __typename
    ... on OrderEvent {
      order {
        legsCount
        legs(first: 3, offset: 48) {
          symbol
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FollowLegsSubscription, FollowLegsSubscriptionVariables>;
export const OrdersOfTransactionsDocument = new TypedDocumentString(`
    query OrdersOfTransactions {
  transactions(first: 100) {
    edges {
      node {
        gatewayTransactionId
        ordersCount
        orders(first: 2, offset: 1) {
          transaction {
            gatewayTransactionId
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OrdersOfTransactionsQuery, OrdersOfTransactionsQueryVariables>;
export const PricesOfOrdersDocument = new TypedDocumentString(`
    query PricesOfOrders($id: ID!) {
  transaction(id: $id) {
    status
    orders {
      isFinal
      status
      buyAmount {
        amount
      }
      legs {
        symbol
        quantity
        filledQuantity
        averagePrice {
          amount
        }
      }
    }
    timeline {
      anomaly
    }
  }
}
    `) as unknown as TypedDocumentString<PricesOfOrdersQuery, PricesOfOrdersQueryVariables>;
export const PartsOfHoldingsDocument = new TypedDocumentString(`
    query PartsOfHoldings($id: ID) {
  holdings(brokerAccountId: $id) {
    isUpdating
    isStale
    provenance
    mutualFundsProvenance
    snapshotAt
    securitiesSnapshotAt
    securities {
      isin
      name
      quantity
      averagePrice {
        amount
      }
    }
    mutualFunds {
      folio
      units
    }
  }
}
    `) as unknown as TypedDocumentString<PartsOfHoldingsQuery, PartsOfHoldingsQueryVariables>;
export const RefreshOddHoldingsDocument = new TypedDocumentString(`
    mutation RefreshOddHoldings($id: ID) {
  refreshHoldings(input: {brokerAccountId: $id}) {
    __typename
    ... on Failure {
      code
      isRetryable
    }
    ... on Holdings {
      securitiesCount
    }
  }
}
    `) as unknown as TypedDocumentString<RefreshOddHoldingsMutation, RefreshOddHoldingsMutationVariables>;
export const OddActionsDocument = new TypedDocumentString(`
    query OddActions {
  pendingActions {
    scid
    action
    rawAction
    smallcaseName: name
  }
}
    `) as unknown as TypedDocumentString<OddActionsQuery, OddActionsQueryVariables>;
export const ReportWithTokenDocument = new TypedDocumentString(`
    mutation ReportWithToken($input: ReportTransactionOutcomeInput!) {
  reportTransactionOutcome(input: $input) {
    ... on Transaction {
      status
      error {
        code
        key
        provenance
      }
      linkFailure {
        __typename
        code
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ReportWithTokenMutation, ReportWithTokenMutationVariables>;
export const PageOfTransactionsDocument = new TypedDocumentString(`
    query PageOfTransactions($first: Int, $after: String, $last: Int, $before: String, $status: [TransactionStatus!]) {
  list: transactions(
    first: $first
    after: $after
    last: $last
    before: $before
    status: $status
  ) {
    edges {
      cursor
      node {
        id
        status
      }
    }
    pageInfo {
      ...WholePageInfo
    }
  }
}
    fragment WholePageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<PageOfTransactionsQuery, PageOfTransactionsQueryVariables>;
export const PageOfOrdersDocument = new TypedDocumentString(`
    query PageOfOrders($first: Int, $after: String, $last: Int, $before: String, $status: [OrderStatus!], $transactionId: ID) {
  list: orders(
    first: $first
    after: $after
    last: $last
    before: $before
    status: $status
    transactionId: $transactionId
  ) {
    edges {
      cursor
      node {
        id
        status
      }
    }
    pageInfo {
      ...WholePageInfo
    }
  }
}
    fragment WholePageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<PageOfOrdersQuery, PageOfOrdersQueryVariables>;
export const PageOfEventsDocument = new TypedDocumentString(`
    query PageOfEvents($first: Int, $after: String) {
  events(first: $first, after: $after) {
    edges {
      cursor
      node {
        __typename
        cursor
        ... on ResyncRequired {
          reason
        }
      }
    }
    pageInfo {
      ...WholePageInfo
    }
  }
}
    fragment WholePageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<PageOfEventsQuery, PageOfEventsQueryVariables>;
export const ReportAndSeeErrorDocument = new TypedDocumentString(`
    mutation ReportAndSeeError($input: ReportTransactionOutcomeInput!) {
  reportTransactionOutcome(input: $input) {
    __typename
    ... on Transaction {
      status
      error {
        code
        provenance
        isRetryable
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ReportAndSeeErrorMutation, ReportAndSeeErrorMutationVariables>;
export const TimelineAfterReportsDocument = new TypedDocumentString(`
    query TimelineAfterReports($id: ID!) {
  transaction(id: $id) {
    timeline {
      source
      from
      to
    }
  }
}
    `) as unknown as TypedDocumentString<TimelineAfterReportsQuery, TimelineAfterReportsQueryVariables>;
export const OrderVarietiesDocument = new TypedDocumentString(`
    query OrderVarieties {
  orders {
    edges {
      node {
        variety
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OrderVarietiesQuery, OrderVarietiesQueryVariables>;
export const ReportAndReadDocument = new TypedDocumentString(`
    mutation ReportAndRead($input: ReportTransactionOutcomeInput!) {
  reportTransactionOutcome(input: $input) {
    ... on Transaction {
      status
      error {
        code
        provenance
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ReportAndReadMutation, ReportAndReadMutationVariables>;
export const FollowOrdersAndTransactionsDocument = new TypedDocumentString(`
    subscription FollowOrdersAndTransactions($after: String) {
  events(after: $after) {
    __typename
    cursor
    ... on OrderEvent {
      order {
        batchId
        status
        isFinal
      }
    }
    ... on TransactionEvent {
      transaction {
        status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FollowOrdersAndTransactionsSubscription, FollowOrdersAndTransactionsSubscriptionVariables>;
export const FollowOrderDocument = new TypedDocumentString(`
    subscription FollowOrder($orderId: ID, $transactionId: ID, $after: String) {
  orderUpdated(orderId: $orderId, transactionId: $transactionId, after: $after) {
    __typename
    ... on StreamPosition {
      cursor
    }
    ... on OrderEvent {
      cursor
      order {
        id
        status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FollowOrderSubscription, FollowOrderSubscriptionVariables>;
export const FollowTransactionDocument = new TypedDocumentString(`
    subscription FollowTransaction($id: ID) {
  transactionUpdated(transactionId: $id) {
    __typename
    ... on TransactionEvent {
      transaction {
        gatewayTransactionId
        status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FollowTransactionSubscription, FollowTransactionSubscriptionVariables>;
export const FollowHoldingsDocument = new TypedDocumentString(`
    subscription FollowHoldings {
  holdingsUpdated {
    __typename
    ... on HoldingsEvent {
      holdings {
        provenance
        securities {
          isin
        }
        brokerAccount {
          id
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FollowHoldingsSubscription, FollowHoldingsSubscriptionVariables>;
export const FollowCursorsDocument = new TypedDocumentString(`
    subscription FollowCursors($after: String) {
  events(after: $after) {
    cursor
  }
}
    `) as unknown as TypedDocumentString<FollowCursorsSubscription, FollowCursorsSubscriptionVariables>;
export const FollowNobodysOrderDocument = new TypedDocumentString(`
    subscription FollowNobodysOrder {
  orderUpdated(orderId: "000000000000000000000000") {
    __typename
  }
}
    `) as unknown as TypedDocumentString<FollowNobodysOrderSubscription, FollowNobodysOrderSubscriptionVariables>;
export const ForeignTransactionDocument = new TypedDocumentString(`
    query ForeignTransaction($id: ID!) {
  transaction(id: $id) {
    id
    status
    timeline {
      at
    }
    orders {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ForeignTransactionQuery, ForeignTransactionQueryVariables>;
export const ForeignAnAliasOfTransactionDocument = new TypedDocumentString(`
    query ForeignAnAliasOfTransaction($id: ID!) {
  viewer {
    id
  }
  x: transaction(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<ForeignAnAliasOfTransactionQuery, ForeignAnAliasOfTransactionQueryVariables>;
export const ForeignOrderDocument = new TypedDocumentString(`
    query ForeignOrder($id: ID!) {
  order(id: $id) {
    id
    status
    legs {
      symbol
    }
    transaction {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ForeignOrderQuery, ForeignOrderQueryVariables>;
export const ForeignOrdersOfATransactionDocument = new TypedDocumentString(`
    query ForeignOrdersOfATransaction($id: ID!) {
  orders(transactionId: $id) {
    edges {
      cursor
      node {
        id
      }
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ForeignOrdersOfATransactionQuery, ForeignOrdersOfATransactionQueryVariables>;
export const ForeignHoldingsDocument = new TypedDocumentString(`
    query ForeignHoldings($id: ID!) {
  holdings(brokerAccountId: $id) {
    snapshotAt
    securities {
      isin
    }
  }
}
    `) as unknown as TypedDocumentString<ForeignHoldingsQuery, ForeignHoldingsQueryVariables>;
export const ForeignCreateAuthTokenForATransactionDocument = new TypedDocumentString(`
    mutation ForeignCreateAuthTokenForATransaction($id: ID!) {
  createAuthToken(input: {transactionId: $id}) {
    token
  }
}
    `) as unknown as TypedDocumentString<ForeignCreateAuthTokenForATransactionMutation, ForeignCreateAuthTokenForATransactionMutationVariables>;
export const ForeignCreateAuthTokenForAnAccountDocument = new TypedDocumentString(`
    mutation ForeignCreateAuthTokenForAnAccount($id: ID!) {
  createAuthToken(input: {brokerAccountId: $id}) {
    token
  }
}
    `) as unknown as TypedDocumentString<ForeignCreateAuthTokenForAnAccountMutation, ForeignCreateAuthTokenForAnAccountMutationVariables>;
export const ForeignCreateAuthTokenForAnAccountAsGuestDocument = new TypedDocumentString(`
    mutation ForeignCreateAuthTokenForAnAccountAsGuest($id: ID!) {
  createAuthToken(input: {brokerAccountId: $id, kind: GUEST}) {
    kind
  }
}
    `) as unknown as TypedDocumentString<ForeignCreateAuthTokenForAnAccountAsGuestMutation, ForeignCreateAuthTokenForAnAccountAsGuestMutationVariables>;
export const ForeignCreateAuthTokenForAnAccountConnectedDocument = new TypedDocumentString(`
    mutation ForeignCreateAuthTokenForAnAccountConnected($id: ID!) {
  createAuthToken(input: {brokerAccountId: $id, kind: CONNECTED}) {
    token
  }
}
    `) as unknown as TypedDocumentString<ForeignCreateAuthTokenForAnAccountConnectedMutation, ForeignCreateAuthTokenForAnAccountConnectedMutationVariables>;
export const ForeignCreateTransactionForAnAccountDocument = new TypedDocumentString(`
    mutation ForeignCreateTransactionForAnAccount($id: ID!) {
  createTransaction(
    input: {idempotencyKey: "k1", intent: FETCH_FUNDS, brokerAccountId: $id}
  ) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<ForeignCreateTransactionForAnAccountMutation, ForeignCreateTransactionForAnAccountMutationVariables>;
export const ForeignAGuestCreateTransactionForAnAccountDocument = new TypedDocumentString(`
    mutation ForeignAGuestCreateTransactionForAnAccount($id: ID!) {
  createTransaction(
    input: {idempotencyKey: "k2", intent: CONNECT, brokerAccountId: $id}
  ) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<ForeignAGuestCreateTransactionForAnAccountMutation, ForeignAGuestCreateTransactionForAnAccountMutationVariables>;
export const ForeignCreateTransactionThatCancelsDocument = new TypedDocumentString(`
    mutation ForeignCreateTransactionThatCancels($id: ID!) {
  createTransaction(
    input: {idempotencyKey: "k3", intent: CANCEL_ORDER, cancelOrder: {orderId: $id, symbol: "INFY"}}
  ) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<ForeignCreateTransactionThatCancelsMutation, ForeignCreateTransactionThatCancelsMutationVariables>;
export const ForeignRefreshHoldingsDocument = new TypedDocumentString(`
    mutation ForeignRefreshHoldings($id: ID!) {
  refreshHoldings(input: {brokerAccountId: $id}) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<ForeignRefreshHoldingsMutation, ForeignRefreshHoldingsMutationVariables>;
export const ForeignUnlinkBrokerAccountDocument = new TypedDocumentString(`
    mutation ForeignUnlinkBrokerAccount($id: ID!) {
  unlinkBrokerAccount(input: {brokerAccountId: $id}) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<ForeignUnlinkBrokerAccountMutation, ForeignUnlinkBrokerAccountMutationVariables>;
export const ForeignReportTransactionOutcomeDocument = new TypedDocumentString(`
    mutation ForeignReportTransactionOutcome($id: ID!) {
  reportTransactionOutcome(input: {transactionId: $id, errorCode: 1012}) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<ForeignReportTransactionOutcomeMutation, ForeignReportTransactionOutcomeMutationVariables>;
export const FollowForeignOrderUpdatedByOrderDocument = new TypedDocumentString(`
    subscription FollowForeignOrderUpdatedByOrder($id: ID!) {
  orderUpdated(orderId: $id) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<FollowForeignOrderUpdatedByOrderSubscription, FollowForeignOrderUpdatedByOrderSubscriptionVariables>;
export const FollowForeignOrderUpdatedByTransactionDocument = new TypedDocumentString(`
    subscription FollowForeignOrderUpdatedByTransaction($id: ID!) {
  orderUpdated(transactionId: $id) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<FollowForeignOrderUpdatedByTransactionSubscription, FollowForeignOrderUpdatedByTransactionSubscriptionVariables>;
export const FollowForeignTransactionUpdatedDocument = new TypedDocumentString(`
    subscription FollowForeignTransactionUpdated($id: ID!) {
  transactionUpdated(transactionId: $id) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<FollowForeignTransactionUpdatedSubscription, FollowForeignTransactionUpdatedSubscriptionVariables>;
export const EveryListDocument = new TypedDocumentString(`
    query EveryList {
  transactions {
    edges {
      node {
        gatewayTransactionId
        intent
      }
    }
  }
  orders {
    edges {
      node {
        id
      }
    }
  }
  events {
    edges {
      cursor
      node {
        __typename
      }
    }
  }
  pendingActions {
    id
  }
  holdings {
    provenance
  }
  viewer {
    brokerAccounts {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<EveryListQuery, EveryListQueryVariables>;
export const FollowIntentsDocument = new TypedDocumentString(`
    subscription FollowIntents {
  events {
    __typename
    ... on TransactionEvent {
      transaction {
        intent
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FollowIntentsSubscription, FollowIntentsSubscriptionVariables>;
export const EventsAfterDocument = new TypedDocumentString(`
    query EventsAfter($after: String) {
  events(after: $after) {
    edges {
      node {
        __typename
        ... on ResyncRequired {
          reason
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EventsAfterQuery, EventsAfterQueryVariables>;
export const OrderStatusOfDocument = new TypedDocumentString(`
    query OrderStatusOf($id: ID!) {
  order(id: $id) {
    status
  }
}
    `) as unknown as TypedDocumentString<OrderStatusOfQuery, OrderStatusOfQueryVariables>;
export const TransactionStatusOfDocument = new TypedDocumentString(`
    query TransactionStatusOf($id: ID!) {
  transaction(id: $id) {
    status
  }
}
    `) as unknown as TypedDocumentString<TransactionStatusOfQuery, TransactionStatusOfQueryVariables>;
export const HoldingsProvenanceDocument = new TypedDocumentString(`
    query HoldingsProvenance($id: ID!) {
  holdings(brokerAccountId: $id) {
    provenance
  }
}
    `) as unknown as TypedDocumentString<HoldingsProvenanceQuery, HoldingsProvenanceQueryVariables>;
export const AnonymousViewerDocument = new TypedDocumentString(`
    query AnonymousViewer {
  viewer {
    id
  }
}
    `) as unknown as TypedDocumentString<AnonymousViewerQuery, AnonymousViewerQueryVariables>;
export const AnonymousNodeDocument = new TypedDocumentString(`
    query AnonymousNode {
  node(id: "x") {
    id
  }
}
    `) as unknown as TypedDocumentString<AnonymousNodeQuery, AnonymousNodeQueryVariables>;
export const AnonymousTransactionDocument = new TypedDocumentString(`
    query AnonymousTransaction {
  transaction(id: "x") {
    id
  }
}
    `) as unknown as TypedDocumentString<AnonymousTransactionQuery, AnonymousTransactionQueryVariables>;
export const AnonymousTransactionsDocument = new TypedDocumentString(`
    query AnonymousTransactions {
  transactions {
    edges {
      cursor
    }
  }
}
    `) as unknown as TypedDocumentString<AnonymousTransactionsQuery, AnonymousTransactionsQueryVariables>;
export const AnonymousOrderDocument = new TypedDocumentString(`
    query AnonymousOrder {
  order(id: "x") {
    id
  }
}
    `) as unknown as TypedDocumentString<AnonymousOrderQuery, AnonymousOrderQueryVariables>;
export const AnonymousOrdersDocument = new TypedDocumentString(`
    query AnonymousOrders {
  orders {
    edges {
      cursor
    }
  }
}
    `) as unknown as TypedDocumentString<AnonymousOrdersQuery, AnonymousOrdersQueryVariables>;
export const AnonymousHoldingsDocument = new TypedDocumentString(`
    query AnonymousHoldings {
  holdings {
    provenance
  }
}
    `) as unknown as TypedDocumentString<AnonymousHoldingsQuery, AnonymousHoldingsQueryVariables>;
export const AnonymousPendingActionsDocument = new TypedDocumentString(`
    query AnonymousPendingActions {
  pendingActions {
    id
  }
}
    `) as unknown as TypedDocumentString<AnonymousPendingActionsQuery, AnonymousPendingActionsQueryVariables>;
export const AnonymousEventsDocument = new TypedDocumentString(`
    query AnonymousEvents {
  events {
    edges {
      cursor
    }
  }
}
    `) as unknown as TypedDocumentString<AnonymousEventsQuery, AnonymousEventsQueryVariables>;
export const AnonymousBrokersDocument = new TypedDocumentString(`
    query AnonymousBrokers {
  brokers {
    key
  }
}
    `) as unknown as TypedDocumentString<AnonymousBrokersQuery, AnonymousBrokersQueryVariables>;
export const AnonymousCreateAuthTokenDocument = new TypedDocumentString(`
    mutation AnonymousCreateAuthToken {
  createAuthToken {
    token
  }
}
    `) as unknown as TypedDocumentString<AnonymousCreateAuthTokenMutation, AnonymousCreateAuthTokenMutationVariables>;
export const AnonymousCreateTransactionDocument = new TypedDocumentString(`
    mutation AnonymousCreateTransaction {
  createTransaction(input: {idempotencyKey: "k", intent: CONNECT}) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<AnonymousCreateTransactionMutation, AnonymousCreateTransactionMutationVariables>;
export const AnonymousLinkBrokerAccountDocument = new TypedDocumentString(`
    mutation AnonymousLinkBrokerAccount {
  linkBrokerAccount(input: {smallcaseAuthToken: "x"}) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<AnonymousLinkBrokerAccountMutation, AnonymousLinkBrokerAccountMutationVariables>;
export const AnonymousUnlinkBrokerAccountDocument = new TypedDocumentString(`
    mutation AnonymousUnlinkBrokerAccount {
  unlinkBrokerAccount(input: {brokerAccountId: "x"}) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<AnonymousUnlinkBrokerAccountMutation, AnonymousUnlinkBrokerAccountMutationVariables>;
export const AnonymousReportTransactionOutcomeDocument = new TypedDocumentString(`
    mutation AnonymousReportTransactionOutcome {
  reportTransactionOutcome(input: {transactionId: "x"}) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<AnonymousReportTransactionOutcomeMutation, AnonymousReportTransactionOutcomeMutationVariables>;
export const AnonymousRefreshHoldingsDocument = new TypedDocumentString(`
    mutation AnonymousRefreshHoldings {
  refreshHoldings {
    __typename
  }
}
    `) as unknown as TypedDocumentString<AnonymousRefreshHoldingsMutation, AnonymousRefreshHoldingsMutationVariables>;
export const FollowAnonymouslyEventsDocument = new TypedDocumentString(`
    subscription FollowAnonymouslyEvents {
  events {
    __typename
  }
}
    `) as unknown as TypedDocumentString<FollowAnonymouslyEventsSubscription, FollowAnonymouslyEventsSubscriptionVariables>;
export const FollowAnonymouslyOrderUpdatedDocument = new TypedDocumentString(`
    subscription FollowAnonymouslyOrderUpdated {
  orderUpdated {
    __typename
  }
}
    `) as unknown as TypedDocumentString<FollowAnonymouslyOrderUpdatedSubscription, FollowAnonymouslyOrderUpdatedSubscriptionVariables>;
export const FollowAnonymouslyTransactionUpdatedDocument = new TypedDocumentString(`
    subscription FollowAnonymouslyTransactionUpdated {
  transactionUpdated {
    __typename
  }
}
    `) as unknown as TypedDocumentString<FollowAnonymouslyTransactionUpdatedSubscription, FollowAnonymouslyTransactionUpdatedSubscriptionVariables>;
export const FollowAnonymouslyHoldingsUpdatedDocument = new TypedDocumentString(`
    subscription FollowAnonymouslyHoldingsUpdated {
  holdingsUpdated {
    __typename
  }
}
    `) as unknown as TypedDocumentString<FollowAnonymouslyHoldingsUpdatedSubscription, FollowAnonymouslyHoldingsUpdatedSubscriptionVariables>;
export const SchemaItselfDocument = new TypedDocumentString(`
    query SchemaItself {
  __typename
  __schema {
    queryType {
      name
    }
  }
}
    `) as unknown as TypedDocumentString<SchemaItselfQuery, SchemaItselfQueryVariables>;
export const CreateWithBadTokenDocument = new TypedDocumentString(`
    mutation CreateWithBadToken {
  createTransaction(input: {idempotencyKey: "k", intent: CONNECT}) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<CreateWithBadTokenMutation, CreateWithBadTokenMutationVariables>;
export const FollowOrderHintsDocument = new TypedDocumentString(`
    subscription FollowOrderHints {
  events {
    ... on OrderEvent {
      order {
        status
        provenance
        isFinal
        legs {
          filledQuantity
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FollowOrderHintsSubscription, FollowOrderHintsSubscriptionVariables>;
export const FollowRetractionsDocument = new TypedDocumentString(`
    subscription FollowRetractions($id: ID!) {
  orderUpdated(transactionId: $id) {
    __typename
    ... on OrderRetracted {
      orderId
    }
    ... on OrderEvent {
      order {
        id
        batchId
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FollowRetractionsSubscription, FollowRetractionsSubscriptionVariables>;
export const ResumeOrderDocument = new TypedDocumentString(`
    subscription ResumeOrder($id: ID!, $after: String) {
  orderUpdated(orderId: $id, after: $after) {
    __typename
    ... on StreamPosition {
      cursor
    }
    ... on OrderRetracted {
      orderId
    }
  }
}
    `) as unknown as TypedDocumentString<ResumeOrderSubscription, ResumeOrderSubscriptionVariables>;
export const OrderIdDocument = new TypedDocumentString(`
    query OrderId($id: ID!) {
  order(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<OrderIdQuery, OrderIdQueryVariables>;
export const PendingActionsInFullDocument = new TypedDocumentString(`
    query PendingActionsInFull {
  pendingActions {
    action
    rawAction
    iscid
    scid
    name
  }
}
    `) as unknown as TypedDocumentString<PendingActionsInFullQuery, PendingActionsInFullQueryVariables>;
export const CreateTransactionDocument = new TypedDocumentString(`
    mutation CreateTransaction($input: CreateTransactionInput!) {
  createTransaction(input: $input) {
    __typename
    ... on Transaction {
      id
      gatewayTransactionId
      status
    }
    ... on Failure {
      code
      message
      isRetryable
    }
    ... on PossibleDuplicate {
      transaction {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CreateTransactionMutation, CreateTransactionMutationVariables>;
export const TransactionByIdDocument = new TypedDocumentString(`
    query TransactionById($id: ID!) {
  transaction(id: $id) {
    ...TransactionParts
  }
}
    fragment OrderParts on Order {
  id
  batchId
  status
  provenance
  isFinal
  buyAmount {
    amount
  }
  legs {
    symbol
    status
    quantity
    filledQuantity
    averagePrice {
      amount
    }
    exchangeOrderId
    errorCode
  }
  unplacedLegs {
    symbol
  }
}
fragment TransactionParts on Transaction {
  id
  gatewayTransactionId
  intent
  status
  rawStatus
  provenance
  isExpired
  isStale
  funds {
    amount
    currency
  }
  error {
    code
    message
    kind
    provenance
    isRetryable
  }
  orders {
    ...OrderParts
  }
  ordersCount
}`) as unknown as TypedDocumentString<TransactionByIdQuery, TransactionByIdQueryVariables>;
export const TransactionIdDocument = new TypedDocumentString(`
    query TransactionId($id: ID!) {
  transaction(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<TransactionIdQuery, TransactionIdQueryVariables>;
export const ReportOutcomeDocument = new TypedDocumentString(`
    mutation ReportOutcome($input: ReportTransactionOutcomeInput!) {
  reportTransactionOutcome(input: $input) {
    __typename
    ... on Transaction {
      linkFailure {
        code
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ReportOutcomeMutation, ReportOutcomeMutationVariables>;
export const LinkBrokerAccountDocument = new TypedDocumentString(`
    mutation LinkBrokerAccount($token: String!) {
  linkBrokerAccount(input: {smallcaseAuthToken: $token}) {
    __typename
    ... on BrokerAccount {
      id
      broker
    }
    ... on Failure {
      code
      isRetryable
    }
  }
}
    `) as unknown as TypedDocumentString<LinkBrokerAccountMutation, LinkBrokerAccountMutationVariables>;
export const HoldingsOfDocument = new TypedDocumentString(`
    query HoldingsOf($id: ID) {
  holdings(brokerAccountId: $id) {
    brokerAccount {
      id
    }
    provenance
    securities {
      isin
      name
      quantity
      averagePrice {
        amount
      }
    }
    mutualFunds {
      folio
      fund
      isin
      units
      nav {
        amount
      }
    }
  }
}
    `) as unknown as TypedDocumentString<HoldingsOfQuery, HoldingsOfQueryVariables>;
export const NodeIdDocument = new TypedDocumentString(`
    query NodeId($id: ID!) {
  node(id: $id) {
    __typename
    id
  }
}
    `) as unknown as TypedDocumentString<NodeIdQuery, NodeIdQueryVariables>;
export const OrderIdsDocument = new TypedDocumentString(`
    query OrderIds {
  orders(first: 100) {
    edges {
      node {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OrderIdsQuery, OrderIdsQueryVariables>;
export const EventLogDocument = new TypedDocumentString(`
    query EventLog {
  events(first: 100) {
    edges {
      cursor
      node {
        __typename
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EventLogQuery, EventLogQueryVariables>;
export const FollowEventsDocument = new TypedDocumentString(`
    subscription FollowEvents($after: String) {
  events(after: $after) {
    __typename
    cursor
  }
}
    `) as unknown as TypedDocumentString<FollowEventsSubscription, FollowEventsSubscriptionVariables>;
export const FollowEventTypesDocument = new TypedDocumentString(`
    subscription FollowEventTypes($after: String) {
  events(after: $after) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<FollowEventTypesSubscription, FollowEventTypesSubscriptionVariables>;
export const CursorsOfLogDocument = new TypedDocumentString(`
    query CursorsOfLog($after: String) {
  events(first: 100, after: $after) {
    edges {
      cursor
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<CursorsOfLogQuery, CursorsOfLogQueryVariables>;
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

/** How far a chart reaches back. */
export type ChartDuration =
  /** Five years. */
  | 'FIVE_YEARS'
  /** To the beginning of the smallcase. */
  | 'MAX'
  /** A month. */
  | 'ONE_MONTH'
  /** A year. */
  | 'ONE_YEAR'
  /** Six months. */
  | 'SIX_MONTHS'
  /** Three months. */
  | 'THREE_MONTHS'
  /** Three years. */
  | 'THREE_YEARS';

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

/** How a subscription is renewed. */
export type PlanRenewal =
  /** It renews itself. */
  | 'AUTO'
  /** It was paid once and ends. */
  | 'ONE_TIME'
  /** A way that Dwar does not know. */
  | 'UNKNOWN';

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

/** The investments to refresh. */
export type RefreshInvestmentsInput = {
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

/** Whom to send a code. Personal data, which is sent to Gateway and neither stored nor logged. */
export type RequestMutualFundOtpInput = {
  /** E-mail address. Exactly one of this and `phone` is required. */
  email?: string | null | undefined;
  /** The investor’s PAN, upper case. */
  pan: string;
  /** Mobile number with country code, such as `+919876543210`. Exactly one of this and `email` is required. */
  phone?: string | null | undefined;
  /** An MF_HOLDINGS_IMPORT transaction of the viewer, by its global id or Gateway’s id. */
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

/** State of a subscription to a smallcase. */
export type SubscriptionStatus =
  /** The user asked for it; the publisher has not agreed yet. */
  | 'REQUESTED_ACCESS'
  /** It can be used, also in its grace period. */
  | 'SUBSCRIBED'
  /** A state that Dwar does not know; see `rawStatus`. */
  | 'UNKNOWN'
  /** It has ended. */
  | 'UNSUBSCRIBED';

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

/** The code that the user received, with what it was requested for. Personal data, which is sent to Gateway and neither stored nor logged. */
export type VerifyMutualFundOtpInput = {
  /** E-mail address. Exactly one of this and `phone` is required. */
  email?: string | null | undefined;
  /** The code: six digits. */
  otp: string;
  /** The investor’s PAN, upper case. */
  pan: string;
  /** Mobile number with country code, such as `+919876543210`. Exactly one of this and `email` is required. */
  phone?: string | null | undefined;
  /** An MF_HOLDINGS_IMPORT transaction of the viewer, by its global id or Gateway’s id. */
  transactionId: string;
};

export type FollowAcrossInstancesSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FollowAcrossInstancesSubscription = { events:
    | { __typename: 'FundsEvent', cursor: string }
    | { __typename: 'HoldingsEvent', cursor: string }
    | { __typename: 'InvestmentEvent', cursor: string }
    | { __typename: 'InvestmentExited', cursor: string }
    | { __typename: 'MutualFundImportEvent', cursor: string }
    | { __typename: 'OrderEvent', cursor: string, order: { batchId: string } }
    | { __typename: 'OrderRetracted', cursor: string }
    | { __typename: 'PendingActionEvent', cursor: string }
    | { __typename: 'PendingActionResolved', cursor: string }
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
        | { __typename: 'FundsEvent' }
        | { __typename: 'HoldingsEvent' }
        | { __typename: 'InvestmentEvent' }
        | { __typename: 'InvestmentExited' }
        | { __typename: 'MutualFundImportEvent' }
        | { __typename: 'OrderEvent' }
        | { __typename: 'OrderRetracted' }
        | { __typename: 'PendingActionEvent' }
        | { __typename: 'PendingActionResolved' }
        | { __typename: 'ResyncRequired' }
        | { __typename: 'StreamPosition' }
        | { __typename: 'TransactionEvent' }
       | null }> } | null, transactions: { edges: Array<{ node: { id: string } | null }> } | null };

export type LivedSinceQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type LivedSinceQuery = { events: { edges: Array<{ cursor: string }> } | null };

export type FilledAfterRestoreQueryVariables = Exact<{ [key: string]: never; }>;


export type FilledAfterRestoreQuery = { orders: { edges: Array<{ node: { legs: Array<{ filledQuantity: number | null }> } | null }> } | null };

export type WhoAfterTheRotationQueryVariables = Exact<{ [key: string]: never; }>;


export type WhoAfterTheRotationQuery = { viewer: { id: string } | null };

export type SendCodeAtEitherMutationVariables = Exact<{
  input: RequestMutualFundOtpInput;
}>;


export type SendCodeAtEitherMutation = { requestMutualFundOtp:
    | { __typename: 'GatewayNotUnderstood', code: FailureCode }
    | { __typename: 'GatewayRefused', code: FailureCode }
    | { __typename: 'GatewayUnavailable', code: FailureCode }
    | { __typename: 'MutualFundOtpSent' }
    | { __typename: 'OtpLimitExceeded', code: FailureCode }
    | { __typename: 'PanContactMismatch', code: FailureCode }
    | { __typename: 'RegistrarRefused', code: FailureCode }
    | { __typename: 'TransactionExpired', code: FailureCode }
   | null };

type ReceivedEvent_FundsEvent_Fragment = { __typename: 'FundsEvent', cursor: string };

type ReceivedEvent_HoldingsEvent_Fragment = { __typename: 'HoldingsEvent', cursor: string };

type ReceivedEvent_InvestmentEvent_Fragment = { __typename: 'InvestmentEvent', cursor: string };

type ReceivedEvent_InvestmentExited_Fragment = { __typename: 'InvestmentExited', cursor: string };

type ReceivedEvent_MutualFundImportEvent_Fragment = { __typename: 'MutualFundImportEvent', cursor: string };

type ReceivedEvent_OrderEvent_Fragment = { __typename: 'OrderEvent', cursor: string, order: { __typename: 'Order', id: string, batchId: string, status: OrderStatus, provenance: Provenance, isFinal: boolean } };

type ReceivedEvent_OrderRetracted_Fragment = { __typename: 'OrderRetracted', cursor: string };

type ReceivedEvent_PendingActionEvent_Fragment = { __typename: 'PendingActionEvent', cursor: string };

type ReceivedEvent_PendingActionResolved_Fragment = { __typename: 'PendingActionResolved', cursor: string };

type ReceivedEvent_ResyncRequired_Fragment = { __typename: 'ResyncRequired', reason: string, cursor: string };

type ReceivedEvent_StreamPosition_Fragment = { __typename: 'StreamPosition', cursor: string };

type ReceivedEvent_TransactionEvent_Fragment = { __typename: 'TransactionEvent', cursor: string, transaction: { __typename: 'Transaction', id: string, gatewayTransactionId: string, status: TransactionStatus } };

export type ReceivedEventFragment =
  | ReceivedEvent_FundsEvent_Fragment
  | ReceivedEvent_HoldingsEvent_Fragment
  | ReceivedEvent_InvestmentEvent_Fragment
  | ReceivedEvent_InvestmentExited_Fragment
  | ReceivedEvent_MutualFundImportEvent_Fragment
  | ReceivedEvent_OrderEvent_Fragment
  | ReceivedEvent_OrderRetracted_Fragment
  | ReceivedEvent_PendingActionEvent_Fragment
  | ReceivedEvent_PendingActionResolved_Fragment
  | ReceivedEvent_ResyncRequired_Fragment
  | ReceivedEvent_StreamPosition_Fragment
  | ReceivedEvent_TransactionEvent_Fragment
;

export type EverythingSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type EverythingSubscription = { events:
    | { __typename: 'FundsEvent', cursor: string }
    | { __typename: 'HoldingsEvent', cursor: string }
    | { __typename: 'InvestmentEvent', cursor: string }
    | { __typename: 'InvestmentExited', cursor: string }
    | { __typename: 'MutualFundImportEvent', cursor: string }
    | { __typename: 'OrderEvent', cursor: string, order: { __typename: 'Order', id: string, batchId: string, status: OrderStatus, provenance: Provenance, isFinal: boolean } }
    | { __typename: 'OrderRetracted', cursor: string }
    | { __typename: 'PendingActionEvent', cursor: string }
    | { __typename: 'PendingActionResolved', cursor: string }
    | { __typename: 'ResyncRequired', reason: string, cursor: string }
    | { __typename: 'StreamPosition', cursor: string }
    | { __typename: 'TransactionEvent', cursor: string, transaction: { __typename: 'Transaction', id: string, gatewayTransactionId: string, status: TransactionStatus } }
   };

export type PageQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type PageQuery = { events: { edges: Array<{ node:
        | { __typename: 'FundsEvent', cursor: string }
        | { __typename: 'HoldingsEvent', cursor: string }
        | { __typename: 'InvestmentEvent', cursor: string }
        | { __typename: 'InvestmentExited', cursor: string }
        | { __typename: 'MutualFundImportEvent', cursor: string }
        | { __typename: 'OrderEvent', cursor: string, order: { __typename: 'Order', id: string, batchId: string, status: OrderStatus, provenance: Provenance, isFinal: boolean } }
        | { __typename: 'OrderRetracted', cursor: string }
        | { __typename: 'PendingActionEvent', cursor: string }
        | { __typename: 'PendingActionResolved', cursor: string }
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

export type WhoByTheCommandsOfThePageQueryVariables = Exact<{ [key: string]: never; }>;


export type WhoByTheCommandsOfThePageQuery = { viewer: { id: string } | null };

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


export type EverythingToldToAliceQuery = { viewer: { id: string, brokerAccounts: Array<{ id: string, broker: string | null }> } | null, transactions: { edges: Array<{ node: { id: string, gatewayTransactionId: string, intent: Intent, status: TransactionStatus, rawStatus: string | null, provenance: Provenance, isExpired: boolean, isStale: boolean, ordersCount: number, timeline: Array<{ source: TimelineSource, to: string | null, anomaly: string | null }>, funds: { amount: string, currency: string } | null, error: { code: number | null, message: string | null, kind: TransactionFailureKind, provenance: Provenance, isRetryable: boolean } | null, orders: Array<{ id: string, batchId: string, status: OrderStatus, provenance: Provenance, isFinal: boolean, buyAmount: { amount: string } | null, legs: Array<{ symbol: string, status: LegStatus, quantity: number | null, filledQuantity: number | null, exchangeOrderId: string | null, errorCode: string | null, averagePrice: { amount: string } | null }>, unplacedLegs: Array<{ symbol: string }> }> } | null }> } | null, orders: { edges: Array<{ node: { id: string, rawStatus: string | null, legs: Array<{ symbol: string, statusMessage: string | null, rawStatus: string | null }>, unplacedLegs: Array<{ symbol: string, statusMessage: string | null }> } | null }> } | null, holdings: { securities: Array<{ name: string | null }>, mutualFunds: Array<{ folio: string | null, fund: string | null, amc: string | null, navDate: string | null }>, smallcases: Array<{ name: string | null }> } | null, pendingActions: Array<{ id: string, name: string | null, rawAction: string | null }> | null, investments: { edges: Array<{ node: { iscid: string, name: string | null, currentValue: { amount: string } | null } | null }> } | null, investmentTotals: { currentValue: { amount: string } | null } | null, exitedInvestments: Array<{ name: string | null }> | null, subscriptions: Array<{ subscriptionId: string, planType: string | null, smallcases: Array<{ name: string | null }> }> | null, mutualFundImports: Array<{ id: string, state: MutualFundImportState, folios: Array<{ folio: string | null, fund: string | null }>, transactions: { edges: Array<{ node: { description: string | null } | null }> } | null }> | null, smallcase: { name: string | null, description: string | null, plans: Array<{ planId: string }> | null, chart: { points: Array<{ date: string }> } | null, news: { edges: Array<{ node: { headline: string } | null }> } | null } | null, marketStatus: { isOpen: boolean } | null, events: { edges: Array<{ node:
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

export type RefreshMoreOrFailMutationVariables = Exact<{
  id: string;
}>;


export type RefreshMoreOrFailMutation = { refreshInvestments:
    | { __typename: 'GatewayNotUnderstood', code: FailureCode, message: string }
    | { __typename: 'GatewayRefused', code: FailureCode, message: string }
    | { __typename: 'GatewayUnavailable', code: FailureCode, message: string }
    | { __typename: 'InvestmentsRefreshed' }
   | null, refreshTransaction:
    | { __typename: 'GatewayNotUnderstood', code: FailureCode, message: string }
    | { __typename: 'GatewayRefused', code: FailureCode, message: string }
    | { __typename: 'GatewayUnavailable', code: FailureCode, message: string }
    | { __typename: 'Transaction' }
   | null };

export type SendOtpOrFailMutationVariables = Exact<{
  input: RequestMutualFundOtpInput;
}>;


export type SendOtpOrFailMutation = { requestMutualFundOtp:
    | { __typename: 'GatewayNotUnderstood', code: FailureCode, message: string }
    | { __typename: 'GatewayRefused', code: FailureCode, message: string }
    | { __typename: 'GatewayUnavailable', code: FailureCode, message: string }
    | { __typename: 'MutualFundOtpSent' }
    | { __typename: 'OtpLimitExceeded', code: FailureCode, message: string }
    | { __typename: 'PanContactMismatch', code: FailureCode, message: string }
    | { __typename: 'RegistrarRefused', code: FailureCode, message: string }
    | { __typename: 'TransactionExpired', code: FailureCode, message: string }
   | null };

export type FreshCatalogueQueryVariables = Exact<{
  first: number;
}>;


export type FreshCatalogueQuery = { smallcases: { edges: Array<{ node: { name: string | null } | null }> } | null, smallcaseNews: { edges: Array<{ node: { headline: string } | null }> } | null };

export type FollowOrderIdsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type FollowOrderIdsSubscription = { events:
    | { __typename: 'FundsEvent', cursor: string }
    | { __typename: 'HoldingsEvent', cursor: string }
    | { __typename: 'InvestmentEvent', cursor: string }
    | { __typename: 'InvestmentExited', cursor: string }
    | { __typename: 'MutualFundImportEvent', cursor: string }
    | { __typename: 'OrderEvent', cursor: string, order: { id: string } }
    | { __typename: 'OrderRetracted', cursor: string }
    | { __typename: 'PendingActionEvent', cursor: string }
    | { __typename: 'PendingActionResolved', cursor: string }
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
    | { __typename: 'Investment' }
    | { __typename: 'MutualFundImport' }
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

export type SendCanaryMutationVariables = Exact<{
  input: RequestMutualFundOtpInput;
}>;


export type SendCanaryMutation = { requestMutualFundOtp:
    | { __typename: 'GatewayNotUnderstood', code: FailureCode, message: string }
    | { __typename: 'GatewayRefused', code: FailureCode, message: string }
    | { __typename: 'GatewayUnavailable', code: FailureCode, message: string }
    | { __typename: 'MutualFundOtpSent' }
    | { __typename: 'OtpLimitExceeded', code: FailureCode, message: string }
    | { __typename: 'PanContactMismatch', code: FailureCode, message: string }
    | { __typename: 'RegistrarRefused', code: FailureCode, message: string }
    | { __typename: 'TransactionExpired', code: FailureCode, message: string }
   | null };

export type VerifyCanaryMutationVariables = Exact<{
  input: VerifyMutualFundOtpInput;
}>;


export type VerifyCanaryMutation = { verifyMutualFundOtp:
    | { __typename: 'GatewayRefused', code: FailureCode, message: string }
    | { __typename: 'GatewayUnavailable', code: FailureCode, message: string }
    | { __typename: 'MutualFundImport' }
    | { __typename: 'OtpAttemptsExceeded', code: FailureCode, message: string }
    | { __typename: 'OtpIncorrect', code: FailureCode, message: string }
    | { __typename: 'OtpMethodMismatch', code: FailureCode, message: string }
    | { __typename: 'OutcomeUnknown', code: FailureCode, message: string }
    | { __typename: 'PanContactMismatch', code: FailureCode, message: string }
    | { __typename: 'RegistrarRefused', code: FailureCode, message: string }
    | { __typename: 'TransactionExpired', code: FailureCode, message: string }
   | null };

export type EverythingOfImportsQueryVariables = Exact<{ [key: string]: never; }>;


export type EverythingOfImportsQuery = { mutualFundImports: Array<{ id: string, state: MutualFundImportState, transaction: { id: string, rawStatus: string | null, error: { message: string | null } | null, timeline: Array<{ to: string | null, anomaly: string | null }> } }> | null, events: { edges: Array<{ node:
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
       | null }> } | null };

export type InvestmentsOfOwnerQueryVariables = Exact<{ [key: string]: never; }>;


export type InvestmentsOfOwnerQuery = { exitedInvestmentsCount: number | null, investments: { edges: Array<{ cursor: string, node: { iscid: string } | null }> } | null };

export type PendingActionIdsQueryVariables = Exact<{ [key: string]: never; }>;


export type PendingActionIdsQuery = { pendingActions: Array<{ id: string }> | null };

export type CursorsOfListsQueryVariables = Exact<{ [key: string]: never; }>;


export type CursorsOfListsQuery = { transactions: { edges: Array<{ cursor: string }> } | null, orders: { edges: Array<{ cursor: string }> } | null, events: { edges: Array<{ cursor: string }> } | null };

export type ImportStatesQueryVariables = Exact<{ [key: string]: never; }>;


export type ImportStatesQuery = { mutualFundImports: Array<{ state: MutualFundImportState }> | null };

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
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string, order: { id: string } }
    | { cursor: string }
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
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
   };

export type EventsForClientsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type EventsForClientsSubscription = { events:
    | { __typename: 'FundsEvent', cursor: string }
    | { __typename: 'HoldingsEvent', cursor: string }
    | { __typename: 'InvestmentEvent', cursor: string }
    | { __typename: 'InvestmentExited', cursor: string }
    | { __typename: 'MutualFundImportEvent', cursor: string }
    | { __typename: 'OrderEvent', cursor: string, order: { __typename: 'Order', id: string, status: OrderStatus, legs: Array<{ filledQuantity: number | null }> } }
    | { __typename: 'OrderRetracted', cursor: string }
    | { __typename: 'PendingActionEvent', cursor: string }
    | { __typename: 'PendingActionResolved', cursor: string }
    | { __typename: 'ResyncRequired', cursor: string }
    | { __typename: 'StreamPosition', cursor: string }
    | { __typename: 'TransactionEvent', cursor: string }
   };

export type OrdersForClientsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type OrdersForClientsQuery = { orders: { edges: Array<{ node: { id: string, status: OrderStatus, legs: Array<{ filledQuantity: number | null }> } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

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
    | { __typename: 'FundsEvent', cursor: string }
    | { __typename: 'HoldingsEvent', cursor: string }
    | { __typename: 'InvestmentEvent', cursor: string }
    | { __typename: 'InvestmentExited', cursor: string }
    | { __typename: 'MutualFundImportEvent', cursor: string }
    | { __typename: 'OrderEvent', cursor: string }
    | { __typename: 'OrderRetracted', cursor: string }
    | { __typename: 'PendingActionEvent', cursor: string }
    | { __typename: 'PendingActionResolved', cursor: string }
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
    | { __typename: 'FundsEvent', cursor: string }
    | { __typename: 'HoldingsEvent', cursor: string }
    | { __typename: 'InvestmentEvent', cursor: string }
    | { __typename: 'InvestmentExited', cursor: string }
    | { __typename: 'MutualFundImportEvent', cursor: string }
    | { __typename: 'OrderEvent', cursor: string, order: { id: string, status: OrderStatus, legs: Array<{ status: LegStatus, quantity: number | null, filledQuantity: number | null }> } }
    | { __typename: 'OrderRetracted', cursor: string }
    | { __typename: 'PendingActionEvent', cursor: string }
    | { __typename: 'PendingActionResolved', cursor: string }
    | { __typename: 'ResyncRequired', cursor: string }
    | { __typename: 'StreamPosition', cursor: string }
    | { __typename: 'TransactionEvent', cursor: string }
   };

export type FollowPositionsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FollowPositionsSubscription = { events:
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

export type LiveEventsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type LiveEventsSubscription = { events:
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
   };

export type FollowWhileAllRotateSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type FollowWhileAllRotateSubscription = { events:
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
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string, order: { id: string, status: OrderStatus, legs: Array<{ symbol: string, statusMessage: string | null }> } }
    | { cursor: string }
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
        | { __typename: 'FundsEvent' }
        | { __typename: 'HoldingsEvent' }
        | { __typename: 'InvestmentEvent' }
        | { __typename: 'InvestmentExited' }
        | { __typename: 'MutualFundImportEvent' }
        | { __typename: 'OrderEvent', order: { batchId: string } }
        | { __typename: 'OrderRetracted' }
        | { __typename: 'PendingActionEvent' }
        | { __typename: 'PendingActionResolved' }
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
    | { __typename: 'FundsEvent', cursor: string }
    | { __typename: 'HoldingsEvent', cursor: string }
    | { __typename: 'InvestmentEvent', cursor: string }
    | { __typename: 'InvestmentExited', cursor: string }
    | { __typename: 'MutualFundImportEvent', cursor: string }
    | { __typename: 'OrderEvent', cursor: string, order: { batchId: string, status: OrderStatus, provenance: Provenance, isFinal: boolean, legs: Array<{ symbol: string, filledQuantity: number | null, averagePrice: { amount: string } | null }> } }
    | { __typename: 'OrderRetracted', cursor: string }
    | { __typename: 'PendingActionEvent', cursor: string }
    | { __typename: 'PendingActionResolved', cursor: string }
    | { __typename: 'ResyncRequired', cursor: string }
    | { __typename: 'StreamPosition', cursor: string }
    | { __typename: 'TransactionEvent', cursor: string, transaction: { gatewayTransactionId: string, status: TransactionStatus } }
   };

export type SmallcasesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SmallcasesQuery = { smallcases: { edges: Array<{ cursor: string, node: { scid: string, name: string | null, fetchedAt: string, minimumInvestment: { amount: string } | null } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null } } | null };

export type SmallcaseQueryVariables = Exact<{
  scid: string;
}>;


export type SmallcaseQuery = { smallcase: { scid: string, name: string | null, publisher: string | null, isArchived: boolean, fetchedAt: string, indexValue: string | null, constituentsCount: number, constituents: Array<{ ticker: string, shares: string | null, weight: string | null }>, returns: { daily: string | null, yearly: string | null, sinceInception: string | null }, ratios: { riskLabel: string | null, cagr: string | null }, plans: Array<{ planId: string, duration: string | null, mayRenew: boolean, isMostPopular: boolean, isActive: boolean, amount: { amount: string } | null }> | null } | null };

export type SmallcaseChartQueryVariables = Exact<{
  scid: string;
  duration?: ChartDuration | null | undefined;
  benchmark?: string | null | undefined;
}>;


export type SmallcaseChartQuery = { smallcase: { chart: { benchmarkId: string | null, benchmarkName: string | null, pointsCount: number, fetchedAt: string, points: Array<{ date: string, value: string, benchmark: string | null }> } | null } | null };

export type SmallcaseNewsQueryVariables = Exact<{
  scids: Array<string> | string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SmallcaseNewsQuery = { smallcaseNews: { edges: Array<{ cursor: string, node: { headline: string, publishedAt: string | null, publisher: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type CatalogueNextToViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type CatalogueNextToViewerQuery = { viewer: { id: string } | null, smallcases: { edges: Array<{ cursor: string }> } | null };

export type NewsOfEachSmallcaseQueryVariables = Exact<{
  first?: number | null | undefined;
}>;


export type NewsOfEachSmallcaseQuery = { smallcases: { edges: Array<{ node: { news: { edges: Array<{ cursor: string }> } | null } | null }> } | null };

export type AccountsOfFlowsQueryVariables = Exact<{ [key: string]: never; }>;


export type AccountsOfFlowsQuery = { viewer: { brokerAccounts: Array<{ id: string, broker: string | null }> } | null };

export type LedgerOfTradesQueryVariables = Exact<{ [key: string]: never; }>;


export type LedgerOfTradesQuery = { transactions: { edges: Array<{ node: { id: string } | null }> } | null, orders: { edges: Array<{ node: { id: string, status: OrderStatus } | null }> } | null };

export type FollowWideOrdersSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type FollowWideOrdersSubscription = { events:
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string, order: { legs: Array<{ text0: string | null, text1: string | null, text2: string | null, text3: string | null, text4: string | null, text5: string | null, text6: string | null, text7: string | null, text8: string | null, text9: string | null, text10: string | null, text11: string | null, text12: string | null, text13: string | null }> } }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
   };

export type TokenKindForTransactionMutationVariables = Exact<{
  id: string;
}>;


export type TokenKindForTransactionMutation = { createAuthToken: { kind: AuthTokenKind } | null };

export type TransactionCursorsQueryVariables = Exact<{ [key: string]: never; }>;


export type TransactionCursorsQuery = { transactions: { edges: Array<{ cursor: string }> } | null };

export type OverviewBeforeErasureQueryVariables = Exact<{ [key: string]: never; }>;


export type OverviewBeforeErasureQuery = { viewer: { id: string, brokerAccounts: Array<{ id: string }> } | null, transactions: { edges: Array<{ node: { id: string } | null }> } | null, orders: { edges: Array<{ node: { id: string } | null }> } | null, holdings: { snapshotAt: string | null } | null };

export type FollowEndsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type FollowEndsSubscription = { events:
    | { __typename: 'FundsEvent' }
    | { __typename: 'HoldingsEvent' }
    | { __typename: 'InvestmentEvent' }
    | { __typename: 'InvestmentExited' }
    | { __typename: 'MutualFundImportEvent' }
    | { __typename: 'OrderEvent' }
    | { __typename: 'OrderRetracted' }
    | { __typename: 'PendingActionEvent' }
    | { __typename: 'PendingActionResolved' }
    | { __typename: 'ResyncRequired' }
    | { __typename: 'StreamPosition' }
    | { __typename: 'TransactionEvent', transaction: { gatewayTransactionId: string, status: TransactionStatus } }
   };

export type WhatCameQueryVariables = Exact<{
  id: string;
}>;


export type WhatCameQuery = { transaction: { smallcase: { iscid: string | null } | null, sip: { isActive: boolean | null } | null, funds: { amount: string } | null, actsOn: { status: OrderStatus } | null } | null, holdings: { provenance: Provenance, securitiesCount: number, mutualFundsCount: number } | null, mutualFundImports: Array<{ state: MutualFundImportState, foliosCount: number }> | null };

export type FundsOfAccountsQueryVariables = Exact<{ [key: string]: never; }>;


export type FundsOfAccountsQuery = { viewer: { brokerAccounts: Array<{ id: string, funds: { asOf: string, amount: { amount: string, currency: string }, transaction: { gatewayTransactionId: string } | null } | null }> } | null };

export type FundsByNodeQueryVariables = Exact<{
  id: string;
}>;


export type FundsByNodeQuery = { node:
    | { funds: { asOf: string } | null }
    | Record<PropertyKey, never>
   | null };

export type FundsEventsQueryVariables = Exact<{ [key: string]: never; }>;


export type FundsEventsQuery = { events: { edges: Array<{ node:
        | { __typename: 'FundsEvent', brokerAccount: { id: string }, funds: { amount: { amount: string }, transaction: { gatewayTransactionId: string } | null } }
        | { __typename: 'HoldingsEvent' }
        | { __typename: 'InvestmentEvent' }
        | { __typename: 'InvestmentExited' }
        | { __typename: 'MutualFundImportEvent' }
        | { __typename: 'OrderEvent' }
        | { __typename: 'OrderRetracted' }
        | { __typename: 'PendingActionEvent' }
        | { __typename: 'PendingActionResolved' }
        | { __typename: 'ResyncRequired' }
        | { __typename: 'StreamPosition' }
        | { __typename: 'TransactionEvent' }
       | null }> } | null };

export type UnlinkWithFundsMutationVariables = Exact<{
  id: string;
}>;


export type UnlinkWithFundsMutation = { unlinkBrokerAccount: { __typename: 'BrokerAccountUnlinked' } | null };

export type MarketStatusQueryVariables = Exact<{ [key: string]: never; }>;


export type MarketStatusQuery = { marketStatus: { isOpen: boolean, nextChangeAt: string, asOf: string, isEstimated: boolean } | null };

export type RefreshOneMutationVariables = Exact<{
  id: string;
}>;


export type RefreshOneMutation = { refreshTransaction:
    | { __typename: 'GatewayNotUnderstood', code: FailureCode, isRetryable: boolean }
    | { __typename: 'GatewayRefused', code: FailureCode, isRetryable: boolean }
    | { __typename: 'GatewayUnavailable', code: FailureCode, isRetryable: boolean }
    | { __typename: 'Transaction', status: TransactionStatus, gatewayTransactionId: string }
   | null };

export type LimitPricesQueryVariables = Exact<{ [key: string]: never; }>;


export type LimitPricesQuery = { orders: { edges: Array<{ node: { legs: Array<{ orderType: OrderType, limitPrice: { amount: string } | null }> } | null }> } | null };

export type WhatIsKeptQueryVariables = Exact<{ [key: string]: never; }>;


export type WhatIsKeptQuery = { transactions: { edges: Array<{ node: { id: string, rawStatus: string | null, timeline: Array<{ to: string | null, anomaly: string | null }> } | null }> } | null };

export type InvestmentPartsFragment = { iscid: string, scid: string | null, name: string | null, isAmoPending: boolean | null, provenance: Provenance, fetchedAt: string, currentReturnsPercent: string | null, totalReturnsPercent: string | null, constituentsCount: number, brokerAccount: { id: string }, currentInvestment: { amount: string } | null, currentValue: { amount: string } | null, currentReturns: { amount: string } | null, totalReturns: { amount: string } | null, constituents: Array<{ ticker: string, name: string | null, shares: string | null, averagePrice: { amount: string } | null, returns: { amount: string } | null }> };

export type InvestmentsStateQueryVariables = Exact<{
  account?: string | null | undefined;
}>;


export type InvestmentsStateQuery = { exitedInvestmentsCount: number | null, investments: { edges: Array<{ cursor: string, node: { iscid: string, scid: string | null, name: string | null, isAmoPending: boolean | null, provenance: Provenance, fetchedAt: string, currentReturnsPercent: string | null, totalReturnsPercent: string | null, constituentsCount: number, brokerAccount: { id: string }, currentInvestment: { amount: string } | null, currentValue: { amount: string } | null, currentReturns: { amount: string } | null, totalReturns: { amount: string } | null, constituents: Array<{ ticker: string, name: string | null, shares: string | null, averagePrice: { amount: string } | null, returns: { amount: string } | null }> } | null }> } | null, investmentTotals: { totalReturnsPercent: string | null, currentValue: { amount: string } | null, currentInvestment: { amount: string } | null, totalReturns: { amount: string } | null } | null, exitedInvestments: Array<{ iscid: string | null, scid: string | null, name: string | null, boughtAt: string | null, exitedAt: string | null, returns: { amount: string } | null }> | null, viewer: { currentBrokerAccount: { exitedInvestmentsCount: number | null, investments: { edges: Array<{ node: { iscid: string } | null }> } | null, investmentTotals: { currentValue: { amount: string } | null } | null, exitedInvestments: Array<{ iscid: string | null }> | null } | null } | null };

export type OneInvestmentQueryVariables = Exact<{
  iscid: string;
}>;


export type OneInvestmentQuery = { investment: { iscid: string, scid: string | null, name: string | null, isAmoPending: boolean | null, provenance: Provenance, fetchedAt: string, currentReturnsPercent: string | null, totalReturnsPercent: string | null, constituentsCount: number, brokerAccount: { id: string }, currentInvestment: { amount: string } | null, currentValue: { amount: string } | null, currentReturns: { amount: string } | null, totalReturns: { amount: string } | null, constituents: Array<{ ticker: string, name: string | null, shares: string | null, averagePrice: { amount: string } | null, returns: { amount: string } | null }> } | null };

export type InvestmentsPageQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type InvestmentsPageQuery = { investments: { edges: Array<{ cursor: string, node: { iscid: string } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean } } | null };

export type RefreshTheInvestmentsMutationVariables = Exact<{
  input?: RefreshInvestmentsInput | null | undefined;
}>;


export type RefreshTheInvestmentsMutation = { refreshInvestments:
    | { __typename: 'GatewayNotUnderstood', code: FailureCode }
    | { __typename: 'GatewayRefused', code: FailureCode }
    | { __typename: 'GatewayUnavailable', code: FailureCode }
    | { __typename: 'InvestmentsRefreshed', brokerAccount: { id: string }, totals: { currentValue: { amount: string } | null } | null }
   | null };

export type UnlinkInvestedMutationVariables = Exact<{
  id: string;
}>;


export type UnlinkInvestedMutation = { unlinkBrokerAccount: { __typename: 'BrokerAccountUnlinked' } | null };

export type FollowInvestmentsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type FollowInvestmentsSubscription = { events:
    | { __typename: 'FundsEvent' }
    | { __typename: 'HoldingsEvent' }
    | { __typename: 'InvestmentEvent', investment: { iscid: string, scid: string | null, name: string | null, isAmoPending: boolean | null, provenance: Provenance, fetchedAt: string, currentReturnsPercent: string | null, totalReturnsPercent: string | null, constituentsCount: number, brokerAccount: { id: string }, currentInvestment: { amount: string } | null, currentValue: { amount: string } | null, currentReturns: { amount: string } | null, totalReturns: { amount: string } | null, constituents: Array<{ ticker: string, name: string | null, shares: string | null, averagePrice: { amount: string } | null, returns: { amount: string } | null }> } }
    | { __typename: 'InvestmentExited', iscid: string }
    | { __typename: 'MutualFundImportEvent' }
    | { __typename: 'OrderEvent' }
    | { __typename: 'OrderRetracted' }
    | { __typename: 'PendingActionEvent' }
    | { __typename: 'PendingActionResolved' }
    | { __typename: 'ResyncRequired' }
    | { __typename: 'StreamPosition' }
    | { __typename: 'TransactionEvent' }
   };

export type InvestmentEventsKeptQueryVariables = Exact<{ [key: string]: never; }>;


export type InvestmentEventsKeptQuery = { events: { edges: Array<{ node:
        | { __typename: 'FundsEvent' }
        | { __typename: 'HoldingsEvent' }
        | { __typename: 'InvestmentEvent' }
        | { __typename: 'InvestmentExited' }
        | { __typename: 'MutualFundImportEvent' }
        | { __typename: 'OrderEvent' }
        | { __typename: 'OrderRetracted' }
        | { __typename: 'PendingActionEvent' }
        | { __typename: 'PendingActionResolved' }
        | { __typename: 'ResyncRequired' }
        | { __typename: 'StreamPosition' }
        | { __typename: 'TransactionEvent' }
       | null }> } | null };

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

export type ListsOfInvestorQueryVariables = Exact<{
  requested: string;
  iscid: string;
  first?: number | null | undefined;
  offset?: number | null | undefined;
}>;


export type ListsOfInvestorQuery = { exitedInvestmentsCount: number | null, transaction: { request: { securitiesCount: number, securities: Array<{ ticker: string }> } | null } | null, investment: { constituentsCount: number, constituents: Array<{ ticker: string }> } | null, exitedInvestments: Array<{ iscid: string | null }> | null };

export type ListsOfImportsQueryVariables = Exact<{
  first?: number | null | undefined;
  offset?: number | null | undefined;
}>;


export type ListsOfImportsQuery = { mutualFundImportsCount: number | null, mutualFundImports: Array<{ id: string }> | null, holdings: { mutualFundImportsCount: number, mutualFundImports: Array<{ id: string }> } | null };

export type ListsOfSubscriberQueryVariables = Exact<{
  first?: number | null | undefined;
  offset?: number | null | undefined;
}>;


export type ListsOfSubscriberQuery = { subscriptionsCount: number | null, subscriptions: Array<{ subscriptionId: string }> | null, viewer: { currentBrokerAccount: { exitedInvestmentsCount: number | null, subscriptionsCount: number | null, exitedInvestments: Array<{ iscid: string | null }> | null, subscriptions: Array<{ subscriptionId: string }> | null } | null } | null };

export type ListsInImportQueryVariables = Exact<{
  first?: number | null | undefined;
  offset?: number | null | undefined;
}>;


export type ListsInImportQuery = { mutualFundImports: Array<{ foliosCount: number, folios: Array<{ folio: string | null, isin: string | null }> }> | null };

export type ListsInCatalogueQueryVariables = Exact<{
  first?: number | null | undefined;
  offset?: number | null | undefined;
}>;


export type ListsInCatalogueQuery = { smallcase: { constituentsCount: number, constituents: Array<{ ticker: string }>, chart: { pointsCount: number, points: Array<{ date: string }> } | null } | null };

export type LargeEventsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type LargeEventsQuery = { events: { edges: Array<{ cursor: string, node:
        | { __typename: 'FundsEvent' }
        | { __typename: 'HoldingsEvent' }
        | { __typename: 'InvestmentEvent' }
        | { __typename: 'InvestmentExited' }
        | { __typename: 'MutualFundImportEvent' }
        | { __typename: 'OrderEvent', order: { legsCount: number, legs: Array<{ symbol: string }> } }
        | { __typename: 'OrderRetracted' }
        | { __typename: 'PendingActionEvent' }
        | { __typename: 'PendingActionResolved' }
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

export type RequestMutualFundOtpMutationVariables = Exact<{
  input: RequestMutualFundOtpInput;
}>;


export type RequestMutualFundOtpMutation = { requestMutualFundOtp:
    | { __typename: 'GatewayNotUnderstood', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'GatewayRefused', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'GatewayUnavailable', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'MutualFundOtpSent', sendsLeft: number, transaction: { gatewayTransactionId: string } }
    | { __typename: 'OtpLimitExceeded', code: FailureCode, message: string, isRetryable: boolean, retryAfterSeconds: number | null }
    | { __typename: 'PanContactMismatch', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'RegistrarRefused', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'TransactionExpired', code: FailureCode, message: string, isRetryable: boolean }
   | null };

export type VerifyMutualFundOtpMutationVariables = Exact<{
  input: VerifyMutualFundOtpInput;
}>;


export type VerifyMutualFundOtpMutation = { verifyMutualFundOtp:
    | { __typename: 'GatewayRefused', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'GatewayUnavailable', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'MutualFundImport', id: string, state: MutualFundImportState, transaction: { gatewayTransactionId: string } }
    | { __typename: 'OtpAttemptsExceeded', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'OtpIncorrect', code: FailureCode, message: string, isRetryable: boolean, triesLeft: number }
    | { __typename: 'OtpMethodMismatch', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'OutcomeUnknown', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'PanContactMismatch', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'RegistrarRefused', code: FailureCode, message: string, isRetryable: boolean }
    | { __typename: 'TransactionExpired', code: FailureCode, message: string, isRetryable: boolean }
   | null };

export type StatesOfImportsQueryVariables = Exact<{ [key: string]: never; }>;


export type StatesOfImportsQuery = { mutualFundImports: Array<{ state: MutualFundImportState, folios: Array<{ folio: string | null }> }> | null };

export type MutualFundImportsQueryVariables = Exact<{
  first?: number | null | undefined;
  offset?: number | null | undefined;
  rows?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type MutualFundImportsQuery = { mutualFundImportsCount: number | null, mutualFundImports: Array<{ id: string, state: MutualFundImportState, provenance: Provenance, receivedAt: string | null, foliosCount: number, transactionsCount: number, transaction: { gatewayTransactionId: string, status: TransactionStatus, timeline: Array<{ anomaly: string | null }> }, folios: Array<{ folio: string | null, isin: string | null, units: string | null, marketValue: { amount: string } | null, costValue: { amount: string } | null }>, summary: { marketValue: { amount: string } | null, costValue: { amount: string } | null } | null, transactions: { edges: Array<{ cursor: string, node: { folio: string | null, fund: string | null, date: string | null, description: string | null, units: string | null, price: { amount: string } | null, amount: { amount: string } | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null }> | null };

export type ImportsOfHoldingsQueryVariables = Exact<{ [key: string]: never; }>;


export type ImportsOfHoldingsQuery = { holdings: { provenance: Provenance, mutualFundsProvenance: Provenance | null, mutualFundImportsCount: number, mutualFundImports: Array<{ state: MutualFundImportState, provenance: Provenance }>, mutualFunds: Array<{ folio: string | null }> } | null };

export type FollowMutualFundImportsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type FollowMutualFundImportsSubscription = { events:
    | { __typename: 'FundsEvent' }
    | { __typename: 'HoldingsEvent', holdings: { mutualFunds: Array<{ folio: string | null }> } }
    | { __typename: 'InvestmentEvent' }
    | { __typename: 'InvestmentExited' }
    | { __typename: 'MutualFundImportEvent', import: { id: string, state: MutualFundImportState, transactionsCount: number, folios: Array<{ folio: string | null }> } }
    | { __typename: 'OrderEvent' }
    | { __typename: 'OrderRetracted' }
    | { __typename: 'PendingActionEvent' }
    | { __typename: 'PendingActionResolved' }
    | { __typename: 'ResyncRequired' }
    | { __typename: 'StreamPosition' }
    | { __typename: 'TransactionEvent' }
   };

export type MutualFundImportNodeQueryVariables = Exact<{
  id: string;
}>;


export type MutualFundImportNodeQuery = { node:
    | { __typename: 'BrokerAccount', id: string }
    | { __typename: 'Investment', id: string }
    | { __typename: 'MutualFundImport', state: MutualFundImportState, id: string, folios: Array<{ folio: string | null }> }
    | { __typename: 'Order', id: string }
    | { __typename: 'PendingAction', id: string }
    | { __typename: 'Transaction', id: string }
    | { __typename: 'Viewer', id: string }
   | null };

export type RefreshWithoutAccountMutationVariables = Exact<{ [key: string]: never; }>;


export type RefreshWithoutAccountMutation = { refreshHoldings:
    | { __typename: 'GatewayNotUnderstood' }
    | { __typename: 'GatewayRefused' }
    | { __typename: 'GatewayUnavailable' }
    | { __typename: 'Holdings' }
    | { __typename: 'HoldingsNotImported' }
   | null };

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
        | { __typename: 'OtpAttemptsExceeded', code: FailureCode }
        | { __typename: 'OtpIncorrect', code: FailureCode }
        | { __typename: 'OtpLimitExceeded', code: FailureCode }
        | { __typename: 'OtpMethodMismatch', code: FailureCode }
        | { __typename: 'OutcomeUnknown', code: FailureCode }
        | { __typename: 'PanContactMismatch', code: FailureCode }
        | { __typename: 'PossibleDuplicate', code: FailureCode }
        | { __typename: 'RegistrarRefused', code: FailureCode }
        | { __typename: 'TransactionExpired', code: FailureCode }
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
        | { __typename: 'FundsEvent', cursor: string }
        | { __typename: 'HoldingsEvent', cursor: string }
        | { __typename: 'InvestmentEvent', cursor: string }
        | { __typename: 'InvestmentExited', cursor: string }
        | { __typename: 'MutualFundImportEvent', cursor: string }
        | { __typename: 'OrderEvent', cursor: string }
        | { __typename: 'OrderRetracted', cursor: string }
        | { __typename: 'PendingActionEvent', cursor: string }
        | { __typename: 'PendingActionResolved', cursor: string }
        | { __typename: 'ResyncRequired', reason: string, cursor: string }
        | { __typename: 'StreamPosition', cursor: string }
        | { __typename: 'TransactionEvent', cursor: string }
       | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } | null };

export type WholePageInfoFragment = { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null };

export type PendingActionsInStatesQueryVariables = Exact<{
  includeEnded?: boolean | null | undefined;
}>;


export type PendingActionsInStatesQuery = { pendingActionsCount: number | null, pendingActions: Array<{ id: string, iscid: string, action: string, rawAction: string | null, date: string | null, status: PendingActionStatus, endedAt: string | null }> | null };

export type DismissActionMutationVariables = Exact<{
  id: string;
}>;


export type DismissActionMutation = { dismissPendingAction: { id: string, status: PendingActionStatus, endedAt: string | null } | null };

export type FollowPendingActionsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FollowPendingActionsSubscription = { pendingActionsUpdated:
    | { __typename: 'PendingActionEvent', cursor: string, action: { action: string, status: PendingActionStatus } }
    | { __typename: 'PendingActionResolved', cursor: string, pendingActionId: string, action: { action: string, status: PendingActionStatus } }
    | { __typename: 'ResyncRequired', cursor: string }
    | { __typename: 'StreamPosition', cursor: string }
   };

export type UnlinkWithActionsMutationVariables = Exact<{
  id: string;
}>;


export type UnlinkWithActionsMutation = { unlinkBrokerAccount: { __typename: 'BrokerAccountUnlinked' } | null };

export type WhoIsThisAfterAReloadQueryVariables = Exact<{ [key: string]: never; }>;


export type WhoIsThisAfterAReloadQuery = { viewer: { id: string } | null };

export type FollowThroughAReloadSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type FollowThroughAReloadSubscription = { events:
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
    | { cursor: string }
   };

export type MintAfterAReloadMutationVariables = Exact<{ [key: string]: never; }>;


export type MintAfterAReloadMutation = { createAuthToken: { token: string } | null };

export type CreateAfterAReloadMutationVariables = Exact<{
  input: CreateTransactionInput;
}>;


export type CreateAfterAReloadMutation = { createTransaction:
    | { __typename: 'GatewayRefused' }
    | { __typename: 'GatewayUnavailable' }
    | { __typename: 'IdempotencyKeyReused' }
    | { __typename: 'OutcomeUnknown' }
    | { __typename: 'PossibleDuplicate' }
    | { __typename: 'Transaction' }
    | { __typename: 'TransactionInProgress' }
   | null };

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

export type ChangingObjectsFragment = { orders: { edges: Array<{ node: { __typename: 'Order', id: string, revision: number, transaction: { __typename: 'Transaction', id: string, revision: number } | null } | null }> } | null, transactions: { edges: Array<{ node: { __typename: 'Transaction', id: string, revision: number, orders: Array<{ __typename: 'Order', id: string, revision: number }> } | null }> } | null, holdings: { __typename: 'Holdings', revision: number, brokerAccount: { id: string } | null } | null };

export type CursorOfViewerFragment = { cursor: string };

export type ViewerWithCursorFragment = { viewer: { cursor: string } | null };

export type CursorFirstQueryVariables = Exact<{ [key: string]: never; }>;


export type CursorFirstQuery = { viewer: { cursor: string } | null, orders: { edges: Array<{ node: { __typename: 'Order', id: string, revision: number, transaction: { __typename: 'Transaction', id: string, revision: number } | null } | null }> } | null, transactions: { edges: Array<{ node: { __typename: 'Transaction', id: string, revision: number, orders: Array<{ __typename: 'Order', id: string, revision: number }> } | null }> } | null, holdings: { __typename: 'Holdings', revision: number, brokerAccount: { id: string } | null } | null };

export type CursorLastQueryVariables = Exact<{ [key: string]: never; }>;


export type CursorLastQuery = { viewer: { cursor: string } | null, orders: { edges: Array<{ node: { __typename: 'Order', id: string, revision: number, transaction: { __typename: 'Transaction', id: string, revision: number } | null } | null }> } | null, transactions: { edges: Array<{ node: { __typename: 'Transaction', id: string, revision: number, orders: Array<{ __typename: 'Order', id: string, revision: number }> } | null }> } | null, holdings: { __typename: 'Holdings', revision: number, brokerAccount: { id: string } | null } | null };

export type CursorBetweenQueryVariables = Exact<{ [key: string]: never; }>;


export type CursorBetweenQuery = { holdings: { __typename: 'Holdings', revision: number, brokerAccount: { id: string } | null } | null, viewer: { cursor: string } | null, orders: { edges: Array<{ node: { __typename: 'Order', id: string, revision: number, transaction: { __typename: 'Transaction', id: string, revision: number } | null } | null }> } | null, transactions: { edges: Array<{ node: { __typename: 'Transaction', id: string, revision: number, orders: Array<{ __typename: 'Order', id: string, revision: number }> } | null }> } | null };

export type CursorTwiceQueryVariables = Exact<{ [key: string]: never; }>;


export type CursorTwiceQuery = { me: { at: string } | null, again: { id: string, cursor: string } | null, orders: { edges: Array<{ node: { __typename: 'Order', id: string, revision: number, transaction: { __typename: 'Transaction', id: string, revision: number } | null } | null }> } | null, transactions: { edges: Array<{ node: { __typename: 'Transaction', id: string, revision: number, orders: Array<{ __typename: 'Order', id: string, revision: number }> } | null }> } | null, holdings: { __typename: 'Holdings', revision: number, brokerAccount: { id: string } | null } | null };

export type CursorInFragmentQueryVariables = Exact<{ [key: string]: never; }>;


export type CursorInFragmentQuery = { orders: { edges: Array<{ node: { __typename: 'Order', id: string, revision: number, transaction: { __typename: 'Transaction', id: string, revision: number } | null } | null }> } | null, transactions: { edges: Array<{ node: { __typename: 'Transaction', id: string, revision: number, orders: Array<{ __typename: 'Order', id: string, revision: number }> } | null }> } | null, holdings: { __typename: 'Holdings', revision: number, brokerAccount: { id: string } | null } | null, viewer: { cursor: string } | null };

export type CursorOnConditionQueryVariables = Exact<{
  yes?: boolean | null | undefined;
}>;


export type CursorOnConditionQuery = { viewer:
    | { cursor?: string }
    | Record<PropertyKey, never>
   | null, orders: { edges: Array<{ node: { __typename: 'Order', id: string, revision: number, transaction: { __typename: 'Transaction', id: string, revision: number } | null } | null }> } | null, transactions: { edges: Array<{ node: { __typename: 'Transaction', id: string, revision: number, orders: Array<{ __typename: 'Order', id: string, revision: number }> } | null }> } | null, holdings: { __typename: 'Holdings', revision: number, brokerAccount: { id: string } | null } | null };

export type CursorThroughNodeQueryVariables = Exact<{ [key: string]: never; }>;


export type CursorThroughNodeQuery = { node:
    | { cursor: string }
    | Record<PropertyKey, never>
   | null, orders: { edges: Array<{ node: { __typename: 'Order', id: string, revision: number, transaction: { __typename: 'Transaction', id: string, revision: number } | null } | null }> } | null, transactions: { edges: Array<{ node: { __typename: 'Transaction', id: string, revision: number, orders: Array<{ __typename: 'Order', id: string, revision: number }> } | null }> } | null, holdings: { __typename: 'Holdings', revision: number, brokerAccount: { id: string } | null } | null };

export type RevisedStateQueryVariables = Exact<{ [key: string]: never; }>;


export type RevisedStateQuery = { transactions: { edges: Array<{ node: { id: string, revision: number, orders: Array<{ id: string, revision: number }> } | null }> } | null, orders: { edges: Array<{ node: { id: string, revision: number, transaction: { id: string, revision: number } | null } | null }> } | null, holdings: { revision: number, brokerAccount: { id: string } | null } | null, viewer: { cursor: string, brokerAccounts: Array<{ id: string }> } | null };

export type OneRevisionEachQueryVariables = Exact<{
  transaction: string;
  order: string;
}>;


export type OneRevisionEachQuery = { transaction: { revision: number } | null, order: { revision: number } | null, first:
    | { revision: number }
    | Record<PropertyKey, never>
   | null, second:
    | { revision: number }
    | Record<PropertyKey, never>
   | null };

export type RevisionOfHoldingsQueryVariables = Exact<{
  id?: string | null | undefined;
}>;


export type RevisionOfHoldingsQuery = { holdings: { revision: number } | null };

export type ReportRevisedMutationVariables = Exact<{
  id: string;
  code?: number | null | undefined;
  token?: string | null | undefined;
}>;


export type ReportRevisedMutation = { reportTransactionOutcome:
    | { id: string, revision: number, error: { code: number | null } | null }
    | Record<PropertyKey, never>
   | null };

export type RefreshRevisedMutationVariables = Exact<{
  id: string;
}>;


export type RefreshRevisedMutation = { refreshTransaction:
    | { id: string, revision: number, status: TransactionStatus }
    | Record<PropertyKey, never>
   | null };

export type RefreshRevisedHoldingsMutationVariables = Exact<{ [key: string]: never; }>;


export type RefreshRevisedHoldingsMutation = { refreshHoldings:
    | { revision: number, brokerAccount: { id: string } | null }
    | Record<PropertyKey, never>
   | null };

export type CreateRevisedMutationVariables = Exact<{
  input: CreateTransactionInput;
}>;


export type CreateRevisedMutation = { createTransaction:
    | { __typename: 'GatewayRefused' }
    | { __typename: 'GatewayUnavailable' }
    | { __typename: 'IdempotencyKeyReused' }
    | { __typename: 'OutcomeUnknown' }
    | { __typename: 'PossibleDuplicate', transaction: { id: string, revision: number } }
    | { __typename: 'Transaction', id: string, revision: number }
    | { __typename: 'TransactionInProgress' }
   | null };

export type UnlinkRevisedMutationVariables = Exact<{
  id: string;
}>;


export type UnlinkRevisedMutation = { unlinkBrokerAccount: { __typename: 'BrokerAccountUnlinked' } | null };

export type FollowRevisedOrderSubscriptionVariables = Exact<{
  id: string;
}>;


export type FollowRevisedOrderSubscription = { orderUpdated:
    | { cursor: string, order: { revision: number } }
    | { cursor: string }
    | Record<PropertyKey, never>
   };

export type FollowRevisedTransactionSubscriptionVariables = Exact<{
  id: string;
}>;


export type FollowRevisedTransactionSubscription = { transactionUpdated:
    | { cursor: string }
    | { cursor: string, transaction: { revision: number } }
    | Record<PropertyKey, never>
   };

export type FollowRevisedSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FollowRevisedSubscription = { events:
    | { __typename: 'FundsEvent', cursor: string }
    | { __typename: 'HoldingsEvent', cursor: string, holdings: { revision: number, brokerAccount: { id: string } | null } }
    | { __typename: 'InvestmentEvent', cursor: string }
    | { __typename: 'InvestmentExited', cursor: string }
    | { __typename: 'MutualFundImportEvent', cursor: string }
    | { __typename: 'OrderEvent', cursor: string, order: { id: string, revision: number } }
    | { __typename: 'OrderRetracted', orderId: string, revision: number, cursor: string }
    | { __typename: 'PendingActionEvent', cursor: string }
    | { __typename: 'PendingActionResolved', cursor: string }
    | { __typename: 'ResyncRequired', cursor: string }
    | { __typename: 'StreamPosition', cursor: string }
    | { __typename: 'TransactionEvent', cursor: string, transaction: { id: string, revision: number } }
   };

export type OrderVarietiesQueryVariables = Exact<{ [key: string]: never; }>;


export type OrderVarietiesQuery = { orders: { edges: Array<{ node: { variety: OrderVariety } | null }> } | null };

export type ReportAndReadMutationVariables = Exact<{
  input: ReportTransactionOutcomeInput;
}>;


export type ReportAndReadMutation = { reportTransactionOutcome:
    | { status: TransactionStatus, error: { code: number | null, provenance: Provenance } | null }
    | Record<PropertyKey, never>
   | null };

export type ReportSdkResultMutationVariables = Exact<{
  input: ReportTransactionOutcomeInput;
}>;


export type ReportSdkResultMutation = { reportTransactionOutcome:
    | { status: TransactionStatus, error: { code: number | null, key: string | null, kind: TransactionFailureKind, provenance: Provenance } | null, linkFailure:
        | { __typename: 'AuthTokenInvalid', code: FailureCode }
        | { __typename: 'BrokerAccountLinkedElsewhere', code: FailureCode }
        | { __typename: 'BrokerAccountUnproven', code: FailureCode }
        | { __typename: 'GatewayNotUnderstood', code: FailureCode }
        | { __typename: 'GatewayRefused', code: FailureCode }
        | { __typename: 'GatewayUnavailable', code: FailureCode }
        | { __typename: 'HoldingsNotImported', code: FailureCode }
        | { __typename: 'IdempotencyKeyReused', code: FailureCode }
        | { __typename: 'OtpAttemptsExceeded', code: FailureCode }
        | { __typename: 'OtpIncorrect', code: FailureCode }
        | { __typename: 'OtpLimitExceeded', code: FailureCode }
        | { __typename: 'OtpMethodMismatch', code: FailureCode }
        | { __typename: 'OutcomeUnknown', code: FailureCode }
        | { __typename: 'PanContactMismatch', code: FailureCode }
        | { __typename: 'PossibleDuplicate', code: FailureCode }
        | { __typename: 'RegistrarRefused', code: FailureCode }
        | { __typename: 'TransactionExpired', code: FailureCode }
        | { __typename: 'TransactionInProgress', code: FailureCode }
       | null }
    | Record<PropertyKey, never>
   | null };

export type AccountsAfterReportQueryVariables = Exact<{ [key: string]: never; }>;


export type AccountsAfterReportQuery = { viewer: { brokerAccounts: Array<{ id: string }> } | null };

export type SmallcasePartsFragment = { scid: string | null, iscid: string | null, name: string | null, provenance: Provenance };

export type BoughtOrderFragment = { batchId: string, status: OrderStatus, isFinal: boolean, variety: OrderVariety, label: string | null, originalLabel: string | null, smallcase: { scid: string | null, iscid: string | null, name: string | null, provenance: Provenance } | null, brokerAccount: { id: string } | null, legs: Array<{ symbol: string, side: Side, quantity: number | null, filledQuantity: number | null }> };

export type BoughtTransactionFragment = { gatewayTransactionId: string, status: TransactionStatus, notes: string | null, signup: boolean | null, error: { code: number | null } | null, smallcase: { scid: string | null, iscid: string | null, name: string | null, provenance: Provenance } | null, sip: { isActive: boolean | null, action: string | null, frequency: string | null, kind: string | null, nextAt: string | null, iscid: string | null, scid: string | null, amount: { amount: string } | null } | null, request: { securitiesCount: number, iscid: string | null, securities: Array<{ ticker: string, quantity: number | null, side: Side | null, exchange: Exchange | null, orderType: OrderType | null, limitPrice: { amount: string } | null }>, smallcaseOrder: { type: SmallcaseOrderType, scid: string | null, iscid: string | null } | null } | null, brokerAccount: { id: string } | null, actsOn: { batchId: string, transaction: { gatewayTransactionId: string } | null } | null, orders: Array<{ batchId: string, status: OrderStatus, isFinal: boolean, variety: OrderVariety, label: string | null, originalLabel: string | null, smallcase: { scid: string | null, iscid: string | null, name: string | null, provenance: Provenance } | null, brokerAccount: { id: string } | null, legs: Array<{ symbol: string, side: Side, quantity: number | null, filledQuantity: number | null }> }> };

export type BoughtStateQueryVariables = Exact<{
  id: string;
}>;


export type BoughtStateQuery = { transaction: { gatewayTransactionId: string, status: TransactionStatus, notes: string | null, signup: boolean | null, error: { code: number | null } | null, smallcase: { scid: string | null, iscid: string | null, name: string | null, provenance: Provenance } | null, sip: { isActive: boolean | null, action: string | null, frequency: string | null, kind: string | null, nextAt: string | null, iscid: string | null, scid: string | null, amount: { amount: string } | null } | null, request: { securitiesCount: number, iscid: string | null, securities: Array<{ ticker: string, quantity: number | null, side: Side | null, exchange: Exchange | null, orderType: OrderType | null, limitPrice: { amount: string } | null }>, smallcaseOrder: { type: SmallcaseOrderType, scid: string | null, iscid: string | null } | null } | null, brokerAccount: { id: string } | null, actsOn: { batchId: string, transaction: { gatewayTransactionId: string } | null } | null, orders: Array<{ batchId: string, status: OrderStatus, isFinal: boolean, variety: OrderVariety, label: string | null, originalLabel: string | null, smallcase: { scid: string | null, iscid: string | null, name: string | null, provenance: Provenance } | null, brokerAccount: { id: string } | null, legs: Array<{ symbol: string, side: Side, quantity: number | null, filledQuantity: number | null }> }> } | null };

export type FollowBoughtSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type FollowBoughtSubscription = { events:
    | { __typename: 'FundsEvent' }
    | { __typename: 'HoldingsEvent' }
    | { __typename: 'InvestmentEvent' }
    | { __typename: 'InvestmentExited' }
    | { __typename: 'MutualFundImportEvent' }
    | { __typename: 'OrderEvent', order: { batchId: string, status: OrderStatus, isFinal: boolean, variety: OrderVariety, label: string | null, originalLabel: string | null, smallcase: { scid: string | null, iscid: string | null, name: string | null, provenance: Provenance } | null, brokerAccount: { id: string } | null, legs: Array<{ symbol: string, side: Side, quantity: number | null, filledQuantity: number | null }> } }
    | { __typename: 'OrderRetracted' }
    | { __typename: 'PendingActionEvent' }
    | { __typename: 'PendingActionResolved' }
    | { __typename: 'ResyncRequired' }
    | { __typename: 'StreamPosition' }
    | { __typename: 'TransactionEvent', transaction: { gatewayTransactionId: string, status: TransactionStatus, notes: string | null, signup: boolean | null, error: { code: number | null } | null, smallcase: { scid: string | null, iscid: string | null, name: string | null, provenance: Provenance } | null, sip: { isActive: boolean | null, action: string | null, frequency: string | null, kind: string | null, nextAt: string | null, iscid: string | null, scid: string | null, amount: { amount: string } | null } | null, request: { securitiesCount: number, iscid: string | null, securities: Array<{ ticker: string, quantity: number | null, side: Side | null, exchange: Exchange | null, orderType: OrderType | null, limitPrice: { amount: string } | null }>, smallcaseOrder: { type: SmallcaseOrderType, scid: string | null, iscid: string | null } | null } | null, brokerAccount: { id: string } | null, actsOn: { batchId: string, transaction: { gatewayTransactionId: string } | null } | null, orders: Array<{ batchId: string, status: OrderStatus, isFinal: boolean, variety: OrderVariety, label: string | null, originalLabel: string | null, smallcase: { scid: string | null, iscid: string | null, name: string | null, provenance: Provenance } | null, brokerAccount: { id: string } | null, legs: Array<{ symbol: string, side: Side, quantity: number | null, filledQuantity: number | null }> }> } }
   };

export type UnlinkBoughtMutationVariables = Exact<{
  id: string;
}>;


export type UnlinkBoughtMutation = { unlinkBrokerAccount: { __typename: 'BrokerAccountUnlinked' } | null };

export type FollowOrdersAndTransactionsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FollowOrdersAndTransactionsSubscription = { events:
    | { __typename: 'FundsEvent', cursor: string }
    | { __typename: 'HoldingsEvent', cursor: string }
    | { __typename: 'InvestmentEvent', cursor: string }
    | { __typename: 'InvestmentExited', cursor: string }
    | { __typename: 'MutualFundImportEvent', cursor: string }
    | { __typename: 'OrderEvent', cursor: string, order: { batchId: string, status: OrderStatus, isFinal: boolean } }
    | { __typename: 'OrderRetracted', cursor: string }
    | { __typename: 'PendingActionEvent', cursor: string }
    | { __typename: 'PendingActionResolved', cursor: string }
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

export type SubscriptionPartsFragment = { subscriptionId: string, status: SubscriptionStatus, isInGrace: boolean, graceEndsAt: string | null, maySubscribe: boolean, publisher: string | null, duration: string | null, renewal: PlanRenewal | null, planType: string | null, startedAt: string | null, endsAt: string | null, isCancellable: boolean, isRenewable: boolean | null, fetchedAt: string, amount: { amount: string } | null, cancellation: { scheduledAt: string | null, reason: string | null } | null, smallcases: Array<{ scid: string, name: string | null }> };

export type SubscriptionsOfQueryVariables = Exact<{
  id?: string | null | undefined;
}>;


export type SubscriptionsOfQuery = { subscriptionsCount: number | null, subscriptions: Array<{ subscriptionId: string, status: SubscriptionStatus, isInGrace: boolean, graceEndsAt: string | null, maySubscribe: boolean, publisher: string | null, duration: string | null, renewal: PlanRenewal | null, planType: string | null, startedAt: string | null, endsAt: string | null, isCancellable: boolean, isRenewable: boolean | null, fetchedAt: string, amount: { amount: string } | null, cancellation: { scheduledAt: string | null, reason: string | null } | null, smallcases: Array<{ scid: string, name: string | null }> }> | null };

export type SubscriptionsEverywhereQueryVariables = Exact<{
  scid: string;
}>;


export type SubscriptionsEverywhereQuery = { viewer: { currentBrokerAccount: { subscriptionsCount: number | null, subscriptions: Array<{ subscriptionId: string }> | null } | null } | null, smallcase: { name: string | null, mySubscription: { subscriptionId: string } | null } | null };

export type SubscriptionsOfAllAccountsQueryVariables = Exact<{
  first?: number | null | undefined;
}>;


export type SubscriptionsOfAllAccountsQuery = { viewer: { brokerAccounts: Array<{ subscriptions: Array<{ status: SubscriptionStatus }> | null }> } | null };

export type MySubscriptionOfEachSmallcaseQueryVariables = Exact<{ [key: string]: never; }>;


export type MySubscriptionOfEachSmallcaseQuery = { smallcases: { edges: Array<{ node: { scid: string, mySubscription: { status: SubscriptionStatus } | null } | null }> } | null };

export type UnlinkSubscribedAccountMutationVariables = Exact<{
  id: string;
}>;


export type UnlinkSubscribedAccountMutation = { unlinkBrokerAccount: { __typename: 'BrokerAccountUnlinked' } | null };

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
        | { __typename: 'FundsEvent' }
        | { __typename: 'HoldingsEvent' }
        | { __typename: 'InvestmentEvent' }
        | { __typename: 'InvestmentExited' }
        | { __typename: 'MutualFundImportEvent' }
        | { __typename: 'OrderEvent' }
        | { __typename: 'OrderRetracted' }
        | { __typename: 'PendingActionEvent' }
        | { __typename: 'PendingActionResolved' }
        | { __typename: 'ResyncRequired' }
        | { __typename: 'StreamPosition' }
        | { __typename: 'TransactionEvent' }
       | null }> } | null, pendingActions: Array<{ id: string }> | null, holdings: { provenance: Provenance } | null, viewer: { brokerAccounts: Array<{ id: string }> } | null };

export type FollowIntentsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type FollowIntentsSubscription = { events:
    | { __typename: 'FundsEvent' }
    | { __typename: 'HoldingsEvent' }
    | { __typename: 'InvestmentEvent' }
    | { __typename: 'InvestmentExited' }
    | { __typename: 'MutualFundImportEvent' }
    | { __typename: 'OrderEvent' }
    | { __typename: 'OrderRetracted' }
    | { __typename: 'PendingActionEvent' }
    | { __typename: 'PendingActionResolved' }
    | { __typename: 'ResyncRequired' }
    | { __typename: 'StreamPosition' }
    | { __typename: 'TransactionEvent', transaction: { intent: Intent } }
   };

export type EventsAfterQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type EventsAfterQuery = { events: { edges: Array<{ node:
        | { __typename: 'FundsEvent' }
        | { __typename: 'HoldingsEvent' }
        | { __typename: 'InvestmentEvent' }
        | { __typename: 'InvestmentExited' }
        | { __typename: 'MutualFundImportEvent' }
        | { __typename: 'OrderEvent' }
        | { __typename: 'OrderRetracted' }
        | { __typename: 'PendingActionEvent' }
        | { __typename: 'PendingActionResolved' }
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
    | { __typename: 'FundsEvent' }
    | { __typename: 'HoldingsEvent' }
    | { __typename: 'InvestmentEvent' }
    | { __typename: 'InvestmentExited' }
    | { __typename: 'MutualFundImportEvent' }
    | { __typename: 'OrderEvent' }
    | { __typename: 'OrderRetracted' }
    | { __typename: 'PendingActionEvent' }
    | { __typename: 'PendingActionResolved' }
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
    | { __typename: 'Investment', id: string }
    | { __typename: 'MutualFundImport', id: string }
    | { __typename: 'Order', id: string }
    | { __typename: 'PendingAction', id: string }
    | { __typename: 'Transaction', id: string }
    | { __typename: 'Viewer', id: string }
   | null };

export type OrderIdsQueryVariables = Exact<{ [key: string]: never; }>;


export type OrderIdsQuery = { orders: { edges: Array<{ node: { id: string } | null }> } | null };

export type EventLogQueryVariables = Exact<{ [key: string]: never; }>;


export type EventLogQuery = { events: { edges: Array<{ cursor: string, node:
        | { __typename: 'FundsEvent' }
        | { __typename: 'HoldingsEvent' }
        | { __typename: 'InvestmentEvent' }
        | { __typename: 'InvestmentExited' }
        | { __typename: 'MutualFundImportEvent' }
        | { __typename: 'OrderEvent' }
        | { __typename: 'OrderRetracted' }
        | { __typename: 'PendingActionEvent' }
        | { __typename: 'PendingActionResolved' }
        | { __typename: 'ResyncRequired' }
        | { __typename: 'StreamPosition' }
        | { __typename: 'TransactionEvent' }
       | null }> } | null };

export type FollowEventsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FollowEventsSubscription = { events:
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

export type FollowEventTypesSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FollowEventTypesSubscription = { events:
    | { __typename: 'FundsEvent' }
    | { __typename: 'HoldingsEvent' }
    | { __typename: 'InvestmentEvent' }
    | { __typename: 'InvestmentExited' }
    | { __typename: 'MutualFundImportEvent' }
    | { __typename: 'OrderEvent' }
    | { __typename: 'OrderRetracted' }
    | { __typename: 'PendingActionEvent' }
    | { __typename: 'PendingActionResolved' }
    | { __typename: 'ResyncRequired' }
    | { __typename: 'StreamPosition' }
    | { __typename: 'TransactionEvent' }
   };

export type CursorsOfLogQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type CursorsOfLogQuery = { events: { edges: Array<{ cursor: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

type RevisedParts_FundsEvent_Fragment = { __typename: 'FundsEvent', cursor: string };

type RevisedParts_HoldingsEvent_Fragment = { __typename: 'HoldingsEvent', cursor: string, holdings: { revision: number, brokerAccount: { id: string } | null } };

type RevisedParts_InvestmentEvent_Fragment = { __typename: 'InvestmentEvent', cursor: string };

type RevisedParts_InvestmentExited_Fragment = { __typename: 'InvestmentExited', cursor: string };

type RevisedParts_MutualFundImportEvent_Fragment = { __typename: 'MutualFundImportEvent', cursor: string };

type RevisedParts_OrderEvent_Fragment = { __typename: 'OrderEvent', cursor: string, order: { id: string, revision: number } };

type RevisedParts_OrderRetracted_Fragment = { __typename: 'OrderRetracted', orderId: string, revision: number, cursor: string };

type RevisedParts_PendingActionEvent_Fragment = { __typename: 'PendingActionEvent', cursor: string };

type RevisedParts_PendingActionResolved_Fragment = { __typename: 'PendingActionResolved', cursor: string };

type RevisedParts_ResyncRequired_Fragment = { __typename: 'ResyncRequired', cursor: string };

type RevisedParts_StreamPosition_Fragment = { __typename: 'StreamPosition', cursor: string };

type RevisedParts_TransactionEvent_Fragment = { __typename: 'TransactionEvent', cursor: string, transaction: { id: string, revision: number } };

export type RevisedPartsFragment =
  | RevisedParts_FundsEvent_Fragment
  | RevisedParts_HoldingsEvent_Fragment
  | RevisedParts_InvestmentEvent_Fragment
  | RevisedParts_InvestmentExited_Fragment
  | RevisedParts_MutualFundImportEvent_Fragment
  | RevisedParts_OrderEvent_Fragment
  | RevisedParts_OrderRetracted_Fragment
  | RevisedParts_PendingActionEvent_Fragment
  | RevisedParts_PendingActionResolved_Fragment
  | RevisedParts_ResyncRequired_Fragment
  | RevisedParts_StreamPosition_Fragment
  | RevisedParts_TransactionEvent_Fragment
;

export type RevisedEventsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type RevisedEventsQuery = { events: { edges: Array<{ node:
        | { __typename: 'FundsEvent', cursor: string }
        | { __typename: 'HoldingsEvent', cursor: string, holdings: { revision: number, brokerAccount: { id: string } | null } }
        | { __typename: 'InvestmentEvent', cursor: string }
        | { __typename: 'InvestmentExited', cursor: string }
        | { __typename: 'MutualFundImportEvent', cursor: string }
        | { __typename: 'OrderEvent', cursor: string, order: { id: string, revision: number } }
        | { __typename: 'OrderRetracted', orderId: string, revision: number, cursor: string }
        | { __typename: 'PendingActionEvent', cursor: string }
        | { __typename: 'PendingActionResolved', cursor: string }
        | { __typename: 'ResyncRequired', cursor: string }
        | { __typename: 'StreamPosition', cursor: string }
        | { __typename: 'TransactionEvent', cursor: string, transaction: { id: string, revision: number } }
       | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type ReadWhileRotatingQueryVariables = Exact<{ [key: string]: never; }>;


export type ReadWhileRotatingQuery = { viewer: { id: string } | null, transactions: { edges: Array<{ node: { id: string } | null }> } | null };

export type CreateWhileRotatingMutationVariables = Exact<{
  input: CreateTransactionInput;
}>;


export type CreateWhileRotatingMutation = { createTransaction:
    | { __typename: 'GatewayRefused' }
    | { __typename: 'GatewayUnavailable' }
    | { __typename: 'IdempotencyKeyReused' }
    | { __typename: 'OutcomeUnknown' }
    | { __typename: 'PossibleDuplicate' }
    | { __typename: 'Transaction' }
    | { __typename: 'TransactionInProgress' }
   | null, createAuthToken: { token: string } | null };

export type ShopLedgerQueryVariables = Exact<{ [key: string]: never; }>;


export type ShopLedgerQuery = { orders: { edges: Array<{ node: { id: string, status: OrderStatus } | null }> } | null, transactions: { edges: Array<{ node: { gatewayTransactionId: string, intent: Intent, status: TransactionStatus } | null }> } | null };

export type CreateElsewhereMutationVariables = Exact<{
  input: CreateTransactionInput;
}>;


export type CreateElsewhereMutation = { createTransaction:
    | { __typename: 'GatewayRefused' }
    | { __typename: 'GatewayUnavailable' }
    | { __typename: 'IdempotencyKeyReused' }
    | { __typename: 'OutcomeUnknown' }
    | { __typename: 'PossibleDuplicate' }
    | { __typename: 'Transaction' }
    | { __typename: 'TransactionInProgress' }
   | null };

export type OrdersInCacheQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type OrdersInCacheQuery = { orders: { edges: Array<{ cursor: string, node: { id: string, status: OrderStatus, revision: number, legs: Array<{ filledQuantity: number | null }> } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type HoldingsInCacheQueryVariables = Exact<{ [key: string]: never; }>;


export type HoldingsInCacheQuery = { holdings: { receivedAt: string, securitiesCount: number } | null };

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
export const InvestmentPartsFragmentDoc = new TypedDocumentString(`
    fragment InvestmentParts on Investment {
  iscid
  scid
  name
  isAmoPending
  provenance
  fetchedAt
  brokerAccount {
    id
  }
  currentInvestment {
    amount
  }
  currentValue {
    amount
  }
  currentReturns {
    amount
  }
  currentReturnsPercent
  totalReturns {
    amount
  }
  totalReturnsPercent
  constituentsCount
  constituents {
    ticker
    name
    shares
    averagePrice {
      amount
    }
    returns {
      amount
    }
  }
}
    `, {"fragmentName":"InvestmentParts"}) as unknown as TypedDocumentString<InvestmentPartsFragment, unknown>;
export const WholePageInfoFragmentDoc = new TypedDocumentString(`
    fragment WholePageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
    `, {"fragmentName":"WholePageInfo"}) as unknown as TypedDocumentString<WholePageInfoFragment, unknown>;
export const ChangingObjectsFragmentDoc = new TypedDocumentString(`
    fragment ChangingObjects on Query {
  orders(first: 5) {
    edges {
      node {
        __typename
        id
        revision
        transaction {
          __typename
          id
          revision
        }
      }
    }
  }
  transactions(first: 5) {
    edges {
      node {
        __typename
        id
        revision
        orders(first: 5) {
          __typename
          id
          revision
        }
      }
    }
  }
  holdings {
    __typename
    revision
    brokerAccount {
      id
    }
  }
}
    `, {"fragmentName":"ChangingObjects"}) as unknown as TypedDocumentString<ChangingObjectsFragment, unknown>;
export const CursorOfViewerFragmentDoc = new TypedDocumentString(`
    fragment CursorOfViewer on Viewer {
  cursor
}
    `, {"fragmentName":"CursorOfViewer"}) as unknown as TypedDocumentString<CursorOfViewerFragment, unknown>;
export const ViewerWithCursorFragmentDoc = new TypedDocumentString(`
    fragment ViewerWithCursor on Query {
  viewer {
    ...CursorOfViewer
  }
}
    fragment CursorOfViewer on Viewer {
  cursor
}`, {"fragmentName":"ViewerWithCursor"}) as unknown as TypedDocumentString<ViewerWithCursorFragment, unknown>;
export const SmallcasePartsFragmentDoc = new TypedDocumentString(`
    fragment SmallcaseParts on SmallcaseRef {
  scid
  iscid
  name
  provenance
}
    `, {"fragmentName":"SmallcaseParts"}) as unknown as TypedDocumentString<SmallcasePartsFragment, unknown>;
export const BoughtOrderFragmentDoc = new TypedDocumentString(`
    fragment BoughtOrder on Order {
  batchId
  status
  isFinal
  variety
  label
  originalLabel
  smallcase {
    ...SmallcaseParts
  }
  brokerAccount {
    id
  }
  legs {
    symbol
    side
    quantity
    filledQuantity
  }
}
    fragment SmallcaseParts on SmallcaseRef {
  scid
  iscid
  name
  provenance
}`, {"fragmentName":"BoughtOrder"}) as unknown as TypedDocumentString<BoughtOrderFragment, unknown>;
export const BoughtTransactionFragmentDoc = new TypedDocumentString(`
    fragment BoughtTransaction on Transaction {
  gatewayTransactionId
  status
  notes
  signup
  error {
    code
  }
  smallcase {
    ...SmallcaseParts
  }
  sip {
    isActive
    action
    amount {
      amount
    }
    frequency
    kind
    nextAt
    iscid
    scid
  }
  request {
    securitiesCount
    securities {
      ticker
      quantity
      side
      exchange
      orderType
      limitPrice {
        amount
      }
    }
    smallcaseOrder {
      type
      scid
      iscid
    }
    iscid
  }
  brokerAccount {
    id
  }
  actsOn {
    batchId
    transaction {
      gatewayTransactionId
    }
  }
  orders {
    ...BoughtOrder
  }
}
    fragment SmallcaseParts on SmallcaseRef {
  scid
  iscid
  name
  provenance
}
fragment BoughtOrder on Order {
  batchId
  status
  isFinal
  variety
  label
  originalLabel
  smallcase {
    ...SmallcaseParts
  }
  brokerAccount {
    id
  }
  legs {
    symbol
    side
    quantity
    filledQuantity
  }
}`, {"fragmentName":"BoughtTransaction"}) as unknown as TypedDocumentString<BoughtTransactionFragment, unknown>;
export const SubscriptionPartsFragmentDoc = new TypedDocumentString(`
    fragment SubscriptionParts on SmallcaseSubscription {
  subscriptionId
  status
  isInGrace
  graceEndsAt
  maySubscribe
  publisher
  duration
  renewal
  planType
  amount {
    amount
  }
  startedAt
  endsAt
  isCancellable
  isRenewable
  fetchedAt
  cancellation {
    scheduledAt
    reason
  }
  smallcases {
    scid
    name
  }
}
    `, {"fragmentName":"SubscriptionParts"}) as unknown as TypedDocumentString<SubscriptionPartsFragment, unknown>;
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
export const RevisedPartsFragmentDoc = new TypedDocumentString(`
    fragment RevisedParts on Event {
  __typename
  cursor
  ... on TransactionEvent {
    transaction {
      id
      revision
    }
  }
  ... on OrderEvent {
    order {
      id
      revision
    }
  }
  ... on OrderRetracted {
    orderId
    revision
  }
  ... on HoldingsEvent {
    holdings {
      revision
      brokerAccount {
        id
      }
    }
  }
}
    `, {"fragmentName":"RevisedParts"}) as unknown as TypedDocumentString<RevisedPartsFragment, unknown>;
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
export const FilledAfterRestoreDocument = new TypedDocumentString(`
    query FilledAfterRestore {
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
    `) as unknown as TypedDocumentString<FilledAfterRestoreQuery, FilledAfterRestoreQueryVariables>;
export const WhoAfterTheRotationDocument = new TypedDocumentString(`
    query WhoAfterTheRotation {
  viewer {
    id
  }
}
    `) as unknown as TypedDocumentString<WhoAfterTheRotationQuery, WhoAfterTheRotationQueryVariables>;
export const SendCodeAtEitherDocument = new TypedDocumentString(`
    mutation SendCodeAtEither($input: RequestMutualFundOtpInput!) {
  requestMutualFundOtp(input: $input) {
    __typename
    ... on Failure {
      code
    }
  }
}
    `) as unknown as TypedDocumentString<SendCodeAtEitherMutation, SendCodeAtEitherMutationVariables>;
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
export const WhoByTheCommandsOfThePageDocument = new TypedDocumentString(`
    query WhoByTheCommandsOfThePage {
  viewer {
    id
  }
}
    `) as unknown as TypedDocumentString<WhoByTheCommandsOfThePageQuery, WhoByTheCommandsOfThePageQueryVariables>;
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
  investments {
    edges {
      node {
        iscid
        name
        currentValue {
          amount
        }
      }
    }
  }
  investmentTotals {
    currentValue {
      amount
    }
  }
  exitedInvestments {
    name
  }
  subscriptions {
    subscriptionId
    planType
    smallcases {
      name
    }
  }
  mutualFundImports {
    id
    state
    folios {
      folio
      fund
    }
    transactions {
      edges {
        node {
          description
        }
      }
    }
  }
  smallcase(scid: "SCMO_0011") {
    name
    description
    plans {
      planId
    }
    chart {
      points {
        date
      }
    }
    news {
      edges {
        node {
          headline
        }
      }
    }
  }
  marketStatus {
    isOpen
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
export const RefreshMoreOrFailDocument = new TypedDocumentString(`
    mutation RefreshMoreOrFail($id: ID!) {
  refreshInvestments {
    __typename
    ... on Failure {
      code
      message
    }
  }
  refreshTransaction(id: $id) {
    __typename
    ... on Failure {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<RefreshMoreOrFailMutation, RefreshMoreOrFailMutationVariables>;
export const SendOtpOrFailDocument = new TypedDocumentString(`
    mutation SendOtpOrFail($input: RequestMutualFundOtpInput!) {
  requestMutualFundOtp(input: $input) {
    __typename
    ... on Failure {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SendOtpOrFailMutation, SendOtpOrFailMutationVariables>;
export const FreshCatalogueDocument = new TypedDocumentString(`
    query FreshCatalogue($first: Int!) {
  smallcases(first: $first) {
    edges {
      node {
        name
      }
    }
  }
  smallcaseNews(scids: ["SCET_0010"], first: $first) {
    edges {
      node {
        headline
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FreshCatalogueQuery, FreshCatalogueQueryVariables>;
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
export const SendCanaryDocument = new TypedDocumentString(`
    mutation SendCanary($input: RequestMutualFundOtpInput!) {
  requestMutualFundOtp(input: $input) {
    __typename
    ... on Failure {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SendCanaryMutation, SendCanaryMutationVariables>;
export const VerifyCanaryDocument = new TypedDocumentString(`
    mutation VerifyCanary($input: VerifyMutualFundOtpInput!) {
  verifyMutualFundOtp(input: $input) {
    __typename
    ... on Failure {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<VerifyCanaryMutation, VerifyCanaryMutationVariables>;
export const EverythingOfImportsDocument = new TypedDocumentString(`
    query EverythingOfImports {
  mutualFundImports {
    id
    state
    transaction {
      id
      rawStatus
      error {
        message
      }
      timeline {
        to
        anomaly
      }
    }
  }
  events(first: 50) {
    edges {
      node {
        __typename
        cursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EverythingOfImportsQuery, EverythingOfImportsQueryVariables>;
export const InvestmentsOfOwnerDocument = new TypedDocumentString(`
    query InvestmentsOfOwner {
  investments {
    edges {
      cursor
      node {
        iscid
      }
    }
  }
  exitedInvestmentsCount
}
    `) as unknown as TypedDocumentString<InvestmentsOfOwnerQuery, InvestmentsOfOwnerQueryVariables>;
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
export const ImportStatesDocument = new TypedDocumentString(`
    query ImportStates {
  mutualFundImports {
    state
  }
}
    `) as unknown as TypedDocumentString<ImportStatesQuery, ImportStatesQueryVariables>;
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
export const EventsForClientsDocument = new TypedDocumentString(`
    subscription EventsForClients($after: String) {
  events(after: $after) {
    __typename
    cursor
    ... on OrderEvent {
      order {
        __typename
        id
        status
        legs {
          filledQuantity
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EventsForClientsSubscription, EventsForClientsSubscriptionVariables>;
export const OrdersForClientsDocument = new TypedDocumentString(`
    query OrdersForClients($after: String) {
  orders(first: 50, after: $after) {
    edges {
      node {
        id
        status
        legs {
          filledQuantity
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<OrdersForClientsQuery, OrdersForClientsQueryVariables>;
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
export const FollowWhileAllRotateDocument = new TypedDocumentString(`
    subscription FollowWhileAllRotate {
  events {
    __typename
    cursor
  }
}
    `) as unknown as TypedDocumentString<FollowWhileAllRotateSubscription, FollowWhileAllRotateSubscriptionVariables>;
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
export const SmallcasesDocument = new TypedDocumentString(`
    query Smallcases($first: Int, $after: String) {
  smallcases(first: $first, after: $after) {
    edges {
      cursor
      node {
        scid
        name
        minimumInvestment {
          amount
        }
        fetchedAt
      }
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<SmallcasesQuery, SmallcasesQueryVariables>;
export const SmallcaseDocument = new TypedDocumentString(`
    query Smallcase($scid: String!) {
  smallcase(scid: $scid) {
    scid
    name
    publisher
    isArchived
    fetchedAt
    indexValue
    constituentsCount
    constituents {
      ticker
      shares
      weight
    }
    returns {
      daily
      yearly
      sinceInception
    }
    ratios {
      riskLabel
      cagr
    }
    plans {
      planId
      duration
      mayRenew
      amount {
        amount
      }
      isMostPopular
      isActive
    }
  }
}
    `) as unknown as TypedDocumentString<SmallcaseQuery, SmallcaseQueryVariables>;
export const SmallcaseChartDocument = new TypedDocumentString(`
    query SmallcaseChart($scid: String!, $duration: ChartDuration, $benchmark: String) {
  smallcase(scid: $scid) {
    chart(duration: $duration, benchmark: $benchmark) {
      benchmarkId
      benchmarkName
      pointsCount
      fetchedAt
      points(first: 1500) {
        date
        value
        benchmark
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SmallcaseChartQuery, SmallcaseChartQueryVariables>;
export const SmallcaseNewsDocument = new TypedDocumentString(`
    query SmallcaseNews($scids: [String!]!, $first: Int, $after: String) {
  smallcaseNews(scids: $scids, first: $first, after: $after) {
    edges {
      cursor
      node {
        headline
        publishedAt
        publisher
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<SmallcaseNewsQuery, SmallcaseNewsQueryVariables>;
export const CatalogueNextToViewerDocument = new TypedDocumentString(`
    query CatalogueNextToViewer {
  viewer {
    id
  }
  smallcases {
    edges {
      cursor
    }
  }
}
    `) as unknown as TypedDocumentString<CatalogueNextToViewerQuery, CatalogueNextToViewerQueryVariables>;
export const NewsOfEachSmallcaseDocument = new TypedDocumentString(`
    query NewsOfEachSmallcase($first: Int) {
  smallcases(first: $first) {
    edges {
      node {
        news {
          edges {
            cursor
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<NewsOfEachSmallcaseQuery, NewsOfEachSmallcaseQueryVariables>;
export const AccountsOfFlowsDocument = new TypedDocumentString(`
    query AccountsOfFlows {
  viewer {
    brokerAccounts {
      id
      broker
    }
  }
}
    `) as unknown as TypedDocumentString<AccountsOfFlowsQuery, AccountsOfFlowsQueryVariables>;
export const LedgerOfTradesDocument = new TypedDocumentString(`
    query LedgerOfTrades {
  transactions {
    edges {
      node {
        id
      }
    }
  }
  orders {
    edges {
      node {
        id
        status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LedgerOfTradesQuery, LedgerOfTradesQueryVariables>;
export const FollowWideOrdersDocument = new TypedDocumentString(`
    subscription FollowWideOrders {
  events {
    cursor
    ... on OrderEvent {
      order {
        legs {
          text0: statusMessage
          text1: statusMessage
          text2: statusMessage
          text3: statusMessage
          text4: statusMessage
          text5: statusMessage
          text6: statusMessage
          text7: statusMessage
          text8: statusMessage
          text9: statusMessage
          text10: statusMessage
          text11: statusMessage
          text12: statusMessage
          text13: statusMessage
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FollowWideOrdersSubscription, FollowWideOrdersSubscriptionVariables>;
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
export const OverviewBeforeErasureDocument = new TypedDocumentString(`
    query OverviewBeforeErasure {
  viewer {
    id
    brokerAccounts {
      id
    }
  }
  transactions {
    edges {
      node {
        id
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
  holdings {
    snapshotAt
  }
}
    `) as unknown as TypedDocumentString<OverviewBeforeErasureQuery, OverviewBeforeErasureQueryVariables>;
export const FollowEndsDocument = new TypedDocumentString(`
    subscription FollowEnds {
  events {
    __typename
    ... on TransactionEvent {
      transaction {
        gatewayTransactionId
        status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FollowEndsSubscription, FollowEndsSubscriptionVariables>;
export const WhatCameDocument = new TypedDocumentString(`
    query WhatCame($id: ID!) {
  transaction(id: $id) {
    smallcase {
      iscid
    }
    sip {
      isActive
    }
    funds {
      amount
    }
    actsOn {
      status
    }
  }
  holdings {
    provenance
    securitiesCount
    mutualFundsCount
  }
  mutualFundImports {
    state
    foliosCount
  }
}
    `) as unknown as TypedDocumentString<WhatCameQuery, WhatCameQueryVariables>;
export const FundsOfAccountsDocument = new TypedDocumentString(`
    query FundsOfAccounts {
  viewer {
    brokerAccounts {
      id
      funds {
        amount {
          amount
          currency
        }
        asOf
        transaction {
          gatewayTransactionId
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FundsOfAccountsQuery, FundsOfAccountsQueryVariables>;
export const FundsByNodeDocument = new TypedDocumentString(`
    query FundsByNode($id: ID!) {
  node(id: $id) {
    ... on BrokerAccount {
      funds {
        asOf
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FundsByNodeQuery, FundsByNodeQueryVariables>;
export const FundsEventsDocument = new TypedDocumentString(`
    query FundsEvents {
  events(first: 100) {
    edges {
      node {
        __typename
        ... on FundsEvent {
          brokerAccount {
            id
          }
          funds {
            amount {
              amount
            }
            transaction {
              gatewayTransactionId
            }
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FundsEventsQuery, FundsEventsQueryVariables>;
export const UnlinkWithFundsDocument = new TypedDocumentString(`
    mutation UnlinkWithFunds($id: ID!) {
  unlinkBrokerAccount(input: {brokerAccountId: $id}) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<UnlinkWithFundsMutation, UnlinkWithFundsMutationVariables>;
export const MarketStatusDocument = new TypedDocumentString(`
    query MarketStatus {
  marketStatus {
    isOpen
    nextChangeAt
    asOf
    isEstimated
  }
}
    `) as unknown as TypedDocumentString<MarketStatusQuery, MarketStatusQueryVariables>;
export const RefreshOneDocument = new TypedDocumentString(`
    mutation RefreshOne($id: ID!) {
  refreshTransaction(id: $id) {
    __typename
    ... on Transaction {
      status
      gatewayTransactionId
    }
    ... on Failure {
      code
      isRetryable
    }
  }
}
    `) as unknown as TypedDocumentString<RefreshOneMutation, RefreshOneMutationVariables>;
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
export const InvestmentsStateDocument = new TypedDocumentString(`
    query InvestmentsState($account: ID) {
  investments(brokerAccountId: $account) {
    edges {
      cursor
      node {
        ...InvestmentParts
      }
    }
  }
  investmentTotals(brokerAccountId: $account) {
    currentValue {
      amount
    }
    currentInvestment {
      amount
    }
    totalReturns {
      amount
    }
    totalReturnsPercent
  }
  exitedInvestments(brokerAccountId: $account) {
    iscid
    scid
    name
    boughtAt
    exitedAt
    returns {
      amount
    }
  }
  exitedInvestmentsCount(brokerAccountId: $account)
  viewer {
    currentBrokerAccount {
      investments {
        edges {
          node {
            iscid
          }
        }
      }
      investmentTotals {
        currentValue {
          amount
        }
      }
      exitedInvestments {
        iscid
      }
      exitedInvestmentsCount
    }
  }
}
    fragment InvestmentParts on Investment {
  iscid
  scid
  name
  isAmoPending
  provenance
  fetchedAt
  brokerAccount {
    id
  }
  currentInvestment {
    amount
  }
  currentValue {
    amount
  }
  currentReturns {
    amount
  }
  currentReturnsPercent
  totalReturns {
    amount
  }
  totalReturnsPercent
  constituentsCount
  constituents {
    ticker
    name
    shares
    averagePrice {
      amount
    }
    returns {
      amount
    }
  }
}`) as unknown as TypedDocumentString<InvestmentsStateQuery, InvestmentsStateQueryVariables>;
export const OneInvestmentDocument = new TypedDocumentString(`
    query OneInvestment($iscid: String!) {
  investment(iscid: $iscid) {
    ...InvestmentParts
  }
}
    fragment InvestmentParts on Investment {
  iscid
  scid
  name
  isAmoPending
  provenance
  fetchedAt
  brokerAccount {
    id
  }
  currentInvestment {
    amount
  }
  currentValue {
    amount
  }
  currentReturns {
    amount
  }
  currentReturnsPercent
  totalReturns {
    amount
  }
  totalReturnsPercent
  constituentsCount
  constituents {
    ticker
    name
    shares
    averagePrice {
      amount
    }
    returns {
      amount
    }
  }
}`) as unknown as TypedDocumentString<OneInvestmentQuery, OneInvestmentQueryVariables>;
export const InvestmentsPageDocument = new TypedDocumentString(`
    query InvestmentsPage($first: Int, $after: String) {
  investments(first: $first, after: $after) {
    edges {
      cursor
      node {
        iscid
      }
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
    }
  }
}
    `) as unknown as TypedDocumentString<InvestmentsPageQuery, InvestmentsPageQueryVariables>;
export const RefreshTheInvestmentsDocument = new TypedDocumentString(`
    mutation RefreshTheInvestments($input: RefreshInvestmentsInput) {
  refreshInvestments(input: $input) {
    __typename
    ... on InvestmentsRefreshed {
      brokerAccount {
        id
      }
      totals {
        currentValue {
          amount
        }
      }
    }
    ... on Failure {
      code
    }
  }
}
    `) as unknown as TypedDocumentString<RefreshTheInvestmentsMutation, RefreshTheInvestmentsMutationVariables>;
export const UnlinkInvestedDocument = new TypedDocumentString(`
    mutation UnlinkInvested($id: ID!) {
  unlinkBrokerAccount(input: {brokerAccountId: $id}) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<UnlinkInvestedMutation, UnlinkInvestedMutationVariables>;
export const FollowInvestmentsDocument = new TypedDocumentString(`
    subscription FollowInvestments {
  events {
    __typename
    ... on InvestmentEvent {
      investment {
        ...InvestmentParts
      }
    }
    ... on InvestmentExited {
      iscid
    }
  }
}
    fragment InvestmentParts on Investment {
  iscid
  scid
  name
  isAmoPending
  provenance
  fetchedAt
  brokerAccount {
    id
  }
  currentInvestment {
    amount
  }
  currentValue {
    amount
  }
  currentReturns {
    amount
  }
  currentReturnsPercent
  totalReturns {
    amount
  }
  totalReturnsPercent
  constituentsCount
  constituents {
    ticker
    name
    shares
    averagePrice {
      amount
    }
    returns {
      amount
    }
  }
}`) as unknown as TypedDocumentString<FollowInvestmentsSubscription, FollowInvestmentsSubscriptionVariables>;
export const InvestmentEventsKeptDocument = new TypedDocumentString(`
    query InvestmentEventsKept {
  events(first: 100) {
    edges {
      node {
        __typename
      }
    }
  }
}
    `) as unknown as TypedDocumentString<InvestmentEventsKeptQuery, InvestmentEventsKeptQueryVariables>;
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
export const ListsOfInvestorDocument = new TypedDocumentString(`
    query ListsOfInvestor($requested: ID!, $iscid: String!, $first: Int, $offset: Int) {
  transaction(id: $requested) {
    request {
      securitiesCount
      securities(first: $first, offset: $offset) {
        ticker
      }
    }
  }
  investment(iscid: $iscid) {
    constituentsCount
    constituents(first: $first, offset: $offset) {
      ticker
    }
  }
  exitedInvestmentsCount
  exitedInvestments(first: $first, offset: $offset) {
    iscid
  }
}
    `) as unknown as TypedDocumentString<ListsOfInvestorQuery, ListsOfInvestorQueryVariables>;
export const ListsOfImportsDocument = new TypedDocumentString(`
    query ListsOfImports($first: Int, $offset: Int) {
  mutualFundImportsCount
  mutualFundImports(first: $first, offset: $offset) {
    id
  }
  holdings {
    mutualFundImportsCount
    mutualFundImports(first: $first, offset: $offset) {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ListsOfImportsQuery, ListsOfImportsQueryVariables>;
export const ListsOfSubscriberDocument = new TypedDocumentString(`
    query ListsOfSubscriber($first: Int, $offset: Int) {
  subscriptionsCount
  subscriptions(first: $first, offset: $offset) {
    subscriptionId
  }
  viewer {
    currentBrokerAccount {
      exitedInvestmentsCount
      exitedInvestments(first: $first, offset: $offset) {
        iscid
      }
      subscriptionsCount
      subscriptions(first: $first, offset: $offset) {
        subscriptionId
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ListsOfSubscriberQuery, ListsOfSubscriberQueryVariables>;
export const ListsInImportDocument = new TypedDocumentString(`
    query ListsInImport($first: Int, $offset: Int) {
  mutualFundImports(first: 1) {
    foliosCount
    folios(first: $first, offset: $offset) {
      folio
      isin
    }
  }
}
    `) as unknown as TypedDocumentString<ListsInImportQuery, ListsInImportQueryVariables>;
export const ListsInCatalogueDocument = new TypedDocumentString(`
    query ListsInCatalogue($first: Int, $offset: Int) {
  smallcase(scid: "SCET_0010") {
    constituentsCount
    constituents(first: $first, offset: $offset) {
      ticker
    }
    chart(duration: ONE_YEAR) {
      pointsCount
      points(first: $first, offset: $offset) {
        date
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ListsInCatalogueQuery, ListsInCatalogueQueryVariables>;
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
export const RequestMutualFundOtpDocument = new TypedDocumentString(`
    mutation RequestMutualFundOtp($input: RequestMutualFundOtpInput!) {
  requestMutualFundOtp(input: $input) {
    __typename
    ... on MutualFundOtpSent {
      sendsLeft
      transaction {
        gatewayTransactionId
      }
    }
    ... on Failure {
      code
      message
      isRetryable
    }
    ... on OtpLimitExceeded {
      retryAfterSeconds
    }
  }
}
    `) as unknown as TypedDocumentString<RequestMutualFundOtpMutation, RequestMutualFundOtpMutationVariables>;
export const VerifyMutualFundOtpDocument = new TypedDocumentString(`
    mutation VerifyMutualFundOtp($input: VerifyMutualFundOtpInput!) {
  verifyMutualFundOtp(input: $input) {
    __typename
    ... on MutualFundImport {
      id
      state
      transaction {
        gatewayTransactionId
      }
    }
    ... on Failure {
      code
      message
      isRetryable
    }
    ... on OtpIncorrect {
      triesLeft
    }
  }
}
    `) as unknown as TypedDocumentString<VerifyMutualFundOtpMutation, VerifyMutualFundOtpMutationVariables>;
export const StatesOfImportsDocument = new TypedDocumentString(`
    query StatesOfImports {
  mutualFundImports {
    state
    folios {
      folio
    }
  }
}
    `) as unknown as TypedDocumentString<StatesOfImportsQuery, StatesOfImportsQueryVariables>;
export const MutualFundImportsDocument = new TypedDocumentString(`
    query MutualFundImports($first: Int = 20, $offset: Int = 0, $rows: Int = 2, $after: String) {
  mutualFundImportsCount
  mutualFundImports(first: $first, offset: $offset) {
    id
    state
    provenance
    receivedAt
    foliosCount
    transactionsCount
    transaction {
      gatewayTransactionId
      status
      timeline {
        anomaly
      }
    }
    folios {
      folio
      isin
      units
      marketValue {
        amount
      }
      costValue {
        amount
      }
    }
    summary {
      marketValue {
        amount
      }
      costValue {
        amount
      }
    }
    transactions(first: $rows, after: $after) {
      edges {
        cursor
        node {
          folio
          fund
          date
          description
          units
          price {
            amount
          }
          amount {
            amount
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MutualFundImportsQuery, MutualFundImportsQueryVariables>;
export const ImportsOfHoldingsDocument = new TypedDocumentString(`
    query ImportsOfHoldings {
  holdings {
    provenance
    mutualFundsProvenance
    mutualFundImportsCount
    mutualFundImports {
      state
      provenance
    }
    mutualFunds {
      folio
    }
  }
}
    `) as unknown as TypedDocumentString<ImportsOfHoldingsQuery, ImportsOfHoldingsQueryVariables>;
export const FollowMutualFundImportsDocument = new TypedDocumentString(`
    subscription FollowMutualFundImports {
  events {
    __typename
    ... on MutualFundImportEvent {
      import {
        id
        state
        folios {
          folio
        }
        transactionsCount
      }
    }
    ... on HoldingsEvent {
      holdings {
        mutualFunds {
          folio
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FollowMutualFundImportsSubscription, FollowMutualFundImportsSubscriptionVariables>;
export const MutualFundImportNodeDocument = new TypedDocumentString(`
    query MutualFundImportNode($id: ID!) {
  node(id: $id) {
    __typename
    id
    ... on MutualFundImport {
      state
      folios {
        folio
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MutualFundImportNodeQuery, MutualFundImportNodeQueryVariables>;
export const RefreshWithoutAccountDocument = new TypedDocumentString(`
    mutation RefreshWithoutAccount {
  refreshHoldings {
    __typename
  }
}
    `) as unknown as TypedDocumentString<RefreshWithoutAccountMutation, RefreshWithoutAccountMutationVariables>;
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
export const PendingActionsInStatesDocument = new TypedDocumentString(`
    query PendingActionsInStates($includeEnded: Boolean) {
  pendingActions(includeEnded: $includeEnded) {
    id
    iscid
    action
    rawAction
    date
    status
    endedAt
  }
  pendingActionsCount(includeEnded: $includeEnded)
}
    `) as unknown as TypedDocumentString<PendingActionsInStatesQuery, PendingActionsInStatesQueryVariables>;
export const DismissActionDocument = new TypedDocumentString(`
    mutation DismissAction($id: ID!) {
  dismissPendingAction(id: $id) {
    id
    status
    endedAt
  }
}
    `) as unknown as TypedDocumentString<DismissActionMutation, DismissActionMutationVariables>;
export const FollowPendingActionsDocument = new TypedDocumentString(`
    subscription FollowPendingActions($after: String) {
  pendingActionsUpdated(after: $after) {
    __typename
    ... on Event {
      cursor
    }
    ... on PendingActionEvent {
      action {
        action
        status
      }
    }
    ... on PendingActionResolved {
      pendingActionId
      action {
        action
        status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FollowPendingActionsSubscription, FollowPendingActionsSubscriptionVariables>;
export const UnlinkWithActionsDocument = new TypedDocumentString(`
    mutation UnlinkWithActions($id: ID!) {
  unlinkBrokerAccount(input: {brokerAccountId: $id}) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<UnlinkWithActionsMutation, UnlinkWithActionsMutationVariables>;
export const WhoIsThisAfterAReloadDocument = new TypedDocumentString(`
    query WhoIsThisAfterAReload {
  viewer {
    id
  }
}
    `) as unknown as TypedDocumentString<WhoIsThisAfterAReloadQuery, WhoIsThisAfterAReloadQueryVariables>;
export const FollowThroughAReloadDocument = new TypedDocumentString(`
    subscription FollowThroughAReload {
  events {
    cursor
  }
}
    `) as unknown as TypedDocumentString<FollowThroughAReloadSubscription, FollowThroughAReloadSubscriptionVariables>;
export const MintAfterAReloadDocument = new TypedDocumentString(`
    mutation MintAfterAReload {
  createAuthToken {
    token
  }
}
    `) as unknown as TypedDocumentString<MintAfterAReloadMutation, MintAfterAReloadMutationVariables>;
export const CreateAfterAReloadDocument = new TypedDocumentString(`
    mutation CreateAfterAReload($input: CreateTransactionInput!) {
  createTransaction(input: $input) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<CreateAfterAReloadMutation, CreateAfterAReloadMutationVariables>;
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
export const CursorFirstDocument = new TypedDocumentString(`
    query CursorFirst {
  viewer {
    cursor
  }
  ...ChangingObjects
}
    fragment ChangingObjects on Query {
  orders(first: 5) {
    edges {
      node {
        __typename
        id
        revision
        transaction {
          __typename
          id
          revision
        }
      }
    }
  }
  transactions(first: 5) {
    edges {
      node {
        __typename
        id
        revision
        orders(first: 5) {
          __typename
          id
          revision
        }
      }
    }
  }
  holdings {
    __typename
    revision
    brokerAccount {
      id
    }
  }
}`) as unknown as TypedDocumentString<CursorFirstQuery, CursorFirstQueryVariables>;
export const CursorLastDocument = new TypedDocumentString(`
    query CursorLast {
  ...ChangingObjects
  viewer {
    cursor
  }
}
    fragment ChangingObjects on Query {
  orders(first: 5) {
    edges {
      node {
        __typename
        id
        revision
        transaction {
          __typename
          id
          revision
        }
      }
    }
  }
  transactions(first: 5) {
    edges {
      node {
        __typename
        id
        revision
        orders(first: 5) {
          __typename
          id
          revision
        }
      }
    }
  }
  holdings {
    __typename
    revision
    brokerAccount {
      id
    }
  }
}`) as unknown as TypedDocumentString<CursorLastQuery, CursorLastQueryVariables>;
export const CursorBetweenDocument = new TypedDocumentString(`
    query CursorBetween {
  holdings {
    __typename
    revision
    brokerAccount {
      id
    }
  }
  viewer {
    cursor
  }
  ...ChangingObjects
}
    fragment ChangingObjects on Query {
  orders(first: 5) {
    edges {
      node {
        __typename
        id
        revision
        transaction {
          __typename
          id
          revision
        }
      }
    }
  }
  transactions(first: 5) {
    edges {
      node {
        __typename
        id
        revision
        orders(first: 5) {
          __typename
          id
          revision
        }
      }
    }
  }
  holdings {
    __typename
    revision
    brokerAccount {
      id
    }
  }
}`) as unknown as TypedDocumentString<CursorBetweenQuery, CursorBetweenQueryVariables>;
export const CursorTwiceDocument = new TypedDocumentString(`
    query CursorTwice {
  me: viewer {
    at: cursor
  }
  ...ChangingObjects
  again: viewer {
    id
    cursor
  }
}
    fragment ChangingObjects on Query {
  orders(first: 5) {
    edges {
      node {
        __typename
        id
        revision
        transaction {
          __typename
          id
          revision
        }
      }
    }
  }
  transactions(first: 5) {
    edges {
      node {
        __typename
        id
        revision
        orders(first: 5) {
          __typename
          id
          revision
        }
      }
    }
  }
  holdings {
    __typename
    revision
    brokerAccount {
      id
    }
  }
}`) as unknown as TypedDocumentString<CursorTwiceQuery, CursorTwiceQueryVariables>;
export const CursorInFragmentDocument = new TypedDocumentString(`
    query CursorInFragment {
  ...ChangingObjects
  ...ViewerWithCursor
}
    fragment ChangingObjects on Query {
  orders(first: 5) {
    edges {
      node {
        __typename
        id
        revision
        transaction {
          __typename
          id
          revision
        }
      }
    }
  }
  transactions(first: 5) {
    edges {
      node {
        __typename
        id
        revision
        orders(first: 5) {
          __typename
          id
          revision
        }
      }
    }
  }
  holdings {
    __typename
    revision
    brokerAccount {
      id
    }
  }
}
fragment CursorOfViewer on Viewer {
  cursor
}
fragment ViewerWithCursor on Query {
  viewer {
    ...CursorOfViewer
  }
}`) as unknown as TypedDocumentString<CursorInFragmentQuery, CursorInFragmentQueryVariables>;
export const CursorOnConditionDocument = new TypedDocumentString(`
    query CursorOnCondition($yes: Boolean = true) {
  ...ChangingObjects
  viewer {
    ... on Viewer @include(if: $yes) {
      cursor
    }
  }
}
    fragment ChangingObjects on Query {
  orders(first: 5) {
    edges {
      node {
        __typename
        id
        revision
        transaction {
          __typename
          id
          revision
        }
      }
    }
  }
  transactions(first: 5) {
    edges {
      node {
        __typename
        id
        revision
        orders(first: 5) {
          __typename
          id
          revision
        }
      }
    }
  }
  holdings {
    __typename
    revision
    brokerAccount {
      id
    }
  }
}`) as unknown as TypedDocumentString<CursorOnConditionQuery, CursorOnConditionQueryVariables>;
export const CursorThroughNodeDocument = new TypedDocumentString(`
    query CursorThroughNode {
  ...ChangingObjects
  node(id: "Vmlld2VyOmFsaWNl") {
    ... on Viewer {
      cursor
    }
  }
}
    fragment ChangingObjects on Query {
  orders(first: 5) {
    edges {
      node {
        __typename
        id
        revision
        transaction {
          __typename
          id
          revision
        }
      }
    }
  }
  transactions(first: 5) {
    edges {
      node {
        __typename
        id
        revision
        orders(first: 5) {
          __typename
          id
          revision
        }
      }
    }
  }
  holdings {
    __typename
    revision
    brokerAccount {
      id
    }
  }
}`) as unknown as TypedDocumentString<CursorThroughNodeQuery, CursorThroughNodeQueryVariables>;
export const RevisedStateDocument = new TypedDocumentString(`
    query RevisedState {
  transactions(first: 40) {
    edges {
      node {
        id
        revision
        orders(first: 3) {
          id
          revision
        }
      }
    }
  }
  orders(first: 40) {
    edges {
      node {
        id
        revision
        transaction {
          id
          revision
        }
      }
    }
  }
  holdings {
    revision
    brokerAccount {
      id
    }
  }
  viewer {
    cursor
    brokerAccounts {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<RevisedStateQuery, RevisedStateQueryVariables>;
export const OneRevisionEachDocument = new TypedDocumentString(`
    query OneRevisionEach($transaction: ID!, $order: ID!) {
  transaction(id: $transaction) {
    revision
  }
  order(id: $order) {
    revision
  }
  first: node(id: $transaction) {
    ... on Transaction {
      revision
    }
  }
  second: node(id: $order) {
    ... on Order {
      revision
    }
  }
}
    `) as unknown as TypedDocumentString<OneRevisionEachQuery, OneRevisionEachQueryVariables>;
export const RevisionOfHoldingsDocument = new TypedDocumentString(`
    query RevisionOfHoldings($id: ID) {
  holdings(brokerAccountId: $id) {
    revision
  }
}
    `) as unknown as TypedDocumentString<RevisionOfHoldingsQuery, RevisionOfHoldingsQueryVariables>;
export const ReportRevisedDocument = new TypedDocumentString(`
    mutation ReportRevised($id: ID!, $code: Int, $token: String) {
  reportTransactionOutcome(
    input: {transactionId: $id, errorCode: $code, smallcaseAuthToken: $token}
  ) {
    ... on Transaction {
      id
      revision
      error {
        code
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ReportRevisedMutation, ReportRevisedMutationVariables>;
export const RefreshRevisedDocument = new TypedDocumentString(`
    mutation RefreshRevised($id: ID!) {
  refreshTransaction(id: $id) {
    ... on Transaction {
      id
      revision
      status
    }
  }
}
    `) as unknown as TypedDocumentString<RefreshRevisedMutation, RefreshRevisedMutationVariables>;
export const RefreshRevisedHoldingsDocument = new TypedDocumentString(`
    mutation RefreshRevisedHoldings {
  refreshHoldings {
    ... on Holdings {
      revision
      brokerAccount {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RefreshRevisedHoldingsMutation, RefreshRevisedHoldingsMutationVariables>;
export const CreateRevisedDocument = new TypedDocumentString(`
    mutation CreateRevised($input: CreateTransactionInput!) {
  createTransaction(input: $input) {
    __typename
    ... on Transaction {
      id
      revision
    }
    ... on PossibleDuplicate {
      transaction {
        id
        revision
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CreateRevisedMutation, CreateRevisedMutationVariables>;
export const UnlinkRevisedDocument = new TypedDocumentString(`
    mutation UnlinkRevised($id: ID!) {
  unlinkBrokerAccount(input: {brokerAccountId: $id}) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<UnlinkRevisedMutation, UnlinkRevisedMutationVariables>;
export const FollowRevisedOrderDocument = new TypedDocumentString(`
    subscription FollowRevisedOrder($id: ID!) {
  orderUpdated(orderId: $id) {
    ... on StreamPosition {
      cursor
    }
    ... on OrderEvent {
      cursor
      order {
        revision
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FollowRevisedOrderSubscription, FollowRevisedOrderSubscriptionVariables>;
export const FollowRevisedTransactionDocument = new TypedDocumentString(`
    subscription FollowRevisedTransaction($id: ID!) {
  transactionUpdated(transactionId: $id) {
    ... on StreamPosition {
      cursor
    }
    ... on TransactionEvent {
      cursor
      transaction {
        revision
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FollowRevisedTransactionSubscription, FollowRevisedTransactionSubscriptionVariables>;
export const FollowRevisedDocument = new TypedDocumentString(`
    subscription FollowRevised($after: String) {
  events(after: $after) {
    ...RevisedParts
  }
}
    fragment RevisedParts on Event {
  __typename
  cursor
  ... on TransactionEvent {
    transaction {
      id
      revision
    }
  }
  ... on OrderEvent {
    order {
      id
      revision
    }
  }
  ... on OrderRetracted {
    orderId
    revision
  }
  ... on HoldingsEvent {
    holdings {
      revision
      brokerAccount {
        id
      }
    }
  }
}`) as unknown as TypedDocumentString<FollowRevisedSubscription, FollowRevisedSubscriptionVariables>;
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
export const ReportSdkResultDocument = new TypedDocumentString(`
    mutation ReportSdkResult($input: ReportTransactionOutcomeInput!) {
  reportTransactionOutcome(input: $input) {
    ... on Transaction {
      status
      error {
        code
        key
        kind
        provenance
      }
      linkFailure {
        __typename
        code
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ReportSdkResultMutation, ReportSdkResultMutationVariables>;
export const AccountsAfterReportDocument = new TypedDocumentString(`
    query AccountsAfterReport {
  viewer {
    brokerAccounts {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<AccountsAfterReportQuery, AccountsAfterReportQueryVariables>;
export const BoughtStateDocument = new TypedDocumentString(`
    query BoughtState($id: ID!) {
  transaction(id: $id) {
    ...BoughtTransaction
  }
}
    fragment SmallcaseParts on SmallcaseRef {
  scid
  iscid
  name
  provenance
}
fragment BoughtOrder on Order {
  batchId
  status
  isFinal
  variety
  label
  originalLabel
  smallcase {
    ...SmallcaseParts
  }
  brokerAccount {
    id
  }
  legs {
    symbol
    side
    quantity
    filledQuantity
  }
}
fragment BoughtTransaction on Transaction {
  gatewayTransactionId
  status
  notes
  signup
  error {
    code
  }
  smallcase {
    ...SmallcaseParts
  }
  sip {
    isActive
    action
    amount {
      amount
    }
    frequency
    kind
    nextAt
    iscid
    scid
  }
  request {
    securitiesCount
    securities {
      ticker
      quantity
      side
      exchange
      orderType
      limitPrice {
        amount
      }
    }
    smallcaseOrder {
      type
      scid
      iscid
    }
    iscid
  }
  brokerAccount {
    id
  }
  actsOn {
    batchId
    transaction {
      gatewayTransactionId
    }
  }
  orders {
    ...BoughtOrder
  }
}`) as unknown as TypedDocumentString<BoughtStateQuery, BoughtStateQueryVariables>;
export const FollowBoughtDocument = new TypedDocumentString(`
    subscription FollowBought {
  events {
    __typename
    ... on TransactionEvent {
      transaction {
        ...BoughtTransaction
      }
    }
    ... on OrderEvent {
      order {
        ...BoughtOrder
      }
    }
  }
}
    fragment SmallcaseParts on SmallcaseRef {
  scid
  iscid
  name
  provenance
}
fragment BoughtOrder on Order {
  batchId
  status
  isFinal
  variety
  label
  originalLabel
  smallcase {
    ...SmallcaseParts
  }
  brokerAccount {
    id
  }
  legs {
    symbol
    side
    quantity
    filledQuantity
  }
}
fragment BoughtTransaction on Transaction {
  gatewayTransactionId
  status
  notes
  signup
  error {
    code
  }
  smallcase {
    ...SmallcaseParts
  }
  sip {
    isActive
    action
    amount {
      amount
    }
    frequency
    kind
    nextAt
    iscid
    scid
  }
  request {
    securitiesCount
    securities {
      ticker
      quantity
      side
      exchange
      orderType
      limitPrice {
        amount
      }
    }
    smallcaseOrder {
      type
      scid
      iscid
    }
    iscid
  }
  brokerAccount {
    id
  }
  actsOn {
    batchId
    transaction {
      gatewayTransactionId
    }
  }
  orders {
    ...BoughtOrder
  }
}`) as unknown as TypedDocumentString<FollowBoughtSubscription, FollowBoughtSubscriptionVariables>;
export const UnlinkBoughtDocument = new TypedDocumentString(`
    mutation UnlinkBought($id: ID!) {
  unlinkBrokerAccount(input: {brokerAccountId: $id}) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<UnlinkBoughtMutation, UnlinkBoughtMutationVariables>;
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
export const SubscriptionsOfDocument = new TypedDocumentString(`
    query SubscriptionsOf($id: ID) {
  subscriptions(brokerAccountId: $id) {
    ...SubscriptionParts
  }
  subscriptionsCount(brokerAccountId: $id)
}
    fragment SubscriptionParts on SmallcaseSubscription {
  subscriptionId
  status
  isInGrace
  graceEndsAt
  maySubscribe
  publisher
  duration
  renewal
  planType
  amount {
    amount
  }
  startedAt
  endsAt
  isCancellable
  isRenewable
  fetchedAt
  cancellation {
    scheduledAt
    reason
  }
  smallcases {
    scid
    name
  }
}`) as unknown as TypedDocumentString<SubscriptionsOfQuery, SubscriptionsOfQueryVariables>;
export const SubscriptionsEverywhereDocument = new TypedDocumentString(`
    query SubscriptionsEverywhere($scid: String!) {
  viewer {
    currentBrokerAccount {
      subscriptions {
        subscriptionId
      }
      subscriptionsCount
    }
  }
  smallcase(scid: $scid) {
    name
    mySubscription {
      subscriptionId
    }
  }
}
    `) as unknown as TypedDocumentString<SubscriptionsEverywhereQuery, SubscriptionsEverywhereQueryVariables>;
export const SubscriptionsOfAllAccountsDocument = new TypedDocumentString(`
    query SubscriptionsOfAllAccounts($first: Int) {
  viewer {
    brokerAccounts(first: $first) {
      subscriptions {
        status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SubscriptionsOfAllAccountsQuery, SubscriptionsOfAllAccountsQueryVariables>;
export const MySubscriptionOfEachSmallcaseDocument = new TypedDocumentString(`
    query MySubscriptionOfEachSmallcase {
  smallcases(first: 50) {
    edges {
      node {
        scid
        mySubscription {
          status
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MySubscriptionOfEachSmallcaseQuery, MySubscriptionOfEachSmallcaseQueryVariables>;
export const UnlinkSubscribedAccountDocument = new TypedDocumentString(`
    mutation UnlinkSubscribedAccount($id: ID!) {
  unlinkBrokerAccount(input: {brokerAccountId: $id}) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<UnlinkSubscribedAccountMutation, UnlinkSubscribedAccountMutationVariables>;
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
export const RevisedEventsDocument = new TypedDocumentString(`
    query RevisedEvents($after: String) {
  events(first: 100, after: $after) {
    edges {
      node {
        ...RevisedParts
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment RevisedParts on Event {
  __typename
  cursor
  ... on TransactionEvent {
    transaction {
      id
      revision
    }
  }
  ... on OrderEvent {
    order {
      id
      revision
    }
  }
  ... on OrderRetracted {
    orderId
    revision
  }
  ... on HoldingsEvent {
    holdings {
      revision
      brokerAccount {
        id
      }
    }
  }
}`) as unknown as TypedDocumentString<RevisedEventsQuery, RevisedEventsQueryVariables>;
export const ReadWhileRotatingDocument = new TypedDocumentString(`
    query ReadWhileRotating {
  viewer {
    id
  }
  transactions(first: 3) {
    edges {
      node {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ReadWhileRotatingQuery, ReadWhileRotatingQueryVariables>;
export const CreateWhileRotatingDocument = new TypedDocumentString(`
    mutation CreateWhileRotating($input: CreateTransactionInput!) {
  createTransaction(input: $input) {
    __typename
  }
  createAuthToken {
    token
  }
}
    `) as unknown as TypedDocumentString<CreateWhileRotatingMutation, CreateWhileRotatingMutationVariables>;
export const ShopLedgerDocument = new TypedDocumentString(`
    query ShopLedger {
  orders(first: 50) {
    edges {
      node {
        id
        status
      }
    }
  }
  transactions(first: 50) {
    edges {
      node {
        gatewayTransactionId
        intent
        status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ShopLedgerQuery, ShopLedgerQueryVariables>;
export const CreateElsewhereDocument = new TypedDocumentString(`
    mutation CreateElsewhere($input: CreateTransactionInput!) {
  createTransaction(input: $input) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<CreateElsewhereMutation, CreateElsewhereMutationVariables>;
export const OrdersInCacheDocument = new TypedDocumentString(`
    query OrdersInCache($first: Int, $after: String) {
  orders(first: $first, after: $after) {
    edges {
      cursor
      node {
        id
        status
        revision
        legs {
          filledQuantity
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<OrdersInCacheQuery, OrdersInCacheQueryVariables>;
export const HoldingsInCacheDocument = new TypedDocumentString(`
    query HoldingsInCache {
  holdings {
    receivedAt
    securitiesCount
  }
}
    `) as unknown as TypedDocumentString<HoldingsInCacheQuery, HoldingsInCacheQueryVariables>;
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

export type FollowLogSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FollowLogSubscription = { events:
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

export type ReadLogQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type ReadLogQuery = { events: { edges: Array<{ cursor: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type EventsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type EventsSubscription = { events:
    | { __typename: 'FundsEvent', cursor: string, occurredAt: string }
    | { __typename: 'HoldingsEvent', cursor: string, occurredAt: string, holdings: { provenance: Provenance } }
    | { __typename: 'InvestmentEvent', cursor: string, occurredAt: string }
    | { __typename: 'InvestmentExited', cursor: string, occurredAt: string }
    | { __typename: 'MutualFundImportEvent', cursor: string, occurredAt: string, import: { state: MutualFundImportState, foliosCount: number, transaction: { gatewayTransactionId: string } } }
    | { __typename: 'OrderEvent', cursor: string, occurredAt: string, order: { id: string, batchId: string, status: OrderStatus, isFinal: boolean, provenance: Provenance, variety: OrderVariety, transaction: { gatewayTransactionId: string } | null, buyAmount: { amount: string, currency: string } | null, legs: Array<{ symbol: string, side: Side, quantity: number | null, filledQuantity: number | null, status: LegStatus, errorCode: string | null, averagePrice: { amount: string, currency: string } | null }> } }
    | { __typename: 'OrderRetracted', cursor: string, occurredAt: string }
    | { __typename: 'PendingActionEvent', cursor: string, occurredAt: string }
    | { __typename: 'PendingActionResolved', cursor: string, occurredAt: string }
    | { __typename: 'ResyncRequired', cursor: string, occurredAt: string }
    | { __typename: 'StreamPosition', cursor: string, occurredAt: string }
    | { __typename: 'TransactionEvent', cursor: string, occurredAt: string, transaction: { id: string, gatewayTransactionId: string, intent: Intent, status: TransactionStatus, provenance: Provenance, expiresAt: string, smallcase: { iscid: string | null, name: string | null } | null } }
   };

export type CreateAuthTokenMutationVariables = Exact<{
  input?: CreateAuthTokenInput | null | undefined;
}>;


export type CreateAuthTokenMutation = { createAuthToken: { kind: AuthTokenKind, expiresAt: string, gateway: string } | null };

export type CreateTransactionMutationVariables = Exact<{
  input: CreateTransactionInput;
}>;


export type CreateTransactionMutation = { createTransaction:
    | { __typename: 'GatewayRefused', code: FailureCode, message: string }
    | { __typename: 'GatewayUnavailable', code: FailureCode, message: string }
    | { __typename: 'IdempotencyKeyReused', code: FailureCode, message: string }
    | { __typename: 'OutcomeUnknown', code: FailureCode, message: string }
    | { __typename: 'PossibleDuplicate', code: FailureCode, message: string }
    | { __typename: 'Transaction', id: string, gatewayTransactionId: string, intent: Intent, expiresAt: string }
    | { __typename: 'TransactionInProgress', code: FailureCode, message: string }
   | null };

export type LinkBrokerAccountMutationVariables = Exact<{
  input: LinkBrokerAccountInput;
}>;


export type LinkBrokerAccountMutation = { linkBrokerAccount:
    | { __typename: 'AuthTokenInvalid', code: FailureCode, message: string }
    | { __typename: 'BrokerAccount', id: string, broker: string | null }
    | { __typename: 'BrokerAccountLinkedElsewhere', code: FailureCode, message: string }
    | { __typename: 'BrokerAccountUnproven', code: FailureCode, message: string }
   | null };

export type ReportTransactionOutcomeMutationVariables = Exact<{
  input: ReportTransactionOutcomeInput;
}>;


export type ReportTransactionOutcomeMutation = { reportTransactionOutcome:
    | { __typename: 'AuthTokenInvalid', code: FailureCode, message: string }
    | { __typename: 'Transaction' }
   | null };

export type ImportedHoldingsQueryVariables = Exact<{ [key: string]: never; }>;


export type ImportedHoldingsQuery = { holdings: { snapshotAt: string | null, provenance: Provenance, securities: Array<{ name: string | null, nseTicker: string | null, quantity: string | null, averagePrice: { amount: string, currency: string } | null }> } | null };

export type CurrentBrokerAccountQueryVariables = Exact<{ [key: string]: never; }>;


export type CurrentBrokerAccountQuery = { viewer: { currentBrokerAccount: { broker: string | null } | null } | null };

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

export const FollowLogDocument = new TypedDocumentString(`
    subscription FollowLog($after: String) {
  events(after: $after) {
    __typename
    cursor
  }
}
    `) as unknown as TypedDocumentString<FollowLogSubscription, FollowLogSubscriptionVariables>;
export const ReadLogDocument = new TypedDocumentString(`
    query ReadLog($first: Int!, $after: String) {
  events(first: $first, after: $after) {
    edges {
      cursor
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ReadLogQuery, ReadLogQueryVariables>;
export const EventsDocument = new TypedDocumentString(`
    subscription Events {
  events {
    __typename
    cursor
    occurredAt
    ... on OrderEvent {
      order {
        id
        batchId
        status
        isFinal
        provenance
        variety
        transaction {
          gatewayTransactionId
        }
        buyAmount {
          amount
          currency
        }
        legs {
          symbol
          side
          quantity
          filledQuantity
          status
          errorCode
          averagePrice {
            amount
            currency
          }
        }
      }
    }
    ... on TransactionEvent {
      transaction {
        id
        gatewayTransactionId
        intent
        status
        provenance
        expiresAt
        smallcase {
          iscid
          name
        }
      }
    }
    ... on HoldingsEvent {
      holdings {
        provenance
      }
    }
    ... on MutualFundImportEvent {
      import {
        state
        foliosCount
        transaction {
          gatewayTransactionId
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EventsSubscription, EventsSubscriptionVariables>;
export const CreateAuthTokenDocument = new TypedDocumentString(`
    mutation CreateAuthToken($input: CreateAuthTokenInput) {
  createAuthToken(input: $input) {
    kind
    expiresAt
    gateway
  }
}
    `) as unknown as TypedDocumentString<CreateAuthTokenMutation, CreateAuthTokenMutationVariables>;
export const CreateTransactionDocument = new TypedDocumentString(`
    mutation CreateTransaction($input: CreateTransactionInput!) {
  createTransaction(input: $input) {
    __typename
    ... on Transaction {
      id
      gatewayTransactionId
      intent
      expiresAt
    }
    ... on Failure {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CreateTransactionMutation, CreateTransactionMutationVariables>;
export const LinkBrokerAccountDocument = new TypedDocumentString(`
    mutation LinkBrokerAccount($input: LinkBrokerAccountInput!) {
  linkBrokerAccount(input: $input) {
    __typename
    ... on BrokerAccount {
      id
      broker
    }
    ... on Failure {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<LinkBrokerAccountMutation, LinkBrokerAccountMutationVariables>;
export const ReportTransactionOutcomeDocument = new TypedDocumentString(`
    mutation ReportTransactionOutcome($input: ReportTransactionOutcomeInput!) {
  reportTransactionOutcome(input: $input) {
    __typename
    ... on Failure {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<ReportTransactionOutcomeMutation, ReportTransactionOutcomeMutationVariables>;
export const ImportedHoldingsDocument = new TypedDocumentString(`
    query ImportedHoldings {
  holdings {
    snapshotAt
    provenance
    securities {
      name
      nseTicker
      quantity
      averagePrice {
        amount
        currency
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ImportedHoldingsQuery, ImportedHoldingsQueryVariables>;
export const CurrentBrokerAccountDocument = new TypedDocumentString(`
    query CurrentBrokerAccount {
  viewer {
    currentBrokerAccount {
      broker
    }
  }
}
    `) as unknown as TypedDocumentString<CurrentBrokerAccountQuery, CurrentBrokerAccountQueryVariables>;
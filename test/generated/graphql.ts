/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** One open leg to cancel. */
export type CancelOrderInput = {
  /** The order, by its global id or Gateway’s batch id. */
  orderId: string;
  /** Trading symbol of the leg. */
  symbol: string;
};

/** What a transaction is wanted for. Give exactly the one object that fits the intent. */
export type CreateTransactionInput = {
  /** Whether an order equal to one made a moment ago is meant. */
  allowDuplicate?: boolean | null | undefined;
  /** Whether the user may choose another broker account. CONNECT and ONBOARDING are always guest. */
  asGuest?: boolean | null | undefined;
  /** The broker account to act for; the viewer’s current one if absent. */
  brokerAccountId?: string | null | undefined;
  /** For CANCEL_ORDER. */
  cancelOrder?: CancelOrderInput | null | undefined;
  /** For HOLDINGS_IMPORT; may be left out. */
  holdingsImport?: HoldingsImportInput | null | undefined;
  /** Your own name for this purpose, 1 to 255 characters. Calls with the same key and input create one transaction, however often they are repeated. */
  idempotencyKey: string;
  /** The purpose. */
  intent: Intent;
  /** For SIP_SETUP, IMR_SETUP and CANCEL_AMO. */
  investment?: InvestmentInput | null | undefined;
  /** For MF_HOLDINGS_IMPORT. */
  mutualFundImport?: MutualFundImportInput | null | undefined;
  /** Up to 256 characters that Gateway echoes. A correlation id, never personal data. */
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

/** Details of a holdings import. */
export type HoldingsImportInput = {
  /** Whether mutual funds held at the broker are wanted too. */
  includeMutualFunds?: boolean | null | undefined;
};

/** What a transaction is for, in Gateway’s own names. */
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

/** Details of a mutual-fund import. Personal data: it is passed on, not kept. */
export type MutualFundImportInput = {
  /** Whether single transactions are wanted. */
  casDetail?: boolean | null | undefined;
  /** Whether folio totals are wanted. */
  casSummary?: boolean | null | undefined;
  /** E-mail address. */
  email?: string | null | undefined;
  /** First day of the statement, `yyyy-mm-dd`. */
  fromDate: string;
  /** The user’s PAN, upper case. */
  pan: string;
  /** Mobile number, 10 digits without country code. */
  phone?: string | null | undefined;
  /** Last day of the statement, `yyyy-mm-dd`. */
  toDate?: string | null | undefined;
};

/** How a leg is priced. */
export type OrderType =
  /** At a limit price or better. */
  | 'LIMIT'
  /** At the market’s price. */
  | 'MARKET'
  /** A value of Gateway that is not known here; the raw text says more. Refused as input. */
  | 'UNKNOWN';

/** One security to order. Each optional field: for all or for none. */
export type SecurityOrderInput = {
  /** The exchange; NSE if absent. Give it for every security or for none. */
  exchange?: Exchange | null | undefined;
  /** Limit price in rupees; needed with LIMIT and only there. */
  limitPrice?: string | null | undefined;
  /** Market or limit; market if absent. Give it for every security or for none. */
  orderType?: OrderType | null | undefined;
  /** How many shares, at least 1; absent: the user types it. Give it for every security or for none. */
  quantity?: number | null | undefined;
  /** Buy or sell; absent: the user chooses. Give it for every security or for none. */
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
  /** A value of Gateway that is not known here; the raw text says more. Refused as input. */
  | 'UNKNOWN';

/** An order of a smallcase. */
export type SmallcaseOrderInput = {
  /** The user’s investment; needed with every type but BUY. */
  iscid?: string | null | undefined;
  /** Catalogue id such as `SCET_0010`; needed with BUY. */
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
  /** Try unfilled legs of the last order again. */
  | 'FIX'
  /** Add money. */
  | 'INVESTMORE'
  /** Edit the constituents. */
  | 'MANAGE'
  /** Sell a part. */
  | 'PARTIALEXIT'
  /** Apply the manager’s new weights. */
  | 'REBALANCE'
  /** Mend a mismatch between smallcase and demat account. */
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

export const CreateForGraphiqlDocument = new TypedDocumentString(`
    mutation CreateForGraphiql($input: CreateTransactionInput!) {
  createTransaction(input: $input) {
    __typename
  }
}
    `) as unknown as TypedDocumentString<CreateForGraphiqlMutation, CreateForGraphiqlMutationVariables>;
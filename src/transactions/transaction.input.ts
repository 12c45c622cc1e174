import { Field, ID, InputType, Int } from 'type-graphql';
import type { DecimalString } from '../core/money.js';
import type { OrderType, Side } from '../gateway/facts.js';
import type { WireIntent, WireSmallcaseOrderType, WireValidity } from '../gateway/wire.js';
import { DecimalScalar } from '../graphql/scalars.js';
import {
  ExchangeEnum,
  IntentEnum,
  OrderTypeEnum,
  OrderValidityEnum,
  SideEnum,
  SmallcaseOrderTypeEnum,
} from '../graphql/enums.js';

const ALL_OR_NONE = 'Set it for all securities or for none.';

@InputType('SecurityOrderInput', {
  description: 'One security to order. Set each optional field for all securities or for none.',
})
export class SecurityOrderInput {
  @Field(() => String, { description: 'Trading symbol at the exchange, such as `INFY`.' })
  ticker!: string;

  @Field(() => Int, {
    nullable: true,
    description: `Number of shares, at least 1; if absent, the user enters it. ${ALL_OR_NONE}`,
  })
  quantity?: number | null;

  @Field(() => SideEnum, {
    nullable: true,
    description: `Buy or sell; if absent, the user chooses. ${ALL_OR_NONE}`,
  })
  side?: Exclude<Side, 'UNKNOWN'> | null;

  @Field(() => ExchangeEnum, { nullable: true, description: `The exchange. Default: NSE. ${ALL_OR_NONE}` })
  exchange?: 'NSE' | 'BSE' | null;

  @Field(() => OrderTypeEnum, {
    nullable: true,
    description: `Market or limit. Default: market. ${ALL_OR_NONE}`,
  })
  orderType?: Exclude<OrderType, 'UNKNOWN'> | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Limit price in rupees; required for LIMIT, not allowed otherwise. A basket may mix both.',
  })
  limitPrice?: DecimalString | null;

  @Field(() => OrderValidityEnum, {
    nullable: true,
    description: `How long the order waits for its price. Default: the broker’s. ${ALL_OR_NONE}`,
  })
  validity?: WireValidity | null;
}

@InputType('PresentationInput', { description: 'How Gateway presents an order of securities to the user.' })
export class PresentationInput {
  @Field(() => String, { nullable: true, description: 'Name of the order, up to 100 characters.' })
  orderName?: string | null;

  @Field(() => String, { nullable: true, description: 'Address of its logo, beginning with `https://`.' })
  orderLogo?: string | null;
}

@InputType('SecurityToAuthoriseInput', { description: 'One security to authorise for sale.' })
class SecurityToAuthoriseInput {
  @Field(() => String, { description: 'Trading symbol at the exchange, such as `INFY`.' })
  ticker!: string;
}

@InputType('AuthoriseHoldingsInput', { description: 'Which holdings to authorise at the depository.' })
export class AuthoriseHoldingsInput {
  @Field(() => [SecurityToAuthoriseInput], { description: '1 to 100 securities, each once.' })
  securities!: SecurityToAuthoriseInput[];
}

@InputType('SmallcaseOrderInput', { description: 'An order of a smallcase.' })
export class SmallcaseOrderInput {
  @Field(() => SmallcaseOrderTypeEnum, { description: 'What to do with the smallcase.' })
  type!: WireSmallcaseOrderType;

  @Field(() => String, {
    nullable: true,
    description: 'Catalogue id such as `SCET_0010`. Required for BUY; all other types need this or `iscid`.',
  })
  scid?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Gateway’s id of the user’s investment, see `SmallcaseRef.iscid`. Not for BUY; all other types need ' +
      'this or `scid`.',
  })
  iscid?: string | null;
}

@InputType('HoldingsImportInput', { description: 'Details of a holdings import.' })
export class HoldingsImportInput {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether to include mutual funds held at the broker.',
  })
  includeMutualFunds?: boolean | null;
}

@InputType('MutualFundImportInput', {
  description:
    'Details of a mutual-fund import. Personal data, which is sent to Gateway and not stored. ' +
    'The user types what is left out.',
})
export class MutualFundImportInput {
  @Field(() => String, { nullable: true, description: 'First day of the statement, `yyyy-mm-dd`.' })
  fromDate?: string | null;

  @Field(() => String, { nullable: true, description: 'Last day of the statement, `yyyy-mm-dd`.' })
  toDate?: string | null;

  @Field(() => String, { nullable: true, description: 'The investor’s PAN, upper case.' })
  pan?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Mobile number, 10 digits without country code.',
  })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  email?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether to include individual transactions. Default: false.',
  })
  casDetail?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether to include folio totals. Default: true.' })
  casSummary?: boolean | null;
}

@InputType('InvestmentInput', { description: 'An investment the user has in a smallcase.' })
export class InvestmentInput {
  @Field(() => String, { description: 'Gateway’s id of the investment.' })
  iscid!: string;
}

@InputType('CancelOrderInput', { description: 'One open leg to cancel.' })
export class CancelOrderInput {
  @Field(() => ID, { description: 'The order, by its global id or Gateway’s batch id.' })
  orderId!: string;

  @Field(() => String, { description: 'Trading symbol of the leg.' })
  symbol!: string;
}

@InputType('SmallcaseSubscriptionInput', { description: 'A fee-based smallcase to subscribe to.' })
export class SmallcaseSubscriptionInput {
  @Field(() => String, { description: 'Catalogue id such as `SCET_0010`.' })
  scid!: string;

  @Field(() => String, { nullable: true, description: 'Name shown to the user.' })
  name?: string | null;
}

@InputType('CreateTransactionInput', {
  description: 'What to create a transaction for. Set only the object that belongs to the intent.',
})
export class CreateTransactionInput {
  @Field(() => String, {
    description:
      'Your unique name for this request, 1 to 255 characters. ' +
      'Repeating a call with the same key and input creates no second transaction.',
  })
  idempotencyKey!: string;

  @Field(() => IntentEnum, { description: 'What the transaction is for.' })
  intent!: WireIntent;

  @Field(() => ID, {
    nullable: true,
    description: 'The broker account to use. Default: the viewer’s current one.',
  })
  brokerAccountId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'Whether the user may choose another broker account. CONNECT and ONBOARDING are always guest.',
  })
  asGuest?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Whether to allow an order identical to one placed a moment ago.',
  })
  allowDuplicate?: boolean | null;

  @Field(() => [SecurityOrderInput], { nullable: true, description: 'For TRANSACTION: 1 to 100 securities.' })
  securities?: SecurityOrderInput[] | null;

  @Field(() => PresentationInput, {
    nullable: true,
    description: 'For TRANSACTION of securities; optional.',
  })
  presentation?: PresentationInput | null;

  @Field(() => AuthoriseHoldingsInput, {
    nullable: true,
    description: 'For AUTHORISE_HOLDINGS; if absent, all holdings.',
  })
  authoriseHoldings?: AuthoriseHoldingsInput | null;

  @Field(() => SmallcaseOrderInput, {
    nullable: true,
    description: 'For TRANSACTION: an order of a smallcase.',
  })
  smallcaseOrder?: SmallcaseOrderInput | null;

  @Field(() => HoldingsImportInput, { nullable: true, description: 'For HOLDINGS_IMPORT; optional.' })
  holdingsImport?: HoldingsImportInput | null;

  @Field(() => MutualFundImportInput, { nullable: true, description: 'For MF_HOLDINGS_IMPORT.' })
  mutualFundImport?: MutualFundImportInput | null;

  @Field(() => InvestmentInput, { nullable: true, description: 'For SIP_SETUP, IMR_SETUP and CANCEL_AMO.' })
  investment?: InvestmentInput | null;

  @Field(() => CancelOrderInput, { nullable: true, description: 'For CANCEL_ORDER.' })
  cancelOrder?: CancelOrderInput | null;

  @Field(() => SmallcaseSubscriptionInput, { nullable: true, description: 'For SUBSCRIPTION.' })
  subscription?: SmallcaseSubscriptionInput | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Text that Gateway returns unchanged, up to 256 characters: a correlation id, never personal data.',
  })
  notes?: string | null;
}

@InputType('ReportTransactionOutcomeInput', {
  description:
    'The outcome the Gateway SDK gave the app. It triggers a read; only a verified token in it is trusted.',
})
export class ReportTransactionOutcomeInput {
  @Field(() => ID, { description: 'The transaction, by its global id or Gateway’s id.' })
  transactionId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The `smallcaseAuthToken` of the SDK’s result or error, if it had one. ' +
      'One that cannot be used costs only the link, see `Transaction.linkFailure`.',
  })
  smallcaseAuthToken?: string | null;

  @Field(() => Int, { nullable: true, description: 'The SDK’s error code; absent after success.' })
  errorCode?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The SDK’s textual error code, such as `USER_CANCELLED`, up to 100 characters.',
  })
  errorKey?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The SDK’s result or error as the app got it: JSON, or base64 of it, up to 65,536 characters. ' +
      'What the other fields leave out is read from it as far as possible.',
  })
  sdkResult?: string | null;

  @Field(() => String, { nullable: true, description: 'The SDK’s error message, up to 300 characters.' })
  errorMessage?: string | null;
}

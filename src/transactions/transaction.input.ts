import { Field, ID, InputType, Int } from 'type-graphql';
import type { DecimalString } from '../core/money.js';
import type { OrderType, Side } from '../gateway/facts.js';
import type { WireIntent, WireSmallcaseOrderType } from '../gateway/wire.js';
import { DecimalScalar } from '../graphql/scalars.js';
import {
  ExchangeEnum,
  IntentEnum,
  OrderTypeEnum,
  SideEnum,
  SmallcaseOrderTypeEnum,
} from '../graphql/enums.js';

const ALL_OR_NONE = 'Give it for every security or for none.';

@InputType('SecurityOrderInput', {
  description: 'One security to order. Each optional field: for all or for none.',
})
export class SecurityOrderInput {
  @Field(() => String, { description: 'Trading symbol at the exchange, such as `INFY`.' })
  ticker!: string;

  @Field(() => Int, {
    nullable: true,
    description: `How many shares, at least 1; absent: the user types it. ${ALL_OR_NONE}`,
  })
  quantity?: number | null;

  @Field(() => SideEnum, {
    nullable: true,
    description: `Buy or sell; absent: the user chooses. ${ALL_OR_NONE}`,
  })
  side?: Exclude<Side, 'UNKNOWN'> | null;

  @Field(() => ExchangeEnum, { nullable: true, description: `The exchange; NSE if absent. ${ALL_OR_NONE}` })
  exchange?: 'NSE' | 'BSE' | null;

  @Field(() => OrderTypeEnum, {
    nullable: true,
    description: `Market or limit; market if absent. ${ALL_OR_NONE}`,
  })
  orderType?: Exclude<OrderType, 'UNKNOWN'> | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Limit price in rupees; needed with LIMIT and only there.',
  })
  limitPrice?: DecimalString | null;
}

@InputType('SmallcaseOrderInput', { description: 'An order of a smallcase.' })
export class SmallcaseOrderInput {
  @Field(() => SmallcaseOrderTypeEnum, { description: 'What to do with the smallcase.' })
  type!: WireSmallcaseOrderType;

  @Field(() => String, { nullable: true, description: 'Catalogue id such as `SCET_0010`; needed with BUY.' })
  scid?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The user’s investment; needed with every type but BUY.',
  })
  iscid?: string | null;
}

@InputType('HoldingsImportInput', { description: 'Details of a holdings import.' })
export class HoldingsImportInput {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether mutual funds held at the broker are wanted too.',
  })
  includeMutualFunds?: boolean | null;
}

@InputType('MutualFundImportInput', {
  description: 'Details of a mutual-fund import. Personal data: it is passed on, not kept.',
})
export class MutualFundImportInput {
  @Field(() => String, { description: 'First day of the statement, `yyyy-mm-dd`.' })
  fromDate!: string;

  @Field(() => String, { nullable: true, description: 'Last day of the statement, `yyyy-mm-dd`.' })
  toDate?: string | null;

  @Field(() => String, { description: 'The user’s PAN, upper case.' })
  pan!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Mobile number, 10 digits without country code. This or `email` is needed.',
  })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address. This or `phone` is needed.' })
  email?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether single transactions are wanted.' })
  casDetail?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether folio totals are wanted.' })
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
  description: 'The purpose of a transaction. Set exactly the one object that fits the intent.',
})
export class CreateTransactionInput {
  @Field(() => String, {
    description:
      'Your own name for this purpose, 1 to 255 characters. Calls with the same key and input create one transaction, however often they are repeated.',
  })
  idempotencyKey!: string;

  @Field(() => IntentEnum, { description: 'The purpose.' })
  intent!: WireIntent;

  @Field(() => ID, {
    nullable: true,
    description: 'The broker account to act for; the viewer’s current one if absent.',
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
    description: 'Whether an order equal to one made a moment ago is meant.',
  })
  allowDuplicate?: boolean | null;

  @Field(() => [SecurityOrderInput], { nullable: true, description: 'For TRANSACTION: 1 to 100 securities.' })
  securities?: SecurityOrderInput[] | null;

  @Field(() => SmallcaseOrderInput, {
    nullable: true,
    description: 'For TRANSACTION: an order of a smallcase.',
  })
  smallcaseOrder?: SmallcaseOrderInput | null;

  @Field(() => HoldingsImportInput, { nullable: true, description: 'For HOLDINGS_IMPORT; may be left out.' })
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
    description: 'Up to 256 characters that Gateway echoes. A correlation id, never personal data.',
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
    description: 'The token of the SDK’s answer or error, if there was one.',
  })
  smallcaseAuthToken?: string | null;

  @Field(() => Int, { nullable: true, description: 'The SDK’s error code; absent after success.' })
  errorCode?: number | null;

  @Field(() => String, { nullable: true, description: 'The SDK’s error message, up to 300 characters.' })
  errorMessage?: string | null;
}

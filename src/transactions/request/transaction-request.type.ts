import { Field, Int, ObjectType } from 'type-graphql';
import type { OrderType, Side } from '../../gateway/facts.js';
import type { WireSmallcaseOrderType } from '../../gateway/wire.js';
import { ExchangeEnum, OrderTypeEnum, SideEnum, SmallcaseOrderTypeEnum } from '../../graphql/enums.js';
import { describeCount } from '../../graphql/list-page.js';
import { MoneyType, toMoney } from '../../graphql/money.type.js';
import type { RequestedSecurity, TransactionRequest } from '../../ledger/snapshots.js';

@ObjectType('RequestedSecurity', {
  simpleResolvers: true,
  description: 'One security of a request. A null field was left to the user.',
})
export class RequestedSecurityType {
  @Field(() => String, { description: 'Trading symbol.' })
  ticker!: string;

  @Field(() => Int, { nullable: true, description: 'Number of shares.' })
  quantity!: number | null;

  @Field(() => SideEnum, { nullable: true, description: 'Buy or sell.' })
  side!: Side | null;

  @Field(() => ExchangeEnum, { nullable: true, description: 'The exchange; null stands for NSE.' })
  exchange!: 'NSE' | 'BSE' | null;

  @Field(() => OrderTypeEnum, { nullable: true, description: 'Market or limit; null stands for market.' })
  orderType!: OrderType | null;

  @Field(() => MoneyType, { nullable: true, description: 'Limit price; null for a market order.' })
  limitPrice!: MoneyType | null;
}

@ObjectType('RequestedSmallcaseOrder', {
  simpleResolvers: true,
  description: 'The smallcase order of a request.',
})
export class RequestedSmallcaseOrderType {
  @Field(() => SmallcaseOrderTypeEnum, { description: 'What to do with the smallcase.' })
  type!: WireSmallcaseOrderType;

  @Field(() => String, { nullable: true, description: 'Catalogue id; null if it was not given.' })
  scid!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Gateway’s id of the investment; null if it was not given.',
  })
  iscid!: string | null;
}

@ObjectType('TransactionRequest', {
  simpleResolvers: true,
  description:
    'What the app asked for when it created the transaction. The user may have changed it: see `orders`.',
})
export class TransactionRequestType {
  @Field(() => Int, { description: describeCount('TransactionRequest.securities') })
  securitiesCount!: number;

  @Field(() => RequestedSmallcaseOrderType, {
    nullable: true,
    description: 'The smallcase order; null if none was asked for.',
  })
  smallcaseOrder!: RequestedSmallcaseOrderType | null;

  @Field(() => String, {
    nullable: true,
    description: 'Gateway’s id of the investment of SIP_SETUP, IMR_SETUP and CANCEL_AMO; otherwise null.',
  })
  iscid!: string | null;
}

/** `requested` is no field: the page of securities is made of it when it is asked for. */
export type TransactionRequestView = TransactionRequestType & {
  readonly requested: readonly RequestedSecurity[];
};

/** A request as clients see it; null for a transaction that asked for none of these. */
export function toRequestView(request: TransactionRequest | undefined): TransactionRequestView | null {
  if (request === undefined) return null;
  const { securities = [], smallcaseOrder = null, iscid = null } = request;
  return { requested: securities, securitiesCount: securities.length, smallcaseOrder, iscid };
}

/** A requested security as clients see it. */
export function toRequestedSecurity(security: RequestedSecurity): RequestedSecurityType {
  return { ...security, limitPrice: toMoney(security.limitPrice) };
}

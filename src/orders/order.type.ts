import { Field, Int, ObjectType } from 'type-graphql';
import { toGlobalId } from '../core/ids.js';
import type { LegFact, LegStatus, OrderStatus, OrderType, OrderVariety, Side } from '../gateway/facts.js';
import { connectionTypes } from '../graphql/connection.js';
import {
  LegStatusEnum,
  OrderStatusEnum,
  OrderTypeEnum,
  OrderVarietyEnum,
  ProvenanceEnum,
  SideEnum,
} from '../graphql/enums.js';
import { describeCount } from '../graphql/list-page.js';
import { REVISION } from '../graphql/revision.js';
import { MoneyType, toMoney } from '../graphql/money.type.js';
import { NodeInterface } from '../graphql/node.js';
import { DateTimeScalar, toDate } from '../graphql/scalars.js';
import { SmallcaseRefType, toSmallcaseRef } from '../graphql/smallcase-ref.type.js';
import type { Revised } from '../ledger/object-revisions.js';
import type { OrderSnapshot } from '../ledger/snapshots.js';
import type { Provenance } from '../core/provenance.js';

@ObjectType('OrderLeg', { simpleResolvers: true, description: 'One security of an order.' })
export class OrderLegType {
  @Field(() => String, { description: 'Trading symbol.' })
  symbol!: string;

  @Field(() => String, { nullable: true, description: 'The exchange, such as `NSE`; null if unknown.' })
  exchange!: string | null;

  @Field(() => SideEnum, { description: 'Buy or sell.' })
  side!: Side;

  @Field(() => OrderTypeEnum, { description: 'Market or limit.' })
  orderType!: OrderType;

  @Field(() => String, {
    nullable: true,
    description: 'Product at the broker; `CNC` is delivery. Null if unknown.',
  })
  product!: string | null;

  @Field(() => LegStatusEnum, { description: 'Current status of the leg.' })
  status!: LegStatus;

  @Field(() => String, { nullable: true, description: 'The status as Gateway sent it.' })
  rawStatus!: string | null;

  @Field(() => Int, { nullable: true, description: 'Shares ordered; null if unknown.' })
  quantity!: number | null;

  @Field(() => Int, { nullable: true, description: 'Shares filled; null if unknown.' })
  filledQuantity!: number | null;

  @Field(() => MoneyType, {
    nullable: true,
    description:
      'Average price of the filled shares; null if none was filled, or if Gateway does not know it yet.',
  })
  averagePrice!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'Limit price; null for a market order.' })
  limitPrice!: MoneyType | null;

  @Field(() => String, { nullable: true, description: 'The exchange’s id of the order.' })
  exchangeOrderId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Broker-independent failure code, such as `marginsExceeded`.',
  })
  errorCode!: string | null;

  @Field(() => String, { nullable: true, description: 'The broker’s message.' })
  statusMessage!: string | null;
}

@ObjectType('UnplacedLeg', {
  simpleResolvers: true,
  description: 'A security that was not sent to the exchange.',
})
export class UnplacedLegType {
  @Field(() => String, { description: 'Trading symbol.' })
  symbol!: string;

  @Field(() => String, { nullable: true, description: 'The exchange.' })
  exchange!: string | null;

  @Field(() => SideEnum, { description: 'Buy or sell.' })
  side!: Side;

  @Field(() => Int, { nullable: true, description: 'Shares ordered.' })
  quantity!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Broker-independent reason, such as `marginsExceeded`.',
  })
  errorCode!: string | null;

  @Field(() => String, { nullable: true, description: 'The broker’s message.' })
  statusMessage!: string | null;
}

@ObjectType('Order', {
  implements: NodeInterface,
  simpleResolvers: true,
  description: 'One batch of legs at the broker. It belongs to the viewer who created its transaction.',
})
export class OrderObject extends NodeInterface {
  @Field(() => String, { description: 'Gateway’s id of the batch.' })
  batchId!: string;

  @Field(() => Int, { description: REVISION })
  revision!: number;

  @Field(() => OrderStatusEnum, { description: 'Current status.' })
  status!: OrderStatus;

  @Field(() => String, { nullable: true, description: 'The status as Gateway sent it.' })
  rawStatus!: string | null;

  @Field(() => OrderVarietyEnum, {
    description: 'Whether it was sent immediately or is queued for the next session.',
  })
  variety!: OrderVariety;

  @Field(() => Boolean, {
    description:
      'Whether it has ended, with its quantities and prices, as confirmed by a read. ' +
      'After that only what was unknown can be added.',
  })
  isFinal!: boolean;

  @Field(() => ProvenanceEnum, {
    description: 'How this state was established: from a webhook, or confirmed by a read.',
  })
  provenance!: Provenance;

  @Field(() => MoneyType, { nullable: true, description: 'Total amount of the buys; null if unknown.' })
  buyAmount!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'Total amount of the sells; null if unknown.' })
  sellAmount!: MoneyType | null;

  @Field(() => SmallcaseRefType, {
    nullable: true,
    description: 'The smallcase that was ordered; null for an order of securities, or if unknown.',
  })
  smallcase!: SmallcaseRefType | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What the batch does to the smallcase, in Gateway’s word, such as `BUY` or `FIX`; ' +
      'null for an order of securities.',
  })
  label!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The label of the batch that a `FIX` repairs; otherwise as `label`, or null if unknown.',
  })
  originalLabel!: string | null;

  @Field(() => Int, { description: describeCount('Order.legs') })
  legsCount!: number;

  @Field(() => Int, { description: describeCount('Order.unplacedLegs') })
  unplacedLegsCount!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When Dwar first learned that it was placed.' })
  placedAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was completed, as reported by Gateway.',
  })
  completedAt!: Date | null;

  @Field(() => DateTimeScalar, { description: 'When Dwar last updated it.' })
  updatedAt!: Date;
}

/**
 * `transactionKey` and `snapshot` are no fields: the transaction and the pages of legs are made of them when
 * they are asked for.
 */
export type OrderView = OrderObject & {
  readonly __typename: 'Order';
  readonly transactionKey: string;
  readonly snapshot: OrderSnapshot;
};

/** An order as clients see it. */
export function toOrderView(snapshot: Revised<OrderSnapshot>): OrderView {
  return {
    __typename: 'Order',
    transactionKey: snapshot.transactionId,
    snapshot,
    id: toGlobalId('Order', snapshot.batchId),
    batchId: snapshot.batchId,
    revision: snapshot.revision,
    status: snapshot.status,
    rawStatus: snapshot.rawStatus,
    variety: snapshot.variety,
    isFinal: snapshot.isFinal,
    provenance: snapshot.provenance,
    buyAmount: toMoney(snapshot.buyAmount),
    sellAmount: toMoney(snapshot.sellAmount),
    smallcase: toSmallcaseRef(snapshot.smallcase, snapshot.provenance),
    label: snapshot.label,
    originalLabel: snapshot.originalLabel ?? null,
    legsCount: snapshot.legs.length,
    unplacedLegsCount: snapshot.unplacedLegs.length,
    placedAt: toDate(snapshot.placedAt),
    completedAt: toDate(snapshot.completedAt),
    updatedAt: toDate(snapshot.updatedAt),
  };
}

/** A leg as clients see it. */
export function toLegView(leg: LegFact): OrderLegType {
  return { ...leg, averagePrice: toMoney(leg.averagePrice), limitPrice: toMoney(leg.limitPrice) };
}

export const OrderConnection = connectionTypes('Order', () => OrderObject);

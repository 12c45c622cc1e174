import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Provenance } from '../../core/provenance.js';
import type { LegFact, Side, UnplacedLegFact } from '../../gateway/facts.js';
import { ProvenanceEnum, SideEnum } from '../../graphql/enums.js';
import { MoneyType, toMoney } from '../../graphql/money.type.js';
import { REVISION } from '../../graphql/revision.js';
import { DateTimeScalar, toDate } from '../../graphql/scalars.js';
import type { StoredOrder } from '../../ledger/orders.js';
import type { Masks } from '../masks.js';
import type { SealedIds } from '../sealed-id.js';
import { operatorConnection } from './page.type.js';

@ObjectType('OrderLeg', { simpleResolvers: true, description: 'One security of an order.' })
class OperatorLegType {
  @Field(() => String, { description: 'Trading symbol.' })
  symbol!: string;

  @Field(() => String, { nullable: true, description: 'The exchange, such as `NSE`; null if unknown.' })
  exchange!: string | null;

  @Field(() => SideEnum, { description: 'Buy or sell.' })
  side!: Side;

  @Field(() => String, { description: '`MARKET`, `LIMIT` or `UNKNOWN`.' })
  orderType!: string;

  @Field(() => String, { nullable: true, description: 'Product at the broker; `CNC` is delivery.' })
  product!: string | null;

  @Field(() => String, { description: 'Current status of the leg.' })
  status!: string;

  @Field(() => String, { nullable: true, description: 'The status as Gateway sent it.' })
  rawStatus!: string | null;

  @Field(() => Int, { nullable: true, description: 'Shares ordered; null if unknown.' })
  quantity!: number | null;

  @Field(() => Int, { nullable: true, description: 'Shares filled; null if unknown.' })
  filledQuantity!: number | null;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'Average price of the filled shares; null if unknown.',
  })
  averagePrice!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'Limit price; null for a market order.' })
  limitPrice!: MoneyType | null;

  @Field(() => String, { nullable: true, description: 'The exchange’s id of the order, masked as ids are.' })
  exchangeOrderId!: string | null;

  @Field(() => String, { nullable: true, description: 'Broker-independent failure code.' })
  errorCode!: string | null;

  @Field(() => String, { nullable: true, description: 'The broker’s message.' })
  statusMessage!: string | null;
}

@ObjectType('UnplacedLeg', {
  simpleResolvers: true,
  description: 'A security that was not sent to the exchange.',
})
class OperatorUnplacedLegType {
  @Field(() => String, { description: 'Trading symbol.' })
  symbol!: string;

  @Field(() => String, { nullable: true, description: 'The exchange; null if unknown.' })
  exchange!: string | null;

  @Field(() => SideEnum, { description: 'Buy or sell.' })
  side!: Side;

  @Field(() => Int, { nullable: true, description: 'Shares ordered; null if unknown.' })
  quantity!: number | null;

  @Field(() => String, { nullable: true, description: 'Broker-independent reason.' })
  errorCode!: string | null;

  @Field(() => String, { nullable: true, description: 'The broker’s message.' })
  statusMessage!: string | null;
}

/** An order of any viewer, as the schema shows it. */
@ObjectType('Order', {
  simpleResolvers: true,
  description: 'One batch of legs at the broker, of any viewer.',
})
export class OperatorOrderType {
  @Field(() => ID, { description: 'Opaque id, the same in every session.' })
  id!: string;

  @Field(() => String, { description: 'Gateway’s id of the batch, shortened in a masked session.' })
  batchId!: string;

  @Field(() => String, { description: 'Gateway’s id of the transaction, shortened in a masked session.' })
  transactionId!: string;

  @Field(() => String, { description: 'Who ordered, shortened or hidden in a masked session.' })
  viewer!: string;

  @Field(() => ID, { description: 'Opaque id of who ordered, by which `eventLog` finds their log.' })
  viewerId!: string;

  @Field(() => String, {
    description: 'Current status; `UNKNOWN` for a word of Gateway that Dwar does not know.',
  })
  status!: string;

  @Field(() => String, { nullable: true, description: 'The status as Gateway sent it.' })
  rawStatus!: string | null;

  @Field(() => String, { description: '`REGULAR`, `AMO` (queued for the next session) or `UNKNOWN`.' })
  variety!: string;

  @Field(() => ProvenanceEnum, { description: 'How this state was established.' })
  provenance!: Provenance;

  @Field(() => Boolean, { description: 'Whether it has ended, as confirmed by a read.' })
  isFinal!: boolean;

  @Field(() => Boolean, {
    description: 'Whether a read has shown that there is no such order: a webhook had invented it.',
  })
  isRetracted!: boolean;

  @Field(() => MoneyType, { nullable: true, description: 'Total amount of the buys; null if unknown.' })
  buyAmount!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'Total amount of the sells; null if unknown.' })
  sellAmount!: MoneyType | null;

  @Field(() => String, {
    nullable: true,
    description: 'The smallcase: its name, or its id in a masked session. Null for an order of securities.',
  })
  smallcase!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the batch does to the smallcase, in Gateway’s word.',
  })
  label!: string | null;

  @Field(() => [OperatorLegType], { description: 'Its legs, in Gateway’s order.' })
  legs!: OperatorLegType[];

  @Field(() => [OperatorUnplacedLegType], { description: 'What was not sent to the exchange.' })
  unplacedLegs!: OperatorUnplacedLegType[];

  @Field(() => DateTimeScalar, { nullable: true, description: 'When Dwar first learned that it was placed.' })
  placedAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was completed, as reported by Gateway.',
  })
  completedAt!: Date | null;

  @Field(() => DateTimeScalar, { description: 'When Dwar last updated it.' })
  updatedAt!: Date;

  @Field(() => Int, { description: REVISION })
  revision!: number;
}

/** The keys are no fields: what is read only when asked for is found by them. */
export interface OperatorOrderView extends OperatorOrderType {
  readonly keys: { readonly batchId: string; readonly transactionId: string };
}

/** An order as an operator sees it. */
export function toOperatorOrder(order: StoredOrder, masks: Masks, ids: SealedIds): OperatorOrderView {
  const { snapshot, revision, isRetracted } = order;
  const { batchId, transactionId, smallcase } = snapshot;
  const name = masks.isOn ? null : (smallcase?.name ?? null);
  return {
    keys: { batchId, transactionId },
    id: ids.seal('order', batchId),
    batchId: masks.id(batchId),
    transactionId: masks.id(transactionId),
    viewer: masks.id(snapshot.viewerId),
    viewerId: ids.seal('viewer', snapshot.viewerId),
    status: snapshot.status,
    rawStatus: masks.text(snapshot.rawStatus),
    variety: snapshot.variety,
    provenance: snapshot.provenance,
    isFinal: snapshot.isFinal,
    isRetracted,
    buyAmount: toMoney(snapshot.buyAmount),
    sellAmount: toMoney(snapshot.sellAmount),
    smallcase: name ?? smallcase?.scid ?? null,
    label: masks.text(snapshot.label),
    legs: snapshot.legs.map((leg) => toLeg(leg, masks)),
    unplacedLegs: snapshot.unplacedLegs.map((leg) => toUnplacedLeg(leg, masks)),
    placedAt: toDate(snapshot.placedAt),
    completedAt: toDate(snapshot.completedAt),
    updatedAt: toDate(snapshot.updatedAt),
    revision,
  };
}

function toLeg(leg: LegFact, masks: Masks): OperatorLegType {
  return {
    ...toUnplacedLeg(leg, masks),
    orderType: leg.orderType,
    product: leg.product,
    status: leg.status,
    rawStatus: masks.text(leg.rawStatus),
    filledQuantity: leg.filledQuantity,
    averagePrice: toMoney(leg.averagePrice),
    limitPrice: toMoney(leg.limitPrice),
    exchangeOrderId: masks.id(leg.exchangeOrderId),
  };
}

function toUnplacedLeg(leg: UnplacedLegFact, masks: Masks): OperatorUnplacedLegType {
  const { symbol, exchange, side, quantity, errorCode, statusMessage } = leg;
  return { symbol, exchange, side, quantity, errorCode, statusMessage: masks.text(statusMessage) };
}

/** A page of orders. */
export const OperatorOrderConnection = operatorConnection('Order', () => OperatorOrderType);

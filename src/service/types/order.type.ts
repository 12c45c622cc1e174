import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Provenance } from '../../core/provenance.js';
import type { OrderStatus, OrderVariety } from '../../gateway/facts.js';
import { OrderStatusEnum, OrderVarietyEnum, ProvenanceEnum } from '../../graphql/enums.js';
import { MoneyType } from '../../graphql/money.type.js';
import { REVISION } from '../../graphql/revision.js';
import { DateTimeScalar } from '../../graphql/scalars.js';
import { SmallcaseRefType } from '../../graphql/smallcase-ref.type.js';
import type { Revised } from '../../ledger/object-revisions.js';
import type { OrderSnapshot } from '../../ledger/snapshots.js';
import { OrderLegType, toLegView, toOrderView, UnplacedLegType } from '../../orders/order.type.js';

/** An order of any viewer, as a backend sees it. */
@ObjectType('Order', {
  simpleResolvers: true,
  description: 'One batch of legs at the broker, of any viewer.',
})
export class ServiceOrderType {
  @Field(() => ID, { description: 'The global id, as the apps of viewers have it.' })
  id!: string;

  @Field(() => String, { description: 'Gateway’s id of the batch.' })
  batchId!: string;

  @Field(() => String, { description: 'The viewer whose order it is: the `sub` of their tokens.' })
  viewerId!: string;

  @Field(() => String, { description: 'Gateway’s id of its transaction.' })
  gatewayTransactionId!: string;

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
    description: 'What the batch does to the smallcase, in Gateway’s word, such as `BUY` or `FIX`.',
  })
  label!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The label of the batch that a `FIX` repairs; otherwise as `label`, or null if unknown.',
  })
  originalLabel!: string | null;

  @Field(() => [OrderLegType], { description: 'Its legs, in Gateway’s order.' })
  legs!: OrderLegType[];

  @Field(() => [UnplacedLegType], { description: 'What was not sent to the exchange.' })
  unplacedLegs!: UnplacedLegType[];

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

/** An order as a backend sees it. */
export function toServiceOrder(snapshot: Revised<OrderSnapshot>): ServiceOrderType {
  return {
    ...toOrderView(snapshot),
    viewerId: snapshot.viewerId,
    gatewayTransactionId: snapshot.transactionId,
    legs: snapshot.legs.map(toLegView),
    unplacedLegs: [...snapshot.unplacedLegs],
  };
}

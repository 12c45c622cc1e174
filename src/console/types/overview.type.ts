import { Field, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../graphql/scalars.js';
import { type DeliveryVerdict, DeliveryVerdictEnum } from './enums.js';

@ObjectType('ReadinessCheck', { simpleResolvers: true, description: 'Something that this instance needs.' })
class ReadinessCheckType {
  @Field(() => String, { description: 'Its name, as `/health/ready` names it.' })
  name!: string;

  @Field(() => Boolean, { description: 'Whether it holds.' })
  isOk!: boolean;

  @Field(() => String, { nullable: true, description: 'Why it does not hold; null if it does.' })
  reason!: string | null;
}

@ObjectType('VerdictCount', { simpleResolvers: true, description: 'How many deliveries have a verdict.' })
class VerdictCountType {
  @Field(() => DeliveryVerdictEnum, { description: 'The verdict.' })
  verdict!: DeliveryVerdict;

  @Field(() => Int, { description: 'How many there are, counted up to 10,000.' })
  count!: number;
}

@ObjectType('StatusCount', { simpleResolvers: true, description: 'How many orders have a status.' })
class StatusCountType {
  @Field(() => String, { description: 'The status.' })
  status!: string;

  @Field(() => Int, { description: 'How many there are.' })
  count!: number;
}

@ObjectType('DelayPoint', { simpleResolvers: true, description: 'The delays of one part of the period.' })
class DelayPointType {
  @Field(() => DateTimeScalar, { description: 'When the part begins.' })
  at!: Date;

  @Field(() => Int, { nullable: true, description: 'The median in milliseconds; null if there were none.' })
  p50Ms!: number | null;

  @Field(() => Int, { nullable: true, description: 'Exceeded by 1 % of them; null if there were none.' })
  p99Ms!: number | null;

  @Field(() => Int, { description: 'How many there were.' })
  count!: number;
}

/** The state of the gateway at a glance, as the schema shows it. */
@ObjectType('Overview', {
  simpleResolvers: true,
  description: 'The state of the gateway at a glance. It is computed at most once a second.',
})
export class OverviewType {
  @Field(() => DateTimeScalar, { description: 'When it was computed.' })
  at!: Date;

  @Field(() => String, { description: 'The version of Dwar.' })
  version!: string;

  @Field(() => String, { description: 'The path that Gateway’s webhooks are sent to.' })
  webhookPath!: string;

  @Field(() => [ReadinessCheckType], { description: 'What this instance needs to be sent traffic.' })
  readiness!: ReadinessCheckType[];

  @Field(() => Boolean, {
    description: 'False while this instance makes no calls of Gateway, because too many have failed.',
  })
  isGatewayReachable!: boolean;

  @Field(() => Int, { description: 'How far Gateway’s clock is ahead of this one, in milliseconds.' })
  gatewayClockOffsetMs!: number;

  @Field(() => Int, {
    description: 'Orders that no read has confirmed yet, of the 2,000 transactions that are read next.',
  })
  unconfirmedOrders!: number;

  @Field(() => Int, {
    description: 'Transactions that Gateway is going to be asked about, counted up to 10,000.',
  })
  openTransactions!: number;

  @Field(() => Int, {
    description: 'Transactions that are no longer polled though their order is open, of the 2,000 newest.',
  })
  staleTransactions!: number;

  @Field(() => [VerdictCountType], { description: 'Deliveries received within the period.' })
  deliveries!: VerdictCountType[];

  @Field(() => Int, {
    description:
      'Requests to the webhook path that this instance refused within the period, as far as it remembers ' +
      'them.',
  })
  rejectedDeliveries!: number;

  @Field(() => [StatusCountType], {
    description: 'Orders placed or changed within the period, of the 2,000 newest events.',
  })
  orders!: StatusCountType[];

  @Field(() => [DelayPointType], {
    description:
      'From the first webhook about an order to the read that confirmed it, as this instance has seen ' +
      'since it was started: the last 10,000 of them, in parts of the period.',
  })
  delays!: DelayPointType[];

  @Field(() => Int, {
    nullable: true,
    description: 'The median of `delays` over the period; null if there were none.',
  })
  delayP50Ms!: number | null;

  @Field(() => Int, { nullable: true, description: 'Exceeded by 1 % of `delays` over the period.' })
  delayP99Ms!: number | null;
}

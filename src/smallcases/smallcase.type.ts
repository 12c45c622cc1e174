import { Field, Int, ObjectType } from 'type-graphql';
import type { DecimalString } from '../core/money.js';
import { describeCount } from '../graphql/list-page.js';
import { MoneyType } from '../graphql/money.type.js';
import { DateTimeScalar, DecimalScalar } from '../graphql/scalars.js';

const FRACTION = 'A fraction: `0.12` is 12 %. Null if unknown.';

@ObjectType('SmallcaseReturns', {
  simpleResolvers: true,
  description: 'Returns of a smallcase over different times, as Gateway reports them.',
})
export class SmallcaseReturnsType {
  @Field(() => DecimalScalar, { nullable: true, description: `Since the last close. ${FRACTION}` })
  daily!: DecimalString | null;

  @Field(() => DecimalScalar, { nullable: true, description: `Over a week. ${FRACTION}` })
  weekly!: DecimalString | null;

  @Field(() => DecimalScalar, { nullable: true, description: `Over a month. ${FRACTION}` })
  monthly!: DecimalString | null;

  @Field(() => DecimalScalar, { nullable: true, description: `Over half a year. ${FRACTION}` })
  halfYearly!: DecimalString | null;

  @Field(() => DecimalScalar, { nullable: true, description: `Over a year. ${FRACTION}` })
  yearly!: DecimalString | null;

  @Field(() => DecimalScalar, { nullable: true, description: `Over three years. ${FRACTION}` })
  threeYears!: DecimalString | null;

  @Field(() => DecimalScalar, { nullable: true, description: `Over five years. ${FRACTION}` })
  fiveYears!: DecimalString | null;

  @Field(() => DecimalScalar, { nullable: true, description: `Since it was created. ${FRACTION}` })
  sinceInception!: DecimalString | null;
}

@ObjectType('SmallcaseRatios', {
  simpleResolvers: true,
  description: 'Figures by which smallcases are compared, as Gateway reports them.',
})
export class SmallcaseRatiosType {
  @Field(() => String, { nullable: true, description: 'Volatility in words, such as `Medium Volatility`.' })
  riskLabel!: string | null;

  @Field(() => String, { nullable: true, description: 'Size of its companies, such as `Large Cap`.' })
  marketCapCategory!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: `Growth a year since its start. ${FRACTION}` })
  cagr!: DecimalString | null;

  @Field(() => DecimalScalar, { nullable: true, description: `Growth over the last year. ${FRACTION}` })
  cagrOneYear!: DecimalString | null;

  @Field(() => DecimalScalar, { nullable: true, description: `Growth a year over three years. ${FRACTION}` })
  cagrThreeYears!: DecimalString | null;

  @Field(() => DecimalScalar, { nullable: true, description: `Growth a year over five years. ${FRACTION}` })
  cagrFiveYears!: DecimalString | null;
}

@ObjectType('CatalogueConstituent', {
  simpleResolvers: true,
  description: 'One security of a smallcase in the catalogue.',
})
export class CatalogueConstituentType {
  @Field(() => String, { description: 'Trading symbol.' })
  ticker!: string;

  @Field(() => String, { nullable: true, description: 'Name to show; null if unknown.' })
  name!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Shares in one unit; null if unknown.' })
  shares!: DecimalString | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Part of the value of the smallcase: `0.12` is 12 %. Null if unknown.',
  })
  weight!: DecimalString | null;
}

@ObjectType('Smallcase', {
  simpleResolvers: true,
  description:
    'A smallcase of the catalogue. It is the same for every viewer, and up to 5 minutes old; up to an hour ' +
    'while Gateway cannot be reached. `fetchedAt` says how old it is.',
})
export class SmallcaseType {
  @Field(() => String, { description: 'Catalogue id, such as `SCET_0010`. Orders name it.' })
  scid!: string;

  @Field(() => String, { nullable: true, description: 'Name to show; null if unknown.' })
  name!: string | null;

  @Field(() => String, { nullable: true, description: 'Kind, in Gateway’s words, such as `Model`.' })
  type!: string | null;

  @Field(() => String, { nullable: true, description: 'One or two sentences about it.' })
  description!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of its publisher.' })
  publisher!: string | null;

  @Field(() => String, { nullable: true, description: 'URL of an article about it. Not checked by Dwar.' })
  blogUrl!: string | null;

  @Field(() => String, { nullable: true, description: 'URL of its image. Not checked by Dwar.' })
  imageUrl!: string | null;

  @Field(() => Boolean, {
    description: 'Whether Gateway marks it as archived: it cannot be bought any more.',
  })
  isArchived!: boolean;

  @Field(() => MoneyType, { nullable: true, description: 'Smallest first investment; null if unknown.' })
  minimumInvestment!: MoneyType | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Value of its index; null if unknown.' })
  indexValue!: DecimalString | null;

  @Field(() => SmallcaseReturnsType, { description: 'Its returns.' })
  returns!: SmallcaseReturnsType;

  @Field(() => SmallcaseRatiosType, { description: 'Figures by which it is compared.' })
  ratios!: SmallcaseRatiosType;

  @Field(() => Int, { description: describeCount('Smallcase.constituents') })
  constituentsCount!: number;

  @Field(() => String, { nullable: true, description: 'How often it is rebalanced, such as `Quarterly`.' })
  rebalanceSchedule!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was created.' })
  createdAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last rebalanced.' })
  lastRebalancedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its publisher reviews it next.' })
  nextUpdateAt!: Date | null;

  @Field(() => DateTimeScalar, { description: 'When Dwar asked Gateway for it.' })
  fetchedAt!: Date;
}

@ObjectType('SubscriptionPlan', {
  simpleResolvers: true,
  description: 'A way to pay for a fee-based smallcase.',
})
export class SubscriptionPlanType {
  @Field(() => String, { description: 'Gateway’s id of the plan.' })
  planId!: string;

  @Field(() => String, { nullable: true, description: '`1m`, `3m`, `6m` or `1y`; null if unknown.' })
  duration!: string | null;

  @Field(() => Boolean, { description: 'Whether it can renew itself.' })
  mayRenew!: boolean;

  @Field(() => Boolean, { description: 'Whether it can be paid once, without renewal.' })
  mayPayOnce!: boolean;

  @Field(() => Boolean, {
    description: 'Whether the fee is a part of the assets; the amounts mean nothing then.',
  })
  isByAssets!: boolean;

  @Field(() => Boolean, { description: 'Whether it is offered now.' })
  isActive!: boolean;

  @Field(() => Boolean, { description: 'Whether it is marked as the most popular one.' })
  isMostPopular!: boolean;

  @Field(() => MoneyType, { nullable: true, description: 'Price with taxes; null if unknown.' })
  amount!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'Price without taxes; null if unknown.' })
  baseAmount!: MoneyType | null;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'Price before a discount, with taxes; null for none.',
  })
  notionalAmount!: MoneyType | null;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'Price before a discount, without taxes; null for none.',
  })
  baseNotionalAmount!: MoneyType | null;
}

import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type {
  PlanRenewal,
  SubscriptionFact,
  SubscriptionStatus,
} from '../gateway/catalogue/decode-subscriptions.js';
import { GRACE_MS } from '../gateway/catalogue/wire.js';
import { MoneyType, toMoney } from '../graphql/money.type.js';
import { LIST_BOUNDS } from '../graphql/page-size.js';
import { DateTimeScalar, toDate } from '../graphql/scalars.js';

const { most: MOST_SMALLCASES } = LIST_BOUNDS['SmallcaseSubscription.smallcases'];

const SubscriptionStatusEnum = {
  REQUESTED_ACCESS: 'REQUESTED_ACCESS',
  SUBSCRIBED: 'SUBSCRIBED',
  UNSUBSCRIBED: 'UNSUBSCRIBED',
  UNKNOWN: 'UNKNOWN',
} as const satisfies { readonly [Status in SubscriptionStatus]: Status };

registerEnumType(SubscriptionStatusEnum, {
  name: 'SubscriptionStatus',
  description: 'State of a subscription to a smallcase.',
  valuesConfig: {
    REQUESTED_ACCESS: { description: 'The user asked for it; the publisher has not agreed yet.' },
    SUBSCRIBED: { description: 'It can be used, also in its grace period.' },
    UNSUBSCRIBED: { description: 'It has ended.' },
    UNKNOWN: { description: 'A state that Dwar does not know; see `rawStatus`.' },
  },
});

const PlanRenewalEnum = {
  ONE_TIME: 'ONE_TIME',
  AUTO: 'AUTO',
  UNKNOWN: 'UNKNOWN',
} as const satisfies { readonly [Renewal in PlanRenewal]: Renewal };

registerEnumType(PlanRenewalEnum, {
  name: 'PlanRenewal',
  description: 'How a subscription is renewed.',
  valuesConfig: {
    ONE_TIME: { description: 'It was paid once and ends.' },
    AUTO: { description: 'It renews itself.' },
    UNKNOWN: { description: 'A way that Dwar does not know.' },
  },
});

@ObjectType('SubscribedSmallcase', {
  simpleResolvers: true,
  description: 'A smallcase that a subscription includes.',
})
class SubscribedSmallcaseType {
  @Field(() => String, { description: 'Catalogue id.' })
  scid!: string;

  @Field(() => String, { nullable: true, description: 'Name to show; null if unknown.' })
  name!: string | null;
}

@ObjectType('SubscriptionCancellation', {
  simpleResolvers: true,
  description: 'The end of a subscription that will not be renewed.',
})
class SubscriptionCancellationType {
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it takes effect; null if unknown.' })
  scheduledAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why, in Gateway’s words.' })
  reason!: string | null;
}

@ObjectType('SmallcaseSubscription', {
  simpleResolvers: true,
  description:
    'A subscription of a broker account to fee-based smallcases. At most a minute old, and read again ' +
    'after a SUBSCRIPTION transaction. Visible only to the viewer to whom the account is linked.',
})
export class SmallcaseSubscriptionType {
  @Field(() => String, { description: 'Gateway’s id of the subscription.' })
  subscriptionId!: string;

  @Field(() => SubscriptionStatusEnum, { description: 'Its state.' })
  status!: SubscriptionStatus;

  @Field(() => String, { nullable: true, description: 'The state in Gateway’s own words.' })
  rawStatus!: string | null;

  @Field(() => Boolean, {
    description: 'Whether it is in its grace period: it can be used, but ends unless it is taken again.',
  })
  isInGrace!: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the grace period ends: as Gateway has scheduled it, else 7 days after `endsAt`.',
  })
  graceEndsAt!: Date | null;

  @Field(() => Boolean, {
    description: 'Whether a SUBSCRIPTION transaction for it is allowed now; otherwise it fails with 4000.',
  })
  maySubscribe!: boolean;

  @Field(() => [SubscribedSmallcaseType], {
    description: `The smallcases it includes, at most ${MOST_SMALLCASES}.`,
  })
  smallcases!: readonly SubscribedSmallcaseType[];

  @Field(() => String, { nullable: true, description: 'Name of the publisher.' })
  publisher!: string | null;

  @Field(() => MoneyType, { nullable: true, description: 'Price of one term; null if unknown.' })
  amount!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'What is still to be paid; null if unknown.' })
  pendingAmount!: MoneyType | null;

  @Field(() => String, {
    nullable: true,
    description: 'Kind of plan, in Gateway’s words, such as `flatFee`.',
  })
  planType!: string | null;

  @Field(() => PlanRenewalEnum, {
    nullable: true,
    description: 'How it is renewed; null if it is not active.',
  })
  renewal!: PlanRenewal | null;

  @Field(() => String, { nullable: true, description: 'Term of the plan: `1m`, `3m`, `6m` or `1y`.' })
  duration!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it began.' })
  startedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the term that is paid for ends.' })
  endsAt!: Date | null;

  @Field(() => Boolean, { description: 'Whether the user can cancel it.' })
  isCancellable!: boolean;

  @Field(() => Boolean, { nullable: true, description: 'Whether it can be renewed; null if unknown.' })
  isRenewable!: boolean | null;

  @Field(() => SubscriptionCancellationType, {
    nullable: true,
    description: 'Its end; null unless it is being cancelled.',
  })
  cancellation!: SubscriptionCancellationType | null;

  @Field(() => DateTimeScalar, { description: 'When Dwar asked Gateway for it.' })
  fetchedAt!: Date;
}

/** A subscription as the viewer sees it whose account has it. */
export function toSubscriptionView(fact: SubscriptionFact, fetchedAt: number): SmallcaseSubscriptionType {
  const { status, cancellation, endsAt, ...rest } = fact;
  // Section 15: this is how Gateway shows the grace period.
  const isInGrace = status === 'SUBSCRIBED' && cancellation !== null;
  const graceEnd = cancellation?.scheduledAt ?? (endsAt === null ? null : endsAt + GRACE_MS);
  return {
    ...rest,
    status,
    isInGrace,
    graceEndsAt: isInGrace ? toDate(graceEnd) : null,
    maySubscribe: isInGrace || status === 'UNSUBSCRIBED',
    amount: toMoney(fact.amount),
    pendingAmount: toMoney(fact.pendingAmount),
    startedAt: toDate(fact.startedAt),
    endsAt: toDate(endsAt),
    cancellation:
      cancellation === null ? null : { ...cancellation, scheduledAt: toDate(cancellation.scheduledAt) },
    fetchedAt: toDate(fetchedAt),
  };
}

import DataLoader from 'dataloader';
import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { BrokerAccountType, type BrokerAccountView } from '../broker-accounts/broker-account.type.js';
import type { Context } from '../graphql/context.js';
import { describeCount, describeList, type ListArgs, listArgs, pageOf } from '../graphql/list-page.js';
import { requireViewer } from '../viewer/viewer.js';
import { SmallcaseType } from './smallcase.type.js';
import type { SmallcaseView } from './smallcase.view.js';
import { SmallcaseSubscriptionType, toSubscriptionView } from './subscription.type.js';
import type { SubscriptionsService } from './subscriptions.service.js';

const QueryArgs = listArgs('Query.subscriptions');
const AccountArgs = listArgs('BrokerAccount.subscriptions');
const ACCOUNT = { nullable: true, description: 'The account. Default: the current one.' } as const;

@Resolver()
export class SubscriptionsResolver {
  constructor(private readonly service: SubscriptionsService) {}

  @Query(() => [SmallcaseSubscriptionType], {
    nullable: true,
    description: describeList(
      'Query.subscriptions',
      'Subscriptions of a broker account to fee-based smallcases; null if the viewer has no such account.',
    ),
  })
  async subscriptions(
    @Arg('brokerAccountId', () => ID, ACCOUNT) brokerAccountId: string | null,
    @Args(() => QueryArgs) page: ListArgs,
    @Ctx() context: Context,
  ): Promise<SmallcaseSubscriptionType[] | null> {
    const read = await this.service.find(requireViewer(context), brokerAccountId ?? null, context);
    if (read === null) return null;
    return pageOf('Query.subscriptions', read.value, page).map((one) =>
      toSubscriptionView(one, read.fetchedAt),
    );
  }

  @Query(() => Int, { nullable: true, description: describeCount('Query.subscriptions') })
  async subscriptionsCount(
    @Arg('brokerAccountId', () => ID, ACCOUNT) brokerAccountId: string | null,
    @Ctx() context: Context,
  ): Promise<number | null> {
    const read = await this.service.find(requireViewer(context), brokerAccountId ?? null, context);
    return read === null ? null : read.value.length;
  }
}

/** The subscriptions of an account that is being shown. */
@Resolver(() => BrokerAccountType)
export class AccountSubscriptionsResolver {
  constructor(private readonly service: SubscriptionsService) {}

  @FieldResolver(() => [SmallcaseSubscriptionType], {
    nullable: true,
    description: describeList('BrokerAccount.subscriptions', 'Its subscriptions to fee-based smallcases.'),
  })
  async subscriptions(
    @Root() { id }: BrokerAccountView,
    @Args(() => AccountArgs) page: ListArgs,
    @Ctx() context: Context,
  ): Promise<SmallcaseSubscriptionType[] | null> {
    const read = await this.service.find(requireViewer(context), id, context);
    if (read === null) return null;
    return pageOf('BrokerAccount.subscriptions', read.value, page).map((one) =>
      toSubscriptionView(one, read.fetchedAt),
    );
  }

  @FieldResolver(() => Int, { nullable: true, description: describeCount('BrokerAccount.subscriptions') })
  async subscriptionsCount(
    @Root() { id }: BrokerAccountView,
    @Ctx() context: Context,
  ): Promise<number | null> {
    const read = await this.service.find(requireViewer(context), id, context);
    return read === null ? null : read.value.length;
  }
}

/** The viewer's own part of a smallcase, which is never shared. */
@Resolver(() => SmallcaseType)
export class MySubscriptionResolver {
  constructor(private readonly service: SubscriptionsService) {}

  @FieldResolver(() => SmallcaseSubscriptionType, {
    nullable: true,
    description:
      'The subscription of the viewer’s current broker account that includes it; null if there is none.',
  })
  mySubscription(
    @Root() { scid }: SmallcaseView,
    @Ctx() context: Context,
  ): Promise<SmallcaseSubscriptionType | null> {
    return context.loaders.of(this.#byScid).load({ scid, context });
  }

  /** One read for all smallcases of an answer. */
  readonly #byScid = () =>
    new DataLoader<{ readonly scid: string; readonly context: Context }, SmallcaseSubscriptionType | null>(
      async (asked) => {
        const [{ context }] = asked as [{ readonly scid: string; readonly context: Context }];
        const read = await this.service.find(requireViewer(context), null, context);
        return asked.map(({ scid }) => {
          const found = read?.value.find(({ smallcases }) => smallcases.some((one) => one.scid === scid));
          return read === null || found === undefined ? null : toSubscriptionView(found, read.fetchedAt);
        });
      },
      { cache: false },
    );
}

import {
  Arg,
  Args,
  createUnionType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import {
  BrokerAccountType,
  type BrokerAccountView,
  toBrokerAccountView,
} from '../broker-accounts/broker-account.type.js';
import { type Connection, type PageArgs, pageArgs } from '../graphql/connection.js';
import type { Context } from '../graphql/context.js';
import { failure } from '../graphql/failure.js';
import {
  GatewayNotUnderstoodType,
  GatewayRefusedType,
  GatewayUnavailableType,
} from '../graphql/failure.type.js';
import { describeCount, describeList, type ListArgs, listArgs, pageOf } from '../graphql/list-page.js';
import { typeNameOf } from '../graphql/type-name.js';
import { requireViewer } from '../viewer/viewer.js';
import {
  ExitedInvestmentType,
  InvestmentConnection,
  InvestmentConstituentType,
  InvestmentTotalsType,
  InvestmentType,
  type InvestmentView,
  toConstituentView,
} from './investment.type.js';
import type { InvestmentsService, KnownInvestments } from './investments.service.js';
import { exitedPage, investmentsPage, oneInvestment, totalsOf } from './investments.view.js';

const InvestmentsPageArgs = pageArgs('Query.investments');
const AccountInvestmentsPageArgs = pageArgs('BrokerAccount.investments');
const ExitedArgs = listArgs('Query.exitedInvestments');
const AccountExitedArgs = listArgs('BrokerAccount.exitedInvestments');
const ConstituentsArgs = listArgs('Investment.constituents');

const INVESTMENTS =
  'Smallcases that a broker account is invested in, as they were read last: when an order or a SIP ' +
  'settled, or by `refreshInvestments`. Null before the first read.';
const TOTALS = 'All investments of a broker account together; null before the first read.';
const EXITED =
  'Investments of which every share was sold. Null before the first read, or if Gateway does not answer.';

@ObjectType('InvestmentsRefreshed', {
  simpleResolvers: true,
  description: 'The investments were read. Query them, or read them here.',
})
class InvestmentsRefreshedType {
  @Field(() => BrokerAccountType, { description: 'The account whose investments were read.' })
  brokerAccount!: BrokerAccountView;

  @Field(() => InvestmentTotalsType, { nullable: true, description: TOTALS })
  totals!: InvestmentTotalsType | null;
}

const RefreshInvestmentsResult = createUnionType({
  name: 'RefreshInvestmentsResult',
  description: 'The investments as Gateway has them now, or why they could not be read.',
  types: () =>
    [InvestmentsRefreshedType, GatewayUnavailableType, GatewayRefusedType, GatewayNotUnderstoodType] as const,
  resolveType: typeNameOf,
});

@InputType('RefreshInvestmentsInput', { description: 'The investments to refresh.' })
class RefreshInvestmentsInput {
  @Field(() => ID, { nullable: true, description: 'The broker account. Default: the current one.' })
  brokerAccountId?: string | null;
}

/** An argument `brokerAccountId`. */
const AccountArg = () =>
  Arg('brokerAccountId', () => ID, { nullable: true, description: 'The account. Default: the current one.' });

@Resolver(() => InvestmentType)
export class InvestmentsResolver {
  constructor(private readonly service: InvestmentsService) {}

  @Query(() => InvestmentConnection, { nullable: true, description: INVESTMENTS })
  async investments(
    @AccountArg() brokerAccountId: string | null,
    @Args(() => InvestmentsPageArgs) page: PageArgs,
    @Ctx() context: Context,
  ): Promise<Connection<InvestmentView> | null> {
    return investmentsPage('Query.investments', await this.#find(brokerAccountId, context), page);
  }

  @Query(() => InvestmentType, { nullable: true, description: 'One investment of a broker account.' })
  async investment(
    @Arg('iscid', () => String, { description: 'Gateway’s id of the investment.' }) iscid: string,
    @AccountArg() brokerAccountId: string | null,
    @Ctx() context: Context,
  ): Promise<InvestmentView | null> {
    return oneInvestment(await this.#find(brokerAccountId, context), iscid);
  }

  @Query(() => InvestmentTotalsType, { nullable: true, description: TOTALS })
  async investmentTotals(
    @AccountArg() brokerAccountId: string | null,
    @Ctx() context: Context,
  ): Promise<InvestmentTotalsType | null> {
    return totalsOf(await this.#find(brokerAccountId, context));
  }

  @Query(() => [ExitedInvestmentType], {
    nullable: true,
    description: describeList('Query.exitedInvestments', EXITED),
  })
  async exitedInvestments(
    @AccountArg() brokerAccountId: string | null,
    @Args(() => ExitedArgs) page: ListArgs,
    @Ctx() context: Context,
  ): Promise<ExitedInvestmentType[] | null> {
    return exitedPage('Query.exitedInvestments', await this.#find(brokerAccountId, context), page);
  }

  @Query(() => Int, { nullable: true, description: describeCount('Query.exitedInvestments') })
  async exitedInvestmentsCount(
    @AccountArg() brokerAccountId: string | null,
    @Ctx() context: Context,
  ): Promise<number | null> {
    return (await this.#find(brokerAccountId, context))?.known.exited?.length ?? null;
  }

  @Mutation(() => RefreshInvestmentsResult, {
    nullable: true,
    description: 'Reads the investments of a broker account from Gateway now.',
  })
  async refreshInvestments(
    @Arg('input', () => RefreshInvestmentsInput, {
      nullable: true,
      description: 'The investments to refresh.',
    })
    input: RefreshInvestmentsInput | null,
    @Ctx() context: Context,
  ): Promise<object> {
    const viewer = requireViewer(context);
    const outcome = await this.service.refresh(viewer, input?.brokerAccountId ?? null, context.signal);
    if ('refused' in outcome) return failure(outcome.refused, outcome);
    const account = toBrokerAccountView(outcome.account);
    return { __typename: 'InvestmentsRefreshed', brokerAccount: account, totals: totalsOf(outcome) };
  }

  @FieldResolver(() => [InvestmentConstituentType], {
    description: describeList('Investment.constituents', 'The stocks held through it.'),
  })
  constituents(
    @Root() { held }: InvestmentView,
    @Args(() => ConstituentsArgs) page: ListArgs,
  ): InvestmentConstituentType[] {
    return pageOf('Investment.constituents', held, page).map(toConstituentView);
  }

  #find(brokerAccountId: string | null, context: Context): Promise<KnownInvestments | null> {
    return this.service.find(requireViewer(context), brokerAccountId ?? null, context.loaders);
  }
}

/** The same of each account. */
@Resolver(() => BrokerAccountType)
export class AccountInvestmentsResolver {
  constructor(private readonly service: InvestmentsService) {}

  @FieldResolver(() => InvestmentConnection, { nullable: true, description: INVESTMENTS })
  async investments(
    @Root() account: BrokerAccountView,
    @Args(() => AccountInvestmentsPageArgs) page: PageArgs,
    @Ctx() context: Context,
  ): Promise<Connection<InvestmentView> | null> {
    return investmentsPage('BrokerAccount.investments', await this.#find(account, context), page);
  }

  @FieldResolver(() => InvestmentTotalsType, { nullable: true, description: TOTALS })
  async investmentTotals(
    @Root() account: BrokerAccountView,
    @Ctx() context: Context,
  ): Promise<InvestmentTotalsType | null> {
    return totalsOf(await this.#find(account, context));
  }

  @FieldResolver(() => [ExitedInvestmentType], {
    nullable: true,
    description: describeList('BrokerAccount.exitedInvestments', EXITED),
  })
  async exitedInvestments(
    @Root() account: BrokerAccountView,
    @Args(() => AccountExitedArgs) page: ListArgs,
    @Ctx() context: Context,
  ): Promise<ExitedInvestmentType[] | null> {
    return exitedPage('BrokerAccount.exitedInvestments', await this.#find(account, context), page);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: describeCount('BrokerAccount.exitedInvestments'),
  })
  async exitedInvestmentsCount(
    @Root() account: BrokerAccountView,
    @Ctx() context: Context,
  ): Promise<number | null> {
    return (await this.#find(account, context))?.known.exited?.length ?? null;
  }

  #find({ id }: BrokerAccountView, context: Context): Promise<KnownInvestments | null> {
    return this.service.find(requireViewer(context), id, context.loaders);
  }
}

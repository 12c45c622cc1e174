import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { AccountReads } from '../account-reads.js';
import { EXITED } from '../list-bounds.js';
import { masksOf } from '../masks.js';
import type { OperatorContext } from '../operator.js';
import { HoldingsFilterInput } from '../types/filters.input.js';
import {
  ExitedSmallcaseType,
  InvestedSmallcaseType,
  OperatorInvestmentsConnection,
  OperatorInvestmentsType,
  type OperatorInvestmentsView,
  toExitedSmallcase,
  toInvestedSmallcase,
  toOperatorInvestments,
} from '../types/accounts/investments.type.js';
import type { OperatorPage } from '../types/page.type.js';
import { toHoldingsFilter } from './holdings.resolver.js';
import { OperatorPageArgs } from './page.args.js';

/** The smallcases that the accounts of all viewers are invested in. */
@Resolver(() => OperatorInvestmentsType)
export class OperatorInvestmentsResolver {
  constructor(private readonly reads: AccountReads) {}

  @Query(() => OperatorInvestmentsConnection, {
    nullable: true,
    description:
      'Investments of all viewers, those of the account that was linked last first. A page looks at 5,000 ' +
      'accounts at most: it may be short and still have a next one.',
  })
  async investments(
    @Arg('filter', () => HoldingsFilterInput, { nullable: true, description: 'Narrows the list.' })
    filter: HoldingsFilterInput | null,
    @Args(() => OperatorPageArgs) { first, after = null }: OperatorPageArgs,
    @Ctx() { operator }: OperatorContext,
  ): Promise<OperatorPage<OperatorInvestmentsView>> {
    const chosen = toHoldingsFilter(filter ?? {}, this.reads);
    const { nodes, pageInfo } = await this.reads.accounts('investments', chosen, { first, after });
    const masks = masksOf(operator);
    const views = await this.reads.investmentsOf(nodes, (key, { snapshot, readAt }) =>
      toOperatorInvestments(key, snapshot, readAt, masks),
    );
    return { nodes: views, pageInfo };
  }

  @FieldResolver(() => [InvestedSmallcaseType], { description: 'The smallcases, all of them.' })
  async smallcases(
    @Root() { key }: OperatorInvestmentsView,
    @Ctx() context: OperatorContext,
  ): Promise<InvestedSmallcaseType[]> {
    const found = await this.reads.investments(context, key.account.authId);
    const masks = masksOf(context.operator);
    return (found?.snapshot.investments ?? []).map((fact) => toInvestedSmallcase(fact, masks));
  }

  @FieldResolver(() => [ExitedSmallcaseType], {
    description: `The smallcases that were exited, in Gateway’s order, at most ${EXITED}.`,
  })
  async exited(
    @Root() { key }: OperatorInvestmentsView,
    @Ctx() context: OperatorContext,
  ): Promise<ExitedSmallcaseType[]> {
    const found = await this.reads.investments(context, key.account.authId);
    const masks = masksOf(context.operator);
    return (found?.snapshot.exited ?? []).slice(0, EXITED).map((fact) => toExitedSmallcase(fact, masks));
  }
}

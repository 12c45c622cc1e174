import { Args, FieldResolver, Resolver, Root } from 'type-graphql';
import { describeList, type ListArgs, listArgs, pageOf } from '../graphql/list-page.js';
import {
  HoldingsType,
  MutualFundHoldingType,
  SmallcaseConstituentType,
  SmallcaseHoldingType,
} from './holdings.type.js';
import {
  type HoldingsView,
  type SmallcaseHoldingView,
  toFundView,
  toSecurityView,
  toSmallcaseView,
} from './holdings.view.js';
import { SecurityHoldingType } from './security-holding.type.js';

const SecuritiesArgs = listArgs('Holdings.securities');
const SmallcasesArgs = listArgs('Holdings.smallcases');
const MutualFundsArgs = listArgs('Holdings.mutualFunds');
const ConstituentsArgs = listArgs('SmallcaseHolding.constituents');

/** The lists inside holdings. All of them are parts of one snapshot, so a page is cut in memory. */
@Resolver(() => HoldingsType)
export class HoldingsListsResolver {
  @FieldResolver(() => [SecurityHoldingType], {
    description: describeList('Holdings.securities', 'Shares and other securities.'),
  })
  securities(
    @Root() { all }: HoldingsView,
    @Args(() => SecuritiesArgs) page: ListArgs,
  ): SecurityHoldingType[] {
    return pageOf('Holdings.securities', all.securities, page).map(toSecurityView);
  }

  @FieldResolver(() => [SmallcaseHoldingType], {
    description: describeList('Holdings.smallcases', 'Smallcases.'),
  })
  smallcases(
    @Root() { all }: HoldingsView,
    @Args(() => SmallcasesArgs) page: ListArgs,
  ): SmallcaseHoldingType[] {
    return pageOf('Holdings.smallcases', all.smallcases, page).map(toSmallcaseView);
  }

  @FieldResolver(() => [MutualFundHoldingType], {
    description: describeList(
      'Holdings.mutualFunds',
      'Mutual funds held at the broker, then the folios of the viewer’s newest 20 imports by PAN, the ' +
        'latest import first. A folio that several of them have is shown as the latest has it. One that ' +
        'was closed since may still be in an older import; `mutualFundImports` lists each apart.',
    ),
  })
  mutualFunds(
    @Root() { all }: HoldingsView,
    @Args(() => MutualFundsArgs) page: ListArgs,
  ): MutualFundHoldingType[] {
    return pageOf('Holdings.mutualFunds', all.mutualFunds, page).map(toFundView);
  }
}

/** The constituents of a smallcase. */
@Resolver(() => SmallcaseHoldingType)
export class SmallcaseConstituentsResolver {
  @FieldResolver(() => [SmallcaseConstituentType], {
    description: describeList('SmallcaseHolding.constituents', 'Its constituents, as far as known.'),
  })
  constituents(
    @Root() { all }: SmallcaseHoldingView,
    @Args(() => ConstituentsArgs) page: ListArgs,
  ): readonly SmallcaseConstituentType[] {
    return pageOf('SmallcaseHolding.constituents', all, page);
  }
}

import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { AccountsFilter } from '../../ledger/operator/accounts.js';
import type { AccountReads } from '../account-reads.js';
import { toPositions } from '../holdings/positions.js';
import { EARLIER_HOLDINGS } from '../list-bounds.js';
import { masksOf } from '../masks.js';
import type { OperatorContext } from '../operator.js';
import { pageOfRows } from '../operator-pages.js';
import { EarlierHoldingsType, toEarlierHoldings } from '../types/accounts/earlier-holdings.type.js';
import { HoldingsFilterInput } from '../types/filters.input.js';
import {
  OperatorHoldingsConnection,
  OperatorHoldingsType,
  type OperatorHoldingsView,
  OperatorSmallcaseHoldingType,
  toOperatorHoldings,
  toOperatorSmallcaseHolding,
} from '../types/accounts/holdings.type.js';
import {
  OperatorFolioConnection,
  type OperatorFolioType,
  toOperatorFolio,
} from '../types/accounts/mutual-fund.type.js';
import type { OperatorPage } from '../types/page.type.js';
import {
  OperatorPositionConnection,
  type OperatorPositionType,
  toOperatorPosition,
} from '../types/accounts/position.type.js';
import { toAccountsFilter } from './accounts.resolver.js';
import { textOf } from './filter-parts.js';
import { OperatorPageArgs } from './page.args.js';

/** What the accounts of all viewers hold. */
@Resolver(() => OperatorHoldingsType)
export class OperatorHoldingsResolver {
  constructor(private readonly reads: AccountReads) {}

  @Query(() => OperatorHoldingsConnection, {
    nullable: true,
    description:
      'Holdings of all viewers, those of the account that was linked last first. A page looks at 5,000 ' +
      'accounts at most: it may be short and still have a next one.',
  })
  async holdings(
    @Arg('filter', () => HoldingsFilterInput, { nullable: true, description: 'Narrows the list.' })
    filter: HoldingsFilterInput | null,
    @Args(() => OperatorPageArgs) { first, after = null }: OperatorPageArgs,
    @Ctx() { operator }: OperatorContext,
  ): Promise<OperatorPage<OperatorHoldingsView>> {
    const chosen = toHoldingsFilter(filter ?? {}, this.reads);
    const { nodes, pageInfo } = await this.reads.accounts('holdings', chosen, { first, after });
    const masks = masksOf(operator);
    const views = await this.reads.holdingsOf(nodes, (key, stored) => toOperatorHoldings(key, stored, masks));
    return { nodes: views, pageInfo };
  }

  @FieldResolver(() => OperatorPositionConnection, {
    description: 'Its securities, the one that cost most first, those of unknown cost last.',
  })
  async positions(
    @Root() view: OperatorHoldingsView,
    @Args(() => OperatorPageArgs) { first, after = null }: OperatorPageArgs,
    @Ctx() context: OperatorContext,
  ): Promise<OperatorPage<OperatorPositionType>> {
    const stored = await this.reads.holdings(context, view.key.account.authId);
    const { positions, knownCost } = toPositions(stored?.snapshot.securities ?? []);
    const held = { rows: positions, version: versionOf(view, stored?.revision) };
    const { nodes, pageInfo } = pageOfRows(this.reads.ids, 'Holdings.positions', held, { first, after });
    const masks = masksOf(context.operator);
    return { nodes: nodes.map((one) => toOperatorPosition(one, knownCost, masks)), pageInfo };
  }

  @FieldResolver(() => [OperatorSmallcaseHoldingType], {
    description: 'The smallcases that it is invested in, all of them.',
  })
  async smallcases(
    @Root() { key }: OperatorHoldingsView,
    @Ctx() context: OperatorContext,
  ): Promise<OperatorSmallcaseHoldingType[]> {
    const stored = await this.reads.holdings(context, key.account.authId);
    const masks = masksOf(context.operator);
    return (stored?.snapshot.smallcases ?? []).map((fact) => toOperatorSmallcaseHolding(fact, masks));
  }

  @FieldResolver(() => OperatorFolioConnection, {
    description: 'The mutual funds that the broker reported, in Gateway’s order.',
  })
  async mutualFunds(
    @Root() view: OperatorHoldingsView,
    @Args(() => OperatorPageArgs) { first, after = null }: OperatorPageArgs,
    @Ctx() context: OperatorContext,
  ): Promise<OperatorPage<OperatorFolioType>> {
    const stored = await this.reads.holdings(context, view.key.account.authId);
    const held = {
      rows: stored?.snapshot.mutualFunds ?? [],
      version: versionOf(view, stored?.revision),
    };
    const { nodes, pageInfo } = pageOfRows(this.reads.ids, 'Holdings.mutualFunds', held, { first, after });
    const masks = masksOf(context.operator);
    return { nodes: nodes.map((one) => toOperatorFolio(one, masks)), pageInfo };
  }

  @FieldResolver(() => [EarlierHoldingsType], {
    description:
      `The snapshots that the log of events keeps, newest first, the present one included: at most ` +
      `${EARLIER_HOLDINGS}, of the newest 5,000 events of the viewer.`,
  })
  async earlier(@Root() { key }: OperatorHoldingsView): Promise<EarlierHoldingsType[]> {
    const compared = await this.reads.earlierHoldings(key.account);
    return compared.map(({ earlier, changes }) => toEarlierHoldings(earlier, changes));
  }
}

/** As for accounts, with the symbol. */
export function toHoldingsFilter(filter: HoldingsFilterInput, reads: AccountReads): AccountsFilter {
  return { ...toAccountsFilter(filter, reads), symbol: textOf('symbol', filter.symbol) };
}

function versionOf({ id }: OperatorHoldingsView, revision = 0): string {
  return `${id} ${revision}`;
}

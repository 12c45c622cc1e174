import { Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { type Connection, connectionOf, type ForwardArgs, forwardArgs } from '../graphql/connection.js';
import type { Context } from '../graphql/context.js';
import {
  describeCount,
  describeList,
  type ListArgs,
  listArgs,
  pageOf,
  sliceOf,
} from '../graphql/list-page.js';
import { HoldingsType, MutualFundHoldingType } from '../holdings/holdings.type.js';
import { toFundView } from '../holdings/holdings.view.js';
import type { Slice } from '../ledger/slice.js';
import { requireViewer } from '../viewer/viewer.js';
import {
  MutualFundImportType,
  MutualFundTransactionConnection,
  type MutualFundTransactionType,
} from './mutual-fund-import.type.js';
import {
  type MutualFundImportView,
  toMutualFundImportView,
  toStatementRowView,
} from './mutual-fund-import.view.js';
import type { MutualFundImportsService } from './mutual-fund-imports.service.js';

const ImportsArgs = listArgs('Query.mutualFundImports');
const ImportsOfHoldingsArgs = listArgs('Holdings.mutualFundImports');
const FoliosArgs = listArgs('MutualFundImport.folios');
const StatementArgs = forwardArgs('MutualFundImport.transactions');

/** Lists imports as their viewer sees them. */
async function listImports(
  service: MutualFundImportsService,
  upstreamNow: () => number,
  slice: Slice,
  context: Context,
): Promise<MutualFundImportView[]> {
  const imports = await service.list(requireViewer(context), slice);
  return imports.map((snapshot) => toMutualFundImportView(snapshot, upstreamNow(), context.reuse));
}

@Resolver(() => MutualFundImportType)
export class MutualFundImportResolver {
  constructor(
    private readonly service: MutualFundImportsService,
    /** Gateway's time now, in epoch milliseconds. */
    private readonly upstreamNow: () => number,
  ) {}

  @Query(() => [MutualFundImportType], {
    nullable: true,
    description: describeList(
      'Query.mutualFundImports',
      'The viewer’s mutual-fund imports by PAN, one for each MF_HOLDINGS_IMPORT transaction, newest first.',
    ),
  })
  mutualFundImports(
    @Args(() => ImportsArgs) page: ListArgs,
    @Ctx() context: Context,
  ): Promise<MutualFundImportView[]> {
    const slice = sliceOf('Query.mutualFundImports', page);
    return listImports(this.service, this.upstreamNow, slice, context);
  }

  @Query(() => Int, { nullable: true, description: describeCount('Query.mutualFundImports') })
  mutualFundImportsCount(@Ctx() context: Context): Promise<number> {
    return this.service.count(requireViewer(context));
  }

  @FieldResolver(() => [MutualFundHoldingType], {
    description: describeList('MutualFundImport.folios', 'Its folios; none before it is received.'),
  })
  folios(
    @Root() { folioFacts }: MutualFundImportView,
    @Args(() => FoliosArgs) page: ListArgs,
  ): MutualFundHoldingType[] {
    return pageOf('MutualFundImport.folios', folioFacts, page).map(toFundView);
  }

  @FieldResolver(() => MutualFundTransactionConnection, {
    nullable: true,
    description:
      'The rows of its statement as they are now, in the registrars’ order. ' +
      'Null if there are none: ask for them with `casDetail`.',
  })
  async transactions(
    @Root() { transaction, transactionsCount }: MutualFundImportView,
    @Args(() => StatementArgs) page: ForwardArgs,
    @Ctx() context: Context,
  ): Promise<Connection<MutualFundTransactionType> | null> {
    if (transactionsCount === 0) return null;
    const { gatewayTransactionId } = transaction;
    const rows = await this.service.statement(requireViewer(context), gatewayTransactionId, context.loaders);
    return connectionOf('MutualFundImport.transactions', rows, page, toStatementRowView);
  }
}

/** The imports next to the holdings of a broker account. */
@Resolver(() => HoldingsType)
export class HoldingsImportsResolver {
  constructor(
    private readonly service: MutualFundImportsService,
    /** Gateway's time now, in epoch milliseconds. */
    private readonly upstreamNow: () => number,
  ) {}

  @FieldResolver(() => [MutualFundImportType], {
    description: describeList(
      'Holdings.mutualFundImports',
      'The viewer’s mutual-fund imports by PAN as they are now, newest first: those of ' +
        '`Query.mutualFundImports`.',
    ),
  })
  mutualFundImports(
    @Args(() => ImportsOfHoldingsArgs) page: ListArgs,
    @Ctx() context: Context,
  ): Promise<MutualFundImportView[]> {
    const slice = sliceOf('Holdings.mutualFundImports', page);
    return listImports(this.service, this.upstreamNow, slice, context);
  }

  @FieldResolver(() => Int, { description: describeCount('Holdings.mutualFundImports') })
  mutualFundImportsCount(@Ctx() context: Context): Promise<number> {
    return this.service.count(requireViewer(context));
  }
}

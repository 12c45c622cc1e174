import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { AccountReads } from '../account-reads.js';
import { masksOf } from '../masks.js';
import type { OperatorContext } from '../operator.js';
import { pageOfRows } from '../operator-pages.js';
import type { OperatorServices } from '../services.js';
import {
  OperatorFolioConnection,
  type OperatorFolioType,
  OperatorImportType,
  type OperatorImportView,
  toOperatorFolio,
  toOperatorImport,
} from '../types/accounts/mutual-fund.type.js';
import type { OperatorPage } from '../types/page.type.js';
import { OperatorTransactionType, type OperatorTransactionView } from '../types/transaction.type.js';
import { OperatorPageArgs } from './page.args.js';

/** What a transaction has imported. */
@Resolver(() => OperatorTransactionType)
export class OperatorImportOfResolver {
  constructor(
    private readonly reads: AccountReads,
    private readonly services: Pick<OperatorServices, 'importState'>,
  ) {}

  @FieldResolver(() => OperatorImportType, {
    nullable: true,
    description: 'What MF_HOLDINGS_IMPORT has brought; null for other intents.',
  })
  async mutualFundImport(
    @Root() { stored }: OperatorTransactionView,
    @Ctx() context: OperatorContext,
  ): Promise<OperatorImportView | null> {
    const found = await this.reads.importOf(context, stored);
    return found && toOperatorImport(found, this.services.importState(found));
  }
}

/** The folios of imports. */
@Resolver(() => OperatorImportType)
export class OperatorImportsResolver {
  constructor(private readonly reads: AccountReads) {}

  @FieldResolver(() => OperatorFolioConnection, { description: 'Its folios, in Gateway’s order.' })
  folios(
    @Root() { snapshot: { received, transaction } }: OperatorImportView,
    @Args(() => OperatorPageArgs) { first, after = null }: OperatorPageArgs,
    @Ctx() { operator }: OperatorContext,
  ): OperatorPage<OperatorFolioType> {
    const version = `${transaction.transactionId} ${received?.receivedAt ?? 0}`;
    const held = { rows: received?.folios ?? [], version };
    const { nodes, pageInfo } = pageOfRows(this.reads.ids, 'MutualFundImport.folios', held, { first, after });
    const masks = masksOf(operator);
    return { nodes: nodes.map((one) => toOperatorFolio(one, masks)), pageInfo };
  }
}

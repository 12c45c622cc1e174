import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { masksOf } from '../masks.js';
import type { OperatorContext } from '../operator.js';
import type { OperatorReads } from '../operator-reads.js';
import type { Explain } from '../services.js';
import { ExplanationType, toExplanationView } from '../types/explanation.type.js';
import { TransactionFilterInput } from '../types/filters.input.js';
import { OperatorOrderType, toOperatorOrder } from '../types/order.type.js';
import type { OperatorPage } from '../types/page.type.js';
import {
  OperatorTransactionConnection,
  OperatorTransactionType,
  type OperatorTransactionView,
  toOperatorTransaction,
} from '../types/transaction.type.js';
import { textOf, textsOf, timesOf } from './filter-parts.js';
import { OperatorPageArgs } from './page.args.js';

/** Transactions of all viewers. */
@Resolver(() => OperatorTransactionType)
export class OperatorTransactionsResolver {
  constructor(
    private readonly reads: OperatorReads,
    private readonly explain: Explain,
  ) {}

  @Query(() => OperatorTransactionConnection, {
    nullable: true,
    description:
      'Transactions of all viewers, newest first. A page looks at 5,000 of them at most: with a narrow ' +
      'filter it may be short and still have a next one.',
  })
  async transactions(
    @Arg('filter', () => TransactionFilterInput, { nullable: true, description: 'Narrows the list.' })
    filter: TransactionFilterInput | null,
    @Args(() => OperatorPageArgs) { first, after = null }: OperatorPageArgs,
    @Ctx() { operator }: OperatorContext,
  ): Promise<OperatorPage<OperatorTransactionView>> {
    const { status, intent, viewer, isStale, ...times } = filter ?? {};
    const chosen = {
      ...timesOf(times),
      statuses: textsOf('status', status),
      intents: textsOf('intent', intent),
      viewerId: textOf('viewer', viewer),
      isStale: isStale ?? null,
    };
    const { nodes, pageInfo } = await this.reads.transactions(chosen, { first, after });
    const masks = masksOf(operator);
    return { nodes: nodes.map((one) => toOperatorTransaction(one, masks, this.reads.ids)), pageInfo };
  }

  @Query(() => OperatorTransactionType, {
    nullable: true,
    description: 'One transaction, by its `id`. Null if it is not in this ledger.',
  })
  async transaction(
    @Arg('id', () => ID, { description: 'The `id` of a transaction.' }) id: string,
    @Ctx() context: OperatorContext,
  ): Promise<OperatorTransactionView | null> {
    const key = this.reads.ids.open('transaction', id);
    const found = key === null ? null : await this.reads.transaction(context, key);
    return found === null ? null : toOperatorTransaction(found, masksOf(context.operator), this.reads.ids);
  }

  @FieldResolver(() => [OperatorOrderType], {
    description: 'Its orders, oldest first, retracted ones included; of more than 100 the newest 100.',
  })
  async orders(
    @Root() { key }: OperatorTransactionView,
    @Ctx() context: OperatorContext,
  ): Promise<OperatorOrderType[]> {
    const masks = masksOf(context.operator);
    const orders = await this.reads.ordersOf(context, key);
    return orders.map((order) => toOperatorOrder(order, masks, this.reads.ids));
  }

  @FieldResolver(() => ExplanationType, {
    nullable: true,
    description: 'What happened to it, and what happens next.',
  })
  async explanation(
    @Root() { key }: OperatorTransactionView,
    @Ctx() { operator }: OperatorContext,
  ): Promise<ExplanationType | null> {
    const found = await this.explain(key, { batchId: null, mask: masksOf(operator).id });
    return found === null ? null : toExplanationView(found);
  }
}

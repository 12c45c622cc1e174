import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import {
  toOperatorOrder,
  OperatorOrderConnection,
  OperatorOrderType,
  type OperatorOrderView,
} from '../types/order.type.js';
import type { OrdersFilter } from '../../ledger/operator/orders.js';
import { masksOf } from '../masks.js';
import type { OperatorContext } from '../operator.js';
import type { OperatorReads } from '../operator-reads.js';
import type { Explain } from '../services.js';
import { ExplanationType, toExplanationView } from '../types/explanation.type.js';
import { OrderFilterInput } from '../types/filters.input.js';
import type { OperatorPage } from '../types/page.type.js';
import { OperatorTransactionType, toOperatorTransaction } from '../types/transaction.type.js';
import { textOf, textsOf, timesOf } from './filter-parts.js';
import { OperatorPageArgs } from './page.args.js';

/** Orders of all viewers. */
@Resolver(() => OperatorOrderType)
export class OperatorOrdersResolver {
  constructor(
    private readonly reads: OperatorReads,
    private readonly explain: Explain,
  ) {}

  @Query(() => OperatorOrderConnection, {
    nullable: true,
    description:
      'Orders of all viewers, newest first by the creation of their transaction. A page looks at 5,000 ' +
      'orders at most: with a narrow filter it may be short and still have a next one.',
  })
  async orders(
    @Arg('filter', () => OrderFilterInput, { nullable: true, description: 'Narrows the list.' })
    filter: OrderFilterInput | null,
    @Args(() => OperatorPageArgs) { first, after = null }: OperatorPageArgs,
    @Ctx() { operator }: OperatorContext,
  ): Promise<OperatorPage<OperatorOrderView>> {
    const { nodes, pageInfo } = await this.reads.orders(toOrdersFilter(filter ?? {}), { first, after });
    const masks = masksOf(operator);
    return { nodes: nodes.map((order) => toOperatorOrder(order, masks, this.reads.ids)), pageInfo };
  }

  @Query(() => OperatorOrderType, {
    nullable: true,
    description: 'One order, by its `id`. Null if it is not in this ledger.',
  })
  async order(
    @Arg('id', () => ID, { description: 'The `id` of an order.' }) id: string,
    @Ctx() { operator }: OperatorContext,
  ): Promise<OperatorOrderView | null> {
    const batchId = this.reads.ids.open('order', id);
    const order = batchId === null ? null : await this.reads.order(batchId);
    return order === null ? null : toOperatorOrder(order, masksOf(operator), this.reads.ids);
  }

  @FieldResolver(() => OperatorTransactionType, {
    nullable: true,
    description: 'The transaction that it belongs to.',
  })
  async transaction(
    @Root() { keys }: OperatorOrderView,
    @Ctx() context: OperatorContext,
  ): Promise<OperatorTransactionType | null> {
    const found = await this.reads.transaction(context, keys.transactionId);
    return found === null ? null : toOperatorTransaction(found, masksOf(context.operator), this.reads.ids);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The broker that the user chose; null if unknown.',
  })
  async broker(@Root() { keys }: OperatorOrderView, @Ctx() context: OperatorContext): Promise<string | null> {
    const found = await this.reads.transaction(context, keys.transactionId);
    return found?.snapshot.broker ?? null;
  }

  @FieldResolver(() => ExplanationType, {
    nullable: true,
    description: 'What happened to it, and what happens next.',
  })
  async explanation(
    @Root() { keys }: OperatorOrderView,
    @Ctx() { operator }: OperatorContext,
  ): Promise<ExplanationType | null> {
    const { batchId, transactionId } = keys;
    const found = await this.explain(transactionId, { batchId, mask: masksOf(operator).id });
    return found === null ? null : toExplanationView(found);
  }
}

function toOrdersFilter(filter: OrderFilterInput): OrdersFilter {
  return {
    ...timesOf(filter),
    statuses: textsOf('status', filter.status),
    provenances: filter.provenance ?? null,
    isFinal: filter.isFinal ?? null,
    viewerId: textOf('viewer', filter.viewer),
    symbol: textOf('symbol', filter.symbol),
    broker: textOf('broker', filter.broker),
    text: textOf('text', filter.text),
  };
}

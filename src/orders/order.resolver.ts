import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { fromGlobalId } from '../core/ids.js';
import type { OrderStatus } from '../gateway/facts.js';
import { type Connection, PageArgs } from '../graphql/connection.js';
import type { Context } from '../graphql/context.js';
import { OrderStatusEnum } from '../graphql/enums.js';
import { TransactionType, type TransactionView } from '../transactions/transaction.type.js';
import { requireViewer, type Viewer } from '../viewer/viewer.js';
import { OrderConnection, OrderObject, type OrderView, toOrderView } from './order.type.js';
import type { OrdersService } from './orders.service.js';

/** Reads the transaction of one of the viewer's orders. */
export type TransactionOfOrder = (
  viewer: Viewer,
  transactionId: string,
  context: Context,
) => Promise<TransactionView | null>;

@Resolver(() => OrderObject)
export class OrderResolver {
  constructor(
    private readonly orders: OrdersService,
    private readonly transactionOf: TransactionOfOrder,
  ) {}

  @Query(() => OrderObject, {
    nullable: true,
    description: 'One of the viewer’s orders, by its global id or batch id.',
  })
  async order(
    @Arg('id', () => ID, { description: 'Global id, or Gateway’s batch id.' }) id: string,
    @Ctx() context: Context,
  ): Promise<OrderView | null> {
    const snapshot = await this.orders.find(requireViewer(context), id);
    return snapshot === null ? null : toOrderView(snapshot);
  }

  @Query(() => OrderConnection, {
    name: 'orders',
    nullable: true,
    description: 'The viewer’s orders, newest first.',
  })
  async list(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('transactionId', () => ID, {
      nullable: true,
      description: 'Only those of this transaction, by its global id or Gateway’s id.',
    })
    transactionId: string | null,
    @Arg('status', () => [OrderStatusEnum], {
      nullable: true,
      description: 'Only those with one of these statuses.',
    })
    status: OrderStatus[] | null,
    @Ctx() context: Context,
  ): Promise<Connection<OrderView | null>> {
    const wish = { transactionId: transactionId ?? null, statuses: status ?? null };
    const found = await this.orders.list(requireViewer(context), page, wish);
    return {
      ...found,
      edges: found.edges.map(({ cursor, node }) => ({ cursor, node: node && toOrderView(node) })),
    };
  }

  @FieldResolver(() => TransactionType, { nullable: true, description: 'The transaction it came from.' })
  transaction(@Root() order: OrderView, @Ctx() context: Context): Promise<TransactionView | null> {
    return this.transactionOf(requireViewer(context), order.transactionKey, context);
  }
}

@Resolver(() => TransactionType)
export class TransactionOrdersResolver {
  constructor(private readonly service: OrdersService) {}

  @FieldResolver(() => [OrderObject], { description: 'The orders that came of it, oldest first.' })
  async orders(@Root() transaction: TransactionView, @Ctx() context: Context): Promise<OrderView[]> {
    const key = fromGlobalId(transaction.id)?.key ?? '';
    return (await this.service.ofTransaction(key, context.loaders)).map(toOrderView);
  }
}

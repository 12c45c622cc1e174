import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { OrderStatus } from '../gateway/facts.js';
import { type Connection, type PageArgs, pageArgs } from '../graphql/connection.js';
import type { Context } from '../graphql/context.js';
import { OrderStatusEnum } from '../graphql/enums.js';
import {
  describeCount,
  describeList,
  type ListArgs,
  listArgs,
  pageOf,
  sliceOf,
} from '../graphql/list-page.js';
import { TransactionType, type TransactionView } from '../transactions/transaction.type.js';
import { requireViewer, type Viewer } from '../viewer/viewer.js';
import {
  OrderConnection,
  OrderLegType,
  OrderObject,
  type OrderView,
  toLegView,
  toOrderView,
  UnplacedLegType,
} from './order.type.js';
import type { OrdersService } from './orders.service.js';

const OrdersPageArgs = pageArgs('Query.orders');
const LegsArgs = listArgs('Order.legs');
const UnplacedLegsArgs = listArgs('Order.unplacedLegs');
const OrdersOfTransactionArgs = listArgs('Transaction.orders');

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
    const snapshot = await this.orders.find(requireViewer(context), id, context.loaders);
    return snapshot === null ? null : toOrderView(snapshot);
  }

  @Query(() => OrderConnection, {
    name: 'orders',
    nullable: true,
    description: 'The viewer’s orders, newest first.',
  })
  async list(
    @Args(() => OrdersPageArgs) page: PageArgs,
    @Arg('transactionId', () => ID, {
      nullable: true,
      description: 'Return only orders of this transaction, by its global id or Gateway’s id.',
    })
    transactionId: string | null,
    @Arg('status', () => [OrderStatusEnum], {
      nullable: true,
      description: 'Return only those with one of these statuses.',
    })
    status: OrderStatus[] | null,
    @Ctx() context: Context,
  ): Promise<Connection<OrderView | null>> {
    const filter = { transactionId: transactionId ?? null, statuses: status ?? null };
    const found = await this.orders.list(requireViewer(context), page, filter, context.loaders);
    return {
      ...found,
      edges: found.edges.map(({ cursor, node }) => ({ cursor, node: node && toOrderView(node) })),
    };
  }

  @FieldResolver(() => TransactionType, {
    nullable: true,
    description: 'The transaction that placed the order.',
  })
  transaction(@Root() order: OrderView, @Ctx() context: Context): Promise<TransactionView | null> {
    return this.transactionOf(requireViewer(context), order.transactionKey, context);
  }

  @FieldResolver(() => [OrderLegType], {
    description: describeList('Order.legs', 'Legs that were sent to the exchange.'),
  })
  legs(@Root() order: OrderView, @Args(() => LegsArgs) page: ListArgs): OrderLegType[] {
    return pageOf('Order.legs', order.snapshot.legs, page).map(toLegView);
  }

  @FieldResolver(() => [UnplacedLegType], {
    description: describeList('Order.unplacedLegs', 'Legs that were not sent to the exchange.'),
  })
  unplacedLegs(
    @Root() order: OrderView,
    @Args(() => UnplacedLegsArgs) page: ListArgs,
  ): readonly UnplacedLegType[] {
    return pageOf('Order.unplacedLegs', order.snapshot.unplacedLegs, page);
  }
}

@Resolver(() => TransactionType)
export class TransactionOrdersResolver {
  constructor(private readonly service: OrdersService) {}

  @FieldResolver(() => [OrderObject], {
    description: describeList('Transaction.orders', 'Orders placed by the transaction, oldest first.'),
  })
  async orders(
    @Root() transaction: TransactionView,
    @Args(() => OrdersOfTransactionArgs) page: ListArgs,
    @Ctx() { loaders }: Context,
  ): Promise<OrderView[]> {
    const slice = sliceOf('Transaction.orders', page);
    const orders = await this.service.ofTransaction(transaction.gatewayTransactionId, slice, loaders);
    return orders.map(toOrderView);
  }

  @FieldResolver(() => OrderObject, {
    nullable: true,
    description:
      'The order that CANCEL_ORDER or CANCEL_AMO is to cancel; null for other intents, or if it is unknown.',
  })
  async actsOn(@Root() { snapshot }: TransactionView, @Ctx() context: Context): Promise<OrderView | null> {
    if (snapshot.actsOnOrder === undefined) return null;
    const viewer = requireViewer(context);
    const order = await this.service.ofViewer(viewer, snapshot.actsOnOrder, context.loaders);
    return order === null ? null : toOrderView(order);
  }

  @FieldResolver(() => Int, { description: describeCount('Transaction.orders') })
  ordersCount(@Root() transaction: TransactionView, @Ctx() { loaders }: Context): Promise<number> {
    return this.service.countOfTransaction(transaction.gatewayTransactionId, loaders);
  }
}

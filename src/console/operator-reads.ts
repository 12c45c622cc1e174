import DataLoader from 'dataloader';
import { badInput } from '../core/errors.js';
import { pageSize } from '../graphql/list-page.js';
import { ask } from '../ledger/databases/statement.js';
import {
  type DeliveriesFilter,
  type DeliveryPlace,
  type DeliverySummary,
  deliverySummaries,
  listAllDeliveries,
} from '../ledger/operator/deliveries.js';
import { type EventOutline, listLog, type LogFilter } from '../ledger/operator/event-log.js';
import {
  listAllOrders,
  newestOrdersOf,
  type OrderOf,
  type OrderPlace,
  type OrdersFilter,
} from '../ledger/operator/orders.js';
import type { ScannedPage } from '../ledger/operator/scan.js';
import {
  listAllTransactions,
  type TransactionPlace,
  type TransactionsFilter,
} from '../ledger/operator/transactions.js';
import { ordersById, type StoredOrder } from '../ledger/orders.js';
import { type StoredTransaction, transactionsById } from '../ledger/transactions.js';
import { OPERATOR_LIST_BOUNDS, ORDERS_OF_TRANSACTION } from './list-bounds.js';
import type { OperatorContext } from './operator.js';
import type { SealedIds, SealedKind } from './sealed-id.js';
import type { OperatorServices } from './services.js';
import type { OperatorPage } from './types/page.type.js';

/** An id of ours. Other text, such as one with null characters, is not given to the database. */
const DELIVERY_ID = /^[0-9a-f]{24}$/;

/** The lists that are read in pages, by the kind of their cursors. */
const LISTS = {
  orders: 'Query.orders',
  transactions: 'Query.transactions',
  deliveries: 'Query.deliveries',
  events: 'EventLog.events',
} as const satisfies Partial<Record<SealedKind, keyof typeof OPERATOR_LIST_BOUNDS>>;

type List = keyof typeof LISTS;

/** What is read together for the objects of one answer. They remember nothing: a stream lasts for hours. */
interface Loaders {
  readonly transactions: DataLoader<string, StoredTransaction | null>;
  readonly ordersOf: DataLoader<string, readonly OrderOf[]>;
}

/** The arguments of a page of the console. */
export interface PageArgs {
  readonly first: number;
  readonly after: string | null;
}

/** What the operator schema reads from the ledger, over all viewers. */
export class OperatorReads {
  readonly #loaders = new WeakMap<OperatorContext, Loaders>();

  constructor(
    private readonly services: Pick<OperatorServices, 'ledger'>,
    readonly ids: SealedIds,
  ) {}

  /** A page of orders. Throws BAD_USER_INPUT. */
  async orders(filter: OrdersFilter, args: PageArgs): Promise<OperatorPage<StoredOrder>> {
    const wanted = this.#wanted<OrderPlace>('orders', args);
    return this.#page('orders', await listAllOrders(this.services.ledger.db, filter, wanted));
  }

  /** A page of transactions. Throws BAD_USER_INPUT. */
  async transactions(filter: TransactionsFilter, args: PageArgs): Promise<OperatorPage<StoredTransaction>> {
    const wanted = this.#wanted<TransactionPlace>('transactions', args);
    return this.#page('transactions', await listAllTransactions(this.services.ledger.db, filter, wanted));
  }

  /** A page of deliveries. Throws BAD_USER_INPUT. */
  async deliveries(filter: DeliveriesFilter, args: PageArgs): Promise<OperatorPage<DeliverySummary>> {
    const wanted = this.#wanted<DeliveryPlace>('deliveries', args);
    return this.#page('deliveries', await listAllDeliveries(this.services.ledger.db, filter, wanted));
  }

  /** A page of a viewer's log. Throws BAD_USER_INPUT. */
  async events(viewerId: string, filter: LogFilter, args: PageArgs): Promise<OperatorPage<EventOutline>> {
    const wanted = this.#wanted<number>('events', args);
    return this.#page('events', await listLog(this.services.ledger.db, viewerId, filter, wanted));
  }

  /** One order; null if it is not in this ledger. */
  async order(batchId: string): Promise<StoredOrder | null> {
    const [found] = await ask(this.services.ledger.db, ordersById([batchId]));
    return found ?? null;
  }

  /** One delivery without its body; null if it is not in this ledger. */
  async delivery(deliveryId: string): Promise<DeliverySummary | null> {
    if (!DELIVERY_ID.test(deliveryId)) return null;
    const [found] = await deliverySummaries(this.services.ledger.db, [deliveryId]);
    return found ?? null;
  }

  /** One transaction; null if it is not in this ledger. */
  async transaction(context: OperatorContext, transactionId: string): Promise<StoredTransaction | null> {
    return await this.#loadersOf(context).transactions.load(transactionId);
  }

  /** The newest orders of a transaction, at most 100, oldest first. */
  async ordersOf(context: OperatorContext, transactionId: string): Promise<readonly StoredOrder[]> {
    return (await this.#loadersOf(context).ordersOf.load(transactionId)).toReversed();
  }

  #wanted<Place>(list: List, { first, after }: PageArgs) {
    const count = pageSize('first', first, OPERATOR_LIST_BOUNDS[LISTS[list]]);
    if (after === null) return { first: count, after: null };
    const place = this.ids.open(list, after);
    if (place === null) throw badInput('after', 'is not a cursor of this list');
    return { first: count, after: JSON.parse(place) as Place };
  }

  /** A cursor holds the id of a transaction, so it is sealed like an id. */
  #page<Item>(list: SealedKind, { items, end, hasNext }: ScannedPage<unknown, Item>): OperatorPage<Item> {
    const endCursor = end === null ? null : this.ids.seal(list, JSON.stringify(end));
    return { nodes: items.map(({ item }) => item), pageInfo: { hasNextPage: hasNext, endCursor } };
  }

  #loadersOf(context: OperatorContext): Loaders {
    const known = this.#loaders.get(context);
    if (known !== undefined) return known;
    const { db } = this.services.ledger;
    const loaders: Loaders = {
      transactions: new DataLoader(
        async (ids) => {
          const found = await ask(db, transactionsById([...new Set(ids)]));
          const byId = new Map(found.map((one) => [one.snapshot.transactionId, one]));
          return ids.map((id) => byId.get(id) ?? null);
        },
        { cache: false },
      ),
      ordersOf: new DataLoader(
        async (ids) => {
          const found = await newestOrdersOf(db, [...new Set(ids)], ORDERS_OF_TRANSACTION);
          return ids.map((id) => found.filter(({ transactionId }) => transactionId === id));
        },
        { cache: false },
      ),
    };
    this.#loaders.set(context, loaders);
    return loaders;
  }
}

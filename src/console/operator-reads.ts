import DataLoader from 'dataloader';
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
import {
  listAllTransactions,
  type TransactionPlace,
  type TransactionsFilter,
} from '../ledger/operator/transactions.js';
import { ordersById, type StoredOrder } from '../ledger/orders.js';
import { type StoredTransaction, transactionsById } from '../ledger/transactions.js';
import { ORDERS_OF_TRANSACTION } from './list-bounds.js';
import type { OperatorContext } from './operator.js';
import { type PageArgs, toOperatorPage, wantedPage } from './operator-pages.js';
import type { SealedIds } from './sealed-id.js';
import type { OperatorServices } from './services.js';
import type { OperatorPage } from './types/page.type.js';

/** An id of ours. Other text, such as one with null characters, is not given to the database. */
export const DELIVERY_ID = /^[0-9a-f]{24}$/;

/** What is read together for the objects of one answer. They remember nothing: a stream lasts for hours. */
interface Loaders {
  readonly transactions: DataLoader<string, StoredTransaction | null>;
  readonly ordersOf: DataLoader<string, readonly OrderOf[]>;
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
    const wanted = wantedPage<OrderPlace>(this.ids, 'orders', args);
    return toOperatorPage(this.ids, 'orders', await listAllOrders(this.services.ledger.db, filter, wanted));
  }

  /** A page of transactions. Throws BAD_USER_INPUT. */
  async transactions(filter: TransactionsFilter, args: PageArgs): Promise<OperatorPage<StoredTransaction>> {
    const wanted = wantedPage<TransactionPlace>(this.ids, 'transactions', args);
    return toOperatorPage(
      this.ids,
      'transactions',
      await listAllTransactions(this.services.ledger.db, filter, wanted),
    );
  }

  /** A page of deliveries. Throws BAD_USER_INPUT. */
  async deliveries(filter: DeliveriesFilter, args: PageArgs): Promise<OperatorPage<DeliverySummary>> {
    const wanted = wantedPage<DeliveryPlace>(this.ids, 'deliveries', args);
    return toOperatorPage(
      this.ids,
      'deliveries',
      await listAllDeliveries(this.services.ledger.db, filter, wanted),
    );
  }

  /** A page of a viewer's log. Throws BAD_USER_INPUT. */
  async events(viewerId: string, filter: LogFilter, args: PageArgs): Promise<OperatorPage<EventOutline>> {
    const wanted = wantedPage<number>(this.ids, 'events', args);
    return toOperatorPage(
      this.ids,
      'events',
      await listLog(this.services.ledger.db, viewerId, filter, wanted),
    );
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

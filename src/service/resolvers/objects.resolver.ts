import { Arg, ID, Query, Resolver } from 'type-graphql';
import { keyFromArgument } from '../../core/ids.js';
import { BATCH_ID_SHAPE, TRANSACTION_ID_SHAPE } from '../../gateway/wire.js';
import type { Ledger } from '../../ledger/ledger.js';
import { revised } from '../../ledger/object-revisions.js';
import { findOrder } from '../../ledger/orders.js';
import { findTransaction } from '../../ledger/transactions.js';
import { ServiceOrderType, toServiceOrder } from '../types/order.type.js';
import { ServiceTransactionType, toServiceTransaction } from '../types/transaction.type.js';

/** Orders and transactions of any viewer, by id. */
@Resolver()
export class ServiceObjectsResolver {
  constructor(
    private readonly ledger: Pick<Ledger, 'db'>,
    /** Gateway's time now, in epoch milliseconds. */
    private readonly upstreamNow: () => number,
  ) {}

  @Query(() => ServiceOrderType, {
    nullable: true,
    description: 'An order of any viewer; null if there is none, or if it was retracted.',
  })
  async order(
    @Arg('id', () => ID, { description: 'Its global id, or Gateway’s id of the batch.' }) id: string,
  ): Promise<ServiceOrderType | null> {
    const key = keyFromArgument('Order', id, BATCH_ID_SHAPE);
    const stored = key === null ? null : await findOrder(this.ledger.db, key);
    return stored === null || stored.isRetracted ? null : toServiceOrder(revised(stored));
  }

  @Query(() => ServiceTransactionType, {
    nullable: true,
    description: 'A transaction of any viewer; null if there is none.',
  })
  async transaction(
    @Arg('id', () => ID, { description: 'Its global id, or Gateway’s id.' }) id: string,
  ): Promise<ServiceTransactionType | null> {
    const key = keyFromArgument('Transaction', id, TRANSACTION_ID_SHAPE);
    const stored = key === null ? null : await findTransaction(this.ledger.db, key);
    return stored === null ? null : toServiceTransaction(revised(stored), this.upstreamNow());
  }
}

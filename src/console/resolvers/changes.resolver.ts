import { type ClassType, Ctx, Resolver, Root, Subscription } from 'type-graphql';
import type { Clock } from '../../core/time/clock.js';
import { toDate } from '../../graphql/scalars.js';
import type { Change } from '../live/change.js';
import type { ChangeFeed } from '../live/change-feed.js';
import { masksOf } from '../masks.js';
import type { AccountReads } from '../account-reads.js';
import type { OperatorContext } from '../operator.js';
import type { OperatorReads } from '../operator-reads.js';
import { ChangeUnion } from '../types/change.type.js';
import { toOperatorDelivery, toRejectedDelivery } from '../types/delivery.type.js';
import { toOperatorHoldings } from '../types/accounts/holdings.type.js';
import { toOperatorInvestments } from '../types/accounts/investments.type.js';
import { toOperatorOrder } from '../types/order.type.js';
import { toOperatorTransaction } from '../types/transaction.type.js';

/** What the objects of changes are read by. */
interface ChangeReads {
  readonly reads: OperatorReads;
  readonly accounts: AccountReads;
}

/** The subscription. type-graphql takes `subscribe` in a decorator, so its source is passed by closure. */
export function createChangesResolver(feed: ChangeFeed, reads: ChangeReads, clock: Clock): ClassType<object> {
  @Resolver()
  class ChangesResolver {
    @Subscription(() => ChangeUnion, {
      description:
        'What changes: orders, transactions, holdings, investments and deliveries, and requests that this ' +
        'instance refused. What other instances commit comes up to some seconds later, and what they ' +
        'refuse does not come.',
      subscribe: () => feed.open(),
    })
    async changes(@Root() change: Change, @Ctx() context: OperatorContext): Promise<object> {
      return (await toChangeView(change, context, reads)) ?? overview();
    }
  }
  const overview = () => ({ __typename: 'OverviewChanged', at: toDate(clock.now()) });
  return ChangesResolver;
}

/** The change with its object as it is now; null if the object is gone. */
async function toChangeView(
  change: Change,
  context: OperatorContext,
  { reads, accounts }: ChangeReads,
): Promise<object | null> {
  const masks = masksOf(context.operator);
  switch (change.kind) {
    case 'ORDER': {
      const order = await reads.order(change.id);
      return order && { __typename: 'OrderChanged', order: toOperatorOrder(order, masks, reads.ids) };
    }
    case 'TRANSACTION': {
      const found = await reads.transaction(context, change.id);
      return (
        found && {
          __typename: 'TransactionChanged',
          transaction: toOperatorTransaction(found, masks, reads.ids),
        }
      );
    }
    case 'HOLDINGS':
      return await toHoldingsChange(change.id, context, accounts);
    case 'INVESTMENTS':
      return await toInvestmentsChange(change.id, context, accounts);
    case 'DELIVERY': {
      const found = await reads.delivery(change.id);
      return found && { __typename: 'DeliveryReceived', delivery: toOperatorDelivery(found, masks) };
    }
    case 'REJECTED':
      return { __typename: 'DeliveryRejected', rejected: toRejectedDelivery(change.rejected, masks) };
    case 'OVERVIEW':
      return null;
  }
}

async function toHoldingsChange(
  authId: string,
  context: OperatorContext,
  accounts: AccountReads,
): Promise<object | null> {
  const key = await accounts.accountOf(authId);
  const stored = key && (await accounts.holdings(context, authId));
  if (key === null || stored === null) return null;
  const holdings = toOperatorHoldings(key, stored, masksOf(context.operator));
  return { __typename: 'HoldingsChanged', holdings };
}

async function toInvestmentsChange(
  authId: string,
  context: OperatorContext,
  accounts: AccountReads,
): Promise<object | null> {
  const key = await accounts.accountOf(authId);
  const found = key && (await accounts.investments(context, authId));
  if (key === null || found === null) return null;
  const investments = toOperatorInvestments(key, found.snapshot, found.readAt, masksOf(context.operator));
  return { __typename: 'InvestmentsChanged', investments };
}

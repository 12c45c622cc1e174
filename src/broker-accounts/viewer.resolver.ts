import { Args, Ctx, FieldResolver, Int, Query, Resolver } from 'type-graphql';
import type { Context } from '../graphql/context.js';
import { describeCount, describeList, type ListArgs, listArgs, sliceOf } from '../graphql/list-page.js';
import { accountsOfViewer, countAccounts, currentAccount } from '../ledger/broker-accounts.js';
import type { Ledger } from '../ledger/ledger.js';
import { requireViewer } from '../viewer/viewer.js';
import {
  BrokerAccountType,
  type BrokerAccountView,
  toBrokerAccountView,
  toViewerView,
  ViewerType,
  type ViewerView,
} from './broker-account.type.js';

const BrokerAccountsArgs = listArgs('Viewer.brokerAccounts');

/**
 * The viewer, and their accounts if selected. A viewer never sees another one, so the root is always the
 * caller.
 */
@Resolver(() => ViewerType)
export class ViewerResolver {
  constructor(private readonly ledger: Ledger) {}

  @Query(() => ViewerType, { nullable: true, description: 'The person named by the session token.' })
  viewer(@Ctx() context: Context): ViewerView {
    return toViewerView(requireViewer(context).id);
  }

  @FieldResolver(() => String, {
    description:
      'Position in the viewer’s log of changes when this operation began: everything else in the answer ' +
      'holds every event up to it, and may hold later ones. Subscribe with it as `after` to miss nothing.',
  })
  async cursor(@Ctx() { cursor }: Context): Promise<string> {
    if (cursor === undefined) throw new Error('the head of the log is read before an operation runs');
    return await cursor;
  }

  @FieldResolver(() => [BrokerAccountType], {
    description: describeList(
      'Viewer.brokerAccounts',
      'The linked broker accounts, most recently linked first.',
    ),
  })
  async brokerAccounts(
    @Args(() => BrokerAccountsArgs) page: ListArgs,
    @Ctx() context: Context,
  ): Promise<BrokerAccountView[]> {
    const slice = sliceOf('Viewer.brokerAccounts', page);
    const accounts = await accountsOfViewer(this.ledger.db, requireViewer(context).id, slice);
    return accounts.map(toBrokerAccountView);
  }

  @FieldResolver(() => Int, { description: describeCount('Viewer.brokerAccounts') })
  brokerAccountsCount(@Ctx() context: Context): Promise<number> {
    return countAccounts(this.ledger.db, requireViewer(context).id);
  }

  @FieldResolver(() => BrokerAccountType, {
    nullable: true,
    description: 'The account used by default: the one linked last.',
  })
  async currentBrokerAccount(@Ctx() context: Context): Promise<BrokerAccountView | null> {
    const account = await currentAccount(this.ledger.db, requireViewer(context).id);
    return account === null ? null : toBrokerAccountView(account);
  }
}

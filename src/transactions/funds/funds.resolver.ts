import DataLoader from 'dataloader';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { BrokerAccountType, type BrokerAccountView } from '../../broker-accounts/broker-account.type.js';
import { fromGlobalId } from '../../core/ids.js';
import type { Context } from '../../graphql/context.js';
import { fundsOfAccounts } from '../../ledger/broker-funds.js';
import type { Ledger } from '../../ledger/ledger.js';
import type { FundsSnapshot } from '../../ledger/snapshots.js';
import { requireViewer } from '../../viewer/viewer.js';
import { TransactionType, type TransactionView } from '../transaction.type.js';
import { FundsType, type FundsView, toFundsView } from './funds.type.js';

/** Reads the transaction of the viewer's funds; null if it is not there. */
type TransactionOfFunds = (
  viewer: ReturnType<typeof requireViewer>,
  transactionId: string,
  context: Context,
) => Promise<TransactionView | null>;

/** The last known funds of a linked account (guarantee G10: gone when it is unlinked). */
@Resolver(() => BrokerAccountType)
export class AccountFundsResolver {
  constructor(private readonly ledger: Ledger) {}

  @FieldResolver(() => FundsType, {
    nullable: true,
    description:
      'The last known funds. Null before a FETCH_FUNDS transaction was completed since it was linked.',
  })
  async funds(@Root() account: BrokerAccountView, @Ctx() context: Context): Promise<FundsView | null> {
    const viewer = requireViewer(context);
    const authId = fromGlobalId(account.id)?.key ?? '';
    const funds = await context.loaders.of(this.#funds).load(JSON.stringify([viewer.id, authId]));
    return funds === null ? null : toFundsView(funds);
  }

  // Not cached within the request: a subscription is one long request, and each event must see the present.
  readonly #funds = () =>
    new DataLoader<string, FundsSnapshot | null>(
      async (keys) => {
        const named = keys.map((key) => JSON.parse(key) as [viewerId: string, authId: string]);
        const [viewerId = ''] = named[0] ?? [];
        const authIds = [...new Set(named.map(([, authId]) => authId))];
        const found = await fundsOfAccounts(this.ledger.db, viewerId, authIds);
        return named.map(([, authId]) => found.get(authId) ?? null);
      },
      { cache: false },
    );
}

/** The transaction that showed the funds. */
@Resolver(() => FundsType)
export class FundsResolver {
  constructor(private readonly transactionOf: TransactionOfFunds) {}

  @FieldResolver(() => TransactionType, {
    nullable: true,
    description: 'The FETCH_FUNDS transaction that showed it.',
  })
  transaction(@Root() funds: FundsView, @Ctx() context: Context): Promise<TransactionView | null> {
    return this.transactionOf(requireViewer(context), funds.transactionKey, context);
  }
}

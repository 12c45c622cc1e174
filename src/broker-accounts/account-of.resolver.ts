import DataLoader from 'dataloader';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../graphql/context.js';
import { accountsById, type StoredBrokerAccount } from '../ledger/broker-accounts.js';
import { ask } from '../ledger/databases/statement.js';
import type { Ledger } from '../ledger/ledger.js';
import type { TransactionSnapshot } from '../ledger/snapshots.js';
import { provenAccount } from '../ledger/transactions.js';
import { OrderObject, type OrderView } from '../orders/order.type.js';
import { TransactionType, type TransactionView } from '../transactions/transaction.type.js';
import { requireViewer, type Viewer } from '../viewer/viewer.js';
import { BrokerAccountType, type BrokerAccountView, toBrokerAccountView } from './broker-account.type.js';

const OF_TRANSACTION =
  'The broker account it was completed with, or else the one it was created for. ' +
  'Null while that account is not linked to the viewer.';

/** Reads the account of a transaction, only for the viewer to whom it is linked (guarantees G7, G10). */
export class AccountsOf {
  constructor(private readonly ledger: Ledger) {}

  async transaction(snapshot: TransactionSnapshot, context: Context): Promise<BrokerAccountView | null> {
    const viewer = requireViewer(context);
    const authId = provenAccount(snapshot);
    const account = authId === null ? null : await context.loaders.of(this.#accounts).load(authId);
    return account?.viewerId === viewer.id ? toBrokerAccountView(account) : null;
  }

  // Not cached within the request: a subscription is one long request, and each event must see the present.
  readonly #accounts = () =>
    new DataLoader<string, StoredBrokerAccount | null>(
      async (ids) => {
        const found = await ask(this.ledger.db, accountsById([...new Set(ids)]));
        const byId = new Map(found.map((account) => [account.authId, account]));
        return ids.map((id) => byId.get(id) ?? null);
      },
      { cache: false },
    );
}

@Resolver(() => TransactionType)
export class TransactionAccountResolver {
  constructor(private readonly accounts: AccountsOf) {}

  @FieldResolver(() => BrokerAccountType, { nullable: true, description: OF_TRANSACTION })
  brokerAccount(
    @Root() { snapshot }: TransactionView,
    @Ctx() context: Context,
  ): Promise<BrokerAccountView | null> {
    return this.accounts.transaction(snapshot, context);
  }
}

/** Reads the transaction of one of the viewer's orders. */
type TransactionOfOrder = (
  viewer: Viewer,
  transactionId: string,
  context: Context,
) => Promise<TransactionSnapshot | null>;

@Resolver(() => OrderObject)
export class OrderAccountResolver {
  constructor(
    private readonly accounts: AccountsOf,
    private readonly transactionOf: TransactionOfOrder,
  ) {}

  @FieldResolver(() => BrokerAccountType, {
    nullable: true,
    description:
      'The broker account it was placed with. Null while that account is not linked to the viewer.',
  })
  async brokerAccount(
    @Root() { transactionKey }: OrderView,
    @Ctx() context: Context,
  ): Promise<BrokerAccountView | null> {
    const transaction = await this.transactionOf(requireViewer(context), transactionKey, context);
    return transaction === null ? null : await this.accounts.transaction(transaction, context);
  }
}

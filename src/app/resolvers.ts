import { AuthTokenResolver } from '../auth-tokens/auth-token.resolver.js';
import type { AuthTokensService } from '../auth-tokens/auth-tokens.service.js';
import {
  AccountsOf,
  OrderAccountResolver,
  TransactionAccountResolver,
} from '../broker-accounts/account-of.resolver.js';
import { BrokerAccountResolver } from '../broker-accounts/broker-account.resolver.js';
import { toBrokerAccountView, toViewerView } from '../broker-accounts/broker-account.type.js';
import type { BrokerAccountLinker } from '../broker-accounts/link-broker-account.js';
import { MarketResolver } from '../broker-accounts/market.resolver.js';
import { ViewerResolver } from '../broker-accounts/viewer.resolver.js';
import type { NodeType } from '../core/ids.js';
import { createStreamResolver, EventsResolver } from '../events/event.resolver.js';
import type { EventsService } from '../events/events.service.js';
import type { Context } from '../graphql/context.js';
import { createNodeResolver, type NodeReader } from '../graphql/node.js';
import type { ResolverBinding } from '../graphql/schema.js';
import { HoldingsListsResolver, SmallcaseConstituentsResolver } from '../holdings/holdings-lists.resolver.js';
import { HoldingsResolver } from '../holdings/holdings.resolver.js';
import type { HoldingsService } from '../holdings/holdings.service.js';
import { PendingActionResolver } from '../holdings/pending-action.resolver.js';
import { toPendingActionView } from '../holdings/pending-action.type.js';
import {
  HoldingsImportsResolver,
  MutualFundImportResolver,
} from '../mutual-funds/mutual-fund-import.resolver.js';
import { toMutualFundImportView } from '../mutual-funds/mutual-fund-import.view.js';
import type { MutualFundImportsService } from '../mutual-funds/mutual-fund-imports.service.js';
import { MutualFundOtpResolver } from '../mutual-funds/otp.resolver.js';
import type { MutualFundOtpService } from '../mutual-funds/otp.service.js';
import { AUTH_ID_SHAPE, ISCID_SHAPE } from '../gateway/wire.js';
import { oneInvestment } from '../investments/investments.view.js';
import { AccountInvestmentsResolver, InvestmentsResolver } from '../investments/investments.resolver.js';
import type { InvestmentsService } from '../investments/investments.service.js';
import { findOwnAccount } from '../ledger/broker-accounts.js';
import type { Ledger } from '../ledger/ledger.js';
import {
  OrderResolver,
  TransactionOrdersResolver,
  type TransactionOfOrder,
} from '../orders/order.resolver.js';
import { toOrderView } from '../orders/order.type.js';
import type { OrdersService } from '../orders/orders.service.js';
import type { CatalogueService } from '../smallcases/catalogue.service.js';
import { ChartPointsResolver, SmallcaseResolver } from '../smallcases/smallcase.resolver.js';
import {
  AccountSubscriptionsResolver,
  MySubscriptionResolver,
  SubscriptionsResolver,
} from '../smallcases/subscription.resolver.js';
import type { SubscriptionsService } from '../smallcases/subscriptions.service.js';
import type { TransactionCreator } from '../transactions/create-transaction.js';
import type { OutcomeReporter } from '../transactions/reports/report-outcome.js';
import { TransactionRequestResolver } from '../transactions/request/transaction-request.resolver.js';
import { AccountFundsResolver, FundsResolver } from '../transactions/funds/funds.resolver.js';
import type { TransactionRefresher } from '../transactions/refresh-transaction.js';
import { TransactionResolver } from '../transactions/transaction.resolver.js';
import { toTransactionView } from '../transactions/transaction.type.js';
import type { TransactionsService } from '../transactions/transactions.service.js';
import type { Viewer } from '../viewer/viewer.js';

/** Everything the resolvers call. */
export interface Services {
  readonly ledger: Ledger;
  readonly authTokens: AuthTokensService;
  readonly linker: BrokerAccountLinker;
  readonly transactions: TransactionsService;
  readonly creator: TransactionCreator;
  readonly reporter: OutcomeReporter;
  readonly refresher: TransactionRefresher;
  readonly orders: OrdersService;
  readonly holdings: HoldingsService;
  readonly mutualFunds: MutualFundImportsService;
  readonly mutualFundOtps: MutualFundOtpService;
  readonly investments: InvestmentsService;
  readonly events: EventsService;
  readonly catalogue: CatalogueService;
  readonly subscriptions: SubscriptionsService;
  /** Gateway's time now, in epoch milliseconds. */
  readonly upstreamNow: () => number;
}

/** Every resolver of the API with its instance. */
export function createResolvers(services: Services): ResolverBinding[] {
  const { transactions, creator, reporter, refresher, orders, upstreamNow } = services;
  const accounts = new AccountsOf(services.ledger);
  const snapshotOf = (viewer: Viewer, transactionId: string, context: Context) =>
    transactions.ofViewer(viewer, transactionId, context.loaders);
  const transactionOf: TransactionOfOrder = async (viewer, transactionId, context) => {
    const snapshot = await snapshotOf(viewer, transactionId, context);
    return snapshot === null ? null : toTransactionView(snapshot, upstreamNow(), context.reuse);
  };
  return [
    [createNodeResolver(nodeReaders(services)), null],
    [ViewerResolver, new ViewerResolver(services.ledger)],
    [BrokerAccountResolver, new BrokerAccountResolver(services.ledger, services.linker)],
    [TransactionAccountResolver, new TransactionAccountResolver(accounts)],
    [OrderAccountResolver, new OrderAccountResolver(accounts, snapshotOf)],
    [AuthTokenResolver, new AuthTokenResolver(services.authTokens)],
    [TransactionResolver, new TransactionResolver(transactions, creator, reporter, refresher, upstreamNow)],
    [AccountFundsResolver, new AccountFundsResolver(services.ledger)],
    [FundsResolver, new FundsResolver(transactionOf)],
    [MarketResolver, new MarketResolver(upstreamNow)],
    [TransactionRequestResolver, new TransactionRequestResolver()],
    [TransactionOrdersResolver, new TransactionOrdersResolver(orders)],
    [OrderResolver, new OrderResolver(orders, transactionOf)],
    [HoldingsResolver, new HoldingsResolver(services.holdings)],
    [PendingActionResolver, new PendingActionResolver(services.holdings)],
    [HoldingsListsResolver, new HoldingsListsResolver()],
    [SmallcaseConstituentsResolver, new SmallcaseConstituentsResolver()],
    [MutualFundImportResolver, new MutualFundImportResolver(services.mutualFunds, upstreamNow)],
    [HoldingsImportsResolver, new HoldingsImportsResolver(services.mutualFunds, upstreamNow)],
    [MutualFundOtpResolver, new MutualFundOtpResolver(services.mutualFundOtps, upstreamNow)],
    [SmallcaseResolver, new SmallcaseResolver(services.catalogue)],
    [ChartPointsResolver, new ChartPointsResolver()],
    [SubscriptionsResolver, new SubscriptionsResolver(services.subscriptions)],
    [AccountSubscriptionsResolver, new AccountSubscriptionsResolver(services.subscriptions)],
    [MySubscriptionResolver, new MySubscriptionResolver(services.subscriptions)],
    [InvestmentsResolver, new InvestmentsResolver(services.investments)],
    [AccountInvestmentsResolver, new AccountInvestmentsResolver(services.investments)],
    [EventsResolver, new EventsResolver(services.events)],
    [createStreamResolver(services.events), null],
  ];
}

/** How `node` reads each kind of object, always as the viewer. */
function nodeReaders(services: Services): Readonly<Record<NodeType, NodeReader>> {
  const { ledger, transactions, orders, holdings, mutualFunds, upstreamNow } = services;
  return {
    async Viewer(viewer, key) {
      return key === viewer.id ? toViewerView(viewer.id) : null;
    },
    async BrokerAccount(viewer, key) {
      const account = await findOwnAccount(ledger.db, viewer.id, key);
      return account === null ? null : toBrokerAccountView(account);
    },
    async Transaction(viewer, key, { loaders, reuse }) {
      const snapshot = await transactions.find(viewer, key, loaders);
      return snapshot === null ? null : toTransactionView(snapshot, upstreamNow(), reuse);
    },
    async Order(viewer, key, { loaders }) {
      const snapshot = await orders.find(viewer, key, loaders);
      return snapshot === null ? null : toOrderView(snapshot);
    },
    async Investment(viewer, key, { loaders }) {
      const [authId = '', iscid = ''] = key.split(':');
      const isId = AUTH_ID_SHAPE.test(authId) && ISCID_SHAPE.test(iscid);
      return isId ? oneInvestment(await services.investments.find(viewer, authId, loaders), iscid) : null;
    },
    async PendingAction(viewer, key) {
      const action = await holdings.pendingAction(viewer, key);
      return action === null ? null : toPendingActionView(action);
    },
    async MutualFundImport(viewer, key, { reuse }) {
      const found = await mutualFunds.find(viewer, key);
      return found === null ? null : toMutualFundImportView(found, upstreamNow(), reuse);
    },
  };
}

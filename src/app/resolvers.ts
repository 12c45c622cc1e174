import { AuthTokenResolver } from '../auth-tokens/auth-token.resolver.js';
import type { AuthTokensService } from '../auth-tokens/auth-tokens.service.js';
import { BrokerAccountResolver } from '../broker-accounts/broker-account.resolver.js';
import { toBrokerAccountView, toViewerView } from '../broker-accounts/broker-account.type.js';
import type { BrokerAccountLinker } from '../broker-accounts/link-broker-account.js';
import { ViewerResolver } from '../broker-accounts/viewer.resolver.js';
import type { NodeType } from '../core/ids.js';
import { createStreamResolver, EventsResolver } from '../events/event.resolver.js';
import type { EventsService } from '../events/events.service.js';
import { createNodeResolver, type NodeReader } from '../graphql/node.js';
import type { ResolverBinding } from '../graphql/schema.js';
import { HoldingsListsResolver, SmallcaseConstituentsResolver } from '../holdings/holdings-lists.resolver.js';
import { HoldingsResolver } from '../holdings/holdings.resolver.js';
import type { HoldingsService } from '../holdings/holdings.service.js';
import { toPendingActionView } from '../holdings/pending-action.type.js';
import { findOwnAccount } from '../ledger/broker-accounts.js';
import type { Ledger } from '../ledger/ledger.js';
import {
  OrderResolver,
  TransactionOrdersResolver,
  type TransactionOfOrder,
} from '../orders/order.resolver.js';
import { toOrderView } from '../orders/order.type.js';
import type { OrdersService } from '../orders/orders.service.js';
import type { TransactionCreator } from '../transactions/create-transaction.js';
import type { OutcomeReporter } from '../transactions/reports/report-outcome.js';
import { TransactionResolver } from '../transactions/transaction.resolver.js';
import { toTransactionView } from '../transactions/transaction.type.js';
import type { TransactionsService } from '../transactions/transactions.service.js';

/** Everything the resolvers call. */
export interface Services {
  readonly ledger: Ledger;
  readonly authTokens: AuthTokensService;
  readonly linker: BrokerAccountLinker;
  readonly transactions: TransactionsService;
  readonly creator: TransactionCreator;
  readonly reporter: OutcomeReporter;
  readonly orders: OrdersService;
  readonly holdings: HoldingsService;
  readonly events: EventsService;
  /** Gateway's time now, in epoch milliseconds. */
  readonly upstreamNow: () => number;
}

/** Every resolver of the API with its instance. */
export function createResolvers(services: Services): ResolverBinding[] {
  const { transactions, creator, reporter, orders, upstreamNow } = services;
  const transactionOf: TransactionOfOrder = async (viewer, transactionId, context) => {
    const snapshot = await transactions.ofViewer(viewer, transactionId, context.loaders);
    return snapshot === null ? null : toTransactionView(snapshot, upstreamNow(), context.reuse);
  };
  return [
    [createNodeResolver(nodeReaders(services)), null],
    [ViewerResolver, new ViewerResolver(services.ledger)],
    [BrokerAccountResolver, new BrokerAccountResolver(services.ledger, services.linker)],
    [AuthTokenResolver, new AuthTokenResolver(services.authTokens)],
    [TransactionResolver, new TransactionResolver(transactions, creator, reporter, upstreamNow)],
    [TransactionOrdersResolver, new TransactionOrdersResolver(orders)],
    [OrderResolver, new OrderResolver(orders, transactionOf)],
    [HoldingsResolver, new HoldingsResolver(services.holdings)],
    [HoldingsListsResolver, new HoldingsListsResolver()],
    [SmallcaseConstituentsResolver, new SmallcaseConstituentsResolver()],
    [EventsResolver, new EventsResolver(services.events)],
    [createStreamResolver(services.events), null],
  ];
}

/** How `node` reads each kind of object, always as the viewer. */
function nodeReaders(services: Services): Readonly<Record<NodeType, NodeReader>> {
  const { ledger, transactions, orders, holdings, upstreamNow } = services;
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
    async PendingAction(viewer, key) {
      const action = await holdings.pendingAction(viewer, key);
      return action === null ? null : toPendingActionView(action);
    },
  };
}

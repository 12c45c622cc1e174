import { AuthTokensService } from '../auth-tokens/auth-tokens.service.js';
import { BrokerAccountLinker } from '../broker-accounts/link-broker-account.js';
import { EventsService } from '../events/events.service.js';
import type { Foundation } from './foundation.js';
import { HoldingsService } from '../holdings/holdings.service.js';
import { InvestmentsService } from '../investments/investments.service.js';
import { MutualFundImportsService } from '../mutual-funds/mutual-fund-imports.service.js';
import { MutualFundOtpService } from '../mutual-funds/otp.service.js';
import { hasOpenOrder } from '../orders/orders.writer.js';
import { OrdersService } from '../orders/orders.service.js';
import type { Services } from './resolvers.js';
import { CatalogueService } from '../smallcases/catalogue.service.js';
import { SubscriptionsService } from '../smallcases/subscriptions.service.js';
import { TransactionCreator } from '../transactions/create-transaction.js';
import { PlanReviver } from '../transactions/plan-reviver.js';
import { TransactionRefresher } from '../transactions/refresh-transaction.js';
import { OutcomeReporter } from '../transactions/reports/report-outcome.js';
import { TransactionsService } from '../transactions/transactions.service.js';
import type { StoredTransaction } from '../ledger/transactions.js';
import { lookUp } from '../ledger/commits/decision.js';
import type { Inbox } from '../webhooks/inbox.js';

/** Makes the services behind the resolvers. */
export function createServices(
  foundation: Foundation,
  inbox: Inbox,
  {
    wakeReconciler,
    readNow,
  }: {
    readonly wakeReconciler: (transactionId?: string) => void;
    readonly readNow: (stored: StoredTransaction) => Promise<void>;
  },
): Services {
  const { config, ledger, cache, bus, clock, gateway, tokens, moment, metrics } = foundation;
  const upstreamNow = () => moment().upstreamNow;
  const linker = new BrokerAccountLinker({
    ...foundation,
    onLinked: (unit, authId) => inbox.applyKept(unit, { authId }),
    wakeReconciler,
    proofTimeoutMs: config.GATEWAY_TOTAL_TIMEOUT_MS,
  });
  const reviver = new PlanReviver({
    ...foundation,
    hasOpenOrder: (db, transaction) => lookUp(db, (picture) => hasOpenOrder(picture, transaction)),
    wakeReconciler,
  });
  return {
    ledger,
    linker,
    upstreamNow,
    authTokens: new AuthTokensService(ledger, tokens, {
      gatewayName: config.GATEWAY_NAME,
      isLeprechaun: config.LEPRECHAUN,
      ttlSeconds: config.AUTH_TOKEN_TTL_SECONDS,
    }),
    transactions: new TransactionsService(ledger, cache, (snapshot) => reviver.asked(snapshot)),
    creator: new TransactionCreator(
      {
        ...foundation,
        onOutcome: (outcome) => metrics.creations.inc({ outcome }),
        onCreated: (unit, transactionId) => inbox.applyKept(unit, { transactionId }),
        wakeReconciler,
      },
      config.GATEWAY_TOTAL_TIMEOUT_MS,
    ),
    reporter: new OutcomeReporter({
      ledger,
      clock,
      wakeReconciler,
      clockOffsetMs: () => gateway.clockOffsetMs,
      verify: (token) => linker.verify(token),
      link: (viewer, authId) => linker.linkIfProven(viewer, authId),
    }),
    refresher: new TransactionRefresher({ ledger, read: readNow }),
    orders: new OrdersService(ledger, cache),
    holdings: new HoldingsService(foundation),
    mutualFunds: new MutualFundImportsService(ledger),
    mutualFundOtps: new MutualFundOtpService({ ...foundation, wakeReconciler }),
    catalogue: new CatalogueService({ ...foundation, upstreamNow }),
    subscriptions: new SubscriptionsService({ ...foundation, upstreamNow }),
    investments: new InvestmentsService(foundation),
    events: new EventsService({
      ledger,
      bus,
      clock,
      upstreamNow,
      onPushed: (delayMs) => metrics.eventPush.observe(delayMs / 1000),
    }),
  };
}

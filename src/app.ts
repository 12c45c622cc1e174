import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { AuthTokensService } from './auth-tokens/auth-tokens.service.js';
import { BrokerAccountLinker } from './broker-accounts/link-broker-account.js';
import { createRateLimits } from './cache/rate-limits.js';
import type { Config } from './config/variables.js';
import { SECRET_MIN_BYTES, shortVendorSecrets } from './config/rules.js';
import { monotonicMs } from './core/time/clock.js';
import { describeError } from './core/describe-error.js';
import type { Log } from './core/log.js';
import { EventsService } from './events/events.service.js';
import { type AppOverrides, type Foundation, openServices } from './app/foundation.js';
import { createAdmission } from './execution/admission.js';
import { RequestLoaders } from './graphql/context.js';
import type { GraphqlRuntime } from './execution/runtime.js';
import type { OperationLimits } from './execution/limits.js';
import { paceLists } from './graphql/paced-lists.js';
import { createPersistedDocuments } from './execution/persisted-documents.js';
import { QueryRate } from './execution/query-rate.js';
import { buildGraphqlSchema } from './graphql/schema.js';
import { traceRootFields } from './graphql/trace-fields.js';
import { applyHoldingsHint, applyMutualFunds, applyPendingAction } from './holdings/holdings-hints.js';
import { HoldingsService } from './holdings/holdings.service.js';
import type { ReadyAnswerSource } from './http/ready-answers/serve-ready-answers.js';
import { createHttpServer } from './http/server.js';
import { applyOrderHint, keysOfOrderHint } from './orders/order-hint.js';
import { hasOpenOrder } from './orders/orders.writer.js';
import { OrdersService } from './orders/orders.service.js';
import { startCleanUp } from './reconcile/clean-up.js';
import { createReadHandlers } from './app/read-handlers.js';
import { HoldingsReads } from './reconcile/holdings-reads.js';
import { ReadPace } from './reconcile/read-pace.js';
import { Reconciler } from './reconcile/reconciler.js';
import { TransactionReads } from './reconcile/transaction-reads.js';
import { createResolvers, type Services } from './app/resolvers.js';
import { TransactionCreator } from './transactions/create-transaction.js';
import { PlanReviver } from './transactions/plan-reviver.js';
import { OutcomeReporter } from './transactions/reports/report-outcome.js';
import { TransactionsService } from './transactions/transactions.service.js';
import { createAuthenticator } from './viewer/authenticator.js';
import type { KeySetOptions } from './viewer/key-set.js';
import { lookUp } from './ledger/commits/decision.js';
import { Inbox, withQueries } from './webhooks/inbox.js';
import { InboxPlayer } from './webhooks/player.js';
import { WebhookReader } from './webhooks/reader.js';
import { createWebhookReceiver } from './webhooks/receive.js';
import { createDeliveryReport } from './webhooks/report.js';

/**
 * How many times OVERLOAD_LAG_MS a viewer's query may wait for its slot before further queries are rejected.
 */
const QUERY_WAIT_LAGS = 5;

/** A gateway with all its parts. */
export interface App {
  /**
   * Starts listening and running scheduled reads. `opsUrl` serves `/metrics` in production and is null
   * otherwise.
   */
  listen(): Promise<{ url: string; port: number; opsUrl: string | null }>;
  /** Drains, finishes requests in flight, and closes everything within SHUTDOWN_TIMEOUT_MS. */
  close(): Promise<void>;
}

/** Assembles a gateway from its configuration. Opens the ledger; throws if another process holds it. */
export async function createApp(config: Config, overrides: AppOverrides = {}): Promise<App> {
  const foundation = await openServices(config, overrides);
  const { ledger, cache, bus, gateway, log, clock, metrics, tracing } = foundation;
  warnOfShortSecrets(config, log);
  /** Assigned below; the services call it only after startup. */
  let reconciler: Reconciler | undefined;
  const wakeReconciler = (transactionId?: string | null) => reconciler?.wake(transactionId);
  const inbox = createInbox(foundation);
  const services = createServices(foundation, inbox, wakeReconciler);
  reconciler = createReconciler(foundation, services.holdings, inbox);
  const secrets = [config.GATEWAY_API_SECRET, config.GATEWAY_API_SECRET_PREVIOUS];
  const reader = new WebhookReader(
    secrets.filter((secret) => secret !== undefined),
    config.WEBHOOK_MAX_BYTES,
  );
  const report = createDeliveryReport(foundation.occasionalLog, foundation.reportUnreadable);
  const player = new InboxPlayer({ ledger, inbox, reader, clock, log, tracing, report, wakeReconciler });
  const schema = await buildGraphqlSchema(createResolvers(services));
  traceRootFields(schema, tracing);
  paceLists(schema);
  const cleanUp = startCleanUp({
    ledger,
    clock,
    certain: foundation.certain,
    log,
    eventDays: config.EVENT_RETENTION_DAYS,
    inboxDays: config.INBOX_RETENTION_DAYS,
    idempotencyHours: config.IDEMPOTENCY_RETENTION_HOURS,
  });
  const rates = await createRateLimits(foundation.redis, ledger.name, log, {
    authTokens: config.RATE_AUTH_TOKENS,
    mutations: config.RATE_MUTATIONS,
    address: config.RATE_ADDRESS,
    badWebhooks: config.RATE_BAD_WEBHOOKS,
  });
  const server = await createHttpServer({
    config,
    log,
    metrics,
    tracing,
    authenticator: createAuthenticator(config, {
      keySet: logKeyServer(log),
      onRefused: (reason) => metrics.tokenRefusals.inc({ reason }),
    }),
    graphql: createRuntime(foundation, schema, rates.limiters),
    receiveWebhook: createWebhookReceiver({
      ledger,
      inbox,
      log,
      tracing,
      reader,
      report,
      count: (kind, outcome) => metrics.webhooks.inc({ kind, outcome }),
      wakeReconciler,
      wakePlayer: () => player.wake(),
    }),
    badWebhooks: rates.limiters.badWebhooks,
    ...(overrides.keepAnswers === false ? {} : { readyAnswers: readyAnswerSource(foundation) }),
    readiness: { ledger: () => ledger.check() },
    closers: [
      { name: 'created transactions', run: () => services.creator.close() },
      { name: 'clean-up', run: () => cleanUp.close() },
      { name: 'inbox', run: () => player.close() },
      { name: 'webhook reader', run: () => reader.close() },
      { name: 'reconciliation', run: () => reconciler.close() },
      { name: 'rate limits', run: () => rates.close() },
      { name: 'gateway client', run: () => gateway.close() },
      { name: 'bus', run: () => bus.close() },
      { name: 'cache', run: () => cache.close() },
      { name: 'ledger', run: () => ledger.close() },
      { name: 'traces', run: () => tracing.close() },
    ],
  });
  return {
    async listen() {
      const address = await server.listen();
      reconciler.wake();
      player.wake();
      return address;
    },
    close: () => server.close(),
  };
}

function readyAnswerSource({ config, ledger, moment }: Foundation): ReadyAnswerSource {
  return {
    revisions: ledger.revisions,
    epoch: () => ledger.epoch,
    upstreamNow: () => moment().upstreamNow,
    maxBytes: config.CACHE_MAX_BYTES,
  };
}

function warnOfShortSecrets(config: Config, log: Log): void {
  if (config.NODE_ENV !== 'production') return;
  for (const name of shortVendorSecrets(config)) {
    log.warn(
      { variable: name, minBytes: SECRET_MIN_BYTES },
      'a secret is short enough to be guessed; ask smallcase for a longer one',
    );
  }
}

/** Logs one line when the key server becomes unreachable, and one when it recovers. */
function logKeyServer(log: Log): KeySetOptions {
  return {
    onFailure: (error, failures) =>
      log[failures === 1 ? 'warn' : 'debug'](
        { err: describeError(error), failures },
        'the keys of AUTH_JWKS_URL could not be fetched; known keys stay in use',
      ),
    onRecovery: (failures) => log.info({ failures }, 'the keys of AUTH_JWKS_URL could be fetched again'),
  };
}

/** What the transports execute, and the checks that run before each operation. */
function createRuntime(
  { config, log, clock, metrics }: Foundation,
  schema: GraphQLSchema,
  rates: Parameters<typeof createAdmission>[0]['rates'],
): GraphqlRuntime {
  const limits = operationLimits(config);
  return {
    schema,
    createContext: ({ viewer, requestId }) => ({ viewer, requestId, loaders: new RequestLoaders() }),
    limits,
    admission: createAdmission({ schema, limits, rates }),
    answerLimits: {
      answerFields: config.GRAPHQL_MAX_ANSWER_FIELDS,
      answerBytes: config.GRAPHQL_MAX_ANSWER_BYTES,
    },
    queryRate: new QueryRate({
      pointsPerSecond: config.QUERY_COST_PER_SECOND,
      clock,
      onCharged: (points) => metrics.queryPoints.inc(points),
      onRefused: () => metrics.queriesRefused.inc(),
    }),
    queryWaitMs: QUERY_WAIT_LAGS * config.OVERLOAD_LAG_MS,
    persistedDocuments: createPersistedDocuments({
      mode: config.PERSISTED_DOCUMENTS,
      manifest: config.documentManifest,
      maxTokens: config.GRAPHQL_MAX_TOKENS,
      log,
      count: (outcome) => metrics.persistedDocuments.inc({ outcome }),
    }),
    maxTokens: config.GRAPHQL_MAX_TOKENS,
    introspection: config.INTROSPECTION,
  };
}

/** The operation limits of a configuration. */
export function operationLimits(config: Config): OperationLimits {
  return {
    depth: config.GRAPHQL_MAX_DEPTH,
    aliases: config.GRAPHQL_MAX_ALIASES,
    rootFields: config.GRAPHQL_MAX_ROOT_FIELDS,
    directives: config.GRAPHQL_MAX_DIRECTIVES,
    cost: config.GRAPHQL_MAX_COST,
    operationName: config.GRAPHQL_MAX_OPERATION_NAME,
    selections: config.GRAPHQL_MAX_SELECTIONS,
    fieldPairs: config.GRAPHQL_MAX_FIELD_PAIRS,
  };
}

function createInbox({ clock, gateway }: Foundation): Inbox {
  return new Inbox({
    clock,
    clockOffsetMs: () => gateway.clockOffsetMs,
    handlers: {
      ORDER: { keys: keysOfOrderHint, apply: applyOrderHint },
      HOLDINGS: withQueries(applyHoldingsHint),
      MUTUAL_FUNDS: withQueries(applyMutualFunds),
      PENDING_ACTION: withQueries(applyPendingAction),
    },
  });
}

function createServices(
  foundation: Foundation,
  inbox: Inbox,
  wakeReconciler: (transactionId?: string) => void,
): Services {
  const { config, ledger, cache, bus, clock, gateway, tokens, moment } = foundation;
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
    orders: new OrdersService(ledger, cache),
    holdings: new HoldingsService(foundation),
    events: new EventsService({ ledger, bus, clock, upstreamNow }),
  };
}

function createReconciler(foundation: Foundation, holdings: HoldingsService, inbox: Inbox): Reconciler {
  const { metrics, log, clock } = foundation;
  const reads = {
    ...foundation,
    handlers: createReadHandlers(foundation.ledger, holdings, (unit, transactionId) =>
      inbox.applyKept(unit, { transactionId }),
    ),
    onCorrected(transactionId: string, count: number) {
      metrics.hintsCorrected.inc(count);
      log.warn({ transactionId, count }, 'a read corrected what a webhook had reported');
    },
  };
  return new Reconciler({
    ...foundation,
    sources: [new TransactionReads(reads), new HoldingsReads(reads)],
    pace: new ReadPace(),
    after: (delayMs, callback) => clock.after(delayMs, callback),
    monotonic: () => monotonicMs(clock),
  });
}

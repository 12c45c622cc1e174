import 'reflect-metadata';
import { AuthTokensService } from './auth-tokens/auth-tokens.service.js';
import { BrokerAccountLinker } from './broker-accounts/link-broker-account.js';
import type { Bus } from './bus/bus.js';
import { createBus } from './bus/create-bus.js';
import { type Cache, type CachedKind, cacheKey } from './cache/cache.js';
import { createCache } from './cache/create-cache.js';
import { createRateLimits } from './cache/rate-limits.js';
import type { Config } from './config.js';
import { type Clock, type Moment, systemClock } from './core/clock.js';
import { describeError } from './core/describe-error.js';
import { createLog, type Log, withFields } from './core/log.js';
import type { Tracing } from './core/tracing.js';
import { CursorCodec } from './events/cursor.js';
import { EventsService } from './events/events.service.js';
import { type AuthTokens, createAuthTokens } from './gateway/auth-tokens.js';
import { createGatewayClient, type GatewayClient } from './gateway/gateway-client.js';
import { createAdmission } from './graphql/admission.js';
import { RequestLoaders } from './graphql/context.js';
import type { OperationLimits } from './graphql/limits.js';
import { createPersistedDocuments } from './graphql/persisted-documents.js';
import { buildGraphqlSchema } from './graphql/schema.js';
import { traceRootFields } from './graphql/trace-fields.js';
import { applyHoldingsHint, applyMutualFunds, applyPendingAction } from './holdings/holdings-hints.js';
import { HoldingsService } from './holdings/holdings.service.js';
import { applyHoldings, type HoldingsEventSnapshot } from './holdings/holdings.writer.js';
import { createMetrics, type Metrics } from './http/metrics.js';
import { createHttpServer } from './http/server.js';
import { countWaitingDeliveries } from './ledger/deliveries.js';
import { readHeads, type StoredEvent } from './ledger/events.js';
import { type Ledger, openLedger } from './ledger/ledger.js';
import { isSettledOrder } from './orders/order.machine.js';
import { applyOrderHint } from './orders/order-hint.js';
import { OrdersService } from './orders/orders.service.js';
import { applyBatches, retractMissing } from './orders/orders.writer.js';
import { startCleanUp } from './reconcile/clean-up.js';
import type { ReadHandlers } from './reconcile/confirm.js';
import { Reconciler } from './reconcile/reconciler.js';
import { createResolvers, type Services } from './resolvers.js';
import { createTracing } from './telemetry/create-tracing.js';
import { TransactionCreator } from './transactions/create-transaction.js';
import { nextRead } from './transactions/read-plan.js';
import { OutcomeReporter } from './transactions/report-outcome.js';
import { isSettled } from './transactions/transaction.machine.js';
import { TransactionsService } from './transactions/transactions.service.js';
import { applyTransactionRead } from './transactions/transactions.writer.js';
import { createAuthenticator } from './viewer/authenticator.js';
import { Inbox } from './webhooks/inbox.js';
import { InboxPlayer } from './webhooks/player.js';
import { createWebhookReceiver } from './webhooks/receive.js';

/** What a test may put in place of the real thing. */
export interface AppOverrides {
  readonly log?: Log;
  /** The clock of everything but token lifetimes. */
  readonly clock?: Clock;
}

/** A gateway that is put together. */
export interface App {
  /** Starts to listen and to do planned reads. `opsUrl` is where `/metrics` is in production, else null. */
  listen(): Promise<{ url: string; port: number; opsUrl: string | null }>;
  /** Drains, finishes what is under way, and closes everything within SHUTDOWN_TIMEOUT_MS. */
  close(): Promise<void>;
}

/** The parts everything else stands on. */
interface Foundation {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly ledger: Ledger;
  readonly cache: Cache;
  readonly bus: Bus<StoredEvent>;
  readonly gateway: GatewayClient;
  readonly tokens: AuthTokens;
  readonly moment: () => Moment;
}

/** Puts a gateway together from its configuration. Opens the ledger; throws when another process has it. */
export async function createApp(config: Config, overrides: AppOverrides = {}): Promise<App> {
  const foundation = await layFoundation(config, overrides);
  const { ledger, cache, bus, gateway, log, clock, metrics, tracing } = foundation;
  /** Filled below; the services only need it once something has happened. */
  let reconciler: Reconciler | undefined;
  const wakeReader = (transactionId?: string | null) => reconciler?.wake(transactionId);
  const inbox = createInbox(foundation);
  const services = createServices(foundation, inbox, wakeReader);
  reconciler = createReconciler(foundation, services.holdings);
  const player = new InboxPlayer({ ledger, inbox, clock, log, tracing, wakeReader });
  ledger.onCommit((events) => tellAll(cache, bus, events));
  const schema = await buildGraphqlSchema(createResolvers(services));
  traceRootFields(schema, tracing);
  metrics.beforeScrape(async () => {
    const waiting = await countWaitingDeliveries(ledger.db);
    for (const state of ['PENDING', 'DEAD'] as const) metrics.inboxDeliveries.set({ state }, waiting[state]);
  });
  const cleanUp = startCleanUp({
    ledger,
    clock,
    log,
    eventDays: config.EVENT_RETENTION_DAYS,
    inboxDays: config.INBOX_RETENTION_DAYS,
    idempotencyHours: config.IDEMPOTENCY_RETENTION_HOURS,
  });
  const rates = await createRateLimits(config.REDIS_URL, log, {
    authTokens: config.RATE_AUTH_TOKENS,
    mutations: config.RATE_MUTATIONS,
    address: config.RATE_ADDRESS,
    badWebhooks: config.RATE_BAD_WEBHOOKS,
  });
  const limits = operationLimits(config);
  const server = await createHttpServer({
    config,
    log,
    metrics,
    tracing,
    authenticator: createAuthenticator(config, {
      keySet: {
        onFailure: (error) =>
          log.warn({ err: describeError(error) }, 'the keys of AUTH_JWKS_URL could not be fetched'),
      },
    }),
    graphql: {
      schema,
      createContext: ({ viewer, requestId }) => ({ viewer, requestId, loaders: new RequestLoaders() }),
      limits,
      admission: createAdmission({ limits, rates: rates.limiters }),
      persistedDocuments: createPersistedDocuments({
        mode: config.PERSISTED_DOCUMENTS,
        manifest: config.documentManifest,
        maxTokens: config.GRAPHQL_MAX_TOKENS,
        log,
        count: (outcome) => metrics.persistedDocuments.inc({ outcome }),
      }),
      maxTokens: config.GRAPHQL_MAX_TOKENS,
      introspection: config.INTROSPECTION,
    },
    receiveWebhook: createWebhookReceiver({
      ledger,
      inbox,
      log,
      tracing,
      secrets: [config.GATEWAY_API_SECRET, config.GATEWAY_API_SECRET_PREVIOUS].filter(
        (secret) => secret !== undefined,
      ),
      count: (kind, outcome) => metrics.webhooks.inc({ kind, outcome }),
      wakeReader,
      wakePlayer: () => player.wake(),
    }),
    badWebhooks: rates.limiters.badWebhooks,
    readiness: { ledger: () => ledger.check() },
    closers: [
      { name: 'clean-up', run: () => cleanUp.close() },
      { name: 'inbox', run: () => player.close() },
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

function operationLimits(config: Config): OperationLimits {
  return {
    depth: config.GRAPHQL_MAX_DEPTH,
    aliases: config.GRAPHQL_MAX_ALIASES,
    rootFields: config.GRAPHQL_MAX_ROOT_FIELDS,
    directives: config.GRAPHQL_MAX_DIRECTIVES,
    cost: config.GRAPHQL_MAX_COST,
    operationName: config.GRAPHQL_MAX_OPERATION_NAME,
  };
}

async function layFoundation(config: Config, overrides: AppOverrides): Promise<Foundation> {
  const plainLog = overrides.log ?? createLog(config.LOG_LEVEL);
  const clock = overrides.clock ?? systemClock;
  const metrics = createMetrics();
  const tracing = await createTracing(config, plainLog, (outcome, spans) =>
    metrics.spansExported.inc({ outcome }, spans),
  );
  const log = tracing.isOn ? withFields(plainLog, () => traceFields(tracing)) : plainLog;
  const gateway = createGatewayClient({
    baseUrl: config.GATEWAY_URL,
    gatewayName: config.GATEWAY_NAME,
    apiSecret: config.GATEWAY_API_SECRET,
    ...(config.GATEWAY_ORDER_DETAILS_PATH === undefined
      ? {}
      : { orderDetailsPath: config.GATEWAY_ORDER_DETAILS_PATH }),
    connectTimeoutMs: config.GATEWAY_CONNECT_TIMEOUT_MS,
    responseTimeoutMs: config.GATEWAY_RESPONSE_TIMEOUT_MS,
    totalTimeoutMs: config.GATEWAY_TOTAL_TIMEOUT_MS,
    log,
    clock,
    tracing,
    observer: {
      attempted(operation, outcome, seconds) {
        metrics.upstreamCalls.inc({ operation, outcome });
        if (outcome !== 'refused_here') metrics.upstreamSeconds.observe({ operation }, seconds);
      },
      breakerChanged: (isOpen) => metrics.breakerOpen.set(isOpen ? 1 : 0),
    },
  });
  const ledger = await openLedger(config.DATABASE_URL, {
    log,
    exclusive: true,
    tracing,
    onCommitted(outcome, works, seconds) {
      metrics.ledgerCommits.inc({ outcome });
      metrics.ledgerWorks.observe(works);
      metrics.ledgerSeconds.observe(seconds);
    },
  });
  return {
    config,
    log,
    clock,
    metrics,
    tracing,
    gateway,
    ledger,
    cache: await createCache(config.REDIS_URL, ledger.epoch, log, {
      hits: (count) => metrics.cacheLookups.inc({ outcome: 'hit' }, count),
      misses: (count) => metrics.cacheLookups.inc({ outcome: 'miss' }, count),
      error: () => metrics.cacheLookups.inc({ outcome: 'error' }),
    }),
    bus: await createBus<StoredEvent>(config.REDIS_URL, {
      log,
      epoch: ledger.epoch,
      readHeads: (viewerIds) => readHeads(ledger.db, viewerIds),
    }),
    tokens: createAuthTokens({ secret: config.GATEWAY_SECRET }),
    moment: () => ({ now: clock.now(), upstreamNow: clock.now() + gateway.clockOffsetMs }),
  };
}

/** What a log line says of the trace it belongs to. */
function traceFields(tracing: Tracing): Record<string, string> {
  const context = tracing.current();
  return context === null ? {} : { traceId: context.traceId };
}

function createInbox({ clock, gateway }: Foundation): Inbox {
  return new Inbox({
    clock,
    clockOffsetMs: () => gateway.clockOffsetMs,
    handlers: {
      ORDER: applyOrderHint,
      HOLDINGS: applyHoldingsHint,
      MUTUAL_FUNDS: applyMutualFunds,
      PENDING_ACTION: applyPendingAction,
    },
  });
}

function createServices(foundation: Foundation, inbox: Inbox, wakeReader: () => void): Services {
  const { config, ledger, cache, bus, clock, gateway, tokens, moment } = foundation;
  const upstreamNow = () => moment().upstreamNow;
  const linker = new BrokerAccountLinker({
    ...foundation,
    onLinked: (unit, authId) => inbox.applyKept(unit, { authId }),
    wakeReader,
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
    transactions: new TransactionsService(ledger, cache),
    creator: new TransactionCreator(
      {
        ...foundation,
        onCreated: (unit, transactionId) => inbox.applyKept(unit, { transactionId }),
        wakeReader,
      },
      config.GATEWAY_TOTAL_TIMEOUT_MS,
    ),
    reporter: new OutcomeReporter({
      ledger,
      clock,
      wakeReader,
      clockOffsetMs: () => gateway.clockOffsetMs,
      link: (viewer, token) => linker.linkIfProven(viewer, token),
    }),
    orders: new OrdersService(ledger, cache),
    holdings: new HoldingsService(foundation),
    events: new EventsService({ ledger, bus, cursors: new CursorCodec(ledger.epoch), clock, upstreamNow }),
  };
}

function createReconciler(foundation: Foundation, holdings: HoldingsService): Reconciler {
  const { metrics, log } = foundation;
  const handlers: ReadHandlers = {
    applyTransaction: applyTransactionRead,
    async applyBatches(unit, transaction, batches, now) {
      const outcomes = await applyBatches(unit, batches, { transaction, provenance: 'CONFIRMED', now });
      return outcomes.filter((outcome) => outcome === 'CORRECTED').length;
    },
    retractMissing,
    async applyHoldings(unit, viewerId, fact, now) {
      const applied = await applyHoldings(unit, viewerId, fact, { provenance: 'CONFIRMED', now });
      return applied?.isCorrection === true ? 1 : 0;
    },
    readHoldings: (authId) => holdings.readAt(authId),
    isSettledOrder,
    isSettled,
  };
  return new Reconciler({
    ...foundation,
    handlers,
    onCorrected(transactionId, count) {
      metrics.hintsCorrected.inc(count);
      log.warn({ transactionId, count }, 'a read corrected what a webhook had told');
    },
    after: (delayMs, callback) => foundation.clock.after(delayMs, callback),
    nextRead: ({ snapshot, reads }, upstreamNow) => nextRead(snapshot, reads, upstreamNow),
  });
}

/** After a commit: the cache gets the new snapshots, then each viewer's subscribers are told. */
function tellAll(cache: Cache, bus: Bus<StoredEvent>, events: readonly StoredEvent[]): void {
  cache.put(events.flatMap(toCacheEntry));
  const byViewer = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const own = byViewer.get(event.viewerId);
    if (own === undefined) byViewer.set(event.viewerId, [event]);
    else own.push(event);
  }
  for (const [viewerId, own] of byViewer) {
    bus.publish({ viewerId, head: own.at(-1)?.seq ?? 0, events: own });
  }
}

const CACHED: Readonly<Partial<Record<StoredEvent['type'], CachedKind>>> = {
  TRANSACTION: 'transaction',
  ORDER: 'order',
  HOLDINGS: 'holdings',
};

function toCacheEntry(event: StoredEvent): { key: string; value: unknown }[] {
  const kind = CACHED[event.type];
  if (kind === undefined || event.version === undefined) return [];
  const value = kind === 'holdings' ? (event.snapshot as HoldingsEventSnapshot).holdings : event.snapshot;
  return [{ key: cacheKey(kind, event.subject, event.version), value }];
}

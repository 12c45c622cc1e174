import 'reflect-metadata';
import { createRateLimits } from './cache/rate-limits.js';
import type { Config } from './config/variables.js';
import { monotonicMs } from './core/time/clock.js';
import { describeError } from './core/describe-error.js';
import type { Log } from './core/log.js';
import { type AppOverrides, type Foundation, openServices } from './app/foundation.js';
import { paceLists } from './graphql/paced-lists.js';
import { buildGraphqlSchema } from './graphql/schema.js';
import { traceRootFields } from './graphql/trace-fields.js';
import { applyHoldingsHint } from './holdings/holdings-hints.js';
import type { HoldingsService } from './holdings/holdings.service.js';
import { applyPendingActions } from './holdings/pending-actions.writer.js';
import type { ReadyAnswerSource } from './http/ready-answers/serve-ready-answers.js';
import { createHttpServer, type HttpServer } from './http/server.js';
import { applyMutualFunds } from './mutual-funds/mutual-funds-hint.js';
import { applyOrderHint, keysOfOrderHint } from './orders/order-hint.js';
import { startCleanUp } from './reconcile/clean-up.js';
import { createAccountReads, createReadHandlers } from './app/read-handlers.js';
import type { ConsoleHost, ConsoleRates, OperatorConsole } from './app/console.js';
import { createOutgoingWebhooks } from './app/outgoing-webhooks.js';
import { reloadConfig, warnOfSecrets } from './app/reload.js';
import { createRuntime } from './app/runtime.js';
import type { ServiceRates, ServiceSite } from './app/service.js';
import { createServices } from './app/services.js';
import { type ConfirmCollaborators, confirmTransaction } from './reconcile/confirm.js';
import { ReadPace } from './reconcile/read-pace.js';
import { Reconciler } from './reconcile/reconciler.js';
import { TransactionReads } from './reconcile/transaction-reads.js';
import { createResolvers, type Services } from './app/resolvers.js';
import { isOfViewer } from './smallcases/subscriptions.service.js';
import { createAuthenticator, type SessionAuthenticator } from './viewer/authenticator.js';
import type { KeySetOptions } from './viewer/key-set.js';
import { SessionEnds } from './viewer/session-ends.js';
import { Tombstones } from './ledger/erasure/tombstones.js';
import type { StoredTransaction } from './ledger/transactions.js';
import { Inbox, withQueries } from './webhooks/inbox.js';
import { RejectedDeliveries } from './webhooks/rejected-deliveries.js';
import { InboxPlayer } from './webhooks/player.js';
import { DeliveryNotices } from './webhooks/delivery-notices.js';
import { Replayer } from './webhooks/replayer.js';
import { WebhookReader } from './webhooks/reader.js';
import { createWebhookReceiver } from './webhooks/receive.js';
import { createDeliveryReport } from './webhooks/report.js';

/** Attempts to log in at the console, from one address. */
const CONSOLE_LOGINS_PER_MINUTE = 20;

/** A gateway with all its parts. */
export interface App {
  /**
   * Starts listening and running scheduled reads. `opsUrl` serves `/metrics` and the console in production
   * and is null otherwise.
   */
  listen(): Promise<{ url: string; port: number; opsUrl: string | null }>;
  /** Drains, finishes requests in flight, and closes everything within SHUTDOWN_TIMEOUT_MS. */
  close(): Promise<void>;
  /**
   * Takes the secrets of a configuration that is loaded again. If `load` throws, the one in use stays. Never
   * throws: the outcome is logged and counted.
   */
  reload(load: () => Config): void;
  /** Null where the console is off. */
  readonly console: Pick<OperatorConsole, 'schema' | 'createLogin'> | null;
  /** Null where no backend is served. */
  readonly service: Pick<ServiceSite, 'schema'> | null;
  /** The deliveries that this instance has refused lately. */
  readonly rejectedDeliveries: RejectedDeliveries;
}

/** Assembles a gateway from its configuration. Opens the ledger; throws if another process holds it. */
export async function createApp(config: Config, overrides: AppOverrides = {}): Promise<App> {
  const foundation = await openServices(config, overrides);
  const { ledger, cache, bus, gateway, otps, live, log, clock, metrics, tracing } = foundation;
  warnOfSecrets(config, log);
  const sessionEnds = await SessionEnds.open({ ledger, log, maxTokenDays: config.AUTH_TOKEN_MAX_DAYS });
  /** Assigned below; the services call them only after startup. */
  let connections: HttpServer['connections'] | undefined;
  let reconciler: Reconciler | undefined;
  let reads: ConfirmCollaborators | undefined;
  const readNow = async (stored: StoredTransaction) => {
    if (reads !== undefined) await confirmTransaction(reads, stored, stored.readAt);
  };
  const wakeReconciler = (transactionId?: string | null) => reconciler?.wake(transactionId);
  const inbox = createInbox(foundation);
  const services = createServices(foundation, inbox, { wakeReconciler, readNow });
  reads = createReads(foundation, services.holdings, inbox);
  reconciler = createReconciler(foundation, services, reads);
  const reader = new WebhookReader(live.keys('GATEWAY_API_SECRET'), config.WEBHOOK_MAX_BYTES);
  const report = createDeliveryReport(foundation.occasionalLog, foundation.reportUnreadable);
  const deliveries = new DeliveryNotices();
  const onDelivery = deliveries.notify;
  const playing = { ledger, inbox, reader, clock, log, report, onDelivery, wakeReconciler };
  const player = new InboxPlayer({ ...playing, tracing });
  const schema = await buildGraphqlSchema(createResolvers(services));
  traceRootFields(schema, tracing);
  paceLists(schema);
  const outgoing = createOutgoingWebhooks(foundation, schema);
  const cleanUp = startCleanUp({
    ledger,
    clock,
    certain: foundation.certain,
    log,
    eventDays: config.EVENT_RETENTION_DAYS,
    inboxDays: config.INBOX_RETENTION_DAYS,
    idempotencyHours: config.IDEMPOTENCY_RETENTION_HOURS,
    tokenDays: config.AUTH_TOKEN_MAX_DAYS,
    transactionDays: config.TRANSACTION_RETENTION_DAYS,
    holdingsDays: config.HOLDINGS_RETENTION_DAYS,
  });
  const tombstones = new Tombstones(ledger.digestKey);
  const rates = await createRateLimits(
    foundation.redis,
    ledger.name,
    log,
    {
      authTokens: config.RATE_AUTH_TOKENS,
      mutations: config.RATE_MUTATIONS,
      address: config.RATE_ADDRESS,
      badWebhooks: config.RATE_BAD_WEBHOOKS,
      consoleLogins: CONSOLE_LOGINS_PER_MINUTE,
      service: config.RATE_SERVICE,
    },
    (key) => tombstones.of('viewer', key),
  );
  const rejectedDeliveries = new RejectedDeliveries({
    clock,
    keepsBodies: config.NODE_ENV !== 'production',
    secrets: () => ({
      api: live.current.GATEWAY_API_SECRET,
      previousApi: live.current.GATEWAY_API_SECRET_PREVIOUS,
      jwt: live.current.GATEWAY_SECRET,
    }),
  });
  foundation.erasures.onErased(() => {
    rejectedDeliveries.dropBodies();
    foundation.sharedReads.drop(isOfViewer);
  });
  const consoleHost = {
    foundation,
    deliveries,
    replayer: new Replayer(playing),
    rejected: rejectedDeliveries,
    openConnections: (viewerId: string | null) => connections?.(viewerId) ?? [],
  };
  const service = await openService(foundation, rates.limiters, sessionEnds);
  const operatorConsole = await openConsole(consoleHost, rates.limiters, overrides);
  const authenticator = createViewerAuthenticator(foundation, sessionEnds);
  const server = await createHttpServer({
    config,
    log,
    metrics,
    tracing,
    authenticator,
    untilEnd: authenticator.untilEnd,
    sessionEnds,
    graphql: createRuntime(foundation, schema, services, rates.limiters),
    receiveWebhook: createWebhookReceiver({
      ledger,
      inbox,
      log,
      tracing,
      reader,
      report,
      count: (kind, outcome) => metrics.webhooks.inc({ kind, outcome }),
      onDelivery,
      wakeReconciler,
      wakePlayer: () => player.wake(),
    }),
    onRejectedWebhook: (refused) => rejectedDeliveries.add(refused),
    badWebhooks: rates.limiters.badWebhooks,
    ...(overrides.shopEmulatorUrl === undefined ? {} : { shopEmulatorUrl: overrides.shopEmulatorUrl }),
    ...(operatorConsole === null ? {} : { console: operatorConsole }),
    ...(service === null ? {} : { service }),
    ...(overrides.keepAnswers === false ? {} : { readyAnswers: readyAnswerSource(foundation) }),
    readiness: { ledger: () => ledger.check() },
    closers: [
      { name: 'console', run: async () => operatorConsole?.close() },
      { name: 'backends', run: async () => service?.close() },
      { name: 'ends of sessions', run: () => sessionEnds.close() },
      { name: 'created transactions', run: () => services.creator.close() },
      { name: 'clean-up', run: () => cleanUp.close() },
      { name: 'outgoing webhooks', run: () => outgoing.close() },
      { name: 'inbox', run: () => player.close() },
      { name: 'webhook reader', run: () => reader.close() },
      { name: 'reconciliation', run: () => reconciler.close() },
      { name: 'rate limits', run: () => rates.close() },
      { name: 'gateway client', run: () => gateway.close() },
      { name: 'OTP client', run: () => otps.close() },
      { name: 'erasures', run: () => foundation.erasures.close() },
      { name: 'bus', run: () => bus.close() },
      { name: 'cache', run: () => cache.close() },
      { name: 'ledger', run: () => ledger.close() },
      { name: 'traces', run: () => tracing.close() },
    ],
  });
  connections = server.connections;
  return {
    async listen() {
      const address = await server.listen();
      reconciler.wake();
      player.wake();
      outgoing.start();
      return address;
    },
    close: () => server.close(),
    reload: (load) => reloadConfig(foundation, load, () => authenticator.endWithdrawn()),
    console: operatorConsole,
    service,
    rejectedDeliveries,
  };
}

/** Puts the console together where it is on. Its code is loaded only then. */
async function openConsole(
  host: ConsoleHost,
  rates: ConsoleRates,
  { shopEmulatorUrl, consoleFolder: folder, playing }: AppOverrides,
): Promise<OperatorConsole | null> {
  const { CONSOLE, NODE_ENV } = host.foundation.config;
  if (!CONSOLE) return null;
  const { createConsole } = await import('./app/console.js');
  return await createConsole(host, rates, {
    isDevelopment: shopEmulatorUrl !== undefined,
    folder,
    playing: NODE_ENV === 'production' ? undefined : playing,
  });
}

/** What serves the partner's backends, where their secret is set. Its code is loaded only then. */
async function openService(
  foundation: Foundation,
  rates: ServiceRates,
  sessionEnds: SessionEnds,
): Promise<ServiceSite | null> {
  if (foundation.config.SERVICE_JWT_SECRET === undefined) return null;
  const { createService } = await import('./app/service.js');
  return await createService(foundation, rates, sessionEnds);
}

function readyAnswerSource({ config, ledger, moment, erasures }: Foundation): ReadyAnswerSource {
  return {
    revisions: ledger.revisions,
    epoch: () => ledger.epoch,
    upstreamNow: () => moment().upstreamNow,
    maxBytes: config.CACHE_MAX_BYTES,
    onErased: (listener) => erasures.onErased(listener),
  };
}

/** Verifies the tokens of viewers, by the secrets that are in use. */
function createViewerAuthenticator(
  { config, live, log, metrics }: Foundation,
  ends: SessionEnds,
): SessionAuthenticator {
  const secret = config.AUTH_JWT_SECRET === undefined ? undefined : live.keys('AUTH_JWT_SECRET');
  return createAuthenticator(
    { ...config, AUTH_JWT_SECRET: secret },
    {
      ends,
      keySet: logKeyServer(log),
      onRefused: (reason) => metrics.tokenRefusals.inc({ reason }),
    },
  );
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

function createInbox({ clock, gateway, ledger }: Foundation): Inbox {
  return new Inbox({
    clock,
    tombstones: new Tombstones(ledger.digestKey),
    clockOffsetMs: () => gateway.clockOffsetMs,
    handlers: {
      ORDER: { keys: keysOfOrderHint, apply: applyOrderHint },
      HOLDINGS: withQueries(applyHoldingsHint),
      MUTUAL_FUNDS: withQueries(applyMutualFunds),
      PENDING_ACTION: withQueries(applyPendingActions),
    },
  });
}

function createReads(foundation: Foundation, holdings: HoldingsService, inbox: Inbox): ConfirmCollaborators {
  const { metrics, log } = foundation;
  return {
    ...foundation,
    handlers: createReadHandlers(foundation.ledger, holdings, (unit, transactionId) =>
      inbox.applyKept(unit, { transactionId }),
    ),
    onConfirmed(hintAgesMs) {
      for (const ageMs of hintAgesMs) metrics.confirmation.observe(ageMs / 1000);
    },
    onCorrected(transactionId: string, count: number) {
      metrics.hintsCorrected.inc(count);
      log.warn({ transactionId, count }, 'a read corrected what a webhook had reported');
    },
  };
}

function createReconciler(
  foundation: Foundation,
  { holdings, investments }: Services,
  reads: ConfirmCollaborators,
): Reconciler {
  const { clock } = foundation;
  return new Reconciler({
    ...foundation,
    sources: [new TransactionReads(reads), ...createAccountReads(foundation, holdings, investments)],
    pace: new ReadPace(),
    after: (delayMs, callback) => clock.after(delayMs, callback),
    monotonic: () => monotonicMs(clock),
  });
}

import type { Bus } from '../bus/bus.js';
import { createBus } from '../bus/create-bus.js';
import type { Cache } from '../cache/cache.js';
import { createCaches } from '../cache/create-cache.js';
import { SharedReads } from '../cache/shared-reads.js';
import { LiveConfig } from '../config/live-config.js';
import type { Config } from '../config/variables.js';
import { CertainTime } from '../core/time/certain-time.js';
import { type Clock, type ReadMoment, systemClock } from '../core/time/clock.js';
import { createLog, type Log, withFields } from '../core/log.js';
import { OccasionalLog } from '../core/output/occasional-log.js';
import { oneLinePerOutage } from '../core/output/outage-log.js';
import { type LogDestination, LogOutput } from '../core/output/log-output.js';
import { RedisServer } from '../core/redis.js';
import type { Tracing } from '../core/tracing.js';
import { type AuthTokens, createAuthTokens } from '../gateway/auth-tokens.js';
import {
  createGatewayClient,
  type GatewayClient,
  type GatewayClientOptions,
} from '../gateway/gateway-client.js';
import { createOtpClient, type OtpClient } from '../gateway/otp/otp-client.js';
import { GatewayError } from '../gateway/gateway-error.js';
import { createUnreadableReport, type ReportUnreadable } from '../gateway/unreadable.js';
import { OFFSET_MAX_MS } from '../gateway/upstream-clock.js';
import { createMetrics, type Metrics } from '../http/metrics.js';
import { readCertainTime } from '../ledger/certain-time.js';
import { erasedHeads } from '../ledger/erasure/erasures.js';
import { readHeads } from '../ledger/events.js';
import type { StoredEvent } from '../ledger/event-record.js';
import { ErasureWatch } from './erasure-watch.js';
import { measureForScrapes } from './measure-for-scrapes.js';
import { publishCommit } from './publish-commits.js';
import type { Playing } from './playing.js';
import type { Ledger } from '../ledger/ledger.js';
import { openLedger } from '../ledger/open-ledger.js';
import { createTracing } from '../telemetry/create-tracing.js';

/** The file descriptor of standard output. */
const STANDARD_OUTPUT = 1;

/** What a command or a test may replace. */
export interface AppOverrides {
  readonly log?: Log;
  /** Where the log is written to; counts what it drops. Default: standard output. */
  readonly logOutput?: LogDestination;
  /** The clock used everywhere except for token lifetimes. */
  readonly clock?: Clock;
  /** Serves the demo shop at `/shop`, with the browser SDK of the emulator at this URL. Default: no shop. */
  readonly shopEmulatorUrl?: string;
  /** The emulator that operators steer from the console. Default: none. */
  readonly playing?: Playing;
  /** The folder of the built console. Default: next to the built server. */
  readonly consoleFolder?: string;
  /** Whether answers are kept and sent again. Default: true. */
  readonly keepAnswers?: boolean;
}

/** The shared services that everything else is built on. */
export interface Foundation {
  /** The configuration of the start. What a reload replaces is read from `live`. */
  readonly config: Config;
  readonly live: LiveConfig;
  readonly log: Log;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly ledger: Ledger;
  /** Absent in the embedded profile. */
  readonly redis: RedisServer | undefined;
  readonly cache: Cache;
  /** What Gateway answers alike for all viewers. */
  readonly sharedReads: SharedReads;
  readonly bus: Bus<StoredEvent>;
  readonly erasures: ErasureWatch;
  readonly gateway: GatewayClient;
  /** The mutual-fund OTP API. */
  readonly otps: OtpClient;
  readonly tokens: AuthTokens;
  /** A time that is certain enough for actions that cannot be undone. */
  readonly certain: CertainTime;
  readonly moment: () => ReadMoment;
  /** One line a minute for what may happen very often. */
  readonly occasionalLog: OccasionalLog;
  readonly reportUnreadable: ReportUnreadable;
}

/**
 * Opens the shared services: ledger, cache, bus and Gateway client. Throws if another process holds the
 * ledger. From then on every commit is published to the cache and the bus.
 */
export async function openServices(config: Config, overrides: AppOverrides): Promise<Foundation> {
  const clock = overrides.clock ?? systemClock;
  const { logOutput = new LogOutput(STANDARD_OUTPUT) } = overrides;
  const plainLog = oneLinePerOutage(overrides.log ?? createLog(config.LOG_LEVEL, logOutput), clock);
  const metrics = createMetrics();
  countDroppedLines(metrics, logOutput);
  const live = new LiveConfig(config);
  const tracing = await createTracing(
    config,
    plainLog,
    (outcome, spans) => metrics.spansExported.inc({ outcome }, spans),
    () => live.current.OTEL_EXPORTER_OTLP_HEADERS,
  );
  const log = tracing.isOn ? withFields(plainLog, () => traceFields(tracing)) : plainLog;
  const occasionalLog = new OccasionalLog(log, clock);
  const reportUnreadable = createUnreadableReport(occasionalLog, (source, fields) =>
    metrics.unreadableFields.inc({ source }, fields),
  );
  const watched = { config, live, log, clock, metrics, tracing, occasionalLog, reportUnreadable };
  const gateway = createUpstream(watched);
  const ledger = await openWatchedLedger(watched);
  const certain = new CertainTime({
    clock,
    log,
    lastKnown: await readCertainTime(ledger.db),
    witnesses: [() => gateway.clockNow()],
    databaseNow: () => ledger.databaseNow(),
  });
  const redis = config.REDIS_URL === undefined ? undefined : new RedisServer(config.REDIS_URL, log);
  const { snapshots: cache, store } = await createCaches(
    { redis, maxBytes: config.CACHE_MAX_BYTES, ledger },
    {
      hits: (count) => metrics.cacheLookups.inc({ outcome: 'hit' }, count),
      misses: (count) => metrics.cacheLookups.inc({ outcome: 'miss' }, count),
      error: () => metrics.cacheLookups.inc({ outcome: 'error' }),
    },
  );
  const bus = await createBus<StoredEvent>(redis, {
    log,
    ledger,
    readHeads: (viewerIds) => readHeads(ledger.db, viewerIds),
    readErased: async (viewerIds) => new Set((await erasedHeads(ledger.db, viewerIds)).keys()),
  });
  ledger.onCommit((events) => publishCommit(cache, bus, events));
  const moment = () => momentOf(clock, gateway, certain);
  measureForScrapes({ ...watched, gateway, ledger });
  return {
    ...watched,
    gateway,
    otps: createOtpUpstream(watched),
    ledger,
    redis,
    cache,
    sharedReads: new SharedReads({
      store,
      moment,
      maxBytes: config.CACHE_MAX_BYTES,
      isOutage: (error) => error instanceof GatewayError,
    }),
    bus,
    erasures: new ErasureWatch({ ledger, cache, bus, log }),
    tokens: createAuthTokens({
      secret: live.keys('GATEWAY_SECRET'),
      clockToleranceSeconds: config.CLOCK_TOLERANCE_SECONDS,
    }),
    certain,
    moment,
  };
}

/**
 * `certainNow` is the earliest of our certain time and Gateway's clock, so neither clock alone can make a
 * deadline pass.
 */
function momentOf(clock: Clock, gateway: GatewayClient, certain: CertainTime): ReadMoment {
  const now = clock.now();
  const upstreamNow = now + gateway.clockOffsetMs;
  const byUpstream = gateway.clockNow() ?? upstreamNow;
  return { now, upstreamNow, certainNow: Math.min(certain.now(), upstreamNow, byUpstream) };
}

type Watched = Pick<
  Foundation,
  'config' | 'live' | 'log' | 'clock' | 'metrics' | 'tracing' | 'reportUnreadable'
>;

function createUpstream(watched: Watched): GatewayClient {
  const { config, metrics } = watched;
  const { GATEWAY_ORDER_DETAILS_PATH: orderDetailsPath } = config;
  const common = upstreamOptions(watched, config.GATEWAY_URL);
  return createGatewayClient({
    ...common,
    ...(orderDetailsPath === undefined ? {} : { orderDetailsPath }),
    observer: {
      ...common.observer,
      breakerChanged: (isOpen) => metrics.breakerOpen.set(isOpen ? 1 : 0),
    },
  });
}

/** Its breaker and its clock are its own, and decide nothing outside of it. */
function createOtpUpstream(watched: Watched): OtpClient {
  return createOtpClient(upstreamOptions(watched, watched.config.GATEWAY_MF_URL));
}

function upstreamOptions(
  { config, live, log, clock, metrics, tracing, reportUnreadable }: Watched,
  baseUrl: string,
) {
  return {
    baseUrl,
    gatewayName: config.GATEWAY_NAME,
    apiSecret: live.keys('GATEWAY_API_SECRET'),
    connectTimeoutMs: config.GATEWAY_CONNECT_TIMEOUT_MS,
    responseTimeoutMs: config.GATEWAY_RESPONSE_TIMEOUT_MS,
    totalTimeoutMs: config.GATEWAY_TOTAL_TIMEOUT_MS,
    // Outside production Gateway is the emulator, whose clock can be moved by days.
    ...(config.NODE_ENV === 'production' ? { maxClockOffsetMs: OFFSET_MAX_MS } : {}),
    proxies: config,
    log,
    clock,
    tracing,
    onUnreadable: reportUnreadable,
    observer: {
      attempted(operation, outcome, seconds) {
        metrics.upstreamCalls.inc({ operation, outcome });
        if (outcome !== 'refused_here') metrics.upstreamSeconds.observe({ operation }, seconds);
      },
      breakerChanged() {},
    },
  } satisfies GatewayClientOptions;
}

async function openWatchedLedger({ config, log, metrics, tracing }: Watched): Promise<Ledger> {
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
  return ledger;
}

function countDroppedLines(metrics: Metrics, output: LogDestination): void {
  let counted = 0;
  metrics.beforeScrape(async () => {
    metrics.logLinesDropped.inc(output.dropped - counted);
    counted = output.dropped;
  });
}

/** The fields that link a log line to its trace. */
function traceFields(tracing: Tracing): Record<string, string> {
  const context = tracing.current();
  return context === null ? {} : { traceId: context.traceId };
}

import { randomBytes } from 'node:crypto';
import { VirtualClock } from '../core/time/clock.js';
import { createLocalNames } from '../core/http/local-names.js';
import type { Log } from '../core/log.js';
import { Secret, type SecretKeys } from '../core/secret.js';
import { registerBrokerPage } from './broker-page/routes.js';
import { registerControlApi } from './control/routes.js';
import { Deliverer } from './webhooks/deliverer.js';
import { Faults } from './control/faults.js';
import { createPageOrigins } from './page-origins.js';
import { registerSdkCalls } from './sdk-calls/routes.js';
import { createIdSource } from './state/ids.js';
import type { LifetimeProfile } from './state/lifetime.js';
import { Notifier } from './webhooks/notifier.js';
import { scheduleSettlement } from './user/orders.js';
import { registerPartnerApi } from './partner-api/routes.js';
import { type RateLimit, RateLimiter } from './partner-api/rate-limit.js';
import { RequestLog } from './partner-api/request-log.js';
import { createServer, serverUrl } from './server.js';
import type { SavedState } from './state/records.js';
import { readStateFile, StateWriter } from './state/state-file.js';
import { Store } from './state/store.js';
import { Timers } from './state/timers.js';
import type { World } from './world.js';

/** Options of {@link createEmulator}. */
export interface EmulatorOptions {
  /** Path segment in every API URL (section 3). */
  readonly gatewayName: string;
  /** Key of auth tokens. */
  readonly secret: SecretKeys;
  /** Value of `x-gateway-secret` and key of webhook checksums. */
  readonly apiSecret: SecretKeys;
  /** Where webhooks go; null records each of them as lost. */
  readonly webhookUrl: string | null;
  readonly host: string;
  /** 0 chooses a free port. */
  readonly port: number;
  /** Origins that get CORS headers, such as `https://*.example.com` (section 3). */
  readonly allowedOrigins: readonly string[];
  /**
   * Whether pages of `http://localhost:*` and `http://127.0.0.1:*` count as allowed origins. Gateway allows
   * none that is not listed, so the browser SDK names them in the console. Default false.
   */
  readonly allowsLoopbackPages?: boolean | undefined;
  /**
   * Host names that browsers and tools may use in addition to loopback ones, with or without a port. Default
   * none.
   */
  readonly allowedHosts?: readonly string[] | undefined;
  /**
   * The same seed and calls give the same ids. Default random. The seed of an existing state file takes
   * precedence.
   */
  readonly seed?: string | number | undefined;
  /** JSON file that preserves all state across restarts. Default none. */
  readonly statePath?: string | null | undefined;
  /** How long transactions live (section 8). Default `uniform`. */
  readonly lifetimeProfile?: LifetimeProfile | undefined;
  /** Answers 429 with `Retry-After` to partner calls beyond it (section 21). Default none. */
  readonly rateLimit?: RateLimit | null | undefined;
  /** Default: a clock that runs with the machine's, ahead of it by the offset in the state file. */
  readonly clock?: VirtualClock | undefined;
  readonly log: Log;
  /** Authorises control calls from other machines. Default random. */
  readonly controlToken?: string | undefined;
}

/** A running emulator. */
export interface Emulator {
  /** Base URL without a slash at the end. */
  readonly url: string;
  readonly seed: string;
  readonly clock: VirtualClock;
  readonly controlToken: string;
  /** Stops listening and sending, and writes the final state. */
  close(): Promise<void>;
}

/**
 * Starts a stand-in for smallcase Gateway. Rejects when the port is in use or the state file cannot be read.
 */
export async function createEmulator(options: EmulatorOptions): Promise<Emulator> {
  const saved = options.statePath == null ? null : await readStateFile(options.statePath, options.log);
  const parts = buildParts(options, saved);
  const { world, deliverer, faults, writer } = parts;
  const origins = createPageOrigins(options.allowedOrigins, options.allowsLoopbackPages === true);
  const app = createServer({
    world,
    faults,
    requests: parts.requests,
    limiter: parts.limiter,
    origins,
    localNames: createLocalNames(options.allowedHosts ?? []),
  });
  registerPartnerApi(app, world);
  await registerSdkCalls(app, world, origins);
  await registerBrokerPage(app, world, origins);
  const controlToken = options.controlToken ?? randomBytes(16).toString('hex');
  registerControlApi(app, {
    ...parts,
    controlToken: new Secret(controlToken),
    reset: (seed) => startOver(parts, seed),
  });
  await app.listen({ host: options.host, port: options.port });
  resume(parts);
  return {
    url: serverUrl(app, options.host),
    get seed() {
      return world.store.seed;
    },
    clock: world.clock,
    controlToken,
    async close() {
      world.timers.clear();
      faults.close();
      await Promise.all([deliverer.close(), app.close()]);
      await writer?.close();
    },
  };
}

interface Parts {
  readonly world: World;
  readonly deliverer: Deliverer;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly limiter: RateLimiter | null;
  readonly writer: StateWriter | null;
}

function buildParts(options: EmulatorOptions, saved: SavedState | null): Parts {
  const { gatewayName, secret, apiSecret, webhookUrl, log } = options;
  const clock =
    options.clock ?? new VirtualClock({ startAt: Date.now() + Math.max(0, saved?.clockOffsetMs ?? 0) });
  const requestedSeed = options.seed === undefined ? undefined : String(options.seed);
  const store = new Store(requestedSeed ?? newSeed());
  if (saved !== null) store.restore(saved);
  const ids = createIdSource(
    () => store.seed,
    () => store.takeNumber(),
  );
  const timers = new Timers(clock);
  const deliverer = new Deliverer({ webhookUrl, store, ids, clock, timers, log });
  const notifier = new Notifier({ gatewayName, apiSecret, store, deliverer, nowMs: () => clock.now() });
  const snapshot = (isClean: boolean) => store.save(clock.offsetMs, isClean);
  const writer = options.statePath == null ? null : new StateWriter(options.statePath, snapshot, log);
  store.onChange = () => writer?.touch();
  const lifetimeProfile = options.lifetimeProfile ?? 'uniform';
  const identity = { gatewayName, secret, apiSecret, lifetimeProfile };
  const world: World = { ...identity, clock, timers, store, ids, notifier, log };
  const limiter = options.rateLimit == null ? null : new RateLimiter(options.rateLimit, () => clock.now());
  return { world, deliverer, faults: new Faults(), requests: new RequestLog(), limiter, writer };
}

/** Reschedules open orders and pending webhooks of a restored state. */
function resume({ world, deliverer }: Parts): void {
  for (const record of world.store.transactions.values()) {
    if (record.status === 'PROCESSING') scheduleSettlement(world, record);
  }
  deliverer.resume();
}

/**
 * Clears everything but the clock, which only moves forward. Without a seed it draws a new one, so that no id
 * repeats.
 */
function startOver({ world, deliverer, faults, requests, limiter }: Parts, seed: string | undefined): string {
  world.timers.clear();
  deliverer.reset();
  faults.set([]);
  requests.clear();
  limiter?.reset();
  world.store.reset(seed ?? newSeed());
  return world.store.seed;
}

function newSeed(): string {
  return randomBytes(6).toString('hex');
}

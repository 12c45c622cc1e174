import { randomBytes } from 'node:crypto';
import { VirtualClock } from '../core/time/clock.js';
import { createLocalNames } from '../core/http/local-names.js';
import type { Log } from '../core/log.js';
import { Secret } from '../core/secret.js';
import { registerBrokerPage } from './broker-page/broker-page.js';
import { registerControlApi } from './control/control-api.js';
import { Deliverer } from './webhooks/deliverer.js';
import { Faults } from './control/faults.js';
import { createIdSource } from './state/ids.js';
import type { LifetimeProfile } from './state/lifetime.js';
import { Notifier } from './webhooks/notifier.js';
import { scheduleSettlement } from './user/orders.js';
import { registerPartnerApi } from './partner-api/partner-api.js';
import { type RateLimit, RateLimiter } from './partner-api/rate-limit.js';
import { RequestLog } from './partner-api/request-log.js';
import { createServer, serverUrl } from './server.js';
import type { SavedState } from './state/state.js';
import { readStateFile, StateWriter } from './state/state-file.js';
import { Store } from './state/store.js';
import { Timers } from './state/timers.js';
import type { World } from './world.js';

/** How an emulator is set up. */
export interface EmulatorOptions {
  /** Path segment in every API URL (section 3). */
  readonly gatewayName: string;
  /** Key of auth tokens. */
  readonly secret: Secret;
  /** Value of `x-gateway-secret` and key of webhook checksums. */
  readonly apiSecret: Secret;
  /** Where webhooks go; null notes them as lost. */
  readonly webhookUrl: string | null;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Origins that get CORS headers, such as `https://*.example.com` (section 3). */
  readonly allowedOrigins: readonly string[];
  /** Host names, with or without a port, that browsers and tools may use besides loopback ones. Default none. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Same seed and calls, same ids. Default random; an existing state file's seed wins. */
  readonly seed?: string | number | undefined;
  /** JSON file that keeps all state over restarts. Default none. */
  readonly statePath?: string | null | undefined;
  /** How long transactions live (section 8). Default `uniform`. */
  readonly lifetimeProfile?: LifetimeProfile | undefined;
  /** Answers 429 with `Retry-After` to partner calls beyond it (section 21). Default none. */
  readonly rateLimit?: RateLimit | null | undefined;
  /** Default a clock that runs with the machine's, ahead of it as far as the state file says. */
  readonly clock?: VirtualClock | undefined;
  readonly log: Log;
  /** Lets control calls in from other machines. Default random. */
  readonly controlToken?: string | undefined;
}

/** A running emulator. */
export interface Emulator {
  /** Base URL without a slash at the end. */
  readonly url: string;
  readonly seed: string;
  readonly clock: VirtualClock;
  readonly controlToken: string;
  /** Stops listening and sending, and writes the state a last time. */
  close(): Promise<void>;
}

/** Starts a stand-in for smallcase Gateway. Rejects when the port is taken or the state file cannot be read. */
export async function createEmulator(options: EmulatorOptions): Promise<Emulator> {
  const saved = options.statePath == null ? null : await readStateFile(options.statePath, options.log);
  const parts = buildParts(options, saved);
  const { world, deliverer, faults, writer } = parts;
  const app = createServer({
    world,
    faults,
    requests: parts.requests,
    limiter: parts.limiter,
    allowedOrigins: options.allowedOrigins,
    localNames: createLocalNames(options.allowedHosts ?? []),
  });
  registerPartnerApi(app, world);
  registerBrokerPage(app, world);
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
  const askedSeed = options.seed === undefined ? undefined : String(options.seed);
  const store = new Store(askedSeed ?? newSeed());
  if (saved !== null) store.restore(saved);
  const ids = createIdSource(
    () => store.seed,
    () => store.takeNumber(),
  );
  const timers = new Timers(clock);
  const deliverer = new Deliverer({ webhookUrl, store, ids, clock, timers, log });
  const notifier = new Notifier({ gatewayName, apiSecret, store, deliverer, nowMs: () => clock.now() });
  const take = (isClean: boolean) => store.save(clock.offsetMs, isClean);
  const writer = options.statePath == null ? null : new StateWriter(options.statePath, take, log);
  store.onChange = () => writer?.touch();
  const lifetimeProfile = options.lifetimeProfile ?? 'uniform';
  const named = { gatewayName, secret, apiSecret, lifetimeProfile };
  const world: World = { ...named, clock, timers, store, ids, notifier, log };
  const limiter = options.rateLimit == null ? null : new RateLimiter(options.rateLimit, () => clock.now());
  return { world, deliverer, faults: new Faults(), requests: new RequestLog(), limiter, writer };
}

/** Takes up what was open when a state file was last written: orders at the exchange and webhooks still to be sent. */
function resume({ world, deliverer }: Parts): void {
  for (const record of world.store.transactions.values()) {
    if (record.status === 'PROCESSING') scheduleSettlement(world, record);
  }
  deliverer.resume();
}

/** Forgets everything but the time: clocks only move forward. Without a seed a new one is drawn, so that no id comes twice. */
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

import type { VirtualClock } from '../../src/core/time/clock.js';
import { silentLog } from '../../src/core/log.js';
import { Secret } from '../../src/core/secret.js';
import { createEmulator, type Emulator, type EmulatorOptions } from '../../src/emulator/emulator.js';

/** Keys of the emulator in tests: different from each other, so that swapping them fails. */
export const TEST_KEYS = {
  gatewayName: 'gatewaytest',
  /** Key of auth tokens. */
  secret: 'test-jwt-secret-0123456789-0123456789',
  /** Header value and key of webhook checksums. */
  apiSecret: 'test-api-secret-9876543210-9876543210',
} as const;

type Json = Record<string, unknown>;

/** The answer of `complete`. */
export type CompleteAnswer =
  | { ok: true; result: Json & { smallcaseAuthToken?: string; transactionId?: string } }
  | { ok: false; error: { code: number; message: string; smallcaseAuthToken?: string; broker?: string } };

/** One webhook as the delivery log shows it. */
export interface DeliveryView {
  id: string;
  kind: string;
  state: 'pending' | 'delivered' | 'failed' | 'lost';
  transactionId: string | null;
  smallcaseAuthId: string | null;
  mode: string;
  createdAt: string;
  nextAttemptAt: string | null;
  attempts: { at: string; status: number | null; error: string | null; durationMs: number }[];
  body: Json;
}

/** The control API of an emulator, as calls. Each throws when the emulator refuses. */
export function controlOf(url: string) {
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${url}/__emulator${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} gave ${response.status}: ${text}`);
    return JSON.parse(text) as T;
  };
  return {
    complete: (transactionId: string, part: Json) =>
      call<CompleteAnswer>('POST', `/transactions/${transactionId}/complete`, part),
    archive: (iscid: string) => call<Json>('POST', `/investments/${iscid}/archive`, {}),
    requests: (path = '') =>
      call<{ method: string; path: string; status: number | null; at: string }[]>(
        'GET',
        `/requests?path=${encodeURIComponent(path)}`,
      ),
    deliveries: () => call<DeliveryView[]>('GET', '/deliveries'),
    redeliver: (id: string) => call<DeliveryView>('POST', `/deliveries/${id}/redeliver`, {}),
    faults: (rules: Json[]) => call<Json>('POST', '/faults', { rules }),
    webhooks: (mode: string, delayMs = 0) => call<Json>('POST', '/webhooks', { mode, delayMs }),
    clock: (advanceMs: number) => call<{ now: string }>('POST', '/clock', { advanceMs }),
    market: (broker: string, open: boolean) => call<Json>('POST', '/market', { broker, open }),
    reset: (seed?: string | number) =>
      call<{ seed: string }>('POST', '/reset', seed === undefined ? {} : { seed }),
    seed: (seed: string) => call<Json>('POST', '/seed', { seed }),
    mutualFunds: (shape: 'dt' | 'summary') => call<Json>('POST', '/mutual-funds', { shape }),
    openLead: () => call<{ leadId: string; status: string }>('POST', '/leads', {}),
    pendingAction: (action: Json) => call<{ deliveryId: string }>('POST', '/pending-actions', action),
  };
}

/** A running emulator and its control API. */
export interface TestEmulator {
  readonly url: string;
  readonly gatewayName: string;
  readonly secrets: { readonly secret: string; readonly apiSecret: string };
  readonly control: ReturnType<typeof controlOf>;
  readonly clock: VirtualClock;
  readonly emulator: Emulator;
  close(): Promise<void>;
}

/**
 * Starts an emulator on a free loopback port with {@link TEST_KEYS} and no webhook URL. Anything can be
 * overridden: pass `webhookUrl` of the receiver, and `clock` to share one with the app. Call `close()` in
 * `afterAll`.
 */
export async function startEmulator(overrides: Partial<EmulatorOptions> = {}): Promise<TestEmulator> {
  const options: EmulatorOptions = {
    gatewayName: TEST_KEYS.gatewayName,
    secret: new Secret(TEST_KEYS.secret),
    apiSecret: new Secret(TEST_KEYS.apiSecret),
    webhookUrl: null,
    host: '127.0.0.1',
    port: 0,
    allowedOrigins: [],
    log: silentLog,
    ...overrides,
  };
  const emulator = await createEmulator(options);
  return {
    url: emulator.url,
    gatewayName: options.gatewayName,
    secrets: { secret: options.secret.current.reveal(), apiSecret: options.apiSecret.current.reveal() },
    control: controlOf(emulator.url),
    clock: emulator.clock,
    emulator,
    close: () => emulator.close(),
  };
}

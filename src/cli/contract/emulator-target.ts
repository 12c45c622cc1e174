import { randomBytes } from 'node:crypto';
import { silentLog } from '../../core/log.js';
import { Secret } from '../../core/secret.js';
import type { Person, SdkAnswer, Target, WebhookFeed } from '../../contract/target.js';
import { startWebhookListener } from '../../contract/webhook-listener.js';
import { createEmulator } from '../../emulator/emulator.js';
import { paths } from '../../gateway/wire.js';
import { EmulatorControl } from '../trigger/emulator-control.js';

/** An emulator of its own that a run is made at. */
export interface OpenTarget {
  readonly target: Target;
  close(): Promise<void>;
}

const LISTED_ORIGIN = 'https://shop.contract.invalid';
const TIMEOUT_MS = 10_000;
/** The emulator sends at once. */
const WEBHOOK_TIMEOUT_MS = 5_000;
/** The user of the emulator, and the two accounts. */
const BROKER = 'kite';
const ACCOUNTS = { first: 'lep-ok', second: 'lep-ok-2' } as const;

/** What an emulator is started with, for one run. */
export function contractKeys() {
  return {
    gatewayName: `contract-${randomBytes(4).toString('hex')}`,
    secret: new Secret(randomBytes(32).toString('hex')),
    apiSecret: new Secret(randomBytes(32).toString('hex')),
    allowedOrigins: [LISTED_ORIGIN],
  };
}

/** Starts an emulator and a listener on free ports of this machine. */
export async function openEmulatorTarget(): Promise<OpenTarget> {
  const listener = await startWebhookListener('127.0.0.1', 0);
  const keys = contractKeys();
  const emulator = await createEmulator({
    ...keys,
    webhookUrl: listener.url,
    host: '127.0.0.1',
    port: 0,
    log: silentLog,
  }).catch(async (error: unknown) => {
    await listener.close();
    throw error;
  });
  return {
    target: emulatorTarget({ ...keys, baseUrl: emulator.url, controlUrl: emulator.url, webhooks: listener }),
    async close() {
      await emulator.close();
      await listener.close();
    },
  };
}

interface EmulatorSetup extends Pick<Target, 'gatewayName' | 'secret' | 'apiSecret' | 'baseUrl'> {
  /** The emulator itself, where calls of `baseUrl` go through something else. */
  readonly controlUrl: string;
  readonly webhooks: WebhookFeed;
}

/** A target that is an emulator, whose control API plays the person and moves the clock. */
export function emulatorTarget({ controlUrl, ...setup }: EmulatorSetup): Target {
  const control = new EmulatorControl(controlUrl, null);
  return {
    ...setup,
    name: 'emulator',
    orderDetailsPath: paths.orderDetails('{gateway}'),
    mutualFundUrl: setup.baseUrl,
    sdkUrl: `${setup.baseUrl}/scdk/2.0.0/scdk.js`,
    proxies: {},
    timeoutMs: TIMEOUT_MS,
    listedOrigin: LISTED_ORIGIN,
    account: null,
    pass: (ms) => control.advance(ms),
    person: playedBy(control),
    webhookTimeoutMs: WEBHOOK_TIMEOUT_MS,
    causePendingAction: (action) => control.sendPendingAction(action),
  };
}

function playedBy(control: EmulatorControl): Person {
  return {
    isAutomatic: true,
    finish: async ({ transactionId, account, leavesChooser }): Promise<SdkAnswer> =>
      await control.complete(transactionId, {
        broker: BROKER,
        token: ACCOUNTS[account],
        ...(leavesChooser ? { leave: 'chooser' } : {}),
      }),
  };
}

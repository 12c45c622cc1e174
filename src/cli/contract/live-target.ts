import { setTimeout as delay } from 'node:timers/promises';
import { loadConfig } from '../../config.js';
import type { Config } from '../../config/variables.js';
import type { Level } from '../../contract/check.js';
import { SDK_URL } from '../../contract/sdk-address.js';
import type { Target } from '../../contract/target.js';
import { startWebhookListener, type WebhookListener } from '../../contract/webhook-listener.js';
import { paths } from '../../gateway/wire.js';
import { secretsHider } from '../../doctor/hide-secrets.js';
import { checkUpstream } from '../../doctor/upstream-check.js';
import { type CliContext, CliError, EXIT_USAGE } from '../context.js';
import { explainListenError } from '../listen-error.js';
import type { ContractOptions } from './contract-options.js';
import type { OpenTarget } from './emulator-target.js';
import { type PersonPage, startPersonPage } from './person-page.js';

/** The gateway that the environment configures. Throws `ConfigError`. */
export async function openLiveTarget(
  context: CliContext,
  options: ContractOptions,
  level: Level,
): Promise<OpenTarget> {
  const config = loadConfig(context.env);
  const { sdkUrl = SDK_URL, listen, pagePort } = options;
  await expectUsable(config);
  context.err(
    `Checking ${config.GATEWAY_URL}. What is created is marked by its notes and expires untouched.`,
  );
  if (level === 0) return { target: liveTarget(context, config, options, null, null), async close() {} };
  const listener = await startWebhookListener(listen.host, listen.port).catch((error: unknown) => {
    throw explainListenError(error, [{ port: listen.port, setting: '--listen' }]);
  });
  const page = await startPersonPage({ port: pagePort, sdkUrl, gateway: config.GATEWAY_NAME }).catch(
    async (error: unknown) => {
      await listener.close();
      throw explainListenError(error, [{ port: pagePort, setting: '--page-port' }]);
    },
  );
  context.err(`Webhooks are taken at ${listener.url}. A person opens ${page.url} and does what it asks for.`);
  return {
    target: liveTarget(context, config, options, listener, page),
    async close() {
      await Promise.all([page.close(), listener.close()]);
    },
  };
}

/** With keys that are refused every claim would look refuted. Throws `CliError` for exit code 2. */
async function expectUsable(config: Config): Promise<void> {
  const failed = (await checkUpstream(config)).find(({ level }) => level === 'fail');
  if (failed === undefined) return;
  const { text, hint } = secretsHider(config)(failed);
  throw new CliError(text, { exitCode: EXIT_USAGE, ...(hint === undefined ? {} : { hint }) });
}

function liveTarget(
  context: CliContext,
  config: Config,
  options: ContractOptions,
  webhooks: WebhookListener | null,
  page: PersonPage | null,
): Target {
  return {
    ...liveKeys(config, options),
    pass: options.wait === true ? (ms, why) => waitFor(context, ms, why) : null,
    person: page,
    webhooks,
    webhookTimeoutMs: options.webhookTimeout * 1000,
    causePendingAction: null,
  };
}

/** What a configuration says of the gateway. */
function liveKeys(
  config: Config,
  { origin, account, sdkUrl }: Pick<ContractOptions, 'origin' | 'account' | 'sdkUrl'>,
) {
  return {
    name: 'live',
    baseUrl: config.GATEWAY_URL,
    gatewayName: config.GATEWAY_NAME,
    secret: config.GATEWAY_SECRET,
    apiSecret: config.GATEWAY_API_SECRET,
    orderDetailsPath: config.GATEWAY_ORDER_DETAILS_PATH ?? paths.orderDetails('{gateway}'),
    mutualFundUrl: config.GATEWAY_MF_URL,
    sdkUrl: sdkUrl ?? SDK_URL,
    proxies: config,
    timeoutMs: config.GATEWAY_TOTAL_TIMEOUT_MS,
    listedOrigin: origin ?? null,
    account: account ?? null,
  } as const;
}

/** The gateway of a configuration, for checks that create nothing. */
export function quickTarget(config: Config): Target {
  const none = { pass: null, person: null, webhooks: null, webhookTimeoutMs: 0, causePendingAction: null };
  return { ...liveKeys(config, {}), ...none };
}

async function waitFor(context: CliContext, ms: number, why: string): Promise<void> {
  const until = new Date(Date.now() + ms);
  context.err(`Waiting until ${until.toISOString().slice(11, 19)} UTC: ${why}`);
  await delay(ms);
}

import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Config } from '../../config/variables.js';
import type { App } from '../../app.js';
import type { Playing } from '../../app/playing.js';
import { loadConfig } from '../../config.js';
import { OPERATOR_ROLES } from '../../console/operator.js';
import { shutdownMs } from '../../config/rules.js';
import { createLog, type Log } from '../../core/log.js';
import { Secret } from '../../core/secret.js';
import type { Emulator } from '../../emulator/emulator.js';
import type { LogDestination } from '../../core/output/log-output.js';
import { type CliContext, CliError } from '../context.js';
import { type DevAnnouncement, devBanner } from './banner.js';
import { devEnvironment } from './environment.js';
import { removeDevInstance, writeDevInstance } from './instance.js';
import { DEV_GATEWAY_NAME, DEV_OPERATOR, DEV_VIEWER } from './profile.js';
import { type DevSecrets, ensureDevSecrets } from './secrets.js';
import { pickPort } from './free-port.js';
import { devLedgerPath } from '../ledger-url.js';
import { consoleLink } from '../console/console-link.js';
import { explainListenError } from '../listen-error.js';
import { signDevToken } from './viewer-token.js';

interface DevOptions {
  readonly data: string;
  readonly port: number;
  readonly emulatorPort: number;
  readonly seed?: string;
  readonly fresh?: boolean;
  readonly json?: boolean;
}

/** Time for the emulator to close, after the gateway. */
const CLOSING_MARGIN_MS = 2_000;

/** `dwar dev`: runs the gateway and an emulator in one process on embedded storage, until a stop signal. */
export async function runDev(context: CliContext, options: DevOptions): Promise<void> {
  if (context.env.NODE_ENV === 'production') {
    throw new CliError('dwar dev runs an emulator and issues viewer tokens; it does not run in production', {
      hint: 'Unset NODE_ENV, or run `dwar serve`.',
    });
  }
  const dataDir = resolve(options.data);
  // Standard output is for the banner, so the log is written to standard error.
  const logOutput = context.openLog('stderr');
  const secrets = ensureDevSecrets(dataDir, createLog('warn', logOutput));
  if (options.fresh === true) await deleteState(dataDir);
  // Loaded before the ports are picked: it takes long enough for another process to take them.
  await import('../../app.js');
  const setup = await configure(context, secrets, { ...options, data: dataDir }, logOutput);
  const start = async () => {
    const { instance, close } = await startDev(setup);
    const { token, expiresAt } = await signDevToken(secrets.AUTH_JWT_SECRET, DEV_VIEWER);
    announce(context, options, {
      ...instance,
      viewer: DEV_VIEWER,
      token,
      expiresAt: expiresAt.toISOString(),
    });
    return close;
  };
  await context.runUntilStopped(start, shutdownMs(setup.config) + CLOSING_MARGIN_MS);
}

/** Deletes ledger and emulator state. The secrets stay, so that tokens and client settings keep working. */
async function deleteState(dataDir: string): Promise<void> {
  const { removeLedger } = await import('../../ledger/maintenance/remove-ledger.js');
  removeLedger(`sqlite:${devLedgerPath(dataDir)}`);
  rmSync(emulatorStatePath(dataDir), { force: true });
}

function emulatorStatePath(dataDir: string): string {
  return join(dataDir, 'emulator.json');
}

interface DevRun {
  readonly instance: Omit<DevAnnouncement, 'viewer' | 'token' | 'expiresAt'>;
  close(): Promise<void>;
}

/**
 * Opens the ledger first: its lock refuses a second instance on the same folder before anything is written.
 * Closes the emulator last, because the requests that the gateway finishes may still need it.
 */
async function startDev(setup: DevSetup): Promise<DevRun> {
  const { createApp } = await import('../../app.js');
  const { config, options, logOutput } = setup;
  const log = createLog(config.LOG_LEVEL, logOutput);
  const app = await createApp(config, {
    log,
    logOutput,
    shopEmulatorUrl: config.GATEWAY_URL,
    playing: await playingOf(setup),
  });
  let emulator: Emulator | undefined;
  try {
    emulator = await startEmulator(setup, log);
    const { url } = await app.listen().catch((error: unknown) => {
      throw explainListenError(error, [{ port: config.PORT, setting: '--port' }]);
    });
    const instance = {
      url,
      consoleUrl: consoleUrlOf(app, url),
      emulatorUrl: emulator.url,
      controlToken: emulator.controlToken,
      seed: emulator.seed,
      dataDir: options.data,
    };
    writeDevInstance(options.data, { url, emulatorUrl: emulator.url, pid: process.pid });
    const close = async () => {
      removeDevInstance(options.data);
      await app.close();
      await emulator?.close();
    };
    return { instance, close };
  } catch (error) {
    await app.close();
    await emulator?.close();
    throw error;
  }
}

/** What the console needs to steer the emulator and to play scenarios. */
async function playingOf({ config, secrets, options }: DevSetup): Promise<Playing> {
  const { createScenarioPlayer } = await import('./scenario-player.js');
  const url = config.GATEWAY_URL;
  const controlToken = secrets.EMULATOR_CONTROL_TOKEN;
  return {
    url,
    controlToken: new Secret(controlToken),
    player: createScenarioPlayer({
      url: gatewayUrlOf(config),
      emulatorUrl: url,
      controlToken,
      jwtSecret: secrets.AUTH_JWT_SECRET,
      dataDir: options.data,
    }),
  };
}

/** The one-use link of the banner, for all roles. Browsers send what is behind `#` to no server. */
function consoleUrlOf({ console: operatorConsole }: App, url: string): string | null {
  if (operatorConsole === null) return null;
  return consoleLink(url, operatorConsole.createLogin({ operator: DEV_OPERATOR, roles: OPERATOR_ROLES }));
}

interface DevSetup {
  readonly context: CliContext;
  readonly config: Config;
  readonly secrets: DevSecrets;
  readonly options: DevOptions;
  readonly emulatorPort: number;
  readonly logOutput: LogDestination;
}

/** Picks both ports beforehand, because each side needs the other's address at its start. */
async function configure(
  context: CliContext,
  secrets: DevSecrets,
  options: DevOptions,
  logOutput: LogDestination,
): Promise<DevSetup> {
  const host = context.env.HOST || '127.0.0.1';
  const [port, emulatorPort] = [
    await pickPort(host, options.port),
    await pickPort('127.0.0.1', options.emulatorPort),
  ];
  const emulatorUrl = `http://127.0.0.1:${emulatorPort}`;
  const config = loadConfig(
    devEnvironment(context.env, secrets, { dataDir: options.data, port, emulatorUrl }),
  );
  return { context, config, secrets, options, emulatorPort, logOutput };
}

async function startEmulator(
  { context, config, secrets, options, emulatorPort: port }: DevSetup,
  log: Log,
): Promise<Emulator> {
  const { createEmulator } = await import('../../emulator/emulator.js');
  const { readEmulatorBehaviour } = await import('../../emulator/emulator-env.js');
  const gatewayUrl = gatewayUrlOf(config);
  return createEmulator({
    gatewayName: DEV_GATEWAY_NAME,
    secret: config.GATEWAY_SECRET,
    apiSecret: config.GATEWAY_API_SECRET,
    webhookUrl: `${gatewayUrl}/webhooks/gateway`,
    host: '127.0.0.1',
    port,
    allowedOrigins: allowedOrigins(context.env.EMULATOR_ALLOWED_ORIGINS, gatewayUrl),
    allowsLoopbackPages: true,
    allowedHosts: config.DEV_ALLOWED_HOSTS,
    ...readEmulatorBehaviour(context.env),
    seed: options.seed ?? secrets.seed,
    statePath: emulatorStatePath(options.data),
    controlToken: secrets.EMULATOR_CONTROL_TOKEN,
    log,
  }).catch((error: unknown) => {
    throw explainListenError(error, [{ port, setting: '--emulator-port' }]);
  });
}

function allowedOrigins(given: string | undefined, gatewayUrl: string): readonly string[] {
  const own = [gatewayUrl, gatewayUrl.replace('127.0.0.1', 'localhost')];
  const others = (given ?? '').split(',').map((origin) => origin.trim());
  return [...own, ...others.filter((origin) => origin !== '')];
}

/** Where this machine reaches the gateway. */
function gatewayUrlOf({ HOST, PORT }: Config): string {
  return `http://${reachable(HOST)}:${PORT}`;
}

/** An address at which this machine reaches a server that listens on `host`. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

function announce(context: CliContext, options: DevOptions, announcement: DevAnnouncement): void {
  const ready = JSON.stringify({ ready: true, ...announcement });
  const lines = options.json === true ? [ready] : devBanner(announcement, context.isTerminal);
  for (const line of lines) context.out(line);
}

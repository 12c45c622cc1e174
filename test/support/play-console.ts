import { createScenarioPlayer } from '../../src/cli/dev/scenario-player.js';
import { DEV_AUDIENCE, DEV_ISSUER } from '../../src/cli/dev/profile.js';
import type { ScenarioPlayer } from '../../src/console/play/scenario-player.js';
import { systemClock, VirtualClock } from '../../src/core/time/clock.js';
import { Secret } from '../../src/core/secret.js';
import { CALL, type ConsoleAnswer, type ConsoleApp, send, startConsole } from './console.js';
import { startEmulator, type TestEmulator } from './emulator.js';
import { freePort } from './services.js';

const SESSION_SECRET = 'play-session-secret-0123456789-abcdef';
const CONTROL_TOKEN = 'play-control-token-0123456789-abcdef';

interface PlayOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the console knows of no emulator. Default: it steers one. */
  readonly isAlone?: boolean;
  /** Whether the gateway goes by the machine's clock, as in `dwar dev`. Default: by that of the emulator. */
  readonly hasOwnClock?: boolean;
  /** Where the emulator sends its webhooks, given where the gateway takes them. Default: there. */
  readonly webhookUrl?: (own: string) => string;
  /** Where the gateway finds Gateway, given where the emulator listens. Default: there. */
  readonly gatewayUrl?: (emulatorUrl: string) => Promise<string>;
}

/** A line of a run. */
export interface Line {
  readonly kind: string;
  readonly [name: string]: unknown;
}

/** A counter of the console. */
export interface Counter {
  readonly guarantee: string;
  readonly broken: number;
  readonly looked: number;
}

/** A gateway and an emulator that its console steers, in this process. */
export interface PlayConsole extends ConsoleApp {
  readonly player: ScenarioPlayer;
  /** Sends a request as an operator with every role. */
  call(method: string, path: string, body?: unknown): Promise<ConsoleAnswer>;
  /** Plays a scenario to its end. */
  play(scenario: string): Promise<readonly Line[]>;
  /** The counters at one look, by guarantee. */
  counters(): Promise<Readonly<Record<string, Counter>>>;
}

/** Starts both, with the scenario player of `dwar dev`. */
export async function startPlayConsole(options: PlayOptions = {}): Promise<PlayConsole> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const own = `${url}/webhooks/gateway`;
  const emulator = await startEmulator({
    clock: new VirtualClock(),
    controlToken: CONTROL_TOKEN,
    webhookUrl: options.webhookUrl?.(own) ?? own,
  });
  const gatewayUrl = (await options.gatewayUrl?.(emulator.url)) ?? emulator.url;
  const player = playerOf(url, emulator);
  const app = await startConsole({
    port,
    emulator,
    env: {
      GATEWAY_URL: gatewayUrl,
      AUTH_JWT_SECRET: SESSION_SECRET,
      AUTH_ISSUER: DEV_ISSUER,
      AUTH_AUDIENCE: DEV_AUDIENCE,
      ...options.env,
    },
    overrides: {
      ...(options.hasOwnClock === true ? { clock: systemClock } : {}),
      ...(options.isAlone === true
        ? {}
        : { playing: { url: emulator.url, controlToken: new Secret(CONTROL_TOKEN), player } }),
    },
  });
  return { ...app, ...callsOf(app), player, close: () => closeBoth(app, emulator) };
}

function playerOf(url: string, emulator: TestEmulator): ScenarioPlayer {
  return createScenarioPlayer({
    url,
    emulatorUrl: emulator.url,
    controlToken: CONTROL_TOKEN,
    jwtSecret: SESSION_SECRET,
    dataDir: '/tmp/play',
  });
}

function callsOf(app: ConsoleApp): Pick<PlayConsole, 'call' | 'play' | 'counters'> {
  let cookie: Promise<string> | undefined;
  const call = async (method: string, path: string, body?: unknown) => {
    cookie ??= app.logIn();
    return await send(app.consoleUrl, {
      method,
      path,
      headers: { ...CALL, cookie: await cookie },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };
  return {
    call,
    async play(scenario) {
      const { status, text } = await call('POST', '/console/play/runs', { scenario });
      if (status !== 200) throw new Error(`the run was refused with ${status}: ${text}`);
      return text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Line);
    },
    async counters() {
      const { status, text } = await call('GET', '/console/play/invariants');
      if (status !== 200) throw new Error(`no counters: ${status} ${text}`);
      const { invariants } = JSON.parse(text) as { invariants: readonly Counter[] };
      return Object.fromEntries(invariants.map((one) => [one.guarantee, one]));
    },
  };
}

async function closeBoth(app: ConsoleApp, emulator: TestEmulator): Promise<void> {
  await app.close();
  await emulator.close();
}

import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { createScenarioPlayer } from '../../src/cli/dev/scenario-player.js';
import { DEV_AUDIENCE, DEV_ISSUER } from '../../src/cli/dev/profile.js';
import type { ScenarioPlayer } from '../../src/console/play/scenario-player.js';
import { VirtualClock } from '../../src/core/time/clock.js';
import { Secret } from '../../src/core/secret.js';
import { CALL, type ConsoleAnswer, type ConsoleApp, send, startConsole } from './console.js';
import { startEmulator, type TestEmulator } from './emulator.js';
import { freePort } from './services.js';

const SESSION_SECRET = 'play-session-secret-0123456789-abcdef';
/** When the plan reads a transaction for the first time, if no webhook arrives. */
const FIRST_READ_MS = 10_000;
const CONTROL_TOKEN = 'play-control-token-0123456789-abcdef';

interface PlayOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the console knows of no emulator. Default: it steers one. */
  readonly isAlone?: boolean;
  /** Whether the gateway has another clock than the emulator, as in `dwar dev`. It is then `clock`. */
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
  /** Plays a scenario to its end. `onLine` is called with each line when it comes. */
  play(scenario: string, onLine?: (line: Line) => Promise<void>): Promise<readonly Line[]>;
  /**
   * Plays one whose webhooks do not arrive: when it waits for the first, `meanwhile` is called, and then the
   * planned read is due at once.
   */
  playWithoutWebhooks(scenario: string, meanwhile?: () => Promise<void>): Promise<readonly Line[]>;
  /** The counters at one look, by guarantee. */
  counters(): Promise<Readonly<Record<string, Counter>>>;
}

/** Starts both, with the scenario player of `dwar dev`. */
export async function startPlayConsole(options: PlayOptions = {}): Promise<PlayConsole> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const receiver = `${url}/webhooks/gateway`;
  const emulator = await startEmulator({
    clock: new VirtualClock(),
    controlToken: CONTROL_TOKEN,
    webhookUrl: options.webhookUrl?.(receiver) ?? receiver,
  });
  const gatewayUrl = (await options.gatewayUrl?.(emulator.url)) ?? emulator.url;
  const player = playerOf(url, emulator);
  const clock = options.hasOwnClock === true ? new VirtualClock() : emulator.clock;
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
      clock,
      ...(options.isAlone === true
        ? {}
        : { playing: { url: emulator.url, controlToken: new Secret(CONTROL_TOKEN), player } }),
    },
  });
  const own = { ...app, clock };
  return { ...own, ...callsOf(own), player, close: () => closeBoth(app, emulator) };
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

type Calls = Pick<PlayConsole, 'call' | 'play' | 'playWithoutWebhooks' | 'counters'>;

function callsOf(app: ConsoleApp): Calls {
  let cookie: Promise<string> | undefined;
  const play: PlayConsole['play'] = async (scenario, onLine) => {
    cookie ??= app.logIn();
    const { status, body } = await fetch(`${app.consoleUrl}/console/play/runs`, {
      method: 'POST',
      headers: { ...CALL, cookie: await cookie },
      body: JSON.stringify({ scenario }),
    });
    if (status !== 200 || body === null) throw new Error(`the run was refused with ${status}`);
    const lines: Line[] = [];
    for await (const text of createInterface({ input: Readable.fromWeb(body) })) {
      const line = JSON.parse(text) as Line;
      lines.push(line);
      await onLine?.(line);
    }
    return lines;
  };
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
    play,
    playWithoutWebhooks: (scenario, meanwhile) =>
      play(scenario, async ({ kind, title }) => {
        if (kind !== 'running' || title !== 'webhook verified') return;
        await meanwhile?.();
        await app.clock.advance(FIRST_READ_MS);
      }),
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

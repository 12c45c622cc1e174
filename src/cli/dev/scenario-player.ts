import { DEFAULT_DATA_DIR, DEV_VIEWER } from './profile.js';
import { resolve } from 'node:path';
import type { PlayedIds, PlayedStep, ScenarioPlayer } from '../../console/play/scenario-player.js';
import { CliError } from '../context.js';
import { startStopwatch, type Step, type Stopwatch } from '../steps.js';
import { SCENARIOS, type Scenario } from '../trigger/scenarios.js';
import type { Play } from '../trigger/play.js';
import type { CutSubscriber } from './cut-subscriber.js';
import { signDevToken } from './viewer-token.js';

const BROKER = 'kite';
/** Longest wait for one event, as that of `dwar trigger`. */
const STEP_TIMEOUT_MS = 45_000;

interface PlayerOptions {
  /** Where the gateway is reached from this process. */
  readonly url: string;
  readonly emulatorUrl: string;
  readonly controlToken: string;
  /** Signs session tokens. */
  readonly jwtSecret: string;
  readonly dataDir: string;
}

/**
 * Plays the scenarios of `dwar trigger` by the same steps, over HTTP and WebSocket, against the gateway of
 * this process. Their code is loaded with the first one.
 */
export function createScenarioPlayer(options: PlayerOptions): ScenarioPlayer {
  const { url, jwtSecret, dataDir } = options;
  const token = async () => (await signDevToken(jwtSecret, DEV_VIEWER)).token;
  const folder = dataDir === resolve(DEFAULT_DATA_DIR) ? '' : ` --data ${dataDir}`;
  let subscriber: Promise<CutSubscriber> | undefined;
  let isClosed = false;
  const plays = new Set<Play>();
  return {
    viewer: DEV_VIEWER,
    broker: BROKER,
    scenarios: Object.entries(SCENARIOS).map(([name, scenario]) => ({ name, ...scenario })),
    commandOf: (scenario, seed) => `npx dwar trigger ${scenario} --seed ${seed}${folder}`,
    async *play(scenario, seed) {
      const play = await openPlay(options, scenario as Scenario, seed, await token());
      plays.add(play);
      try {
        yield* playLines(scenario as Scenario, play);
      } finally {
        plays.delete(play);
        await play.setup.client.close();
      }
    },
    async watchStream() {
      if (isClosed) return { cuts: 0, events: 0, faults: 0 };
      subscriber ??= openSubscriber(url, token);
      return await (await subscriber).look();
    },
    async close() {
      isClosed = true;
      await Promise.all([...plays].map((play) => play.setup.client.close()));
      await (await subscriber)?.close();
    },
  };
}

async function openPlay(
  { url, emulatorUrl, controlToken }: PlayerOptions,
  scenario: Scenario,
  seed: string,
  token: string,
): Promise<Play> {
  const [{ Play: PlayOf }, { DwarClient }, { EmulatorControl }] = await Promise.all([
    import('../trigger/play.js'),
    import('../trigger/dwar-client.js'),
    import('../trigger/emulator-control.js'),
  ]);
  return new PlayOf({
    client: new DwarClient(url, token),
    emulator: new EmulatorControl(emulatorUrl, controlToken),
    broker: BROKER,
    scenarioToken: SCENARIOS[scenario].token,
    seed,
    timeoutMs: STEP_TIMEOUT_MS,
  });
}

async function* playLines(scenario: Scenario, play: Play): AsyncGenerator<PlayedStep | PlayedIds> {
  const { stepsOf } = await import('../trigger/scenario-steps.js');
  const stopwatch = startStopwatch();
  const first = { title: 'preparation', run: async () => '' };
  const steps = await stepsOf(scenario, play).catch((error: unknown) => failed(first, 0, stopwatch, error));
  if ('kind' in steps) return yield steps;
  for (const step of steps) {
    const startedAtMs = stopwatch.elapsed();
    const { title } = step;
    yield { kind: 'running', title, startedAtMs };
    const end = await step
      .run(() => {})
      .then(
        (detail): PlayedStep => {
          const durationMs = stopwatch.elapsed() - startedAtMs;
          return { kind: 'done', title, startedAtMs, durationMs, detail };
        },
        (error: unknown) => failed(step, startedAtMs, stopwatch, error),
      );
    yield end;
    yield idsOf(play);
    if (end.kind === 'failed') return;
  }
}

function failed({ title }: Step, startedAtMs: number, stopwatch: Stopwatch, error: unknown) {
  const isExpected = error instanceof CliError;
  return {
    kind: 'failed',
    title,
    startedAtMs,
    durationMs: stopwatch.elapsed() - startedAtMs,
    message: isExpected ? error.message : 'the step failed unexpectedly',
    hint: isExpected ? (error.hint ?? null) : null,
  } as const;
}

/** The newest transaction, and every order that the subscriber has heard of. */
function idsOf(play: Play): PlayedIds {
  const batchIds = play.received.flatMap((event) =>
    event.__typename === 'OrderEvent' ? [event.order.batchId] : [],
  );
  return { kind: 'ids', transactionId: play.transactionId, batchIds: [...new Set(batchIds)] };
}

async function openSubscriber(url: string, token: () => Promise<string>): Promise<CutSubscriber> {
  const [{ CutSubscriber: Subscriber }, { DwarClient }] = await Promise.all([
    import('./cut-subscriber.js'),
    import('../trigger/dwar-client.js'),
  ]);
  return new Subscriber({ url, token, openClient: (given) => new DwarClient(url, given) });
}

import { type CliContext, CliError } from '../context.js';
import { readDevInstance } from '../dev/instance.js';
import { readDevSecrets } from '../dev/secrets.js';
import { devViewerToken } from '../dev/token.js';
import { playSteps } from '../steps.js';
import type { DwarEvent } from './documents.js';
import { DwarClient } from './dwar-client.js';
import { EmulatorControl } from './emulator-control.js';
import { fetchJson } from './fetch-json.js';
import type { ImportedHoldingsQuery } from './generated/graphql.js';
import { Play, type PlaySetup } from './play.js';
import { stepsOf } from './scenario-steps.js';
import { SCENARIOS, type Scenario } from './scenarios.js';

interface TriggerOptions {
  readonly viewer: string;
  readonly url?: string;
  readonly emulatorUrl?: string;
  readonly broker: string;
  readonly scenario?: string;
  readonly seed?: string;
  readonly timeout: number;
  readonly data: string;
  readonly json?: boolean;
}

const TOKEN_TTL_SECONDS = 3600;

/** `dwar trigger`: plays a scenario and shows each step, then the last event that the subscriber received. */
export async function runTrigger(
  context: CliContext,
  scenario: Scenario,
  options: TriggerOptions,
): Promise<void> {
  const setup = await prepare(context, scenario, options);
  const play = new Play(setup);
  try {
    const steps = await stepsOf(scenario, play);
    const done = await playSteps(context, steps, options.json === true);
    const event = play.received.findLast(({ __typename }) => __typename !== 'StreamPosition');
    if (event === undefined) throw new CliError('the subscriber received no event');
    show(context, options, { scenario, steps: done, event, holdings: play.holdings });
  } finally {
    await setup.client.close();
  }
}

async function prepare(context: CliContext, scenario: Scenario, options: TriggerOptions): Promise<PlaySetup> {
  const instance = readDevInstance(options.data);
  const url = options.url ?? instance?.url ?? 'http://127.0.0.1:4000';
  const emulatorUrl = options.emulatorUrl ?? instance?.emulatorUrl ?? 'http://127.0.0.1:4010';
  const { token } = await devViewerToken(context, { ...options, ttl: TOKEN_TTL_SECONDS });
  await fetchJson(`${url}/health/live`, { server: 'the gateway' });
  return {
    client: new DwarClient(url, token),
    emulator: new EmulatorControl(emulatorUrl, readDevSecrets(options.data)?.EMULATOR_CONTROL_TOKEN ?? null),
    broker: options.broker,
    scenarioToken: options.scenario ?? SCENARIOS[scenario].token,
    seed: options.seed ?? null,
    timeoutMs: options.timeout * 1000,
  };
}

interface Played {
  readonly scenario: Scenario;
  readonly steps: readonly unknown[];
  readonly event: DwarEvent;
  readonly holdings: ImportedHoldingsQuery['holdings'];
}

function show(context: CliContext, options: TriggerOptions, played: Played): void {
  const event = ['', 'The subscriber received:', JSON.stringify(played.event, null, 2)];
  const holdings = (played.holdings?.securities ?? []).map(describeHolding);
  const lines = options.json === true ? [JSON.stringify(played)] : [...event, ...holdings];
  for (const line of lines) context.out(line);
}

type Holding = NonNullable<ImportedHoldingsQuery['holdings']>['securities'][number];

function describeHolding(holding: Holding): string {
  const price = holding.averagePrice === null ? 'price not known' : `at ${holding.averagePrice.amount}`;
  return `  ${(holding.nseTicker ?? holding.name ?? '?').padEnd(14)} ${holding.quantity ?? '?'} ${price}`;
}

import { type CliContext, CliError } from '../context.js';
import { readDevInstance } from '../dev/instance.js';
import { readDevSecrets } from '../dev/secrets.js';
import { CURRENT_BROKER_ACCOUNT, type DwarEvent } from './documents.js';
import { DwarClient } from './dwar-client.js';
import { EmulatorControl } from './emulator-control.js';
import { fetchJson } from './fetch-json.js';
import type { ImportedHoldingsQuery, SecurityOrderInput } from './generated/graphql.js';
import { Play, type PlaySetup } from './play.js';
import { SCENARIOS, type Scenario } from './scenarios.js';
import { playSteps, type Step } from '../steps.js';
import { devViewerToken } from '../dev/token.js';

interface TriggerOptions {
  readonly viewer: string;
  readonly url?: string;
  readonly emulatorUrl?: string;
  readonly broker: string;
  readonly scenario?: string;
  readonly timeout: number;
  readonly data: string;
  readonly json?: boolean;
}

const TOKEN_TTL_SECONDS = 3600;

/** `dwar trigger`: plays a scenario and shows each step, then the last event the subscriber received. */
export async function runTrigger(
  context: CliContext,
  scenario: Scenario,
  options: TriggerOptions,
): Promise<void> {
  const setup = await prepare(context, scenario, options);
  const play = new Play(setup);
  try {
    const steps = await chooseSteps(scenario, play, setup);
    const done = await playSteps(context, steps, options.json === true);
    show(context, options, {
      scenario,
      steps: done,
      event: lastTold(play.received),
      holdings: play.imported,
    });
  } finally {
    await setup.client.close();
  }
}

async function prepare(context: CliContext, scenario: Scenario, options: TriggerOptions): Promise<PlaySetup> {
  const instance = readDevInstance(options.data);
  const url = options.url ?? instance?.url ?? 'http://127.0.0.1:4000';
  const emulatorUrl = options.emulatorUrl ?? instance?.emulatorUrl ?? 'http://127.0.0.1:4010';
  const { token } = await devViewerToken(context, { ...options, ttl: TOKEN_TTL_SECONDS });
  await fetchJson(`${url}/health/live`, { what: 'the gateway' });
  return {
    client: new DwarClient(url, token),
    emulator: new EmulatorControl(emulatorUrl, readDevSecrets(options.data)?.EMULATOR_CONTROL_TOKEN ?? null),
    broker: options.broker,
    scenarioToken: options.scenario ?? SCENARIOS[scenario].token,
    timeoutMs: options.timeout * 1000,
  };
}

/**
 * Orders are bought as a guest, so that any scenario token may log in: a connected one would have to log in to the linked
 * account (protocol section 5).
 */
async function chooseSteps(scenario: Scenario, play: Play, setup: PlaySetup): Promise<readonly Step[]> {
  if (scenario === 'connect') return connect(play);
  if (scenario === 'holdings') {
    const { viewer } = await setup.client.request(CURRENT_BROKER_ACCOUNT, {});
    const isLinked = viewer?.currentBrokerAccount != null;
    return [...(isLinked ? [play.subscribe()] : connect(play)), ...importHoldings(play)];
  }
  return [
    play.subscribe(),
    play.authToken('GUEST'),
    play.createTransaction({
      intent: 'TRANSACTION',
      asGuest: true,
      allowDuplicate: true,
      securities: SHARES,
    }),
    play.userPart(),
    play.orderWebhook(),
    scenario === 'amo' ? play.orderWaiting() : play.orderConfirmed(),
  ];
}

const SHARES: SecurityOrderInput[] = [
  { ticker: 'INFY', quantity: 2, side: 'BUY' },
  { ticker: 'RELIANCE', quantity: 4, side: 'BUY' },
];

function connect(play: Play): Step[] {
  return [
    play.subscribe(),
    play.authToken('GUEST'),
    play.createTransaction({ intent: 'CONNECT' }),
    play.userPart(),
    play.link(),
    play.reported(),
    play.transactionConfirmed(),
  ];
}

function importHoldings(play: Play): Step[] {
  return [
    play.authToken('CONNECTED'),
    play.createTransaction({ intent: 'HOLDINGS_IMPORT' }),
    play.userPart(),
    play.holdingsWebhook(),
    play.holdingsConfirmed(),
  ];
}

interface Played {
  readonly scenario: Scenario;
  readonly steps: readonly unknown[];
  readonly event: DwarEvent | undefined;
  readonly holdings: ImportedHoldingsQuery['holdings'];
}

function lastTold(events: readonly DwarEvent[]): DwarEvent | undefined {
  return events.findLast((event) => event.__typename !== 'StreamPosition');
}

function show(context: CliContext, options: TriggerOptions, played: Played): void {
  if (played.event === undefined) throw new CliError('the subscriber received no event');
  const received = ['', 'The subscriber received:', JSON.stringify(played.event, null, 2)];
  const held = (played.holdings?.securities ?? []).map(describeHolding);
  for (const line of options.json === true ? [JSON.stringify(played)] : [...received, ...held])
    context.out(line);
}

type Holding = NonNullable<ImportedHoldingsQuery['holdings']>['securities'][number];

function describeHolding(holding: Holding): string {
  const price = holding.averagePrice === null ? 'price not known' : `at ${holding.averagePrice.amount}`;
  return `  ${(holding.nseTicker ?? holding.name).padEnd(14)} ${holding.quantity ?? '?'} ${price}`;
}

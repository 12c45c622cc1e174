import { type CliContext, CliError } from '../context.js';
import { readDevInstance } from '../dev/instance.js';
import { readDevSecrets } from '../dev/secrets.js';
import { devViewerToken } from '../dev/token.js';
import { playSteps } from '../steps.js';
import { CANCEL_LIMIT_ORDER, IMPORT_MUTUAL_FUNDS, ONBOARDING, PLACE_LIMIT_ORDER } from './accounts.js';
import { BUY, BUY_AFTER_MARKET } from './buy.js';
import { playIntent, subscribe } from './common-steps.js';
import { CONNECT } from './connect.js';
import { CURRENT_BROKER_ACCOUNT, type DwarEvent } from './documents.js';
import { DwarClient } from './dwar-client.js';
import { EmulatorControl } from './emulator-control.js';
import { fetchJson } from './fetch-json.js';
import type { ImportedHoldingsQuery } from './generated/graphql.js';
import { IMPORT_HOLDINGS } from './import-holdings.js';
import { Play, type PlaySetup, type PlaySteps } from './play.js';
import { SCENARIOS, type Scenario } from './scenarios.js';
import {
  BUY_SMALLCASE,
  intentOnInvestment,
  orderOfInvestment,
  QUEUE_SMALLCASE,
  SUBSCRIBE,
} from './smallcases.js';

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

/** `dwar trigger`: plays a scenario and shows each step, then the last event that the subscriber received. */
export async function runTrigger(
  context: CliContext,
  scenario: Scenario,
  options: TriggerOptions,
): Promise<void> {
  const setup = await prepare(context, scenario, options);
  const play = new Play(setup);
  try {
    const tables = await chooseSteps(scenario, setup);
    const steps = tables.flatMap((table) =>
      Object.entries(table).map(([title, step]) => ({ title, run: () => step(play) })),
    );
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
    timeoutMs: options.timeout * 1000,
  };
}

/** The parts of the scenarios that begin by themselves. */
const WHOLE: Partial<Record<Scenario, readonly PlaySteps[]>> = {
  connect: [CONNECT],
  amo: [BUY_AFTER_MARKET],
  onboarding: [ONBOARDING],
  'mutual-funds': [IMPORT_MUTUAL_FUNDS],
  // Its account is another one than that of the other scenarios.
  'cancel-amo': [CONNECT, QUEUE_SMALLCASE, intentOnInvestment('CANCEL_AMO')],
};

/** The parts of the scenarios that need a linked account. */
const WITH_ACCOUNT: Partial<Record<Scenario, readonly PlaySteps[]>> = {
  holdings: [IMPORT_HOLDINGS],
  smallcase: [BUY_SMALLCASE],
  'invest-more': [BUY_SMALLCASE, orderOfInvestment('INVESTMORE')],
  rebalance: [BUY_SMALLCASE, orderOfInvestment('REBALANCE')],
  exit: [BUY_SMALLCASE, orderOfInvestment('EXIT')],
  sip: [BUY_SMALLCASE, intentOnInvestment('SIP_SETUP')],
  imr: [BUY_SMALLCASE, intentOnInvestment('IMR_SETUP')],
  subscribe: [SUBSCRIBE],
  funds: [playIntent({ intent: 'FETCH_FUNDS' })],
  authorise: [playIntent({ intent: 'AUTHORISE_HOLDINGS' })],
  'cancel-order': [PLACE_LIMIT_ORDER, CANCEL_LIMIT_ORDER],
};

/** The parts of a scenario, in order. */
async function chooseSteps(scenario: Scenario, { client }: PlaySetup): Promise<readonly PlaySteps[]> {
  const parts = WITH_ACCOUNT[scenario];
  if (parts === undefined) return WHOLE[scenario] ?? [BUY];
  const { viewer } = await client.request(CURRENT_BROKER_ACCOUNT, {});
  const isLinked = viewer?.currentBrokerAccount != null;
  return [isLinked ? { subscription: subscribe } : CONNECT, ...parts];
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

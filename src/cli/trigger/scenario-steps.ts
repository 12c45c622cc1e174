import type { Step } from '../steps.js';
import { CANCEL_LIMIT_ORDER, IMPORT_MUTUAL_FUNDS, ONBOARDING, PLACE_LIMIT_ORDER } from './accounts.js';
import { BUY, BUY_AFTER_MARKET } from './buy.js';
import { playIntent, subscribe } from './common-steps.js';
import { CONNECT } from './connect.js';
import { CURRENT_BROKER_ACCOUNT } from './documents.js';
import { IMPORT_HOLDINGS } from './import-holdings.js';
import type { Play, PlaySetup, PlayStep, PlaySteps } from './play.js';
import type { Scenario } from './scenarios.js';
import {
  BUY_SMALLCASE,
  intentOnInvestment,
  orderOfInvestment,
  QUEUE_SMALLCASE,
  SUBSCRIBE,
} from './smallcases.js';

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

/** The steps of a scenario, in order. Throws `CliError` if the gateway does not answer. */
export async function stepsOf(scenario: Scenario, play: Play): Promise<readonly Step[]> {
  const tables = await chooseSteps(scenario, play.setup);
  return tables.flatMap((table) =>
    Object.entries(table).map(([title, step]) => ({ title, run: () => step(play) })),
  );
}

/**
 * The parts of a scenario. The seed comes after the account is linked: the ids of what follows are then the
 * same whether it was linked before or not.
 */
async function chooseSteps(scenario: Scenario, { client, seed }: PlaySetup): Promise<readonly PlaySteps[]> {
  const seeded: readonly PlaySteps[] = seed === null ? [] : [{ seed: useSeed(seed) }];
  const parts = WITH_ACCOUNT[scenario];
  if (parts === undefined) return [...seeded, ...(WHOLE[scenario] ?? [BUY])];
  const { viewer } = await client.request(CURRENT_BROKER_ACCOUNT, {});
  const isLinked = viewer?.currentBrokerAccount != null;
  return [isLinked ? { subscription: subscribe } : CONNECT, ...seeded, ...parts];
}

/** Has the emulator draw its ids from a seed from now on. */
function useSeed(seed: string): PlayStep {
  return async ({ setup }) => {
    await setup.emulator.continueWith(seed);
    return `the emulator draws its ids from ${seed}`;
  };
}

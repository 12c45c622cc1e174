import { CliError } from '../context.js';
import {
  awaitCompletion,
  completeAsUser,
  createAuthToken,
  createTransaction,
  reportOutcome,
  subscribe,
} from './common-steps.js';
import { LINK_BROKER_ACCOUNT } from './documents.js';
import type { Play, PlaySteps } from './play.js';

/** Links a broker account: the user logs in, then the app passes the SDK's token to Dwar. */
export const CONNECT: PlaySteps = {
  subscription: subscribe,
  'auth token': createAuthToken('GUEST'),
  transaction: createTransaction({ intent: 'CONNECT' }),
  "user's part": completeAsUser,
  'broker account linked': linkBrokerAccount,
  'outcome reported': reportOutcome,
  'transaction confirmed': awaitCompletion,
};

async function linkBrokerAccount({ setup, sdkToken }: Play): Promise<string> {
  if (sdkToken === undefined) throw new CliError('the SDK returned no smallcaseAuthToken');
  const input = { smallcaseAuthToken: sdkToken };
  const { linkBrokerAccount: linked } = await setup.client.request(LINK_BROKER_ACCOUNT, { input });
  if (linked?.__typename === 'BrokerAccount') return `at ${linked.broker ?? setup.broker}`;
  throw new CliError(`the account was not linked: ${linked?.__typename}: ${linked?.message}`);
}

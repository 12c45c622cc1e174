import { CliError } from '../context.js';
import { completeAsUser, createAuthToken, createTransaction, subscribe } from './common-steps.js';
import { LINK_BROKER_ACCOUNT, REPORT_OUTCOME } from './documents.js';
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

/**
 * Reports to Dwar that the SDK has finished, as a front end must: Dwar then reads the transaction at once.
 */
async function reportOutcome({ setup, transaction }: Play): Promise<string> {
  await setup.client.request(REPORT_OUTCOME, { input: { transactionId: transaction.id } });
  return 'Dwar reads the transaction now';
}

async function awaitCompletion(play: Play): Promise<string> {
  const id = play.transaction.gatewayTransactionId;
  const { cursor } = await play.event(
    'TransactionEvent',
    'the completed transaction',
    ({ transaction: { gatewayTransactionId, provenance, status } }) =>
      gatewayTransactionId === id && provenance === 'CONFIRMED' && status === 'COMPLETED',
  );
  return `${id} is COMPLETED, cursor ${cursor}`;
}

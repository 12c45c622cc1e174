import { CliError } from '../context.js';
import { completeAsUser, createAuthToken, createTransaction } from './common-steps.js';
import { HOLDINGS } from './documents.js';
import type { Play, PlaySteps } from './play.js';

/** Imports the holdings of the linked account, after the steps that subscribe. */
export const IMPORT_HOLDINGS: PlaySteps = {
  'auth token': createAuthToken('CONNECTED'),
  transaction: createTransaction({ intent: 'HOLDINGS_IMPORT' }),
  "user's part": completeAsUser,
  'webhook verified': awaitWebhook,
  'holdings confirmed': awaitConfirmation,
};

/** Waits for the holdings as the webhook reported them. */
async function awaitWebhook(play: Play): Promise<string> {
  const { holdings, cursor } = await play.event('HoldingsEvent', 'the holdings event');
  if (holdings.provenance !== 'WEBHOOK') return 'none arrived; a read found the holdings';
  return `holdings received, cursor ${cursor}`;
}

/** Waits for the read that follows the webhook and confirms the holdings. */
async function awaitConfirmation(play: Play): Promise<string> {
  await play.event(
    'HoldingsEvent',
    'the confirmed holdings',
    ({ holdings }) => holdings.provenance === 'CONFIRMED',
  );
  const { holdings } = await play.setup.client.request(HOLDINGS, {});
  if (holdings === null) throw new CliError('there are no holdings after the import');
  play.holdings = holdings;
  const { securities, snapshotAt, provenance } = holdings;
  return `${securities.length} securities, taken ${snapshotAt ?? 'at an unknown time'} (${provenance})`;
}

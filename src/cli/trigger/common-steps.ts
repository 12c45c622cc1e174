import { randomUUID } from 'node:crypto';
import { CliError } from '../context.js';
import { CREATE_AUTH_TOKEN, CREATE_TRANSACTION, REPORT_OUTCOME } from './documents.js';
import type { SdkOutcome } from './emulator-control.js';
import type { CreateTransactionInput } from './generated/graphql.js';
import type { Play, PlayStep, PlaySteps } from './play.js';

/** SDK error of an order that was sent and has no final state yet (protocol section 18.3): not a failure. */
const ORDER_PENDING = 4006;

/** Subscribes before anything else happens, so that no event is missed. */
export async function subscribe(play: Play): Promise<string> {
  play.subscribe();
  const { cursor } = await play.event('StreamPosition', 'the stream position');
  return `listening over WebSocket from cursor ${cursor}`;
}

/** Requests the token with which the SDK starts. */
export function createAuthToken(kind: 'GUEST' | 'CONNECTED'): PlayStep {
  return async ({ setup }) => {
    const { createAuthToken: token } = await setup.client.request(CREATE_AUTH_TOKEN, { input: { kind } });
    if (token === null) throw new CliError('the gateway returned no auth token');
    return `${token.kind.toLowerCase()} token for gateway ${token.gateway}, until ${token.expiresAt}`;
  };
}

/** What a transaction is created for; it may depend on what the steps before have found. */
export type Wanted =
  | Omit<CreateTransactionInput, 'idempotencyKey'>
  | ((play: Play) => Omit<CreateTransactionInput, 'idempotencyKey'>);

/** Creates the transaction, with a new idempotency key. */
export function createTransaction(wanted: Wanted): PlayStep {
  return async (play) => {
    const input = typeof wanted === 'function' ? wanted(play) : wanted;
    const { createTransaction: created } = await play.setup.client.request(CREATE_TRANSACTION, {
      input: { ...input, idempotencyKey: `dwar-trigger-${randomUUID()}` },
    });
    if (created === null) throw new CliError('the gateway returned no transaction');
    if (created.__typename !== 'Transaction') throw new CliError(`${created.code}: ${created.message}`);
    play.transaction = created;
    return `${created.intent} ${created.gatewayTransactionId}, until ${created.expiresAt}`;
  };
}

/** The user picks a broker, logs in and confirms: at the emulator, as in the SDK. */
export async function completeAsUser(play: Play): Promise<string> {
  const { broker, scenarioToken: token, emulator } = play.setup;
  const outcome = await emulator.complete(play.transaction.gatewayTransactionId, { broker, token });
  if (!outcome.ok) return reportRejection(play, outcome.error);
  const { smallcaseAuthToken } = outcome.result;
  if (typeof smallcaseAuthToken === 'string') play.sdkToken = smallcaseAuthToken;
  return `logged in at ${broker} with ${token}; the SDK resolved`;
}

/**
 * Reports the SDK's error to Dwar, as a front end must, and fails the scenario unless the order is pending.
 */
async function reportRejection(
  { setup, transaction }: Play,
  { code, message }: Extract<SdkOutcome, { ok: false }>['error'],
): Promise<string> {
  if (code === ORDER_PENDING) return `the SDK rejected with ${code} ${message}: the order is on its way`;
  await setup.client.request(REPORT_OUTCOME, {
    input: { transactionId: transaction.id, errorCode: code, errorMessage: message },
  });
  throw new CliError(`the SDK rejected with ${code ?? 'no code'} ${message}`, {
    hint: `The scenario token ${setup.scenarioToken} plays this outcome. It was reported to Dwar.`,
  });
}

/**
 * Reports to Dwar that the SDK has finished, as a front end must: Dwar then reads the transaction at once.
 */
export async function reportOutcome({ setup, transaction }: Play): Promise<string> {
  await setup.client.request(REPORT_OUTCOME, { input: { transactionId: transaction.id } });
  return 'Dwar reads the transaction now';
}

/** Waits for the read that shows the transaction completed. */
export async function awaitCompletion(play: Play): Promise<string> {
  const id = play.transaction.gatewayTransactionId;
  const { cursor } = await play.event(
    'TransactionEvent',
    'the completed transaction',
    ({ transaction: { gatewayTransactionId, provenance, status } }) =>
      gatewayTransactionId === id && provenance === 'CONFIRMED' && status === 'COMPLETED',
  );
  return `${id} is COMPLETED, cursor ${cursor}`;
}

/** A transaction from its creation until its outcome was reported. */
export const beginIntent = (wanted: Wanted, kind: 'GUEST' | 'CONNECTED' = 'CONNECTED'): PlaySteps => ({
  'auth token': createAuthToken(kind),
  transaction: createTransaction(wanted),
  "user's part": completeAsUser,
  'outcome reported': reportOutcome,
});

/** As {@link beginIntent}, up to the read that shows the transaction completed. */
export const playIntent = (wanted: Wanted, kind?: 'GUEST' | 'CONNECTED'): PlaySteps => ({
  ...beginIntent(wanted, kind),
  'transaction confirmed': awaitCompletion,
});

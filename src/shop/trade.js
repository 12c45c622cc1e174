import createAuthToken from './documents/create-auth-token.graphql?raw';
import createTransaction from './documents/create-transaction.graphql?raw';
import linkAccount from './documents/link-account.graphql?raw';
import lookUpTransaction from './documents/look-up.graphql?raw';
import reportOutcome from './documents/report-outcome.graphql?raw';

/** Failures after which the same call, under the same key, may be repeated: it creates nothing twice. */
const REPEATABLE = ['TransactionInProgress', 'GatewayUnavailable', 'OutcomeUnknown', 'INTERNAL_SERVER_ERROR'];

/**
 * One press of a button: it creates one transaction at most, however often it is repeated, because its key
 * stays the same.
 */
export function newPress(input) {
  return { input, idempotencyKey: crypto.randomUUID(), allowDuplicate: false };
}

/**
 * Creates the transaction of a press. Returns it, or `{ repeat: true }` if the press may be repeated, or
 * `{ duplicate: true }` if the user should be asked first, or `{ failure }`.
 */
export async function create(dwar, { input, idempotencyKey, allowDuplicate }) {
  let result;
  try {
    const answer = await dwar.ask(createTransaction, { input: { ...input, idempotencyKey, allowDuplicate } });
    result = answer.createTransaction;
  } catch (error) {
    // Nothing answered: a transaction may exist, and the same key finds it.
    if (error.isTransient || REPEATABLE.includes(error.code)) return { repeat: true };
    if (error.code === 'UNAUTHENTICATED') throw error;
    return { failure: error.message };
  }
  if (result.__typename === 'Transaction') return { transaction: result };
  if (REPEATABLE.includes(result.__typename)) return { repeat: true };
  if (result.__typename === 'PossibleDuplicate') return { duplicate: true };
  return { failure: result.message };
}

/**
 * Reads at Gateway how a transaction stands: the user may have played it before a reload. Returns null if
 * Gateway cannot be reached.
 */
export async function lookUp(dwar, { id }) {
  const { refreshTransaction: result } = await dwar.insist(lookUpTransaction, { id });
  if (result.__typename !== 'Transaction') return null;
  const isOpen = result.status === 'INITIALIZED' && !result.isExpired && result.error === null;
  return { ...result, isOpen };
}

let sdk;

/**
 * Lets the SDK play a transaction: the user picks a broker, logs in and confirms. Returns what it said, or
 * `{ repeat: true }` if it could not start, so that the user has seen nothing of it.
 */
export async function trigger(dwar, transaction) {
  const input = { transactionId: transaction.id };
  try {
    const { createAuthToken: auth } = await dwar.ask(createAuthToken, { input });
    sdk ??= new scDK({
      gateway: auth.gateway,
      smallcaseAuthToken: auth.token,
      config: { amo: true, isLeprechaun: auth.isLeprechaun },
    });
    await sdk.init({ smallcaseAuthToken: auth.token });
  } catch (error) {
    if (error.code === 'UNAUTHENTICATED') throw error;
    return { repeat: true };
  }
  try {
    const transactionId = transaction.gatewayTransactionId;
    return { value: await sdk.triggerTransaction({ transactionId, brokers: [] }) };
  } catch (error) {
    return { error };
  }
}

/**
 * Tells Dwar what the SDK said, so that it reads the transaction at once. Returns how to react to an error, and why
 * the broker account that the user logged in with was not linked.
 */
export async function report(dwar, transaction, { value, error }) {
  const token = value?.smallcaseAuthToken ?? error?.data?.smallcaseAuthToken;
  const input = {
    transactionId: transaction.id,
    ...(token ? { smallcaseAuthToken: token } : {}),
    ...(error ? { errorCode: error.code, errorMessage: error.message } : {}),
  };
  const { reportTransactionOutcome: result } = await dwar.insist(reportOutcome, { input });
  return { kind: result.error?.kind ?? null, linkFailure: result.linkFailure ?? null };
}

/** Links the account of a CONNECT. Returns what went wrong, or null. */
export async function link(dwar, smallcaseAuthToken) {
  const { linkBrokerAccount } = await dwar.insist(linkAccount, { input: { smallcaseAuthToken } });
  return linkBrokerAccount.__typename === 'BrokerAccount' ? null : linkBrokerAccount;
}

export async function logOut() {
  await sdk?.brokerLogout();
}

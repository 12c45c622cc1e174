import { SDK_ERRORS } from '../../gateway/wire.js';
import { InputProblem } from '../input-problem.js';
import { openAccount } from '../market/accounts.js';
import type { Broker } from '../market/brokers.js';
import { deriveAuthId } from '../state/ids.js';
import { performIntent, isOrder, orderedLegs } from './intents.js';
import { type Scenario, type SdkError, scenarioOf } from './scenarios.js';
import type { UserChange } from './smallcase-legs.js';
import type { AccountRecord, TransactionRecord } from '../state/records.js';
import { mintConnectedToken } from '../state/tokens.js';
import { isExpired, type World } from '../world.js';

/** Where the user leaves the flow (design section 6). With `vanish` the window closes without a trace. */
export const LEAVE_POINTS = ['chooser', 'before-login', 'after-login', 'vanish'] as const;
export type LeavePoint = (typeof LEAVE_POINTS)[number];

/** The user's decisions about one transaction. */
export interface UserPart {
  readonly broker: Broker | null;
  readonly token: string | null;
  /** What happens to the account of `token` instead of what the token says. */
  readonly scenario: Scenario | null;
  readonly leave: LeavePoint | null;
  /** The user's changes to the basket. */
  readonly changes: readonly UserChange[];
}

/** The value the SDK resolves with, or the error it rejects with (sections 18.2 and 18.3). */
export type SdkAnswer =
  | { readonly ok: true; readonly result: Readonly<Record<string, unknown>> }
  | {
      readonly ok: false;
      readonly error: SdkError & { readonly smallcaseAuthToken?: string; readonly broker?: string };
    };

/**
 * Plays the user's part of a transaction from the broker chooser to the SDK's answer (sections 7, 8, 18 and
 * 20).
 *
 * When this returns, all state is stored and all webhooks are with the deliverer. `isBegun` means that the
 * order window was already open: an expired transaction then gives 1005 instead of 3001. Throws {@link
 * InputProblem} when the user's changes do not fit the basket.
 */
export function playUserPart(
  world: World,
  transactionId: string,
  part: UserPart,
  isBegun = false,
): SdkAnswer {
  const record = world.store.transactions.get(transactionId);
  if (record === undefined) return rejected(SDK_ERRORS.transactionInvalid);
  if (record.status !== 'INITIALIZED') return rejected(SDK_ERRORS.expiredWhenTriggered);
  if (isExpired(record, world.clock.now()))
    return rejected(isBegun ? SDK_ERRORS.expiredDuring : SDK_ERRORS.expiredWhenTriggered);
  const legs = orderedLegs(world, record, part.changes);
  const ended = endBeforeLogin(world, record, part);
  if (ended !== null) return ended;
  const scenario = part.scenario ?? scenarioOf(part.token ?? '');
  // No broker accepts an unknown token: the login fails, and the user closes the window.
  if (scenario === null) return fail(world, record, SDK_ERRORS.cancelledBeforeLogin);
  return continueFromLogin(world, record, { part, scenario, legs });
}

/**
 * Ends the flow where the user leaves or the broker refuses before the login; null when the login can follow.
 */
function endBeforeLogin(
  world: World,
  record: TransactionRecord,
  { broker, leave, token }: UserPart,
): SdkAnswer | null {
  if (leave === 'vanish') return rejected(SDK_ERRORS.timedOut);
  if (leave === 'chooser') return fail(world, record, SDK_ERRORS.cancelledInChooser);
  if (leave === 'before-login') return fail(world, record, SDK_ERRORS.cancelledBeforeLogin);
  if (broker === null) return null;
  if (!isIntentEnabled(record, broker)) return fail(world, record, SDK_ERRORS.intentNotEnabled);
  const isAmo = scenarioOf(token ?? '')?.variety === 'amo';
  if (isOrder(record) && !isAmo && world.store.closedMarkets.has(broker.key))
    return fail(world, record, SDK_ERRORS.marketClosed);
  return null;
}

/** Section 19: whether the broker supports the intent. */
function isIntentEnabled(record: TransactionRecord, broker: Broker): boolean {
  const { request } = record;
  if (request.intent === 'HOLDINGS_IMPORT') return broker.holdingsImport;
  if (request.intent !== 'TRANSACTION' || request.orderConfig.type !== 'SECURITIES') return true;
  return (
    broker.limitOrders || request.orderConfig.securities.every((security) => security.orderType !== 'LIMIT')
  );
}

/** What the SDK itself reports of a flow that no broker has seen yet (section 23). */
const REPORTED: readonly SdkError[] = [
  SDK_ERRORS.expiredDuring,
  SDK_ERRORS.newAccount,
  SDK_ERRORS.noBroker,
  SDK_ERRORS.cancelledInChooser,
  SDK_ERRORS.cancelledBeforeLogin,
];

/**
 * Ends a transaction ERRORED as the SDK reports it. Returns false if it has left INITIALIZED, which stays as
 * it is. Throws {@link InputProblem} for a code that the SDK does not report.
 */
export function markErrored(world: World, record: TransactionRecord, code: number): boolean {
  const error = REPORTED.find((one) => one.code === code);
  if (error === undefined) throw new InputProblem('errorCode', 'is not one that the SDK reports');
  if (record.status !== 'INITIALIZED') return false;
  fail(world, record, error);
  return true;
}

interface FlowContext {
  readonly part: UserPart;
  readonly scenario: Scenario;
  readonly legs: ReturnType<typeof orderedLegs>;
}

function continueFromLogin(
  world: World,
  record: TransactionRecord,
  { part, scenario, legs }: FlowContext,
): SdkAnswer {
  const login = logIn(world, record, part, scenario);
  // Section 5: the account that logged in is not the one the token was for. Nothing about it is revealed.
  if (login === null) return fail(world, record, SDK_ERRORS.userMismatch);
  const { used, account } = login;
  if (part.leave === 'after-login') return fail(world, used, SDK_ERRORS.cancelledAfterLogin);
  const stop =
    scenario.afterLogin?.({ isConnected: record.ownerAuthId !== null, isOrder: isOrder(record), legs }) ??
    null;
  if (stop?.kind === 'stuck') return rejected(SDK_ERRORS.timedOut, tokenFields(world, used));
  if (stop?.kind === 'error') return fail(world, used, stop.error);
  const outcome = performIntent(world, { record: used, account, scenario, legs });
  if (outcome.kind === 'error') return fail(world, used, outcome.error);
  if (outcome.kind === 'blocked') return rejected(SDK_ERRORS.orderChecks, tokenFields(world, outcome.record));
  if (outcome.kind === 'pending')
    return rejected(SDK_ERRORS.orderPending, tokenFields(world, outcome.record));
  return { ok: true, result: sdkResult(world, outcome.record, outcome.result) };
}

interface Login {
  readonly used: TransactionRecord;
  /** Null for a mutual-fund import: the user proves a phone number, not a broker account. */
  readonly account: AccountRecord | null;
}

/**
 * Logs the user in: INITIALIZED becomes USED and gets its `authId` (section 8). Null when another account was
 * expected.
 */
function logIn(
  world: World,
  record: TransactionRecord,
  { broker, token }: UserPart,
  { webhooks, needsAuthorisation }: Scenario,
): Login | null {
  const now = world.clock.now();
  const used = {
    ...record,
    status: 'USED' as const,
    updatedAt: now,
    loginWallMs: Date.now(),
    ...(webhooks === undefined ? {} : { webhooks }),
  };
  if (record.intent === 'MF_HOLDINGS_IMPORT' || broker === null) {
    return { used: world.store.putTransaction({ ...used, authId: record.ownerAuthId }), account: null };
  }
  const authId = deriveAuthId(world.gatewayName, broker.key, token ?? '');
  if (record.ownerAuthId !== null && record.ownerAuthId !== authId) return null;
  const known = world.store.accounts.get(authId);
  const account =
    known ??
    world.store.putAccount({
      ...openAccount(authId, broker.key, now, webhooks),
      ...(token === null ? {} : { token }),
      ...(needsAuthorisation === true ? { authorised: [] } : {}),
    });
  const signup = known === undefined;
  return { used: world.store.putTransaction({ ...used, authId, broker: broker.key, signup }), account };
}

/** Ends a transaction ERRORED and returns the SDK's rejection. */
function fail(world: World, record: TransactionRecord, error: SdkError): SdkAnswer {
  const { code, message } = error;
  world.store.putTransaction({
    ...record,
    status: 'ERRORED',
    error: { code, message },
    updatedAt: world.clock.now(),
  });
  return rejected(error, tokenFields(world, record, code));
}

/** Errors that reveal nothing about the account: it is the wrong one, or the user refused consent. */
const CODES_WITHOUT_TOKEN: readonly number[] = [SDK_ERRORS.userMismatch.code, SDK_ERRORS.consentDenied.code];

/** Section 18.2: an error carries token and broker if the user had logged in. */
function tokenFields(
  world: World,
  record: TransactionRecord,
  code?: number,
): { smallcaseAuthToken?: string; broker?: string } {
  const token = answeredToken(world, record);
  if (token === null || record.broker === null || (code !== undefined && CODES_WITHOUT_TOKEN.includes(code)))
    return {};
  return { smallcaseAuthToken: token, broker: record.broker };
}

function rejected(
  { code, message }: SdkError,
  login: { smallcaseAuthToken?: string; broker?: string } = {},
): SdkAnswer {
  return { ok: false, error: { code, message, ...login } };
}

/**
 * Returns the connected token of answers after a login at a broker (section 4.1); null when there was no
 * login.
 */
export function answeredToken(world: World, record: TransactionRecord): string | null {
  if (record.authId === null || record.loginWallMs === null || record.broker === null) return null;
  return mintConnectedToken(world.secret.current, record.authId, record.loginWallMs);
}

/** Adds the common fields of SDK results (section 18.2) to those of the intent. */
function sdkResult(
  world: World,
  record: TransactionRecord,
  result: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { transactionId, broker, signup, notes } = record;
  const token = answeredToken(world, record);
  const login = token === null ? {} : { smallcaseAuthToken: token, broker, signup };
  return { ...login, transactionId, ...(notes === null ? {} : { notes }), ...result };
}

import { SDK_ERRORS } from '../../gateway/wire.js';
import { openAccount } from '../market/accounts.js';
import type { Broker } from '../market/brokers.js';
import { deriveAuthId } from '../state/ids.js';
import { finishIntent, isOrder, orderedLegs, type UserChange } from './intents.js';
import type { SdkError } from './scenarios.js';
import { type Scenario, scenarioOf } from './scenarios.js';
import type { AccountRecord, TransactionRecord } from '../state/state.js';
import { mintConnectedToken } from '../state/tokens.js';
import { isExpired, type World } from '../world.js';

/** Where the user leaves (design section 6); `vanish` is a window that is simply gone. */
export const LEAVES = ['chooser', 'before-login', 'after-login', 'vanish'] as const;
export type Leave = (typeof LEAVES)[number];

/** What the user does with a transaction. */
export interface UserPart {
  readonly broker: Broker | null;
  readonly token: string | null;
  readonly leave: Leave | null;
  /** The user's changes to the basket. */
  readonly changes: readonly UserChange[];
}

/** What the SDK resolves or rejects with (sections 18.2 and 18.3). */
export type SdkAnswer =
  | { readonly ok: true; readonly result: Readonly<Record<string, unknown>> }
  | {
      readonly ok: false;
      readonly error: SdkError & { readonly smallcaseAuthToken?: string; readonly broker?: string };
    };

/**
 * Plays the user's part of a transaction from the broker chooser to the SDK's answer (sections 7, 8, 18 and 20).
 *
 * All state is stored and all webhooks are handed over when this returns. `isBegun` says that the order window was already
 * open, which makes an expiry 1005 rather than 3001. Throws {@link InputProblem} for changes that do not fit the basket.
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
  const legs = orderedLegs(record, part.changes);
  const early = endBeforeLogin(world, record, part);
  if (early !== null) return early;
  const scenario = scenarioOf(part.token ?? '');
  // A token that no broker knows is a login that fails; the user gives up and closes the window.
  if (scenario === null) return fail(world, record, SDK_ERRORS.cancelledBeforeLogin);
  return playFromLogin(world, record, { part, scenario, legs });
}

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

/** Section 19: what a broker supports. IMR and account opening are not described well enough to be played: refused everywhere. */
function isIntentEnabled(record: TransactionRecord, broker: Broker): boolean {
  const { request } = record;
  if (request.intent === 'HOLDINGS_IMPORT') return broker.holdingsImport;
  if (request.intent === 'IMR_SETUP' || request.intent === 'ONBOARDING') return false;
  if (request.intent !== 'TRANSACTION' || request.orderConfig.type !== 'SECURITIES') return true;
  return (
    broker.limitOrders || request.orderConfig.securities.every((security) => security.orderType !== 'LIMIT')
  );
}

interface Playing {
  readonly part: UserPart;
  readonly scenario: Scenario;
  readonly legs: ReturnType<typeof orderedLegs>;
}

function playFromLogin(
  world: World,
  record: TransactionRecord,
  { part, scenario, legs }: Playing,
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
  const end = finishIntent(world, { record: used, account, scenario, legs });
  if (end.kind === 'error') return fail(world, used, end.error);
  if (end.kind === 'pending') return rejected(SDK_ERRORS.orderPending, tokenFields(world, end.record));
  return { ok: true, result: sdkResult(world, end.record, end.result) };
}

interface Login {
  readonly used: TransactionRecord;
  /** Null for a mutual-fund import, where the user proves a phone number and no broker account. */
  readonly account: AccountRecord | null;
}

/** The login itself: INITIALIZED becomes USED and `authId` is known (section 8). Null when another account was expected. */
function logIn(
  world: World,
  record: TransactionRecord,
  { broker, token }: UserPart,
  { webhooks }: Scenario,
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
  const account = known ?? world.store.putAccount(openAccount(authId, broker.key, now, webhooks));
  const signup = known === undefined;
  return { used: world.store.putTransaction({ ...used, authId, broker: broker.key, signup }), account };
}

/** Ends a transaction ERRORED and words the SDK's rejection. */
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

/** Errors after which nothing about the account is revealed: it is the wrong one, or the user refused. */
const SILENT_CODES: readonly number[] = [SDK_ERRORS.userMismatch.code, SDK_ERRORS.consentDenied.code];

/** Section 18.2: an error value carries token and broker when the user had logged in. */
function tokenFields(
  world: World,
  record: TransactionRecord,
  code?: number,
): { smallcaseAuthToken?: string; broker?: string } {
  const token = answeredToken(world, record);
  if (token === null || record.broker === null || (code !== undefined && SILENT_CODES.includes(code)))
    return {};
  return { smallcaseAuthToken: token, broker: record.broker };
}

function rejected(
  { code, message }: SdkError,
  more: { smallcaseAuthToken?: string; broker?: string } = {},
): SdkAnswer {
  return { ok: false, error: { code, message, ...more } };
}

/** The connected token that answers carry after a login at a broker (section 4.1); null where there was none. */
export function answeredToken(world: World, record: TransactionRecord): string | null {
  if (record.authId === null || record.loginWallMs === null || record.broker === null) return null;
  return mintConnectedToken(world.secret, record.authId, record.loginWallMs);
}

/** Fields that results of section 18.2 have in common, and those of the intent. */
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

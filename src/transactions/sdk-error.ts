import type { TransactionFailureKindEnum } from '../graphql/enums.js';

export type TransactionFailureKind = keyof typeof TransactionFailureKindEnum;

/** What a host app should make of an SDK error code (protocol section 18.3). */
const KINDS: readonly (readonly [TransactionFailureKind, readonly number[]])[] = [
  ['USER_CHOICE', [1002, 1003, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014]],
  ['RETRY', [1005, 3001, 2000, 4003]],
  ['WRONG_ACCOUNT', [1001]],
  ['WAIT', [4004, 4005, 4006]],
  ['FIX_INTEGRATION', [3000, 3002, 3003, 3004]],
];

/**
 * With these the order may have been sent: polling gave up, it is queued at the broker, it has no final state
 * yet.
 */
const ORDER_MAY_EXIST: readonly (number | null)[] = [4003, 4005, 4006];

/**
 * Whether an order may exist after this code, so that the user must not buy again before a read has shown
 * that none exists.
 */
export function leavesOrderInDoubt(code: number | null): boolean {
  return ORDER_MAY_EXIST.includes(code);
}

/** The class of an error code; `OTHER` for one that is not listed and for none. */
export function failureKind(code: number | null): TransactionFailureKind {
  return KINDS.find(([, codes]) => code !== null && codes.includes(code))?.[0] ?? 'OTHER';
}

/**
 * The numbers of textual codes (protocol sections 18.3 and 25), written in lower case without other
 * characters: SDKs spell them `user_cancelled`, `USER_CANCELLED` or `UserCancelled`.
 */
const CODES_OF_KEYS: Readonly<Record<string, number>> = {
  usermismatch: 1001,
  usercancelled: 1002,
  consentdenied: 1003,
  userconsentdenied: 1003,
  insufficientholdings: 1004,
  transactionexpired: 1005,
  trxidexpired: 1005,
  nobroker: 1008,
  internalerror: 2000,
  apierror: 2000,
  holdingsimporterror: 2001,
  holdingimporterror: 2001,
  intentnotenabledforbroker: 3000,
  invalidtransactionid: 3002,
  transactioninprocess: 3003,
  flowinprogress: 3003,
  initsdk: 3004,
  invalidconfig: 3004,
  nativeapiunavailable: 3004,
  alreadysubscribed: 4000,
  timedout: 4003,
  marketclosed: 4004,
  orderinqueue: 4005,
  orderpending: 4006,
};

/** The number of a textual code; null for one that is not listed. */
export function codeOfKey(key: string): number | null {
  const plain = key.toLowerCase().replace(/[^a-z0-9]/g, '');
  return Object.hasOwn(CODES_OF_KEYS, plain) ? (CODES_OF_KEYS[plain] ?? null) : null;
}

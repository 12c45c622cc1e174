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

import { SDK_ERRORS } from '../../gateway/wire.js';
import type { OrderedLeg } from '../market/batch.js';
import type { AccountRecord, TransactionRecord } from '../state/records.js';
import type { World } from '../world.js';
import type { Scenario, SdkError } from './scenarios.js';

/** Input of an intent, once the user has logged in and the scenario has not stopped the flow. */
export interface IntentContext {
  readonly record: TransactionRecord;
  /** Null for a mutual-fund import, which needs no broker account. */
  readonly account: AccountRecord | null;
  readonly scenario: Scenario;
  readonly legs: readonly OrderedLeg[];
}

/**
 * How an intent ends: done with its SDK fields (section 18.2), with an order still open, blocked until an
 * earlier order is repaired, or with an SDK error.
 */
export type IntentOutcome =
  | {
      readonly kind: 'done';
      readonly record: TransactionRecord;
      readonly result: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'pending'; readonly record: TransactionRecord }
  | { readonly kind: 'blocked'; readonly record: TransactionRecord }
  | { readonly kind: 'error'; readonly error: SdkError };

/** There is nothing to trade or to cancel (section 18.3, without a stable code). */
export const NO_ORDER: IntentOutcome = {
  kind: 'error',
  error: { code: SDK_ERRORS.internal.code, message: 'no_order' },
};

/** Stores COMPLETED. The SDK resolves with `result`; transaction details show `data` as `success.data`. */
export function complete(
  world: World,
  record: TransactionRecord,
  result: Readonly<Record<string, unknown>>,
  data: Readonly<Record<string, unknown>> = {},
): IntentOutcome {
  const completed = world.store.putTransaction({
    ...record,
    status: 'COMPLETED',
    result: data,
    updatedAt: world.clock.now(),
  });
  return { kind: 'done', record: completed, result };
}

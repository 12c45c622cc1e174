import type { OrderedLeg } from '../market/batch.js';
import type { Scenario, SdkError } from './scenarios.js';
import type { AccountRecord, TransactionRecord } from '../state/state.js';
import type { World } from '../world.js';

/** What an intent works with once the user has logged in and nothing stopped the flow. */
export interface Finishing {
  readonly record: TransactionRecord;
  readonly account: AccountRecord | null;
  readonly scenario: Scenario;
  readonly legs: readonly OrderedLeg[];
}

/** How an intent ends: done with its fields of section 18.2, an order still open, or an error. */
export type IntentEnd =
  | {
      readonly kind: 'done';
      readonly record: TransactionRecord;
      readonly result: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'pending'; readonly record: TransactionRecord }
  | { readonly kind: 'error'; readonly error: SdkError };

/** Stores COMPLETED; `data` is what transaction details tell in `success.data`. */
export function complete(
  world: World,
  record: TransactionRecord,
  result: Readonly<Record<string, unknown>>,
  data: Readonly<Record<string, unknown>> = {},
): IntentEnd {
  const done = world.store.putTransaction({
    ...record,
    status: 'COMPLETED',
    result: data,
    updatedAt: world.clock.now(),
  });
  return { kind: 'done', record: done, result };
}

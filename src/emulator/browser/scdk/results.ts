import type { SdkAnswer } from '../shared/messages.js';
import type { TransactionDetails } from './calls.js';
import { answerOf } from './errors.js';

/** The answer of a transaction that has ended (section 9); null while it is open. */
export function answerOfDetails({
  status,
  success,
  error,
  transactionId,
}: TransactionDetails): SdkAnswer | null {
  if (error.value || status === 'ERRORED') {
    if (error.code === undefined) return answerOf(2000);
    return { ok: false, error: { code: error.code, message: error.message ?? '' } };
  }
  if (status !== 'COMPLETED') return null;
  const { data = {}, ...login } = success ?? {};
  const { batches, ...fields } = data;
  const orders = batches === undefined ? {} : { orderBatches: batches };
  return { ok: true, result: { transactionId, ...login, ...fields, ...orders } };
}

/**
 * What `triggerTransaction` resolves with: the documented fields (section 18.2) and, unless `isStrict`,
 * `success` and a copy of the fields as `data`, which some pages read [assumed].
 */
export function resolvedValue(result: Readonly<Record<string, unknown>>, isStrict: boolean) {
  return isStrict ? result : { success: true, data: { ...result }, ...result };
}

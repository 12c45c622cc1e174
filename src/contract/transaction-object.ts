import { isRecord, type JsonObject } from '../core/json.js';
import { fieldOf } from '../gateway/json.js';

/** The transaction in the `data` of an answer, found as the decoder finds it (section 9). */
export function transactionIn(data: JsonObject): JsonObject {
  const found = fieldOf(data, 'transactionDetails') ?? fieldOf(data, 'transaction') ?? data;
  return isRecord(found) ? found : data;
}

import { createHmac } from 'node:crypto';
import { KEYS } from '../dataset/keys.mjs';

const FIRST_STAMP = 1_750_000_000_000;
let stamps = 0;

/**
 * The JSON of a webhook about orders of one transaction, signed as Gateway signs it. Each has a timestamp of its own.
 *
 * @param {{transactionId: string, account: string}} of
 * @param {object} content a batch, or `{orderBatches}`
 */
export function signedWebhook({ transactionId, account }, content) {
  stamps += 1;
  const timestamp = new Date(FIRST_STAMP + stamps).toISOString();
  const checksum = createHmac('sha256', KEYS.apiSecret).update(`${timestamp}${account}`).digest('hex');
  return JSON.stringify({ ...content, transactionId, smallcaseAuthId: account, timestamp, checksum });
}

import { createHmac } from 'node:crypto';
import type { Secret } from '../../core/secret.js';

/**
 * Signs a webhook (section 17.6): returns the lower-case hex HMAC-SHA256 of `timestamp + id`, keyed with
 * the API secret.
 *
 * `id` is the `smallcaseAuthId`, for mutual-fund imports the `transactionId`. The emulator has its own copy
 * of this rule, so that it and the verifier can be checked against the protocol's vectors separately.
 */
export function signWebhook(apiSecret: Secret, timestamp: string, id: string): string {
  return createHmac('sha256', apiSecret.reveal()).update(`${timestamp}${id}`, 'utf8').digest('hex');
}

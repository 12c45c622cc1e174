import type { WebhookFact } from './facts.js';
import type { WebhookKind } from './webhook-kind.js';

/**
 * Decodes a delivery whose proof holds (protocol section 17), with every digit as received. Call it with the text that was verified,
 * not earlier: lossless parsing is slow. Throws DecodeError.
 */
export declare function decodeWebhook(kind: WebhookKind, rawText: string): WebhookFact;

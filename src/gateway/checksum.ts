import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../core/secret.js';
import { isWellFormed } from '../core/well-formed.js';
import type { ClaimedWebhook } from './webhook-kind.js';
import { AUTH_ID_SHAPE, TRANSACTION_ID_SHAPE } from './wire.js';

/** The part of a delivery that proves it (protocol section 17.6). */
export type WebhookProof = Pick<ClaimedWebhook, 'kind' | 'timestamp' | 'id' | 'checksum'>;

/** `malformed`: refused before computing anything. `invalid`: no checksum, or not the right one. */
export type WebhookVerdict = 'valid' | 'malformed' | 'invalid';

const CHECKSUM_SHAPE = /^[0-9a-f]{64}$/;
const TIMESTAMP_MAX = 100;

/** Lower-case hex HMAC-SHA256 of `message` with the API secret (protocol section 17.6). */
export function checksumOf(message: string, secret: Secret): string {
  return createHmac('sha256', secret.reveal()).update(message).digest('hex');
}

/**
 * Checks a delivery's checksum against each secret in turn: the current one, and the previous one while
 * secrets are changed.
 *
 * Shapes come first: without them digits could move between timestamp and id (protocol section 17.6). The
 * comparison takes the same time wherever the two differ.
 */
export function verifyWebhookProof(proof: WebhookProof, secrets: readonly Secret[]): WebhookVerdict {
  const { timestamp, id, checksum } = proof;
  if (timestamp === null || !isTimestamp(timestamp)) return 'malformed';
  if (id === null || !idShape(proof).test(id)) return 'malformed';
  if (checksum === null || !CHECKSUM_SHAPE.test(checksum)) return 'invalid';
  const claimed = Buffer.from(checksum);
  const matches = secrets.map((secret) => isSame(claimed, checksumOf(timestamp + id, secret)));
  return matches.includes(true) ? 'valid' : 'invalid';
}

/**
 * A mutual-fund message ends in 32 hex characters, so its tail could pass as an auth id and its head as a
 * timestamp. All halves of characters have one checksum.
 */
function isTimestamp(timestamp: string): boolean {
  return (
    timestamp !== '' &&
    timestamp.length <= TIMESTAMP_MAX &&
    isWellFormed(timestamp) &&
    !timestamp.includes('TRX_')
  );
}

function idShape(proof: WebhookProof): RegExp {
  return proof.kind === 'MUTUAL_FUNDS' ? TRANSACTION_ID_SHAPE : AUTH_ID_SHAPE;
}

function isSame(claimed: Buffer, expectedHex: string): boolean {
  const expected = Buffer.from(expectedHex);
  return claimed.length === expected.length && timingSafeEqual(claimed, expected);
}

import { createHmac, randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { StoredEvent } from '../ledger/event-record.js';
import type { EndpointSecret } from '../ledger/outgoing/endpoints.js';

/** Bytes of a new secret: Standard Webhooks asks for 24 to 64. */
const SECRET_BYTES = 32;

/** A new secret, as receivers configure it. */
export function newSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/**
 * The secrets after a rotation: deliveries are signed with the new one and, until `endsAt`, with the one that
 * was the newest. Those that have ended by `now` are dropped.
 */
export function rotate(
  secrets: readonly EndpointSecret[],
  { secret, endsAt, now }: { readonly secret: string; readonly endsAt: number; readonly now: number },
): readonly EndpointSecret[] {
  const kept = secrets
    .map((one) => ({ ...one, endsAt: Math.min(one.endsAt ?? endsAt, endsAt) }))
    .filter((one) => one.endsAt > now);
  return [{ secret, endsAt: null }, ...kept];
}

/**
 * The headers that prove one delivery, after Standard Webhooks: a signature for each secret that is in
 * use.
 */
export function signedHeaders(
  secrets: readonly EndpointSecret[],
  { id, body, now }: { readonly id: string; readonly body: string; readonly now: number },
): Readonly<Record<string, string>> {
  const signatures = secrets
    .filter(({ endsAt }) => endsAt === null || endsAt > now)
    .map(({ secret }) => new Webhook(secret).sign(id, new Date(now), body));
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now / 1000)),
    'webhook-signature': signatures.join(' '),
  };
}

/**
 * The `webhook-id` of an event: the same for each attempt, each replay and each endpoint. After lost
 * commits a number may be given to another event; that has another id.
 */
export function messageIdOf(
  { viewerId, seq, type, subject, occurredAt }: StoredEvent,
  digestKey: string,
): string {
  const digest = createHmac('sha256', digestKey)
    .update(JSON.stringify(['webhook-id', viewerId, seq, type, subject, occurredAt]))
    .digest('base64url');
  return `msg_${digest.slice(0, 32)}`;
}

/** A `webhook-id` that no event has. */
export function newMessageId(): string {
  return `msg_${randomBytes(24).toString('base64url')}`;
}

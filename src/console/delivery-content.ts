import { parse, stringify } from 'lossless-json';
import { maskJson, maskText } from '../core/output/mask.js';
import { DecodeError } from '../gateway/decode/decode-error.js';
import { decodeWebhook } from '../gateway/decode/decode-webhook.js';
import type { BatchFact } from '../gateway/facts.js';
import { Unreadable } from '../gateway/unreadable.js';
import type { WebhookKind } from '../gateway/webhook-kind.js';

/** Longer bodies are not shown and not searched for orders: reading them takes too long. */
export const SHOWN_MAX_BYTES = 256 * 1024;

/** The body of a delivery for people: indented, with every digit of its numbers, and masked if wanted. */
export function showBody(body: Buffer, isMasked: boolean): string {
  const text = body.toString('utf8');
  try {
    const value: unknown = parse(text);
    return stringify(isMasked ? maskJson(value) : value, undefined, 2) ?? '';
  } catch {
    return isMasked ? maskText(text) : text;
  }
}

/** The batches that an order's delivery reports, as the gateway decodes it; null if it cannot. */
export function batchesIn(kind: string, body: Buffer): readonly BatchFact[] | null {
  if (kind !== 'ORDER') return null;
  try {
    const fact = decodeWebhook(kind as WebhookKind, body.toString('utf8'), new Unreadable());
    return fact.kind === 'ORDER' ? fact.batches : null;
  } catch (error) {
    if (error instanceof DecodeError) return null;
    throw error;
  }
}

import { createHash } from 'node:crypto';
import { isRecord, type JsonObject } from '../core/json.js';
import type { Secret } from '../core/secret.js';
import { verifyWebhookProof } from '../gateway/checksum.js';
import { DecodeError, ExceedsBounds } from '../gateway/decode/decode-error.js';
import { decodeWebhook } from '../gateway/decode/decode-webhook.js';
import type { WebhookFact } from '../gateway/facts.js';
import { isTextNestedDeeperThan, MAX_NESTING } from '../gateway/json.js';
import { Unreadable, type UnreadableFields } from '../gateway/unreadable.js';
import { type ClaimedWebhook, recogniseWebhook, type WebhookKind } from '../gateway/webhook-kind.js';
import type { HintOutcome } from '../ledger/deliveries/deliveries.js';

/** A delivery whose proof is valid. Its content is still only a hint (guarantee G4). */
export interface VerifiedWebhook extends ClaimedWebhook {
  readonly rawBody: Buffer;
  readonly text: string;
  /** Identifies these bytes: a repeated delivery has the same. */
  readonly sha256: string;
  /** Identifies the proof; a captured one could be sent with other bodies. */
  readonly proof: string;
}

/** Why a delivery was rejected. */
export type Refusal = 'malformed' | 'invalid';

/**
 * The stages before anything is believed: not too deep → bytes → text → native parse → kind by shape →
 * checksum over the fields of protocol section 17.6. The lossless parse comes later: it is slow, and these
 * bytes may be anybody's.
 */
export function verifyDelivery(rawBody: Buffer, secrets: readonly Secret[]): VerifiedWebhook | Refusal {
  const parsed = parseDelivery(rawBody);
  if (parsed === null) return 'malformed';
  const { text, body } = parsed;
  const claimed = recogniseWebhook(body, text);
  const verdict = verifyWebhookProof(claimed, secrets);
  if (verdict !== 'valid') return verdict;
  return {
    ...claimed,
    rawBody,
    text,
    sha256: createHash('sha256').update(rawBody).digest('hex'),
    proof: JSON.stringify([claimed.timestamp, claimed.id]),
  };
}

/** The text of a body and the object in it; null for what is too deep, no UTF-8 or no JSON object. */
export function parseDelivery(rawBody: Buffer): { readonly text: string; readonly body: JsonObject } | null {
  if (isTextNestedDeeperThan(rawBody, MAX_NESTING)) return null;
  const text = decodeText(rawBody);
  const body = text === null ? null : parseObject(text);
  return text === null || body === null ? null : { text, body };
}

/** The content of a verified body, or why nothing of it can be applied. */
export type Reading = WebhookFact | HintOutcome;

/** A verified and decoded delivery without its bytes. */
export interface ReadDelivery
  extends Pick<VerifiedWebhook, 'kind' | 'transactionId' | 'authId' | 'sha256' | 'proof'> {
  readonly reading: Reading;
  /** What of it could not be read. */
  readonly unreadable: UnreadableFields;
}

/** All stages: {@link verifyDelivery}, then {@link readBody}. */
export function verifyAndRead(rawBody: Buffer, secrets: readonly Secret[]): ReadDelivery | Refusal {
  const verified = verifyDelivery(rawBody, secrets);
  if (typeof verified === 'string') return verified;
  const { kind, transactionId, authId, sha256, proof, text } = verified;
  return { kind, transactionId, authId, sha256, proof, ...read(kind, text) };
}

/**
 * Decodes a body whose proof held. One that cannot be decoded is kept as it is: nothing is lost, and it can
 * be played again later.
 */
export function readBody(kind: WebhookKind, text: string): Reading {
  return read(kind, text).reading;
}

function read(kind: WebhookKind, text: string): Pick<ReadDelivery, 'reading' | 'unreadable'> {
  const unreadable = new Unreadable();
  try {
    return { reading: decodeWebhook(kind, text, unreadable), unreadable };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    const state = error instanceof ExceedsBounds ? 'OVERSIZED' : 'UNREADABLE';
    return { reading: { state, problem: error.message }, unreadable };
  }
}

function decodeText(rawBody: Buffer): string | null {
  try {
    // A byte order mark stays in the text and is refused with it: the kept bytes must read the same whenever
    // they are played.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(rawBody);
  } catch {
    return null;
  }
}

function parseObject(text: string): JsonObject | null {
  try {
    const body: unknown = JSON.parse(text);
    return isRecord(body) ? body : null;
  } catch {
    return null;
  }
}

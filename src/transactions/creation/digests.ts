import { createHmac } from 'node:crypto';
import { canonicalJson } from '../../core/json.js';
import type { TransactionInput } from '../build-request.js';

/** Absent and null fields of an input are the same. */
function canonical(value: unknown): string {
  return canonicalJson(value, { omitNull: true });
}

function digest(key: string, value: unknown): string {
  return createHmac('sha256', Buffer.from(key, 'hex')).update(canonical(value)).digest('base64url');
}

/**
 * What stands for an input in the ledger. Keyed, since an input may hold a PAN that could be guessed from a
 * plain hash.
 */
export function inputDigest(key: string, input: { readonly idempotencyKey: string }): string {
  const { idempotencyKey: _, ...rest } = input;
  return digest(key, { input: rest });
}

/** What stands for an idempotency key in the log, where the key itself must not be. */
export function keyDigest(key: string, { viewerId, key: name }: { viewerId: string; key: string }): string {
  return digest(key, { viewerId, idempotencyKey: name });
}

/**
 * What a securities order buys and sells, and for whom; null for other intents. The order of the list does
 * not matter.
 */
export function orderDigest(key: string, input: TransactionInput, createdFor: string | null): string | null {
  if (input.securities === null || input.securities === undefined) return null;
  const securities = input.securities.map((security) => canonical({ ...security })).sort();
  return digest(key, { securities, createdFor });
}

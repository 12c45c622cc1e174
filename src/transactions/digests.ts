import { createHmac } from 'node:crypto';
import type { TransactionInput } from './build-request.js';

/** JSON with sorted keys and without absent fields, so that equal inputs have equal text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return part;
    const entries = Object.entries(part).filter(([, field]) => field !== undefined && field !== null);
    return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}

function digest(key: string, value: unknown): string {
  return createHmac('sha256', Buffer.from(key, 'hex')).update(canonical(value)).digest('base64url');
}

/** What stands for an input in the ledger. Keyed, since an input may hold a PAN that could be guessed from a plain hash. */
export function inputDigest(key: string, input: { readonly idempotencyKey: string }): string {
  const { idempotencyKey: _, ...rest } = input;
  return digest(key, { input: rest });
}

/** What stands for an idempotency key in the log, where the key itself must not be. */
export function keyDigest(key: string, { viewerId, key: name }: { viewerId: string; key: string }): string {
  return digest(key, { viewerId, idempotencyKey: name });
}

/** What a securities order buys and sells, and for whom; null for other intents. The order of the list does not matter. */
export function orderDigest(key: string, input: TransactionInput, createdFor: string | null): string | null {
  if (input.securities === null || input.securities === undefined) return null;
  const securities = input.securities.map((security) => canonical({ ...security })).sort();
  return digest(key, { securities, createdFor });
}

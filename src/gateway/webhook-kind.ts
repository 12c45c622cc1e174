import { isRecord, type JsonObject } from '../core/json.js';
import { fieldOf, firstOf } from './json.js';
import { AUTH_ID_SHAPE, TRANSACTION_ID_SHAPE } from './wire.js';

/** Protocol section 17.1. There is no type field in a delivery: its kind is recognised by shape. */
export type WebhookKind = 'ORDER' | 'HOLDINGS' | 'MUTUAL_FUNDS' | 'PENDING_ACTION' | 'UNKNOWN';

/**
 * What an unverified delivery claims. Nothing in it may be believed before its proof holds.
 *
 * `id` is what stands in the checksum's message (protocol section 17.6): the transaction for mutual funds,
 * the auth id for all else, as received. `transactionId` and `authId` are null unless they have their shape.
 */
export interface ClaimedWebhook {
  readonly kind: WebhookKind;
  readonly timestamp: string | null;
  readonly id: string | null;
  readonly checksum: string | null;
  readonly transactionId: string | null;
  readonly authId: string | null;
}

/**
 * Looks at the shape of a delivery, in the order of protocol section 17.1, at top level or under `data`.
 *
 * `body` is the native parse; `rawText` the text it came from. A numeric timestamp is used with its digits as
 * received: they are taken from `rawText`, and without it a number that the native parse may have changed
 * counts as missing.
 */
export function recogniseWebhook(body: JsonObject, rawText?: string): ClaimedWebhook {
  const kind = kindOf(body);
  const transactionId = textOf(anywhere(body, 'transactionId'));
  const authId = textOf(anywhere(body, 'smallcaseAuthId'));
  return {
    kind,
    timestamp: timestampOf(anywhere(body, 'timestamp'), rawText),
    id: kind === 'MUTUAL_FUNDS' ? transactionId : authId,
    checksum: textOf(anywhere(body, 'checksum')),
    transactionId: shaped(transactionId, TRANSACTION_ID_SHAPE),
    authId: shaped(authId, AUTH_ID_SHAPE),
  };
}

/**
 * A field of a delivery: at top level or else under `data`, the first of several spellings. What proves a
 * delivery and what is decoded from it are looked up by this one rule, so that the id that was verified is
 * the id that is used.
 */
export function anywhere(body: JsonObject, ...names: readonly string[]): unknown {
  const data = fieldOf(body, 'data');
  return firstOf(body, ...names) ?? (isRecord(data) ? firstOf(data, ...names) : undefined);
}

function kindOf(body: JsonObject): WebhookKind {
  if (isMutualFunds(body)) return 'MUTUAL_FUNDS';
  if (has(body, 'batchId', 'orders', 'orderBatches', 'batches')) return 'ORDER';
  if (has(body, 'securities', 'smallcases')) return 'HOLDINGS';
  return has(body, 'iscid', 'actions') ? 'PENDING_ACTION' : 'UNKNOWN';
}

function isMutualFunds(body: JsonObject): boolean {
  const data = fieldOf(body, 'data');
  if (!isRecord(data)) return false;
  return (
    Object.hasOwn(data, 'payload') || (Object.hasOwn(body, 'gateway') && Object.hasOwn(data, 'transactionId'))
  );
}

function has(body: JsonObject, ...names: readonly string[]): boolean {
  const data = fieldOf(body, 'data');
  return names.some((name) => Object.hasOwn(body, name) || (isRecord(data) && Object.hasOwn(data, name)));
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function shaped(text: string | null, shape: RegExp): string | null {
  return text !== null && shape.test(text) ? text : null;
}

function timestampOf(value: unknown, rawText: string | undefined): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  if (typeof value !== 'number') return null;
  if (rawText !== undefined) return digitsInText(value, rawText);
  return Number.isSafeInteger(value) ? String(value) : null;
}

const NUMERIC_TIMESTAMP = /"timestamp"[ \t\r\n]*:[ \t\r\n]*(-?\d[\d.eE+-]{0,63})/g;

/** The digits of the number that was parsed: those after a name `timestamp` that parse to the same value. */
function digitsInText(value: number, rawText: string): string | null {
  for (const [, digits] of rawText.matchAll(NUMERIC_TIMESTAMP)) {
    if (digits !== undefined && Number(digits) === value) return digits;
  }
  return null;
}

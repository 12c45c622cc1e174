import { type DecimalString, parseDecimal } from '../core/money.js';
import { BOUNDS } from './bounds.js';
import { decodeBatch, eachOf, withinBounds } from './decode-batch.js';
import { DecodeError, ExceedsBounds } from './decode-error.js';
import { decodeHoldingsBody } from './decode-holdings.js';
import type { BatchFact, MutualFundFact, PendingActionFact, WebhookFact } from './facts.js';
import { ExactNumber, isRecord, type JsonObject } from '../core/json.js';
import {
  atMost,
  fieldOf,
  firstOf,
  parseExactly,
  readInstant,
  readName,
  readObject,
  readShaped,
  readText,
  requireShaped,
} from './json.js';
import { anywhere, type WebhookKind } from './webhook-kind.js';
import { AUTH_ID_SHAPE, ISCID_SHAPE, SCID_SHAPE, TRANSACTION_ID_SHAPE } from './wire.js';

/**
 * Decodes a delivery whose proof holds (protocol section 17), with every digit as received. Call it with the
 * text that was verified, not earlier: lossless parsing is slow. Throws DecodeError.
 */
export function decodeWebhook(kind: WebhookKind, rawText: string): WebhookFact {
  if (kind === 'UNKNOWN') return { kind };
  const body = readObject(parseExactly(rawText), '');
  switch (kind) {
    case 'ORDER':
      return decodeOrder(body);
    case 'HOLDINGS':
      return decodeImport(body);
    case 'MUTUAL_FUNDS':
      return decodeMutualFunds(body);
    case 'PENDING_ACTION':
      return { kind, authId: authIdOf(body), action: decodePendingAction(body) };
  }
}

function authIdOf(body: JsonObject): string {
  return requireShaped(anywhere(body, 'smallcaseAuthId'), AUTH_ID_SHAPE, 'smallcaseAuthId');
}

function transactionIdOf(body: JsonObject): string | null {
  return readShaped(anywhere(body, 'transactionId'), TRANSACTION_ID_SHAPE, 'transactionId');
}

/** Batches that name another transaction than the delivery does are dropped, as in a read. */
function decodeOrder(body: JsonObject): WebhookFact {
  const transactionId = transactionIdOf(body);
  const batches = decodeBatches(body).map((batch) => ({
    ...batch,
    transactionId: batch.transactionId ?? transactionId,
  }));
  return {
    kind: 'ORDER',
    transactionId,
    authId: authIdOf(body),
    broker: readText(anywhere(body, 'broker'), 'broker'),
    batches: batches.filter((batch) => transactionId === null || batch.transactionId === transactionId),
  };
}

/** The delivery is a batch, or holds a list of them; either at top level or under `data`. */
function decodeBatches(body: JsonObject): readonly BatchFact[] {
  const data = fieldOf(body, 'data');
  for (const [holder, path] of [
    [body, ''],
    [data, 'data'],
  ] as const) {
    if (!isRecord(holder)) continue;
    const list = ['orderBatches', 'batches'].find((name) => firstOf(holder, name) !== undefined);
    if (list !== undefined)
      return withinBounds(eachOf(holder, list, path, BOUNDS.batches, decodeBatch), list);
    if (firstOf(holder, 'batchId') !== undefined) return [decodeBatch(holder, path)];
  }
  throw new DecodeError('batchId', 'is missing');
}

function decodeImport(body: JsonObject): WebhookFact {
  const data = fieldOf(body, 'data');
  const isBelow = isRecord(data) && (Object.hasOwn(data, 'securities') || Object.hasOwn(data, 'smallcases'));
  const holder = isBelow ? data : body;
  const authId = authIdOf(body);
  const fields = { broker: anywhere(body, 'broker'), ...holder };
  return {
    kind: 'HOLDINGS',
    transactionId: transactionIdOf(body),
    authId,
    holdings: decodeHoldingsBody(fields, authId),
  };
}

function decodePendingAction(body: JsonObject): PendingActionFact {
  const rawAction = readShort(anywhere(body, 'action', 'label'), 'action');
  const known = ['REBALANCE', 'SIP', 'FIX', 'CUSTOMIZE', 'BUY', 'SELL'] as const;
  return {
    authId: authIdOf(body),
    iscid: requireShaped(anywhere(body, 'iscid'), ISCID_SHAPE, 'iscid'),
    scid: readShaped(anywhere(body, 'scid'), SCID_SHAPE, 'scid'),
    name: readShort(anywhere(body, 'name'), 'name'),
    action: readName(rawAction, known),
    rawAction,
    date: readInstant(anywhere(body, 'date')),
  };
}

/**
 * A text of a pending action. It is kept and no read corrects it, so one that is too long is refused with the
 * whole, and not cut.
 */
function readShort(value: unknown, path: string): string | null {
  const max = BOUNDS.actionTextLength;
  if (typeof value === 'string' && value.length > max)
    throw new ExceedsBounds(path, `has ${value.length} characters, at most ${max} are taken`);
  return readText(value, path);
}

/** Section 17.4. */
function decodeMutualFunds(body: JsonObject): WebhookFact {
  const transactionId = requireShaped(
    anywhere(body, 'transactionId'),
    TRANSACTION_ID_SHAPE,
    'data.transactionId',
  );
  const payload = anywhere(body, 'payload');
  const parts = Array.isArray(payload) ? payload : [payload];
  const folios = atMost(parts, BOUNDS.folios, 'data.payload').flatMap((part, index) =>
    isRecord(part)
      ? eachOf(
          part,
          'dtSummary',
          `data.payload${parts.length > 1 ? `[${index}]` : ''}`,
          BOUNDS.folios,
          decodeFolio,
        )
      : [],
  );
  return { kind: 'MUTUAL_FUNDS', transactionId, folios: atMost(folios, BOUNDS.folios, 'data.payload') };
}

/** Rows are undocumented: fields in an expected form are read, all others are null. */
function decodeFolio(value: unknown, path: string): MutualFundFact {
  const row = readObject(value, path);
  const fundOf = looseText(row, 'scheme') ?? looseText(row, 'schemeName');
  return {
    folio: looseText(row, 'folio'),
    fund: fundOf,
    isin: looseText(row, 'isin'),
    amc: looseText(row, 'amcName'),
    units: looseDecimal(row, 'closingBalance'),
    averagePrice: null,
    nav: looseDecimal(row, 'nav'),
    navDate: looseText(row, 'lastNavDate'),
    marketValue: looseDecimal(row, 'marketValue'),
    costValue: looseDecimal(row, 'costValue'),
    pnl: null,
    xirr: null,
  };
}

function looseText(row: JsonObject, name: string): string | null {
  const value = fieldOf(row, name);
  if (value instanceof ExactNumber) return value.digits;
  return typeof value === 'string' ? readText(value, name) : null;
}

function looseDecimal(row: JsonObject, name: string): DecimalString | null {
  const text = looseText(row, name);
  return text === null ? null : parseDecimal(text.trim());
}

import { BOUNDS } from './bounds.js';
import { decodeBatch, eachOf, withinBounds } from './decode-batch.js';
import { DecodeError } from './decode-error.js';
import type { BatchFact, TransactionFact, TransactionStatus } from './facts.js';
import { isRecord, type JsonObject } from '../core/json.js';
import {
  atMost,
  fieldOf,
  firstOf,
  readCount,
  readDecimal,
  readInstant,
  readList,
  readName,
  readObject,
  readShaped,
  readProse,
  readText,
  requireShaped,
  withoutEnvelope,
} from './json.js';
import { AUTH_ID_SHAPE, SDK_ERRORS, TRANSACTION_ID_SHAPE, TRANSACTION_STATUSES } from './wire.js';

/**
 * Decodes the answer of transaction details (protocol section 9), with or without its envelope. Throws
 * DecodeError.
 */
export function decodeTransactionDetails(json: unknown): TransactionFact {
  const data = readObject(withoutEnvelope(json), 'data');
  const details = readObject(
    firstOf(data, 'transactionDetails', 'transaction') ?? data,
    'data.transactionDetails',
  );
  const success = readOptionalObject(details, 'success');
  const transactionId = requireShaped(
    fieldOf(details, 'transactionId'),
    TRANSACTION_ID_SHAPE,
    'transactionId',
  );
  const authId = readShaped(firstOf(details, 'authId', 'smallcaseAuthId'), AUTH_ID_SHAPE, 'authId');
  const rawStatus = readText(fieldOf(details, 'status'), 'status');
  return {
    transactionId,
    intent: readText(fieldOf(details, 'intent'), 'intent'),
    status: foldStatus(rawStatus, authId !== null || success !== null),
    rawStatus,
    expireAt: readInstant(fieldOf(details, 'expireAt')),
    isExpired: fieldOf(details, 'expired') === true || isWord(rawStatus, 'EXPIRED'),
    authId,
    broker: readText(firstOf(success ?? {}, 'broker') ?? fieldOf(details, 'broker'), 'broker'),
    error: decodeError(fieldOf(details, 'error'), rawStatus),
    ...decodeOutcome(success, transactionId),
  };
}

/**
 * Decodes the answer of order details (protocol section 10), with or without its envelope: the batches of
 * `transactionId`; rows that name another transaction are dropped before they are decoded (guarantee G4).
 * Throws DecodeError.
 */
export function decodeOrderDetails(json: unknown, transactionId: string): readonly BatchFact[] {
  const data = withoutEnvelope(json);
  const rows = isRecord(data) ? firstOf(data, 'orders', 'orderBatches', 'batches') : data;
  const own = readList(rows, 'data.orders')
    .map((row, index) => ({ row: readObject(row, `data.orders[${index}]`), path: `data.orders[${index}]` }))
    .filter(({ row }) => isOf(row, transactionId));
  const batches = atMost(own, BOUNDS.batches, 'data.orders').flatMap(({ row, path }) =>
    decodeRow(row, path, transactionId),
  );
  return withinBounds(batches, 'data.orders');
}

/** An item with `batches` is an order of several; one without is a batch itself. */
function decodeRow(row: JsonObject, path: string, transactionId: string): readonly BatchFact[] {
  const owner = firstOf(row, 'transactionId') === undefined ? null : transactionId;
  if (!Object.hasOwn(row, 'batches')) return [decodeBatch(row, path)];
  return batchesOf(row, 'batches', path, transactionId).map((batch) => ({
    ...batch,
    transactionId: batch.transactionId ?? owner,
  }));
}

function batchesOf(
  parent: JsonObject,
  name: string,
  path: string,
  transactionId: string,
): readonly BatchFact[] {
  const decode = (value: unknown, itemPath: string) =>
    isOf(readObject(value, itemPath), transactionId) ? [decodeBatch(value, itemPath)] : [];
  return eachOf(parent, name, path, BOUNDS.batches, decode).flat();
}

function isOf(row: JsonObject, transactionId: string): boolean {
  const owner = firstOf(row, 'transactionId');
  return owner === undefined || owner === transactionId;
}

/** `success.data`: batches of orders, funds of FETCH_FUNDS. */
function decodeOutcome(
  success: JsonObject | null,
  transactionId: string,
): Pick<TransactionFact, 'batches' | 'funds'> {
  const data = success === null ? null : readOptionalObject(success, 'data', 'success.data');
  if (data === null) return { batches: [], funds: null };
  const name = firstOf(data, 'batches') === undefined ? 'orderBatches' : 'batches';
  return {
    batches: withinBounds(batchesOf(data, name, 'success.data', transactionId), `success.data.${name}`),
    funds: readDecimal(fieldOf(data, 'funds'), 'success.data.funds'),
  };
}

/** Section 8. EXPIRED does not say how far the user got; the other fields decide. */
function foldStatus(rawStatus: string | null, hasLoggedIn: boolean): TransactionStatus {
  if (isWord(rawStatus, 'PENDING')) return 'PROCESSING';
  if (isWord(rawStatus, 'CANCELLED')) return 'ERRORED';
  if (isWord(rawStatus, 'EXPIRED')) return hasLoggedIn ? 'USED' : 'INITIALIZED';
  return readName<TransactionStatus>(rawStatus, TRANSACTION_STATUSES);
}

function isWord(raw: string | null, word: string): boolean {
  return readName(raw, [word]) !== 'UNKNOWN';
}

/** Section 9: `value` false means no error; a cancelled transaction without one has 1012. */
function decodeError(value: unknown, rawStatus: string | null): TransactionFact['error'] {
  const cancelled = SDK_ERRORS.cancelledAfterLogin;
  const none = isWord(rawStatus, 'CANCELLED') ? { code: cancelled.code, message: cancelled.message } : null;
  if (value === undefined || value === null || value === false) return none;
  const error = readObject(value, 'error');
  const decoded = {
    code: decodeErrorCode(error),
    message: readProse(fieldOf(error, 'message'), 'error.message'),
  };
  const hasError = decoded.code !== null || decoded.message !== null || fieldOf(error, 'value') === true;
  return fieldOf(error, 'value') === false || !hasError ? none : decoded;
}

function decodeErrorCode(error: JsonObject): number | null {
  const code = fieldOf(error, 'code');
  if (typeof code !== 'string') return readCount(code, 'error.code');
  return /^\d{1,9}$/.test(code) ? Number(code) : null;
}

function readOptionalObject(parent: JsonObject, name: string, path: string = name): JsonObject | null {
  const value = fieldOf(parent, name);
  if (value === undefined || value === null || typeof value === 'boolean') return null;
  if (!isRecord(value)) throw new DecodeError(path, 'must be an object');
  return value;
}

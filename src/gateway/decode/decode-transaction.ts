import { isRecord } from '../../core/json.js';
import { BOUNDS } from '../bounds.js';
import { decodeBatch, withinBounds } from './decode-batch.js';
import { DecodeError } from './decode-error.js';
import { decodeSip, decodeSmallcaseRef } from './decode-smallcase.js';
import type { BatchFact, OrderDetailsFact, TransactionFact, TransactionStatus } from '../facts.js';
import { atMost, fieldOf, firstOf, readName, requireShaped, withoutEnvelope } from '../json.js';
import { decodeEach, Row } from '../row.js';
import type { Unreadable } from '../unreadable.js';
import { AUTH_ID_SHAPE, SDK_ERRORS, TRANSACTION_ID_SHAPE, TRANSACTION_STATUSES } from '../wire.js';

/**
 * Decodes the answer of transaction details (protocol section 9), with or without its envelope. Throws
 * DecodeError only when it does not say which transaction it is about.
 */
export function decodeTransactionDetails(json: unknown, unreadable: Unreadable): TransactionFact {
  const data = Row.of(withoutEnvelope(json), 'data', unreadable);
  const details = Row.of(
    firstOf(data.fields, 'transactionDetails', 'transaction') ?? data.fields,
    'data.transactionDetails',
    unreadable,
  );
  const sentId = fieldOf(details.fields, 'transactionId');
  const transactionId = requireShaped(sentId, TRANSACTION_ID_SHAPE, details.at('transactionId'));
  const success = objectOf(details, 'success');
  const hasLoggedIn = details.has('authId') || details.has('smallcaseAuthId') || success !== null;
  const rawStatus = details.text('status');
  const outcome = decodeOutcome(success, transactionId);
  return {
    transactionId,
    intent: details.text('intent'),
    status: foldStatus(rawStatus, hasLoggedIn),
    rawStatus,
    expireAt: details.instant('expireAt'),
    isExpired: details.flag('expired') || isWord(rawStatus, 'EXPIRED'),
    authId: details.shaped(AUTH_ID_SHAPE, 'authId', 'smallcaseAuthId'),
    broker: success?.text('broker') ?? details.text('broker'),
    error: decodeError(details, rawStatus),
    ...outcome,
    isWhole: !unreadable.hasLostRow,
  };
}

/**
 * Decodes the answer of order details (protocol section 10), with or without its envelope: the batches of
 * `transactionId`; rows that name another transaction are dropped before they are decoded (guarantee G4).
 * Throws DecodeError for what is no list of orders.
 */
export function decodeOrderDetails(
  json: unknown,
  unreadable: Unreadable,
  transactionId: string,
): OrderDetailsFact {
  const data = withoutEnvelope(json);
  const rows = isRecord(data) ? firstOf(data, 'orders', 'orderBatches', 'batches') : data;
  const list = rows ?? [];
  if (!Array.isArray(list)) throw new DecodeError('data.orders', 'must be a list');
  const own = atMost(
    list.filter((row) => !isForeign(row, transactionId)),
    BOUNDS.batches,
    'data.orders',
  );
  const batches = decodeEach(own, 'data.orders', BOUNDS.batches, unreadable, (row) =>
    decodeOrder(row, transactionId),
  );
  return { batches: withinBounds(batches.flat(), 'data.orders'), isWhole: !unreadable.hasLostRow };
}

/** An item with `batches` is an order of several; one without is a batch itself. */
function decodeOrder(row: Row, transactionId: string): readonly BatchFact[] {
  const owner = firstOf(row.fields, 'transactionId') === undefined ? null : transactionId;
  if (!Object.hasOwn(row.fields, 'batches')) return [decodeBatch(row)];
  const smallcase = decodeSmallcaseRef(row);
  return batchesOf(row, 'batches', transactionId).map((batch) => ({
    ...batch,
    transactionId: batch.transactionId ?? owner,
    smallcase: batch.smallcase ?? smallcase,
  }));
}

function batchesOf(parent: Row, name: string, transactionId: string): readonly BatchFact[] {
  const decode = (row: Row) => (isForeign(row.fields, transactionId) ? [] : [decodeBatch(row)]);
  return (parent.list(name, BOUNDS.batches, decode) ?? []).flat();
}

/** Whether a row names another transaction. */
function isForeign(row: unknown, transactionId: string): boolean {
  const owner = isRecord(row) ? firstOf(row, 'transactionId') : undefined;
  return owner !== undefined && owner !== '' && owner !== transactionId;
}

/** What `success` and its `data` say: batches of orders, funds of FETCH_FUNDS, the SIP of SIP_SETUP. */
function decodeOutcome(success: Row | null, transactionId: string): Outcome {
  const data = success === null ? null : objectOf(success, 'data');
  // Section 18.2 has these at the top of the SDK's value, section 9 within `data`.
  const holders = [data, success].filter((row) => row !== null);
  const sip = holders.map((row) => objectOf(row, 'sipDetails')).find((row) => row !== null);
  const name = data?.has('batches') === false ? 'orderBatches' : 'batches';
  return {
    batches: data === null ? [] : withinBounds(batchesOf(data, name, transactionId), data.at(name)),
    funds: data?.decimal('funds') ?? null,
    smallcase: holders.map(decodeSmallcaseRef).find((found) => found !== null) ?? null,
    sip: sip === undefined ? null : decodeSip(sip),
    signup: success?.optionalFlag('signup') ?? null,
  };
}

type Outcome = Pick<TransactionFact, 'batches' | 'funds' | 'smallcase' | 'sip' | 'signup'>;

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
function decodeError(details: Row, rawStatus: string | null): TransactionFact['error'] {
  const cancelled = SDK_ERRORS.cancelledAfterLogin;
  const none = isWord(rawStatus, 'CANCELLED') ? { code: cancelled.code, message: cancelled.message } : null;
  const error = objectOf(details, 'error');
  if (error === null || fieldOf(error.fields, 'value') === false) return none;
  const found = { code: error.count('code'), message: error.prose('message') };
  const hasError = found.code !== null || found.message !== null || error.flag('value');
  return hasError ? found : none;
}

/** An object below another; null when it is absent, null, or true or false in its place. */
function objectOf(parent: Row, name: string): Row | null {
  const value = fieldOf(parent.fields, name);
  if (value === undefined || value === null || typeof value === 'boolean') return null;
  const row = parent.row(name);
  if (isRecord(value)) return row;
  // It was noted by `row`. What it held is unknown, a batch among it.
  parent.unreadable.hasLostRow = true;
  return null;
}

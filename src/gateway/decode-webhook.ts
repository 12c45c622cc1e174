import { isRecord } from '../core/json.js';
import { nonZero } from '../core/money.js';
import { BOUNDS } from './bounds.js';
import { decodeBatch, withinBounds } from './decode-batch.js';
import { DecodeError, ExceedsBounds } from './decode-error.js';
import { decodeHoldingsBody } from './decode-holdings.js';
import type { BatchFact, MutualFundFact, PendingActionFact, WebhookFact } from './facts.js';
import { fieldOf, parseExactly, readObject, requireShaped } from './json.js';
import { decodeEach, Row } from './row.js';
import type { Unreadable } from './unreadable.js';
import { anywhere, type WebhookKind } from './webhook-kind.js';
import { AUTH_ID_SHAPE, ISCID_SHAPE, TRANSACTION_ID_SHAPE } from './wire.js';

/**
 * Decodes a delivery whose proof holds (protocol section 17), with every digit as received. Call it with the
 * text that was verified, not earlier: lossless parsing is slow. Throws DecodeError when nothing of it can be
 * applied.
 */
export function decodeWebhook(kind: WebhookKind, rawText: string, unreadable: Unreadable): WebhookFact {
  if (kind === 'UNKNOWN') return { kind };
  const body = new Row(readObject(parseExactly(rawText), ''), '', unreadable);
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

/** The fields of a delivery that may stand at top level or under `data`. */
function spread(body: Row, ...names: readonly string[]): Row {
  const found = names.flatMap((name) => {
    const value = anywhere(body.fields, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return new Row(Object.fromEntries(found), '', body.unreadable);
}

function authIdOf({ fields }: Row): string {
  return requireShaped(anywhere(fields, 'smallcaseAuthId'), AUTH_ID_SHAPE, 'smallcaseAuthId');
}

function transactionIdOf(body: Row): string | null {
  return spread(body, 'transactionId').shaped(TRANSACTION_ID_SHAPE, 'transactionId');
}

/** Batches that name another transaction than the delivery does are dropped, as in a read. */
function decodeOrder(body: Row): WebhookFact {
  const transactionId = transactionIdOf(body);
  const batches = decodeBatches(body).map((batch) => ({
    ...batch,
    transactionId: batch.transactionId ?? transactionId,
  }));
  return {
    kind: 'ORDER',
    transactionId,
    authId: authIdOf(body),
    broker: spread(body, 'broker').text('broker'),
    batches: batches.filter((batch) => transactionId === null || batch.transactionId === transactionId),
  };
}

/** The delivery is a batch, or holds a list of them; either at top level or under `data`. */
function decodeBatches(body: Row): readonly BatchFact[] {
  for (const holder of [body, body.row('data')]) {
    const name = ['orderBatches', 'batches'].find((each) => holder.has(each));
    const batches = name === undefined ? null : holder.list(name, BOUNDS.batches, decodeBatch);
    if (batches !== null && batches.length > 0) return withinBounds(batches, holder.at(name ?? ''));
    if (holder.has('batchId')) return [decodeBatch(holder)];
  }
  throw new DecodeError('batchId', 'is missing');
}

function decodeImport(body: Row): WebhookFact {
  const below = body.row('data');
  const isBelow = ['securities', 'smallcases'].some((name) => Object.hasOwn(below.fields, name));
  const holder = isBelow ? below.fields : body.fields;
  const authId = authIdOf(body);
  const fields = { broker: anywhere(body.fields, 'broker'), ...holder };
  return {
    kind: 'HOLDINGS',
    transactionId: transactionIdOf(body),
    authId,
    holdings: decodeHoldingsBody(new Row(fields, '', body.unreadable), authId),
  };
}

function decodePendingAction(body: Row): PendingActionFact {
  const row = spread(body, 'action', 'label', 'scid', 'name', 'date');
  const known = ['REBALANCE', 'SIP', 'FIX', 'CUSTOMIZE', 'BUY', 'SELL'] as const;
  checkLength(row, 'action', 'label', 'scid', 'name');
  const action = row.word(row.has('action') ? 'action' : 'label', known);
  return {
    authId: authIdOf(body),
    iscid: requireShaped(anywhere(body.fields, 'iscid'), ISCID_SHAPE, 'iscid'),
    scid: row.text('scid'),
    name: row.text('name'),
    action: action.name,
    rawAction: action.raw,
    date: row.instant('date'),
  };
}

/**
 * The texts of a pending action are kept and no read corrects them, so one that is too long is refused with
 * the whole, and not cut.
 */
function checkLength(row: Row, ...names: readonly string[]): void {
  const max = BOUNDS.actionTextLength;
  for (const name of names) {
    const value = fieldOf(row.fields, name);
    if (typeof value === 'string' && value.length > max)
      throw new ExceedsBounds(name, `has ${value.length} characters, at most ${max} are taken`);
  }
}

/** Section 17.4. */
function decodeMutualFunds(body: Row): WebhookFact {
  const transactionId = requireShaped(
    anywhere(body.fields, 'transactionId'),
    TRANSACTION_ID_SHAPE,
    'data.transactionId',
  );
  const payload = anywhere(body.fields, 'payload');
  const parts = Array.isArray(payload) ? payload : [payload];
  const lists = decodeEach(parts, 'data.payload', BOUNDS.folios, body.unreadable, foliosOf);
  // A payload that cannot be read is never an empty import: what was known stays.
  if (lists.length === 0) throw new DecodeError('data.payload', 'holds no folios');
  const folios = lists.flat();
  if (folios.length > BOUNDS.folios)
    throw new ExceedsBounds(
      'data.payload',
      `holds ${folios.length} items, at most ${BOUNDS.folios} are taken`,
    );
  return { kind: 'MUTUAL_FUNDS', transactionId, folios };
}

/** The folios of one part: rows of `dtSummary`, or of `summary` (section 25). Throws DecodeError for none. */
function foliosOf(part: Row): readonly MutualFundFact[] {
  const name = part.has('dtSummary') ? 'dtSummary' : 'summary';
  const sent = fieldOf(part.fields, name);
  if (Array.isArray(sent)) {
    const folios = part.list(name, BOUNDS.folios, decodeFolio) ?? [];
    if (folios.length === 0 && sent.length > 0) throw new DecodeError(part.at(name), 'holds no folios');
    return folios;
  }
  if (isRecord(sent)) return foliosIn(part.row(name));
  throw new DecodeError(part.at(name), 'is missing');
}

/** `summary` is an object of undocumented content (section 25): a row, or what holds lists of rows. */
function foliosIn(summary: Row): readonly MutualFundFact[] {
  const names = Object.keys(summary.fields).filter((name) => Array.isArray(summary.fields[name]));
  const folios = names.flatMap((name) => summary.list(name, BOUNDS.folios, decodeFolio) ?? []);
  return folios.length > 0 ? folios : [decodeFolio(summary)];
}

const FOLIO_FIELDS = ['folio', 'scheme', 'schemeName', 'isin', 'closingBalance'];

/**
 * Rows are undocumented: fields in an expected form are read, all others are null. Throws DecodeError for a
 * row that has none of those that make a folio.
 */
function decodeFolio(row: Row): MutualFundFact {
  if (!FOLIO_FIELDS.some((name) => row.has(name))) throw new DecodeError(row.at('folio'), 'is missing');
  const units = row.decimal('closingBalance');
  return {
    folio: row.text('folio'),
    fund: row.text('scheme', 'schemeName'),
    isin: row.text('isin'),
    amc: row.text('amcName'),
    units,
    averagePrice: null,
    nav: nonZero(row.decimal('nav')),
    navDate: row.text('lastNavDate'),
    marketValue: row.decimal('marketValue'),
    costValue: row.decimal('costValue'),
    pnl: null,
    xirr: null,
  };
}

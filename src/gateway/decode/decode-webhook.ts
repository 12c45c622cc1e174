import { BOUNDS } from '../bounds.js';
import { decodeBatch, withinBounds } from './decode-batch.js';
import { DecodeError } from './decode-error.js';
import { decodeHoldingsBody } from './decode-holdings.js';
import { decodeMutualFundPayload } from './decode-mutual-funds.js';
import { decodePendingActions } from './decode-pending-actions.js';
import type { BatchFact, WebhookFact } from '../facts.js';
import { parseExactly, readObject, requireShaped } from '../json.js';
import { Row } from '../row.js';
import type { Unreadable } from '../unreadable.js';
import { anywhere, type WebhookKind } from '../webhook-kind.js';
import { AUTH_ID_SHAPE, TRANSACTION_ID_SHAPE } from '../wire.js';

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
      return {
        kind,
        authId: authIdOf(body),
        actions: decodePendingActions(spreadAction(body), authIdOf(body)),
      };
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

function spreadAction(body: Row): Row {
  return spread(body, 'action', 'actions', 'type', 'label', 'iscid', 'scid', 'name', 'date');
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

/** Section 17.4. */
function decodeMutualFunds(body: Row): WebhookFact {
  const transactionId = requireShaped(
    anywhere(body.fields, 'transactionId'),
    TRANSACTION_ID_SHAPE,
    'data.transactionId',
  );
  const payload = anywhere(body.fields, 'payload');
  return { kind: 'MUTUAL_FUNDS', transactionId, ...decodeMutualFundPayload(payload, body.unreadable) };
}

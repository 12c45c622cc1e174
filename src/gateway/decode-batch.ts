import { type DecimalString, sameDecimal } from '../core/money.js';
import { BOUNDS } from './bounds.js';
import { DecodeError, ExceedsBounds } from './decode-error.js';
import type { BatchFact, LegFact, LegStatus, OrderStatus, UnplacedLegFact } from './facts.js';
import type { JsonObject } from '../core/json.js';
import {
  atMost,
  fieldOf,
  firstOf,
  readCount,
  readDecimal,
  readId,
  readInstant,
  readList,
  readName,
  readObject,
  readProse,
  readShaped,
  readText,
  requireCount,
  requireShaped,
  requireText,
} from './json.js';
import { BATCH_ID_SHAPE, BATCH_STATUSES, ORDER_TYPES, SIDES, TRANSACTION_ID_SHAPE } from './wire.js';

const LEG_STATUSES: readonly LegStatus[] = [
  'COMPLETE',
  'CANCELLED',
  'REJECTED',
  'PARTIAL',
  'OPEN',
  'PLACED',
  'CANCELLED_AMO',
  'ERROR',
];

/** Decodes one batch of protocol section 11. `path` says where it stands. Throws DecodeError. */
export function decodeBatch(value: unknown, path: string): BatchFact {
  const batch = readObject(value, path);
  const at = (name: string) => pathTo(path, name);
  const rawStatus = readText(fieldOf(batch, 'status'), at('status'));
  return {
    batchId: requireShaped(fieldOf(batch, 'batchId'), BATCH_ID_SHAPE, at('batchId')),
    transactionId: readShaped(fieldOf(batch, 'transactionId'), TRANSACTION_ID_SHAPE, at('transactionId')),
    status: readName<OrderStatus>(rawStatus, BATCH_STATUSES),
    rawStatus,
    variety: readName(readText(fieldOf(batch, 'variety'), at('variety')), ['REGULAR', 'AMO'] as const),
    buyAmount: readDecimal(fieldOf(batch, 'buyAmount'), at('buyAmount')),
    sellAmount: readDecimal(fieldOf(batch, 'sellAmount'), at('sellAmount')),
    legs: eachOf(batch, 'orders', path, BOUNDS.legs, decodeLeg),
    unplacedLegs: eachOf(batch, 'unplaced', path, BOUNDS.legs, decodeUnplacedLeg),
    completedAt: readInstant(fieldOf(batch, 'completedDate')),
    label: readText(fieldOf(batch, 'label'), at('label')),
  };
}

/** The path of a field below another. */
export function pathTo(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

/**
 * The batches themselves; throws ExceedsBounds when they, or their legs together, are more than Gateway
 * sends.
 */
export function withinBounds(batches: readonly BatchFact[], path: string): readonly BatchFact[] {
  const legs = batches.reduce((sum, batch) => sum + batch.legs.length + batch.unplacedLegs.length, 0);
  if (legs > BOUNDS.allLegs)
    throw new ExceedsBounds(path, `holds ${legs} legs, at most ${BOUNDS.allLegs} are taken`);
  return atMost(batches, BOUNDS.batches, path);
}

/** Decodes a list of at most `max` items that may be absent, giving each item its path. */
export function eachOf<T>(
  parent: JsonObject,
  name: string,
  path: string,
  max: number,
  decode: (value: unknown, path: string) => T,
): readonly T[] {
  const listPath = pathTo(path, name);
  return atMost(readList(fieldOf(parent, name), listPath), max, listPath).map((item, index) =>
    decode(item, `${listPath}[${index}]`),
  );
}

function decodeLeg(value: unknown, path: string): LegFact {
  const leg = readObject(value, path);
  const text = (name: string) => readText(fieldOf(leg, name), pathTo(path, name));
  const status = readName(text('status'), LEG_STATUSES);
  const quantity = requireCount(fieldOf(leg, 'quantity'), pathTo(path, 'quantity'));
  const filledQuantity = decodeFilled(leg, status, path);
  return {
    symbol: requireText(fieldOf(leg, 'tradingsymbol'), pathTo(path, 'tradingsymbol')),
    exchange: text('exchange') ?? 'NSE',
    side: readName(text('transactionType'), SIDES),
    orderType: readName(text('orderType'), ORDER_TYPES),
    product: text('product') ?? 'CNC',
    status,
    rawStatus: text('status'),
    quantity,
    filledQuantity,
    averagePrice: filledQuantity === 0 ? null : pricePaid(leg, path),
    limitPrice: nonZero(readDecimal(fieldOf(leg, 'price'), pathTo(path, 'price'))),
    exchangeOrderId: readId(firstOf(leg, 'exchangeOrderId', 'exchangeId'), pathTo(path, 'exchangeOrderId')),
    errorCode: readId(fieldOf(leg, 'errorCode'), pathTo(path, 'errorCode')),
    statusMessage: readProse(fieldOf(leg, 'statusMessage'), pathTo(path, 'statusMessage')),
  };
}

/** A missing quantity means nothing was filled, unless the leg's status says it is filled. */
function decodeFilled(leg: JsonObject, status: LegStatus, path: string): number {
  const filled = readCount(fieldOf(leg, 'filledQuantity'), pathTo(path, 'filledQuantity'));
  if (filled === null && (status === 'COMPLETE' || status === 'PARTIAL')) {
    throw new DecodeError(pathTo(path, 'filledQuantity'), 'is missing');
  }
  return filled ?? 0;
}

/** A price of 0 for shares that were bought means that upstream does not know it yet. */
function pricePaid(leg: JsonObject, path: string): DecimalString | null {
  return nonZero(readDecimal(fieldOf(leg, 'averagePrice'), pathTo(path, 'averagePrice')));
}

function nonZero(amount: DecimalString | null): DecimalString | null {
  return sameDecimal(amount, ZERO) ? null : amount;
}

const ZERO = '0.00' as DecimalString;

function decodeUnplacedLeg(value: unknown, path: string): UnplacedLegFact {
  const leg = readObject(value, path);
  const text = (name: string) => readText(fieldOf(leg, name), pathTo(path, name));
  return {
    symbol: requireText(firstOf(leg, 'tradingsymbol', 'ticker'), pathTo(path, 'tradingsymbol')),
    exchange: text('exchange'),
    side: readName(text('transactionType'), SIDES),
    quantity: readCount(fieldOf(leg, 'quantity'), pathTo(path, 'quantity')),
    errorCode: readId(fieldOf(leg, 'errorCode'), pathTo(path, 'errorCode')),
    statusMessage: readProse(fieldOf(leg, 'statusMessage'), pathTo(path, 'statusMessage')),
  };
}

import { isRecord } from '../../core/json.js';
import { type DecimalString, nonZero } from '../../core/money.js';
import { BOUNDS } from '../bounds.js';
import { DecodeError, ExceedsBounds } from './decode-error.js';
import { decodeSmallcaseRef } from './decode-smallcase.js';
import type { BatchFact, LegFact, LegStatus, OrderStatus, UnplacedLegFact } from '../facts.js';
import { atMost, fieldOf, readShaped } from '../json.js';
import { Row } from '../row.js';
import { BATCH_ID_SHAPE, BATCH_STATUSES, ORDER_TYPES, SIDES, TRANSACTION_ID_SHAPE } from '../wire.js';

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

/**
 * Decodes one batch of protocol section 11. Throws DecodeError only when nothing says which batch it is
 * or whose: without its `batchId`, or with a `transactionId` that is none.
 */
export function decodeBatch(batch: Row): BatchFact {
  const batchId = readShaped(fieldOf(batch.fields, 'batchId'), BATCH_ID_SHAPE, batch.at('batchId'));
  if (batchId === null) throw new DecodeError(batch.at('batchId'), 'is missing');
  const status = batch.word<OrderStatus>('status', BATCH_STATUSES);
  const legs = legsOf(batch);
  return {
    batchId,
    transactionId: ownerOf(batch),
    status: status.name,
    rawStatus: status.raw,
    variety: batch.word('variety', ['REGULAR', 'AMO'] as const).name,
    buyAmount: amountOf(batch.decimal('buyAmount'), 'BUY', legs),
    sellAmount: amountOf(batch.decimal('sellAmount'), 'SELL', legs),
    legs,
    unplacedLegs: batch.list('unplaced', BOUNDS.legs, decodeUnplacedLeg) ?? [],
    completedAt: batch.instant('completedDate'),
    label: batch.text('label'),
    originalLabel: batch.text('originalLabel'),
    smallcase: decodeSmallcaseRef(batch),
  };
}

/** The transaction a batch names; null when it names none. */
function ownerOf(batch: Row): string | null {
  const sent = fieldOf(batch.fields, 'transactionId');
  return sent === '' ? null : readShaped(sent, TRANSACTION_ID_SHAPE, batch.at('transactionId'));
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

/**
 * An amount of 0 next to shares that were, or may have been, filled means that upstream does not know it yet.
 */
function amountOf(
  amount: DecimalString | null,
  side: 'BUY' | 'SELL',
  legs: readonly LegFact[],
): DecimalString | null {
  const isFilled = legs.some(
    (leg) => (leg.side === side || leg.side === 'UNKNOWN') && leg.filledQuantity !== 0,
  );
  return isFilled ? nonZero(amount) : amount;
}

/** A leg is never left out, even if it is no object: an order with an unknown leg is not final. */
function legsOf(batch: Row): readonly LegFact[] {
  const sent = fieldOf(batch.fields, 'orders');
  if (sent === undefined || sent === null) return [];
  const path = batch.at('orders');
  const rows = atMost(Array.isArray(sent) ? sent : [sent], BOUNDS.legs, path);
  return rows.map((row, index) => {
    const rowPath = Array.isArray(sent) ? `${path}[${index}]` : path;
    if (isRecord(row) && Array.isArray(sent)) return decodeLeg(new Row(row, rowPath, batch.unreadable));
    batch.unreadable.note(rowPath);
    return decodeLeg(new Row({ tradingsymbol: UNREADABLE_SYMBOL }, rowPath, batch.unreadable));
  });
}

/** What stands in place of a symbol that cannot be read. */
const UNREADABLE_SYMBOL = 'UNKNOWN';

function decodeLeg(leg: Row): LegFact {
  const status = leg.word('status', LEG_STATUSES);
  const filledQuantity = decodeFilled(leg, status.name);
  return {
    symbol: symbolOf(leg),
    exchange: leg.text('exchange'),
    side: leg.word('transactionType', SIDES).name,
    orderType: leg.word('orderType', ORDER_TYPES).name,
    product: leg.text('product'),
    status: status.name,
    rawStatus: status.raw,
    quantity: leg.count('quantity'),
    filledQuantity,
    averagePrice: filledQuantity === 0 ? null : nonZero(leg.decimal('averagePrice')),
    limitPrice: nonZero(leg.decimal('price')),
    exchangeOrderId: leg.id('exchangeOrderId', 'exchangeId'),
    errorCode: leg.id('errorCode'),
    statusMessage: leg.prose('statusMessage'),
  };
}

function symbolOf(leg: Row): string {
  const symbol = leg.text('tradingsymbol', 'ticker');
  if (symbol === null && !leg.has('tradingsymbol')) leg.unreadable.note(leg.at('tradingsymbol'));
  return symbol ?? UNREADABLE_SYMBOL;
}

/** A missing quantity means nothing was filled, unless the leg's status says that something may be. */
function decodeFilled(leg: Row, status: LegStatus): number | null {
  const filled = leg.count('filledQuantity');
  if (filled !== null || leg.has('filledQuantity')) return filled;
  return status === 'COMPLETE' || status === 'PARTIAL' || status === 'UNKNOWN' ? null : 0;
}

function decodeUnplacedLeg(leg: Row): UnplacedLegFact {
  return {
    symbol: symbolOf(leg),
    exchange: leg.text('exchange'),
    side: leg.word('transactionType', SIDES).name,
    quantity: leg.count('quantity'),
    errorCode: leg.id('errorCode'),
    statusMessage: leg.prose('statusMessage'),
  };
}

import type { WireBatch, WireLeg, WireUnplacedLeg } from '../../gateway/wire.js';
import type { Fill } from './accounts.js';
import type { IdSource } from '../state/ids.js';
import type { LegOutcome, Settlement } from '../state/records.js';
import { stockOf } from './stocks.js';

/** One leg as the user confirmed it. */
export interface OrderedLeg {
  readonly ticker: string;
  readonly quantity: number;
  readonly side: 'BUY' | 'SELL';
  readonly exchange: 'NSE' | 'BSE';
  readonly orderType: 'MARKET' | 'LIMIT';
  /** Limit price in rupees. */
  readonly price?: number;
  readonly validity?: 'DAY' | 'IOC';
}

/** Attributes of a batch besides its legs (section 11). */
interface BatchNature {
  readonly variety: 'regular' | 'amo';
  /** Kind of a smallcase order, and what a FIX repairs. */
  readonly label?: string;
  readonly originalLabel?: string;
}

/** A batch right after it was placed, and the decided outcome of each leg that was sent (section 11). */
export interface PlacedBatch {
  readonly batch: WireBatch;
  readonly outcomes: readonly LegOutcome[];
}

/** Messages of the broker for the error codes of section 11. */
const STATUS_MESSAGES: Readonly<Record<string, string>> = {
  adapterError: 'The broker could not be reached',
  marginsExceeded: 'Insufficient funds. Required margin is more than the available margin',
  orderUnmatched: 'Order could not be matched at the exchange',
};

/** Places a batch: legs sent to the exchange are open, the others are listed as unplaced. */
export function placeBatch(
  ids: IdSource,
  transactionId: string,
  legs: readonly OrderedLeg[],
  outcomes: readonly LegOutcome[],
  nowMs: number,
  { variety, ...labels }: BatchNature,
): PlacedBatch {
  const decided = legs.map((leg, index) => ({
    leg,
    outcome: outcomes[index] ?? { kind: 'cancel' as const },
  }));
  const sent = decided.filter(({ outcome }) => outcome.kind !== 'unplaced');
  const batch: WireBatch = {
    batchId: ids.objectId(),
    transactionId,
    status: sent.length === 0 ? 'UNPLACED' : 'PLACED',
    variety,
    buyAmount: 0,
    sellAmount: 0,
    quantity: legs.length,
    filled: 0,
    orders: sent.map(({ leg }) => openLeg(leg, ids.exchangeOrderId(), nowMs)),
    unplaced: decided.flatMap(({ leg, outcome }) =>
      outcome.kind === 'unplaced' ? [unplacedLeg(leg, outcome.errorCode)] : [],
    ),
    ...(sent.length === 0 ? { completedDate: new Date(nowMs).toISOString() } : {}),
    ...labels,
  };
  return { batch, outcomes: sent.map(({ outcome }) => outcome) };
}

function openLeg(leg: OrderedLeg, exchangeOrderId: string, nowMs: number): WireLeg {
  return {
    tradingsymbol: leg.ticker,
    exchange: leg.exchange,
    transactionType: leg.side,
    orderType: leg.orderType,
    product: 'CNC',
    quantity: leg.quantity,
    filledQuantity: 0,
    averagePrice: 0,
    status: 'OPEN',
    exchangeOrderId,
    orderTimestamp: new Date(nowMs).toISOString(),
    ...(leg.price === undefined ? {} : { price: leg.price }),
  };
}

function unplacedLeg(leg: OrderedLeg, errorCode: string): WireUnplacedLeg {
  const statusMessage = STATUS_MESSAGES[errorCode] ?? errorCode;
  return {
    tradingsymbol: leg.ticker,
    exchange: leg.exchange,
    transactionType: leg.side,
    quantity: leg.quantity,
    errorCode,
    statusMessage,
  };
}

/** Whether a leg is final, that is, cannot change any more (section 11). */
export function isLegFinal(leg: WireLeg): boolean {
  return leg.status !== 'OPEN' && leg.status !== 'PLACED';
}

/** Whether a leg can still change. */
export function isBatchOpen(batch: WireBatch): boolean {
  return !batch.orders.every(isLegFinal);
}

/** Returns when the exchange settles a leg of a batch, on the virtual clock. */
export function legDueAt({ fates, dueAt }: Settlement, index: number): number {
  return fates[index]?.at ?? dueAt;
}

/** Applies the decided outcome to every open leg that is due. The batch is final once its last leg is. */
export function settleBatch(batch: WireBatch, settlement: Settlement, nowMs: number): WireBatch {
  const orders = batch.orders.map((leg, index) =>
    isLegFinal(leg) || legDueAt(settlement, index) > nowMs
      ? leg
      : settleLeg(leg, settlement.fates[index] ?? { kind: 'cancel' }, batch.variety),
  );
  const status = batchStatus(orders, batch.unplaced.length);
  return {
    ...batch,
    ...totals(orders),
    orders,
    status,
    ...(status === 'PLACED' ? {} : { completedDate: new Date(nowMs).toISOString() }),
  };
}

/**
 * Cancels the open legs of a batch with this ticker, or all of them for null. Does not update the batch's
 * status.
 */
export function cancelLegs(batch: WireBatch, ticker: string | null): WireBatch {
  const isSelected = (leg: WireLeg) => !isLegFinal(leg) && (ticker === null || leg.tradingsymbol === ticker);
  return {
    ...batch,
    orders: batch.orders.map((leg) =>
      isSelected(leg) ? settleLeg(leg, { kind: 'cancel' }, batch.variety) : leg,
    ),
  };
}

/** Applies an outcome that `order-outcomes.ts` decided. */
function settleLeg(leg: WireLeg, outcome: LegOutcome, variety: string): WireLeg {
  switch (outcome.kind) {
    case 'fill': {
      const status = outcome.quantity === leg.quantity ? 'COMPLETE' : 'PARTIAL';
      return { ...leg, status, filledQuantity: outcome.quantity, averagePrice: fillPrice(leg) };
    }
    case 'cancel':
      // Section 11: cancelled legs can carry a price, so clients must not take a price for a fill.
      return {
        ...leg,
        status: variety === 'amo' ? 'CANCELLED AMO' : 'CANCELLED',
        averagePrice: stockOf(leg.tradingsymbol).price,
        statusMessage: 'Order cancelled',
      };
    case 'reject':
    case 'unplaced':
      return {
        ...leg,
        status: 'REJECTED',
        errorCode: outcome.errorCode,
        statusMessage: STATUS_MESSAGES[outcome.errorCode] ?? outcome.errorCode,
      };
  }
}

/** Returns the market's price, or the limit price if the market had to reach it first. */
function fillPrice(leg: WireLeg): number {
  const market = stockOf(leg.tradingsymbol).price;
  if (leg.orderType !== 'LIMIT' || leg.price === undefined) return market;
  return leg.transactionType === 'BUY' ? Math.min(leg.price, market) : Math.max(leg.price, market);
}

/** Does not round the amounts: section 11 says that floating-point noise occurs. */
function totals(orders: readonly WireLeg[]): Pick<WireBatch, 'buyAmount' | 'sellAmount' | 'filled'> {
  const amount = (side: string) =>
    orders
      .filter((leg) => leg.transactionType === side)
      .reduce((sum, leg) => sum + leg.filledQuantity * leg.averagePrice, 0);
  return {
    buyAmount: amount('BUY'),
    sellAmount: amount('SELL'),
    filled: orders.filter((leg) => leg.status === 'COMPLETE').length,
  };
}

/** Derives the status of a batch from its legs (section 11 [assumed]). */
function batchStatus(orders: readonly WireLeg[], unplaced: number): WireBatch['status'] {
  if (orders.length === 0) return 'UNPLACED';
  if (!orders.every(isLegFinal)) return 'PLACED';
  if (unplaced === 0 && orders.every((leg) => leg.status === 'COMPLETE')) return 'COMPLETED';
  if (orders.every((leg) => leg.filledQuantity === 0)) return 'UNFILLED';
  return 'PARTIALLYFILLED';
}

/** Returns the fills between two states of a batch. A leg fills once, with its whole filled quantity. */
export function fillsBetween(before: WireBatch, after: WireBatch): Fill[] {
  return after.orders
    .filter((leg, index) => leg.filledQuantity > 0 && before.orders[index]?.filledQuantity === 0)
    .map((leg) => ({
      ticker: leg.tradingsymbol,
      exchange: leg.exchange,
      side: leg.transactionType,
      quantity: leg.filledQuantity,
      price: leg.averagePrice,
    }));
}

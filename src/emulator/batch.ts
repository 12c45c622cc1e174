import type { WireBatch, WireLeg, WireUnplacedLeg } from '../gateway/wire.js';
import type { Fill } from './accounts.js';
import type { IdSource } from './ids.js';
import type { LegFate } from './state.js';
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
}

/** The batch right after it was sent, and what is decided about each leg that was (section 11). */
export interface PlacedBatch {
  readonly batch: WireBatch;
  readonly fates: readonly LegFate[];
}

/** Broker's own words for the error codes of section 11. */
const STATUS_MESSAGES: Readonly<Record<string, string>> = {
  adapterError: 'The broker could not be reached',
  marginsExceeded: 'Insufficient funds. Required margin is more than the available margin',
  orderUnmatched: 'Order could not be matched at the exchange',
};

/** Sends legs to the exchange: those that are sent stand open, the rest are listed as unplaced. */
export function placeBatch(
  ids: IdSource,
  transactionId: string,
  legs: readonly OrderedLeg[],
  fates: readonly LegFate[],
  nowMs: number,
  label?: string,
): PlacedBatch {
  const decided = legs.map((leg, index) => ({ leg, fate: fates[index] ?? { kind: 'cancel' as const } }));
  const sent = decided.filter(({ fate }) => fate.kind !== 'unplaced');
  const batch: WireBatch = {
    batchId: ids.objectId(),
    transactionId,
    status: sent.length === 0 ? 'UNPLACED' : 'PLACED',
    variety: 'regular',
    buyAmount: 0,
    sellAmount: 0,
    quantity: legs.length,
    filled: 0,
    orders: sent.map(({ leg }) => openLeg(leg, ids.exchangeOrderId(), nowMs)),
    unplaced: decided.flatMap(({ leg, fate }) =>
      fate.kind === 'unplaced' ? [unplacedLeg(leg, fate.errorCode)] : [],
    ),
    ...(sent.length === 0 ? { completedDate: new Date(nowMs).toISOString() } : {}),
    ...(label === undefined ? {} : { label, originalLabel: label }),
  };
  return { batch, fates: sent.map(({ fate }) => fate) };
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

/** Whether a leg can change no more (section 11). */
export function isLegFinal(leg: WireLeg): boolean {
  return leg.status !== 'OPEN' && leg.status !== 'PLACED';
}

/** The exchange's result: every leg that is still open meets its fate, and the batch gets its final status. */
export function settleBatch(batch: WireBatch, fates: readonly LegFate[], nowMs: number): WireBatch {
  const orders = batch.orders.map((leg, index) =>
    isLegFinal(leg) ? leg : settleLeg(leg, fates[index] ?? { kind: 'cancel' }),
  );
  return {
    ...batch,
    ...totals(orders),
    orders,
    status: batchStatus(orders, batch.unplaced.length),
    completedDate: new Date(nowMs).toISOString(),
  };
}

/** Cancels one open leg of a batch (section 7.1, CANCEL_ORDER); the batch itself stays as it is. */
export function cancelLeg(batch: WireBatch, ticker: string): WireBatch {
  return {
    ...batch,
    orders: batch.orders.map((leg) =>
      leg.tradingsymbol === ticker && !isLegFinal(leg) ? settleLeg(leg, { kind: 'cancel' }) : leg,
    ),
  };
}

function settleLeg(leg: WireLeg, fate: LegFate): WireLeg {
  const lastPrice = leg.price ?? stockOf(leg.tradingsymbol).price;
  switch (fate.kind) {
    case 'fill': {
      const status = fate.quantity === leg.quantity ? 'COMPLETE' : 'PARTIAL';
      return { ...leg, status, filledQuantity: fate.quantity, averagePrice: lastPrice };
    }
    case 'cancel':
      // Section 11: a cancelled leg with a price exists, so that nobody infers a fill from the price.
      return { ...leg, status: 'CANCELLED', averagePrice: lastPrice, statusMessage: 'Order cancelled' };
    case 'reject':
    case 'unplaced':
      return {
        ...leg,
        status: 'REJECTED',
        errorCode: fate.errorCode,
        statusMessage: STATUS_MESSAGES[fate.errorCode] ?? fate.errorCode,
      };
  }
}

/** Amounts are left as floating-point arithmetic makes them: section 11 says that such noise occurs. */
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

/** Section 11 [assumed]: the status of a batch follows from its legs. */
function batchStatus(orders: readonly WireLeg[], unplaced: number): WireBatch['status'] {
  if (orders.length === 0) return 'UNPLACED';
  if (unplaced === 0 && orders.every((leg) => leg.status === 'COMPLETE')) return 'COMPLETED';
  if (orders.every((leg) => leg.filledQuantity === 0)) return 'UNFILLED';
  return 'PARTIALLYFILLED';
}

/** What a settled batch moves in the account. */
export function fillsOf(batch: WireBatch): Fill[] {
  return batch.orders
    .filter((leg) => leg.filledQuantity > 0)
    .map((leg) => ({
      ticker: leg.tradingsymbol,
      exchange: leg.exchange,
      side: leg.transactionType,
      quantity: leg.filledQuantity,
      price: leg.averagePrice,
    }));
}

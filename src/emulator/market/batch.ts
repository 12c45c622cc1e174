import type { WireBatch, WireLeg, WireUnplacedLeg } from '../../gateway/wire.js';
import type { Fill } from './accounts.js';
import type { IdSource } from '../state/ids.js';
import type { LegFate, Settlement } from '../state/state.js';
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

/** What a batch is besides its legs (section 11). */
interface BatchNature {
  readonly variety: 'regular' | 'amo';
  /** Kind of a smallcase order. */
  readonly label?: string;
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
  { variety, label }: BatchNature,
): PlacedBatch {
  const decided = legs.map((leg, index) => ({ leg, fate: fates[index] ?? { kind: 'cancel' as const } }));
  const sent = decided.filter(({ fate }) => fate.kind !== 'unplaced');
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

/** Whether some leg can still change. */
export function isBatchOpen(batch: WireBatch): boolean {
  return !batch.orders.every(isLegFinal);
}

/** When the exchange gets to a leg of a batch, on the virtual clock. */
export function legDueAt({ fates, dueAt }: Settlement, index: number): number {
  return fates[index]?.at ?? dueAt;
}

/** The exchange's result so far: every open leg whose time has come meets its fate; after the last one the batch is final. */
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

/** Cancels the open legs of a batch with this ticker, or all of them for null; the batch itself stays as it is. */
export function cancelLegs(batch: WireBatch, ticker: string | null): WireBatch {
  const isMeant = (leg: WireLeg) => !isLegFinal(leg) && (ticker === null || leg.tradingsymbol === ticker);
  return {
    ...batch,
    orders: batch.orders.map((leg) =>
      isMeant(leg) ? settleLeg(leg, { kind: 'cancel' }, batch.variety) : leg,
    ),
  };
}

function settleLeg(leg: WireLeg, fate: LegFate, variety: string): WireLeg {
  switch (fate.kind) {
    case 'fill': {
      const status = fate.quantity === leg.quantity ? 'COMPLETE' : 'PARTIAL';
      return { ...leg, status, filledQuantity: fate.quantity, averagePrice: fillPrice(leg) };
    }
    case 'cancel':
      // Section 11: a cancelled leg with a price exists, so that a price alone must not be read as a fill.
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
        errorCode: fate.errorCode,
        statusMessage: STATUS_MESSAGES[fate.errorCode] ?? fate.errorCode,
      };
  }
}

/** The market's price, or the limit where that is what the market had to come to. */
function fillPrice(leg: WireLeg): number {
  const market = stockOf(leg.tradingsymbol).price;
  if (leg.orderType !== 'LIMIT' || leg.price === undefined) return market;
  return leg.transactionType === 'BUY' ? Math.min(leg.price, market) : Math.max(leg.price, market);
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
  if (!orders.every(isLegFinal)) return 'PLACED';
  if (unplaced === 0 && orders.every((leg) => leg.status === 'COMPLETE')) return 'COMPLETED';
  if (orders.every((leg) => leg.filledQuantity === 0)) return 'UNFILLED';
  return 'PARTIALLYFILLED';
}

/** What moved in the account between two states of a batch: a leg fills once, with all it gets. */
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

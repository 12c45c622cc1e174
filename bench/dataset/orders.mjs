import { createHash } from 'node:crypto';

/** Orders of one page, and legs of each order. */
export const PAGE = 20;
export const LEGS = 5;

const SYMBOLS = ['RELIANCE', 'HDFCBANK', 'ICICIBANK', 'INFY', 'TATAMOTORS', 'BHARTIARTL', 'SBIN', 'LT'];
const FIRST_ORDER_AT = Date.parse('2026-01-05T04:15:00.000Z');

/** The viewers of a run have numbers; these are their user id and their broker account. */
export const viewerName = (number) => `viewer-${number}`;
export const accountOf = (number) => (number + 1).toString(16).padStart(24, '0');
export const viewerOfAccount = (account) => viewerName(Number.parseInt(account, 16) - 1);

/**
 * The n-th order of a viewer as Gateway reports it: completed, with five legs. The same arguments give the same order, so
 * that every server has the same data and each answer can be compared with what it must be.
 *
 * @param {number} viewer
 * @param {number} n
 */
export function batchOf(viewer, n) {
  const batchId = createHash('sha256').update(`${viewer} ${n}`).digest('hex').slice(0, 24);
  const legs = Array.from({ length: LEGS }, (_, index) => legOf(viewer, n, index));
  const paise = legs.reduce((sum, leg) => sum + leg.quantity * Math.round(leg.averagePrice * 100), 0);
  return {
    batchId,
    status: 'COMPLETED',
    variety: 'regular',
    buyAmount: paise / 100,
    sellAmount: 0,
    quantity: LEGS,
    filled: LEGS,
    orders: legs,
    unplaced: [],
    completedDate: new Date(FIRST_ORDER_AT + (viewer * 1_000 + n) * 1_000).toISOString(),
  };
}

function legOf(viewer, n, index) {
  const quantity = 1 + ((viewer + n + index) % 90);
  return {
    tradingsymbol: SYMBOLS[(viewer + n + index) % SYMBOLS.length],
    exchange: index % 2 === 0 ? 'NSE' : 'BSE',
    transactionType: 'BUY',
    orderType: 'MARKET',
    product: 'CNC',
    quantity,
    filledQuantity: quantity,
    averagePrice: (10_000 + ((viewer * 7_919 + n * 104_729 + index * 1_299_709) % 4_000_000)) / 100,
    status: 'COMPLETE',
    exchangeOrderId: String(1_100_000_000_000_000 + viewer * 100_000 + n * LEGS + index),
  };
}

const money = (rupees) => ({ amount: rupees.toFixed(2), currency: 'INR' });

/**
 * The same order as the API shows it.
 *
 * @param {ReturnType<typeof batchOf>} batch
 * @param {'CONFIRMED' | 'WEBHOOK'} provenance
 */
export function viewOf(batch, provenance = 'CONFIRMED') {
  return {
    id: Buffer.from(`Order:${batch.batchId}`).toString('base64url'),
    batchId: batch.batchId,
    status: batch.status,
    variety: 'REGULAR',
    isFinal: provenance === 'CONFIRMED',
    provenance,
    buyAmount: money(batch.buyAmount),
    completedAt: batch.completedDate,
    legs: batch.orders.map((leg) => ({
      symbol: leg.tradingsymbol,
      exchange: leg.exchange,
      side: leg.transactionType,
      orderType: leg.orderType,
      status: leg.status,
      quantity: leg.quantity,
      filledQuantity: leg.filledQuantity,
      averagePrice: { amount: leg.averagePrice.toFixed(2) },
      exchangeOrderId: leg.exchangeOrderId,
    })),
  };
}

/**
 * The newest orders of a viewer who has `count`, newest first.
 *
 * @param {number} viewer
 * @param {number} count
 */
export function newestOrders(viewer, count) {
  return Array.from({ length: Math.min(PAGE, count) }, (_, index) =>
    viewOf(batchOf(viewer, count - 1 - index)),
  );
}

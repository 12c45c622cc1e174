import { silentLog } from '../../src/core/log.js';
import type { DecimalString } from '../../src/core/money.js';
import type { LegFact } from '../../src/gateway/facts.js';
import { saveBrokerAccount } from '../../src/ledger/broker-accounts.js';
import { appendEvent, nextSeq } from '../../src/ledger/events.js';
import { saveHoldings } from '../../src/ledger/holdings.js';
import type { Unit } from '../../src/ledger/unit.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import type { HoldingsSnapshot, OrderSnapshot } from '../../src/ledger/snapshots.js';
import { savePendingAction } from '../../src/ledger/pending-actions.js';
import { putOrder } from './ledger.js';
import { appendTimeline } from '../../src/ledger/timeline.js';
import { insertTransaction } from '../../src/ledger/transactions.js';
import type { TransactionSnapshot } from '../../src/ledger/snapshots.js';
import { order, transaction } from './facts.js';

/** The viewer who has as much as {@link writeHeavyViewer} writes. */
export const HEAVY = 'heavy';

const SECURITIES = 500;
const LEGS = 50;
const ENTRIES = 100;
const OTHER_TRANSACTIONS = 100;
const ORDERS_OF_EACH = 5;

const hex = (number: number, length: number) => number.toString(16).padStart(length, '0');

/** The transaction that has this many orders. */
export const transactionOfOrders = (orders: number) => `TRX_${hex(orders, 32)}`;

/** The n-th account of the viewer. */
export const accountId = (n: number) => hex(n, 24);

/** Ids of the heavy viewer's, as arguments of the fields that need one. */
export const HEAVY_IDS: Readonly<Record<string, readonly string[]>> = {
  'Query.transaction.id': [transactionOfOrders(100), transactionOfOrders(250)],
  'Query.order.id': [hex(1, 24)],
  'Query.node.id': [`Transaction:${transactionOfOrders(250)}`, `Viewer:${HEAVY}`].map((id) =>
    Buffer.from(id).toString('base64url'),
  ),
};

/**
 * Fills a new ledger for one viewer: transactions of 100 and 250 orders and a hundred of five, all orders with 50 legs; timelines of 100
 * entries; holdings of 500 securities, 100 smallcases of 50 and 500 funds; a hundred accounts and actions; a log with all of it.
 */
export async function writeHeavyViewer(databaseUrl: string, { holdingsEvents = 40 } = {}): Promise<void> {
  const ledger = await openLedger(databaseUrl, { log: silentLog });
  const numberOf = counter();
  const write = (orders: number, name: string) =>
    ledger.write((unit) => writeTransaction(unit, name, Array.from({ length: orders }, numberOf)));
  for (let n = 0; n < OTHER_TRANSACTIONS; n += 1)
    await write(ORDERS_OF_EACH, `TRX_${hex(n, 8)}${'f'.repeat(24)}`);
  for (const orders of [100, 250]) await write(orders, transactionOfOrders(orders));
  await ledger.write(writeAccounts);
  for (let n = 0; n < holdingsEvents; n += 1) await ledger.write((unit) => writeHoldings(unit, n));
  await ledger.close();
}

function counter(): () => number {
  let count = 0;
  return () => {
    count += 1;
    return count;
  };
}

async function writeTransaction(unit: Unit, transactionId: string, orders: readonly number[]): Promise<void> {
  const own = { transactionId, viewerId: HEAVY };
  const snapshot: TransactionSnapshot = transaction({ ...own, status: 'COMPLETED' });
  const createdSeq = await nextSeq(unit, HEAVY);
  const event = { viewerId: HEAVY, occurredAt: 1, transactionId };
  await insertTransaction(unit, snapshot, { createdSeq, readAt: null, orderDigest: null, now: 1 });
  await appendEvent(unit, { ...event, type: 'TRANSACTION', subject: transactionId, snapshot }, createdSeq);
  for (let at = 0; at < ENTRIES; at += 1)
    await appendTimeline(unit, own, {
      at,
      source: 'POLL',
      batchId: null,
      from: 'USED',
      to: 'USED',
      anomaly: `entry ${at}`,
    });
  for (const number of orders) {
    const batchId = hex(number, 24);
    const placed = order({ ...own, batchId, status: 'COMPLETED', isFinal: true, ...legsOf(number) });
    const seq = await nextSeq(unit, HEAVY);
    await putOrder(unit, placed, seq);
    await appendEvent(unit, { ...event, type: 'ORDER', subject: batchId, snapshot: placed }, seq);
  }
}

function legsOf(number: number): Pick<OrderSnapshot, 'legs' | 'unplacedLegs'> {
  const money = '1575.0900000000001' as DecimalString;
  const leg = (n: number): LegFact => ({
    symbol: `SYMBOL${n}`,
    exchange: 'NSE',
    side: 'BUY',
    orderType: 'LIMIT',
    product: 'CNC',
    status: 'COMPLETE',
    rawStatus: 'COMPLETE',
    quantity: 10,
    filledQuantity: 10,
    averagePrice: money,
    limitPrice: money,
    exchangeOrderId: `10000000${number}`,
    errorCode: null,
    statusMessage: 'the order was filled by the exchange',
  });
  const unplaced = (n: number) => ({
    symbol: `LEFT${n}`,
    exchange: 'NSE',
    side: 'SELL' as const,
    quantity: 1,
    errorCode: 'marginsExceeded',
    statusMessage: 'the margin is not enough for this order',
  });
  const numbers = Array.from({ length: LEGS }, (_, n) => n);
  return { legs: numbers.map(leg), unplacedLegs: numbers.map(unplaced) };
}

async function writeAccounts(unit: Unit): Promise<void> {
  for (let n = 0; n < 100; n += 1) {
    await saveBrokerAccount(unit, {
      authId: accountId(n),
      viewerId: HEAVY,
      broker: 'kite',
      linkedAt: 1_000 - n,
    });
    const action = { iscid: hex(n, 24), scid: 'SCNM_0001', name: 'A smallcase', date: 1, receivedAt: n };
    const kind = { action: 'REBALANCE', rawAction: 'rebalance' } as const;
    await savePendingAction(unit, HEAVY, { authId: accountId(0), actionId: hex(n, 24), ...action, ...kind });
  }
}

async function writeHoldings(unit: Unit, n: number): Promise<void> {
  const holdings = { ...holdingsOf(), provenance: 'CONFIRMED', receivedAt: n } as const;
  const seq = await nextSeq(unit, HEAVY);
  await saveHoldings(unit, HEAVY, holdings, seq);
  const own = {
    viewerId: HEAVY,
    type: 'HOLDINGS',
    subject: holdings.authId,
    authId: holdings.authId,
  } as const;
  const snapshot = { holdings, imported: null, linkedAt: 1 };
  await appendEvent(unit, { ...own, occurredAt: 1, snapshot }, seq);
}

function holdingsOf(): Omit<HoldingsSnapshot, 'provenance' | 'receivedAt'> {
  const many = <Item>(count: number, item: (n: number) => Item) =>
    Array.from({ length: count }, (_, n) => item(n));
  const amount = '1520.3500000000001' as DecimalString;
  const position = { quantity: '5.00' as DecimalString, averagePrice: amount };
  return {
    authId: accountId(0),
    broker: 'kite',
    version: 'v2',
    snapshotAt: 1,
    lastUpdateAt: 1,
    isUpdating: false,
    securities: many(SECURITIES, (n) => ({
      isin: `INE${hex(n, 9)}`,
      name: `Company number ${n} Limited`,
      nseTicker: `SYMBOL${n}`,
      bseTicker: `SYMBOL${n}`,
      quantity: amount,
      averagePrice: amount,
      nsePosition: position,
      bsePosition: position,
      collateralQuantity: amount,
      transactableQuantity: amount,
      smallcaseQuantity: amount,
    })),
    smallcases: many(100, (n) => ({
      scid: `SCNM_${n}`,
      name: `Smallcase ${n}`,
      isPrivate: false,
      currentValue: amount,
      totalReturns: amount,
      constituents: many(50, (k) => ({ ticker: `SYMBOL${k}`, shares: amount })),
    })),
    mutualFunds: many(500, (n) => ({
      folio: `folio ${n}`,
      fund: `A fund of number ${n}`,
      isin: `INF${hex(n, 9)}`,
      amc: 'An asset management company',
      units: amount,
      averagePrice: amount,
      nav: amount,
      navDate: '2026-01-01',
      marketValue: amount,
      costValue: amount,
      pnl: amount,
      xirr: amount,
    })),
  };
}

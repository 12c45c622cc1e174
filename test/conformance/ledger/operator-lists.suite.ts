import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DecimalString } from '../../../src/core/money.js';
import type { LegFact } from '../../../src/gateway/facts.js';
import type { Delivery, DeliveryState } from '../../../src/ledger/deliveries/deliveries.js';
import { insertDeliveries, insertDelivery } from '../../../src/ledger/deliveries/delivery-intake.js';
import { askTogether } from '../../../src/ledger/databases/statement.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import {
  countDeliveries,
  countPlannedTransactions,
  countStaleTransactions,
  countUnconfirmedOrders,
} from '../../../src/ledger/operator/counts.js';
import {
  type DeliveriesFilter,
  type DeliveryPlace,
  deliveryBody,
  deliverySummaries,
  listAllDeliveries,
  siblingDeliveries,
} from '../../../src/ledger/operator/deliveries.js';
import {
  listAllOrders,
  newestOrdersOf,
  type OrderPlace,
  type OrdersFilter,
} from '../../../src/ledger/operator/orders.js';
import { ROWS_OF_PAGE, type ScannedPage, type Wanted } from '../../../src/ledger/operator/scan.js';
import {
  listAllTransactions,
  type TransactionPlace,
  type TransactionsFilter,
} from '../../../src/ledger/operator/transactions.js';
import type { OrderSnapshot, TransactionSnapshot } from '../../../src/ledger/snapshots.js';
import { insertTransaction } from '../../../src/ledger/transactions.js';
import { order, transaction } from '../../support/facts.js';
import { randomStream } from '../../support/faults.js';
import { type LedgerImplementation, putOrder, type TestLedger } from '../../support/ledger.js';

const TRANSACTIONS = 90;
const DELIVERIES = 150;
const STATES: readonly DeliveryState[] = ['APPLIED', 'APPLIED', 'UNMATCHED', 'DEAD', 'PENDING'];
const NO_TIMES = { since: null, until: null };
const ALL_ORDERS: OrdersFilter = {
  ...NO_TIMES,
  statuses: null,
  provenances: null,
  isFinal: null,
  viewerId: null,
  symbol: null,
  broker: null,
  text: null,
};
const ALL_TRANSACTIONS: TransactionsFilter = {
  ...NO_TIMES,
  statuses: null,
  intents: null,
  viewerId: null,
  isStale: null,
};
const ALL_DELIVERIES: DeliveriesFilter = {
  ...NO_TIMES,
  states: null,
  kinds: null,
  notKinds: null,
  deliveryIds: null,
  transactionId: null,
  problem: null,
};

/** The ids of every third delivery, and one that none has. */
const SOME_IDS = Array.from({ length: DELIVERIES / 3 }, (_, n) => deliveryId(3 * n)).concat('none');

function deliveryId(n: number): string {
  return createHash('md5').update(`delivery ${n}`).digest('hex').slice(0, 24);
}

interface MadeTransaction {
  readonly at: number;
  readonly snapshot: TransactionSnapshot;
  readonly orders: readonly { readonly seq: number; readonly snapshot: OrderSnapshot }[];
}

const next = randomStream(7);
const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(next() * values.length)] as Value;
const transactionId = (n: number) => `TRX_${createHash('md5').update(`${n}`).digest('hex')}`;
const batchId = (seq: number) => createHash('md5').update(`batch ${seq}`).digest('hex').slice(0, 24);

function leg(symbol: string, exchangeOrderId: string): LegFact {
  return {
    symbol,
    exchange: 'NSE',
    side: 'BUY',
    orderType: 'MARKET',
    product: 'CNC',
    status: 'OPEN',
    rawStatus: null,
    quantity: 1,
    filledQuantity: 0,
    averagePrice: '10.00' as DecimalString,
    limitPrice: null,
    exchangeOrderId,
    errorCode: null,
    statusMessage: `says "provenance":"CONFIRMED" and \\ and %`,
  };
}

/** Several transactions share a millisecond, and have none, one or several orders. */
function makeTransactions(): readonly MadeTransaction[] {
  let seq = 0;
  return Array.from({ length: TRANSACTIONS }, (_, n) => {
    const own = transaction({
      transactionId: transactionId(n),
      viewerId: pick(['anya', 'bela', 'carol']),
      status: pick(['INITIALIZED', 'COMPLETED', 'ERRORED']),
      intent: pick(['TRANSACTION', 'CONNECT']),
      broker: pick(['kite', 'groww', null]),
      isStale: pick([true, false]),
    });
    seq += 1;
    const orders = Array.from({ length: pick([0, 1, 1, 4]) }, () => {
      seq += 1;
      const snapshot = order({
        batchId: batchId(seq),
        transactionId: own.transactionId,
        viewerId: own.viewerId,
        status: pick(['PLACED', 'COMPLETED', 'UNFILLED']),
        provenance: pick(['WEBHOOK', 'CONFIRMED']),
        isFinal: pick([true, false]),
        legs: [leg(pick(['INFY', 'TCS']), `X${seq}`)],
      });
      return { seq, snapshot };
    });
    return { at: 1_000 + Math.floor(n / 3), snapshot: own, orders };
  });
}

function makeDeliveries(): readonly Delivery[] {
  return Array.from({ length: DELIVERIES }, (_, n) => {
    const body = Buffer.from(`{"n":${n}}`);
    return {
      deliveryId: deliveryId(n),
      sha256: createHash('sha256').update(body).digest('hex'),
      receivedAt: 5_000 + Math.floor(n / 4),
      kind: pick(['ORDER', 'HOLDINGS']),
      state: pick(STATES),
      failures: 0,
      playAt: null,
      proof: `${n}`,
      transactionId: pick([transactionId(1), transactionId(2), null]),
      authId: pick(['a', 'b']),
      problem: pick([null, 'the Batch is bound to another transaction', 'no such account']),
      body,
    };
  });
}

/** Lists of all viewers, compared with what a filter in memory finds. */
export function operatorListsSuite(implementation: LedgerImplementation): void {
  let open: TestLedger;
  let ledger: Ledger;
  const transactions = makeTransactions();
  const deliveries = makeDeliveries();

  beforeAll(async () => {
    open = await implementation.open();
    ledger = open.ledger;
    await ledger.write(async (unit) => {
      for (const { at, snapshot, orders } of transactions) {
        const readAt = snapshot.isStale ? null : 1;
        const keep = { createdSeq: seqOf(snapshot), readAt, orderDigest: null, now: at };
        await insertTransaction(unit, snapshot, keep);
        for (const { seq, snapshot: own } of orders) await putOrder(unit, own, seq);
      }
      for (const delivery of deliveries) await insertDelivery(unit, delivery);
    });
  });

  afterAll(() => open.close());

  /** A place of its own for each transaction of a viewer; orders have theirs in another table. */
  const seqOf = ({ transactionId: id }: TransactionSnapshot) =>
    1 + transactions.findIndex(({ snapshot }) => snapshot.transactionId === id);

  const newestTransactions = [...transactions].sort(
    (one, other) => other.at - one.at || (one.snapshot.transactionId < other.snapshot.transactionId ? 1 : -1),
  );
  const orders = newestTransactions.flatMap((made) =>
    [...made.orders].sort((one, other) => other.seq - one.seq).map(({ snapshot }) => ({ ...made, snapshot })),
  );

  const ordersBy: Readonly<
    Record<string, readonly [Partial<OrdersFilter>, (made: (typeof orders)[number]) => boolean]>
  > = {
    all: [{}, () => true],
    'by status': [{ statuses: ['UNFILLED', 'PLACED'] }, ({ snapshot }) => snapshot.status !== 'COMPLETED'],
    'by no status': [{ statuses: [] }, () => false],
    'by provenance': [{ provenances: ['WEBHOOK'] }, ({ snapshot }) => snapshot.provenance === 'WEBHOOK'],
    'that are final': [{ isFinal: true }, ({ snapshot }) => snapshot.isFinal],
    'of a viewer': [{ viewerId: 'bela' }, ({ snapshot }) => snapshot.viewerId === 'bela'],
    'by symbol': [{ symbol: 'TCS' }, ({ snapshot }) => snapshot.legs[0]?.symbol === 'TCS'],
    'by a part of a symbol': [{ symbol: 'TC' }, () => false],
    'by times': [{ since: 1_003, until: 1_010 }, ({ at }) => at >= 1_003 && at <= 1_010],
    'by several': [
      { viewerId: 'anya', statuses: ['PLACED'], isFinal: false, until: 1_020 },
      ({ at, snapshot }) =>
        at <= 1_020 && snapshot.viewerId === 'anya' && snapshot.status === 'PLACED' && !snapshot.isFinal,
    ],
  };

  test.each(Object.entries(ordersBy))(
    'orders %s come newest first, without gaps and repeats',
    async (_, one) => {
      const [filter, fits] = one;
      const found = await pages((wanted: Wanted<OrderPlace>) =>
        listAllOrders(ledger.db, { ...ALL_ORDERS, ...filter }, wanted),
      );
      expect(found.map((each) => each.snapshot.batchId)).toEqual(
        orders.filter(fits).map(({ snapshot }) => snapshot.batchId),
      );
    },
  );

  test('orders are found by broker', async () => {
    const found = await pages((wanted: Wanted<OrderPlace>) =>
      listAllOrders(ledger.db, { ...ALL_ORDERS, broker: 'groww' }, wanted),
    );
    const expected = newestTransactions
      .filter(({ snapshot }) => snapshot.broker === 'groww')
      .flatMap((made) => made.orders.toReversed().map(({ snapshot }) => snapshot.batchId));
    expect(found.map(({ snapshot }) => snapshot.batchId)).toEqual(expected);
  });

  test('orders are found by batch id, transaction id and exchange order id, whole', async () => {
    const several = transactions.find((made) => made.orders.length === 4) as MadeTransaction;
    const [first] = several.orders.map(({ snapshot }) => snapshot) as [OrderSnapshot];
    const find = async (text: string) =>
      (
        await pages((wanted: Wanted<OrderPlace>) => listAllOrders(ledger.db, { ...ALL_ORDERS, text }, wanted))
      ).map(({ snapshot }) => snapshot.batchId);
    expect(await find(first.batchId)).toEqual([first.batchId]);
    expect((await find(first.transactionId)).sort()).toEqual(
      several.orders.map(({ snapshot }) => snapshot.batchId).sort(),
    );
    expect(await find(first.legs[0]?.exchangeOrderId ?? '')).toEqual([first.batchId]);
    for (const text of ['', first.batchId.slice(1), '%', 'X', "'; drop table orders"])
      expect(await find(text)).toEqual([]);
  });

  test.each([
    ['all', {}, () => true],
    ['by status', { statuses: ['ERRORED'] }, (one: TransactionSnapshot) => one.status === 'ERRORED'],
    ['by intent', { intents: ['CONNECT'] }, (one: TransactionSnapshot) => one.intent === 'CONNECT'],
    ['of a viewer', { viewerId: 'carol' }, (one: TransactionSnapshot) => one.viewerId === 'carol'],
    ['that are stale', { isStale: true }, (one: TransactionSnapshot) => one.isStale],
    ['of no status', { statuses: [] }, () => false],
  ] as const)('transactions %s come newest first, without gaps and repeats', async (_, filter, fits) => {
    const found = await pages((wanted: Wanted<TransactionPlace>) =>
      listAllTransactions(ledger.db, { ...ALL_TRANSACTIONS, ...filter }, wanted),
    );
    expect(found.map(({ snapshot }) => snapshot.transactionId)).toEqual(
      newestTransactions
        .filter(({ snapshot }) => fits(snapshot))
        .map(({ snapshot }) => snapshot.transactionId),
    );
  });

  const newestDeliveries = [...deliveries].sort(
    (one, other) => other.receivedAt - one.receivedAt || (one.deliveryId < other.deliveryId ? 1 : -1),
  );

  test.each([
    ['all', {}, () => true],
    ['of a state', { states: ['DEAD'] }, (one: Delivery) => one.state === 'DEAD'],
    [
      'of several states',
      { states: ['DEAD', 'UNMATCHED', 'PENDING', 'DEAD'] },
      (one: Delivery) => one.state !== 'APPLIED',
    ],
    ['of no state', { states: [] }, () => false],
    ['of no kind', { kinds: [] }, () => false],
    ['of another kind', { notKinds: ['HOLDINGS'] }, (one: Delivery) => one.kind !== 'HOLDINGS'],
    [
      'of ids and a state',
      { deliveryIds: SOME_IDS, states: ['APPLIED', 'DEAD'] },
      (one: Delivery) => SOME_IDS.includes(one.deliveryId) && ['APPLIED', 'DEAD'].includes(one.state),
    ],
    [
      'of ids and a time',
      { deliveryIds: SOME_IDS, until: 5_010 },
      (one: Delivery) => SOME_IDS.includes(one.deliveryId) && one.receivedAt <= 5_010,
    ],
    ['of no ids', { deliveryIds: [] }, () => false],
    ['of a kind', { kinds: ['HOLDINGS'] }, (one: Delivery) => one.kind === 'HOLDINGS'],
    [
      'of a transaction',
      { transactionId: transactionId(1) },
      (one: Delivery) => one.transactionId === transactionId(1),
    ],
    [
      'of a transaction and a state',
      { transactionId: transactionId(1), states: ['APPLIED'] },
      (one: Delivery) => one.transactionId === transactionId(1) && one.state === 'APPLIED',
    ],
    [
      'with a problem',
      { problem: 'BATCH is' },
      (one: Delivery) => one.problem?.startsWith('the Batch') === true,
    ],
    [
      'of a time',
      { since: 5_003, until: 5_009 },
      (one: Delivery) => one.receivedAt >= 5_003 && one.receivedAt <= 5_009,
    ],
  ] as readonly (readonly [string, Partial<DeliveriesFilter>, (one: Delivery) => boolean])[])(
    'deliveries %s come newest first, without gaps and repeats',
    async (_, filter, fits) => {
      const found = await pages((wanted: Wanted<DeliveryPlace>) =>
        listAllDeliveries(ledger.db, { ...ALL_DELIVERIES, ...filter }, wanted),
      );
      expect(found.map(({ deliveryId }) => deliveryId)).toEqual(
        newestDeliveries.filter(fits).map(({ deliveryId }) => deliveryId),
      );
    },
  );

  test('a delivery is listed with its size, and its body is read only within a bound', async () => {
    const [one] = deliveries as [Delivery];
    const { body, ...head } = one;
    expect(await deliverySummaries(ledger.db, [one.deliveryId, 'none'])).toEqual([
      { ...head, sizeBytes: body.length },
    ]);
    expect((await deliveryBody(ledger.db, one.deliveryId, body.length))?.equals(body)).toBe(true);
    expect(await deliveryBody(ledger.db, one.deliveryId, body.length - 1)).toBeNull();
    expect(await deliveryBody(ledger.db, 'none', 1_000)).toBeNull();
  });

  test('siblings are of the same transaction, or of the same account where none is named', async () => {
    const siblings = async (isNamed: boolean) => {
      const one = deliveries.find((each) => (each.transactionId !== null) === isNamed) as Delivery;
      const found = await siblingDeliveries(ledger.db, one, 5);
      const expected = newestDeliveries.filter(
        (each) =>
          each.deliveryId !== one.deliveryId &&
          (isNamed ? each.transactionId === one.transactionId : each.authId === one.authId),
      );
      return [found.map((each) => each.deliveryId), expected.slice(0, 5).map((each) => each.deliveryId)];
    };
    for (const isNamed of [true, false]) {
      const [found, expected] = await siblings(isNamed);
      expect(found).toEqual(expected);
    }
  });

  test('the newest orders of transactions are bounded for each', async () => {
    const several = transactions.filter((made) => made.orders.length === 4).slice(0, 2);
    const found = await newestOrdersOf(
      ledger.db,
      several.map(({ snapshot }) => snapshot.transactionId),
      2,
    );
    expect(found.map(({ snapshot }) => snapshot.batchId)).toEqual(
      several.flatMap((made) =>
        made.orders
          .toReversed()
          .slice(0, 2)
          .map((each) => each.snapshot.batchId),
      ),
    );
  });

  test('counts agree with the rows', async () => {
    const count = (fits: (one: MadeTransaction) => boolean) => transactions.filter(fits).length;
    expect(await countPlannedTransactions(ledger.db)).toBe(count(({ snapshot }) => !snapshot.isStale));
    expect(await countStaleTransactions(ledger.db)).toBe(count(({ snapshot }) => snapshot.isStale));
    const unconfirmed = transactions
      .filter(({ snapshot }) => !snapshot.isStale)
      .flatMap((made) => made.orders.filter((each) => each.snapshot.provenance !== 'CONFIRMED'));
    expect(await countUnconfirmedOrders(ledger.db)).toBe(unconfirmed.length);
    const counted = await countDeliveries(ledger.db, ['DEAD', 'UNMATCHED', 'ANOMALY'], 5_010);
    for (const state of ['DEAD', 'UNMATCHED', 'ANOMALY'] as const) {
      const expected = deliveries.filter((one) => one.state === state && one.receivedAt >= 5_010).length;
      expect(counted.find(({ of }) => of === state)?.count ?? 0).toBe(expected);
    }
  });

  describe('a page', () => {
    test('has no gaps and no repeats while rows are added and changed', async () => {
      const read = (wanted: Wanted<DeliveryPlace>) => listAllDeliveries(ledger.db, ALL_DELIVERIES, wanted);
      const seen: string[] = [];
      const before = newestDeliveries.map(({ deliveryId }) => deliveryId);
      let after: DeliveryPlace | null = null;
      for (let n = 0; ; n += 1) {
        const page: ScannedPage<DeliveryPlace, { readonly deliveryId: string }> = await read({
          first: 20,
          after,
        });
        seen.push(...page.items.map(({ item }) => item.deliveryId));
        if (!page.hasNext) break;
        after = page.end;
        const body = Buffer.from(`added ${n}`);
        const [one] = deliveries as [Delivery];
        const added = { ...one, deliveryId: `added ${n}`, sha256: `added ${n}`, receivedAt: 9_000 + n, body };
        await ledger.write((unit) => insertDelivery(unit, added));
      }
      expect(seen).toEqual(before);
    });

    test('that finds nothing in many rows ends early, and the next one continues there', async () => {
      const many = await implementation.open();
      const [one] = deliveries as [Delivery];
      await many.ledger.write(async (unit) => {
        for (let from = 0; from <= ROWS_OF_PAGE; from += 500) {
          const some = Array.from({ length: Math.min(500, ROWS_OF_PAGE + 1 - from) }, (_, at) => ({
            ...one,
            deliveryId: `d${from + at}`,
            sha256: `${from + at}`,
            receivedAt: from + at,
            kind: from + at === 0 ? 'RARE' : 'ORDER',
          }));
          await askTogether(unit.db, insertDeliveries(some));
        }
      });
      const filter = { ...ALL_DELIVERIES, kinds: ['RARE'] };
      const first = await listAllDeliveries(many.ledger.db, filter, { first: 10, after: null });
      expect(first).toEqual({ items: [], end: { at: 1, id: 'd1' }, hasNext: true });
      const second = await listAllDeliveries(many.ledger.db, filter, { first: 10, after: first.end });
      expect(second).toMatchObject({ items: [{ item: { deliveryId: 'd0' } }], hasNext: false });
      await many.close();
    });
  });
}

/** All items of a list, read in pages of seven. */
async function pages<Place, Item>(
  read: (wanted: Wanted<Place>) => Promise<ScannedPage<Place, Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let after: Place | null = null;
  for (;;) {
    const page: ScannedPage<Place, Item> = await read({ first: 7, after });
    expect(page.items.length).toBeLessThanOrEqual(7);
    items.push(...page.items.map(({ item }) => item));
    if (!page.hasNext) return items;
    after = page.end;
  }
}

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { askTogether } from '../../../src/ledger/databases/statement.js';
import type { Delivery, DeliveryState } from '../../../src/ledger/deliveries/deliveries.js';
import { insertDeliveries } from '../../../src/ledger/deliveries/delivery-intake.js';
import type { OrderStatus } from '../../../src/gateway/facts.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import {
  COUNTED_OF_PART,
  deliveriesByPart,
  ordersByPart,
  TRANSACTIONS_OF_PART,
} from '../../../src/ledger/operator/activity.js';
import { insertTransaction } from '../../../src/ledger/transactions.js';
import { order, transaction } from '../../support/facts.js';
import { type LedgerImplementation, putOrder, type TestLedger } from '../../support/ledger.js';

/** Parts of 10 ms between 1,000 and 1,040; the last one is full beyond its bound. */
const PARTS = { starts: [1_000, 1_010, 1_020, 1_030], lengthMs: 10 };
const FULL = 1_035;
const STATES: readonly DeliveryState[] = ['APPLIED', 'UNMATCHED', 'DEAD'];

/** What is made: when, and with which state or status. */
const RECEIVED: readonly (readonly [at: number, state: DeliveryState])[] = [
  [999, 'APPLIED'],
  [1_000, 'APPLIED'],
  [1_009, 'APPLIED'],
  [1_009, 'UNMATCHED'],
  [1_010, 'APPLIED'],
  [1_029, 'UNMATCHED'],
  [1_040, 'UNMATCHED'],
  ...Array.from({ length: COUNTED_OF_PART + 5 }, () => [FULL, 'APPLIED'] as const),
];
const PLACED: readonly { readonly at: number; readonly statuses: readonly OrderStatus[] }[] = [
  { at: 999, statuses: ['COMPLETED'] },
  { at: 1_000, statuses: ['COMPLETED', 'UNFILLED'] },
  { at: 1_005, statuses: [] },
  { at: 1_019, statuses: ['COMPLETED'] },
  { at: 1_020, statuses: ['PLACED', 'PLACED'] },
  ...Array.from({ length: TRANSACTIONS_OF_PART + 5 }, () => ({ at: FULL, statuses: ['COMPLETED'] as const })),
];

/** Counts over time, which stop at their bounds. */
export function activitySuite(implementation: LedgerImplementation): void {
  let open: TestLedger;
  let ledger: Ledger;

  beforeAll(async () => {
    open = await implementation.open();
    ledger = open.ledger;
    const deliveries = RECEIVED.map(([at, state], n) => delivery(n, at, state));
    await ledger.write(async (unit) => {
      for (let from = 0; from < deliveries.length; from += 500)
        await askTogether(unit.db, insertDeliveries(deliveries.slice(from, from + 500)));
    });
    let seq = 0;
    await ledger.write(async (unit) => {
      for (const { at, statuses } of PLACED) {
        seq += 1;
        const own = transaction({ transactionId: `TRX_${String(seq).padStart(32, '0')}` });
        const keep = { createdSeq: seq, readAt: null, orderDigest: null, now: at };
        await insertTransaction(unit, own, keep);
        for (const status of statuses) {
          seq += 1;
          const batchId = String(seq).padStart(24, '0');
          await putOrder(unit, order({ batchId, transactionId: own.transactionId, status }), seq);
        }
      }
    });
  });

  afterAll(() => open.close());

  test('counts the deliveries of each part by state, up to the bound of a part', async () => {
    expect([...(await deliveriesByPart(ledger.db, STATES, PARTS))]).toEqual([
      ['APPLIED', [2, 1, 0, COUNTED_OF_PART]],
      ['UNMATCHED', [1, 0, 1, 0]],
    ]);
    expect([...(await deliveriesByPart(ledger.db, ['DEAD'], PARTS))]).toEqual([]);
    expect([...(await deliveriesByPart(ledger.db, [], PARTS))]).toEqual([]);
  });

  test('counts the orders of each part by status, of as many transactions as the bound says', async () => {
    const counts = await ordersByPart(ledger.db, PARTS);
    expect(Object.fromEntries(counts)).toEqual({
      COMPLETED: [1, 1, 0, TRANSACTIONS_OF_PART],
      UNFILLED: [1, 0, 0, 0],
      PLACED: [0, 0, 2, 0],
    });
  });

  test('leaves out retracted orders', async () => {
    await ledger.write((unit) =>
      unit.db.updateTable('orders').set({ is_retracted: 1 }).where('status', '=', 'UNFILLED').execute(),
    );
    expect([...(await ordersByPart(ledger.db, PARTS)).keys()].sort()).toEqual(['COMPLETED', 'PLACED']);
  });

  describe('over more parts than one statement reads', () => {
    const parts = { starts: Array.from({ length: 120 }, (_, n) => 940 + n), lengthMs: 1 };

    test('keeps the order of the parts', async () => {
      const deliveries = await deliveriesByPart(ledger.db, ['UNMATCHED'], parts);
      const orders = await ordersByPart(ledger.db, parts);
      const at = (counts: readonly number[] | undefined) =>
        (counts ?? []).flatMap((count, n) => (count === 0 ? [] : [[parts.starts[n], count]]));
      expect(at(deliveries.get('UNMATCHED'))).toEqual([
        [1_009, 1],
        [1_029, 1],
        [1_040, 1],
      ]);
      expect(at(orders.get('PLACED'))).toEqual([[1_020, 2]]);
    });
  });
}

function delivery(n: number, receivedAt: number, state: DeliveryState): Delivery {
  const body = Buffer.from(`${n}`);
  return {
    deliveryId: String(n).padStart(24, '0'),
    sha256: `sha ${n}`,
    receivedAt,
    kind: 'ORDER',
    state,
    failures: 0,
    playAt: null,
    proof: `${n}`,
    transactionId: null,
    authId: null,
    problem: null,
    body,
  };
}

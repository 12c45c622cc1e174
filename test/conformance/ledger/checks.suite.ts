import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { insertDelivery } from '../../../src/ledger/deliveries/delivery-intake.js';
import { appendEvent } from '../../../src/ledger/events.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import {
  deliveriesByDigest,
  knownTransactions,
  newestOrderChanges,
  openHints,
} from '../../../src/ledger/operator/checks.js';
import type { OrderSnapshot } from '../../../src/ledger/snapshots.js';
import { insertTransaction } from '../../../src/ledger/transactions.js';
import { order, transaction } from '../../support/facts.js';
import { type LedgerImplementation, putOrder, type TestLedger } from '../../support/ledger.js';

const idOf = (number: number) => `TRX_${String(number).padStart(32, '0')}`;
const digestOf = (number: number) => String(number).padStart(64, '0');

/** What the counters of the console read of a ledger. */
export function checksSuite(implementation: LedgerImplementation): void {
  let open: TestLedger;
  let ledger: Ledger;
  const hint = order({ batchId: 'hint', transactionId: idOf(1), provenance: 'WEBHOOK', isFinal: false });
  const confirmed = order({ batchId: 'confirmed', transactionId: idOf(2), provenance: 'CONFIRMED' });
  const unplanned: OrderSnapshot = { ...hint, batchId: 'unplanned', transactionId: idOf(3) };

  beforeAll(async () => {
    open = await implementation.open();
    ledger = open.ledger;
    await ledger.write(async (unit) => {
      for (const [number, readAt] of [
        [1, 5_000],
        [2, 5_000],
        [3, null],
      ] as const) {
        const keep = { createdSeq: number, readAt, orderDigest: null, now: number };
        await insertTransaction(unit, transaction({ transactionId: idOf(number) }), keep);
      }
      await putOrder(unit, hint, 11);
      await putOrder(unit, confirmed, 12);
      await putOrder(unit, unplanned, 13);
      await insertDelivery(unit, {
        deliveryId: 'a'.repeat(24),
        sha256: digestOf(1),
        receivedAt: 1,
        kind: 'ORDER',
        state: 'UNMATCHED',
        failures: 0,
        playAt: null,
        proof: 'p',
        transactionId: null,
        authId: null,
        problem: null,
        body: Buffer.from('{}'),
      });
      const event = { viewerId: hint.viewerId, subject: 'hint', transactionId: idOf(1), occurredAt: 7 };
      await appendEvent(unit, { ...event, type: 'ORDER', snapshot: hint });
      await appendEvent(unit, { ...event, type: 'ORDER', snapshot: { ...hint, isFinal: true } });
      await appendEvent(unit, { ...event, type: 'ORDER_RETRACTED', snapshot: { batchId: 'hint' } });
    });
  });
  afterAll(() => open.close());

  test('says which transactions it has', async () => {
    expect(await knownTransactions(ledger.db, [idOf(1), idOf(9)])).toEqual(new Set([idOf(1)]));
    expect(await knownTransactions(ledger.db, [])).toEqual(new Set());
  });

  test('finds deliveries by the digest of their bytes', async () => {
    expect(await deliveriesByDigest(ledger.db, [digestOf(1), digestOf(2)])).toEqual(
      new Map([[digestOf(1), { deliveryId: 'a'.repeat(24), state: 'UNMATCHED' }]]),
    );
    expect(await deliveriesByDigest(ledger.db, [])).toEqual(new Map());
  });

  test('lists the orders that are only hinted at, with their planned read', async () => {
    const hints = await openHints(ledger.db);
    expect(hints.map(({ batchId, readAt }) => [batchId, readAt]).sort()).toEqual([
      ['hint', 5_000],
      ['unplanned', null],
    ]);
    expect(hints.map(({ transaction: { transactionId } }) => transactionId).sort()).toEqual([
      idOf(1),
      idOf(3),
    ]);
  });

  test('lists what events say of orders, in the order of the log', async () => {
    const changes = await newestOrderChanges(ledger.db);
    expect(changes.map(({ batchId, order: known }) => [batchId, known?.isFinal ?? null])).toEqual([
      ['hint', false],
      ['hint', true],
      ['hint', null],
    ]);
  });
}

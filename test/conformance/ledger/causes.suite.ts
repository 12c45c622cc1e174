import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Decision, decide } from '../../../src/ledger/commits/decision.js';
import { readEvents } from '../../../src/ledger/events.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { appendTimeline, readTimelines, step, type TimelineEntry } from '../../../src/ledger/timeline.js';
import type { Unit } from '../../../src/ledger/unit.js';
import { mergeBatches, retractMissing } from '../../../src/orders/orders.writer.js';
import { storeNewTransaction } from '../../../src/transactions/transactions.writer.js';
import { batchFact, transaction } from '../../support/facts.js';
import type { LedgerImplementation, TestLedger } from '../../support/ledger.js';

const TRACE = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7', isSampled: true };
const WHOLE = { offset: 0, limit: 100 };

/** What timeline entries say of the change that they belong to, on every database. */
export function causesSuite(implementation: LedgerImplementation): void {
  let open: TestLedger;
  let ledger: Ledger;

  beforeAll(async () => {
    open = await implementation.open();
    ledger = open.ledger;
  });

  afterAll(() => open.close());

  const create = async (n: number, traced: (unit: Unit) => Unit = (unit) => unit) => {
    const own = { transactionId: `TRX_${n}`, viewerId: `viewer ${n}`, createdAt: 1, expireAt: 900_000 };
    const snapshot = transaction(own);
    await ledger.write((unit) => storeNewTransaction(traced(unit), snapshot, { orderDigest: null, now: 1 }));
    return snapshot;
  };
  const entriesOf = async (transactionId: string): Promise<readonly TimelineEntry[]> =>
    (await readTimelines(ledger.db, [transactionId], WHOLE)).get(transactionId) ?? [];
  const subjectsOf = async (viewerId: string) =>
    new Map(
      (await readEvents(ledger.db, viewerId, { afterSeq: 0, limit: 100 })).map((event) => [
        event.seq,
        `${event.type} ${event.subject}`,
      ]),
    );
  const merging = (
    snapshot: ReturnType<typeof transaction>,
    batchIds: readonly string[],
    provenance: 'WEBHOOK' | 'CONFIRMED',
    deliveryId?: string,
  ): Decision<void> => ({
    keys: { transactions: [snapshot.transactionId], orders: batchIds },
    ...(deliveryId === undefined ? {} : { deliveryId }),
    *decide(picture) {
      const batches = batchIds.map((id) => batchFact(id, { transactionId: snapshot.transactionId }));
      yield* mergeBatches(picture, batches, { transaction: snapshot, provenance, now: 2 });
      if (provenance === 'CONFIRMED') yield* retractMissing(picture, snapshot, batches, 3);
    },
  });

  test('a created transaction names its event', async () => {
    const { transactionId, viewerId } = await create(1);
    const [entry] = await entriesOf(transactionId);
    expect(entry).toMatchObject({ source: 'CALL', eventSeq: 1 });
    expect(entry).not.toHaveProperty('deliveryId');
    expect(entry).not.toHaveProperty('traceId');
    expect((await subjectsOf(viewerId)).get(1)).toBe(`TRANSACTION ${transactionId}`);
  });

  test('each order that a delivery moves names the delivery and its own event', async () => {
    const snapshot = await create(2);
    await Promise.all([
      ledger.decide(merging(snapshot, ['a2', 'b2'], 'WEBHOOK', 'delivery 1')),
      ledger.decide(merging(snapshot, ['c2'], 'WEBHOOK', 'delivery 2')),
    ]);
    const subjects = await subjectsOf(snapshot.viewerId);
    const moved = (await entriesOf(snapshot.transactionId)).filter(({ batchId }) => batchId !== null);
    expect(moved.map(({ batchId, deliveryId }) => [batchId, deliveryId])).toEqual([
      ['a2', 'delivery 1'],
      ['b2', 'delivery 1'],
      ['c2', 'delivery 2'],
    ]);
    expect(moved.map(({ eventSeq }) => subjects.get(eventSeq ?? 0))).toEqual([
      'ORDER a2',
      'ORDER b2',
      'ORDER c2',
    ]);
  });

  test('a retraction names its event, and no delivery', async () => {
    const snapshot = await create(3);
    await ledger.decide(merging(snapshot, ['a3'], 'WEBHOOK', 'delivery 3'));
    await ledger.decide(merging(snapshot, [], 'CONFIRMED'));
    const entry = (await entriesOf(snapshot.transactionId)).at(-1);
    expect(entry).toMatchObject({ batchId: 'a3', to: null });
    expect(entry).not.toHaveProperty('deliveryId');
    const subjects = await subjectsOf(snapshot.viewerId);
    expect(subjects.get(entry?.eventSeq ?? 0)).toBe('ORDER_RETRACTED a3');
  });

  test('entries of a traced work name its trace, whether it decides or runs queries', async () => {
    const traced = (unit: Unit): Unit => ({ ...unit, trace: TRACE });
    const snapshot = await create(4, traced);
    await ledger.write((unit) => decide(traced(unit), merging(snapshot, ['a4'], 'WEBHOOK', 'delivery 4')));
    const entries = await entriesOf(snapshot.transactionId);
    expect(entries.map(({ traceId }) => traceId)).toEqual([TRACE.traceId, TRACE.traceId]);
  });

  test('an entry that differs from the last one only in its cause is a repetition', async () => {
    const snapshot = await create(5);
    const confirmed = step({ at: 5, source: 'POLL', from: 'USED', to: 'USED' });
    await ledger.write(async (unit) => {
      await appendTimeline({ ...unit, deliveryId: 'delivery 5', trace: TRACE }, snapshot, confirmed);
      await appendTimeline(unit, snapshot, { ...confirmed, at: 6, eventSeq: 7 });
      await appendTimeline({ ...unit, deliveryId: 'delivery 6' }, snapshot, { ...confirmed, at: 8 });
    });
    const entries = await entriesOf(snapshot.transactionId);
    expect(entries.slice(1)).toEqual([{ ...confirmed, deliveryId: 'delivery 5', traceId: TRACE.traceId }]);
  });

  test('an entry of the version before is read, and is the last one of what follows', async () => {
    const snapshot = await create(6);
    const old = { at: 2, source: 'POLL', batchId: null, from: 'USED', to: 'USED', anomaly: null } as const;
    await ledger.write(async (unit) => {
      const row = { transaction_id: snapshot.transactionId, entry: 2, at: 2, snapshot: JSON.stringify(old) };
      await unit.db.insertInto('timeline').values(row).execute();
      await appendTimeline({ ...unit, trace: TRACE }, snapshot, { ...old, at: 3 });
      await appendTimeline({ ...unit, trace: TRACE }, snapshot, { ...old, to: 'COMPLETED' });
    });
    const entries = await entriesOf(snapshot.transactionId);
    expect(entries.slice(1)).toEqual([old, { ...old, to: 'COMPLETED', traceId: TRACE.traceId }]);
  });
}

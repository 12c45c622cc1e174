import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { VirtualClock } from '../../../src/core/time/clock.js';
import { silentLog } from '../../../src/core/log.js';
import type { BatchFact } from '../../../src/gateway/facts.js';
import { applyPendingActions } from '../../../src/holdings/pending-actions.writer.js';
import { saveBrokerAccount } from '../../../src/ledger/broker-accounts.js';
import { markUnmatchedForPlay, unmatchedDeliveries } from '../../../src/ledger/deliveries/deliveries.js';
import { ask } from '../../../src/ledger/databases/statement.js';
import { lookUp } from '../../../src/ledger/commits/decision.js';
import { insertDelivery } from '../../../src/ledger/deliveries/delivery-intake.js';
import { readEvents } from '../../../src/ledger/events.js';
import { forgetHoldings } from '../../../src/ledger/holdings.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { orderPages, ordersById } from '../../../src/ledger/orders.js';
import { ACTIONS_PER_ACCOUNT, pendingActionsOfViewer } from '../../../src/ledger/pending-actions.js';
import { readTimelines } from '../../../src/ledger/timeline.js';
import type { OrderSource } from '../../../src/orders/order.machine.js';
import {
  firstOrdersOf,
  hasOpenOrder,
  keysOfBatches,
  mergeBatches,
  retractMissing,
} from '../../../src/orders/orders.writer.js';
import { cleanUp } from '../../../src/reconcile/clean-up.js';
import type { LedgerImplementation, TestLedger } from '../../support/ledger.js';
import { newBatchId } from '../../support/webhook.js';
import { batchFact as batch, transaction } from '../../support/facts.js';

const DAY_MS = 24 * 3_600_000;
const ACCOUNT = 'a'.repeat(24);
const OTHER_ACCOUNT = 'b'.repeat(24);

/** What many hints at once result in, on every database. */
export function hintsSuite(implementation: LedgerImplementation): void {
  let open: TestLedger;
  let ledger: Ledger;

  beforeEach(async () => {
    open = await implementation.open();
    ledger = open.ledger;
  });

  afterEach(() => open.close());

  describe('batches applied together', () => {
    const owner = transaction();
    const source = { transaction: owner, provenance: 'WEBHOOK', now: 5 } as const;
    const merge = (batches: readonly BatchFact[], more: Partial<OrderSource> = {}) => {
      const from = { ...source, ...more };
      return ledger.decide({
        keys: keysOfBatches(from.transaction.transactionId, batches),
        decide: (picture) => mergeBatches(picture, batches, from),
      });
    };
    const apply = async (batches: readonly BatchFact[], more: Partial<OrderSource> = {}) =>
      (await merge(batches, more)).map(({ outcome }) => outcome);
    const ids = (count: number) => Array.from({ length: count }, newBatchId);
    const log = async () => await readEvents(ledger.db, owner.viewerId, { afterSeq: 0, limit: 1_000 });

    test('are each one order, one event and one entry, in the order they arrived', async () => {
      const batchIds = ids(100);
      expect(await apply(batchIds.map((id) => batch(id)))).toEqual(batchIds.map(() => 'APPLIED'));
      const events = await log();
      expect(events.map(({ seq, subject }) => [seq, subject])).toEqual(batchIds.map((id, n) => [n + 1, id]));
      const stored = await ask(ledger.db, ordersById(batchIds));
      const bySeq = stored.sort((a, b) => a.createdSeq - b.createdSeq);
      expect(
        bySeq.map(({ snapshot, createdSeq, version }) => [snapshot.batchId, createdSeq, version]),
      ).toEqual(batchIds.map((id, n) => [id, n + 1, 1]));
      const timelines = await readTimelines(ledger.db, [owner.transactionId], { offset: 0, limit: 1_000 });
      expect(timelines.get(owner.transactionId)?.map(({ batchId, from, to }) => [batchId, from, to])).toEqual(
        batchIds.map((id) => [id, null, 'PLACED']),
      );
    });

    test('change nothing when they arrive again', async () => {
      const batchIds = ids(30).map((id) => batch(id));
      await apply(batchIds);
      expect(await apply(batchIds)).toEqual(batchIds.map(() => 'UNCHANGED'));
      expect(await log()).toHaveLength(30);
    });

    test('may name one batch several times, and each change is an event', async () => {
      const [id = '', other = ''] = ids(2);
      const done = batch(id, { status: 'COMPLETED', rawStatus: 'COMPLETED' });
      expect(await apply([batch(id), batch(other), done, batch(id), done])).toEqual([
        'APPLIED',
        'APPLIED',
        'APPLIED',
        'UNCHANGED',
        'UNCHANGED',
      ]);
      expect((await log()).map(({ subject }) => subject)).toEqual([id, other, id]);
      expect(await ask(ledger.db, ordersById([id]))).toMatchObject([
        { createdSeq: 1, version: 2, snapshot: { status: 'COMPLETED' } },
      ]);
    });

    test('say when a webhook reported what a read confirms, once', async () => {
      const [hinted = '', unknown = ''] = ids(2);
      await merge([batch(hinted)], { now: 5 });
      const read = { provenance: 'CONFIRMED', now: 9 } as const;
      const facts = [batch(hinted), batch(unknown)];
      expect((await merge(facts, read)).map(({ hintedAt }) => hintedAt)).toEqual([5, null]);
      expect((await merge(facts, read)).map(({ hintedAt }) => hintedAt)).toEqual([null, null]);
    });

    test('leave out one of another transaction, which is an anomaly', async () => {
      const [mine = '', foreign = ''] = ids(2);
      const others = transaction({ transactionId: `TRX_${'f'.repeat(32)}`, viewerId: 'bob' });
      await apply([batch(foreign)], { transaction: others });
      expect(await apply([batch(mine), batch(foreign)])).toEqual(['APPLIED', 'ANOMALY']);
      expect((await log()).map(({ subject }) => subject)).toEqual([mine]);
      expect(await ask(ledger.db, ordersById([foreign]))).toMatchObject([{ snapshot: { viewerId: 'bob' } }]);
    });

    test('are taken back a hundred in a commit, but for those of the read and the final ones', async () => {
      const batchIds = ids(205);
      await apply(batchIds.map((id) => batch(id)));
      const settled = batch(batchIds[0] ?? '', { status: 'COMPLETED', rawStatus: 'COMPLETED' });
      await apply([settled], { provenance: 'CONFIRMED' });
      const read = [batch(batchIds[1] ?? '')];
      const done = { ...owner, status: 'COMPLETED' } as const;
      const takeBack = () =>
        ledger.decide({ keys: {}, decide: (picture) => retractMissing(picture, done, read, 9) });
      expect(await takeBack()).toEqual({ retracted: 100, isDone: false });
      expect(await takeBack()).toEqual({ retracted: 100, isDone: false });
      expect(await lookUp(ledger.db, (picture) => hasOpenOrder(picture, done))).toBe(true);
      expect(await takeBack()).toEqual({ retracted: 3, isDone: true });
      expect(await takeBack()).toEqual({ retracted: 0, isDone: true });
      const standing = await ask(ledger.db, orderPages([firstOrdersOf(owner.transactionId)]));
      expect(standing.map(({ snapshot }) => snapshot.batchId)).toEqual(batchIds.slice(0, 2));
      const retracted = (await log()).filter(({ type }) => type === 'ORDER_RETRACTED');
      expect(retracted.map(({ subject }) => subject)).toEqual(batchIds.slice(2));
    });
  });

  describe('pending actions', () => {
    let now = DAY_MS;
    let actions = 0;
    const tell = (action: string, authId = ACCOUNT) => {
      const iscid = 'c'.repeat(24);
      const fact = {
        authId,
        iscid,
        scid: null,
        name: null,
        action: 'UNKNOWN',
        rawAction: action,
        date: null,
      } as const;
      const hint = { kind: 'PENDING_ACTION', authId, actions: [fact] } as const;
      return ledger.write((unit) => applyPendingActions(unit, hint, { now, upstreamNow: now }));
    };
    const tellNew = () => {
      actions += 1;
      return tell(`action ${actions}`);
    };
    const shown = async (limit = 1_000) =>
      await pendingActionsOfViewer(ledger.db, 'alice', { offset: 0, limit });
    const clean = () =>
      cleanUp({
        ledger,
        clock: new VirtualClock({ startAt: now, frozen: true }),
        certain: { isCertain: true, now: () => now },
        log: silentLog,
        eventDays: 30,
        inboxDays: 30,
        idempotencyHours: 48,
        tokenDays: 30,
      });

    beforeEach(async () => {
      now = DAY_MS;
      for (const authId of [ACCOUNT, OTHER_ACCOUNT])
        await ledger.write((unit) =>
          saveBrokerAccount(unit, { authId, viewerId: 'alice', broker: null, linkedAt: 1 }),
        );
    });

    test('of one account are bounded, and those of another account are not touched by that', async () => {
      for (let n = 0; n < ACTIONS_PER_ACCOUNT; n += 1)
        expect(await tellNew()).toMatchObject({ state: 'APPLIED' });
      const refused = await tellNew();
      expect(refused).toMatchObject({ state: 'OVERSIZED', problem: expect.stringContaining('100') });
      expect(await tell('another', OTHER_ACCOUNT)).toMatchObject({ state: 'APPLIED' });
      expect(await shown()).toHaveLength(ACTIONS_PER_ACCOUNT + 1);
      expect(await readEvents(ledger.db, 'alice', { afterSeq: 0, limit: 1_000 })).toHaveLength(
        ACTIONS_PER_ACCOUNT + 1,
      );
    });

    test('expire with the delivery that reported them last', async () => {
      await tell('once');
      await tell('again and again');
      now += 29 * DAY_MS;
      await clean();
      expect(await shown()).toHaveLength(2);
      expect(await tell('again and again')).toMatchObject({ state: 'APPLIED' });
      now += 2 * DAY_MS;
      await clean();
      expect(await shown()).toMatchObject([{ rawAction: 'again and again', receivedAt: DAY_MS }]);
      now += 29 * DAY_MS;
      await clean();
      expect(await shown()).toEqual([]);
    });

    test('are one event, however often they arrive', async () => {
      for (let n = 0; n < 3; n += 1) await tell('the same');
      expect(await shown()).toHaveLength(1);
      expect(await readEvents(ledger.db, 'alice', { afterSeq: 0, limit: 9 })).toHaveLength(1);
    });

    test('go when their account is unlinked', async () => {
      await tell('mine');
      await tell('of the other', OTHER_ACCOUNT);
      await ledger.write((unit) => forgetHoldings(unit, 'alice', ACCOUNT));
      expect(await shown()).toMatchObject([{ rawAction: 'of the other' }]);
    });
  });

  describe('kept deliveries', () => {
    const keep = (deliveryId: string, bytes: number, receivedAt: number) =>
      ledger.write((unit) =>
        insertDelivery(unit, {
          deliveryId,
          sha256: deliveryId,
          receivedAt,
          kind: 'ORDER',
          state: 'UNMATCHED',
          failures: 0,
          playAt: null,
          proof: 'p',
          transactionId: 'T',
          authId: null,
          problem: null,
          body: Buffer.alloc(bytes),
        }),
      );

    test('are handed out while their bodies are small together, and the rest is marked for the player', async () => {
      await keep('a', 600, 1);
      await keep('b', 400, 2);
      await keep('c', 1, 3);
      const found = await unmatchedDeliveries(ledger.db, { transactionId: 'T' }, 9, 1_000);
      expect(found).toEqual(['a', 'b']);
      await ledger.write((unit) => markUnmatchedForPlay(unit, { transactionId: 'T' }, 7, ['a', 'b']));
      const left = await unmatchedDeliveries(ledger.db, { transactionId: 'T' }, 9);
      expect(left).toEqual(['a', 'b']);
    });

    test('are none when the first is too large', async () => {
      await keep('a', 1_001, 1);
      expect(await unmatchedDeliveries(ledger.db, { transactionId: 'T' }, 9, 1_000)).toEqual([]);
    });
  });
}

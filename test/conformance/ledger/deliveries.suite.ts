import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  claimDelivery,
  countWaitingDeliveries,
  type Delivery,
  dueDeliveries,
  findDelivery,
  markForReplay,
  markUnmatchedForPlay,
  setDeliveryState,
  trimDeliveries,
  unmatchedDeliveries,
} from '../../../src/ledger/deliveries/deliveries.js';
import { ask } from '../../../src/ledger/databases/statement.js';
import { deliveryKeys, insertDelivery } from '../../../src/ledger/deliveries/delivery-intake.js';
import {
  chooseDeliveries,
  listDeliveries,
  type ReplaySelection,
} from '../../../src/ledger/deliveries/delivery-queries.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import type { LedgerImplementation, TestLedger } from '../../support/ledger.js';

/** The inbox, as every ledger keeps it. */
export function deliveriesSuite(implementation: LedgerImplementation): void {
  let open: TestLedger;
  let ledger: Ledger;

  beforeEach(async () => {
    open = await implementation.open();
    ledger = open.ledger;
  });

  afterEach(() => open.close());

  test('counts what is to be played again and what was given up', async () => {
    expect(await countWaitingDeliveries(ledger.db)).toEqual({ PENDING: 0, DEAD: 0 });
    const states = ['PENDING', 'DEAD', 'DEAD', 'APPLIED', 'UNMATCHED'] as const;
    await ledger.write(async (unit) => {
      for (const [index, state] of states.entries())
        await insertDelivery(unit, delivery(`waiting ${index}`, { state }));
    });
    expect(await countWaitingDeliveries(ledger.db)).toEqual({ PENDING: 1, DEAD: 2 });
  });

  function delivery(name: string, changes: Partial<Delivery> = {}): Delivery {
    const body = Buffer.from(`{"name":"${name}"}\n\0\u00ff`);
    return {
      deliveryId: name,
      sha256: createHash('sha256').update(body).digest('hex'),
      receivedAt: 100,
      kind: 'ORDER',
      state: 'APPLIED',
      failures: 0,
      playAt: null,
      proof: 'proof',
      transactionId: null,
      authId: null,
      problem: null,
      body,
      ...changes,
    };
  }

  const insert = (...deliveries: Delivery[]) =>
    Promise.all(deliveries.map((each) => ledger.write((unit) => insertDelivery(unit, each))));

  const hasBytes = async (sha256: string) =>
    (await ask(ledger.db, deliveryKeys([{ proof: 'unseen', sha256 }]))).length > 0;

  const names = (deliveries: readonly Pick<Delivery, 'deliveryId'>[]) =>
    deliveries.map(({ deliveryId }) => deliveryId);

  describe('the inbox', () => {
    test('keeps every byte', async () => {
      const kept = delivery('a', { transactionId: 'T', authId: 'A', problem: 'none' });
      await insert(kept);
      expect(await findDelivery(ledger.db, 'a')).toEqual(kept);
    });

    test('stores the same bytes once, under any id', async () => {
      const first = delivery('a');
      expect(await insert(first, first, { ...first, deliveryId: 'b' })).toEqual([true, false, false]);
      expect(await hasBytes(first.sha256)).toBe(true);
      expect(await hasBytes(delivery('other').sha256)).toBe(false);
      expect(await findDelivery(ledger.db, 'b')).toBeNull();
    });

    test('counts the different bodies of one proof', async () => {
      await insert(delivery('a'), delivery('b'), delivery('b'), delivery('c', { proof: 'another' }));
      const bodiesOf = async (proof: string) =>
        (await ask(ledger.db, deliveryKeys([{ proof, sha256: 'unseen' }])))
          .map(({ sha256 }) => sha256)
          .sort();
      expect(await bodiesOf('proof')).toEqual([delivery('a').sha256, delivery('b').sha256].sort());
      expect(await bodiesOf('unseen')).toEqual([]);
    });

    test('lists the newest first, narrowed and bounded', async () => {
      await insert(
        delivery('a', { receivedAt: 1 }),
        delivery('b', { receivedAt: 3, state: 'ANOMALY' }),
        delivery('c', { receivedAt: 2 }),
      );
      expect(names(await listDeliveries(ledger.db, { limit: 2 }))).toEqual(['b', 'c']);
      expect(names(await listDeliveries(ledger.db, { limit: 5, state: 'APPLIED' }))).toEqual(['c', 'a']);
      expect(names(await listDeliveries(ledger.db, { limit: 5, since: 2 }))).toEqual(['b', 'c']);
      expect(names(await listDeliveries(ledger.db, { limit: 5, since: 2, until: 2 }))).toEqual(['c']);
    });

    test('is not changed by a work that is undone', async () => {
      const failed = ledger.write(async (unit) => {
        await insertDelivery(unit, delivery('a'));
        throw new Error('undone');
      });
      await expect(failed).rejects.toThrow('undone');
      expect(await hasBytes(delivery('a').sha256)).toBe(false);
    });
  });

  describe('unmatched deliveries', () => {
    test('are found by what they wait for, the oldest first', async () => {
      await insert(
        delivery('late', { state: 'UNMATCHED', transactionId: 'T', receivedAt: 2 }),
        delivery('early', { state: 'UNMATCHED', transactionId: 'T', receivedAt: 1 }),
        delivery('other', { kind: 'HOLDINGS', state: 'UNMATCHED', transactionId: 'U', authId: 'A' }),
        delivery('an order', { state: 'UNMATCHED', transactionId: 'V', authId: 'A' }),
        delivery('applied', { transactionId: 'T', authId: 'A' }),
      );
      expect(await unmatchedDeliveries(ledger.db, { transactionId: 'T' }, 9)).toEqual(['early', 'late']);
      expect(await unmatchedDeliveries(ledger.db, { transactionId: 'T' }, 1)).toEqual(['early']);
      expect(await unmatchedDeliveries(ledger.db, { authId: 'A' }, 9)).toEqual(['other']);
    });

    test('wait no longer once their outcome is recorded', async () => {
      await insert(delivery('a', { state: 'UNMATCHED', transactionId: 'T', problem: 'unknown' }));
      await ledger.write((unit) => setDeliveryState(unit, 'a', { state: 'APPLIED', problem: null }));
      expect(await unmatchedDeliveries(ledger.db, { transactionId: 'T' }, 9)).toEqual([]);
      expect(await findDelivery(ledger.db, 'a')).toMatchObject({ state: 'APPLIED', problem: null });
    });
  });

  describe('deliveries to be played', () => {
    const due = async (now: number) => names(await dueDeliveries(ledger.db, now, 9));

    test('are due from their time on and claimed by one player', async () => {
      await insert(delivery('a', { state: 'PENDING', playAt: 50 }), delivery('b'));
      expect([await due(49), await due(50)]).toEqual([[], ['a']]);
      const a = (await findDelivery(ledger.db, 'a')) as Delivery;
      const claims = [200, 300].map((until) => ledger.write((unit) => claimDelivery(unit, a, until)));
      expect(await Promise.all(claims)).toEqual([true, false]);
      expect([await due(199), await due(200)]).toEqual([[], ['a']]);
    });

    test('are due, too, when they stand further in the future than any is planned', async () => {
      const [hour, minute] = [3_600_000, 60_000];
      await insert(
        delivery('soon', { state: 'PENDING', playAt: minute }),
        delivery('by a clock that was ahead', { state: 'PENDING', playAt: 50 * hour }),
      );
      expect(await due(0)).toEqual(['by a clock that was ahead']);
    });

    test('are those that were marked, and no others', async () => {
      await insert(
        delivery('a', { receivedAt: 10, state: 'ANOMALY', failures: 3 }),
        delivery('b', { receivedAt: 20 }),
        delivery('c', { receivedAt: 30, state: 'ANOMALY' }),
      );
      const mark = async (selection: ReplaySelection) => {
        const ids = await chooseDeliveries(ledger.db, selection, { after: '', limit: 9 });
        return await ledger.write((unit) => markForReplay(unit, ids, 100));
      };
      expect(await mark({ state: 'ANOMALY', until: 20 })).toBe(1);
      expect(await due(100)).toEqual(['a']);
      expect(await findDelivery(ledger.db, 'a')).toMatchObject({ state: 'PENDING', failures: 0 });
      expect(await mark({ deliveryId: 'none' })).toBe(0);
      expect(await mark({ since: 20, until: 30 })).toBe(2);
      expect(await due(100)).toEqual(['a', 'b', 'c']);
    });
  });

  test('are chosen in pages, in the order of their ids', async () => {
    await insert(delivery('a'), delivery('b', { state: 'DEAD' }), delivery('c'), delivery('d'));
    const choose = (after: string, selection: ReplaySelection = {}) =>
      chooseDeliveries(ledger.db, selection, { after, limit: 2 });
    expect([await choose(''), await choose('b'), await choose('d')]).toEqual([['a', 'b'], ['c', 'd'], []]);
    expect([await choose('', { state: 'APPLIED' }), await choose('', { deliveryId: 'c' })]).toEqual([
      ['a', 'c'],
      ['c'],
    ]);
  });

  test('that wait are all marked for play but those named, however many', async () => {
    const ids = Array.from({ length: 250 }, (_, n) => `kept-${String(n).padStart(3, '0')}`);
    await insert(...ids.map((id) => delivery(id, { state: 'UNMATCHED', transactionId: 'T' })));
    await insert(delivery('another', { state: 'UNMATCHED', transactionId: 'U' }));
    await ledger.write((unit) => markUnmatchedForPlay(unit, { transactionId: 'T' }, 7, ['kept-003']));
    expect(names(await dueDeliveries(ledger.db, 7, 300))).toEqual(ids.filter((id) => id !== 'kept-003'));
  });

  describe('trimming', () => {
    test('removes unmatched deliveries earlier than the others, a bounded number at once', async () => {
      await insert(
        delivery('old', { receivedAt: 10 }),
        delivery('waiting', { receivedAt: 50, state: 'UNMATCHED' }),
        delivery('middle', { receivedAt: 50 }),
        delivery('young', { receivedAt: 90, state: 'UNMATCHED' }),
      );
      const trim = (rows: number, bytes = 1_000_000) =>
        ledger.write((unit) => trimDeliveries(unit, { before: 20, unmatchedBefore: 60 }, { rows, bytes }));
      expect([await trim(1), await trim(10), await trim(10)]).toEqual([1, 1, 0]);
      expect(names(await listDeliveries(ledger.db, { limit: 9 })).sort()).toEqual(['middle', 'young']);
    });

    test('ends with the delivery by which it comes to its bytes', async () => {
      await insert(delivery('a'), delivery('b'), delivery('c'));
      const bytes = delivery('a').body.length + 1;
      const trim = () =>
        ledger.write((unit) =>
          trimDeliveries(unit, { before: 999, unmatchedBefore: 0 }, { rows: 10, bytes }),
        );
      expect([await trim(), await trim(), await trim()]).toEqual([2, 1, 0]);
    });

    test('lets the same bytes in again afterwards', async () => {
      await insert(delivery('a'));
      await ledger.write((unit) =>
        trimDeliveries(unit, { before: 999, unmatchedBefore: 999 }, { rows: 10, bytes: 1 }),
      );
      expect(await insert(delivery('a'))).toEqual([true]);
    });
  });
}

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  countAccounts,
  currentAccount,
  deleteBrokerAccount,
  findBrokerAccount,
  findOwnAccount,
  saveBrokerAccount,
  accountsOfViewer,
} from '../../../src/ledger/broker-accounts.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import type { Unit } from '../../../src/ledger/unit.js';
import {
  countOrdersOf,
  findOrder,
  findOrderVersion,
  listOrderVersions,
  listOrderVersionsOf,
} from '../../../src/ledger/orders.js';
import type { OrderSnapshot } from '../../../src/ledger/snapshots.js';
import type { Slice } from '../../../src/ledger/slice.js';
import {
  appendTimeline,
  countTimelines,
  readTimelines,
  type TimelineEntry,
} from '../../../src/ledger/timeline.js';
import {
  bringReadsForward,
  dueReads,
  bringReadForward,
  nextDueRead,
  planReads,
} from '../../../src/ledger/planned-reads.js';
import type { TransactionStatus } from '../../../src/gateway/facts.js';
import { LONGEST_WAITS, nextRead } from '../../../src/transactions/read-plan.js';
import {
  findTransaction,
  findTransactionVersion,
  insertTransaction,
  listTransactionVersions,
  updateTransactions,
} from '../../../src/ledger/transactions.js';
import type { PageBounds } from '../../../src/ledger/versions.js';
import { ask } from '../../../src/ledger/databases/statement.js';
import { present } from '../../support/documents.js';
import { claimRead } from '../../../src/reconcile/transaction-reads.js';
import { change, type LedgerImplementation, putOrder, type TestLedger } from '../../support/ledger.js';
import { order, transaction } from '../../support/facts.js';

/** Lists, planned reads, orders, timelines and accounts, as every ledger keeps them. */
export function pagesSuite(implementation: LedgerImplementation): void {
  let open: TestLedger;
  let ledger: Ledger;

  const write = <T>(work: (unit: Unit) => Promise<T>) => ledger.write(work);
  const PAGE: PageBounds = { before: null, after: null, limit: 10, fromOldest: false };
  const WHOLE: Slice = { offset: 0, limit: 1_000 };
  const ownerOf = (transactionId: string) => ({ transactionId, viewerId: 'alice' });
  const positions = (rows: readonly { position: number }[]) => rows.map(({ position }) => position);

  const planOf = (transactionId: string, readAt: number | null, reads = 0) => ({
    transactionId,
    readAt,
    reads,
    failures: 0,
  });

  const addTransaction = (name: string, seq: number, changes: Parameters<typeof transaction>[0] = {}) =>
    write((unit) =>
      insertTransaction(unit, transaction({ transactionId: name, ...changes }), {
        createdSeq: seq,
        readAt: null,
        orderDigest: null,
        now: seq,
      }),
    );

  beforeAll(async () => {
    open = await implementation.open();
    ledger = open.ledger;
  });

  afterAll(() => open.close());

  describe('a page of transactions', () => {
    beforeAll(async () => {
      for (const seq of [1, 2, 3, 4, 5]) {
        await addTransaction(`T${seq}`, seq, { status: seq % 2 === 0 ? 'COMPLETED' : 'INITIALIZED' });
      }
      await addTransaction('Bob1', 3, { viewerId: 'bob' });
    });

    const page = async (bounds: Partial<PageBounds>, statuses: readonly string[] | null = null) =>
      positions(await listTransactionVersions(ledger.db, 'alice', { ...PAGE, ...bounds }, statuses));

    test.each<[string, Partial<PageBounds>, number[]]>([
      ['all, the newest first', {}, [5, 4, 3, 2, 1]],
      ['the newest two', { limit: 2 }, [5, 4]],
      ['the next two', { before: 4, limit: 2 }, [3, 2]],
      ['the oldest two, still the newest first', { fromOldest: true, limit: 2 }, [2, 1]],
      ['the two before a place', { after: 2, fromOldest: true, limit: 2 }, [4, 3]],
      ['those between two places', { before: 5, after: 2 }, [4, 3]],
      ['nothing between neighbours', { before: 3, after: 2 }, []],
    ])('holds %s', async (_name, bounds, expected) => {
      expect(await page(bounds)).toEqual(expected);
    });

    test('is narrowed by status', async () => {
      expect(await page({}, ['COMPLETED'])).toEqual([4, 2]);
      expect(await page({ limit: 1, before: 4 }, ['COMPLETED', 'UNKNOWN'])).toEqual([2]);
      expect(await page({}, ['ERRORED'])).toEqual([]);
      expect(await page({}, [])).toEqual([]);
    });

    test('keeps its order when one of them changes, and shows its new version', async () => {
      await write((unit) =>
        change(unit, { transactions: ['T5'] }, (picture) =>
          picture.saveTransaction(transaction({ transactionId: 'T5', status: 'USED' }), 'POLL', 1),
        ),
      );
      expect(await page({})).toEqual([5, 4, 3, 2, 1]);
      expect(await findTransactionVersion(ledger.db, 'alice', 'T5')).toMatchObject({ key: 'T5', version: 2 });
    });

    test('and its members are one viewer’s alone', async () => {
      expect(await findTransactionVersion(ledger.db, 'alice', 'Bob1')).toBeNull();
      expect(positions(await listTransactionVersions(ledger.db, 'bob', PAGE, null))).toEqual([3]);
      expect(await listTransactionVersions(ledger.db, 'unknown', PAGE, null)).toEqual([]);
    });

    test('takes an id once', async () => {
      await expect(addTransaction('T1', 99)).rejects.toMatchObject({
        code: implementation.duplicateKeyCode,
      });
    });
  });

  describe('planned reads', () => {
    const plan = (readAt: number | null) =>
      write((unit) => ask(unit.db, planReads([planOf('T3', readAt, 1)])));
    const planned = async () => (await findTransaction(ledger.db, 'T3'))?.readAt;

    test('are due from their time on, the longest due first', async () => {
      await plan(100);
      await write((unit) => ask(unit.db, planReads([planOf('T4', 50)])));
      const due = async (now: number, limit = 9) =>
        (await dueReads(ledger.db, now, limit)).map(({ snapshot }) => snapshot.transactionId);
      expect([await due(49), await due(50), await due(100), await due(100, 1)]).toEqual([
        [],
        ['T4'],
        ['T4', 'T3'],
        ['T4'],
      ]);
      expect(await nextDueRead(ledger.db)).toBe(50);
      await write((unit) => ask(unit.db, planReads([planOf('T4', null)])));
    });

    test('are brought forward by a hint, never back', async () => {
      await plan(100);
      await write((unit) => bringReadForward(unit, 'T3', 200));
      expect(await planned()).toBe(100);
      await write((unit) => bringReadForward(unit, 'T3', 60));
      expect(await planned()).toBe(60);
      await plan(null);
      await write((unit) => bringReadForward(unit, 'T3', 70));
      expect(await planned()).toBe(70);
    });

    test('are claimed by one reader', async () => {
      await plan(100);
      const stored = present(await findTransaction(ledger.db, 'T3'));
      const claims = [1, 2, 3].map((n) => ledger.decide(claimRead(stored, 1_000 + n)));
      expect(await Promise.all(claims)).toEqual([true, false, false]);
      expect(await planned()).toBe(1_001);
    });

    test('are not claimed when a hint has moved them', async () => {
      await plan(100);
      const stored = present(await findTransaction(ledger.db, 'T3'));
      await write((unit) => bringReadForward(unit, 'T3', 90));
      expect(await ledger.decide(claimRead(stored, 1_000))).toBe(false);
    });

    describe('after the clock has been set back', () => {
      const [now, claim] = [1_767_591_300_000, 65_000];
      const hour = 3_600_000;
      const waitAfter = async (status: TransactionStatus, reads: number, waitMs: number) => {
        await write((unit) =>
          ask(
            unit.db,
            updateTransactions(unit, [
              {
                ...planOf('T3', null),
                snapshot: transaction({ transactionId: 'T3', status }),
                version: 2,
                revision: 2,
              },
            ]),
          ),
        );
        await write((unit) => ask(unit.db, planReads([planOf('T3', now + waitMs, reads)])));
        const count = await write((unit) => bringReadsForward(unit, now, claim, LONGEST_WAITS));
        return { count, waitMs: ((await planned()) ?? 0) - now };
      };

      test.each([
        ['INITIALIZED', 0, 50 * hour, claim],
        ['INITIALIZED', 4, 50 * hour, 160_000],
        ['USED', 10, 50 * hour, 10_240_000],
        ['USED', 11, 50 * hour, 4 * hour],
        ['COMPLETED', 60, 5 * hour, 4 * hour],
        ['PROCESSING', 0, 2 * hour, hour],
        ['PROCESSING', 200, 50 * hour, hour],
      ] as const)(
        'stand no further than the plan puts them: %s after %i reads',
        async (status, reads, was, is) => {
          expect(await waitAfter(status, reads, was)).toEqual({ count: 1, waitMs: is });
        },
      );

      test.each([
        ['INITIALIZED', 0, 10_000],
        ['INITIALIZED', 0, 60_000],
        ['USED', 11, 4 * hour],
        ['PROCESSING', 0, hour],
        ['PROCESSING', 3, -hour],
      ] as const)(
        'stay where the plan may have put them: %s after %i reads',
        async (status, reads, waitMs) => {
          expect(await waitAfter(status, reads, waitMs)).toEqual({ count: 0, waitMs });
        },
      );

      test.each(['INITIALIZED', 'USED', 'PROCESSING'] as const)(
        'the plan of %s never puts one further than that',
        async (status) => {
          for (let reads = 0; reads < 30; reads += 1) {
            const snapshot = transaction({ status, createdAt: now, expireAt: now + 100 * hour });
            const readAt = nextRead(snapshot, reads, now) ?? now;
            expect(await waitAfter(status, reads, readAt - now)).toMatchObject({ count: 0 });
          }
        },
      );
    });

    test('are none when nothing is planned', async () => {
      await plan(null);
      expect(await nextDueRead(ledger.db)).toBeNull();
    });
  });

  describe('a page of orders', () => {
    const add = (batchId: string, seq: number, changes: Partial<OrderSnapshot> = {}) =>
      write((unit) => putOrder(unit, order({ batchId, transactionId: 'T1', ...changes }), seq));

    beforeAll(async () => {
      await add('a', 11);
      await add('b', 12, { status: 'COMPLETED' });
      await add('c', 13, { transactionId: 'T2' });
      await add('d', 14);
      await add('x', 15, { viewerId: 'bob', transactionId: 'Bob1' });
      await write((unit) =>
        change(unit, { orders: ['d'] }, (picture) => picture.retractOrder(present(picture.order('d')), 1)),
      );
    });

    const page = async (
      bounds: Partial<PageBounds> = {},
      transactionId: string | null = null,
      statuses: string[] | null = null,
    ) =>
      (await listOrderVersions(ledger.db, 'alice', { ...PAGE, ...bounds }, { transactionId, statuses })).map(
        ({ key }) => key,
      );

    test('holds the newest first, without what was retracted', async () => {
      expect(await page()).toEqual(['c', 'b', 'a']);
      expect(await page({ limit: 1, before: 13 })).toEqual(['b']);
      expect(await page({ limit: 1, fromOldest: true })).toEqual(['a']);
    });

    test('is narrowed by transaction and status together', async () => {
      expect(await page({}, 'T1')).toEqual(['b', 'a']);
      expect(await page({}, 'T1', ['COMPLETED'])).toEqual(['b']);
      expect(await page({}, 'Bob1')).toEqual([]);
    });

    test('of several transactions holds the oldest first', async () => {
      const rows = await listOrderVersionsOf(ledger.db, ['T1', 'T2', 'Bob1', 'none'], WHOLE);
      expect(rows.map(({ key, transactionId }) => `${transactionId} ${key}`)).toEqual([
        'T1 a',
        'T1 b',
        'T2 c',
        'Bob1 x',
      ]);
    });

    test('of several transactions is cut in each of them, and counted without those that were retracted', async () => {
      const slice = async (offset: number, limit: number) =>
        (await listOrderVersionsOf(ledger.db, ['T1', 'T2'], { offset, limit })).map(({ key }) => key);
      expect([await slice(0, 1), await slice(1, 1), await slice(2, 9)]).toEqual([['a', 'c'], ['b'], []]);
      expect([...(await countOrdersOf(ledger.db, ['T1', 'T2', 'none']))].sort()).toEqual([
        ['T1', 2],
        ['T2', 1],
      ]);
    });

    test('keeps the place of an order that is stored again, with another version', async () => {
      expect(await add('a', 99, { status: 'COMPLETED' })).toBe(2);
      expect(await findOrder(ledger.db, 'a')).toMatchObject({
        createdSeq: 11,
        version: 2,
        snapshot: { status: 'COMPLETED' },
      });
      expect(await page()).toEqual(['c', 'b', 'a']);
    });

    test('has an order again that was retracted and is stored again, under a version never used', async () => {
      expect(await findOrderVersion(ledger.db, 'alice', 'd')).toBeNull();
      expect(await add('d', 14)).toBe(3);
      expect(await findOrderVersion(ledger.db, 'alice', 'd')).toMatchObject({ key: 'd', version: 3 });
    });

    test('is one viewer’s alone', async () => {
      expect(await findOrderVersion(ledger.db, 'alice', 'x')).toBeNull();
    });
  });

  describe('a timeline', () => {
    const entry = (at: number, changes: Partial<TimelineEntry> = {}): TimelineEntry => ({
      at,
      source: 'POLL',
      batchId: null,
      from: 'USED',
      to: null,
      anomaly: `contradiction ${at}`,
      ...changes,
    });

    const timesOf = async (transactionId: string) =>
      (await readTimelines(ledger.db, [transactionId], WHOLE)).get(transactionId)?.map(({ at }) => at);

    test('is read in the order it was written, one list for each transaction asked for', async () => {
      for (const at of [3, 1, 2]) await write((unit) => appendTimeline(unit, ownerOf('T1'), entry(at)));
      await write((unit) => appendTimeline(unit, ownerOf('T2'), entry(9)));
      const timelines = await readTimelines(ledger.db, ['T1', 'T2', 'none'], WHOLE);
      expect([...timelines].map(([id, entries]) => [id, entries.map(({ at }) => at)])).toEqual([
        ['T1', [3, 1, 2]],
        ['T2', [9]],
        ['none', []],
      ]);
    });

    test('is read in slices, and counted', async () => {
      const slice = await readTimelines(ledger.db, ['T1', 'T2'], { offset: 1, limit: 1 });
      expect([...slice].map(([id, entries]) => [id, entries.map(({ at }) => at)])).toEqual([
        ['T1', [1]],
        ['T2', []],
      ]);
      expect([...(await countTimelines(ledger.db, ['T1', 'T2', 'none']))].sort()).toEqual([
        ['T1', 3],
        ['T2', 1],
      ]);
    });

    test('does not repeat an entry that is the last one at another time', async () => {
      const step = { from: 'USED', to: 'USED', anomaly: null };
      await write(async (unit) => {
        for (const at of [1, 2, 3]) await appendTimeline(unit, ownerOf('T4'), entry(at, step));
        await appendTimeline(unit, ownerOf('T4'), entry(4, { ...step, source: 'REPORT' }));
        await appendTimeline(unit, ownerOf('T4'), entry(5, step));
      });
      expect(await timesOf('T4')).toEqual([1, 4, 5]);
    });

    test('grows to 200 entries, then by steps alone, to 250 and no further', async () => {
      await write(async (unit) => {
        for (let at = 0; at < 205; at += 1) await appendTimeline(unit, ownerOf('T3'), entry(at));
      });
      expect(await timesOf('T3')).toHaveLength(200);
      const step = (at: number) => entry(at, { from: `S${at}`, to: `S${at + 1}`, anomaly: null });
      await write(async (unit) => {
        await appendTimeline(unit, ownerOf('T3'), step(1_000));
        await appendTimeline(unit, ownerOf('T3'), entry(1_001, { to: 'USED', anomaly: null }));
        await appendTimeline(unit, ownerOf('T3'), step(1_002));
      });
      expect((await timesOf('T3'))?.slice(200)).toEqual([1_000, 1_002]);
      await write(async (unit) => {
        for (let at = 2_000; at < 2_060; at += 1) await appendTimeline(unit, ownerOf('T3'), step(at));
      });
      expect(await timesOf('T3')).toHaveLength(250);
    });
  });

  describe('a broker account', () => {
    const link = (viewerId: string, authId: string, linkedAt: number) =>
      write((unit) => saveBrokerAccount(unit, { authId, viewerId, broker: 'kite', linkedAt }));

    test('belongs to the viewer who linked it first; a second viewer learns so and changes nothing', async () => {
      await link('alice', 'A', 1);
      expect(await link('bob', 'A', 2)).toEqual({
        authId: 'A',
        viewerId: 'alice',
        broker: 'kite',
        linkedAt: 1,
      });
      expect(await accountsOfViewer(ledger.db, 'bob')).toEqual([]);
    });

    test('becomes current when it is linked again', async () => {
      await link('alice', 'B', 3);
      await link('alice', 'A', 4);
      expect((await accountsOfViewer(ledger.db, 'alice')).map(({ authId }) => authId)).toEqual(['A', 'B']);
    });

    test('is one of a list that is read in slices, and counted', async () => {
      const slice = async (offset: number) =>
        (await accountsOfViewer(ledger.db, 'alice', { offset, limit: 1 })).map(({ authId }) => authId);
      expect([await slice(0), await slice(1), await slice(2)]).toEqual([['A'], ['B'], []]);
      expect([await countAccounts(ledger.db, 'alice'), await countAccounts(ledger.db, 'bob')]).toEqual([
        2, 0,
      ]);
      expect((await currentAccount(ledger.db, 'alice'))?.authId).toBe('A');
      expect(await findOwnAccount(ledger.db, 'bob', 'A')).toBeNull();
    });

    test('is unlinked by its viewer only, and may then be linked by another', async () => {
      expect(await write((unit) => deleteBrokerAccount(unit, 'bob', 'A'))).toBe(false);
      expect(await write((unit) => deleteBrokerAccount(unit, 'alice', 'A'))).toBe(true);
      expect(await write((unit) => deleteBrokerAccount(unit, 'alice', 'A'))).toBe(false);
      expect(await findBrokerAccount(ledger.db, 'A')).toBeNull();
      expect(await link('bob', 'A', 5)).toMatchObject({ viewerId: 'bob' });
    });
  });
}

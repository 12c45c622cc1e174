import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type AttemptOutcome,
  endAttempt,
  findIdempotencyRecord,
  findSameOrderInProgress,
  giveTransaction,
  insertFirstAttempt,
  insertNextAttempt,
  trimIdempotencyKeys,
} from '../../../src/ledger/idempotency.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import type { LedgerImplementation, TestLedger } from '../../support/ledger.js';

/** Idempotency keys, as every ledger keeps them. */
export function idempotencySuite(implementation: LedgerImplementation): void {
  let open: TestLedger;
  let ledger: Ledger;
  let count = 0;

  beforeAll(async () => {
    open = await implementation.open();
    ledger = open.ledger;
  });

  afterAll(() => open.close());

  const LEASE = 5_000;

  /** An unused key. */
  const fresh = () => {
    count += 1;
    return {
      viewerId: 'alice',
      key: `key ${count}`,
      inputDigest: 'input',
      orderDigest: `order ${count}`,
      leaseUntil: LEASE,
    };
  };

  const begin = (record: ReturnType<typeof fresh>, now = 0) =>
    ledger.write((unit) => insertFirstAttempt(unit, record, now));
  const again = (record: ReturnType<typeof fresh>, afterAttempt: number, now: number) =>
    ledger.write((unit) =>
      insertNextAttempt(unit, { ...record, leaseUntil: now + LEASE }, afterAttempt, now),
    );
  const end = (record: ReturnType<typeof fresh>, attempt: number, outcome: AttemptOutcome) =>
    ledger.write((unit) => endAttempt(unit, { ...record, attempt }, outcome, 1));
  const find = ({ viewerId, key }: ReturnType<typeof fresh>) =>
    findIdempotencyRecord(ledger.db, viewerId, key);

  describe('the first attempt under a key', () => {
    test('is begun by one of many that come at once', async () => {
      const record = fresh();
      const begun = await Promise.all(Array.from({ length: 20 }, () => begin(record)));
      expect(begun.filter(Boolean)).toHaveLength(1);
      expect(await find(record)).toEqual({
        ...record,
        state: 'PENDING',
        attempt: 1,
        transactionId: null,
        failure: null,
      });
    });

    test('keeps the input of the first call', async () => {
      const record = fresh();
      await begin(record);
      expect(await begin({ ...record, inputDigest: 'another' })).toBe(false);
      expect(await find(record)).toMatchObject({ inputDigest: 'input' });
    });

    test('of two viewers under one key are two', async () => {
      const record = fresh();
      expect([await begin(record), await begin({ ...record, viewerId: 'bob' })]).toEqual([true, true]);
    });

    test('under a key never used is not there', async () => {
      expect(await find(fresh())).toBeNull();
    });
  });

  describe('another attempt', () => {
    test.each<AttemptOutcome>([{ state: 'UNKNOWN' }, { state: 'RELEASED', failure: 'unreachable' }])(
      'is begun once after $state',
      async (outcome) => {
        const record = fresh();
        await begin(record);
        await end(record, 1, outcome);
        expect([await again(record, 1, 10), await again(record, 1, 10)]).toEqual([true, false]);
        expect(await find(record)).toMatchObject({ state: 'PENDING', attempt: 2, leaseUntil: 10 + LEASE });
      },
    );

    test.each<AttemptOutcome>([
      { state: 'DONE', transactionId: 'TRX_1' },
      { state: 'REFUSED', failure: 'no' },
    ])('is never begun after $state, which is remembered', async (outcome) => {
      const record = fresh();
      await begin(record);
      await end(record, 1, outcome);
      expect(await again(record, 1, LEASE * 10)).toBe(false);
      expect(await find(record)).toMatchObject(outcome);
    });

    test('is not begun while the first holds its lease, and is from its end on', async () => {
      const record = fresh();
      await begin(record);
      expect(await again(record, 1, LEASE - 1)).toBe(false);
      expect(await again(record, 1, LEASE)).toBe(true);
    });

    test('is not begun after one that is over already', async () => {
      const record = fresh();
      await begin(record);
      await again(record, 1, LEASE);
      await end(record, 2, { state: 'UNKNOWN' });
      expect(await again(record, 1, LEASE * 9)).toBe(false);
    });
  });

  describe('the end of an attempt', () => {
    test('that lost its lease to another changes nothing', async () => {
      const record = fresh();
      await begin(record);
      await again(record, 1, LEASE);
      expect(await end(record, 1, { state: 'DONE', transactionId: 'TRX_late' })).toBe(false);
      expect(await find(record)).toMatchObject({ state: 'PENDING', attempt: 2, transactionId: null });
    });

    test('is returned once', async () => {
      const record = fresh();
      await begin(record);
      expect(await end(record, 1, { state: 'DONE', transactionId: 'TRX_1' })).toBe(true);
      expect(await end(record, 1, { state: 'UNKNOWN' })).toBe(false);
      expect(await find(record)).toMatchObject({ state: 'DONE', transactionId: 'TRX_1' });
    });
  });

  describe('a transaction that one of its attempts is known to have made', () => {
    const give = (record: ReturnType<typeof fresh>, transactionId: string) =>
      ledger.write((unit) => giveTransaction(unit, { ...record, attempt: 1 }, transactionId, 7));
    const done = (transactionId: string) => ({ state: 'DONE', transactionId, failure: null });

    test.each<AttemptOutcome>([
      { state: 'UNKNOWN' },
      { state: 'RELEASED', failure: 'unreachable' },
      { state: 'REFUSED', failure: 'no' },
    ])('is the key’s after $state', async (outcome) => {
      const record = fresh();
      await begin(record);
      await end(record, 1, outcome);
      await give(record, 'TRX_1');
      expect(await find(record)).toMatchObject(done('TRX_1'));
    });

    test('belongs to the key during a later attempt, whose end then changes nothing', async () => {
      const record = fresh();
      await begin(record);
      await again(record, 1, LEASE);
      await give(record, 'TRX_1');
      expect(await end(record, 2, { state: 'DONE', transactionId: 'TRX_2' })).toBe(false);
      expect(await find(record)).toMatchObject({ ...done('TRX_1'), attempt: 2 });
    });

    test('does not take the place of another that the key has', async () => {
      const record = fresh();
      await begin(record);
      await end(record, 1, { state: 'DONE', transactionId: 'TRX_1' });
      await give(record, 'TRX_2');
      expect(await find(record)).toMatchObject(done('TRX_1'));
    });

    test('is the key’s though the key has been forgotten', async () => {
      const record = fresh();
      await give(record, 'TRX_1');
      expect(await find(record)).toMatchObject({ ...done('TRX_1'), inputDigest: record.inputDigest });
    });
  });

  describe('the same order under another key', () => {
    const inProgress = (record: ReturnType<typeof fresh>, now = 0) =>
      findSameOrderInProgress(ledger.db, record, now);

    test('is found while it is in progress', async () => {
      const record = fresh();
      await begin(record);
      expect(await inProgress({ ...record, key: 'another' })).toMatchObject({ key: record.key });
    });

    test('is not its own double, nor another viewer’s, nor another order’s', async () => {
      const record = fresh();
      await begin(record);
      expect(await inProgress(record)).toBeNull();
      expect(await inProgress({ ...record, key: 'another', viewerId: 'bob' })).toBeNull();
      expect(await inProgress({ ...record, key: 'another', orderDigest: 'other shares' })).toBeNull();
    });

    test('is found by what it orders now, when a later attempt is for another account', async () => {
      const record = fresh();
      await begin(record);
      await end(record, 1, { state: 'UNKNOWN' });
      const elsewhere = { ...record, orderDigest: 'for another account' };
      await again(elsewhere, 1, 0);
      expect(await inProgress({ ...elsewhere, key: 'another' })).toMatchObject({ key: record.key });
      expect(await inProgress({ ...record, key: 'another' })).toBeNull();
    });

    test('is not found once it is over or its lease has passed', async () => {
      const record = fresh();
      await begin(record);
      expect(await inProgress({ ...record, key: 'another' }, LEASE)).toBeNull();
      await end(record, 1, { state: 'DONE', transactionId: 'TRX_1' });
      expect(await inProgress({ ...record, key: 'another' })).toBeNull();
    });
  });

  test('keys are trimmed by their last use, a bounded number at once', async () => {
    const own = await implementation.open();
    const used = [10, 20, 30].map((now) => ({ ...fresh(), now }));
    for (const { now, ...record } of used)
      await own.ledger.write((unit) => insertFirstAttempt(unit, record, now));
    expect(await own.ledger.write((unit) => trimIdempotencyKeys(unit, 30, 1))).toBe(1);
    expect(await own.ledger.write((unit) => trimIdempotencyKeys(unit, 30, 10))).toBe(1);
    const left = await own.ledger.db.selectFrom('idempotency_keys').select('key').execute();
    expect(left).toEqual([{ key: used[2]?.key }]);
    await own.close();
  });
}

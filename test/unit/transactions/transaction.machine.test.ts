import 'reflect-metadata';
import { describe, expect, test } from '@jest/globals';
import type { DecimalString } from '../../../src/core/money.js';
import type { TransactionFact, TransactionStatus } from '../../../src/gateway/facts.js';
import type { Provenance } from '../../../src/core/provenance.js';
import {
  isExpired,
  isRetryable,
  isSettled,
  mergeTransaction,
} from '../../../src/transactions/transaction.machine.js';
import { toTransactionView } from '../../../src/transactions/transaction.type.js';
import { transaction, transactionFact } from '../../support/facts.js';

const STATUSES: readonly TransactionStatus[] = [
  'INITIALIZED',
  'USED',
  'UNKNOWN',
  'PROCESSING',
  'ACTION_REQUIRED',
  'ERRORED',
  'COMPLETED',
];
const SETTLED: readonly TransactionStatus[] = ['ACTION_REQUIRED', 'ERRORED', 'COMPLETED'];

const fact = (status: TransactionStatus, changes: Partial<TransactionFact> = {}): TransactionFact =>
  transactionFact({ status, ...changes });

/** What a read of the column makes of a transaction that stands at the row: `-` where it stays. */
const TABLE: Readonly<Record<TransactionStatus, string>> = {
  //               INIT USED UNKN PROC ACTN ERRD COMP
  INITIALIZED: '    =    >    >    >    >    >    >',
  USED: '           -    =    >    >    >    >    >',
  UNKNOWN: '        -    -    =    >    >    >    >',
  PROCESSING: '     -    -    -    =    >    >    >',
  ACTION_REQUIRED: '!    !    !    !    =    !    !',
  ERRORED: '        !    !    !    !    !    =    !',
  COMPLETED: '      !    !    !    !    !    !    =',
};

const cells = STATUSES.flatMap((from) => {
  const row = TABLE[from].trim().split(/\s+/);
  return STATUSES.map((to, index) => [from, to, row[index] as string] as const);
});

describe('a read of a transaction', () => {
  test.each(cells)('%s, read as %s: %s', (from, to, cell) => {
    const current = transaction({ status: from });
    const { next, isChanged, anomaly } = mergeTransaction(current, fact(to));
    expect(next.status).toBe(cell === '>' ? to : from);
    expect(isChanged).toBe(cell === '>');
    expect(anomaly !== null).toBe(cell === '!');
    if (cell !== '>') expect(next).toEqual(current);
  });

  test.each(STATUSES)('%s read again changes nothing', (status) => {
    const read = fact(status, { broker: 'kite', authId: 'A', funds: '10.00' as DecimalString });
    const { next } = mergeTransaction(transaction(), read);
    expect(mergeTransaction(next, read)).toEqual({ next, isChanged: false, anomaly: null });
  });

  test('adds what it contains, and removes nothing it omits', () => {
    const read = fact('USED', { broker: 'kite', authId: 'A', expireAt: 5, funds: '10.00' as DecimalString });
    const { next } = mergeTransaction(transaction(), read);
    expect(next).toMatchObject({
      broker: 'kite',
      authId: 'A',
      expireAt: 5,
      funds: '10.00',
      provenance: 'CONFIRMED',
    });
    expect(mergeTransaction(next, fact('PROCESSING')).next).toEqual({ ...next, status: 'PROCESSING' });
  });

  test('keeps the raw status of an unknown one', () => {
    expect(mergeTransaction(transaction(), fact('UNKNOWN', { rawStatus: 'PARKED' })).next).toMatchObject({
      status: 'UNKNOWN',
      rawStatus: 'PARKED',
    });
  });

  test('of another account after the end is an anomaly and changes nothing', () => {
    const current = transaction({ status: 'COMPLETED', authId: 'A' });
    const { next, anomaly } = mergeTransaction(current, fact('COMPLETED', { authId: 'B' }));
    expect(next).toBe(current);
    expect(anomaly).toBe('read COMPLETED after COMPLETED');
  });
});

describe('an error that a client reported', () => {
  const reported = { code: 1010, message: 'user left', provenance: 'REPORTED' } as const;
  const current = transaction({ status: 'USED', error: reported });

  test.each<TransactionStatus>(['USED', 'UNKNOWN', 'PROCESSING'])(
    'stays while the read is only at %s',
    (status) => {
      expect(mergeTransaction(current, fact(status)).next.error).toEqual(reported);
    },
  );

  test.each(SETTLED)('is removed when a read reports %s without one', (status) => {
    expect(mergeTransaction(current, fact(status)).next.error).toBeNull();
  });

  test('is replaced by the one a read reports', () => {
    const { next } = mergeTransaction(current, fact('ERRORED', { error: { code: 1003, message: 'denied' } }));
    expect(next.error).toEqual({ code: 1003, message: 'denied', provenance: 'CONFIRMED' });
  });
});

describe('what was bought', () => {
  const named = { scid: 'SCET_0010', iscid: '5f0321b5f3743c31d95abd36', name: 'Top 10' };
  const reported = transaction({ status: 'USED', smallcase: { ...named, provenance: 'REPORTED' } });

  test('is null of a row of an earlier version, and of one that a read says nothing of', () => {
    const { next } = mergeTransaction(transaction(), fact('COMPLETED'));
    expect(next).toEqual({ ...transaction(), status: 'COMPLETED', rawStatus: null });
    expect(toTransactionView({ ...next, revision: 1 }, 0)).toMatchObject({
      notes: null,
      request: null,
      smallcase: null,
      sip: null,
      signup: null,
    });
  });

  test('is confirmed by a read', () => {
    const { next } = mergeTransaction(reported, fact('COMPLETED', { smallcase: named, signup: true }));
    expect(next).toMatchObject({ smallcase: { ...named, provenance: 'CONFIRMED' }, signup: true });
    expect(mergeTransaction(next, fact('COMPLETED')).isChanged).toBe(false);
  });

  test('that a client reported stays until a read settles the matter', () => {
    expect(mergeTransaction(reported, fact('PROCESSING')).next.smallcase).toEqual(reported.smallcase);
    expect(mergeTransaction(reported, fact('ERRORED')).next.smallcase).toBeUndefined();
  });
});

describe('another try', () => {
  const isOffered = (status: TransactionStatus, code: number, provenance: Provenance) =>
    isRetryable(transaction({ status, error: { code, message: null, provenance } }));

  test.each(STATUSES)('at %s is offered only while no order may exist', (status) => {
    const isWithoutOrder = ['INITIALIZED', 'USED', 'ERRORED'].includes(status);
    for (const code of [1012, 1001]) {
      expect(isOffered(status, code, 'REPORTED')).toBe(isWithoutOrder);
      expect(isOffered(status, code, 'CONFIRMED')).toBe(isWithoutOrder);
    }
    for (const code of [2000, 4003]) {
      expect(isOffered(status, code, 'REPORTED')).toBe(false);
      expect(isOffered(status, code, 'CONFIRMED')).toBe(isWithoutOrder);
    }
    for (const code of [4004, 4006, 3002, 9999]) expect(isOffered(status, code, 'CONFIRMED')).toBe(false);
  });

  test('is not offered where nothing failed', () => {
    expect(isRetryable(transaction())).toBe(false);
  });
});

describe('a transaction', () => {
  test.each(STATUSES)('%s is settled or not', (status) => {
    expect(isSettled(status)).toBe(SETTLED.includes(status));
  });

  test.each(STATUSES)(
    '%s expires when the user’s time is up, unless Gateway has it or it is over',
    (status) => {
      const current = transaction({ status, expireAt: 1_000 });
      const mayExpire = ['INITIALIZED', 'USED', 'UNKNOWN'].includes(status);
      expect([isExpired(current, 999), isExpired(current, 1_000)]).toEqual([false, false]);
      expect(isExpired(current, 1_001)).toBe(mayExpire);
    },
  );

  test('that expired is still completed by later proof', () => {
    const { next } = mergeTransaction(transaction({ expireAt: 1 }), fact('COMPLETED', { isExpired: true }));
    expect([next.status, isExpired(next, 1_000_000)]).toEqual(['COMPLETED', false]);
  });
});

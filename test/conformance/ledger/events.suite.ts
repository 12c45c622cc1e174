import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  forgetAccountEvents,
  nextSeq,
  readEvents,
  readLogBounds,
  readLogPage,
  trimEvents,
} from '../../../src/ledger/events.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import {
  appendAnyEvent,
  type AnyEvent,
  type LedgerImplementation,
  type TestLedger,
} from '../../support/ledger.js';

/** The event log, as every ledger keeps it. */
export function eventsSuite(implementation: LedgerImplementation): void {
  let open: TestLedger;
  let ledger: Ledger;

  beforeEach(async () => {
    open = await implementation.open();
    ledger = open.ledger;
  });

  afterEach(() => open.close());

  const event = (changes: Partial<AnyEvent> = {}): AnyEvent => ({
    viewerId: 'alice',
    type: 'ORDER',
    subject: 'batch',
    occurredAt: 100,
    snapshot: { n: 1 },
    ...changes,
  });

  const tell = (changes: Partial<AnyEvent> = {}) =>
    ledger.write((unit) => appendAnyEvent(unit, event(changes)));

  const log = async (viewerId = 'alice', afterSeq = 0, limit = 100) =>
    (await readEvents(ledger.db, viewerId, { afterSeq, limit })).map(
      ({ seq, subject }) => `${seq} ${subject}`,
    );

  describe('the numbers of a log', () => {
    test('are given in the order of commits, without a gap', async () => {
      const numbers = await Promise.all(Array.from({ length: 30 }, (_, n) => tell({ subject: String(n) })));
      expect(numbers).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
      expect(await log()).toEqual(Array.from({ length: 30 }, (_, n) => `${n + 1} ${n}`));
    });

    test('are each viewer’s own', async () => {
      expect([await tell(), await tell({ viewerId: 'bob' }), await tell()]).toEqual([1, 1, 2]);
      expect(await log('bob')).toEqual(['1 batch']);
    });

    test('are not used up by a work that is undone', async () => {
      await tell();
      const failed = ledger.write(async (unit) => {
        await appendAnyEvent(unit, event());
        throw new Error('undone');
      });
      await expect(failed).rejects.toThrow('undone');
      expect(await tell()).toBe(2);
    });

    test('can be taken before the event is written', async () => {
      const versions = await ledger.write(async (unit) => {
        const seq = await nextSeq(unit, 'alice');
        return [seq, await appendAnyEvent(unit, event(), seq)];
      });
      expect(versions).toEqual([1, 1]);
      expect(await readLogBounds(ledger.db, 'alice')).toEqual({ head: 1, trimmedTo: 0 });
    });

    test('begin at nothing for a viewer nothing has happened to', async () => {
      expect(await readLogBounds(ledger.db, 'unknown')).toEqual({ head: 0, trimmedTo: 0 });
      expect(await log('unknown')).toEqual([]);
    });
  });

  describe('an event', () => {
    test('is read back as it was appended', async () => {
      const appended = event({ transactionId: 'T', authId: 'A', snapshot: { deep: ['₹', null, '0.10'] } });
      await ledger.write((unit) => appendAnyEvent(unit, appended));
      expect(await readEvents(ledger.db, 'alice', { afterSeq: 0, limit: 1 })).toEqual([
        { ...appended, seq: 1 },
      ]);
    });

    test('is handed to commit listeners with the version that lets a cache be refreshed', async () => {
      const heard: unknown[] = [];
      ledger.onCommit((events) => heard.push(...events));
      await tell({ version: 7 });
      expect(heard).toEqual([{ ...event(), transactionId: null, authId: null, seq: 1, version: 7 }]);
    });

    test('under a number that is taken is refused', async () => {
      await tell();
      await expect(ledger.write((unit) => appendAnyEvent(unit, event(), 1))).rejects.toMatchObject({
        code: implementation.duplicateKeyCode,
      });
    });
  });

  describe('a page', () => {
    test('begins after a number and ends at its limit', async () => {
      for (const subject of ['a', 'b', 'c', 'd']) await tell({ subject });
      expect(await log('alice', 1, 2)).toEqual(['2 b', '3 c']);
      expect(await log('alice', 4)).toEqual([]);
      expect(await log('alice', 99)).toEqual([]);
    });
  });

  describe('a page with a bound on its size', () => {
    const subjects = async (afterSeq: number, maxLength: number, limit = 100) => {
      const { events, isLast } = await readLogPage(ledger.db, 'alice', { afterSeq, limit, maxLength });
      return [events.map(({ subject }) => subject).join(''), isLast];
    };

    test('ends with the event that passes it, and knows whether it is the last one', async () => {
      for (const subject of ['a', 'b', 'c', 'd']) await tell({ subject, snapshot: 'x'.repeat(98) });
      expect(await subjects(0, 1)).toEqual(['a', false]);
      expect(await subjects(0, 100)).toEqual(['a', false]);
      expect(await subjects(0, 101)).toEqual(['ab', false]);
      expect(await subjects(1, 201)).toEqual(['bcd', false]);
      expect(await subjects(3, 100)).toEqual(['d', false]);
      expect(await subjects(4, 100)).toEqual(['', true]);
      expect(await subjects(0, 401)).toEqual(['abcd', true]);
      expect(await subjects(0, 401, 2)).toEqual(['ab', false]);
    });

    test('is read back as it was appended', async () => {
      const appended = event({ transactionId: 'T', authId: 'A', snapshot: { deep: ['₹', null, '0.10'] } });
      await ledger.write((unit) => appendAnyEvent(unit, appended));
      const page = await readLogPage(ledger.db, 'alice', { afterSeq: 0, limit: 2, maxLength: 1_000 });
      expect(page).toEqual({ events: [{ ...appended, seq: 1 }], isLast: true });
    });
  });

  describe('trimming', () => {
    test('removes what is older and remembers how far, per viewer', async () => {
      for (const occurredAt of [10, 20, 30]) await tell({ occurredAt, subject: String(occurredAt) });
      await tell({ occurredAt: 10, viewerId: 'bob' });
      await tell({ occurredAt: 40, viewerId: 'carol' });
      expect(await ledger.write((unit) => trimEvents(unit, 30, 100))).toBe(3);
      expect(await log()).toEqual(['3 30']);
      expect(await readLogBounds(ledger.db, 'alice')).toEqual({ head: 3, trimmedTo: 2 });
      expect(await readLogBounds(ledger.db, 'bob')).toEqual({ head: 1, trimmedTo: 1 });
      expect(await readLogBounds(ledger.db, 'carol')).toEqual({ head: 1, trimmedTo: 0 });
    });

    test('continues with the next number after everything was removed', async () => {
      await tell();
      await ledger.write((unit) => trimEvents(unit, 1_000, 100));
      expect(await tell()).toBe(2);
    });

    test('removes a bounded number at once, the oldest first', async () => {
      for (const occurredAt of [10, 20, 30]) await tell({ occurredAt });
      expect(await ledger.write((unit) => trimEvents(unit, 1_000, 2))).toBe(2);
      expect(await readLogBounds(ledger.db, 'alice')).toEqual({ head: 3, trimmedTo: 2 });
    });

    test('never leaves a hole behind the mark, though times do not rise with numbers', async () => {
      for (const occurredAt of [50, 10, 60]) await tell({ occurredAt });
      await ledger.write((unit) => trimEvents(unit, 20, 100));
      expect(await log()).toEqual(['3 batch']);
      expect(await readLogBounds(ledger.db, 'alice')).toEqual({ head: 3, trimmedTo: 2 });
    });

    test('does nothing when all is young', async () => {
      await tell();
      expect(await ledger.write((unit) => trimEvents(unit, 100, 100))).toBe(0);
      expect(await log()).toEqual(['1 batch']);
    });
  });

  describe('forgetting an account', () => {
    test('removes its events and nothing else', async () => {
      await tell({ authId: 'gone', subject: 'a' });
      await tell({ authId: 'kept', subject: 'b' });
      await tell({ subject: 'c' });
      await tell({ authId: 'gone', subject: 'd', viewerId: 'bob' });
      await ledger.write((unit) => forgetAccountEvents(unit, 'alice', 'gone'));
      expect(await log()).toEqual(['2 b', '3 c']);
      expect(await log('bob')).toEqual(['1 d']);
      expect(await readLogBounds(ledger.db, 'alice')).toEqual({ head: 3, trimmedTo: 0 });
    });
  });
}

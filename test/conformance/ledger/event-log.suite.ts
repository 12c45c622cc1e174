import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask } from '../../../src/ledger/databases/statement.js';
import type { EventType } from '../../../src/ledger/event-record.js';
import {
  appendEvents,
  forgetAccountEvents,
  type NumberedEvent,
  readEvents,
  readLogBounds,
  takeSeqs,
  trimEvents,
} from '../../../src/ledger/events.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import {
  EVENTS_FOLDED,
  type EventOutline,
  eventsAfter,
  eventSnapshot,
  findEvent,
  foldLog,
  kindOfEvent,
  listLog,
  type LogFilter,
  neighbourOf,
  ownerOf,
  previousOfSubject,
  SUBJECTS_FOLDED,
  viewersAfter,
} from '../../../src/ledger/operator/event-log.js';
import { insertTransaction } from '../../../src/ledger/transactions.js';
import { order, transaction } from '../../support/facts.js';
import { randomStream } from '../../support/faults.js';
import { type AnyEvent, type LedgerImplementation, putOrder, type TestLedger } from '../../support/ledger.js';

const VIEWERS = ['anya', 'bela', 'chandra'];
const TYPES: readonly EventType[] = [
  'TRANSACTION',
  'ORDER',
  'ORDER_RETRACTED',
  'HOLDINGS',
  'PENDING_ACTION',
  'INVESTMENT',
  'INVESTMENT_EXITED',
  'FUNDS',
];
const ALL: LogFilter = { types: null, subject: null };
const EVENTS = 400;

/** The log of each viewer as operators read it. */
export function eventLogSuite(implementation: LedgerImplementation): void {
  let open: TestLedger;
  let ledger: Ledger;

  beforeAll(async () => {
    open = await implementation.open();
    ledger = open.ledger;
  });

  afterAll(() => open.close());

  const append = (events: readonly AnyEvent[]) =>
    ledger.write(async (unit) => {
      const counts = new Map<string, number>();
      for (const { viewerId } of events) counts.set(viewerId, (counts.get(viewerId) ?? 0) + 1);
      const next = new Map(await takeSeqs(unit, counts));
      const numbered = events.map((event) => {
        const seq = next.get(event.viewerId) ?? 0;
        next.set(event.viewerId, seq + 1);
        return { event, seq } as NumberedEvent;
      });
      await ask(unit.db, appendEvents(unit, numbered));
    });
  const fold = async (viewerId: string, seq: number) => await foldLog(ledger.db, viewerId, seq);
  const list = async (viewerId: string, filter: LogFilter, first: number) => {
    const found: EventOutline[] = [];
    for (let after: number | null = null; ; ) {
      const page = await listLog(ledger.db, viewerId, filter, { first, after });
      found.push(...page.items.map(({ item }) => item));
      if (!page.hasNext) return found;
      after = page.end;
    }
  };

  describe('a log with random events', () => {
    /** What is kept of each viewer's log, oldest first. */
    const kept = new Map<string, { readonly seq: number; readonly event: AnyEvent }[]>();
    const keptOf = (viewerId: string) => kept.get(viewerId) ?? [];
    const key = ({ type, subject }: Pick<AnyEvent, 'type' | 'subject'>) => `${kindOfEvent(type)} ${subject}`;
    const heads = new Map<string, number>();

    beforeAll(async () => {
      const next = randomStream(11);
      const pick = <Value>(values: readonly Value[]) => values[Math.floor(next() * values.length)] as Value;
      const events = Array.from({ length: EVENTS }, (_, n): AnyEvent => {
        const type = pick(TYPES);
        return {
          viewerId: pick(VIEWERS),
          type,
          // Objects of different kinds may have the same id of Gateway.
          subject: `object ${Math.floor(next() * 7)}`,
          authId: type === 'HOLDINGS' ? pick(['linked', 'unlinked']) : null,
          occurredAt: n,
          snapshot: { n, status: `status ${n}`, provenance: 'CONFIRMED' },
        };
      });
      for (let start = 0; start < events.length; start += 50) await append(events.slice(start, start + 50));
      for (const event of events) {
        const seq = (heads.get(event.viewerId) ?? 0) + 1;
        heads.set(event.viewerId, seq);
        kept.set(event.viewerId, [...keptOf(event.viewerId), { seq, event }]);
      }
      await ledger.write((unit) => trimEvents(unit, 90, 1_000));
      await ledger.write((unit) => forgetAccountEvents(unit, 'bela', 'unlinked'));
      for (const viewerId of VIEWERS) {
        const { trimmedTo } = await readLogBounds(ledger.db, viewerId);
        expect(trimmedTo).toBeGreaterThan(10);
        const isKept = ({ seq, event }: { readonly seq: number; readonly event: AnyEvent }) =>
          seq > trimmedTo && !(viewerId === 'bela' && event.authId === 'unlinked');
        kept.set(viewerId, keptOf(viewerId).filter(isKept));
      }
    });

    test.each(VIEWERS)('folds to what a client of %s has seen at each place of it', async (viewerId) => {
      const client = new Map<string, number>();
      const { trimmedTo } = await readLogBounds(ledger.db, viewerId);
      const sent = await readEvents(ledger.db, viewerId, { afterSeq: 0, limit: EVENTS });
      for (let seq = trimmedTo; seq <= (heads.get(viewerId) ?? 0); seq++) {
        const event = sent.find((one) => one.seq === seq);
        if (event !== undefined) client.set(key(event), seq);
        const { events, isTruncated } = await fold(viewerId, seq);
        expect(new Map(events.map((one) => [key(one), one.seq]))).toEqual(client);
        expect([events.length, isTruncated]).toEqual([client.size, false]);
      }
    });

    test.each(VIEWERS)('folds to nothing where all that was known of %s is deleted', async (viewerId) => {
      const { trimmedTo } = await readLogBounds(ledger.db, viewerId);
      for (const seq of [0, 1, trimmedTo - 1, trimmedTo])
        expect(await fold(viewerId, seq)).toEqual({ events: [], isTruncated: false });
    });

    test.each(VIEWERS)('lists the events of %s, newest first, in pages of any size', async (viewerId) => {
      const newest = keptOf(viewerId).toReversed();
      for (const first of [1, 7, 500]) {
        const found = await list(viewerId, ALL, first);
        expect(
          found.map(({ seq, type, subject, occurredAt }) => ({ seq, type, subject, occurredAt })),
        ).toEqual(
          newest.map(({ seq, event: { type, subject, occurredAt } }) => ({ seq, type, subject, occurredAt })),
        );
      }
    });

    test('narrows the list by type and by object', async () => {
      const subject = { kind: 'ORDER', subject: 'object 3' };
      for (const filter of [
        { types: ['ORDER', 'FUNDS'] as const, subject: null },
        { types: null, subject },
        { types: ['ORDER_RETRACTED'] as const, subject },
        { types: [], subject: null },
        { types: null, subject: { kind: 'ORDER', subject: 'absent' } },
      ]) {
        const fits = ({ event }: { readonly event: AnyEvent }) =>
          ((filter.types as readonly string[] | null)?.includes(event.type) ?? true) &&
          (filter.subject === null ||
            (kindOfEvent(event.type) === filter.subject.kind && event.subject === filter.subject.subject));
        const found = await list('anya', filter, 3);
        expect(found.map(({ seq }) => seq)).toEqual(
          keptOf('anya')
            .filter(fits)
            .map(({ seq }) => seq)
            .toReversed(),
        );
      }
    });

    test('knows the state of orders and transactions only', async () => {
      for (const { type, seq, state } of await list('anya', ALL, 100)) {
        const { snapshot } = keptOf('anya').find((one) => one.seq === seq)?.event ?? {};
        const { status } = snapshot as { readonly status: string };
        const hasState = type === 'ORDER' || type === 'TRANSACTION';
        expect(state).toEqual(hasState ? { status, provenance: 'CONFIRMED' } : null);
      }
    });

    test.each(VIEWERS)(
      'finds what is next to each event of %s, and the same object before',
      async (viewerId) => {
        const all = keptOf(viewerId);
        for (const [index, { seq, event }] of all.entries()) {
          const found = await findEvent(ledger.db, viewerId, seq);
          const before = all.slice(0, index).findLast((one) => key(one.event) === key(event));
          const previous = found && (await previousOfSubject(ledger.db, found));
          expect(previous?.seq).toBe(before?.seq);
          expect([
            await neighbourOf(ledger.db, viewerId, seq, 'older'),
            await neighbourOf(ledger.db, viewerId, seq, 'newer'),
          ]).toEqual([all[index - 1]?.seq ?? null, all[index + 1]?.seq ?? null]);
        }
      },
    );

    test('has no event that was deleted, and none of another viewer', async () => {
      expect(await findEvent(ledger.db, 'anya', 1)).toBeNull();
      expect(await findEvent(ledger.db, 'nobody', 40)).toBeNull();
      expect(await eventSnapshot(ledger.db, 'anya', 1, 1_000)).toBeNull();
    });

    test('gives a snapshot only up to a length', async () => {
      const { seq = 0, event } = keptOf('anya').at(-1) ?? {};
      const json = JSON.stringify(event?.snapshot);
      expect(await eventSnapshot(ledger.db, 'anya', seq, json.length)).toBe(json);
      expect(await eventSnapshot(ledger.db, 'anya', seq, json.length - 1)).toBeNull();
    });

    test('is followed from a number on, oldest first', async () => {
      const [, , third] = keptOf('bela');
      const found = await eventsAfter(ledger.db, 'bela', third?.seq ?? 0, 5);
      expect(found.map(({ seq }) => seq)).toEqual(
        keptOf('bela')
          .slice(3, 8)
          .map(({ seq }) => seq),
      );
    });

    test('belongs to a viewer who is found among all of them', async () => {
      expect(await viewersAfter(ledger.db, '', 2)).toEqual(['anya', 'bela']);
      expect(await viewersAfter(ledger.db, 'bela', 2)).toEqual(['chandra']);
    });
  });

  test('a fold says that it left out what changed longest ago', async () => {
    const events = Array.from({ length: EVENTS_FOLDED + 1 }, (_, n): AnyEvent => {
      const subject = n === 0 ? 'the first' : `object ${n % SUBJECTS_FOLDED}`;
      return { viewerId: 'long', type: 'HOLDINGS', subject, occurredAt: 1_000 + n, snapshot: {} };
    });
    for (let start = 0; start < events.length; start += 500) await append(events.slice(start, start + 500));
    const whole = await fold('long', EVENTS_FOLDED);
    expect([whole.events.length, whole.isTruncated]).toEqual([SUBJECTS_FOLDED, true]);
    const later = await fold('long', EVENTS_FOLDED + 1);
    expect([later.events.length, later.isTruncated]).toEqual([SUBJECTS_FOLDED, true]);
    expect(later.events.map(({ seq }) => seq)).toEqual(
      Array.from({ length: SUBJECTS_FOLDED }, (_, n) => EVENTS_FOLDED + 1 - n),
    );
    const early = await fold('long', SUBJECTS_FOLDED);
    expect([early.events.length, early.isTruncated]).toEqual([SUBJECTS_FOLDED, false]);
  });

  test('the viewer of a transaction and of an order is found by Gateway’s id of it', async () => {
    const { transactionId } = transaction();
    const { batchId } = order();
    expect([await ownerOf(ledger.db, transactionId), await ownerOf(ledger.db, batchId)]).toEqual([
      null,
      null,
    ]);
    await ledger.write(async (unit) => {
      await insertTransaction(unit, transaction(), {
        createdSeq: 1,
        readAt: null,
        orderDigest: null,
        now: 1,
      });
      await putOrder(unit, order(), 2);
    });
    expect(await ownerOf(ledger.db, transactionId)).toEqual({
      viewerId: 'alice',
      subject: { kind: 'TRANSACTION', subject: transactionId },
    });
    expect(await ownerOf(ledger.db, batchId)).toEqual({
      viewerId: 'alice',
      subject: { kind: 'ORDER', subject: batchId },
    });
  });
}

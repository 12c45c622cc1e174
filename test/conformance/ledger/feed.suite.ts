import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { silentLog } from '../../../src/core/log.js';
import { startNewEpoch } from '../../../src/ledger/maintenance/new-epoch.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import {
  feedEnd,
  type FeedPlace,
  FeedPlaceUnknown,
  type FeedTable,
  readFeed,
  verifyFeedPlace,
} from '../../../src/ledger/operator/feed.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import type { Queries, Unit } from '../../../src/ledger/unit.js';
import { appendAnyEvent, type LedgerImplementation, type TestLedger } from '../../support/ledger.js';

const EVENTS: FeedTable<string> = {
  name: 'events',
  key: ['viewer_id', 'seq'],
  at: 'occurred_at',
  columns: sql`subject`,
  decode: (row) => String(row.subject),
};

const ANY = { type: 'ORDER', occurredAt: 1, snapshot: {} } as const;

/** The rows of a table in the order in which they were committed. */
export function feedSuite(implementation: LedgerImplementation): void {
  let open: TestLedger;
  beforeEach(async () => {
    open = await implementation.open();
  });
  afterEach(() => open.close());

  const append = (ledger: Ledger, viewerId: string, subject: string, authId: string | null = null) =>
    ledger.write((unit) => appendAnyEvent(unit, { ...ANY, viewerId, subject, authId }));
  /** Everything behind a place, by pages of two, and the place behind the last one. */
  const readAll = async (db: Queries, from: FeedPlace) => {
    const subjects: string[] = [];
    let place = from;
    for (;;) {
      const rows = await readFeed(db, EVENTS, place, 2);
      if (rows.length === 0) return { subjects, place };
      subjects.push(...rows.map(({ row }) => row));
      place = rows.at(-1)?.place ?? place;
    }
  };

  test('is read from its end on, over all viewers and in the order of commits', async () => {
    const { ledger } = open;
    await append(ledger, 'zoe', 'before');
    const end = await feedEnd(ledger.db, EVENTS);
    for (const [viewer, subject] of [
      ['zoe', 'a'],
      ['alice', 'b'],
      ['zoe', 'c'],
      ['bob', 'd'],
      ['alice', 'e'],
    ] as const)
      await append(ledger, viewer, subject);
    const { subjects, place } = await readAll(ledger.db, end);
    expect(subjects).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect((await readAll(ledger.db, place)).subjects).toEqual([]);
    await append(ledger, 'alice', 'f');
    expect((await readAll(ledger.db, place)).subjects).toEqual(['f']);
  });

  test('of an empty table begins with its first row', async () => {
    const end = await feedEnd(open.ledger.db, EVENTS);
    await append(open.ledger, 'alice', 'a');
    expect((await readAll(open.ledger.db, end)).subjects).toEqual(['a']);
  });

  test('leaves nothing out and repeats nothing while several write, from any place', async () => {
    // Only PostgreSQL has several writers for long.
    const isShared = open.url.startsWith('postgres');
    const second = isShared ? await openLedger(open.url, { log: silentLog }) : open.ledger;
    const end = await feedEnd(open.ledger.db, EVENTS);
    const seen: string[] = [];
    let isWriting = true;
    const writing = Promise.all(
      [open.ledger, second].flatMap((ledger, writer) =>
        ['alice', 'bob'].map(async (viewer) => {
          for (let n = 0; n < 25; n += 1) await append(ledger, `${viewer}${n % 3}`, `${writer}${viewer}${n}`);
        }),
      ),
    ).finally(() => {
      isWriting = false;
    });
    let place = end;
    for (let isLast = false; !isLast; ) {
      isLast = !isWriting;
      const rows = await readFeed(open.ledger.db, EVENTS, place, 7);
      seen.push(...rows.map(({ row }) => row));
      // Each row is a place to continue from, as a reader that was killed does.
      const [first] = rows;
      if (first !== undefined) {
        const behindFirst = await readFeed(open.ledger.db, EVENTS, first.place, rows.length);
        expect(behindFirst.slice(0, rows.length - 1).map(({ row }) => row)).toEqual(
          rows.slice(1).map(({ row }) => row),
        );
        isLast = false;
      }
      place = rows.at(-1)?.place ?? place;
    }
    await writing;
    const all = await readAll(open.ledger.db, end);
    expect(seen).toEqual(all.subjects);
    expect(new Set(seen).size).toBe(100);
    if (isShared) await second.close();
  });

  test('has the events of a viewer by their numbers, also when the later one’s commit began earlier', async () => {
    const { ledger } = open;
    const end = await feedEnd(ledger.db, EVENTS);
    if (open.url.startsWith('postgres'))
      await ledger.db.transaction().execute(async (db) => {
        await sql`select txid_current()`.execute(db);
        await append(ledger, 'alice', 'a');
        const own = { db, trace: null, events: [], changed: () => undefined } as unknown as Unit;
        for (const subject of ['b', 'c']) await appendAnyEvent(own, { ...ANY, viewerId: 'alice', subject });
        await appendAnyEvent(own, { ...ANY, viewerId: 'bob', subject: 'd' });
      });
    else for (const subject of ['a', 'b', 'c']) await append(ledger, 'alice', subject);
    const { subjects } = await readAll(ledger.db, end);
    expect(subjects.filter((subject) => subject !== 'd')).toEqual(['a', 'b', 'c']);
    await append(ledger, 'alice', 'e');
    expect((await readAll(ledger.db, end)).subjects.at(-1)).toBe('e');
  });

  test('continues where the row of its place was removed', async () => {
    const { ledger } = open;
    const end = await feedEnd(ledger.db, EVENTS);
    await append(ledger, 'alice', 'a');
    await append(ledger, 'alice', 'b');
    const { place } = await readAll(ledger.db, end);
    await ledger.write(({ db }) => db.deleteFrom('events').where('subject', '=', 'b').execute());
    await append(ledger, 'bob', 'c');
    expect((await readAll(ledger.db, place)).subjects).toEqual(['c']);
  });

  test('knows a place of its own from one that it has not given out', async () => {
    const { ledger } = open;
    await append(ledger, 'alice', 'a');
    const end = await feedEnd(ledger.db, EVENTS);
    await verifyFeedPlace(ledger.db, EVENTS, end);
    const isPostgres = open.url.startsWith('postgres');
    const ahead = { ...end, order: '99999999999' };
    const verified = verifyFeedPlace(ledger.db, EVENTS, ahead);
    if (isPostgres) await expect(verified).rejects.toThrow(FeedPlaceUnknown);
    else await verified;
  });

  test('does not show rows of a restored backup as new ones', async () => {
    const { ledger } = open;
    await append(ledger, 'alice', 'restored');
    if (open.url.startsWith('postgres'))
      await sql`update events set inserted_in = '99999999999'::bigint`.execute(ledger.db);
    const end = await feedEnd(ledger.db, EVENTS);
    await startNewEpoch(ledger);
    if (open.url.startsWith('postgres')) {
      const { rows } = await sql<{ left: string | null }>`select inserted_in as left from events`.execute(
        ledger.db,
      );
      expect(rows).toEqual([{ left: null }]);
    }
    await append(ledger, 'alice', 'new');
    expect((await readAll(ledger.db, end)).subjects).toEqual(['new']);
  });
}
